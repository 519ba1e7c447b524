package present_test

import (
	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
)

// playSubstitutes is a substitute who votes until the holder is back.
func playSubstitutes(g *stage) {
	c := board()
	for i := range c.Roll {
		if c.Roll[i].ID == "elena" {
			c.Roll[i].Votes, c.Roll[i].For = false, []governance.MemberID{"dario"}
		}
	}
	g.scene("a substitute, until the holder is back")
	g.quietly(func() {
		g.at("2026-11-16 09:00:00")
		g.by("anna", c)
		g.by("bruno", meeting.ConfirmDelivery{All: true, Via: "circolare 41"})
		g.at("2026-11-24 16:20:00")
		for _, id := range []string{"anna", "bruno", "carla", "fabio", "giulia"} {
			g.by(id, meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
		}
	})
	g.by("elena", meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
	g.quietly(func() {
		g.by("bruno", meeting.CheckIn{Member: "ivo", Means: meeting.Means{Mode: governance.InPerson}, Via: meeting.BySecretary})
		g.at("16:31:00")
		g.by("anna", meeting.Open{NextNumber: 14})
		g.by("bruno", meeting.ConfirmValidity{})
		g.by("anna", meeting.Appoint{Office: governance.Moderator, Member: "fabio"})
		g.by("anna", meeting.Appoint{Office: governance.Teller, Member: "giulia"})
		g.by("anna", meeting.OpenItem{N: 2})
		g.by("anna", meeting.Propose{Text: "Si approva il documento."})
		g.by("anna", meeting.OpenBallot{})
	})
	r := meeting.Round{On: meeting.OnItem(2), N: 1}
	g.quietly(func() { g.by("", meeting.ConfirmAnnouncement{Round: r, Place: room}) })
	g.by("dario", meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
	g.by("dario", meeting.Cast{Position: governance.Favour, Via: "button"})
	g.by("elena", meeting.Cast{Position: governance.Against, Via: "button"})
	g.at("16:33:00")
	g.by("", meeting.Elapse{})
	g.quietly(func() { g.by("", meeting.ConfirmHeard{Round: r, Place: room}) })
	g.by("anna", meeting.Proclaim{})
	g.asks("explain", present.Explain(g.s, r, "dario"))
	g.asks("explain", present.Explain(g.s, r, "elena"))
}
