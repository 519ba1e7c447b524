package meeting

import (
	"fmt"
	"time"

	"assenso/governance"
)

// Cast expresses a position: typed words as they were read, a button, a
// command. The secretary may enter the vote of a person without a device (B29).
type Cast struct {
	Round    Round               // zero: by the time of the words
	Member   governance.MemberID // empty: who acts
	Position Position
	Words    string // verbatim, where typed
	Message  string // the platform's name of the words
	Via      string // "words", "button", "command", "secretary"
}

// Refusals around positions.
const (
	NotEntitled governance.Reason = "not-entitled"
	IsRecused   governance.Reason = "is-recused"
	SaidBefore  governance.Reason = "said-before" // said before the ballot was announced
	AfterClose  governance.Reason = "after-close" // args: round, until
	NoPosition  governance.Reason = "no-position" // nothing to take back
	NoQuestion  governance.Reason = "no-question"
)

// PositionTaken records a position with the words it rests on.
type PositionTaken struct {
	Round    Round               `json:"round"`
	Vote     VoteID              `json:"vote"`
	Member   governance.MemberID `json:"member"`
	Position Position            `json:"position"`
	Via      string              `json:"via"`
	Message  string              `json:"message,omitempty"`
	// Overtaken tells that the member had said something later already, which stands.
	Overtaken bool `json:"overtaken,omitempty"`
	// First is when the words were first said, where the bot had to ask
	// whether their author was present.
	First time.Time `json:"first,omitzero"`
	Words string    `json:"words,omitempty" private:"yes"`
}

// PositionWithdrawn records a return to silence.
type PositionWithdrawn struct {
	Round  Round               `json:"round"`
	Vote   VoteID              `json:"vote"`
	Member governance.MemberID `json:"member"`
}

// LateWord records a position said after the close, or arrived after the
// proclamation: the tally does not move, the minutes may quote it.
type LateWord struct {
	Round    Round               `json:"round"`
	Member   governance.MemberID `json:"member"`
	Position Position            `json:"position"`
	// Timely tells that it was said before the close: the chair must correct
	// or repeat.
	Timely bool   `json:"timely,omitempty"`
	Words  string `json:"words,omitempty" private:"yes"`
}

// Name is for ever.
func (PositionTaken) Name() string { return "position-taken" }

// Name is for ever.
func (PositionWithdrawn) Name() string { return "position-withdrawn" }

// Name is for ever.
func (LateWord) Name() string { return "late-word" }

func (c Cast) decide(s *State, m governance.Meta) ([]Event, error) {
	switch c.Position {
	case governance.Favour, governance.Against, governance.Abstain:
	default:
		if !isLetter(c.Position) {
			return nil, fmt.Errorf("cast %q: no such position", c.Position)
		}
	}
	p, err := s.elector(c.Member, m)
	if err != nil {
		return nil, err
	}
	at := m.Spoken()
	b, err := s.ballotAt(c.Round, at)
	if err != nil {
		return nil, err
	}
	if err := b.may(c.Position); err != nil {
		return nil, err
	}
	if _, ok := b.Recused[p.ID]; ok {
		return nil, governance.Refuse(IsRecused)
	}
	if err := b.mayHold(p, c.Position); err != nil {
		return nil, err
	}
	if late := b.late(at); late || !b.Stage.pending() {
		return []Event{LateWord{b.Round, p.ID, c.Position, !late, c.Words}}, nil
	}
	overtaken := b.overtaken(p, at)
	switch present := p.PresentAt(at); {
	case !present && p.ID != m.By:
		return nil, governance.Refuse(NotPresent, "member", p.ID)
	case !present && overtaken:
		return nil, nil
	case !present:
		return []Event{Questioned{
			Round: b.Round, Member: p.ID, Why: AskAbsent, Leaning: c.Position, Message: c.Message, Words: c.Words,
		}}, nil
	}
	e := PositionTaken{
		Round: b.Round, Vote: OwnVote(p.ID), Member: p.ID, Position: c.Position, Via: c.Via,
		Message: c.Message, Words: c.Words, Overtaken: overtaken,
	}
	// A button under the announcement answers an open question as well as the
	// button under the question: the words asked about are the vote's.
	if q, asked := b.Questions[p.ID]; asked && c.Words == "" && p.ID == m.By && !q.Said.After(at) {
		e.Words, e.Message, e.First = q.Words, q.Message, q.Said
	}
	if overtaken {
		return []Event{e}, nil
	}
	return s.calling(b, []Event{e}, p.ID), nil
}

// elector finds whose vote an act is about. Only the secretary acts for others.
func (s *State) elector(id governance.MemberID, m governance.Meta) (*Member, error) {
	if id == "" {
		id = m.By
	}
	p, err := s.member(id)
	if err != nil {
		return nil, err
	}
	if id != m.By {
		if err := s.acts(m, governance.Secretary); err != nil {
			return nil, err
		}
	}
	if p.StandIn != "" {
		return nil, governance.Refuse(SeatHeld, "member", p.StandIn)
	}
	if !p.Votes {
		return nil, governance.Refuse(NotEntitled)
	}
	return p, nil
}

// ballotAt finds the ballot that words belong to: the round they name, else
// the one that was open when they were said. So a redelivery never enters the
// next round, and words for a proclaimed one that arrive at last are not lost.
func (s *State) ballotAt(r Round, at time.Time) (*Ballot, error) {
	if !r.IsZero() {
		return s.namedBallot(r, at)
	}
	for i := len(s.Ballots) - 1; i >= 0; i-- {
		b := s.Ballots[i]
		if at.Before(b.At) {
			continue
		}
		if b.Stage.pending() || b.Stage == Proclaimed && !b.late(at) {
			return b, nil
		}
		break
	}
	if s.Pending() != nil {
		return nil, governance.Refuse(SaidBefore)
	}
	return nil, governance.Refuse(NoBallot)
}

// namedBallot finds the round that a button or a command names. The last one
// answers until the next opens, an older one only what was said in time.
func (s *State) namedBallot(r Round, at time.Time) (*Ballot, error) {
	b := s.Ballot(r)
	switch {
	case len(s.Ballots) == 0:
		return nil, governance.Refuse(NoBallot)
	case b == nil || b.Stage == Annulled || b.Stage == Void,
		b != s.Ballots[len(s.Ballots)-1] && b.late(at):
		return nil, governance.Refuse(StaleRound, "round", r)
	case at.Before(b.At):
		return nil, governance.Refuse(SaidBefore)
	}
	return b, nil
}

// late reports words said after the close. Before the window starts nothing is
// late, and what has no time of its own takes the time it arrived.
func (b *Ballot) late(at time.Time) bool { return b.Stage != Announced && at.After(b.Until) }

// overtaken reports that the member's last word in the ballot was said later
// than at. Equal times go by arrival.
func (b *Ballot) overtaken(m *Member, at time.Time) bool { return b.seats[m.at].word.After(at) }

// word takes a member's word in: what they said before, and what was settled
// without it, no longer matters; a question about later words still does.
func (b *Ballot) word(m *Member, at time.Time) {
	id := m.ID
	b.seats[m.at].word = at
	delete(b.Settled, id)
	if q, asked := b.Questions[id]; asked && !q.Said.After(at) {
		delete(b.Questions, id)
	}
}

func (e PositionTaken) apply(s *State, m governance.Meta) {
	seq := s.Seq + 1
	b := s.Ballot(e.Round)
	b.track(e.Member, seq)
	if !e.Overtaken {
		b.word(s.Member(e.Member), m.Spoken())
		b.Votes[e.Vote] = Vote{e.Member, e.Position, m.Spoken(), seq, e.Words, e.Message, e.Via}
	}
	s.concern(e.Member, e.Words)
}

// Withdraw takes back a position: the member is silent again. It is recorded
// even if no position is, for the words it takes back may still be on their way.
type Withdraw struct {
	Round  Round
	Member governance.MemberID // empty: who acts
}

func (c Withdraw) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.elector(c.Member, m)
	if err != nil {
		return nil, err
	}
	at := m.Spoken()
	b, err := s.ballotAt(c.Round, at)
	if err != nil {
		return nil, err
	}
	if err := b.mayHold(p, ""); err != nil {
		return nil, err
	}
	if !b.Stage.pending() || b.late(at) {
		return nil, governance.Refuse(AfterClose, "round", b.Round, "until", b.Until)
	}
	if _, ok := b.Recused[p.ID]; ok {
		return nil, governance.Refuse(IsRecused)
	}
	_, voted := b.Votes[OwnVote(p.ID)]
	_, asked := b.Questions[p.ID]
	if b.overtaken(p, at) || !voted && !asked && !p.PresentAt(at) {
		return nil, governance.Refuse(NoPosition)
	}
	return []Event{PositionWithdrawn{b.Round, OwnVote(p.ID), p.ID}}, nil
}

func (e PositionWithdrawn) apply(s *State, m governance.Meta) {
	b := s.Ballot(e.Round)
	b.track(e.Member, s.Seq+1)
	b.word(s.Member(e.Member), m.Spoken())
	delete(b.Votes, e.Vote)
}

func (e LateWord) apply(s *State, m governance.Meta) {
	s.Ballot(e.Round).track(e.Member, s.Seq+1)
	if e.Timely && e.Round.On.Under() > 0 {
		s.touch()
	}
	s.concern(e.Member, e.Words)
}

// Recuse takes a member out of one ballot, for a personal interest. It is not
// taken back: whoever has an interest has it for the whole ballot.
type Recuse struct {
	Round  Round
	Reason string
}

// Recused records it.
type Recused struct {
	Round  Round               `json:"round"`
	Member governance.MemberID `json:"member"`
	Reason string              `json:"reason,omitempty" private:"yes"`
}

// Name is for ever.
func (Recused) Name() string { return "recused" }

func (c Recuse) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.elector("", m)
	if err != nil {
		return nil, err
	}
	at := m.Spoken()
	b, err := s.ballotAt(c.Round, at)
	if err != nil {
		return nil, err
	}
	if err := b.mayHold(p, ""); err != nil {
		return nil, err
	}
	if !b.Stage.pending() || b.late(at) {
		return nil, governance.Refuse(AfterClose, "round", b.Round, "until", b.Until)
	}
	if !p.PresentAt(at) {
		return nil, governance.Refuse(NotPresent)
	}
	if _, ok := b.Recused[p.ID]; ok {
		return nil, nil
	}
	return []Event{Recused{b.Round, p.ID, c.Reason}}, nil
}

func (e Recused) apply(s *State, m governance.Meta) {
	b := s.Ballot(e.Round)
	b.track(e.Member, s.Seq+1)
	b.Recused[e.Member] = e.Reason
	delete(b.Settled, e.Member)
	delete(b.Votes, OwnVote(e.Member))
	delete(b.Questions, e.Member)
	s.concern(e.Member, e.Reason)
}
