package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// against, abstain and favour express a position; the words that follow are
// kept with it.
func against() Spec { return position("against", governance.Against) }

func abstain() Spec { return position("abstain", governance.Abstain) }

func favour() Spec { return position("favour", governance.Favour) }

func position(name string, p governance.Position) Spec {
	cast := func(in Input) meeting.Cast {
		return meeting.Cast{Round: in.Round, Position: p, Words: in.Args["words"].Text, Via: via(in)}
	}
	return Spec{
		Name: name, Scope: OfMeeting, Timed: true,
		Params: []Param{{Name: "words", Kind: Text}},
		Make:   func(in Input) (Order, error) { return do(cast(in)) },
		Offers: func(in Input) []Offer {
			b := voting(in)
			if b == nil || b.Votes[meeting.OwnVote(in.By)].Position == p {
				return nil
			}
			c := cast(in)
			c.Round = b.Round
			o := Offer{Try: c, Round: b.Round, Rank: Urgent}
			if p == governance.Favour && b.On == meeting.OnMinutes {
				o.Label = "offer.favour" // read and approved
			}
			return []Offer{o}
		},
	}
}

func via(in Input) string {
	if in.Button {
		return "button"
	}
	return "command"
}

// voting is the ballot in which the member may take a position now, or nil.
func voting(in Input) *meeting.Ballot {
	b := in.Meeting.Pending()
	p := in.Meeting.Member(in.By)
	if b == nil || p == nil || !p.Votes || p.In() == nil || b.Stage != meeting.Announced && b.Stage != meeting.Voting {
		return nil
	}
	if _, recused := b.Recused[in.By]; recused {
		return nil
	}
	return b
}

// withdraw takes a position back.
func withdraw() Spec {
	return Spec{
		Name: "withdraw", Scope: OfMeeting, Timed: true,
		Make: func(in Input) (Order, error) { return do(meeting.Withdraw{Round: in.Round}) },
		Offers: func(in Input) []Offer {
			b := voting(in)
			if b == nil {
				return nil
			}
			// Who has said nothing may withdraw too, but has no wish to.
			_, voted := b.Votes[meeting.OwnVote(in.By)]
			if _, asked := b.Questions[in.By]; !voted && !asked {
				return nil
			}
			return []Offer{{Try: meeting.Withdraw{Round: b.Round}, Round: b.Round, Rank: Urgent}}
		},
	}
}

// recuse takes a member out of one ballot.
func recuse() Spec {
	return Spec{
		Name: "recuse", Scope: OfMeeting, Timed: true,
		Params: []Param{{Name: "reason", Kind: Text}},
		Make: func(in Input) (Order, error) {
			return do(meeting.Recuse{Round: in.Round, Reason: in.Args["reason"].Text})
		},
		Offers: func(in Input) []Offer {
			b := voting(in)
			if b == nil {
				return nil
			}
			return []Offer{{Try: meeting.Recuse{Round: b.Round}, Round: b.Round, Rank: Next}}
		},
	}
}

// answer is the answer to a question about one's own words (B05).
func answer() Spec {
	return Spec{
		Name: "answer", Scope: OfMeeting, Timed: true,
		Params: []Param{{
			Name: "as", Kind: Word, Required: true,
			Choices: append([]string{"against", "abstain", "favour", "none", "present"}, options()...),
		}},
		Make:   func(in Input) (Order, error) { return do(answerTo(in, in.Round, in.Args["as"].Text)) },
		Offers: offerAnswers,
	}
}

// answerTo says that the words were no vote, that their author is present and
// they stand as they were, or which position they meant.
func answerTo(in Input, round meeting.Round, as string) meeting.Answer {
	a := meeting.Answer{Round: round}
	switch as {
	case "none":
	case "present":
		a.Enter, a.Place = true, string(in.In)
	default:
		a.Position = governance.Position(as)
	}
	return a
}

func offerAnswers(in Input) []Offer {
	b := in.Meeting.Pending()
	if b == nil {
		return nil
	}
	q, asked := b.Questions[in.By]
	if !asked {
		return nil
	}
	ways := []string{"against", "abstain", "favour", "none"}
	if len(b.Options) > 0 {
		ways = []string{"against", "abstain", "none"}
	}
	if q.Why == meeting.AskAbsent {
		ways = []string{"present", "none"}
	}
	var offers []Offer
	if q.Why != meeting.AskAbsent {
		for _, o := range b.Options {
			offers = append(offers, Offer{
				Try: answerTo(in, b.Round, string(o.Letter)), Label: "offer.choose", Shown: map[string]any{"letter": string(o.Letter)},
				Round: b.Round, Args: map[string]string{"as": string(o.Letter)}, Rank: Urgent,
			})
		}
	}
	for _, as := range ways {
		offers = append(offers, Offer{
			Try: answerTo(in, b.Round, as), Label: "offer.answer." + as, Round: b.Round,
			Args: map[string]string{"as": as}, Rank: Urgent,
		})
	}
	return offers
}
