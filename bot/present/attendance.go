package present

import (
	"slices"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// entered answers who came in, and keeps the board of the presence.
func entered(s *meeting.State, m governance.Meta, e meeting.Entered) []Notice {
	notices := append([]Notice{board(s)}, refilled(s, e)...)
	if b := s.Pending(); b != nil && wasAway(s.Member(e.Member), b) {
		notices = append(notices, troubled(s, b)...)
	}
	if e.Back { // to everybody the member never left
		return notices
	}
	if e.Via == meeting.BySecretary {
		notices = append(notices, Notice{To: Officers, Text: []lang.Text{
			lang.T("notice.entered.marked", "name", s.NameOf(e.Member), "mode", mode(e.Means.Mode)),
		}}, marked(s, e.Member))
	} else {
		notices = append(notices, checkedIn(s, e.Member))
	}
	if isOpen(s) {
		notices = append(notices, Notice{To: Room, Text: []lang.Text{
			lang.T("notice.entered.room", "name", s.NameOf(e.Member), "at", m.Spoken(), "present", s.PresentNow()),
		}})
	}
	return append(notices, lateComer(s, e.Member)...)
}

func isOpen(s *meeting.State) bool {
	return s.Phase == meeting.Sitting || s.Phase == meeting.Suspended
}

// checkedIn is the receipt of a presence, which counts as a signature (B21),
// with what the member may still say about it (B34), and what they confirm by it:
// headphones, and a place where nobody listens (B31, B41).
func checkedIn(s *meeting.State, id governance.MemberID) Notice {
	st := s.Member(id).In()
	t := lang.T("notice.entered.receipt", "body", s.Body.Name, "at", st.From, "mode", mode(st.Mode))
	buttons := rows(row(
		button("remote", "here", "mode", string(governance.Remote)),
		button("in-person", "here", "mode", string(governance.InPerson)),
	))
	terms := lang.T("notice.entered.in-person")
	if st.Mode == governance.Remote {
		terms = lang.T("notice.entered.remote")
		if st.Equipment != "" {
			t.Args["equipment"] = equipment(st.Equipment)
		}
		buttons = append(buttons, row(
			button("smartphone", "here", "equipment", "smartphone"),
			button("tablet", "here", "equipment", "tablet"),
			button("computer", "here", "equipment", "computer"),
		))
	}
	return Notice{
		To: Private, Member: id, Slot: "check-in", Text: []lang.Text{t, terms},
		Buttons: append(buttons, row(button("leave", "leave"))),
	}
}

// lateComer tells who enters during a ballot that it is on and that their
// silence is no vote: they did not hear the announcement. Who enters to answer
// a question knows.
func lateComer(s *meeting.State, id governance.MemberID) []Notice {
	b := s.Pending()
	p := s.Member(id)
	if b == nil || !mayVote(b) || !p.Votes || b.Rule.BarDirectors && p.Director || slices.Contains(b.Roll, id) {
		return nil
	}
	if _, asked := b.Questions[id]; asked {
		return nil
	}
	return []Notice{{
		To: Private, Member: id,
		Text: []lang.Text{
			lang.T("notice.entered.ballot", "about", about(b.Round), "until", b.Until),
			motionLine(s, b.Round, b.Text),
			lang.T("notice.entered.silent"),
		},
		Buttons: voteButtons(b),
	}}
}

// meansChanged answers who changed device or mode. A second connection through
// the room changes nothing that a person said.
func meansChanged(s *meeting.State, m governance.Meta, e meeting.MeansChanged) []Notice {
	if e.Via == meeting.ByRoom || m.By != e.Member || s.Member(e.Member).In() == nil {
		return nil
	}
	return []Notice{checkedIn(s, e.Member)}
}

// left answers who went out. A lost connection is trouble while people vote,
// and otherwise only a number on the board: lines come and go.
func left(s *meeting.State, m governance.Meta, e meeting.Left) []Notice {
	if e.Linked {
		return nil
	}
	notices := append([]Notice{board(s)}, empty(s, e.Member)...)
	if e.How == meeting.Drop {
		notices = append(notices, Notice{
			To: Private, Member: e.Member, Slot: "check-in", Text: []lang.Text{lang.T("notice.left.drop", "at", m.Spoken())},
			Buttons: rows(row(button("here", "here"))),
		})
		if b := s.Pending(); b != nil && slices.Contains(b.Roll, e.Member) {
			notices = append(notices, troubled(s, b)...)
		}
		return notices
	}
	notices = append(notices, Notice{
		To: Private, Member: e.Member, Slot: "check-in", Text: []lang.Text{lang.T("notice.left.exit", "at", m.Spoken())},
		Buttons: rows(row(button("here", "here"))),
	})
	if isOpen(s) {
		notices = append(notices, Notice{To: Room, Text: []lang.Text{
			lang.T("notice.left.room", "name", s.NameOf(e.Member), "at", m.Spoken(), "present", s.PresentNow()),
		}})
	}
	return notices
}

// board is the living count of who is here.
func board(s *meeting.State) Notice {
	n := Notice{To: Room, Slot: "presence", Text: []lang.Text{lang.T("notice.board.title"), arithmetic(s.Standing())}}
	if s.Phase == meeting.Convened {
		n.Buttons = rows(row(
			button("remote", "here", "mode", string(governance.Remote)),
			button("in-person", "here", "mode", string(governance.InPerson)),
		))
		return n
	}
	n.Buttons = rows(row(button("here", "here"), button("leave", "leave")))
	return n
}

// wasAway reports that the member lost their connection in the ballot and is
// back.
func wasAway(p *meeting.Member, b *meeting.Ballot) bool {
	n := len(p.Stays)
	return p.Stays[n-1].Leave == meeting.Drop ||
		n > 1 && p.Stays[n-2].Leave == meeting.Drop && p.Stays[n-2].To.After(b.At)
}

// troubled tells who is lost to trouble while a ballot is open: the officers,
// who choose what to do, and the room.
func troubled(s *meeting.State, b *meeting.Ballot) []Notice {
	if !mayVote(b) {
		return nil
	}
	var lost []governance.MemberID
	for _, id := range b.Roll {
		if s.Member(id).Dropped {
			lost = append(lost, id)
		}
	}
	if len(lost) == 0 {
		return []Notice{
			{To: Officers, Slot: slot("trouble", b.Round), Text: []lang.Text{lang.T("notice.trouble-over", "about", about(b.Round))}},
			{To: Room, Slot: slot("dropped", b.Round), Text: []lang.Text{lang.T("notice.trouble-over", "about", about(b.Round))}},
		}
	}
	return []Notice{
		{
			To: Officers, Slot: slot("trouble", b.Round), Urgent: true, Buttons: rows(ballotChoices(b)),
			Text: append([]lang.Text{
				lang.T("notice.dropped.officers", "about", about(b.Round), "who", few(s, lost)),
				lang.T("notice.dropped.choice"),
			}, standing(s.Standing())...),
		},
		{
			To: Room, Slot: slot("dropped", b.Round),
			Text:    []lang.Text{lang.T("notice.dropped.room", "who", few(s, lost))},
			Buttons: rows(row(button("here", "here"))),
		},
	}
}

// ballotChoices are what the officers can do about trouble in a ballot.
func ballotChoices(b *meeting.Ballot) []Button {
	repeat := button("repeat", "repeat").of(b.Round)
	if b.Stage != meeting.Voting {
		return row(repeat)
	}
	return row(button("wait-3-minutes", "extend", "by", "3m").of(b.Round), repeat)
}

func mayVote(b *meeting.Ballot) bool {
	return b.Stage == meeting.Announced || b.Stage == meeting.Voting
}

// dropsNoticed tells that many lines went at once: a failure, not exits.
func dropsNoticed(s *meeting.State, e meeting.DropsNoticed) []Notice {
	text := []lang.Text{lang.T("notice.drops.title", "count", len(e.Members), "who", few(s, e.Members))}
	inRoom := Notice{
		To: Room, Urgent: true, Text: append(slices.Clone(text), lang.T("notice.drops.room")),
		Buttons: rows(row(button("here", "here"))),
	}
	toOfficers := Notice{
		To: Officers, Urgent: true, Text: append(text, standing(s.Standing())...),
		Buttons: rows(row(button("suspend-trouble", "suspend", "for", "trouble"), button("desk", "desk"))),
	}
	if b := s.Pending(); b != nil && mayVote(b) { // the living messages of who was lost say it
		inRoom.Slot, toOfficers.Slot = slot("dropped", b.Round), slot("trouble", b.Round)
		toOfficers.Buttons = rows(ballotChoices(b))
	}
	return []Notice{inRoom, toOfficers}
}

func vouched(s *meeting.State, e meeting.Vouched) []Notice {
	return []Notice{{To: Officers, Slot: "vouched", Text: []lang.Text{
		lang.T("notice.vouched", "who", few(s, e.Members)),
	}}}
}
