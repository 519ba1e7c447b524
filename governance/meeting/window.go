package meeting

import (
	"slices"
	"time"

	"assenso/governance"
)

// AnnouncementDelivered records that a place shows the announcement.
type AnnouncementDelivered struct {
	Round Round  `json:"round"`
	Place string `json:"place"`
}

// DeliveryLate records that places did not confirm in time: the chair chooses.
type DeliveryLate struct {
	Round  Round    `json:"round"`
	Places []string `json:"places"`
}

// WindowStarted records the promised end, the same for all (B22).
type WindowStarted struct {
	Round     Round     `json:"round"`
	Until     time.Time `json:"until"`
	Unreached []string  `json:"unreached,omitempty"`
}

// WindowExtended records a later end.
type WindowExtended struct {
	Round  Round     `json:"round"`
	Until  time.Time `json:"until"`
	Outage bool      `json:"outage,omitempty"` // because the bot was away
}

// Name is for ever.
func (AnnouncementDelivered) Name() string { return "announcement-delivered" }

// Name is for ever.
func (DeliveryLate) Name() string { return "delivery-late" }

// Name is for ever.
func (WindowStarted) Name() string { return "window-started" }

// Name is for ever.
func (WindowExtended) Name() string { return "window-extended" }

// ConfirmAnnouncement tells that a place shows the announcement: the bot's
// word for the platform's.
type ConfirmAnnouncement struct {
	Round Round
	Place string
}

func (c ConfirmAnnouncement) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.botsBallot(m, c.Round)
	if err != nil || b == nil {
		return nil, err
	}
	if !slices.Contains(b.Places, c.Place) || slices.Contains(b.Delivered, c.Place) {
		return nil, nil
	}
	events := []Event{AnnouncementDelivered(c)}
	if b.Stage == Announced && len(b.Delivered)+1 == len(b.Places) {
		events = append(events, WindowStarted{Round: b.Round, Until: m.At.Add(b.Window)})
	}
	return events, nil
}

func (e AnnouncementDelivered) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	b.Delivered = append(b.Delivered, e.Place)
}

func (e DeliveryLate) apply(s *State, _ governance.Meta) { s.Ballot(e.Round).Late = true }

func (e WindowStarted) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	b.Stage, b.Until, b.Unreached = Voting, e.Until, e.Unreached
}

// A window that closed while the bot was away opens again, and what was
// already reported of the former close is asked anew.
func (e WindowExtended) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	b.Stage, b.Until, b.Heard = Voting, e.Until, nil
}

// missing lists the places that have not confirmed the announcement.
func (b *Ballot) missing() []string {
	var places []string
	for _, p := range b.Places {
		if !slices.Contains(b.Delivered, p) {
			places = append(places, p)
		}
	}
	return places
}

// GoOn starts the window although a place has not confirmed the announcement:
// members reachable only there are never silent assent, even if the place
// confirms later.
type GoOn struct{ Round Round }

func (c GoOn) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.chairsBallot(m, c.Round, Announced)
	if err != nil {
		return nil, err
	}
	return []Event{WindowStarted{b.Round, m.At.Add(b.Window), b.missing()}}, nil
}

// Extend lengthens the window of an open ballot, while people come back.
type Extend struct {
	Round Round
	By    time.Duration
}

func (c Extend) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.chairsBallot(m, c.Round, Voting)
	if err != nil {
		return nil, err
	}
	if !m.At.Before(b.Until) {
		return nil, governance.Refuse(AfterClose, "round", b.Round, "until", b.Until)
	}
	if most := time.Duration(s.Bylaws.Clocks.BallotMost); c.By <= 0 || c.By > most {
		return nil, governance.Refuse(WindowBounds, "least", time.Second, "most", most)
	}
	return []Event{WindowExtended{Round: b.Round, Until: b.Until.Add(c.By)}}, nil
}
