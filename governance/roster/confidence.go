package roster

import "assenso/governance"

// Pledge is a member's acknowledgement, once a year, that what they learn in
// meetings is confidential, even after they have left the body (B42). Nothing
// depends on it: who has not given it is asked at every check-in.
type Pledge struct{ Year string }

// Pledged records it: the body's record, so that no meeting asks again.
type Pledged struct {
	Member governance.MemberID `json:"member"`
	Year   string              `json:"year"`
}

// Name is for ever.
func (Pledged) Name() string { return "pledged" }

func (c Pledge) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.current(m.By)
	if err != nil {
		return nil, err
	}
	year := c.Year
	if year == "" {
		year = s.Bylaws.Year(m.At)
	}
	if s.HasPledged(p.ID, year) {
		return nil, nil
	}
	return []Event{Pledged{p.ID, year}}, nil
}

func (e Pledged) apply(s *State, m governance.Meta) {
	p := s.Member(e.Member)
	p.PledgedFor, p.PledgedAt = e.Year, m.At
}

// HasPledged reports whether a member acknowledged for a year. Years are written
// so that a later one is greater: "2026-27", "2027".
func (s *State) HasPledged(id governance.MemberID, year string) bool {
	p := s.Member(id)
	return p != nil && p.PledgedFor != "" && p.PledgedFor >= year
}
