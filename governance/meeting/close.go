package meeting

import (
	"reflect"
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
	AtClose   Counted = "close"
	OnSettle  Counted = "settled"   // a doubtful person was settled
	OnCorrect Counted = "corrected" // the record was put right
	OnTimely  Counted = "timely"    // what happened in time arrived after the close
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

// unheard counts the electors who may still speak and have not: those in the
// room, and those of the roll whose connection went and may come back.
func (s *State) unheard(b *Ballot) int {
	n := 0
	for i := range s.Members {
		p := &s.Members[i]
		if !p.Votes || p.In() == nil && !(b.seats[i].inRoll && p.Dropped) {
			continue
		}
		_, voted := b.Votes[OwnVote(p.ID)]
		_, asked := b.Questions[p.ID]
		_, recused := b.Recused[p.ID]
		if !recused && !b.barred(p) && (!voted || asked) && !b.calledInVain(p.ID) {
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
		return s.count(m, AtClose, events)
	}
	return events
}

func (e BallotClosing) apply(s *State, m governance.Meta) {
	b := s.Ballot(e.Round)
	b.Stage, b.Until, b.closingAt, b.Chair = Closing, e.Until, m.At, s.Officers[governance.Chair]
	for i := range b.seats {
		b.seats[i].atClose = ""
		if st := s.Members[i].In(); st != nil {
			b.seats[i].atClose = st.Place
		}
	}
}

// ConfirmHeard tells that everything said in a place before the close has been
// delivered: the bot's word for the platform's.
type ConfirmHeard struct {
	Round Round
	Place string
}

func (c ConfirmHeard) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.botsBallot(m, c.Round)
	if err != nil || b == nil || b.Stage != Closing && b.Stage != Provisional {
		return nil, err
	}
	if !slices.Contains(b.Places, c.Place) || slices.Contains(b.Heard, c.Place) {
		return nil, nil
	}
	events := []Event{PlaceHeard(c)}
	if b.Stage == Closing && len(b.Heard)+1 == len(b.Places) {
		return s.count(m, AtClose, events), nil
	}
	return events, nil
}

func (e PlaceHeard) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	b.Heard = append(b.Heard, e.Place)
}

// count adds to events the count of the pending ballot as it is after them.
func (s *State) count(m governance.Meta, why Counted, events []Event) []Event {
	after := s.after(m, events)
	b := after.Pending()
	r := after.result(b)
	events = append(events, BallotCounted{b.Round, why, r})
	if r.Void {
		return after.wholeBase(events)
	}
	return events
}

// recounted adds a new count to events that change a provisional result: words
// said in time that arrived late, an entry or exit in time, a doubt settled. A
// provisional result is always what the record says.
func (s *State) recounted(m governance.Meta, events []Event) []Event {
	b := s.Pending()
	if b == nil || b.Stage != Provisional {
		return events
	}
	why := OnTimely
	matters := !m.Spoken().After(b.Until)
	for _, e := range events {
		switch e := e.(type) {
		case DoubtSettled:
			why, matters = OnSettle, true
		case VoteCorrected, PresenceCorrected:
			why, matters = OnCorrect, true
		case PlaceHeard:
			matters = true
		case Entered:
			matters = matters || e.Back
		}
	}
	if !matters {
		return events
	}
	after := s.after(m, events)
	if p := after.Pending(); p == nil || p.Stage != Provisional || p.Round != b.Round ||
		reflect.DeepEqual(after.result(p), *p.Result) {
		return events
	}
	return s.count(m, why, events)
}

func (e BallotCounted) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	r := e.Result
	b.Result, b.counted = &r, s.Seq+1
	b.Stage = Provisional
	if r.Void {
		b.end(Void)
		s.restore()
	}
}
