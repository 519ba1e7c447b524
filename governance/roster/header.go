package roster

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"assenso/governance"
)

// column is what a column of a list holds.
type column string

// The columns that are read. The rest of a list is passed over.
const (
	surnameColumn  column = "surname"
	givenColumn    column = "given"
	nameColumn     column = "name" // in full, or the given name where a surname stands beside it
	mailColumn     column = "mail"
	idColumn       column = "id"
	voteColumn     column = "vote"
	directorColumn column = "director"
	sinceColumn    column = "since"
	forColumn      column = "for"
	accountColumn  column = "account"
	officeColumn   column = "office"
)

// titles are the words of headers, without accents and signs.
var titles = map[column][]string{
	surnameColumn: {"cognome", "surname", "last name", "lastname", "family name"},
	givenColumn:   {"nome proprio", "given name", "first name", "firstname", "forename"},
	nameColumn: {"nome", "nominativo", "cognome e nome", "cognome nome", "nome e cognome", "nome cognome",
		"componente", "docente", "socio", "name", "full name", "fullname", "member", "surname and name", "name and surname"},
	mailColumn: {"email", "e mail", "mail", "posta", "posta elettronica", "indirizzo email", "indirizzo e mail",
		"indirizzo di posta", "indirizzo mail", "email address", "e mail address", "mail address"},
	idColumn: {"id", "matricola", "codice", "codice componente", "numero", "n tessera", "tessera", "code", "number", "member id"},
	voteColumn: {"voto", "vota", "voti", "n voti", "numero voti", "numero di voti", "diritto di voto", "con diritto di voto", "ha diritto di voto", "vote", "votes",
		"voting", "voting right", "right to vote", "entitled"},
	directorColumn: {"amministratore", "amministratrice", "amministratori", "direttivo", "consiglio direttivo",
		"componente del direttivo", "director", "directors", "board", "board member"},
	sinceColumn: {"iscrizione", "data iscrizione", "data di iscrizione", "iscritto dal", "iscritta dal", "iscritti dal",
		"socio dal", "socia dal", "ammissione", "data ammissione", "data di ammissione",
		"registered", "registration", "registration date", "registered since", "member since", "since", "joined"},
	forColumn: {"supplente di", "supplente", "supplisce", "in sostituzione di", "substitute for", "substitute of", "substitute",
		"stands in for"},
	accountColumn: {"account", "accounts", "handle", "discord", "telegram", "console", "account discord",
		"account telegram", "account console", "discord id", "telegram id", "utente"},
	officeColumn: {"ufficio", "incarico", "ruolo", "carica", "funzione", "office", "role", "position"},
}

// platforms are the names of chat services that a header may bear, so that the
// cells below need not.
var platforms = []string{"discord", "telegram", "console"}

// columnOf tells what the column under a title holds.
func columnOf(title string) (column, bool) {
	words := headerWords(title)
	for c, known := range titles {
		if slices.Contains(known, words) {
			return c, true
		}
	}
	return "", false
}

// headerWords is a title in lower case, without accents and signs.
func headerWords(title string) string {
	return strings.Join(strings.FieldsFunc(plain(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// header is where each column stands.
type header struct {
	width    int
	at       map[column]int
	accounts []accountsAt
}

// accountsAt is a column of accounts, and the platform its title names.
type accountsAt struct {
	at       int
	platform string
}

func readHeader(rec record) (header, []Fault) {
	h := header{width: len(rec.fields), at: make(map[column]int)}
	var faults []Fault
	for i, title := range rec.fields {
		c, known := columnOf(title)
		if !known {
			continue
		}
		if c == accountColumn {
			h.accounts = append(h.accounts, accountsAt{i, platformIn(title)})
			continue
		}
		if _, twice := h.at[c]; twice {
			faults = append(faults, fault(rec.line, ColumnTwice, "column", tidy(title)))
		}
		h.at[c] = i
	}
	_, surname := h.at[surnameColumn]
	_, name := h.at[nameColumn]
	if !surname && !name {
		faults = append(faults, fault(rec.line, NoHeader))
	}
	return h, faults
}

func platformIn(title string) string {
	for _, w := range strings.Fields(headerWords(title)) {
		if slices.Contains(platforms, w) {
			return w
		}
	}
	return ""
}

// cell is the text of a column in a record, empty where the record is short.
func (h header) cell(rec record, c column) string {
	i, ok := h.at[c]
	if !ok || i >= len(rec.fields) {
		return ""
	}
	return tidy(rec.fields[i])
}

// row reads a record.
func (h header) row(rec record) (Row, []Fault) {
	r := Row{Line: rec.line, ID: h.cell(rec, idColumn), Name: h.name(rec), Mail: h.cell(rec, mailColumn)}
	var faults []Fault
	for i := h.width; i < len(rec.fields); i++ {
		if strings.TrimSpace(rec.fields[i]) != "" {
			faults = append(faults, fault(rec.line, TooManyColumns, "columns", len(rec.fields), "want", h.width))
			break
		}
	}
	if v := h.cell(rec, voteColumn); v != "" {
		votes, ok := voteWords[headerWords(v)]
		switch n, err := strconv.Atoi(v); {
		case ok:
		case err == nil && n > 1:
			faults = append(faults, fault(rec.line, PluralVote, "vote", v))
		default:
			faults = append(faults, fault(rec.line, BadVote, "vote", v))
		}
		r.Votes = &votes
	}
	if v := h.cell(rec, directorColumn); v != "" {
		director, ok := voteWords[headerWords(v)]
		if !ok {
			faults = append(faults, fault(rec.line, BadDirector, "given", v))
		}
		r.Director = &director
	}
	if v := h.cell(rec, sinceColumn); v != "" {
		day, ok := dayOf(v)
		if !ok {
			faults = append(faults, fault(rec.line, BadDay, "given", v))
		}
		r.Since = day
	}
	if v := h.cell(rec, forColumn); v != "" {
		r.For = holdersIn(v)
	}
	for _, a := range h.accounts {
		if a.at < len(rec.fields) {
			r.Accounts = append(r.Accounts, a.read(rec.fields[a.at])...)
		}
	}
	r.Office = officeWords[headerWords(h.cell(rec, officeColumn))]
	return r, faults
}

// name is the surname, then the given name; or the name in full.
func (h header) name(rec record) string {
	given := h.cell(rec, givenColumn)
	if _, both := h.at[givenColumn]; !both {
		given = h.cell(rec, nameColumn)
	}
	if _, ok := h.at[surnameColumn]; ok {
		return tidy(h.cell(rec, surnameColumn) + " " + given)
	}
	if full := h.cell(rec, nameColumn); full != "" {
		if _, both := h.at[givenColumn]; both {
			return tidy(full + " " + given)
		}
		return full
	}
	return given
}

// read takes the accounts of a cell, which may hold several.
func (a accountsAt) read(cell string) []string {
	accounts := strings.FieldsFunc(cell, func(r rune) bool {
		return unicode.IsSpace(r) || r == ',' || r == ';'
	})
	for i, account := range accounts {
		if a.platform != "" && !strings.Contains(account, ":") {
			accounts[i] = a.platform + ":" + strings.TrimPrefix(account, "@")
		}
	}
	return accounts
}

// dayOf reads a date as spreadsheets show it, the day first unless the year is;
// a time of day beside it does not matter.
func dayOf(s string) (string, bool) {
	s, _, _ = strings.Cut(s, " ")
	s = strings.Map(func(r rune) rune {
		if r == '/' || r == '.' {
			return '-'
		}
		return r
	}, s)
	for _, layout := range []string{time.DateOnly, "2-1-2006", "2006-1-2"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1900 {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}

// voteWords are the answers to "may they vote?".
var voteWords = map[string]bool{
	"si": true, "s": true, "yes": true, "y": true, "x": true, "1": true, "vero": true, "true": true, "vota": true,
	"no": false, "n": false, "0": false, "falso": false, "false": false, "non vota": false,
}

// officeWords are the offices a list may name. Whatever else stands in such a
// column ("docente", "consigliere") is no office of ours.
var officeWords = map[string]governance.Office{
	"presidente": governance.Chair, "dirigente": governance.Chair, "dirigente scolastico": governance.Chair,
	"dirigente scolastica": governance.Chair, "preside": governance.Chair, "chair": governance.Chair,
	"chairman": governance.Chair, "chairperson": governance.Chair, "president": governance.Chair,
	"segretario": governance.Secretary, "segretaria": governance.Secretary, "secretary": governance.Secretary,
	"vicepresidente": governance.ViceChair, "vice presidente": governance.ViceChair, "vicario": governance.ViceChair,
	"vicaria": governance.ViceChair, "vice chair": governance.ViceChair, "vice president": governance.ViceChair,
	"vicesegretario": governance.ViceSecretary, "vicesegretaria": governance.ViceSecretary,
	"vice segretario": governance.ViceSecretary, "vice secretary": governance.ViceSecretary,
	"segretario verbalizzante": governance.Secretary, "segretaria verbalizzante": governance.Secretary,
}

// plain is a text in lower case and without accents, for comparing: lists are
// typed by people, and spreadsheets write accents in two ways.
func plain(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range fold(tidy(s)) {
		if base, ok := accents[r]; ok {
			b.WriteString(base)
		} else if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// accents are the letters of European names without their signs.
var accents = letters(
	"a", "àáâãäåāăą", "c", "çćĉċč", "d", "ďđð", "e", "èéêëēĕėęě", "g", "ĝğġģ", "h", "ĥħ",
	"i", "ìíîïĩīĭįı", "j", "ĵ", "k", "ķ", "l", "ĺļľŀł", "n", "ñńņňŋ", "o", "òóôõöøōŏő",
	"r", "ŕŗř", "s", "śŝşšș", "t", "ţťŧț", "u", "ùúûüũūŭůűų", "w", "ŵ", "y", "ýÿŷ", "z", "źżž",
	"ae", "æ", "oe", "œ", "ss", "ß", "'", "’‘`´",
)

// letters makes a table of pairs: what to write, for which letters.
func letters(pairs ...string) map[rune]string {
	table := make(map[rune]string)
	for i := 0; i < len(pairs); i += 2 {
		for _, r := range pairs[i+1] {
			table[r] = pairs[i]
		}
	}
	return table
}
