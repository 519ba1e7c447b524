package archive_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assenso/adapters/archive"

	"github.com/google/go-cmp/cmp"
)

func erase(t *testing.T, a archive.Archive, seqs ...uint64) {
	t.Helper()
	if err := a.Erase(t.Context(), stream, seqs); err != nil {
		t.Fatal(err)
	}
}

func TestErasingTakesPrivateValuesAndNothingElse(t *testing.T) {
	a := archive.In(t.TempDir())
	store(t, a, sealed())
	before := tree(t, mustFolder(t, a))
	erase(t, a, 1, 3, 99)

	after := tree(t, mustFolder(t, a))
	for name, text := range after {
		if strings.Contains(text, "costa troppo") {
			t.Errorf("%s still holds what was erased", name)
		}
		if changed := text != before[name]; changed != (name == "journal.jsonl" || name == "manifest.json") {
			t.Errorf("%s: changed %v", name, changed)
		}
	}
	report, err := open(t, a).Verify(t.Context())
	if err != nil || !slices.Equal(report.Erased, []uint64{3}) {
		t.Errorf("report %v, %v; want entry 3 erased", report, err)
	}

	t.Run("again changes nothing", func(t *testing.T) {
		erase(t, a, 3)
		if diff := cmp.Diff(after, tree(t, mustFolder(t, a))); diff != "" {
			t.Errorf("the folder changed (-before +after):\n%s", diff)
		}
	})
	t.Run("the erased record stored again is the same", func(t *testing.T) {
		s := sealed()
		live := entries(stream)
		live[2].Private, live[2].Salt = nil, nil
		s.Entries = sequence(live)
		store(t, a, s)
	})
	t.Run("a copy that was never erased differs", func(t *testing.T) {
		if _, err := a.Store(t.Context(), sealed()); err == nil {
			t.Error("what was erased came back")
		}
	})
}

func TestADamagedJournalIsNotErasedFrom(t *testing.T) {
	a := archive.In(t.TempDir())
	store(t, a, sealed())
	write(t, a, "journal.jsonl", strings.Replace(tree(t, mustFolder(t, a))["journal.jsonl"], "bruno", "carla", 1))
	before := tree(t, mustFolder(t, a))
	wantDamaged(t, a.Erase(t.Context(), stream, []uint64{2}), "journal.jsonl", "changed")
	if diff := cmp.Diff(before, tree(t, mustFolder(t, a))); diff != "" {
		t.Errorf("the folder changed (-before +after):\n%s", diff)
	}
}

// The folder as a power cut may leave it at each step of an erasure.
func TestAnErasureCutShort(t *testing.T) {
	done := archive.In(t.TempDir())
	store(t, done, sealed())
	erase(t, done, 2)
	after := tree(t, mustFolder(t, done))

	rows := []struct {
		name   string
		files  map[string]string
		erased []uint64 // as seen by the next reader
	}{
		{"half a journal aside", map[string]string{".journal.new": after["journal.jsonl"][:100]}, nil},
		{"a journal aside", map[string]string{".journal.new": after["journal.jsonl"]}, nil},
		{"journal and half a manifest aside", map[string]string{".journal.new": after["journal.jsonl"], ".manifest.new": "{"}, nil},
		{"a manifest that has decided", map[string]string{".journal.new": after["journal.jsonl"], "manifest.json": after["manifest.json"]}, []uint64{2}},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			a := archive.In(t.TempDir())
			store(t, a, sealed())
			for name, text := range r.files {
				write(t, a, name, text)
			}
			report, err := open(t, a).Verify(t.Context())
			if err != nil || !slices.Equal(report.Erased, r.erased) {
				t.Errorf("report %v, %v; want %v erased", report, err, r.erased)
			}
			erase(t, a, 2)
			if diff := cmp.Diff(after, tree(t, mustFolder(t, a))); diff != "" {
				t.Errorf("erased again (-want +got):\n%s", diff)
			}
			if _, err := os.Lstat(filepath.Join(mustFolder(t, a), ".journal.new")); err == nil {
				t.Error("a copy of the journal stayed aside")
			}
		})
	}
}
