package journaltest

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"assenso/bot/journal"

	"github.com/google/go-cmp/cmp"
)

func appendCases() []testCase {
	return []testCase{
		{"every field comes back exactly", exactFields},
		{"entries keep the order of commits and calls", keepsOrder},
		{"no commits write nothing", noCommits},
		{"another head conflicts", conflicts},
		{"the same call again conflicts", sameCallAgain},
		{"repeated causes are all listed and nothing is written", repeatedCauses},
		{"a cause belongs to one stream", causePerStream},
		{"a cause twice in one call is refused", causeTwiceInOneCall},
		{"entries that do not follow are refused", unsealed},
		{"one megabyte entries fit", largeEntries},
		{"a large group is written whole", largeGroup},
		{"the caller may change its commits afterwards", ownMemory},
	}
}

func exactFields(t *testing.T, s Store) {
	salt := []byte{0, 255, 1, 254, '\n', '"', '\\', 0, 0, 0, 0, 0, 0, 0, 0, 0}
	given := []journal.Commit{
		{Cause: "discord:message:1 «è»\x00\n\"'\\", Entries: []journal.Entry{
			{At: start(), Name: "plain"},
			{At: start(), Said: start().Add(-time.Nanosecond), By: "ànna\x00x", For: "pre'sident\te", Name: "every-field",
				Data:    json.RawMessage(`{ "b": 1.0,  "a":"\u00e8 è <b> 🗳 \u0000","a":null }`),
				Private: json.RawMessage(`[ "x" , 1e400 ]`), Salt: salt},
		}},
		{Cause: " ", Entries: []journal.Entry{
			{At: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), Name: "no-time", Data: json.RawMessage(`null`)},
			{At: time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC), Said: time.Date(0, 1, 1, 0, 0, 0, 1, time.UTC),
				Name: "far-times", Data: json.RawMessage(`"text"`), Private: json.RawMessage(`false`), Salt: make([]byte, journal.SaltSize)},
		}},
	}
	if _, err := sealAppend(t.Context(), s.Journal, meeting, journal.Head{}, given); err != nil {
		t.Fatal(err)
	}
	wantStream(t, s.Journal, meeting, entriesOf(given))
}

func keepsOrder(t *testing.T, s Store) {
	var want []journal.Entry
	head := journal.Head{}
	for _, causes := range [][]string{{"c", "a", "b"}, {"9", "10"}, {"z"}} {
		group := commits(causes...)
		next, err := sealAppend(t.Context(), s.Journal, meeting, head, group)
		if err != nil {
			t.Fatal(err)
		}
		head = next
		want = append(want, entriesOf(group)...)
	}
	wantStream(t, s.Journal, meeting, want)
}

func noCommits(t *testing.T, s Store) {
	for _, prev := range []journal.Head{{}, {Seq: 5}} {
		head, err := s.Journal.Append(t.Context(), meeting, prev, nil)
		if err != nil || head != prev {
			t.Errorf("head %v, %v; want %v", head, err, prev)
		}
	}
	wantStream(t, s.Journal, meeting, nil)
	wantStreams(t, s.Journal, "meeting")
}

func conflicts(t *testing.T, s Store) {
	first := mustAppend(t, s.Journal, meeting, journal.Head{}, "a")
	head := mustAppend(t, s.Journal, meeting, first, "b")
	want := mustRead(t, s.Journal, meeting, 0)

	otherHash := head
	otherHash.Hash[0]++
	for name, prev := range map[string]journal.Head{
		"the empty stream":   {},
		"an earlier head":    first,
		"a head in the air":  {Seq: head.Seq + 1, Hash: head.Hash},
		"another hash":       otherHash,
		"the head less one":  {Seq: head.Seq - 1, Hash: head.Hash},
		"a head without seq": {Hash: head.Hash},
	} {
		_, err := sealAppend(t.Context(), s.Journal, meeting, prev, commits("c"))
		wantError(t, name, err, journal.ErrConflict)
	}
	_, err := sealAppend(t.Context(), s.Journal, "meeting:new", head, commits("c"))
	wantError(t, "a head of another stream", err, journal.ErrConflict)

	wantStream(t, s.Journal, meeting, want)
	wantStream(t, s.Journal, "meeting:new", nil)
	wantStreams(t, s.Journal, "meeting", meeting)
	mustAppend(t, s.Journal, meeting, head, "c")
}

// Who lost the answer and asks again must read the tail: were it told only
// that the causes are repeated, it would go on from a state that is gone.
func sameCallAgain(t *testing.T, s Store) {
	mustAppend(t, s.Journal, meeting, journal.Head{}, "a", "b")
	_, err := sealAppend(t.Context(), s.Journal, meeting, journal.Head{}, commits("a", "b"))
	wantError(t, "the same call", err, journal.ErrConflict)
}

func repeatedCauses(t *testing.T, s Store) {
	head := mustAppend(t, s.Journal, meeting, journal.Head{}, "a", "b", "c") // two entries each
	want := mustRead(t, s.Journal, meeting, 0)

	_, err := sealAppend(t.Context(), s.Journal, meeting, head, commits("new 1", "b", "new 2", "a", "new 3"))
	var repeated *journal.RepeatedError
	if !errors.As(err, &repeated) {
		t.Fatalf("error %v, want a *RepeatedError", err)
	}
	if diff := cmp.Diff(&journal.RepeatedError{Stream: meeting, Seen: map[string]uint64{"a": 1, "b": 3}}, repeated); diff != "" {
		t.Errorf("repeated (-want +got):\n%s", diff)
	}
	wantStream(t, s.Journal, meeting, want)

	// The good ones are not remembered from the refused call.
	mustAppend(t, s.Journal, meeting, head, "new 1", "new 2", "new 3")

	// One repetition at the end of a large group stops all of it.
	want = mustRead(t, s.Journal, meeting, 0)
	head = wantChain(t, meeting, want)
	_, err = sealAppend(t.Context(), s.Journal, meeting, head, commits(append(numbered("n", 255), "a")...))
	repeated = nil
	if !errors.As(err, &repeated) || !maps.Equal(repeated.Seen, map[string]uint64{"a": 1}) {
		t.Errorf("error %v (%v), want a *RepeatedError for a", err, repeated)
	}
	wantStream(t, s.Journal, meeting, want)
}

func causePerStream(t *testing.T, s Store) {
	mustAppend(t, s.Journal, "meeting:a", journal.Head{}, "same", "A", "è")
	mustAppend(t, s.Journal, "meeting:b", journal.Head{}, "same")
	mustAppend(t, s.Journal, "booking:a", journal.Head{}, "same")
	// Causes are compared as bytes.
	head := wantChain(t, "meeting:a", mustRead(t, s.Journal, "meeting:a", 0))
	mustAppend(t, s.Journal, "meeting:a", head, "a", "same ", "e\u0300", "*", "sam%")
}

func causeTwiceInOneCall(t *testing.T, s Store) {
	_, err := sealAppend(t.Context(), s.Journal, meeting, journal.Head{}, commits("a", "b", "a"))
	wantError(t, "a cause twice", err, journal.ErrNotSealed)
	var repeated *journal.RepeatedError
	if errors.As(err, &repeated) {
		t.Error("taken for a recorded cause: dropping it would lose an update")
	}
	wantStream(t, s.Journal, meeting, nil)
}

func unsealed(t *testing.T, s Store) {
	head := mustAppend(t, s.Journal, meeting, journal.Head{}, "a")
	want := mustRead(t, s.Journal, meeting, 0)
	rows := map[string]func(c []journal.Commit) []journal.Commit{
		"sealed onto another head": func(c []journal.Commit) []journal.Commit {
			journal.Seal(meeting, journal.Head{Seq: head.Seq}, c)
			return c
		},
		"sealed for another stream": func(c []journal.Commit) []journal.Commit {
			journal.Seal("meeting:other", head, c)
			return c
		},
		"changed after sealing":     func(c []journal.Commit) []journal.Commit { c[1].Entries[0].By = "carla"; return c },
		"never sealed":              func([]journal.Commit) []journal.Commit { return commits("b") },
		"a commit missing":          func(c []journal.Commit) []journal.Commit { return c[1:] },
		"a commit without entries":  func(c []journal.Commit) []journal.Commit { c[0].Entries = nil; return c },
		"an entry of another cause": func(c []journal.Commit) []journal.Commit { c[0].Entries[1].Cause = "x"; return c },
		"private values without salt": func(c []journal.Commit) []journal.Commit {
			c[0].Entries[1].Salt = nil
			journal.Seal(meeting, head, c)
			return c
		},
	}
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		c := commits("b", "c")
		journal.Seal(meeting, head, c)
		_, err := s.Journal.Append(t.Context(), meeting, head, rows[name](c))
		wantError(t, name, err, journal.ErrNotSealed)
	}
	wantStream(t, s.Journal, meeting, want)
	mustAppend(t, s.Journal, meeting, head, "b", "c")
}

func largeEntries(t *testing.T, s Store) {
	body := json.RawMessage(`"` + strings.Repeat("verbale ", 1<<17) + `"`)
	var given []journal.Commit
	for _, cause := range numbered("large", 4) {
		given = append(given, journal.Commit{Cause: cause, Entries: []journal.Entry{
			{At: start(), Name: "file", Data: body, Private: body, Salt: make([]byte, journal.SaltSize)},
		}})
	}
	if _, err := sealAppend(t.Context(), s.Journal, meeting, journal.Head{}, given); err != nil {
		t.Fatal(err)
	}
	wantStream(t, s.Journal, meeting, entriesOf(given))
}

func largeGroup(t *testing.T, s Store) {
	given := commits(numbered("update", 1000)...)
	if _, err := sealAppend(t.Context(), s.Journal, meeting, journal.Head{}, given); err != nil {
		t.Fatal(err)
	}
	wantStream(t, s.Journal, meeting, entriesOf(given))
}

func ownMemory(t *testing.T, s Store) {
	given, want := commits("a"), commits("a")
	journal.Seal(meeting, journal.Head{}, want)
	if _, err := sealAppend(t.Context(), s.Journal, meeting, journal.Head{}, given); err != nil {
		t.Fatal(err)
	}
	spoil := func(entries []journal.Entry) {
		for i := range entries {
			clear(entries[i].Data)
			clear(entries[i].Private)
			clear(entries[i].Salt)
			entries[i].By = "spoilt"
		}
	}
	spoil(given[0].Entries)
	spoil(mustRead(t, s.Journal, meeting, 0))
	wantStream(t, s.Journal, meeting, want[0].Entries)
}
