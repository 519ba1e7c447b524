// Package document is what the bot sets down on paper: blocks, tables and
// spans, before there is a page, a markup or a screen.
//
// Every string in a document is literal text. Marks are values beside it, so
// a member called _x_ stays _x_ in every drawing. The package knows no
// language: the few words a drawing needs come with the document.
//
// Begin at Document. WriteHTML, WriteMarkdown and WriteText draw one; a Pen of
// another package (PDF) draws it elsewhere.
package document

import "cmp"

// Document is one thing to read, print and sign: minutes, a convocation, an
// extract. Title and Lang must be set.
type Document struct {
	Title   string
	Lang    string // of all the text, BCP 47: "it", "en-GB"
	Subject string // one line under the title, and the description in a file's properties
	// Skip is what the link past the heading is called, in the language of the
	// document, for who reads with a keyboard or a screen reader. Where it is
	// empty there is no such link.
	Skip string
	// Stamp is what every page is marked with where a document is not what it
	// looks like: "REHEARSAL". Empty: nothing.
	Stamp      string
	Letterhead []Spans // lines above the title: who issues the document
	Blocks     []Block
	Colophon   []Spans // small lines under everything: fingerprint, rules in force
}

// Block is a part of a document: Heading, Paragraph, List, Table, Definitions,
// Quote, Note, Signatures, Rule or PageBreak.
type Block interface{ draw(Pen, anchors) }

// Heading opens a section.
type Heading struct {
	Level int // 1, right under the title, to 5; what lies beyond is drawn as the nearest
	Text  Spans
	// Anchor asks for the name by which links find the heading ("item-3").
	// Where it is empty the text gives it.
	Anchor string
}

// Paragraph is running text.
type Paragraph struct{ Text Spans }

// List is a list of one level, numbered from 1 where it is ordered.
type List struct {
	Ordered bool
	Items   []Spans
}

// Table is a grid, perhaps longer than a page. No cell is ever left out: a row
// longer than the head widens the table, a shorter one is filled with empty cells.
type Table struct {
	Caption Spans
	Head    []Spans // names of the columns; may be absent
	Rows    [][]Spans
	Align   []Align // by column; those not told are Left
	// RowHeads says that the first cell of a row names the row, as in a roll.
	RowHeads bool
}

// Align is how a column stands.
type Align uint8

// The alignments of a column. Left is where a line begins.
const (
	Left Align = iota
	Center
	Right
)

// Definitions is a list of labels and what they stand for: place, time, chair.
type Definitions []Definition

// Definition is a label, without a colon, and its value.
type Definition struct{ Label, Value Spans }

// Quote is somebody's literal words, such as the text of a motion. Its line
// breaks and spaces are kept.
type Quote struct{ Text Spans }

// Note is small print.
type Note struct{ Text Spans }

// Signatures is the place where two people sign. By custom the secretary
// stands on the left and the chair on the right.
type Signatures struct{ Left, Right Signature }

// Signature is one of the two. Where When is empty it is still to be given,
// and a drawing for paper leaves room for it.
type Signature struct {
	Caption string // the office
	Name    string
	When    string // date and time, in words
}

// Rule is a line across the page.
type Rule struct{}

// PageBreak asks that what follows begin on a new sheet; where there are no
// sheets it shows nothing.
type PageBreak struct{}

// Pen draws blocks. It has a method for each kind, so that a drawing which
// forgets one does not compile.
type Pen interface {
	Heading(Heading)
	Paragraph(Paragraph)
	List(List)
	Table(Table)
	Definitions(Definitions)
	Quote(Quote)
	Note(Note)
	Signatures(Signatures)
	Rule(Rule)
	PageBreak(PageBreak)
}

// Draw hands the blocks to the pen in order and in shape: headings with a
// level from 1 to 5 and an anchor of their own, tables with as many cells in
// every row, and alignments, as there are columns.
func (d Document) Draw(p Pen) {
	a := anchors{}
	for _, b := range d.Blocks {
		b.draw(p, a)
	}
}

func (b Heading) draw(p Pen, a anchors) {
	b.Level = min(max(b.Level, 1), 5)
	b.Anchor = a.claim(cmp.Or(b.Anchor, b.Text.Plain()))
	p.Heading(b)
}

func (b Table) draw(p Pen, _ anchors)       { p.Table(b.even()) }
func (b Paragraph) draw(p Pen, _ anchors)   { p.Paragraph(b) }
func (b List) draw(p Pen, _ anchors)        { p.List(b) }
func (b Definitions) draw(p Pen, _ anchors) { p.Definitions(b) }
func (b Quote) draw(p Pen, _ anchors)       { p.Quote(b) }
func (b Note) draw(p Pen, _ anchors)        { p.Note(b) }
func (b Signatures) draw(p Pen, _ anchors)  { p.Signatures(b) }
func (b Rule) draw(p Pen, _ anchors)        { p.Rule(b) }
func (b PageBreak) draw(p Pen, _ anchors)   { p.PageBreak(b) }

// even is the table with rows and alignments of equal length. A head that is
// absent stays so.
func (t Table) even() Table {
	columns := len(t.Head)
	for _, row := range t.Rows {
		columns = max(columns, len(row))
	}
	if len(t.Head) > 0 {
		t.Head = fill(t.Head, columns)
	}
	rows := make([][]Spans, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = fill(row, columns)
	}
	t.Rows = rows
	t.Align = fill(t.Align, columns)[:columns]
	return t
}

// fill is s with zero values up to n, sharing nothing that it would write on.
func fill[T any](s []T, n int) []T {
	if len(s) >= n {
		return s
	}
	full := make([]T, n)
	copy(full, s)
	return full
}

// table is the signatures as a grid, for drawings that have no better place.
func (s Signatures) table() Table {
	t := Table{
		Head:  Texts(s.Left.Caption, s.Right.Caption),
		Rows:  [][]Spans{Texts(s.Left.Name, s.Right.Name)},
		Align: []Align{Center, Center},
	}
	if s.Left.When != "" || s.Right.When != "" {
		t.Rows = append(t.Rows, Texts(s.Left.When, s.Right.When))
	}
	return t
}
