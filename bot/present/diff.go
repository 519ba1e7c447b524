package present

import (
	"slices"
	"strings"

	"assenso/bot/lang"
)

// diffMost bounds the table of a comparison; texts that differ more than that
// are shown as one thing for another.
const diffMost = 1 << 20

// diffContext is how many words that did not change are shown around a change.
const diffContext = 6

// differences shows word by word what became of a text: what stayed, what was
// taken out, what came in. Long stretches that stayed are left out.
func differences(before, after string) []lang.Text {
	var text []lang.Text
	runs := diff(strings.Fields(before), strings.Fields(after))
	for i, r := range runs {
		key := "diff.same"
		switch r.kind {
		case taken:
			key = "diff.taken"
		case added:
			key = "diff.added"
		default:
			r.words = shortRun(r.words, i == 0, i == len(runs)-1)
		}
		if i > 0 {
			text = append(text, lang.T("diff.same", "text", " "))
		}
		text = append(text, lang.T(key, "text", strings.Join(r.words, " ")))
	}
	return text
}

// shortRun leaves out the middle of words that did not change, or their outer
// end at the beginning and end of a text.
func shortRun(words []string, first, last bool) []string {
	const cut = "…"
	switch {
	case first && last:
		return words
	case first && len(words) > diffContext:
		return append([]string{cut}, words[len(words)-diffContext:]...)
	case last && len(words) > diffContext:
		return append(slices.Clone(words[:diffContext]), cut)
	case !first && !last && len(words) > 2*diffContext:
		return slices.Concat(words[:diffContext], []string{cut}, words[len(words)-diffContext:])
	}
	return words
}

// change is what became of a run of words.
type change int

const (
	stayed change = iota
	taken
	added
)

// diffRun is a run of words with one fate.
type diffRun struct {
	kind  change
	words []string
}

// diff compares two lists of words by their longest common subsequence.
func diff(a, b []string) []diffRun {
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var runs []diffRun
	put := func(kind change, words ...string) {
		if n := len(runs); n > 0 && runs[n-1].kind == kind {
			runs[n-1].words = append(runs[n-1].words, words...)
		} else if len(words) > 0 {
			runs = append(runs, diffRun{kind, slices.Clone(words)})
		}
	}
	put(stayed, a[:head]...)
	middle(a[head:len(a)-tail], b[head:len(b)-tail], put)
	put(stayed, a[len(a)-tail:]...)
	return runs
}

// middle compares what is left between a common beginning and a common end.
// Words taken out come before those that took their place.
func middle(a, b []string, put func(change, ...string)) {
	if len(a)*len(b) > diffMost {
		put(taken, a...)
		put(added, b...)
		return
	}
	// common[i][j] is how many words a[i:] and b[j:] have in common.
	common := make([][]int32, len(a)+1)
	for i := range common {
		common[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			put(stayed, a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			put(taken, a[i])
			i++
		default:
			put(added, b[j])
			j++
		}
	}
}
