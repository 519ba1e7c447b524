package archive_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"assenso/adapters/archive"
)

const childDir = "ASSENSO_ARCHIVE_TEST_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		child(dir)
	}
	os.Exit(m.Run())
}

// child stores the same large meeting under new names for ever, until killed,
// and names each on standard output as soon as it is said to be stored.
func child(dir string) {
	fmt.Println("open")
	for i := 0; ; i++ {
		s := large(fmt.Sprintf("meeting:%d", i))
		if _, err := archive.In(dir).Store(context.Background(), s); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(s.Stream)
	}
}

func large(stream string) archive.Sealed {
	s := sealed()
	s.Stream, s.Entries = stream, sequence(entries(stream))
	s.Annexes = nil
	for i := range 8 {
		s.Annexes = append(s.Annexes, archive.Part{Name: fmt.Sprint(i, ".bin"), Write: func(w io.Writer) error {
			zeros := iotest.HalfReader(strings.NewReader(strings.Repeat(fmt.Sprint(i), 300<<10)))
			_, err := io.Copy(w, zeros)
			return err
		}})
	}
	return s
}

// Killed at any moment, the archive shows a meeting whole or not at all, all
// that were said to be stored among them.
func TestKilledWhileStoring(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 3
	}
	for round := range rounds {
		dir := t.TempDir()
		said := killed(t, dir, time.Duration(rand.IntN(int(150*time.Millisecond))))
		a := archive.In(dir)
		seen := map[string]bool{}
		for stream, err := range a.Meetings() {
			if err != nil {
				t.Fatalf("round %d: %v", round, err)
			}
			seen[stream] = true
			verify(t, a, stream)
		}
		for _, stream := range said {
			if !seen[stream] {
				t.Errorf("round %d: %s was stored and is gone", round, stream)
			}
		}
		if len(seen) > len(said)+1 {
			t.Errorf("round %d: %d meetings for %d told", round, len(seen), len(said))
		}
		// Whichever it was killed in, going on from there works and clears up.
		next := fmt.Sprintf("meeting:%d", len(said))
		store(t, a, large(next))
		verify(t, a, next)
		if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
			t.Errorf("round %d: left behind %v, %v", round, left, err)
		}
	}
}

func verify(t *testing.T, a archive.Archive, stream string) {
	t.Helper()
	m, err := a.Open(stream)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if _, err := m.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// killed runs a child until some time after its first word, and returns what
// it said it had stored.
func killed(t *testing.T, dir string, after time.Duration) []string {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program)
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var said []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if lines.Text() == "open" {
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
			continue
		}
		said = append(said, lines.Text())
	}
	if cmd.Wait() == nil {
		t.Error("the child ended by itself")
	}
	return said
}
