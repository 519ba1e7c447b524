package meeting

import (
	"slices"
	"strings"

	"assenso/governance"
)

// Open opens the meeting: the chair's declaration that the body is validly
// constituted (B34, B45) and that discussion begins by means that let each
// speak with all (B08, B47).
type Open struct {
	// Place is where the meeting is held to take place (B32): where chair and
	// secretary are, in an emergency perhaps elsewhere (B33). Empty: as convened.
	Place string
	// Override is the reason for opening although the convocation is not
	// proved to have reached somebody; it is minuted (B17).
	Override string
	// NextNumber is the number of the first resolution, from the body's register.
	NextNumber int
}

// Refusals of an opening.
const (
	AlreadyOpen  governance.Reason = "already-open"
	BeforeHour   governance.Reason = "before-hour"   // args: at
	NoQuorum     governance.Reason = "no-quorum"     // args: present, required, missing; B24, B37
	NotReached   governance.Reason = "not-reached"   // args: members; B17
	NotConfirmed governance.Reason = "not-confirmed" // args: office; B28
	ChairAbsent  governance.Reason = "chair-absent"  // args: office
)

// OpenedEvent records the opening.
type OpenedEvent struct {
	Place      string                `json:"place,omitempty"`
	Standing   Standing              `json:"standing"`
	NotReached []governance.MemberID `json:"not_reached,omitempty"`
	Override   string                `json:"override,omitempty"`
	NextNumber int                   `json:"next_number"`
}

// Name is for ever.
func (OpenedEvent) Name() string { return "opened" }

func (c Open) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if s.Phase != Convened {
		return nil, governance.Refuse(AlreadyOpen)
	}
	if m.At.Before(s.Hour()) {
		return nil, governance.Refuse(BeforeHour, "at", s.Hour())
	}
	for _, o := range []governance.Office{governance.Chair, governance.Secretary} {
		if s.Member(s.Officers[o]).In() == nil {
			return nil, governance.Refuse(ChairAbsent, "office", o, "member", s.Officers[o])
		}
	}
	missing := s.uninformed()
	if len(missing) > 0 && strings.TrimSpace(c.Override) == "" {
		return nil, governance.Refuse(NotReached, "members", missing)
	}
	q := s.Standing()
	if !q.Holds() {
		return nil, s.refuseQuorum("", s.rule(), q)
	}
	e := OpenedEvent{Place: c.Place, Standing: q, NextNumber: max(1, c.NextNumber)}
	if e.Place == "" {
		e.Place = s.Convocation.Place
	}
	if len(missing) > 0 {
		e.NotReached, e.Override = missing, c.Override
	}
	return []Event{e}, nil
}

func (e OpenedEvent) apply(s *State, m governance.Meta) {
	s.Phase, s.Opened = Sitting, m.At
	s.touch()
	s.Place, s.Override = e.Place, e.Override
	s.nextNumber = e.NextNumber
	s.Confirmed = append(s.Confirmed, governance.Chair)
	for i := range s.Members {
		s.Members[i].opened = s.Members[i].In() != nil
	}
}

// ConfirmValidity is the secretary's own assurance, beside the chair's, that
// convocation, quorum and majorities are as B23–B26 ask (B28).
type ConfirmValidity struct{}

// ValidityConfirmed records it.
type ValidityConfirmed struct {
	Office governance.Office `json:"office"`
}

// Name is for ever.
func (ValidityConfirmed) Name() string { return "validity-confirmed" }

func (ConfirmValidity) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Secretary); err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	if slices.Contains(s.Confirmed, governance.Secretary) {
		return nil, nil
	}
	return []Event{ValidityConfirmed{governance.Secretary}}, nil
}

func (e ValidityConfirmed) apply(s *State, _ governance.Meta) {
	s.Confirmed = append(s.Confirmed, e.Office)
}

// acts refuses who does not hold the office. The secretary may enter every act
// of the chair by order, and it is recorded so.
func (s *State) acts(m governance.Meta, o governance.Office) error {
	if s.Holds(m.By, o) && m.For == "" {
		return nil
	}
	if o == governance.Chair && m.For == governance.Chair && s.Holds(m.By, governance.Secretary) {
		return nil
	}
	return governance.Refuse(NotYourOffice, "office", o)
}

// member finds who acts or is acted upon.
func (s *State) member(id governance.MemberID) (*Member, error) {
	if p := s.Member(id); p != nil {
		return p, nil
	}
	return nil, governance.Refuse(NotMember, "member", id)
}

// sitting refuses what needs an open meeting.
func (s *State) sitting() error {
	switch s.Phase {
	case Sitting:
		return nil
	case Suspended:
		return governance.Refuse(IsSuspended)
	case Over:
		return governance.Refuse(MeetingOver)
	default:
		return governance.Refuse(NotOpen)
	}
}

// lawful refuses what no chapter should have to think of: commands to a
// meeting that does not exist, or that is over.
func (s *State) lawful(m governance.Meta, c Command) error {
	if _, ok := c.(Convene); ok {
		return nil
	}
	if s.Phase == Nothing {
		return governance.Refuse(NotConvened)
	}
	if s.Phase != Over {
		return nil
	}
	if s.Ending == Revoked {
		switch c.(type) {
		case Elapse, EraseValues, ConfirmDelivery, Acknowledge:
			return nil
		}
		return governance.Refuse(IsRevoked, "at", s.Closed)
	}
	switch c.(type) {
	case Sign, Elapse, EraseValues, Cast:
		return nil
	case Draft, Desert, CorrectPresence, CorrectVote, CorrectNote, CorrectName, Annul:
		if s.Minutes.After {
			return nil
		}
	case ContestCount, AnswerContest:
		return nil
	case ConfirmAnnouncement, ConfirmHeard, RecordOutage, CheckOut:
		if m.By == "" {
			return nil // what the bot still reports changes nothing
		}
	}
	return governance.Refuse(MeetingOver)
}
