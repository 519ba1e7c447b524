package meeting

import (
	"time"

	"assenso/governance"
)

// Outage is a time during which the bot was not there.
type Outage struct{ From, To time.Time }

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
