package minutes_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
	"assenso/governance/minutes/minutestest"
)

func member(t *testing.T, text minutes.Text, id governance.MemberID) minutes.Member {
	t.Helper()
	for _, m := range text.Members {
		if m.ID == id {
			return m
		}
	}
	t.Fatalf("no %s in the grid", id)
	return minutes.Member{}
}

// ballots are the rounds on an item, in order.
func ballots(text minutes.Text, item int) []minutes.Ballot {
	s, _ := text.Section(item)
	var all []minutes.Ballot
	for _, a := range s.Acts {
		if a.Ballot != nil {
			all = append(all, *a.Ballot)
		}
	}
	return all
}

func TestTheGridTellsWhoWasThere(t *testing.T) { // B44
	text := minutes.Compile(minutestest.Board(t)).Text
	for id, want := range map[governance.MemberID]minutes.Presence{
		"anna": minutes.Present, "ugo": minutes.Present, // left before the end
		"mario": minutes.Dropped, "paola": minutes.Excused, "nadia": minutes.Absent,
	} {
		if got := member(t, text, id).Presence; got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	if olmo := member(t, text, "olmo"); !olmo.Stays[0].Marked || !olmo.Delivered.IsZero() {
		t.Errorf("entered by the secretary, and not convened: %+v", olmo)
	}
	if got := len(member(t, text, "fulvia").Stays); got != 2 {
		t.Errorf("who dropped and came back has %d stays, want 2", got)
	}
}

func TestAStayTellsWhenItsMeansChanged(t *testing.T) { // B21, B34
	m := toTheDraft(t)
	m.Clock("17:00")
	m.Do("livia", meeting.CheckIn{
		Means: meeting.Means{Mode: governance.InPerson, Equipment: "computer"}, Via: meeting.ByCheckIn,
	})
	livia := member(t, minutes.Draft(m.Records()), "livia")
	want := []minutes.MeansChange{{At: m.Now().UTC(), Mode: governance.InPerson, Equipment: "computer"}}
	if len(livia.Stays) != 1 || livia.Stays[0].Mode != governance.Remote {
		t.Fatalf("stays %+v", livia.Stays)
	}
	if d := cmp.Diff(want, livia.Stays[0].Changes); d != "" {
		t.Error(d)
	}
}

func TestADoubtfulPersonIsToldWithTheirSettlement(t *testing.T) { // B05, B29
	b := ballots(minutes.Compile(minutestest.Board(t)).Text, 2)[0]
	if len(b.Doubts) != 1 || len(b.Questions) != 1 {
		t.Fatalf("doubts %v, questions %v", b.Doubts, b.Questions)
	}
	d := b.Doubts[0]
	if d.Member != "gino" || d.Why != meeting.Unanswered || d.As != meeting.AsAgainst || d.By != "dora" || d.Reason.Text == "" {
		t.Errorf("doubt %+v", d)
	}
	if b.Questions[0].Words.Text != "mah, sarei contrario ma vedete voi" {
		t.Errorf("annexed words %+v", b.Questions[0])
	}
	if !slices.Contains(b.Result.Against, "gino") {
		t.Error("settled against, not counted so")
	}
}

func TestARepeatedRoundKeepsTheAnnulledOne(t *testing.T) { // B38
	all := ballots(minutes.Compile(minutestest.Board(t)).Text, 3)
	if len(all) != 2 {
		t.Fatalf("%d rounds, want 2", len(all))
	}
	first, second := all[0], all[1]
	if first.Stage != meeting.Annulled || !first.Repeated || first.Reason == "" || first.Result == nil || first.Outcome != "" {
		t.Errorf("first round %+v", first)
	}
	q := second.Recomputed
	if q == nil || q.Standing.Required != 6 || q.Full.Required != 7 || len(q.Dropped) != 2 {
		t.Errorf("quorum recomputed %+v", q)
	}
	if second.Resolution == nil || second.Resolution.Number != 15 {
		t.Errorf("second round %+v", second)
	}
}

func TestACastingVoteIsTold(t *testing.T) {
	b := ballots(minutes.Compile(minutestest.Board(t)).Text, 5)[0]
	if b.Method != minutes.ByRollCall || b.Result.Verdict.Casting != governance.Favour || b.Outcome != governance.Carried {
		t.Errorf("ballot %+v", b)
	}
	i := slices.IndexFunc(b.Votes, func(v minutes.Vote) bool { return v.Member == "olmo" })
	if i < 0 || !b.Votes[i].Entered {
		t.Errorf("a vote entered by the secretary is not marked: %+v", b.Votes)
	}
}

func TestRefusalsAreToldOnce(t *testing.T) { // B16
	m := toTheDraft(t)
	m.Do("anna", meeting.OpenItem{N: 2})
	m.Do("anna", meeting.OpenBallot{Secret: true})
	text := minutes.Draft(m.Records())
	s, _ := text.Section(2)
	if len(s.Acts) != 1 || s.Acts[0].Kind != minutes.SecrecyRefused {
		t.Errorf("acts %+v", s.Acts)
	}

	m = minutestest.Play(t, "2026-11-24")
	m.Convene("2026-11-24", meeting.Point{Title: "Elezioni", Kind: meeting.SecretItem}, meeting.Point{Title: "Varie"})
	m.Do("carlo", meeting.ConfirmDelivery{All: true, Via: "circolare n. 41"})
	m.Day("2026-11-24")
	m.Clock("16:20")
	m.CheckIn("computer", "anna", "carlo", "bruno", "dora", "elio", "gino", "livia", "mario")
	m.Clock("16:30")
	m.Do("anna", meeting.Open{})
	m.Do("anna", meeting.OpenItem{N: 1})
	m.Do("anna", meeting.OpenItem{N: 1})
	text = minutes.Draft(m.Records())
	s, _ = text.Section(1)
	if len(s.Acts) != 1 || s.Acts[0].Refused != meeting.NeedsSecrecy || !slices.Equal(text.Untreated, []int{2}) {
		t.Errorf("acts %+v, untreated %v", s.Acts, text.Untreated)
	}
}

// Whatever comes after the text is told by the foot, so that nothing recorded
// is left out of the minutes.
func TestTheFootTellsWhatCameAfterTheText(t *testing.T) { // B53
	m := toTheDraft(t)
	m.Do("paola", meeting.SendExcuse{Text: "Sono in viaggio."})
	hash := m.Draft()
	m.Do("carlo", meeting.DecideExcuse{Member: "paola", Accept: true})
	m.Do("anna", meeting.Appoint{Office: governance.Teller, Member: "gino"})
	m.Do("gino", meeting.Cast{Round: meeting.Round{On: meeting.OnItem(1), N: 1}, Position: governance.Abstain, Words: "mi astengo"})
	m.Do("anna", meeting.OpenBallot{On: meeting.OnMinutes})
	m.Ballot(func() { m.Do("bruno", meeting.CheckOut{How: meeting.Exit}) })
	m.Do("anna", meeting.Proclaim{})
	m.Do("anna", meeting.Suspend{Reason: "si attende la firma"})
	m.Wait(time.Minute)
	m.Do("anna", meeting.Close{})
	m.Do("anna", meeting.Sign{Hash: hash})
	f := minutes.Compile(m.Records()).Foot
	if f.Hash != hash || f.Recompiled != "" || !f.Approved() {
		t.Errorf("foot %+v", f)
	}
	var kinds []minutes.ActKind
	for _, s := range f.Sections {
		for _, a := range s.Acts {
			kinds = append(kinds, a.Kind)
		}
	}
	if !slices.Equal(kinds, []minutes.ActKind{minutes.Appointment, minutes.Suspension}) {
		t.Errorf("acts %v", kinds)
	}
	if len(f.Excuses) != 1 || !f.Excuses[0].Accepted || len(f.Late) != 1 || len(f.Movements) != 1 || f.Closing == nil {
		t.Errorf("excuses %v, late %v, movements %v, closing %v", f.Excuses, f.Late, f.Movements, f.Closing)
	}
	if _, ok := f.Signed(governance.Chair); !ok {
		t.Error("the chair's signature is not told")
	}
	if _, ok := f.Signed(governance.Secretary); ok {
		t.Error("the secretary signs without having signed")
	}
}

// A draft that names an entry in the middle of a ballot loses nothing: text
// and foot both tell the ballot, each as it knew it.
func TestADraftCutInABallotLosesNothing(t *testing.T) {
	records := minutestest.Board(t)
	var upto uint64
	for _, r := range records {
		if _, ok := r.Event.(meeting.WindowStarted); ok {
			upto = r.Seq
			break
		}
	}
	for i, r := range records {
		if e, ok := r.Event.(meeting.MinutesDrafted); ok {
			e.Upto = upto
			records[i].Event = e
		}
	}
	m := minutes.Compile(records)
	b := ballots(m.Text, 2)
	if len(b) != 1 || b[0].Stage != meeting.Voting || b[0].Result != nil {
		t.Errorf("in the text: %+v", b)
	}
	i := slices.IndexFunc(m.Foot.Sections, func(s minutes.Section) bool { return s.Item == 2 })
	if i < 0 || m.Foot.Sections[i].Acts[0].Ballot.Outcome != governance.Carried {
		t.Errorf("in the foot: %+v", m.Foot.Sections)
	}
	if m.Foot.Recompiled == "" {
		t.Error("a text that is not the one drafted goes unnoticed")
	}
}

// What is erased shows as erased, whether the store has deleted it already or
// not, and the fingerprint that was signed still stands in the foot.
func TestErasedValuesAppearAsErased(t *testing.T) {
	m := minutestest.Play(t, "2026-11-24")
	records := minutestest.Board(t)
	for _, r := range records {
		m.State().Apply(r)
	}
	meta := governance.Meta{By: "carlo", At: records[len(records)-1].At.Add(time.Hour)}
	events, err := meeting.Decide(m.State(), meta, meeting.EraseValues{Member: "bruno", Reason: "a richiesta"})
	if err != nil {
		t.Fatal(err)
	}
	e := events[0].(meeting.ValuesErased)
	records = append(records, minutes.Recorded{Seq: m.State().Seq + 1, Meta: meta, Event: e})

	got := minutes.Compile(records)
	if d := cmp.Diff(got, minutes.Compile(replayed(t, records, e.Seqs))); d != "" {
		t.Errorf("(-values still there +values deleted):\n%s", d)
	}
	if bruno := member(t, got.Text, "bruno"); bruno.Name != "" || !bruno.Erased {
		t.Errorf("bruno is %+v", bruno)
	}
	b := ballots(got.Text, 2)[0]
	if v := b.Votes[0]; v.Member != "bruno" || v.Position != governance.Against || v.Words != (minutes.Words{Erased: true}) {
		t.Errorf("the vote is %+v", v)
	}
	if w := got.Foot.Changes[1].Words; w != (minutes.Words{Erased: true}) {
		t.Errorf("the change is %+v", w)
	}
	if signed := records[len(records)-2].Event.(meeting.Signed); got.Foot.Hash != signed.Hash || got.Foot.Recompiled != got.Text.Hash() || len(got.Foot.Erasures) != 1 {
		t.Errorf("foot %+v", got.Foot)
	}
}

func TestMinutesNotApprovedSayWhy(t *testing.T) { // B52
	rejected := minutes.Compile(minutestest.Unapproved(t, false)).Foot
	if rejected.Approved() || rejected.Outcome != governance.Rejected || len(rejected.Approval) != 1 || len(rejected.Signatures) != 2 {
		t.Errorf("rejected: %+v", rejected)
	}
	gone := minutes.Compile(minutestest.Unapproved(t, true)).Foot
	if gone.Approved() || gone.GivenUp == nil || gone.GivenUp.Standing.Holds() || gone.Closing.Ending != meeting.Adjourned {
		t.Errorf("given up: %+v", gone)
	}
}
