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

// slip finds the voting word nearest to an unknown one. tie tells that words of two different positions are
// as near (favorevole and sfavorevole are one letter apart): then nearness may only ask.
func (l *lexicon) slip(word []byte) (id wordID, tie bool) {
	if len(word) < shortestSlip-1 || len(word) > longestSlip {
		return 0, false
	}
	best := 2
	if len(word) >= 8 {
		best = 3
	}
	set := letters(word)
	var nearest *slipWord
	for i := range l.slips {
		s := &l.slips[i]
		if bits.OnesCount32(set^s.letters) > 2*best || len(word)-len(s.text) > best || len(s.text)-len(word) > best {
			continue
		}
		switch d := distance(word, s.text); {
		case d < best:
			best, nearest, tie = d, s, false
		case d == best && nearest != nil && s.act != nearest.act:
			tie = true
		}
	}
	if nearest == nil {
		return 0, false
	}
	return nearest.word, tie
}

// distance counts the letters to add, drop, change or swap with their neighbour between two words. Swaps
// count one, as the finger makes them: "asetngo".
func distance(a []byte, b string) int {
	var rows [3][longestSlip + 4]int
	before, row, next := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}
