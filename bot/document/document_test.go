package document_test

import (
	"bytes"
	"io"
	"testing"

	"assenso/bot/document"

	"github.com/google/go-cmp/cmp"
)

func TestLines(t *testing.T) {
	type lines = []document.Spans
	for _, tt := range []struct {
		name string
		in   document.Spans
		want lines
	}{
		{"no text has no lines", document.Text(""), lines{}},
		{"breaks at the ends are left out", document.Text("\n\na\n"), lines{document.Text("a")}},
		{"an empty line within stays", document.Text("a\n\nb"), lines{document.Text("a"), nil, document.Text("b")}},
		{"a break knows no span", document.Spans{{Text: "a\n", Mark: document.Bold}, {Text: "b"}},
			lines{{{Text: "a", Mark: document.Bold}}, document.Text("b")}},
		{"neighbours with one mark are one", document.Spans{{Text: "a"}, {Text: ""}, {Text: "b"}}, lines{document.Text("ab")}},
		{"every line break of Unicode breaks", document.Text("a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h"),
			lines{document.Text("a"), document.Text("b"), document.Text("c"), document.Text("d"),
				document.Text("e"), document.Text("f"), document.Text("g"), document.Text("h")}},
		{"control characters are seen", document.Text("\x1b[2J\x00\x7f\u009b"), lines{document.Text("\ufffd[2J\ufffd\ufffd\ufffd")}},
		{"so is what is not UTF-8 or no character", document.Text("a\xffb\ufffe"), lines{document.Text("a\ufffdb\ufffd")}},
		{"a name cannot turn others round", document.Text("Rossi\u202e, \u2066x\u2069"), lines{document.Text("Rossi, x")}},
		{"joined emoji, marks and tabs stay", document.Text("👩\u200d🚀\t\u200fא"), lines{document.Text("👩\u200d🚀\t\u200fא")}},
	} {
		if diff := cmp.Diff(tt.want, tt.in.Lines()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// blocks is a Pen that keeps what it is handed.
type blocks struct {
	reader
	headings []document.Heading
	tables   []document.Table
}

func (b *blocks) Heading(h document.Heading) { b.headings = append(b.headings, h) }
func (b *blocks) Table(t document.Table)     { b.tables = append(b.tables, t) }

func TestEveryHeadingHasAnAnchorOfItsOwn(t *testing.T) {
	var d document.Document
	var want []string
	for _, tt := range []struct{ anchor, text, want string }{
		{"", "Vote", "vote"},
		{"", "Vote", "vote-2"},
		{"", "Vote-2", "vote-2-2"},
		{"", "1. L’attività: «così»", "1-l-attività-così"},
		{"", "¿?", "heading"},
		{"", "_main", "main"}, // the underscore is for ids of the page itself
		{"item-3", "Vote", "item-3"},
		{"item 3\"><b>", "Vote", "item-3-b"},
		{"Vote", "", "vote-3"},
	} {
		d.Blocks = append(d.Blocks, document.Heading{Text: document.Text(tt.text), Anchor: tt.anchor})
		want = append(want, tt.want)
	}
	var pen blocks
	d.Draw(&pen)
	var got []string
	for _, h := range pen.headings {
		got = append(got, h.Anchor)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTablesAreEven(t *testing.T) {
	head := make([]document.Spans, 1, 4)
	in := document.Table{Head: head, Rows: [][]document.Spans{document.Texts("a", "b", "c"), nil}, Align: []document.Align{document.Right}}
	var pen blocks
	document.Document{Blocks: []document.Block{in, document.Table{}}}.Draw(&pen)
	want := []document.Table{
		{
			Head:  []document.Spans{nil, nil, nil},
			Rows:  [][]document.Spans{document.Texts("a", "b", "c"), {nil, nil, nil}},
			Align: []document.Align{document.Right, document.Left, document.Left},
		},
		{Rows: [][]document.Spans{}},
	}
	if diff := cmp.Diff(want, pen.tables); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(in.Rows[1]) != 0 || head[:4][1] != nil {
		t.Error("drawing changed the document")
	}
}

func BenchmarkDrawings(b *testing.B) {
	d := minutes() // of a large school: a roll of 144, fifty ballots
	for range 2 {
		d.Blocks = append(d.Blocks, roll())
	}
	for range 50 {
		d.Blocks = append(d.Blocks, resolutions()...)
	}
	for _, end := range []string{"html", "md", "txt"} {
		b.Run(end, func(b *testing.B) {
			var size bytes.Buffer
			if err := drawings[end](&size, d); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(size.Len()))
			b.ReportAllocs()
			for b.Loop() {
				if err := drawings[end](io.Discard, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
