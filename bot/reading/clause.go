package reading

// A clause is a stretch of units between marks and joining words: one predicate, usually.
type clause struct {
	from, to int   // its units
	link     class // the words that join it to what comes before: if, because, but …
	is       class // every part its words play
	sentence int
	end      kind // the mark that ends it, kindWord if a joining word does
	asked    bool // inside a question
	doubted  bool // a tag puts it in doubt: "contraria, giusto?"
	residue  residue
	leads    bool // nothing but courtesy comes before it
	closes   bool // nothing but courtesy comes after it
	reasons  int  // how many clauses up to this one begin a reason
}

// A sentence is a run of clauses up to a full stop.
type sentence struct {
	from, to int   // its clauses
	is       class // every part its words play
	question bool
	year     bool // it names a year
	ifs      int  // its first conditional clause, -1 if none
}

// longestClause bounds a clause in units: nobody writes longer ones, and what is looked up within a clause then
// takes time linear in the message.
const longestClause = 60

const joining = classIf | classBecause | classSo | classBut | classThough | classAnd | classOr | classWhen

// split cuts the units into clauses and sentences.
func (s *scratch) split() {
	c := clause{}
	for i := 0; i < len(s.units); i++ {
		u := &s.units[i]
		switch {
		case i-c.from >= longestClause:
			c = s.closeClause(c, i, kindWord)
			i--
		case u.mark == kindQuote:
		case !u.word():
			c = s.closeClause(c, i, u.mark)
		case s.joins(i):
			if s.empty(c.from, i) {
				c.link |= u.is & joining
			} else {
				link := u.is & joining
				c = s.closeClause(c, i, kindWord)
				c.link = link
			}
			c.is |= u.is
		case u.forms&formFirst != 0 && u.act != Withdraw && s.predicated(c.from, i):
			c = s.closeClause(c, s.groupStart(c.from, i), kindWord)
			c.is |= u.is
		default:
			c.is |= u.is
		}
	}
	s.closeClause(c, len(s.units), kindStop)
	s.sentence()
	s.questions()
}

// joins tells the joining words from the same words inside a list of items or between two light words.
func (s *scratch) joins(i int) bool {
	u := &s.units[i]
	if !u.plays(joining) || u.forms != 0 {
		return false
	}
	return !(u.plays(classAnd|classOr) && i > 0 && i+1 < len(s.units) && s.units[i-1].item > 0 && s.units[i+1].item > 0 && s.continuesItems(i+1))
}

// empty: the clause so far holds only joining words and courtesy.
func (s *scratch) empty(from, to int) bool {
	for i := from; i < to; i++ {
		if !s.units[i].plays(joining) {
			return false
		}
	}
	return true
}

// predicated: the clause already holds a voting word, so that another first person begins a new one.
func (s *scratch) predicated(from, to int) bool {
	for i := from; i < to; i++ {
		if s.units[i].forms != 0 && s.units[i].forms&(formLight|formMaybeLight) == 0 {
			return true
		}
	}
	return false
}

// groupStart goes back from a verb over its negation and pronoun.
func (s *scratch) groupStart(from, i int) int {
	for i > from+1 && s.units[i-1].plays(classNot|classSelf|classFiller) && s.units[i-1].forms == 0 {
		i--
	}
	return i
}

// closeClause ends the clause before unit i and begins the next.
func (s *scratch) closeClause(c clause, i int, end kind) clause {
	next := clause{from: i}
	switch end {
	case kindWord:
	case kindStar:
		next.from, next.link = i+1, classCorrect
	case kindSlash:
		next.from, next.link = i+1, classOr
	default:
		next.from = i + 1
	}
	if i > c.from {
		c.to, c.end = i, end
		s.clauses = append(s.clauses, c)
	} else if n := len(s.clauses); n > 0 && end <= kindNewline && s.clauses[n-1].end < kindQuestion {
		s.clauses[n-1].end = max(s.clauses[n-1].end, end) // "no!?": the stronger of two marks
		next.link |= c.link
	}
	return next
}

// sentence groups the clauses.
func (s *scratch) sentence() {
	sen := sentence{ifs: -1}
	reasons := 0
	for i := range s.clauses {
		c := &s.clauses[i]
		c.sentence = len(s.sentences)
		sen.is |= c.is
		if c.link&classBecause != 0 || i > 0 && s.clauses[i-1].end == kindColon {
			reasons++
		}
		c.reasons = reasons
		if c.link&classIf != 0 && sen.ifs < 0 {
			sen.ifs = i
		}
		for j := c.from; j < c.to; j++ {
			sen.year = sen.year || 1950 <= s.units[j].number && s.units[j].number <= 2100
		}
		if i+1 == len(s.clauses) || c.end == kindStop || c.end == kindQuestion || c.end == kindNewline {
			sen.to, sen.question = i+1, c.end == kindQuestion
			s.sentences = append(s.sentences, sen)
			sen = sentence{from: i + 1, ifs: -1}
		}
	}
}

// conditional tells whether clause n hangs on an "if" of its sentence; one inside a reason given after it
// does not count: "mi astengo perché non so se conviene".
func (s *scratch) conditional(n int) bool {
	ifs := s.sentences[s.clauses[n].sentence].ifs
	return ifs >= 0 && (ifs <= n || s.clauses[ifs].reasons == s.clauses[n].reasons)
}

// questions marks the clauses that are asked. Of "sono contraria, si può mettere a verbale?" only the second is.
func (s *scratch) questions() {
	for n := range s.sentences {
		sen := &s.sentences[n]
		first := s.opener(sen)
		switch {
		case !sen.question && first < 0:
			continue
		case sen.question && sen.ifs == sen.from:
			first = sen.from // "se sono contraria, devo dire perché?"
		case first < 0:
			first = s.lastAsked(sen)
		case sen.question && first > sen.from && s.clauses[first-1].link&classOr != 0:
			first = sen.from // "contrario o favorevole, come si scrive?"
		}
		s.doubt(sen)
		for i := first; i < sen.to; i++ {
			switch c := &s.clauses[i]; {
			case sen.question || i == first || c.link&(classAnd|classOr) != 0 && s.clauses[i-1].asked:
				c.asked = true
			case !s.personal(c):
				c.doubted = true // without the mark, the question may have ended
			}
		}
	}
}

// opener finds the clause that begins as a question does, -1 if none.
func (s *scratch) opener(sen *sentence) int {
	opens := classAsk
	if sen.question {
		opens |= classInvert
	}
	for i := sen.from; i < sen.to; i++ {
		c := &s.clauses[i]
		if c.link&classIf != 0 && !sen.question {
			continue // "se si può pagare a rate sì"
		}
		for j := c.from; j < c.to; j++ {
			u := &s.units[j]
			if u.plays(opens) {
				return i
			}
			if !u.plays(joining|classCourtesy|classFiller|classPreposition) || u.forms != 0 || u.vote != 0 || u.be != 0 {
				break
			}
		}
	}
	return -1
}

// personal: the clause has a verb of the author's own, so that a question without its mark has ended:
// "chi ha fatto i conti, io voto contro".
func (s *scratch) personal(c *clause) bool {
	for i := c.from; i < c.to; i++ {
		if u := &s.units[i]; u.forms&(formFirst|formFuture) != 0 || (u.vote|u.be)&formFirst != 0 {
			return true
		}
	}
	return false
}

// lastAsked is where a question without an opening word begins: its last clause that says something, and what
// "and" or "or" joins to it.
func (s *scratch) lastAsked(sen *sentence) int {
	i := sen.to - 1
	for i > sen.from && (s.onlyCourtesy(&s.clauses[i]) || s.clauses[i].link&(classAnd|classOr) != 0) {
		i--
	}
	if i > sen.from && s.clauses[i].link&classIf != 0 && s.clauses[i-1].end == kindWord {
		i-- // "è corretto astenermi se sono parente?": not the condition is asked
	}
	return i
}

// doubt marks the clause before a tag: "contraria, giusto?".
func (s *scratch) doubt(sen *sentence) {
	if n := sen.to - 1; sen.question && n > sen.from && s.clauses[n].to-s.clauses[n].from == 1 && s.units[s.clauses[n].from].plays(classTag) {
		s.clauses[n-1].doubted = true
	}
}

func (s *scratch) onlyCourtesy(c *clause) bool {
	for i := c.from; i < c.to; i++ {
		u := &s.units[i]
		if u.forms != 0 || !u.plays(classCourtesy|className|classOther) {
			return false
		}
	}
	return true
}
