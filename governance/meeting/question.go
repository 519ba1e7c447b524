package meeting

import (
	"fmt"
	"time"

	"assenso/governance"
)

// Question is what the bot asked a member about their words. While it is
// unanswered the member is doubtful, never assent by silence (B05).
type Question struct {
	Seq     uint64
	Why     string
	Then    string   // what to ask once the author is known to be present; empty: the words are clear
	Leaning Position // what the words seem to mean, if anything
	Words   string   // annexed to the minutes if it stays unanswered
	Message string
	Said    time.Time

	earlier bool // it stands for an unanswered one that unsettles what was said before
}

// unsettles reports a question that leaves the member doubtful. Words of who
// was not in the room unsettle nothing said while they were.
func (q Question) unsettles(voted bool) bool { return q.Why != AskAbsent || !voted || q.earlier }

// AskAbsent is the question put to who votes without having checked in: are
// you present? Other questions carry the reason code of the reading.
const AskAbsent = "absent"

// Ask records that words may be a position and that their author was asked.
// The bot gives it, in the author's name, when the reading is in doubt.
type Ask struct {
	Why     string
	Leaning Position
	Words   string
	Message string
}

// Questioned records a question and the words it is about.
type Questioned struct {
	Round   Round               `json:"round"`
	Member  governance.MemberID `json:"member"`
	Why     string              `json:"why"`
	Then    string              `json:"then,omitempty"` // see Question
	Leaning Position            `json:"leaning,omitempty"`
	Message string              `json:"message,omitempty"`
	Words   string              `json:"words" private:"yes"`
}

// QuestionDropped records the answer "it was not a vote".
type QuestionDropped struct {
	Round  Round               `json:"round"`
	Member governance.MemberID `json:"member"`
}

// Name is for ever.
func (Questioned) Name() string { return "questioned" }

// Name is for ever.
func (QuestionDropped) Name() string { return "question-dropped" }

func (c Ask) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.elector("", m)
	if err != nil {
		return nil, err
	}
	at := m.Spoken()
	b, err := s.ballotAt(Round{}, at)
	if err != nil {
		return nil, err
	}
	if !b.Stage.pending() || b.late(at) {
		return nil, governance.Refuse(AfterClose, "round", b.Round, "until", b.Until)
	}
	if _, ok := b.Recused[p.ID]; ok || b.barred(p) || b.overtaken(p, at) {
		return nil, nil
	}
	e := Questioned{Round: b.Round, Member: p.ID, Why: c.Why, Leaning: c.Leaning, Message: c.Message, Words: c.Words}
	if !p.PresentAt(at) {
		e.Why, e.Then = AskAbsent, c.Why
	}
	return []Event{e}, nil
}

func (e Questioned) apply(s *State, m governance.Meta) {
	b := s.Ballot(e.Round)
	b.track(e.Member, s.Seq+1)
	q := Question{
		Seq: s.Seq + 1, Why: e.Why, Then: e.Then, Leaning: e.Leaning, Words: e.Words, Message: e.Message, Said: m.Spoken(),
	}
	old, asked := b.Questions[e.Member]
	if !asked || !old.Said.After(q.Said) {
		q.earlier = asked && (old.earlier || old.Why != AskAbsent)
		b.Questions[e.Member] = q
		delete(b.Settled, e.Member)
	}
	s.concern(e.Member, e.Words)
}

// Answer is the author's answer to a question: a position, "not a vote", or
// "I am present", which lets the words stand as they were. Words that were not
// clear are asked about again once their author is present.
type Answer struct {
	Round    Round
	Position Position // empty: not a vote, or as the words were with Enter
	Enter    bool     // check in with the answer
	Place    string   // with Enter
}

func (c Answer) decide(s *State, m governance.Meta) ([]Event, error) {
	switch c.Position {
	case "", governance.Favour, governance.Against, governance.Abstain:
	default:
		if isLetter(c.Position) {
			break
		}
		return nil, fmt.Errorf("answer %q: no such position", c.Position)
	}
	p, err := s.elector("", m)
	if err != nil {
		return nil, err
	}
	b, err := s.pendingBallot(c.Round)
	if err != nil {
		return nil, err
	}
	at := m.Spoken()
	if b.late(at) {
		return nil, governance.Refuse(AfterClose, "round", b.Round, "until", b.Until)
	}
	if err := b.may(c.Position); err != nil {
		return nil, err
	}
	q, asked := b.Questions[p.ID]
	if !asked || q.Said.After(at) {
		return nil, governance.Refuse(NoQuestion)
	}
	var events []Event
	present := p.PresentAt(at) || p.In() != nil
	if c.Enter && p.In() == nil {
		if events, err = (CheckIn{Via: ByCheckIn, Place: c.Place}).decide(s, m); err != nil {
			return nil, err
		}
		present = present || len(events) > 0
	}
	return c.answer(events, b, p, q, present)
}

func (c Answer) answer(events []Event, b *Ballot, p *Member, q Question, present bool) ([]Event, error) {
	position := c.Position
	if position == "" && c.Enter {
		switch {
		case q.Why != AskAbsent:
			return events, nil // they were asked something else: a button pressed twice
		case q.Then != "":
			return append(events, Questioned{
				Round: b.Round, Member: p.ID, Why: q.Then, Leaning: q.Leaning, Message: q.Message, Words: q.Words,
			}), nil
		}
		position = q.Leaning
	}
	if err := b.mayHold(p, position); err != nil {
		return nil, err
	}
	switch {
	case position == "":
		return append(events, QuestionDropped{b.Round, p.ID}), nil
	case !present:
		return nil, governance.Refuse(NotPresent)
	}
	return append(events, PositionTaken{
		Round: b.Round, Vote: OwnVote(p.ID), Member: p.ID, Position: position, Via: "button",
		Message: q.Message, First: q.Said, Words: q.Words,
	}), nil
}

func (e QuestionDropped) apply(s *State, m governance.Meta) {
	b := s.Ballot(e.Round)
	b.track(e.Member, s.Seq+1)
	delete(b.Questions, e.Member)
	delete(b.Settled, e.Member)
}
