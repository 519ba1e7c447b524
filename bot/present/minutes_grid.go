package present

import (
	"assenso/bot/document"
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// grid is the table of all members: present, absent, excused, how and when
// (B21, B34, B44).
func (d *minutesDocument) grid() {
	t := document.Table{
		Caption: d.page.spans(minuted("roll.table")),
		Head: d.page.cells(minuted("roll.member"), minuted("roll.presence"), minuted("roll.equipment"),
			minuted("roll.in"), minuted("roll.out"), minuted("roll.notes")),
		Align:    []document.Align{3: document.Right, 4: document.Right},
		RowHeads: true,
	}
	for i := range d.text.Members {
		t.Rows = append(t.Rows, d.member(&d.text.Members[i]))
	}
	d.page.add(t)
	d.note(minuted("roll.to-the-end"))
}

func (d *minutesDocument) member(m *minutes.Member) []document.Spans {
	notes := d.offices(m)
	row := []document.Spans{d.page.spans(d.name(m.ID)), nil, nil, nil, nil, nil}
	switch m.Presence {
	case minutes.Absent:
		row[1] = d.page.spans(minuted("roll.absent"))
		if d.text.Opening != nil {
			notes = append(notes, minuted("note.unexcused"))
		}
	case minutes.Hindered:
		row[1] = d.page.spans(minuted("roll.hindered"))
		notes = append(notes, minuted("note.hindered"))
	case minutes.Excused:
		row[1] = d.page.spans(minuted("roll.excused"))
		if m.Excused.IsZero() && !m.CutOff.IsZero() {
			notes = append(notes, minuted("note.cut-off", "at", d.when(m.CutOff)))
		} else {
			notes = append(notes, minuted("note.excused"))
		}
	default:
		row[1], row[2], row[3], row[4] = d.stays(m)
		notes = append(notes, d.movements(m)...)
	}
	if f := m.Foreseen; f != nil {
		notes = append(notes, minuted("note.foreseen", "words", minutedWords(f.Words)))
	}
	if o := d.text.Opening; o != nil && m.Delivered.IsZero() {
		notes = append(notes, minuted("note.unreached"))
	}
	row[5] = d.page.lines(notes)
	return row
}

// offices are what somebody does in the meeting.
func (d *minutesDocument) offices(m *minutes.Member) []lang.Text {
	var notes []lang.Text
	for _, o := range []governance.Office{
		governance.Chair, governance.Secretary, governance.Moderator, governance.Teller,
	} {
		if d.text.Holder(o) == m.ID {
			notes = append(notes, minuted("note."+string(o)))
		}
	}
	switch {
	case len(m.For) > 0:
		notes = append(notes, minuted("note.substitute", "names", d.names(m.For)))
	case m.Fresh:
		notes = append(notes, minuted("note.fresh"))
	case !m.Votes:
		notes = append(notes, minuted("note.no-vote"))
	}
	if m.Director {
		notes = append(notes, minuted("note.director"))
	}
	if k := m.Identity; k != nil {
		notes = append(notes, minuted("note.identified", "at", d.when(k.At), "how", minutedWords(k.How)))
	}
	return notes
}

// stays are mode, device, entry and exit, a line each stay. What is the same
// in every stay is told once.
func (d *minutesDocument) stays(m *minutes.Member) (mode, device, in, out document.Spans) {
	var modes, devices, ins, outs []lang.Text
	same := true
	for i, st := range m.Stays {
		same = same && st.Mode == m.Stays[0].Mode && st.Equipment == m.Stays[0].Equipment
		if i > 0 && same {
			modes, devices = modes[:1], devices[:1]
		} else {
			modes = append(modes, minuted("mode-of."+string(st.Mode)))
			devices = append(devices, minuted("literal", "text", equipped(st.Equipment)))
		}
		ins = append(ins, d.when(st.From))
		if st.To.IsZero() {
			outs = append(outs, lang.Text{})
		} else {
			outs = append(outs, d.when(st.To))
		}
	}
	return d.page.lines(modes), d.page.lines(devices), d.page.lines(ins), d.page.lines(outs)
}

// movements are what happened to somebody's presence, beside its times.
func (d *minutesDocument) movements(m *minutes.Member) []lang.Text {
	var notes []lang.Text
	for i, st := range m.Stays {
		if st.Marked {
			notes = append(notes, minuted("note.marked"))
		}
		if !st.Disowned.IsZero() {
			notes = append(notes, minuted("note.disowned", "at", d.exact(st.Disowned)))
		}
		for _, c := range st.Changes {
			notes = append(notes, minuted("note.means", "at", d.when(c.At),
				"mode", minuted("mode-of."+string(c.Mode)), "equipment", equipped(c.Equipment)))
		}
		if st.Leave != meeting.Drop || st.To.IsZero() {
			continue
		}
		key := "note.dropped-back"
		if i == len(m.Stays)-1 && m.Presence == minutes.Dropped {
			key = "note.dropped"
		}
		notes = append(notes, minuted(key, "at", d.exact(st.To)))
	}
	return notes
}
