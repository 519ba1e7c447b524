package minutestest

import (
	"testing"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// room is the chat in which the meetings are held.
const room = "telegram:-1002041"

// Bylaws are those of a school whose own rules grant silence as assent.
func Bylaws() governance.Bylaws {
	return governance.Bylaws{
		Profile: "istituto-2020", Revision: "2", Title: "Regolamento per le sedute a distanza",
		Sources:  []string{"art. 5 del regolamento", "D.Lgs. 297/1994, art. 37"},
		TimeZone: Zone, YearFrom: time.September,
		Quorum:   governance.QuorumRule{Kind: governance.MoreThanHalf, LessJustified: true},
		Compare:  &governance.QuorumRule{Kind: governance.HalfPlusOne},
		Majority: governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.ChairBreaks},
		Silence:  governance.SilenceRule{Granted: true, Article: "art. 5, c. 8", Date: "2020-10-07"},
		Clocks: governance.Clocks{
			Ballot: minute(2), BallotLeast: minute(1), BallotMost: minute(30), Approval: minute(5),
			Grace: governance.Duration(30 * time.Second), SignOfLife: minute(30),
			DeliverIn: governance.Duration(30 * time.Second), HeardIn: minute(1),
			MassDrops: governance.Duration(10 * time.Second), NoticeDays: 5,
		},
		ChatOfficers: true, DropoutsLowerBase: true, RecusedLeaveBase: true, QuorumMargin: 2, MassDrops: 3,
	}
}

func minute(n int) governance.Duration {
	return governance.Duration(n) * governance.Duration(time.Minute)
}

// roll is a teachers' board in alphabetical order of surnames.
func roll() []meeting.Called {
	return []meeting.Called{
		{ID: "anna", Name: "Bianchi Anna", Votes: true},
		{ID: "ilaria", Name: "Conti Ilaria", Votes: true},
		{ID: "livia", Name: "Costa Livia", Votes: true},
		{ID: "ugo", Name: "D’Angiò Ugo", Votes: true},
		{ID: "gino", Name: "Ferri Gino", Votes: true},
		{ID: "nadia", Name: "Fontana Nadia", Votes: true},
		{ID: "fulvia", Name: "Gallo Fulvia", Votes: true},
		{ID: "mario", Name: "Greco Mario", Votes: true},
		{ID: "paola", Name: "Moretti Paola", Votes: true},
		{ID: "carlo", Name: "Neri Carlo", Votes: true},
		{ID: "olmo", Name: "Rinaldi Olmo", Votes: true},
		{ID: "bruno", Name: "Rossi Bruno", Votes: true},
		{ID: "elio", Name: "Serra Elio", Votes: true},
		{ID: "dora", Name: "Viola Dora", Votes: true},
		{ID: "tina", Name: "Zanetti Tina"},
	}
}

// Convene calls a board for a day at 16:30, a week before.
func (m *Meeting) Convene(day string, agenda ...meeting.Point) {
	m.tb.Helper()
	m.Day(day)
	m.Clock("16:30")
	at := m.now
	m.Day(at.AddDate(0, 0, -7).Format(time.DateOnly))
	m.Clock("10:15")
	b := Bylaws()
	m.Do("anna", meeting.Convene{
		Meeting: "collegio-2026-03",
		Body:    meeting.Body{ID: "collegio", Name: "Collegio dei docenti", Kind: governance.TeachersBoard},
		Number:  3, Year: b.Year(at), Bylaws: b, Roll: roll(),
		Officers: map[governance.Office]governance.MemberID{governance.Chair: "anna", governance.Secretary: "carlo"},
		Convocation: meeting.Convocation{
			At: at, Mode: governance.Mixed, Place: "Aula magna, via dei Tigli 12, Borgo San Lauro",
			Means: "gruppo Telegram «Collegio docenti»", Protocol: "4127/2026",
			DeclareBy: at.Add(-26*time.Hour - 30*time.Minute), Places: []string{room},
		},
		Agenda: agenda,
	})
}

// CheckIn lets members of the room in, remotely.
func (m *Meeting) CheckIn(equipment string, ids ...governance.MemberID) {
	m.tb.Helper()
	for _, id := range ids {
		m.Wait(7 * time.Second)
		m.Do(id, meeting.CheckIn{
			Means: meeting.Means{Mode: governance.Remote, Equipment: equipment},
			Via:   meeting.ByRoom, Place: room, Link: "voice:" + string(id),
		})
	}
}

// Board is an eventful meeting, closed and signed: a contested ballot with a
// doubtful member settled, a secret item refused, a drop-out and a repetition,
// a tie with the chair's casting vote, a late arrival and an early exit, a
// suspension, a change to the minutes carried and one rejected.
func Board(tb testing.TB) []minutes.Recorded {
	tb.Helper()
	m := Play(tb, "2026-11-24")
	m.Convene("2026-11-24",
		meeting.Point{Title: "Comunicazioni della Dirigenza", Kind: meeting.ToInform},
		meeting.Point{Title: "Adesione alla rete di scuole «Lettura ad alta voce»"},
		meeting.Point{Title: "Piano delle visite guidate"},
		meeting.Point{Title: "Designazione di due componenti del comitato di valutazione", Kind: meeting.SecretItem},
		meeting.Point{Title: "Settimana corta dal 1° settembre 2027"},
		meeting.Point{Title: "Formazione sulla sicurezza"},
	)
	boardComes(m)
	boardOpens(m)
	boardReads(m)
	boardTravels(m)
	boardTies(m)
	boardApproves(m)
	return m.Records()
}

func boardComes(m *Meeting) {
	m.Bot(meeting.ConfirmDelivery{Members: []governance.MemberID{"bruno", "dora"}, Via: "telegram"})
	m.Clock("11:02")
	m.Do("carlo", meeting.ConfirmDelivery{
		Members: []governance.MemberID{
			"anna", "ilaria", "livia", "ugo", "gino", "nadia", "fulvia", "mario", "paola", "carlo", "elio", "tina",
		},
		Via: "registro elettronico, circolare n. 41",
	})
	m.Day("2026-11-22")
	m.Clock("18:40")
	m.Do("dora", meeting.DeclareMeans{Means: meeting.Means{Mode: governance.Remote, Equipment: "tablet"}})
	m.Do("paola", meeting.SendExcuse{Text: "Il 24 novembre sarò a Lisbona con la classe 3B per lo scambio «Ponti».\nPaola Moretti"})
	m.Day("2026-11-24")
	m.Clock("09:10")
	m.Do("carlo", meeting.DecideExcuse{Member: "paola", Accept: true})
	m.Do("carlo", meeting.SendExcuse{Member: "nadia", Text: "Motivi personali."})
	m.Clock("16:08")
	m.Do("anna", meeting.CheckIn{
		Means: meeting.Means{Mode: governance.InPerson, Equipment: "portatile"}, Via: meeting.ByCheckIn, Place: room,
	})
	m.Do("carlo", meeting.CheckIn{
		Means: meeting.Means{Mode: governance.InPerson}, Via: meeting.ByCheckIn, Place: room,
	})
	m.Do("carlo", meeting.CheckIn{
		Member: "olmo", Means: meeting.Means{Mode: governance.InPerson}, Via: meeting.BySecretary,
	})
	m.Clock("16:20")
	m.CheckIn("smartphone", "bruno", "ilaria", "livia", "elio", "tina")
	m.CheckIn("computer", "ugo", "gino", "fulvia")
	m.CheckIn("", "dora")
}

func boardOpens(m *Meeting) {
	m.Clock("16:34")
	m.Do("carlo", meeting.DecideExcuse{Member: "nadia"})
	m.Do("anna", meeting.Open{
		NextNumber: 14,
		Override:   "Rinaldi Olmo è in sede e dichiara di aver avuto notizia della convocazione dai colleghi.",
	})
	m.Do("carlo", meeting.ConfirmValidity{})
	m.Order(meeting.Appoint{Office: governance.Moderator, Member: "elio"})
	m.Order(meeting.Appoint{Office: governance.Teller, Member: "dora"})
	m.Clock("16:37")
	m.Do("anna", meeting.OpenItem{N: 1})
	m.Do("carlo", meeting.TakeNote{Text: "Dal 30 novembre al 4 dicembre la palestra resta chiusa per lavori."})
	m.Clock("16:41")
	m.CheckIn("smartphone", "mario")
	m.Do("livia", meeting.MakeStatement{Text: "Chiedo che le famiglie siano avvisate della chiusura della palestra per iscritto."})
}

func boardReads(m *Meeting) {
	m.Clock("16:50")
	m.Do("anna", meeting.OpenItem{N: 2})
	m.Do("carlo", meeting.TakeNote{Text: "Serra Elio illustra la rete. Ferri Gino chiede chi sostenga i costi; risponde la Dirigenza: nessun onere."})
	m.Order(meeting.Propose{Text: "Il Collegio dei docenti delibera di aderire alla rete."})
	m.Clock("16:58")
	m.Order(meeting.Propose{Text: "Il Collegio dei docenti delibera:\na) di aderire alla rete di scuole «Lettura ad alta voce» per il triennio 2026/29;\nb) di nominare referente Serra Elio."})
	m.Clock("17:01")
	m.Do("carlo", meeting.Vouch{Members: []governance.MemberID{"anna", "carlo"}})
	m.Clock("17:02:10")
	m.Order(meeting.OpenBallot{})
	m.Ballot(func() {
		m.Say("bruno", governance.Against, "contrario: tre anni sono troppi senza una verifica intermedia")
		m.Say("ugo", governance.Against, "contrario")
		m.Say("fulvia", governance.Abstain, "mi astengo")
		m.Wait(20 * time.Second)
		m.Do("gino", meeting.Ask{Why: "doubtful", Leaning: governance.Against, Words: "mah, sarei contrario ma vedete voi"})
		m.Do("elio", meeting.Recuse{Reason: "sono la persona proposta come referente"})
	})
	m.Wait(9 * time.Second)
	m.Do("dora", meeting.Settle{
		Member: "gino", As: meeting.AsAgainst, Reason: "interpellato a voce, conferma il voto contrario",
	})
	m.Wait(10 * time.Second)
	m.Order(meeting.Proclaim{})
	m.Wait(15 * time.Second)
	m.Do("livia", meeting.Cast{
		Round: meeting.Round{On: meeting.OnItem(2), N: 1}, Position: governance.Abstain,
		Words: "anch'io mi astengo, scusate il ritardo", Via: "words",
	})
	m.Do("bruno", meeting.MakeStatement{Text: "Lascio agli atti che una verifica annuale basterebbe a farmi cambiare voto."})
}

func boardTravels(m *Meeting) {
	m.Clock("17:10")
	m.Do("anna", meeting.OpenItem{N: 3})
	m.Do("anna", meeting.Propose{Text: "È approvato il piano delle visite guidate allegato alla convocazione."})
	m.Do("anna", meeting.OpenBallot{Secret: true})
	m.Clock("17:12")
	m.Do("anna", meeting.OpenBallot{})
	m.Ballot(func() {
		m.Wait(30 * time.Second)
		m.Do("ilaria", meeting.Cast{Position: governance.Abstain, Via: "button"})
		for _, id := range []governance.MemberID{"mario", "fulvia"} {
			m.Wait(2 * time.Second)
			m.Bot(meeting.CheckOut{Member: id, How: meeting.Drop, Link: "voice:" + string(id)})
		}
	})
	m.Wait(40 * time.Second)
	m.Order(meeting.Repeat{Reason: "due componenti hanno perso il collegamento durante il voto"})
	m.Ballot(func() { m.Do("ilaria", meeting.Cast{Position: governance.Abstain, Via: "button"}) })
	m.Wait(5 * time.Second)
	m.Order(meeting.Proclaim{})
	m.Clock("17:20")
	m.Do("anna", meeting.OpenItem{N: 4})
	m.Order(meeting.EndItem{})
	m.Do("anna", meeting.Suspend{Reason: "breve pausa"})
	m.Clock("17:31")
	m.CheckIn("smartphone", "fulvia")
	m.Do("anna", meeting.Resume{})
}

func boardTies(m *Meeting) {
	m.Clock("17:32")
	m.Do("anna", meeting.OpenItem{N: 5})
	m.Bot(meeting.RecordOutage{From: m.now.Add(20 * time.Second), To: m.now.Add(70 * time.Second)})
	m.Do("anna", meeting.Propose{Text: "Dal 1° settembre 2027 le lezioni si svolgono dal lunedì al venerdì."})
	m.Clock("17:48")
	m.Do("anna", meeting.OpenBallot{RollCall: true})
	m.Ballot(func() {
		for _, id := range []governance.MemberID{"anna", "ilaria", "elio", "dora"} {
			m.Say(id, governance.Favour, "favorevole")
		}
		for _, id := range []governance.MemberID{"bruno", "ugo", "fulvia", "gino"} {
			m.Say(id, governance.Against, "contrario")
		}
		m.Do("carlo", meeting.Cast{Member: "olmo", Position: governance.Against, Via: "secretary"})
		m.Do("carlo", meeting.Cast{Position: governance.Favour, Via: "button"})
	})
	m.Wait(12 * time.Second)
	m.Do("anna", meeting.Proclaim{})
	m.Clock("17:55")
	m.Do("ugo", meeting.CheckOut{How: meeting.Exit})
	m.Do("anna", meeting.EndItem{})
}

func boardApproves(m *Meeting) {
	m.Clock("18:02")
	hash := m.Draft()
	m.Clock("18:04")
	m.Order(meeting.OpenBallot{On: meeting.OnMinutes})
	m.Wait(10 * time.Second)
	m.Do("livia", meeting.RequestChange{Text: "Al punto 1 si aggiunga: «per iscritto, entro il 27 novembre»."})
	m.Do("bruno", meeting.RequestChange{Text: "Al punto 2 si tolga il mio intervento."})
	m.Order(meeting.OpenBallot{On: meeting.OnChange(1)})
	m.Ballot(func() {})
	m.Order(meeting.Proclaim{})
	m.Order(meeting.OpenBallot{On: meeting.OnChange(2)})
	m.Ballot(func() {
		for _, id := range []governance.MemberID{"anna", "ilaria", "livia", "elio", "dora", "gino"} {
			m.Say(id, governance.Against, "contrario")
		}
	})
	m.Order(meeting.Proclaim{})
	m.Order(meeting.OpenBallot{On: meeting.OnMinutes})
	m.Ballot(func() {
		for _, id := range []governance.MemberID{"anna", "carlo", "livia", "dora"} {
			m.Wait(10 * time.Second)
			m.Do(id, meeting.Cast{Position: governance.Favour, Via: "button"})
		}
		m.Say("bruno", governance.Against, "non approvo: il mio intervento è riportato male")
		m.Bot(meeting.CheckOut{Member: "gino", How: meeting.Drop, Link: "voice:gino"})
	})
	m.Order(meeting.Proclaim{})
	m.Wait(time.Minute)
	m.Do("carlo", meeting.Sign{Hash: hash})
	m.Order(meeting.Close{})
	m.Wait(4 * time.Minute)
	m.Do("anna", meeting.Sign{Hash: hash})
}

// Unapproved is a short meeting whose minutes find no approval: they are
// rejected by the vote, or given up because the quorum is gone.
func Unapproved(tb testing.TB, quorumGone bool) []minutes.Recorded {
	tb.Helper()
	m := Play(tb, "2026-11-24")
	m.Convene("2026-11-24", meeting.Point{Title: "Calendario delle riunioni"}, meeting.Point{Title: "Varie ed eventuali"})
	m.Do("carlo", meeting.ConfirmDelivery{All: true, Via: "registro elettronico, circolare n. 41"})
	m.Day("2026-11-24")
	m.Clock("16:25")
	m.CheckIn("computer", "anna", "carlo", "bruno", "dora", "elio", "gino", "livia", "mario")
	m.Clock("16:30")
	m.Order(meeting.Open{NextNumber: 3})
	m.Do("carlo", meeting.ConfirmValidity{})
	m.Order(meeting.Appoint{Office: governance.Moderator, Member: "elio"})
	m.Order(meeting.Appoint{Office: governance.Teller, Member: "dora"})
	m.Order(meeting.OpenItem{N: 1})
	m.Order(meeting.Propose{Text: "Le riunioni si tengono il primo martedì del mese."})
	m.Order(meeting.OpenBallot{})
	m.Ballot(func() {})
	m.Order(meeting.Proclaim{})
	m.Order(meeting.EndItem{})
	hash := m.Draft()
	if quorumGone {
		for _, id := range []governance.MemberID{"gino", "livia", "mario", "bruno"} {
			m.Wait(time.Minute)
			m.Do(id, meeting.CheckOut{How: meeting.Exit})
		}
		m.Order(meeting.GiveUpApproval{Reason: "è venuto meno il numero legale"})
		m.Order(meeting.Close{Ending: meeting.Adjourned, Reason: "manca il numero legale"})
	} else {
		m.Order(meeting.OpenBallot{On: meeting.OnMinutes})
		m.Ballot(func() {
			for _, id := range []governance.MemberID{"bruno", "dora", "elio", "gino", "livia"} {
				m.Say(id, governance.Against, "non approvo")
			}
		})
		m.Order(meeting.Proclaim{})
		m.Order(meeting.Close{})
	}
	m.Do("anna", meeting.Sign{Hash: hash})
	m.Do("carlo", meeting.Sign{Hash: hash})
	return m.Records()
}
