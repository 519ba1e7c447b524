package present

import (
	"slices"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// opened shows the chair's declarations: valid constitution (B45), discussion
// in which each can speak with all (B47), where the meeting is held (B32).
func opened(s *meeting.State, m governance.Meta, e meeting.OpenedEvent) []Notice {
	text := []lang.Text{
		lang.T("notice.opened.title", "at", m.At),
		lang.T("notice.opened.officers",
			"chair", s.NameOf(s.Officers[governance.Chair]), "secretary", s.NameOf(s.Officers[governance.Secretary])),
	}
	if e.Place != "" {
		text = append(text, lang.T("notice.opened.place", "place", e.Place))
	}
	if s.FirstCall != nil {
		text = append(text, lang.T("notice.opened.second"))
	}
	text = append(text, standing(e.Standing)...)
	if e.Override != "" {
		text = append(text,
			lang.T("notice.opened.not-reached", "who", few(s, e.NotReached)),
			lang.T("notice.opened.override", "reason", e.Override))
	}
	text = append(text, lang.T("notice.opened.valid"), lang.T("notice.opened.discussion"))
	return []Notice{
		{To: Room, Urgent: true, Text: byOrder(m, text)},
		{
			To: Officers, Text: slices.Concat([]lang.Text{lang.T("notice.opened.next")}, whereHeld(s), lacking(s)),
			Buttons: rows(row(button("confirm", "confirm"), button("desk", "desk"))),
		},
	}
}

// lacking says what must be there before the first ballot (B28, B35).
func lacking(s *meeting.State) []lang.Text {
	var what []lang.Text
	if !slices.Contains(s.Confirmed, governance.Secretary) {
		what = append(what, lang.T("lacking.confirmation"))
	}
	if s.Bylaws.ChatOfficers && s.Body.Kind == governance.TeachersBoard {
		for _, o := range []governance.Office{governance.Moderator, governance.Teller} {
			if s.Officers[o] == "" {
				what = append(what, office(o))
			}
		}
	}
	if len(what) == 0 {
		return nil
	}
	return []lang.Text{lang.T("lacking.title", "what", what)}
}

func validityConfirmed() []Notice {
	return []Notice{{To: Room, Text: []lang.Text{lang.T("notice.confirmed")}}}
}

func suspended(s *meeting.State, m governance.Meta, e meeting.SuspendedEvent) []Notice {
	if s.Trouble() != nil { // the declaration of trouble said so
		return nil
	}
	title := lang.T("notice.suspended.title", "at", m.At, "reason", e.Reason)
	return []Notice{
		{To: Room, Urgent: true, Text: byOrder(m, []lang.Text{title, lang.T("notice.suspended.room")})},
		{To: Officers, Text: []lang.Text{title}, Buttons: rows(row(button("resume", "resume")))},
	}
}

func resumed(s *meeting.State, m governance.Meta) []Notice {
	var panel []Notice
	pause := s.Interruptions[len(s.Interruptions)-1]
	if n := len(s.Troubles); n > 0 && !s.Troubles[n-1].Ended.Before(pause.From) {
		panel = []Notice{{To: Officers, Slot: "trouble", Text: []lang.Text{lang.T("notice.resumed", "at", m.At)}}}
	}
	return append(panel, Notice{To: Room, Urgent: true, Text: byOrder(m, append([]lang.Text{
		lang.T("notice.resumed", "at", m.At),
	}, standing(s.Standing())...))})
}

// outageRecorded says when the bot was away. An open ballot is announced again
// by the entry that extends it.
func outageRecorded(e meeting.OutageRecorded) []Notice {
	return []Notice{{To: Room, Text: []lang.Text{
		lang.T("notice.outage", "from", e.From, "to", e.To),
	}}}
}
