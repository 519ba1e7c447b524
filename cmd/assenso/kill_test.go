package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
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
	data := t.TempDir()
	var survived int
	for n := range kills {
		cmd := program(t, bin, data, script)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// The longer it has lived in all, the further it has come: moments
		// spread over the whole of a run.
		life := time.Duration(rand.Int64N(int64(took)))
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		select {
		case err := <-done:
			if err != nil {
				t.Fatalf("start %d ended by itself: %v", n, err)
			}
			survived++
			if n < kills-1 {
				data = t.TempDir() // it got to the end: once more from the beginning
			}
		case <-time.After(life):
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			<-done
		}
	}
	cmd := program(t, bin, data, script)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("last start: %v\n%s", err, out)
	}
	if d := cmp.Diff(want, minutesOf(t, bin, data)); d != "" {
		t.Errorf("minutes after %d kills (-undisturbed +killed):\n%s", kills-survived, d)
	}
	t.Logf("killed %d times, reached the end %d times", kills-survived, survived)
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
	text, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	args := append([]string{"--lang", "it", "--data", data, "console"}, scriptArgs(string(text))...)
	cmd := exec.CommandContext(t.Context(), bin, args...)
	cmd.Stdin = bytes.NewReader(text)
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
		all[id] = string(facts)
	}
	if len(all) == 0 {
		t.Fatal(fmt.Errorf("no meetings in %s", data))
	}
	return all
}
