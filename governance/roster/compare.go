package roster

import (
	"fmt"
	"slices"
	"time"

	"assenso/governance"
)

// Changes is what an import would do, for who is to say yes to it.
type Changes struct {
	Added   []Member // with the ids they would have
	Changed []Change
	Left    []governance.MemberID
	Links   []AccountLinked
	Offices []Assigned
	Vacant  []governance.Office   // whose holder leaves
	Order   []governance.MemberID // of the roll afterwards
}

// Change is a member before and after.
type Change struct{ Was, Now Member }

// Compare tells what importing a list would do, or everything that is wrong
// with it. Keep leaves members who are not in the list where they are.
func (s *State) Compare(rows []Row, keep bool) (Changes, []Fault) {
	rows = tidyRows(rows)
	if faults := checkRows(rows); len(faults) > 0 {
		return Changes{}, faults
	}
	ids, faults := s.match(rows)
	if len(faults) > 0 {
		return Changes{}, faults
	}
	var ch Changes
	s.persons(&ch, rows, ids, keep)
	faults = append(s.substitutes(&ch, rows, ids), s.links(&ch, rows, ids)...)
	faults = append(faults, s.offices(&ch, rows, ids)...)
	if len(faults) > 0 {
		return Changes{}, sortFaults(faults)
	}
	return ch, nil
}

// persons fills in who joins, changes and leaves, and gives ids to the new: it
// writes them into ids.
func (s *State) persons(ch *Changes, rows []Row, ids []governance.MemberID, keep bool) {
	next := s.newIDs(rows)
	listed := make(map[governance.MemberID]bool, len(rows))
	for i, r := range rows {
		p := Member{Votes: true}
		if ids[i] != "" {
			p = *s.Member(ids[i])
		}
		was := p
		p.take(r)
		switch {
		case ids[i] == "" && r.ID != "":
			p.ID = governance.MemberID(r.ID)
		case ids[i] == "":
			p.ID, p.made = next(), true
		}
		if ids[i] == "" {
			ch.Added = append(ch.Added, p)
		} else if !p.same(was) {
			ch.Changed = append(ch.Changed, Change{Was: was, Now: p})
		}
		ids[i] = p.ID
		listed[p.ID] = true
	}
	if keep {
		ch.Order = appendNew(s.order(), ids)
		return
	}
	ch.Order = slices.Clone(ids)
	for _, m := range s.Members {
		if m.Current() && !listed[m.ID] {
			ch.Left = append(ch.Left, m.ID)
		}
	}
}

// appendNew puts behind a roll who is not yet in it.
func appendNew(roll, ids []governance.MemberID) []governance.MemberID {
	in := make(map[governance.MemberID]bool, len(roll))
	for _, id := range roll {
		in[id] = true
	}
	for _, id := range ids {
		if !in[id] {
			roll = append(roll, id)
		}
	}
	return roll
}

// same reports a member of whom a list says nothing new.
func (m Member) same(was Member) bool {
	return m.Name == was.Name && m.Mail == was.Mail && m.code == was.code && m.Votes == was.Votes &&
		m.Director == was.Director && m.Since == was.Since && slices.Equal(m.For, was.For) && was.Current()
}

// take puts in what the row says; what it does not say stays.
func (m *Member) take(r Row) {
	m.Name = r.Name
	m.Left = time.Time{}
	if r.Mail != "" {
		m.Mail = r.Mail
	}
	if r.Votes != nil {
		m.Votes = *r.Votes
	}
	if r.Director != nil {
		m.Director = *r.Director
	}
	if r.Since != "" {
		m.Since = r.Since
	}
	if m.ID != "" && r.ID != "" && r.ID != string(m.ID) {
		m.code = r.ID
	}
}

// newIDs makes ids that nobody has or had, and that the list does not use.
func (s *State) newIDs(rows []Row) func() governance.MemberID {
	used := make(map[governance.MemberID]bool)
	for _, r := range rows {
		used[governance.MemberID(r.ID)] = true
	}
	for _, m := range s.Members {
		used[m.ID] = true
		used[governance.MemberID(m.code)] = true
	}
	n := 0
	return func() governance.MemberID {
		for {
			n++
			if id := governance.MemberID(fmt.Sprintf("m%03d", n)); !used[id] {
				return id
			}
		}
	}
}

// links fills in the accounts that the list confirms: who imports it answers
// for them as for a link made by hand.
func (s *State) links(ch *Changes, rows []Row, ids []governance.MemberID) []Fault {
	var faults []Fault
	for i, r := range rows {
		for _, account := range r.Accounts {
			of, linked := s.Accounts[account]
			if linked && of == ids[i] {
				continue
			}
			if linked {
				faults = append(faults, fault(r.Line, AccountTaken, "member", of))
				continue
			}
			l := AccountLinked{Member: ids[i], Account: account}
			if at := s.request(account); at >= 0 {
				l.Request = s.Requests[at].N
			}
			ch.Links = append(ch.Links, l)
		}
	}
	return faults
}

// offices fills in the offices that the list changes, and those whose holder
// leaves.
func (s *State) offices(ch *Changes, rows []Row, ids []governance.MemberID) []Fault {
	after := make(map[governance.Office]governance.MemberID, 2)
	for o, id := range s.Officers {
		if !slices.Contains(ch.Left, id) {
			after[o] = id
		}
	}
	lines := make(map[governance.Office]int, 2)
	for i, r := range rows {
		if r.Office != "" && s.Officers[r.Office] != ids[i] {
			ch.Offices = append(ch.Offices, Assigned{Office: r.Office, Member: ids[i]})
		}
		if r.Office != "" {
			after[r.Office], lines[r.Office] = ids[i], r.Line
		}
	}
	var faults []Fault
	held := make(map[governance.MemberID]governance.Office, len(after))
	for _, o := range assigned {
		id := after[o]
		first, both := held[id]
		switch {
		case id == "":
		case both && o.Deputy() == "" && lines[o] == 0: // a vice who rises
			after[o] = ""
		case both:
			faults = append(faults, fault(max(lines[first], lines[o]), BothOffices, "member", id, "office", o))
		default:
			held[id] = o
		}
		if s.Officers[o] != "" && after[o] == "" {
			ch.Vacant = append(ch.Vacant, o)
		}
	}
	return faults
}
