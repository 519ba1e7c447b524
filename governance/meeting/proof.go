package meeting

import (
	"strings"
	"time"

	"assenso/governance"
)

// Contest is a member's wish that a provisional result be proved: by a
// counter-proof (controprova), in which silence is no vote, or by roll call.
type Contest struct {
	Member   governance.MemberID
	RollCall bool
	At       time.Time
	Declined string // why the chair did not grant it; empty: not declined
}

// AskProof asks for the proof of a provisional result before it is proclaimed.
// The chair grants it by Repeat, or declines it with a reason; until then the
// result cannot be proclaimed.
type AskProof struct {
	Round    Round
	RollCall bool
}

// DeclineProof declines a proof that was asked for: the chair's act.
type DeclineProof struct {
	Round  Round
	Reason string
}

// Refusals around proofs.
const (
	ProofAsked  governance.Reason = "proof-asked"  // args: member; it is answered before the proclamation
	ProofHeld   governance.Reason = "proof-held"   // args: round; a round that is a proof is not proved again
	ProofBefore governance.Reason = "proof-before" // args: member; somebody asked already
	NoProof     governance.Reason = "no-proof"     // nobody asked
)

// ProofRequested records the request.
type ProofRequested struct {
	Round    Round               `json:"round"`
	Member   governance.MemberID `json:"member"`
	RollCall bool                `json:"roll_call,omitempty"`
}

// ProofDeclined records that the chair did not grant it, and why.
type ProofDeclined struct {
	Round  Round  `json:"round"`
	Reason string `json:"reason"`
}

// Name is for ever.
func (ProofRequested) Name() string { return "proof-requested" }

// Name is for ever.
func (ProofDeclined) Name() string { return "proof-declined" }

func (c AskProof) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.elector("", m)
	if err != nil {
		return nil, err
	}
	if p.In() == nil {
		return nil, governance.Refuse(NotPresent)
	}
	b, err := s.pendingBallot(c.Round, Provisional)
	switch {
	case err != nil:
		return nil, err
	case b.Proof || b.RollCall:
		return nil, governance.Refuse(ProofHeld, "round", b.Round)
	case b.Contest != nil && b.Contest.Member == p.ID && b.Contest.Declined == "" && b.Contest.RollCall == c.RollCall:
		return nil, nil
	case b.Contest != nil:
		return nil, governance.Refuse(ProofBefore, "member", b.Contest.Member)
	}
	return []Event{ProofRequested{b.Round, p.ID, c.RollCall}}, nil
}

func (e ProofRequested) apply(s *State, m governance.Meta) {
	b := s.Ballot(e.Round)
	b.Contest = &Contest{Member: e.Member, RollCall: e.RollCall, At: m.At}
}

func (c DeclineProof) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.chairsBallot(m, c.Round, Provisional)
	switch {
	case err != nil:
		return nil, err
	case b.Contest == nil || b.Contest.Declined != "":
		return nil, governance.Refuse(NoProof)
	case strings.TrimSpace(c.Reason) == "":
		return nil, governance.Refuse(ReasonNeeded)
	}
	return []Event{ProofDeclined{b.Round, strings.TrimSpace(c.Reason)}}, nil
}

func (e ProofDeclined) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	k := *b.Contest
	k.Declined = e.Reason
	b.Contest = &k
}
