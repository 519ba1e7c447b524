package journaltest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"assenso/bot/journal"
)

func readCases() []testCase {
	return []testCase{
		{"an unknown stream is empty", emptyStream},
		{"reading begins after a number", readAfter},
		{"a long stream is read whole", longStream},
		{"the journal may be used while reading", nestedUse},
		{"streams are listed by kind, ascending", streamsByKind},
		{"many streams are listed whole", manyStreamsListed},
		{"a context that ended stops everything", contextEnded},
		{"a damaged entry is reported, never skipped", damage},
	}
}

func emptyStream(t *testing.T, s Store) {
	wantStream(t, s.Journal, meeting, nil)
	wantStreams(t, s.Journal, "meeting")
	if err := s.Journal.Erase(t.Context(), meeting, []uint64{1, 2}); err != nil {
		t.Errorf("erase in an empty stream: %v", err)
	}
	wantStreams(t, s.Journal, "meeting")
	mustAppend(t, s.Journal, meeting, journal.Head{}, "a")
}

func readAfter(t *testing.T, s Store) {
	head := mustAppend(t, s.Journal, meeting, journal.Head{}, "a", "b", "c")
	all := mustRead(t, s.Journal, meeting, 0)
	for after := range head.Seq + 1 {
		wantEntries(t, fmt.Sprintf("after %d", after), all[after:], mustRead(t, s.Journal, meeting, after))
	}
	for _, after := range []uint64{head.Seq + 1, math.MaxInt64, math.MaxUint64} {
		if got := mustRead(t, s.Journal, meeting, after); len(got) > 0 {
			t.Errorf("after %d: %d entries", after, len(got))
		}
	}
}

// Longer than any page in which a store may fetch.
func longStream(t *testing.T, s Store) {
	given := commits(numbered("update", 3000)...)
	if _, err := sealAppend(t.Context(), s.Journal, meeting, journal.Head{}, given); err != nil {
		t.Fatal(err)
	}
	wantStream(t, s.Journal, meeting, entriesOf(given))
	n := 0
	for _, err := range s.Journal.Read(t.Context(), meeting, 10) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 700 {
			break
		}
	}
	if n != 700 {
		t.Errorf("%d entries before the break", n)
	}
}

func nestedUse(t *testing.T, s Store) {
	heads := map[string]journal.Head{}
	for _, id := range numbered("meeting", 20) {
		heads[id] = mustAppend(t, s.Journal, id, journal.Head{}, "a", "b")
	}
	for stream, err := range s.Journal.Streams(t.Context(), "meeting") {
		if err != nil {
			t.Fatal(err)
		}
		for e, err := range s.Journal.Read(t.Context(), stream, 0) {
			if err != nil {
				t.Fatal(err)
			}
			if e.Seq > 2 { // what is appended below may be seen here
				break
			}
			heads[stream] = mustAppend(t, s.Journal, stream, heads[stream], fmt.Sprintf("inside %d", e.Seq))
			wantChain(t, stream, mustRead(t, s.Journal, stream, 0))
		}
	}
	for stream, head := range heads {
		if got := wantChain(t, stream, mustRead(t, s.Journal, stream, 0)); got != head || head.Seq != 8 {
			t.Errorf("%s ends at %d, appended up to %d, want 8", stream, got.Seq, head.Seq)
		}
	}
}

func streamsByKind(t *testing.T, s Store) {
	for _, stream := range []string{
		"meeting:b", "meeting:a", "meeting:10", "meeting:9", "meeting:B", "meeting:è", "meeting:a:1", "meeting:*",
		"meet:x", "meetings:x", "Meeting:x", "booking:video-2026", "m_eting:x", "%:x",
	} {
		mustAppend(t, s.Journal, stream, journal.Head{}, "a")
	}
	wantStreams(t, s.Journal, "meeting",
		"meeting:*", "meeting:10", "meeting:9", "meeting:B", "meeting:a", "meeting:a:1", "meeting:b", "meeting:è")
	wantStreams(t, s.Journal, "meeting:a")
	wantStreams(t, s.Journal, "meet", "meet:x")
	wantStreams(t, s.Journal, "booking", "booking:video-2026")
	wantStreams(t, s.Journal, "m_eting", "m_eting:x")
	wantStreams(t, s.Journal, "%", "%:x")
	wantStreams(t, s.Journal, "*")
	wantStreams(t, s.Journal, "")
	for range s.Journal.Streams(t.Context(), "meeting") {
		break
	}
}

// More than any page in which a store may fetch.
func manyStreamsListed(t *testing.T, s Store) {
	var want []string
	for i := range 1100 {
		stream := fmt.Sprintf("booking:%04d", i)
		mustAppend(t, s.Journal, stream, journal.Head{}, "a")
		want = append(want, stream)
	}
	wantStreams(t, s.Journal, "booking", want...)
}

func contextEnded(t *testing.T, s Store) {
	head := mustAppend(t, s.Journal, meeting, journal.Head{}, "a")
	want := mustRead(t, s.Journal, meeting, 0)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()

	_, err := sealAppend(ctx, s.Journal, meeting, head, commits("b"))
	wantError(t, "append", err, context.Canceled)
	_, err = collect(s.Journal.Read(ctx, meeting, 0))
	wantError(t, "read", err, context.Canceled)
	_, err = collect(s.Journal.Streams(ctx, "meeting"))
	wantError(t, "streams", err, context.Canceled)
	wantError(t, "erase", s.Journal.Erase(ctx, meeting, []uint64{2}), context.Canceled)
	wantError(t, "seal", s.Journal.Seal(ctx, meeting), context.Canceled)

	wantStream(t, s.Journal, meeting, want)
	wantStreams(t, s.Journal, "meeting", meeting)
	mustAppend(t, s.Journal, meeting, head, "b")
}

func damage(t *testing.T, s Store) {
	if s.Damage == nil {
		t.Skip("this store supplies no way to damage it")
	}
	rows := []struct {
		how Damage
		seq uint64
	}{{Lost, 1}, {Lost, 3}, {Lost, 6}, {Garbled, 1}, {Garbled, 4}, {Garbled, 6}}
	for _, row := range rows {
		stream := fmt.Sprintf("meeting:%s-%d", row.how, row.seq)
		t.Run(stream, func(t *testing.T) {
			mustAppend(t, s.Journal, stream, journal.Head{}, "a", "b", "c")
			mustAppend(t, s.Journal, stream+"-sound", journal.Head{}, "a", "b", "c")
			sound := mustRead(t, s.Journal, stream, 0)
			s.Damage(t, stream, row.seq, row.how)

			got, err := collect(s.Journal.Read(t.Context(), stream, 0))
			var corrupt *journal.CorruptError
			if !errors.As(err, &corrupt) {
				t.Fatalf("%d entries, error %v; want a *CorruptError", len(got), err)
			}
			if corrupt.Stream != stream || corrupt.Seq != row.seq || corrupt.Why == "" {
				t.Errorf("corrupt at %s/%d: %q; want entry %d", corrupt.Stream, corrupt.Seq, corrupt.Why, row.seq)
			}
			wantEntries(t, "read before the fault", sound[:row.seq-1], got)
			if got := mustRead(t, s.Journal, stream+"-sound", 0); len(got) != 6 {
				t.Errorf("another stream now has %d entries", len(got))
			}
		})
	}
}
