package present_test

import (
	"time"

	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
)

// playAmended is a convocation that is changed, then taken back.
func playAmended(g *stage) {
	g.scene("a convocation changed, then taken back")
	g.at("2026-12-10 09:00:00")
	c := board()
	c.Roll = c.Roll[:4]
	c.Convocation.At = time.Date(2026, 12, 14, 15, 30, 0, 0, time.UTC)
	c.Convocation.DeclareBy, c.Convocation.Protocol = time.Time{}, ""
	c.Convocation.Urgent = "scade il bando regionale"
	c.Agenda[2].Kind = meeting.InPersonItem
	g.by("anna", c)
	g.by("", meeting.ConfirmDelivery{Members: []governance.MemberID{"anna", "bruno"}, Via: "console"})
	g.by("dario", meeting.SendExcuse{Text: "Visita medica."})
	g.by("carla", meeting.Acknowledge{})
	g.by("bruno", meeting.SetProtocol{Protocol: "5110 del 10/12/2026"})
	g.asks("deliveries", present.Deliveries(g.s))
	g.at("2026-12-11 11:00:00")
	g.by("anna", meeting.Amend{})
	g.by("anna", meeting.Amend{Add: []meeting.Point{{Title: "Mensa"}}})
	g.by("bruno for chair", meeting.Amend{
		At: time.Date(2026, 12, 17, 15, 30, 0, 0, time.UTC), Place: "Biblioteca", Drop: []int{3},
		Add: []meeting.Point{{Title: "Mensa", Kind: meeting.ToInform}}, Reason: "sciopero dei trasporti",
	})
	g.by("carla", meeting.DeclareMeans{Means: meeting.Means{Mode: governance.InPerson}})
	g.asks("deliveries", present.Deliveries(g.s))
	g.at("2026-12-16 18:00:00")
	g.by("anna", meeting.Revoke{Reason: "allerta meteo"})
	g.by("carla", meeting.Acknowledge{})
	g.by("carla", meeting.CheckIn{})
	g.asks("status", present.Status(g.s, g.now))
}

// playMeans is a term for the means, and a meeting whose place is another.
func playMeans(g *stage) {
	g.scene("means by a term, a place of one's own")
	g.at("2026-12-10 09:00:00")
	c := board()
	c.Roll = c.Roll[:5]
	c.Convocation.At = time.Date(2026, 12, 18, 15, 30, 0, 0, time.UTC)
	c.Convocation.DeclareBy = time.Date(2026, 12, 17, 13, 0, 0, 0, time.UTC)
	c.Bylaws.Clocks.Remind = governance.Duration(24 * time.Hour)
	c.Basis = "Regolamento di istituto, art. 12"
	g.by("anna", c)
	g.by("carla", meeting.DeclareMeans{Means: meeting.Means{Mode: governance.InPerson}, Where: "aula 3"})
	g.quietly(func() { g.by("bruno", meeting.ConfirmDelivery{All: true, Via: "circolare"}) })
	g.at("2026-12-16 14:00:00")
	g.by("", meeting.Elapse{})
	g.by("bruno", meeting.DeclareMeans{Means: meeting.Means{Mode: governance.Remote, Equipment: "tablet"}})
	g.at("2026-12-17 14:00:00")
	g.by("", meeting.Elapse{})
	g.at("2026-12-18 16:30:00")
	g.quietly(func() {
		for _, id := range []string{"anna", "bruno", "carla"} {
			g.by(id, meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
		}
	})
	g.by("anna", meeting.Open{})
	g.asks("desk", present.Desk(g.s, g.now))
	g.by("bruno for chair", meeting.MovePlace{Place: "Municipio, sala giunta", Reason: "la scuola è chiusa"})
}
