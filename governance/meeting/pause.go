package meeting

import (
	"time"

	"assenso/governance"
)

// Interruption is a suspension of the meeting. To is zero while it lasts.
type Interruption struct {
	From, To time.Time
	Reason   string
}

// Suspend interrupts the meeting for a while.
type Suspend struct{ Reason string }

// Resume goes on.
type Resume struct{}

// Refusals around suspensions.
const (
	IsSuspended  governance.Reason = "is-suspended"
	NotSuspended governance.Reason = "not-suspended"
)

// SuspendedEvent records an interruption.
type SuspendedEvent struct {
	Reason string `json:"reason,omitempty"`
}

// Resumed records its end.
type Resumed struct{}

// Name is for ever.
func (SuspendedEvent) Name() string { return "suspended" }

// Name is for ever.
func (Resumed) Name() string { return "resumed" }

func (c Suspend) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	if b := s.Pending(); b != nil {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	return []Event{SuspendedEvent(c)}, nil
}

func (Resume) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if s.Phase != Suspended {
		return nil, governance.Refuse(NotSuspended)
	}
	if t := s.Trouble(); t != nil && t.expired(m.Spoken()) {
		return nil, governance.Refuse(TroubleTerm, "deadline", t.Deadline)
	}
	if err := s.collegial(); err != nil {
		return nil, err
	}
	return []Event{Resumed{}}, nil
}

func (e SuspendedEvent) apply(s *State, m governance.Meta) {
	s.Phase = Suspended
	s.Interruptions = append(s.Interruptions, Interruption{From: m.At, Reason: e.Reason})
	s.touch()
}

func (Resumed) apply(s *State, m governance.Meta) {
	s.Phase = Sitting
	s.Interruptions[len(s.Interruptions)-1].To = m.At
	s.endTrouble(m.At)
	s.touch()
}
