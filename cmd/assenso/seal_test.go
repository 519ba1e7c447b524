package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assenso/adapters/archive"
	"assenso/governance/minutes"
)

// sealedMeeting plays a meeting to its end: closed, and signed by both.
func sealedMeeting(t *testing.T) (data, id string) {
	t.Helper()
	p := playScript(t, "testdata/transcripts/minutes-amended.script", "it")
	ids := p.meetings(t)
	if len(ids) != 1 {
		t.Fatalf("meetings %q", ids)
	}
	return p.data, ids[0]
}

func TestAClosedAndSignedMeetingIsArchivedAndSealed(t *testing.T) { // B54
	data, id := sealedMeeting(t)
	m, err := archive.In(filepath.Join(data, "archive")).Open("meeting:" + id)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	report, err := m.Verify(t.Context())
	if err != nil || len(report.Unlisted) > 0 {
		t.Errorf("%+v, %v", report, err)
	}
	var paths []string
	for _, f := range m.Manifest().Files {
		paths = append(paths, f.Path)
	}
	if want := []string{"journal.jsonl", "minutes.html", "minutes.json", "minutes.md"}; !slices.Equal(paths, want) {
		t.Errorf("archived %q, want %q", paths, want)
	}

	store, err := (&app{data: data}).openRecords(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for stream, err := range store.Streams(t.Context(), "meeting") {
		t.Errorf("%s is not sealed (%v)", stream, err)
	}
}

func TestASealedMeetingIsNotReopened(t *testing.T) {
	data, id := sealedMeeting(t)
	before := readAll(t, filepath.Join(data, "archive", id))
	code, out, errs := run(t, "@2026-11-25 10:00\nanna: /verbale firma\nanna: /stato\nanna: /regia\n",
		"--data", data, "console")
	if code != 0 || strings.Contains(out, "Collegio dei docenti, seduta n. 1") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
	if after := readAll(t, filepath.Join(data, "archive", id)); !bytes.Equal(before, after) {
		t.Error("the archive was changed")
	}
	told{args: []string{"--data", data, "explain", id, "minutes/2"}, want: "Conta come"}.check(t)
}

func TestExportsOfASealedMeetingAreWhatWasArchived(t *testing.T) {
	data, id := sealedMeeting(t)
	out := t.TempDir()
	told{args: []string{"--data", data, "export", id, "--out", out}, want: id}.check(t)
	for _, name := range []string{"journal.jsonl", "minutes.json", "minutes.md", "minutes.html"} {
		exported, err := os.ReadFile(filepath.Join(out, id, name))
		if err != nil {
			t.Fatal(err)
		}
		archived, err := os.ReadFile(filepath.Join(data, "archive", id, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(exported, archived) {
			t.Errorf("%s differs", name)
		}
	}
	var m minutes.Minutes
	text, err := os.ReadFile(filepath.Join(out, id, "minutes.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	lines := bytes.Count(readAll(t, filepath.Join(out, id, "journal.jsonl")), []byte("\n"))
	if h := m.Foot.Head; h == nil || int(h.Seq) != lines-1 || len(h.Hash) != 64 {
		t.Errorf("the minutes name the head %+v of %d entries", h, lines-1)
	}
}

// A crash between archiving and sealing leaves the meeting in the archive, and
// the next start, in whatever language, archives it again.
func TestArchivingAgainInAnotherLanguageIsNoFault(t *testing.T) {
	data, id := sealedMeeting(t)
	for _, lang := range []string{"it", "en"} {
		a, err := newApp(nil, books, streams{})
		if err != nil {
			t.Fatal(err)
		}
		a.data, a.lang = data, lang
		store, err := a.openRecords(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		if err := a.archiver(store, filepath.Join(data, "archive"))(t.Context(), id); err != nil {
			t.Errorf("again, in %s: %v", lang, err)
		}
	}
}

// readAll is a file, or all files of a folder one after the other.
func readAll(t *testing.T, path string) []byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(path, "*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		names = []string{path}
	}
	var all []byte
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text...)
	}
	return all
}
