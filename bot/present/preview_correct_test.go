package present_test

import (
	"time"

	"assenso/bot/present"
	"assenso/governance/meeting"
)

// playCorrections is a meeting whose record is put right, and contested.
func playCorrections(g *stage) {
	g.scene("a record to put right")
	g.at("2026-12-10 09:00:00")
	c := board()
	c.Meeting, c.Number = "collegio-2026-6", 6
	c.Roll = c.Roll[:6]
	c.Convocation.At, c.Convocation.DeclareBy = g.now.Add(6*time.Hour), time.Time{}
	r := meeting.Round{On: meeting.OnItem(2), N: 1}
	g.quietly(func() {
		g.by("anna", c)
		g.by("bruno", meeting.ConfirmDelivery{All: true, Via: "circolare 50"})
		g.at("15:00:00")
		for _, id := range []string{"anna", "bruno", "carla", "dario", "elena"} {
			g.by(id, meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
		}
		g.by("anna", meeting.Open{NextNumber: 21})
		g.by("bruno", meeting.ConfirmValidity{})
		g.by("anna", meeting.Appoint{Office: "moderator", Member: "carla"})
		g.by("anna", meeting.Appoint{Office: "teller", Member: "dario"})
		g.by("anna", meeting.OpenItem{N: 2})
		g.by("bruno", meeting.TakeNote{Text: "Si discuste del PTOF."})
		g.by("anna", meeting.Propose{Text: "Si approva il PTOF."})
		g.by("anna", meeting.OpenBallot{})
		g.by("", meeting.ConfirmAnnouncement{Round: r, Place: room})
		g.by("dario", meeting.Cast{Position: "against", Words: "contrario", Via: "words"})
		g.at("15:02:00")
		g.by("", meeting.Elapse{})
		g.by("", meeting.ConfirmHeard{Round: r, Place: room})
	})
	g.by("bruno", meeting.CorrectVote{Member: "elena", As: meeting.AsAbstained, Reason: "lo ha detto a voce"})
	g.quietly(func() { g.by("anna", meeting.Proclaim{}) })
	g.by("bruno", meeting.CorrectNote{Text: "Si discute del PTOF.", Reason: "refuso"})
	g.by("bruno", meeting.CorrectName{Member: "fabio", Name: "Greco Fabio Maria", Reason: "all'anagrafe"})
	g.by("bruno", meeting.CorrectPresence{Member: "fabio", From: g.now.Add(-time.Minute), Reason: "era in aula"})
	g.by("bruno", meeting.CorrectPresence{Member: "elena", To: g.now.Add(-90 * time.Second), Reason: "era già uscita"})
	g.by("carla", meeting.ContestCount{Round: r, Words: "avevo scritto contraria"})
	g.by("carla", meeting.ContestCount{Round: r, Words: "ripeto"})
	g.asks("desk", present.Desk(g.s, g.now))
	g.by("bruno", meeting.AnswerContest{Upheld: true, Words: "il messaggio è in chat alle 15:01"})
	g.by("bruno", meeting.CorrectVote{Round: r, Member: "carla", As: meeting.AsAgainst, Reason: "contestazione accolta"})
	g.asks("explain 2/1 carla", present.Explain(g.s, r, "carla"))
	g.by("dario", meeting.ContestCount{Round: r, Words: "non ho capito"})
	g.by("bruno", meeting.AnswerContest{Words: "il voto è registrato come scritto"})

	g.scene("an outcome that does not stand")
	g.by("bruno", meeting.CorrectVote{Round: r, Member: "bruno", As: meeting.AsAgainst, Reason: "letto male"})
	g.asks("desk", present.Desk(g.s, g.now))
	g.asks("explain 2/1", present.Explain(g.s, r, ""))
	g.by("anna", meeting.EndItem{})
	g.by("bruno", meeting.Draft{Hash: "77aa00d2ffab1b81c5566", Upto: g.seq})
	g.by("anna", meeting.Annul{Round: r})
	g.by("bruno for chair", meeting.Annul{Round: r, Reason: "la maggioranza non c'era"})
	g.asks("status", present.Status(g.s, g.now))
}
