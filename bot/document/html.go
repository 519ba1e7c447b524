package document

import (
	"bufio"
	_ "embed"
	"html"
	"io"
	"strconv"
	"strings"
)

// WriteHTML draws the document as one self-contained page: no script, no other
// file, the same bytes for the same document. It reads on a phone, by ear and
// in the dark, prints on A4, and is well-formed XML besides. The error is w's.
func WriteHTML(w io.Writer, d Document) error {
	p := &page{w: bufio.NewWriter(w), above: titleID}
	p.open(d)
	d.Draw(p)
	p.close(d)
	return p.w.Flush()
}

// markup is HTML as it stands. Constants of this file become markup and
// variable strings do not compile as such, so nothing that a member typed can
// be written without passing through page.text.
type markup string

//go:embed page.css
var style markup

// Ids of our own begin with an underscore, which no anchor of a heading has.
const (
	titleID = "_title"
	mainID  = "_main"
	tableID = "_table-"
)

// page is the Pen of HTML. Writing errors stay in w until Flush.
type page struct {
	w      *bufio.Writer
	above  string // id of the heading above, the name of a table without caption
	tables int
}

func (p *page) markup(m markup) { p.w.WriteString(string(m)) }
func (p *page) text(s string)   { p.w.WriteString(html.EscapeString(s)) }

// line writes a text that has to be one line.
func (p *page) line(s string) { p.text(strings.ReplaceAll(Text(s).Plain(), "\n", " ")) }

func (p *page) spans(s Spans) {
	for i, line := range s.Lines() {
		if i > 0 {
			p.markup("<br/>")
		}
		for _, span := range line {
			p.span(span)
		}
	}
}

func (p *page) span(s Span) {
	if s.Mark&Bold != 0 {
		p.markup("<strong>")
	}
	if s.Mark&Italic != 0 {
		p.markup("<em>")
	}
	if s.Mark&Code != 0 {
		p.markup("<code>")
	}
	p.text(s.Text)
	if s.Mark&Code != 0 {
		p.markup("</code>")
	}
	if s.Mark&Italic != 0 {
		p.markup("</em>")
	}
	if s.Mark&Bold != 0 {
		p.markup("</strong>")
	}
}

// put writes spans between two tags.
func (p *page) put(open markup, s Spans, end markup) {
	p.markup(open)
	p.spans(s)
	p.markup(end)
}

func (p *page) open(d Document) {
	p.markup("<!DOCTYPE html>\n<html lang=\"")
	p.line(d.Lang)
	p.markup("\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>")
	p.line(d.Title)
	p.markup("</title>\n")
	if d.Subject != "" {
		p.markup(`<meta name="description" content="`)
		p.line(d.Subject)
		p.markup("\"/>\n")
	}
	p.markup(`<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<style>
`)
	p.markup(style)
	if d.Stamp != "" {
		p.markup(stamped)
	}
	p.markup("</style>\n</head>\n<body>\n")
	if d.Stamp != "" {
		p.markup(`<p class="stamp">`)
		p.line(d.Stamp)
		p.markup("</p>\n")
	}
	if d.Skip != "" {
		p.markup(`<a class="skip" href="#` + mainID + `">`)
		p.line(d.Skip)
		p.markup("</a>\n")
	}
	p.markup("<header>\n")
	for _, line := range d.Letterhead {
		p.put(`<p class="letterhead">`, line, "</p>\n")
	}
	p.put(`<h1 id="`+titleID+`">`, Text(d.Title), "</h1>\n")
	if d.Subject != "" {
		p.put(`<p class="subject">`, Text(d.Subject), "</p>\n")
	}
	p.markup("</header>\n<main id=\"" + mainID + "\">\n")
}

func (p *page) close(d Document) {
	p.markup("</main>\n")
	if len(d.Colophon) > 0 {
		p.markup("<footer>\n")
		for _, line := range d.Colophon {
			p.put("<p>", line, "</p>\n")
		}
		p.markup("</footer>\n")
	}
	p.markup("</body>\n</html>\n")
}

// stamped keeps a stamp in sight on the screen, and on every sheet of paper:
// what is fixed is printed anew on each.
const stamped markup = `.stamp {
	position: fixed; inset: 0 0 auto; margin: 0; padding: .2rem; z-index: 1;
	text-align: center; font-weight: bold; letter-spacing: .1em;
	background: var(--paper); color: var(--accent); border: 2px solid var(--accent);
}
`

// Heading is one level lower than its own: the title is the one h1.
func (p *page) Heading(h Heading) {
	tag := [...]markup{"h2", "h3", "h4", "h5", "h6"}[h.Level-1]
	p.above = h.Anchor
	p.markup("<" + tag + ` id="`)
	p.text(h.Anchor)
	p.put(`">`, h.Text, "</"+tag+">\n")
}

func (p *page) Paragraph(b Paragraph) { p.put("<p>", b.Text, "</p>\n") }
func (p *page) Quote(b Quote)         { p.put("<blockquote><p>", b.Text, "</p></blockquote>\n") }
func (p *page) Note(b Note)           { p.put(`<p class="note"><small>`, b.Text, "</small></p>\n") }
func (p *page) Rule(Rule)             { p.markup("<hr/>\n") }
func (p *page) PageBreak(PageBreak)   { p.markup("<div class=\"page-break\"></div>\n") }

func (p *page) List(b List) {
	if len(b.Items) == 0 {
		return
	}
	tag := markup("ul")
	if b.Ordered {
		tag = "ol"
	}
	p.markup("<" + tag + ">\n")
	for _, item := range b.Items {
		p.put("<li>", item, "</li>\n")
	}
	p.markup("</" + tag + ">\n")
}

func (p *page) Definitions(b Definitions) {
	if len(b) == 0 {
		return
	}
	p.markup("<dl>\n")
	for _, d := range b {
		p.put("<div><dt>", d.Label, "</dt>")
		p.put("<dd>", d.Value, "</dd></div>\n")
	}
	p.markup("</dl>\n")
}

// Table stands in a box of its own, which scrolls sideways on a narrow screen
// so that the table remains a table, and has a name because the keyboard
// stops at it.
func (p *page) Table(t Table) {
	if len(t.Align) == 0 {
		return
	}
	p.tables++
	caption, label := strconv.Itoa(p.tables), p.above
	if len(t.Caption) > 0 {
		label = tableID + caption
	}
	p.markup(`<div class="table" role="group" tabindex="0" aria-labelledby="`)
	p.text(label)
	p.markup("\">\n<table>\n")
	if len(t.Caption) > 0 {
		p.markup(`<caption id="` + tableID)
		p.text(caption)
		p.put(`">`, t.Caption, "</caption>\n")
	}
	if len(t.Head) > 0 {
		p.markup("<thead>\n<tr>")
		for i, cell := range t.Head {
			p.cell(cell, `th scope="col"`, "th", t.Align[i])
		}
		p.markup("</tr>\n</thead>\n")
	}
	p.markup("<tbody>\n")
	for _, row := range t.Rows {
		p.markup("<tr>")
		for i, cell := range row {
			if i == 0 && t.RowHeads {
				p.cell(cell, `th scope="row"`, "th", t.Align[i])
			} else {
				p.cell(cell, "td", "td", t.Align[i])
			}
		}
		p.markup("</tr>\n")
	}
	p.markup("</tbody>\n</table>\n</div>\n")
}

func (p *page) cell(s Spans, open, tag markup, a Align) {
	class := [...]markup{Left: "", Center: ` class="center"`, Right: ` class="right"`}[a]
	p.put("<"+open+class+">", s, "</"+tag+">")
}

func (p *page) Signatures(b Signatures) {
	p.markup("<div class=\"signatures\">\n")
	p.signature(b.Left)
	p.signature(b.Right)
	p.markup("</div>\n")
}

func (p *page) signature(s Signature) {
	if s == (Signature{}) {
		p.markup("<div></div>\n")
		return
	}
	p.put(`<div><p class="office">`, Text(s.Caption), "</p>")
	if s.When == "" {
		p.put(`<p class="unsigned">`, Text(s.Name), "</p></div>\n")
		return
	}
	p.put(`<p class="signed">`, Text(s.Name), "</p>")
	p.put("<p>", Text(s.When), "</p></div>\n")
}
