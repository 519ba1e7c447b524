package meeting

import (
	"slices"
	"strings"
	"time"

	"assenso/governance"
)

// DeclareMeans tells how a member will take part, and from where (B19).
type DeclareMeans struct {
	Means Means
	Where string // the place they connect from, in their own words
}

// MeansDeclared records it.
type MeansDeclared struct {
	Member governance.MemberID `json:"member"`
	Means  Means               `json:"means"`
	Where  string              `json:"where,omitempty" private:"yes"`
}

// MeansAsked reminds, once, those who have not said how they take part.
type MeansAsked struct {
	Members []governance.MemberID `json:"members"`
}

// MeansTermEnded records that the term is over, and who did not answer: they
// take part remotely, by their own means.
type MeansTermEnded struct {
	Silent []governance.MemberID `json:"silent,omitempty"`
}

// Name is for ever.
func (MeansDeclared) Name() string { return "means-declared" }

// Name is for ever.
func (MeansAsked) Name() string { return "means-asked" }

// Name is for ever.
func (MeansTermEnded) Name() string { return "means-term-ended" }

func (c DeclareMeans) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.member(m.By)
	if err != nil {
		return nil, err
	}
	if err := c.Means.check(); err != nil {
		return nil, err
	}
	c.Where = strings.TrimSpace(c.Where)
	if len(c.Where) > lineMost {
		return nil, governance.Refuse(NoteTooLong, "most", lineMost)
	}
	if c.Where == "" {
		c.Where = p.Where
	}
	if p.Means == c.Means && p.Where == c.Where {
		return nil, nil
	}
	return s.known(p, m, []Event{MeansDeclared{m.By, c.Means, c.Where}}), nil
}

func (e MeansDeclared) apply(s *State, m governance.Meta) {
	p := s.Member(e.Member)
	p.Means, p.Where = e.Means, e.Where
	s.concern(e.Member, e.Where)
	if st := p.In(); st != nil {
		st.mean(e.Means, false)
	}
}

// term is how far the term for the means has come.
type term struct {
	sent         time.Time // the notice that set it
	asked, ended bool
}

// Undeclared lists the voting members who have not said how they take part,
// nor that they will not.
func (s *State) Undeclared() []governance.MemberID {
	var ids []governance.MemberID
	for i := range s.Members {
		if p := &s.Members[i]; p.Votes && p.Means == (Means{}) && p.Excuse == nil {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// meansDue is when members are reminded of the term for their means, then the
// term itself.
func (s *State) meansDue() (time.Time, bool) {
	by := s.Convocation.DeclareBy
	if s.Phase != Convened || by.IsZero() || s.term.ended || s.Convocation.Mode == governance.InPerson {
		return time.Time{}, false
	}
	if remind := time.Duration(s.Bylaws.Clocks.Remind); remind > 0 && !s.term.asked {
		// Not right after the notice itself: where time is short, halfway.
		half := s.term.sent.Add(by.Sub(s.term.sent) / 2)
		if at := by.Add(-remind); at.After(half) {
			return at, true
		}
		return half, true
	}
	return by, true
}

func (s *State) meansRings(m governance.Meta) []Event {
	silent := s.Undeclared()
	if m.At.Before(s.Convocation.DeclareBy) {
		return []Event{MeansAsked{silent}}
	}
	return []Event{MeansTermEnded{silent}}
}

func (MeansAsked) apply(s *State, _ governance.Meta) { s.term.asked = true }

func (MeansTermEnded) apply(s *State, _ governance.Meta) { s.term.ended = true }

// again begins a term anew where a notice sets one.
func (s *State) again(e ConvocationAmended, at time.Time) {
	if slices.Contains(e.Changed, ChangedTerm) {
		s.term = term{sent: at}
	}
}
