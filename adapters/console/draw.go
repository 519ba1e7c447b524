package console

import (
	"fmt"
	"strings"

	"assenso/bot/chat"
)

// Marks of our own, beside those of chat.
const (
	faint chat.Mark = 1 << (iota + 6)
	warning
)

// drawing gathers the lines of one thing to show.
type drawing struct {
	strings.Builder
	color   bool
	width   int
	columns int // of what there is to read
	names   func(handle string) string
	of      func(name string) string // whose buttons these are
}

// block draws a text between the margin and the width of the terminal. The
// first line has a margin of its own.
func (d *drawing) block(first, margin string, text chat.Rich) {
	at := first
	for _, line := range lines(text) {
		room := d.width - columns(cells(chat.Text(at)))
		for _, part := range wrap(cells(harmless(line)), room) {
			d.margin(at, len(part) == 0)
			d.cells(part)
			d.WriteByte('\n')
			at = margin
		}
	}
}

// margin draws what stands left of a text.
func (d *drawing) margin(s string, empty bool) {
	if empty {
		s = strings.TrimRight(s, " ")
	}
	d.cells(cells(chat.Rich{{Text: s, Mark: faint}}))
}

// cells draws marked text; at its end no mark is left on.
func (d *drawing) cells(line []cell) {
	var mark chat.Mark
	for _, c := range line {
		if d.color && c.mark != mark {
			d.WriteString(ansi(c.mark))
			mark = c.mark
		}
		if c.text == unbroken {
			c.text = " "
		}
		d.WriteString(c.text)
		d.columns += c.wide
	}
	if mark != 0 {
		d.WriteString(ansi(0))
	}
}

// ansi is what turns exactly these marks on.
func ansi(m chat.Mark) string {
	code := "\x1b[0"
	for _, one := range []struct {
		mark chat.Mark
		code string
	}{
		{chat.Bold, ";1"}, {faint | chat.Quote, ";2"}, {chat.Italic, ";3"}, {chat.Code, ";36"}, {warning, ";33"},
	} {
		if m&one.mark != 0 {
			code += one.code
		}
	}
	return code + "m"
}

// buttons draws rows of buttons, numbered through.
func (d *drawing) buttons(margin string, rows [][]chat.Button, only chat.Account) {
	n := 0
	for i, row := range rows {
		var line chat.Rich
		for j, b := range row {
			n++
			if j > 0 {
				line = append(line, chat.Span{Text: " "})
			}
			// A button is not broken where it fits on a line.
			label := strings.ReplaceAll(fmt.Sprintf("[%d %s]", n, oneLine(b.Label)), " ", unbroken)
			line = append(line, chat.Span{Text: label, Mark: chat.Code})
		}
		if only != "" && i == len(rows)-1 {
			line = append(line, chat.Span{Text: " " + d.of(d.names(handleOf(only)))})
		}
		if len(line) > 0 {
			d.block(margin, margin, line)
		}
	}
}

// unbroken is a space at which no line is broken.
const unbroken = "\u00a0"

// harmless is a text that cannot move the cursor, colour what follows it, or
// turn the direction of writing.
func harmless(line chat.Rich) chat.Rich {
	safe := make(chat.Rich, len(line))
	for i, s := range line {
		safe[i] = chat.Span{Mark: s.Mark, Text: strings.Map(func(r rune) rune {
			switch {
			case r == '\t':
				return ' '
			case r == 0x7f:
				return '\u2421'
			case r < 0x20:
				return '\u2400' + r
			case r >= 0x80 && r < 0xa0:
				return '\ufffd'
			case r == 0x61c, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069,
				r == 0x2028, r == 0x2029:
				return -1
			}
			return r
		}, s.Text)}
	}
	return safe
}
