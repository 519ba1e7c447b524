package lang_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// ruled are the folders whose refusals members read.
var ruled = []string{
	"../../governance", "../../governance/attendance", "../../governance/meeting", "../../governance/roster", "../command", "..",
}

// A refusal says why and what to do: one that has no words would show its code.
func TestEveryReasonOfTheRulesHasWords(t *testing.T) {
	var reasons []string
	for _, folder := range ruled {
		reasons = append(reasons, constants(t, folder, "Reason")...)
	}
	if len(reasons) < 50 {
		t.Fatalf("only %d reasons found", len(reasons))
	}
	needWords(t, "refusal", reasons)
}

func TestEveryTermOfTheRulesHasWords(t *testing.T) {
	for _, term := range []struct{ folder, typ, prefix string }{
		{"../../governance", "Office", "office"},
		{"../../governance", "Position", "position"},
		{"../../governance", "Mode", "mode"},
		{"../../governance", "Outcome", "outcome"},
		{"../../governance", "Outcome", "outcome-minutes"},
		{"../../governance/meeting", "ItemKind", "kind"},
		{"../../governance/meeting", "RefusedWhy", "item-refused"},
		{"../../governance/meeting", "Stage", "stage"},
		{"../../governance/meeting", "DoubtWhy", "doubt"},
		{"../../governance/meeting", "Settled", "settled"},
		{"../../governance/meeting", "CountedAs", "counted"},
		{"../../governance/meeting", "CountedAs", "counted-as"},
		{"../../governance/meeting", "Ending", "notice.closed"},
		{"../reading", "Reason", "reading.reason"},
	} {
		names := constants(t, term.folder, term.typ)
		if len(names) == 0 {
			t.Errorf("no constants of type %s in %s", term.typ, term.folder)
		}
		needWords(t, term.prefix, names)
	}
}

func needWords(t *testing.T, prefix string, names []string) {
	t.Helper()
	c := loaded(t)
	for _, l := range c.Languages() {
		s := c.In(l, time.UTC)
		for _, n := range names {
			if !s.Has(prefix + "." + n) {
				t.Errorf("%s: no words for %s.%s", l, prefix, n)
			}
		}
	}
}

// The words of a refusal ask for nothing that some call which refuses so does
// not give. Optional arguments are asked for by if.
func TestRefusalsAskOnlyForWhatTheRulesGive(t *testing.T) {
	c := loaded(t)
	for _, folder := range ruled {
		codes := make(map[string]string) // reason by the name of its constant
		walk(t, folder, func(f *ast.File) { constantNames(f, "Reason", codes) })
		walk(t, folder, func(f *ast.File) {
			ast.Inspect(f, func(n ast.Node) bool {
				code, given, ok := refusal(n, codes)
				if !ok {
					return true
				}
				for _, l := range c.Languages() {
					for _, b := range c.Needed(l, "refusal."+code) {
						if !slices.Contains(given, b) {
							t.Errorf("%s refusal.%s asks for %s, which a call that refuses so does not give", l, code, b)
						}
					}
				}
				return true
			})
		})
	}
}

// refusal reads a call of governance.Refuse: the reason and the names given.
func refusal(n ast.Node, codes map[string]string) (code string, given []string, ok bool) {
	call, isCall := n.(*ast.CallExpr)
	if !isCall || len(call.Args) == 0 {
		return "", nil, false
	}
	f, isSelector := call.Fun.(*ast.SelectorExpr)
	why, isIdent := call.Args[0].(*ast.Ident)
	if !isSelector || !isIdent || f.Sel.Name != "Refuse" {
		return "", nil, false
	}
	for i := 1; i < len(call.Args); i += 2 {
		if lit, isLit := call.Args[i].(*ast.BasicLit); isLit {
			s, _ := strconv.Unquote(lit.Value)
			given = append(given, s)
		}
	}
	return codes[why.Name], given, codes[why.Name] != ""
}

// constants collects the values of the string constants declared with a type
// of that name in the files of a folder.
func constants(t *testing.T, folder, typ string) []string {
	t.Helper()
	byName := make(map[string]string)
	walk(t, folder, func(f *ast.File) { constantNames(f, typ, byName) })
	var values []string
	for _, v := range byName {
		if v != "" {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	return values
}

func constantNames(f *ast.File, typ string, into map[string]string) {
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || typeName(v.Type) != typ {
			return true
		}
		for i, e := range v.Values {
			if lit, ok := e.(*ast.BasicLit); ok {
				into[v.Names[i].Name], _ = strconv.Unquote(lit.Value)
			}
		}
		return true
	})
}

func walk(t *testing.T, folder string, visit func(*ast.File)) {
	t.Helper()
	err := filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != folder {
			return fs.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("read %s: %w", p, err)
		}
		visit(f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}
