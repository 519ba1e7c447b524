package present_test

import (
	"time"

	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
)

// begun is the board in its room, with a few who were not heard of for long.
func begun(g *stage) {
	g.at("2026-11-16 09:00:00")
	c := board()
	c.Bylaws.Clocks.SignOfLife = governance.Duration(10 * time.Minute)
	g.quietly(func() {
		g.by("anna", c)
		g.by("bruno", meeting.ConfirmDelivery{All: true, Via: "circolare 41"})
		g.at("2026-11-24 16:20:00")
		for _, id := range []string{"anna", "bruno", "carla", "dario", "elena", "fabio", "giulia"} {
			g.by(id, meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
		}
		g.by("bruno", meeting.CheckIn{Member: "ivo", Means: meeting.Means{Mode: governance.Remote}, Via: meeting.BySecretary})
		g.at("16:31:00")
		g.by("anna", meeting.Open{NextNumber: 14})
		g.by("bruno", meeting.ConfirmValidity{})
		g.by("anna", meeting.Appoint{Office: governance.Moderator, Member: "fabio"})
		g.by("anna", meeting.Appoint{Office: governance.Teller, Member: "giulia"})
		g.by("anna", meeting.OpenItem{N: 2})
		g.by("anna", meeting.Propose{Text: "Si approva il documento."})
	})
}

// playPresence is a roll call of those not heard of, and presences entered for
// others.
func playPresence(g *stage) {
	begun(g)
	g.scene("a roll call of those not heard of")
	g.asks("roll", present.Roll(g.s, g.now))
	g.by("bruno", meeting.CallRoll{})
	g.by("carla", meeting.GiveSign{})
	g.by("bruno", meeting.Vouch{Members: []governance.MemberID{"dario"}})
	g.by("bruno", meeting.MissCall{Member: "elena"})
	g.by("bruno", meeting.MissCall{Member: "carla"})
	g.by("fabio", meeting.CheckOut{How: meeting.Exit})
	g.by("giulia", meeting.GiveSign{})
	g.by("ivo", meeting.GiveSign{})
	g.by("anna", meeting.CallRoll{})
	g.by("bruno", meeting.Vouch{Members: []governance.MemberID{"elena"}})
	g.by("anna", meeting.CallRoll{})

	g.scene("presences entered for others")
	g.by("bruno", meeting.CheckIn{Member: "marco", Means: meeting.Means{Mode: governance.InPerson}, Via: meeting.BySecretary})
	g.by("anna", meeting.OpenBallot{})
	r := meeting.Round{On: meeting.OnItem(2), N: 1}
	g.quietly(func() { g.by("", meeting.ConfirmAnnouncement{Round: r, Place: room}) })
	g.by("bruno", meeting.Cast{Member: "marco", Position: governance.Against, Via: "secretary"})
	g.at("16:33:00")
	g.quietly(func() {
		g.by("", meeting.Elapse{})
		g.by("", meeting.ConfirmHeard{Round: r, Place: room})
		g.by("anna", meeting.Proclaim{})
	})
	g.by("carla", meeting.Disown{})
	g.by("marco", meeting.Disown{Words: "Sono a casa."})
	g.by("bruno", meeting.CheckIn{Member: "marco", Means: meeting.Means{Mode: governance.InPerson}, Via: meeting.BySecretary})
	g.by("ivo", meeting.Disown{})
	g.asks("roll", present.Roll(g.s, g.now))
}

// playForeseen is trouble known before a meeting, of two kinds.
func playForeseen(g *stage) {
	g.scene("trouble known beforehand")
	g.at("2026-11-16 09:00:00")
	c := board()
	g.quietly(func() { g.by("anna", c) })
	g.by("carla", meeting.ForeseeTrouble{Words: "La linea di casa è interrotta da ieri."})
	g.at("2026-11-24 16:20:00")
	g.quietly(func() { g.by("dario", meeting.CheckIn{Via: meeting.ByCheckIn, Place: room}) })
	g.by("dario", meeting.ForeseeTrouble{Words: "Sento male."})

	g.s = &meeting.State{}
	g.at("2026-12-01 09:00:00")
	c.Meeting, c.Convocation.At = "collegio-2026-4", time.Date(2026, 12, 3, 15, 0, 0, 0, time.UTC)
	c.Convocation.Mode, c.Convocation.Emergency, c.Convocation.DeclareBy = governance.Remote, true, time.Time{}
	g.quietly(func() { g.by("anna", c) })
	g.by("bruno", meeting.ForeseeTrouble{Member: "carla", Words: "Ha telefonato: niente rete nel quartiere."})
	g.asks("roll", present.Roll(g.s, g.now))
}

// playAttendance is the file of a video service, held against the record.
func playAttendance(g *stage) {
	begun(g)
	g.scene("an attendance file compared with the record")
	g.asks("attendance", present.Attendance(g.s).Text)
	r := meeting.Round{On: meeting.OnItem(2), N: 1}
	g.quietly(func() {
		g.by("bruno", meeting.Vouch{Members: []governance.MemberID{"carla", "dario", "elena", "fabio", "giulia"}})
		g.by("anna", meeting.OpenBallot{})
		g.by("", meeting.ConfirmAnnouncement{Round: r, Place: room})
		g.by("carla", meeting.Cast{Position: governance.Against, Via: "button"})
		g.at("16:33:00")
		g.by("", meeting.Elapse{})
		g.by("", meeting.ConfirmHeard{Round: r, Place: room})
		for _, d := range g.s.Ballot(r).Result.Doubtful {
			g.by("anna", meeting.Settle{Round: r, Member: d.Member, As: meeting.AsFavour, Reason: "lo dice in sala video"})
		}
		g.by("anna", meeting.Proclaim{})
	})
	g.at("17:30:00")
	at := func(clock string) time.Time {
		zone, _ := time.LoadLocation("Europe/Rome")
		t, _ := time.ParseInLocation("2006-01-02 15:04:05", "2026-11-24 "+clock, zone)
		return t
	}
	on := func(name, id, from, to string, could ...governance.MemberID) meeting.Attendee {
		st := meeting.Connected{From: at(from), To: at(to)}
		return meeting.Attendee{
			Name: name, Member: governance.MemberID(id), Could: could, Stays: []meeting.Connected{st},
			Total: governance.Duration(st.To.Sub(st.From)),
		}
	}
	gaps := on("Ferri Elena", "elena", "16:20:00", "17:25:00")
	gaps.Total -= governance.Duration(12 * time.Minute)
	people := []meeting.Attendee{
		on("Bianchi Anna", "anna", "16:15:00", "17:25:00"), on("Conti Bruno", "bruno", "16:18:00", "17:25:00"),
		on("De Santis Carla", "carla", "16:28:00", "17:25:00"), on("Esposito Dario", "dario", "16:20:00", "16:31:40"), gaps,
		on("Longo Giulia", "giulia", "16:20:00", "17:25:00"), on("Nery Lara", "", "16:40:00", "17:25:00", "lara"),
		on("_pippo_", "", "16:41:00", "16:50:00"),
	}
	g.by("bruno", meeting.ImportAttendance{Source: "teams", Digest: "4f2a9c0be1d377aa5566", People: people})
	g.by("bruno", meeting.MatchAttendee{Row: 7, Member: "lara"})
	g.by("bruno", meeting.MatchAttendee{Row: 8})
	g.by("bruno", meeting.MatchAttendee{Row: 9})
	small := []meeting.Attendee{on("Bianchi Anna", "anna", "16:15:00", "16:34:00"), on("Conti Bruno", "bruno", "16:18:00", "16:34:00")}
	g.by("bruno", meeting.ImportAttendance{Source: "meet", Digest: "77aa5566", People: small})
	g.by("bruno", meeting.MatchAttendee{Sheet: 3, Row: 1})
	g.asks("attendance", present.Attendance(g.s).Text)
}
