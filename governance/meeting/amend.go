package meeting

import (
	"slices"
	"strings"
	"time"

	"assenso/governance"
)

// Amend changes a convocation that was sent, before the meeting opens: the
// chair's act, told to everybody again. What is left empty stays as it was.
type Amend struct {
	At        time.Time
	Mode      governance.Mode
	Place     string
	Means     string
	DeclareBy time.Time
	Add       []Point // items put at the end of the agenda, where the bylaws let it (B23)
	Drop      []int   // items taken off it, by their numbers
	Reason    string
}

// Refusals of an amendment.
const (
	TooLateToAdd  governance.Reason = "too-late-to-add" // args: days, by
	AmendmentBare governance.Reason = "amendment-bare"  // nothing is to change
)

// Changed names what an amendment changes.
type Changed string

// What there is to change.
const (
	ChangedAt     Changed = "at"
	ChangedMode   Changed = "mode"
	ChangedPlace  Changed = "place"
	ChangedMeans  Changed = "means"
	ChangedTerm   Changed = "term"
	ChangedAgenda Changed = "agenda"
)

// ConvocationAmended records the convocation as it is from now on. Who had
// received the former one has not received this.
type ConvocationAmended struct {
	N           int         `json:"n"` // the first amendment is 1
	Convocation Convocation `json:"convocation"`
	Agenda      []Point     `json:"agenda"`
	Changed     []Changed   `json:"changed"`
	// Short tells that the notice is shorter than the bylaws ask, by how many days.
	Short int `json:"short,omitempty"`
	// AnotherDay tells that justifications of an absence were for a day on which
	// no meeting is held: they are given anew.
	AnotherDay bool   `json:"another_day,omitempty"`
	Reason     string `json:"reason,omitempty"`
}

// Name is for ever.
func (ConvocationAmended) Name() string { return "convocation-amended" }

func (c Amend) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if s.Phase != Convened {
		return nil, governance.Refuse(AlreadyOpen)
	}
	e := ConvocationAmended{N: s.Amendments + 1, Convocation: s.Convocation, Reason: strings.TrimSpace(c.Reason)}
	c.change(&e)
	if err := c.items(s, &e); err != nil {
		return nil, err
	}
	if len(e.Changed) == 0 {
		return nil, governance.Refuse(AmendmentBare)
	}
	if err := e.Convocation.check(m, s.Bylaws, e.Agenda); err != nil {
		return nil, err
	}
	left := daysBetween(m.At, e.Convocation.At, s.Zone())
	if len(c.Add) > 0 {
		if days := s.Bylaws.Agenda.Days(s.Bylaws.Clocks); left < days {
			return nil, governance.Refuse(TooLateToAdd, "days", days, "by", e.Convocation.At.AddDate(0, 0, -days))
		}
	}
	if slices.Contains(e.Changed, ChangedAt) || len(c.Add) > 0 {
		e.Short = max(0, s.Bylaws.Clocks.NoticeDays-left)
	}
	if slices.Contains(e.Changed, ChangedAt) && e.Short == 0 {
		e.Convocation.Urgent = "" // there is time now
	}
	e.AnotherDay = daysBetween(s.Convocation.At, e.Convocation.At, s.Zone()) != 0
	return []Event{e}, nil
}

// change puts what is given into the convocation, and says what is new.
func (c Amend) change(e *ConvocationAmended) {
	v := &e.Convocation
	set := func(what Changed, is bool, put func()) {
		if is {
			put()
			e.Changed = append(e.Changed, what)
		}
	}
	at, by := instant(c.At), instant(c.DeclareBy)
	set(ChangedAt, !at.IsZero() && !at.Equal(v.At), func() { v.At = at })
	set(ChangedMode, c.Mode != "" && c.Mode != v.Mode, func() { v.Mode = c.Mode })
	set(ChangedPlace, c.Place != "" && c.Place != v.Place, func() { v.Place = c.Place })
	set(ChangedMeans, c.Means != "" && c.Means != v.Means, func() { v.Means = c.Means })
	set(ChangedTerm, !by.IsZero() && !by.Equal(v.DeclareBy), func() { v.DeclareBy = by })
}

// items takes items off the agenda and puts others at its end.
func (c Amend) items(s *State, e *ConvocationAmended) error {
	for _, n := range c.Drop {
		if s.Item(n) == nil {
			return governance.Refuse(NoSuchItem, "item", n, "items", len(s.Agenda))
		}
	}
	for _, i := range s.Agenda {
		if !slices.Contains(c.Drop, i.N) {
			e.Agenda = append(e.Agenda, i.Point)
		}
	}
	e.Agenda = append(e.Agenda, points(c.Add)...)
	if len(e.Agenda) == 0 {
		return governance.Refuse(EmptyAgenda)
	}
	if len(c.Drop)+len(c.Add) > 0 {
		e.Changed = append(e.Changed, ChangedAgenda)
	}
	return nil
}

func (e ConvocationAmended) apply(s *State, m governance.Meta) {
	s.Amendments = e.N
	s.again(e, m.At)
	s.Convocation = e.Convocation
	s.items(e.Agenda)
	s.season()
	for i := range s.Members {
		p := &s.Members[i]
		p.Delivered, p.Acknowledged, p.Via = time.Time{}, time.Time{}, ""
		if e.AnotherDay {
			s.change(p.ID, func(p *Member) { p.Excuse, p.Foreseen = nil, nil })
		}
	}
	if e.Convocation.At.Add(-doorsOpen).After(m.At) { // who was early is not there the next time
		s.dismiss(m.At)
	}
}

// Revoke takes a convocation back: the chair's act, with a reason, told to
// everybody. The meeting does not take place.
type Revoke struct{ Reason string }

// IsRevoked refuses what is done to a meeting that does not take place.
const IsRevoked governance.Reason = "is-revoked" // args: at

// ConvocationRevoked records it.
type ConvocationRevoked struct {
	Reason string `json:"reason"`
}

// Name is for ever.
func (ConvocationRevoked) Name() string { return "convocation-revoked" }

func (c Revoke) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if s.Phase != Convened {
		return nil, governance.Refuse(AlreadyOpen)
	}
	if strings.TrimSpace(c.Reason) == "" {
		return nil, governance.Refuse(ReasonNeeded)
	}
	return []Event{ConvocationRevoked{strings.TrimSpace(c.Reason)}}, nil
}

func (e ConvocationRevoked) apply(s *State, m governance.Meta) {
	s.Amendments++ // what is told now is another notice than the last
	s.over(Revoked, e.Reason, m.At)
	for i := range s.Members {
		p := &s.Members[i]
		p.Delivered, p.Acknowledged, p.Via = time.Time{}, time.Time{}, ""
	}
}

// dismiss ends the stay of everybody who is there.
func (s *State) dismiss(at time.Time) {
	end := governance.Meta{At: at}
	for i := range s.Members {
		if p := &s.Members[i]; p.In() != nil {
			s.change(p.ID, func(p *Member) { Left{How: Exit}.leave(p, end) })
		}
	}
}

// SetProtocol gives the convocation its official number, which often comes
// after it was sent: the secretary's act, or the chair's.
type SetProtocol struct{ Protocol string }

// ProtocolSet records it.
type ProtocolSet struct {
	Protocol string `json:"protocol"`
}

// Name is for ever.
func (ProtocolSet) Name() string { return "protocol-set" }

// lineMost bounds what is meant to be one line, in bytes.
const lineMost = 500

func (c SetProtocol) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Secretary); err != nil && !s.Holds(m.By, governance.Chair) {
		return nil, err
	}
	if s.Minutes.Decided() {
		return nil, governance.Refuse(MinutesDecided)
	}
	c.Protocol = strings.TrimSpace(c.Protocol)
	switch {
	case c.Protocol == "":
		return nil, governance.Refuse(EmptyText)
	case len(c.Protocol) > lineMost:
		return nil, governance.Refuse(NoteTooLong, "most", lineMost)
	case c.Protocol == s.Convocation.Protocol:
		return nil, nil
	}
	return []Event{ProtocolSet(c)}, nil
}

func (e ProtocolSet) apply(s *State, _ governance.Meta) {
	s.Convocation.Protocol = e.Protocol
	s.touch()
}
