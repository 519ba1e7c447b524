package meeting

import (
	"slices"

	"assenso/governance"
)

// ConfirmDelivery records that the convocation reached members (B17). The bot
// says so for what a platform accepted; the secretary for every other way,
// with the proof.
type ConfirmDelivery struct {
	Members []governance.MemberID // empty with All
	All     bool                  // everybody not yet reached
	Via     string                // "console:@bruno", "registro elettronico, circolare 41"
}

// ConvocationDelivered records who was reached, how.
type ConvocationDelivered struct {
	Members []governance.MemberID `json:"members"`
	Via     string                `json:"via,omitempty" private:"yes"` // may be somebody's address
}

// Name is for ever.
func (ConvocationDelivered) Name() string { return "convocation-delivered" }

func (c ConfirmDelivery) decide(s *State, m governance.Meta) ([]Event, error) {
	if m.By != "" {
		if err := s.acts(m, governance.Secretary); err != nil {
			return nil, err
		}
	}
	var reached []governance.MemberID
	if c.All {
		reached = s.NotReached()
	}
	for _, id := range c.Members {
		p := s.Member(id)
		if p == nil {
			return nil, governance.Refuse(UnknownMember, "member", id)
		}
		if p.Delivered.IsZero() && !slices.Contains(reached, id) {
			reached = append(reached, id)
		}
	}
	if len(reached) == 0 {
		return nil, nil
	}
	return []Event{ConvocationDelivered{reached, c.Via}}, nil
}

func (e ConvocationDelivered) apply(s *State, m governance.Meta) {
	for _, id := range e.Members {
		p := s.Member(id)
		p.Delivered, p.Via = m.At, e.Via
	}
	if len(e.Members) == 1 { // the way of one person may tell who they are
		s.concern(e.Members[0], e.Via)
	}
}

// NotReached lists the members without proof that the convocation reached them.
func (s *State) NotReached() []governance.MemberID {
	var ids []governance.MemberID
	for i := range s.Members {
		if s.Members[i].Delivered.IsZero() {
			ids = append(ids, s.Members[i].ID)
		}
	}
	return ids
}
