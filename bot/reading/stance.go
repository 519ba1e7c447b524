package reading

// A stance is one position the message speaks of, whoever holds it.
type stance struct {
	act        Act
	took       Act // with Withdraw: the position taken back, if named
	status     status
	rank       rank
	reason     Reason
	start, end int32 // byte offsets in the message
	unit       int   // its voting word
	clause     int
	slip       bool
	denial     bool // what it says, it says by denying another position
	item       bool // the item under vote is named with it, among others or not
	excused    bool // inside a reason or a concession: counts only if nothing else does
}

// A status tells what a stance is worth.
type status uint8

const (
	void   status = iota // no position of the author on this item
	memory               // the author's own, but of before
	ask                  // perhaps a position
	firm                 // a position
)

// A rank tells how much a firm stance weighs against another.
type rank uint8

const (
	rankShort  rank = iota // no, ok, 👍
	rankTurned             // non sono contraria
	rankPlain              // contraria
	rankVote               // voto contro, mi astengo
)

// A subject is who a clause speaks of.
type subject uint8

const (
	nobody subject = iota
	author
	another
	several // we
	everyone
)

// A frame is what a clause has said so far: who, how firmly, with what denial.
type frame struct {
	subject  subject
	third    bool // the author in the third person: la sottoscritta
	be, vote form
	article  bool  // the vote word is a noun with its article
	denials  int   // how many words deny
	is       class // the words that colour the verb
	not      bool
	denied   bool // a denial stood earlier in the clause, perhaps of something else
	content  bool // words that say something stand before the predicate
	before   bool // and did before the first predicate of the clause
	ours     bool // and some are of the item's title or are reasons
	idiom    bool // the word just before makes an idiom of what follows
	doubted  bool // the clause it goes on from voiced a doubt: "forse contraria o astenuta"
	colon    bool // it begins after a colon
	heads    int
	begin    int32 // byte where the predicate begins, -1 if none has
	taking   int   // unit+1 of a verb that takes back
	untaken  bool  // and is itself denied
	took     bool
	tookAct  Act
}

// verbal is what colours a predicate, lasting until it is met.
const verbal = classWill | classCan | classDoubt | classWish | classDeclare | classMeant | classSaidSelf | classSaidOther |
	classMine | classTheirs | classBehalf | classNoSuch | classConfirm | classFrom | classPartial | classLaterTime | classInstruct | classThat | classChange

// A parser reads one message.
type parser struct {
	scratch
	title   scratch // the words of the item's title, motion and other names
	learned bool    // title has been filled
	lex     *lexicon
	message string
	context Context

	unfinished bool    // "il mio voto" has been said in this sentence, and not yet what it is
	carried    frame   // what the clause before leaves open
	total      residue // of the whole message, once counted
	counted    bool
	topical    bool // counted: the words of sound, links and time are all of the item's title
	asking     int  // counted: the last clause that is asked, -1 if none
	confirmed  int  // unit+1 of a word that confirms, 0 if none
	changed    int  // unit+1 of a word that announces a change, 0 if none
}

// begin makes the parser ready for a message.
func (p *parser) begin(message string, c Context) {
	p.scratch.reset()
	p.message, p.context = message, c
	p.unfinished = false
	p.carried, p.counted, p.confirmed, p.changed, p.learned = frame{}, false, 0, 0, false
}

// findStances reads the clauses one after another.
func (p *parser) findStances() {
	for i := range p.units {
		p.itemNamed = p.itemNamed || p.units[i].item > 0 && int(p.units[i].item) == p.context.Item
	}
	for n := range p.clauses {
		c := &p.clauses[n]
		f := p.opening(n)
		for i := c.from; i < c.to; i++ {
			p.step(&f, n, i)
		}
		p.finishTaking(&f, n)
		p.unfinished = f.heads == 0 && (p.unfinished || f.is&classDeclare != 0)
		p.carried = f
	}
}

// opening is the frame a clause begins with: empty, but for what a colon or an "and" hands on.
func (p *parser) opening(n int) frame {
	f := frame{begin: -1}
	if n == 0 {
		return f
	}
	before, c := &p.clauses[n-1], &p.clauses[n]
	if before.sentence == c.sentence {
		if p.carried.third {
			f.subject, f.third = author, true
		}
		if p.units[c.from].be&formThird != 0 && p.unfinished {
			f.subject, f.is = author, classDeclare // "il mio voto, se serve, è contrario"
		}
	} else {
		p.unfinished = false
	}
	switch {
	case before.end == kindColon:
		f.vote, f.colon = p.carried.vote, true
		if before.is&(classOther|className) != 0 && p.carried.heads == 0 && p.speaksOfVoting(before) {
			f.is |= classBehalf // "voto io per Anna: favorevole"
		}
		f.is |= p.carried.is & (classDeclare | classSaidOther | classSaidSelf | classMeant | classBehalf)
		if p.carried.subject == author {
			f.subject = author
		} else if p.carried.heads == 0 && p.onlyNames(before) {
			f.is |= classBehalf // "Prof. Greco: contrario": a signature, or somebody's words
		}
	case c.link&(classAnd|classOr) != 0 && c.link&(classBut|classSo) == 0 && before.sentence == c.sentence:
		p.goesOn(&f, before)
	}
	return f
}

// speaksOfVoting: some word of the clause votes.
func (p *parser) speaksOfVoting(c *clause) bool {
	for i := c.from; i < c.to; i++ {
		if p.units[i].vote&formFirst != 0 {
			return true
		}
	}
	return false
}

// goesOn hands on to a clause after "and" or "or" what the clause before has said. People type "e" for "è", so
// a clause that had no verb may only now get it: "Bruni e contrario", "il mio e un voto contrario".
func (p *parser) goesOn(f *frame, before *clause) {
	o := &p.carried
	f.subject, f.third = o.subject, o.third
	f.is = o.is&(classSaidOther|classBehalf) | before.is&classInstruct
	f.content, f.ours = o.before, o.ours
	f.doubted = before.is&classDoubt != 0
	if o.heads == 0 {
		f.is |= o.is & (classMine | classDeclare)
		f.content = o.content && o.be|o.vote == 0
	}
}

// onlyNames: "Prof. Greco:" announces somebody's words.
func (p *parser) onlyNames(c *clause) bool {
	names := 0
	for i := c.from; i < c.to; i++ {
		u := &p.units[i]
		switch {
		case u.is == classWord && names > 0 && c.to-c.from <= 5: // mamma di leo
		case u.plays(className|classOther) || u.is == classWord && u.capital:
			if p.titled(u) {
				return false
			}
			names++
		case u.forms != 0 || u.be != 0 || !u.plays(classFiller) && !u.dot:
			return false
		}
	}
	return names > 0
}

// step takes one unit into the frame, or reads a stance from it.
func (p *parser) step(f *frame, n, i int) {
	u := &p.units[i]
	if !u.word() {
		return
	}
	if f.took && (u.be|u.vote|u.forms)&formFirst != 0 && u.act != Withdraw {
		p.finishTaking(f, n) // "ignore my no I'm in favour"
		*f = frame{begin: -1}
	}
	switch {
	case u.tie:
		p.add(stance{act: Unclear, status: ask, reason: NearSlip, rank: rankPlain}, f, n, i)
	case u.far && len(p.clauses) == 1 && p.alone(n, i):
		p.add(stance{act: Unclear, status: ask, reason: NearSlip, rank: rankPlain}, f, n, i)
	case u.act == Withdraw && u.forms != 0:
		p.take(f, n, i)
	case f.taking > 0 && (u.forms != 0 || u.vote != 0 || u.plays(classSaid|classDeclare)):
		f.took = true
		if u.act != "" {
			f.tookAct = u.act
		}
	case f.vote != 0 && (u.plays(classSide) || u.forms&(formAdjective|formLight|formPhrase|formNoun) != 0 && u.act != ""),
		(f.is&classDeclare != 0 || f.be&(formFirst|formConditional|formFuture|formPast) != 0) && u.plays(classSide) && u.forms == 0 && !f.content:
		p.voted(f, n, i)
	case u.forms != 0:
		p.head(f, n, i)
	case u.plays(classNotVoting) && p.sideFollows(n, i):
		f.not, f.vote, f.subject = true, formFirst, author // "non voto a favore"
	default:
		p.special(f, n, i)
		p.colour(f, i)
	}
	f.idiom = u.plays(classIdiom) && !u.plays(classNot)
}

// colour takes a unit that is no voting word into the frame.
func (p *parser) colour(f *frame, i int) {
	u := &p.units[i]
	p.name(f, i)
	if u.vote != 0 {
		p.voteWord(f, i)
	}
	if u.be != 0 {
		f.be = u.be
	}
	if u.plays(classNot) {
		f.not, f.denied = true, true
		f.denials++
	}
	f.is |= u.is & verbal
	if f.begin < 0 && (u.vote|u.be != 0 || u.plays(verbal&^classTheirs|classNot|classSelf)) {
		f.begin = u.start
	}
	const grammar = verbal | classPastTime | classWith | classHedge | classNot | classSelf | classSelfThird | classIntensifier | classCourtesy | classFiller | classPreposition |
		classThisItem | classNow | classEarlier | classThat | joining | classCorrect | classLaugh | classTag | classItemWord | classIdiom
	if u.vote|u.be == 0 && !u.plays(grammar) && u.item == 0 {
		p.says(f, u)
	}
}

// says takes a word of content: what was denied or wished before it was something else.
func (p *parser) says(f *frame, u *unit) {
	f.content, f.not, f.vote = true, false, 0
	f.be &^= formThird
	f.is &^= classWish | classCan
	f.ours = f.ours || u.plays(classMerit) || p.titled(u)
	f.begin = -1
}

// name notes who the clause is about.
func (p *parser) name(f *frame, i int) {
	u := &p.units[i]
	switch {
	case u.plays(classSelfThird):
		f.subject, f.third = author, true
	case u.plays(classSelf):
		f.subject, f.third = author, false
	case u.plays(classWe):
		f.subject = several
	case u.plays(classIndefinite) && !u.plays(classCourtesy) && f.subject == nobody:
		f.subject = everyone
	case i > 0 && p.units[i-1].plays(classFrom|classSameAs|classOf):
		// da mamma, come genitore: the author's own part; la spiegazione della preside: not who it is about
	case u.plays(classOther) && !u.plays(classCourtesy) && f.subject == nobody:
		f.subject = another
	}
}

// voteWord notes "voto": a verb, or a noun after "il mio".
func (p *parser) voteWord(f *frame, i int) {
	u := &p.units[i]
	f.vote = u.vote
	switch {
	case u.vote&(formFirst|formBase) != 0 && f.is&classMine != 0:
		f.is |= classDeclare
	case u.vote&formFirst != 0 && i > 0 && p.units[i-1].plays(classFiller|classInstruct):
		f.vote, f.article = formNoun, true // un voto
	case u.vote&formFirst != 0 && f.is&classDeclare == 0:
		f.subject = author
	}
}

// add appends a stance; its span runs from where its predicate began to the end of the voting word.
func (p *parser) add(s stance, f *frame, n, i int) {
	u := &p.units[i]
	s.unit, s.clause, s.slip = i, n, s.slip || u.slip
	s.start, s.end = u.start, u.end
	if f.begin >= 0 && f.begin < s.start {
		s.start = f.begin
	}
	p.stances = append(p.stances, s)
	*f = frame{
		begin: -1, subject: f.subject, third: f.third, heads: f.heads + 1, ours: f.ours, before: f.before || f.heads == 0 && f.content,
		is: f.is & (classSaidOther | classBehalf | classSaidSelf),
	}
}

// take notes a verb that takes something back; what, the rest of the clause tells.
func (p *parser) take(f *frame, n, i int) {
	u := &p.units[i]
	if u.forms&formPhrase != 0 {
		p.judge(f, n, i, predicate{act: Withdraw, who: author, rank: rankVote})
		return
	}
	if u.forms&formFirst != 0 && i > 0 && p.units[i-1].plays(classFiller) {
		f.content = true // il ritiro dei bambini
		return
	}
	f.taking, f.untaken = i+1, f.not
	f.took = f.vote != 0 || f.is&(classDeclare|classMine) != 0 && u.forms&(formImperative|formThird) != 0 || // il mio voto non vale
		u.forms&formThird != 0 && p.tookBefore(f, n, i)
	if f.begin < 0 {
		f.begin = u.start
	}
}

// finishTaking reads the withdrawal of a clause, once it is known what is taken back.
func (p *parser) finishTaking(f *frame, n int) {
	if f.taking == 0 || f.untaken || f.subject == another && p.units[f.taking-1].forms&formBase != 0 || !f.took && f.content {
		return
	}
	i := f.taking - 1
	if !f.took && (!p.bare(n, i, classSaid) || p.beingAfter(n, i)) {
		return
	}
	took, weak := f.tookAct, !f.took && p.units[i].forms&(formMaybeLeaning|formThird) != 0
	p.judge(f, n, i, predicate{act: Withdraw, who: author, rank: rankVote})
	s := &p.stances[len(p.stances)-1]
	s.took = took
	if weak && s.status == firm {
		s.status, s.reason = ask, AfterAll // "lasciate stare": the vote, or the microphone?
	}
}

// beingAfter: a verb of being follows unit i: "pretend I'm not here" takes nothing back.
func (p *parser) beingAfter(n, i int) bool {
	for j := i + 1; j < p.clauses[n].to; j++ {
		if p.units[j].be != 0 {
			return true
		}
	}
	return false
}

// tookBefore: what is said to count no more stands before it: "quello che ho scritto non conta", "il mio no non
// vale". A position so taken back is none.
func (p *parser) tookBefore(f *frame, n, i int) bool {
	for j := i - 1; j >= p.clauses[n].from; j-- {
		u := &p.units[j]
		last := len(p.stances) - 1
		switch {
		case u.plays(classSaid):
			return true
		case last >= 0 && p.stances[last].unit == j && p.stances[last].status != void:
			f.tookAct = p.stances[last].act
			p.stances[last].status, p.stances[last].reason = void, AfterAll
			return true
		case u.plays(classWord|classOther|className|classTheirs) && !p.titled(u):
			return false // somebody else's words
		}
	}
	return false
}
