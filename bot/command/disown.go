package command

import "assenso/governance/meeting"

// disown contests a presence that the secretary entered for who gives it.
func disown() Spec {
	return Spec{
		Name: "disown", Scope: OfMeeting,
		Params: []Param{{Name: "words", Kind: Text}},
		Make: func(in Input) (Order, error) {
			return do(meeting.Disown{Words: in.Args["words"].Text})
		},
		Offers: func(in Input) []Offer {
			return []Offer{{Try: meeting.Disown{}, Rank: Usual}}
		},
	}
}
