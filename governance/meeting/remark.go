package meeting

import (
	"time"

	"assenso/governance"
)

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
