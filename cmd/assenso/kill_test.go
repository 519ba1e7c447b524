package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// kills is how often the program is killed in the middle of a meeting.
const kills = 100

// TestKilledAtRandomTheMinutesAreTheSame runs the real program on a script,
// kills it (SIGKILL) again and again at random moments, starts it anew with
// the same script from its first line, and holds the minutes against those of
// a run that was left alone.
func TestKilledAtRandomTheMinutesAreTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program a hundred times")
	}
	bin := build(t)
	const script = "testdata/transcripts/contested.script"
	want, took := undisturbed(t, bin, script)
	killed, ended := 0, 0
	for killed < kills {
		data := t.TempDir()
		for killed < kills && !killedAfter(t, program(t, bin, data, script), time.Duration(rand.Int64N(int64(took)))) {
			killed++
		}
		if out, err := program(t, bin, data, script).CombinedOutput(); err != nil {
			t.Fatalf("last start: %v\n%s", err, out)
		}
		ended++
		if d := cmp.Diff(want, minutesOf(t, bin, data)); d != "" {
			t.Fatalf("minutes after %d kills (-undisturbed +killed):\n%s", killed, d)
		}
	}
	t.Logf("killed %d times in %d meetings, each with the same minutes", killed, ended)
}

// killedAfter starts a program and kills it after a while, unless it ends
// before: then it reports true.
func killedAfter(t *testing.T, cmd *exec.Cmd, life time.Duration) (ended bool) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			t.Fatalf("ended by itself: %v", err)
		}
		return true
	case <-time.After(life):
		killed := cmd.Process.Kill() == nil
		<-done
		return !killed
	}
}

func build(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "assenso")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return bin
}

// program is the real program on a script.
func program(t *testing.T, bin, data, script string) *exec.Cmd {
	t.Helper()
	text := readScript(t, script, "it")
	args := append([]string{"--lang", "it", "--data", data, "console"}, scriptArgs(text)...)
	cmd := exec.CommandContext(t.Context(), bin, args...)
	cmd.Stdin = strings.NewReader(text)
	return cmd
}

// undisturbed plays the script to its end and returns its minutes, and how
// long that takes.
func undisturbed(t *testing.T, bin, script string) (map[string]string, time.Duration) {
	t.Helper()
	data := t.TempDir()
	start := time.Now()
	if out, err := program(t, bin, data, script).CombinedOutput(); err != nil {
		t.Fatalf("undisturbed: %v\n%s", err, out)
	}
	took := time.Since(start)
	return minutesOf(t, bin, data), took
}

// minutesOf exports the minutes of every meeting, as facts.
func minutesOf(t *testing.T, bin, data string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for _, id := range (played{data: data}).meetings(t) {
		out := t.TempDir()
		if o, err := exec.CommandContext(t.Context(), bin, "--data", data, "export", id, "--out", out).CombinedOutput(); err != nil {
			t.Fatalf("export: %v\n%s", err, o)
		}
		facts, err := os.ReadFile(filepath.Join(out, id, "minutes.json"))
		if err != nil {
			t.Fatal(err)
		}
		all[id] = hashes.ReplaceAllString(string(facts), "HASH") // salts are random, and so is the head
	}
	if len(all) == 0 {
		t.Fatalf("no meetings in %s", data)
	}
	return all
}
