package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// erase erases what identifies or quotes a person: in the meeting they were
// called to, or in the roster they left (B13).
func erase() Spec {
	return Spec{
		Name: "erase", Scope: OfBody, Office: governance.Secretary, Past: true,
		Params: []Param{
			{Name: "account", Kind: Word, Named: true},
			{Name: "member", Kind: Member},
			{Name: "reason", Kind: Text, Required: true},
		},
		Make:   makeErase,
		Offers: func(Input) []Offer { return []Offer{{Needs: []string{"member", "reason"}, Rank: Seldom}} },
	}
}

func makeErase(in Input) (Order, error) {
	v, admin := in.Args, string(in.Account)
	reason := v["reason"].Text
	switch id := v.member("member"); {
	case v.Has("account"):
		return Order{Body: roster.EraseAccount{Account: v["account"].Text, Reason: reason, Admin: admin}}, nil
	case id == "":
		return Order{}, lacking("erase", "member")
	case in.Meeting != nil:
		return do(meeting.EraseValues{Member: id, Reason: reason})
	default:
		return Order{Body: roster.EraseMember{Member: id, Reason: reason, Admin: admin}}, nil
	}
}
