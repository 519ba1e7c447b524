package command

import (
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// floor asks to speak and takes that back; moderator and chair give the floor
// (B10).
func floor() Spec {
	return Spec{
		Name: "floor", Scope: OfMeeting,
		Params: []Param{
			{Name: "act", Kind: Word, Choices: []string{"ask", "order", "waive", "list", "next", "give", "skip", "end", "nolimit"}},
			{Name: "limit", Kind: Duration},
			{Name: "member", Kind: Member},
		},
		Make:   makeFloor,
		Offers: offerFloor,
	}
}

func makeFloor(in Input) (Order, error) {
	v := in.Args
	who := v.member("member")
	switch act := v["act"].Text; {
	case act == "order":
		return do(meeting.AskFloor{Order: true})
	case act == "waive":
		return do(meeting.LeaveFloor{})
	case act == "list":
		return show(Query{Kind: ShowFloor})
	case act == "next":
		return do(meeting.GiveFloor{})
	case act == "skip" && who == "", act == "give" && who == "":
		return Order{}, lacking("floor", "member")
	case act == "skip":
		return do(meeting.PassOver{Member: who})
	case act == "end":
		return do(meeting.EndSpeech{})
	case act == "nolimit":
		return do(meeting.LimitSpeech{})
	case v.Has("limit"):
		return do(meeting.LimitSpeech{Limit: v["limit"].Length})
	case who != "":
		return do(meeting.GiveFloor{Member: who})
	}
	return do(meeting.AskFloor{})
}

func offerFloor(in Input) []Offer {
	s := in.Meeting
	ask := func(act string, c meeting.Command, rank Rank) Offer {
		return Offer{Try: c, Label: "offer.floor." + act, Args: map[string]string{"act": act}, Rank: rank}
	}
	var offers []Offer
	moderates := holds(in, governance.Moderator)
	if next, ok := s.NextSpeaker(); ok && (moderates || s.Officers[governance.Moderator] == "") {
		give, skip := ask("next", meeting.GiveFloor{}, Next), ask("skip", meeting.PassOver{Member: next.Member}, Usual)
		name := s.NameOf(next.Member)
		give.Shown = map[string]any{"member": name}
		skip.Shown, skip.Args["member"] = give.Shown, string(next.Member)
		if moderates {
			give.Rank = Urgent
		}
		offers = append(offers, give, skip)
	}
	if t := s.Floor.Speaking; t != nil && t.Member != in.By {
		end := ask("end", meeting.EndSpeech{}, Usual)
		end.Shown = map[string]any{"member": s.NameOf(t.Member)}
		offers = append(offers, end)
	}
	if s.Floor.Has(in.By) || s.Floor.Waiting(in.By) > 0 {
		offers = append(offers, ask("waive", meeting.LeaveFloor{}, Next))
	}
	rank := Usual
	if s.Pending() != nil {
		rank = Seldom
	}
	offers = append(offers, ask("ask", meeting.AskFloor{}, rank), ask("order", meeting.AskFloor{Order: true}, Seldom))
	if len(s.Floor.Turns) > 0 || len(s.Floor.Queue) > 0 {
		offers = append(offers, Offer{Label: "offer.floor.list", Args: map[string]string{"act": "list"}, Rank: Seldom})
	}
	if holds(in, governance.Chair) && s.SpeechLimit() == 0 && s.Phase == meeting.Sitting {
		limit := 3 * time.Minute
		offers = append(offers, Offer{
			Try: meeting.LimitSpeech{Limit: limit}, Label: "offer.floor.limit", Shown: map[string]any{"limit": limit},
			Args: map[string]string{"limit": limit.String()}, Rank: Seldom,
		})
	}
	return offers
}
