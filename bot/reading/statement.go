package reading

import "strings"

// statement is what the author says beside the vote, in their own words: the message without the clauses that
// only vote, greet or sign.
func (p *parser) statement(v verdict) string {
	if v.stance < 0 {
		return ""
	}
	p.residues()
	first, last := -1, -1
	for n := range p.clauses {
		if p.clauses[n].residue.says() {
			if first < 0 {
				first = n
			}
			last = n
		}
	}
	if first < 0 {
		return ""
	}
	s := &p.stances[v.stance]
	from, to := p.bounds(first, last)
	switch {
	case first == s.clause && int(s.end) < to && p.voteLeads(s):
		from = int(s.end)
	case last == s.clause && int(s.start) > from && p.voteTrails(s):
		to = int(s.start)
	}
	return strings.Trim(p.message[from:to], " \t\n,;:-–—.…")
}

// bounds are the byte offsets of a run of clauses, joining words included.
func (p *parser) bounds(first, last int) (from, to int) {
	c := &p.clauses[last]
	return int(p.units[p.clauses[first].from].start), int(p.units[c.to-1].end)
}

// voteLeads: nothing but the vote stands before its voting word ends.
func (p *parser) voteLeads(s *stance) bool {
	c := &p.clauses[s.clause]
	before := *c
	before.to = s.unit
	return !p.residue(&before).says()
}

// voteTrails: nothing stands after the voting word.
func (p *parser) voteTrails(s *stance) bool {
	c := &p.clauses[s.clause]
	after := *c
	after.from = s.unit + 1
	return !p.residue(&after).says()
}
