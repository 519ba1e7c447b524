package roster_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assenso/governance"
	"assenso/governance/roster"
)

func yes() *bool { v := true; return &v }
func no() *bool  { v := false; return &v }

func TestParseCSVReadsListsAsTheyComeFromSpreadsheets(t *testing.T) {
	tests := []struct {
		name, data string
		want       []roster.Row
	}{
		{
			name: "commas, English header, quoted fields",
			data: "Last name,First name,E-mail,Voting right\n\"Rossi, jr\",\"Bruno \"\"Nino\"\"\",bruno@example.org,no\n",
			want: []roster.Row{{Line: 2, Name: `Rossi, jr Bruno "Nino"`, Mail: "bruno@example.org", Votes: no()}},
		},
		{
			name: "semicolons, Italian header in capitals, Windows line ends",
			data: "MATRICOLA;COGNOME;NOME;POSTA ELETTRONICA;DIRITTO DI VOTO\r\n0071;Rossi;Bruno;bruno@example.org;SÌ\r\n",
			want: []roster.Row{{Line: 2, ID: "0071", Name: "Rossi Bruno", Mail: "bruno@example.org", Votes: yes()}},
		},
		{
			name: "tabs and a byte order mark",
			data: "\ufeffnominativo\truolo\nBianchi Anna\tDirigente Scolastica\n",
			want: []roster.Row{{Line: 2, Name: "Bianchi Anna", Office: governance.Chair}},
		},
		{
			name: "Windows-1252, with letters of its own part",
			data: "cognome;nome\nNicol\xf2;Jos\xe9 \x8aime\n",
			want: []roster.Row{{Line: 2, Name: "Nicolò José Šime"}},
		},
		{
			name: "members of an association: since when, and who is a director",
			data: "Socio;Data di iscrizione;Consiglio direttivo\nBianchi Anna;10/01/2020;sì\nRossi Bruno;2026-09-12;\n" +
				"Verdi Carla;1.3.2021 00:00;no\nNeri Dora;;\n",
			want: []roster.Row{
				{Line: 2, Name: "Bianchi Anna", Since: "2020-01-10", Director: yes()},
				{Line: 3, Name: "Rossi Bruno", Since: "2026-09-12"},
				{Line: 4, Name: "Verdi Carla", Since: "2021-03-01", Director: no()},
				{Line: 5, Name: "Neri Dora"},
			},
		},
		{
			name: "substitutes: of one, of several, of nobody any more",
			data: "nominativo;Supplente di\nBianchi Anna;\nRossi Bruno;Bianchi Anna\nVerdi Carla;Bianchi Anna, 7\nNeri Dora;no\n",
			want: []roster.Row{
				{Line: 2, Name: "Bianchi Anna"},
				{Line: 3, Name: "Rossi Bruno", For: []string{"Bianchi Anna"}},
				{Line: 4, Name: "Verdi Carla", For: []string{"Bianchi Anna", "7"}},
				{Line: 5, Name: "Neri Dora", For: []string{}},
			},
		},
		{
			name: "columns in any order, unknown ones passed over, short lines",
			data: "classe,nome,telefono,vota\n3A,Anna Bianchi,081 5550101,x\n3B,Bruno Rossi\n",
			want: []roster.Row{
				{Line: 2, Name: "Anna Bianchi", Votes: yes()},
				{Line: 3, Name: "Bruno Rossi"},
			},
		},
		{
			name: "blank lines and lines of separators only",
			data: "\n;;\nnome;email;\n\n;;\nAnna Bianchi;;\n   \n",
			want: []roster.Row{{Line: 6, Name: "Anna Bianchi"}},
		},
		{
			name: "one column without any separator",
			data: "componente\nBianchi, Anna\n",
			want: []roster.Row{{Line: 2, Name: "Bianchi, Anna"}},
		},
		{
			name: "accounts under the name of a platform, and several in a cell",
			data: "nome;Discord;Telegram;account\nAnna Bianchi;@111;222 telegram:223;console:anna\n",
			want: []roster.Row{{Line: 2, Name: "Anna Bianchi", Accounts: []string{
				"discord:111", "telegram:222", "telegram:223", "console:anna"}}},
		},
		{
			name: "Excel's own first line",
			data: "sep=,\nnome,mail\nAnna Bianchi,anna@example.org\n",
			want: []roster.Row{{Line: 3, Name: "Anna Bianchi", Mail: "anna@example.org"}},
		},
		{
			name: "a name over two lines in quotes is one name; the line after counts on",
			data: "nome;voto\n\"Anna\nBianchi\";si\nBruno Rossi;no\n",
			want: []roster.Row{
				{Line: 2, Name: "Anna Bianchi", Votes: yes()},
				{Line: 4, Name: "Bruno Rossi", Votes: no()},
			},
		},
		{
			name: "old line ends",
			data: "nome;voto\rAnna Bianchi;si\r",
			want: []roster.Row{{Line: 2, Name: "Anna Bianchi", Votes: yes()}},
		},
		{
			name: "spaces that do not break, runs of spaces, an office that is none of ours",
			data: "nome;ruolo\n  Anna\u00a0  De  Bianchi ;docente\n",
			want: []roster.Row{{Line: 2, Name: "Anna De Bianchi"}},
		},
		{
			name: "two of a name, told apart by mail",
			data: "nome;mail\nMaria Rossi;a@example.org\nMaria Rossi;b@example.org\n",
			want: []roster.Row{
				{Line: 2, Name: "Maria Rossi", Mail: "a@example.org"},
				{Line: 3, Name: "Maria Rossi", Mail: "b@example.org"},
			},
		},
		{
			name: "names written with joiners and with accents apart",
			data: "nome\nNicolo\u0300 Bianchi\nک\u200cریم\n",
			want: []roster.Row{{Line: 2, Name: "Nicolo\u0300 Bianchi"}, {Line: 3, Name: "ک\u200cریم"}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, faults := roster.ParseCSV([]byte(tt.data))
			if len(faults) > 0 {
				t.Fatalf("faults %s", said(faults))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func TestParseCSVReportsEveryBadLineAndImportsNothing(t *testing.T) {
	long := strings.Repeat("a", 5000)
	tests := []struct {
		name, data, want string
	}{
		{"no header", "Anna Bianchi;anna@example.org\n", "1 no-header"},
		{"a header without names", "email;voto\nanna@example.org;si\n", "1 no-header"},
		{"nothing at all", "", "0 empty-list"},
		{"a header and nobody", "nome;voto\n\n", "0 empty-list"},
		{"a workbook", "PK\x03\x04rest", "0 not-csv"},
		{"UTF-16", "n\x00o\x00m\x00e\x00", "0 not-csv"},
		{"a name missing", "cognome;nome;mail\n;;anna@example.org\n", "2 name-missing"},
		{"a mail that is none", "nome;mail\nAnna;anna\nBruno;a@b\nCarla;a b@example.org\nDora;@example.org\n",
			"2 bad-mail mail=anna; 3 bad-mail mail=a@b; 4 bad-mail mail=a b@example.org; 5 bad-mail mail=@example.org"},
		{"a vote that is neither yes nor no", "nome;voto\nAnna;forse\n", "2 bad-vote vote=forse"},
		{"more votes than one, which some statutes give and nobody here has", "nome;numero di voti\nAnna;1\nBruno;5\n", "3 plural-vote vote=5"},
		{"the same under another header", "nome;voto\nAnna;1\nBruno;5\n", "3 plural-vote vote=5"},
		{"a director who is neither", "nome;amministratore\nAnna;forse\n", "2 bad-director given=forse"},
		{"days that are none", "nome;iscrizione\nAnna;31/02/2026\nBruno;settembre\nCarla;12/09/26\n",
			"2 bad-day given=31/02/2026; 3 bad-day given=settembre; 4 bad-day given=12/09/26"},
		{"too many columns", "nome;voto\nAnna;si;x;\n", "2 too-many-columns columns=4 want=2"},
		{"the same person twice, in other letters", "nome\nNicolò Bianchi\nANNA\nnicolo BIANCHI\n", "4 duplicate-person name=nicolo BIANCHI other=2"},
		{"the same id twice", "id;nome\n7;Anna\n7;Bruno\n", "3 duplicate-person name=Bruno other=2"},
		{"one of two of a name without mail", "nome;mail\nAnna;a@example.org\nAnna;\n", "3 duplicate-person name=Anna other=2"},
		{"an account twice", "nome;console\nAnna;anna\nBruno;console:anna\n", "3 duplicate-account account=console:anna other=2"},
		{"an account without a platform", "nome;account\nAnna;anna\n", "2 bad-account account=anna"},
		{"two chairs", "nome;ruolo\nAnna;presidente\nBruno;chair\n", "3 duplicate-office office=chair other=2"},
		{"an id with signs", "id;nome\n7/a;Anna\n", "2 bad-id id=7/a most=32"},
		{"a control character", "nome\nAn\x07na\n", "2 strange-letters text=An\ufffdna"},
		{"letters that turn the line around", "nome\nAnna\u202e Bianchi\n", "2 strange-letters text=Anna\ufffd Bianchi"},
		{"a code without meaning in Windows-1252", "nome\nAn\x81\xf2\n", "2 strange-letters text=An\ufffdò"},
		{"a name that is a chapter", "nome\n" + strings.Repeat("Anna ", 40) + "\n", "2 name-too-long most=120"},
		{"a line too long", "nome\nAnna\n" + long + "\n", "3 line-too-long most=4096"},
		{"a column twice", "nome;email;posta\nAnna;a@example.org;b@example.org\n", "1 column-twice column=posta"},
		{"a quotation mark out of place", "nome;voto\nAn\"na;si\nBruno;si\n", "2 bad-quote"},
		{"a quotation mark never closed", "nome;voto\nAnna;si\n\"Bruno;si\nCarla;si\n", "3 bad-quote"},
		{"several lines, each with its own", "nome;mail;voto\n;x;forse\nAnna;;\nBruno;y;\n",
			"2 bad-vote vote=forse; 2 name-missing; 2 bad-mail mail=x; 4 bad-mail mail=y"},
		{"too large", "nome\n" + strings.Repeat("Anna Bianchi\n", 700_000), "0 file-too-large most=8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, faults := roster.ParseCSV([]byte(tt.data))
			if rows != nil {
				t.Errorf("rows %v", rows)
			}
			if got := said(faults); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestParseCSVTakesTwentyThousandPersonsAndNotOneMore(t *testing.T) {
	list := func(n int) []byte {
		var b strings.Builder
		b.WriteString("id;nome\n")
		for i := range n {
			fmt.Fprintf(&b, "%d;Persona %d\n", i, i)
		}
		return []byte(b.String())
	}
	if rows, faults := roster.ParseCSV(list(20_000)); len(rows) != 20_000 {
		t.Errorf("%d rows, faults %s", len(rows), said(faults))
	}
	if _, faults := roster.ParseCSV(list(20_001)); said(faults) != "20002 too-many-rows most=20000" {
		t.Errorf("faults %s", said(faults))
	}
}

// said is faults as a line of text.
func said(faults []roster.Fault) string {
	var all []string
	for _, f := range faults {
		why := &governance.Refusal{Why: f.Why, Args: f.Args}
		all = append(all, fmt.Sprintf("%d %s", f.Line, strings.TrimPrefix(why.Error(), "refused: ")))
	}
	return strings.Join(all, "; ")
}

// FuzzParseCSV holds the promises: rows or faults, never both or neither; and
// rows written are rows read.
func FuzzParseCSV(f *testing.F) {
	f.Add([]byte("Cognome;Nome;E-mail;Voto;Console;Ruolo\nBianchi;Anna;anna@example.org;sì;@anna;Dirigente\n"))
	f.Add([]byte("id,name,account\n7,\"a\nb\",console:x y:z\n"))
	f.Add([]byte("sep=\t\nnome\tvoto\nAn\xf2\tno\n"))
	f.Add([]byte("nome\r\"x\r"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, faults := roster.ParseCSV(data)
		if (len(rows) > 0) == (len(faults) > 0) {
			t.Fatalf("%d rows and %d faults", len(rows), len(faults))
		}
		if len(faults) > 0 {
			return
		}
		again, faults := roster.ParseCSV(roster.WriteCSV(rows))
		if len(faults) > 0 {
			t.Fatalf("written rows have faults %s\n%s", said(faults), roster.WriteCSV(rows))
		}
		for i := range rows {
			rows[i].Line, again[i].Line = 0, 0
		}
		if d := cmp.Diff(rows, again); d != "" {
			t.Fatalf("-rows +read again\n%s", d)
		}
		imported(t, rows)
	})
}

// imported checks that what ParseCSV accepts, an empty body takes, and that
// its own list then changes nothing.
func imported(t *testing.T, rows []roster.Row) {
	t.Helper()
	b := founded(t)
	if _, err := b.record(governance.Meta{}, roster.ImportRoster{Rows: rows, Admin: "console:ugo"}); err != nil {
		if why, _ := governance.Refused(err); why == roster.FaultyList {
			_, faults := b.state.Compare(rows, false)
			t.Fatalf("import: %s", said(faults))
		}
		t.Fatal(err)
	}
	own, faults := roster.ParseCSV(roster.WriteCSV(b.state.Rows()))
	if len(faults) > 0 {
		t.Fatalf("own list: %s", said(faults))
	}
	events, err := roster.Decide(b.state, governance.Meta{}, roster.ImportRoster{Rows: own, Admin: "console:ugo"})
	if err != nil || len(events) > 0 {
		t.Fatalf("own list: events %v, %v", events, err)
	}
}

func TestARefusalNamesTheFirstLineAndHowMany(t *testing.T) {
	b := founded(t)
	_, err := b.record(governance.Meta{}, roster.ImportRoster{Admin: "console:ugo", Rows: []roster.Row{
		{Name: "Anna"}, {Name: " "}, {Name: "Bruno", Mail: "bruno"},
	}})
	var r *governance.Refusal
	if !errors.As(err, &r) || !reflect.DeepEqual(r, &governance.Refusal{
		Why: roster.FaultyList, Args: map[string]any{"line": 2, "count": 2},
	}) {
		t.Fatal(err)
	}
	if _, err := b.record(governance.Meta{}, roster.ImportRoster{Admin: "console:ugo"}); err == nil {
		t.Fatal("an empty list was taken")
	}
}
