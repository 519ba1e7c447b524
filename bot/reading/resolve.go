package reading

// A verdict is what the stances of a message come to, before the context has its say.
type verdict struct {
	act     Act
	leaning Act
	reason  Reason
	stance  int // the stance that decided, -1 if none
}

// resolve weighs the stances against each other.
func (p *parser) resolve() verdict {
	p.excuse()
	last := p.lastOf(firm, len(p.stances))
	if last < 0 {
		return p.unresolved()
	}
	p.drop()
	last = p.lastOf(firm, len(p.stances))
	s := &p.stances[last]
	v := verdict{act: s.act, reason: s.reason, stance: last}
	if rival := p.rival(last); rival >= 0 {
		if !p.supersedes(rival, last) {
			return verdict{act: Unclear, reason: TwoPositions, stance: last}
		}
		v.reason = Corrected
	} else if p.correctedBefore(last) {
		v.reason = Corrected
	}
	if doubt := p.doubtLater(last); doubt >= 0 {
		return verdict{act: Unclear, leaning: s.act, reason: p.stances[doubt].reason, stance: doubt}
	}
	if p.wavers(last) {
		return verdict{act: Unclear, reason: TwoPositions, stance: last}
	}
	if s.rank == rankPlain && p.contrasted(s) {
		return verdict{act: Unclear, leaning: s.act, reason: TwoPositions, stance: last}
	}
	switch {
	case s.act == Withdraw:
		v.reason = TakenBack
	case s.slip:
		v.reason = Slip
	case s.item && v.reason == PlainWord && p.lastOf(void, last) >= 0:
		v.reason = ThisItem
	}
	return v
}

// lastOf finds the last stance of a status before the given one, -1 if none.
func (p *parser) lastOf(is status, before int) int {
	for i := before - 1; i >= 0; i-- {
		if p.stances[i].status == is {
			return i
		}
	}
	return -1
}

// excuse sets aside what stands in reasons and concessions, if the message says something outside them.
func (p *parser) excuse() {
	said := false
	for i := range p.stances {
		s := &p.stances[i]
		said = said || s.status == firm && !s.excused
	}
	for i := range p.stances {
		s := &p.stances[i]
		if !s.excused || s.status < ask {
			continue
		}
		switch {
		case said:
			s.status = void
		case p.clauses[s.clause].link&classThough != 0 && s.status == firm:
			s.status, s.reason = ask, TwoPositions // "anche se sono contraria …" and nothing more
		}
	}
}

// drop voids the short words and denials that a stronger word makes idle: "no, mi astengo"; "non sono
// contraria ma mi astengo".
func (p *parser) drop() {
	strongest, lastStrong := rankShort, -1
	for i := range p.stances {
		if s := &p.stances[i]; s.status == firm && s.rank >= strongest {
			strongest = s.rank
			if s.rank > rankShort {
				lastStrong = i
			}
		}
	}
	for i := range p.stances {
		s := &p.stances[i]
		if s.status != firm || lastStrong < 0 {
			continue
		}
		switch {
		case s.rank == rankShort && (i < lastStrong || s.act == Assent):
			s.status = void
		case s.rank == rankTurned && strongest > rankTurned && (i < lastStrong || p.stances[lastStrong].act == Abstain):
			s.status = void
		}
	}
}

// rival finds the last firm stance before the given one that says something else, -1 if none.
func (p *parser) rival(last int) int {
	for i := last - 1; i >= 0; i-- {
		if s := &p.stances[i]; s.status == firm && s.act != p.stances[last].act {
			return i
		}
	}
	return -1
}

// supersedes tells whether the later of two stances plainly replaces the earlier.
func (p *parser) supersedes(earlier, later int) bool {
	e, l := &p.stances[earlier], &p.stances[later]
	ec, lc := &p.clauses[e.clause], &p.clauses[l.clause]
	switch {
	case e.act == Withdraw:
		return true
	case l.act == Withdraw && l.took != "" && l.took != e.act:
		l.act = e.act // "favorevole, ritiro il mio no"
		return true
	case l.act == Withdraw:
		return true
	case p.correctsBetween(e.unit, l.unit) || lc.link&classCorrect != 0:
		return true
	case ec.is&classEarlier != 0 && ec.is&classNow == 0 && e.clause != l.clause:
		return true
	case lc.link&(classBut|classSo) != 0 && (l.rank > e.rank || l.item && !e.item):
		return true
	}
	return false
}

// correctsBetween: a word of correction stands between two units.
func (p *parser) correctsBetween(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if p.units[i].plays(classCorrect | classChange | classMeant) {
			return true
		}
	}
	return false
}

// correctedBefore: the author corrects what they said before this message.
func (p *parser) correctedBefore(last int) bool {
	return p.context.Before.Position() && p.context.Before != p.stances[last].act && p.correctsBetween(-1, p.stances[last].unit)
}

// doubtLater finds a doubt voiced after the firm word and about another position, -1 if none.
func (p *parser) doubtLater(last int) int {
	for i := len(p.stances) - 1; i > last; i-- {
		s := &p.stances[i]
		if s.status == ask && s.act != p.stances[last].act && !s.denial && p.units[s.unit].forms&(formLeaning|formMaybeLeaning) == 0 && s.reason != LikeAnother && s.reason != NotVoting && (!p.units[s.unit].plays(classHedge) || p.hedges(s)) {
			return i
		}
	}
	return -1
}

// wavers: before the word that would decide stands another that would be asked about and says otherwise: "sì e
// no, grazie"; "against for the choir, in favour for businesses". A vote in full outweighs it, and so does "but".
func (p *parser) wavers(last int) bool {
	l := &p.stances[last]
	for i := range last {
		s := &p.stances[i]
		if s.status != ask || s.act == l.act || !s.act.Position() || s.rank > l.rank || p.units[s.unit].forms&(formLeaning|formMaybeLeaning) != 0 {
			continue
		}
		if l.rank == rankShort || l.rank == rankPlain && s.rank == rankPlain && s.reason == OtherTopic && p.clauses[l.clause].link&(classBut|classSo) == 0 && !p.correctsBetween(s.unit, l.unit) {
			return true
		}
	}
	return false
}

// contrasted: the next clause denies the position to something else: "favorevole a 15 euro, non a 20".
func (p *parser) contrasted(s *stance) bool {
	n := s.clause + 1
	if n >= len(p.clauses) || p.clauses[n].sentence != p.clauses[s.clause].sentence {
		return false
	}
	c := &p.clauses[n]
	const leading = classPreposition | classOf | classWith | classFiller
	if s.unit+1 >= p.clauses[s.clause].to || !p.units[s.unit+1].plays(leading) {
		return false
	}
	i := c.from
	for i < c.to && p.units[i].plays(joining) {
		i++
	}
	if i+1 >= c.to || !p.units[i].plays(classNot) || !p.units[i+1].plays(classPreposition|classOf|classWith) {
		return false
	}
	for ; i < c.to; i++ {
		if p.units[i].forms != 0 {
			return false
		}
	}
	return true
}

// hedges: the clause only hedges, or takes back by "but" some of what was said: "contraria! anzi… boh".
func (p *parser) hedges(s *stance) bool {
	return p.clauses[s.clause].link&classBut != 0 || p.bare(s.clause, s.unit, classHedge|classDoubt)
}

// unresolved reads a message without a firm stance.
func (p *parser) unresolved() verdict {
	if v, ok := p.asks(); ok {
		return v
	}
	if p.confirmed > 0 {
		if p.context.Before.Position() {
			return verdict{act: p.context.Before, reason: Confirmed, stance: -1}
		}
		return verdict{act: Unclear, reason: AfterAll, stance: -1}
	}
	if i := p.lastOf(memory, len(p.stances)); i >= 0 {
		s := &p.stances[i]
		if s.act == p.context.Before {
			return verdict{act: None, reason: Past, stance: i}
		}
		return verdict{act: Unclear, leaning: s.act, reason: AfterAll, stance: i}
	}
	if p.changed > 0 {
		return verdict{act: Unclear, reason: AfterAll, stance: -1}
	}
	if i := p.lastOf(void, len(p.stances)); i >= 0 {
		return verdict{act: None, reason: p.stances[i].reason, stance: i}
	}
	if p.residues().chatter > 0 {
		return verdict{act: None, reason: Technical, stance: -1}
	}
	if p.quotes && len(p.units) == 0 {
		return verdict{act: None, reason: Quoted, stance: -1}
	}
	return verdict{act: None, reason: Talk, stance: -1}
}

// asks reads the stances to be asked about: the last names the reason, and the leaning is theirs if they agree.
func (p *parser) asks() (verdict, bool) {
	v := verdict{act: Unclear, stance: -1}
	for i := range p.stances {
		s := &p.stances[i]
		if s.status != ask {
			continue
		}
		switch {
		case v.stance < 0 || v.leaning == "":
			v.leaning = s.act
		case s.act != Unclear && s.act != v.leaning:
			v.leaning = Unclear
		}
		v.reason, v.stance = s.reason, i
	}
	if v.leaning == Unclear {
		v.leaning = ""
	}
	return v, v.stance >= 0
}
