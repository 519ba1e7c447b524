package present

import (
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// officers names who held an office when the meeting was opened, in whose
// stead, and who took over later (B35).
func (d *minutesDocument) officers() {
	held, later := d.atOpening()
	chair, secretary := held[governance.Chair], held[governance.Secretary]
	if chair.Member == "" {
		return
	}
	sentences := []lang.Text{minuted("presides", "chair", d.name(chair.Member), "secretary", d.name(secretary.Member))}
	for _, o := range []minutes.Officer{chair, secretary} {
		if o.How != "" && o.How != meeting.AsHolder {
			sentences = append(sentences, minuted("stands-for", "name", d.name(o.Member), "how", d.taken(o), "reason", o.Reason))
		}
	}
	if o := held[governance.Moderator]; o.Member != "" {
		sentences = append(sentences, minuted("moderates", "name", d.name(o.Member)))
	}
	if o := held[governance.Teller]; o.Member != "" {
		sentences = append(sentences, minuted("tells", "name", d.name(o.Member)))
	}
	for _, o := range later {
		sentences = append(sentences, minuted("officer-since", "at", d.when(o.Since), "what", d.office(o.Office, o.Member),
			"how", d.taken(o), "reason", o.Reason))
	}
	d.say(sentences...)
}

// atOpening tells who held which office at the opening, and who took one over
// after it. Offices given for the first time stand with the first.
func (d *minutesDocument) atOpening() (map[governance.Office]minutes.Officer, []minutes.Officer) {
	held := make(map[governance.Office]minutes.Officer)
	var later []minutes.Officer
	for _, o := range d.text.Officers {
		_, given := held[o.Office]
		early := d.text.Opening == nil || o.Since.Before(d.text.Opening.At)
		if given && !early {
			later = append(later, o)
			continue
		}
		held[o.Office] = o
	}
	return held, later
}

// taken is how an office changed hands; nothing where it was simply given.
func (w *minutesWriter) taken(o minutes.Officer) lang.Text {
	if o.How == "" {
		return lang.Text{}
	}
	return minuted("taken."+string(o.How), "from", w.name(o.From))
}

func (w *minutesWriter) office(o governance.Office, id governance.MemberID) lang.Text {
	return minuted("office."+string(o), "name", w.name(id))
}
