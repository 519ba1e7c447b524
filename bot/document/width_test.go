package document

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWidthIsWhatATerminalShows(t *testing.T) {
	for s, want := range map[string]int{
		"":                   0,
		"perché":             6,
		"perche\u0301":       6, // an accent of its own takes no column
		"山田":                 4,
		"한국":                 4,
		"\u1112\u1161\u11ab": 2, // one syllable in three letters
		"🗳 ✅":                5,
		"✍\ufe0f":            2,
		"👩\u200d👩\u200d👧":    2, // a family is one picture
		"🏳\ufe0f\u200d🌈":     2,
		"👍🏽":                 2,
		"🇮🇹":                 2,
		"❤":                  1,
		"שלום":               4,
		"\u200b":             0,
	} {
		if got := widthOf(s); got != want {
			t.Errorf("%q takes %d columns, want %d", s, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, tt := range []struct {
		name, line string
		width      int
		want       []string
	}{
		{"nothing is one empty line", "", 5, []string{""}},
		{"what fits stays", "a bc", 4, []string{"a bc"}},
		{"words go to the next line", "one two three", 8, []string{"one two", "three"}},
		{"a long word begins anew and is cut", "a abcdefgh i", 3, []string{"a", "abc", "def", "gh", "i"}},
		{"spaces between words are kept", "a   b c", 5, []string{"a   b", "c"}},
		{"the first indent is that of all lines", "  a) one two", 8, []string{"  a) one", "  two"}},
		{"an accent stays with its letter", "e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
		{"a word of no width is not lost", "abc \u0301 def", 3, []string{"abc", "\u0301", "def"}},
		{"a wide character is not halved", "山山山", 3, []string{"山", "山", "山"}},
	} {
		got := fold(tt.line, tt.width)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("  a) one two three", 8)
	f.Add("山田 Hanako 🌻 e\u0301e\u0301", 3)
	f.Add("a      b", 0)
	f.Fuzz(func(t *testing.T, s string, width int) {
		s = strings.ReplaceAll(clean(s), "\n", " ")
		width = 3 + min(max(width, 0), 200)
		lines := fold(s, width)
		for _, line := range lines {
			if w := widthOf(strings.TrimRight(line, " ")); w > width {
				t.Errorf("%q takes %d columns of %d", line, w, width)
			}
		}
		want := strings.ReplaceAll(s, " ", "")
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != want {
			t.Errorf("%q became %q", want, got)
		}
		tooLong := func(word string) bool { return widthOf(word) > width/2 }
		words := strings.FieldsFunc(s, isSpace)
		got := strings.FieldsFunc(strings.Join(lines, " "), isSpace)
		if !slices.ContainsFunc(words, tooLong) && !slices.Equal(words, got) {
			t.Errorf("words %q became %q", words, got)
		}
	})
}

func isSpace(r rune) bool { return r == ' ' }
