package meeting

import (
	"strings"
	"time"

	"assenso/governance"
)

// Postpone puts an item off to another meeting of the body: the chair's act,
// while nothing is decided on it. Opening the item again takes it back.
type Postpone struct {
	Item   int // 0: the open one
	Reason string
}

// Refusals of a postponement.
const (
	ItemDecided  governance.Reason = "item-decided"  // args: item
	HasPostponed governance.Reason = "has-postponed" // args: item
)

// ItemPostponed records it.
type ItemPostponed struct {
	N      int    `json:"n"`
	Reason string `json:"reason,omitempty"`
}

// Name is for ever.
func (ItemPostponed) Name() string { return "item-postponed" }

func (c Postpone) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	if c.Item == 0 {
		c.Item = s.Current
	}
	if c.Item == 0 {
		return nil, governance.Refuse(NoItemOpen)
	}
	item := s.Item(c.Item)
	switch {
	case item == nil:
		return nil, governance.Refuse(NoSuchItem, "item", c.Item, "items", len(s.Agenda))
	case s.Pending() != nil:
		return nil, governance.Refuse(BallotGoing, "round", s.Pending().Round)
	case s.Minutes.Decided():
		return nil, governance.Refuse(MinutesDecided)
	case s.decided(item): // B39: what was proclaimed stands
		return nil, governance.Refuse(ItemDecided, "item", c.Item)
	case !item.Postponed.IsZero():
		return nil, governance.Refuse(HasPostponed, "item", c.Item)
	}
	c.Reason = strings.TrimSpace(c.Reason)
	if len(c.Reason) > textMost {
		return nil, governance.Refuse(NoteTooLong, "most", textMost)
	}
	var events []Event
	if s.Current == c.Item {
		events = append(events, ItemEnded{c.Item})
	}
	return append(events, ItemPostponed{c.Item, c.Reason}), nil
}

func (e ItemPostponed) apply(s *State, m governance.Meta) {
	s.Item(e.N).Postponed = m.At
	s.touch()
}

// decided reports that a motion on the item was carried or rejected.
func (s *State) decided(i *Item) bool {
	b := s.LastBallot(OnItem(i.N))
	return b != nil && b.Stage == Proclaimed
}

// CarriedWhy is why an item goes on to another meeting.
type CarriedWhy string

// The reasons.
const (
	WasPostponed  CarriedWhy = "postponed"   // by the chair
	NotTreated    CarriedWhy = "not-treated" // the meeting ended before its turn
	NotConcluded  CarriedWhy = "not-concluded"
	NotInPresence CarriedWhy = "in-person" // reserved to presence, B14
	NotInSecret   CarriedWhy = "secret"    // not admitted in an open ballot, B16
)

// Carried is an item that the next convocation of the body should have.
type Carried struct {
	Item  int
	Point Point
	Why   CarriedWhy
}

// Carried lists what a meeting that is over leaves to the next, however it
// ended: closed, adjourned, without its legal number, dissolved. A rehearsal
// leaves nothing.
func (s *State) Carried() []Carried {
	if s.Phase != Over || s.Rehearsal {
		return nil
	}
	var left []Carried
	for i := range s.Agenda {
		item := &s.Agenda[i]
		if why := s.carried(item); why != "" {
			left = append(left, Carried{item.N, item.Point, why})
		}
	}
	return left
}

func (s *State) carried(i *Item) CarriedWhy {
	switch b := s.LastBallot(OnItem(i.N)); {
	case s.decided(i), i.Scrutiny != nil: // voted, or elected in presence
		return ""
	case !i.Postponed.IsZero():
		return WasPostponed
	case b != nil: // void, or annulled and not repeated
		return NotConcluded
	case !i.Opened.IsZero():
		if i.Kind == ToDecide && s.Ending != Ended {
			return NotConcluded
		}
		return ""
	}
	switch i.Refused {
	case NeedsPresence:
		return NotInPresence
	case NeedsSecrecy:
		return NotInSecret
	case NeedsTender:
		return ""
	}
	if i.Kind == ToInform {
		return "" // every meeting has its own
	}
	return NotTreated
}

// Origin is where a carried item comes from: an item of an earlier meeting.
// The zero Origin is an item that is new.
type Origin struct {
	Meeting string    `json:"meeting"`
	Item    int       `json:"item"`
	Number  int       `json:"number,omitempty"` // of that meeting in its year
	Year    string    `json:"year,omitempty"`
	At      time.Time `json:"at,omitzero"` // when that meeting was to begin
}
