package journal_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"assenso/bot/journal"
)

func TestCheckTakesWhatSealMakes(t *testing.T) {
	commits := fixed()
	want := journal.Seal(stream, journal.Head{}, commits)
	got, err := journal.Check(stream, journal.Head{}, commits)
	if err != nil || got != want {
		t.Errorf("head %v, %v; want %v", got, err, want)
	}
	// The same, in parts, from a head in the middle.
	middle := journal.Seal(stream, journal.Head{}, commits[:1])
	if got, err := journal.Check(stream, middle, commits[1:]); err != nil || got != want {
		t.Errorf("from the middle: head %v, %v; want %v", got, err, want)
	}
}

func TestCheckRefusesWhatDoesNotFollow(t *testing.T) {
	rows := []struct {
		name   string
		change func(c []journal.Commit) []journal.Commit
		why    string
	}{
		{"a commit without cause", func(c []journal.Commit) []journal.Commit { c[0].Cause = ""; return c }, "without cause"},
		{"a commit without entries", func(c []journal.Commit) []journal.Commit { c[1].Entries = nil; return c }, "no entry"},
		{"an entry with another cause", func(c []journal.Commit) []journal.Commit { c[0].Entries[1].Cause = "z"; return c }, "another cause"},
		{"commits in another order", func(c []journal.Commit) []journal.Commit { c[0], c[1] = c[1], c[0]; return c }, "gap"},
		{"an entry changed after sealing", func(c []journal.Commit) []journal.Commit { c[1].Entries[0].By = "z"; return c }, "hash"},
		{"private values changed after sealing", func(c []journal.Commit) []journal.Commit {
			c[0].Entries[1].Private = json.RawMessage(`{}`)
			return c
		}, "digest"},
		{"private values gone after sealing", func(c []journal.Commit) []journal.Commit { c[0].Entries[1].Private = nil; return c }, "digest"},
		{"a local time", func(c []journal.Commit) []journal.Commit {
			c[0].Entries[0].At = c[0].Entries[0].At.In(time.FixedZone("", 60))
			return c
		}, "UTC"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			commits := fixed()
			journal.Seal(stream, journal.Head{}, commits)
			head, err := journal.Check(stream, journal.Head{}, row.change(commits))
			wantUnfit(t, err, row.why)
			if head != (journal.Head{}) {
				t.Errorf("head %v moved", head)
			}
		})
	}
	t.Run("another head", func(t *testing.T) {
		commits := fixed()
		journal.Seal(stream, journal.Head{}, commits)
		_, err := journal.Check(stream, journal.Head{Seq: 1}, commits)
		wantUnfit(t, err, "gap")
		_, err = journal.Check(stream, journal.Head{Hash: [32]byte{1}}, commits)
		wantUnfit(t, err, "hash")
	})
	t.Run("another stream", func(t *testing.T) {
		commits := fixed()
		journal.Seal(stream, journal.Head{}, commits)
		_, err := journal.Check("meeting:other", journal.Head{}, commits)
		wantUnfit(t, err, "hash")
	})
}

// Well sealed, but no store could keep and export it.
func TestCheckRefusesWhatCannotBeRecorded(t *testing.T) {
	rows := []struct {
		name   string
		stream string
		change func(c *journal.Commit, e *journal.Entry)
		why    string
	}{
		{"a stream without kind", ":17", nil, "no kind"},
		{"a stream without id", "meeting", nil, "no id"},
		{"a stream with a line feed", "meeting:a\nb", nil, "control"},
		{"a stream that is not UTF-8", "meeting:\xff", nil, "UTF-8"},
		{"a stream with an endless name", "meeting:" + strings.Repeat("x", journal.MaxText), nil, "too long"},
		{"a nameless entry", "", func(_ *journal.Commit, e *journal.Entry) { e.Name = "" }, "no name"},
		{"text that is not UTF-8", "", func(_ *journal.Commit, e *journal.Entry) { e.By = "\xc3" }, "UTF-8"},
		{"a cause too long", "", func(c *journal.Commit, _ *journal.Entry) { c.Cause = strings.Repeat("x", journal.MaxText+1) }, "too long"},
		{"data too long", "", func(_ *journal.Commit, e *journal.Entry) {
			e.Data = json.RawMessage(`"` + strings.Repeat("x", journal.MaxBody) + `"`)
		}, "too long"},
		{"data of two lines", "", func(_ *journal.Commit, e *journal.Entry) { e.Data = json.RawMessage("{\n}") }, "one line"},
		{"data with space before it", "", func(_ *journal.Commit, e *journal.Entry) { e.Data = json.RawMessage(" {}") }, "one line"},
		{"data that is not JSON", "", func(_ *journal.Commit, e *journal.Entry) { e.Data = json.RawMessage("{") }, "one line"},
		{"data that is not UTF-8", "", func(_ *journal.Commit, e *journal.Entry) { e.Data = json.RawMessage("\"\xff\"") }, "one line"},
		{"private values that are not JSON", "", func(_ *journal.Commit, e *journal.Entry) { e.Private = json.RawMessage("Anna") }, "one line"},
		{"private values without salt", "", func(_ *journal.Commit, e *journal.Entry) { e.Salt = nil }, "salt of 0 bytes"},
		{"private values with a short salt", "", func(_ *journal.Commit, e *journal.Entry) { e.Salt = e.Salt[1:] }, "salt of 15 bytes"},
		{"a year of five digits", "", func(_ *journal.Commit, e *journal.Entry) { e.At = e.At.AddDate(9000, 0, 0) }, "years"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			name := row.stream
			if name == "" {
				name = stream
			}
			commits := fixed()[:1]
			commits[0].Entries = commits[0].Entries[1:]
			if row.change != nil {
				row.change(&commits[0], &commits[0].Entries[0])
			}
			journal.Seal(name, journal.Head{}, commits)
			_, err := journal.Check(name, journal.Head{}, commits)
			wantUnfit(t, err, row.why)
		})
	}
	t.Run("a cause twice in one call", func(t *testing.T) {
		commits := append(fixed(), fixed()[0])
		journal.Seal(stream, journal.Head{}, commits)
		_, err := journal.Check(stream, journal.Head{}, commits)
		wantUnfit(t, err, "twice")
	})
}

func wantUnfit(t *testing.T, err error, why string) {
	t.Helper()
	if !errors.Is(err, journal.ErrNotSealed) || !strings.Contains(err.Error(), why) {
		t.Errorf("error %v, want ErrNotSealed with %q", err, why)
	}
}

func BenchmarkCheck(b *testing.B) {
	commits := group(256)
	journal.Seal(stream, journal.Head{}, commits)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := journal.Check(stream, journal.Head{}, commits); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(commits)), "ns/entry")
}
