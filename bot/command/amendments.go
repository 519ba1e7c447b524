package command

import (
	"strconv"
	"strings"

	"assenso/governance"
	"assenso/governance/meeting"
)

// amend proposes a change to the motion of the open item: "old words -> new
// words", or the whole new text.
func amend() Spec {
	return Spec{
		Name: "amend", Scope: OfMeeting,
		Params: []Param{{Name: "text", Kind: Text, Required: true}},
		Make:   func(in Input) (Order, error) { return do(amendment(in.Args["text"].Text)) },
		Offers: func(in Input) []Offer {
			it := in.Meeting.Item(in.Meeting.Current)
			if it == nil || it.Motion() == "" {
				return nil
			}
			return []Offer{{Try: meeting.MoveAmendment{Text: trial}, Needs: []string{"text"}, Rank: Seldom}}
		},
	}
}

// amendment reads what is to change. The arrow stands between the words that
// go and those that come; either side may be empty.
func amendment(text string) meeting.MoveAmendment {
	for _, arrow := range []string{"->", "→", "=>"} {
		if before, after, ok := strings.Cut(text, arrow); ok {
			return meeting.MoveAmendment{Old: unquoted(before), New: unquoted(after)}
		}
	}
	return meeting.MoveAmendment{Text: unquoted(text)}
}

// amendments accepts one, takes one back, or lists them.
func amendments() Spec {
	return Spec{
		Name: "amendments", Scope: OfMeeting,
		Params: []Param{
			{Name: "act", Kind: Word, Choices: []string{"list", "accept", "withdraw"}},
			{Name: "n", Kind: Number},
			{Name: "item", Kind: Item, Named: true},
		},
		Make:   makeAmendments,
		Offers: offerAmendments,
	}
}

func makeAmendments(in Input) (Order, error) {
	v := in.Args
	act := v["act"].Text
	if act != "accept" && act != "withdraw" {
		return show(Query{Kind: ShowAmendments})
	}
	if !v.Has("n") {
		return Order{}, lacking("amendments", "n")
	}
	if act == "accept" {
		return do(meeting.AcceptAmendment{Item: v["item"].Number, N: v["n"].Number})
	}
	return do(meeting.WithdrawAmendment{Item: v["item"].Number, N: v["n"].Number})
}

func offerAmendments(in Input) []Offer {
	it := in.Meeting.Item(in.Meeting.Current)
	if it == nil || len(it.Amendments) == 0 {
		return nil
	}
	var offers []Offer
	act := func(name string, c meeting.Command, n int) {
		offers = append(offers, Offer{
			Try: c, Label: "offer.amendments." + name, Shown: map[string]any{"n": n}, Rank: Urgent,
			Args: map[string]string{"act": name, "n": strconv.Itoa(n), "item": strconv.Itoa(it.N)},
		})
	}
	for _, n := range it.OpenAmendments() {
		if in.Meeting.Holds(in.By, governance.Chair) || it.Mover() == in.By {
			act("accept", meeting.AcceptAmendment{Item: it.N, N: n}, n)
		}
		act("withdraw", meeting.WithdrawAmendment{Item: it.N, N: n}, n)
	}
	return append(offers, Offer{Label: "offer.amendments.list", Args: map[string]string{"act": "list"}, Rank: Seldom})
}
