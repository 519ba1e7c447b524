package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// options are the letters of texts put to the vote together.
func options() []string { return []string{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J"} }

// choose votes for one of several texts, by its letter.
func choose() Spec {
	cast := func(in Input, letter string) meeting.Cast {
		return meeting.Cast{Round: in.Round, Position: meeting.Position(letter), Via: via(in)}
	}
	return Spec{
		Name: "choose", Scope: OfMeeting,
		Params: []Param{{Name: "option", Kind: Word, Required: true, Choices: options()}},
		Make:   func(in Input) (Order, error) { return do(cast(in, in.Args["option"].Text)) },
		Offers: func(in Input) []Offer {
			b := voting(in)
			if b == nil {
				return nil
			}
			var offers []Offer
			for _, o := range b.Options {
				if b.Votes[meeting.OwnVote(in.By)].Position == o.Letter {
					continue
				}
				c := cast(in, string(o.Letter))
				c.Round = b.Round
				offers = append(offers, Offer{
					Try: c, Label: "offer.choose", Shown: map[string]any{"letter": string(o.Letter)}, Round: b.Round,
					Args: map[string]string{"option": string(o.Letter)}, Rank: Urgent,
				})
			}
			return offers
		},
	}
}

// alternative puts a text beside the motion, or takes one away (B49).
func alternative() Spec {
	return Spec{
		Name: "alternative", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{
			{Name: "drop", Kind: Word, Choices: options()[1:]}, // A is the motion
			{Name: "by", Kind: Member, Named: true},
			{Name: "text", Kind: Text},
		},
		Make: func(in Input) (Order, error) {
			v := in.Args
			switch {
			case v.Has("drop"):
				return do(meeting.WithdrawAlternative{Letter: meeting.Position(v["drop"].Text)})
			case !v.Has("text"):
				return Order{}, lacking("alternative", "text")
			}
			return do(meeting.ProposeAlternative{Text: v["text"].Text, Mover: v.member("by")})
		},
		Offers: func(in Input) []Offer {
			it := in.Meeting.Item(in.Meeting.Current)
			if it == nil || it.Motion() == "" || in.Meeting.Pending() != nil {
				return nil
			}
			return []Offer{{Try: meeting.ProposeAlternative{Text: trial}, Needs: []string{"text"}, Rank: Seldom}}
		},
	}
}
