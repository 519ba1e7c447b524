package present

import (
	"time"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

func ofTrouble(s *meeting.State, r entry) ([]Notice, bool) {
	switch e := r.Event.(type) {
	case meeting.TroubleReported:
		return troubleReported(s, e), true
	case meeting.AdequacyJudged:
		return append(answered(s), Notice{To: Room, Text: byOrder(r.Meta, []lang.Text{lang.T("notice.adequate", "reason", e.Reason)})}), true
	case meeting.FellBack:
		return fellBack(s, r.Meta, e), true
	case meeting.Restored:
		return []Notice{{To: Room, Text: byOrder(r.Meta, []lang.Text{lang.T("notice.restored")})}}, true
	case meeting.TroubleDeclared:
		return troubleDeclared(s, r.Meta, e), true
	case meeting.AssuranceRecorded:
		return assured(e), true
	case meeting.DissolutionNear:
		return dissolutionNear(e), true
	case meeting.DissolutionHeld:
		return dissolutionHeld(e), true
	case meeting.TroubleResolved:
		return []Notice{{To: Room, Urgent: true, Text: byOrder(r.Meta, []lang.Text{lang.T("notice.resolved", "at", e.At)})}}, true
	case meeting.DissolvedEvent:
		return dissolved(s, r.Meta, e), true
	}
	return nil, false
}

// troubleReported answers who reports, and shows the officers everything that
// waits for the chair's judgement, with the ways on.
func troubleReported(s *meeting.State, e meeting.TroubleReported) []Notice {
	receipt := Notice{To: Private, Member: e.Member, Slot: "report", Text: []lang.Text{lang.T("notice.reported.receipt")}}
	if e.Cut {
		receipt.Text = append(receipt.Text, lang.T("notice.reported.cut"))
		receipt.Buttons = rows(row(button("here", "here")))
	}
	who := reporters(s)
	text := []lang.Text{lang.T("notice.reported.title", "count", len(who), "who", few(s, who))}
	for _, r := range s.Reports[max(0, len(s.Reports)-boardNames):] {
		if r.Text == "" && s.Member(r.Member).CutOff.IsZero() {
			continue
		}
		text = append(text, lang.T("notice.reported.one", "name", s.NameOf(r.Member), "cut", !s.Member(r.Member).CutOff.IsZero(), "text", r.Text))
	}
	return []Notice{receipt, {
		To: Officers, Slot: "reports", Urgent: true, Text: append(text, lang.T("notice.reported.choose")),
		Buttons: rows(
			row(button("adequate", "adequate"), button("voice-only", "fallback", "how", string(meeting.VoiceOnly))),
			row(button("suspend-trouble", "suspend", "for", "trouble"), button("desk", "desk")),
		),
	}}
}

// reporters are who waits for the chair's judgement, each once.
func reporters(s *meeting.State) []governance.MemberID {
	var who []governance.MemberID
	seen := make(map[governance.MemberID]bool)
	for _, r := range s.Reports {
		if !seen[r.Member] {
			seen[r.Member] = true
			who = append(who, r.Member)
		}
	}
	return who
}

// answered takes the buttons off the panel of reports, where there is one.
func answered(s *meeting.State) []Notice {
	if len(s.Answered) == 0 {
		return nil
	}
	return []Notice{{To: Officers, Slot: "reports", Text: []lang.Text{lang.T("notice.reported.answered")}}}
}

func fellBack(s *meeting.State, m governance.Meta, e meeting.FellBack) []Notice {
	return append(answered(s), Notice{
		To: Room, Urgent: true, Buttons: rows(row(button("report-trouble", "trouble"))),
		Text: byOrder(m, []lang.Text{
			lang.T("notice.fell-back.title", "how", lang.T("fallback."+string(e.How), "means", e.Means)),
			lang.T("notice.fell-back.ask"),
		}),
	})
}

// troubleDeclared tells that the meeting is suspended, and the hour at which it
// would dissolve (B60).
func troubleDeclared(s *meeting.State, m governance.Meta, e meeting.TroubleDeclared) []Notice {
	title := lang.T("notice.trouble-on.title", "since", e.Since, "reason", e.Reason)
	room, officers := []lang.Text{title, lang.T("notice.suspended.room")}, []lang.Text{title}
	choices := row(button("resume", "resume"))
	if !e.Deadline.IsZero() {
		room = append(room, lang.T("notice.trouble-on.term", "deadline", e.Deadline))
		officers = append(officers, lang.T("notice.trouble-on.officers"))
		choices = waitChoices()
	}
	return append(answered(s),
		Notice{To: Room, Urgent: true, Text: byOrder(m, room)},
		Notice{To: Officers, Slot: "trouble", Text: officers, Buttons: rows(choices)})
}

// waitChoices are what the officers can do while the clock runs.
func waitChoices() []Button {
	return row(button("resume", "resume"), button("assure", "assure"), button("adjourn", "close", "how", "adjourn"))
}

func assured(e meeting.AssuranceRecorded) []Notice {
	return []Notice{{To: Room, Urgent: true, Text: []lang.Text{
		lang.T("notice.assured", "from", e.From, "words", e.Words, "deadline", e.Deadline),
	}}}
}

// dissolutionNear warns everybody, and shows the officers what they can do.
func dissolutionNear(e meeting.DissolutionNear) []Notice {
	text := []lang.Text{lang.T("notice.near", "left", duration(e.Left), "deadline", e.Deadline)}
	return []Notice{
		{To: Room, Urgent: true, Text: text},
		{To: Officers, Slot: "trouble", Urgent: true, Text: text, Buttons: rows(waitChoices())},
	}
}

// dissolutionHeld gives the chair the minutes after an outage in which trouble
// that was over in time can be declared so.
func dissolutionHeld(e meeting.DissolutionHeld) []Notice {
	text := []lang.Text{
		lang.T("notice.held.title", "deadline", e.Deadline),
		lang.T("notice.held.choice", "deadline", e.Deadline, "until", e.Until),
	}
	return []Notice{
		{To: Room, Urgent: true, Text: text},
		{To: Officers, Slot: "trouble", Urgent: true, Text: text, Buttons: rows(row(button("was-resolved", "resolved")))},
	}
}

// dissolved tells the end, when it was, and when it is said, where that differs.
func dissolved(s *meeting.State, m governance.Meta, e meeting.DissolvedEvent) []Notice {
	text := []lang.Text{lang.T("notice.closed.dissolved", "at", e.Deadline, "since", e.Since)}
	if m.At.Sub(e.Deadline) >= time.Minute {
		text = append(text, lang.T("notice.closed.spoken", "at", m.At))
	}
	for _, r := range s.InForce() {
		text = append(text, lang.T("notice.item.resolution", "number", r.Number, "year", r.Year))
	}
	text = append(text, lang.T("notice.closed.again"), lang.T("notice.closed.secrecy"))
	return append([]Notice{
		{To: Room, Urgent: true, Seal: true, Text: text},
		{To: Officers, Slot: "trouble", Text: text[:1]},
	}, minutesAfter(s)...)
}

// minutesAfter asks the officers for minutes that could not be approved before
// the end; for their signatures where they could.
func minutesAfter(s *meeting.State) []Notice {
	if s.Minutes.After {
		return []Notice{{
			To: Officers, Text: []lang.Text{lang.T("notice.closed.draft")},
			Buttons: rows(row(button("draft", "minutes", "action", "draft"))),
		}}
	}
	missing := unsigned(s)
	if len(missing) == 0 || s.Ending == meeting.BrokenOff {
		return nil
	}
	return []Notice{{
		To: Officers, Text: []lang.Text{lang.T("notice.closed.unsigned", "who", offices(missing))},
		Buttons: rows(row(signButton(s))),
	}}
}

// troubleLines are what the status tells of trouble.
func troubleLines(s *meeting.State) []lang.Text {
	var text []lang.Text
	if t := s.Trouble(); t != nil {
		text = append(text, lang.T("status.trouble", "since", t.Since, "deadline", t.Deadline))
		if !t.Held.IsZero() {
			text = append(text, lang.T("status.held", "until", t.Held))
		}
	}
	if f := s.Fallback(); f != nil {
		text = append(text, lang.T("status.fallback", "how", lang.T("fallback."+string(f.How), "means", f.Means), "since", f.From))
	}
	return text
}
