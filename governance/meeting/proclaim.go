package meeting

import (
	"strings"
	"time"

	"assenso/governance"
)

// Settlement is how a doubtful person was counted in the end, by whom and why.
type Settlement struct {
	As     Settled
	Reason string
	By     governance.MemberID
}

// Settled is what a doubtful person can be settled as.
type Settled string

// The ways. A person settled in favour is listed as expressed.
const (
	AsFavour    Settled = "favour"
	AsAgainst   Settled = "against"
	AsAbstained Settled = "abstain"
	AsNotVoting Settled = "not-voting"
	AsAbsent    Settled = "absent"
)

// place puts who was settled in one list, and reports whether they count for
// P: the absent do not, all others took part.
func (t Settlement) place(r *Result, id governance.MemberID) (counts bool) {
	switch t.As {
	case AsFavour, AsAgainst, AsAbstained:
		r.express(id, Position(t.As))
	case AsNotVoting:
		r.NotVoting = append(r.NotVoting, id)
	default:
		if isLetter(Position(t.As)) {
			r.chose(id, Position(t.As))
			return true
		}
		r.Absent = append(r.Absent, id)
		return false
	}
	return true
}

// Settle decides how a doubtful person is counted: the teller's or the chair's
// act, with a reason. Who was settled can be settled otherwise until the
// proclamation; a word of their own said in time undoes it.
type Settle struct {
	Round  Round
	Member governance.MemberID
	As     Settled
	Reason string
}

// Refusals around proclamation.
const (
	NotDoubtful   governance.Reason = "not-doubtful"   // args: member
	ReasonNeeded  governance.Reason = "reason-needed"  //
	BadSettlement governance.Reason = "bad-settlement" // args: as
	DoubtsRemain  governance.Reason = "doubts-remain"  // args: members
	TieRollCall   governance.Reason = "tie-roll-call"  // the chair is silent: repeat by roll call
)

// DoubtSettled records it; a new count follows.
type DoubtSettled struct {
	Round  Round               `json:"round"`
	Member governance.MemberID `json:"member"`
	As     Settled             `json:"as"`
	Reason string              `json:"reason" private:"yes"`
}

// Name is for ever.
func (DoubtSettled) Name() string { return "doubt-settled" }

func (c Settle) decide(s *State, m governance.Meta) ([]Event, error) {
	if !s.Holds(m.By, governance.Teller) {
		if err := s.acts(m, governance.Chair); err != nil {
			return nil, err
		}
	}
	b, err := s.pendingBallot(c.Round, Provisional)
	if err != nil {
		return nil, err
	}
	if _, again := b.Settled[c.Member]; !again && !b.Result.doubts(c.Member) {
		return nil, governance.Refuse(NotDoubtful, "member", c.Member)
	}
	if err := b.mayCount(c.As); err != nil {
		return nil, err
	}
	if strings.TrimSpace(c.Reason) == "" {
		return nil, governance.Refuse(ReasonNeeded)
	}
	return []Event{DoubtSettled{b.Round, c.Member, c.As, c.Reason}}, nil
}

// mayCount refuses a list that a ballot does not have.
func (b *Ballot) mayCount(as Settled) error {
	switch as {
	case AsFavour, AsAgainst, AsAbstained, AsNotVoting, AsAbsent:
		if err := b.may(Position(as)); err != nil {
			return err
		}
	default:
		if _, ok := b.Option(Position(as)); !ok {
			return governance.Refuse(BadSettlement, "as", string(as))
		}
	}
	if (as == AsAbstained || as == AsNotVoting) && b.Rule.Majority.EverybodyVotes {
		return governance.Refuse(NoAbstention)
	}
	return nil
}

func (e DoubtSettled) apply(s *State, m governance.Meta) {
	b := s.Ballot(e.Round)
	b.track(e.Member, s.Seq+1)
	b.Settled[e.Member] = Settlement{e.As, e.Reason, m.By}
	s.concern(e.Member, e.Reason)
}

// Resolution is an adopted motion (delibera).
type Resolution struct {
	Number  int
	Year    string
	Round   Round
	Item    int
	Text    string
	At      time.Time
	Seq     uint64 // the entry that proclaimed it
	Verdict governance.Verdict
	// Annulled tells that corrections contradicted its ballot, which was annulled.
	Annulled bool
}

// Proclaim makes a provisional result final: the chair's act. Only then is a
// resolution numbered.
type Proclaim struct{ Round Round }

// ProclaimedEvent records it. Number and Year are set for an adopted motion.
type ProclaimedEvent struct {
	Round   Round              `json:"round"`
	Outcome governance.Outcome `json:"outcome"`
	Number  int                `json:"number,omitempty"`
	Year    string             `json:"year,omitempty"`
	// Option is the text that was carried, of several.
	Option Position `json:"option,omitempty"`
}

// Name is for ever.
func (ProclaimedEvent) Name() string { return "proclaimed" }

func (c Proclaim) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.chairsBallot(m, c.Round, Provisional)
	if err != nil {
		return nil, err
	}
	r := b.Result
	if k := b.Contest; k != nil && k.Declined == "" {
		return nil, governance.Refuse(ProofAsked, "member", k.Member)
	}
	if !r.Resistant {
		who := make([]governance.MemberID, len(r.Doubtful))
		for i, d := range r.Doubtful {
			who[i] = d.Member
		}
		return nil, governance.Refuse(DoubtsRemain, "members", who)
	}
	if r.Verdict.Outcome == governance.TieSilent {
		return nil, governance.Refuse(TieRollCall)
	}
	if b.On == OnMinutes && s.Minutes.Stale {
		return nil, governance.Refuse(DraftStale)
	}
	e := ProclaimedEvent{Round: b.Round, Outcome: r.Verdict.Outcome, Option: r.Leading}
	if b.On.Item() > 0 && e.Outcome == governance.Carried {
		e.Number, e.Year = s.numbers()
	}
	events := []Event{e}
	if item, n := b.On.Amendment(); n > 0 && e.Outcome == governance.Carried {
		events = append(events, s.Item(item).version(n, b.Text))
	}
	return s.wholeBase(events), nil
}

func (e ProclaimedEvent) apply(s *State, m governance.Meta) {
	b := s.Ballot(e.Round)
	b.end(Proclaimed)
	s.restore()
	text := b.Text
	if o, ok := b.Option(e.Option); ok {
		text = o.Text
	}
	if e.Number > 0 {
		s.nextNumber = e.Number + 1
		s.Resolutions = append(s.Resolutions, Resolution{
			Number: e.Number, Year: e.Year, Round: e.Round, Item: e.Round.On.Item(), Text: text, At: m.At, Seq: s.Seq + 1,
			Verdict: b.Result.Verdict,
		})
	}
	s.settleAmendment(b, e.Outcome)
	s.settleMinutes(b, e.Outcome)
}
