package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// books are read once for all tests.
var books = newShelf()

var rewrite = flag.Bool("rewrite", false, "write what the transcripts show now; commit only what you can explain")

// hashes stand for themselves in a golden file: salts are random, so they
// differ in every run. What must be equal is compared by the replay.
var hashes = regexp.MustCompile(`\b[0-9a-f]{8,64}\b`)

// TestTranscripts plays each script of testdata/transcripts in both languages,
// every update delivered once and then twice: what people see must be the same.
func TestTranscripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/transcripts/*.script")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, script := range scripts {
		name := strings.TrimSuffix(filepath.Base(script), ".script")
		for _, language := range []string{"it", "en"} {
			t.Run(name+"/"+language, func(t *testing.T) {
				t.Parallel()
				once := playScript(t, script, language)
				golden(t, filepath.Join("testdata/transcripts", name+"."+language+".golden"), once.shown)
				twice := playScript(t, script, language, "--twice")
				if d := cmp.Diff(once.shown, twice.shown); d != "" {
					t.Errorf("every update delivered twice shows something else (-once +twice):\n%s", d)
				}
				once.replays(t, language)
			})
		}
	}
}

// played is a script that was played, and where.
type played struct {
	shown string
	data  string
}

// playScript runs the program on a script with an empty data folder. The first
// lines of a script may hold arguments: "#! --roster testdata/x.csv". At a line
// "#! stop" the program ends, and another goes on with what is on the disk.
func playScript(t *testing.T, script, language string, more ...string) played {
	t.Helper()
	text := readScript(t, script, language)
	p := played{data: t.TempDir()}
	args := append([]string{"--lang", language, "--data", p.data, "console"}, scriptArgs(text)...)
	for part := range strings.SplitSeq(text, "\n#! stop\n") {
		code, out, errs := run(t, part, append(args, more...)...)
		if code != 0 {
			t.Fatalf("exit %d\n%s\n%s", code, out, errs)
		}
		if fault := regexp.MustCompile(`(?m)^! .*$`).FindString(out); fault != "" {
			t.Errorf("the script is faulty: %s", fault)
		}
		p.shown += scrub(out, p.data)
	}
	return p
}

// labels are what a button is called in Italian and in English: "[Contrario|Against]".
var labels = regexp.MustCompile(`\[([^\]|]+)\|([^\]|]+)\]`)

// readScript reads a script with the buttons as they are called in a language.
func readScript(t *testing.T, script, language string) string {
	t.Helper()
	text, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	called := "[$1]"
	if language == "en" {
		called = "[$2]"
	}
	return labels.ReplaceAllString(string(text), called)
}

// scriptArgs are the arguments in the first line of a script.
func scriptArgs(text string) []string {
	first, _, _ := strings.Cut(text, "\n")
	if args, ok := strings.CutPrefix(first, "#!"); ok {
		return strings.Fields(args)
	}
	return nil
}

// scrub takes out what differs from run to run.
func scrub(out, data string) string {
	out = strings.ReplaceAll(out, data, "DATA")
	return hashes.ReplaceAllString(out, "HASH")
}

// run executes a command line with an input.
func run(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = execute(t.Context(), args, books, streams{strings.NewReader(in), &o, &e})
	return code, o.String(), e.String()
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *rewrite {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
}

// replays exports every meeting of the run, verifies its chain, and rebuilds
// its minutes from the journal alone: to the same bytes.
func (p played) replays(t *testing.T, language string) {
	t.Helper()
	for _, id := range p.meetings(t) {
		out := t.TempDir()
		for _, args := range [][]string{
			{"export", id, "--out", out},
			{"verify", filepath.Join(out, id, "journal.jsonl")},
			{"replay", filepath.Join(out, id, "journal.jsonl")},
		} {
			args = append([]string{"--lang", language, "--data", p.data}, args...)
			if code, o, e := run(t, "", args...); code != 0 {
				t.Errorf("%v: exit %d\n%s%s", args, code, o, e)
			}
		}
	}
}

// TestMinutesNameNoAccounts: how the convocation reached somebody is annexed,
// and whoever reads the minutes must not learn people's accounts from it.
func TestMinutesNameNoAccounts(t *testing.T) {
	p := playScript(t, "testdata/transcripts/ordinary.script", "it")
	for _, id := range p.meetings(t) {
		out := t.TempDir()
		told{args: []string{"--data", p.data, "export", id, "--out", out}, want: id}.check(t)
		for _, name := range []string{"minutes.md", "minutes.html"} {
			text, err := os.ReadFile(filepath.Join(out, id, name))
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(text, []byte("console:")) {
				t.Errorf("%s names an account", name)
			}
		}
	}
}

// meetings lists what the register of the bodies has.
func (p played) meetings(t *testing.T) []string {
	t.Helper()
	a := &app{data: p.data}
	store, err := a.openRecords(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	ids, err := meetings(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}
