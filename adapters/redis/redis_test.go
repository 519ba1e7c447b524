package redis_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assenso/adapters/redis"
	"assenso/adapters/redis/redistest"
	"assenso/bot/journal"
	"assenso/bot/journal/journaltest"
	"assenso/bot/memo"
	"assenso/bot/memo/memotest"

	goredis "github.com/redis/go-redis/v9"
)

// meeting is the stream of most tests.
const meeting = "meeting:collegio-2026-11-24"

func mustOpen(t testing.TB, address string) *redis.Store {
	t.Helper()
	s, err := redis.Open(context.Background(), address)
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

// stranger speaks to the server as an administrator would, behind the store's
// back.
func stranger(t testing.TB, server *redistest.Server) *goredis.Client {
	t.Helper()
	c := goredis.NewClient(&goredis.Options{Addr: server.Addr(), MaxRetries: -1})
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// do runs a command that must do something.
func do(t testing.TB, c *goredis.Client, args ...any) {
	t.Helper()
	if n, err := c.Do(context.Background(), args...).Int(); err != nil || n == 0 {
		t.Fatalf("%v: %d, %v", args, n, err)
	}
}

// rewrite changes the line of an entry, or takes it out where nothing is left
// of it. Redis itself cannot: the stream is made anew.
func rewrite(t testing.TB, c *goredis.Client, key string, seq uint64, change func(string) string) {
	t.Helper()
	ctx := context.Background()
	groups, err := c.Do(ctx, "XRANGE", key, "-", "+").Slice()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Del(ctx, key).Err(); err != nil {
		t.Fatal(err)
	}
	changed := false
	for _, g := range groups {
		id, fields := g.([]any)[0], g.([]any)[1].([]any)
		again := []any{"XADD", key, id}
		for i := 0; i+1 < len(fields); i += 2 {
			line := fields[i+1].(string)
			if fields[i] == fmt.Sprint(seq) {
				line, changed = change(line), true
			}
			if line != gone {
				again = append(again, fields[i], line)
			}
		}
		if len(again) > 3 {
			if err := c.Do(ctx, again...).Err(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if !changed {
		t.Fatalf("%s has no entry %d", key, seq)
	}
}

// gone is the line of an entry that is to be lost.
const gone = "gone"

func lose(string) string { return gone }

func TestJournalContract(t *testing.T) {
	server := redistest.Start(t, redistest.Safe()...)
	behind := stranger(t, server)
	n := 0
	journaltest.Run(t, func(t *testing.T) journaltest.Store {
		n++ // each case has a store of its own on the one server
		prefix := fmt.Sprintf("case-%d", n)
		address := server.URL("prefix=" + prefix)
		return journaltest.Store{
			Journal: mustOpen(t, address),
			Restart: func(t *testing.T) journal.Journal {
				server.Restart(t)
				return mustOpen(t, address)
			},
			Damage: func(t *testing.T, stream string, seq uint64, d journaltest.Damage) {
				key := prefix + ":{" + stream + "}:entries"
				change := lose
				if d == journaltest.Garbled {
					change = func(line string) string { return line[1:] }
				}
				rewrite(t, behind, key, seq, change)
			},
		}
	})
}

func TestMemoContract(t *testing.T) {
	server := redistest.Start(t, redistest.Safe()...)
	n := 0
	memotest.Run(t, func(t *testing.T) memotest.Store {
		n++
		address := server.URL(fmt.Sprintf("prefix=case-%d", n))
		return memotest.Store{
			Memo: mustOpen(t, address),
			Restart: func(t *testing.T) memo.Memo {
				server.Restart(t)
				return mustOpen(t, address)
			},
		}
	})
}

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

func mustAppend(t testing.TB, j journal.Journal, stream string, prev journal.Head, commits []journal.Commit) journal.Head {
	t.Helper()
	journal.Seal(stream, prev, commits)
	head, err := j.Append(context.Background(), stream, prev, commits)
	if err != nil {
		t.Fatal(err)
	}
	return head
}

const (
	headKey    = "assenso:{" + meeting + "}:head"
	entriesKey = "assenso:{" + meeting + "}:entries"
	privateKey = "assenso:{" + meeting + "}:private"
	causesKey  = "assenso:{" + meeting + "}:causes"
)

func TestEveryKindOfDamageIsNamed(t *testing.T) {
	server := redistest.Start(t)
	behind := stranger(t, server)
	s := mustOpen(t, server.URL())
	line := func(change func(string) string) func() {
		return func() { rewrite(t, behind, entriesKey, 3, change) }
	}
	command := func(args ...any) func() {
		return func() {
			if err := behind.Do(t.Context(), args...).Err(); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, row := range []struct {
		name   string
		damage func()
		seq    uint64
		why    string
		before int
	}{
		{"a line cut in the middle", line(func(l string) string { return l[:20] }), 3, "line", 2},
		{"an empty line", line(func(string) string { return "" }), 3, "line", 2},
		{"a line spelt otherwise", line(func(l string) string { return strings.Replace(l, ",", ", ", 1) }), 3, "line", 2},
		{"the line of another entry", line(func(l string) string { return strings.Replace(l, `"seq":3`, `"seq":4`, 1) }), 3, "of entry 4", 2},
		{"private values in the line", line(func(l string) string {
			return strings.Replace(l, `,"digest"`, `,"private":{},"salt":"MDEyMzQ1Njc4OWFiY2RlZg==","digest"`, 1)
		}), 3, "stand in its line", 2},
		{"an entry lost", line(lose), 3, "missing", 2},
		{"the last entry lost", func() { rewrite(t, behind, entriesKey, 5, lose) }, 5, "missing", 4},
		{"the last group lost", command("XDEL", entriesKey, "5-0"), 1, "missing", 0},
		{"all entries lost", command("DEL", entriesKey), 1, "missing", 0},
		{"private values lost", command("HDEL", privateKey, "3"), 3, "were not erased", 2},
		{"private values cut", command("HSET", privateKey, "3", "MDEyMzQ1Njc4OWFiY2RlZg== {"), 3, "not what was written", 2},
		{"a short salt", command("HSET", privateKey, "3", "MDEy {}"), 3, "not what was written", 2},
		{"a head behind its entries", command("HSET", headKey, "seq", "3"), 4, "beyond the head", 5},
		{"a head before its entries", command("HSET", headKey, "seq", "9"), 6, "missing", 5},
		{"a head with another hash", command("HSET", headKey, "hash", strings.Repeat("ab", 32)), 5, "not the head's", 5},
		{"a head that is no number", command("HSET", headKey, "seq", "x"), 0, "head", 0},
		{"a head with a short hash", command("HSET", headKey, "hash", "ab"), 0, "head", 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			if err := behind.Del(t.Context(), headKey, entriesKey, privateKey, causesKey).Err(); err != nil {
				t.Fatal(err)
			}
			mustAppend(t, s, meeting, journal.Head{}, group("a", 5))
			row.damage()
			n := 0
			var err error
			for _, err = range s.Read(t.Context(), meeting, 0) {
				if err == nil {
					n++
				}
			}
			var corrupt *journal.CorruptError
			if !errors.As(err, &corrupt) || corrupt.Seq != row.seq || !strings.Contains(corrupt.Why, row.why) || n != row.before {
				t.Errorf("%d entries, then %v; want %d, then entry %d: %s", n, err, row.before, row.seq, row.why)
			}
		})
	}
}

// An entry that stands beyond the head is found by the first write: nothing is
// written, and nothing half.
func TestAnEntryBeyondTheHeadStopsTheAppend(t *testing.T) {
	server := redistest.Start(t)
	behind := stranger(t, server)
	s := mustOpen(t, server.URL())
	head := mustAppend(t, s, meeting, journal.Head{}, group("a", 2))
	do(t, behind, "EVAL", "redis.call('XADD', KEYS[1], '9-0', 'entry', 'x') return 1", 1, entriesKey)
	commits := group("b", 2)
	journal.Seal(meeting, head, commits)
	_, err := s.Append(t.Context(), meeting, head, commits)
	var corrupt *journal.CorruptError
	if !errors.As(err, &corrupt) || corrupt.Seq != 3 {
		t.Errorf("error %v, want a *CorruptError for entry 3", err)
	}
	if n := behind.HLen(t.Context(), causesKey).Val(); n != 2 {
		t.Errorf("%d causes, want the 2 of before", n)
	}
}

// What belongs to another program stops the append before its first write.
func TestAKeyOfAnotherTypeStopsTheAppend(t *testing.T) {
	for _, key := range []string{headKey, entriesKey, privateKey, causesKey} {
		server := redistest.Start(t)
		behind := stranger(t, server)
		s := mustOpen(t, server.URL())
		if err := behind.Set(t.Context(), key, "x", 0).Err(); err != nil {
			t.Fatal(err)
		}
		commits := group("a", 2)
		journal.Seal(meeting, journal.Head{}, commits)
		if _, err := s.Append(t.Context(), meeting, journal.Head{}, commits); err == nil {
			t.Errorf("%s: appended", key)
		}
		for _, other := range []string{headKey, entriesKey, privateKey, causesKey} {
			if n := behind.Exists(t.Context(), other).Val(); n != 0 && other != key {
				t.Errorf("%s is of another type, and yet %s was written", key, other)
			}
		}
	}
}

// The causes of a stream that lives for years are bounded; those put aside are
// still known.
func TestCausesAreBounded(t *testing.T) {
	server := redistest.Start(t)
	behind := stranger(t, server)
	s := mustOpen(t, server.URL())
	head := journal.Head{}
	for i := range 45 {
		head = mustAppend(t, s, meeting, head, group(fmt.Sprint(i), 1000))
	}
	for _, key := range []string{causesKey, causesKey + "-before"} {
		if n := behind.HLen(t.Context(), key).Val(); n == 0 || n > 21_000 {
			t.Errorf("%s has %d causes", key, n)
		}
	}
	commits := group("20", 3)
	journal.Seal(meeting, head, commits)
	_, err := s.Append(t.Context(), meeting, head, commits)
	var repeated *journal.RepeatedError
	if !errors.As(err, &repeated) || len(repeated.Seen) != 3 || repeated.Seen["20:1"] != 20_002 {
		t.Errorf("error %v (%+v), want a *RepeatedError for three causes of long ago", err, repeated)
	}
	if err := s.Seal(t.Context(), meeting); err != nil {
		t.Fatal(err)
	}
	if n := behind.Exists(t.Context(), causesKey, causesKey+"-before").Val(); n != 0 {
		t.Error("sealing keeps causes")
	}
}

// What was erased is in no file of the server once the rewriting is through.
func TestErasedBytesLeaveTheFiles(t *testing.T) {
	server := redistest.Start(t, append(redistest.Safe(), "--rdbcompression", "no")...)
	behind := stranger(t, server)
	s := mustOpen(t, server.URL())
	commits := group("a", 3)
	commits[1].Entries[0].Private = json.RawMessage(`"Bruno Verdi"`)
	mustAppend(t, s, meeting, journal.Head{}, commits)
	if !inFiles(t, server, "Bruno Verdi") {
		t.Fatal("it was never in the files: nothing is tested")
	}
	if err := s.Erase(t.Context(), meeting, []uint64{2}); err != nil {
		t.Fatal(err)
	}
	for strings.Contains(behind.Info(t.Context(), "persistence").Val(), "aof_rewrite_in_progress:1") {
	}
	if inFiles(t, server, "Bruno Verdi") {
		t.Error("the erased value is still in a file")
	}
	if !inFiles(t, server, "costa troppo, a 2") {
		t.Error("what was not erased is gone")
	}
}

func inFiles(t *testing.T, server *redistest.Server, text string) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(server.File(""), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // rewritten meanwhile
		}
		found = found || bytes.Contains(b, []byte(text))
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return found
}

func TestOtherFormatsAreRefused(t *testing.T) {
	server := redistest.Start(t)
	behind := stranger(t, server)
	var format *redis.FormatError
	if _, err := redis.OpenReadOnly(t.Context(), server.URL()); !errors.As(err, &format) || format.Found != 0 {
		t.Errorf("an empty server to read: %v", err)
	}
	if n := behind.DBSize(t.Context()).Val(); n != 0 {
		t.Errorf("looking has left %d keys", n)
	}
	if err := behind.Set(t.Context(), "assenso:format", "2", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := redis.Open(t.Context(), server.URL()); !errors.As(err, &format) || format.Found != 2 || format.Known != 1 {
		t.Errorf("a newer format: %v", err)
	}
	if err := behind.Set(t.Context(), "assenso:format", "mine", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := redis.Open(t.Context(), server.URL()); err == nil || errors.As(err, &format) {
		t.Errorf("another program's key: %v", err)
	}
}

func TestAReplicaIsRefused(t *testing.T) {
	primary := redistest.Start(t)
	replica := redistest.Start(t, "--replicaof", "127.0.0.1", fmt.Sprint(primary.Port))
	var refused *redis.RefusedError
	if _, err := redis.Open(t.Context(), replica.URL()); !errors.As(err, &refused) || refused.Why != redis.Replica {
		t.Errorf("error %v, want a refusal", err)
	}
}

func TestAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"redis://localhost":                      "redis://localhost",
		"redis://:hunter2@h:7000/3?prefix=liceo": "redis://h:7000/3",
		"rediss://u:hunter2@h?lease=10s":         "rediss://h",
		"redis://h:1?addr=h:2&addr=h:3":          "redis://h:1",
		"redis://h?read_timeout=2s":              "redis://h",
		"":                                       "",
		"assenso.db":                             "",
		"redis:///0":                             "",
		"redis://h/x":                            "",
		"redis://h?prefix=":                      "",
		"redis://h?prefix={a}":                   "",
		"redis://h?lease=1ms":                    "",
		"redis://h?lease=hunter2":                "",
		"redis://u:hunter2@h?nothing=known":      "",
		"redis://u:hunter2@h:port":               "",
		"redis://u:hunter2@h\x00":                "",
		"unix:///run/redis.sock":                 "",
	} {
		a, err := redis.ParseAddress(text)
		var bad *redis.AddressError
		switch {
		case want == "" && !errors.As(err, &bad):
			t.Errorf("%q: %v, want an *AddressError", text, err)
		case want != "" && (err != nil || a.String() != want):
			t.Errorf("%q is %q, %v; want %q", text, a, err, want)
		}
		if shown := fmt.Sprint(a, err); strings.Contains(shown, "hunter2") {
			t.Errorf("%q: shown in %s", text, shown)
		}
	}
}
