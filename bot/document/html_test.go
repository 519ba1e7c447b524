package document_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assenso/bot/document"

	"github.com/google/go-cmp/cmp"
)

// element is a node of a page. Text stands in leaves without a name.
type element struct {
	Name     string
	Attr     map[string]string
	Text     string
	Children []*element
}

// parse reads a page as strict XML, so that nothing is mended on the way.
func parse(page []byte) (*element, error) {
	d := xml.NewDecoder(bytes.NewReader(page))
	root := &element{}
	stack := []*element{root}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{Name: token.Name.Local, Attr: map[string]string{}}
			for _, a := range token.Attr {
				e.Attr[a.Name.Local] = a.Value
			}
			top.Children = append(top.Children, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.Children = append(top.Children, &element{Text: string(token)})
		}
	}
}

// all are the elements below e, in reading order.
func (e *element) all(yield func(*element) bool) {
	var walk func(*element) bool
	walk = func(e *element) bool {
		for _, c := range e.Children {
			if !yield(c) || !walk(c) {
				return false
			}
		}
		return true
	}
	walk(e)
}

func (e *element) named(name string) []*element {
	var found []*element
	for c := range e.all {
		if c.Name == name {
			found = append(found, c)
		}
	}
	return found
}

// glyphs is the text of an element as a browser shows it.
func (e *element) glyphs(m document.Mark) []glyph {
	if e.Name == "br" {
		return []glyph{{Rune: '\n'}}
	}
	m |= map[string]document.Mark{"strong": document.Bold, "em": document.Italic, "code": document.Code}[e.Name]
	var all []glyph
	for _, r := range e.Text {
		all = append(all, see(r, m))
	}
	for _, c := range e.Children {
		all = append(all, c.glyphs(m)...)
	}
	return all
}

func FuzzHTML(f *testing.F) {
	for _, s := range nasty {
		f.Add(s)
	}
	holders := strings.Fields("title a p h1 h2 h3 h4 h5 h6 li dt dd caption th td")
	f.Fuzz(func(t *testing.T, s string) {
		d := hostile(s)
		var b bytes.Buffer
		if err := document.WriteHTML(&b, d); err != nil {
			t.Fatal(err)
		}
		page, err := parse(b.Bytes())
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, b.Bytes())
		}
		var want reader
		oneLine := strings.ReplaceAll(document.Text(s).Plain(), "\n", " ")
		want.plain(oneLine, oneLine) // the window's title, the skip link
		want.add(d.Letterhead...)
		want.plain(d.Title, d.Subject)
		d.Draw(&want)
		want.add(d.Colophon...)
		var got shown
		for e := range page.all {
			if g := e.glyphs(0); slices.Contains(holders, e.Name) && len(g) > 0 {
				got = append(got, g)
			}
		}
		for _, meta := range page.named("meta") {
			if content := meta.Attr["content"]; meta.Attr["name"] == "description" && content != oneLine {
				t.Errorf("description %q, want %q", content, oneLine)
			}
		}
		if diff := cmp.Diff(want.shown.String(), got.String()); diff != "" {
			t.Errorf("text (-want +got):\n%s", diff)
		}
		checkReferences(t, page)
	})
}

// checkReferences sees to it that ids are unique and that what names one finds it.
func checkReferences(t *testing.T, page *element) {
	t.Helper()
	ids := map[string]bool{}
	for e := range page.all {
		id, has := e.Attr["id"]
		if has && (id == "" || ids[id] || strings.ContainsAny(id, " \t\n")) {
			t.Errorf("<%s> has an id that is empty, taken or has spaces: %q", e.Name, id)
		}
		ids[id] = true
	}
	for e := range page.all {
		for _, ref := range []string{e.Attr["aria-labelledby"], strings.TrimPrefix(e.Attr["href"], "#")} {
			if ref != "" && !ids[ref] {
				t.Errorf("<%s> refers to %q, which is nowhere", e.Name, ref)
			}
		}
	}
}

func page(t *testing.T, d document.Document) *element {
	t.Helper()
	var b bytes.Buffer
	if err := document.WriteHTML(&b, d); err != nil {
		t.Fatal(err)
	}
	root, err := parse(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func TestPageIsAccessible(t *testing.T) {
	root := page(t, minutes())
	checkReferences(t, root)
	for _, name := range strings.Fields("h1 header main footer title") {
		if n := len(root.named(name)); n != 1 {
			t.Errorf("<%s> stands %d times, want once", name, n)
		}
	}
	if got := root.named("html")[0].Attr["lang"]; got != "it" {
		t.Errorf("lang %q, want it", got)
	}
	body := root.named("body")[0]
	first := slices.IndexFunc(body.Children, func(e *element) bool { return e.Name != "" })
	if e := body.Children[first]; e.Attr["class"] != "skip" {
		t.Errorf("the body begins with <%s>, want the skip link", e.Name)
	}
	for _, th := range root.named("th") {
		if scope := th.Attr["scope"]; scope != "col" && scope != "row" {
			t.Errorf("a th has scope %q", scope)
		}
	}
	level := 1
	for e := range root.all {
		if len(e.Name) != 2 || e.Name[0] != 'h' || e.Name == "hr" {
			continue
		}
		if next := int(e.Name[1] - '0'); next > level+1 {
			t.Errorf("heading %q skips a level", e.Attr["id"])
		} else {
			level = next
		}
	}
}

func TestTableIsNamedByItsCaptionOrTheHeadingAbove(t *testing.T) {
	cell := [][]document.Spans{document.Texts("1")}
	root := page(t, document.Document{Title: "T", Lang: "en", Blocks: []document.Block{
		document.Table{Rows: cell},
		document.Heading{Level: 1, Text: document.Text("Vote")},
		document.Table{Rows: cell},
		document.Table{Rows: cell, Caption: document.Text("Result")},
	}})
	var got []string
	for _, e := range root.named("div") {
		got = append(got, e.Attr["aria-labelledby"])
	}
	if diff := cmp.Diff([]string{"_title", "vote", "_table-3"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPageNeedsNothingElse(t *testing.T) {
	var b bytes.Buffer
	if err := document.WriteHTML(&b, minutes()); err != nil {
		t.Fatal(err)
	}
	for _, outside := range []string{"<script", "<link", "<img", "src=", "url(", "@import", "http://", "https://"} {
		if bytes.Contains(b.Bytes(), []byte(outside)) {
			t.Errorf("the page has %s", outside)
		}
	}
}

// Text needs a contrast of 4.5:1 with what is behind it (WCAG 2.2, 1.4.3), and
// the focus outline 3:1 (1.4.11).
func TestColoursStandOut(t *testing.T) {
	css, err := os.ReadFile("page.css")
	if err != nil {
		t.Fatal(err)
	}
	schemes := regexp.MustCompile(`:root \{[^}]*\}`).FindAllString(string(css), -1)
	if len(schemes) != 2 {
		t.Fatalf("found %d colour schemes, want light and dark", len(schemes))
	}
	for i, scheme := range schemes {
		colour := map[string]float64{}
		for _, m := range regexp.MustCompile(`--(\w+): #(\w{6});`).FindAllStringSubmatch(scheme, -1) {
			colour[m[1]] = luminance(t, m[2])
		}
		for _, front := range []string{"ink", "soft", "accent"} {
			for _, back := range []string{"paper", "wash"} {
				a, b := colour[front], colour[back]
				if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
					t.Errorf("scheme %d: %s on %s has a contrast of %.2f", i, front, back, ratio)
				}
			}
		}
	}
}

// luminance is relative luminance as WCAG 2.2 defines it.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	var rgb [3]uint8
	if _, err := fmt.Sscanf(hex, "%02x%02x%02x", &rgb[0], &rgb[1], &rgb[2]); err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		c := float64(rgb[i]) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestDrawingTellsTheWritersError(t *testing.T) {
	for end, draw := range drawings {
		if err := draw(full{}, minutes()); !errors.Is(err, errFull) {
			t.Errorf("%s: error %v, want %v", end, err, errFull)
		}
	}
}
