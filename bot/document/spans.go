package document

import (
	"strconv"
	"strings"
	"unicode"
)

// Spans is text with marks.
type Spans []Span

// Span is a run of literal text with one set of marks. A line break is "\n".
type Span struct {
	Text string
	Mark Mark
}

// Mark is how a span is shown; marks combine.
type Mark uint8

// The marks. A drawing may leave one out, so meaning must not hang on it.
const (
	Bold Mark = 1 << iota
	Italic
	Code // letter by letter: a fingerprint, a link
)

// Text makes spans of unmarked text.
func Text(s string) Spans { return Spans{{Text: s}} }

// Texts makes unmarked cells or items, one of each string.
func Texts(ss ...string) []Spans {
	all := make([]Spans, len(ss))
	for i, s := range ss {
		all[i] = Text(s)
	}
	return all
}

// With is the same text with m added to every mark.
func (s Spans) With(m Mark) Spans {
	marked := make(Spans, len(s))
	for i, span := range s {
		marked[i] = Span{span.Text, span.Mark | m}
	}
	return marked
}

// Plain is the text as it is drawn, without marks.
func (s Spans) Plain() string {
	var b strings.Builder
	for i, line := range s.Lines() {
		if i > 0 {
			b.WriteByte('\n')
		}
		for _, span := range line {
			b.WriteString(span.Text)
		}
	}
	return b.String()
}

// Lines is the text as every drawing shows it: valid UTF-8 without control
// characters, cut at line breaks, none of them left at either end, no empty
// span, and no two neighbours of one mark. An empty line is an empty Spans.
func (s Spans) Lines() []Spans {
	var lines []Spans
	var line Spans
	for _, span := range s {
		text := clean(span.Text)
		for {
			first, rest, broken := strings.Cut(text, "\n")
			line = line.join(Span{first, span.Mark})
			if !broken {
				break
			}
			if line != nil || lines != nil {
				lines = append(lines, line)
			}
			line, text = nil, rest
		}
	}
	lines = append(lines, line)
	for len(lines) > 0 && lines[len(lines)-1] == nil {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// join adds a span, to the last one where both have the same mark.
func (s Spans) join(next Span) Spans {
	switch last := len(s) - 1; {
	case next.Text == "":
		return s
	case last >= 0 && s[last].Mark == next.Mark:
		s[last].Text += next.Text
		return s
	}
	return append(s, next)
}

// breaks turns every line break that Unicode knows into "\n".
var breaks = strings.NewReplacer(
	"\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n",
	"\u0085", "\n", "\u2028", "\n", "\u2029", "\n",
)

// clean is s without what could not be written as HTML, would command a
// terminal, or let one name turn round the words beside it.
func clean(s string) string {
	if printable(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Noncharacter_Code_Point, r):
			return unicode.ReplacementChar
		case '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
			return -1 // overrides, embeddings and isolates of direction
		}
		return r
	}, breaks.Replace(s))
}

// printable reports whether s is plain ASCII text, which most of it is.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' && s[i] != '\n' && s[i] != '\t' || s[i] > '~' {
			return false
		}
	}
	return true
}

// anchors are the names of headings already given in a document.
type anchors map[string]bool

// claim is a name of letters, digits and hyphens made from s, and not yet
// given: the second "Vote" is "vote-2".
func (a anchors) claim(s string) string {
	name := slug(s)
	if name == "" {
		name = "heading"
	}
	unique := name
	for n := 2; a[unique]; n++ {
		unique = name + "-" + strconv.Itoa(n)
	}
	a[unique] = true
	return unique
}

// slug is s in lower case with one hyphen for whatever is no letter or digit.
func slug(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.M, unicode.N)
	})
	return strings.Join(words, "-")
}
