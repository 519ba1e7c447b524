package meeting

import (
	"strings"
	"time"

	"assenso/governance"
)

// Excuse is a written justification of an absence (B25).
type Excuse struct {
	Seq      uint64
	Text     string // verbatim; empty once erased
	At       time.Time
	Accepted bool
	Decided  time.Time
	// Early tells that it was received before the opening. Only then does it
	// take its author out of the base of the quorum, once accepted and for as
	// long as they do not come (B24, B25).
	Early bool
}

// SendExcuse justifies an absence in writing. The secretary may send the text
// of somebody else, received on paper or by mail.
type SendExcuse struct {
	Member governance.MemberID // empty: who acts
	Text   string
}

// Refusals around excuses.
const (
	EmptyText     governance.Reason = "empty-text"
	NoExcuse      governance.Reason = "no-excuse"      // args: member
	ExcuseDecided governance.Reason = "excuse-decided" // args: member
	PresentMember governance.Reason = "present-member" // who is here is not absent
)

// ExcuseSent records a justification, verbatim.
type ExcuseSent struct {
	Member governance.MemberID `json:"member"`
	Text   string              `json:"text" private:"yes"`
}

// Name is for ever.
func (ExcuseSent) Name() string { return "excuse-sent" }

func (c SendExcuse) decide(s *State, m governance.Meta) ([]Event, error) {
	who := c.Member
	if who == "" {
		who = m.By
	}
	p, err := s.member(who)
	if err != nil {
		return nil, err
	}
	if who != m.By {
		if err := s.acts(m, governance.Secretary); err != nil {
			return nil, err
		}
	}
	if strings.TrimSpace(c.Text) == "" {
		return nil, governance.Refuse(EmptyText)
	}
	if p.In() != nil {
		return nil, governance.Refuse(PresentMember, "member", who)
	}
	if p.Justified() {
		return nil, governance.Refuse(ExcuseDecided, "member", who)
	}
	return s.known(p, m, []Event{ExcuseSent{who, c.Text}}), nil
}

func (e ExcuseSent) apply(s *State, m governance.Meta) {
	early := s.Opened.IsZero() || m.Spoken().Before(s.Opened)
	s.Member(e.Member).Excuse = &Excuse{Seq: s.Seq + 1, Text: e.Text, At: m.At, Early: early}
	s.concern(e.Member, e.Text)
}

// DecideExcuse accepts or declines a justification: the secretary's act.
type DecideExcuse struct {
	Member governance.MemberID
	Accept bool
}

// ExcuseDecidedEvent records the answer.
type ExcuseDecidedEvent struct {
	Member   governance.MemberID `json:"member"`
	Accepted bool                `json:"accepted"`
}

// Name is for ever.
func (ExcuseDecidedEvent) Name() string { return "excuse-decided" }

func (c DecideExcuse) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Secretary); err != nil {
		return nil, err
	}
	p, err := s.member(c.Member)
	if err != nil {
		return nil, err
	}
	switch {
	case p.Excuse == nil:
		return nil, governance.Refuse(NoExcuse, "member", c.Member)
	case !p.Excuse.Decided.IsZero():
		return nil, governance.Refuse(ExcuseDecided, "member", c.Member)
	}
	e := ExcuseDecidedEvent{c.Member, c.Accept}
	return s.watch([]Event{e}, s.effect(p, func(p *Member) { e.settle(p, m) })), nil
}

func (e ExcuseDecidedEvent) apply(s *State, m governance.Meta) {
	s.change(e.Member, func(p *Member) { e.settle(p, m) })
}

func (e ExcuseDecidedEvent) settle(p *Member, m governance.Meta) {
	p.Excuse.Accepted, p.Excuse.Decided = e.Accepted, m.At
}
