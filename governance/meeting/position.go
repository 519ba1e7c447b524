package meeting

import (
	"time"

	"assenso/governance"
)

// Cast expresses a position: typed words as they were read, a button, a
// command. The secretary may enter the vote of a person without a device.
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
	p, err := s.elector(c.Member, m)
	if err != nil {
		return nil, err
	}
	at := m.Spoken()
	b, err := s.ballotAt(c.Round, at)
	if err != nil {
		return nil, err
	}
	if _, ok := b.Recused[p.ID]; ok {
		return nil, governance.Refuse(IsRecused)
	}
	if late := b.late(at, m); late || b.Stage == Proclaimed || !b.Stage.pending() {
		return []Event{LateWord{b.Round, p.ID, c.Position, !late, c.Words}}, nil
	}
	if !p.PresentAt(at) {
		return []Event{Questioned{
			Round: b.Round, Member: p.ID, Why: AskAbsent, Leaning: c.Position, Message: c.Message, Words: c.Words,
		}}, nil
	}
	return s.recount(b, PositionTaken{
		Round: b.Round, Vote: OwnVote(p.ID), Member: p.ID, Position: c.Position, Via: c.Via,
		Message: c.Message, Words: c.Words, Overtaken: b.overtaken(p.ID, at),
	}, m), nil
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
	if !p.Votes {
		return nil, governance.Refuse(NotEntitled)
	}
	return p, nil
}

// ballotAt finds the ballot that words belong to: the round they name, else
// the pending one, else the last one if they were said while it was open. So a
// redelivery never enters the next round.
func (s *State) ballotAt(r Round, at time.Time) (*Ballot, error) {
	b := s.Pending()
	if b == nil {
		if n := len(s.Ballots); n > 0 {
			b = s.Ballots[n-1]
		}
		if b == nil || r.IsZero() && at.After(b.Until) {
			return nil, governance.Refuse(NoBallot)
		}
	}
	if !r.IsZero() && r != b.Round {
		return nil, governance.Refuse(StaleRound, "round", r)
	}
	if at.Before(b.At) {
		return nil, governance.Refuse(SaidBefore)
	}
	return b, nil
}

// late reports words said after the close. While the window runs nothing is
// late, and what has no time of its own takes the time it arrived.
func (b *Ballot) late(at time.Time, m governance.Meta) bool {
	switch b.Stage {
	case Announced:
		return false
	case Voting:
		return !b.Until.IsZero() && at.After(b.Until) && m.At.After(b.Until)
	default:
		return at.After(b.Until)
	}
}

// overtaken reports that what stands was said later than at.
func (b *Ballot) overtaken(id governance.MemberID, at time.Time) bool {
	v, ok := b.Votes[OwnVote(id)]
	return ok && v.Said.After(at)
}

// recount adds a new count where words said in time arrive after the first.
func (s *State) recount(b *Ballot, e Event, m governance.Meta) []Event {
	events := []Event{e}
	if b.Stage != Provisional {
		return events
	}
	after := b.clone()
	e.(ballotEvent).enter(after, s.Seq+1, m)
	return append(events, BallotCounted{b.Round, OnTimely, s.count(after, b.Until)})
}

// ballotEvent is an event that changes nothing but one ballot.
type ballotEvent interface {
	enter(*Ballot, uint64, governance.Meta)
}

// clone copies what a ballotEvent may change.
func (b *Ballot) clone() *Ballot {
	c := *b
	c.Votes = cloneMap(b.Votes)
	c.Questions = cloneMap(b.Questions)
	c.Recused = cloneMap(b.Recused)
	c.Settled = cloneMap(b.Settled)
	c.trail = make(map[governance.MemberID][]uint64)
	return &c
}

func cloneMap[K comparable, V any](m map[K]V) map[K]V {
	c := make(map[K]V, len(m)+1)
	for k, v := range m {
		c[k] = v
	}
	return c
}

func (b *Ballot) track(id governance.MemberID, seq uint64) {
	b.trail[id] = append(b.trail[id], seq)
}

func (e PositionTaken) enter(b *Ballot, seq uint64, m governance.Meta) {
	b.track(e.Member, seq)
	if e.Overtaken {
		return
	}
	b.Votes[e.Vote] = Vote{e.Member, e.Position, m.Spoken(), seq, e.Words, e.Message, e.Via}
	delete(b.Questions, e.Member)
}

func (e PositionTaken) apply(s *State, m governance.Meta) {
	e.enter(s.Ballot(e.Round), s.Seq+1, m)
	s.concern(e.Member, e.Words)
	if m.By == e.Member {
		s.Member(e.Member).heard(m)
	}
}

// Withdraw takes back a position: the member is silent again.
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
	if b.late(at, m) || !b.Stage.pending() {
		return nil, governance.Refuse(AfterClose, "round", b.Round, "until", b.Until)
	}
	_, voted := b.Votes[OwnVote(p.ID)]
	_, asked := b.Questions[p.ID]
	if !voted && !asked || b.overtaken(p.ID, at) {
		return nil, governance.Refuse(NoPosition)
	}
	return s.recount(b, PositionWithdrawn{b.Round, OwnVote(p.ID), p.ID}, m), nil
}

func (e PositionWithdrawn) enter(b *Ballot, seq uint64, _ governance.Meta) {
	b.track(e.Member, seq)
	delete(b.Votes, e.Vote)
	delete(b.Questions, e.Member)
}

func (e PositionWithdrawn) apply(s *State, m governance.Meta) {
	e.enter(s.Ballot(e.Round), s.Seq+1, m)
	s.Member(e.Member).heard(m)
}

func (e LateWord) apply(s *State, m governance.Meta) {
	s.Ballot(e.Round).track(e.Member, s.Seq+1)
	s.concern(e.Member, e.Words)
	s.Member(e.Member).heard(m)
}

// Recuse takes a member out of one ballot, for a personal interest.
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
	if b.late(at, m) || !b.Stage.pending() {
		return nil, governance.Refuse(AfterClose, "round", b.Round, "until", b.Until)
	}
	if !p.PresentAt(at) {
		return nil, governance.Refuse(NotPresent)
	}
	if _, ok := b.Recused[p.ID]; ok {
		return nil, nil
	}
	return s.recount(b, Recused{b.Round, p.ID, c.Reason}, m), nil
}

func (e Recused) enter(b *Ballot, seq uint64, _ governance.Meta) {
	b.track(e.Member, seq)
	b.Recused[e.Member] = e.Reason
	delete(b.Votes, OwnVote(e.Member))
	delete(b.Questions, e.Member)
}

func (e Recused) apply(s *State, m governance.Meta) {
	e.enter(s.Ballot(e.Round), s.Seq+1, m)
	s.concern(e.Member, e.Reason)
	s.Member(e.Member).heard(m)
}
