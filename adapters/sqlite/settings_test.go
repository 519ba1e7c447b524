package sqlite

import (
	"path/filepath"
	"testing"
)

// A misspelt setting is silently ignored by SQLite, and nothing would be
// missed before the first power cut.
func TestEveryConnectionHasItsSettings(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "assenso.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, row := range []struct{ pragma, write, read string }{
		{"journal_mode", "wal", "wal"},
		{"synchronous", "2", "2"}, // FULL
		{"fullfsync", "1", "1"},
		{"checkpoint_fullfsync", "1", "1"},
		{"foreign_keys", "1", "1"},
		{"secure_delete", "1", "1"},
		{"busy_timeout", "1000", "1000"},
		{"query_only", "0", "1"},
		{"application_id", "1634956133", "1634956133"},
		{"user_version", "1", "1"},
		{"encoding", "UTF-8", "UTF-8"}, // causes and names are compared and sorted as bytes
	} {
		var write, read string
		if err := s.write.QueryRowContext(t.Context(), "PRAGMA "+row.pragma).Scan(&write); err != nil {
			t.Fatal(err)
		}
		if err := s.read.QueryRowContext(t.Context(), "PRAGMA "+row.pragma).Scan(&read); err != nil {
			t.Fatal(err)
		}
		if write != row.write || read != row.read {
			t.Errorf("%s is %s for the writer, %s for readers; want %s and %s", row.pragma, write, read, row.write, row.read)
		}
	}
	if n := s.write.Stats().MaxOpenConnections; n != 1 {
		t.Errorf("%d writers, want 1", n)
	}
}
