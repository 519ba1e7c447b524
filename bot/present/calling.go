package present

import (
	"assenso/bot/lang"
	"assenso/governance/meeting"
)

// nameCalled calls one name in the room, and tells who it is.
func nameCalled(s *meeting.State, e meeting.NameCalled) []Notice {
	b := s.Ballot(e.Round)
	name := s.NameOf(e.Member)
	return []Notice{
		{To: Room, Slot: slot("call", e.Round), Urgent: true, Text: []lang.Text{
			lang.T("notice.named.title", "name", name, "again", e.Time > 1),
			lang.T("notice.named.answered", "answered", len(b.Votes)+len(b.Recused), "roll", len(b.Roll)),
		}},
		{
			To: Private, Member: e.Member, Slot: slot("called", e.Round), Urgent: true,
			Text:    []lang.Text{lang.T("notice.named.yours", "again", e.Time > 1, "about", about(e.Round)), motionLine(s, b.Round, b.Text)},
			Buttons: voteButtons(b),
		},
		{
			To: Officers, Slot: slot("call-desk", e.Round), Text: []lang.Text{lang.T("notice.named.desk", "name", name)},
			Buttons: rows(row(button("call-next", "callname").of(e.Round))),
		},
	}
}
