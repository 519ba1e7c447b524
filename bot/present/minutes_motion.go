package present

import (
	"strconv"

	"assenso/bot/document"
	"assenso/bot/lang"
	"assenso/governance/minutes"
)

// contest tells that a proof of the result was asked for, and what the chair
// answered.
func (w *minutesWriter) contest(b *minutes.Ballot) {
	k := b.Contest
	if k == nil {
		return
	}
	sentences := []lang.Text{minuted("contest.asked", "at", w.exact(k.At), "name", w.name(k.Member), "rollcall", k.RollCall)}
	if k.Declined != "" {
		sentences = append(sentences, minuted("contest.declined", "reason", minuted("quoted", "text", k.Declined)))
	}
	w.say(sentences...)
}

// scrutiny tells the result of a secret ballot held in presence (B16).
func (w *minutesWriter) scrutiny(a minutes.Act) {
	s := a.Scrutiny
	preferences := s.Preferences
	if preferences == 1 {
		preferences = 0 // as everybody expects
	}
	w.say(minuted("scrutiny.held", "at", w.when(a.At), "count", s.Voters, "preferences", preferences, "again", s.Again))
	if s.Erased {
		w.say(minuted("erased"))
		return
	}
	var lists []minutesRow
	var elected []lang.Text
	for _, k := range s.Candidates {
		name := minuted("literal", "text", k.Name)
		lists = append(lists, minutesRow{label: name, count: k.Votes})
		if k.Elected {
			elected = append(elected, name)
		}
	}
	if s.Blank > 0 {
		lists = append(lists, minutesRow{label: minuted("scrutiny.blank"), count: s.Blank})
	}
	if s.Void > 0 {
		lists = append(lists, minutesRow{label: minuted("scrutiny.void"), count: s.Void})
	}
	w.tally(minuted("scrutiny.table"), lists)
	if len(elected) == 0 {
		w.say(minuted("scrutiny.nobody"))
		return
	}
	w.say(minuted("scrutiny.elected", "names", elected, "count", len(elected)))
}

// alternative tells a text put beside the motion.
func (w *minutesWriter) alternative(a minutes.Act) {
	var name lang.Text
	if a.Member != "" {
		name = w.name(a.Member)
	}
	w.say(minuted("act.alternative", "letter", string(a.Option.Letter), "name", name))
	w.quote(a.Option.Text)
}

// papers lists the documents laid before the meeting, each by its fingerprint
// (B09, B12).
func (d *minutesDocument) papers() {
	t := document.Table{
		Head: d.page.cells(minuted("annex.paper-item"), minuted("annex.paper-name"), minuted("annex.paper-at"),
			minuted("annex.paper-size"), minuted("annex.paper-hash")),
		Align: []document.Align{3: document.Right},
	}
	for _, p := range d.text.Papers {
		name := minuted("literal", "text", p.Name.Text)
		switch {
		case p.Name.Erased:
			name = minuted("erased")
		case p.Withdrawn:
			name = minuted("annex.paper-withdrawn", "name", p.Name.Text)
		}
		var size, hash document.Spans
		if p.SHA256 != "" {
			size = d.page.spans(minuted("annex.bytes", "size", p.Size))
			hash = document.Spans{{Text: p.SHA256, Mark: document.Code}}
		}
		t.Rows = append(t.Rows, []document.Spans{
			document.Text(strconv.Itoa(p.Item) + "." + strconv.Itoa(p.N)), d.page.spans(name), d.page.spans(d.when(p.At)), size, hash,
		})
	}
	d.page.add(t)
}
