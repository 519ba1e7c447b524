package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// callName calls the next name of a ballot by roll call.
func callName() Spec {
	return Spec{
		Name: "callname", Scope: OfMeeting, Office: governance.Chair, Also: []governance.Office{governance.Secretary, governance.Teller},
		Make: func(in Input) (Order, error) { return do(meeting.CallName{Round: in.Round}) },
		Offers: func(in Input) []Offer {
			b := in.Meeting.Pending()
			if b == nil || !b.RollCall {
				return nil
			}
			next, ok := in.Meeting.NextCall(b, "")
			if !ok {
				return nil
			}
			return []Offer{{
				Try: meeting.CallName{Round: b.Round}, Label: "offer.call", Shown: map[string]any{"name": in.Meeting.NameOf(next.Member)},
				Round: b.Round, Rank: Urgent,
			}}
		},
	}
}
