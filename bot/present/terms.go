package present

import (
	"strconv"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// boardNames is how many names a board lists before it says "and others".
// Results and receipts list everybody.
const boardNames = 30

// Names tells how members are called: a meeting or a body.
type Names interface {
	NameOf(governance.MemberID) string
}

func office(o governance.Office) lang.Text { return lang.T("office." + string(o)) }

func mode(m governance.Mode) lang.Text { return lang.T("mode." + string(m)) }

func position(p governance.Position) lang.Text {
	switch p {
	case governance.Favour, governance.Against, governance.Abstain:
		return lang.T("position." + string(p))
	}
	return lang.T("option.name", "letter", string(p))
}

// settledAs is what somebody was settled as: a position, a letter, or absent.
func settledAs(as meeting.Settled) lang.Text {
	if len(as) == 1 {
		return lang.T("option.name", "letter", string(as))
	}
	return lang.T("settled." + string(as))
}

// equipment is what somebody takes part with: one of the usual devices, or in
// their own words.
func equipment(e string) any {
	switch e {
	case "smartphone", "tablet", "computer":
		return lang.T("equipment." + e)
	}
	return e
}

// subject names what a ballot decides on: "item 4".
func subject(on meeting.Subject) lang.Text { return ofSubject("subject", on) }

// about is a round after a preposition: "on item 4 (ballot no. 2)".
func about(r meeting.Round) lang.Text {
	t := ofSubject("about", r.On)
	t.Args["again"] = again(r)
	return t
}

func ofSubject(prefix string, on meeting.Subject) lang.Text {
	switch {
	case on == meeting.OnMinutes:
		return lang.Text{Key: prefix + ".minutes", Args: map[string]any{}}
	case on.Change() > 0:
		return lang.T(prefix+".change", "change", on.Change())
	}
	if item, n := on.Amendment(); n > 0 {
		return lang.T(prefix+".amendment", "item", item, "n", n)
	}
	return lang.T(prefix+".item", "item", on.Item())
}

// again is the number of a ballot that is not the first on its subject, else 0.
func again(r meeting.Round) int {
	if r.N > 1 {
		return r.N
	}
	return 0
}

// names lists members in the order given.
func names(who Names, ids []governance.MemberID) []lang.Text {
	list := make([]lang.Text, len(ids))
	for i, id := range ids {
		list[i] = lang.T("name.plain", "name", who.NameOf(id))
	}
	return list
}

// few lists members as a board does: not more than boardNames.
func few(who Names, ids []governance.MemberID) []lang.Text {
	if len(ids) <= boardNames {
		return names(who, ids)
	}
	return append(names(who, ids[:boardNames]), lang.T("name.others", "count", len(ids)-boardNames))
}

// number is a count as buttons carry it.
func number(n int) string { return strconv.Itoa(n) }

// fingerprint shortens a hash to what people compare by eye.
func fingerprint(hash string) string {
	if len(hash) > 12 {
		return hash[:12]
	}
	return hash
}

// slot names a living message of a round.
func slot(what string, r meeting.Round) string { return what + ":" + r.String() }

// button makes a button; its label is "button.<label>". The arguments are
// pairs of a parameter's name and its value.
func button(label, name string, args ...string) Button {
	b := Button{Label: lang.T("button." + label), Name: name}
	for i := 0; i+1 < len(args); i += 2 {
		if b.Args == nil {
			b.Args = make(map[string]string, len(args)/2)
		}
		b.Args[args[i]] = args[i+1]
	}
	return b
}

// of ties a button to a round, so that it never strikes another.
func (b Button) of(r meeting.Round) Button {
	b.Round = r
	return b
}

func rows(rs ...[]Button) [][]Button { return rs }

func row(bs ...Button) []Button { return bs }

// byOrder adds that the secretary entered the act by order of the chair.
func byOrder(m governance.Meta, text []lang.Text) []lang.Text {
	if m.For == "" {
		return text
	}
	return append(text, lang.T("notice.by-order"))
}
