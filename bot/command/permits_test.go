package command_test

import (
	"slices"
	"testing"

	"assenso/bot/chat"
	"assenso/governance"
	"assenso/governance/meeting"
)

// A button that is shown must be one that who sees it may press: of anna the
// chair, carla the secretary, elena the teller and bruno, who has no office.
func TestAButtonIsForWhoMayPressIt(t *testing.T) {
	b := book(t)
	r := voting(t)
	r.do("bruno", meeting.Ask{Why: "doubtful", Words: "forse no"})
	r.at("16:40:00")
	r.do("", meeting.Elapse{})
	r.do("", meeting.ConfirmHeard{Round: meeting.Round{On: "2", N: 1}, Place: "console:sala"})
	for _, row := range []struct {
		call chat.Call
		want []governance.MemberID
	}{
		{chat.Call{Name: "confirm"}, []governance.MemberID{"carla"}},
		{chat.Call{Name: "proclaim"}, []governance.MemberID{"anna", "carla"}},
		{chat.Call{Name: "repeat"}, []governance.MemberID{"anna", "carla"}},
		{chat.Call{Name: "resume"}, []governance.MemberID{"anna", "carla"}}, // not suspended, but theirs
		{chat.Call{Name: "minutes", Args: map[string]string{"action": "approve"}}, []governance.MemberID{"anna", "carla"}},
		{chat.Call{Name: "minutes", Args: map[string]string{"action": "sign"}}, []governance.MemberID{"anna", "carla"}},
		{chat.Call{Name: "settle", Args: map[string]string{"member": "#bruno", "as": "against", "reason": "a voce"}}, []governance.MemberID{"anna", "carla", "elena"}},
		{chat.Call{Name: "nothing"}, nil},
	} {
		t.Run(row.call.Name+" "+row.call.Args["action"], func(t *testing.T) {
			var got []governance.MemberID
			for _, who := range []governance.MemberID{"anna", "carla", "elena", "bruno"} {
				if b.Permits(r.input(who), row.call) {
					got = append(got, who)
				}
			}
			if !slices.Equal(got, row.want) {
				t.Errorf("may be pressed by %v, want %v", got, row.want)
			}
		})
	}
}
