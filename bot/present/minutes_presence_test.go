package present_test

import (
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// rarelyPresent puts what is rare about presences into the grid.
func rarelyPresent(x *minutes.Text) {
	words := minutes.Words{Text: "Niente rete nel quartiere."}
	x.Members[5].Presence, x.Members[5].Stays = minutes.Hindered, nil
	x.Members[5].Foreseen = &minutes.Foreseen{At: at(9, 0), Words: words, Excused: true}
	x.Members[6].Foreseen = &minutes.Foreseen{At: at(9, 0), Words: minutes.Words{Erased: true}}
	st := &x.Members[7].Stays[0]
	st.Marked, st.Disowned = true, at(17, 30)
}

// rarePresence are a roll call and presences that somebody contests.
func rarePresence() []minutes.Act {
	ids := func(names ...governance.MemberID) []governance.MemberID { return names }
	return []minutes.Act{
		{At: at(17, 0), Kind: minutes.RollCalling, Member: "carlo", Members: ids("mario", "gino", "ugo", "nadia", "livia", "bruno"), RollCall: &minutes.RollCall{
			Answered: ids("mario", "gino"), Seen: ids("ugo"), Silent: ids("nadia"), Left: ids("livia"), Waiting: ids("bruno"),
		}},
		{At: at(17, 1), Kind: minutes.RollCalling, ByOrder: true, Members: ids("mario"), RollCall: &minutes.RollCall{Answered: ids("mario")}},
		{At: at(17, 30), Kind: minutes.Disowning, Member: "mario", Since: at(16, 0),
			Words: minutes.Words{Text: "Sono a casa."}, Rounds: []meeting.Round{{On: "2", N: 1}}},
		{At: at(17, 31), Kind: minutes.Disowning, Member: "gino", Since: at(16, 0), Words: minutes.Words{Erased: true}},
	}
}
