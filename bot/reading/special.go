package reading

// special reads the phrases that hold no voting word and may yet ask: idem, non partecipo, confermo.
func (p *parser) special(f *frame, n, i int) {
	u := &p.units[i]
	c := &p.clauses[n]
	switch {
	case u.forms != 0 || c.asked:
	case u.plays(classNotVoting):
		if u.end-u.start > 10 || p.bare(n, i, 0) {
			p.perhaps(f, n, i, Abstain, NotVoting)
		}
	case u.plays(classSameAs) && p.bare(n, i, classOther|classThat|classSameAs|classSaidOther):
		p.perhaps(f, n, i, Unclear, LikeAnother)
	case u.plays(classConfirm) && f.heads == 0 && p.bare(n, i, 0):
		p.confirmed = i + 1
	case u.plays(classChange) && p.bare(n, i, 0):
		p.changed = i + 1
	case u.plays(classBehalf) && p.delegates(c):
		p.perhaps(f, n, i, Unclear, ForAnother)
	}
}

// perhaps adds a stance to be asked about, unless it is somebody else's.
func (p *parser) perhaps(f *frame, n, i int, act Act, why Reason) {
	s := stance{act: act, status: ask, rank: rankPlain, reason: why, excused: p.clauses[n].link&(classBecause|classThough) != 0}
	if f.subject == another || f.subject == everyone || f.is&classSaidOther != 0 {
		s.status, s.reason = void, Reported
	}
	if s.status == ask {
		p.aim(&s, n, i)
	}
	p.add(s, f, n, i)
}

// delegates: "delego il mio voto": a vote is named, and no position.
func (p *parser) delegates(c *clause) bool {
	votes := false
	for i := c.from; i < c.to; i++ {
		u := &p.units[i]
		if u.forms != 0 || u.plays(classSide) {
			return false
		}
		votes = votes || u.vote != 0
	}
	return votes
}
