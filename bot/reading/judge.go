package reading

// judge tells what a predicate is worth and adds the stance.
func (p *parser) judge(f *frame, n, i int, d predicate) {
	s := stance{act: d.act, status: firm, rank: d.rank, reason: PlainWord}
	c := &p.clauses[n]
	s.excused = c.link&(classBecause|classThough) != 0
	p.person(&s, f, n, i, d)
	if s.status == firm {
		p.mood(&s, f, n, i, d)
	}
	if s.status >= ask && d.not {
		p.turn(&s, f, d)
	}
	if s.status >= ask {
		p.aim(&s, n, i)
	}
	if s.status == firm && c.doubted {
		s.status, s.reason = ask, Doubtful
	}
	p.add(s, f, n, i)
}

// person voids what is not the author's own, or asks.
func (p *parser) person(s *stance, f *frame, n, i int, d predicate) {
	u, c := &p.units[i], &p.clauses[n]
	own := d.mood == formFirst && !d.none && d.who == author || f.is&(classWill|classWish|classDeclare|classMeant) != 0 && d.who == author
	switch {
	case u.quoted && f.colon && f.subject != author && f.is&classDeclare == 0 && p.unquoted:
		s.status, s.reason = void, Quoted // Anna: "sono contraria"
	case u.quoted && f.vote == 0 && f.be == 0 && f.is&classDeclare == 0 && p.unquoted:
		s.status, s.reason = void, Quoted
	case c.asked && !p.sentences[c.sentence].question && own && d.rank == rankVote:
		s.status, s.reason = ask, Question // "chi ha fatto i conti non lo so io voto contro"
	case c.asked || d.who == everyone:
		s.status, s.reason = void, Question
	case c.link&classOr != 0 && n > 0 && p.clauses[n-1].asked && d.none:
		s.status, s.reason = ask, TwoPositions // "contrario? o astenuto"
	case !own && (c.is|f.is)&classInstruct != 0 && d.act != Withdraw:
		s.status, s.reason = void, Question
	case !own && p.sentences[c.sentence].is&classInstruct != 0 && d.act != Withdraw:
		s.status, s.reason = ask, Question
	case f.is&classSaidOther != 0 && f.is&classThat == 0 && f.subject != author && own:
		s.status, s.reason = ask, ForAnother // "Rossi dice sono contrario": said by whom?
	case f.is&classSaidOther != 0 && f.subject != author:
		s.status, s.reason = void, Reported
	case d.who == another && p.uncertainHolder(f, i, d):
		s.status, s.reason = ask, ForAnother
	case d.who == another:
		s.status, s.reason = void, Reported
	case d.who == several && d.mood&formPast != 0:
		s.status, s.reason = void, Past
	case d.who == several:
		s.status, s.reason = ask, ForSeveral
	case f.is&classBehalf != 0:
		s.status, s.reason = ask, ForAnother
	case d.none && (i > c.from || u.plays(classPreposition)) && p.attributive(n, i):
		s.status, s.reason = void, OtherTopic
	case d.none && f.idiom:
		s.status, s.reason = void, OtherTopic
	case d.none && f.content && !f.ours && f.heads == 0:
		s.status, s.reason = ask, Reported // "Rossi contraria": whose is it?
	}
}

// uncertainHolder: it looks like somebody else's, but a verb is missing ("la collega contraria") or the author is
// named with it ("mia zia è contraria").
func (p *parser) uncertainHolder(f *frame, i int, d predicate) bool {
	if f.be|f.vote == 0 && d.rank == rankPlain && p.units[i].forms&formAdjective != 0 {
		return true
	}
	return f.be&formThird != 0 && f.is&classMine != 0 && f.subject != another
}

// attributive: the word belongs to what the clause goes on to tell of: "una mozione contraria non è stata presentata".
func (p *parser) attributive(n, i int) bool {
	for j := i + 1; j < p.clauses[n].to; j++ {
		switch u := &p.units[j]; {
		case u.be&formThird != 0 && !u.plays(classFiller):
			return true
		case u.plays(classAsk|classCan) && p.units[i].plays(classPreposition):
			return true // "contro il regolamento non si può andare"
		case !u.plays(classNot|classFiller|classIntensifier) && !p.units[i].plays(classPreposition):
			return false
		}
	}
	return false
}

// mood voids what is of another time and asks about what is not plainly so.
func (p *parser) mood(s *stance, f *frame, n, i int, d predicate) {
	c := &p.clauses[n]
	sen := &p.sentences[c.sentence]
	switch {
	case f.is&classSaidSelf != 0 && f.is&classMeant == 0, d.none && f.is&classFrom != 0 && i > 0 && p.units[i-1].plays(classFrom):
		s.status, s.reason = memory, AfterAll
	case d.mood&formPast != 0:
		s.status, s.reason = memory, AfterAll
		if sen.is&classPastTime != 0 || sen.year || f.be&formPast != 0 && f.vote == 0 && d.rank == rankPlain && c.is&classEarlier == 0 {
			s.status, s.reason = void, Past
		}
	case d.mood&formFuture != 0 && p.laterTime(n), (f.is&classWill != 0 && c.is&classLaterTime != 0 || f.is&classLaterTime != 0) && c.link&classBecause == 0:
		s.status, s.reason = void, Past
	case d.mood&formFuture != 0 && sen.is&classWhen != 0:
		s.status, s.reason = ask, Doubtful
	case d.act == Withdraw:
	case p.conditional(n):
		s.status, s.reason = ask, Conditional
	case d.mood&formConditional != 0, d.mood&formInfinitive != 0 && f.be&formConditional != 0, f.is&(classDoubt|classWish) != 0, (d.none || d.mood&formInfinitive != 0) && f.doubted, p.doubtAfter(n, i):
		s.status, s.reason = ask, Doubtful
	case (f.is|c.is)&classPartial != 0:
		s.status, s.reason = ask, TwoPositions
	case d.mood&formInfinitive != 0 && f.is&(classWill|classDeclare|classMeant|classCan) == 0 && f.vote == 0 && f.be == 0 && !f.third:
		s.status, s.reason = ask, Doubtful
	case f.is&classCan != 0 && f.is&classWill == 0 && !d.not && d.act != Assent:
		s.status, s.reason = ask, Doubtful // posso astenermi: may I?
	}
}

// doubtAfter: "contraria, forse".
func (p *parser) doubtAfter(n, i int) bool {
	c := &p.clauses[n]
	for j := i + 1; j < c.to; j++ {
		if u := &p.units[j]; u.word() && u.plays(classDoubt|classHedge) {
			return j+1 == c.to
		}
	}
	if n+1 < len(p.clauses) && c.sentence == p.clauses[n+1].sentence {
		next := &p.clauses[n+1]
		for j := next.from; j < next.to; j++ {
			if !p.units[j].plays(classDoubt | classHedge | classSelf) {
				return false
			}
		}
		return next.is&(classDoubt|classHedge) != 0
	}
	return false
}

// turn applies a denial.
func (p *parser) turn(s *stance, f *frame, d predicate) {
	s.rank, s.denial = min(s.rank, rankTurned), true
	switch {
	case s.act == Object:
		s.act = Assent
	case s.act == Assent:
		s.act = Object
	default:
		s.act = Unclear
	}
	if s.status != firm {
		return
	}
	s.reason = Negated
	unsure := f.vote != 0 || f.denials > 2 || // non sono né convinta né contraria
		f.is&(classWill|classCan) != 0 && s.act == Assent
	if s.act == Unclear || unsure {
		s.status = ask // "non voto contro": then how?
	}
}

// farthestLead is how many clauses before its own a time to come may stand.
const farthestLead = 4

// laterTime: the clause, or one that leads to it, names a time to come.
func (p *parser) laterTime(n int) bool {
	for i := max(p.sentences[p.clauses[n].sentence].from, n-farthestLead); i <= n; i++ {
		if p.clauses[i].is&classLaterTime != 0 {
			return true
		}
	}
	return false
}
