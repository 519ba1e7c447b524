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

// Outage is a time during which the bot was not there.
type Outage struct{ From, To time.Time }

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
	return []Event{Resumed{}}, nil
}

func (e SuspendedEvent) apply(s *State, m governance.Meta) {
	s.Phase = Suspended
	s.Interruptions = append(s.Interruptions, Interruption{From: m.At, Reason: e.Reason})
}

func (Resumed) apply(s *State, m governance.Meta) {
	s.Phase = Sitting
	s.Interruptions[len(s.Interruptions)-1].To = m.At
}

// RecordOutage tells that the bot was away. A ballot that was open then stays
// open for the window that was left.
type RecordOutage struct{ From, To time.Time }

// OutageRecorded records it.
type OutageRecorded struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Name is for ever.
func (OutageRecorded) Name() string { return "outage-recorded" }

func (c RecordOutage) decide(s *State, m governance.Meta) ([]Event, error) {
	if m.By != "" {
		return nil, governance.Refuse(BotsOnly)
	}
	if s.Phase != Sitting && s.Phase != Suspended || !c.To.After(c.From) {
		return nil, nil
	}
	events := []Event{OutageRecorded(c)}
	if b := s.Pending(); b != nil && b.Stage == Voting && b.Until.After(c.From) {
		left := min(b.Until.Sub(c.From), b.Window)
		events = append(events, WindowExtended{b.Round, m.At.Add(left), true})
	}
	return events, nil
}

func (e OutageRecorded) apply(s *State, _ governance.Meta) {
	s.Outages = append(s.Outages, Outage(e))
}
