package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// pledge acknowledges, once a year, that meetings are confidential (B42). Who
// keeps the roster sees who has.
func pledge() Spec {
	return Spec{
		Name: "pledge", Scope: OfBody,
		Params: []Param{{Name: "what", Kind: Word, Choices: []string{"list"}}},
		Make: func(in Input) (Order, error) {
			if in.Args.Has("what") {
				if !holds(in, governance.Secretary) && !holds(in, governance.Chair) {
					return Order{}, governance.Refuse(meeting.NotYourOffice, "office", governance.Secretary)
				}
				return show(Query{Kind: ShowPledges, Year: pledgeYear(in)})
			}
			return Order{Body: roster.Pledge{Year: pledgeYear(in)}}, nil
		},
		Offers: func(in Input) []Offer {
			return []Offer{{TryBody: roster.Pledge{Year: pledgeYear(in)}, Rank: Usual}}
		},
	}
}

// pledgeYear is that of the meeting, else of the body now.
func pledgeYear(in Input) string {
	if in.Meeting != nil {
		return in.Meeting.Year
	}
	return in.Body.Bylaws.Year(in.Now)
}
