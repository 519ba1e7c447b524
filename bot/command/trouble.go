package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// trouble reports, before the opening, that somebody cannot connect (B40).
func trouble() Spec {
	return Spec{
		Name: "trouble", Scope: OfMeeting,
		Params: []Param{
			{Name: "member", Kind: Member, Colon: true},
			{Name: "words", Kind: Text, Required: true},
		},
		Make: func(in Input) (Order, error) {
			return do(meeting.ForeseeTrouble{Member: in.Args.member("member"), Words: in.Args["words"].Text})
		},
		Offers: func(in Input) []Offer {
			p := in.Meeting.Member(in.By)
			if p == nil || p.Means.Mode == governance.InPerson || in.Meeting.Convocation.Mode == governance.InPerson {
				return nil
			}
			return []Offer{{Try: meeting.ForeseeTrouble{Words: trial}, Needs: []string{"words"}, Rank: Seldom}}
		},
	}
}
