package reading

// residue is what a clause says beside its voting words.
type residue struct {
	unknown int // words nobody knows
	chatter int // words of sound, links, time
	reasons int // words reasons are made of
	named   int // words of the item's own title
}

// says: something is said that a statement may be made of; the item's name alone is none.
func (r residue) says() bool { return r.unknown+r.chatter+r.reasons > 0 }

// backs counts the words that speak of the item.
func (r residue) backs() int { return r.reasons + r.named }

func (r residue) none() bool { return r == residue{} }

func (r residue) less(o residue) residue {
	return residue{r.unknown - o.unknown, r.chatter - o.chatter, r.reasons - o.reasons, r.named - o.named}
}

// besides are the parts that add nothing to a voting word.
const besides = classCourtesy | classThanks | classSelf | classSelfThird | classIntensifier | classFiller | classPreposition | classLaugh | classThisItem |
	classNow | classEarlier | joining | classCorrect | classNot | classThat | classConfirm | classTag |
	classItemWord | classMine | classDigress | className | classMeant | classWill | classFrom

// residue counts what a clause says beside its voting words.
func (p *parser) residue(c *clause) residue {
	var r residue
	if c.link&classBecause != 0 && c.to-c.from > 2 {
		r.reasons++
	}
	for i := c.from; i < c.to; i++ {
		u := &p.units[i]
		switch {
		case u.be != 0 && u.plays(classChatter) && c.to-c.from <= 3:
			r.chatter++ // "sì sì ci sono"
		case u.forms&formMaybeLeaning != 0 && i+1 < c.to && p.units[i+1].plays(className) && !p.titled(&p.units[i+1]):
			r.chatter++ // "go ahead Karen"
		case !u.word() || u.forms != 0 || u.item > 0 || u.be != 0 || u.vote != 0:
		case u.plays(classMerit) && u.plays(classIntensifier) && i+1 == c.to: // "raining here too": it measures nothing
		case u.plays(classMerit) && !u.plays(classCourtesy):
			r.reasons++
		case u.plays(classChatter):
			r.chatter++
		case u.plays(classDeclare) && p.voices(c):
		case u.plays(besides) && (u.plays(classCourtesy) || !u.plays(classWord|classOther)) || u.plays(className) && !u.plays(classOther):
		case p.titled(u):
			r.named++
		default:
			r.unknown++
		}
	}
	if p.presence(c) {
		r.chatter++
	}
	return r
}

// presence: the clause only says where or who the author is: "I'm still here", "sono io".
func (p *parser) presence(c *clause) bool {
	found := false
	for i := c.from; i < c.to; i++ {
		u := &p.units[i]
		if u.vote != 0 || u.forms&^(formLight|formMaybeLight) != 0 || u.plays(classMerit) && !u.plays(classIntensifier) {
			return false
		}
		if i == c.from {
			continue
		}
		before := &p.units[i-1]
		led := before.plays(classIntensifier|classFiller) && before.forms == 0
		found = found || u.plays(classPlace) && (led && !before.plays(classFrom) || before.be&formFirst != 0) ||
			u.plays(classSelf) && u.be == 0 && before.be&(formFirst|formThird) != 0 && !before.plays(classSelf)
	}
	return found
}

// voices: the clause holds a voting word that a word such as "dichiaro" can lead to.
func (p *parser) voices(c *clause) bool {
	for i := c.from; i < c.to; i++ {
		if u := &p.units[i]; u.forms&^(formLight|formMaybeLight) != 0 || u.plays(classSide) {
			return true
		}
	}
	return false
}

// residues is the residue of the whole message, counted once.
func (p *parser) residues() residue {
	if !p.counted {
		p.counted, p.total = true, residue{}
		for n := range p.clauses {
			c := &p.clauses[n]
			c.leads = p.total.none()
			c.residue = p.residue(c)
			p.total.unknown += c.residue.unknown
			p.total.chatter += c.residue.chatter
			p.total.reasons += c.residue.reasons
			p.total.named += c.residue.named
		}
		p.topical, p.asking = p.total.chatter > 0 && p.onTopic(), -1
		for n := range p.clauses {
			if p.clauses[n].asked {
				p.asking = n
			}
		}
		for n := len(p.clauses) - 1; n >= 0; n-- {
			p.clauses[n].closes = true
			if !p.clauses[n].residue.none() {
				break
			}
		}
	}
	return p.total
}

// bare tells whether the clause says nothing beside unit i, words of the extra classes set aside.
func (p *parser) bare(n, i int, extra class) bool {
	c := &p.clauses[n]
	for j := c.from; j < c.to; j++ {
		u := &p.units[j]
		if j == i || !u.word() || u.item > 0 || u.plays(extra) {
			continue
		}
		if u.forms != 0 || u.vote != 0 || u.plays(classWord|classOther|classMerit|classChatter) && !u.plays(className) || u.mark != kindWord || !u.plays(besides|classDeclare|extra) {
			return false
		}
	}
	return true
}

// light reads a short word. It is a position where little else is said, or where the rest is a reason; it is
// talk among talk, and asked about in between.
func (p *parser) light(f *frame, n, i int) {
	u := &p.units[i]
	if u.plays(classNoSuch) && p.nounFollows(n, i) {
		p.colour(f, i) // no strong objection
		return
	}
	if u.forms&formMaybeLight != 0 && !p.affirms(n, i) || u.plays(classIntensifier) && !p.bare(n, i, 0) ||
		i > p.clauses[n].from && p.units[i-1].forms&formAdjective != 0 && p.denies(n, i) {
		return
	}
	s := stance{act: u.act, unit: i, status: firm, rank: rankShort, reason: ShortWord, excused: p.clauses[n].link&(classBecause|classThough) != 0}
	declared := f.is&(classDeclare|classMeant) != 0 && !f.content
	if declared {
		s.rank, s.reason = rankPlain, PlainWord
	}
	d := predicate{act: u.act, who: f.subject, mood: formFirst, none: f.subject == nobody, not: f.not}
	if f.subject == nobody {
		d.who = author
	}
	content := f.content
	f.content = false // what else is said is weighed below, not here
	p.person(&s, f, n, i, d)
	if s.status == firm {
		p.mood(&s, f, n, i, d)
	}
	if counted := p.counts(i); counted && s.status == firm {
		s.status, s.reason = void, Question // tre sì e due no: a tally
		if int(p.units[i-1].number) == p.context.Item {
			s.status, s.reason = ask, TwoPositions // or the item's number
		}
	}
	explicit := declared || f.subject == author || f.be&formThird != 0 && p.chatterElsewhere(n) == 0 || u.plays(classSelf)
	aimed := false
	if s.status == firm {
		switch p.target(n, i) {
		case otherItem:
			s.status, s.reason = void, OtherItem
		case thisItem:
			s.item, explicit = true, true
			aimed = p.placed(n, i)
		}
	}
	if s.status == firm && !declared {
		p.weigh(&s, n, explicit, content)
		p.reweigh(&s, f, n, aimed)
	}
	if s.status >= ask && d.not {
		s.status, s.act = ask, Unclear
	}
	p.add(s, f, n, i)
}

// nounFollows: the word after unit i, or after words of degree, is what "no" says there is none of.
func (p *parser) nounFollows(n, i int) bool {
	for j := i + 1; j < p.clauses[n].to; j++ {
		if u := &p.units[j]; !u.plays(classIntensifier) || u.forms != 0 {
			return u.forms&(formNoun|formPlural) != 0
		}
	}
	return false
}

// reweigh looks again at a short word by what it stands next to.
func (p *parser) reweigh(s *stance, f *frame, n int, aimed bool) {
	c, i := &p.clauses[n], s.unit
	switch {
	case s.status == firm && s.act == Object && !aimed && f.subject != author && p.strays(n):
		s.status, s.reason = ask, ShortWord // "no minutes in my inbox"
	case aimed && s.reason == Technical:
		p.aimedAt(s, n) // the day or the device it speaks of is the item's own
	case s.status == void && (s.reason == Technical || s.reason == Talk && i+1 == c.to) && c.residue.unknown == 0 && p.topical:
		s.status, s.reason = ask, ShortWord // "il sabato no"
	case s.status == void && s.reason == Talk && i+1 < c.to && p.units[i+1].plays(classPreposition|classFiller):
		s.status, s.reason = ask, OtherTopic // "sì alla mensa"
	}
}

// strays: the clause speaks of sound, links and time and gives no reason: "no minutes in my inbox".
func (p *parser) strays(n int) bool {
	r := p.clauses[n].residue
	return r.chatter > 0 && r.reasons == 0
}

// placed: a preposition follows the short word and leads to what it is about: "no al sabato".
func (p *parser) placed(n, i int) bool {
	return i+1 < p.clauses[n].to && p.units[i+1].plays(classPreposition)
}

// aimedAt restores a short word said of the item's own words: "no al sabato" where Saturdays are put to the
// vote. With more beside it is asked about: "no al telefono non rispondo".
func (p *parser) aimedAt(s *stance, n int) {
	s.status, s.reason = firm, ShortWord
	c := &p.clauses[n]
	if c.residue.unknown > 0 || c.is&classNot != 0 || !p.topical {
		s.status = ask
	}
}

// chatterElsewhere counts the words of sound, links and time outside clause n.
func (p *parser) chatterElsewhere(n int) int {
	return p.residues().chatter - p.clauses[n].residue.chatter
}

// onTopic: every word of sound, links and time in the message is of the item's own title.
func (p *parser) onTopic() bool {
	found := false
	for i := range p.units {
		if u := &p.units[i]; u.plays(classChatter) && u.forms == 0 {
			if !p.titled(u) {
				return false
			}
			found = true
		}
	}
	return found
}

// counts: a number that names no item stands before unit i.
func (p *parser) counts(i int) bool {
	return i > 0 && p.units[i-1].mark <= kindNumber && p.units[i-1].number > 0 && p.units[i-1].item == 0
}

// affirms tells "si", yes, from "si", the pronoun: nothing it could belong to follows.
func (p *parser) affirms(n, i int) bool {
	c := &p.clauses[n]
	if i > c.from && p.units[i-1].plays(classNot|classWord|classOther) {
		return false
	}
	if i+1 >= c.to {
		return true
	}
	next := &p.units[i+1]
	if i == c.from && next.plays(classPreposition) {
		return true // "si alla piscina"
	}
	return !next.word() || next.forms != 0 && next.forms&formThird == 0 || next.plays(classCourtesy|classSelf|classIntensifier|classLaugh|joining) && !next.plays(classWord|classChatter)
}

// weigh judges a short word by what is said around it.
func (p *parser) weigh(s *stance, n int, explicit, content bool) {
	total := p.residues()
	own := p.clauses[n].residue
	rest := total.less(own)
	switch {
	case own.chatter > own.backs():
		s.status, s.reason = void, Technical
	case explicit:
		// "per me no" says whose it is, whatever else is said.
	case !content && own.unknown > 0 && own.backs() == 0:
		s.status, s.reason = void, Talk
		if s.act == Object {
			s.status, s.reason = ask, ShortWord
		}
	case content && own.chatter == 0 && 0 < own.unknown && own.unknown <= 2 && s.unit+1 == p.clauses[n].to:
		s.status, s.reason = ask, ShortWord // "per la 2B ok"
	case content && own.chatter == 0 && own.unknown > 0 && own.backs() > 0 && s.act == Object:
		s.status, s.reason = ask, ShortWord // "verbale no manca la pagina 3"
	case content && own.unknown+own.chatter > 0:
		s.status, s.reason = void, Talk // "il vecchio registro funziona benissimo"
	case p.clauses[n].is&classNow != 0:
		s.status, s.reason = ask, ShortWord // "adesso sì": now what?
	case p.narrowed(n, p.polite(n)):
		s.status, s.reason = ask, Conditional
	case rest.none() && s.act == Assent && p.is&classThanks != 0:
		s.status = ask // "ok grazie" may only thank
	case rest.none():
	case (p.polite(n) || s.act == Object && p.conceding(n)) && rest.chatter == 1 && rest.unknown > 0 && rest.backs() == 0 && p.asking < n:
		s.status, s.reason = ask, ShortWord // "yes please, the kids would love it": the item, or a lift?
	case rest.chatter > rest.backs():
		s.status, s.reason = void, Technical
	case rest.backs() > 0:
	case p.sentences[p.clauses[n].sentence].question:
		s.status, s.reason = void, Question // "no ma quanto costa?"
	case p.clauses[n].leads || p.clauses[n].closes:
		s.status, s.reason = ask, ShortWord
	default:
		s.status, s.reason = void, Talk
	}
}

// polite: the short word stands with please or thanks, as an answer to an offer does, and opens the message.
func (p *parser) polite(n int) bool {
	c := &p.clauses[n]
	if !c.leads {
		return false
	}
	for i := c.from; i < c.to; i++ {
		if u := &p.units[i]; u.plays(classThanks) || u.plays(classCourtesy) || u.end-u.start > 5 && u.forms&formLight != 0 {
			return true
		}
	}
	return false
}

// conceding: "but" goes on from the short word: "no però capisco chi lavora".
func (p *parser) conceding(n int) bool {
	return p.clauses[n].leads && n+1 < len(p.clauses) && p.clauses[n+1].link&classBut != 0
}

// narrowed: the next clause narrows the short word: "sì ma a 50", "sì grazie, con poco zucchero".
func (p *parser) narrowed(n int, polite bool) bool {
	if n+1 >= len(p.clauses) || p.clauses[n+1].asked {
		return false
	}
	c := &p.clauses[n+1]
	i := c.from
	for i < c.to && p.units[i].plays(joining) {
		i++
	}
	return i < c.to && (polite && p.units[i].plays(classWith) || c.link&classBut != 0 && p.units[i].plays(classPreposition|classWith))
}
