package present

import (
	"strconv"
	"time"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// minutesSheet is what minutes are written on: a document, or a message in the
// chat.
type minutesSheet interface {
	heading(level int, anchor string, t lang.Text)
	say(sentences ...lang.Text) // a paragraph
	words(text string)          // a paragraph in the secretary's own words
	quote(text string)          // somebody's literal words
	tally(caption lang.Text, rows []minutesRow)
}

// minutesRow is one list of a result.
type minutesRow struct {
	label lang.Text
	count int
	names []lang.Text
}

// minutesWriter words the facts of a text.
type minutesWriter struct {
	minutesSheet
	text   *minutes.Text
	zone   *time.Location
	people map[governance.MemberID]*minutes.Member
}

func newMinutesWriter(t *minutes.Text, on minutesSheet) minutesWriter {
	w := minutesWriter{minutesSheet: on, text: t, zone: time.UTC}
	if zone, err := time.LoadLocation(t.Bylaws.TimeZone); err == nil {
		w.zone = zone
	}
	w.people = make(map[governance.MemberID]*minutes.Member, len(t.Members))
	for i := range t.Members {
		w.people[t.Members[i].ID] = &t.Members[i]
	}
	return w
}

// minuted is a text of the minutes.
func minuted(key string, args ...any) lang.Text { return lang.T("minutes."+key, args...) }

// when is an hour of the day of the meeting, with the date of another day.
func (w *minutesWriter) when(t time.Time) lang.Text { return w.hour("when", t) }

// exact is when, with seconds.
func (w *minutesWriter) exact(t time.Time) lang.Text { return w.hour("when-exact", t) }

func (w *minutesWriter) hour(key string, t time.Time) lang.Text {
	var other time.Time
	if day := w.text.Hour(); t.In(w.zone).Format(time.DateOnly) != day.In(w.zone).Format(time.DateOnly) {
		other = t
	}
	return minuted(key, "at", t, "day", other)
}

// day is a date without its weekday.
func (w *minutesWriter) day(t time.Time) lang.Text {
	t = t.In(w.zone)
	months := [...]string{
		"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december",
	}
	return minuted("day", "day", t.Day(), "month", lang.T("format.month."+months[t.Month()-1]), "year", t.Year())
}

func (w *minutesWriter) name(id governance.MemberID) lang.Text {
	if p := w.people[id]; p != nil && p.Name != "" {
		return minuted("name", "name", p.Name)
	}
	return minuted("name-erased", "id", string(id))
}

func (w *minutesWriter) names(ids []governance.MemberID) []lang.Text {
	list := make([]lang.Text, len(ids))
	for i, id := range ids {
		list[i] = w.name(id)
	}
	return list
}

// minutedWords are words inside a sentence.
func minutedWords(words minutes.Words) lang.Text {
	switch {
	case words.Erased:
		return minuted("erased")
	case words.Text == "":
		return lang.Text{}
	}
	return minuted("quoted", "text", words.Text)
}

// literal sets words apart.
func (w *minutesWriter) literal(words minutes.Words) {
	if words.Erased {
		w.say(minuted("erased"))
		return
	}
	w.quote(words.Text)
}

// who is the body as a subject, of the body after a noun.
func (w *minutesWriter) who() lang.Text { return minuted("who." + w.kind()) }
func (w *minutesWriter) of() lang.Text  { return minuted("of." + w.kind()) }

// kind is the kind of body as the words know it.
func (w *minutesWriter) kind() string {
	switch k := w.text.Body.Kind; k {
	case governance.TeachersBoard, governance.Council, governance.Assembly:
		return string(k)
	}
	return "any"
}

// equipped is a device, as words know it or as its owner called it.
func equipped(e string) any {
	if e == "" {
		return ""
	}
	return equipment(e)
}

func quorumRule(q governance.QuorumRule) lang.Text {
	kind := q.Kind
	if kind == "" {
		kind = governance.MoreThanHalf
	}
	return minuted("quorum."+string(kind), "less", q.LessJustified, "fraction", share(q.Fraction))
}

func majorityRule(m governance.MajorityRule) lang.Text {
	kind := m.Kind
	if kind == "" {
		kind = governance.OfVotes
	}
	return minuted("majority."+string(kind), "abstained", m.CountAbstained, "fraction", share(m.Fraction))
}

// reckoned is the arithmetic of a quorum by the body's own rule, and by the
// law's where the two are compared.
func (w *minutesWriter) reckoned(r governance.Rule, q meeting.Standing) []lang.Text {
	return append([]lang.Text{minuted("quorum.reckoned", "rule", quorumRule(r.Quorum),
		"members", q.Members, "justified", q.Justified, "dropped", q.Dropped,
		"required", q.Required, "present", q.Present)}, w.compared(r, q)...)
}

// compared is what the law's rule says, nothing where there is none.
func (w *minutesWriter) compared(r governance.Rule, q meeting.Standing) []lang.Text {
	if r.Compare == nil || q.Compared == 0 {
		return nil
	}
	key := "quorum."
	if q.Holds() == (q.Present >= q.Compared) {
		key += "also-"
	} else {
		key += "but-"
	}
	if q.Present >= q.Compared {
		key += "holds"
	} else {
		key += "fails"
	}
	return []lang.Text{minuted(key, "rule", quorumRule(*r.Compare), "required", q.Compared)}
}

// share is a fraction as it is written: 3/4. Empty where the rule has none.
func share(f governance.Fraction) string {
	if f.Den == 0 {
		return ""
	}
	return strconv.Itoa(f.Num) + "/" + strconv.Itoa(f.Den)
}
