package roster

import (
	"slices"
	"strings"

	"assenso/governance"
)

// nobody is a cell that says that somebody is no substitute any more; an empty
// one says nothing.
const nobody = "no"

// holdersIn reads whose substitute somebody is: ids or names, in the order of
// preference.
func holdersIn(cell string) []string {
	holders := []string{}
	for _, given := range strings.FieldsFunc(cell, func(r rune) bool { return r == ',' || r == ';' || r == '/' }) {
		if given = tidy(given); given != "" && plain(given) != nobody {
			holders = append(holders, given)
		}
	}
	return holders
}

// holdersCell writes what holdersIn reads.
func holdersCell(holders []string) string {
	if holders != nil && len(holders) == 0 {
		return nobody
	}
	return strings.Join(holders, ", ")
}

func idsOf(members []governance.MemberID) []string {
	var ids []string
	for _, id := range members {
		ids = append(ids, string(id))
	}
	return ids
}

// substitutes fills in whose substitutes the list makes its members, once
// everybody has an id.
func (s *State) substitutes(ch *Changes, rows []Row, ids []governance.MemberID) []Fault {
	if !slices.ContainsFunc(rows, func(r Row) bool { return r.For != nil }) {
		return nil
	}
	known := s.named(ch, rows, ids)
	var faults []Fault
	for i, r := range rows {
		if r.For == nil {
			continue
		}
		var holders []governance.MemberID
		for _, given := range r.For {
			found := known[plain(given)]
			if len(found) != 1 || found[0] == ids[i] || slices.Contains(holders, found[0]) {
				faults = append(faults, fault(r.Line, BadHolder, "given", given))
				continue
			}
			holders = append(holders, found[0])
		}
		s.standsFor(ch, ids[i], holders)
	}
	return faults
}

// named are the members by id and by name, after the list.
func (s *State) named(ch *Changes, rows []Row, ids []governance.MemberID) map[string][]governance.MemberID {
	known := make(map[string][]governance.MemberID, 2*len(rows))
	add := func(key string, id governance.MemberID) {
		if key = plain(key); key != "" && !slices.Contains(known[key], id) {
			known[key] = append(known[key], id)
		}
	}
	for i, r := range rows {
		add(r.Name, ids[i])
		add(r.ID, ids[i])
		add(string(ids[i]), ids[i])
	}
	for _, m := range s.Members {
		if m.Current() && !slices.Contains(ch.Left, m.ID) && !slices.Contains(ids, m.ID) {
			add(m.Name, m.ID)
			add(string(m.ID), m.ID)
		}
	}
	return known
}

// standsFor puts the holders in the change of a member, or makes one.
func (s *State) standsFor(ch *Changes, id governance.MemberID, holders []governance.MemberID) {
	if i := slices.IndexFunc(ch.Added, func(m Member) bool { return m.ID == id }); i >= 0 {
		ch.Added[i].For = holders
		return
	}
	if i := slices.IndexFunc(ch.Changed, func(c Change) bool { return c.Now.ID == id }); i >= 0 {
		ch.Changed[i].Now.For = holders
		return
	}
	if was := *s.Member(id); !slices.Equal(was.For, holders) {
		now := was
		now.For = holders
		ch.Changed = append(ch.Changed, Change{Was: was, Now: now})
	}
}

// Seats are the members with a vote whose substitute somebody is.
func (s *State) Seats(m Member) []governance.MemberID {
	var seats []governance.MemberID
	for _, id := range m.For {
		if h := s.Member(id); h != nil && h.Current() && h.Votes && len(h.For) == 0 {
			seats = append(seats, id)
		}
	}
	return seats
}
