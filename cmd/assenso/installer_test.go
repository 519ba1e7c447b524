package main

import (
	"os"
	"path/filepath"
	"slices"
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

// TestVerifyNamesTheFirstEntryThatDoesNotFit changes an exported journal in
// every way that comes to mind.
func TestVerifyNamesTheFirstEntryThatDoesNotFit(t *testing.T) {
	data, id := held(t)
	out := t.TempDir()
	told{args: []string{"--data", data, "export", id, "--out", out}, want: id}.check(t)
	whole, err := os.ReadFile(filepath.Join(out, id, "journal.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(string(whole), "\n"), "\n")
	lines[len(lines)-1] += "\n"
	last := len(lines) - 1 // the first line is the header: entry n is line n+1
	for _, row := range []struct {
		name   string
		change func([]string) []string
		want   []string
	}{
		{"a byte of a name", func(l []string) []string { l[10] = strings.Replace(l[10], `"name":"`, `"name":"x`, 1); return l }, []string{"voce 10 non corrisponde", "fino alla voce 9"}},
		{"a person's words", func(l []string) []string { l[2] = strings.Replace(l[2], "Amato", "Amati", 1); return l }, []string{"voce 2 non corrisponde", "fino alla voce 1"}},
		{"a byte of a time", func(l []string) []string { l[10] = strings.Replace(l[10], `"at":"2026-`, `"at":"20267`, 1); return l }, []string{"riga 11", "voce 10", "fino alla voce 9"}},
		{"a space more", func(l []string) []string { l[10] = strings.Replace(l[10], `{"seq"`, `{ "seq"`, 1); return l }, []string{"riga 11", "voce 10"}},
		{"a line cut out", func(l []string) []string { return append(l[:10], l[11:]...) }, []string{"al posto della voce 10 c'è la voce 11"}},
		{"two lines swapped", func(l []string) []string { l[10], l[11] = l[11], l[10]; return l }, []string{"al posto della voce 10 c'è la voce 11"}},
		{"a line twice", func(l []string) []string { return append(l[:11:11], l[10:]...) }, []string{"al posto della voce 11 c'è la voce 10"}},
		{"a line torn", func(l []string) []string { l[10] = l[10][:30]; return l }, []string{"riga 11", "fino alla voce 9"}},
		{"the end torn", func(l []string) []string { l[last] = l[last][:30]; return l }, []string{"riga", "fino alla voce"}},
		{"the header", func(l []string) []string { return l[1:] }, []string{"non è un registro esportato"}},
		{"the name of the meeting", func(l []string) []string { l[0] = strings.Replace(l[0], "collegio", "consiglio", 1); return l }, []string{"voce 1 non corrisponde"}},
		{"everything", func([]string) []string { return nil }, []string{"non è un registro esportato"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "journal.jsonl")
			text := strings.Join(row.change(slices.Clone(lines)), "")
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, command := range []string{"verify", "replay"} {
				for _, want := range row.want {
					told{args: []string{command, file}, code: 1, want: want, not: "assenso:"}.check(t)
				}
			}
		})
	}
}

func TestVerifyAgainstAHashFromTheChat(t *testing.T) {
	data, id := held(t)
	out := t.TempDir()
	told{args: []string{"--data", data, "export", id, "--out", out}, want: id}.check(t)
	dir := filepath.Join(out, id)
	file := filepath.Join(dir, "journal.jsonl")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	lines = lines[:len(lines)-1]
	hash := func(line string) string { return line[strings.LastIndex(line, `"hash":"`)+8:][:12] }
	last, earlier := hash(lines[len(lines)-1]), hash(lines[len(lines)-3])
	cut := filepath.Join(t.TempDir(), "cut.jsonl")
	if err := os.WriteFile(cut, []byte(strings.Join(lines[:len(lines)-1], "")), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, row := range []told{
		{name: "none", args: []string{"verify", file}, want: "confronta l'impronta finale"},
		{name: "the last", args: []string{"verify", file, "--head", last}, want: "il registro è intero", not: "Dopo"},
		{name: "the last, of the folder", args: []string{"verify", dir, "--head", strings.ToUpper(last)}, want: "il registro è intero"},
		{name: "of a resolution before the end", args: []string{"verify", file, "--head", earlier}, want: "Dopo ci sono ancora 2 voci"},
		{name: "of another meeting", args: []string{"verify", file, "--head", "0123456789ab"}, code: 1, want: "nessuna voce ha l'impronta"},
		{name: "of a journal that was cut", args: []string{"verify", cut, "--head", last}, code: 1, want: "riscritto o tagliato"},
		{name: "too short to tell", args: []string{"verify", file, "--head", last[:7]}, code: 2, want: "non è un'impronta", not: "riscritto"},
		{name: "no hash", args: []string{"verify", file, "--head", "voce 257"}, code: 2, want: "non è un'impronta"},
		{name: "no file", args: []string{"verify", filepath.Join(dir, "none")}, code: 2, want: "non c'è"},
		{name: "no file, to replay", args: []string{"replay", filepath.Join(dir, "none")}, code: 2, want: "non c'è"},
		{name: "the folder, to replay", args: []string{"replay", dir}, want: "Uguali, byte per byte"},
	} {
		t.Run(row.name, row.check)
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
