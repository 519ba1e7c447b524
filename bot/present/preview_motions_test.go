package present_test

import (
	"strings"
	"time"

	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
)

// playMotions is a meeting that weighs its words.
func playMotions(g *stage) {
	g.scene("a meeting that weighs its words")
	g.at("2026-12-10 09:00:00")
	c := board()
	c.Meeting, c.Number = "collegio-2026-5", 5
	c.Convocation.At = time.Date(2026, 12, 17, 15, 30, 0, 0, time.UTC)
	c.Convocation.DeclareBy, c.Convocation.Protocol = time.Time{}, ""
	c.Agenda = []meeting.Point{{Title: "Laboratorio di scienze"}, {Title: "Gita di primavera"}, {Title: "Orario"}, {Title: "Elezione del comitato di valutazione", Kind: meeting.SecretItem}}
	g.quietly(func() {
		g.by("anna", c)
		g.by("bruno", meeting.ConfirmDelivery{All: true, Via: "registro elettronico"})
		g.at("2026-12-17 16:20:00")
		for _, p := range c.Roll[:11] {
			g.by(string(p.ID), meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
		}
		g.at("16:30:00")
		g.by("anna", meeting.Open{})
		g.by("bruno", meeting.ConfirmValidity{})
		g.by("anna", meeting.Appoint{Office: governance.Moderator, Member: "fabio"})
		g.by("anna", meeting.Appoint{Office: governance.Teller, Member: "giulia"})
		g.by("anna", meeting.OpenItem{N: 1})
	})
	discussing(g)
	amending(g)
	proving(g)
	laying(g)
	choosing(g)
	calling(g)
}

// discussing is people asking to speak, and one who speaks too long.
func discussing(g *stage) {
	g.scene("the floor")
	g.at("16:39:00")
	g.by("anna", meeting.LimitSpeech{Limit: 2 * time.Minute})
	g.by("nina", meeting.AskFloor{})
	g.by("giulia", meeting.AskFloor{})
	g.by("elena", meeting.AskFloor{Order: true})
	g.by("fabio", meeting.GiveFloor{})
	g.by("elena", meeting.LeaveFloor{})
	g.by("fabio", meeting.PassOver{Member: "giulia"})
	g.by("anna", meeting.GiveFloor{})
	g.by("giulia", meeting.AskFloor{})
	g.by("giulia", meeting.LeaveFloor{})
	g.at("16:40:30")
	g.by("", meeting.Elapse{})
	g.at("16:41:00")
	g.by("", meeting.Elapse{})
	g.by("carla", meeting.GiveFloor{})
	g.by("fabio", meeting.GiveFloor{})
	g.by("fabio", meeting.EndSpeech{})
	g.asks("floor", present.FloorTimes(g.s, g.now))
	g.by("anna", meeting.LimitSpeech{})
}

// amending is a motion that others want changed: one change is accepted, one
// taken back, one voted; and a new text that annuls a ballot.
func amending(g *stage) {
	g.scene("amendments")
	g.by("carla", meeting.MoveAmendment{Text: "Prima della proposta."})
	g.by("anna", meeting.Propose{Mover: "elena", Text: "Il Collegio chiede due preventivi per il nuovo laboratorio di scienze, da presentare entro il 15 dicembre alla giunta."})
	g.by("carla", meeting.MoveAmendment{Old: "due preventivi", New: "tre preventivi"})
	g.by("dario", meeting.MoveAmendment{Old: "quattro", New: "cinque"})
	g.by("dario", meeting.MoveAmendment{New: "La spesa è a carico del bilancio 2027."})
	g.by("nina", meeting.MoveAmendment{Text: "Il Collegio non chiede preventivi."})
	g.by("anna", meeting.OpenBallot{})
	g.by("elena", meeting.AcceptAmendment{N: 1})
	g.by("nina", meeting.WithdrawAmendment{N: 3})
	g.by("anna", meeting.OpenBallot{On: meeting.OnAmendment(1, 2)})
	r := meeting.Round{On: meeting.OnAmendment(1, 2), N: 1}
	g.quietly(func() { vote(g, r, "16:43:00") })
	g.by("anna", meeting.Proclaim{})
	g.asks("amendments", present.Amendments(g.s))
	g.by("anna", meeting.OpenBallot{})
	g.by("anna", meeting.Propose{Text: "Il Collegio chiede tre preventivi per il laboratorio."})
}

// proving is a result that a member does not trust.
func proving(g *stage) {
	g.scene("declarations, a counter-proof")
	g.by("carla", meeting.MakeStatement{OnVote: true, Text: "Voto contro perché la spesa non è coperta."})
	g.quietly(func() { g.by("anna", meeting.OpenBallot{}) })
	r := meeting.Round{On: meeting.OnItem(1), N: 2}
	g.quietly(func() { vote(g, r, "16:46:00") })
	g.by("dario", meeting.AskProof{RollCall: true})
	g.by("nina", meeting.AskProof{})
	g.by("anna", meeting.Proclaim{})
	g.by("anna", meeting.DeclineProof{Reason: "l'esito è unanime"})
	g.by("anna", meeting.DeclineProof{Reason: "l'esito è unanime"})
	g.by("anna", meeting.Repeat{Proof: true, Reason: "per scrupolo"})
	g.by("carla", meeting.AskProof{})
	g.quietly(func() { g.by("anna", meeting.Annul{}) })
}

// laying is documents, and an election held in the room.
func laying(g *stage) {
	g.scene("documents, an election in the room")
	sum := strings.Repeat("4f2a9c0b", 8)
	g.by("bruno", meeting.AddPaper{Name: "Preventivi.pdf", Size: 48211, SHA256: sum})
	g.by("anna", meeting.AddPaper{Item: 2, Name: "https://cloud.example.org/gita"})
	g.by("bruno", meeting.AddPaper{Item: 2, Name: "Sbagliato.pdf", Size: 10, SHA256: sum})
	g.by("bruno", meeting.WithdrawPaper{Item: 2, N: 2})
	g.by("bruno", meeting.WithdrawPaper{Item: 2, N: 7})
	g.asks("document", present.Papers(g.s))
	g.by("anna", meeting.OpenItem{N: 4})
	g.by("bruno", meeting.RecordScrutiny{Item: 2, Voters: 3, Candidates: []meeting.Candidate{{Name: "Ferri Elena", Votes: 3}}})
	g.by("bruno", meeting.RecordScrutiny{Item: 4, Voters: 10, Blank: 1, Candidates: []meeting.Candidate{{Name: "Ferri Elena", Votes: 7}}})
	c := []meeting.Candidate{{Name: "Ferri Elena", Votes: 6, Elected: true}, {Name: "Palma Nina", Votes: 3}}
	g.by("bruno", meeting.RecordScrutiny{Item: 4, Voters: 10, Blank: 1, Candidates: c})
	g.by("anna", meeting.OpenItem{N: 2})
}

// choosing is a ballot among several texts, and its repetition among the first two.
func choosing(g *stage) {
	g.scene("alternatives")
	g.by("anna", meeting.Propose{Text: "Gita al mare."})
	g.by("anna", meeting.ProposeAlternative{Text: "Gita in montagna.", Mover: "nina"})
	g.by("anna", meeting.ProposeAlternative{Text: "Gita al museo."})
	g.by("anna", meeting.ProposeAlternative{Text: "Nessuna gita."})
	g.by("anna", meeting.WithdrawAlternative{Letter: "D"})
	g.by("anna", meeting.OpenBallot{})
	r := meeting.Round{On: meeting.OnItem(2), N: 1}
	g.by("carla", meeting.Cast{Round: r, Position: "B", Words: "B", Via: "words"})
	g.by("dario", meeting.Cast{Round: r, Position: governance.Favour, Via: "button"})
	g.by("elena", meeting.Ask{Why: "weak-word", Leaning: "C", Words: "la C, se costa poco"})
	g.quietly(func() {
		g.by("dario", meeting.Cast{Round: r, Position: "A", Via: "button"})
		g.by("giulia", meeting.Cast{Round: r, Position: "B", Via: "button"})
		g.by("lara", meeting.Cast{Round: r, Position: "A", Via: "button"})
		g.by("nina", meeting.Cast{Round: r, Position: governance.Against, Via: "button"})
		g.by("marco", meeting.Cast{Round: r, Position: "C", Via: "button"})
		for _, p := range g.s.Ballot(r).Places {
			g.by("", meeting.ConfirmAnnouncement{Round: r, Place: p})
		}
		g.at("16:52:00")
		g.by("", meeting.Elapse{})
	})
	for _, p := range g.s.Ballot(r).Places {
		g.by("", meeting.ConfirmHeard{Round: r, Place: p})
	}
	g.by("giulia", meeting.Settle{Round: r, Member: "elena", As: "A", Reason: "lo dice a voce"})
	g.by("anna", meeting.Repeat{})
	again := meeting.Round{On: meeting.OnItem(2), N: 2}
	g.quietly(func() {
		for _, who := range []string{"carla", "giulia", "nina"} {
			g.by(who, meeting.Cast{Round: again, Position: "B", Via: "button"})
		}
		vote(g, again, "16:56:00")
	})
	g.by("anna", meeting.Proclaim{})
	g.asks("explain 2/2", present.Explain(g.s, again, ""))
}

// calling is a ballot by roll call.
func calling(g *stage) {
	g.scene("a roll call")
	g.quietly(func() {
		g.by("anna", meeting.OpenItem{N: 3})
		g.by("anna", meeting.Propose{Text: "Orario definitivo dal 7 gennaio."})
		g.by("anna", meeting.OpenBallot{RollCall: true})
	})
	r := meeting.Round{On: meeting.OnItem(3), N: 1}
	g.quietly(func() {
		for _, p := range g.s.Ballot(r).Places {
			g.by("", meeting.ConfirmAnnouncement{Round: r, Place: p})
		}
	})
	g.by("giulia", meeting.CallName{})
	g.by("anna", meeting.Cast{Round: r, Position: governance.Favour, Via: "button"})
	g.by("bruno", meeting.CallName{})
	g.by("nina", meeting.CallName{})
}
