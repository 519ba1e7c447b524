package present

import (
	"cmp"
	"slices"
	"time"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// ofFloor tells of the discussion (B10): one living list for the room, and the
// moderator's panel.
func ofFloor(s *meeting.State, r entry) ([]Notice, bool) {
	switch e := r.Event.(type) {
	case meeting.FloorAsked:
		return floorAsked(s, e), true
	case meeting.FloorWaived:
		return append(floorBoards(s), floorAside(e.Member, lang.T("notice.floor.waived"))), true
	case meeting.FloorEnded:
		return append(floorBoards(s), floorAside(e.Member, lang.T("notice.floor.ended", "spent", time.Duration(e.Spent)))), true
	case meeting.FloorPassed:
		return append(floorBoards(s), floorAside(e.Member, lang.T("notice.floor.passed"), button("floor", "floor"))), true
	case meeting.FloorGiven:
		return floorGiven(s, r.Meta, e), true
	case meeting.SpeechWarned:
		return speechWarned(s, e), true
	case meeting.SpeechLimited:
		return []Notice{{To: Room, Text: byOrder(r.Meta, []lang.Text{
			lang.T("notice.floor.limited", "limit", time.Duration(e.Limit)),
		})}}, true
	}
	return nil, false
}

func floorAsked(s *meeting.State, e meeting.FloorAsked) []Notice {
	asked := lang.T("notice.floor.asked", "place", s.Floor.Waiting(e.Member), "order", e.Order)
	return append(floorBoards(s), floorAside(e.Member, asked, button("waive", "floor", "act", "waive")))
}

// floorAside tells one member how it stands with their own speaking.
func floorAside(id governance.MemberID, t lang.Text, buttons ...Button) Notice {
	n := Notice{To: Private, Member: id, Slot: "floor", Text: []lang.Text{t}}
	if len(buttons) > 0 {
		n.Buttons = rows(buttons)
	}
	return n
}

func floorGiven(s *meeting.State, m governance.Meta, e meeting.FloorGiven) []Notice {
	text := byOrder(m, []lang.Text{
		lang.T("notice.floor.given", "name", s.NameOf(e.Member), "order", e.Order, "until", e.Until),
	})
	yours := floorAside(e.Member, lang.T("notice.floor.yours", "until", e.Until), button("finished", "floor", "act", "waive"))
	yours.Urgent = true
	return append(floorBoards(s), Notice{To: Room, Urgent: true, Text: text}, yours)
}

// speechWarned is gentle: it goes to the speaker alone, and to who moderates.
func speechWarned(s *meeting.State, e meeting.SpeechWarned) []Notice {
	t := s.Floor.Speaking
	line := lang.T("notice.floor.nearly", "left", t.Until.Sub(s.Last))
	if e.Over {
		line = lang.T("notice.floor.over")
	}
	aside := floorAside(e.Member, line, button("finished", "floor", "act", "waive"))
	aside.Urgent = true
	notices := []Notice{aside}
	if e.Over {
		desk := floorDesk(s)
		desk.Text = append(desk.Text, lang.T("notice.floor.over-desk", "name", s.NameOf(e.Member)))
		notices = append(notices, desk)
	}
	return notices
}

// floorBoards are the list for the room and the panel of who moderates.
func floorBoards(s *meeting.State) []Notice {
	room := Notice{
		To: Room, Slot: "floor", Text: floorLines(s),
		Buttons: rows(row(button("floor", "floor"), button("order", "floor", "act", "order"))),
	}
	return []Notice{room, floorDesk(s)}
}

// floorLines is who speaks and who waits.
func floorLines(s *meeting.State) []lang.Text {
	text := []lang.Text{lang.T("notice.floor.title")}
	if t := s.Floor.Speaking; t != nil {
		text = append(text, lang.T("notice.floor.speaking", "name", s.NameOf(t.Member), "order", t.Order, "until", t.Until))
	}
	for i, r := range s.Floor.Queue {
		if i == boardNames {
			text = append(text, lang.T("name.others", "count", len(s.Floor.Queue)-i))
			break
		}
		text = append(text, lang.T("notice.floor.waiting", "n", i+1, "name", s.NameOf(r.Member), "order", r.Order))
	}
	if len(text) == 1 {
		text = append(text, lang.T("notice.floor.nobody"))
	}
	return text
}

// floorDesk is the panel of the moderator; without one, of the chair.
func floorDesk(s *meeting.State) Notice {
	who := s.Officers[governance.Moderator]
	if who == "" {
		who = s.Officers[governance.Chair]
	}
	n := Notice{To: Private, Member: who, Slot: "floor-desk", Text: floorLines(s)}
	if next, ok := s.NextSpeaker(); ok {
		give := button("give-floor", "floor", "act", "next")
		give.Label = lang.T("button.give-floor", "name", s.NameOf(next.Member))
		skip := button("skip-floor", "floor", "act", "skip", "member", string(next.Member))
		n.Buttons = append(n.Buttons, row(give, skip))
	}
	if s.Floor.Speaking != nil {
		n.Buttons = append(n.Buttons, row(button("end-speech", "floor", "act", "end")))
	}
	return n
}

// FloorTimes tells who speaks, who waits, and how long everybody has spoken:
// the longest first.
func FloorTimes(s *meeting.State, now time.Time) []lang.Text {
	type spoken struct {
		id    governance.MemberID
		times int
		long  time.Duration
	}
	var all []spoken
	count := func(t meeting.Turn, to time.Time) {
		i := slices.IndexFunc(all, func(p spoken) bool { return p.id == t.Member })
		if i < 0 {
			i = len(all)
			all = append(all, spoken{id: t.Member})
		}
		all[i].times++
		all[i].long += max(0, to.Sub(t.From))
	}
	for _, t := range s.Floor.Turns {
		count(t, t.To)
	}
	if t := s.Floor.Speaking; t != nil {
		count(*t, now)
	}
	slices.SortStableFunc(all, func(a, b spoken) int { return cmp.Compare(b.long, a.long) })
	text := floorLines(s)
	if len(all) > 0 {
		text = append(text, lang.T("notice.floor.times"))
	}
	for _, p := range all {
		text = append(text, lang.T("notice.floor.time", "name", s.NameOf(p.id), "count", p.times, "long", p.long.Round(time.Second)))
	}
	return text
}
