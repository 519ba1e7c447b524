package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// appoint gives the offices of a meeting: moderator and teller (B35), the
// vices, another secretary, and the chair itself.
func appoint() Spec {
	return Spec{
		Name: "appoint", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{
			{Name: "office", Kind: Word, Required: true, Choices: []string{
				string(governance.Moderator), string(governance.Teller), string(governance.Chair), string(governance.Secretary),
				string(governance.ViceChair), string(governance.ViceSecretary),
			}},
			{Name: "member", Kind: Member, Required: true},
			{Name: "reason", Kind: Text},
		},
		Make: func(in Input) (Order, error) {
			return do(meeting.Appoint{
				Office: governance.Office(in.Args["office"].Text), Member: in.Args.member("member"), Reason: in.Args["reason"].Text,
			})
		},
		Offers: func(in Input) []Offer {
			s := in.Meeting
			var offers []Offer
			for _, office := range []governance.Office{governance.Moderator, governance.Teller} {
				o := Offer{
					Try: meeting.Appoint{Office: office, Member: s.Officers[governance.Secretary]}, Label: "offer.appoint." + string(office),
					Args: map[string]string{"office": string(office)}, Needs: []string{"member"}, Rank: Seldom,
				}
				if s.Officers[office] == "" && s.Bylaws.ChatOfficers && s.Body.Kind == governance.TeachersBoard && s.Phase == meeting.Sitting {
					o.Rank = Urgent
				}
				offers = append(offers, o)
			}
			return append(offers, handOver(in))
		},
	}
}

// handOver offers the chair to the vice, or to whoever else is in the room.
func handOver(in Input) Offer {
	s := in.Meeting
	o := Offer{
		Label: "offer.appoint.chair", Args: map[string]string{"office": string(governance.Chair)},
		Needs: []string{"member"}, Rank: Seldom,
	}
	for _, id := range append([]governance.MemberID{s.Officers[governance.ViceChair]}, memberIDs(s)...) {
		if p := s.Member(id); p != nil && p.In() != nil && !s.Holds(id, governance.Chair) && !s.Holds(id, governance.Secretary) {
			o.Try = meeting.Appoint{Office: governance.Chair, Member: id}
			return o
		}
	}
	o.Try = meeting.Appoint{Office: governance.Administrator} // nobody to hand over to: never lawful
	return o
}

func memberIDs(s *meeting.State) []governance.MemberID {
	ids := make([]governance.MemberID, len(s.Members))
	for i := range s.Members {
		ids[i] = s.Members[i].ID
	}
	return ids
}

// takeover takes the office of an absent chair or secretary, or takes it back.
func takeover() Spec {
	offices := []governance.Office{governance.Chair, governance.Secretary}
	return Spec{
		Name: "takeover", Scope: OfMeeting,
		Params: []Param{
			{Name: "office", Kind: Word, Choices: []string{string(governance.Chair), string(governance.Secretary)}},
			{Name: "member", Kind: Member, Colon: true},
			{Name: "reason", Kind: Text},
		},
		Make: func(in Input) (Order, error) {
			c := meeting.TakeOver{
				Office: governance.Office(in.Args["office"].Text), Member: in.Args.member("member"), Reason: in.Args["reason"].Text,
			}
			if c.Office == "" { // a vice has one office to take; who has none means the chair
				c.Office = governance.Chair
				if in.Meeting.Holds(in.By, governance.ViceSecretary) {
					c.Office = governance.Secretary
				}
			}
			return do(c)
		},
		Offers: func(in Input) []Offer {
			var offers []Offer
			for _, o := range offices {
				if in.Meeting.Holds(in.By, o) {
					continue
				}
				offers = append(offers, Offer{
					Try: meeting.TakeOver{Office: o}, Label: "offer.takeover." + string(o),
					Args: map[string]string{"office": string(o)}, Rank: Next,
				})
			}
			return offers
		},
	}
}
