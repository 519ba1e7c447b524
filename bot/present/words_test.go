package present_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"assenso/bot/lang"
)

// Every key that the code says has words, and every word of a notice or a view
// is written in the code: neither can be forgotten when the other changes.
func TestKeysAndWordsMeet(t *testing.T) {
	cat, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	it := cat.In("it", time.UTC)
	var w written
	w.read(t)
	for _, k := range w.said {
		if !it.Has(k) {
			t.Errorf("%s has no words", k)
		}
	}
	for _, k := range cat.Keys("it") {
		used := slices.Contains(w.keys, k) ||
			slices.ContainsFunc(w.prefixes, func(p string) bool { return strings.HasPrefix(k, p) })
		if root, _, _ := strings.Cut(k, "."); slices.Contains(ours, root) && !used {
			t.Errorf("nobody says %s", k)
		}
	}
}

// ours are the first parts of the keys that only this package says.
var ours = []string{
	"notice", "tally", "next", "register", "extract", "carried", "status", "desk", "roll", "explain", "how", "standing", "lacking", "about", "subject", "name",
	"deliveries", "changed",
}

// written is what the sources have of keys: those said at once, all that are
// written whole, and the beginnings of those that are put together.
type written struct{ said, keys, prefixes []string }

func (w *written) read(t *testing.T) {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range files {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				w.call(n)
			case *ast.BasicLit:
				w.literal(n)
			}
			return true
		})
	}
}

// call notes the key of lang.T("key", …).
func (w *written) call(c *ast.CallExpr) {
	f, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || f.Sel.Name != "T" || len(c.Args) == 0 {
		return
	}
	if key, ok := c.Args[0].(*ast.BasicLit); ok {
		s, _ := strconv.Unquote(key.Value)
		w.said = append(w.said, s)
	}
}

func (w *written) literal(l *ast.BasicLit) {
	s, err := strconv.Unquote(l.Value)
	switch {
	case l.Kind != token.STRING || err != nil || strings.ContainsAny(s, " /:"):
	case s == "subject" || s == "about":
		w.prefixes = append(w.prefixes, s+".")
	case !strings.Contains(s, "."):
	case strings.HasSuffix(s, "."), strings.HasSuffix(s, "-"):
		w.prefixes = append(w.prefixes, s)
	default:
		w.keys = append(w.keys, s)
	}
}
