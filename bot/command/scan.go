package command

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word as it was typed. Its place in the source is kept, so that
// free text can be taken verbatim from any token on.
type token struct {
	fold       string // without quotes and the punctuation around it
	raw        string // likewise, as typed
	start, end int    // in the source, quotes included
	quoted     bool
	// sep is the sign after it that parts it from what follows: a comma, a
	// semicolon, a colon or an equals sign. Zero for none.
	sep rune
	dot bool // an abbreviation: "M."
	eol bool // the last of its line
	// line is where the tokens of its line end, in the list of all.
	line int
}

// scan cuts a line into tokens. It never fails: a quote that is not closed is
// a character like others.
func scan(src string) []token {
	var toks []token
	q := quotes{}
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRuneInString(src[i:])
		if unicode.IsSpace(r) {
			if r == '\n' && len(toks) > 0 {
				toks[len(toks)-1].eol = true
			}
			i += n
			continue
		}
		t, next := q.scanToken(src, i)
		i = next
		if t.fold != "" || t.quoted {
			toks = append(toks, t)
		} else if len(toks) > 0 && t.sep != 0 {
			toks[len(toks)-1].sep = t.sep // " , " belongs to the word before
		}
	}
	end := len(toks)
	for i := len(toks) - 1; i >= 0; i-- {
		if toks[i].eol {
			end = i + 1
		}
		toks[i].line = end
	}
	return toks
}

func (q quotes) scanToken(src string, start int) (t token, next int) {
	if end := q.closing(src, start); end > 0 {
		_, open := utf8.DecodeRuneInString(src[start:])
		_, closes := utf8.DecodeLastRuneInString(src[:end])
		raw := src[start+open : end-closes]
		t = token{fold: fold(strings.TrimSpace(raw)), raw: raw, start: start, end: end, quoted: true}
		if r, n := utf8.DecodeRuneInString(src[end:]); strings.ContainsRune(",;:", r) {
			t.sep = r
			return t, end + n
		}
		return t, end
	}
	end := start
	var before rune
	for end < len(src) {
		r, n := utf8.DecodeRuneInString(src[end:])
		if unicode.IsSpace(r) {
			break
		}
		end += n
		if breaks(before, r, src[start:end-n], src[end:]) {
			break
		}
		before = r
	}
	return trimmed(src, start, end), end
}

// breaks reports whether a token ends after r although no space follows: after
// an apostrophe, a comma that is not between digits, and the equals sign of
// "name=value".
func breaks(before, r rune, soFar, rest string) bool {
	after, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case '\'', '’':
		return unicode.IsLetter(before) && unicode.IsLetter(after)
	case ',', ';':
		return !unicode.IsDigit(before) || !unicode.IsDigit(after)
	case '=':
		return soFar != "" && !strings.ContainsFunc(soFar, func(r rune) bool {
			return !unicode.IsLetter(r) && r != '-'
		})
	}
	return false
}

// quotes remembers the quotation marks that are never closed in the rest of a
// source, so that each is looked for once.
type quotes map[string]bool

// closing finds the end of a quotation that begins at i, or 0.
func (q quotes) closing(src string, i int) int {
	r, n := utf8.DecodeRuneInString(src[i:])
	marks := map[rune]string{'"': `"`, '“': `”"`, '„': `“”"`, '«': `»`}[r]
	if marks == "" || q[marks] {
		return 0
	}
	j := strings.IndexAny(src[i+n:], marks)
	if j < 0 {
		q[marks] = true
		return 0
	}
	_, m := utf8.DecodeRuneInString(src[i+n+j:])
	return i + n + j + m
}

// trimmed takes the punctuation off a word and remembers what matters of it.
func trimmed(src string, start, end int) token {
	t := token{start: start, end: end}
	word := strings.TrimLeft(src[start:end], "([{")
	for word != "" {
		r, n := utf8.DecodeLastRuneInString(word)
		if !strings.ContainsRune(",;:=.!?)]}…", r) {
			break
		}
		switch r {
		case ',', ';', ':', '=':
			t.sep = r
		case '.':
			t.dot = true
		}
		word = word[:len(word)-n]
	}
	t.raw, t.fold = word, fold(word)
	after, _ := utf8.DecodeRuneInString(src[end:])
	if unicode.IsLetter(after) {
		t.fold = strings.TrimSuffix(t.fold, "'") // "D'" of "D'Angelo"
	}
	return t
}

// phrase is one or more words that mean a value.
type phrase struct {
	words []string
	value string
}

// phrases are tried longest first, so that "in sede" is not taken for "in".
type phrases []phrase

// add reads the comma-separated ways of saying a value.
func (p phrases) add(value, spoken string) phrases {
	for way := range strings.SplitSeq(spoken, ",") {
		var words []string
		for _, t := range scan(way) {
			words = append(words, t.fold)
		}
		if len(words) == 0 {
			continue
		}
		at := 0
		for at < len(p) && len(p[at].words) >= len(words) {
			at++
		}
		p = append(p[:at], append(phrases{{words, value}}, p[at:]...)...)
	}
	return p
}

// match finds the longest phrase that the tokens begin with, and how many
// tokens it takes; 0 for none.
func (p phrases) match(toks []token) (value string, n int) {
	for _, f := range p {
		if len(f.words) <= len(toks) && f.begins(toks) {
			return f.value, len(f.words)
		}
	}
	return "", 0
}

// begins reports whether the tokens start with the phrase, which no comma may
// cut in two.
func (f phrase) begins(toks []token) bool {
	for i, w := range f.words {
		if toks[i].fold != w || toks[i].quoted && len(f.words) > 1 {
			return false
		}
		if toks[i].sep != 0 && i < len(f.words)-1 {
			return false
		}
	}
	return true
}

// suffix takes off the end of a word a phrase of one word, and tells what it means.
func (p phrases) suffix(word string) (rest, value string) {
	for _, f := range p {
		if rest, ok := strings.CutSuffix(word, f.words[0]); ok && len(f.words) == 1 && rest != "" {
			return rest, f.value
		}
	}
	return word, ""
}

// get finds a whole saying: all the tokens, or none.
func (p phrases) get(toks []token) (value string, ok bool) {
	value, n := p.match(toks)
	return value, n > 0 && n == len(toks)
}
