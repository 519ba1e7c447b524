package command

import (
	"strconv"

	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// postpone puts an item off to another meeting.
func postpone() Spec {
	return Spec{
		Name: "postpone", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{{Name: "n", Kind: Item}, {Name: "reason", Kind: Text}},
		Make: func(in Input) (Order, error) {
			return do(meeting.Postpone{Item: in.Args["n"].Number, Reason: in.Args["reason"].Text})
		},
		Offers: func(in Input) []Offer {
			n := in.Meeting.Current
			if n == 0 {
				return nil
			}
			return []Offer{{
				Try: meeting.Postpone{Item: n}, Label: "offer.postpone", Shown: map[string]any{"item": n},
				Args: map[string]string{"n": strconv.Itoa(n)},
			}}
		},
	}
}

// carried shows what earlier meetings left to the next, or drops one of it.
func carried() Spec {
	return Spec{
		Name: "carried", Scope: OfBody, Office: governance.Chair, Also: []governance.Office{governance.Administrator},
		Params: []Param{
			{Name: "action", Kind: Word, Choices: []string{"drop"}},
			{Name: "n", Kind: Number},
		},
		Make: func(in Input) (Order, error) {
			if in.Args.Has("action") {
				if !in.Args.Has("n") {
					return Order{}, lacking("carried", "n")
				}
				return Order{Body: roster.DropCarried{N: in.Args["n"].Number}}, nil
			}
			return show(Query{Kind: ShowCarried})
		},
		Offers: func(in Input) []Offer {
			if len(in.Body.Carried) == 0 || goesOn(in) {
				return nil
			}
			return []Offer{{Rank: Seldom}}
		},
	}
}
