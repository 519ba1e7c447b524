package present

import (
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// convened shows the convocation in the room. Each member gets their own with
// the entry that calls them.
func convened(s *meeting.State, e meeting.ConvenedEvent) []Notice {
	text := append(convocation(s), lang.T("notice.convened.check-in"))
	buttons := append(rows(row(button("here", "here"))), conveneButtons(s)...)
	notices := []Notice{{To: Room, Text: text, Buttons: buttons, Urgent: true}}
	if warnings := doubts(s, e.Short); len(warnings) > 0 {
		notices = append(notices, Notice{To: Officers, Text: warnings})
	}
	return notices
}

// doubts are what officers should think of before the meeting is held so: a
// short notice, and items that cannot be treated in such a meeting (B14, B16).
func doubts(s *meeting.State, short int) []lang.Text {
	var text []lang.Text
	switch {
	case short > 0 && s.Convocation.Urgent == "":
		text = append(text, lang.T("notice.convened.short", "count", short))
	case short > 0:
		text = append(text, lang.T("notice.convened.short-urgent", "count", short))
	}
	if decidesRemotely(s) && s.Basis == "" {
		text = append(text, lang.T("notice.convened.no-basis"), lang.T("notice.convened.set-basis"))
	}
	for _, i := range s.Agenda {
		if why := s.Inadmissible(i.N); why != "" {
			text = append(text, lang.T("notice.convened.inadmissible", "n", i.N, "why", lang.T("item-refused."+string(why))))
		}
	}
	return text
}

func called(s *meeting.State, e meeting.MemberCalled) []Notice {
	text := convocation(s)
	if e.Fresh {
		text = append(text, lang.T("notice.convened.fresh", "count", s.Bylaws.MonthsRegistered))
	}
	return []Notice{{
		To: Private, Member: e.Member, Text: text, Buttons: conveneButtons(s),
		Awaits: Awaits{Convocation: true},
	}}
}

// convocation says when, where, how and what about (B17–B20).
func convocation(s *meeting.State) []lang.Text {
	c := s.Convocation
	text := []lang.Text{
		lang.T("notice.convened.title", "body", s.Body.Name, "number", s.Number, "year", s.Year),
		lang.T("notice.convened.when", "at", c.At),
	}
	if !c.Second.IsZero() {
		text = append(text, lang.T("notice.convened.second", "at", c.Second))
	}
	text = append(text, lang.T("notice.convened.mode", "mode", mode(c.Mode)))
	if c.Emergency {
		text = append(text, lang.T("notice.convened.emergency"))
	}
	if c.Urgent != "" {
		text = append(text, lang.T("notice.convened.urgent", "reason", c.Urgent))
	}
	if c.Place != "" {
		text = append(text, lang.T("notice.convened.place", "place", c.Place))
	}
	if c.Means != "" {
		text = append(text, lang.T("notice.convened.means", "means", c.Means))
	}
	if c.Protocol != "" {
		text = append(text, lang.T("notice.convened.protocol", "protocol", c.Protocol))
	}
	text = append(text, lang.T("notice.convened.agenda"))
	for _, i := range s.Agenda {
		text = append(text, agendaLine(i))
	}
	if c.Mode == governance.InPerson {
		return text
	}
	if c.Mode == governance.Mixed {
		text = append(text, lang.T("notice.convened.declare", "by", c.DeclareBy))
	} else {
		text = append(text, lang.T("notice.convened.declare-remote", "by", c.DeclareBy))
	}
	if c.Place != "" && !c.Emergency {
		text = append(text, lang.T("notice.convened.fallback"))
	}
	return text
}

func agendaLine(i meeting.Item) lang.Text {
	t := lang.T("notice.convened.item", "n", i.N, "title", i.Title)
	if i.Kind != meeting.ToDecide {
		t.Args["kind"] = lang.T("kind." + string(i.Kind))
	}
	if i.From != (meeting.Origin{}) {
		t.Args["from"] = lang.T("notice.carried.from", "number", i.From.Number, "year", i.From.Year, "at", i.From.At)
	}
	return t
}

func conveneButtons(s *meeting.State) [][]Button {
	excuse := row(button("excuse", "excuse"))
	remote := button("remote", "declare", "mode", string(governance.Remote))
	switch s.Convocation.Mode {
	case governance.Mixed:
		return rows(row(button("in-person", "declare", "mode", string(governance.InPerson)), remote), excuse)
	case governance.Remote:
		return rows(row(remote), excuse)
	default:
		return rows(excuse)
	}
}

// delivered answers the secretary, who proved a delivery. What platforms
// accept is not told: it is one entry a member.
func delivered(s *meeting.State, m governance.Meta, e meeting.ConvocationDelivered) []Notice {
	if m.By == "" {
		return nil
	}
	left := lang.T("notice.delivered.all")
	if n := len(s.NotReached()); n > 0 {
		left = lang.T("notice.delivered.missing", "count", n)
	}
	return []Notice{{To: Officers, Text: []lang.Text{
		lang.T("notice.delivered.done", "count", len(e.Members), "via", e.Via), left,
	}}}
}

func declared(e meeting.MeansDeclared) []Notice {
	t := lang.T("notice.declared", "mode", mode(e.Means.Mode))
	if e.Means.Mode == "" {
		t.Args["mode"] = mode(governance.Remote)
	}
	if e.Means.Equipment != "" {
		t.Args["equipment"] = equipment(e.Means.Equipment)
	}
	if e.Where != "" {
		t.Args["where"] = e.Where
	}
	return []Notice{{To: Private, Member: e.Member, Slot: "declared", Text: []lang.Text{t}}}
}

// excuseSent asks the officers to decide, and tells the member that it came.
// The words are nobody else's business: they may speak of health.
func excuseSent(s *meeting.State, m governance.Meta, e meeting.ExcuseSent) []Notice {
	id := string(e.Member)
	return []Notice{
		{
			To: Officers, Slot: "excuse:" + id,
			Text: []lang.Text{lang.T("notice.excuse.asked", "name", s.NameOf(e.Member), "text", e.Text)},
			Buttons: rows(row(
				button("accept", "accept", "member", id, "yes", "yes"),
				button("decline", "accept", "member", id, "yes", "no"),
			)),
		},
		{To: Private, Member: e.Member, Slot: "excuse", Text: []lang.Text{lang.T("notice.excuse.sent", "at", m.At)}},
	}
}

func excuseDecided(s *meeting.State, e meeting.ExcuseDecidedEvent) []Notice {
	officers, member := "notice.excuse.accepted-officers", "notice.excuse.accepted"
	if !e.Accepted {
		officers, member = "notice.excuse.declined-officers", "notice.excuse.declined"
	}
	return []Notice{
		{To: Officers, Slot: "excuse:" + string(e.Member), Text: []lang.Text{lang.T(officers, "name", s.NameOf(e.Member))}},
		{To: Private, Member: e.Member, Slot: "excuse", Text: []lang.Text{lang.T(member)}},
	}
}
