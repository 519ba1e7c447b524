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
	// Notice is which notice the bot delivered: State.Amendments when it was made.
	Notice int
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
	} else if c.Notice != s.Amendments {
		return nil, nil // another notice has followed, which proves nothing yet
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

// uninformed are those not reached who are not in the room either: presence
// makes good what a notice lacked.
func (s *State) uninformed() []governance.MemberID {
	return slices.DeleteFunc(s.NotReached(), s.here)
}

// Acknowledge is a member's word that the convocation reached them.
type Acknowledge struct{}

// ByAcknowledgement is how a convocation arrived for which there is no other
// proof than its reader's word or act.
const ByAcknowledgement = "acknowledgement"

// ConvocationAcknowledged records it.
type ConvocationAcknowledged struct {
	Member governance.MemberID `json:"member"`
	// Implied tells that they answered the notice.
	Implied bool `json:"implied,omitempty"`
}

// Name is for ever.
func (ConvocationAcknowledged) Name() string { return "convocation-acknowledged" }

func (Acknowledge) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.member(m.By)
	if err != nil {
		return nil, err
	}
	if !p.Acknowledged.IsZero() {
		return nil, nil
	}
	return []Event{ConvocationAcknowledged{Member: p.ID}}, nil
}

// known adds to what a member does before the meeting that the convocation
// reached them, where nothing else proves it: nobody answers what they did not
// read (B17).
func (s *State) known(p *Member, m governance.Meta, events []Event) []Event {
	if s.Phase != Convened || p.ID != m.By || !p.Delivered.IsZero() || !p.Acknowledged.IsZero() {
		return events
	}
	return append([]Event{ConvocationAcknowledged{p.ID, true}}, events...)
}

func (e ConvocationAcknowledged) apply(s *State, m governance.Meta) {
	p := s.Member(e.Member)
	p.Acknowledged = m.At
	if p.Delivered.IsZero() {
		p.Delivered, p.Via = m.At, ByAcknowledgement
	}
}
