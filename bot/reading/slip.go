package reading

import "math/bits"

const (
	// shortestSlip is the length in bytes below which a voting word resembles too many others.
	shortestSlip = 6
	longestSlip  = 24
)

// A slipWord is a voting word a mistyped one may have been.
type slipWord struct {
	text    string
	letters uint32 // which letters it has
	act     Act
	word    wordID
}

// letters is the set of letters of a word, for telling cheaply that two words cannot be near.
func letters(word []byte) uint32 {
	var set uint32
	for _, b := range word {
		set |= 1 << (b & 31)
	}
	return set
}

// A nearness tells what a mistyped word may be taken for.
type nearness uint8

const (
	noWord   nearness = iota
	sameWord          // one voting word, or words of one position
	twoWords          // as near to one position's word as to another's: it may only ask
	farWord           // too far to be taken for anything: it may ask if it stands alone
)

// slip finds the voting word nearest to an unknown one. favorevole and sfavorevole are one letter apart, so a
// word as near to both is neither. Far words are sought only if asked for.
func (l *lexicon) slip(word []byte, far bool) (wordID, nearness) {
	if len(word) < shortestSlip-1 || len(word) > longestSlip {
		return 0, noWord
	}
	reach := 1
	if len(word) >= 8 {
		reach = 2
	}
	best, tie := reach, false // the least distance so far, once nearest is set
	if far {
		best++
	}
	set := letters(word)
	var nearest *slipWord
	for i := range l.slips {
		s := &l.slips[i]
		if bits.OnesCount32(set^s.letters) > 2*best || len(word)-len(s.text) > best || len(s.text)-len(word) > best || inflection(word, s.text) {
			continue
		}
		switch d := distance(word, s.text, best); {
		case d > best:
		case d < best || nearest == nil:
			best, nearest, tie = d, s, false
		case s.act != nearest.act:
			tie = true
		}
	}
	switch {
	case nearest == nil, best > reach && word[0] != nearest.text[0]:
		return 0, noWord
	case best > reach:
		return 0, farWord
	case tie:
		return 0, twoWords
	}
	return nearest.word, sameWord
}

// distance counts the letters to add, drop, change or swap with their neighbour between two words, up to most:
// beyond, it may be any greater number. Swaps count one, as the finger makes them: "asetngo".
func distance(a []byte, b string, most int) int {
	var rows [3][longestSlip + 4]int
	before, row, next := &rows[0], &rows[1], &rows[2]
	for j := range min(len(b), most) + 2 {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		// Only the band around the diagonal can stay within most; its borders are out of reach.
		from, to := max(1, i-most), min(len(b), i+most)
		next[from-1], next[to+1] = i, most+1
		if from > 1 {
			next[from-1] = most + 1
		}
		least := next[from-1]
		for j := from; j <= to; j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
			least = min(least, next[j])
		}
		if least > most {
			return most + 1
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}

// inflection: two words that differ in their last vowel alone are two persons of one verb, not a slip.
func inflection(a []byte, b string) bool {
	n := len(a) - 1
	return len(a) == len(b) && string(a[:n]) == b[:n] && vowel(a[n]) && vowel(b[n])
}

func vowel(b byte) bool {
	switch b {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return false
}
