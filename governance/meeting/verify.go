package meeting

import (
	"time"

	"assenso/governance"
)

// heard keeps the latest sign of life.
func (m *Member) heard(meta governance.Meta) {
	if t := meta.Spoken(); t.After(m.Heard) {
		m.Heard = t
	}
}

// GiveSign is any act of a member that shows they are there.
type GiveSign struct{}

// SignGiven records a sign of life, at most once in a third of its validity.
type SignGiven struct {
	Member governance.MemberID `json:"member"`
}

// Name is for ever.
func (SignGiven) Name() string { return "sign-given" }

func (GiveSign) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.member(m.By)
	if err != nil {
		return nil, err
	}
	if p.In() == nil {
		return nil, governance.Refuse(NotPresent)
	}
	if m.Spoken().Sub(p.Heard) < time.Duration(s.Bylaws.Clocks.SignOfLife)/3 {
		return nil, nil
	}
	return []Event{SignGiven{m.By}}, nil
}

func (e SignGiven) apply(s *State, m governance.Meta) { s.Member(e.Member).heard(m) }

// Vouch is the secretary's "I see them connected".
type Vouch struct{ Members []governance.MemberID }

// Vouched records it.
type Vouched struct {
	Members []governance.MemberID `json:"members"`
}

// Name is for ever.
func (Vouched) Name() string { return "vouched" }

func (c Vouch) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Secretary); err != nil {
		return nil, err
	}
	for _, id := range c.Members {
		p, err := s.member(id)
		if err != nil {
			return nil, err
		}
		if p.In() == nil {
			return nil, governance.Refuse(NotPresent, "member", id)
		}
	}
	if len(c.Members) == 0 {
		return nil, nil
	}
	return []Event{Vouched{c.Members}}, nil
}

func (e Vouched) apply(s *State, m governance.Meta) {
	for _, id := range e.Members {
		s.Member(id).Vouched = m.At
	}
}

// Verified reports whether it is established at t that the member is really
// there: by the room, by a sign of life, or by the secretary.
func (s *State) Verified(m *Member, t time.Time) bool {
	st := m.stayAt(t)
	return st != nil && s.verifiedIn(m, st, t)
}

func (s *State) verifiedIn(m *Member, st *Stay, t time.Time) bool {
	if st.Via == ByRoom || st.Marked && st.Mode == governance.InPerson {
		return true
	}
	since := t.Add(-time.Duration(s.Bylaws.Clocks.SignOfLife))
	return !m.Heard.Before(since) || !m.Vouched.Before(since)
}

// Unverified lists the entitled members present of whom nothing was heard
// within the bylaws' time: a roll call asks only them.
func (s *State) Unverified(t time.Time) []governance.MemberID {
	var ids []governance.MemberID
	for i := range s.Members {
		if p := &s.Members[i]; p.Votes && p.In() != nil && !s.Verified(p, t) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}
