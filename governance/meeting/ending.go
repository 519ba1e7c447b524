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
	if s.Minutes.Version == 0 {
		return nil, governance.Refuse(NoDraft)
	}
	if s.Minutes.After && s.Minutes.Stale {
		return nil, governance.Refuse(DraftStale)
	}
	if open := s.OpenContests(); len(open) > 0 {
		return nil, governance.Refuse(ContestsOpen, "contest", open[0].N)
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
	Dissolved Ending = "dissolved" // by itself, trouble not being resolved in time, B60
	Revoked   Ending = "revoked"   // never held: the convocation was taken back
)

// Close ends the meeting. The minutes are approved, or it is minuted why not,
// before (B52). A meeting that cannot decide, its quorum gone or suspended for
// trouble, is adjourned at once (B37): its minutes are drafted and signed after.
type Close struct {
	Ending Ending // empty: Ended
	Reason string
	Until  time.Time // with Adjourned: the day it is put off to, where it is known
}

// ClosedEvent records the end.
type ClosedEvent struct {
	Ending Ending `json:"ending"`
	Reason string `json:"reason,omitempty"`
	// Unapproved tells that the minutes could not be approved before.
	Unapproved bool      `json:"unapproved,omitempty"`
	Until      time.Time `json:"until,omitzero"`
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
	e := ClosedEvent{Ending: c.Ending, Reason: c.Reason, Until: instant(c.Until)}
	if !e.Until.IsZero() && (c.Ending != Adjourned || !e.Until.After(m.At)) {
		return nil, governance.Refuse(PastDate, "at", e.Until)
	}
	if s.Minutes.Decided() {
		return []Event{e}, nil
	}
	if s.Rehearsal {
		return s.brokenOff(), nil
	}
	if c.Ending != Adjourned || s.Trouble() == nil && s.Standing().Holds() {
		return nil, governance.Refuse(MinutesOpen)
	}
	e.Unapproved = true
	if s.Current != 0 {
		return []Event{ItemEnded{s.Current}, e}, nil
	}
	return []Event{e}, nil
}

func (e ClosedEvent) apply(s *State, m governance.Meta) {
	s.over(e.Ending, e.Reason, m.At)
	s.Until = e.Until
	if e.Unapproved {
		s.unapproved(e.Reason)
	}
}

// over ends the meeting at a time. Who is still in the room leaves it then.
func (s *State) over(how Ending, reason string, at time.Time) {
	s.Phase, s.Closed, s.Ending, s.EndReason = Over, at, how, reason
	if n := len(s.Interruptions); n > 0 && s.Interruptions[n-1].To.IsZero() {
		s.Interruptions[n-1].To = at
	}
	s.endTrouble(at)
	s.endFallback(at)
	s.dismiss(at)
}

// unapproved notes that the meeting ended before its minutes were approved: they
// are drafted after it, and signed all the same.
func (s *State) unapproved(why string) {
	if !s.Minutes.Decided() {
		s.Minutes.Why, s.Minutes.After = why, true
	}
	s.touch()
}

// Complete reports that nothing is left to do: closed, and signed by both; or
// revoked, and everybody told; or a rehearsal that was broken off.
func (s *State) Complete() bool {
	switch s.Ending {
	case Revoked:
		return len(s.NotReached()) == 0
	case BrokenOff:
		return true
	}
	return s.Phase == Over && s.signed(governance.Chair) && s.signed(governance.Secretary)
}
