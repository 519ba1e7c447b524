package document_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"assenso/bot/document"

	"github.com/google/go-cmp/cmp"
)

func plainText(t *testing.T, width int, blocks ...document.Block) string {
	t.Helper()
	var b bytes.Buffer
	if err := document.WriteText(&b, document.Document{Title: "T", Blocks: blocks}, width); err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(b.String(), "T\n=\n\n")
}

func TestColumnsStandInLine(t *testing.T) {
	table := document.Table{
		Head:  document.Texts("Name", "Votes", "Note"),
		Align: []document.Align{document.Left, document.Right, document.Center},
		Rows: [][]document.Spans{
			document.Texts("山田 🌻", "6", "x"),
			document.Texts("Nicolo\u0300", "120"),
			document.Texts("Anna", "1", "a longer note", "a fourth cell"),
		},
	}
	for _, tt := range []struct {
		name  string
		width int
		want  string
	}{
		{"all of it fits", 50, `
Name     Votes      Note
-------  -----  -------------  -------------
山田 🌻      6        x
Nicolò     120
Anna         1  a longer note  a fourth cell
`},
		{"the widest columns yield first", 38, `
Name     Votes     Note
-------  -----  ----------  ----------
山田 🌻      6      x
Nicolò     120
Anna         1   a longer   a fourth
                   note     cell
`},
		{"no room: a cell a line", 22, `
Name: 山田 🌻
Votes: 6
Note: x

Name: Nicolò
Votes: 120

Name: Anna
Votes: 1
Note: a longer note
: a fourth cell
`},
	} {
		want := strings.ReplaceAll(strings.TrimPrefix(tt.want, "\n"), "Nicolò", "Nicolo\u0300")
		if diff := cmp.Diff(want, plainText(t, tt.width, table)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestNumbersOfAListStandRight(t *testing.T) {
	list := document.List{Ordered: true, Items: make([]document.Spans, 10)}
	got := strings.Split(plainText(t, 40, list), "\n")
	if got[0] != " 1." || got[9] != "10." {
		t.Errorf("first %q, last %q", got[0], got[9])
	}
}

// No character is lost, no line is too wide, and nothing commands a terminal.
func FuzzText(f *testing.F) {
	for i, s := range nasty {
		f.Add(s, 18+i*3)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = min(max(width, 20), 200)
		d := hostile(s)
		var b bytes.Buffer
		if err := document.WriteText(&b, d, width); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			line = strings.TrimSuffix(line, "\n")
			if n := ascii(line); n > width {
				t.Errorf("a line of %d characters in %d columns: %q", n, width, line)
			}
			if strings.HasSuffix(line, " ") || strings.ContainsFunc(line, unicode.IsControl) {
				t.Errorf("spaces at the end or control characters: %q", line)
			}
		}
		var want reader
		want.add(d.Letterhead...)
		want.plain(d.Title, d.Subject)
		d.Draw(&want)
		want.add(d.Colophon...)
		missing := map[rune]int{}
		for _, text := range want.shown {
			for _, g := range text {
				missing[g.Rune]++
			}
		}
		for _, r := range b.String() {
			missing[r]--
		}
		for r, n := range missing {
			if n > 0 && !unicode.IsSpace(r) {
				t.Errorf("%q is missing %d times", r, n)
			}
		}
	})
}

// ascii is the length of a line of ASCII, and 0 of any other, whose width
// TestWidthIsWhatATerminalShows answers for.
func ascii(s string) int {
	if len(s) != utf8.RuneCountInString(s) {
		return 0
	}
	return len(s)
}
