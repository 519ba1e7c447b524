package meeting

import (
	"time"

	"assenso/governance"
)

// A rehearsal (prova) is a meeting that people hold to learn how one goes.
//
// All goes as in a meeting: the same rules judge, the same refusals are given,
// minutes are compiled, approved and signed. Nothing of it counts: it has no
// number in the body's register, no motion adopted in it is a numbered
// resolution, nobody is owed days of notice. It is one from its first entry to
// the last: no command makes a meeting of it, and none makes it of a meeting.
// It stands in nobody's way: it may be broken off at any time, and ends by
// itself, since no other meeting of the body can open while it lasts.

// numbers is the number and year that an adopted motion takes, none in a
// rehearsal.
func (s *State) numbers() (number int, year string) {
	if s.Rehearsal {
		return 0, ""
	}
	return s.nextNumber, s.Year
}

// BrokenOff is the end of a rehearsal whose minutes were not brought to an end:
// there is nothing to approve, and nothing to sign.
const BrokenOff Ending = "broken-off"

// rehearsalMost is how long a rehearsal can last, or be waited for.
const rehearsalMost = 6 * time.Hour

func (s *State) rehearsalDue() (time.Time, bool) {
	switch {
	case !s.Rehearsal || s.Phase == Over:
		return time.Time{}, false
	case s.Phase == Convened:
		return s.Hour().Add(rehearsalMost), true
	}
	return s.Opened.Add(rehearsalMost), true
}

func (s *State) rehearsalRings(governance.Meta) []Event {
	var events []Event
	if b := s.Pending(); b != nil {
		events = s.wholeBase([]Event{BallotAnnulled{Round: b.Round}})
	}
	return append(events, s.brokenOff()...)
}

// brokenOff ends a rehearsal as it is.
func (s *State) brokenOff() []Event {
	end := ClosedEvent{Ending: BrokenOff}
	if s.Current != 0 {
		return []Event{ItemEnded{s.Current}, end}
	}
	return []Event{end}
}
