package document

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// WriteMarkdown draws the document as CommonMark with GFM tables. Whatever
// the text holds is escaped, so that it reads as typed; a link in it stays
// text. The error is w's.
func WriteMarkdown(w io.Writer, d Document) error {
	m := &markdown{w: bufio.NewWriter(w)}
	for _, line := range d.Letterhead {
		m.Paragraph(Paragraph{line})
	}
	if d.Stamp != "" {
		m.Paragraph(Paragraph{Text(d.Stamp).With(Bold)})
	}
	m.oneLine("# ", Text(d.Title))
	if d.Subject != "" {
		m.Paragraph(Paragraph{Text(d.Subject).With(Italic)})
	}
	d.Draw(m)
	if len(d.Colophon) > 0 {
		m.Rule(Rule{})
		for _, line := range d.Colophon {
			m.Paragraph(Paragraph{line})
		}
	}
	return m.w.Flush()
}

// tagBreak breaks a line where the text has to stay in one line of the file.
const tagBreak = "<br>"

// markdown is the Pen of Markdown. Writing errors stay in w until Flush.
type markdown struct {
	w     *bufio.Writer
	begun bool
	// other says that a list just ended, so that a list coming right now needs
	// other markers not to become its continuation.
	list, other bool
}

// begin opens a block, after an empty line.
func (m *markdown) begin(list bool) {
	if m.begun {
		m.w.WriteByte('\n')
	}
	m.other = list && m.list && !m.other
	m.begun, m.list = true, list
}

// oneLine writes a block that cannot hold a line break but as a tag.
func (m *markdown) oneLine(prefix string, s Spans) {
	m.begin(false)
	m.w.WriteString(prefix + inline(s, tagBreak) + "\n")
}

// lines writes text whose first line follows one prefix and all others another.
func (m *markdown) lines(first, rest string, s Spans) {
	m.w.WriteString(first + inline(s, "\\\n"+rest) + "\n")
}

func (m *markdown) Heading(h Heading) {
	m.oneLine(strings.Repeat("#", h.Level+1)+" ", h.Text)
}

func (m *markdown) Paragraph(b Paragraph) { m.begin(false); m.lines("", "", b.Text) }
func (m *markdown) Quote(b Quote)         { m.begin(false); m.lines("> ", "> ", b.Text) }
func (m *markdown) Note(b Note)           { m.Paragraph(Paragraph{b.Text.With(Italic)}) }
func (m *markdown) Rule(Rule)             { m.begin(false); m.w.WriteString("---\n") }
func (m *markdown) PageBreak(PageBreak)   {}

func (m *markdown) Signatures(b Signatures) { m.Table(b.table()) }

func (m *markdown) List(b List) {
	m.begin(true)
	for i, item := range b.Items {
		marker := "- "
		switch {
		case b.Ordered && m.other:
			marker = fmt.Sprintf("%d) ", i+1)
		case b.Ordered:
			marker = fmt.Sprintf("%d. ", i+1)
		case m.other:
			marker = "+ "
		}
		m.lines(marker, strings.Repeat(" ", len(marker)), item)
	}
}

func (m *markdown) Definitions(b Definitions) {
	var l List
	for _, d := range b {
		item := append(d.Label.With(Bold), Span{": ", Bold})
		l.Items = append(l.Items, append(item, d.Value...))
	}
	m.List(l)
}

func (m *markdown) Table(t Table) {
	if len(t.Align) == 0 {
		return
	}
	if len(t.Caption) > 0 {
		m.Paragraph(Paragraph{t.Caption.With(Bold)})
	}
	m.begin(false)
	m.row(fill(t.Head, len(t.Align))) // GFM has no table without a head
	for _, a := range t.Align {
		m.w.WriteString([...]string{Left: "| --- ", Center: "| :-: ", Right: "| --: "}[a])
	}
	m.w.WriteString("|\n")
	for _, row := range t.Rows {
		m.row(row)
	}
}

func (m *markdown) row(cells []Spans) {
	for _, cell := range cells {
		m.w.WriteString("| " + inline(cell, tagBreak) + " ")
	}
	m.w.WriteString("|\n")
}

// inline is the text in Markdown, its lines joined by br. Only where br ends a
// line of the file can what follows be taken for the beginning of a block.
func inline(s Spans, br string) string {
	var b strings.Builder
	for i, line := range s.Lines() {
		if i > 0 {
			b.WriteString(br)
		}
		writeLine(&b, loosen(line), br != tagBreak)
	}
	return b.String()
}

// loosen moves spaces at the ends of marked spans out of them, where no mark
// shows and a delimiter beside one would not open or close.
func loosen(line Spans) Spans {
	var out Spans
	for _, span := range line {
		if span.Mark == 0 {
			out = out.join(span)
			continue
		}
		rest := strings.TrimLeftFunc(span.Text, unicode.IsSpace)
		core := strings.TrimRightFunc(rest, unicode.IsSpace)
		out = out.join(Span{Text: span.Text[:len(span.Text)-len(rest)]})
		out = out.join(Span{core, span.Mark})
		out = out.join(Span{Text: rest[len(core):]})
	}
	return out
}

// writeLine writes a line that loosen returned. Spaces at its ends are written
// as entities: Markdown drops them, or takes them for code or a line break.
func writeLine(b *strings.Builder, line Spans, opens bool) {
	for i, span := range line {
		lead, text, tail := "", span.Text, ""
		if i == 0 {
			text = strings.TrimLeftFunc(text, unicode.IsSpace)
			lead = span.Text[:len(span.Text)-len(text)]
		}
		if i == len(line)-1 {
			core := strings.TrimRightFunc(text, unicode.IsSpace)
			text, tail = core, text[len(core):]
		}
		writeSpaces(b, lead)
		switch {
		case span.Mark != 0:
			b.WriteString(marked(line, i))
		case opens && i == 0:
			b.WriteString(escapeFirst(text))
		default:
			b.WriteString(escape(text))
		}
		writeSpaces(b, tail)
	}
}

func writeSpaces(b *strings.Builder, s string) {
	for _, r := range s {
		fmt.Fprintf(b, "&#%d;", r)
	}
}

// marked is span i of a line between delimiters, or between tags where
// delimiters would be misread: those of two neighbours would run together.
func marked(line Spans, i int) string {
	before, after := ' ', ' ' // at the ends of a line; behind a tag, anything opens
	if i > 0 {
		before, _ = utf8.DecodeLastRuneInString(line[i-1].Text)
	}
	if i < len(line)-1 {
		if line[i+1].Mark != 0 {
			return tagged(line[i])
		}
		after, _ = utf8.DecodeRuneInString(line[i+1].Text)
	}
	if text, ok := delimited(line[i], before, after); ok {
		return text
	}
	return tagged(line[i])
}

// delimited is a marked text between delimiters, and whether every reader of
// Markdown will take them for such: which depends on the characters on both
// sides of each.
func delimited(s Span, before, after rune) (string, bool) {
	text := escape(s.Text)
	if s.Mark&Code != 0 {
		if strings.ContainsAny(s.Text, "`|\\") {
			return "", false
		}
		text = "`" + s.Text + "`"
	}
	stars := [...]string{0: "", Bold: "**", Italic: "*", Bold | Italic: "***"}[s.Mark&^Code]
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	opens := wordy(first) || apart(before)
	closes := wordy(last) || apart(after)
	return stars + text + stars, stars == "" || opens && closes
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
func apart(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }

func tagged(s Span) string {
	text := escape(s.Text)
	if s.Mark&Code != 0 {
		text = "<code>" + text + "</code>"
	}
	if s.Mark&Italic != 0 {
		text = "<em>" + text + "</em>"
	}
	if s.Mark&Bold != 0 {
		text = "<strong>" + text + "</strong>"
	}
	return text
}

// escapeFirst is escape for s at the beginning of a line, where lists open and
// headings are underlined by characters that mean nothing elsewhere.
func escapeFirst(s string) string {
	n := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if n == len(s) {
		return s
	}
	switch next := s[n+1:]; s[n] {
	case '+', '-', '=', ':':
		if n == 0 {
			return "\\" + s[:1] + escape(next)
		}
	case '.', ')':
		if n > 0 && (next == "" || next[0] == ' ' || next[0] == '\t') {
			return s[:n] + "\\" + s[n:n+1] + escape(next)
		}
	}
	return escape(s)
}

// escape is s so that Markdown shows it letter by letter.
func escape(s string) string {
	if !strings.ContainsAny(s, "\\`*_[]<>|~&#$:.") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if special(s, i) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// special reports whether the byte at i means something to Markdown anywhere.
// GFM turns bare addresses into links and then shows the backslashes in them,
// so an address must not look like one.
func special(s string, i int) bool {
	switch s[i] {
	case '\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '&', '#', '$':
		return true
	case ':':
		return strings.HasPrefix(s[i:], "://")
	case '.':
		return i >= 3 && strings.EqualFold(s[i-3:i], "www")
	}
	return false
}
