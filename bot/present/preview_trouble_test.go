package present_test

import (
	"time"

	"assenso/bot/present"
	"assenso/governance/meeting"
)

// playTrouble is a meeting that trouble interrupts twice: after an outage the
// chair can still save it, then nobody does.
func playTrouble(g *stage) {
	g.scene("trouble")
	g.at("2026-12-10 09:00:00")
	c := board()
	c.Meeting, c.Number = "collegio-2026-5", 5
	c.Roll = c.Roll[:6]
	c.Convocation.At, c.Convocation.DeclareBy = g.now.Add(6*time.Hour), time.Time{}
	g.quietly(func() {
		g.by("anna", c)
		g.by("bruno", meeting.ConfirmDelivery{All: true, Via: "circolare 50"})
		g.at("15:00:00")
		for _, id := range []string{"anna", "bruno", "carla", "dario"} {
			g.by(id, meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
		}
		g.by("anna", meeting.Open{})
		g.by("bruno", meeting.ConfirmValidity{})
		g.by("anna", meeting.Appoint{Office: "moderator", Member: "carla"})
		g.by("anna", meeting.Appoint{Office: "teller", Member: "dario"})
		g.by("anna", meeting.OpenItem{N: 2})
		g.by("anna", meeting.Propose{Text: "Si approva il PTOF."})
		g.by("anna", meeting.OpenBallot{})
	})
	g.at("15:01:00")
	g.by("carla", meeting.ReportTrouble{Text: "non si sente nulla"})
	g.by("elena", meeting.ReportTrouble{})
	g.asks("desk", present.Desk(g.s, g.now))
	g.by("anna", meeting.JudgeAdequate{Reason: "gli altri sentono bene"})
	g.at("15:05:00")
	g.by("bruno for chair", meeting.FallBack{How: meeting.OtherMeans, Means: "chat del registro"})
	g.by("anna", meeting.DeclareTrouble{Since: g.now.Add(-3 * time.Minute), Reason: "caduta la rete della scuola"})
	g.by("anna", meeting.Restore{})
	g.at("15:32:00")
	g.by("", meeting.Elapse{})
	g.asks("status", present.Status(g.s, g.now))
	g.by("bruno", meeting.RecordAssurance{From: "Assistenza di rete", Words: "si riparte entro dieci minuti"})
	g.at("16:40:00")
	g.by("", meeting.RecordOutage{From: g.now.Add(-30 * time.Minute), To: g.now})
	g.by("", meeting.Elapse{})
	g.by("anna", meeting.Resume{})
	g.asks("status", present.Status(g.s, g.now))
	g.by("anna", meeting.DeclareResolved{At: g.now.Add(-20 * time.Minute)})

	g.scene("trouble, and a dissolution")
	g.at("16:45:00")
	g.by("anna", meeting.DeclareTrouble{})
	g.quietly(func() {
		g.by("anna", meeting.EndItem{})
		for _, clock := range []string{"17:15:00", "17:35:00", "17:40:00"} {
			g.at(clock)
			g.by("", meeting.Elapse{})
		}
	})
	g.at("17:45:00")
	g.by("", meeting.Elapse{})
	g.asks("status", present.Status(g.s, g.now))
	g.by("bruno", meeting.Draft{Hash: "77aa00d2ffab1b81c5566", Upto: g.seq})
	g.by("anna", meeting.Sign{Hash: "77aa00d2ffab1b81c5566"})
	g.by("bruno", meeting.Sign{Hash: "77aa00d2ffab1b81c5566"})
}
