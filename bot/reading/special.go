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
	case u.plays(classSameAs) && i+2 < c.to && p.units[i+1].plays(classPreposition) && p.units[i+2].plays(classCourtesy|classThanks) && !p.units[i+2].plays(classOther):
		// mi associo ai ringraziamenti
	case u.plays(classSameAs) && u.plays(classFiller) && !p.namesAfter(c, i):
	case u.plays(classSameAs) && (p.likens(c, u) || p.bare(n, i, classOther|classThat|classSameAs|classSaidOther) || u.plays(classFiller)):
		p.perhaps(f, n, i, Unclear, LikeAnother)
	case u.plays(classHedge) && (p.bare(n, i, classHedge|classDoubt) || p.opens(n, i) && !u.plays(classDoubt)):
		p.perhaps(f, n, i, Unclear, Conditional)
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

// likens: a phrase such as "mi associo a" likens the author's vote to another's, whatever else its clause holds
// that is not greeting or small talk.
func (p *parser) likens(c *clause, u *unit) bool {
	if u.plays(classSelf|classFiller) || u.end-u.start < 5 || c.is&classChatter != 0 {
		return false
	}
	for i := c.from; i < c.to; i++ {
		if v := &p.units[i]; v.forms != 0 || v.plays(classCourtesy) && !v.plays(classOther) {
			return false
		}
	}
	return true
}

// namesAfter: "come Tosi", and not "come" for "how".
func (p *parser) namesAfter(c *clause, i int) bool {
	few := len(p.clauses) == 1 && c.to-i <= 5 // names may come without capitals
	for j := i + 1; j < c.to; j++ {
		if u := &p.units[j]; !u.plays(className|classOther|classFiller) && !(few && u.is == classWord) {
			return false
		}
	}
	return i+1 < c.to
}

// sideFollows: a position follows "non voto", which then says how not, rather than not at all.
func (p *parser) sideFollows(n, i int) bool {
	return i+1 < p.clauses[n].to && (p.units[i+1].plays(classSide) || p.units[i+1].forms&formAdjective != 0)
}

// alone: beside unit i the clause holds only words that carry a verb: "mi" before a mistyped "astengo".
func (p *parser) alone(n, i int) bool {
	c := &p.clauses[n]
	for j := c.from; j < c.to; j++ {
		if u := &p.units[j]; j != i && u.word() && !u.plays(classFiller|classSelf|classCourtesy|classIntensifier) {
			return false
		}
	}
	return true
}

// opens: nothing but joining words and courtesy stands before unit i in its clause.
func (p *parser) opens(n, i int) bool {
	for j := p.clauses[n].from; j < i; j++ {
		if !p.units[j].plays(joining | classCourtesy | classSelf) {
			return false
		}
	}
	return true
}
