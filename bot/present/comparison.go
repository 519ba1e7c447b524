package present

import (
	"strconv"

	"assenso/bot/lang"
	"assenso/governance/meeting"
)

// attendanceCompared shows the officers what a file and the record disagree on.
func attendanceCompared(s *meeting.State, e meeting.AttendanceCompared) []Notice {
	return []Notice{{
		To: Officers, Slot: "attendance:" + strconv.Itoa(e.Sheet), Text: comparison(s, e),
		Buttons: strangersButtons(s, s.Sheets[e.Sheet-1]),
	}}
}

// Attendance is the latest comparison, for who asks; with the names to be
// recognised as buttons.
func Attendance(s *meeting.State) Notice {
	sh := s.LastSheet()
	if sh == nil {
		return Notice{Text: []lang.Text{lang.T("attendance.none")}}
	}
	return Notice{Text: comparison(s, sh.Compared), Buttons: strangersButtons(s, sh)}
}

// mostDifferences bounds how many differences a message tells; the minutes have
// them all.
const mostDifferences = 20

func comparison(s *meeting.State, e meeting.AttendanceCompared) []lang.Text {
	sh := s.Sheets[e.Sheet-1]
	text := []lang.Text{
		lang.T("attendance.title", "service", service(sh.Source), "until", e.Until),
		lang.T("attendance.people", "count", e.Recognised, "all", len(sh.People)),
	}
	if len(e.Differences) == 0 {
		text = append(text, lang.T("attendance.same"))
	} else {
		text = append(text, lang.T("attendance.differences", "count", len(e.Differences)))
	}
	for i, d := range e.Differences {
		if i == mostDifferences {
			text = append(text, lang.T("attendance.more", "count", len(e.Differences)-i))
			break
		}
		text = append(text, lang.T("attendance."+kindOf(d), "name", s.NameOf(d.Member),
			"from", d.From, "to", d.To, "length", d.Length(), "service", service(sh.Source)))
	}
	text = append(text, retests(s, e)...)
	text = append(text, strangers(sh)...)
	if len(e.Differences) > 0 {
		text = append(text, lang.T("attendance.nothing"))
	}
	return text
}

// kindOf is how file and record disagree: only one of them has somebody present,
// or the file has them away at a time it does not tell.
func kindOf(d meeting.Difference) string {
	switch {
	case d.Missing > 0:
		return "away"
	case d.Recorded:
		return "recorded"
	default:
		return "connected"
	}
}

func service(source string) lang.Text { return lang.T("service." + source) }

// retests tells whether the proclaimed ballots resist.
func retests(s *meeting.State, e meeting.AttendanceCompared) []lang.Text {
	if e.Tested == 0 {
		return nil
	}
	if len(e.Retests) == 0 {
		return []lang.Text{lang.T("attendance.tested", "count", e.Tested)}
	}
	var text []lang.Text
	for _, r := range e.Retests {
		key := "attendance.resists"
		if !r.Resistant {
			key = "attendance.falls"
		}
		text = append(text, lang.T(key, "about", about(r.Round), "who", few(s, r.Concerned),
			"favour", r.Count.Favour, "against", r.Count.Against, "present", r.Count.Present, "required", r.Required))
	}
	if rest := e.Tested - len(e.Retests); rest > 0 {
		text = append(text, lang.T("attendance.tested", "count", rest))
	}
	return text
}

// strangers lists who is not recognised, by the number of their row.
func strangers(sh *meeting.Sheet) []lang.Text {
	rows := sh.Unmatched()
	if len(rows) == 0 {
		return nil
	}
	list := make([]lang.Text, 0, len(rows))
	for i, row := range rows {
		if i == boardNames {
			list = append(list, lang.T("name.others", "count", len(rows)-i))
			break
		}
		list = append(list, lang.T("attendance.stranger", "row", row, "name", sh.People[row-1].Name))
	}
	return []lang.Text{lang.T("attendance.strangers", "count", len(rows), "who", list)}
}

// mostStrangers bounds how many names have buttons at once: as they are
// recognised, the next come up.
const mostStrangers = 3

// strangersButtons offer, for each name that is nobody's for sure, whom it may
// mean, or that it is nobody of the roll.
func strangersButtons(s *meeting.State, sh *meeting.Sheet) [][]Button {
	var all [][]Button
	for i, row := range sh.Unmatched() {
		if i == mostStrangers {
			break
		}
		p := sh.People[row-1]
		args := []string{"row", strconv.Itoa(row), "sheet", strconv.Itoa(sh.N)}
		for _, id := range p.Could {
			b := button("row-is", "compare", append(args, "member", string(id))...)
			b.Label.Args = map[string]any{"row": row, "name": s.NameOf(id)}
			all = append(all, []Button{b})
		}
		b := button("row-nobody", "compare", append(args, "who", "nobody")...)
		b.Label.Args = map[string]any{"row": row}
		all = append(all, []Button{b})
	}
	return all
}
