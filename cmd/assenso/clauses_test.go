package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// clausesPage is the table of what the regulations ask, and where it is done.
const clausesPage = "../../docs/clausole.md"

// clause is a row of the table. A clause that is not built names no files.
type clause struct{ id, rule, script string }

func clauses(t *testing.T) []clause {
	t.Helper()
	page, err := os.ReadFile(clausesPage)
	if err != nil {
		t.Fatal(err)
	}
	var all []clause
	row := regexp.MustCompile(`(?m)^\| ([AB]\d\d) \| [^|]+ \| ([^|]+) \| ([^|]*)\|[^|]*\|$`)
	link := regexp.MustCompile("^\\[`[^`]+`\\]\\(\\.\\./([^)]+)\\)$")
	for _, m := range row.FindAllStringSubmatch(string(page), -1) {
		c := clause{id: m[1]}
		if rule := strings.TrimSpace(m[2]); rule != "non ancora" {
			files := []*string{&c.rule, &c.script}
			for i, cell := range []string{rule, strings.TrimSpace(m[3])} {
				l := link.FindStringSubmatch(cell)
				if l == nil {
					t.Fatalf("%s: %q is no link to a file", c.id, cell)
				}
				*files[i] = l[1]
			}
		}
		all = append(all, c)
	}
	return all
}

// TestEveryClauseHasItsRuleAndItsScript holds the table to the tree, so that it
// cannot go stale.
func TestEveryClauseHasItsRuleAndItsScript(t *testing.T) {
	var want, got []string
	for _, part := range []struct {
		letter string
		last   int
	}{{"A", 15}, {"B", 62}} {
		for n := 1; n <= part.last; n++ {
			want = append(want, fmt.Sprintf("%s%02d", part.letter, n))
		}
	}
	all := clauses(t)
	for _, c := range all {
		got = append(got, c.id)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the table has %v", got)
	}
	rules := ruleFiles(t)
	for _, c := range all {
		if c.rule == "" {
			for _, file := range rules {
				if named(t, file)[c.id] {
					t.Errorf("%s is said to be missing, and %s names it: tell the rule and its script in docs/clausole.md", c.id, file)
				}
			}
			continue
		}
		if strings.HasSuffix(c.rule, "_test.go") || !strings.HasSuffix(c.rule, ".go") {
			t.Errorf("%s: %s is no file of rules", c.id, c.rule)
		}
		if !strings.Contains(c.script, "testdata/") {
			t.Errorf("%s: %s is no script", c.id, c.script)
		}
		for _, file := range []string{c.rule, c.script} {
			if !named(t, filepath.Join("../..", file))[c.id] {
				t.Errorf("%s: no comment of %s names it", c.id, file)
			}
		}
	}
}

// ruleFiles are the files in which rules stand.
func ruleFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir("../../governance", func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) < 30 {
		t.Fatalf("%d files of rules: %v", len(files), err)
	}
	return files
}

// cited finds clauses in a comment: "B37", or a range, "B17–B20".
var cited = regexp.MustCompile(`\b([AB])(\d\d)(?:[-–][AB]?(\d\d))?\b`)

// named are the clauses that the comments of a file name: what follows // in
// Go, lines that begin with # in a script.
func named(t *testing.T, path string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
		return nil
	}
	ids := make(map[string]bool)
	for line := range strings.Lines(string(text)) {
		comment := ""
		if strings.HasSuffix(path, ".go") {
			_, comment, _ = strings.Cut(line, "//")
		} else if strings.HasPrefix(line, "#") {
			comment = line
		}
		for _, m := range cited.FindAllStringSubmatch(comment, -1) {
			first, _ := strconv.Atoi(m[2])
			last := first
			if m[3] != "" {
				last, _ = strconv.Atoi(m[3])
			}
			for n := first; n <= last; n++ {
				ids[fmt.Sprintf("%s%02d", m[1], n)] = true
			}
		}
	}
	return ids
}
