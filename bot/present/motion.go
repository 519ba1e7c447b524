package present

import (
	"assenso/bot/lang"
	"assenso/governance/meeting"
)

// ofMotion tells of texts put to the meeting and of what changes them (B49).
func ofMotion(s *meeting.State, r entry) ([]Notice, bool) {
	switch e := r.Event.(type) {
	case meeting.MotionProposed:
		return motionProposed(s, e), true
	case meeting.AmendmentMoved:
		return amendmentMoved(s, e), true
	case meeting.AmendmentClosed:
		return amendmentClosed(e), true
	case meeting.AlternativeProposed:
		return alternativeProposed(s, e), true
	case meeting.AlternativeWithdrawn:
		return []Notice{{To: Room, Text: []lang.Text{lang.T("notice.alternative.withdrawn", "item", e.Item, "letter", string(e.Letter))}}}, true
	case meeting.NameCalled:
		return nameCalled(s, e), true
	case meeting.ProofRequested:
		return proofRequested(s, e), true
	case meeting.ProofDeclined:
		return []Notice{{To: Room, Text: byOrder(r.Meta, []lang.Text{
			lang.T("notice.proof.declined", "about", about(e.Round), "reason", e.Reason),
		})}}, true
	case meeting.PaperAdded:
		return []Notice{{To: Room, Text: []lang.Text{paperLine(e.Item, s.Item(e.Item).Papers[e.N-1])}}}, true
	case meeting.PaperWithdrawn:
		return []Notice{{To: Room, Text: []lang.Text{lang.T("notice.paper.withdrawn", "item", e.Item, "n", e.N)}}}, true
	case meeting.ScrutinyRecorded:
		return scrutinyRecorded(e), true
	}
	return nil, false
}

func motionProposed(s *meeting.State, e meeting.MotionProposed) []Notice {
	name := ""
	if e.Mover != "" && e.Version == 1 {
		name = s.NameOf(e.Mover)
	}
	text := []lang.Text{
		lang.T("notice.motion.title", "item", e.Item, "again", e.Version-1, "version", e.Version, "name", name, "amendment", e.Amendment),
		lang.T("notice.motion.text", "text", e.Text),
	}
	if e.Version > 1 {
		before := s.Item(e.Item).Motions[e.Version-2].Text
		text = append(text, lang.T("notice.motion.changes", "diff", differences(before, e.Text)))
	}
	return []Notice{{To: Room, Text: text}}
}

func amendmentMoved(s *meeting.State, e meeting.AmendmentMoved) []Notice {
	item := s.Item(e.Item)
	title := lang.T("notice.amendment.title", "item", e.Item, "n", e.N, "name", s.NameOf(e.Member))
	changes := lang.T("notice.motion.changes", "diff", differences(item.Motion(), e.Text))
	n := number(e.N)
	notices := []Notice{
		{To: Room, Text: []lang.Text{title, changes}},
		{
			To: Officers, Slot: "amendment:" + number(e.Item) + ":" + n, Text: []lang.Text{lang.T("notice.amendment.vote", "n", e.N)},
			Buttons: rows(row(button("vote-amendment", "ballot", "on", string(meeting.OnAmendment(e.Item, e.N))))),
		},
	}
	if mover := item.Mover(); mover != "" {
		notices = append(notices, Notice{
			To: Private, Member: mover, Text: []lang.Text{title, changes, lang.T("notice.amendment.yours")},
			Buttons: rows(row(button("accept-amendment", "amendments", "act", "accept", "n", n, "item", number(e.Item)))),
		})
	}
	return notices
}

func amendmentClosed(e meeting.AmendmentClosed) []Notice {
	return []Notice{{To: Room, Text: []lang.Text{
		lang.T("notice.amendment.closed", "n", e.N, "item", e.Item, "fate", lang.T("fate."+string(e.Fate))),
	}}}
}

// amendmentLine is an amendment under vote: what it changes, and the text it
// would lead to.
func amendmentLine(s *meeting.State, on meeting.Subject, text string) lang.Text {
	n, which := on.Amendment()
	item := s.Item(n)
	return lang.T("notice.ballot.amendment", "name", s.NameOf(item.Amendments[which-1].By),
		"diff", differences(unamended(item, which), text), "text", text)
}

// unamended is the motion that an amendment changes, also once it was carried.
func unamended(item *meeting.Item, n int) string {
	for i, m := range item.Motions {
		if m.Amendment == n && i > 0 {
			return item.Motions[i-1].Text
		}
	}
	return item.Motion()
}

// Amendments lists the amendments to the motion of the open item, each with
// what it changes and what became of it.
func Amendments(s *meeting.State) []lang.Text {
	item := s.Item(s.Current)
	if item == nil || len(item.Amendments) == 0 {
		return []lang.Text{lang.T("amendments.none")}
	}
	text := []lang.Text{lang.T("amendments.title", "item", item.N)}
	for _, a := range item.Amendments {
		fate := lang.T("fate.open")
		if a.Fate != meeting.Undecided {
			fate = lang.T("fate." + string(a.Fate))
		}
		text = append(text, lang.T("amendments.line", "n", a.N, "name", s.NameOf(a.By), "fate", fate,
			"diff", differences(item.Motions[a.Version-1].Text, a.Text)))
	}
	return text
}
