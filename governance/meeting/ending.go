package meeting

import (
	"fmt"
	"strings"
	"time"

	"assenso/governance"
)

// Signature is a signature by chair or secretary, tied to the hash of the text
// they saw (B54).
type Signature struct {
	Office governance.Office
	Member governance.MemberID
	Hash   string
	At     time.Time
}

// Sign signs the minutes. Nobody signs by order.
type Sign struct{ Hash string }

// Signed records it.
type Signed struct {
	Office governance.Office   `json:"office"`
	Member governance.MemberID `json:"member"`
	Hash   string              `json:"hash"`
}

// Name is for ever.
func (Signed) Name() string { return "signed" }

func (c Sign) decide(s *State, m governance.Meta) ([]Event, error) {
	if m.For != "" {
		return nil, governance.Refuse(SignOnlySelf)
	}
	if !s.Holds(m.By, governance.Chair) && !s.Holds(m.By, governance.Secretary) {
		return nil, governance.Refuse(NotSigner)
	}
	if !s.Minutes.Decided() {
		return nil, governance.Refuse(MinutesOpen)
	}
	if c.Hash != s.Minutes.Hash {
		return nil, governance.Refuse(StaleHash, "hash", s.Minutes.Hash)
	}
	var events []Event
	for _, o := range []governance.Office{governance.Chair, governance.Secretary} {
		if s.Holds(m.By, o) && !s.signed(o) {
			events = append(events, Signed{o, m.By, c.Hash})
		}
	}
	if len(events) == 0 {
		return nil, governance.Refuse(HasSigned)
	}
	return events, nil
}

func (s *State) signed(o governance.Office) bool {
	for _, g := range s.Signatures {
		if g.Office == o {
			return true
		}
	}
	return false
}

func (e Signed) apply(s *State, m governance.Meta) {
	s.Signatures = append(s.Signatures, Signature{e.Office, e.Member, e.Hash, m.At})
}

// Ending is how a meeting ended.
type Ending string

// The endings of this chapter.
const (
	Ended     Ending = "ended"     // the agenda is done
	Adjourned Ending = "adjourned" // interrupted and put off to another day, B37
)

// Close ends the meeting. The minutes are approved, or it is minuted why not,
// before (B52).
type Close struct {
	Ending Ending // empty: Ended
	Reason string
}

// ClosedEvent records the end.
type ClosedEvent struct {
	Ending Ending `json:"ending"`
	Reason string `json:"reason,omitempty"`
}

// Name is for ever.
func (ClosedEvent) Name() string { return "closed" }

func (c Close) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if s.Phase == Convened {
		return nil, governance.Refuse(NotOpen)
	}
	switch c.Ending {
	case "":
		c.Ending = Ended
	case Ended, Adjourned:
	default:
		return nil, fmt.Errorf("close %q: no such ending", c.Ending)
	}
	if c.Ending == Adjourned && strings.TrimSpace(c.Reason) == "" {
		return nil, governance.Refuse(ReasonNeeded)
	}
	if b := s.Pending(); b != nil {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	if !s.Minutes.Decided() {
		return nil, governance.Refuse(MinutesOpen)
	}
	return []Event{ClosedEvent(c)}, nil
}

func (e ClosedEvent) apply(s *State, m governance.Meta) {
	s.Phase, s.Closed, s.Ending, s.EndReason = Over, m.At, e.Ending, e.Reason
	if n := len(s.Interruptions); n > 0 && s.Interruptions[n-1].To.IsZero() {
		s.Interruptions[n-1].To = m.At
	}
	end := governance.Meta{At: m.At}
	for i := range s.Members {
		if p := &s.Members[i]; p.In() != nil {
			s.change(p.ID, func(p *Member) { Left{How: Exit}.leave(p, end) })
		}
	}
}

// Complete reports that nothing is left to do: closed, and signed by both.
func (s *State) Complete() bool {
	return s.Phase == Over && s.signed(governance.Chair) && s.signed(governance.Secretary)
}
