package reading

// A predicate is a voting word with the person and mood its clause gives it.
type predicate struct {
	act  Act
	who  subject
	mood form // formFirst for a plain present
	rank rank
	not  bool
	none bool // no verb and no subject: the word alone
}

// head reads a voting word by its form.
func (p *parser) head(f *frame, n, i int) {
	u := &p.units[i]
	d := predicate{act: u.act, mood: formFirst, rank: rankPlain, not: f.not}
	switch forms := u.forms; {
	case forms&formAdjective != 0:
		p.adjective(f, n, i, d)
	case forms&(formLight|formMaybeLight) != 0:
		p.light(f, n, i)
	case forms&formFirst != 0:
		d.who, d.rank, d.not = author, rankVote, f.not && p.justDenied(n, i)
		p.judge(f, n, i, d)
	case forms&formNoun != 0 && i > 0 && p.units[i-1].plays(classFiller|classMine|classTheirs):
		p.noun(f, n, i, d)
	case forms&formBase != 0:
		p.base(f, n, i, d)
	case forms&formInfinitive != 0:
		p.infinitive(f, n, i, d)
	case forms&formNoun != 0, forms&formPlural != 0 && f.is&classNoSuch != 0:
		p.noun(f, n, i, d)
	case forms&(formPhrase|formTurned) != 0 && i > p.clauses[n].from && p.units[i-1].plays(classFiller) && !p.units[i-1].plays(classPreposition|classWith|classOf):
		f.content = true // manca il nulla osta
	case forms&(formPhrase|formTurned) != 0:
		d.who, d.not = author, f.not && forms&formPhrase != 0
		d.mood |= f.be & (formPast | formFuture | formConditional)
		if p.units[i].plays(classSelf) {
			d.who = author // dico no
		} else if f.subject >= another && f.is&classDeclare == 0 {
			d.who = f.subject
		} else if f.be&formThird != 0 && f.subject != author && f.is&classDeclare == 0 {
			d.who = another // è stato approvato
		}
		if forms&formTurned != 0 {
			d.rank = rankTurned
		}
		p.judge(f, n, i, d)
	case forms&formLeaning != 0, forms&formMaybeLeaning != 0 && p.bare(n, i, 0):
		p.leaning(f, n, i, d)
	case forms&formMaybeLeaning != 0:
		f.content = f.content || u.is == 0
		p.colour(f, i)
	case forms&formPlural != 0:
		p.plural(f, n, i, d)
	case forms&formWe != 0:
		d.who = several
		p.judge(f, n, i, d)
	case forms&formThird != 0:
		d.who, d.rank = another, rankVote
		if f.subject == author && f.third {
			d.who = author
		} else if f.subject == everyone {
			d.who = everyone
		}
		p.judge(f, n, i, d)
	default: // future, conditional, past
		d.who, d.mood, d.rank = author, forms, rankVote
		p.judge(f, n, i, d)
	}
}

// justDenied: the denial stands right before the verb, as it must before one in the first person: "nemmeno
// convinta mi astengo" abstains.
func (p *parser) justDenied(n, i int) bool {
	for j := i - 1; j >= p.clauses[n].from; j-- {
		switch u := &p.units[j]; {
		case u.plays(classNot):
			return true
		case !u.plays(classFiller | classSelf):
			return false
		}
	}
	return false
}

// adjective reads "contraria" and "against": somebody's by the verb "to be" or by the subject, the author's
// where neither is there.
func (p *parser) adjective(f *frame, n, i int, d predicate) {
	if p.counts(i) {
		d.who = everyone // 1 astenuto: a tally
		if int(p.units[i-1].number) == p.context.Item {
			d.who, d.mood = author, formConditional // or the item's number
		}
		p.judge(f, n, i, d)
		return
	}
	if p.units[i].plays(classFiller) && f.be == 0 {
		p.colour(f, i) // "for it" needs its verb
		return
	}
	d.not = d.not || p.denies(n, i+1)
	d.who = f.subject
	switch be := f.be; {
	case f.is&(classDeclare|classMeant|classChange) != 0 && f.subject != another && f.subject != everyone:
		d.who = author
	case be&formFirst != 0:
		d.who = author
	case be&formThird != 0:
		if f.subject != everyone && f.subject != several && !(f.subject == author && f.third) {
			d.who = another
		}
	case be&formWe != 0:
		d.who = several
	case be&(formPast|formFuture|formConditional) != 0:
		d.mood = be
		if f.subject == nobody {
			d.who = author
			if f.content && be&formPast != 0 {
				d.who = another // the board was against
			}
		}
	case be&formInfinitive != 0:
		d.mood = formInfinitive
		if f.subject == nobody {
			d.who = author
		}
	case f.subject == nobody:
		d.who, d.none = author, true
	}
	if f.subject == several && d.who == author {
		d.who = several
	}
	p.judge(f, n, i, d)
	if s := &p.stances[len(p.stances)-1]; d.none && s.status == firm && p.units[i].forms&formLight != 0 && !s.item {
		p.weigh(s, n, false, false) // "d'accordo, mando il file" agrees to something else
	}
}

// denies: "contrario no", "favorevole nemmeno".
func (p *parser) denies(n, j int) bool {
	if j+1 != p.clauses[n].to || p.clauses[n].asked {
		return false
	}
	u := &p.units[j]
	return u.forms&formLight != 0 && u.act == Object && u.plays(classSide) || u.plays(classNot)
}

// plural reads "contrari": several people's, or a question, or a tally.
func (p *parser) plural(f *frame, n, i int, d predicate) {
	d.who = everyone
	if f.be&formWe != 0 || f.subject == several || p.clauses[n].is&(classSelf|classWe) != 0 || p.bare(n, i, 0) && len(p.clauses) == 1 {
		d.who = several
	}
	p.judge(f, n, i, d)
}

// base reads an English verb, whose person only the subject tells.
func (p *parser) base(f *frame, n, i int, d predicate) {
	d.who, d.rank, d.none = f.subject, rankVote, f.subject == nobody
	if f.be&formPast != 0 {
		d.mood = formPast
	}
	firmly := f.is&(classWill|classCan|classWish|classDoubt|classDeclare) != 0
	switch {
	case f.subject == nobody && f.content && !firmly:
		d.who = another
	case f.subject == nobody && f.be != 0 && !firmly:
		d.who = another
	case f.subject == nobody:
		d.who = author
	}
	if d.who == another && p.units[i].forms&formNoun != 0 && f.is&(classMine|classDeclare) != 0 {
		d.who = author
	}
	if f.is&classTheirs != 0 {
		d.who = another
	}
	p.judge(f, n, i, d)
}

// infinitive reads "astenermi": a position only where another verb makes it one.
func (p *parser) infinitive(f *frame, n, i int, d predicate) {
	d.who, d.mood, d.rank = f.subject, formInfinitive, rankVote
	if f.subject == nobody {
		d.who = author
	}
	if f.is&(classWill|classCan|classDoubt|classWish|classDeclare|classSaidOther|classMeant) == 0 && f.heads > 0 {
		return // mi oppongo ad approvare: one position, already read
	}
	p.judge(f, n, i, d)
}

// noun reads "astensione", "obiezione": the author's where they own it, declare it or say nothing else.
func (p *parser) noun(f *frame, n, i int, d predicate) {
	d.who = another
	switch {
	case f.is&classNoSuch != 0 || f.not && f.is&classMine == 0 && f.is&classDeclare == 0:
		d.who, d.not = author, true
		if d.act == Abstain || d.act == Assent {
			d.who = everyone // nessuna astensione: a tally
		}
	case f.is&(classMine|classDeclare|classWill) != 0 && f.subject != another:
		d.who = author
		if f.denied && !f.not {
			d.mood = formConditional // "non concedo affatto il mio consenso": what was denied?
		}
	case (f.vote|f.be&formFirst) != 0 && f.subject != another:
		d.who = author
	case d.act != Assent && f.is&classTheirs == 0 && p.bare(n, i, 0):
		d.who = author
	case d.act != Assent && i == p.clauses[n].from && p.clauses[n].to-i == 2:
		d.who, d.mood = author, formConditional // astensione tattica: to be asked
	}
	p.judge(f, n, i, d)
}

// leaning reads a phrase that only ever asks.
func (p *parser) leaning(f *frame, n, i int, d predicate) {
	d.who, d.mood = author, formConditional
	if f.subject >= another {
		d.who = f.subject
	}
	if f.be&formThird != 0 && f.subject != author {
		d.who = another
	}
	d.not = false
	p.judge(f, n, i, d)
}

// voted reads the word that a vote word makes a position: "voto no".
func (p *parser) voted(f *frame, n, i int) {
	u := &p.units[i]
	d := predicate{act: u.act, who: f.subject, mood: formFirst, rank: rankVote, not: f.not}
	switch vote := f.vote; {
	case f.is&classDeclare != 0 && f.subject != another && f.subject != everyone:
		d.who = author
		if f.be&(formPast|formConditional) != 0 {
			d.mood = f.be
		}
	case vote == 0:
		d.who = author // sono per il no
		d.mood |= f.be & (formConditional | formFuture | formPast)
	case vote&formFirst != 0:
		d.who = author
		if f.is&classTheirs != 0 {
			d.who = another
		}
	case vote&formThird != 0:
		if f.subject != everyone && !(f.subject == author && f.third) {
			d.who = another
		}
	case vote&formWe != 0:
		d.who = several
		d.mood |= vote & formPast
	case vote&formBase != 0 && f.subject == nobody && f.content:
		d.who = another // Karen voted against
	case vote&(formFuture|formConditional|formPast|formInfinitive) != 0:
		d.mood = vote & (formFuture | formConditional | formPast | formInfinitive)
		if f.subject == nobody {
			d.who = author
		}
	default: // a noun, or the bare English "vote", "voting"
		p.votedBarely(f, &d)
	}
	p.judge(f, n, i, d)
}

// votedBarely reads a vote word that tells no person: "voto di astensione", "voting no".
func (p *parser) votedBarely(f *frame, d *predicate) {
	if f.subject != nobody {
		return
	}
	d.who, d.none = author, true
	if f.vote&formBase != 0 && f.is&(classDeclare|classMine) == 0 && !f.colon {
		d.mood = formConditional // "vote no": the author's, or advice to all
	}
	article := f.vote == formNoun && f.article
	switch {
	case f.is&classMine != 0:
	case article && f.be == 0 && !f.content && len(p.clauses) == 1:
		d.mood = formConditional // "un voto contrario" and nothing more: to be asked
	case article, f.content, f.be&formThird != 0:
		d.who = another
	}
}
