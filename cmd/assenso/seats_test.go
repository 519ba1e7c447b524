package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assenso/bot"
	"assenso/governance/roster"
)

// list writes a list of members as a school has it.
func list(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "elenco.csv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestEverybodyOnAListOfNamesCanBePlayed(t *testing.T) {
	var rows []roster.Row
	for _, name := range []string{
		"Rossi Anna", "Rossi Bruno", "Rossi Bruno", "De Luca Carla", "D'Angelo Dario", "Èboli Niccolò",
		"Li Wei", "Conti-Galli Omar", "Ивanov Pia", "…", "…",
	} {
		rows = append(rows, roster.Row{Name: name})
	}
	want := []string{
		"rossi", "rossi.bruno", "rossi.bruno.2", "deluca", "dangelo", "eboli",
		"liwei", "conti", "anov", "x.2", "x.3",
	}
	if got := seatsOfRows(seated(rows)).handles; !slices.Equal(got, want) {
		t.Errorf("handles %q, want %q", got, want)
	}
	if rows[0].Accounts != nil {
		t.Error("the list itself was changed")
	}
	rows[3].Accounts = []string{"console:carla"}
	if got := seatsOfRows(seated(rows)).handles; !slices.Equal(got, []string{"carla"}) {
		t.Errorf("a list that has handles was given others: %q", got)
	}
}

func TestTwoWhoAreCalledTheSameAreTold(t *testing.T) {
	var s seats
	s.add("console:rossi", "Rossi Anna")
	s.add("console:rossi.a", "Rossi Anna")
	s.add("console:bruno", "Bianchi Bruno")
	s.add("telegram:7", "Verdi Carla")
	name := s.named()
	for handle, want := range map[string]string{
		"rossi": "Rossi Anna (rossi)", "rossi.a": "Rossi Anna (rossi.a)", "bruno": "Bianchi Bruno", "zoe": "zoe",
	} {
		if got := name(handle); got != want {
			t.Errorf("%s is called %q, want %q", handle, got, want)
		}
	}
}

// The second start has no --roster, and must call people as the first did.
func TestStartedAgainItKnowsItsOwnPeople(t *testing.T) {
	file := list(t, "nome;ufficio\nNeri Anna;presidente\nVerdi Bruno;segretario\nGialli Carla;\n")
	data := t.TempDir()
	told{args: []string{"--data", data, "console", "--roster", file, "--kind", "consiglio", "--name", "Consiglio d'istituto"}}.check(t)
	code, out, errs := run(t, "@2026-11-17 09:00\nneri: /convoca 24/11/2026 16:30, a distanza\\n1. Bilancio\n", "--data", data, "console",
		"--roster", file, "--kind", "consiglio", "--name", "Consiglio d'istituto")
	if code != 0 || !strings.Contains(out, "Neri Anna: /convoca") || !strings.Contains(out, "Consiglio d'istituto, seduta n. 1") {
		t.Fatalf("exit %d\n%s%s", code, out, errs)
	}
	code, out, errs = run(t, "@2026-11-17 10:00\ngialli: /stato\nanna: /stato\n", "--data", data, "console")
	if code != 0 || !strings.Contains(out, "Gialli Carla: /stato") || strings.Contains(out, "Amato") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
}

// A start that was killed at once leaves an empty file.
func TestAnEmptyStoreIsBegunAnew(t *testing.T) {
	data := t.TempDir()
	if err := os.WriteFile(filepath.Join(data, dbName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := run(t, "@2026-11-17 10:00\nanna: /aiuto\n", "--data", data, "console")
	if code != 0 || !strings.Contains(out, "Amato Anna: /aiuto") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
}

func TestABodyThatCannotBeFoundedIsRefused(t *testing.T) {
	faulty := list(t, "nome;voto\nRossi Anna;forse\n\"Verdi;sì\n")
	for _, row := range []told{
		{name: "no such kind", args: []string{"console", "--kind", "pippo"}, code: 2, want: "non è un tipo di organo"},
		{name: "a tender commission (B57)", args: []string{"console", "--kind", "gara"}, code: 2, want: "commissioni di gara"},
		{name: "in English", args: []string{"--lang", "en", "console", "--kind", "tender-committee"}, code: 2, want: "Tender"},
		{name: "no name for a room", args: []string{"console", "--room", "aula magna"}, code: 2, want: "nome della stanza"},
		{name: "no such list", args: []string{"console", "--roster", "none.csv"}, code: 2, want: "none.csv non c'è"},
		{name: "every fault of a list", args: []string{"console", "--roster", faulty}, code: 2, want: faulty + ":2: «forse»"},
		{name: "and the next", args: []string{"console", "--roster", faulty}, code: 2, want: faulty + ":3: Le virgolette"},
		{name: "an empty list", args: []string{"console", "--roster", list(t, "")}, code: 2, want: ": L'elenco è vuoto"},
		{name: "no such profile", args: []string{"console", "--profile", "art99"}, code: 1, want: "art99 non c'è"},
		{name: "no such command", args: []string{"apri"}, code: 2, want: "Così non si può"},
	} {
		t.Run(row.name, func(t *testing.T) {
			data := filepath.Join(t.TempDir(), "data")
			row.args = append([]string{"--data", data}, row.args...)
			row.check(t)
			if _, err := os.Stat(data); err == nil {
				t.Error("something was written")
			}
		})
	}
}

func TestCheckReadsTheListToo(t *testing.T) {
	faulty := list(t, "nome;voto\nRossi Anna;forse\n")
	config := filepath.Join(filepath.Dir(faulty), "config.yaml")
	text := "body:\n  id: collegio\n  name: Collegio\n  kind: teachers-board\n  profile: art37\n  roster: elenco.csv\n"
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	told{args: []string{"check", "--config", config}, code: 1, want: "elenco.csv:2: «forse»"}.check(t)
}

func TestThePersonAtTheTerminalIsGreeted(t *testing.T) {
	many := make([]roster.Row, 30)
	for i := range many {
		many[i].Name = strings.Repeat("x", i+1)
	}
	body := func(rows []roster.Row) []bot.Body {
		return []bot.Body{{Rows: rows, Found: roster.Found{Name: "Collegio"}}}
	}
	for _, row := range []struct {
		name string
		cmd  consoleCmd
		st   stage
		want []string
	}{
		{"on the sample", consoleCmd{}, stage{bodies: body(many[:3]), seats: seatsOfRows(seated(many[:3]))},
			[]string{"organo di prova", "3 componenti", "x (x)", "«x: /aiuto»"}},
		{"on a list", consoleCmd{Roster: "a.csv"}, stage{bodies: body(many), seats: seatsOfRows(seated(many))},
			[]string{"Ho preparato «Collegio», con 30", "altre 10 persone"}},
		{"again", consoleCmd{}, stage{seats: seatsOfRows(seated(many[:3]))}, []string{"Riprendo da dove eravamo"}},
		{"again, with a list that no longer counts", consoleCmd{Roster: "a.csv"}, stage{seats: seatsOfRows(seated(many[:3]))},
			[]string{"solo la prima volta", "/imposta elenco"}},
		{"where nobody can be played", consoleCmd{}, stage{}, []string{"Nessun componente ha un account qui"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			var out bytes.Buffer
			a, err := newApp(nil, books, streams{out: &out})
			if err != nil {
				t.Fatal(err)
			}
			a.lang = "it"
			row.cmd.greet(a, row.st)
			for _, want := range row.want {
				if !strings.Contains(out.String(), want) {
					t.Errorf("no %q in:\n%s", want, out.String())
				}
			}
		})
	}
}

func TestATerminalBreaksNoWord(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"uno due tre", "uno due\ntre"},
		{"precipitevolissimevolmente no", "precipitevolissimevolmente\nno"},
		{"è così già", "è così\ngià"},
		{"", ""},
	} {
		if got := filled(row.text, 8); got != row.want {
			t.Errorf("%q, want %q", got, row.want)
		}
	}
}
