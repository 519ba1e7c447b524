package command

import (
	"strings"

	"assenso/governance"
	"assenso/governance/meeting"
)

// titleMost bounds the title of an item, in bytes.
const titleMost = 1000

// agenda reads the items of an agenda, one a line: numbered, with dashes or
// bare. Under numbers or dashes a line without either goes on with the item
// above. A mark in brackets at the end says what kind of item it is:
// "Nomina dei referenti (segreto)".
func (r *reader) agenda(p Param, text string) (Value, error) {
	v := Value{Text: text}
	lines := agendaLines(text)
	style := noStyle
	for i, line := range lines {
		title, number, s := startOf(line)
		if i == 0 {
			style = s
		}
		switch {
		case style != noStyle && s != style && i > 0:
			last := &v.Points[len(v.Points)-1]
			if last.Title += " " + line; len(last.Title) > titleMost {
				return Value{}, governance.Refuse(TextTooLong, "most", titleMost)
			}
			continue
		case style == numbered && number != len(v.Points)+1:
			// The agenda is numbered as people will call its items: it must be their numbers.
			return Value{}, governance.Refuse(AgendaNumber, "line", shortened(line), "number", len(v.Points)+1)
		case style == noStyle:
			title = line
		}
		v.Points = append(v.Points, meeting.Point{Title: title})
	}
	if style == numbered && len(v.Points) == 1 && secondInside(v.Points[0].Title) {
		return Value{}, governance.Refuse(AgendaOneLine, "line", shortened(lines[0]))
	}
	for i := range v.Points {
		if err := r.marked(p, &v.Points[i]); err != nil {
			return Value{}, err
		}
	}
	return v, nil
}

// secondInside reports a title in which a second item seems to begin, as where
// "1. Comunicazioni 2. Piano annuale" was typed on one line. It may also be
// "art. 2. Sanzioni": who typed it must say.
func secondInside(title string) bool {
	words := strings.Fields(title)
	for i, w := range words {
		if i > 0 && i < len(words)-1 && (w == "2." || w == "2)") {
			return true
		}
	}
	return false
}

// agendaLines are the lines that say something; where a platform leaves only
// one line, semicolons part the items.
func agendaLines(text string) []string {
	sep := "\n"
	if !strings.Contains(strings.TrimSpace(text), sep) {
		sep = ";"
	}
	var lines []string
	for line := range strings.SplitSeq(text, sep) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// style is how an agenda tells where an item begins.
type style int

const (
	noStyle style = iota // every line is an item
	numbered
	dashed
)

// startOf takes a number or a dash off the beginning of an item.
func startOf(line string) (title string, number int, s style) {
	for _, dash := range []string{"-", "–", "—", "•", "*", "·"} {
		if rest, ok := strings.CutPrefix(line, dash); ok && strings.TrimSpace(rest) != "" {
			return strings.TrimSpace(rest), 0, dashed
		}
	}
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	n, ok := atoi(line[:digits], 3)
	if !ok {
		return line, 0, noStyle
	}
	rest := strings.TrimLeft(line[digits:], " °º")
	for _, sign := range []string{".", ")", ":", "-", "–"} {
		after, ok := strings.CutPrefix(rest, sign)
		after = strings.TrimPrefix(after, "-") // "1.- "
		if ok && strings.HasPrefix(after, " ") && strings.TrimSpace(after) != "" {
			return strings.TrimSpace(after), n, numbered
		}
	}
	return line, 0, noStyle
}

// justWords reports a mark that means nothing to the body: where its bylaws
// have no rule for accounts, "(bilancio)" is part of the title, and the
// ordinary rule is right. A statute or a dissolution without a rule is another
// matter: the rules refuse it.
func (r *reader) justWords(kind meeting.ItemKind) bool {
	of := kind.Matter()
	return (of == governance.Accounts || of == governance.Liability) && r.in.Body != nil && r.in.Body.Bylaws.Matters.Of(of) == nil
}

// marked takes the kind of an item off the end of its title. Brackets that
// hold something else are part of it.
func (r *reader) marked(p Param, point *meeting.Point) error {
	if len(point.Title) > titleMost {
		return governance.Refuse(TextTooLong, "most", titleMost)
	}
	title := strings.TrimRight(point.Title, " .;")
	from := strings.LastIndexAny(title, "([")
	if from < 0 || !strings.HasSuffix(title, ")") && !strings.HasSuffix(title, "]") {
		return nil
	}
	inside := scan(title[from+1 : len(title)-1])
	kinds := r.words.choices[p.Name]
	if kind, ok := kinds.get(inside); ok {
		if r.justWords(meeting.ItemKind(kind)) {
			return nil
		}
		point.Kind = meeting.ItemKind(kind)
		point.Title = strings.TrimSpace(title[:from])
		return nil
	}
	if kind, ok := kinds.near(inside); ok {
		// A mark mistyped would open a ballot that the law forbids.
		return governance.Refuse(ChoiceNear, "given", shortened(title[from+1:len(title)-1]), "near", choiceText(r.spec.Name, kind))
	}
	return nil
}
