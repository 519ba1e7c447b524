package meeting_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// actor is somebody in an office, or in none.
type actor string

// The people of these meetings.
const (
	chair     actor = "chair"
	secretary actor = "secretary"
	byOrder   actor = "secretary by order of the chair"
	moderator actor = "moderator"
	teller    actor = "teller"
	member    actor = "member"
	pretender actor = "member who says: by order"
	observer  actor = "member without a vote"
	stranger  actor = "stranger"
	bot       actor = "bot"
)

func (a actor) meta() governance.Meta {
	switch a {
	case chair:
		return governance.Meta{By: "anna"}
	case secretary:
		return governance.Meta{By: "bruno"}
	case byOrder:
		return governance.Meta{By: "bruno", For: governance.Chair}
	case moderator:
		return governance.Meta{By: "carla"}
	case teller:
		return governance.Meta{By: "dario"}
	case member:
		return governance.Meta{By: "eva"}
	case pretender:
		return governance.Meta{By: "eva", For: governance.Chair}
	case observer:
		return governance.Meta{By: "gina"}
	case stranger:
		return governance.Meta{By: "ugo"}
	default:
		return governance.Meta{}
	}
}

var (
	everybody  = []actor{chair, secretary, byOrder, moderator, teller, member, pretender, observer, stranger, bot}
	chairOnly  = []actor{chair, byOrder}
	voters     = []actor{chair, secretary, byOrder, moderator, teller, member, pretender}
	members    = append(slices.Clone(voters), observer)
	secretarys = []actor{secretary}
	secOrBot   = []actor{secretary, bot}
)

// The stages in which the commands are lawful, as scripts.
func stage(t *testing.T, name string) *playing {
	t.Helper()
	p := newPlay(t)
	do := func(lines ...string) {
		for _, l := range lines {
			for _, out := range p.line(l) {
				if strings.HasPrefix(out, "refused") || strings.HasPrefix(out, "error") {
					t.Fatalf("%s: %s", l, out)
				}
			}
		}
	}
	do("roster anna* bruno+ carla dario eva fabio gina-")
	switch name {
	case "nothing":
		return p
	case "convened":
		do(".convene anna", ".deliver bruno bruno carla dario eva fabio gina", "at 2026-11-24 16:30",
			".here anna", ".here bruno", ".here carla", ".here dario", "excuse fabio text")
		return p
	}
	do(".begun anna bruno carla dario eva gina", ".appoint anna moderator carla", ".appoint anna teller dario", ".excuse fabio text")
	voting := func() { do(`.put 1 "testo"`) }
	switch name {
	case "open":
	case "item":
		do("item anna 1", "motion anna testo")
	case "asking", "speaking":
		do("item anna 1")
		for _, who := range []string{"anna", "bruno", "carla", "dario", "eva", "gina"} {
			do("ask-floor " + who)
		}
		if name == "speaking" {
			do("give-floor carla")
		}
	case "contested":
		voting()
		do("counted", "ask-proof eva")
	case "papers":
		do("item anna 1", "paper bruno x")
	case "alternatives":
		do("item anna 1", "motion anna testo", "alternative anna altro")
	case "by name":
		do("item anna 1", "motion anna testo", "ballot anna roll-call", "shown")
	case "amended":
		do("item anna 1", "motion anna testo", `amend eva "altro testo"`)
	case "announced":
		do("item anna 1", "motion anna testo", "ballot anna", "wait 31s")
	case "voting":
		voting()
	case "asked":
		voting()
		for _, who := range []string{"anna", "bruno", "carla", "dario", "eva"} {
			do("ask " + who + " mah")
		}
	case "voted":
		voting()
		for _, who := range []string{"anna", "bruno", "carla", "dario", "eva"} {
			do("favour " + who)
		}
	case "closing":
		voting()
		do("wait 2m")
	case "provisional":
		voting()
		do("ask eva mah", "counted")
	case "drafted":
		do("draft bruno h1")
	case "approved":
		do("draft bruno h1", "ballot anna on=minutes", "shown", "counted", "proclaim anna")
	case "deserted":
		do("draft bruno h1", "leave eva", "leave dario", "leave carla")
	case "called":
		do("call bruno eva")
	case "marked":
		do(".here fabio by=bruno mode=in-person")
	case "suspended":
		do("suspend anna pausa")
	case "proclaimed", "count-contested":
		do(`.put 1 "testo"`, ".counted", "proclaim anna")
		if name == "count-contested" {
			do("contest eva no")
		}
	case "noted":
		do("note bruno nota")
	case "troubled":
		do("break-down anna rete")
	case "held":
		do("break-down anna rete", "asleep 65m", "elapse by=bot")
	case "fallen-back":
		do("fall-back anna voice")
	default:
		t.Fatalf("no stage %q", name)
	}
	return p
}

// Nobody acts beyond their office: every command, by everybody.
func TestOffices(t *testing.T) {
	round := meeting.Round{On: "1", N: 1}
	rows := []struct {
		name    string
		stage   string
		command meeting.Command
		may     []actor
	}{
		{"deliveries are told by the secretary, with proof, or the bot", "convened", meeting.ConfirmDelivery{All: true}, secOrBot},
		{"each acknowledges the notice", "convened", meeting.Acknowledge{}, members},
		{"the chair amends it", "convened", meeting.Amend{Place: "Biblioteca"}, chairOnly},
		{"the chair takes it back", "convened", meeting.Revoke{Reason: "neve"}, chairOnly},
		{"chair and secretary number it", "convened", meeting.SetProtocol{Protocol: "12"}, []actor{chair, secretary}},
		{"means are declared by each", "open", meeting.DeclareMeans{Means: meeting.Means{Mode: governance.Remote}}, members},
		{"an absence is justified by each", "convened", meeting.SendExcuse{Text: "malattia"}, members},
		{"or entered by the secretary", "open", meeting.SendExcuse{Member: "fabio", Text: "certificato"}, secretarys},
		{"the secretary accepts it", "open", meeting.DecideExcuse{Member: "fabio", Accept: true}, secretarys},
		{"each checks in", "open", meeting.CheckIn{}, members},
		{"others are entered by the secretary or the room", "open", meeting.CheckIn{Member: "fabio"}, secOrBot},
		{"each leaves", "open", meeting.CheckOut{How: meeting.Exit}, members},
		{"others are let go by the secretary or the room", "open", meeting.CheckOut{Member: "eva", How: meeting.Drop}, []actor{secretary, bot, member, pretender}},
		{"each gives a sign of life", "open", meeting.GiveSign{}, members},
		{"the secretary sees them", "open", meeting.Vouch{Members: []governance.MemberID{"eva"}}, secretarys},
		{"secretary or chair call the roll", "open", meeting.CallRoll{Members: []governance.MemberID{"eva"}}, []actor{chair, byOrder, secretary}},
		{"and tell who does not answer", "called", meeting.MissCall{Member: "eva"}, []actor{chair, byOrder, secretary}},
		{"the secretary compares attendance files", "open", meeting.ImportAttendance{Source: "teams", Digest: "d", People: []meeting.Attendee{{Name: "Eva"}}}, secretarys},
		{"and says who somebody was", "open", meeting.MatchAttendee{Row: 1, Member: "eva"}, secretarys},
		{"each disowns what was entered for them", "marked", meeting.Disown{}, members},
		{"each foresees their own trouble", "convened", meeting.ForeseeTrouble{Words: "rete"}, members},
		{"or tells the secretary", "convened", meeting.ForeseeTrouble{Member: "fabio", Words: "rete"}, secOrBot},
		{"the secretary recognises", "open", meeting.Identify{Member: "eva", How: "documento"}, secretarys},
		{"each is refused a proxy", "open", meeting.GiveProxy{}, members},
		{"the chair declares a call deserted", "convened", meeting.Desert{}, chairOnly},
		{"the chair opens", "convened", meeting.Open{Override: "sì"}, chairOnly},
		{"the secretary confirms", "open", meeting.ConfirmValidity{}, secretarys},
		{"the chair appoints", "open", meeting.Appoint{Office: governance.Teller, Member: "eva"}, chairOnly},
		{"the secretary enters who presides", "open", meeting.TakeOver{Office: governance.Chair, Member: "gina", Reason: "statuto"}, secretarys},
		{"the chair says where the meeting is held", "open", meeting.MovePlace{Place: "Comune"}, chairOnly},
		{"the chair opens an item", "open", meeting.OpenItem{N: 1}, chairOnly},
		{"the chair ends it", "item", meeting.EndItem{}, chairOnly},
		{"the chair puts it off", "item", meeting.Postpone{}, chairOnly},
		{"the chair proposes", "item", meeting.Propose{Text: "altro"}, chairOnly},
		{"the secretary notes", "item", meeting.TakeNote{Text: "nota"}, secretarys},
		{"each states", "item", meeting.MakeStatement{Text: "dichiaro"}, members},
		{"the chair calls a ballot", "item", meeting.OpenBallot{}, chairOnly},
		{"the bot tells of deliveries", "announced", meeting.ConfirmAnnouncement{Round: round, Place: "sala"}, []actor{bot}},
		{"the chair goes on", "announced", meeting.GoOn{}, chairOnly},
		{"the chair extends", "voting", meeting.Extend{By: time.Minute}, chairOnly},
		{"the chair closes early", "voted", meeting.CloseEarly{}, chairOnly},
		{"who has a vote casts it", "voting", meeting.Cast{Position: governance.Against}, voters},
		{"the secretary casts for who has no device", "voting", meeting.Cast{Member: "fabio", Position: governance.Against}, secretarys},
		{"each takes back their own", "voted", meeting.Withdraw{}, voters},
		{"the secretary takes back what they entered", "voted", meeting.Withdraw{Member: "fabio"}, secretarys},
		{"each recuses themselves", "voting", meeting.Recuse{}, voters},
		{"who has a vote is asked", "voting", meeting.Ask{Words: "mah"}, voters},
		{"and answers", "asked", meeting.Answer{Position: governance.Favour}, voters},
		{"the bot tells what was heard", "closing", meeting.ConfirmHeard{Round: round, Place: "sala"}, []actor{bot}},
		{"chair or teller settle", "provisional", meeting.Settle{Member: "eva", As: meeting.AsAbsent, Reason: "motivo"}, []actor{chair, byOrder, teller}},
		{"the chair proclaims", "provisional", meeting.Proclaim{}, chairOnly},
		{"the chair annuls", "provisional", meeting.Annul{}, chairOnly},
		{"the chair repeats", "provisional", meeting.Repeat{}, chairOnly},
		{"the chair suspends", "open", meeting.Suspend{}, chairOnly},
		{"the chair resumes", "suspended", meeting.Resume{}, chairOnly},
		{"the secretary corrects a presence", "open", meeting.CorrectPresence{Member: "eva", Means: meeting.Means{Equipment: "tablet"}, Reason: "svista"}, secretarys},
		{"and a vote", "proclaimed", meeting.CorrectVote{Member: "eva", As: meeting.AsAgainst, Reason: "svista"}, secretarys},
		{"and a note", "noted", meeting.CorrectNote{Text: "altro", Reason: "svista"}, secretarys},
		{"and a name", "open", meeting.CorrectName{Member: "eva", Name: "Eva", Reason: "svista"}, secretarys},
		{"each contests how they were counted", "proclaimed", meeting.ContestCount{Words: "no"}, voters},
		{"chair or secretary answer", "count-contested", meeting.AnswerContest{Words: "no"}, []actor{chair, secretary, byOrder}},
		{"each tells of trouble", "open", meeting.ReportTrouble{Text: "non sento"}, members},
		{"the chair judges the means", "open", meeting.JudgeAdequate{Reason: "si sente"}, chairOnly},
		{"the chair falls back", "open", meeting.FallBack{How: meeting.VoiceOnly}, chairOnly},
		{"and restores", "fallen-back", meeting.Restore{}, chairOnly},
		{"the chair declares trouble", "open", meeting.DeclareTrouble{}, chairOnly},
		{"chair or secretary record what the service assures", "troubled", meeting.RecordAssurance{From: "assistenza"}, []actor{chair, secretary, byOrder}},
		{"the chair declares it resolved", "held", meeting.DeclareResolved{At: time.Date(2026, 11, 24, 16, 0, 0, 0, time.UTC)}, chairOnly},
		{"the bot tells it was away", "open", meeting.RecordOutage{}, []actor{bot}},
		{"the secretary drafts", "open", meeting.Draft{Hash: "h1"}, secretarys},
		{"each asks for a change", "drafted", meeting.RequestChange{Text: "cambio"}, members},
		{"the chair gives up", "deserted", meeting.GiveUpApproval{Reason: "numero legale"}, chairOnly},
		{"chair and secretary sign for themselves", "approved", meeting.Sign{Hash: "h1"}, []actor{chair, secretary}},
		{"the chair closes", "approved", meeting.Close{}, chairOnly},
		{"the secretary erases", "open", meeting.EraseValues{Member: "eva", Reason: "richiesta"}, secretarys},
		{"each asks for the floor", "item", meeting.AskFloor{}, members},
		{"who asked thinks better of it", "asking", meeting.LeaveFloor{}, members},
		{"chair or moderator give the floor", "asking", meeting.GiveFloor{Member: "eva"}, []actor{chair, byOrder, moderator}},
		{"chair or moderator pass somebody over", "asking", meeting.PassOver{Member: "eva"}, []actor{chair, byOrder, moderator}},
		{"chair or moderator end a speech", "speaking", meeting.EndSpeech{}, []actor{chair, byOrder, moderator}},
		{"the chair limits speeches", "item", meeting.LimitSpeech{Limit: time.Minute}, chairOnly},
		{"the chair proposes an alternative", "item", meeting.ProposeAlternative{Text: "altro"}, chairOnly},
		{"the chair withdraws it", "alternatives", meeting.WithdrawAlternative{Letter: "B"}, chairOnly},
		{"teller, secretary or chair call the roll", "by name", meeting.CallName{}, []actor{chair, secretary, byOrder, teller}},
		{"who has a vote asks for a proof", "provisional", meeting.AskProof{}, voters},
		{"the chair declines it", "contested", meeting.DeclineProof{Reason: "motivo"}, chairOnly},
		{"secretary or chair lay a document", "item", meeting.AddPaper{Name: "x"}, []actor{chair, secretary, byOrder}},
		{"secretary or chair put it aside", "papers", meeting.WithdrawPaper{N: 1}, []actor{chair, secretary, byOrder}},
		{"the secretary records a scrutiny", "item", meeting.RecordScrutiny{}, secretarys},
		{"who has a vote moves an amendment", "item", meeting.MoveAmendment{Text: "altro"}, voters},
		{"who moved the motion accepts it", "amended", meeting.AcceptAmendment{N: 1}, chairOnly},
		{"who moved the amendment takes it back", "amended", meeting.WithdrawAmendment{N: 1}, []actor{member}},
		{"time passes for everybody", "voting", meeting.Elapse{}, everybody},
	}
	seen := map[string]bool{"Convene": true} // see TestOnlyTheChairConvenes
	for _, row := range rows {
		seen[typeName(row.command)] = true
		t.Run(row.name, func(t *testing.T) {
			for _, who := range everybody {
				p := stage(t, row.stage)
				m := who.meta()
				m.At = p.now
				_, err := meeting.Decide(p.live, m, row.command)
				may := slices.Contains(row.may, who)
				if beyond(err) == may {
					t.Errorf("%s: %s gives %T: %v", row.stage, who, row.command, err)
				}
			}
		})
	}
	for _, name := range commands(t) {
		if !seen[name] {
			t.Errorf("nobody was tried at %s", name)
		}
	}
}

// beyond reports a refusal for what somebody is, not for what they want.
func beyond(err error) bool {
	why, _ := governance.Refused(err)
	return slices.Contains([]governance.Reason{
		meeting.NotYourOffice, meeting.NotMember, meeting.NotEntitled, meeting.BotsOnly, meeting.NotSigner, meeting.SignOnlySelf, meeting.NotVice,
		meeting.NotMover,
	}, why)
}

func TestOnlyTheChairConvenes(t *testing.T) {
	for _, who := range everybody {
		p := stage(t, "nothing")
		m := who.meta()
		m.At = p.now
		_, err := meeting.Decide(p.live, m, p.call)
		if may := slices.Contains(chairOnly, who); beyond(err) == may || may && err != nil {
			t.Errorf("%s convenes: %v", who, err)
		}
	}
}

func typeName(v any) string { return strings.TrimPrefix(fmt.Sprintf("%T", v), "meeting.") }

// commands lists the types of the package that are commands, from its source.
func commands(t *testing.T) []string {
	t.Helper()
	names := receivers(t, "decide")
	if len(names) < 40 {
		t.Fatalf("only %d commands found", len(names))
	}
	return names
}

// receivers lists the types of the package that have a method, from its source.
func receivers(t *testing.T, method string) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Name.Name != method || fn.Recv == nil {
				continue
			}
			if id, ok := fn.Recv.List[0].Type.(*ast.Ident); ok {
				names = append(names, id.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}
