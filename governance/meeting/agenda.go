package meeting

import (
	"strings"
	"time"

	"assenso/governance"
)

// Item is a point of the agenda with what became of it.
type Item struct {
	N int
	Point
	Motions       []Motion // versions, the last is in force
	Opened, Ended time.Time
	Refused       RefusedWhy // why it cannot be treated here; empty if it can
}

// Motion is the literal text put to the vote, frozen when a ballot opens (B49).
type Motion struct {
	Text string
	By   governance.MemberID
	At   time.Time
}

// Motion is the text in force, empty if none was proposed.
func (i *Item) Motion() string {
	if n := len(i.Motions); n > 0 {
		return i.Motions[n-1].Text
	}
	return ""
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

// textMost bounds every text a person hands in, in bytes.
const textMost = 16 << 10

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

func (e ItemOpened) apply(s *State, m governance.Meta) {
	s.touch()
	s.Current = e.N
	i := s.Item(e.N)
	i.Ended = time.Time{}
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

// Propose puts a text to the meeting, to be voted on the open item. Until a
// ballot opens a new text replaces the old one; afterwards it is frozen.
type Propose struct {
	Item int // 0: the open one
	Text string
}

// MotionProposed records a version of a motion.
type MotionProposed struct {
	Item    int    `json:"item"`
	Version int    `json:"version"`
	Text    string `json:"text"`
}

// Name is for ever.
func (MotionProposed) Name() string { return "motion-proposed" }

func (c Propose) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	n := c.Item
	if n == 0 {
		n = s.Current
	}
	if n == 0 {
		return nil, governance.Refuse(NoItemOpen)
	}
	item := s.Item(n)
	if item == nil {
		return nil, governance.Refuse(NoSuchItem, "item", n, "items", len(s.Agenda))
	}
	if err := checkText(c.Text); err != nil {
		return nil, err
	}
	if b := s.Pending(); b != nil {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	return []Event{MotionProposed{n, len(item.Motions) + 1, strings.TrimSpace(c.Text)}}, nil
}

func checkText(t string) error {
	if strings.TrimSpace(t) == "" {
		return governance.Refuse(EmptyText)
	}
	if len(t) > textMost {
		return governance.Refuse(NoteTooLong, "most", textMost)
	}
	return nil
}

func (e MotionProposed) apply(s *State, m governance.Meta) {
	i := s.Item(e.Item)
	i.Motions = append(i.Motions, Motion{Text: e.Text, By: m.By, At: m.At})
	s.touch()
}

// Remark is something said on an item, for the minutes (B48).
type Remark struct {
	Seq  uint64
	Item int // 0: on no item
	By   governance.MemberID
	At   time.Time
	Text string // empty once erased
	Note bool   // the secretary's note of the discussion, else a member's own statement
}

// TakeNote is the secretary's note of the discussion.
type TakeNote struct{ Text string }

// MakeStatement is what a member wants in the minutes, in their own words.
type MakeStatement struct {
	Text string
}

// NoteTaken records a note.
type NoteTaken struct {
	Item int    `json:"item"`
	Text string `json:"text" private:"yes"`
}

// StatementMade records a statement.
type StatementMade struct {
	Item   int                 `json:"item"`
	Member governance.MemberID `json:"member"`
	Text   string              `json:"text" private:"yes"`
}

// Name is for ever.
func (NoteTaken) Name() string { return "note-taken" }

// Name is for ever.
func (StatementMade) Name() string { return "statement-made" }

// stillTold refuses what the text of the minutes could no longer tell: while it
// is put to the vote a change can be asked for, and once that is decided the
// text stands.
func (s *State) stillTold() error {
	if s.Phase == Convened {
		return governance.Refuse(NotOpen)
	}
	if b := s.Pending(); b != nil && b.On == OnMinutes {
		return governance.Refuse(BallotGoing, "round", b.Round)
	}
	if s.Minutes.Decided() {
		return governance.Refuse(MinutesDecided)
	}
	return nil
}

func (c TakeNote) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Secretary); err != nil {
		return nil, err
	}
	if err := s.stillTold(); err != nil {
		return nil, err
	}
	if err := checkText(c.Text); err != nil {
		return nil, err
	}
	return []Event{NoteTaken{s.Current, c.Text}}, nil
}

func (c MakeStatement) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.member(m.By)
	if err != nil {
		return nil, err
	}
	if err := s.stillTold(); err != nil {
		return nil, err
	}
	if p.In() == nil && !p.PresentAt(m.Spoken()) {
		return nil, governance.Refuse(NotPresent)
	}
	if err := checkText(c.Text); err != nil {
		return nil, err
	}
	return []Event{StatementMade{s.Current, m.By, c.Text}}, nil
}

func (e NoteTaken) apply(s *State, m governance.Meta) {
	s.Remarks = append(s.Remarks, Remark{Seq: s.Seq + 1, Item: e.Item, By: m.By, At: m.At, Text: e.Text, Note: true})
	s.touch()
}

func (e StatementMade) apply(s *State, m governance.Meta) {
	s.Remarks = append(s.Remarks, Remark{Seq: s.Seq + 1, Item: e.Item, By: e.Member, At: m.At, Text: e.Text})
	s.concern(e.Member, e.Text)
	s.touch()
}
