package sqlite_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assenso/adapters/sqlite"
	"assenso/bot/journal"
	"assenso/bot/journal/journaltest"
	"assenso/bot/memo"
	"assenso/bot/memo/memotest"
)

// TestMain lets the tests of crashes run this very binary as another process.
func TestMain(m *testing.M) {
	if path := os.Getenv(childPath); path != "" {
		os.Exit(child(path))
	}
	os.Exit(m.Run())
}

func mustOpen(t testing.TB, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// file is one database under a contract.
type file struct {
	path  string
	store *sqlite.Store
}

func newFile(t *testing.T) *file {
	f := &file{path: filepath.Join(t.TempDir(), "assenso 100% #1?.db")}
	f.open(t)
	t.Cleanup(func() { f.close(t) })
	return f
}

func (f *file) open(t *testing.T) {
	t.Helper()
	var err error
	if f.store, err = sqlite.Open(context.Background(), f.path); err != nil {
		t.Fatal(err)
	}
}

func (f *file) close(t *testing.T) {
	t.Helper()
	if err := f.store.Close(); err != nil {
		t.Error(err)
	}
}

func (f *file) restart(t *testing.T) *sqlite.Store {
	f.close(t)
	f.open(t)
	return f.store
}

// stranger opens the database as another program would, behind the store's back.
func (f *file) stranger(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(f.path))
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func (f *file) tamper(t *testing.T, text string, args ...any) {
	t.Helper()
	db := f.stranger(t)
	defer db.Close()
	done, err := db.Exec(text, args...)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		t.Fatalf("%s: %d rows, %v", text, n, err)
	}
}

const thatEntry = ` WHERE stream = (SELECT id FROM stream WHERE name = ?) AND seq = ?`

func TestJournalContract(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) journaltest.Store {
		f := newFile(t)
		return journaltest.Store{
			Journal: f.store,
			Restart: func(t *testing.T) journal.Journal { return f.restart(t) },
			Damage: func(t *testing.T, stream string, seq uint64, d journaltest.Damage) {
				text := `DELETE FROM entry` + thatEntry
				if d == journaltest.Garbled {
					text = `UPDATE entry SET data = substr(data, 2)` + thatEntry
				}
				f.tamper(t, text, stream, int64(seq))
			},
		}
	})
}

func TestMemoContract(t *testing.T) {
	memotest.Run(t, func(t *testing.T) memotest.Store {
		f := newFile(t)
		return memotest.Store{
			Memo:    f.store,
			Restart: func(t *testing.T) memo.Memo { return f.restart(t) },
		}
	})
}

const meeting = "meeting:collegio-2026-11-24"

// group is n commits of one entry each, with private values.
func group(prefix string, n int) []journal.Commit {
	commits := make([]journal.Commit, n)
	for i := range commits {
		commits[i] = journal.Commit{Cause: fmt.Sprintf("%s:%d", prefix, i), Entries: []journal.Entry{{
			At: time.Date(2026, 11, 24, 16, 30, 0, i, time.UTC), By: "anna", Name: "objected",
			Data:    json.RawMessage(`{"ballot":"3/1","position":"against","text":"` + strings.Repeat("x", 120) + `"}`),
			Private: json.RawMessage(fmt.Sprintf(`{"words":"costa troppo, %s %d"}`, prefix, i)),
			Salt:    []byte("0123456789abcdef"),
		}}}
	}
	return commits
}

func mustAppend(t testing.TB, s *sqlite.Store, stream string, prev journal.Head, commits []journal.Commit) journal.Head {
	t.Helper()
	journal.Seal(stream, prev, commits)
	head, err := s.Append(context.Background(), stream, prev, commits)
	if err != nil {
		t.Fatal(err)
	}
	return head
}

func TestEveryKindOfDamageIsNamed(t *testing.T) {
	for _, row := range []struct{ name, text, why string }{
		{"a time that is none", `UPDATE entry SET at = 'yesterday'` + thatEntry, "time"},
		{"a time of the words that is none", `UPDATE entry SET said = ''` + thatEntry, "time of the words"},
		{"data cut in the middle", `UPDATE entry SET data = substr(data, 1, 20)` + thatEntry, "not JSON"},
		{"no data left", `UPDATE entry SET data = ''` + thatEntry, "not JSON"},
		{"a short hash", `UPDATE entry SET hash = x'00'` + thatEntry, "hash has 1"},
		{"a short digest", `UPDATE entry SET digest = x'0000'` + thatEntry, "digest has 2"},
		{"no digest", `UPDATE entry SET digest = NULL` + thatEntry, "without a digest"},
		{"the entry under another number", `UPDATE entry SET seq = 77` + thatEntry, "missing"},
		{"private values lost", `DELETE FROM private` + thatEntry, "were not erased"},
		{"private values cut", `UPDATE private SET value = substr(value, 3)` + thatEntry, "not what was written"},
		{"a short salt", `UPDATE private SET salt = x'00'` + thatEntry, "not what was written"},
	} {
		t.Run(row.name, func(t *testing.T) {
			f := newFile(t)
			mustAppend(t, f.store, meeting, journal.Head{}, group("a", 5))
			f.tamper(t, `UPDATE stream SET id = id WHERE name = ?`, meeting) // the way in works
			f.tamper(t, "PRAGMA ignore_check_constraints = 1; "+row.text, meeting, int64(3))
			wantCorrupt(t, f.store, 3, row.why, 2)
		})
	}
	for _, row := range []struct {
		name, text string
		seq        uint64
		why        string
		before     int
	}{
		{"a head behind its entries", `UPDATE stream SET seq = 3 WHERE name = ?`, 4, "beyond the head", 5},
		{"a head before its entries", `UPDATE stream SET seq = 9 WHERE name = ?`, 6, "missing", 5},
		{"a head with another hash", `UPDATE stream SET hash = zeroblob(32) WHERE name = ?`, 5, "not the head's", 5},
		{"a head with a short hash", `PRAGMA ignore_check_constraints = 1; UPDATE stream SET hash = x'' WHERE name = ?`, 0, "head", 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			f := newFile(t)
			mustAppend(t, f.store, meeting, journal.Head{}, group("a", 5))
			f.tamper(t, row.text, meeting)
			wantCorrupt(t, f.store, row.seq, row.why, row.before)
		})
	}
}

func wantCorrupt(t *testing.T, s *sqlite.Store, seq uint64, why string, before int) {
	t.Helper()
	n := 0
	var err error
	for _, err = range s.Read(t.Context(), meeting, 0) {
		if err == nil {
			n++
		}
	}
	var corrupt *journal.CorruptError
	if !errors.As(err, &corrupt) {
		t.Fatalf("%d entries, error %v; want a *CorruptError", n, err)
	}
	if corrupt.Stream != meeting || corrupt.Seq != seq || !strings.Contains(corrupt.Why, why) || n != before {
		t.Errorf("after %d entries: %v; want entry %d, %q, after %d", n, err, seq, why, before)
	}
}

// An entry that the head forgot must never be overwritten, nor be followed.
func TestAppendMeetsAnEntryBeyondTheHead(t *testing.T) {
	f := newFile(t)
	first := mustAppend(t, f.store, meeting, journal.Head{}, group("a", 1))
	mustAppend(t, f.store, meeting, first, group("b", 1))
	f.tamper(t, `UPDATE stream SET seq = 1, hash = ? WHERE name = ?`, first.Hash[:], meeting)
	commits := group("c", 1)
	journal.Seal(meeting, first, commits)
	_, err := f.store.Append(t.Context(), meeting, first, commits)
	var corrupt *journal.CorruptError
	if !errors.As(err, &corrupt) || corrupt.Seq != 2 {
		t.Errorf("error %v, want a *CorruptError for entry 2", err)
	}
}

// A page of the file overwritten by zeros is what a torn write looks like.
func TestATornPageIsReported(t *testing.T) {
	f := newFile(t)
	mustAppend(t, f.store, meeting, journal.Head{}, group("a", 400))
	f.close(t)
	const pageSize = 4096
	size, torn := tearLastEntryPage(t, f.path, pageSize)
	if torn < 0 {
		t.Fatalf("no page of entries among %d", size/pageSize)
	}
	f.open(t)
	n := 0
	var err error
	for _, err = range f.store.Read(t.Context(), meeting, 0) {
		if err == nil {
			n++
		}
	}
	var corrupt *journal.CorruptError
	if !errors.As(err, &corrupt) || corrupt.Stream != meeting || corrupt.Seq != uint64(n)+1 {
		t.Errorf("after %d entries: error %v; want a *CorruptError for the next", n, err)
	}
}

// tearLastEntryPage finds a page holding the data of entry 200 and zeroes it.
func tearLastEntryPage(t *testing.T, path string, pageSize int) (size, at int) {
	t.Helper()
	all, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	i := strings.Index(string(all), "2026-11-24T16:30:00.0000002Z")
	if i < 0 {
		return len(all), -1
	}
	at = i / pageSize * pageSize
	clear(all[at : at+pageSize])
	if err := os.WriteFile(path, all, 0o600); err != nil {
		t.Fatal(err)
	}
	return len(all), at
}

func TestErasedBytesLeaveTheDisk(t *testing.T) {
	f := newFile(t)
	head := journal.Head{}
	for g := range 8 {
		head = mustAppend(t, f.store, meeting, head, group(fmt.Sprintf("secret-%d", g), 50))
		mustAppend(t, f.store, fmt.Sprintf("meeting:other-%d", g), journal.Head{}, group("kept", 10))
	}
	long := group("long", 1)
	long[0].Entries[0].Private = json.RawMessage(`"` + strings.Repeat("secret-long ", 10_000) + `"`)
	head = mustAppend(t, f.store, meeting, head, long)

	// Half before the write-ahead log has reached the file, half after.
	for _, odd := range []uint64{1, 0} {
		var seqs []uint64
		for seq := uint64(1); seq <= head.Seq; seq++ {
			if seq%2 == odd {
				seqs = append(seqs, seq)
			}
		}
		if err := f.store.Erase(t.Context(), meeting, seqs); err != nil {
			t.Fatal(err)
		}
	}
	got, err := journal.Verify(meeting, f.store.Read(t.Context(), meeting, 0))
	if err != nil || got != head {
		t.Errorf("head %v, %v; want %v", got, err, head)
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(f.path), "*"))
	if err != nil || len(files) < 2 {
		t.Fatalf("files %q, %v", files, err)
	}
	kept := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		// The causes hold the prefix too, so look for the private words.
		if n := strings.Count(string(text), "costa troppo, secret") + strings.Count(string(text), "secret-long"); n > 0 {
			t.Errorf("%s still holds %d erased values", filepath.Base(name), n)
		}
		kept += strings.Count(string(text), "costa troppo, kept")
	}
	if kept < 80 {
		t.Errorf("%d values of others are left, want 80: is the search any good?", kept)
	}
}

func TestErasingWaitsForReadersAndSaysSo(t *testing.T) {
	f := newFile(t)
	mustAppend(t, f.store, meeting, journal.Head{}, group("a", 2))
	db := f.stranger(t)
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := tx.QueryRow(`SELECT count(*) FROM entry`).Scan(&n); err != nil { // now it holds a snapshot
		t.Fatal(err)
	}
	if err := f.store.Erase(t.Context(), meeting, []uint64{1}); err == nil || !strings.Contains(err.Error(), "reading") {
		t.Errorf("error %v, want one that tells of a reader", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := f.store.Erase(t.Context(), meeting, []uint64{1}); err != nil {
		t.Errorf("again, with no reader: %v", err)
	}
}

func TestACopyMadeWhileRunningIsWhole(t *testing.T) {
	f := newFile(t)
	head := mustAppend(t, f.store, meeting, journal.Head{}, group("a", 700)) // some of it still in the -wal
	copied := filepath.Join(t.TempDir(), "copy.db")
	db := f.stranger(t)
	defer db.Close()
	if _, err := db.Exec(`VACUUM INTO ?`, copied); err != nil {
		t.Fatal(err)
	}
	head2 := mustAppend(t, f.store, meeting, head, group("b", 1))
	s := mustOpen(t, copied)
	got, err := journal.Verify(meeting, s.Read(t.Context(), meeting, 0))
	if err != nil || got != head {
		t.Errorf("the copy ends at %d, %v; want %d of %d", got.Seq, err, head.Seq, head2.Seq)
	}
	mustAppend(t, s, meeting, head, group("c", 1))
}

func TestCloseLeavesOneWholeFile(t *testing.T) {
	f := newFile(t)
	mustAppend(t, f.store, meeting, journal.Head{}, group("a", 10))
	f.close(t)
	defer f.open(t)
	if left, err := os.Stat(f.path + "-wal"); err == nil && left.Size() > 0 {
		t.Errorf("%d bytes are left in the write-ahead log", left.Size())
	}
	if info, err := os.Stat(f.path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want it private to its owner", info.Mode(), err)
	}
}

func TestOpenRefusesWhatIsNotItsOwn(t *testing.T) {
	foreign := func(t *testing.T, path, text string) {
		t.Helper()
		db := (&file{path: path}).stranger(t)
		defer db.Close()
		if _, err := db.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	for _, row := range []struct {
		name  string
		make  func(t *testing.T, path string)
		found int
		why   string
	}{
		{"another program's database", func(t *testing.T, path string) { foreign(t, path, `CREATE TABLE t (x)`) }, 0, "not a database of assenso"},
		{"another program's mark", func(t *testing.T, path string) {
			foreign(t, path, `PRAGMA application_id = 7; PRAGMA user_version = 1`)
		}, 0, "not a database of assenso"},
		{"a text file", func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(strings.Repeat("verbale\n", 1000)), 0o600); err != nil {
				t.Fatal(err)
			}
		}, 0, "not a database of assenso"},
		{"a newer format", func(t *testing.T, path string) {
			s := mustOpen(t, path)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			foreign(t, path, `PRAGMA user_version = 99`)
		}, 99, "run the version that wrote it"},
	} {
		t.Run(row.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.db")
			row.make(t, path)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			s, err := sqlite.Open(t.Context(), path)
			var format *sqlite.FormatError
			if !errors.As(err, &format) || format.Found != row.found || !strings.Contains(err.Error(), row.why) {
				t.Errorf("store %v, error %v; want a *FormatError, found %d, %q", s, err, row.found, row.why)
			}
			after, err := os.ReadFile(path)
			if err != nil || string(after) != string(before) {
				t.Errorf("the file was changed, %v", err)
			}
		})
	}
	t.Run("a folder that is not there", func(t *testing.T) {
		_, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "no", "x.db"))
		if !errors.Is(err, os.ErrNotExist) {
			t.Errorf("error %v, want ErrNotExist", err)
		}
	})
}
