package present

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"time"

	"assenso/bot/lang"
	"assenso/governance/roster"
)

// registerMost is how many resolutions the chat lists, the latest; the file
// beside has them all.
const registerMost = 30

// Register lists the resolutions of a year, with what comes next and the
// numbers that lack.
func Register(s *roster.State, year string) []lang.Text {
	list := s.Register(year)
	if len(list) == 0 {
		return []lang.Text{lang.T("register.empty", "year", year)}
	}
	text := []lang.Text{lang.T("register.title", "body", s.Name, "year", year)}
	if n := s.OnPaper(year); n > 0 {
		text = append(text, lang.T("register.on-paper", "number", n))
	}
	if n := len(list) - registerMost; n > 0 {
		text = append(text, lang.T("register.earlier", "count", n))
		list = list[n:]
	}
	for _, r := range list {
		line := lang.T("register.line", "number", r.Number, "title", r.Title, "at", r.At)
		if r.Votes != (roster.Votes{}) {
			line.Args["votes"] = lang.T("register.votes", "favour", r.Votes.Favour, "against", r.Votes.Against, "abstained", r.Votes.Abstained)
		}
		if !r.Annulled.IsZero() {
			line.Args["annulled"] = r.Annulled
		}
		text = append(text, line)
	}
	if lacks := s.Missing(year); len(lacks) > 0 {
		numbers := make([]string, len(lacks))
		for i, n := range lacks {
			numbers[i] = strconv.Itoa(n)
		}
		text = append(text, lang.T("register.missing", "numbers", numbers))
	}
	return append(text, lang.T("register.next", "number", s.NextResolution(year)))
}

// RegisterTable is the register of a year, or of all where it is empty, as a
// table for a spreadsheet in the speaker's language: year, number, date, hour,
// title, outcome, votes, meeting. No cell begins a formula.
func RegisterTable(s *roster.State, year string, sp *lang.Speaker) []byte {
	var b bytes.Buffer
	b.WriteString("\uFEFF") // spreadsheets take it for UTF-8
	w := csv.NewWriter(&b)
	w.Comma = rune(sp.Plain(lang.T("register.table.separator"))[0])
	say := func(key string) string { return sp.Plain(lang.T("register.table." + key)) }
	head := []string{"year", "number", "date", "hour", "title", "outcome", "favour", "against", "abstained", "meeting", "round"}
	row := make([]string, len(head))
	for i, h := range head {
		row[i] = say(h)
	}
	_ = w.Write(row) // into memory: it never fails
	zone := s.Bylaws.Location()
	for _, r := range s.Register(year) {
		day, hour, favour, against, abstained := "", "", "", "", ""
		if !r.At.IsZero() {
			at := r.At.In(zone)
			day, hour = at.Format(time.DateOnly), at.Format("15:04")
			favour, against, abstained = strconv.Itoa(r.Votes.Favour), strconv.Itoa(r.Votes.Against), strconv.Itoa(r.Votes.Abstained)
		}
		outcome := "adopted"
		if !r.Annulled.IsZero() {
			outcome = "annulled"
		}
		meeting := r.Meeting
		if m, ok := s.Sitting(r.Meeting); ok {
			meeting = strconv.Itoa(m.Number) + "/" + m.Year
		}
		_ = w.Write([]string{
			r.Year, strconv.Itoa(r.Number), day, hour, unformed(r.Title), say(outcome), favour, against, abstained, meeting, r.Round,
		})
	}
	w.Flush()
	return b.Bytes()
}

// unformed is a text that no spreadsheet takes for a formula.
func unformed(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// ExtractReady says which resolution the file beside is an extract of.
func ExtractReady(r roster.Resolution, approved bool) []lang.Text {
	text := []lang.Text{lang.T("extract.ready", "number", r.Number, "year", r.Year, "title", r.Title)}
	if !approved {
		text = append(text, lang.T("extract.before-approval"))
	}
	return text
}

// ExtractFallen says that a resolution was annulled: there is nothing to be
// an extract of.
func ExtractFallen(r roster.Resolution) []lang.Text {
	return []lang.Text{lang.T("extract.fallen", "number", r.Number, "year", r.Year, "at", r.Annulled)}
}

// ExtractGone says that the records of a meeting are nowhere here.
func ExtractGone(r roster.Resolution) []lang.Text {
	return []lang.Text{lang.T("extract.gone", "number", r.Number, "year", r.Year, "meeting", r.Meeting)}
}
