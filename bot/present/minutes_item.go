package present

import (
	"reflect"
	"slices"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// ItemSection is the section of one item for the chat, shown when the item
// ends: so that at the end of a meeting only the last part is new. Nothing
// where nothing was said on the item.
func ItemSection(t minutes.Text, item int) []lang.Text {
	s, ok := t.Section(item)
	if !ok {
		return nil
	}
	var lines minutesChat
	w := newMinutesWriter(&t, &lines)
	lines.text = append(lines.text, minuted("chat.title", "item", item, "title", t.Point(item).Title))
	w.acts(s)
	return lines.text
}

// minutesChat is the sheet of a message in the chat.
type minutesChat struct{ text []lang.Text }

func (c *minutesChat) heading(_ int, _ string, t lang.Text) {
	c.say(minuted("chat.heading", "text", t))
}
func (c *minutesChat) say(sentences ...lang.Text) { c.text = append(c.text, sentences...) }
func (c *minutesChat) words(text string)          { c.say(minuted("literal", "text", text)) }
func (c *minutesChat) quote(text string)          { c.say(minuted("quoted", "text", text)) }

// chatNames is how many names a list in the chat has room for; the minutes
// have them all.
const chatNames = 40

func (c *minutesChat) tally(_ lang.Text, lists []minutesRow) {
	for _, l := range lists {
		names := l.names
		if len(names) > chatNames {
			names = nil
		}
		c.say(minuted("chat.row", "label", l.label, "count", l.count, "names", names))
	}
}

// section is the course of an item, or what happened between two (B48 to B50).
func (d *minutesDocument) section(s minutes.Section) {
	if s.Item == 0 {
		d.heading(1, "", minuted("item.between"))
	} else {
		d.heading(1, "", minuted("item.title", "item", s.Item, "title", d.text.Point(s.Item).Title))
	}
	d.discussed(s)
	d.acts(s)
	if len(s.Acts) == 0 {
		d.say(minuted("item.none"))
	}
}

func (d *minutesDocument) discussed(s minutes.Section) {
	for _, span := range s.Discussed {
		switch {
		case span.To.IsZero():
			d.note(minuted("item.discussed-from", "from", d.when(span.From)))
		case span.From.IsZero():
			d.note(minuted("item.discussed-to", "to", d.when(span.To)))
		default:
			d.note(minuted("item.discussed", "from", d.when(span.From), "to", d.when(span.To)))
		}
	}
}

// acts tells what happened, in order.
func (w *minutesWriter) acts(s minutes.Section) {
	rounds := make(map[meeting.Subject]int)
	for _, a := range s.Acts {
		if a.Ballot != nil {
			rounds[a.Ballot.Round.On] = a.Ballot.Round.N
		}
	}
	shown := ""  // the text above, that a ballot is on
	motion := "" // the version of the motion told last
	for i, a := range s.Acts {
		switch a.Kind {
		case minutes.Speech:
			if i == 0 || s.Acts[i-1].Kind != minutes.Speech {
				w.speeches(s.Acts[i:])
			}
		case minutes.Note:
			w.prose(a.Words)
		case minutes.Statement:
			w.say(minuted("act.statement", "at", w.when(a.At), "name", w.name(a.Member), "vote", !a.Vote.IsZero()))
			w.literal(a.Words)
		case minutes.Proposal:
			w.proposal(a.Motion, motion)
			shown, motion = a.Motion.Text, a.Motion.Text
		case minutes.AmendmentMoved:
			w.amendment(a)
		case minutes.Election:
			w.scrutiny(a)
		case minutes.AlternativeSet:
			w.alternative(a)
		case minutes.Voting:
			w.heading(2, "", ballotTitle(a.Ballot.Round, rounds[a.Ballot.Round.On] > 1))
			w.ballot(a.Ballot, shown)
		default:
			w.happened(a)
		}
	}
}

// speeches names in one sentence who spoke after each other.
func (w *minutesWriter) speeches(acts []minutes.Act) {
	var who []lang.Text
	for _, a := range acts {
		if a.Kind != minutes.Speech {
			break
		}
		name := w.name(a.Member)
		if a.Order {
			name = minuted("name-order", "name", name)
		}
		if !slices.ContainsFunc(who, func(t lang.Text) bool { return reflect.DeepEqual(t, name) }) {
			who = append(who, name)
		}
	}
	w.say(minuted("act.speeches", "at", w.when(acts[0].At), "names", who, "count", len(who)))
}

// prose is the secretary's note of the discussion: it reads as part of the
// minutes, not as a quotation.
func (w *minutesWriter) prose(words minutes.Words) {
	if words.Erased {
		w.say(minuted("erased"))
		return
	}
	w.words(words.Text)
}

// ballotTitle names a round; its number is told where there are several.
func ballotTitle(r meeting.Round, several bool) lang.Text {
	n := 0
	if several {
		n = r.N
	}
	if _, which := r.On.Amendment(); which > 0 {
		return minuted("ballot.title-amendment", "amendment", which, "n", n)
	}
	if several {
		return minuted("ballot.title-n", "n", n)
	}
	return minuted("ballot.title")
}

// proposal tells a version of a motion, and what changed since the one before,
// where that is told above.
func (w *minutesWriter) proposal(m *minutes.Motion, before string) {
	switch {
	case m.Amendment > 0:
		w.say(minuted("act.motion-amended", "version", m.Version, "n", m.Amendment))
	case m.Version > 1:
		w.say(minuted("act.motion-again", "version", m.Version))
	case m.Mover != "":
		w.say(minuted("act.motion-of", "name", w.name(m.Mover)))
	default:
		w.say(minuted("act.motion"))
	}
	w.quote(m.Text)
	if before != "" {
		w.say(minuted("act.motion-diff", "diff", differences(before, m.Text)))
	}
}

// amendment tells what somebody wants changed.
func (w *minutesWriter) amendment(a minutes.Act) {
	e := a.Amendment
	how := "text"
	switch {
	case e.Old != "" && e.New != "":
		how = "replace"
	case e.Old != "":
		how = "delete"
	case e.New != "":
		how = "add"
	}
	w.say(minuted("act.amendment", "name", w.name(a.Member), "n", e.N, "how",
		minuted("amendment."+how, "old", e.Old, "new", e.New)))
	if how == "text" {
		w.quote(e.Text)
	}
}

// happened tells what needs one sentence.
func (w *minutesWriter) happened(a minutes.Act) {
	if w.troubled(a) || w.corrected(a) {
		return
	}
	at := w.when(a.At)
	switch a.Kind {
	case minutes.ItemRefused:
		w.say(minuted("act.item-refused."+string(a.Refused), "at", at))
	case minutes.AlternativeOff:
		w.say(minuted("act.alternative-withdrawn", "at", at, "letter", string(a.Option.Letter)))
	case minutes.AmendmentEnded:
		w.say(minuted("act.amendment-closed."+string(a.Amendment.Fate), "at", at, "n", a.Amendment.N))
	case minutes.SecrecyRefused, minutes.Resumption:
		w.say(minuted("act."+string(a.Kind), "at", at))
	case minutes.Suspension:
		var until lang.Text
		if !a.Until.IsZero() {
			until = w.when(a.Until)
		}
		w.say(minuted("act.suspended", "at", at, "until", until, "reason", a.Reason))
	case minutes.Postponement:
		w.say(minuted("act.postponed", "at", at, "reason", a.Reason))
	case minutes.QuorumLost, minutes.QuorumRegained:
		w.say(append([]lang.Text{minuted("act."+string(a.Kind), "at", w.exact(a.At),
			"present", a.Standing.Present, "required", a.Standing.Required)}, w.compared(w.text.Ordinary(), *a.Standing)...)...)
	case minutes.SeatTaken, minutes.SeatReturned:
		w.seat(a)
	case minutes.Drops:
		w.say(minuted("act.drops", "at", w.exact(a.At), "names", w.names(a.Members)))
	case minutes.Outage:
		w.say(minuted("act.outage", "at", w.exact(a.At), "until", w.exact(a.Until)))
	case minutes.RollCalling:
		w.rollCall(a)
	case minutes.Attendance:
		w.file(a)
	case minutes.Disowning:
		w.disowned(a)
	case minutes.Relocation:
		w.say(minuted("act.place-moved", "at", at, "place", a.Place, "reason", a.Reason))
	case minutes.Appointment:
		w.say(minuted("act.appointed", "at", at, "what", w.office(a.Office, a.Member), "reason", a.Reason))
	}
}

// moved tells somebody's coming or going after the text.
func (w *minutesWriter) moved(m minutes.Movement) {
	key := "act.entered"
	if !m.Entered {
		key = "act." + string(m.Leave)
	}
	w.say(minuted(key, "at", w.exact(m.At), "name", w.name(m.Member)))
}

// positionOf is a position in a sentence, not on a button.
func positionOf(p governance.Position) lang.Text {
	switch p {
	case governance.Favour, governance.Against, governance.Abstain:
		return minuted("position." + string(p))
	}
	return minuted("position-option", "letter", string(p))
}
