package meeting

import (
	"strings"
	"time"

	"assenso/governance"
)

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

// textMost bounds every text a person hands in, in bytes.
const textMost = 16 << 10

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
