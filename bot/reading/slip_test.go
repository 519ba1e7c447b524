package reading

import (
	"testing"

	"pgregory.net/rapid"
)

// slowDistance is the textbook restricted edit distance, as a check on the banded one.
func slowDistance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func TestTheBandedDistanceIsTheSlowOneUpToItsBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[abc]{0,12}`)
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		most := rapid.IntRange(1, 3).Draw(t, "most")
		if len(a)-len(b) > most || len(b)-len(a) > most {
			return // the caller never asks
		}
		got, want := distance([]byte(a), b, most), slowDistance(a, b)
		if want <= most && got != want || want > most && got <= most {
			t.Fatalf("distance(%q, %q, %d) = %d, want %d", a, b, most, got, want)
		}
	})
}

func TestNearnessNeverVotesWhereTwoPositionsAreAsNear(t *testing.T) {
	lex, err := loadLexicon(nil)
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]nearness{
		"faovrevole": sameWord, "asetngo": sameWord, "cnotrario": sameWord, "agianst": sameWord, "favorevloe": sameWord,
		"dfavorevole": twoWords, "xfavorevole": twoWords,
		"palestra": noWord, "tavolo": noWord,
	} {
		if _, got := lex.slip([]byte(word), false); got != want {
			t.Errorf("slip(%q) = %d, want %d", word, got, want)
		}
	}
}
