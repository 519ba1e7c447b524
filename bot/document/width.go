package document

import (
	"iter"
	"strings"
	"unicode"
)

// widthOf is how many columns of a terminal s takes.
func widthOf(s string) int {
	n := 0
	for _, w := range clusters(s) {
		n += w
	}
	return n
}

// clusters yields what a reader takes for one character, with its width: a
// letter with its accents, an emoji with what modifies or joins it.
func clusters(s string) iter.Seq2[string, int] {
	const joiner, emojiStyle = '\u200d', '\ufe0f'
	return func(yield func(string, int) bool) {
		start, width, joined := 0, 0, false
		for i, r := range s {
			w := runeWidth(r)
			switch {
			case i > start && w == 0:
				if r == emojiStyle && width == 1 {
					width = 2
				}
			case i > start && joined && (w == 2 || unicode.Is(unicode.So, r)):
				width = max(width, w)
			default:
				if i > start && !yield(s[start:i], width) {
					return
				}
				start, width = i, w
			}
			joined = r == joiner
		}
		if start < len(s) {
			yield(s[start:], width)
		}
	}
}

func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf), unicode.Is(attached, r):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// attached are the runes beside accents that take no column of their own: the
// vowels and finals of Hangul syllables, the skins of emoji.
var attached = &unicode.RangeTable{
	R16: []unicode.Range16{{0x1160, 0x11ff, 1}},
	R32: []unicode.Range32{{0x1f3fb, 0x1f3ff, 1}},
}

// wide are the runes of East Asian width W or F, and the emoji; blocks are
// taken whole where only rare symbols in them are narrow.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x115f, 1}, {0x231a, 0x231b, 1}, {0x2329, 0x232a, 1}, {0x23e9, 0x23ec, 1},
		{0x23f0, 0x23f3, 3}, {0x25fd, 0x25fe, 1}, {0x2614, 0x2615, 1}, {0x2648, 0x2653, 1},
		{0x267f, 0x2693, 20}, {0x26a1, 0x26a1, 1}, {0x26aa, 0x26ab, 1}, {0x26bd, 0x26be, 1},
		{0x26c4, 0x26c5, 1}, {0x26ce, 0x26d4, 6}, {0x26ea, 0x26ea, 1}, {0x26f2, 0x26f3, 1},
		{0x26f5, 0x26fa, 5}, {0x26fd, 0x26fd, 1}, {0x2705, 0x2705, 1}, {0x270a, 0x270b, 1},
		{0x2728, 0x2728, 1}, {0x274c, 0x274e, 2}, {0x2753, 0x2755, 1}, {0x2757, 0x2757, 1},
		{0x2795, 0x2797, 1}, {0x27b0, 0x27bf, 15}, {0x2b1b, 0x2b1c, 1}, {0x2b50, 0x2b55, 5},
		{0x2e80, 0x303e, 1}, {0x3041, 0x33ff, 1}, {0x3400, 0x4dbf, 1}, {0x4e00, 0xa4cf, 1},
		{0xa960, 0xa97f, 1}, {0xac00, 0xd7a3, 1}, {0xf900, 0xfaff, 1}, {0xfe10, 0xfe19, 1},
		{0xfe30, 0xfe6f, 1}, {0xff01, 0xff60, 1}, {0xffe0, 0xffe6, 1},
	},
	R32: []unicode.Range32{
		{0x16fe0, 0x1b2ff, 1}, {0x1f004, 0x1f004, 1}, {0x1f0cf, 0x1f0cf, 1}, {0x1f18e, 0x1f18e, 1},
		{0x1f191, 0x1f19a, 1}, {0x1f200, 0x1f320, 1}, {0x1f32d, 0x1f64f, 1}, {0x1f680, 0x1f6ff, 1},
		{0x1f7e0, 0x1f7f0, 1}, {0x1f900, 0x1f9ff, 1}, {0x1fa70, 0x1faff, 1}, {0x20000, 0x3fffd, 1},
	},
}

// fold breaks a line without line breaks into lines of at most width columns
// (3 or more), between words where it can. Spaces between words are kept, and
// those before the first indent all lines.
func fold(line string, width int) []string {
	rest := strings.TrimLeft(line, " ")
	indent := strings.Repeat(" ", min(len(line)-len(rest), width/2))
	width -= len(indent)
	var lines []string
	start, used := 0, 0 // of the line at hand
	for i := 0; i < len(rest); {
		gap := len(rest[i:]) - len(strings.TrimLeft(rest[i:], " "))
		word, _, _ := strings.Cut(rest[i+gap:], " ")
		w := widthOf(word)
		if i > start && used+gap+w > width {
			lines = append(lines, indent+rest[start:i])
			start, used = i+gap, 0
		} else {
			used += gap
		}
		i += gap
		for w > width { // the word is wider than a line, and begins one
			n := fit(word, width)
			lines = append(lines, indent+word[:n])
			word, i = word[n:], i+n
			start, w = i, widthOf(word)
		}
		i, used = i+len(word), used+w
	}
	if start < len(rest) || len(lines) == 0 {
		lines = append(lines, indent+rest[start:])
	}
	return lines
}

// fit is the length of the beginning of s that takes at most width columns,
// and at least one character.
func fit(s string, width int) int {
	n, used := 0, 0
	for c, w := range clusters(s) {
		if used += w; used > width && n > 0 {
			break
		}
		n += len(c)
	}
	return n
}
