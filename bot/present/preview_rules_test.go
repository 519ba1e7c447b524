package present_test

import (
	"time"

	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
)

// association is an association of the third sector: a second call, rules of
// its own for kinds of item, three months of membership, identity.
func association() governance.Bylaws {
	threeQuarters := governance.Fraction{Num: 3, Den: 4}
	b := istituto()
	b.Profile, b.Revision, b.Title = "ets-art24", "D.Lgs. 117/2017, art. 24", "Statuto"
	b.YearFrom, b.ChatOfficers, b.DropoutsLowerBase, b.RecusedLeaveBase = time.January, false, false, false
	b.Quorum, b.Compare = governance.QuorumRule{Kind: governance.AtLeastHalf}, nil
	b.SecondCall = &governance.QuorumRule{Kind: governance.AnyNumber}
	b.Silence = governance.SilenceRule{}
	b.Matters = governance.Matters{
		Statute: &governance.MatterRule{
			Article: "art. 21 c. 2 c.c.", Quorum: &governance.QuorumRule{Kind: governance.AtLeast, Fraction: threeQuarters},
			Majority: &governance.MajorityRule{Kind: governance.OfPresent},
		},
		Dissolution: &governance.MatterRule{
			Article: "art. 21 c. 3 c.c.", Majority: &governance.MajorityRule{Kind: governance.OfMembers, Fraction: threeQuarters},
		},
		Accounts: &governance.MatterRule{Article: "art. 21 c. 1 c.c.", BarDirectors: true},
	}
	b.MonthsRegistered, b.Identity = 3, true
	return b
}

func members(c *meeting.Convene) {
	c.Meeting, c.Number, c.Year, c.Bylaws = "soci-2026-2", 2, "2026", association()
	c.Body = meeting.Body{ID: "soci", Name: "Assemblea dei soci", Kind: governance.Assembly}
	c.Roll = c.Roll[:6]
	for i := range c.Roll {
		c.Roll[i].Since = "2020-03-01"
	}
	c.Roll[0].Director, c.Roll[1].Director = true, true
	c.Roll[5].Since = "2026-09-30"
	c.Convocation.Protocol, c.Convocation.DeclareBy = "", time.Time{}
	c.Convocation.Second = c.Convocation.At.Add(25 * time.Hour)
	c.Agenda = []meeting.Point{
		{Title: "Bilancio 2025", Kind: meeting.AccountsItem},
		{Title: "Modifica dell'art. 4", Kind: meeting.StatuteItem},
		{Title: "Scioglimento", Kind: meeting.DissolutionItem},
	}
}

func playAssociation(g *stage) {
	g.scene("an association in second call")
	g.at("2026-11-02 09:00:00")
	c := board()
	members(&c)
	g.by("anna", c)
	g.quietly(func() { g.by("bruno", meeting.ConfirmDelivery{All: true, Via: "posta"}) })
	here := meeting.CheckIn{Via: meeting.ByCheckIn, Place: room}
	g.at("2026-11-24 16:25:00")
	g.quietly(func() { g.by("anna", here); g.by("bruno", here) })
	g.by("anna", meeting.Desert{})
	g.at("16:45:00")
	g.by("anna", meeting.Open{})
	g.by("anna", meeting.Desert{})
	g.asks("status", present.Status(g.s, g.now))
	g.by("carla", here)

	g.at("2026-11-25 17:25:00")
	g.quietly(func() { g.by("anna", here); g.by("bruno", here); g.by("carla", here); g.by("fabio", here) })
	remotely := meeting.CheckIn{Member: "dario", Means: meeting.Means{Mode: governance.Remote}}
	g.by("bruno", remotely)
	g.by("bruno", meeting.Identify{Member: "dario", How: "carta d'identità mostrata in video"})
	g.quietly(func() { g.by("bruno", remotely) })
	g.by("carla", meeting.GiveProxy{To: "Ferri"})
	g.at("17:30:00")
	g.by("anna", meeting.Open{})
	g.quietly(func() { g.by("bruno", meeting.ConfirmValidity{}) })

	g.scene("directors do not vote on accounts")
	g.quietly(func() {
		g.by("anna", meeting.OpenItem{N: 1})
		g.by("anna", meeting.Propose{Text: "Si approva il bilancio 2025."})
	})
	g.by("anna", meeting.OpenBallot{})
	g.by("anna", meeting.Cast{Position: governance.Favour, Via: "button"})
	g.by("fabio", meeting.Cast{Position: governance.Favour, Via: "button"})
	g.quietly(func() {
		g.by("", meeting.ConfirmAnnouncement{Round: g.s.Pending().Round, Place: room})
		g.by("carla", meeting.Cast{Position: governance.Favour, Via: "button"})
		g.now = g.s.Pending().Until
		g.by("", meeting.Elapse{})
	})
	g.by("", meeting.ConfirmHeard{Round: g.s.Pending().Round, Place: room})
	g.by("anna", meeting.Proclaim{})
	g.asks("explain", present.Explain(g.s, g.s.LastBallot("1").Round, ""))

	g.scene("the statute asks three quarters in every call")
	g.quietly(func() {
		g.by("anna", meeting.OpenItem{N: 2})
		g.by("anna", meeting.Propose{Text: "L'art. 4 è così sostituito: …"})
	})
	g.quietly(func() { g.by("carla", meeting.CheckOut{How: meeting.Exit}) })
	g.by("anna", meeting.OpenBallot{})
	g.quietly(func() { g.by("elena", here); g.by("carla", here) })
	g.by("anna", meeting.OpenBallot{})
	g.quietly(func() {
		g.by("", meeting.ConfirmAnnouncement{Round: g.s.Pending().Round, Place: room})
		for _, id := range []string{"anna", "bruno"} {
			g.by(id, meeting.Cast{Position: governance.Favour, Via: "button"})
		}
		g.by("carla", meeting.Cast{Position: governance.Abstain, Via: "button"})
		g.now = g.s.Pending().Until
		g.by("", meeting.Elapse{})
	})
	g.by("", meeting.ConfirmHeard{Round: g.s.Pending().Round, Place: room})
}

func playDeserted(g *stage) {
	g.scene("nobody comes")
	g.at("2026-11-02 09:00:00")
	c := board()
	members(&c)
	c.Convocation.Second = time.Time{}
	g.quietly(func() {
		g.by("anna", c)
		g.by("bruno", meeting.ConfirmDelivery{All: true, Via: "posta"})
	})
	g.at("2026-11-24 16:45:00")
	g.by("bruno for chair", meeting.Desert{Reason: "nevicata, strade chiuse"})
	g.asks("status", present.Status(g.s, g.now))
}

func playPerfect(g *stage) {
	g.scene("a body that decides only all together")
	g.at("2026-11-02 09:00:00")
	c := board()
	c.Roll = c.Roll[:4]
	c.Body.Name, c.Body.Kind = "Consiglio di classe 3ª B", governance.OtherBody
	c.Bylaws.Quorum, c.Bylaws.Compare = governance.QuorumRule{Kind: governance.Everybody}, nil
	c.Bylaws.Majority.EverybodyVotes, c.Bylaws.Silence = true, governance.SilenceRule{}
	c.Agenda = []meeting.Point{{Title: "Scrutinio"}, {Title: "Debiti formativi"}}
	here := meeting.CheckIn{Via: meeting.ByCheckIn, Place: room}
	g.quietly(func() {
		g.by("anna", c)
		g.by("bruno", meeting.ConfirmDelivery{All: true, Via: "circolare"})
		g.at("2026-11-24 16:30:00")
		g.by("anna", here)
		g.by("bruno", here)
		g.by("carla", here)
	})
	g.by("anna", meeting.Open{})
	g.quietly(func() {
		g.by("dario", here)
		g.by("anna", meeting.Open{})
		g.by("bruno", meeting.ConfirmValidity{})
		g.by("anna", meeting.OpenItem{N: 1})
		g.by("anna", meeting.Propose{Text: "Ammissione di tutta la classe."})
	})
	g.by("anna", meeting.OpenBallot{})
	g.by("carla", meeting.Cast{Position: governance.Abstain, Via: "button"})
	g.quietly(func() {
		g.by("", meeting.ConfirmAnnouncement{Round: g.s.Pending().Round, Place: room})
		for _, id := range []string{"anna", "bruno", "carla"} {
			g.by(id, meeting.Cast{Position: governance.Favour, Via: "button"})
		}
		g.now = g.s.Pending().Until
		g.by("", meeting.Elapse{})
	})
	g.by("", meeting.ConfirmHeard{Round: g.s.Pending().Round, Place: room})
	g.by("anna", meeting.Settle{Member: "dario", As: meeting.AsAbstained, Reason: "a voce"})
	g.by("anna", meeting.Annul{})
	g.by("dario", meeting.CheckOut{How: meeting.Exit})
	g.by("anna", meeting.OpenItem{N: 2})
}
