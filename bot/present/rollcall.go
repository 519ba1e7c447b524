package present

import (
	"strconv"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// ofPresence shows roll calls, and what members say of their own presence.
func ofPresence(s *meeting.State, r entry) ([]Notice, bool) {
	switch e := r.Event.(type) {
	case meeting.RollCalled:
		return rollCalled(s, e), true
	case meeting.CallMissed: // the board of the call has it
		return nil, true
	case meeting.MarkDisowned:
		return markDisowned(s, r.Meta, e), true
	case meeting.TroubleForeseen:
		return troubleForeseen(s, e), true
	case meeting.AttendanceCompared:
		return attendanceCompared(s, e), true
	case meeting.AttendanceImported, meeting.AttendeeListed, meeting.AttendeeMatched: // the comparison that follows has them
		return nil, true
	}
	return nil, false
}

// callSlot names the living messages of a roll call: the next has its own.
func callSlot(c *meeting.RollCall) string { return "call:" + strconv.FormatUint(c.Seq, 10) }

func rollCalled(s *meeting.State, e meeting.RollCalled) []Notice {
	return []Notice{
		{
			To: Room, Slot: callSlot(s.Call), Urgent: true,
			Text: []lang.Text{
				lang.T("notice.call.title", "count", len(e.Members), "who", names(s, e.Members)), lang.T("notice.call.answer"),
			},
			Buttons: rows(row(button("i-am-here", "here"))),
		},
		callBoard(s),
	}
}

// replied renews the board of the roll call once somebody answers, and ends
// the call in the room with the last.
func replied(s *meeting.State, r entry) []Notice {
	if !s.Call.Ended(r.Seq) {
		return nil
	}
	notices := []Notice{callBoard(s)}
	if len(s.Call.Waiting()) == 0 {
		notices = append(notices, Notice{To: Room, Slot: callSlot(s.Call), Text: []lang.Text{lang.T("notice.call.over")}})
	}
	return notices
}

// boardCalls bounds how many of those called have buttons: who is below comes
// up as those above answer.
const boardCalls = 6

// callBoard is the officers' list of a roll call: the first to be called by
// name, and two buttons for each who still waits.
func callBoard(s *meeting.State) Notice {
	c := s.Call
	n := Notice{To: Officers, Slot: callSlot(c)}
	waiting := c.Waiting()
	if len(waiting) > 0 {
		n.Text = append(n.Text, lang.T("notice.call.board", "count", len(waiting), "all", len(c.Who)),
			lang.T("notice.call.now", "name", s.NameOf(waiting[0])))
	} else {
		n.Text = append(n.Text, lang.T("notice.call.done", "count", len(c.Who)))
	}
	for _, how := range []meeting.Said{meeting.Answered, meeting.SeenHere, meeting.NoAnswer, meeting.WentOut} {
		if who := c.Are(how); len(who) > 0 {
			n.Text = append(n.Text, lang.T("notice.call."+string(how), "count", len(who), "who", few(s, who)))
		}
	}
	for _, id := range waiting[:min(len(waiting), boardCalls)] {
		n.Buttons = append(n.Buttons, row(
			of(s, id, "seen", "mark", "as", "seen"), of(s, id, "no-answer", "rollcall", "how", "miss"),
		))
	}
	if len(waiting) == 0 {
		silent := c.Are(meeting.NoAnswer)
		for _, id := range silent[:min(len(silent), boardCalls)] {
			n.Buttons = append(n.Buttons, row(of(s, id, "seen", "mark", "as", "seen"), of(s, id, "gone", "mark", "as", "left")))
		}
	}
	return n
}

// of is a button about one member, who is named on it.
func of(s *meeting.State, id governance.MemberID, label, name string, args ...string) Button {
	b := button(label, name, append(args, "members", string(id))...)
	b.Label.Args = map[string]any{"name": s.NameOf(id)}
	return b
}

// markDisowned takes a member's word that they are not there.
func markDisowned(s *meeting.State, m governance.Meta, e meeting.MarkDisowned) []Notice {
	notices := []Notice{board(s), {
		To: Private, Member: e.Member, Slot: "check-in",
		Text:    []lang.Text{lang.T("notice.disowned.done", "at", m.Spoken()), lang.T("notice.disowned.back")},
		Buttons: rows(row(button("here", "here"))),
	}}
	told := Notice{To: Officers, Urgent: true, Text: []lang.Text{
		lang.T("notice.disowned.officers", "name", s.NameOf(e.Member), "since", e.Since, "words", e.Words),
	}}
	if len(e.Rounds) > 0 {
		rounds := make([]lang.Text, len(e.Rounds))
		for i, r := range e.Rounds {
			rounds[i] = about(r)
		}
		told.Text = append(told.Text, lang.T("notice.disowned.counted", "rounds", rounds))
	}
	notices = append(notices, told)
	if isOpen(s) {
		notices = append(notices, Notice{To: Room, Text: []lang.Text{
			lang.T("notice.left.room", "name", s.NameOf(e.Member), "at", m.Spoken(), "present", s.PresentNow()),
		}})
	}
	return notices
}

// troubleForeseen tells who cannot connect where they are expected (B40).
func troubleForeseen(s *meeting.State, e meeting.TroubleForeseen) []Notice {
	v := s.Convocation
	answer := lang.T("notice.foreseen.seat", "place", v.Place, "at", v.At)
	told := lang.T("notice.foreseen.expected")
	if e.Excused {
		answer, told = lang.T("notice.foreseen.excused"), lang.T("notice.foreseen.excused-officers")
	}
	return []Notice{
		{
			To: Private, Member: e.Member, Slot: "foreseen",
			Text: []lang.Text{lang.T("notice.foreseen.noted", "words", e.Words), answer},
		},
		{To: Officers, Text: []lang.Text{
			lang.T("notice.foreseen.officers", "name", s.NameOf(e.Member), "words", e.Words), told,
		}},
	}
}

// marked tells a member that the secretary entered them, and how to contest it.
func marked(s *meeting.State, id governance.MemberID) Notice {
	st := s.Member(id).In()
	return Notice{
		To: Private, Member: id, Slot: "check-in",
		Text: []lang.Text{
			lang.T("notice.marked.told", "body", s.Body.Name, "at", st.From, "mode", mode(st.Mode)), lang.T("notice.marked.contest"),
		},
		Buttons: rows(row(button("not-true", "disown"), button("leave", "leave"))),
	}
}
