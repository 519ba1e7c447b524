package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// held plays a short meeting and returns its data folder and id.
func held(t *testing.T) (data, meeting string) {
	t.Helper()
	p := playScript(t, "testdata/transcripts/tie-expressed.script", "it")
	ids := p.meetings(t)
	if len(ids) != 1 {
		t.Fatalf("meetings %q", ids)
	}
	return p.data, ids[0]
}

// told is what a command line should answer.
type told struct {
	name string
	args []string
	code int
	want string // in what it writes, on either stream
	not  string // not in it
}

func (row told) check(t *testing.T) {
	t.Helper()
	code, out, errs := run(t, "", row.args...)
	said := out + errs
	if code != row.code || !strings.Contains(said, row.want) {
		t.Errorf("exit %d, want %d with %q:\n%s", code, row.code, row.want, said)
	}
	if row.not != "" && strings.Contains(said, row.not) {
		t.Errorf("%q should not be in:\n%s", row.not, said)
	}
}

func TestExportsDoNotNeedTheConsoleToStop(t *testing.T) {
	data, id := held(t)
	a := &app{data: data}
	store, err := a.openStore(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	told{args: []string{"--data", data, "export", id, "--out", t.TempDir()}, want: id}.check(t)
	told{args: []string{"--data", data, "explain", id, "2/1"}, want: "Conta come"}.check(t)
	told{args: []string{"--data", data, "console"}, code: 2, want: "è in uso dal processo"}.check(t)
}

func TestExplainTellsEveryMemberWithTheEntries(t *testing.T) {
	p := playScript(t, "testdata/transcripts/midnight.script", "it")
	for _, want := range []string{
		"Conti Carla: Conta come contrario.\n    voce 22, 23:25:00, entered",
		"02:00:10 ora solare, position-taken",
		"Ferri Fabio: Non era in seduta",
	} {
		told{args: []string{"--data", p.data, "explain", "collegio-2026-10-24", "1/1"}, want: want}.check(t)
	}
}

func TestFaultsOfFilesAreToldInWords(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(dir, "text")
	if err := os.MkdirAll(text, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(text, dbName), []byte("verbale"), 0o600); err != nil {
		t.Fatal(err)
	}
	data, id := held(t)
	for _, row := range []told{
		{name: "a folder without data", args: []string{"--data", dir, "export", "x"}, code: 2, want: "Non ci sono dati in"},
		{name: "a file for a folder, to export", args: []string{"--data", file, "export", "x"}, code: 2, want: "al posto di una cartella"},
		{name: "a file for a folder, to play", args: []string{"--data", file, "console"}, code: 2, want: "al posto di una cartella"},
		{name: "a store that is none", args: []string{"--data", text, "export", "x"}, code: 2, want: "non è un archivio di assenso"},
		{name: "a place where nothing can be written", args: []string{"--data", data, "export", id, "--out", file}, code: 2, want: "al posto di una cartella"},
		{name: "in English", args: []string{"--lang", "en", "--data", file, "export", "x"}, code: 2, want: "where a folder should be"},
	} {
		t.Run(row.name, row.check)
	}
}
