package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// vary changes a convocation that was sent: the first line may say when and
// how, the others are arguments or items to add (B17, B23).
func vary() Spec {
	return Spec{
		Name: "vary", Scope: OfMeeting, Office: governance.Chair, Lines: true,
		Params: []Param{
			{Name: "when", Kind: When},
			{Name: "mode", Kind: Word, Choices: []string{
				string(governance.Remote), string(governance.InPerson), string(governance.Mixed),
			}},
			{Name: "place", Kind: Text, Named: true},
			{Name: "means", Kind: Text, Named: true},
			{Name: "term", Kind: When, Named: true},
			{Name: "drop", Kind: Item, Named: true},
			{Name: "reason", Kind: Text, Named: true},
			{Name: "add", Kind: Agenda, Choices: []string{
				string(meeting.ToDecide), string(meeting.ToInform), string(meeting.SecretItem),
				string(meeting.InPersonItem), string(meeting.TenderItem),
			}},
		},
		Make: func(in Input) (Order, error) {
			v := in.Args
			if len(v) == 0 || len(v) == 1 && v.Has("reason") {
				return Order{}, lacking("vary", "when")
			}
			c := meeting.Amend{
				At: v["when"].At, Mode: governance.Mode(v["mode"].Text), Place: v["place"].Text, Means: v["means"].Text,
				DeclareBy: v["term"].At, Add: v["add"].Points, Reason: v["reason"].Text,
			}
			if v.Has("drop") {
				c.Drop = []int{v["drop"].Number}
			}
			return do(c)
		},
		Offers: func(in Input) []Offer {
			return []Offer{{Try: meeting.Amend{Place: trial}, Needs: []string{"when"}, Rank: Seldom}}
		},
	}
}

// revoke takes a convocation back.
func revoke() Spec {
	return Spec{
		Name: "revoke", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{{Name: "reason", Kind: Text, Required: true}},
		Make:   func(in Input) (Order, error) { return do(meeting.Revoke{Reason: in.Args["reason"].Text}) },
		Offers: func(Input) []Offer {
			return []Offer{{Try: meeting.Revoke{Reason: trial}, Needs: []string{"reason"}, Rank: Seldom}}
		},
	}
}

// protocol gives the convocation its official number.
func protocol() Spec {
	return Spec{
		Name: "protocol", Scope: OfMeeting, Office: governance.Secretary, Also: []governance.Office{governance.Chair},
		Params: []Param{{Name: "number", Kind: Text, Required: true}},
		Make: func(in Input) (Order, error) {
			return do(meeting.SetProtocol{Protocol: in.Args["number"].Text})
		},
		Offers: func(in Input) []Offer {
			if in.Meeting.Convocation.Protocol != "" {
				return nil
			}
			return []Offer{{Try: meeting.SetProtocol{Protocol: trial}, Needs: []string{"number"}, Rank: Seldom}}
		},
	}
}

// place says where an open meeting is held to take place (B32, B33).
func place() Spec {
	return Spec{
		Name: "place", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{
			{Name: "reason", Kind: Text, Named: true},
			{Name: "place", Kind: Text, Required: true},
		},
		Make: func(in Input) (Order, error) {
			return do(meeting.MovePlace{Place: in.Args["place"].Text, Reason: in.Args["reason"].Text})
		},
		Offers: func(in Input) []Offer {
			o := Offer{Try: meeting.MovePlace{Place: trial}, Needs: []string{"place"}, Rank: Seldom}
			if in.Meeting.PlaceUnsure() {
				o.Rank = Next
			}
			return []Offer{o}
		},
	}
}

// received is a member's word that the notice reached them (B17).
func received() Spec {
	return Spec{
		Name: "received", Scope: OfMeeting,
		Make: func(Input) (Order, error) { return do(meeting.Acknowledge{}) },
		Offers: func(in Input) []Offer {
			p := in.Meeting.Member(in.By)
			if p == nil || in.Meeting.Phase != meeting.Convened || in.Meeting.Holds(in.By, governance.Chair) ||
				in.Meeting.Holds(in.By, governance.Secretary) || p.Means.Mode != "" || p.In() != nil {
				return nil
			}
			return []Offer{{Try: meeting.Acknowledge{}, Rank: Usual}}
		},
	}
}

// deliveries lists whom the convocation reached, how and when (B17).
func deliveries() Spec {
	return Spec{
		Name: "deliveries", Scope: OfMeeting, Office: governance.Secretary, Also: []governance.Office{governance.Chair},
		Make: func(Input) (Order, error) { return show(Query{Kind: ShowDeliveries}) },
		Offers: func(in Input) []Offer {
			if in.Meeting.Phase != meeting.Convened {
				return nil
			}
			return []Offer{{Rank: Usual}}
		},
	}
}
