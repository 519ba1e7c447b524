package reading

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// accentMark ends the key of a word that carries an accent anywhere, so that "sì" and "si", "è" and "e" stay
// two words while "perchè", "perché" and "perche'" become one.
const accentMark = '`'

// appendFolded appends r as the lexicon knows it: compatibility forms resolved, lower case, without marks.
// accented tells whether a mark was dropped; joiners, variation selectors and skin tones vanish.
func appendFolded(buf []byte, r rune) (folded []byte, accented bool) {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(buf, byte(r)), false
	}
	if vanishes(r) {
		return buf, false
	}
	if unicode.Is(unicode.Mn, r) {
		return buf, true
	}
	switch r {
	case 'ə', 'ɜ', 'Ə': // the neutral ending of "contrariə"
		return append(buf, 'o'), false
	case 'ß', 'ẞ':
		return append(buf, "ss"...), false
	}
	var raw [utf8.UTFMax]byte
	n := utf8.EncodeRune(raw[:], r)
	decomposed := norm.NFKD.Properties(raw[:n]).Decomposition()
	if decomposed == nil {
		return utf8.AppendRune(buf, unicode.ToLower(r)), false
	}
	for len(decomposed) > 0 {
		d, size := utf8.DecodeRune(decomposed)
		decomposed = decomposed[size:]
		if unicode.Is(unicode.Mn, d) {
			accented = true
			continue
		}
		buf = utf8.AppendRune(buf, unicode.ToLower(d))
	}
	return buf, accented
}

// vanishes tells the runes that change how a sign looks, not what it says.
func vanishes(r rune) bool {
	switch {
	case r == '\u200d', r == '\u200b', r == '\u200c', r == '\u2060', r == '\ufeff', r == '\u00ad', r == '\u20e3':
		return true
	case 0xfe00 <= r && r <= 0xfe0f: // variation selectors
		return true
	case 0x1f3fb <= r && r <= 0x1f3ff: // skin tones
		return true
	case r == '\u200e', r == '\u200f', 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069: // text direction
		return true
	}
	return false
}

// apostrophe tells the many signs people type for it.
func apostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', '`', '´', 'ʼ', '′', '＇':
		return true
	}
	return false
}

// squeeze appends word with every run of one letter longer than keep cut to keep letters.
func squeeze(buf, word []byte, keep int) []byte {
	run := 0
	for i, b := range word {
		if i > 0 && b == word[i-1] {
			run++
		} else {
			run = 1
		}
		if run <= keep {
			buf = append(buf, b)
		}
	}
	return buf
}

// longestRun is the length of the longest run of one letter in word.
func longestRun(word []byte) int {
	longest, run := 0, 0
	for i, b := range word {
		if i > 0 && b == word[i-1] {
			run++
		} else {
			run = 1
		}
		longest = max(longest, run)
	}
	return longest
}
