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

// Every key that the code writes has words, and every word of a notice or a
// view is used by the code: neither can be forgotten when the other changes.
func TestKeysAndWordsMeet(t *testing.T) {
	cat, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	it := cat.In("it", time.UTC)
	keys, prefixes := literals(t)
	for _, k := range keys {
		if root, _, _ := strings.Cut(k, "."); slices.Contains(ours, root) && !it.Has(k) {
			t.Errorf("%s has no words", k)
		}
	}
	for _, k := range cat.Keys("it") {
		used := slices.Contains(keys, k) ||
			slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(k, p) })
		if root, _, _ := strings.Cut(k, "."); slices.Contains(ours, root) && !used {
			t.Errorf("nobody says %s", k)
		}
	}
}

// ours are the first parts of the keys that only this package says.
var ours = []string{
	"notice", "tally", "next", "status", "desk", "roll", "explain", "how", "standing", "lacking", "about", "subject", "name",
}

// literals collects from the sources the keys written whole, and the
// beginnings of those that are put together.
func literals(t *testing.T) (keys, prefixes []string) {
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
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			switch s, _ := strconv.Unquote(lit.Value); {
			case strings.ContainsAny(s, " /:"):
			case strings.HasSuffix(s, "."), strings.HasSuffix(s, "-") && strings.Contains(s, "."):
				prefixes = append(prefixes, s)
			case s == "subject" || s == "about":
				prefixes = append(prefixes, s+".")
			case strings.Contains(s, "."):
				keys = append(keys, s)
			}
			return true
		})
	}
	return keys, prefixes
}
