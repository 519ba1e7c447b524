package document

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteText draws the document for a terminal or a mail, no line wider than
// width columns, or than 20 where width is less. Marks are left out. A table
// too wide is drawn row by row, a cell a line. The error is w's.
func WriteText(w io.Writer, d Document, width int) error {
	t := &text{w: bufio.NewWriter(w), width: max(width, 20)}
	if d.Stamp != "" {
		t.begin()
		t.lines("", "", Text(d.Stamp))
	}
	if len(d.Letterhead) > 0 {
		t.begin()
	}
	for _, line := range d.Letterhead {
		t.lines("", "", line)
	}
	t.underlined(Text(d.Title), "=")
	if d.Subject != "" {
		t.lines("", "", Text(d.Subject))
	}
	d.Draw(t)
	if len(d.Colophon) > 0 {
		t.Rule(Rule{})
	}
	for _, line := range d.Colophon {
		t.lines("", "", line)
	}
	return t.w.Flush()
}

// gutter stands between two columns.
const gutter = "  "

// text is the Pen of plain text. Writing errors stay in w until Flush.
type text struct {
	w     *bufio.Writer
	width int
	begun bool
}

// begin opens a block, after an empty line.
func (t *text) begin() {
	if t.begun {
		t.w.WriteByte('\n')
	}
	t.begun = true
}

// lines writes wrapped text whose first line follows one prefix and all others another.
func (t *text) lines(first, rest string, s Spans) {
	prefix := first
	for _, line := range wrap(s, t.width-max(widthOf(first), widthOf(rest))) {
		t.line(prefix + line)
		prefix = rest
	}
}

// line writes a line, without spaces at its end.
func (t *text) line(s string) {
	t.w.WriteString(strings.TrimRight(s, " "))
	t.w.WriteByte('\n')
}

func (t *text) underlined(s Spans, stroke string) {
	t.begin()
	longest := 0
	for _, line := range wrap(s, t.width) {
		t.line(line)
		longest = max(longest, widthOf(line))
	}
	t.line(strings.Repeat(stroke, longest))
}

func (t *text) Heading(h Heading) {
	if h.Level == 1 {
		t.underlined(h.Text, "-")
		return
	}
	t.begin()
	t.lines("", "", h.Text)
}

func (t *text) Paragraph(b Paragraph) { t.begin(); t.lines("", "", b.Text) }
func (t *text) Note(b Note)           { t.begin(); t.lines("", "", b.Text) }
func (t *text) Quote(b Quote)         { t.begin(); t.lines("  | ", "  | ", b.Text) }
func (t *text) Rule(Rule)             { t.begin(); t.line(strings.Repeat("-", t.width)) }
func (t *text) PageBreak(PageBreak)   {}

func (t *text) List(b List) {
	t.begin()
	digits := len(fmt.Sprint(len(b.Items)))
	for i, item := range b.Items {
		marker := "- "
		if b.Ordered {
			marker = fmt.Sprintf("%*d. ", digits, i+1)
		}
		t.lines(marker, strings.Repeat(" ", len(marker)), item)
	}
}

// Definitions stand beside their labels, where these are short.
func (t *text) Definitions(b Definitions) {
	t.begin()
	indent := 0
	for _, d := range b {
		indent = max(indent, widthOf(flat(d.Label))+len(": "))
	}
	indent = min(indent, t.width/3)
	for _, d := range b {
		label := flat(d.Label) + ": "
		if room := indent - widthOf(label); room >= 0 {
			t.lines(label+strings.Repeat(" ", room), strings.Repeat(" ", indent), d.Value)
		} else {
			t.lines("", gutter, append(Text(label), d.Value...))
		}
	}
}

func (t *text) Table(b Table) {
	if len(b.Align) == 0 {
		return
	}
	t.begin()
	if len(b.Caption) > 0 {
		t.lines("", "", b.Caption)
	}
	widths, ok := columns(b, t.width)
	if !ok {
		t.cells(b)
		return
	}
	if len(b.Head) > 0 {
		t.row(b.Head, widths, b.Align)
		strokes := make([]string, len(widths))
		for i, w := range widths {
			strokes[i] = strings.Repeat("-", w)
		}
		t.line(strings.Join(strokes, gutter))
	}
	for _, row := range b.Rows {
		t.row(row, widths, b.Align)
	}
}

// cells writes a table that has no room: a cell a line, after the name of its
// column, and an empty line between rows.
func (t *text) cells(b Table) {
	for i, row := range b.Rows {
		if i > 0 {
			t.begin()
		}
		for j, cell := range row {
			switch {
			case cell.Plain() == "":
			case len(b.Head) == 0:
				t.lines("", gutter, cell)
			default:
				t.lines("", gutter, append(Text(flat(b.Head[j])+": "), cell...))
			}
		}
	}
}

func (t *text) Signatures(b Signatures) {
	t.begin()
	grid := b.table()
	half := (t.width - len(gutter)) / 2
	for _, row := range append([][]Spans{grid.Head}, grid.Rows...) {
		t.row(row, []int{half, half}, grid.Align)
	}
}

func (t *text) row(cells []Spans, widths []int, align []Align) {
	wrapped := make([][]string, len(cells))
	height := 0
	for i, cell := range cells {
		wrapped[i] = wrap(cell, widths[i])
		height = max(height, len(wrapped[i]))
	}
	parts := make([]string, len(cells))
	for n := range height {
		for i := range cells {
			line := ""
			if n < len(wrapped[i]) {
				line = wrapped[i][n]
			}
			parts[i] = pad(line, widths[i], align[i])
		}
		t.line(strings.Join(parts, gutter))
	}
}

func pad(s string, width int, a Align) string {
	room := max(0, width-widthOf(s))
	left := [...]int{Left: 0, Center: room / 2, Right: room}[a]
	return strings.Repeat(" ", left) + s + strings.Repeat(" ", room-left)
}

// columns is how wide each column is drawn within a width, and false where not
// even a word in each would fit. Where lines must be wrapped, the widest
// column yields first.
func columns(t Table, width int) ([]int, bool) {
	full, least := make([]int, len(t.Align)), make([]int, len(t.Align))
	for _, row := range append([][]Spans{t.Head}, t.Rows...) {
		for i, cell := range row {
			for line := range strings.SplitSeq(flatTabs(cell), "\n") {
				full[i] = max(full[i], min(widthOf(line), width))
				indent := len(line) - len(strings.TrimLeft(line, " "))
				for word := range strings.SplitSeq(line, " ") {
					least[i] = max(least[i], indent+widthOf(word))
				}
			}
		}
	}
	spare := width - len(gutter)*(len(full)-1)
	for _, w := range full {
		spare -= w
	}
	for ; spare < 0; spare++ {
		widest := -1
		for i, w := range full {
			if w > least[i] && (widest < 0 || w > full[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return nil, false
		}
		full[widest]--
	}
	return full, true
}

// wrap is the text without marks in lines of at most width columns.
func wrap(s Spans, width int) []string {
	var lines []string
	for line := range strings.SplitSeq(flatTabs(s), "\n") {
		lines = append(lines, fold(line, width)...)
	}
	return lines
}

func flatTabs(s Spans) string { return strings.ReplaceAll(s.Plain(), "\t", " ") }

// flat is the text in one line.
func flat(s Spans) string { return strings.ReplaceAll(flatTabs(s), "\n", " ") }
