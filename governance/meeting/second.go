package meeting

import (
	"strings"
	"time"

	"assenso/governance"
)

// One notice calls a meeting twice: if too few come to the first call, it is
// deserted, and the same meeting is held in second call. The two calls are one
// stream, since they are one convocation: one roll, one agenda, one proof of
// delivery, one number, and excuses that hold for both. Only the presences
// begin anew. A second meeting linked to the first would have to copy all that,
// and could come to differ.

// FirstCall is a first call to which too few came.
type FirstCall struct {
	At       time.Time // when it was declared deserted
	Standing Standing
	Present  []governance.MemberID
	Reason   string
}

// Desert declares that the call of this hour is deserted: the chair's act. A
// second call follows where the convocation has one, else the meeting is over.
type Desert struct{ Reason string }

// Refusals around the second call.
const (
	NoSecondCall     governance.Reason = "no-second-call"     // the bylaws know none
	SecondCallEarly  governance.Reason = "second-call-early"  // args: at; not after the first
	QuorumThere      governance.Reason = "quorum-there"       // args: present, required
	DesertedAlready  governance.Reason = "deserted-already"   //
	DesertBeforeHour governance.Reason = "desert-before-hour" // args: at
)

// Deserted is the ending of a meeting to which too few came in its last call.
const Deserted Ending = "deserted"

// DesertedEvent records a call to which too few came. Next is the hour of the
// second call; zero: there is none, and the meeting is over.
type DesertedEvent struct {
	Standing Standing              `json:"standing"`
	Present  []governance.MemberID `json:"present,omitempty"`
	Next     time.Time             `json:"next,omitzero"`
	Reason   string                `json:"reason,omitempty"`
}

// Name is for ever.
func (DesertedEvent) Name() string { return "deserted" }

// checkSecond refuses a second call that the bylaws do not know, or that comes
// before the first.
func (c Convocation) checkSecond(b governance.Bylaws) error {
	switch second := c.Second; {
	case second.IsZero():
		return nil
	case b.SecondCall == nil:
		return governance.Refuse(NoSecondCall)
	case !second.After(c.At):
		return governance.Refuse(SecondCallEarly, "at", second)
	}
	return nil
}

// inSecondCall reports whether the first call was deserted.
func (s *State) inSecondCall() bool { return s.FirstCall != nil && !s.Convocation.Second.IsZero() }

// Hour is when the meeting is to begin, in the call that it is at.
func (s *State) Hour() time.Time {
	if s.inSecondCall() {
		return s.Convocation.Second
	}
	return s.Convocation.At
}

func (c Desert) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	switch s.Phase {
	case Convened:
	case Over:
		return nil, governance.Refuse(DesertedAlready)
	default:
		return nil, governance.Refuse(AlreadyOpen)
	}
	if m.At.Before(s.Hour()) {
		return nil, governance.Refuse(DesertBeforeHour, "at", s.Hour())
	}
	e := DesertedEvent{Reason: strings.TrimSpace(c.Reason)}
	if len(e.Reason) > textMost {
		return nil, governance.Refuse(NoteTooLong, "most", textMost)
	}
	if !s.inSecondCall() {
		e.Next = s.Convocation.Second
	}
	at := m.At
	if !e.Next.IsZero() && !at.Before(e.Next) {
		at = s.Convocation.At // who is here by now came for the second call
	}
	w := s.now
	w.present = 0
	for i := range s.Members {
		if p := &s.Members[i]; p.Votes && (p.PresentAt(at) || at.Equal(m.At) && p.In() != nil) {
			e.Present = append(e.Present, p.ID)
			w.present++
		}
	}
	e.Standing = s.standing(s.rule(), w)
	if e.Standing.Holds() && e.Reason == "" {
		// Enough came, and still it was not held: it is minuted why.
		return nil, governance.Refuse(QuorumThere, "present", e.Standing.Present, "required", e.Standing.Required)
	}
	return []Event{e}, nil
}

func (e DesertedEvent) apply(s *State, m governance.Meta) {
	s.touch()
	if e.Next.IsZero() {
		s.over(Deserted, e.Reason, m.At)
		s.unapproved(string(Deserted)) // nobody is there to approve them
		return
	}
	s.FirstCall = &FirstCall{m.At, e.Standing, e.Present, e.Reason}
	s.season()
	if !m.At.Before(e.Next) {
		return // who is here came for the second call
	}
	s.dismiss(m.At)
}
