package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"assenso/bot/chat"
	"assenso/bot/chat/chattest"
	"assenso/bot/command"
	"assenso/bot/journal"
	"assenso/bot/journal/journaltest"
	"assenso/bot/lang"
	"assenso/bot/memo/memotest"
	"assenso/bot/reading"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
)

// hall is a body of eight on a fake platform, with the stores that outlive a
// bot.
type hall struct {
	t       *testing.T
	fake    *chattest.Fake
	journal *journaltest.Memory
	memo    *memotest.Memory
	room    chat.Place

	bot      *Bot
	stop     func()
	archived []string
	archive  func(id string) error // nil: it is kept in archived
}

var people = []string{"anna", "bruno", "carla", "dario", "elena", "fabio", "giulia", "luca"}

func schoolBylaws() governance.Bylaws {
	m, s := governance.Duration(time.Minute), governance.Duration(time.Second)
	return governance.Bylaws{
		Profile: "test", Revision: "1", Title: "Regolamento di prova", TimeZone: "Europe/Rome", YearFrom: time.September,
		Quorum:   governance.QuorumRule{Kind: governance.MoreThanHalf, LessJustified: true},
		Majority: governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.ChairBreaks},
		Silence:  governance.SilenceRule{Granted: true, Article: "art. 2", Date: "2020-10-07"},
		Clocks: governance.Clocks{
			Ballot: 2 * m, BallotLeast: 15 * s, BallotMost: 30 * m, Approval: 10 * m, Grace: 30 * s, SignOfLife: 30 * m,
			DeliverIn: 30 * s, HeardIn: m, MassDrops: 10 * s, NoticeDays: 5,
		},
		QuorumMargin: 2, MassDrops: 5,
	}
}

func newHall(t *testing.T) *hall {
	h := &hall{t: t, fake: chattest.NewFake("fake", chat.Limits{}, nil), journal: journaltest.NewMemory(), memo: new(memotest.Memory)}
	h.room = h.fake.Room("sala")
	h.start()
	return h
}

// start begins a bot on the stores as they are: a new process.
func (h *hall) start() {
	h.t.Helper()
	cat, err := lang.Load()
	if err != nil {
		h.t.Fatal(err)
	}
	book, err := command.NewBook(cat, command.All())
	if err != nil {
		h.t.Fatal(err)
	}
	reader, err := reading.New()
	if err != nil {
		h.t.Fatal(err)
	}
	var rows []roster.Row
	for _, p := range people {
		r := roster.Row{Name: strings.ToUpper(p[:1]) + p[1:], Accounts: []string{"fake:" + p}}
		switch p {
		case "anna":
			r.Office = governance.Chair
		case "bruno":
			r.Office = governance.Secretary
		}
		rows = append(rows, r)
	}
	h.bot = New(Options{
		Journal: h.journal, Memo: h.memo, Platforms: []chat.Platform{h.fake}, Clock: Machine{},
		Catalogue: cat, Language: "it", Book: book, Reader: reader, Log: zerolog.Nop(),
		Salt: func() []byte { return make([]byte, journal.SaltSize) },
		Archive: func(_ context.Context, id string) error {
			if h.archive != nil {
				return h.archive(id)
			}
			h.archived = append(h.archived, id)
			return nil
		},
		Bodies: []Body{{Rows: rows, Places: []string{string(h.room)}, Found: roster.Found{
			ID: "collegio", Name: "Collegio", Kind: governance.Council, Bylaws: schoolBylaws(), Admin: "fake:admin",
		}}},
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.bot.Run(ctx) }()
	h.stop = func() {
		cancel()
		if err := <-ended; err != nil {
			h.t.Errorf("run: %v", err)
		}
	}
}

func (h *hall) account(who string) chat.Account { return h.fake.Account(who) }

// call gives a command and lets the bot come to rest.
func (h *hall) call(who, name, text string) {
	h.fake.Call(h.account(who), h.room, name, text, time.Time{})
	synctest.Wait()
}

func (h *hall) say(who, text string) {
	h.fake.Say(h.account(who), h.room, text, time.Time{})
	synctest.Wait()
}

func (h *hall) pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// toBallot convenes, opens and puts a motion to the vote.
func (h *hall) toBallot() {
	h.t.Helper()
	at := time.Now().Add(6 * 24 * time.Hour).Truncate(time.Minute)
	when := at.In(schoolBylaws().Location()).Format("02/01/2006 15:04")
	h.call("anna", "convoca", when+", a distanza\n1. Uscite didattiche\n2. Orario")
	time.Sleep(time.Until(at.Add(-5 * time.Minute)))
	for _, p := range people {
		h.fake.Join(h.room, time.Time{}, h.account(p))
	}
	h.pass(5 * time.Minute)
	h.call("anna", "apri", "")
	h.call("bruno", "conferma", "")
	h.call("anna", "punto", "1")
	h.call("anna", "proposta", "Si approvano le uscite.")
	h.call("anna", "vota", "")
	if h.state().Pending() == nil {
		h.t.Fatalf("no ballot is open:\n%s", h.fake.Shown(h.room))
	}
}

// state replays the only meeting from the journal.
func (h *hall) state() *meeting.State {
	h.t.Helper()
	s := new(meeting.State)
	codec := meeting.NewCodec()
	for _, e := range h.journal.Entries(h.stream()) {
		ev, err := codec.Decode(e.Name, e.Data, e.Private)
		if err != nil {
			h.t.Fatal(err)
		}
		s.Apply(governance.Recorded[meeting.Event]{Seq: e.Seq, Meta: metaOf(e), Event: ev})
	}
	return s
}

func (h *hall) stream() string {
	h.t.Helper()
	for s, err := range h.journal.Streams(h.t.Context(), meetingKind) {
		if err != nil {
			h.t.Fatal(err)
		}
		return s
	}
	h.t.Fatalf("no meeting:\n%s", h.fake.Shown(h.room))
	return ""
}

// tally is a result in one line.
func tally(s *meeting.State) string {
	b := s.Ballots[len(s.Ballots)-1]
	if b.Result == nil {
		return string(b.Stage)
	}
	r := b.Result
	return fmt.Sprintf("%s %d+%d-%d-%d doubtful %d absent %d", b.Stage,
		len(r.Favour), len(r.Silent), len(r.Against), len(r.Abstained), len(r.Doubtful), len(r.Absent))
}

func inHall(t *testing.T, f func(t *testing.T, h *hall)) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		f(t, h)
		h.stop()
	})
}

func TestTypedWordsBecomeAResolution(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.say("carla", "sono contraria, costa troppo")
		h.say("dario", "mi astengo")
		h.pass(3 * time.Minute)
		if d := cmp.Diff("provisional 0+6-1-1 doubtful 0 absent 0", tally(h.state())); d != "" {
			t.Error(d)
		}
		h.call("anna", "proclama", "")
		if s := h.state(); len(s.Resolutions) != 1 || s.Resolutions[0].Number != 1 {
			t.Errorf("resolutions: %+v", s.Resolutions)
		}
	})
}

func TestEverythingDeliveredAgainChangesAndShowsNothing(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.say("carla", "contraria")
		h.call("carla", "proclama", "") // refused: not her office
		h.pass(time.Minute)
		shown, entries := h.fake.Shown(h.room)+h.fake.Shown("fake:@carla"), len(h.journal.Entries(h.stream()))
		h.fake.Redeliver()
		synctest.Wait()
		if d := cmp.Diff(shown, h.fake.Shown(h.room)+h.fake.Shown("fake:@carla")); d != "" {
			t.Error(d)
		}
		if n := len(h.journal.Entries(h.stream())); n != entries {
			t.Errorf("%d entries, want %d", n, entries)
		}
	})
}

func TestWhatWasTypedWhileTheBotWasAwayCounts(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.pass(30 * time.Second)
		h.stop()
		time.Sleep(time.Minute)
		h.fake.Say(h.account("carla"), h.room, "contraria", time.Time{})
		time.Sleep(time.Minute) // the announced end has passed
		h.start()
		synctest.Wait()
		if got := tally(h.state()); got != string(meeting.Voting) {
			t.Fatalf("after an outage the ballot is %q, want it open for what was left", got)
		}
		h.say("elena", "mi astengo")
		h.pass(3 * time.Minute)
		if d := cmp.Diff("provisional 0+6-1-1 doubtful 0 absent 0", tally(h.state())); d != "" {
			t.Error(d)
		}
		if n := len(h.state().Outages); n != 1 {
			t.Errorf("%d outages recorded, want 1", n)
		}
	})
}

func TestALostMemoOnlyRepeatsWhatWasShown(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.say("carla", "contraria")
		entries := h.journal.Entries(h.stream())
		h.stop()
		h.memo.Forget()
		h.start()
		synctest.Wait()
		if d := cmp.Diff(entries, h.journal.Entries(h.stream())); d != "" {
			t.Errorf("the record changed:\n%s", d)
		}
	})
}

func TestAJournalInTroubleShowsNothingAsRecorded(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		before := h.fake.Shown(h.room)
		h.journal.FailAppends(journaltest.TimeoutUnwritten, journaltest.TimeoutWritten, journaltest.TimeoutUnwritten)
		h.fake.Say(h.account("carla"), h.room, "contraria", time.Time{})
		synctest.Wait()
		if d := cmp.Diff(before, h.fake.Shown(h.room)); d != "" {
			t.Errorf("shown although not yet known to be written:\n%s", d)
		}
		h.pass(10 * time.Second)
		if !strings.Contains(h.fake.Shown(h.room), "CONTRARI: Carla") {
			t.Errorf("carla was never told:\n%s", h.fake.Shown(h.room))
		}
		if votes := h.state().Pending().Votes; len(votes) != 1 {
			t.Errorf("%d votes, want 1", len(votes))
		}
	})
}

func TestAButtonOfALastRoundStrikesNothing(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		posts := h.fake.Posts(h.room)
		var token string
		for _, p := range posts {
			for _, row := range p.Last().Buttons {
				for _, b := range row {
					if b.Label == "Contrario" {
						token = b.Token
					}
				}
			}
		}
		if token == "" {
			t.Fatal("the announcement has no button to vote against")
		}
		h.call("anna", "ripeti", "per prova")
		h.fake.Deliver(chat.Update{From: h.account("carla"), In: h.room, Body: chat.Press{Token: token}})
		h.fake.Deliver(chat.Update{From: h.account("dario"), In: h.room, Body: chat.Press{Token: token + "x"}})
		h.fake.Deliver(chat.Update{From: h.account("dario"), In: h.room, Body: chat.Press{Token: "\xff\x00"}})
		synctest.Wait()
		if votes := h.state().Pending().Votes; len(votes) != 0 {
			t.Errorf("votes by a stale button: %v", votes)
		}
	})
}

func TestNobodyActsBeyondTheirOffice(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		entries := len(h.journal.Entries(h.stream()))
		h.say("straniero", "contrario")
		for _, name := range []string{"proclama", "ripeti", "sospendi", "chiudi", "procedi", "annullavoto", "conferma"} {
			h.call("carla", name, "")
			h.call("straniero", name, "")
		}
		h.call("straniero", "contrario", "")
		for _, e := range h.journal.Entries(h.stream())[entries:] {
			t.Errorf("recorded for somebody without the office: %s", e.Name)
		}
		if got := h.fake.Shown("fake:@straniero"); !strings.Contains(got, "NON vale come voto") {
			t.Errorf("the stranger was told: %s", got)
		}
	})
}

func TestAVoteIsReadInOrderHoweverManyTypeAtOnce(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		now := time.Now()
		for i, text := range []string{"contraria", "anzi no, mi astengo", "scusate, favorevole", "ho sbagliato: contraria"} {
			for _, who := range people[2:] {
				h.fake.Say(h.account(who), h.room, text, now.Add(time.Duration(i)*time.Millisecond))
			}
		}
		h.pass(3 * time.Minute)
		if d := cmp.Diff("provisional 0+2-6-0 doubtful 0 absent 0", tally(h.state())); d != "" {
			t.Error(d)
		}
	})
}

func TestWhoSpokeAgainstInTheDiscussionIsAskedWhenTheBallotOpens(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.call("anna", "annullavoto", "si discute ancora")
		h.say("carla", "io sono contraria a questa proposta")
		h.say("dario", "secondo me va bene, sono favorevole")
		h.say("elena", "si sente malissimo")
		h.call("anna", "vota", "")
		b := h.state().Pending()
		if len(b.Votes) != 0 || len(b.Questions) != 1 || b.Questions["m003"].Leaning != governance.Against {
			t.Errorf("votes %v, questions %v: want only carla asked", b.Votes, b.Questions)
		}
		h.pass(3 * time.Minute)
		if d := cmp.Diff("provisional 0+7-0-0 doubtful 1 absent 0", tally(h.state())); d != "" {
			t.Error(d)
		}
	})
}

func TestAStrangerWhoFloodsIsAnsweredAFewTimesOnly(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		for range 50 {
			h.say("straniero", "contrario")
			h.say("carla", "contraria")
		}
		if n := len(h.fake.Posts("fake:@straniero")); n != answersMost {
			t.Errorf("%d answers to a stranger within a minute, want %d", n, answersMost)
		}
		if n := len(h.state().Pending().Votes); n != 1 {
			t.Errorf("%d votes, want carla's", n)
		}
		h.pass(time.Minute)
		h.say("straniero", "contrario")
		if n := len(h.fake.Posts("fake:@straniero")); n != answersMost+1 {
			t.Errorf("%d answers after a minute, want %d", n, answersMost+1)
		}
	})
}

func TestAnEditIsReadAgainAndNeverTakesAVoteAwayUnseen(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		edit := func(who, text string) {
			h.fake.EditWords(h.account(who), text, time.Time{})
			synctest.Wait()
		}
		h.say("carla", "contraria")
		edit("carla", "mi astengo")
		h.say("dario", "contrario")
		edit("dario", "buonasera a tutti")
		h.say("elena", "si sente male")
		edit("elena", "si sente malissimo")
		b := h.state().Pending()
		if p := b.Votes["m003"].Position; p != governance.Abstain {
			t.Errorf("carla, edited to an abstention, holds %q", p)
		}
		if _, asked := b.Questions["m004"]; !asked {
			t.Error("dario edited his objection away and was not asked")
		}
		if len(b.Questions) != 1 {
			t.Errorf("questions: %v, want dario's alone", b.Questions)
		}
	})
}

func TestWhatNoRecordCouldHoldIsCleanedNotLost(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.say("carla", "contraria \xff\xfe perché costa")
		h.call("bruno", "nota", "tre \xc3\x28 byte")
		h.say("dario", "astenuto"+strings.Repeat(" perché sì", 20_000))
		s := h.state()
		if len(s.Pending().Votes)+len(s.Pending().Questions) != 2 {
			t.Errorf("votes %v, questions %v", s.Pending().Votes, s.Pending().Questions)
		}
		for _, e := range h.journal.Entries(h.stream()) {
			if strings.Contains(string(e.Data), "fake:carla") {
				t.Errorf("entry %d names an account in the open: %s", e.Seq, e.Data)
			}
		}
	})
}

// toApproval brings the meeting to the approval of its minutes.
func (h *hall) toApproval() {
	h.toBallot()
	h.toApprovalFromBallot()
}

func (h *hall) toApprovalFromBallot() {
	h.pass(3 * time.Minute)
	h.call("anna", "proclama", "")
	h.call("anna", "punto", "fine")
	h.call("bruno", "verbale", "bozza")
	h.call("anna", "verbale", "approva")
	h.pass(11 * time.Minute)
	h.call("anna", "proclama", "")
}

// toSigned brings the meeting to its end.
func (h *hall) toSigned() {
	h.toApproval()
	h.call("anna", "verbale", "firma")
	h.call("bruno", "verbale", "firma")
	h.call("anna", "chiudi", "")
}

func TestASignedMeetingIsSealedArchivedAndCanStillBeRead(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toSigned()
		if len(h.archived) != 1 {
			t.Fatalf("archived %v, want the meeting once:\n%s", h.archived, h.fake.Shown(h.room))
		}
		stream := "meeting:" + h.archived[0]
		for s, err := range h.journal.Streams(t.Context(), meetingKind) {
			t.Errorf("still open: %s, %v", s, err)
		}
		entries := len(h.journal.Entries(stream))
		h.call("bruno", "cancella", "Carla, lo ha chiesto")
		h.call("carla", "dichiaro", "una cosa ancora")
		h.call("carla", "stato", "")
		if n := len(h.journal.Entries(stream)); n != entries {
			t.Errorf("%d entries after the seal, want %d", n, entries)
		}
		if got := h.fake.Shown("fake:@carla"); !strings.Contains(got, "chiusa") {
			t.Errorf("carla was told: %s", got)
		}
	})
}

func TestAnArchiveInTroubleIsTriedAgainAtTheNextStart(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.archive = func(string) error { return errors.New("disk full") }
		h.toSigned()
		h.archive = nil
		if len(h.archived) != 0 {
			t.Fatal("archived although the archive failed")
		}
		h.stop()
		h.start()
		synctest.Wait()
		if len(h.archived) != 1 {
			t.Errorf("archived %v after a new start, want the meeting once", h.archived)
		}
		h.stop()
		h.start()
		synctest.Wait()
		if len(h.archived) != 1 {
			t.Errorf("archived again: %v", h.archived)
		}
	})
}

func TestWhatIdentifiesAPersonCanBeErasedAndTheChainStands(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.say("carla", "contraria, costa troppo")
		h.call("carla", "cancella", "Carla, lo chiedo io") // not her office
		h.call("bruno", "cancella", "Carla, lo ha chiesto")
		erased := 0
		for _, e := range h.journal.Entries(h.stream()) {
			if strings.Contains(string(e.Private), "costa troppo") || strings.Contains(string(e.Private), "Carla") {
				t.Errorf("entry %d still holds %s", e.Seq, e.Private)
			}
			if e.Erased() {
				erased++
			}
		}
		if erased < 2 {
			t.Errorf("%d entries erased, want her name and her words at least", erased)
		}
		if _, err := journal.Verify(h.stream(), h.journal.Read(t.Context(), h.stream(), 0)); err != nil {
			t.Error(err)
		}
		if p := h.state().Pending().Votes["m003"].Position; p != governance.Against {
			t.Errorf("her vote is %q, want it to stand", p)
		}
	})
}

func TestAStopBetweenDiscussionAndBallotKeepsTheQuestion(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.call("anna", "annullavoto", "si discute ancora")
		h.say("carla", "io sono contraria a questa proposta")
		h.stop()
		h.start()
		synctest.Wait()
		h.call("anna", "vota", "")
		if b := h.state().Pending(); b.Questions["m003"].Leaning != governance.Against {
			t.Errorf("questions %v, want carla asked", b.Questions)
		}
	})
}
