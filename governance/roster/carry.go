package roster

import (
	"slices"
	"time"

	"assenso/governance"
)

// Carried is an item that a meeting left to another, until a convocation takes
// it up or the chair drops it.
type Carried struct {
	Meeting string
	Item    int
	Number  int       // of the meeting in its year
	Year    string    // of the meeting
	At      time.Time // when the meeting was to begin
	Title   string
	Kind    string // of the item, as the meeting knows it
	Why     string // why the meeting left it, as the meeting knows it
}

// CarryItems enters what a meeting that is over left. The bot gives it, as
// itself: what is left was the meeting's to judge.
type CarryItems struct {
	Meeting string
	Number  int
	Year    string
	At      time.Time
	Items   []LeftItem
}

// LeftItem is an item that a meeting left.
type LeftItem struct {
	Item  int    `json:"item"`
	Title string `json:"title"`
	Kind  string `json:"kind"`
	Why   string `json:"why"`
}

// DropCarried forgets a carried item that is not to be treated any more: the
// chair's act. Items are counted as State.Carried lists them, from 1.
type DropCarried struct{ N int }

// NothingCarried refuses what there is nothing for; args: n, none for all.
const NothingCarried governance.Reason = "nothing-carried"

// ItemsCarried records what a meeting left.
type ItemsCarried struct {
	Meeting string     `json:"meeting"`
	Number  int        `json:"number"`
	Year    string     `json:"year"`
	At      time.Time  `json:"at"`
	Items   []LeftItem `json:"items"`
}

// CarriedDropped records that one is dropped.
type CarriedDropped struct {
	Meeting string `json:"meeting"`
	Item    int    `json:"item"`
}

// Name is for ever.
func (ItemsCarried) Name() string { return "items-carried" }

// Name is for ever.
func (CarriedDropped) Name() string { return "carried-dropped" }

func (c CarryItems) decide(s *State, _ governance.Meta) ([]Event, error) {
	if s.sitting(c.Meeting) == nil {
		return nil, governance.Refuse(UnknownMeeting, "meeting", c.Meeting)
	}
	if len(c.Items) == 0 || s.handed[c.Meeting] {
		return nil, nil
	}
	return []Event{ItemsCarried{c.Meeting, c.Number, c.Year, c.At.UTC().Round(0), c.Items}}, nil
}

func (e ItemsCarried) apply(s *State, _ governance.Meta) {
	s.handed[e.Meeting] = true
	for _, i := range e.Items {
		s.Carried = append(s.Carried, Carried{
			Meeting: e.Meeting, Item: i.Item, Number: e.Number, Year: e.Year, At: e.At,
			Title: i.Title, Kind: i.Kind, Why: i.Why,
		})
	}
}

// HandedOver reports that what a meeting left is entered.
func (s *State) HandedOver(meeting string) bool { return s.handed[meeting] }

func (c DropCarried) decide(s *State, m governance.Meta) ([]Event, error) {
	if _, err := s.appoints(m, ""); err != nil {
		return nil, err
	}
	if c.N < 1 || c.N > len(s.Carried) {
		return nil, governance.Refuse(NothingCarried, "n", c.N)
	}
	i := s.Carried[c.N-1]
	return []Event{CarriedDropped{i.Meeting, i.Item}}, nil
}

func (e CarriedDropped) apply(s *State, _ governance.Meta) { s.uncarry(e.Meeting, e.Item) }

func (s *State) uncarry(meeting string, item int) (gone []Carried) {
	s.Carried = slices.DeleteFunc(s.Carried, func(c Carried) bool {
		if c.Meeting != meeting || c.Item != item {
			return false
		}
		gone = append(gone, c)
		return true
	})
	return gone
}

// CarriedTo lists what the convocation of a meeting takes up, or took up:
// what is carried now, where the meeting is not in the register yet.
func (s *State) CarriedTo(meeting string) []Carried {
	if s.sitting(meeting) != nil {
		return s.takenUp[meeting]
	}
	return s.Carried
}

// TakenItem names a carried item that a convocation takes up.
type TakenItem struct {
	Meeting string `json:"meeting"`
	Item    int    `json:"item"`
}
