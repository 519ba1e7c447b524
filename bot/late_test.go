package bot

import (
	"slices"
	"strings"
	"testing"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/bot/journal/journaltest"
	"assenso/bot/memo/memotest"
	"assenso/governance"
	"assenso/governance/meeting"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
)

// What was said is read by when it was said, however late it comes.

// events are the names of the entries by one cause, in the only open meeting.
func (h *hall) events(cause string) []string {
	var names []string
	for _, e := range h.journal.Entries(h.stream()) {
		if e.Cause == cause {
			names = append(names, e.Name)
		}
	}
	return names
}

func TestWordsThatComeInTheNextBallotBelongToTheirOwn(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.pass(time.Minute)
		said := time.Now()
		h.pass(2 * time.Minute)
		h.call("anna", "proclama", "")
		h.call("anna", "proposta", "Si approvano altre uscite.")
		h.call("anna", "vota", "")
		late := h.fake.Say(h.account("carla"), h.room, "contraria", said)
		h.pass(time.Second)
		if d := cmp.Diff([]string{"late-word"}, h.events(late)); d != "" {
			t.Error(d)
		}
		if votes := h.state().Pending().Votes; len(votes) != 0 {
			t.Errorf("votes in the next ballot: %v", votes)
		}
	})
}

func TestAWithdrawalThatComesBeforeTheWordsTakesThemBack(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		now := time.Now()
		h.pass(10 * time.Second)
		h.fake.Say(h.account("carla"), h.room, "annullo il mio voto", now.Add(2*time.Second))
		h.pass(time.Second)
		h.fake.Say(h.account("carla"), h.room, "contraria", now.Add(time.Second))
		h.pass(time.Second)
		if votes := h.state().Pending().Votes; len(votes) != 0 {
			t.Errorf("votes: %v, want none: she took hers back", votes)
		}
	})
}

func TestWhoSpeaksJustBeforeTheAnnouncementIsAsked(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		at := h.state().Pending().At
		h.fake.Say(h.account("carla"), h.room, "contraria", at.Add(-time.Second))
		h.fake.Say(h.account("dario"), h.room, "favorevole", at.Add(-time.Second)) // as his silence is
		h.fake.Say(h.account("elena"), h.room, "buonasera a tutti", at.Add(-time.Second))
		h.pass(time.Second)
		b := h.state().Pending()
		if len(b.Votes) != 0 || len(b.Questions) != 1 || b.Questions["m003"].Leaning != governance.Against {
			t.Errorf("votes %v, questions %v: want only carla asked", b.Votes, b.Questions)
		}
	})
}

func TestMeetingsOfOnePlaceAreChosenByWhenWordsWereSaid(t *testing.T) {
	hour := func(n int) time.Time { return time.Date(2026, 10, 5, n, 0, 0, 0, time.UTC) }
	sit := func(since, at int, s meeting.State) *sitting {
		s.Convocation.At = hour(at)
		m := &sitting{since: hour(since), meetingLane: &meetingLane{ledger: &ledger[meeting.State, meeting.Command, meeting.Event]{settled: &s}}}
		return m
	}
	deserted := sit(1, 3, meeting.State{ID: "deserted", Phase: meeting.Convened})
	over := sit(2, 8, meeting.State{ID: "over", Phase: meeting.Over, Opened: hour(8), Closed: hour(10)})
	open := sit(9, 14, meeting.State{ID: "open", Phase: meeting.Sitting, Opened: hour(14)})
	next := sit(13, 20, meeting.State{ID: "next", Phase: meeting.Convened})
	for _, row := range []struct {
		said int
		want *sitting
	}{
		{0, nil},
		{4, deserted},
		{7, over},
		{9, over},
		{10, over},
		{13, open},
		{15, open},
	} {
		if got := choose([]*sitting{next, deserted, open, over}, hour(row.said)); got != row.want {
			t.Errorf("said at %d: %v, want %v", row.said, got, row.want)
		}
	}
	if got := choose([]*sitting{over, next}, hour(12)); got != over {
		t.Errorf("after the close, before the next was convened: %s", got.settled.ID)
	}
	if got := choose([]*sitting{over, next}, hour(13).Add(-time.Second)); got != over {
		t.Errorf("just before the next was convened: %v", got)
	}
	if got := choose([]*sitting{next}, hour(13).Add(-time.Second)); got != next {
		t.Errorf("by a clock just behind, where there is no other: %v", got)
	}
	if got := choose([]*sitting{over, next}, hour(14)); got != next {
		t.Errorf("after the next was convened: %s", got.settled.ID)
	}
}

func TestAPressWithoutATimeCountsFromWhenItCame(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		b := h.state().Pending()
		token := command.Token{Name: "against", Meeting: command.MeetingTag(h.state().ID), Round: b.Round}
		packed, err := token.Pack()
		if err != nil {
			t.Fatal(err)
		}
		h.pass(time.Until(b.Until.Add(-time.Second)))
		h.journal.FailAppends(slices.Repeat([]journaltest.Fault{journaltest.TimeoutUnwritten}, 8)...)
		h.bot.deliver(chat.Update{ID: "press", From: h.account("carla"), In: h.room, At: time.Now(), Body: chat.Press{Token: packed}})
		h.pass(time.Minute) // the journal answers again, after the close
		if d := cmp.Diff([]string{"position-taken"}, h.events("press")); d != "" {
			t.Error(d)
		}
	})
}

func TestWhatAStopLeftUndecidedComesAgain(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.journal.FailAppends(slices.Repeat([]journaltest.Fault{journaltest.TimeoutUnwritten}, 12)...)
		said := h.fake.Say(h.account("carla"), h.room, "contraria", time.Time{})
		h.pass(time.Second)
		h.stop()
		h.start()
		h.pass(5 * time.Minute)
		if d := cmp.Diff([]string{"position-taken"}, h.events(said)); d != "" {
			t.Error(d)
		}
	})
}

func TestAStopDoesNotWaitForAJournalThatIsDown(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.journal.FailAppends(slices.Repeat([]journaltest.Fault{journaltest.TimeoutUnwritten}, 20)...)
		h.fake.Call(h.account("anna"), h.room, "aiuto", "", time.Time{}) // the body is to be founded first
		h.pass(time.Second)
		asked := time.Now()
		h.stop()
		if took := time.Since(asked); took > 2*drainMost {
			t.Errorf("the stop took %v", took)
		}
		h.start()
		h.pass(10 * time.Minute)
		if got := h.fake.Shown("fake:@anna"); got == "" {
			t.Error("anna was never answered")
		}
	})
}

func TestAMeetingIsSealedOnlyOnceAllOfItWasShown(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toApproval()
		h.fake.Throttle(12, 2*time.Minute) // nothing is shown for a while, wherever
		h.call("anna", "chiudi", "")
		h.call("anna", "verbale", "firma")
		h.call("bruno", "verbale", "firma")
		h.pass(time.Minute)
		h.stop()
		if len(h.archived) != 0 {
			t.Errorf("archived %v before it was shown", h.archived)
		}
		h.start()
		h.pass(2 * time.Hour)
		if got := h.fake.Shown(h.room); !strings.Contains(got, "Firme complete") {
			t.Errorf("nobody was shown the signatures:\n%s", got)
		}
		if len(h.archived) != 1 {
			t.Errorf("archived %v, want the meeting once", h.archived)
		}
	})
}

func TestButtonsShownAgainNameTheirMeeting(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.fake.Throttle(20, time.Minute)
		h.say("carla", "contraria")
		h.stop()
		h.start()
		h.pass(time.Hour)
		for _, p := range h.fake.Posts(h.room) {
			for _, b := range slices.Concat(p.Last().Buttons...) {
				if token, err := command.Unpack(b.Token); err != nil || token.Meeting == "" {
					t.Errorf("button %q of no meeting: %q, %v", b.Label, b.Token, err)
				}
			}
		}
	})
}

func TestATimelyWordThatComesAfterTheSealIsAnswered(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		said := time.Now()
		h.toApprovalFromBallot()
		h.call("anna", "verbale", "firma")
		h.call("bruno", "verbale", "firma")
		h.call("anna", "chiudi", "")
		h.pass(time.Second)
		h.fake.Say(h.account("carla"), h.room, "buonasera a tutti", said)
		h.pass(time.Second)
		if got := h.fake.Shown("fake:@carla"); strings.Contains(got, "finita") {
			t.Errorf("carla was told, although she only talked: %s", got)
		}
		h.fake.Say(h.account("carla"), h.room, "contraria", said)
		h.pass(time.Second)
		if got := h.fake.Shown("fake:@carla"); !strings.Contains(got, "finita") {
			t.Errorf("carla was told: %s", got)
		}
	})
}

func TestABallotThatClosedBeforeAnOutageStaysClosed(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.call("anna", "attendi", "7 secondi") // the bot notes that it is alive every ten
		until := h.state().Pending().Until
		hold := h.fake.HoldHeard()
		h.pass(time.Until(until.Add(time.Second)))
		h.say("carla", "contraria") // too late, and answered so
		h.stop()                    // within the ten seconds in which nothing notes that the bot is alive
		hold()
		time.Sleep(3 * time.Minute)
		h.start()
		h.pass(2 * time.Minute)
		b := h.state().Ballots[0]
		if !b.Until.Equal(until) {
			t.Errorf("the window was extended to %v, from %v", b.Until, until)
		}
		if d := cmp.Diff("provisional 0+8-0-0 doubtful 0 absent 0", tally(h.state())); d != "" {
			t.Error(d)
		}
	})
}

func TestAMeetingThatHasItsNumberIsConvened(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.say("anna", "buongiorno") // founds the body
		when := time.Now().Add(6 * 24 * time.Hour).In(schoolBylaws().Location()).Format("02/01/2006 15:04")
		h.memo.Fail(3)
		h.journal.FailReads(3)
		h.call("anna", "convoca", when+", a distanza\n1. Uscite didattiche")
		h.pass(time.Minute)
		if s := h.state(); s.Number != 1 {
			t.Errorf("the first meeting has the number %d", s.Number)
		}
	})
}

// TestAConvocationDeliveredAgainChangesNothing: neither one that was refused,
// nor that of a meeting which is sealed and let go of since.
func TestAConvocationDeliveredAgainChangesNothing(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		again := func(id, text string) {
			t.Helper()
			h.pass(0)
			settled := h.bot.deliver(chat.Update{
				ID: id, From: h.account("anna"), In: h.room, Said: time.Now(), Body: chat.Call{Name: "convoca", Text: text},
			})
			h.pass(0)
			select {
			case <-settled:
			default:
				t.Errorf("%s is not settled", id)
			}
		}
		when := time.Now().Add(6 * 24 * time.Hour).In(schoolBylaws().Location()).Format("02/01/2006 15:04")
		for range 2 {
			again("faulty", "domani\n1. Uscite didattiche")
			again("whole", when+", a distanza\n1. Uscite didattiche")
		}
		stream := "meeting:" + h.state().ID
		n := len(h.journal.Entries(stream))
		if err := h.journal.Seal(t.Context(), stream); err != nil {
			t.Fatal(err)
		}
		h.stop()
		h.memo.Forget()
		h.start()
		shown := h.fake.Shown(h.room)
		again("whole", when+", a distanza\n1. Uscite didattiche")
		if h.bot.index.meeting(stream) != nil || len(h.journal.Entries(stream)) != n || h.fake.Shown(h.room) != shown {
			t.Error("a sealed meeting was taken up again")
		}
	})
}

func TestWhatWasAnsweredIsKeptWhenTheMemoAnswersAgain(t *testing.T) {
	m := new(memotest.Memory)
	a := newAnswered(m, zerolog.Nop())
	m.Fail(1)
	a.keep(t.Context(), "meeting:x", []string{"first"})
	a.keep(t.Context(), "meeting:x", []string{"second"})
	m.Fail(1)
	a.keep(t.Context(), "meeting:x", []string{"third"})
	a.keepLeft(t.Context())
	b := newAnswered(m, zerolog.Nop())
	if err := b.load(t.Context(), "meeting:x"); err != nil {
		t.Fatal(err)
	}
	for _, cause := range []string{"first", "second", "third"} {
		if !b.has("meeting:x", cause) {
			t.Errorf("%s is forgotten", cause)
		}
	}
}

// TestAnOrderThatWasOvertakenIsNotCarriedOut: what the chair said of one
// motion must not happen to the next. A vote counts from when it was said.
func TestAnOrderThatWasOvertakenIsNotCarriedOut(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		said := time.Now()
		h.pass(time.Until(h.state().Pending().Until.Add(10 * time.Second)))
		h.say("dario", "grazie a tutti")
		h.pass(time.Minute)
		h.fake.Call(h.account("anna"), h.room, "proclama", "", said.Add(30*time.Second))
		h.fake.Call(h.account("carla"), h.room, "contrario", "", said.Add(30*time.Second))
		h.pass(time.Second)
		if b := h.state().Pending(); b == nil || len(b.Votes) != 1 {
			t.Errorf("the pending ballot is %+v, want Carla's vote in it", b)
		}
		h.call("anna", "proclama", "")
		if n := len(h.state().Resolutions); n != 1 {
			t.Errorf("%d resolutions", n)
		}
	})
}

// TestWhatIsDeliveredAgainFindsItsMeeting: by a clock that is ahead it was said
// after the next meeting was convened.
func TestWhatIsDeliveredAgainFindsItsMeeting(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		convene := func(days int) {
			when := time.Now().AddDate(0, 0, days).In(schoolBylaws().Location()).Format("02/01/2006 15:04")
			h.call("anna", "convoca", when+", a distanza\n1. Uscite didattiche")
			h.pass(time.Second)
		}
		convene(9)
		u := chat.Update{
			ID: "proclaim", From: h.account("anna"), In: h.room, Said: time.Now().Add(4 * time.Second), Body: chat.Call{Name: "proclama"},
		}
		h.bot.deliver(u)
		h.pass(time.Second)
		convene(8)
		shown := h.fake.Shown("fake:@anna")
		h.stop()
		h.start()
		h.pass(time.Second)
		h.bot.deliver(u)
		h.pass(time.Second)
		if got := h.fake.Shown("fake:@anna"); got != shown {
			t.Errorf("answered again: %s", strings.TrimPrefix(got, shown))
		}
	})
}

// TestWhoIsToBeAskedIsAskedBeforeTheWordsAreSettled: a stop in between would
// leave them silent, and silence is assent.
func TestWhoIsToBeAskedIsAskedBeforeTheWordsAreSettled(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.journal.FailAppends(slices.Repeat([]journaltest.Fault{journaltest.TimeoutUnwritten}, 6)...)
		u := chat.Update{
			ID: "words", From: h.account("carla"), In: h.room, At: time.Now(), Said: h.state().Pending().At.Add(-time.Second),
			Body: chat.Speech{Text: "contraria", Message: "words"},
		}
		settled := h.bot.deliver(u)
		h.pass(300 * time.Millisecond)
		select {
		case <-settled:
			t.Error("settled before anything was asked")
		default:
		}
		h.stop() // before the store answered: it comes again
		h.start()
		h.pass(time.Second)
		h.bot.deliver(u)
		h.pass(20 * time.Second)
		if q := h.state().Pending().Questions["m003"]; q.Leaning != governance.Against {
			t.Errorf("asked: %+v", q)
		}
	})
}

// TestTroubleOfAMomentIsNotTheMembers: what a store did not take at once is
// tried again, and what it will not take is told once.
func TestTroubleOfAMomentIsNotTheMembers(t *testing.T) {
	for name, row := range map[string]struct{ fails, told int }{"passing": {2, 0}, "lasting": {3, 1}} {
		t.Run(name, func(t *testing.T) {
			inHall(t, func(t *testing.T, h *hall) {
				h.toBallot()
				h.pass(time.Until(h.state().Pending().Until.Add(time.Second)))
				h.call("anna", "proclama", "")
				h.call("anna", "punto", "2")
				h.call("anna", "proposta", "Si approva l'orario.")
				h.pass(time.Second)
				u := chat.Update{
					ID: "words", From: h.account("carla"), In: h.room, At: time.Now(), Said: time.Now(),
					Body: chat.Speech{Text: "sono contraria", Message: "words"},
				}
				before := len(h.fake.Shown("fake:@carla"))
				for range 2 {
					h.memo.Fail(row.fails)
					<-h.bot.deliver(u)
					h.pass(time.Second)
				}
				if told := strings.Count(h.fake.Shown("fake:@carla")[before:], "non ha funzionato"); told != row.told {
					t.Errorf("told %d times of trouble, want %d: %s", told, row.told, h.fake.Shown("fake:@carla")[before:])
				}
				h.call("anna", "vota", "")
				if _, asked := h.state().Pending().Questions["m003"]; !asked {
					t.Error("her silence would be assent")
				}
			})
		})
	}
}
