package present

import (
	"slices"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// meansAsked reminds, each privately and once, those who have not said how they
// take part (B19).
func meansAsked(s *meeting.State, e meeting.MeansAsked) []Notice {
	notices := make([]Notice, 0, len(e.Members))
	for _, id := range e.Members {
		notices = append(notices, Notice{
			To: Private, Member: id, Buttons: conveneButtons(s),
			Text: []lang.Text{
				lang.T("notice.means.remind", "body", s.Body.Name, "at", s.Convocation.At, "by", s.Convocation.DeclareBy),
				lang.T("notice.means.default"),
			},
		})
	}
	return notices
}

// meansTermEnded tells the officers who takes part how. Nobody else is told:
// silence costs nothing.
func meansTermEnded(s *meeting.State, e meeting.MeansTermEnded) []Notice {
	seat, remote := 0, 0
	for i := range s.Members {
		switch s.Members[i].Means.Mode {
		case governance.InPerson:
			seat++
		case governance.Remote:
			remote++
		}
	}
	text := []lang.Text{lang.T("notice.means.term", "seat", seat, "remote", remote)}
	if len(e.Silent) > 0 {
		text = append(text, lang.T("notice.means.silent", "count", len(e.Silent), "who", few(s, e.Silent)))
	}
	return []Notice{{To: Officers, Text: text}}
}

// placeMoved tells where the meeting is held from now on (B32, B33).
func placeMoved(m governance.Meta, e meeting.PlaceMoved) []Notice {
	return []Notice{{To: Room, Text: byOrder(m, []lang.Text{
		lang.T("notice.place-moved", "at", m.At, "place", e.Place, "reason", e.Reason),
	})}}
}

// whereHeld asks for the place of a meeting that is held where nobody who must
// be there is.
func whereHeld(s *meeting.State) []lang.Text {
	if !isOpen(s) || !s.PlaceUnsure() {
		return nil
	}
	return []lang.Text{lang.T("desk.where-held", "place", s.Place)}
}

// decidesRemotely reports a teachers' board that is called to decide, not all
// of it in presence: whether the law lets it is disputed.
func decidesRemotely(s *meeting.State) bool {
	return s.Body.Kind == governance.TeachersBoard && s.Convocation.Mode != governance.InPerson &&
		slices.ContainsFunc(s.Agenda, func(i meeting.Item) bool { return i.Kind == meeting.ToDecide })
}
