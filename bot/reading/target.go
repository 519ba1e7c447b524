package reading

import "slices"

// A target is what a stance is about.
type target uint8

const (
	unsaid target = iota
	thisItem
	otherItem
	somebody  // d'accordo con Rossi
	likely    // the item, by the words reasons are made of
	elsewhere // what no item is about
	unrelated // words of which the item's title knows nothing
)

// aim voids or asks about a stance on something else than the item under vote.
func (p *parser) aim(s *stance, n, i int) {
	if s.act == Withdraw {
		return
	}
	switch p.target(n, i) {
	case thisItem, likely:
		s.item = true
	case otherItem:
		s.status, s.reason = void, OtherItem
	case somebody:
		p.withSomebody(s, n, i)
	case elsewhere:
		s.status, s.reason = void, OtherTopic
	case unrelated:
		if p.is&classDigress != 0 { // the author says that they speak of something else
			s.status, s.reason = void, OtherTopic
		} else if s.status == firm {
			s.status, s.reason = ask, OtherTopic
		}
	}
}

// withSomebody: "d'accordo con Rossi" may be a vote like Rossi's, or agreement about what follows a colon.
func (p *parser) withSomebody(s *stance, n, i int) {
	switch {
	case p.clauses[n].end == kindColon && n+1 < len(p.clauses), p.residues().chatter > p.residues().backs():
		s.status, s.reason = void, OtherTopic
	case s.status != firm:
	case p.units[i].act == Object:
		s.status, s.reason = ask, OtherTopic
	default:
		s.status, s.reason = ask, LikeAnother
	}
}

// target finds what the stance at unit i is about: what follows it, an item named before it, or nothing said.
func (p *parser) target(n, i int) target {
	after, before := p.complement(n, i), p.itemBefore(n, i)
	switch {
	case before != unsaid && (after == thisItem || after == otherItem) && p.itemsLead(n) && p.itemFollows(n, i):
		return before // "item 2 yes item 3 no"
	case after == thisItem && before == otherItem:
		return unrelated // "on item 9 I oppose this"
	case after != unsaid:
		return after
	}
	return before
}

// A lead tells how the words after a voting word hang on it.
type lead uint8

const (
	apart   lead = iota // not at all: "contraria troppo caro"
	loosely             // by an article, or by a preposition of cause: "contraria per i costi"
	tightly             // as what it is about: "contraria alla pausa", "approvo la pausa"
	away                // as what is kept from: "mi astengo dal commentare"
)

// leads tells what a unit between a voting word and its object makes of the lead.
func leads(voting, u *unit, before lead) lead {
	const transitive = formFirst | formBase | formInfinitive | formFuture | formConditional
	switch {
	case u.plays(classFrom) && voting.act == Abstain:
		return max(before, away)
	case u.plays(classPreposition), u.plays(classWith) && voting.act == Assent:
		return max(before, tightly)
	case u.plays(classFiller) && voting.forms&transitive != 0 && voting.act != Abstain && before == apart:
		return tightly
	case u.plays(classFiller | classWith | classFrom):
		return max(before, loosely)
	}
	return before
}

// itemsLead: in this clause items are named before the positions on them.
func (p *parser) itemsLead(n int) bool {
	c := &p.clauses[n]
	for i := c.from; i < c.to; i++ {
		switch u := &p.units[i]; {
		case u.item > 0:
			return true
		case u.forms != 0:
			return false
		}
	}
	return false
}

// itemFollows: a numbered item comes between the voting word and the next.
func (p *parser) itemFollows(n, i int) bool {
	for j := i + 1; j < p.clauses[n].to && p.units[j].forms == 0; j++ {
		if p.units[j].item > 0 {
			return true
		}
	}
	return false
}

// complement reads what a voting word leads to by a preposition or an article.
func (p *parser) complement(n, i int) target {
	c := &p.clauses[n]
	led := apart
	if p.units[i].plays(classPreposition) || i+1 < c.to && p.clauseFollows(i+1) {
		led = tightly
	}
	found := unsaid
	for j := i + 1; j < c.to; j++ {
		u := &p.units[j]
		switch {
		case !u.word():
			continue
		case u.item > 0:
			return p.items(j, c.to)
		case u.plays(classItemWord) && j+1 < c.to && p.units[j+1].item > 0:
		case u.mark == kindNumber && p.otherAmount(u):
			return unrelated
		case u.plays(classOtherItem):
			return p.unlessTitled(u, otherItem)
		case u.forms&^(formMaybeLight|formNoun|formMaybeLeaning) != 0, u.vote != 0 && !u.plays(classThisItem), u.plays(classDigress):
			return found
		case u.plays(classNot | classWill | classCan | classDoubt | classWish | classHedge), u.be != 0 && j > i+1 && !u.plays(classFiller):
			return found // another predicate begins
		case u.plays(classThat) && found == somebody:
			return somebody // "I agree with Dave that …"
		case u.plays(classThisItem):
			return thisItem
		case u.plays(classPreposition | classFiller | classFrom | classWith):
			led = leads(&p.units[i], u, led)
		case u.plays(classCourtesy|classThanks) && !u.plays(classOther),
			u.plays(classIntensifier | classNow | classLaugh | classThat | classSelf | classDeclare):
		case led == apart:
			return found
		default:
			t := p.about(u)
			switch {
			case t == thisItem:
				return thisItem
			case led == away:
				return elsewhere
			case led == tightly && found == likely && t == elsewhere:
				found = unrelated // "concordo sulla necessità di una pausa"
			case led == tightly && (found == unsaid || found == unrelated):
				found = t
			}
		}
	}
	return found
}

// clauseFollows: what follows is a clause of its own: "I agree it's cold", "concordo che fa freddo".
func (p *parser) clauseFollows(j int) bool {
	u := &p.units[j]
	return u.plays(classThat) || u.be&formThird != 0 && p.units[j-1].plays(classSameAs)
}

// otherAmount: a number that is not the one in the item's title ("favorevole a 15 euro").
func (p *parser) otherAmount(u *unit) bool {
	if p.titled(u) {
		return false
	}
	for i := range p.title.tokens {
		if p.title.tokens[i].kind == kindNumber {
			return true
		}
	}
	return false
}

// about tells what one word of a complement points to.
func (p *parser) about(u *unit) target {
	switch {
	case p.titled(u):
		return thisItem
	case u.plays(classOther | className):
		return somebody
	case u.plays(classChatter):
		return elsewhere
	case u.plays(classMerit):
		return likely
	}
	return unrelated
}

func (p *parser) unlessTitled(u *unit, t target) target {
	if p.titled(u) {
		return thisItem
	}
	return t
}

// items tells whether the list of items at unit j names the one under vote.
func (p *parser) items(j, to int) target {
	if p.context.Item == 0 {
		return unsaid
	}
	found := otherItem
	for ; j < to; j++ {
		u := &p.units[j]
		if u.item > 0 && (u.item == int32(p.context.Item) || p.titled(u)) {
			found = thisItem
		}
		if u.forms != 0 || u.vote != 0 {
			break
		}
	}
	return found
}

// farthestItem is how many words before a voting word an item may be named and still be what it is about.
const farthestItem = 40

// itemBefore finds the item named before the voting word: in its clause, or in the clauses that lead to it.
func (p *parser) itemBefore(n, i int) target {
	for k := n; k >= 0 && n-k < 4; k-- {
		c := &p.clauses[k]
		if k < n && p.predicated(c.from, c.to) {
			return unsaid // the items of that clause are its own
		}
		to := c.to
		if k == n {
			if to = i; !p.itemsLead(n) {
				to = c.from
			}
		}
		for j := to - 1; j >= max(c.from, to-farthestItem); j-- {
			u := &p.units[j]
			switch {
			case u.item > 0:
				return p.itemsBack(j, c.from)
			case u.plays(classOtherItem):
				return p.unlessTitled(u, otherItem)
			case u.forms&^(formLeaning|formMaybeLeaning|formMaybeLight) != 0:
				return unsaid
			}
		}
		if k == 0 || p.clauses[k-1].sentence != c.sentence && !p.onlyItem(&p.clauses[k-1]) {
			return unsaid
		}
	}
	return unsaid
}

func (p *parser) itemsBack(j, from int) target {
	if p.context.Item == 0 || p.units[j].listed && !p.itemNamed {
		return unsaid
	}
	for ; j >= from && p.units[j].forms == 0; j-- {
		if u := &p.units[j]; u.item > 0 && (u.item == int32(p.context.Item) || p.titled(u)) {
			return thisItem
		}
	}
	return otherItem
}

// onlyItem: a clause that only names an item leads the next sentence too ("Punto 5.\nContraria").
func (p *parser) onlyItem(c *clause) bool {
	item := false
	for i := c.from; i < c.to; i++ {
		u := &p.units[i]
		item = item || u.item > 0
		if u.item == 0 && !u.plays(classItemWord|classFiller|classPreposition) {
			return false
		}
	}
	return item
}

// titled tells whether the unit's words are of the item's title, motion or other names.
func (p *parser) titled(u *unit) bool {
	p.learnTitle()
	for k := int(u.token); k < len(p.tokens) && p.tokens[k].end <= u.end; k++ {
		t := &p.tokens[k]
		if t.kind > kindAmount || t.from == t.to {
			continue
		}
		word := p.text[t.from:t.to]
		for j := range p.title.tokens {
			if t := &p.title.tokens[j]; akin(word, p.title.text[t.from:t.to]) {
				return true
			}
		}
	}
	return false
}

// learnTitle cuts the item's names into words, once a message. Words of grammar are left out: they would match
// everything.
func (p *parser) learnTitle() {
	if p.learned {
		return
	}
	p.learned = true
	p.title.reset()
	p.title.tokenize(p.context.Title, p.lex)
	p.title.tokenize(p.context.Motion, p.lex)
	for _, name := range p.context.Synonyms {
		p.title.tokenize(name, p.lex)
	}
	p.title.tokens = slices.DeleteFunc(p.title.tokens, func(t token) bool { return t.kind > kindAmount || t.from == t.to || p.lex.grammatical(t.word) })
}

// akin tells two inflections of one word: cellulare, cellulari.
func akin(a, b []byte) bool {
	short, long := min(len(a), len(b)), max(len(a), len(b))
	if short < 3 {
		return string(a) == string(b)
	}
	common := 0
	for common < short && a[common] == b[common] {
		common++
	}
	if common == short {
		return short >= 4 || long-short <= 1
	}
	return short >= 5 && common >= short-2 && common >= 4
}
