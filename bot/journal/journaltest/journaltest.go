// Package journaltest is the contract of journal.Journal, and a journal in
// memory for the tests of whoever uses one.
//
// Every store runs the same cases, so a fault found in one becomes a case for
// all. Begin at Run; the fake is Memory.
package journaltest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"testing"
	"time"

	"assenso/bot/journal"

	"github.com/google/go-cmp/cmp"
)

// Store is one fresh journal under test.
type Store struct {
	Journal journal.Journal
	// Restart gives up Journal and opens what it kept, as a new process would.
	Restart func(t *testing.T) journal.Journal
	// Damage spoils one entry behind the journal's back. Nil where the store
	// has no way to do so: the cases of damage are then skipped.
	Damage func(t *testing.T, stream string, seq uint64, d Damage)
}

// Damage is how an entry is spoilt.
type Damage int

// The ways in which a store may lose what was written.
const (
	Lost    Damage = iota + 1 // the entry is not there
	Garbled                   // it is there, but cannot be an entry
)

func (d Damage) String() string {
	switch d {
	case Lost:
		return "lost"
	case Garbled:
		return "garbled"
	}
	return fmt.Sprintf("damage %d", int(d))
}

// Run holds a store to the contract of journal.Journal. Open gives a new and
// empty one, and cleans up after it; Run calls it once for each case.
func Run(t *testing.T, open func(t *testing.T) Store) {
	t.Helper()
	for _, group := range [][]testCase{appendCases(), readCases(), concurrencyCases(), lifeCases()} {
		for _, c := range group {
			t.Run(c.name, func(t *testing.T) { c.run(t, open(t)) })
		}
	}
}

type testCase struct {
	name string
	run  func(t *testing.T, s Store)
}

const meeting = "meeting:collegio-2026-11-24"

// start is an arbitrary moment with nanoseconds to lose.
func start() time.Time { return time.Date(2026, 11, 24, 16, 30, 0, 123_456_789, time.UTC) }

// commit is what one cause led to: a plain entry and one with private values.
func commit(cause string) journal.Commit {
	return journal.Commit{Cause: cause, Entries: []journal.Entry{
		{At: start(), Said: start().Add(-time.Second), By: "anna", Name: "objected",
			Data: json.RawMessage(`{"ballot":"3/1","cause":` + quote(cause) + `}`)},
		{At: start(), Name: "noted", Data: json.RawMessage(`{}`),
			Private: json.RawMessage(`{"words":` + quote(cause) + `}`), Salt: []byte("0123456789abcdef")},
	}}
}

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return string(b)
}

func commits(causes ...string) []journal.Commit {
	all := make([]journal.Commit, len(causes))
	for i, cause := range causes {
		all[i] = commit(cause)
	}
	return all
}

// numbered names n causes.
func numbered(prefix string, n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("%s:%d", prefix, i)
	}
	return all
}

func entriesOf(commits []journal.Commit) []journal.Entry {
	var all []journal.Entry
	for _, c := range commits {
		all = append(all, c.Entries...)
	}
	return all
}

// sealAppend seals commits onto prev and appends them.
func sealAppend(ctx context.Context, j journal.Journal, stream string, prev journal.Head, commits []journal.Commit) (journal.Head, error) {
	want := journal.Seal(stream, prev, commits)
	got, err := j.Append(ctx, stream, prev, commits)
	if err == nil && got != want {
		return got, fmt.Errorf("append to %s returned head %d %x, the entries end at %d %x", stream, got.Seq, got.Hash, want.Seq, want.Hash)
	}
	return got, err
}

// mustAppend appends one commit for each cause and returns the new head.
func mustAppend(t *testing.T, j journal.Journal, stream string, prev journal.Head, causes ...string) journal.Head {
	t.Helper()
	head, err := sealAppend(t.Context(), j, stream, prev, commits(causes...))
	if err != nil {
		t.Fatalf("append to %s: %v", stream, err)
	}
	return head
}

func collect[T any](all iter.Seq2[T, error]) ([]T, error) {
	var got []T
	for v, err := range all {
		if err != nil {
			return got, err
		}
		got = append(got, v)
	}
	return got, nil
}

func mustRead(t *testing.T, j journal.Journal, stream string, after uint64) []journal.Entry {
	t.Helper()
	got, err := collect(j.Read(t.Context(), stream, after))
	if err != nil {
		t.Fatalf("read %s after %d: %v", stream, after, err)
	}
	return got
}

// wantStream checks the whole content of a stream, and its chain.
func wantStream(t *testing.T, j journal.Journal, stream string, want []journal.Entry) {
	t.Helper()
	got := mustRead(t, j, stream, 0)
	wantEntries(t, stream, want, got)
	wantChain(t, stream, got)
}

// wantEntries compares times with their zone, and nil with nil.
func wantEntries(t *testing.T, what string, want, got []journal.Entry) {
	t.Helper()
	if len(want) == 0 && len(got) == 0 {
		return
	}
	if reflect.DeepEqual(want, got) { // cmp takes seconds over a megabyte
		return
	}
	if len(want) != len(got) {
		t.Fatalf("%s: %d entries, want %d", what, len(got), len(want))
	}
	for i := range want {
		if !reflect.DeepEqual(want[i], got[i]) {
			t.Fatalf("%s, entry %d (-want +got):\n%s", what, want[i].Seq, cmp.Diff(abridged(want[i]), abridged(got[i])))
		}
	}
}

func abridged(e journal.Entry) string {
	return fmt.Sprintf("seq %d\nat %s\nsaid %s\nby %q\nfor %q\ncause %q\nname %q\ndata %.500q\nprivate %.500q\nsalt %x\ndigest %x\nhash %x\nnils %t %t %t",
		e.Seq, e.At, e.Said, e.By, e.For, e.Cause, e.Name, e.Data, e.Private, e.Salt, e.Digest, e.Hash,
		e.Data == nil, e.Private == nil, e.Salt == nil)
}

func wantChain(t *testing.T, stream string, entries []journal.Entry) journal.Head {
	t.Helper()
	v := journal.NewVerifier(stream)
	for _, e := range entries {
		if err := v.Next(e); err != nil {
			t.Fatal(err)
		}
	}
	return v.Head()
}

func wantStreams(t *testing.T, j journal.Journal, kind string, want ...string) {
	t.Helper()
	got, err := collect(j.Streams(t.Context(), kind))
	if err != nil {
		t.Fatalf("streams of kind %q: %v", kind, err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("streams of kind %q: %q, want %q", kind, got, want)
	}
}

func wantError(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: error %v, want %v", what, err, want)
	}
}
