package present

import (
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

func appointed(s *meeting.State, e meeting.Appointed) []Notice {
	return []Notice{{To: Room, Text: []lang.Text{
		lang.T("notice.appointed."+string(e.Office), "name", s.NameOf(e.Member)),
	}}}
}

// officeTaken tells everybody who presides or keeps the minutes from now on.
func officeTaken(s *meeting.State, m governance.Meta, e meeting.OfficeTaken) []Notice {
	title := lang.T("notice.office-taken."+string(e.Office), "name", s.NameOf(e.Member), "at", m.At)
	how := lang.T("notice.office-taken."+string(e.How), "from", s.NameOf(e.From))
	text := []lang.Text{title, how}
	if e.Reason != "" {
		text = append(text, lang.T("notice.office-taken.reason", "reason", e.Reason))
	}
	notices := []Notice{{To: Room, Urgent: true, Text: byOrder(m, text)}}
	if isOpen(s) {
		notices = append(notices, Notice{
			To: Private, Member: e.Member, Text: []lang.Text{title}, Buttons: rows(row(button("desk", "desk"))),
		})
	}
	return notices
}

// empty tells who may take the office of somebody who has just gone.
func empty(s *meeting.State, gone governance.MemberID) []Notice {
	o := officeOf(s, gone)
	if o == "" {
		return nil
	}
	n := Notice{To: Private, Slot: vacancy(o), Text: []lang.Text{lang.T("notice.office-empty." + string(o))}}
	if n.Member = s.Successor(o); n.Member != "" {
		n.Text = append(n.Text, lang.T("notice.office-empty.vice"))
		n.Buttons = rows(row(button("take-over", "takeover", "office", string(o))))
	} else {
		n.Member = s.Officers[otherSigner(o)]
		n.Text = append(n.Text, lang.T("notice.office-empty.how-"+string(o)))
	}
	return []Notice{n}
}

// refilled takes back what empty showed: the holder is in the room again.
func refilled(s *meeting.State, e meeting.Entered) []Notice {
	o := officeOf(s, e.Member)
	if o == "" || !e.Back && len(s.Member(e.Member).Stays) < 2 {
		return nil
	}
	n := Notice{To: Private, Slot: vacancy(o), Text: []lang.Text{lang.T("notice.office-empty.over-" + string(o))}}
	if n.Member = s.Successor(o); n.Member == "" {
		n.Member = s.Officers[otherSigner(o)]
	}
	return []Notice{n}
}

// officeOf is the office that an open meeting cannot do without, which somebody
// holds; empty where they hold none.
func officeOf(s *meeting.State, id governance.MemberID) governance.Office {
	for _, o := range []governance.Office{governance.Chair, governance.Secretary} {
		if isOpen(s) && s.Holds(id, o) {
			return o
		}
	}
	return ""
}

func otherSigner(o governance.Office) governance.Office {
	if o == governance.Chair {
		return governance.Secretary
	}
	return governance.Chair
}

// vacancy is the slot of what empty shows.
func vacancy(o governance.Office) string { return "vacancy:" + string(o) }

// deskVacancies says which office nobody in the room holds.
func deskVacancies(s *meeting.State) []lang.Text {
	if !isOpen(s) {
		return nil
	}
	var text []lang.Text
	for _, o := range []governance.Office{governance.Chair, governance.Secretary} {
		if p := s.Member(s.Officers[o]); p == nil || p.In() == nil {
			text = append(text, lang.T("notice.office-empty."+string(o)))
			if next := s.Successor(o); next != "" {
				text = append(text, lang.T("desk.successor", "name", s.NameOf(next)))
			} else {
				text = append(text, lang.T("notice.office-empty.how-"+string(o)))
			}
		}
	}
	return text
}
