package sqlite_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"assenso/adapters/sqlite"
	"assenso/bot/journal"
)

const childPath = "ASSENSO_SQLITE_TEST_CHILD"

func streams() []string { return []string{"meeting:a", "meeting:b", "booking:c"} }

// child appends for ever, two appenders a stream, and says on standard output
// what has been acknowledged: one line a call, "stream cause…".
func child(path string) int {
	ctx := context.Background()
	s, err := sqlite.Open(ctx, path)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println("open")
	var all sync.WaitGroup
	for _, stream := range streams() {
		for w := range 2 {
			all.Go(func() {
				fmt.Fprintln(os.Stderr, appendForEver(ctx, s, stream, w))
				os.Exit(1)
			})
		}
	}
	all.Wait()
	return 0
}

func appendForEver(ctx context.Context, s *sqlite.Store, stream string, worker int) error {
	head := journal.Head{}
	for call := 0; ; call++ {
		n := 1 + rand.IntN(8)
		commits := make([]journal.Commit, n)
		line := stream
		for i := range commits {
			// The cause tells how large its call was, so that half of one shows.
			cause := fmt.Sprintf("%d/%d/%d/%d/%d", os.Getpid(), worker, call, i, n)
			commits[i] = journal.Commit{Cause: cause, Entries: []journal.Entry{
				{At: time.Now(), Name: "x", Data: json.RawMessage(`{"filler":"` + strings.Repeat("x", rand.IntN(3000)) + `"}`)},
				{At: time.Now(), Name: "y", Private: json.RawMessage(`"p"`), Salt: make([]byte, journal.SaltSize)},
			}}
			line += " " + cause
		}
		for {
			journal.Seal(stream, head, commits)
			next, err := s.Append(ctx, stream, head, commits)
			if err == nil {
				head = next
				break
			}
			if !errors.Is(err, journal.ErrConflict) {
				return err
			}
			for e, err := range s.Read(ctx, stream, head.Seq) {
				if err != nil {
					return err
				}
				head = journal.Head{Seq: e.Seq, Hash: e.Hash}
			}
		}
		if _, err := os.Stdout.WriteString(line + "\n"); err != nil {
			return err
		}
	}
}

// A process killed in the middle of appending loses nothing it acknowledged,
// tears no call, and leaves a lock that stops nobody.
func TestKilledAtRandomNothingAcknowledgedIsLost(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGKILL")
	}
	path := filepath.Join(t.TempDir(), "assenso.db")
	acknowledged := map[string]map[string]bool{}
	for _, stream := range streams() {
		acknowledged[stream] = map[string]bool{}
	}
	rounds := 20
	if testing.Short() {
		rounds = 3
	}
	for round := range rounds {
		for _, line := range runAndKill(t, path, 1+rand.IntN(150)) {
			stream, causes, _ := strings.Cut(line, " ")
			for cause := range strings.FieldsSeq(causes) {
				acknowledged[stream][cause] = true
			}
		}
		checkAcknowledged(t, path, acknowledged)
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	n := 0
	for _, causes := range acknowledged {
		n += len(causes)
	}
	t.Logf("%d commits acknowledged in %d lives", n, rounds)
}

// runAndKill starts a child, kills it after so many acknowledgements, and
// returns every line it got out whole.
func runAndKill(t *testing.T, path string, after int) []string {
	t.Helper()
	cmd := startChild(t, path)
	var lines []string
	r := bufio.NewReader(cmd.out)
	for {
		line, err := r.ReadString('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if lines = append(lines, strings.TrimSuffix(line, "\n")); len(lines) == after+1 {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait() // it was killed
	if len(lines) <= after {
		t.Fatalf("the child ended by itself after %d lines", len(lines))
	}
	return lines[1:]
}

type childProcess struct {
	*exec.Cmd
	out io.Reader
}

func startChild(t *testing.T, path string) childProcess {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childPath+"="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // where the test ended early
	return childProcess{cmd, out}
}

func checkAcknowledged(t *testing.T, path string, acknowledged map[string]map[string]bool) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	for stream, causes := range acknowledged {
		v := journal.NewVerifier(stream)
		entries := map[string]int{} // by cause
		calls := map[string]int{}   // commits by call, whose last field is their number
		for e, err := range s.Read(t.Context(), stream, 0) {
			if err != nil {
				t.Fatal(err)
			}
			if err := v.Next(e); err != nil {
				t.Fatal(err)
			}
			if entries[e.Cause]++; entries[e.Cause] == 1 {
				f := strings.Split(e.Cause, "/")
				calls[strings.Join([]string{f[0], f[1], f[2], f[4]}, "/")]++
			}
		}
		for cause := range causes {
			if entries[cause] == 0 {
				t.Errorf("%s: %s was acknowledged and is lost", stream, cause)
			}
		}
		for cause, n := range entries {
			if n != 2 {
				t.Errorf("%s: %s has %d entries, want 2", stream, cause, n)
			}
		}
		for call, n := range calls {
			if !strings.HasSuffix(call, fmt.Sprintf("/%d", n)) {
				t.Errorf("%s: of call %s there are %d commits", stream, call, n)
			}
		}
	}
}

func TestASecondProcessIsToldWhoHoldsTheDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "assenso.db")
	before := time.Now().Add(-time.Second)
	cmd := startChild(t, path)
	if _, err := bufio.NewReader(cmd.out).ReadString('\n'); err != nil { // it says that it has it open
		t.Fatal(err)
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	_, err = sqlite.Open(t.Context(), path)
	var locked *sqlite.LockedError
	if !errors.As(err, &locked) {
		t.Fatalf("error %v, want a *LockedError", err)
	}
	if locked.PID != cmd.Process.Pid || locked.Host != host || locked.Since.Before(before) || locked.Since.After(time.Now()) {
		t.Errorf("locked by %d on %s since %s; want %d on %s, just now", locked.PID, locked.Host, locked.Since, cmd.Process.Pid, host)
	}
	if !strings.Contains(err.Error(), fmt.Sprint(cmd.Process.Pid)) {
		t.Errorf("%v does not name process %d", err, cmd.Process.Pid)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	mustOpen(t, path) // the dead hold nothing
}

func TestOneFileHasOneLockUnderAllItsNames(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "assenso.db")
	s := mustOpen(t, path)
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		if runtime.GOOS != "windows" { // where links are for administrators
			t.Fatal(err)
		}
		t.Skip(err)
	}
	for _, name := range []string{path, filepath.Join(dir, "..", filepath.Base(dir), "assenso.db"), link} {
		var locked *sqlite.LockedError
		if _, err := sqlite.Open(t.Context(), name); !errors.As(err, &locked) || locked.PID != os.Getpid() {
			t.Errorf("%s: error %v, want a *LockedError of this process", name, err)
		}
	}
	// An Open that was refused has not touched the owner's lock.
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	mustOpen(t, link)
}
