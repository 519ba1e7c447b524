package present_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"assenso/bot/document"
	"assenso/bot/lang"
	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
	"assenso/governance/minutes/minutestest"
)

// spoken is the document as plain text, wide enough that no line is broken.
func spoken(t *testing.T, m minutes.Minutes, sp *lang.Speaker) string {
	t.Helper()
	var b bytes.Buffer
	if err := document.WriteMarkdown(&b, present.Minutes(m, sp)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// at is an hour of the evening of the meeting.
func at(hour, minute int) time.Time {
	return time.Date(2026, 11, 24, hour, minute, 0, 0, time.UTC)
}

// The quorum gone, and the quorum that only one of two rules finds.
var (
	gone = meeting.Standing{Members: 14, Present: 6, Required: 7, Compared: 8}
	odd  = meeting.Standing{Members: 14, Present: 7, Required: 7, Compared: 8}
)

// rare is what no ordinary meeting shows, in the shape of a text.
func rare(t *testing.T) minutes.Minutes {
	t.Helper()
	m := compiled(t, "board")
	x := &m.Text
	x.Sections = append(x.Sections, minutes.Section{
		Item: 6, Discussed: []minutes.Span{{From: at(17, 0)}, {To: at(18, 0)}}, Acts: slices.Concat(rareActs(), rarePresence(), rareBallots()),
	}, minutes.Section{Item: 5})
	x.Convocation.Short, x.Convocation.Emergency, x.Convocation.Mode = 2, true, governance.Remote
	x.Bylaws.Silence = governance.SilenceRule{}
	x.Opening.Confirmed, x.Opening.ByOrder, x.Convocation.ByOrder = nil, true, true
	x.Officers = append(x.Officers, minutes.Officer{Office: governance.Secretary, Member: "livia", Since: at(17, 0)})
	x.Members[1].Name, x.Members[1].Erased = "", true
	x.Members[2].Stays[0].Changes = []minutes.MeansChange{{At: at(17, 0), Mode: governance.InPerson, Equipment: "tablet"}}
	rarelyPresent(x)
	x.Excuses = append(x.Excuses,
		minutes.Excuse{Member: "mario", Words: minutes.Words{Text: "In ritardo."}, At: at(17, 0)},
		minutes.Excuse{Member: "mario", Words: minutes.Words{Erased: true}, At: at(17, 0), Decided: at(17, 1), Accepted: true})
	f := &m.Foot
	f.Stale, f.Recompiled = true, strings.Repeat("ab", 32)
	f.Confirmed = &minutes.Confirmation{Member: "carlo", At: at(18, 0)}
	f.Excuses = x.Excuses[len(x.Excuses)-2:]
	f.Late = []minutes.LateWord{{Member: "gino", Position: governance.Against, Said: at(18, 8), Words: minutes.Words{Text: "contrario"}}}
	f.Movements = []minutes.Movement{{Member: "ugo", At: at(18, 1), Entered: true}, {Member: "ugo", At: at(18, 2), Leave: meeting.Exit}}
	f.Sections = []minutes.Section{{Item: 6, Discussed: []minutes.Span{{To: at(18, 0)}}}, {Acts: []minutes.Act{{At: at(18, 6), Kind: minutes.Resumption}}}}
	f.Erasures = []minutes.Erasure{{Seq: 170, At: at(20, 0), Member: "ilaria", Reason: "a richiesta"}}
	f.Signatures = nil
	f.Changes = append(f.Changes, minutes.Change{N: 3, Member: "ugo", Words: minutes.Words{Text: "Una virgola."}, At: at(18, 0)})
	return m
}

func rareActs() []minutes.Act {
	lost, back := gone, odd
	return []minutes.Act{
		{At: at(18, 1), Kind: minutes.QuorumLost, Standing: &lost},
		{At: at(18, 2), Kind: minutes.QuorumRegained, Standing: &back},
		{At: at(18, 3), Kind: minutes.Drops, Members: []governance.MemberID{"mario", "fulvia", "gino"}},
		{At: at(18, 4), Kind: minutes.ItemRefused, Refused: meeting.NeedsPresence},
		{At: at(18, 4), Kind: minutes.ItemRefused, Refused: meeting.NeedsTender},
		{At: at(18, 5), Kind: minutes.Note, Words: minutes.Words{Erased: true}},
		{At: at(18, 5), Kind: minutes.Statement, Member: "bruno", Words: minutes.Words{Erased: true}},
		{At: at(18, 6), Kind: minutes.Suspension, ByOrder: true},
		{At: at(18, 6), Kind: minutes.Resumption, ByOrder: true},
		{At: at(18, 6), Kind: minutes.TroubleReported, Member: "gino"},
		{At: at(18, 6), Kind: minutes.AdequacyJudged, Reason: "tutti sentono", ByOrder: true},
		{At: at(18, 6), Kind: minutes.FellBack, Fallback: meeting.VoiceOnly},
		{At: at(18, 6), Kind: minutes.FellBack, Fallback: meeting.OtherMeans, Means: "chat del registro", Until: at(18, 7)},
		{At: at(18, 6), Kind: minutes.Restored},
		{At: at(18, 6), Kind: minutes.TroubleDeclared, Then: at(18, 5)},
		{At: at(18, 6), Kind: minutes.TroubleDeclared, Then: at(18, 5), Deadline: at(19, 5), Reason: "rete"},
		{At: at(18, 6), Kind: minutes.AssuranceRecorded, From: minutes.Words{Text: "Assistenza"}, Deadline: at(19, 35)},
		{At: at(18, 6), Kind: minutes.AssuranceRecorded, From: minutes.Words{Erased: true}, Words: minutes.Words{Text: "tra poco"}, Deadline: at(19, 35)},
		{At: at(19, 40), Kind: minutes.DissolutionHeld, Deadline: at(19, 35), Until: at(19, 45)},
		{At: at(19, 41), Kind: minutes.TroubleResolved, Then: at(19, 30)},
		{At: at(19, 45), Kind: minutes.Dissolved, Then: at(18, 5), Deadline: at(19, 35)},
		{At: at(18, 6), Kind: minutes.VoteCorrected, Round: meeting.Round{On: "6", N: 1}, Member: "gino", By: "carlo", Was: meeting.CountSilent, As: meeting.AsAgainst, Cause: minutes.Words{Text: "letto male"}},
		{At: at(18, 6), Kind: minutes.Rechecked, Round: meeting.Round{On: "6", N: 1}, Stands: true},
		{At: at(18, 6), Kind: minutes.Rechecked, Round: meeting.Round{On: "6", N: 1}},
		{At: at(18, 6), Kind: minutes.Withdrawn, Round: meeting.Round{On: "6", N: 1}, Reason: "la maggioranza non c'era", ByOrder: true},
		{At: at(18, 6), Kind: minutes.Contested, N: 1, Round: meeting.Round{On: "6", N: 1}, Member: "gino", Words: minutes.Words{Text: "ero contrario"}},
		{At: at(18, 6), Kind: minutes.ContestAnswered, N: 1, Round: meeting.Round{On: "6", N: 1}, Member: "gino", By: "carlo", Words: minutes.Words{Text: "non risulta"}},
		{At: at(18, 6), Kind: minutes.NoteCorrected, Words: minutes.Words{Text: "Si discute."}},
		{At: at(18, 6), Kind: minutes.NameCorrected, Member: "gino", Words: minutes.Words{Text: "Luigi"}},
		{At: at(18, 6), Kind: minutes.PresenceCorrected, Member: "gino", Stay: &minutes.Stay{From: at(17, 0), Mode: governance.Remote}, Cause: minutes.Words{Text: "svista"}},
		{At: at(18, 6), Kind: minutes.Appointment, ByOrder: true, Office: governance.Chair, Member: "dora"},
	}
}

func rareBallots() []minutes.Act {
	ids := func(names ...governance.MemberID) []governance.MemberID { return names }
	open := minutes.Ballot{
		Stage: meeting.Voting, Recomputed: &minutes.Recomputed{Dropped: ids("mario"), Standing: odd, Full: odd},
		Extended:  []minutes.Extension{{At: at(18, 1), Until: at(18, 2)}, {At: at(18, 3), Until: at(18, 4), Outage: true}},
		Unreached: []string{"telegram:1"}, Unheard: []string{"console:sala"},
	}
	void := minutes.Ballot{
		Stage: meeting.Void, Ended: at(18, 5), Repeated: true,
		Result: &meeting.Result{Favour: ids("anna"), Standing: gone, Void: true},
	}
	tied := minutes.Ballot{Stage: meeting.Provisional, Result: &meeting.Result{
		Favour: ids("anna"), Against: ids("bruno"), Later: 2, Standing: odd, Resistant: true,
		Verdict: governance.Verdict{Outcome: governance.TieSilent, Required: 2, Obtained: 1, Missing: 1},
	}}
	for _, why := range []meeting.DoubtWhy{meeting.Away, meeting.NotSeen, meeting.NotTold, meeting.NotHeard, meeting.Unanswered} {
		tied.Result.Doubtful = append(tied.Result.Doubtful, meeting.Doubt{Member: "gino", Why: why})
		tied.Doubts = append(tied.Doubts, minutes.Doubt{Member: "gino", Why: why})
	}
	cast := minutes.Ballot{
		Stage: meeting.Proclaimed, Outcome: governance.Rejected, Ended: at(18, 9), EndedByOrder: true,
		Late: []minutes.LateWord{{Member: "gino", Position: governance.Favour, Said: at(18, 8), Timely: true}},
		Result: &meeting.Result{
			Favour: ids("bruno"), Against: ids("anna"), Standing: odd, Count: governance.Count{Favour: 1, Against: 1},
			Verdict: governance.Verdict{Outcome: governance.Rejected, Required: 2, Obtained: 1, Missing: 1, Casting: governance.Against},
		},
	}
	annulled := minutes.Ballot{Stage: meeting.Annulled, Ended: at(18, 9)}
	var acts []minutes.Act
	for i, b := range []*minutes.Ballot{&open, &void, &tied, &cast, &annulled} {
		b.Round = meeting.Round{On: meeting.OnItem(6), N: i + 1}
		b.Opened, b.Method, b.Window, b.Standing = at(18, 0), minutes.ByWord, governance.Duration(time.Minute), odd
		b.Text = "Un testo mai letto prima."
		acts = append(acts, minutes.Act{At: b.Opened, Kind: minutes.Voting, Ballot: b})
	}
	return acts
}

// Whatever a journal can lead to has words, in both languages: a word without
// its argument fails the speaker of the test. A time that is not there would
// be 00:49, as it was in Rome in the year 1.
func TestWhatIsRareHasWordsToo(t *testing.T) {
	for _, l := range []string{"it", "en"} {
		got := spoken(t, rare(t), minutesSpeaker(t, l))
		minutesGolden(t, "rare."+l+".md", []byte(got))
		for _, bad := range []string{"…", "()", " .", " ,", "<no value>", "00:49"} {
			if i := strings.Index(got, bad); i >= 0 {
				t.Errorf("%s: %q in %q", l, bad, got[max(0, i-60):min(len(got), i+60)])
			}
		}
	}
}

func TestEveryBodyAndEveryRuleHasWords(t *testing.T) {
	for _, l := range []string{"it", "en"} {
		sp := minutesSpeaker(t, l)
		for _, k := range []governance.BodyKind{
			governance.TeachersBoard, governance.Council, governance.Assembly, governance.OtherBody, "comitato",
		} {
			m := compiled(t, "board")
			m.Text.Body.Kind = k
			spoken(t, m, sp)
		}
		for _, mode := range []governance.Mode{governance.InPerson, governance.Remote, governance.Mixed} {
			m := compiled(t, "board")
			m.Text.Convocation.Mode, m.Text.Opening.Override = mode, ""
			spoken(t, m, sp)
		}
		for _, q := range []governance.QuorumKind{
			"", governance.MoreThanHalf, governance.HalfPlusOne, governance.AtLeastHalf, governance.AtLeast,
			governance.Everybody, governance.AnyNumber,
		} {
			m := compiled(t, "board")
			m.Text.Bylaws.Quorum = governance.QuorumRule{Kind: q, Fraction: governance.Fraction{Num: 3, Den: 4}}
			spoken(t, m, sp)
		}
		for _, k := range []governance.MajorityKind{
			"", governance.OfVotes, governance.OfPresent, governance.OfMembers, governance.ShareVotes,
			governance.SharePres, governance.Unanimity,
		} {
			m := compiled(t, "board")
			m.Text.Bylaws.Majority = governance.MajorityRule{Kind: k, Fraction: governance.Fraction{Num: 2, Den: 3}, CountAbstained: true}
			spoken(t, m, sp)
		}
	}
}

// A meeting over midnight, on the night when the clocks go back, must not have
// two hours that look the same.
func TestHoursAreNeverAmbiguous(t *testing.T) {
	m := compiled(t, "rejected")
	x := &m.Text
	x.Convocation.At = time.Date(2026, 10, 24, 21, 30, 0, 0, time.UTC) // 23:30 in Rome
	x.Opening.At = time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)      // 02:30, summer time
	m.Foot.Closing.At = time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC) // 02:30, winter time
	got := spoken(t, m, minutesSpeaker(t, "it"))
	for _, want := range []string{
		"alle ore 02:30 ora legale di domenica 25 ottobre 2026, dichiara aperta",
		"è tolta alle ore 02:30 ora solare di domenica 25 ottobre 2026",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q", want)
		}
	}
}

func TestMinutesNotYetOpenedOrDecidedAreADraft(t *testing.T) {
	m := compiled(t, "board")
	m.Text.Opening, m.Text.Sections = nil, nil
	m.Foot = minutes.Foot{Hash: m.Foot.Hash, Upto: 3}
	got := spoken(t, m, minutesSpeaker(t, "it"))
	for _, want := range []string{"Bozza del verbale n. 3/2026-27", "non risulta aperta", "non è ancora stato presentato"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(got, "sottoscritto") {
		t.Error("an undecided draft says it is signed")
	}
}

// A member called after markup stays so called, and no line of theirs becomes
// a heading.
func TestNamesAndWordsAreNeverMarkup(t *testing.T) {
	m := compiled(t, "board")
	m.Text.Members[11].Name = "**_x_** | <b>"
	m.Text.Sections[0].Acts[1].Words.Text = "# titolo\n**forte** <script>"
	var b bytes.Buffer
	doc := present.Minutes(m, minutesSpeaker(t, "it"))
	if err := document.WriteHTML(&b, doc); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<b>", "<script", "<strong>forte"} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("%s in the page", bad)
		}
	}
	if !strings.Contains(b.String(), "**_x_** | &lt;b&gt;") {
		t.Error("the name is not as it was typed")
	}
}

func TestTheSectionOfAnItemForTheChat(t *testing.T) {
	m := compiled(t, "board")
	for _, l := range []string{"it", "en"} {
		sp := minutesSpeaker(t, l)
		var b strings.Builder
		for item := range 7 {
			for _, line := range present.ItemSection(m.Text, item) {
				b.WriteString(sp.Plain(line))
				b.WriteByte('\n')
			}
		}
		minutesGolden(t, "chat."+l+".txt", []byte(b.String()))
	}
	if got := present.ItemSection(m.Text, 6); got != nil {
		t.Errorf("an item never treated says %v", got)
	}
}

// Long lists of names would flood a chat; the minutes have them.
func TestTheChatLeavesLongListsToTheMinutes(t *testing.T) {
	m := compiled(t, "board")
	r := m.Text.Sections[1].Acts[3].Ballot.Result
	for range 50 {
		r.Silent = append(r.Silent, "livia")
	}
	sp := minutesSpeaker(t, "it")
	for _, line := range present.ItemSection(m.Text, 2) {
		if s := sp.Plain(line); strings.HasPrefix(s, "Voti favorevoli per silenzio") && s != "Voti favorevoli per silenzio: 57" {
			t.Errorf("%q", s)
		}
	}
}

// Words that nothing says any more are dead, and mislead who translates them.
func TestEveryWordOfTheMinutesIsSaid(t *testing.T) {
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	said := saidKeys(t)
	for _, k := range c.Keys("it") {
		rest, ok := strings.CutPrefix(k, "minutes.")
		if !ok {
			continue
		}
		found := false
		for s := range said {
			found = found || s == rest || strings.HasSuffix(s, ".") && strings.HasPrefix(rest, s) ||
				strings.HasSuffix(s, "-") && strings.HasPrefix(rest, s)
		}
		if !found {
			t.Errorf("nothing says minutes.%s", rest)
		}
	}
}

// saidKeys are the string literals of the files that word minutes.
func saidKeys(t *testing.T) map[string]bool {
	t.Helper()
	paths, err := filepath.Glob("minutes_*.go")
	if err != nil {
		t.Fatal(err)
	}
	said := make(map[string]bool)
	for _, p := range paths {
		if strings.HasSuffix(p, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				if s, err := strconv.Unquote(l.Value); err == nil {
					said[s] = true
				}
			}
			return true
		})
	}
	return said
}

// Minutes are shown at every moment of a meeting, before it is convened too.
func TestEveryBeginningOfAMeetingHasWords(t *testing.T) {
	sp := minutesSpeaker(t, "it")
	for _, records := range [][]minutes.Recorded{minutestest.Board(t), minutestest.Unapproved(t, true)} {
		for n := range len(records) + 1 {
			m := minutes.Compile(records[:n])
			if doc := present.Minutes(m, sp); doc.Title == "" {
				t.Fatalf("after %d entries the minutes have no title", n)
			}
			for _, p := range m.Text.Agenda {
				for _, line := range present.ItemSection(m.Text, p.N) {
					sp.Plain(line)
				}
			}
		}
	}
}
