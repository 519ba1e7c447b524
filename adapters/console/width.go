package console

import (
	"unicode"

	"golang.org/x/text/width"

	"assenso/bot/chat"
)

// cell is what takes columns of its own on a terminal: a letter with its
// accents, an emoji with what modifies it.
type cell struct {
	text string
	wide int // columns
	mark chat.Mark
}

const (
	joiner     = '\u200d' // glues emoji into one
	emojiStyle = '\ufe0f' // draws the sign before it as an emoji
)

// cells cuts one line of marked text.
func cells(line chat.Rich) []cell {
	var all []cell
	glue := false // what comes next belongs to the last cell
	for _, s := range line {
		for _, r := range s.Text {
			w := runeWidth(r)
			if n := len(all); n > 0 && (w == 0 || glue || pairs(all[n-1].text, r)) {
				last := &all[n-1]
				last.text += string(r)
				if r == emojiStyle || w > last.wide && glue || unicode.Is(flags, r) {
					last.wide = 2
				}
			} else {
				all = append(all, cell{string(r), w, s.Mark})
			}
			glue = r == joiner
		}
	}
	return all
}

// pairs reports whether a rune belongs to the cell before it though it would
// take columns alone: the skin of an emoji, the second letter of a flag.
func pairs(before string, r rune) bool {
	first := []rune(before)
	if unicode.Is(skins, r) {
		return runeWidth(first[0]) == 2 || len(first) > 1 || unicode.Is(unicode.So, first[0])
	}
	return unicode.Is(flags, r) && len(first) == 1 && unicode.Is(flags, first[0])
}

var (
	skins = &unicode.RangeTable{R32: []unicode.Range32{{Lo: 0x1f3fb, Hi: 0x1f3ff, Stride: 1}}}
	flags = &unicode.RangeTable{R32: []unicode.Range32{{Lo: 0x1f1e6, Hi: 0x1f1ff, Stride: 1}}}
)

func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf), r >= 0x1160 && r <= 0x11ff:
		return 0 // accents, and the vowels and finals of Hangul
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// columns is how much room cells take.
func columns(line []cell) int {
	n := 0
	for _, c := range line {
		n += c.wide
	}
	return n
}

// wrap breaks a line into lines of at most limit columns: between words where
// it can, beside wide characters, else anywhere. Spaces at a break are dropped.
func wrap(line []cell, limit int) [][]cell {
	limit = max(limit, 2)
	var lines [][]cell
	start, used := 0, 0      // of the line at hand
	last, inked := -1, false // where it may be broken; whether it has more than spaces
	for i := 0; i < len(line); i++ {
		c := line[i]
		if inked && c.text != " " && (line[i-1].text == " " || c.wide == 2 || line[i-1].wide == 2) {
			last = i
		}
		inked = inked || c.text != " "
		if used += c.wide; used <= limit || c.text == " " {
			continue
		}
		if last <= start {
			last = max(i, start+1)
		}
		lines = append(lines, trimRight(line[start:last]))
		start, used, i = last, 0, last-1
		last, inked = -1, false
	}
	if start < len(line) || len(lines) == 0 {
		lines = append(lines, trimRight(line[start:]))
	}
	return lines
}

func trimRight(line []cell) []cell {
	for len(line) > 0 && line[len(line)-1].text == " " {
		line = line[:len(line)-1]
	}
	return line
}
