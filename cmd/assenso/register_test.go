package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The register as a table: of a body whose first numbers are on paper, with the
// resolutions of a meeting that is sealed and of one that goes on.
func TestTheRegisterIsWrittenAsATable(t *testing.T) {
	p := playScript(t, "testdata/transcripts/register.script", "it")
	want := "\uFEFFanno;numero;data;ora;oggetto;esito;favorevoli;contrari;astenuti;seduta;votazione\n" +
		"2026-27;13;2026-11-24;16:32;Uscite didattiche;approvata;5;1;0;3/2026-27;1/1\n" +
		"2026-27;14;2026-11-24;16:35;Calendario;approvata;6;0;0;3/2026-27;2/1\n" +
		"2026-27;15;2026-12-15;16:33;Gite;approvata;6;0;0;4/2026-27;1/1\n"
	file := filepath.Join(t.TempDir(), "delibere.csv")
	told{args: []string{"--data", p.data, "register"}, want: want}.check(t)
	told{args: []string{"--data", p.data, "register", "collegio", "--year", "2026-27", "--out", file}, want: "3 delibere"}.check(t)
	if got, err := os.ReadFile(file); err != nil || string(got) != want {
		t.Errorf("%v, %q", err, got)
	}
	told{args: []string{"--data", p.data, "register", "--year", "2025-26"}, want: "anno;numero", not: "13"}.check(t)
	told{args: []string{"--data", p.data, "register", "consiglio"}, code: 2, want: "L'organo consiglio non c'è"}.check(t)
}

// A meeting that the store has forgotten is read from the archive: an extract
// of its resolutions can still be made.
func TestASealedMeetingIsReadFromTheArchive(t *testing.T) {
	p := playScript(t, "testdata/transcripts/register.script", "it")
	read := archivedIn(filepath.Join(p.data, "archive"))
	names := make(map[string]bool)
	for e, err := range read(t.Context(), "meeting:collegio-2026-11-24") {
		if err != nil {
			t.Fatal(err)
		}
		names[e.Name] = true
	}
	if !names["convened"] || !names["proclaimed"] || !names["closed"] {
		t.Errorf("read %v", names)
	}
	for e, err := range read(t.Context(), "meeting:collegio-2026-12-15") {
		t.Errorf("a meeting that goes on is archived: %v %v", e.Name, err)
	}
	lines := filepath.Join(p.data, "archive", "collegio-2026-11-24", "journal.jsonl")
	text, err := os.ReadFile(lines)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(lines, []byte(strings.Replace(string(text), "Uscite", "Gite", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	var fault error
	for _, err := range read(t.Context(), "meeting:collegio-2026-11-24") {
		fault = err
	}
	if fault == nil {
		t.Error("an archive that was altered is read as if it were not")
	}
}
