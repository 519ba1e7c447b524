package meeting

import (
	"strings"
	"time"

	"assenso/governance"
)

// Foreseen is technical trouble that a member reported before the opening (B40).
type Foreseen struct {
	Seq   uint64
	At    time.Time
	Words string // verbatim; empty once erased
	// Excused tells that the meeting is held in an emergency: nobody has to come
	// to its seat, and who cannot connect is excused as by B36. Otherwise they
	// are expected at the seat.
	Excused bool
}

// ForeseeTrouble reports, before the opening, that a member cannot connect. The
// secretary may report what somebody said on the telephone.
type ForeseeTrouble struct {
	Member governance.MemberID // empty: who acts
	Words  string
}

// Refusals of such a report.
const (
	TroubleNow  governance.Reason = "trouble-now"  // the meeting is open: it is no longer foreseen
	IsConnected governance.Reason = "is-connected" // args: member; who is here needs no seat
)

// TroubleForeseen records the report. What becomes of it follows from the
// convocation: the seat, or an excuse in an emergency.
type TroubleForeseen struct {
	Member  governance.MemberID `json:"member"`
	Excused bool                `json:"excused,omitempty"`
	Words   string              `json:"words" private:"yes"`
}

// Name is for ever.
func (TroubleForeseen) Name() string { return "trouble-foreseen" }

func (c ForeseeTrouble) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.whose(c.Member, m)
	if err != nil {
		return nil, err
	}
	if s.Phase != Convened {
		return nil, governance.Refuse(TroubleNow)
	}
	if strings.TrimSpace(c.Words) == "" {
		return nil, governance.Refuse(EmptyText)
	}
	if p.In() != nil {
		return nil, governance.Refuse(IsConnected, "member", p.ID)
	}
	if p.Foreseen != nil && p.Foreseen.Words == c.Words {
		return nil, nil
	}
	return []Event{TroubleForeseen{Member: p.ID, Excused: s.Convocation.Emergency, Words: c.Words}}, nil
}

func (e TroubleForeseen) apply(s *State, m governance.Meta) {
	s.Member(e.Member).Foreseen = &Foreseen{Seq: s.Seq + 1, At: m.At, Words: e.Words, Excused: e.Excused}
	s.concern(e.Member, e.Words)
}

// Hindered reports that trouble known beforehand, in an emergency, keeps the
// member away: assente giustificato (B36, B40). Like any technical absence it
// does not lower the base of the quorum.
func (m *Member) Hindered() bool {
	return m.Foreseen != nil && m.Foreseen.Excused && len(m.Stays) == 0
}
