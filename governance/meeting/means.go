package meeting

import "assenso/governance"

// DeclareMeans tells how a member will take part (B19).
type DeclareMeans struct{ Means Means }

// MeansDeclared records it.
type MeansDeclared struct {
	Member governance.MemberID `json:"member"`
	Means  Means               `json:"means"`
}

// Name is for ever.
func (MeansDeclared) Name() string { return "means-declared" }

func (c DeclareMeans) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.member(m.By)
	if err != nil {
		return nil, err
	}
	if err := c.Means.check(); err != nil {
		return nil, err
	}
	if p.Means == c.Means {
		return nil, nil
	}
	return s.known(p, m, []Event{MeansDeclared{m.By, c.Means}}), nil
}

func (e MeansDeclared) apply(s *State, m governance.Meta) {
	p := s.Member(e.Member)
	p.Means = e.Means
	if st := p.In(); st != nil {
		st.mean(e.Means, false)
	}
}
