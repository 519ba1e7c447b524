package minutes_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A new event of a meeting is told by the minutes, or somebody decided that it
// is not: every event is named in a switch of this package.
func TestEveryEventIsToldOrLeftOutKnowingly(t *testing.T) {
	var events []string
	for _, f := range parsed(t, "../meeting") {
		ast.Inspect(f, func(n ast.Node) bool {
			d, ok := n.(*ast.FuncDecl)
			if ok && d.Name.Name == "apply" && d.Recv != nil {
				if id, ok := d.Recv.List[0].Type.(*ast.Ident); ok {
					events = append(events, id.Name)
				}
			}
			return true
		})
	}
	if len(events) < 50 {
		t.Fatalf("found %d events only: %v", len(events), events)
	}
	var named []string
	for _, f := range parsed(t, ".") {
		ast.Inspect(f, func(n ast.Node) bool {
			c, ok := n.(*ast.CaseClause)
			if !ok {
				return true
			}
			for _, e := range c.List {
				if s, ok := e.(*ast.SelectorExpr); ok {
					named = append(named, s.Sel.Name)
				}
			}
			return true
		})
	}
	for _, e := range events {
		if !slices.Contains(named, e) {
			t.Errorf("meeting.%s is in no switch of the compiler: tell it, or list it with what is left out", e)
		}
	}
}

// parsed are the files of a package without its tests, comments included.
func parsed(t *testing.T, dir string) []*ast.File {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, p := range paths {
		if strings.HasSuffix(p, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}
