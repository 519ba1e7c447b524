package present

import (
	"assenso/bot/lang"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// seatMoved tells everybody who votes in whose place from now on.
func seatMoved(s *meeting.State, key string, e meeting.Seat) []Notice {
	return []Notice{board(s), {To: Room, Text: []lang.Text{seatText(s, key, e)}}}
}

func seatText(s *meeting.State, key string, e meeting.Seat) lang.Text {
	return lang.T(key, "name", s.NameOf(e.Member), "holder", s.NameOf(e.Holder))
}

// seat says who took whose place, and when.
func (w *minutesWriter) seat(a minutes.Act) {
	w.say(minuted("act."+string(a.Kind), "at", w.exact(a.At), "name", w.name(a.Member), "holder", w.name(a.Holder)))
}
