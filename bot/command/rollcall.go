package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// rollcall shows who is here and of whom nothing was heard, calls only those
// by name, and takes down who does not answer (B34).
func rollcall() Spec {
	return Spec{
		Name: "rollcall", Scope: OfMeeting, Office: governance.Secretary, Also: []governance.Office{governance.Chair, governance.Teller},
		Params: []Param{
			{Name: "how", Kind: Word, Choices: []string{"call", "miss"}},
			{Name: "members", Kind: Members},
		},
		Make: makeRollcall,
		Offers: func(in Input) []Offer {
			if in.Meeting.Phase != meeting.Sitting {
				return nil
			}
			offers := []Offer{{Rank: Usual}}
			if n := len(in.Meeting.Unverified(in.Now)); n > 0 {
				offers = append(offers, Offer{
					Try: meeting.CallRoll{}, Label: "offer.rollcall", Shown: map[string]any{"count": n},
					Args: map[string]string{"how": "call"}, Rank: Next,
				})
			}
			return offers
		},
	}
}

func makeRollcall(in Input) (Order, error) {
	ids := in.Args["members"].Members
	switch how := in.Args["how"].Text; {
	case how == "miss" && len(ids) == 0:
		return Order{}, lacking("rollcall", "members")
	case how == "miss":
		return each(ids, func(id governance.MemberID) meeting.Command { return meeting.MissCall{Member: id} })
	case how == "call" || len(ids) > 0:
		return do(meeting.CallRoll{Members: ids})
	}
	return show(Query{Kind: ShowRoll})
}
