package attendance

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"assenso/governance"
)

// column is what a cell holds.
type column int

// The columns that are read.
const (
	unknown column = iota
	name
	firstName
	lastName
	mail
	join
	leave
	duration
	action
	stamp
	waiting
)

// table is the part of a file that lists people.
type table struct {
	tabs    bool
	at      map[column]int
	summary bool // one row a person: the first entry and the last exit
	rows    [][]string
	lines   []int
}

// find looks for the table that tells most: every entry and exit, else the first
// and last of each. Services write summaries before and after it.
func find(text string) (table, error) {
	records, lines, tabs, err := split(text)
	if err != nil {
		return table{}, err
	}
	var best table
	var open *table
	for i, rec := range records {
		if at, ok := header(rec); ok {
			found := table{tabs: tabs, at: at, summary: first(rec[at[join]])}
			if open == nil || open.summary && !found.summary || len(best.rows) == 0 {
				best = found
				open = &best
				continue
			}
			break // a second table of the same kind says nothing new
		}
		if open == nil {
			continue
		}
		if blank(rec) || len(rec) < 2 {
			if !open.summary {
				break
			}
			continue // the next table may tell more
		}
		open.rows, open.lines = append(open.rows, rec), append(open.lines, lines[i])
	}
	if len(best.rows) == 0 {
		return table{}, governance.Refuse(NotAttendance)
	}
	return best, nil
}

// split cuts a text into records. A blank line is a record without fields: it
// parts the tables.
func split(text string) (records [][]string, lines []int, tabs bool, err error) {
	comma := separator(text)
	n := 0
	for line := range strings.Lines(text) {
		if n++; n > mostRows {
			return nil, nil, false, governance.Refuse(FileTooLong, "most", mostRows)
		}
		r := csv.NewReader(strings.NewReader(line))
		r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
		rec, err := r.Read()
		if err != nil && !errors.Is(err, io.EOF) {
			rec = strings.Split(strings.TrimRight(line, "\r\n"), string(comma))
		}
		for i := range rec {
			rec[i] = tidy(rec[i])
		}
		records, lines = append(records, rec), append(lines, n)
	}
	return records, lines, comma == '\t', nil
}

// separator is the sign that most lines of a file have most of.
func separator(text string) rune {
	best, most := ',', 0
	for _, c := range []rune{'\t', ';', ','} {
		if n := strings.Count(text, string(c)); n > most && (c != ',' || most == 0) {
			best, most = c, n
		}
	}
	return best
}

// tidy makes a cell one line of plain spaces. The space before PM is a narrow
// one that does not break, in files of late.
func tidy(s string) string {
	return strings.Join(strings.FieldsFunc(strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0', '\u202f', '\u2009':
			return ' '
		case '\ufeff', '\u200e', '\u200f', '\u200b':
			return -1
		}
		return r
	}, s), func(r rune) bool { return r <= ' ' || r == '\u0085' }), " ")
}

func blank(rec []string) bool {
	return !slices.ContainsFunc(rec, func(f string) bool { return f != "" })
}

// header reads the names of the columns. A table of people has names, and times
// of entry or of actions.
func header(rec []string) (map[column]int, bool) {
	at := make(map[column]int)
	for i, cell := range rec {
		if c := columnOf(cell); c != unknown {
			if _, twice := at[c]; !twice {
				at[c] = i
			}
		}
	}
	_, named := at[name]
	_, last := at[lastName]
	_, joins := at[join]
	_, acts := at[action]
	_, stamped := at[stamp]
	if n, both := at[name]; both && last { // "Nome, Cognome"
		at[firstName] = n
		delete(at, name)
	}
	return at, (named || last) && (joins || acts && stamped)
}

// columnOf tells a column by the words in its name, in Italian or English: the
// services change them slightly every year.
func columnOf(cell string) column {
	s := strings.ToLower(cell)
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
	}
	switch {
	case s == "" || len(s) > mostName || has("upn", " id", "id ", "consent", "consenso"):
		return unknown
	case has("waiting room", "sala d'attesa", "sala d’attesa", "sala di attesa"):
		return waiting
	case has("duration", "durata"):
		return duration
	case has("mail", "posta elettronica"):
		return mail
	case has("leave", "left", "exit", "uscita", "abbandono"):
		return leave
	case has("join", "ingresso", "accesso", "entrata", "partecipazione"):
		return join
	case has("action", "azione"):
		return action
	case has("timestamp", "data e ora"):
		return stamp
	case has("last name", "surname", "cognome"):
		return lastName
	case s == "first name":
		return firstName
	case s == "nome" || s == "name" || has("full name", "nome completo", "(original name)", "(nome originale)",
		"user name", "nome utente", "participant", "partecipante"):
		return name
	}
	return unknown
}

// first reports a column of first entries: a summary.
func first(cell string) bool {
	s := strings.ToLower(cell)
	return strings.Contains(s, "first") || strings.Contains(s, "prim")
}

func (t table) has(c column) bool {
	_, ok := t.at[c]
	return ok
}

func (t table) cell(row []string, c column) string {
	i, ok := t.at[c]
	if !ok || i >= len(row) {
		return ""
	}
	return row[i]
}

// name is whom a row is about, without what services add to it.
func (t table) name(row []string) string {
	s := t.cell(row, name)
	if t.has(lastName) {
		s = strings.TrimSpace(t.cell(row, firstName) + " " + t.cell(row, lastName))
	}
	for _, added := range []string{
		"guest", "ospite", "external", "esterno", "unverified", "non verificato", "organizer", "organizzatore", "host", "me", "io",
	} {
		if end := "(" + added + ")"; len(s) > len(end) && strings.EqualFold(s[len(s)-len(end):], end) {
			s = strings.TrimSpace(s[:len(s)-len(end)])
		}
	}
	return bounded(s)
}

// waiting reports a row about the waiting room, which is no presence.
func (t table) waiting(row []string) bool { return yes(t.cell(row, waiting)) }

func yes(s string) bool {
	return slices.Contains([]string{"yes", "sì", "si", "true", "vero"}, strings.ToLower(s))
}

// left reports an action that is an exit.
func (t table) left(row []string) bool {
	s := strings.ToLower(t.cell(row, action))
	return strings.Contains(s, "left") || strings.Contains(s, "uscit") || strings.Contains(s, "abbandon")
}

// source tells who wrote a table: Teams parts cells by tabs, Meet parts names
// and tells no day.
func (t table) source(c clock) Source {
	switch {
	case t.tabs:
		return Teams
	case t.has(lastName) || c.bare:
		return Meet
	}
	return Zoom
}
