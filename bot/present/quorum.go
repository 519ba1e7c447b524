package present

import (
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// standing says the quorum with its arithmetic, and warns where the law's rule
// and the body's disagree.
func standing(q meeting.Standing) []lang.Text {
	return append([]lang.Text{arithmetic(q)}, disagreement(q)...)
}

func arithmetic(q meeting.Standing) lang.Text {
	if q.Holds() {
		return lang.T("standing.holds", "present", q.Present, "members", q.Members, "justified", q.Justified,
			"required", q.Required)
	}
	return lang.T("standing.fails", "present", q.Present, "members", q.Members, "justified", q.Justified,
		"required", q.Required, "count", q.Required-q.Present)
}

func disagreement(q meeting.Standing) []lang.Text {
	switch {
	case !q.Disagrees():
		return nil
	case q.Holds():
		return []lang.Text{lang.T("standing.law-fails", "required", q.Required, "compared", q.Compared)}
	default:
		return []lang.Text{lang.T("standing.law-holds", "required", q.Required, "compared", q.Compared)}
	}
}

func quorumLow(e meeting.QuorumLow) []Notice {
	return []Notice{{
		To: Room, Urgent: true, Buttons: rows(row(button("i-am-here", "here"))),
		Text: append([]lang.Text{
			lang.T("notice.quorum.low", "present", e.Standing.Present, "required", e.Standing.Required, "count", e.Spare+1),
			lang.T("notice.quorum.come-back"),
		}, disagreement(e.Standing)...),
	}}
}

// quorumLost stops the decisions (B37), and shows the officers the ways out.
func quorumLost(s *meeting.State, e meeting.QuorumLost) []Notice {
	way := lang.T("notice.quorum.come-back")
	if s.Bylaws.Quorum.Kind == governance.Everybody { // B59
		way = lang.T("notice.everybody-needed")
	}
	return []Notice{
		{
			To: Room, Urgent: true, Buttons: rows(row(button("i-am-here", "here"))),
			Text: append([]lang.Text{
				lang.T("notice.quorum.lost", "present", e.Standing.Present, "required", e.Standing.Required), way,
			}, disagreement(e.Standing)...),
		},
		{
			To: Officers, Urgent: true, Text: []lang.Text{lang.T("notice.quorum.ways-out")},
			Buttons: rows(row(button("suspend", "suspend"), button("desk", "desk"))),
		},
	}
}

func quorumRegained(e meeting.QuorumRegained) []Notice {
	return []Notice{{To: Room, Urgent: true, Text: append([]lang.Text{
		lang.T("notice.quorum.regained", "present", e.Standing.Present, "required", e.Standing.Required),
	}, disagreement(e.Standing)...)}}
}

// quorumRecomputed shows the base of a repeated ballot (B38), and beside it
// what the whole base would ask.
func quorumRecomputed(s *meeting.State, e meeting.QuorumRecomputed) []Notice {
	text := []lang.Text{lang.T("notice.recomputed.title", "who", names(s, e.Dropped)), arithmetic(e.Standing)}
	if !e.Subtracted {
		text = append(text, lang.T("notice.recomputed.kept"))
		return []Notice{{To: Room, Urgent: true, Text: append(text, disagreement(e.Standing)...)}}
	}
	text = append(text, lang.T("notice.recomputed.full", "required", e.Full.Required))
	if e.Full.Holds() != e.Standing.Holds() {
		text = append(text, lang.T("notice.recomputed.differ"))
	}
	return []Notice{{To: Room, Urgent: true, Text: append(text, disagreement(e.Standing)...)}}
}
