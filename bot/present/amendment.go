package present

import (
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// amended tells everybody what the convocation says from now on, and that this
// is not what it said.
func amended(s *meeting.State, m governance.Meta, e meeting.ConvocationAmended) []Notice {
	what := make([]lang.Text, len(e.Changed))
	for i, c := range e.Changed {
		what[i] = lang.T("changed." + string(c))
	}
	head := []lang.Text{
		lang.T("notice.amended.title", "body", s.Body.Name, "number", s.Number, "year", s.Year),
		lang.T("notice.amended.what", "what", what, "reason", e.Reason),
	}
	if e.AnotherDay {
		head = append(head, lang.T("notice.amended.another-day"))
	}
	text := append(head, convocation(s)[1:]...)
	notices := []Notice{{To: Room, Text: byOrder(m, text), Urgent: true}}
	if warnings := doubts(s, e.Short); len(warnings) > 0 {
		notices = append(notices, Notice{To: Officers, Text: warnings})
	}
	buttons := append(rows(row(button("received", "received"))), conveneButtons(s)...)
	return append(notices, toEach(s, e.N, text, buttons)...)
}

// revoked tells everybody that there is no meeting.
func revoked(s *meeting.State, m governance.Meta, e meeting.ConvocationRevoked) []Notice {
	text := byOrder(m, []lang.Text{
		lang.T("notice.revoked.title", "body", s.Body.Name, "number", s.Number, "year", s.Year),
		lang.T("notice.revoked.not-held", "at", s.Convocation.At),
		lang.T("notice.revoked.reason", "reason", e.Reason),
	})
	return append([]Notice{{To: Room, Text: text, Urgent: true}}, toEach(s, s.Amendments, text, nil)...)
}

// toEach is a notice after the convocation, to every member of their own: whom
// it reaches is proved as for the first.
func toEach(s *meeting.State, n int, text []lang.Text, buttons [][]Button) []Notice {
	notices := make([]Notice, len(s.Members))
	for i := range s.Members {
		notices[i] = Notice{
			To: Private, Member: s.Members[i].ID, Text: text, Buttons: buttons,
			Awaits: Awaits{Convocation: true, Notice: n},
		}
	}
	return notices
}

func protocolSet(e meeting.ProtocolSet) []Notice {
	return []Notice{{To: Officers, Text: []lang.Text{lang.T("notice.protocol", "protocol", e.Protocol)}}}
}

// acknowledged answers who said that they received the notice. Who answered it
// otherwise is answered there.
func acknowledged(s *meeting.State, m governance.Meta, e meeting.ConvocationAcknowledged) []Notice {
	if e.Implied {
		return nil
	}
	return []Notice{{
		To: Private, Member: e.Member, Slot: "received",
		Text: []lang.Text{lang.T("notice.acknowledged", "at", m.At, "body", s.Body.Name)},
	}}
}
