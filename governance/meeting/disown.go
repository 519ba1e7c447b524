package meeting

import (
	"time"

	"assenso/governance"
)

// Disown is a member's word that a presence entered for them by somebody else
// is not true. Nobody knows better than they do whether they are here, so it
// stands at once: from now they are out, and only they can come in again. What
// was decided meanwhile is the chair's to correct.
type Disown struct{ Words string }

// Refusals around it.
const (
	NotMarked        governance.Reason = "not-marked"        // nobody else entered their presence
	PresenceDisowned governance.Reason = "presence-disowned" // args: member; only they can come in again
)

// MarkDisowned takes a stay back from the moment the member says so. Since
// is when the stay had been entered, Rounds the proclaimed ballots that counted
// them meanwhile.
type MarkDisowned struct {
	Member governance.MemberID `json:"member"`
	Since  time.Time           `json:"since"`
	Rounds []Round             `json:"rounds,omitempty"`
	Words  string              `json:"words,omitempty" private:"yes"`
}

// Name is for ever.
func (MarkDisowned) Name() string { return "mark-disowned" }

func (c Disown) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.member(m.By)
	if err != nil {
		return nil, err
	}
	st := p.last()
	switch {
	case st == nil || !st.Marked:
		return nil, governance.Refuse(NotMarked)
	case !st.Disowned.IsZero():
		return nil, nil
	}
	e := MarkDisowned{Member: p.ID, Since: st.From, Rounds: s.countedSince(p.ID, st.From), Words: c.Words}
	return s.watch([]Event{e}, s.effect(p, func(p *Member) { e.take(p, m) })), nil
}

// countedSince are the proclaimed ballots in which a member was counted among
// those who took part, opened since then.
func (s *State) countedSince(id governance.MemberID, since time.Time) []Round {
	var rounds []Round
	for _, b := range s.Ballots {
		if b.Stage == Proclaimed && !b.At.Before(since) && b.Result.counts(id) {
			rounds = append(rounds, b.Round)
		}
	}
	return rounds
}

func (e MarkDisowned) apply(s *State, m governance.Meta) {
	s.change(e.Member, func(p *Member) { e.take(p, m) })
	p := s.Member(e.Member)
	p.moves = append(p.moves, s.Seq+1)
	s.concern(e.Member, e.Words)
}

func (e MarkDisowned) take(p *Member, m governance.Meta) {
	st := p.last()
	st.Disowned = m.Spoken()
	if st.To.IsZero() {
		Left{Member: e.Member, How: Exit}.leave(p, m)
	}
}

// disowned reports that the member took back the latest presence entered for
// them, and has not come in themselves since.
func (m *Member) disowned() bool {
	st := m.last()
	return st != nil && !st.Disowned.IsZero()
}
