package meeting

import (
	"slices"
	"strings"
	"time"

	"assenso/governance"
)

// Motion is the literal text put to the vote, frozen when a ballot opens (B49).
type Motion struct {
	Text      string
	By        governance.MemberID // who moved it, and may accept amendments to it
	At        time.Time
	Amendment int // by which this version came about, 0: by none
}

// Motion is the text in force, empty if none was proposed.
func (i *Item) Motion() string {
	if n := len(i.Motions); n > 0 {
		return i.Motions[n-1].Text
	}
	return ""
}

// textMost bounds every text a person hands in, in bytes.
const textMost = 16 << 10

// Propose puts a text to the meeting, to be voted on the open item. A new text
// replaces the old one. The text of an open ballot does not change: a new one
// annuls the ballot, which is recorded (B49).
type Propose struct {
	Item  int // 0: the open one
	Text  string
	Mover governance.MemberID // who proposes it; empty: the chair
}

// ForText is the reason recorded where a new text annuls a ballot on the old.
const ForText = "text-changed"

// MotionProposed records a version of a motion.
type MotionProposed struct {
	Item    int    `json:"item"`
	Version int    `json:"version"`
	Text    string `json:"text"`
	// Mover is who proposes it where that is not the chair; with Amendment, it
	// is still who moved the version before.
	Mover     governance.MemberID `json:"mover,omitempty"`
	Amendment int                 `json:"amendment,omitempty"` // that led to this version
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
	item, err := s.named(c.Item)
	if err != nil {
		return nil, err
	}
	if err := checkText(c.Text); err != nil {
		return nil, err
	}
	e := MotionProposed{Item: item.N, Version: len(item.Motions) + 1, Text: strings.TrimSpace(c.Text)}
	if c.Mover != "" && c.Mover != s.Officers[governance.Chair] {
		p, err := s.member(c.Mover)
		if err != nil {
			return nil, err
		}
		e.Mover = p.ID
	}
	if item.Motion() == e.Text {
		return nil, nil
	}
	return s.annulled(item.N, []Event{e})
}

// named finds an item by its number, the open one without.
func (s *State) named(n int) (*Item, error) {
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
	return item, nil
}

// annulled puts before events that change what an item's ballot decides the end
// of the ballot under way on it; any other ballot stands in their way.
func (s *State) annulled(item int, events []Event) ([]Event, error) {
	b := s.Pending()
	switch {
	case b == nil:
		return events, nil
	case b.On.Under() != item:
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	return s.wholeBase(append([]Event{BallotAnnulled{Round: b.Round, Reason: ForText}}, events...)), nil
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
	v := Motion{Text: e.Text, By: e.Mover, At: m.At, Amendment: e.Amendment}
	switch {
	case v.By != "":
	case m.For == governance.Chair:
		v.By = s.Officers[governance.Chair]
	default:
		v.By = m.By
	}
	i.Motions = append(slices.Clip(i.Motions), v)
	i.changes++
	s.touch()
}
