package roster

import (
	"slices"
	"strings"

	"assenso/governance"
)

// matching finds the members that the rows of a list speak of. Nothing is
// guessed: two of anything that could be meant is a fault, and the list's own
// ids settle it.
type matching struct {
	s     *State
	rows  []Row
	ids   []governance.MemberID       // by row; empty: not found
	taken map[governance.MemberID]int // the row that speaks of a member
}

// match tells which member each row speaks of, empty for a new one: by id,
// else by mail and name, else by mail, else by name. Members of now go before
// who left, and who left is not found again by mail alone, nor by name if
// their mail was another.
func (s *State) match(rows []Row) ([]governance.MemberID, []Fault) {
	m := &matching{s: s, rows: rows, ids: make([]governance.MemberID, len(rows)), taken: make(map[governance.MemberID]int)}
	faults := m.byID()
	m.pass(true, mailAndName)
	m.pass(true, mailAlone)
	m.pass(false, mailAndName)
	m.pass(true, nameAlone)
	m.pass(false, nameAlone)
	faults = append(faults, m.unclear()...)
	return m.ids, sortFaults(faults)
}

func (m *matching) byID() []Fault {
	codes := make(map[string]governance.MemberID)
	for _, p := range m.s.Members {
		if p.code != "" {
			codes[p.code] = p.ID
		}
	}
	var faults []Fault
	for i, r := range m.rows {
		id := governance.MemberID(r.ID)
		if m.s.Member(id) == nil {
			id = codes[r.ID]
		}
		if id == "" || r.ID == "" {
			continue
		}
		if other, twice := m.taken[id]; twice {
			faults = append(faults, fault(r.Line, DuplicatePerson, "name", r.Name, "other", m.rows[other].Line))
			continue
		}
		m.found(i, id)
	}
	return faults
}

func (m *matching) found(row int, id governance.MemberID) {
	m.ids[row] = id
	m.taken[id] = row
}

// key is what a row and a member must share; empty matches nothing.
type key func(name, mail string) string

func mailAndName(name, mail string) string {
	if name == "" || mail == "" {
		return ""
	}
	return fold(mail) + "\x00" + plain(name)
}
func mailAlone(_, mail string) string { return fold(mail) }
func nameAlone(name, _ string) string { return plain(name) }

// pass matches where one row and one member not yet matched share a key.
func (m *matching) pass(current bool, k key) {
	rows, members := m.open(k)
	for i, r := range m.rows {
		at := k(r.Name, r.Mail)
		if at == "" || m.ids[i] != "" || len(rows[at]) != 1 {
			continue
		}
		var could []governance.MemberID
		for _, j := range members[at] {
			if p := &m.s.Members[j]; p.Current() == current && eligible(r, p) {
				could = append(could, p.ID)
			}
		}
		if len(could) == 1 {
			m.found(i, could[0])
		}
	}
}

// open groups the rows and members not yet matched by a key.
func (m *matching) open(k key) (rows, members map[string][]int) {
	rows, members = make(map[string][]int), make(map[string][]int)
	for i, r := range m.rows {
		if at := k(r.Name, r.Mail); m.ids[i] == "" && at != "" {
			rows[at] = append(rows[at], i)
		}
	}
	for j, p := range m.s.Members {
		if at := k(p.Name, p.Mail); at != "" {
			if _, taken := m.taken[p.ID]; !taken {
				members[at] = append(members[at], j)
			}
		}
	}
	return rows, members
}

// mayBe reports whether a row not found by id may speak of a member. A list
// that has ids is believed: an id of its own is another person, unless the
// member joined when the list had none.
func mayBe(r Row, p *Member) bool { return r.ID == "" || p.made && p.code == "" }

// eligible reports whether a row may be matched with a member. Another mail is
// a change of mail only for a member of now in a list without an id for them.
func eligible(r Row, p *Member) bool {
	sameMail := r.Mail == "" || p.Mail == "" || strings.EqualFold(r.Mail, p.Mail)
	return mayBe(r, p) && (sameMail || p.Current() && r.ID == "")
}

// mostCandidates is how many members a fault names: nobody reads more.
const mostCandidates = 5

// unclear reports the rows that are neither matched nor surely new: somebody
// not matched either has their name or their mail. Beside who left, an id of
// the list's own is enough to be new.
func (m *matching) unclear() []Fault {
	_, byMail := m.open(mailAlone)
	_, byName := m.open(nameAlone)
	var faults []Fault
	for i, r := range m.rows {
		if m.ids[i] != "" {
			continue
		}
		var could []string
		for _, same := range [][]int{byMail[mailAlone(r.Name, r.Mail)], byName[nameAlone(r.Name, r.Mail)]} {
			could = m.candidates(could, r, same)
		}
		if len(could) > 0 {
			faults = append(faults, fault(r.Line, UnclearMatch, "name", r.Name, "ids", could))
		}
	}
	return faults
}

// candidates adds to could the members whom a row may speak of.
func (m *matching) candidates(could []string, r Row, members []int) []string {
	for _, j := range members {
		p := &m.s.Members[j]
		if len(could) == mostCandidates {
			break
		}
		if mayBe(r, p) && (p.Current() || r.ID == "") && !slices.Contains(could, string(p.ID)) {
			could = append(could, string(p.ID))
		}
	}
	return could
}
