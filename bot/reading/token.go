package reading

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

type wordID uint32

// A kind tells what a token is before the lexicon is asked.
type kind uint8

const (
	kindWord     kind = iota
	kindNumber        // digits alone
	kindAmount        // digits joined to something: 12/10, 3B, 20%, €
	kindComma         // , … – and the like
	kindColon         // :
	kindStop          // . ! ;
	kindQuestion      // ?
	kindNewline       //
	kindOpen          // ( [
	kindClose         // ) ]
	kindQuote         // " « » “ ”
	kindSlash         // / between words
	kindStar          // * before a word, as people mark a correction
)

// A token is a piece of the message: start and end are byte offsets in it.
type token struct {
	start, end int32
	from, to   int32 // its folded text in scratch.text
	word       wordID
	number     int32
	kind       kind
	accented   bool // some letter carries an accent, or an apostrophe stands for one
	capital    bool // a capital first letter in a message not all in capitals
	slip       bool // a voting word found by nearness
	tie        bool // as near to one position's word as to another's
	far        bool // resembles a voting word, but not nearly enough
}

// A tokenizer cuts one message. Its buffers live in the scratch and are used again.
type tokenizer struct {
	*scratch
	lex     *lexicon
	message string
	at      int
	caps    bool // the whole message is in capitals
}

// tokenize cuts the message into s.tokens. Quoted lines and struck-out text are left out: they are somebody
// else's words, or words taken back.
func (s *scratch) tokenize(message string, lex *lexicon) {
	t := tokenizer{scratch: s, lex: lex, message: message, caps: allCapitals(message)}
	lineStart := true
	for t.at < len(t.message) {
		if lineStart && t.skipQuotedLine() {
			continue
		}
		r, size := utf8.DecodeRuneInString(t.message[t.at:])
		lineStart = r == '\n'
		switch {
		case r == '\n':
			t.mark(kindNewline, size)
		case unicode.IsSpace(r), vanishes(r):
			t.at += size
		case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
			t.letters()
		case unicode.IsDigit(r):
			t.digits()
		default:
			t.sign(r, size)
		}
	}
}

func allCapitals(message string) bool {
	capitals := 0
	for _, r := range message {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals > 1
}

// skipQuotedLine passes over a line that begins with ">", or over all the rest after ">>>".
func (t *tokenizer) skipQuotedLine() bool {
	line := strings.TrimLeft(t.message[t.at:], " \t\u00a0")
	if !strings.HasPrefix(line, ">") && !strings.HasPrefix(line, "&gt;") {
		return false
	}
	t.quotes = true
	end := strings.IndexByte(t.message[t.at:], '\n')
	if end < 0 || strings.HasPrefix(line, ">>>") {
		end = len(t.message) - t.at - 1
	}
	t.at += end + 1
	return true
}

func (t *tokenizer) mark(k kind, size int) {
	t.tokens = append(t.tokens, token{start: int32(t.at), end: int32(t.at + size), kind: k})
	t.at += size
}

// letters reads one word. An apostrophe before a letter ends it (d'accordo is two words); one at the end of
// a word stands for an accent (e', si').
func (t *tokenizer) letters() {
	start, from := t.at, len(t.text)
	accented, capitals, runes := false, 0, 0
	for t.at < len(t.message) {
		r, size := utf8.DecodeRuneInString(t.message[t.at:])
		if apostrophe(r) {
			if t.letterAt(t.at + size) {
				t.text = append(t.text, '\'')
			} else {
				accented = true
			}
			t.at += size
			break
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !vanishes(r) {
			break
		}
		if r == 'º' || r == 'ª' {
			t.at += size
			break
		}
		if unicode.IsUpper(r) {
			capitals++
		}
		var marked bool
		t.text, marked = appendFolded(t.text, r)
		accented = accented || marked
		runes++
		t.at += size
	}
	t.neutralEnding(start)
	if t.link(start) {
		t.text = t.text[:from]
		return
	}
	first, _ := utf8.DecodeRuneInString(t.message[start:])
	t.word(token{
		start: int32(start), end: int32(t.at), from: int32(from), accented: accented,
		capital: !t.caps && unicode.IsUpper(first) && (capitals == 1 || runes == capitals && runes > 3),
	})
}

// neutralEnding reads contrari* and contrari@ as contrario, unless the star closes a bold word.
func (t *tokenizer) neutralEnding(start int) {
	if t.at >= len(t.message) || t.at-start < 4 || t.letterAt(t.at+1) {
		return
	}
	if c := t.message[t.at]; c != '*' && c != '@' || start > 0 && t.message[start-1] == '*' {
		return
	}
	t.text = append(t.text, 'o')
	t.at++
}

// link passes over the rest of an address: "https://…" says nothing about a vote.
func (t *tokenizer) link(start int) bool {
	rest := t.message[t.at:]
	if !strings.HasPrefix(rest, "://") && !strings.EqualFold(t.message[start:t.at], "www") {
		return false
	}
	for t.at < len(t.message) && t.message[t.at] > ' ' {
		t.at++
	}
	return true
}

func (t *tokenizer) letterAt(i int) bool {
	r, _ := utf8.DecodeRuneInString(t.message[min(i, len(t.message)):])
	return unicode.IsLetter(r)
}

// word looks the folded text up and appends the token, or the tokens a shorthand stands for.
func (t *tokenizer) word(tok token) {
	tok.to = int32(len(t.text))
	if tok.to == tok.from {
		return
	}
	e := t.find(t.text[tok.from:tok.to], tok.accented)
	if last := tok.to - 1; e.id == 0 && len(e.stands) == 0 && t.text[last] == '\'' {
		e = t.find(t.text[tok.from:last], false) // vote's
	}
	if len(e.stands) == 0 {
		tok.word = e.id
		t.tokens = append(t.tokens, tok)
		return
	}
	for _, id := range e.stands {
		tok.word = id
		t.tokens = append(t.tokens, tok)
	}
}

// find looks a word up as it is, without its accent, and with its repeated letters cut.
func (t *tokenizer) find(word []byte, accented bool) entry {
	if e, ok := t.lookup(word, accented); ok || longestRun(word) < 2 || len(word) > 64 {
		return e
	}
	for keep := 2; keep >= 1; keep-- {
		t.squeezed = squeeze(t.squeezed[:0], word, keep)
		if e, ok := t.lookup(t.squeezed, accented); ok {
			return e
		}
	}
	return entry{}
}

func (t *tokenizer) lookup(word []byte, accented bool) (entry, bool) {
	if accented {
		t.key = append(append(t.key[:0], word...), accentMark)
		if e, ok := t.lex.words[string(t.key)]; ok {
			return e, true
		}
	}
	e, ok := t.lex.words[string(word)]
	return e, ok
}

// digits reads a number. Digits joined to letters, signs or other digits are an amount, a date or a class.
func (t *tokenizer) digits() {
	start, value, k := t.at, int32(0), kindNumber
	for t.at < len(t.message) {
		r, size := utf8.DecodeRuneInString(t.message[t.at:])
		switch {
		case '0' <= r && r <= '9':
			value = min(value*10+r-'0', 1<<20)
		case r == '°' || r == 'º' || r == 'ª' || vanishes(r):
		case r == '%' || r == '€' || r == '$' || r == '£' || unicode.IsLetter(r) || unicode.IsDigit(r):
			k = kindAmount
		case strings.ContainsRune(".,:/-", r) && t.digitAt(t.at+size):
			k = kindAmount
		default:
			r = 0
		}
		if r == 0 {
			break
		}
		t.at += size
	}
	tok := token{start: int32(start), end: int32(t.at), from: int32(len(t.text)), number: value, kind: k}
	t.text = append(t.text, t.message[start:t.at]...)
	tok.to = int32(len(t.text))
	e, _ := t.lookup(t.text[tok.from:tok.to], false) // "50/50"
	tok.word = e.id
	t.tokens = append(t.tokens, tok)
}

func (t *tokenizer) digitAt(i int) bool {
	return i < len(t.message) && '0' <= t.message[i] && t.message[i] <= '9'
}

// sign reads punctuation and symbols.
func (t *tokenizer) sign(r rune, size int) {
	switch r {
	case ',', '…', '—', '–', '|':
		if !t.plusMinusOne(r, size) {
			t.mark(kindComma, size)
		}
	case ':':
		t.colon(size)
	case '.':
		t.dot(size)
	case '!', ';', '¡':
		t.mark(kindStop, size)
	case '?', '¿', '؟':
		t.mark(kindQuestion, size)
	case '(', '[':
		t.mark(kindOpen, size)
	case ')', ']':
		t.mark(kindClose, size)
	case '"', '«', '»', '“', '”', '„':
		t.mark(kindQuote, size)
	case '€', '%', '$', '£':
		t.mark(kindAmount, size)
	case '/', '\\':
		t.slash(size)
	case '*':
		t.star(size)
	case '~':
		t.struckOut(size)
	case '-', '+', '−':
		if !t.plusMinusOne(r, size) {
			t.dash(r, size)
		}
	default:
		t.symbol(r, size)
	}
}

// plusMinusOne reads +1 and -1, the short votes of the net, as words.
func (t *tokenizer) plusMinusOne(r rune, size int) bool {
	next := t.at + size
	if r == ',' || r == '…' || r == '|' || !t.digitAt(next) || t.message[next] != '1' || t.digitAt(next+1) || t.letterAt(next+1) {
		return false
	}
	if before, _ := utf8.DecodeLastRuneInString(t.message[:t.at]); unicode.IsLetter(before) || unicode.IsDigit(before) {
		return false
	}
	word := "-1"
	if r == '+' {
		word = "+1"
	}
	if next+1 < len(t.message) && strings.IndexByte(".,:/%)", t.message[next+1]) >= 0 && t.digitAt(next+2) {
		return false
	}
	from := len(t.text)
	t.text = append(t.text, word...)
	start := t.at
	t.at = next + 1
	t.word(token{start: int32(start), end: int32(t.at), from: int32(from)})
	return true
}

// dash separates only where spaces stand around it: "contraria - Rosa" but not "prof-essa".
func (t *tokenizer) dash(r rune, size int) {
	if r != '+' && (t.at == 0 || t.message[t.at-1] <= ' ' || t.at+size >= len(t.message) || t.message[t.at+size] <= ' ') {
		t.mark(kindComma, size)
		return
	}
	t.at += size
}

// colon tells ":" from the smiley ":)".
func (t *tokenizer) colon(size int) {
	face := strings.TrimLeft(t.message[t.at+size:], "-'")
	if len(t.message)-t.at-size-len(face) <= 1 && face != "" && strings.IndexByte(")(DPp/|*", face[0]) >= 0 && (len(face) == 1 || !unicode.IsLetter(rune(face[1]))) {
		t.at = len(t.message) - len(face) + 1
		return
	}
	t.mark(kindColon, size)
}

// dot ends a sentence, unless there are several ("contraria... no") or it stands inside an abbreviation.
func (t *tokenizer) dot(size int) {
	run := t.at
	for run < len(t.message) && t.message[run] == '.' {
		run++
	}
	switch {
	case run-t.at > 1:
		t.mark(kindComma, run-t.at)
	case t.letterAt(run) && run-t.at == 1 && t.abbreviated(run):
		t.at += size
	default:
		t.mark(kindStop, size)
	}
}

// abbreviated tells the inner dot of "prof.ssa" and "o.d.g." from a full stop without its space.
func (t *tokenizer) abbreviated(next int) bool {
	if n := len(t.tokens); n > 0 && int(t.tokens[n-1].end) == t.at && t.tokens[n-1].to-t.tokens[n-1].from <= 4 {
		r, _ := utf8.DecodeRuneInString(t.message[next:])
		return unicode.IsLower(r)
	}
	return false
}

// slash passes over the second ending of "contrario/a", and separates otherwise.
func (t *tokenizer) slash(size int) {
	end := t.at + size
	for end < len(t.message) && t.letterAt(end) {
		end++
	}
	if ending := end - t.at - size; (ending == 1 || ending == 2) && len(t.tokens) > 0 && t.tokens[len(t.tokens)-1].kind == kindWord &&
		int(t.tokens[len(t.tokens)-1].end) == t.at && t.at-int(t.tokens[len(t.tokens)-1].start) >= 5 {
		t.at = end
		return
	}
	t.mark(kindSlash, size)
}

// star tells "*astenuta", a correction of what was typed before, from *bold*.
func (t *tokenizer) star(size int) {
	if (len(t.tokens) == 0 || t.tokens[len(t.tokens)-1].kind == kindNewline) && t.letterAt(t.at+size) {
		line, _, _ := strings.Cut(t.message[t.at+size:], "\n")
		if !strings.Contains(line, "*") {
			t.mark(kindStar, size)
			return
		}
	}
	t.at += size
}

// struckOut passes over ~~words taken back~~.
func (t *tokenizer) struckOut(size int) {
	rest := t.message[t.at:]
	if !strings.HasPrefix(rest, "~~") {
		t.at += size
		return
	}
	end := strings.Index(rest[2:], "~~")
	if end < 0 {
		t.at = min(t.at+2, len(t.message))
		// No later pair can close either: search no more, or a message of tildes takes quadratic time.
		for strings.HasPrefix(t.message[t.at:], "~") {
			t.at++
		}
		return
	}
	t.at += end + 4
}

// symbol keeps the signs the lexicon knows (👍) and drops decoration.
func (t *tokenizer) symbol(r rune, size int) {
	start, from := t.at, len(t.text)
	t.at += size
	for t.at < len(t.message) { // a skin tone belongs to its hand
		tone, size := utf8.DecodeRuneInString(t.message[t.at:])
		if !vanishes(tone) {
			break
		}
		t.at += size
	}
	t.text = utf8.AppendRune(t.text, r)
	e, ok := t.lex.words[string(t.text[from:])]
	if !ok {
		t.text = t.text[:from]
		if r >= 0x2600 { // people put a picture where a comma would stand
			t.tokens = append(t.tokens, token{start: int32(start), end: int32(t.at), kind: kindComma})
		}
		return
	}
	if n := len(t.tokens); n > 0 && t.tokens[n-1].word == e.id && bytes.Equal(t.text[t.tokens[n-1].from:t.tokens[n-1].to], t.text[from:]) {
		t.tokens[n-1].end = int32(t.at) // 👍👍👍 is one sign
		t.text = t.text[:from]
		return
	}
	t.word(token{start: int32(start), end: int32(t.at), from: int32(from)})
}
