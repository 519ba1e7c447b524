package present_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
)

type called map[governance.MemberID]string

func (c called) NameOf(id governance.MemberID) string { return c[id] }

func TestRefusalsSpeakOfPeopleAndThingsByName(t *testing.T) {
	who := called{"anna": "Bianchi **Anna**", "bruno": "Conti Bruno"}
	at := time.Date(2026, 11, 24, 15, 30, 5, 0, time.UTC)
	second := meeting.Round{On: meeting.OnItem(4), N: 2}
	many := make([]governance.MemberID, 31)
	for i := range many {
		many[i] = governance.MemberID(fmt.Sprintf("m%d", i))
		who[many[i]] = fmt.Sprintf("Persona %d", i)
	}
	for _, tt := range []struct {
		name string
		err  error
		want string
	}{
		{"a member", governance.Refuse(meeting.UnknownMember, "member", governance.MemberID("anna")), "Bianchi **Anna** non è nell'elenco"},
		{"members", governance.Refuse(meeting.DoubtsRemain, "members", []governance.MemberID{"anna", "bruno"}), "dipende da Bianchi **Anna** e Conti Bruno"},
		{"too many members", governance.Refuse(meeting.NotReached, "members", many), "Persona 29 e un'altra persona."},
		{"an office", governance.Refuse(meeting.NotYourOffice, "office", governance.Chair), "solo chi presiede"},
		{"an office in letters", governance.Refuse(meeting.NotAppointable, "office", "chair"), "chi presiede"},
		{"a repeated round", governance.Refuse(meeting.BallotGoing, "round", second), "sul punto 4 (votazione n. 2)"},
		{"the minutes", governance.Refuse(meeting.BallotGoing, "round", meeting.Round{On: meeting.OnMinutes, N: 1}), "in corso sul verbale."},
		{"a change", governance.Refuse(meeting.BallotGoing, "round", meeting.Round{On: meeting.OnChange(2), N: 1}), "sulla modifica n. 2"},
		{"a stage", governance.Refuse(meeting.WrongStage, "round", second, "stage", meeting.Closing), "è in chiusura"},
		{"a time", governance.Refuse(meeting.AfterClose, "round", second, "until", at), "dalle 16:30:05"},
		{"a day", governance.Refuse(meeting.PastDate, "at", at), "martedì 24 novembre 2026, ore 16:30"},
		{"lengths", governance.Refuse(meeting.WindowBounds, "least", time.Minute, "most", 90*time.Second), "da 1 minuto a 1 minuto e 30 secondi"},
		{"a hash", governance.Refuse(meeting.StaleHash, "hash", "4f2a9c0be1d377aa5566"), "4f2a9c0be1d3."},
		{"nobody in particular", governance.Refuse(meeting.NotPresent), "La tua presenza non risulta"},
		{"somebody else", governance.Refuse(meeting.NotPresent, "member", governance.MemberID("bruno")), "La presenza di Conti Bruno non risulta"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var r *governance.Refusal
			if !errors.As(tt.err, &r) {
				t.Fatal(tt.err)
			}
			if got := newStage(t, "it").say.Plain(present.Refusal(who, r)); !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q in it", got, tt.want)
			}
		})
	}
}

func TestARefusalWhereNobodyIsKnownNamesIDs(t *testing.T) {
	r := &governance.Refusal{Why: meeting.UnknownMember, Args: map[string]any{"member": governance.MemberID("anna")}}
	if got := newStage(t, "it").say.Plain(present.Refusal(nil, r)); !strings.HasPrefix(got, "anna ") {
		t.Errorf("got %q", got)
	}
}

func TestTroubleSaysNothingOfTheError(t *testing.T) {
	if got := newStage(t, "en").say.Plain(present.Trouble()); got == "" || present.Trouble().Args != nil {
		t.Errorf("got %q", got)
	}
}

var _ present.Names = (*meeting.State)(nil)
