package roster

import (
	"cmp"
	"slices"
	"time"

	"assenso/governance"
)

// Row is a person as a list of members has them. What the list does not say
// stays as it is.
type Row struct {
	Line     int    // in the list, for faults; 0 where there is no list
	ID       string // the list's own id for the person
	Name     string
	Mail     string
	Votes    *bool  // nil: a new member votes, a known one stays as they are
	Director *bool  // nil: stays as it is, and a new member is none
	Since    string // the day they joined, as 2026-09-12
	// For are ids or names of the members whose substitute they are; nil: stays
	// as it is. A substitute has no vote of their own.
	For      []string
	Accounts []string
	Office   governance.Office // chair, secretary or empty
}

// Fault is what is wrong with a list of members, and where.
type Fault struct {
	Line int // 0: the list as a whole
	Why  governance.Reason
	Args map[string]any
}

// ImportRoster makes the roster what a list says: it adds, renames and takes
// back, and whoever is not in the list has left. One fault refuses the whole
// (B07). Secretary, chair or administrator may give it; a list that changes an
// office needs who may assign it.
type ImportRoster struct {
	Rows []Row
	// Keep leaves members who are not in the list where they are.
	Keep bool
	// Sure says that it is meant that more than half of the members leave.
	Sure  bool
	Admin string
}

// Refusals of an import. The faults themselves come from ParseCSV and Compare.
const (
	FaultyList   governance.Reason = "faulty-list"   // args: line, count; Compare has them all
	MostLeave    governance.Reason = "most-leave"    // args: leaving, members
	EmptyList    governance.Reason = "empty-list"    //
	UnclearMatch governance.Reason = "unclear-match" // args: name, ids (who it could be)
)

// MemberAdded records a new member. Each has an entry of their own, so that
// one name can be erased without the others.
type MemberAdded struct {
	Member   governance.MemberID   `json:"member"`
	Made     bool                  `json:"made,omitempty"` // the id is ours: the list had none
	Votes    bool                  `json:"votes"`
	Director bool                  `json:"director,omitempty"`
	For      []governance.MemberID `json:"for,omitempty"` // see Member
	Person   string                `json:"name" private:"yes"`
	Mail     string                `json:"mail,omitempty" private:"yes"`
	Since    string                `json:"since,omitempty" private:"yes"` // see Member
}

// MemberChanged records what is known of a member from now on: the whole, not
// the difference.
type MemberChanged struct {
	Member   governance.MemberID   `json:"member"`
	Votes    bool                  `json:"votes"`
	Back     bool                  `json:"back,omitempty"` // had left, and is a member again
	Director bool                  `json:"director,omitempty"`
	For      []governance.MemberID `json:"for,omitempty"` // see Member
	Person   string                `json:"name" private:"yes"`
	Mail     string                `json:"mail,omitempty" private:"yes"`
	// Code is the list's id for a member who joined when the list had none.
	Code  string `json:"code,omitempty" private:"yes"`
	Since string `json:"since,omitempty" private:"yes"` // see Member
}

// MemberLeft records that a person is no longer a member.
type MemberLeft struct {
	Member governance.MemberID `json:"member"`
}

// RosterImported closes an import: how many it touched, and the order of the
// roll from now on.
type RosterImported struct {
	Added   int                   `json:"added,omitempty"`
	Changed int                   `json:"changed,omitempty"`
	Left    int                   `json:"left,omitempty"`
	Order   []governance.MemberID `json:"order"`
	Admin   int                   `json:"admin,omitempty"`
}

func (c ImportRoster) decide(s *State, m governance.Meta) ([]Event, error) {
	admin, err := s.keeps(m, c.Admin)
	if err != nil {
		return nil, err
	}
	if len(c.Rows) == 0 {
		return nil, governance.Refuse(EmptyList)
	}
	ch, faults := s.Compare(c.Rows, c.Keep)
	if len(faults) > 0 {
		return nil, governance.Refuse(FaultyList, "line", faults[0].Line, "count", len(faults))
	}
	if n := len(s.Roll()); !c.Sure && 2*len(ch.Left) > n {
		return nil, governance.Refuse(MostLeave, "leaving", len(ch.Left), "members", n)
	}
	if len(ch.Offices)+len(ch.Vacant) > 0 {
		if _, err := s.appoints(m, c.Admin); err != nil {
			return nil, err
		}
	}
	return ch.events(s, admin), nil
}

// events are what makes the changes true, in an order in which each finds what
// it needs.
func (ch Changes) events(s *State, admin int) []Event {
	var events []Event
	for _, o := range ch.Vacant {
		events = append(events, Vacated{o, admin})
	}
	for _, id := range ch.Left {
		events = append(events, MemberLeft{id})
	}
	for _, c := range ch.Changed {
		events = append(events, MemberChanged{
			Member: c.Now.ID, Votes: c.Now.Votes, Back: !c.Was.Current(), Director: c.Now.Director,
			Person: c.Now.Name, Mail: c.Now.Mail, Code: c.Now.code, Since: c.Now.Since, For: c.Now.For,
		})
	}
	for _, p := range ch.Added {
		events = append(events, MemberAdded{
			Member: p.ID, Made: p.made, Votes: p.Votes, Director: p.Director, Person: p.Name, Mail: p.Mail, Since: p.Since, For: p.For,
		})
	}
	for _, l := range ch.Links {
		l.Admin = admin
		events = append(events, l)
	}
	for _, a := range ch.Offices {
		a.Admin = admin
		events = append(events, a)
	}
	if len(events) == 0 && slices.Equal(ch.Order, s.order()) {
		return nil
	}
	return append(events, RosterImported{
		Added: len(ch.Added), Changed: len(ch.Changed), Left: len(ch.Left), Order: ch.Order, Admin: admin,
	})
}

// order lists the ids of the roll.
func (s *State) order() []governance.MemberID {
	var ids []governance.MemberID
	for _, m := range s.Members {
		if m.Current() {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// Name is for ever.
func (MemberAdded) Name() string { return "member-added" }

// Name is for ever.
func (MemberChanged) Name() string { return "member-changed" }

// Name is for ever.
func (MemberLeft) Name() string { return "member-left" }

// Name is for ever.
func (RosterImported) Name() string { return "roster-imported" }

func (e MemberAdded) apply(s *State, _ governance.Meta) {
	s.byID[e.Member] = len(s.Members)
	s.Members = append(s.Members, Member{
		ID: e.Member, Name: e.Person, Mail: e.Mail, Votes: e.Votes, Director: e.Director, Since: e.Since, For: e.For, made: e.Made,
	})
	s.concern(e.Member, s.Seq+1, e.Person, e.Mail, e.Since)
}

func (e MemberChanged) apply(s *State, _ governance.Meta) {
	p := s.Member(e.Member)
	p.Name, p.Mail, p.code, p.Votes, p.Director, p.Since = e.Person, e.Mail, e.Code, e.Votes, e.Director, e.Since
	p.For = e.For
	if e.Back {
		p.Left = time.Time{}
	}
	s.concern(e.Member, s.Seq+1, e.Person, e.Mail, e.Code, e.Since)
}

func (e MemberLeft) apply(s *State, m governance.Meta) { s.Member(e.Member).Left = m.At }

func (e RosterImported) apply(s *State, _ governance.Meta) {
	rank := make(map[governance.MemberID]int, len(e.Order))
	for i, id := range e.Order {
		rank[id] = i
	}
	place := func(m Member) int {
		if i, ok := rank[m.ID]; ok {
			return i
		}
		return len(rank) // who left stands behind, as before
	}
	slices.SortStableFunc(s.Members, func(a, b Member) int { return cmp.Compare(place(a), place(b)) })
	for i, m := range s.Members {
		s.byID[m.ID] = i
	}
}
