package present_test

import (
	"time"

	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
)

// playOfficers is a meeting in which chair and minutes change hands.
func playOfficers(g *stage) {
	g.scene("a vice, a hand-over, an empty chair")
	g.at("2026-12-10 09:00:00")
	c := board()
	c.Roll = c.Roll[:6]
	c.Convocation.At = time.Date(2026, 12, 16, 15, 30, 0, 0, time.UTC)
	c.Officers[governance.ViceChair] = "carla"
	g.quietly(func() {
		g.by("anna", c)
		g.by("bruno", meeting.ConfirmDelivery{All: true, Via: "circolare"})
		g.at("2026-12-16 16:25:00")
		for _, id := range []string{"bruno", "carla", "dario", "elena"} {
			g.by(id, meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
		}
	})
	g.at("16:31:00")
	g.by("bruno for chair", meeting.Open{})
	g.by("elena", meeting.TakeOver{Office: governance.Chair})
	g.by("carla", meeting.TakeOver{Office: governance.Chair})
	g.by("carla", meeting.Open{})
	g.at("16:40:00")
	g.quietly(func() { g.by("anna", meeting.CheckIn{Via: meeting.ByCheckIn, Place: room}) })
	g.by("anna", meeting.TakeOver{Office: governance.Chair})
	g.by("carla", meeting.TakeOver{Office: governance.Chair})
	g.by("anna", meeting.Appoint{Office: governance.Chair, Member: "bruno"})
	g.by("anna", meeting.Appoint{Office: governance.Chair, Member: "dario", Reason: "è parte in causa al punto 2"})
	g.by("dario", meeting.Appoint{Office: governance.ViceSecretary, Member: "elena"})
	g.by("dario", meeting.Appoint{Office: governance.ViceChair, Member: "anna"})
	g.by("bruno for chair", meeting.Appoint{Office: governance.Secretary, Member: "carla"})
	g.at("16:50:00")
	g.by("carla", meeting.CheckOut{How: meeting.Exit})
	g.by("elena", meeting.TakeOver{Office: governance.Secretary})
	g.by("", meeting.CheckOut{Member: "dario", How: meeting.Drop})
	g.by("elena", meeting.TakeOver{Office: governance.Chair, Member: "bruno", Reason: "è il più anziano"})
	g.at("16:50:20")
	g.by("", meeting.CheckIn{Member: "dario", Via: meeting.ByRoom, Link: "d1", Place: room})
	g.quietly(func() {
		g.by("anna", meeting.CheckOut{How: meeting.Exit})
		g.by("dario", meeting.CheckOut{How: meeting.Exit})
	})
	g.asks("desk", present.Desk(g.s, g.now))
	g.by("elena", meeting.TakeOver{Office: governance.Chair, Member: "bruno", Reason: "è il più anziano in servizio"})
}
