package meeting

import (
	"time"

	"assenso/governance"
)

// Item is a point of the agenda with what became of it.
type Item struct {
	N int
	Point
	Motions       []Motion // versions, the last is in force
	Amendments    []Amendment
	Alternatives  []Alternative
	Papers        []Paper
	Scrutiny      *Scrutiny // held in presence, the last recorded
	changes       int       // of what a ballot would decide
	Opened, Ended time.Time
	Refused       RefusedWhy // why it cannot be treated here; empty if it can
	Postponed     time.Time  // when it was put off to another meeting; zero if it was not
}

// RefusedWhy is why an item may not be treated in such a meeting.
type RefusedWhy string

// The reasons, which the minutes quote.
const (
	NeedsSecrecy  RefusedWhy = "secret"    // B16
	NeedsPresence RefusedWhy = "in-person" // B14
	NeedsTender   RefusedWhy = "tender"    // B57
)

// OpenItem begins the discussion of an item (B47). Only items of the agenda
// exist (B23).
type OpenItem struct{ N int }

// Refusals around items.
const (
	NoSuchItem  governance.Reason = "no-such-item" // args: item, items
	NoItemOpen  governance.Reason = "no-item-open"
	BallotGoing governance.Reason = "ballot-going"  // args: round
	ItemIsOpen  governance.Reason = "item-is-open"  // args: item
	NoteTooLong governance.Reason = "note-too-long" // args: most
)

// ItemOpened records it.
type ItemOpened struct {
	N int `json:"n"`
}

// ItemRefused records that an item could not be treated: a lawful no that the
// minutes need.
type ItemRefused struct {
	N   int        `json:"n"`
	Why RefusedWhy `json:"why"`
}

// ItemEnded records the end of an item; its section of the minutes is complete.
type ItemEnded struct {
	N int `json:"n"`
}

// Name is for ever.
func (ItemOpened) Name() string { return "item-opened" }

// Name is for ever.
func (ItemRefused) Name() string { return "item-refused" }

// Name is for ever.
func (ItemEnded) Name() string { return "item-ended" }

func (c OpenItem) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	item := s.Item(c.N)
	if item == nil {
		return nil, governance.Refuse(NoSuchItem, "item", c.N, "items", len(s.Agenda))
	}
	if b := s.Pending(); b != nil {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	if s.Minutes.Decided() {
		return nil, governance.Refuse(MinutesDecided)
	}
	if s.Current == c.N {
		return nil, governance.Refuse(ItemIsOpen, "item", c.N)
	}
	if err := s.collegial(); err != nil {
		return nil, err
	}
	if why := s.inadmissible(item); why != "" {
		return []Event{ItemRefused{c.N, why}}, nil
	}
	var events []Event
	if s.Current != 0 {
		events = append(events, ItemEnded{s.Current})
	}
	return append(events, ItemOpened(c)), nil
}

// inadmissible says why an item may not be treated in this meeting.
func (s *State) inadmissible(i *Item) RefusedWhy {
	switch {
	case i.Kind == SecretItem:
		return NeedsSecrecy
	case i.Kind == TenderItem:
		return NeedsTender
	case i.Kind == InPersonItem && s.Convocation.Mode != governance.InPerson:
		return NeedsPresence
	}
	return ""
}

// Inadmissible says why an item may not be treated in this meeting, empty where
// it may, for a warning in time.
func (s *State) Inadmissible(n int) RefusedWhy {
	if i := s.Item(n); i != nil {
		return s.inadmissible(i)
	}
	return ""
}

func (e ItemOpened) apply(s *State, m governance.Meta) {
	s.touch()
	s.Current = e.N
	i := s.Item(e.N)
	i.Ended, i.Postponed = time.Time{}, time.Time{}
	if i.Opened.IsZero() {
		i.Opened = m.At
	}
}

func (e ItemRefused) apply(s *State, _ governance.Meta) {
	s.Item(e.N).Refused = e.Why
	s.touch()
}

func (e ItemEnded) apply(s *State, m governance.Meta) {
	s.Item(e.N).Ended = m.At
	s.Current = 0
	s.Floor.Queue = nil // what people wanted to say was on this item
	s.touch()
}

// EndItem ends the discussion of the open item without opening another.
type EndItem struct{}

func (EndItem) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if s.Current == 0 {
		return nil, governance.Refuse(NoItemOpen)
	}
	if b := s.Pending(); b != nil {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	return []Event{ItemEnded{s.Current}}, nil
}
