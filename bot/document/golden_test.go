package document_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"assenso/bot/document"

	"github.com/google/go-cmp/cmp"
)

var rewrite = flag.Bool("rewrite", false, "write testdata anew")

// drawings are all the ways to draw, by the end of a file's name.
var drawings = map[string]func(io.Writer, document.Document) error{
	"html":   document.WriteHTML,
	"md":     document.WriteMarkdown,
	"txt":    func(w io.Writer, d document.Document) error { return document.WriteText(w, d, 76) },
	"40.txt": func(w io.Writer, d document.Document) error { return document.WriteText(w, d, 40) },
}

func TestDrawings(t *testing.T) {
	documents := map[string]document.Document{
		"minutes": minutes(),
		"hostile": hostile(" 1. _x_ | <b>*\\`&amp;` *</b>\n\n# [www.a_b.example](javascript:1)\n---\t"),
		"bare":    {Title: "Nothing to report", Lang: "en"},
	}
	for name, d := range documents {
		for end, draw := range drawings {
			t.Run(name+"."+end, func(t *testing.T) {
				var got bytes.Buffer
				if err := draw(&got, d); err != nil {
					t.Fatal(err)
				}
				path := filepath.Join("testdata", name+"."+end)
				if *rewrite {
					if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), got.String()); diff != "" {
					t.Errorf("%s (-want +got):\n%s", path, diff)
				}
			})
		}
	}
}
