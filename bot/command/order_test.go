package command_test

import (
	"errors"
	"testing"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// order parses and makes a call given by a member.
func order(t *testing.T, in command.Input, call, typed string) (command.Order, error) {
	t.Helper()
	b := book(t)
	spec, ok := b.Find(call)
	if !ok {
		t.Fatalf("no command %q", call)
	}
	if err := b.Parse(spec, chat.Call{Name: call, Text: typed}, &in); err != nil {
		return command.Order{}, err
	}
	return spec.Make(in)
}

func TestCallsBecomeOrders(t *testing.T) {
	second := meeting.Round{On: "2", N: 1}
	remote := meeting.Means{Mode: governance.Remote}
	inRoom := meeting.Means{Mode: governance.InPerson}
	one := func(c meeting.Command) command.Order { return command.Order{Meeting: c} }
	bodys := func(c roster.Command) command.Order { return command.Order{Body: c} }
	for _, c := range []struct {
		call, typed string
		want        command.Order
	}{
		{"presente", "a distanza tablet", one(meeting.CheckIn{Means: meeting.Means{Mode: governance.Remote, Equipment: "tablet"}, Via: meeting.ByCheckIn, Place: "console:sala"})},
		{"presente", "tablet", one(meeting.CheckIn{Means: meeting.Means{Mode: governance.Remote, Equipment: "tablet"}, Via: meeting.ByCheckIn, Place: "console:sala"})},
		{"esco", "", one(meeting.CheckOut{How: meeting.Exit})},
		{"mezzi", "in sede", one(meeting.DeclareMeans{Means: inRoom})},
		{"giustifico", "Neri: influenza", one(meeting.SendExcuse{Member: "nico", Text: "influenza"})},
		{"accetta", "Neri", one(meeting.DecideExcuse{Member: "nico", Accept: true})},
		{"accetta", "Neri no", one(meeting.DecideExcuse{Member: "nico"})},
		{"consegnata", "tutti: circolare 41", one(meeting.ConfirmDelivery{All: true, Via: "circolare 41"})},
		{"contrario", "costa troppo", one(meeting.Cast{Position: governance.Against, Words: "costa troppo", Via: "command"})},
		{"astenuta", "", one(meeting.Cast{Position: governance.Abstain, Via: "command"})},
		{"favorevole", "", one(meeting.Cast{Position: governance.Favour, Via: "command"})},
		{"annulla", "", one(meeting.Withdraw{})},
		{"nonpartecipo", "parente", one(meeting.Recuse{Reason: "parente"})},
		{"rispondi", "non è un voto", one(meeting.Answer{})},
		{"rispondi", "mi astengo", one(meeting.Answer{Position: governance.Abstain})},
		{"rispondi", "sono presente", one(meeting.Answer{Enter: true, Place: "console:sala"})},
		{"dichiaro", "x", one(meeting.MakeStatement{Text: "x"})},
		{"apri", "", one(meeting.Open{NextNumber: 1})},
		{"apri", "motivo: a voce", one(meeting.Open{Override: "a voce", NextNumber: 1})},
		{"incarica", "scrutatore Neri", one(meeting.Appoint{Office: governance.Teller, Member: "nico"})},
		{"punto", "2", one(meeting.OpenItem{N: 2})},
		{"punto", "fine", one(meeting.EndItem{})},
		{"proposta", "Si approva.", one(meeting.Propose{Text: "Si approva."})},
		{"vota", "3m appello", one(meeting.OpenBallot{Window: 3 * time.Minute, RollCall: true})},
		{"vota", "segreta", one(meeting.OpenBallot{Secret: true})},
		{"vota", "modifica 1", one(meeting.OpenBallot{On: meeting.OnChange(1)})},
		{"vota", "verbale", one(meeting.OpenBallot{On: meeting.OnMinutes})},
		{"vota", "chiudi", one(meeting.CloseEarly{})},
		{"procedi", "", one(meeting.GoOn{})},
		{"attendi", "3m", one(meeting.Extend{By: 3 * time.Minute})},
		{"annullavoto", "testo sbagliato", one(meeting.Annul{Reason: "testo sbagliato"})},
		{"proclama", "", one(meeting.Proclaim{})},
		{"ripeti", "appello linea caduta", one(meeting.Repeat{RollCall: true, Reason: "linea caduta"})},
		{"definisci", "Neri assente era uscito", one(meeting.Settle{Member: "nico", As: meeting.AsAbsent, Reason: "era uscito"})},
		{"sospendi", "pausa", one(meeting.Suspend{Reason: "pausa"})},
		{"sospendi", "guasto caduta la rete", one(meeting.DeclareTrouble{Reason: "caduta la rete"})},
		{"sospendi", "17:00 si riprende", one(meeting.Suspend{Reason: "17:00 si riprende"})},
		{"guasto", "voce che va e viene", one(meeting.ReportTrouble{Text: "voce che va e viene"})},
		{"adeguato", "si sente", one(meeting.JudgeAdequate{Reason: "si sente"})},
		{"ripiego", "solo voce", one(meeting.FallBack{How: meeting.VoiceOnly})},
		{"ripiego", "altro mezzo chat del registro", one(meeting.FallBack{How: meeting.OtherMeans, Means: "chat del registro"})},
		{"ripiego", "fine", one(meeting.Restore{})},
		{"rettifica", "contrario Neri lo ha detto a voce", one(meeting.CorrectVote{Member: "nico", As: meeting.AsAgainst, Reason: "lo ha detto a voce"})},
		{"rettifica", "nota testo=\"Si discute.\" motivo=refuso", one(meeting.CorrectNote{Text: "Si discute.", Reason: "refuso"})},
		{"rettifica", "rimane Neri ha premuto per errore", one(meeting.CorrectPresence{Member: "nico", Stays: true, Reason: "ha premuto per errore"})},
		{"rettifica", "in sede Neri era in aula", one(meeting.CorrectPresence{Member: "nico", Means: inRoom, Reason: "era in aula"})},
		{"contesto", "ero contraria", one(meeting.ContestCount{Words: "ero contraria"})},
		{"contestazione", "respinta n=2 non risulta", one(meeting.AnswerContest{N: 2, Words: "non risulta"})},
		{"assicura", "Assistenza: dieci minuti", one(meeting.RecordAssurance{From: "Assistenza", Words: "dieci minuti"})},
		{"riprendi", "", one(meeting.Resume{})},
		{"chiudi", "", one(meeting.Close{Ending: meeting.Ended})},
		{"chiudi", "rinvio tardi", one(meeting.Close{Ending: meeting.Adjourned, Reason: "tardi"})},
		{"conferma", "", one(meeting.ConfirmValidity{})},
		{"nota", "x", one(meeting.TakeNote{Text: "x"})},
		{"segna", "presenti Omar in sede", one(meeting.CheckIn{Member: "omar", Means: inRoom, Via: meeting.BySecretary})},
		{"segna", "presenti Omar, Neri a distanza", command.Order{Batch: []meeting.Command{
			meeting.CheckIn{Member: "omar", Means: remote, Via: meeting.BySecretary},
			meeting.CheckIn{Member: "nico", Means: remote, Via: meeting.BySecretary},
		}}},
		{"segna", "connessi Neri, De Luca", one(meeting.Vouch{Members: []governance.MemberID{"nico", "elena"}})},
		{"segna", "usciti Neri", one(meeting.CheckOut{Member: "nico", How: meeting.Exit})},
		{"segna", "contrari Neri", one(meeting.Cast{Member: "nico", Position: governance.Against, Via: "secretary"})},
		{"segna", "annulla Neri", one(meeting.Withdraw{Member: "nico"})},
		{"verbale", "", command.Order{Query: command.Query{Kind: command.ShowMinutes}}},
		{"verbale", "bozza", one(meeting.Draft{})},
		{"verbale", "approva", one(meeting.OpenBallot{On: meeting.OnMinutes})},
		{"verbale", "letto", one(meeting.Cast{Round: meeting.Round{On: meeting.OnMinutes, N: 1}, Position: governance.Favour, Via: "command"})},
		{"verbale", "firma", one(meeting.Sign{})},
		{"verbale", "rinuncia in tre", one(meeting.GiveUpApproval{Reason: "in tre"})},
		{"modifica", "x", one(meeting.RequestChange{Text: "x"})},
		{"spiega", "2/1", command.Order{Query: command.Query{Kind: command.ShowExplain, Round: second}}},
		{"aiuto", "vota", command.Order{Query: command.Query{Kind: command.ShowHelp, Name: "vota"}}},
		{"stato", "", command.Order{Query: command.Query{Kind: command.ShowStatus}}},
		{"regia", "", command.Order{Query: command.Query{Kind: command.ShowDesk}}},
		{"appello", "", command.Order{Query: command.Query{Kind: command.ShowRoll}}},
		{"cancella", "Neri richiesta", one(meeting.EraseValues{Member: "nico", Reason: "richiesta"})},
		{"abbina", "Omar Galli", bodys(roster.RequestLink{Account: "console:carla", Name: "Omar Galli"})},
		{"abbina", "account=console:galli componente=Omar", bodys(roster.LinkAccount{Account: "console:galli", Member: "omar", Admin: "console:carla"})},
		{"abbina", "togli", bodys(roster.UnlinkAccount{Account: "console:carla", Admin: "console:carla"})},
		{"riconosci", "1 Omar", bodys(roster.DecideLink{Account: "console:galli", Member: "omar", Accept: true, Admin: "console:carla"})},
		{"riconosci", "sì", bodys(roster.DecideLink{Account: "console:galli", Member: "omar", Accept: true, Admin: "console:carla"})},
		{"riconosci", "no", bodys(roster.DecideLink{Account: "console:galli", Admin: "console:carla"})},
		{"imposta", "incarico segretario Neri", bodys(roster.Assign{Office: governance.Secretary, Member: "nico", Admin: "console:carla"})},
		{"imposta", "incarico segretario vacante", bodys(roster.Assign{Office: governance.Secretary, Admin: "console:carla"})},
		{"imposta", "luogo", bodys(roster.SetPlaces{Places: []string{"console:sala"}, Admin: "console:carla"})},
		{"imposta", "canali console:a, console:b", bodys(roster.SetPlaces{Places: []string{"console:a", "console:b"}, Admin: "console:carla"})},
		{"imposta", "numeri anno=2026-27 delibere=14 sedute=2", bodys(roster.StartNumbers{Year: "2026-27", Resolutions: 14, Meetings: 2, Admin: "console:carla"})},
		{"imposta", "regolamento profilo=istituto-2020", bodys(roster.AdoptBylaws{Bylaws: bylaws(), Admin: "console:carla"})},
		{"imposta", "amministratore account=console:zoe", bodys(roster.AddAdmin{Account: "console:zoe", Admin: "console:carla"})},
		{"imposta", "organo\ntipo: consiglio d'istituto\nprofilo: istituto-2020\nnome: Consiglio dell'Istituto", bodys(roster.Found{
			ID: "consiglio-dell-istituto", Name: "Consiglio dell'Istituto", Kind: governance.Council, Bylaws: bylaws(), Admin: "console:carla",
		})},
	} {
		t.Run(c.call+" "+c.typed, func(t *testing.T) {
			got, err := order(t, voting(t).input("carla"), c.call, c.typed)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func TestCallsThatAreUnderstoodAndStillLackSomething(t *testing.T) {
	words := catalogue(t)
	for _, c := range []struct {
		call, typed string
		want        governance.Reason
	}{
		{"punto", "", command.MissingArgument},
		{"consegnata", "circolare 41", command.MissingArgument},
		{"segna", "presenti Omar", command.MissingArgument}, // in the room or not: never guessed in a mixed meeting
		{"abbina", "componente=Omar", command.MissingArgument},
		{"riconosci", "7 Omar", roster.NoRequest},
		{"riconosci", "1", command.MissingArgument},
		{"imposta", "incarico segretario", command.MissingArgument},
		{"imposta", "incarico segretario Nerri", command.PersonNear}, // a mistyped name takes no office away
		{"imposta", "regolamento profilo=art99", command.NoProfile},
		{"imposta", "elenco", command.FileNeeded},
		{"imposta", "organo tipo=collegio", command.MissingArgument},
		{"cancella", "Zanetti richiesta", command.MissingArgument},
	} {
		t.Run(c.call+" "+c.typed, func(t *testing.T) {
			_, err := order(t, voting(t).input("carla"), c.call, c.typed)
			if why, _ := governance.Refused(err); why != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if c.want != roster.NoRequest {
				say(words, err)
			}
		})
	}
}

// A button under a draft that was replaced signs nothing.
func TestASignatureIsTiedToTheVersionThatWasRead(t *testing.T) {
	in := opened(t).input("carla")
	spec, _ := book(t).Find("minutes")
	in.Button = true
	if err := book(t).Parse(spec, chat.Call{Args: map[string]string{"action": "sign", "version": "2"}}, &in); err != nil {
		t.Fatal(err)
	}
	_, err := spec.Make(in)
	if why, _ := governance.Refused(err); why != meeting.StaleHash {
		t.Errorf("got %v", err)
	}
}

func TestAListOfMembersIsReadWithAllItsFaults(t *testing.T) {
	in := newRoom(t).input("carla")
	in.Files = []chat.File{{Name: "elenco.csv", Data: []byte("cognome;nome;email\nZeta;Ida;ida@example.org\nEta;Ugo;qui\nIota;Pia;là\n")}}
	_, err := order(t, in, "imposta", "elenco aggiungi")
	var list *command.FaultyListError
	if !errors.As(err, &list) || len(list.Faults) != 2 || list.Faults[0].Line != 3 {
		t.Fatalf("got %v", err)
	}
	if why, ok := governance.Refused(err); !ok || why != roster.FaultyList {
		t.Errorf("got %q", why)
	}
	in.Files[0].Data = []byte("cognome;nome;email\nZeta;Ida;ida@example.org\n")
	o, err := order(t, in, "imposta", "elenco aggiungi")
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := o.Body.(roster.ImportRoster); !ok || !got.Keep || got.Sure || len(got.Rows) != 1 {
		t.Errorf("got %#v", o.Body)
	}
}

// Which acts are the chair's, the rules know: the secretary's own are refused
// when entered by order, and the chair's when entered without.
func TestTheSecretaryEntersTheActsOfTheChairByOrder(t *testing.T) {
	acts := []meeting.Command{
		meeting.Open{}, meeting.Appoint{Office: governance.Teller, Member: "nico"}, meeting.OpenItem{N: 1}, meeting.EndItem{},
		meeting.Propose{Text: "x"}, meeting.OpenBallot{}, meeting.GoOn{}, meeting.Extend{By: time.Minute}, meeting.CloseEarly{},
		meeting.Settle{Member: "nico"}, meeting.Proclaim{}, meeting.Annul{}, meeting.Repeat{}, meeting.Suspend{}, meeting.Resume{},
		meeting.GiveUpApproval{}, meeting.Close{},
		meeting.GiveFloor{}, meeting.PassOver{Member: "nico"}, meeting.EndSpeech{}, meeting.LimitSpeech{}, meeting.AskFloor{}, meeting.LeaveFloor{},
		meeting.ConfirmValidity{}, meeting.TakeNote{Text: "x"}, meeting.Draft{}, meeting.DecideExcuse{Member: "nico"},
		meeting.ConfirmDelivery{All: true}, meeting.Vouch{Members: []governance.MemberID{"nico"}},
		meeting.CheckIn{}, meeting.CheckOut{}, meeting.Cast{Position: governance.Favour}, meeting.MakeStatement{Text: "x"},
		meeting.EraseValues{Member: "nico", Reason: "x"}, meeting.Sign{},
	}
	s := voting(t).s
	now := time.Date(2026, 11, 24, 16, 32, 0, 0, rome(t))
	refusedFor := func(c meeting.Command, office governance.Office) bool {
		_, err := meeting.Decide(s, governance.Meta{By: "carla", For: office, At: now}, c)
		why, _ := governance.Refused(err)
		return why == meeting.NotYourOffice || why == meeting.SignOnlySelf
	}
	for _, c := range acts {
		office := command.ForMeeting(s, "carla", c)
		if refusedFor(c, office) {
			t.Errorf("%T entered for %q is refused", c, office)
		}
		if office == governance.Chair && !refusedFor(c, "") {
			t.Errorf("%T needs no order of the chair", c)
		}
		if got := command.ForMeeting(s, "anna", c); got != "" {
			t.Errorf("%T by the chair in person is for %q", c, got)
		}
		if got := command.ForMeeting(s, "bruno", c); got != "" {
			t.Errorf("%T by a member is for %q", c, got)
		}
	}
	if got := command.ForMeeting(s, "elena", meeting.Settle{}); got != "" {
		t.Errorf("a teller settles for %q", got)
	}
}
