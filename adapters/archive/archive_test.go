package archive_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assenso/adapters/archive"
	"assenso/bot/document"
	"assenso/bot/journal"

	"github.com/google/go-cmp/cmp"
)

const stream = "meeting:collegio-2026-11-24"

// entries is a sealed record with private values in entry 2 and 3.
func entries(stream string) []journal.Entry {
	at := time.Date(2026, 11, 24, 15, 30, 0, 250_000_000, time.UTC)
	salt := []byte("0123456789abcdef")
	commits := []journal.Commit{
		{Cause: "console:message:1", Entries: []journal.Entry{
			{At: at, Said: at.Add(-time.Second), By: "anna", For: "chair", Name: "motion-proposed", Data: json.RawMessage(`{"item":3}`)},
			{At: at, Name: "noted", Data: json.RawMessage(`{}`), Private: json.RawMessage(`{"text":"Perché no? \u2028 <b>"}`), Salt: salt},
		}},
		{Cause: "console:message:2", Entries: []journal.Entry{
			{At: at.Add(time.Minute), By: "bruno", Name: "objected", Private: json.RawMessage(`{"said":1e400,"said":"costa troppo"}`), Salt: salt},
			{At: at.Add(2 * time.Minute), Name: "ballot-closed"},
		}},
	}
	journal.Seal(stream, journal.Head{}, commits)
	var all []journal.Entry
	for _, c := range commits {
		all = append(all, c.Entries...)
	}
	return all
}

func sequence(entries []journal.Entry) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func sealed() archive.Sealed {
	minutes := document.Document{Title: "Verbale n. 3", Lang: "it", Blocks: []document.Block{
		document.Paragraph{Text: document.Text("La seduta è aperta.")},
	}}
	return archive.Sealed{
		Stream:  stream,
		Entries: sequence(entries(stream)),
		Minutes: append(archive.Drawn("minutes", minutes), archive.Bytes("minutes.json", []byte("{}\n"))),
		Annexes: []archive.Part{
			archive.Bytes("planimetria aula 3.PDF", []byte("%PDF-1.7 …")),
			archive.Bytes("../../etc/orario", []byte("mattino")),
			archive.Bytes("copia.pdf", []byte("%PDF-1.7 …")),
		},
	}
}

func store(t *testing.T, a archive.Archive, s archive.Sealed) archive.Manifest {
	t.Helper()
	m, err := a.Store(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// tree is every file of a folder and what it holds.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = string(b)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return all
}

func open(t *testing.T, a archive.Archive) *archive.Meeting {
	t.Helper()
	m, err := a.Open(stream)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m
}

func TestAStoredMeetingReadsBack(t *testing.T) {
	dir := t.TempDir()
	a := archive.In(filepath.Join(dir, "not", "there yet"))
	wrote := store(t, a, sealed())

	m := open(t, a)
	if diff := cmp.Diff(wrote, m.Manifest()); diff != "" {
		t.Errorf("manifest (-written +read):\n%s", diff)
	}
	var got []journal.Entry
	for e, err := range m.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, e)
	}
	want := entries(stream)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	report, err := m.Verify(t.Context())
	if err != nil {
		t.Error(err)
	}
	last := want[len(want)-1]
	if diff := cmp.Diff(archive.Report{Head: journal.Head{Seq: last.Seq, Hash: last.Hash}}, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	f, err := m.File("minutes.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if b, err := io.ReadAll(f); err != nil || string(b) != "{}\n" {
		t.Errorf("minutes.json holds %q, %v", b, err)
	}
	if _, err := m.File("../manifest.json"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file outside: %v", err)
	}
}

func TestAFolderIsWhatItsManifestSays(t *testing.T) {
	a := archive.In(t.TempDir())
	s := sealed()
	s.Minutes = s.Minutes[2:] // how a document is drawn may change
	store(t, a, s)
	dir := mustFolder(t, a)
	if filepath.Base(dir) != "collegio-2026-11-24" {
		t.Errorf("folder %s", dir)
	}
	files := tree(t, dir)
	want := []string{
		"files/64d018db22b8902a82e3179396fb95ea4c6ebeddb4ec6bbaeba3b060290372f2.pdf",
		"files/8ef1e332eadd22ee4fd87a3067a3993b34735f94228d17850ed20c81cbe7d8e6",
		"journal.jsonl", "manifest.json", "minutes.json",
	}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(files))); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	manifest, err := os.ReadFile(filepath.Join("testdata", "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(manifest), files["manifest.json"]); diff != "" {
		t.Errorf("manifest (-want +got):\n%s", diff)
	}
	info, err := os.Stat(filepath.Join(dir, "journal.jsonl"))
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("journal readable by others: %v, %v", info.Mode(), err)
	}
}

func TestStoringAgainIsFineAndOtherContentIsRefused(t *testing.T) {
	a := archive.In(t.TempDir())
	want := store(t, a, sealed())
	if diff := cmp.Diff(want, store(t, a, sealed())); diff != "" {
		t.Errorf("the second time (-want +got):\n%s", diff)
	}
	before := tree(t, mustFolder(t, a))

	shorter := entries(stream)[:3]
	rows := []struct {
		name   string
		change func(*archive.Sealed)
		want   string
	}{
		{"another journal", func(s *archive.Sealed) { s.Entries = sequence(shorter) }, "another journal.jsonl"},
		{"other minutes", func(s *archive.Sealed) { s.Minutes[2] = archive.Bytes("minutes.json", []byte("[]")) }, "another minutes.json"},
		{"a form less", func(s *archive.Sealed) { s.Minutes = s.Minutes[1:] }, "it has minutes.html too"},
		{"an annex more", func(s *archive.Sealed) { s.Annexes = append(s.Annexes, archive.Bytes("x", nil)) }, "it has no files/e3b0c442"},
		{"an annex renamed", func(s *archive.Sealed) { s.Annexes[2].Name = "altra.pdf" }, "another files/"},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			s := sealed()
			r.change(&s)
			_, err := a.Store(t.Context(), s)
			if !errors.Is(err, archive.ErrDiffers) || !strings.Contains(err.Error(), r.want) {
				t.Errorf("error %v, want ErrDiffers with %q", err, r.want)
			}
			if diff := cmp.Diff(before, tree(t, mustFolder(t, a))); diff != "" {
				t.Errorf("the folder changed (-before +after):\n%s", diff)
			}
		})
	}
	t.Run("a damaged folder is not called stored", func(t *testing.T) {
		write(t, a, "minutes.md", "x")
		_, err := a.Store(t.Context(), sealed())
		wantDamaged(t, err, "minutes.md", "bytes")
	})
}

func mustFolder(t *testing.T, a archive.Archive) string {
	t.Helper()
	dir, err := a.Folder(stream)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, a archive.Archive, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(mustFolder(t, a), name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func wantDamaged(t *testing.T, err error, path, why string) {
	t.Helper()
	var damaged *archive.DamagedError
	if !errors.As(err, &damaged) || damaged.Path != path || !strings.Contains(damaged.Why, why) {
		t.Errorf("error %v, want a *DamagedError of %s with %q", err, path, why)
	}
}

// Whatever stops a Store, nothing of the meeting is seen, and trying again works.
func TestAFailedStoreLeavesNothing(t *testing.T) {
	broken := entries(stream)
	broken[2].By = "carla"
	trouble := errors.New("the printer is on fire")
	rows := []struct {
		name   string
		change func(*archive.Sealed)
		want   string
	}{
		{"a journal that breaks off", func(s *archive.Sealed) {
			s.Entries = func(yield func(journal.Entry, error) bool) {
				_ = yield(entries(stream)[0], nil) && yield(journal.Entry{}, trouble)
			}
		}, "on fire"},
		{"a broken chain", func(s *archive.Sealed) { s.Entries = sequence(broken) }, "broken at entry 3"},
		{"a record of another stream", func(s *archive.Sealed) { s.Entries = sequence(entries("meeting:other")) }, "broken at entry 1"},
		{"an empty journal", func(s *archive.Sealed) { s.Entries = sequence(nil) }, "empty"},
		{"minutes that fail halfway", func(s *archive.Sealed) {
			s.Minutes[1].Write = func(w io.Writer) error {
				_, err := w.Write(make([]byte, 1<<20))
				return errors.Join(err, trouble)
			}
		}, "write minutes.md: the printer"},
		{"an annex that fails", func(s *archive.Sealed) {
			s.Annexes[1].Write = func(io.Writer) error { return trouble }
		}, "annex \"../../etc/orario\""},
		{"minutes outside their folder", func(s *archive.Sealed) { s.Minutes[0].Name = "../minutes.html" }, "cannot be the name"},
		{"hidden minutes", func(s *archive.Sealed) { s.Minutes[0].Name = ".minutes" }, "cannot be the name"},
		{"nameless minutes", func(s *archive.Sealed) { s.Minutes[0].Name = "" }, "cannot be the name"},
		{"minutes named as the journal", func(s *archive.Sealed) { s.Minutes[0].Name = "Journal.jsonl" }, "both be called"},
		{"minutes named alike", func(s *archive.Sealed) { s.Minutes[0].Name = "MINUTES.MD" }, "both be called"},
		{"another kind of stream", func(s *archive.Sealed) { s.Stream = "booking:video-2026" }, "only meetings"},
		{"a stream without id", func(s *archive.Sealed) { s.Stream = "meeting:" }, "only meetings"},
		{"an endless name", func(s *archive.Sealed) { s.Stream = "meeting:" + strings.Repeat("x", 300) }, "no folder"},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			dir := t.TempDir()
			a := archive.In(dir)
			s := sealed()
			r.change(&s)
			_, err := a.Store(t.Context(), s)
			if err == nil || !strings.Contains(err.Error(), r.want) {
				t.Errorf("error %v, want %q", err, r.want)
			}
			if left := tree(t, dir); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
			store(t, a, sealed())
		})
	}
	t.Run("a cancelled context", func(t *testing.T) {
		dir := t.TempDir()
		ctx, cancel := context.WithCancel(t.Context())
		s := sealed()
		s.Minutes[1].Write = func(w io.Writer) error {
			cancel()
			_, err := w.Write([]byte("x"))
			return err
		}
		if _, err := archive.In(dir).Store(ctx, s); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		if left := tree(t, dir); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
}

func TestVerifyNamesWhatWasDamaged(t *testing.T) {
	rows := []struct {
		name   string
		damage func(t *testing.T, a archive.Archive)
		path   string
		why    string
	}{
		{"one letter of the minutes", func(t *testing.T, a archive.Archive) { write(t, a, "minutes.json", "[]\n") }, "minutes.json", "changed"},
		{"minutes cut short", func(t *testing.T, a archive.Archive) { write(t, a, "minutes.json", "{") }, "minutes.json", "has 1 bytes and had 3"},
		{"minutes lost", func(t *testing.T, a archive.Archive) { remove(t, a, "minutes.html") }, "minutes.html", "missing"},
		{"the journal lost", func(t *testing.T, a archive.Archive) { remove(t, a, "journal.jsonl") }, "journal.jsonl", "missing"},
		{"a folder for a file", func(t *testing.T, a archive.Archive) {
			remove(t, a, "minutes.html")
			if err := os.Mkdir(filepath.Join(mustFolder(t, a), "minutes.html"), 0o700); err != nil {
				t.Fatal(err)
			}
		}, "minutes.html", "not a file"},
		{"the journal without its end", func(t *testing.T, a archive.Archive) {
			text := tree(t, mustFolder(t, a))["journal.jsonl"]
			write(t, a, "journal.jsonl", text[:strings.LastIndex(text[:len(text)-1], "\n")+1])
		}, "journal.jsonl", "has"},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			a := archive.In(t.TempDir())
			store(t, a, sealed())
			r.damage(t, a)
			_, err := open(t, a).Verify(t.Context())
			wantDamaged(t, err, r.path, r.why)
		})
	}
	t.Run("an entry changed in place", func(t *testing.T) {
		a := archive.In(t.TempDir())
		store(t, a, sealed())
		write(t, a, "journal.jsonl", strings.Replace(tree(t, mustFolder(t, a))["journal.jsonl"], `"item":3`, `"item":4`, 1))
		_, err := open(t, a).Verify(t.Context())
		wantDamaged(t, err, "journal.jsonl", "changed")
		var broken *journal.BrokenError
		if !errors.As(err, &broken) || broken.Seq != 1 {
			t.Errorf("error %v, want a *BrokenError at entry 1", err)
		}
	})
	t.Run("all faults are told", func(t *testing.T) {
		a := archive.In(t.TempDir())
		store(t, a, sealed())
		write(t, a, "minutes.json", "[]\n")
		remove(t, a, "minutes.md")
		_, err := open(t, a).Verify(t.Context())
		if text := fmt.Sprint(err); !strings.Contains(text, "minutes.json") || !strings.Contains(text, "minutes.md") {
			t.Errorf("error %v, want both files", err)
		}
	})
	t.Run("a stranger in the folder is told and harms nothing", func(t *testing.T) {
		a := archive.In(t.TempDir())
		store(t, a, sealed())
		write(t, a, "appunti.txt", "x")
		report, err := open(t, a).Verify(t.Context())
		if err != nil || !slices.Equal(report.Unlisted, []string{"appunti.txt"}) {
			t.Errorf("report %v, %v", report, err)
		}
	})
}

func remove(t *testing.T, a archive.Archive, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(mustFolder(t, a), name)); err != nil {
		t.Fatal(err)
	}
}

func TestAManifestIsReadStrictly(t *testing.T) {
	a := archive.In(t.TempDir())
	store(t, a, sealed())
	good := tree(t, mustFolder(t, a))["manifest.json"]
	rows := []struct{ name, text, why string }{
		{"nothing", "", "end of JSON"},
		{"a later format", strings.Replace(good, "archive/1", "archive/2", 1), `this program reads "assenso-archive/1"`},
		{"another spelling", strings.Replace(good, "  ", " ", 1), "not as it was written"},
		{"a short digest", strings.Replace(good, `"hash": "`, `"hash": "ab`, 1), "digest of 66"},
		{"a file outside", strings.Replace(good, `"path": "minutes.md"`, `"path": "../x"`, 1), "cannot stand there"},
		{"files in another order", strings.Replace(good, `"path": "minutes.md"`, `"path": "a"`, 1), "cannot stand there"},
		{"no journal", strings.Replace(good, `"path": "journal.jsonl"`, `"path": "journal.json"`, 1), "no journal"},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			write(t, a, "manifest.json", r.text)
			_, err := a.Open(stream)
			wantDamaged(t, err, "manifest.json", r.why)
		})
	}
}

func TestWhatIsNotThere(t *testing.T) {
	a := archive.In(filepath.Join(t.TempDir(), "none"))
	if _, err := a.Open(stream); !errors.Is(err, archive.ErrNotArchived) {
		t.Errorf("open: %v", err)
	}
	if err := a.Erase(t.Context(), stream, []uint64{1}); !errors.Is(err, archive.ErrNotArchived) {
		t.Errorf("erase: %v", err)
	}
	for s, err := range a.Meetings() {
		t.Errorf("listed %q, %v", s, err)
	}
}

func TestMeetingsAreListedWithTheirOwnNames(t *testing.T) {
	dir := t.TempDir()
	a := archive.In(dir)
	names := []string{"meeting:a", "meeting:Consiglio d'istituto 1/2", "meeting:è.", "meeting:..", "meeting:a:b\\c"}
	for _, name := range names {
		store(t, a, archive.Sealed{Stream: name, Entries: sequence(entries(name))})
	}
	if err := os.MkdirAll(filepath.Join(dir, "photos"), 0o700); err != nil {
		t.Fatal(err)
	}
	var got, bad []string
	for s, err := range a.Meetings() {
		if err != nil {
			bad = append(bad, err.Error())
			continue
		}
		got = append(got, s)
	}
	slices.Sort(names)
	slices.Sort(got)
	if diff := cmp.Diff(names, got); diff != "" {
		t.Errorf("listed (-want +got):\n%s", diff)
	}
	if len(bad) != 1 || !strings.Contains(bad[0], "photos") {
		t.Errorf("faults %q, want one of photos", bad)
	}
	var folders []string
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		folders = append(folders, d.Name())
	}
	want := []string{"%2E%2E", "Consiglio%20d%27istituto%201%2F2", "a", "a%3Ab%5Cc", "photos", "è%2E"}
	if diff := cmp.Diff(want, folders); diff != "" {
		t.Errorf("folders (-want +got):\n%s", diff)
	}
}

// A folder in the way, whose manifest tells of another meeting, is not opened
// for this one.
func TestACopyUnderAnotherNameIsNotTheMeeting(t *testing.T) {
	dir := t.TempDir()
	a := archive.In(dir)
	store(t, a, sealed())
	if err := os.Rename(mustFolder(t, a), filepath.Join(dir, "other")); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Open("meeting:other"); !errors.Is(err, archive.ErrDiffers) {
		t.Errorf("error %v, want ErrDiffers", err)
	}
	m, err := archive.Open(filepath.Join(dir, "other"))
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if _, err := m.Verify(t.Context()); err != nil {
		t.Errorf("a copy elsewhere: %v", err)
	}
}

func BenchmarkStore(b *testing.B) {
	all := entries(stream)
	private := bytes.Repeat([]byte("x"), 200)
	for i := range 30_000 {
		all = append(all, journal.Entry{At: all[0].At, By: "anna", Name: "objected", Cause: fmt.Sprint("c", i),
			Private: json.RawMessage(`"` + string(private) + `"`), Salt: make([]byte, journal.SaltSize)})
	}
	journal.Seal(stream, journal.Head{}, []journal.Commit{{Cause: "c", Entries: all}})
	for b.Loop() {
		if _, err := archive.In(b.TempDir()).Store(b.Context(), archive.Sealed{Stream: stream, Entries: sequence(all)}); err != nil {
			b.Fatal(err)
		}
	}
}
