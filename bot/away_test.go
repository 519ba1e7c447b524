package bot

import (
	"slices"
	"strings"
	"testing"
	"time"

	"assenso/bot/journal/journaltest"
)

func faults(n int) []journaltest.Fault {
	return slices.Repeat([]journaltest.Fault{journaltest.TimeoutUnwritten}, n)
}

// wantTold counts how often the room was told something.
func (h *hall) wantTold(what string, times int) {
	h.t.Helper()
	if n := strings.Count(h.fake.Shown(h.room), what); n != times {
		h.t.Errorf("%q was told %d times, want %d:\n%s", what, n, times, h.fake.Shown(h.room))
	}
}

const (
	away  = "non riesco a registrare"
	back  = "Ho ripreso a registrare"
	short = "non è integro"
)

func TestAStoreThatIsAwayIsToldOnceAndNothingIsShownAsRecorded(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		before := len(h.journal.Entries(h.stream()))
		h.journal.FailAppends(faults(6)...)
		h.say("carla", "contraria")
		h.say("dario", "contrario")
		h.pass(time.Second)
		h.wantTold(away, 1)
		h.wantTold("Carla", 0)
		if n := len(h.journal.Entries(h.stream())); n != before {
			t.Errorf("%d entries more", n-before)
		}
		h.pass(10 * time.Second)
		h.wantTold(away, 1)
		h.wantTold(back, 1)
		if n := len(h.state().Pending().Votes); n != 2 {
			t.Errorf("%d votes, want both", n)
		}
		if n := len(h.bot.seats); n != 0 {
			t.Errorf("%d updates are still under way", n)
		}
	})
}

// A connection that had to be made anew is nobody's business.
func TestAMomentsTroubleIsNotTold(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.journal.FailAppends(journaltest.TimeoutWritten)
		h.say("carla", "contraria")
		h.pass(10 * time.Second)
		h.wantTold(away, 0)
		h.wantTold(back, 0)
		if n := len(h.state().Pending().Votes); n != 1 {
			t.Errorf("%d votes, want one", n)
		}
	})
}

// Beside a gap nothing is written: what the minutes would be compiled from has
// lost what members were told is recorded.
func TestAMeetingWhoseStoreLostEntriesIsHalted(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.say("carla", "contraria")
		h.journal.Lose(h.stream(), 1)
		left := len(h.journal.Entries(h.stream()))
		h.say("dario", "contrario")
		h.pass(10 * time.Second)
		h.say("elena", "astenuta")
		h.pass(time.Hour)
		if n := len(h.journal.Entries(h.stream())); n != left {
			t.Errorf("%d entries were written beside the gap", n-left)
		}
		h.wantTold(away, 0)
		h.wantTold(short, 1)
		for _, who := range []string{"dario", "elena"} {
			if told := h.fake.Shown(h.fake.Private(h.account(who))); !strings.Contains(told, short) {
				t.Errorf("%s spoke in vain, and was told %q", who, told)
			}
		}
		if n := len(h.bot.seats); n != 0 {
			t.Errorf("%d updates are still under way", n)
		}
	})
}

func TestUpdatesBeyondTheBoundWaitWithThePlatform(t *testing.T) {
	s := newSeats()
	gone := make(chan struct{})
	for range intakeMost {
		if !s.take(gone) {
			t.Fatal("refused while there is room")
		}
	}
	taken := make(chan bool)
	go func() { taken <- s.take(gone) }()
	select {
	case <-taken:
		t.Fatal("one more was taken")
	case <-time.After(10 * time.Millisecond):
	}
	s.leave()
	if !<-taken {
		t.Error("refused although one has left")
	}
	go func() { taken <- s.take(gone) }()
	close(gone)
	if <-taken {
		t.Error("taken although nobody is there any more")
	}
}
