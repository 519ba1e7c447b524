package config_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"assenso/config"
)

// reasons are the reasons with the arguments that their comments promise.
func reasons(t testing.TB) map[config.Reason][]string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "fault.go", nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[config.Reason][]string)
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || len(v.Values) != 1 {
			return true
		}
		if typ, ok := v.Type.(*ast.Ident); ok && typ.Name == "Reason" {
			value, _ := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			all[config.Reason(value)] = promised(v.Comment.Text())
		}
		return true
	})
	return all
}

// promised are the names in "args: field, value (why); anything".
func promised(comment string) []string {
	list, ok := strings.CutPrefix(strings.TrimSpace(comment), "args: ")
	if !ok {
		return nil
	}
	list = regexp.MustCompile(`\(.*?\)| in KiB`).ReplaceAllString(list, "")
	list, _, _ = strings.Cut(list, ";")
	list, _, _ = strings.Cut(list, ":")
	var names []string
	for _, name := range strings.Split(list, ",") {
		names = append(names, strings.TrimSpace(name))
	}
	slices.Sort(names)
	return names
}

// A fault without words would show its code to somebody who came for help.
func TestEveryReasonHasWordsThatFitItsArguments(t *testing.T) {
	paths, err := filepath.Glob("../bot/lang/words/*/config.yaml")
	if err != nil || len(paths) < 2 {
		t.Fatal(paths, err)
	}
	blank := regexp.MustCompile(`\.([a-z]+)[} ]`)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var words struct{ Config map[config.Reason]string }
		if err := yaml.Unmarshal(text, &words); err != nil {
			t.Fatal(err)
		}
		for why, args := range reasons(t) {
			sentence, ok := words.Config[why]
			if !ok {
				t.Errorf("%s: no words for %s", path, why)
			}
			for _, m := range blank.FindAllStringSubmatch(sentence, -1) {
				if !slices.Contains(args, m[1]) {
					t.Errorf("%s: %s has no argument %s", path, why, m[1])
				}
			}
			delete(words.Config, why)
		}
		for why := range words.Config {
			t.Errorf("%s: words for %s, which is no reason", path, why)
		}
	}
}
