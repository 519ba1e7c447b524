package meeting

import (
	"time"

	"assenso/governance"
)

// Question is what the bot asked a member about their words. While it is
// unanswered the member is doubtful, never assent by silence.
type Question struct {
	Seq     uint64
	Why     string
	Leaning Position // what the words seem to mean, if anything
	Words   string   // annexed to the minutes if it stays unanswered
	Message string
	Said    time.Time
}

// unsettles reports a question that leaves the member doubtful. Words of who
// was not in the room unsettle nothing said while they were.
func (q Question) unsettles(voted bool) bool { return q.Why != AskAbsent || !voted }

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
	if !b.Stage.pending() || b.late(at, m) {
		return nil, governance.Refuse(AfterClose, "round", b.Round, "until", b.Until)
	}
	if _, ok := b.Recused[p.ID]; ok || b.overtaken(p.ID, at) {
		return nil, nil
	}
	why := c.Why
	if !p.PresentAt(at) {
		why = AskAbsent
	}
	return s.recount(b, Questioned{
		Round: b.Round, Member: p.ID, Why: why, Leaning: c.Leaning, Message: c.Message, Words: c.Words,
	}, m), nil
}

func (e Questioned) enter(b *Ballot, seq uint64, m governance.Meta) {
	b.track(e.Member, seq)
	b.Questions[e.Member] = Question{seq, e.Why, e.Leaning, e.Words, e.Message, m.Spoken()}
}

func (e Questioned) apply(s *State, m governance.Meta) {
	e.enter(s.Ballot(e.Round), s.Seq+1, m)
	s.concern(e.Member, e.Words)
	s.Member(e.Member).heard(m)
}

// Answer is the author's answer to a question: a position, "not a vote", or
// "I am present", which lets the words stand as they were.
type Answer struct {
	Round    Round
	Position Position // empty: not a vote, or as the words were with Enter
	Enter    bool     // check in with the answer
	Place    string   // with Enter
}

func (c Answer) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.elector("", m)
	if err != nil {
		return nil, err
	}
	b, err := s.pendingBallot(c.Round)
	if err != nil {
		return nil, err
	}
	if b.late(m.Spoken(), m) {
		return nil, governance.Refuse(AfterClose, "round", b.Round, "until", b.Until)
	}
	q, asked := b.Questions[p.ID]
	if !asked {
		return nil, governance.Refuse(NoQuestion)
	}
	var events []Event
	if c.Enter && p.In() == nil {
		if events, err = (CheckIn{Via: ByCheckIn, Place: c.Place}).decide(s, m); err != nil {
			return nil, err
		}
	}
	position := c.Position
	if position == "" && c.Enter {
		position = q.Leaning
	}
	if position == "" {
		return append(events, QuestionDropped{b.Round, p.ID}), nil
	}
	if p.In() == nil && !c.Enter {
		return nil, governance.Refuse(NotPresent)
	}
	return append(events, PositionTaken{
		Round: b.Round, Vote: OwnVote(p.ID), Member: p.ID, Position: position, Via: "button",
		Message: q.Message, First: q.Said, Words: q.Words,
	}), nil
}

func (e QuestionDropped) enter(b *Ballot, seq uint64, _ governance.Meta) {
	b.track(e.Member, seq)
	delete(b.Questions, e.Member)
}

func (e QuestionDropped) apply(s *State, m governance.Meta) {
	e.enter(s.Ballot(e.Round), s.Seq+1, m)
	s.Member(e.Member).heard(m)
}
