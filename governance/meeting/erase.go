package meeting

import (
	"slices"

	"assenso/governance"
)

// EraseValues erases what identifies or quotes a member in the journal. The
// chain stands; names in resolutions stay where the law asks for them. The
// values themselves are deleted by the store, after this is recorded.
type EraseValues struct {
	Member governance.MemberID
	Reason string
}

// ValuesErased records which entries lost their private values.
type ValuesErased struct {
	Member governance.MemberID `json:"member"`
	Seqs   []uint64            `json:"seqs"`
	Reason string              `json:"reason"`
}

// NothingToErase refuses an erasure that would change nothing.
const NothingToErase governance.Reason = "nothing-to-erase"

// Name is for ever.
func (ValuesErased) Name() string { return "values-erased" }

func (c EraseValues) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Secretary); err != nil {
		return nil, err
	}
	p, err := s.member(c.Member)
	if err != nil {
		return nil, err
	}
	var seqs []uint64
	for _, m := range s.private {
		if m.who == p.ID {
			seqs = append(seqs, m.seq)
		}
	}
	if len(seqs) == 0 {
		return nil, governance.Refuse(NothingToErase, "member", c.Member)
	}
	if c.Reason == "" {
		return nil, governance.Refuse(ReasonNeeded)
	}
	return []Event{ValuesErased{c.Member, seqs, c.Reason}}, nil
}

func (e ValuesErased) apply(s *State, _ governance.Meta) {
	p := s.Member(e.Member)
	p.Name, p.Via, p.Where = "", "", ""
	s.forgetAttendee(e.Member)
	if p.Excuse != nil {
		p.Excuse.Text = ""
	}
	if p.Foreseen != nil {
		p.Foreseen.Words = ""
	}
	s.Erased = append(s.Erased, e.Seqs...)
	// What is erased is copied first: a state that was cloned to look ahead
	// shares the past with this one.
	s.private = slices.DeleteFunc(slices.Clone(s.private), func(m mark) bool { return m.who == e.Member })
	s.Remarks = slices.Clone(s.Remarks)
	for i := range s.Remarks {
		if s.Remarks[i].By == e.Member && !s.Remarks[i].Note {
			s.Remarks[i].Text = ""
		}
	}
	for i := range s.Contests {
		if k := &s.Contests[i]; k.Member == e.Member {
			k.Words, k.Answer = "", ""
		}
	}
	for _, reports := range [...][]Report{s.Reports, s.Answered} {
		for i := range reports {
			if reports[i].Member == e.Member {
				reports[i].Text = ""
			}
		}
	}
	for i := range s.Minutes.Changes {
		if s.Minutes.Changes[i].Member == e.Member {
			s.Minutes.Changes[i].Text = ""
		}
	}
	for i, b := range s.Ballots {
		s.Ballots[i] = b.without(e.Member)
	}
}

// without is the ballot without what identifies or quotes a member.
func (b *Ballot) without(id governance.MemberID) *Ballot {
	v, voted := b.Votes[OwnVote(id)]
	q, asked := b.Questions[id]
	_, recused := b.Recused[id]
	t, settled := b.Settled[id]
	corrected := func(c Correction) bool { return c.Member == id }
	if !voted && !asked && !recused && !settled && !slices.ContainsFunc(b.Corrections, corrected) {
		return b
	}
	b = b.clone()
	b.Corrections = slices.Clone(b.Corrections)
	for i := range b.Corrections {
		if corrected(b.Corrections[i]) {
			b.Corrections[i].Reason = ""
		}
	}
	if voted {
		v.Words = ""
		b.Votes[OwnVote(id)] = v
	}
	if asked {
		q.Words = ""
		b.Questions[id] = q
	}
	if recused {
		b.Recused[id] = ""
	}
	if settled {
		t.Reason = ""
		b.Settled[id] = t
	}
	return b
}

// concern notes that the entry being applied holds private words about a member.
func (s *State) concern(id governance.MemberID, words string) {
	if words != "" {
		s.private = append(s.private, mark{id, s.Seq + 1})
	}
}
