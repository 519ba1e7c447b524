package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// identify records how the secretary recognised who takes part remotely
// without an account of their own (D.Lgs. 117/2017 art. 24.4).
func identify() Spec {
	return Spec{
		Name: "identify", Scope: OfMeeting, Office: governance.Secretary,
		Params: []Param{
			{Name: "member", Kind: Member, Required: true},
			{Name: "how", Kind: Text, Required: true},
		},
		Make: func(in Input) (Order, error) {
			return do(meeting.Identify{Member: in.Args.member("member"), How: in.Args["how"].Text})
		},
		Offers: func(in Input) []Offer {
			s := in.Meeting
			if !s.Bylaws.Identity {
				return nil
			}
			for i := range s.Members {
				if p := &s.Members[i]; p.Votes && p.In() == nil && p.Identified.IsZero() {
					return []Offer{{
						Try: meeting.Identify{Member: p.ID, How: trial}, Label: "offer.identify", Needs: []string{"member", "how"}, Rank: Seldom,
					}}
				}
			}
			return nil
		},
	}
}

// proxy asks to vote by proxy. The rules refuse it and say why.
func proxy() Spec {
	return Spec{
		Name: "proxy", Scope: OfMeeting,
		Params: []Param{{Name: "to", Kind: Text}},
		Make:   func(in Input) (Order, error) { return do(meeting.GiveProxy{To: in.Args["to"].Text}) },
		Offers: func(Input) []Offer { return nil },
	}
}
