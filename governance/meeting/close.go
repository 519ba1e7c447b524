package meeting

import (
	"slices"
	"time"

	"assenso/governance"
)

// BallotClosing records the close of the window.
type BallotClosing struct {
	Round Round     `json:"round"`
	Until time.Time `json:"until"`
}

// PlaceHeard records that all said in a place before the close has arrived.
type PlaceHeard struct {
	Round Round  `json:"round"`
	Place string `json:"place"`
}

// BallotCounted records a provisional result, at the close and whenever it changes.
type BallotCounted struct {
	Round  Round   `json:"round"`
	Why    Counted `json:"why"`
	Result Result  `json:"result"`
}

// Counted is why a ballot was counted.
type Counted string

// The occasions of a count.
const (
	AtClose  Counted = "close"
	OnSettle Counted = "settled" // a doubtful person was settled
	OnTimely Counted = "timely"  // words said in time arrived after the close
)

// Name is for ever.
func (BallotClosing) Name() string { return "ballot-closing" }

// Name is for ever.
func (PlaceHeard) Name() string { return "place-heard" }

// Name is for ever.
func (BallotCounted) Name() string { return "ballot-counted" }

// CloseEarly closes a ballot in which every elector has spoken. Otherwise the
// announced time is a promise.
type CloseEarly struct{ Round Round }

func (c CloseEarly) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.chairsBallot(m, c.Round, Voting)
	if err != nil {
		return nil, err
	}
	if n := s.unheard(b); n > 0 {
		return nil, governance.Refuse(WindowPromised, "until", b.Until, "missing", n)
	}
	return s.closing(b, m), nil
}

// unheard counts the electors in the room who have not expressed a position.
func (s *State) unheard(b *Ballot) int {
	n := 0
	for i := range s.Members {
		p := &s.Members[i]
		if !p.Votes || p.In() == nil {
			continue
		}
		_, voted := b.Votes[OwnVote(p.ID)]
		_, asked := b.Questions[p.ID]
		_, recused := b.Recused[p.ID]
		if !recused && (!voted || asked) {
			n++
		}
	}
	return n
}

// closing makes the events of the close; with no place to wait for, the count
// follows at once.
func (s *State) closing(b *Ballot, m governance.Meta) []Event {
	until := b.Until
	if m.At.Before(until) {
		until = m.At
	}
	events := []Event{BallotClosing{b.Round, until}}
	if len(b.Places) == 0 {
		events = append(events, BallotCounted{b.Round, AtClose, s.count(b, until)})
	}
	return events
}

func (e BallotClosing) apply(s *State, m governance.Meta) {
	b := s.Ballot(e.Round)
	b.Stage, b.Until, b.closingAt = Closing, e.Until, m.At
}

// ConfirmHeard tells that everything said in a place before the close has been
// delivered: the bot's word for the platform's.
type ConfirmHeard struct {
	Round Round
	Place string
}

func (c ConfirmHeard) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.botsBallot(m, c.Round)
	if err != nil || b == nil || b.Stage != Closing {
		return nil, err
	}
	if !slices.Contains(b.Places, c.Place) || slices.Contains(b.Heard, c.Place) {
		return nil, nil
	}
	events := []Event{PlaceHeard(c)}
	if len(b.Heard)+1 == len(b.Places) {
		events = append(events, BallotCounted{b.Round, AtClose, s.count(b, b.Until, c.Place)})
	}
	return events, nil
}

func (e PlaceHeard) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	b.Heard = append(b.Heard, e.Place)
}

func (e BallotCounted) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	r := e.Result
	b.Result = &r
	b.Stage = Provisional
	if r.Void {
		b.Stage = Void
	}
}

// deadlines lists when Elapse has something to do; zero times are none.
func (s *State) deadlines() []time.Time {
	b := s.Pending()
	if b == nil {
		return nil
	}
	switch b.Stage {
	case Announced:
		if len(b.Places) == 0 {
			return []time.Time{b.At}
		}
		if !b.Late {
			return []time.Time{b.At.Add(time.Duration(s.Bylaws.Clocks.DeliverIn))}
		}
	case Voting:
		return []time.Time{b.Until}
	case Closing:
		return []time.Time{b.closingAt.Add(time.Duration(s.Bylaws.Clocks.HeardIn))}
	}
	return nil
}

func (Elapse) decide(s *State, m governance.Meta) ([]Event, error) {
	if due, ok := s.NextDeadline(); !ok || m.At.Before(due) {
		return nil, nil
	}
	b := s.Pending()
	switch b.Stage {
	case Announced:
		if len(b.Places) == 0 {
			return []Event{WindowStarted{Round: b.Round, Until: m.At.Add(b.Window)}}, nil
		}
		var late []string
		for _, p := range b.Places {
			if !slices.Contains(b.Delivered, p) {
				late = append(late, p)
			}
		}
		return []Event{DeliveryLate{b.Round, late}}, nil
	case Voting:
		return s.closing(b, m), nil
	default: // Closing: who has not reported by now is not waited for
		return []Event{BallotCounted{b.Round, AtClose, s.count(b, b.Until)}}, nil
	}
}
