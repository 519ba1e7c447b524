package reading

// A unit is a phrase of the message with the sense it has here: a voting phrase, a piece of grammar, a mark of
// punctuation, a number, a word nobody knows.
type unit struct {
	sense
	start, end int32 // byte offsets in the message
	token      int32 // its first token
	item       int32 // the number of the agenda item it names, 0 if none
	listed     bool  // only because it stands as "1)": it may number the author's own points
	number     int32
	mark       kind // kindWord for words
	capital    bool
	slip       bool
	tie        bool
	far        bool // resembles a voting word, but not nearly enough
	quoted     bool // inside quotation marks
}

func (u *unit) plays(c class) bool { return u.is&c != 0 }

// word tells words from marks.
func (u *unit) word() bool { return u.mark <= kindAmount }

// scratch holds the buffers of one reading, kept for the next.
type scratch struct {
	text, key, squeezed []byte
	tokens              []token
	units               []unit
	clauses             []clause
	sentences           []sentence
	stances             []stance
	is                  class // every part the message's words play
	quotes              bool  // some line was quoted
	unquoted            bool  // some word stands outside quotation marks
	itemNamed           bool  // the item under vote is named by its number
}

func (s *scratch) reset() {
	s.text, s.tokens, s.units = s.text[:0], s.tokens[:0], s.units[:0]
	s.clauses, s.sentences, s.stances = s.clauses[:0], s.sentences[:0], s.stances[:0]
	s.is, s.quotes, s.unquoted, s.itemNamed = 0, false, false, false
}

// tag turns the tokens into units.
func (s *scratch) tag(lex *lexicon, body []string) {
	s.mend(lex)
	order := lex.prefer(s.tokens, body)
	quoted := false
	for i := 0; i < len(s.tokens); {
		t := &s.tokens[i]
		if t.kind == kindQuote {
			quoted = !quoted
		}
		u := unit{start: t.start, end: t.end, token: int32(i), mark: t.kind, number: t.number, capital: t.capital, slip: t.slip, tie: t.tie, far: t.far, quoted: quoted}
		length := 1
		if t.kind <= kindAmount {
			found, n := lex.match(s.tokens, i, order)
			if n == 0 {
				u.is = unknown(t, i)
			} else {
				u.sense, length = found, n
				u.end = s.tokens[i+n-1].end
				for _, part := range s.tokens[i : i+n] {
					u.slip = u.slip || part.slip
				}
			}
			if n, ok := lex.numbers[t.word]; ok && t.word != 0 {
				u.number = n
			}
		}
		s.is |= u.is
		s.unquoted = s.unquoted || u.word() && !u.quoted
		s.units = append(s.units, u)
		i += length
		if u.dot && i < len(s.tokens) && s.tokens[i].kind == kindStop {
			i++
		}
	}
	s.items()
}

// mend gives mistyped words the voting word they stand near to. Names are left alone.
func (s *scratch) mend(lex *lexicon) {
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.kind != kindWord || t.word != 0 || t.capital && i > 0 && s.tokens[i-1].kind == kindWord {
			continue
		}
		word := s.text[t.from:t.to]
		if longestRun(word) > 2 {
			s.squeezed = squeeze(s.squeezed[:0], word, 1)
			word = s.squeezed
		}
		switch id, near := lex.slip(word, len(s.tokens) <= 4); near {
		case sameWord:
			t.word, t.slip = id, true
		case twoWords:
			t.tie = true
		case farWord:
			t.far = true
		}
	}
}

func unknown(t *token, i int) class {
	if t.kind != kindWord {
		return 0
	}
	if t.capital && i > 0 {
		return classWord | className
	}
	return classWord
}

// items finds the numbers that name items of the agenda: "punto 4", "al 5", "5)", "punti 4 e 5".
func (s *scratch) items() {
	for i := range s.units {
		u := &s.units[i]
		if u.number <= 0 || u.number > 99 || u.mark > kindNumber {
			continue
		}
		switch {
		case s.atItemWord(i), s.continuesItems(i), u.mark == kindNumber && s.afterPlace(i) && s.beforePredicate(i):
			u.item = u.number
		case u.mark == kindNumber && s.listNumber(i) && s.beforePredicate(i):
			u.item, u.listed = u.number, true
		}
	}
}

// atItemWord: the word for an item stands before the number, or after an ordinal.
func (s *scratch) atItemWord(i int) bool {
	if i > 0 && s.units[i-1].plays(classItemWord) {
		return true
	}
	return s.units[i].mark == kindWord && i+1 < len(s.units) && s.units[i+1].plays(classItemWord)
}

// afterPlace: "al 5", "sul 4", "on 3".
func (s *scratch) afterPlace(i int) bool {
	return i > 0 && s.units[i-1].plays(classPreposition|classFiller)
}

// listNumber: "5)", "5:" at the beginning of what is said.
func (s *scratch) listNumber(i int) bool {
	if i > 0 && s.units[i-1].word() {
		return false
	}
	return i+1 < len(s.units) && (s.units[i+1].mark == kindClose || s.units[i+1].mark == kindColon || s.units[i+1].mark == kindStop) && i+2 < len(s.units)
}

// beforePredicate: nothing follows that the number would count ("a 15 euro").
func (s *scratch) beforePredicate(i int) bool {
	if i+1 == len(s.units) {
		return true
	}
	n := &s.units[i+1]
	if !n.word() {
		return n.mark != kindAmount
	}
	const counted = classWord | classMerit | classChatter | classOther | className
	return n.mark == kindWord && !n.plays(counted) || n.forms != 0 || n.vote != 0
}

// continuesItems: the number goes on a list of items and no position of its own follows.
func (s *scratch) continuesItems(i int) bool {
	if i < 2 || s.units[i].mark != kindNumber || s.units[i-2].item == 0 || s.units[i-1].mark != kindComma && !s.units[i-1].plays(classAnd|classOr) {
		return false
	}
	return i+1 == len(s.units) || !s.units[i+1].word() || s.units[i+1].plays(classAnd|classOr)
}
