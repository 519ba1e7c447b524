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
	s.touch()
}

func (Resumed) apply(s *State, m governance.Meta) {
	s.Phase = Sitting
	s.Interruptions[len(s.Interruptions)-1].To = m.At
	s.touch()
}

// RecordOutage tells that the bot was away. A ballot that was open then stays
// open for the window that was left, and places that were waited for are
// waited for again.
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
	c.From, c.To = instant(c.From), instant(c.To)
	if s.Phase != Sitting && s.Phase != Suspended || !c.To.After(c.From) {
		return nil, nil
	}
	events := []Event{OutageRecorded(c)}
	b := s.Pending()
	if b == nil || b.Stage != Voting && b.Stage != Closing {
		return events, nil
	}
	from := c.From
	if from.Before(b.At) {
		from = b.At
	}
	// A ballot is also reopened if its deadline passed while the bot was away
	// and was acted upon before the outage was told.
	if left := b.Until.Sub(from); left > 0 && !c.To.Before(b.At) {
		if until := m.At.Add(left); until.After(b.Until) {
			events = append(events, WindowExtended{b.Round, until, true})
		}
	}
	return events, nil
}

func (e OutageRecorded) apply(s *State, m governance.Meta) {
	s.Outages = append(s.Outages, Outage(e))
	if b := s.Pending(); b != nil && b.Stage == Closing {
		b.closingAt = m.At
	}
}
