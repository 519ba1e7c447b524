package document_test

import (
	"slices"
	"strings"
	"unicode"

	"assenso/bot/document"
)

// glyph is a character as a reader sees it.
type glyph struct {
	Rune rune
	Mark document.Mark
}

// glyphs is the text of spans as any reader should see it. No mark shows on a space.
func glyphs(s document.Spans) []glyph {
	var all []glyph
	for i, line := range s.Lines() {
		if i > 0 {
			all = append(all, glyph{Rune: '\n'})
		}
		for _, span := range line {
			for _, r := range span.Text {
				all = append(all, see(r, span.Mark))
			}
		}
	}
	return all
}

func see(r rune, m document.Mark) glyph {
	if unicode.IsSpace(r) {
		m = 0
	}
	return glyph{r, m}
}

// shown is what a drawing shows, text by text; empty texts show nothing.
type shown [][]glyph

func (s *shown) add(texts ...document.Spans) {
	for _, text := range texts {
		if g := glyphs(text); len(g) > 0 {
			*s = append(*s, g)
		}
	}
}

func (s *shown) plain(texts ...string) { s.add(document.Texts(texts...)...) }

// String is for differences that a human can read.
func (s shown) String() string {
	var b strings.Builder
	for _, text := range s {
		b.WriteString("¶ ")
		for _, g := range text {
			b.WriteRune(g.Rune)
			b.WriteString(strings.Repeat("\u0332", int(g.Mark)))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// reader is a Pen that lists what every drawing of a document has to show.
type reader struct{ shown }

func (r *reader) Heading(b document.Heading)     { r.add(b.Text) }
func (r *reader) Paragraph(b document.Paragraph) { r.add(b.Text) }
func (r *reader) Quote(b document.Quote)         { r.add(b.Text) }
func (r *reader) Note(b document.Note)           { r.add(b.Text) }
func (r *reader) List(b document.List)           { r.add(b.Items...) }
func (r *reader) Rule(document.Rule)             {}
func (r *reader) PageBreak(document.PageBreak)   {}

func (r *reader) Definitions(b document.Definitions) {
	for _, d := range b {
		r.add(d.Label, d.Value)
	}
}

func (r *reader) Table(b document.Table) {
	r.add(b.Caption)
	r.add(b.Head...)
	r.add(slices.Concat(b.Rows...)...)
}

func (r *reader) Signatures(b document.Signatures) {
	r.plain(b.Left.Caption, b.Left.Name, b.Left.When)
	r.plain(b.Right.Caption, b.Right.Name, b.Right.When)
}

// markdownReader knows what Markdown has no sign for and shows otherwise.
type markdownReader struct{ reader }

func (r *markdownReader) Note(b document.Note) { r.add(b.Text.With(document.Italic)) }

func (r *markdownReader) Definitions(b document.Definitions) {
	for _, d := range b {
		r.add(slices.Concat(d.Label.With(document.Bold), document.Spans{{Text: ": ", Mark: document.Bold}}, d.Value))
	}
}

func (r *markdownReader) Table(b document.Table) {
	b.Caption = b.Caption.With(document.Bold)
	r.reader.Table(b)
}

func (r *markdownReader) Signatures(b document.Signatures) {
	r.plain(b.Left.Caption, b.Right.Caption, b.Left.Name, b.Right.Name, b.Left.When, b.Right.When)
}

// nasty are texts that mean something to somebody, the seeds of all fuzzing.
var nasty = []string{
	"", " ", "\n", "a\n\nb", "\ta ", "_x_ | <b>", "</p></td><script>alert(1)</script>", "]]>", "<!--",
	"&amp;", "&#32;", "\x00\x1b[31m", "\xff\xfe", "a\r\nb\rc\u2028d", "\ufffe\u202eevil",
	"1. one", "12) x", "- a", "+ a", "* a", "# a #", "> a", "---", "===", "```", "~~~", "    code",
	":--", "| a |", "a | b\n--|--", "**a**b", "``", "`", "\\", "a\\", "\\|", "<br>", "!*[a](b)*",
	"http://a_b.example/c_d", "www.a_b.example", "a_b@c.example", "$x$", "e\u0301", "山田", "🌻👩‍👩‍👧", "\u00a0a\u00a0",
}
