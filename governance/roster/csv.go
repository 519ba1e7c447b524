package roster

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"assenso/governance"
)

// Faults of a file.
const (
	NotCSV         governance.Reason = "not-csv"          // a workbook, or no text at all
	FileTooLarge   governance.Reason = "file-too-large"   // args: most, in MiB
	NoHeader       governance.Reason = "no-header"        // no column of names in the first line
	ColumnTwice    governance.Reason = "column-twice"     // args: column
	TooManyColumns governance.Reason = "too-many-columns" // args: columns, want
	LineTooLong    governance.Reason = "line-too-long"    // args: most
	BadQuote       governance.Reason = "bad-quote"        // a quotation mark out of place, or never closed
	BadVote        governance.Reason = "bad-vote"         // args: vote
	BadDirector    governance.Reason = "bad-director"     // args: given
	BadHolder      governance.Reason = "bad-holder"       // args: given; the substitute of nobody known, or of themselves
	BadDay         governance.Reason = "bad-day"          // args: given
	PluralVote     governance.Reason = "plural-vote"      // args: vote; lawful for some, and not held here
)

const (
	mostBytes = 8 << 20
	mostLine  = 4 << 10
)

// ParseCSV reads a list of members as spreadsheets write them: separated by
// commas, semicolons or tabs; UTF-8 or Windows-1252; with a header in Italian
// or English, in any order and case, accents or none. Columns it does not know
// are passed over. It returns rows or faults, never both: one fault and
// nothing is imported.
func ParseCSV(data []byte) ([]Row, []Fault) {
	if len(data) > mostBytes {
		return nil, []Fault{fault(0, FileTooLarge, "most", mostBytes>>20)}
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.IndexByte(data, 0) >= 0 {
		return nil, []Fault{fault(0, NotCSV)}
	}
	text := governance.DecodeText(data)
	if faults := longLines(text); len(faults) > 0 {
		return nil, faults
	}
	records, faults := split(text)
	if len(records) == 0 {
		if len(faults) == 0 {
			faults = []Fault{fault(0, EmptyList)}
		}
		return nil, faults
	}
	head, wrong := readHeader(records[0])
	if faults = append(faults, wrong...); len(wrong) > 0 {
		return nil, sortFaults(faults)
	}
	var rows []Row
	for _, rec := range records[1:] {
		row, wrong := head.row(rec)
		rows, faults = append(rows, row), append(faults, wrong...)
	}
	rows = tidyRows(rows)
	faults = sortFaults(append(faults, checkRows(rows)...))
	if len(faults) == 0 && len(rows) == 0 {
		faults = []Fault{fault(0, EmptyList)}
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return rows, nil
}

func longLines(text string) []Fault {
	var faults []Fault
	n := 0
	for line := range strings.Lines(text) {
		if n++; len(line) > mostLine {
			faults = append(faults, fault(n, LineTooLong, "most", mostLine))
		}
	}
	return faults
}

// record is a line of a table.
type record struct {
	line   int
	fields []string
}

// split cuts a text into records that are not blank.
func split(text string) ([]record, []Fault) {
	text, skipped, comma := separator(text)
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = comma
	r.FieldsPerRecord = -1
	var records []record
	var faults []Fault
	for {
		fields, err := r.Read()
		var bad *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return records, faults
		case errors.As(err, &bad):
			faults = append(faults, fault(bad.StartLine+skipped, BadQuote))
			continue
		}
		if slices.ContainsFunc(fields, func(f string) bool { return strings.TrimSpace(f) != "" }) {
			line, _ := r.FieldPos(0)
			records = append(records, record{line + skipped, fields})
		}
		if len(records) > mostRows+1 {
			return nil, []Fault{fault(records[mostRows+1].line, TooManyRows, "most", mostRows)}
		}
	}
}

// separator finds what separates the fields: what the first line says in
// Excel's own way, else what makes most of the first line with words a header.
// It returns the text to read and how many lines it left out.
func separator(text string) (rest string, skipped int, comma rune) {
	first, after, _ := strings.Cut(text, "\n")
	if s, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(first)), "sep="); ok && len(s) <= 1 {
		comma := '\t' // the tab itself is trimmed away
		if s == ";" || s == "," {
			comma = rune(s[0])
		}
		return after, 1, comma
	}
	header := ""
	for line := range strings.Lines(text) {
		if strings.Trim(line, " \t\r\n;,") != "" {
			header = line
			break
		}
	}
	comma, most := '\t', 0
	for _, c := range []rune{';', '\t', ','} {
		known := 0
		for _, cell := range strings.Split(header, string(c)) {
			if _, ok := columnOf(strings.Trim(strings.TrimSpace(cell), `"`)); ok {
				known++
			}
		}
		if strings.ContainsRune(header, c) && known > most {
			comma, most = c, known
		}
	}
	return text, 0, comma
}

// WriteCSV writes rows in a form that ParseCSV reads back as they were, lines
// aside: UTF-8, commas, English header.
func WriteCSV(rows []Row) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"id", "name", "email", "vote", "director", "registered", "substitute for", "account", "office"})
	for _, r := range rows {
		_ = w.Write([]string{r.ID, r.Name, r.Mail, yesNo(r.Votes), yesNo(r.Director), r.Since, holdersCell(r.For), strings.Join(r.Accounts, " "), string(r.Office)})
	}
	w.Flush() // a buffer takes everything: no error can come
	return b.Bytes()
}

// yesNo is an answer as ParseCSV reads it, empty where there is none.
func yesNo(b *bool) string {
	switch {
	case b == nil:
		return ""
	case *b:
		return "yes"
	}
	return "no"
}

// Rows is the roster as a list: importing it changes nothing.
func (s *State) Rows() []Row {
	holds := make(map[governance.MemberID]governance.Office, len(s.Officers))
	for o, id := range s.Officers {
		holds[id] = o
	}
	var rows []Row
	for i, m := range s.Roll() {
		votes, director := m.Votes, m.Director
		rows = append(rows, Row{
			Line: i + 2, ID: string(m.ID), Name: m.Name, Mail: m.Mail, Votes: &votes, Director: &director, Since: m.Since, For: idsOf(m.For),
			Accounts: s.AccountsOf(m.ID), Office: holds[m.ID],
		})
	}
	return rows
}
