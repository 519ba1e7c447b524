package present_test

import (
	"time"

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
		{At: at(17, 40), Kind: minutes.Attendance, Compared: &minutes.Comparison{
			Sheet: 1, Source: "teams", Digest: "4f2a9c0be1d377aa5566", Until: at(17, 39), Recognised: 12, Unmatched: 2,
			Differences: []meeting.Difference{
				{Member: "mario", Recorded: true, From: at(16, 0), To: at(16, 30)},
				{Member: "gino", From: at(16, 10), To: at(16, 12)},
				{Member: "ugo", Recorded: true, From: at(16, 0), To: at(17, 0), Missing: governance.Duration(12 * time.Minute)},
			},
			Tested: 3, Retests: []meeting.Retest{
				{Round: meeting.Round{On: "2", N: 1}, Concerned: ids("mario"), Resistant: true},
				{Round: meeting.Round{On: "3", N: 2}, Concerned: ids("mario", "gino")},
			},
		}},
		{At: at(17, 41), Kind: minutes.Attendance, Compared: &minutes.Comparison{
			Sheet: 2, Source: "meet", Digest: "77aa5566", Until: at(17, 39), Recognised: 14, Tested: 3,
			Differences: []meeting.Difference{{Member: "gino", From: at(16, 10), To: at(16, 12)}},
		}},
		{At: at(17, 42), Kind: minutes.Attendance, Compared: &minutes.Comparison{Sheet: 3, Source: "zoom", Digest: "d", Until: at(17, 39), Unmatched: 1}},
		{At: at(17, 43), Kind: minutes.Attendance, Compared: &minutes.Comparison{Sheet: 4, Source: "zoom", Digest: "d", Until: at(17, 39), Tested: 1}},
		{At: at(17, 31), Kind: minutes.Disowning, Member: "gino", Since: at(16, 0), Words: minutes.Words{Erased: true}},
	}
}
