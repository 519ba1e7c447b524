package archive_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"assenso/adapters/archive"
)

// The page that describes the journal ends with a program that checks one. It
// is tried here on what the archive writes.
func TestAnybodyCanCheckAJournal(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil && os.Getenv("CI") != "" {
		t.Fatal("no python3 to try the program with: .ci/run installs it")
	}
	if err != nil {
		t.Skip("no python3 to try the program with")
	}
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "journal.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, program, found := strings.Cut(string(page), "```python\n")
	program, _, ended := strings.Cut(program, "```")
	if !found || !ended {
		t.Fatal("no program on the page")
	}
	if n := strings.Count(program, "\n"); n > 30 {
		t.Errorf("the program has %d lines, more than anybody reads", n)
	}
	script := filepath.Join(t.TempDir(), "verify.py")
	if err := os.WriteFile(script, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}

	a := archive.In(t.TempDir())
	m := store(t, a, sealed())
	journal := filepath.Join(mustFolder(t, a), archive.JournalFile)
	check := func(t *testing.T, want string) {
		t.Helper()
		out, err := exec.CommandContext(t.Context(), python, script, journal).CombinedOutput()
		if good := strings.HasPrefix(want, stream); good != (err == nil) || strings.TrimSpace(string(out)) != want {
			t.Errorf("said %q, %v; want %q", out, err, want)
		}
	}
	check(t, stream+": 4 entries, erased [], head "+m.Hash.String())
	erase(t, a, 3)
	check(t, stream+": 4 entries, erased [3], head "+m.Hash.String())

	text := tree(t, mustFolder(t, a))[archive.JournalFile]
	rows := []struct{ name, old, new, want string }{
		{"a fact changed", `"item":3`, `"item":4`, "entry 1 does not fit"},
		{"a fact spelt otherwise", `"item":3`, `"item": 3`, "entry 1 does not fit"},
		{"words changed", `no? `, `no! `, "entry 2: its private values were changed"},
		{"an actor changed", `"by":"bruno"`, `"by":"carla"`, "entry 3 does not fit"},
		{"a field moved into its neighbour", `"by":"anna","for":"chair"`, `"by":"annac","for":"hair"`, "entry 1 does not fit"},
		{"an entry renumbered", `"seq":4`, `"seq":5`, "entry 4 does not fit"},
		{"an entry removed", text[strings.Index(text, `{"seq":3`):strings.Index(text, `{"seq":4`)], "", "entry 3 does not fit"},
		{"another meeting", "collegio-2026-11-24", "collegio-2026-11-25", "entry 1 does not fit"},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			changed := strings.Replace(text, r.old, r.new, 1)
			if changed == text {
				t.Fatal("nothing changed")
			}
			write(t, a, archive.JournalFile, changed)
			check(t, r.want)
		})
	}
}
