package meeting

import (
	"time"

	"assenso/governance"
)

// Elapse tells the meeting that time has passed; what is due happens. It
// enters by the front door like every command.
type Elapse struct{}

// clock is something in a meeting that runs out by itself: when, if it runs at
// all, and what happens then.
type clock struct {
	due  func(*State) (time.Time, bool)
	ring func(*State, governance.Meta) []Event
}

// clocks are all there are. Those that run out together ring in this order.
func clocks() [5]clock {
	return [...]clock{
		{(*State).ballotDue, (*State).ballotRings},
		{(*State).speechDue, (*State).speechRings},
		{(*State).troubleDue, (*State).troubleRings},
		{(*State).rehearsalDue, (*State).rehearsalRings},
		{(*State).meansDue, (*State).meansRings},
	}
}

// NextDeadline is when Elapse has something to do, if ever.
func (s *State) NextDeadline() (time.Time, bool) {
	_, due, ok := s.nextClock()
	return due, ok
}

// nextClock is the clock that runs out first.
func (s *State) nextClock() (first clock, due time.Time, ok bool) {
	for _, c := range clocks() {
		if at, runs := c.due(s); runs && (!ok || at.Before(due)) {
			first, due, ok = c, at, true
		}
	}
	return first, due, ok
}

// A clock that rang must stop or be set later: Elapse is given again at once
// while something is due.
func (Elapse) decide(s *State, m governance.Meta) ([]Event, error) {
	c, due, ok := s.nextClock()
	if !ok || m.At.Before(due) {
		return nil, nil
	}
	return c.ring(s, m), nil
}

// ballotDue is when the pending ballot goes on without anybody's act.
func (s *State) ballotDue() (time.Time, bool) {
	b := s.Pending()
	if b == nil {
		return time.Time{}, false
	}
	switch b.Stage {
	case Announced:
		if !b.Late {
			return b.At.Add(time.Duration(s.Bylaws.Clocks.DeliverIn)), true
		}
	case Voting:
		return b.Until, true
	case Closing:
		return b.closingAt.Add(time.Duration(s.Bylaws.Clocks.HeardIn)), true
	}
	return time.Time{}, false
}

func (s *State) ballotRings(m governance.Meta) []Event {
	switch b := s.Pending(); b.Stage {
	case Announced:
		return []Event{DeliveryLate{b.Round, b.missing()}}
	case Voting:
		return s.closing(b, m)
	default: // Closing: who has not reported by now is not waited for
		return s.count(m, AtClose, nil)
	}
}
