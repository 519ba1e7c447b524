package journaltest

import (
	"errors"
	"maps"
	"testing"

	"assenso/bot/journal"
)

func lifeCases() []testCase {
	return []testCase{
		{"a sealed stream refuses and leaves the list", sealing},
		{"erasing takes private values and salts only", erasing},
		{"erasing may be repeated and may miss", erasingAgain},
		{"a restart keeps everything", restart},
	}
}

func sealing(t *testing.T, s Store) {
	head := mustAppend(t, s.Journal, meeting, journal.Head{}, "a")
	mustAppend(t, s.Journal, "meeting:other", journal.Head{}, "a")
	want := mustRead(t, s.Journal, meeting, 0)
	for range 2 {
		if err := s.Journal.Seal(t.Context(), meeting); err != nil {
			t.Fatal(err)
		}
	}
	_, err := sealAppend(t.Context(), s.Journal, meeting, head, commits("b"))
	wantError(t, "append", err, journal.ErrSealed)
	_, err = sealAppend(t.Context(), s.Journal, meeting, journal.Head{}, commits("a"))
	wantError(t, "append to another head, a repeated cause", err, journal.ErrSealed)
	wantStream(t, s.Journal, meeting, want)
	wantStreams(t, s.Journal, "meeting", "meeting:other")

	if err := s.Journal.Seal(t.Context(), "meeting:never-held"); err != nil {
		t.Fatal(err)
	}
	_, err = sealAppend(t.Context(), s.Journal, "meeting:never-held", journal.Head{}, commits("a"))
	wantError(t, "append to an empty sealed stream", err, journal.ErrSealed)
	wantStream(t, s.Journal, "meeting:never-held", nil)
	wantStreams(t, s.Journal, "meeting", "meeting:other")

	// Retention comes after the end: the sealed can still be erased.
	if err := s.Journal.Erase(t.Context(), meeting, []uint64{2}); err != nil {
		t.Fatal(err)
	}
	wantStream(t, s.Journal, meeting, erased(want, 2))
}

// erased is what should be read once these are gone.
func erased(entries []journal.Entry, seqs ...uint64) []journal.Entry {
	all := append([]journal.Entry(nil), entries...)
	for _, seq := range seqs {
		all[seq-1].Private, all[seq-1].Salt = nil, nil
	}
	return all
}

func erasing(t *testing.T, s Store) {
	head := mustAppend(t, s.Journal, meeting, journal.Head{}, "a", "b", "c")
	mustAppend(t, s.Journal, "meeting:other", journal.Head{}, "a", "b", "c")
	all := mustRead(t, s.Journal, meeting, 0)
	other := mustRead(t, s.Journal, "meeting:other", 0)

	if err := s.Journal.Erase(t.Context(), meeting, []uint64{6, 2}); err != nil {
		t.Fatal(err)
	}
	want := erased(all, 2, 6)
	wantStream(t, s.Journal, meeting, want)
	wantStream(t, s.Journal, "meeting:other", other)
	v := journal.NewVerifier(meeting)
	for _, e := range mustRead(t, s.Journal, meeting, 0) {
		if err := v.Next(e); err != nil {
			t.Fatal(err)
		}
	}
	if got := v.Erased(); len(got) != 2 || got[0] != 2 || got[1] != 6 {
		t.Errorf("erased %v, want [2 6]", got)
	}
	if v.Head() != head {
		t.Errorf("the head moved to %d", v.Head().Seq)
	}
	mustAppend(t, s.Journal, meeting, head, "d")
}

func erasingAgain(t *testing.T, s Store) {
	mustAppend(t, s.Journal, meeting, journal.Head{}, "a", "b")
	all := mustRead(t, s.Journal, meeting, 0)
	for _, seqs := range [][]uint64{nil, {}, {1, 3}, {0, 5, 1 << 63}, {2}, {2, 2}, {2, 4}} {
		if err := s.Journal.Erase(t.Context(), meeting, seqs); err != nil {
			t.Errorf("erase %v: %v", seqs, err)
		}
	}
	wantStream(t, s.Journal, meeting, erased(all, 2, 4))
}

func restart(t *testing.T, s Store) {
	head := mustAppend(t, s.Journal, meeting, journal.Head{}, "a", "b")
	mustAppend(t, s.Journal, "meeting:sealed", journal.Head{}, "a")
	if err := s.Journal.Erase(t.Context(), meeting, []uint64{2}); err != nil {
		t.Fatal(err)
	}
	if err := s.Journal.Seal(t.Context(), "meeting:sealed"); err != nil {
		t.Fatal(err)
	}
	want := mustRead(t, s.Journal, meeting, 0)

	j := s.Restart(t)
	wantStream(t, j, meeting, want)
	wantStreams(t, j, "meeting", meeting)
	_, err := sealAppend(t.Context(), j, "meeting:sealed", journal.Head{}, commits("b"))
	wantError(t, "append to the sealed stream", err, journal.ErrSealed)
	_, err = sealAppend(t.Context(), j, meeting, journal.Head{}, commits("c"))
	wantError(t, "append to the empty head", err, journal.ErrConflict)
	_, err = sealAppend(t.Context(), j, meeting, head, commits("b", "c"))
	var repeated *journal.RepeatedError
	if !errors.As(err, &repeated) || !maps.Equal(repeated.Seen, map[string]uint64{"b": 3}) {
		t.Errorf("error %v, want a *RepeatedError for b", err)
	}
	mustAppend(t, j, meeting, head, "c")
}
