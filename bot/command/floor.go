package command

import (
	"strconv"

	"assenso/governance"
	"assenso/governance/meeting"
)

// statement is what a member wants in the minutes, in their own words (B48).
func statement() Spec {
	return Spec{
		Name: "statement", Scope: OfMeeting,
		Params: []Param{{Name: "text", Kind: Text, Required: true}},
		Make:   func(in Input) (Order, error) { return do(meeting.MakeStatement{Text: in.Args["text"].Text}) },
		Offers: func(Input) []Offer {
			return []Offer{{Try: meeting.MakeStatement{Text: trial}, Needs: []string{"text"}}}
		},
	}
}

// note is the secretary's note of the discussion (B48).
func note() Spec {
	return Spec{
		Name: "note", Scope: OfMeeting, Office: governance.Secretary,
		Params: []Param{{Name: "text", Kind: Text, Required: true}},
		Make:   func(in Input) (Order, error) { return do(meeting.TakeNote{Text: in.Args["text"].Text}) },
		Offers: func(in Input) []Offer {
			o := Offer{Try: meeting.TakeNote{Text: trial}, Needs: []string{"text"}}
			if in.Meeting.Current != 0 {
				o.Rank = Next
			}
			return []Offer{o}
		},
	}
}

// item opens an item of the agenda, or ends the one that is open (B23, B47).
func item() Spec {
	return Spec{
		Name: "item", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{
			{Name: "end", Kind: Word, Choices: []string{"end"}},
			{Name: "n", Kind: Item},
		},
		Make: func(in Input) (Order, error) {
			switch {
			case in.Args.Has("end"):
				return do(meeting.EndItem{})
			case !in.Args.Has("n"):
				return Order{}, lacking("item", "n")
			}
			return do(meeting.OpenItem{N: in.Args["n"].Number})
		},
		Offers: offerItems,
	}
}

// untreated lists the items still to be opened, in order.
func untreated(s *meeting.State) []int {
	var items []int
	for i := range s.Agenda {
		if it := &s.Agenda[i]; it.Opened.IsZero() && it.Refused == "" && it.Postponed.IsZero() {
			items = append(items, it.N)
		}
	}
	return items
}

// itemsAhead is how many of the next items are offered.
const itemsAhead = 3

func offerItems(in Input) []Offer {
	s := in.Meeting
	var offers []Offer
	ready := s.Current == 0 || treated(s)
	left := untreated(s)
	for i, n := range left[:min(len(left), itemsAhead)] {
		o := Offer{
			Try: meeting.OpenItem{N: n}, Label: "offer.item.open", Shown: map[string]any{"item": n},
			Args: map[string]string{"n": strconv.Itoa(n)}, Rank: Seldom,
		}
		switch {
		case i == 0 && ready:
			o.Rank = Urgent
		case i == 0:
			o.Rank = Next
		}
		offers = append(offers, o)
	}
	end := Offer{Try: meeting.EndItem{}, Label: "offer.item.end", Args: map[string]string{"end": "end"}}
	if len(left) == 0 && treated(s) {
		end.Rank = Urgent
	}
	return append(offers, end)
}

// treated reports that the open item needs no ballot, or had its own.
func treated(s *meeting.State) bool {
	it := s.Item(s.Current)
	if it == nil {
		return false
	}
	b := s.LastBallot(meeting.OnItem(it.N))
	return it.Kind == meeting.ToInform || b != nil && b.Stage == meeting.Proclaimed && s.Decides(b)
}

// motion puts a text to the meeting (B49).
func motion() Spec {
	return Spec{
		Name: "motion", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{{Name: "by", Kind: Member, Named: true}, {Name: "text", Kind: Text, Required: true}},
		Make: func(in Input) (Order, error) {
			return do(meeting.Propose{Text: in.Args["text"].Text, Mover: in.Args.member("by")})
		},
		Offers: func(in Input) []Offer {
			it := in.Meeting.Item(in.Meeting.Current)
			if it == nil || it.Kind == meeting.ToInform || in.Meeting.Pending() != nil { // it would annul the ballot
				return nil
			}
			o := Offer{Try: meeting.Propose{Text: trial}, Needs: []string{"text"}, Rank: Seldom}
			if it.Motion() == "" {
				o.Rank = Urgent
			}
			return []Offer{o}
		},
	}
}
