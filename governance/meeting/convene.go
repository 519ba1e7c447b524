package meeting

import (
	"fmt"
	"maps"
	"time"

	"assenso/governance"
)

// Convocation is the notice by which a meeting is called (B17–B20).
type Convocation struct {
	At        time.Time       `json:"at"`              // when the meeting is to begin
	Second    time.Time       `json:"second,omitzero"` // in second call, if too few come to the first
	Mode      governance.Mode `json:"mode"`
	Place     string          `json:"place,omitempty"` // the seat, B32
	Means     string          `json:"means,omitempty"` // the platform or link, B13, B18
	Protocol  string          `json:"protocol,omitempty"`
	DeclareBy time.Time       `json:"declare_by,omitzero"` // term for means and place of connection, B19
	Emergency bool            `json:"emergency,omitempty"` // B15
	Urgent    string          `json:"urgent,omitempty"`    // why the notice is shorter than the bylaws ask
	Places    []string        `json:"places"`              // chat places in which the meeting is held
}

// ItemKind is what the law allows to be done with an item.
type ItemKind string

// The kinds of item.
const (
	ToDecide     ItemKind = "decision"
	ToInform     ItemKind = "communication" // no ballot
	SecretItem   ItemKind = "secret"        // secret ballot, on persons: not admitted, B16
	InPersonItem ItemKind = "in-person"     // reserved by the body to meetings in presence, B14
	TenderItem   ItemKind = "tender"        // work of a tender committee: not admitted, B57
)

// Point is an item as it is convened.
type Point struct {
	Title string   `json:"title"`
	Kind  ItemKind `json:"kind,omitempty"` // empty is ToDecide
	From  Origin   `json:"from,omitzero"`  // of an item that an earlier meeting left
}

// Called is a person the convocation is for.
type Called struct {
	ID       governance.MemberID
	Name     string
	Votes    bool
	Director bool   // see MemberCalled
	Since    string // the day they became a member, as 2026-09-12; empty: unknown
	// For are the members whose seat they take while these are away, in the
	// order of preference: who is a substitute has no vote of their own.
	For []governance.MemberID
}

// Convene calls a meeting. It is the first command of a stream and freezes the
// bylaws and the roll.
type Convene struct {
	Meeting     string
	Body        Body
	Number      int    // of the meeting in its year
	Year        string // see governance.Bylaws.Year
	Bylaws      governance.Bylaws
	Roll        []Called
	Officers    map[governance.Office]governance.MemberID
	Convocation Convocation
	Agenda      []Point
	Rehearsal   bool // see rehearsal.go; it has no Number
	Basis       string
}

// Refusals of a convocation.
const (
	AlreadyConvened governance.Reason = "already-convened"
	NotConvened     governance.Reason = "not-convened"
	TenderBody      governance.Reason = "tender-body"     // B57
	EmptyAgenda     governance.Reason = "empty-agenda"    // B23
	EmptyRoll       governance.Reason = "empty-roll"      //
	NoOfficer       governance.Reason = "no-officer"      // chair or secretary missing; args: office
	PastDate        governance.Reason = "past-date"       // args: at
	ModeMissing     governance.Reason = "mode-missing"    // B18
	NoPlace         governance.Reason = "no-place"        // nowhere to hold it
	UnknownMember   governance.Reason = "unknown-member"  // args: member
	NotYourOffice   governance.Reason = "not-your-office" // args: office
	TermTooLate     governance.Reason = "term-too-late"   // B19: the term must come before the meeting
)

// ConvenedEvent opens the stream of a meeting.
type ConvenedEvent struct {
	Meeting     string                                    `json:"meeting"`
	Body        Body                                      `json:"body"`
	Number      int                                       `json:"number"`
	Year        string                                    `json:"year"`
	Bylaws      governance.Bylaws                         `json:"bylaws"`
	Officers    map[governance.Office]governance.MemberID `json:"officers"`
	Convocation Convocation                               `json:"convocation"`
	Agenda      []Point                                   `json:"agenda"`
	// Short tells that the notice is shorter than the bylaws ask, by how many days.
	Short     int  `json:"short,omitempty"`
	Rehearsal bool `json:"rehearsal,omitempty"`
	// Basis is the ground on which the body decides remotely (B62).
	Basis string `json:"basis,omitempty"`
}

// MemberCalled adds a person to the roll. Each has an entry of their own, so
// that one name can be erased without the others.
type MemberCalled struct {
	Member governance.MemberID `json:"member"`
	Votes  bool                `json:"votes"`
	// Fresh tells that they have been a member for too short a time to vote.
	Fresh bool `json:"fresh,omitempty"`
	// From is the day from which they may vote, where the bylaws ask for some
	// time of membership: the meeting may yet be held on another day.
	From     time.Time             `json:"votes_from,omitzero"`
	Director bool                  `json:"director,omitempty"` // does not vote on accounts and liability
	For      []governance.MemberID `json:"for,omitempty"`      // see Called
	Person   string                `json:"name" private:"yes"`
}

// Name is for ever.
func (ConvenedEvent) Name() string { return "convened" }

// Name is for ever.
func (MemberCalled) Name() string { return "member-called" }

func (c Convene) decide(s *State, m governance.Meta) ([]Event, error) {
	if s.Phase != Nothing {
		return nil, governance.Refuse(AlreadyConvened)
	}
	if err := c.check(m); err != nil {
		return nil, err
	}
	c.Convocation.At = instant(c.Convocation.At)
	c.Convocation.Second = instant(c.Convocation.Second)
	c.Convocation.DeclareBy = instant(c.Convocation.DeclareBy)
	short := max(0, c.Bylaws.Clocks.NoticeDays-daysBetween(m.At, c.Convocation.At, c.Bylaws.Location()))
	if c.Rehearsal {
		short = 0 // nobody has a right to notice of it
	}
	events := make([]Event, 0, 1+len(c.Roll))
	events = append(events, ConvenedEvent{
		Meeting: c.Meeting, Body: c.Body, Number: c.Number, Year: c.Year, Bylaws: c.Bylaws,
		Officers: c.Officers, Convocation: c.Convocation, Agenda: points(c.Agenda), Short: short,
		Rehearsal: c.Rehearsal, Basis: c.Basis,
	})
	for _, p := range c.Roll {
		events = append(events, c.called(p))
	}
	return events, nil
}

func (c Convene) check(m governance.Meta) error {
	if c.Rehearsal && c.Number != 0 {
		return fmt.Errorf("convene: a rehearsal takes no number, not %d", c.Number)
	}
	if c.Body.Kind == governance.TenderCommittee {
		return governance.Refuse(TenderBody)
	}
	if len(c.Roll) == 0 {
		return governance.Refuse(EmptyRoll)
	}
	called := make(map[governance.MemberID]bool, len(c.Roll))
	for _, p := range c.Roll {
		if p.ID == "" || called[p.ID] {
			return fmt.Errorf("convene: member %q is called twice, or is nobody", p.ID)
		}
		called[p.ID] = true
	}
	for _, o := range []governance.Office{governance.Chair, governance.Secretary} {
		if !called[c.Officers[o]] {
			return governance.Refuse(NoOfficer, "office", o)
		}
	}
	for _, o := range []governance.Office{
		governance.Moderator, governance.Teller, governance.ViceChair, governance.ViceSecretary,
	} {
		if id := c.Officers[o]; id != "" && !called[id] {
			return governance.Refuse(UnknownMember, "member", id)
		}
	}
	if m.By != c.Officers[governance.Chair] && (m.By != c.Officers[governance.Secretary] || m.For != governance.Chair) {
		return governance.Refuse(NotYourOffice, "office", governance.Chair)
	}
	if len(c.Agenda) == 0 {
		return governance.Refuse(EmptyAgenda)
	}
	if len(c.Convocation.Places) == 0 {
		return governance.Refuse(NoPlace)
	}
	if err := c.checkSubstitutes(); err != nil {
		return err
	}
	if err := c.checkRegistration(); err != nil {
		return err
	}
	return c.Convocation.check(m, c.Bylaws, c.Agenda)
}

// points are items with their kinds.
func points(given []Point) []Point {
	agenda := make([]Point, len(given))
	for i, p := range given {
		if p.Kind == "" {
			p.Kind = ToDecide
		}
		p.From.At = instant(p.From.At)
		agenda[i] = p
	}
	return agenda
}

// check refuses what no convocation can say.
func (c Convocation) check(m governance.Meta, b governance.Bylaws, agenda []Point) error {
	if err := checkMatters(b, agenda); err != nil {
		return err
	}
	switch c.Mode {
	case governance.InPerson, governance.Remote, governance.Mixed:
	default:
		return governance.Refuse(ModeMissing)
	}
	if !c.At.After(m.At) {
		return governance.Refuse(PastDate, "at", c.At)
	}
	if err := c.checkSecond(b); err != nil {
		return err
	}
	if by := c.DeclareBy; !by.IsZero() && !by.Before(c.At) {
		return governance.Refuse(TermTooLate, "at", by)
	}
	return nil
}

// daysBetween counts midnights, as a term in days does.
func daysBetween(a, b time.Time, zone *time.Location) int {
	day := func(t time.Time) time.Time {
		y, m, d := t.In(zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(b).Sub(day(a)) / (24 * time.Hour))
}

func (e ConvenedEvent) apply(s *State, m governance.Meta) {
	s.ID, s.Body, s.Number, s.Year, s.Bylaws = e.Meeting, e.Body, e.Number, e.Year, e.Bylaws
	s.Officers, s.titular = maps.Clone(e.Officers), maps.Clone(e.Officers)
	s.Convocation = e.Convocation
	s.Rehearsal, s.Basis = e.Rehearsal, e.Basis
	s.items(e.Agenda)
	s.Phase, s.Sent, s.term.sent = Convened, m.At, m.At
	s.byID = make(map[governance.MemberID]int)
	s.zone = e.Bylaws.Location()
}

// items makes the agenda of what is to be treated.
func (s *State) items(points []Point) {
	s.Agenda = make([]Item, len(points))
	for i, p := range points {
		s.Agenda[i] = Item{N: i + 1, Point: p}
	}
}

func (e MemberCalled) apply(s *State, _ governance.Meta) {
	s.byID[e.Member] = len(s.Members)
	s.Members = append(s.Members, Member{
		ID: e.Member, Name: e.Person, Votes: e.Votes, Fresh: e.Fresh, from: e.From, Director: e.Director,
		For: e.For, at: len(s.Members),
	})
	s.substitutes = s.substitutes || len(e.For) > 0
	if e.Votes {
		s.entitled++
	}
	s.concern(e.Member, e.Person)
}
