package present

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// What stayed and what was taken is the old text, what stayed and what came is
// the new one, whatever the two are.
func TestADifferenceLosesNoWord(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 7))
	text := func() []string {
		words := make([]string, r.IntN(12))
		for i := range words {
			words[i] = string(rune('a' + r.IntN(4)))
		}
		return words
	}
	for range 2000 {
		a, b := text(), text()
		var before, after []string
		last := change(-1)
		for _, run := range diff(a, b) {
			if run.kind == last || len(run.words) == 0 {
				t.Fatalf("%v, %v: two runs of one kind, or an empty one: %v", a, b, diff(a, b))
			}
			last = run.kind
			if run.kind != added {
				before = append(before, run.words...)
			}
			if run.kind != taken {
				after = append(after, run.words...)
			}
		}
		if !slices.Equal(before, a) || !slices.Equal(after, b) {
			t.Fatalf("%v became %v: %v", a, b, diff(a, b))
		}
	}
}

// Texts too long to be compared word by word are shown as one for the other,
// but for what they begin and end with.
func TestADifferenceIsBounded(t *testing.T) {
	long := func(word string) []string {
		return strings.Fields("Si approva " + strings.Repeat(word+" ", 2000) + "subito")
	}
	runs := diff(long("uno"), long("due"))
	if len(runs) != 4 || runs[0].kind != stayed || runs[1].kind != taken || runs[2].kind != added || runs[3].kind != stayed {
		t.Errorf("%d runs", len(runs))
	}
}

func TestADifferenceLeavesOutWhatStayed(t *testing.T) {
	words := func(n int) []string { return strings.Fields(strings.Repeat("x ", n)) }
	for _, row := range []struct {
		name        string
		n           int
		first, last bool
		want        int
	}{
		{"a short beginning is whole", 6, true, false, 6},
		{"a long beginning ends near the change", 40, true, false, 7},
		{"a long end begins near it", 40, false, true, 7},
		{"a long middle shows both its ends", 40, false, false, 13},
		{"a text that did not change is whole", 40, true, true, 40},
	} {
		if got := len(shortRun(words(row.n), row.first, row.last)); got != row.want {
			t.Errorf("%s: %d words, want %d", row.name, got, row.want)
		}
	}
}
