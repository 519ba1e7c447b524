package present

import (
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

func itemOpened(s *meeting.State, e meeting.ItemOpened) []Notice {
	item := s.Item(e.N)
	text := []lang.Text{lang.T("notice.item.opened", "item", e.N, "title", item.Title)}
	if item.Kind == meeting.ToInform {
		text = append(text, lang.T("notice.item.inform"))
	}
	if m := item.Motion(); m != "" {
		text = append(text, lang.T("notice.item.motion", "text", m))
	}
	for _, p := range item.Papers {
		if !p.Withdrawn {
			text = append(text, paperLine(item.N, p))
		}
	}
	return []Notice{{To: Room, Text: text}}
}

// itemRefused says why an item cannot be treated in this meeting (B14, B16,
// B57), and what becomes of it.
func itemRefused(s *meeting.State, e meeting.ItemRefused) []Notice {
	return []Notice{{To: Room, Text: []lang.Text{
		lang.T("notice.item.refused", "item", e.N, "title", s.Item(e.N).Title),
		lang.T("item-refused." + string(e.Why)),
		lang.T("notice.item.minuted"),
	}}}
}

// itemPostponed tells that an item goes on to another meeting.
func itemPostponed(s *meeting.State, m governance.Meta, e meeting.ItemPostponed) []Notice {
	return []Notice{{To: Room, Text: byOrder(m, []lang.Text{
		lang.T("notice.item.postponed", "item", e.N, "title", s.Item(e.N).Title, "reason", e.Reason),
	})}}
}

func itemEnded(s *meeting.State, e meeting.ItemEnded) []Notice {
	text := []lang.Text{lang.T("notice.item.ended", "item", e.N)}
	for _, r := range s.InForce() {
		if r.Item == e.N {
			text = append(text, lang.T("notice.item.resolution", "number", r.Number, "year", r.Year))
		}
	}
	return []Notice{{To: Room, Text: text}}
}

// noteTaken answers the secretary; the words are in the minutes, which all read.
func noteTaken(e meeting.NoteTaken) []Notice {
	return []Notice{{To: Officers, Text: []lang.Text{lang.T("notice.note", "item", e.Item)}}}
}

func statementMade(s *meeting.State, e meeting.StatementMade) []Notice {
	if !e.Round.IsZero() {
		return []Notice{{To: Room, Text: []lang.Text{
			lang.T("notice.declaration", "name", s.NameOf(e.Member), "about", about(e.Round)),
		}}}
	}
	return []Notice{{To: Room, Text: []lang.Text{
		lang.T("notice.statement", "name", s.NameOf(e.Member), "item", e.Item),
	}}}
}
