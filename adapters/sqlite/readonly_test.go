package sqlite_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"assenso/adapters/sqlite"
	"assenso/bot/journal"

	"github.com/google/go-cmp/cmp"
)

func mustRead(t *testing.T, path string) *sqlite.Reader {
	t.Helper()
	r, err := sqlite.OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func wantHead(t *testing.T, r *sqlite.Reader, want journal.Head) {
	t.Helper()
	got, err := journal.Verify(meeting, r.Read(t.Context(), meeting, 0))
	if err != nil || got != want {
		t.Errorf("read up to %d, %v; want %d", got.Seq, err, want.Seq)
	}
}

// An export must not have to stop the service, nor the service wait for it.
func TestReadingWhileAWriterAppends(t *testing.T) {
	f := newFile(t)
	head := mustAppend(t, f.store, meeting, journal.Head{}, group("before", 700)) // some of it in the -wal
	r := mustRead(t, f.path)
	wantHead(t, r, head)
	for n := range 20 {
		head = mustAppend(t, f.store, meeting, head, group(fmt.Sprintf("while-%d", n), 30))
		wantHead(t, r, head)
	}
	n := 0
	for _, err := range r.Read(t.Context(), meeting, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 300 { // in the first of several pages
			head = mustAppend(t, f.store, meeting, head, group("between", 5))
		}
	}
	if n != int(head.Seq) {
		t.Errorf("read %d entries of %d: those appended meanwhile are missing", n, head.Seq)
	}
	for name, err := range r.Streams(t.Context(), "meeting") {
		if err != nil || name != meeting {
			t.Errorf("stream %q, %v", name, err)
		}
	}
}

// A database at rest is left as it was found, without a file beside it: the
// folder may be a backup that nobody may write to.
func TestReadingLeavesNoTrace(t *testing.T) {
	f := newFile(t)
	head := mustAppend(t, f.store, meeting, journal.Head{}, group("a", 50))
	f.close(t)
	defer f.open(t)
	before := folder(t, f.path)
	r, err := sqlite.OpenReadOnly(t.Context(), f.path)
	if err != nil {
		t.Fatal(err)
	}
	wantHead(t, r, head)
	if d := cmp.Diff(before, folder(t, f.path)); d != "" {
		t.Errorf("while it is open (-before +now):\n%s", d)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, folder(t, f.path)); d != "" {
		t.Errorf("after it was closed (-before +now):\n%s", d)
	}
}

// What a killed process left in its -wal is part of the record.
func TestReadingWhatAKilledProcessLeft(t *testing.T) {
	f := newFile(t)
	head := mustAppend(t, f.store, meeting, journal.Head{}, group("a", 50))
	left := filepath.Join(t.TempDir(), "left.db")
	for _, end := range []string{"", "-wal"} {
		all, err := os.ReadFile(f.path + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(left+end, all, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before := folder(t, left)
	wantHead(t, mustRead(t, left), head)
	after := folder(t, left)
	for _, end := range []string{"", "-wal"} {
		if name := filepath.Base(left) + end; before[name] != after[name] {
			t.Errorf("%s was changed", name)
		}
	}
}

// folder is every file beside a database and what it holds.
func folder(t *testing.T, path string) map[string]string {
	t.Helper()
	all := map[string]string{}
	names, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(name)] = string(text)
	}
	return all
}

func TestReadingIsNotWriting(t *testing.T) {
	f := newFile(t)
	head := mustAppend(t, f.store, meeting, journal.Head{}, group("a", 3))
	r := mustRead(t, f.path)
	wantHead(t, r, head)
	if err := f.store.Seal(t.Context(), meeting); err != nil {
		t.Errorf("the writer is hindered: %v", err)
	}
	for name, err := range r.Streams(t.Context(), "meeting") {
		t.Errorf("%s (%v) is sealed, and still listed", name, err)
	}
	wantHead(t, r, head)
}

func TestOpenReadOnlyRefuses(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, []byte("verbale\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(dir, "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.OpenReadOnly(t.Context(), filepath.Join(dir, "none.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if _, err := sqlite.OpenReadOnly(t.Context(), dir); err == nil {
		t.Error("a folder is opened")
	}
	for _, path := range []string{text, empty} {
		var format *sqlite.FormatError
		if _, err := sqlite.OpenReadOnly(t.Context(), path); !errors.As(err, &format) {
			t.Errorf("%s: %v, want a *FormatError", filepath.Base(path), err)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) != 2 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}
