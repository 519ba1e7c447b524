package journaltest_test

import (
	"encoding/json"
	"errors"
	"testing"

	"assenso/bot/journal"
	"assenso/bot/journal/journaltest"
)

func TestMemoryKeepsTheContract(t *testing.T) {
	journaltest.Run(t, journaltest.OpenMemory)
}

const meeting = "meeting:a"

func sealed(prev journal.Head, cause string) ([]journal.Commit, journal.Head) {
	commits := []journal.Commit{{Cause: cause, Entries: []journal.Entry{{Name: "x", Data: json.RawMessage(`{}`)}}}}
	return commits, journal.Seal(meeting, prev, commits)
}

func TestMemoryFailsAsTold(t *testing.T) {
	m := journaltest.NewMemory()
	m.FailAppends(journaltest.Conflict, journaltest.TimeoutUnwritten, journaltest.TimeoutWritten)
	commits, head := sealed(journal.Head{}, "a")
	for _, row := range []struct {
		name    string
		want    error
		entries int
	}{
		{"a conflict from nowhere", journal.ErrConflict, 0},
		{"a time-out without writing", journaltest.ErrNoAnswer, 0},
		{"a time-out after writing", journaltest.ErrNoAnswer, 1},
		{"a real conflict, with no fault left", journal.ErrConflict, 1},
	} {
		_, err := m.Append(t.Context(), meeting, journal.Head{}, commits)
		if !errors.Is(err, row.want) || len(m.Entries(meeting)) != row.entries {
			t.Errorf("%s: %v with %d entries; want %v with %d", row.name, err, len(m.Entries(meeting)), row.want, row.entries)
		}
	}
	commits, _ = sealed(head, "b")
	if _, err := m.Append(t.Context(), meeting, head, commits); err != nil {
		t.Errorf("after all faults: %v", err)
	}
}

func TestARefusalTakesNoFault(t *testing.T) {
	m := journaltest.NewMemory()
	commits, head := sealed(journal.Head{}, "a")
	if _, err := m.Append(t.Context(), meeting, journal.Head{}, commits); err != nil {
		t.Fatal(err)
	}
	m.FailAppends(journaltest.TimeoutUnwritten)
	if _, err := m.Append(t.Context(), meeting, journal.Head{}, commits); !errors.Is(err, journal.ErrConflict) {
		t.Errorf("error %v, want the conflict that any store would answer", err)
	}
	commits, _ = sealed(head, "b")
	if _, err := m.Append(t.Context(), meeting, head, commits); !errors.Is(err, journaltest.ErrNoAnswer) {
		t.Errorf("error %v, want the fault", err)
	}
}

func TestSomebodyMayAppendFirst(t *testing.T) {
	m := journaltest.NewMemory()
	m.BeforeAppend(func() {
		commits, _ := sealed(journal.Head{}, "theirs")
		if _, err := m.Append(t.Context(), meeting, journal.Head{}, commits); err != nil {
			t.Error(err)
		}
	})
	commits, _ := sealed(journal.Head{}, "ours")
	if _, err := m.Append(t.Context(), meeting, journal.Head{}, commits); !errors.Is(err, journal.ErrConflict) {
		t.Errorf("error %v, want a conflict", err)
	}
	if got := m.Entries(meeting); len(got) != 1 || got[0].Cause != "theirs" {
		t.Errorf("entries %v, want only theirs", got)
	}
}

func TestMemoryStaysSilentWhenTold(t *testing.T) {
	m := journaltest.NewMemory()
	m.FailReads(2)
	for _, err := range m.Read(t.Context(), meeting, 0) {
		if !errors.Is(err, journaltest.ErrNoAnswer) {
			t.Errorf("read: %v", err)
		}
	}
	for _, err := range m.Streams(t.Context(), "meeting") {
		if !errors.Is(err, journaltest.ErrNoAnswer) {
			t.Errorf("streams: %v", err)
		}
	}
	if _, err := journal.Verify(meeting, m.Read(t.Context(), meeting, 0)); err != nil {
		t.Errorf("after both: %v", err)
	}
}
