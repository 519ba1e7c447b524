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
	Vote Round  // that a declaration of vote is about, else zero
	Note bool   // the secretary's note of the discussion, else a member's own statement
}

// TakeNote is the secretary's note of the discussion.
type TakeNote struct{ Text string }

// MakeStatement is what a member wants in the minutes, in their own words.
type MakeStatement struct {
	Text string
	// OnVote ties it to a ballot, as a declaration of vote: the one under way,
	// else the last on the open item if its text still stands, else the next.
	// The words are no vote.
	OnVote bool
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
	Round  Round               `json:"round,omitzero"` // of a declaration of vote
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
	e := StatementMade{Item: s.Current, Member: m.By, Text: c.Text}
	if c.OnVote {
		if e.Round = s.votedOn(); e.Round.IsZero() {
			return nil, governance.Refuse(NoItemOpen)
		}
		if item := e.Round.On.Under(); item > 0 {
			e.Item = item
		}
	}
	return []Event{e}, nil
}

// votedOn is the round that a declaration of vote belongs to now, zero where
// there is none.
func (s *State) votedOn() Round {
	if b := s.Pending(); b != nil {
		return b.Round
	}
	if s.Current == 0 {
		return Round{}
	}
	on := OnItem(s.Current)
	b := s.LastBallot(on)
	switch {
	case b == nil:
		return Round{on, 1}
	case b.Stage == Proclaimed && s.Decides(b):
		return b.Round
	}
	return Round{on, b.N + 1}
}

func (e NoteTaken) apply(s *State, m governance.Meta) {
	s.Remarks = append(s.Remarks, Remark{Seq: s.Seq + 1, Item: e.Item, By: m.By, At: m.At, Text: e.Text, Note: true})
	s.touch()
}

func (e StatementMade) apply(s *State, m governance.Meta) {
	s.Remarks = append(s.Remarks, Remark{Seq: s.Seq + 1, Item: e.Item, By: e.Member, At: m.At, Text: e.Text, Vote: e.Round})
	s.concern(e.Member, e.Text)
	s.touch()
}
