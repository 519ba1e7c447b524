package present_test

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
)

var rewrite = flag.Bool("rewrite", false, "rewrite the golden previews")

// silent are the events that show nobody anything.
var silent = []string{"announcement-delivered", "place-heard", "attendance-imported", "attendee-listed", "attendee-matched"}

// plays are meetings as their members read them, to be read aloud, by the file
// that keeps them. A chapter of the rules may have one of its own.
func plays() map[string][]func(*stage) {
	return map[string][]func(*stage){
		"preview":             {playBoard, playWithoutQuorum, playOfficers},
		"preview.presence":    {playPresence, playForeseen, playAttendance, playSubstitutes},
		"preview.trouble":     {playTrouble},
		"preview.motions":     {playMotions},
		"preview.convocation": {playAmended, playMeans},
		"preview.rules":       {playAssociation, playDeserted, playPerfect},
		"preview.correct":     {playCorrections},
	}
}

// Regenerate the previews with -rewrite and read the difference.
func TestPreview(t *testing.T) {
	for _, language := range []string{"it", "en"} {
		t.Run(language, func(t *testing.T) {
			seen, told := make(map[string]bool), make(map[string]bool)
			for file, plays := range plays() {
				var out strings.Builder
				for _, play := range plays {
					g := newStage(t, language)
					play(g)
					out.WriteString(g.out.String())
					maps.Copy(seen, g.seen)
					for name, shown := range g.told {
						told[name] = told[name] || shown
					}
				}
				previewed(t, "testdata/"+file+"."+language+".txt", out.String())
			}
			for _, name := range meeting.NewCodec().Names() {
				switch {
				case !seen[name]:
					t.Errorf("the plays have no %s", name)
				case slices.Contains(silent, name) == told[name]:
					t.Errorf("%s: shown is %v, should not be", name, told[name])
				}
			}
		})
	}
}

func previewed(t *testing.T, file, got string) {
	t.Helper()
	if *rewrite {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got)\n%s", file, d)
	}
}

const (
	room  = "console:sala"
	aside = "discord:sala"
)

func roll() []meeting.Called {
	return []meeting.Called{
		{ID: "anna", Name: "Bianchi Anna", Votes: true}, {ID: "bruno", Name: "Conti Bruno", Votes: true},
		{ID: "carla", Name: "De Santis Carla", Votes: true}, {ID: "dario", Name: "Esposito Dario", Votes: true},
		{ID: "elena", Name: "Ferri Elena", Votes: true}, {ID: "fabio", Name: "Greco Fabio", Votes: true},
		{ID: "giulia", Name: "Longo Giulia", Votes: true}, {ID: "ivo", Name: "Marini Ivo", Votes: true},
		{ID: "lara", Name: "Neri Lara", Votes: true}, {ID: "marco", Name: "Orsi _Marco_", Votes: true},
		{ID: "nina", Name: "Palma Nina", Votes: true}, {ID: "oscar", Name: "Riva Oscar", Votes: true},
		{ID: "pia", Name: "Sala Pia", Votes: true}, {ID: "rita", Name: "Zani Rita"},
	}
}

func board() meeting.Convene {
	zone, _ := time.LoadLocation("Europe/Rome")
	return meeting.Convene{
		Meeting: "collegio-2026-3", Number: 3, Year: "2026-27", Bylaws: istituto(), Roll: roll(),
		Body: meeting.Body{ID: "collegio", Name: "Collegio dei docenti", Kind: governance.TeachersBoard},
		Officers: map[governance.Office]governance.MemberID{
			governance.Chair: "anna", governance.Secretary: "bruno",
		},
		Convocation: meeting.Convocation{
			At: time.Date(2026, 11, 24, 16, 30, 0, 0, zone), Mode: governance.Mixed, Place: "Aula magna, via Garibaldi 12",
			Means: "sala video «Collegio»", Protocol: "4127 del 16/11/2026",
			DeclareBy: time.Date(2026, 11, 23, 14, 0, 0, 0, zone), Places: []string{room},
		},
		Agenda: []meeting.Point{
			{Title: "Comunicazioni", Kind: meeting.ToInform},
			{Title: "Aggiornamento del PTOF"},
			{Title: "Elezione del comitato di valutazione", Kind: meeting.SecretItem},
			{Title: "Viaggi di istruzione"},
			{Title: "Calendario degli scrutini"},
		},
	}
}

func playBoard(g *stage) {
	convocation(g)
	checkIn(g)
	opening(g)
	contested(g)
	dropOuts(g)
	ties(g)
	lossOfQuorum(g)
	closingMinutes(g)
}

func convocation(g *stage) {
	g.scene("convocation")
	g.at("2026-11-16 09:00:00")
	c := board()
	g.by("anna", c)
	g.by("", meeting.ConfirmDelivery{Members: []governance.MemberID{"anna"}, Via: "console:@anna"})
	g.by("bruno", meeting.ConfirmDelivery{All: true, Via: "registro elettronico, circolare 41"})
	g.at("2026-11-17 10:12:00")
	g.by("dario", meeting.DeclareMeans{Means: meeting.Means{Mode: governance.InPerson}})
	g.by("carla", meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
	g.by("pia", meeting.SendExcuse{Text: "Visita medica alle 16, allego prenotazione."})
	g.asks("desk", present.Desk(g.s, g.now))
	g.by("bruno", meeting.DecideExcuse{Member: "pia", Accept: true})
	g.by("oscar", meeting.SendExcuse{Text: "Ho un altro impegno."})
	g.by("bruno", meeting.DecideExcuse{Member: "oscar"})
	g.asks("status", present.Status(g.s, g.now))
}

func checkIn(g *stage) {
	g.scene("check-in")
	g.at("2026-11-24 16:05:00")
	g.by("anna", meeting.CheckIn{Means: meeting.Means{Mode: governance.InPerson}, Via: meeting.ByCheckIn, Place: room})
	g.at("16:08:00")
	g.by("", meeting.CheckIn{Member: "elena", Via: meeting.ByRoom, Link: "e1", Place: room})
	g.by("elena", meeting.CheckIn{Means: meeting.Means{Mode: governance.Remote, Equipment: "smartphone"}, Via: meeting.ByCheckIn, Place: room})
	g.by("bruno", meeting.CheckIn{Member: "ivo", Means: meeting.Means{Mode: governance.InPerson}, Via: meeting.BySecretary, Place: room})
	g.at("16:12:00")
	g.by("anna", meeting.Open{})
	g.quietly(func() {
		for _, id := range []string{"bruno", "dario"} {
			g.by(id, meeting.CheckIn{Means: meeting.Means{Mode: governance.InPerson}, Via: meeting.ByCheckIn, Place: room})
		}
		for _, id := range []string{"carla", "fabio", "giulia", "nina"} {
			g.by("", meeting.CheckIn{Member: governance.MemberID(id), Via: meeting.ByRoom, Link: id + "1", Place: room})
		}
		g.by("rita", meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
	})
	g.at("16:13:00")
	g.by("marco", meeting.CheckIn{Means: meeting.Means{Mode: governance.Remote, Equipment: "il portatile di casa"}, Via: meeting.ByCheckIn, Place: room})
}

func opening(g *stage) {
	g.scene("opening")
	g.at("16:31:00")
	g.by("carla", meeting.Open{})
	g.by("bruno for chair", meeting.Open{NextNumber: 14})
	g.by("bruno", meeting.ConfirmValidity{})
	g.by("anna", meeting.Appoint{Office: governance.Moderator, Member: "fabio"})
	g.asks("desk", present.Desk(g.s, g.now))
	g.by("anna", meeting.Appoint{Office: governance.Teller, Member: "giulia"})
	g.by("anna", meeting.OpenItem{N: 1})
	g.at("16:38:00")
	g.by("bruno", meeting.TakeNote{Text: "La presidenza riferisce sulle iscrizioni."})
	g.by("carla", meeting.GiveSign{})
	g.by("anna", meeting.OpenBallot{})
	g.by("anna", meeting.OpenItem{N: 9})
	g.by("anna", meeting.OpenItem{N: 2})
}

func contested(g *stage) {
	g.scene("a contested ballot")
	g.at("16:44:00")
	g.by("anna", meeting.OpenBallot{})
	g.by("anna", meeting.Propose{Text: "Si approva l'aggiornamento del PTOF."})
	g.by("anna", meeting.Propose{Text: "Si approva l'aggiornamento del PTOF 2025-28, con il nuovo curricolo di educazione civica."})
	g.by("anna", meeting.OpenBallot{Secret: true})
	g.quietly(func() {
		g.by("bruno", meeting.Vouch{Members: []governance.MemberID{"anna", "bruno", "dario"}})
	})
	g.at("16:45:00")
	g.by("anna", meeting.OpenBallot{})
	r := meeting.Round{On: meeting.OnItem(2), N: 1}
	g.at("16:45:02")
	g.by("", meeting.ConfirmAnnouncement{Round: r, Place: room})
	g.at("16:45:20")
	g.by("carla", meeting.Cast{Position: governance.Against, Words: "sono contraria, manca tempo", Via: "words"})
	g.by("dario", meeting.Cast{Position: governance.Abstain, Words: "mi astengo", Via: "words"})
	g.said("dario", g.now.Add(-10*time.Second), meeting.Cast{Position: governance.Against, Words: "contrario", Via: "words"})
	g.by("elena", meeting.Ask{Why: "conditional", Leaning: governance.Against, Words: "se il testo non cambia voto contro"})
	g.by("bruno", meeting.Cast{Member: "ivo", Position: governance.Favour, Via: "secretary"})
	g.by("giulia", meeting.Recuse{})
	g.by("fabio", meeting.Cast{Position: governance.Against, Words: "contrario", Via: "words"})
	g.by("fabio", meeting.Withdraw{})
	g.by("lara", meeting.Cast{Position: governance.Against, Words: "contraria", Via: "words"})
	g.by("rita", meeting.Cast{Position: governance.Against, Words: "contraria", Via: "words"})
	g.at("16:45:50")
	g.by("elena", meeting.Answer{Position: governance.Abstain})
	g.by("lara", meeting.Answer{Enter: true, Place: room})
	g.by("oscar", meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
	g.by("marco", meeting.Ask{Why: "joking", Words: "ah ah, contrarissimo"})
	g.at("16:46:10")
	g.by("marco", meeting.Answer{})
	g.asks("status", present.Status(g.s, g.now))
	g.by("anna", meeting.CloseEarly{})
	g.at("16:47:02")
	g.by("", meeting.Elapse{})
	g.by("", meeting.ConfirmHeard{Round: r, Place: room})
	g.at("16:47:20")
	g.by("nina", meeting.Cast{Round: r, Position: governance.Against, Words: "anch'io contraria", Via: "words"})
	g.by("nina", meeting.MakeStatement{Text: "Avrei votato contro."})
	g.said("nina", g.now.Add(-30*time.Second), meeting.Cast{Round: r, Position: governance.Abstain, Words: "astenuta", Via: "words"})
	g.by("anna", meeting.Proclaim{})
	g.said("fabio", g.now.Add(-40*time.Second), meeting.Cast{Round: r, Position: governance.Against, Words: "contrario", Via: "words"})
	for _, id := range []governance.MemberID{"carla", "fabio", "oscar", "pia", ""} {
		g.asks("explain 2/1 "+string(id), present.Explain(g.s, r, id))
	}
	g.by("anna", meeting.OpenItem{N: 3})
}

func dropOuts(g *stage) {
	g.scene("drop-outs, and a repetition")
	g.at("16:55:00")
	g.by("anna", meeting.OpenItem{N: 4})
	g.by("anna", meeting.Propose{Text: "Si approva il piano dei viaggi di istruzione."})
	g.by("anna", meeting.OpenBallot{})
	r := meeting.Round{On: meeting.OnItem(4), N: 1}
	g.by("", meeting.ConfirmAnnouncement{Round: r, Place: room})
	g.at("16:55:30")
	g.by("", meeting.CheckOut{Member: "carla", How: meeting.Drop, Link: "carla1"})
	g.by("", meeting.CheckOut{Member: "fabio", How: meeting.Drop, Link: "fabio1"})
	g.by("", meeting.CheckOut{Member: "nina", How: meeting.Drop, Link: "nina1"})
	g.by("dario", meeting.CheckOut{How: meeting.Exit})
	g.at("16:56:00")
	g.by("anna", meeting.Extend{Round: r, By: 3 * time.Minute})
	g.at("16:57:00")
	g.by("", meeting.CheckIn{Member: "carla", Via: meeting.ByRoom, Link: "carla2", Place: room})
	g.by("", meeting.CheckOut{Member: "carla", How: meeting.Drop, Link: "carla2"})
	g.at("16:58:00")
	g.by("anna", meeting.Repeat{Round: r, Reason: "collegamenti persi"})
	again := meeting.Round{On: meeting.OnItem(4), N: 2}
	g.by("", meeting.ConfirmAnnouncement{Round: again, Place: room})
	g.at("16:58:30")
	g.by("oscar", meeting.Cast{Position: governance.Against, Via: "button"})
	g.quietly(func() {
		g.by("lara", meeting.Cast{Position: governance.Against, Via: "button"})
		g.by("bruno", meeting.Cast{Member: "ivo", Position: governance.Against, Via: "secretary"})
	})
	g.by("giulia", meeting.Ask{Why: "two-positions", Words: "favorevole, anzi contraria, boh"})
	g.at("17:00:00")
	g.by("", meeting.Elapse{})
	g.by("", meeting.ConfirmHeard{Round: again, Place: room})
	g.by("anna", meeting.Proclaim{})
	g.by("giulia", meeting.Settle{Round: again, Member: "giulia", As: meeting.AsAbstained, Reason: "lo dice a voce in sala video"})
	g.by("anna", meeting.Proclaim{})
	g.by("bruno", meeting.Vouch{Members: []governance.MemberID{"marco", "lara"}})
	g.asks("roll", present.Roll(g.s, g.now))
}

func ties(g *stage) {
	g.scene("a tie, an outage, a place that does not answer")
	g.at("17:05:00")
	g.quietly(func() {
		g.by("", meeting.CheckIn{Member: "carla", Via: meeting.ByRoom, Link: "carla3", Place: aside})
		g.by("", meeting.CheckIn{Member: "fabio", Via: meeting.ByRoom, Link: "fabio3", Place: room})
		g.by("", meeting.CheckIn{Member: "nina", Via: meeting.ByRoom, Link: "nina3", Place: room})
		g.by("anna", meeting.OpenItem{N: 5})
		g.by("anna", meeting.Propose{Text: "Scrutini dal 29 gennaio al 5 febbraio."})
	})
	g.by("anna", meeting.OpenBallot{})
	r := meeting.Round{On: meeting.OnItem(5), N: 1}
	g.by("", meeting.ConfirmAnnouncement{Round: r, Place: room})
	g.at("17:05:30")
	g.by("", meeting.Elapse{})
	g.by("anna", meeting.GoOn{Round: r})
	g.at("17:06:30")
	g.by("", meeting.RecordOutage{From: g.now.Add(-40 * time.Second), To: g.now.Add(-5 * time.Second)})
	g.quietly(func() {
		for _, id := range []string{"bruno", "carla", "elena", "ivo"} {
			g.by(id, meeting.Cast{Round: r, Position: governance.Favour, Via: "button"})
		}
		for _, id := range []string{"fabio", "giulia", "lara", "nina"} {
			g.by(id, meeting.Cast{Round: r, Position: governance.Against, Via: "button"})
		}
		g.by("marco", meeting.Cast{Round: r, Position: governance.Abstain, Via: "button"})
	})
	g.by("oscar", meeting.Cast{Round: r, Position: governance.Against, Via: "button"})
	g.at("17:10:00")
	g.by("", meeting.Elapse{})
	g.quietly(func() { g.by("", meeting.ConfirmHeard{Round: r, Place: room}) })
	g.at("17:11:10")
	g.by("", meeting.Elapse{})
	g.by("anna", meeting.Proclaim{})
	g.by("anna", meeting.Repeat{Round: r, RollCall: true})
	again := meeting.Round{On: meeting.OnItem(5), N: 2}
	g.quietly(func() {
		g.by("", meeting.ConfirmAnnouncement{Round: again, Place: room})
		g.by("", meeting.ConfirmAnnouncement{Round: again, Place: aside})
		for _, id := range []string{"bruno", "elena", "anna"} {
			g.by(id, meeting.Cast{Round: again, Position: governance.Favour, Via: "button"})
		}
		for _, id := range []string{"fabio", "nina", "oscar"} {
			g.by(id, meeting.Cast{Round: again, Position: governance.Against, Via: "button"})
		}
	})
	g.at("17:14:00")
	g.quietly(func() {
		g.by("", meeting.Elapse{})
		g.by("", meeting.ConfirmHeard{Round: again, Place: room})
	})
	g.by("", meeting.ConfirmHeard{Round: again, Place: aside})
	g.by("bruno for chair", meeting.Proclaim{})
	g.by("anna", meeting.EndItem{})
}

func lossOfQuorum(g *stage) {
	g.scene("quorum lost and found, a pause")
	g.by("bruno for chair", meeting.Postpone{Item: 3, Reason: "si vota in presenza"})
	g.at("17:20:00")
	g.quietly(func() {
		for _, id := range []string{"oscar", "giulia", "lara", "nina", "marco"} {
			g.by(id, meeting.CheckOut{How: meeting.Exit})
		}
	})
	for _, id := range []string{"elena", "fabio"} {
		g.by(id, meeting.CheckOut{How: meeting.Exit})
	}
	g.by("anna", meeting.Suspend{Reason: "si attendono i rientri"})
	g.asks("status", present.Status(g.s, g.now))
	g.at("17:30:00")
	for _, id := range []string{"nina", "lara", "elena", "fabio"} {
		g.by(id, meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
	}
	g.by("anna", meeting.Resume{})
}

func closingMinutes(g *stage) {
	g.scene("minutes")
	g.at("17:35:00")
	const hash, second = "4f2a9c0be1d377aa5566", "b81c00d2ffab77aa5566"
	g.by("anna", meeting.Close{})
	g.by("bruno", meeting.Draft{Hash: hash, Upto: g.seq})
	g.by("bruno for chair", meeting.OpenBallot{On: meeting.OnMinutes})
	r := meeting.Round{On: meeting.OnMinutes, N: 1}
	g.quietly(func() {
		g.by("", meeting.ConfirmAnnouncement{Round: r, Place: room})
		g.by("", meeting.ConfirmAnnouncement{Round: r, Place: aside})
	})
	g.by("elena", meeting.Cast{Round: r, Position: governance.Favour, Via: "button"})
	g.by("carla", meeting.RequestChange{Text: "Al punto 2 aggiungere che il documento era in bacheca dal 10 novembre."})
	g.by("anna", meeting.OpenBallot{On: meeting.OnMinutes})
	change := meeting.Round{On: meeting.OnChange(1), N: 1}
	g.by("anna", meeting.OpenBallot{On: change.On})
	g.quietly(func() { vote(g, change, "17:39:00") })
	g.by("anna", meeting.Proclaim{})
	g.by("anna", meeting.OpenBallot{On: meeting.OnMinutes})
	approval := meeting.Round{On: meeting.OnMinutes, N: 2}
	g.quietly(func() { vote(g, approval, "17:46:00") })
	g.by("anna", meeting.Proclaim{})
	g.by("anna", meeting.Sign{Hash: second})
	g.by("anna", meeting.Sign{Hash: hash})
	g.by("anna", meeting.Close{})
	g.at("17:50:00")
	g.by("bruno", meeting.Sign{Hash: hash})
	g.asks("status", present.Status(g.s, g.now))
	g.by("bruno", meeting.EraseValues{Member: "pia", Reason: "richiesta dell'interessata"})
}

// vote lets a ballot run to its end in silence.
func vote(g *stage, r meeting.Round, end string) {
	places := g.s.Ballot(r).Places
	for _, p := range places {
		g.by("", meeting.ConfirmAnnouncement{Round: r, Place: p})
	}
	g.at(end)
	g.by("", meeting.Elapse{})
	for _, p := range places {
		g.by("", meeting.ConfirmHeard{Round: r, Place: p})
	}
}

// playWithoutQuorum is a meeting called in haste that cannot end its work.
func playWithoutQuorum(g *stage) {
	g.scene("another meeting, in an emergency")
	g.at("2026-12-01 09:00:00")
	c := board()
	c.Meeting, c.Number = "collegio-2026-4", 4
	c.Roll = c.Roll[:5]
	c.Convocation.At = time.Date(2026, 12, 3, 15, 0, 0, 0, time.UTC)
	c.Convocation.Mode, c.Convocation.Emergency = governance.Remote, true
	c.Convocation.DeclareBy, c.Convocation.Protocol = time.Time{}, ""
	c.Agenda = c.Agenda[1:2]
	g.by("anna", c)
	g.at("2026-12-03 16:00:00")
	g.quietly(func() {
		g.by("bruno", meeting.ConfirmDelivery{Members: []governance.MemberID{"anna", "bruno", "carla"}, Via: "mail"})
		for _, id := range []string{"anna", "bruno", "carla"} {
			g.by(id, meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
		}
	})
	g.by("anna", meeting.Open{})
	g.by("anna", meeting.Open{Override: "urgenza: avvisati a voce"})
	g.quietly(func() {
		g.by("bruno", meeting.ConfirmValidity{})
		g.by("anna", meeting.Appoint{Office: governance.Moderator, Member: "carla"})
		g.by("anna", meeting.Appoint{Office: governance.Teller, Member: "carla"})
		g.by("anna", meeting.OpenItem{N: 1})
		g.by("anna", meeting.Propose{Text: "Si sospendono le lezioni in presenza."})
	})
	g.by("anna", meeting.OpenBallot{})
	r := meeting.Round{On: meeting.OnItem(1), N: 1}
	g.quietly(func() { g.by("", meeting.ConfirmAnnouncement{Round: r, Place: room}) })
	g.at("16:01:00")
	g.by("carla", meeting.CheckOut{How: meeting.Exit})
	g.at("16:02:00")
	g.quietly(func() { g.by("", meeting.Elapse{}) })
	g.by("", meeting.ConfirmHeard{Round: r, Place: room})
	g.by("anna", meeting.Repeat{Round: r})
	g.quietly(func() { g.by("anna", meeting.EndItem{}) })
	g.by("bruno", meeting.Draft{Hash: "0c77d5e2b19944aa5566", Upto: g.seq})
	g.by("anna", meeting.GiveUpApproval{Reason: "manca il numero legale"})
	g.by("anna", meeting.Close{Ending: meeting.Adjourned})
	g.by("anna", meeting.Close{Ending: meeting.Adjourned, Reason: "manca il numero legale"})
	g.by("anna", meeting.Sign{Hash: "0c77d5e2b19944aa5566"})
}
