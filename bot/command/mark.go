package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// mark enters presence and votes of persons without a device or an account,
// and the secretary's "I see them connected".
func mark() Spec {
	return Spec{
		Name: "mark", Scope: OfMeeting, Timed: true, Office: governance.Secretary,
		Params: []Param{
			{Name: "as", Kind: Word, Required: true, Choices: []string{"present", "left", "seen", "favour", "against", "abstain", "silent"}},
			{Name: "mode", Kind: Word, Choices: modes()},
			{Name: "members", Kind: Members, Required: true, Each: true},
		},
		Make:   makeMark,
		Offers: offerMark,
	}
}

func makeMark(in Input) (Order, error) {
	ids := in.Args["members"].Members
	switch as := in.Args["as"].Text; as {
	case "present":
		held := in.Meeting.Convocation.Mode
		if !in.Args.Has("mode") && held == governance.Mixed && !haveDeclared(in, ids) {
			// Who is in the room needs no sign of life: it must not be guessed.
			return Order{}, lacking("mark", "mode")
		}
		m := means(in.Args)
		if m.Mode == "" && held == governance.InPerson {
			m.Mode = governance.InPerson
		}
		return each(ids, func(id governance.MemberID) meeting.Command {
			return meeting.CheckIn{Member: id, Means: m, Via: meeting.BySecretary}
		})
	case "left":
		return each(ids, func(id governance.MemberID) meeting.Command {
			return meeting.CheckOut{Member: id, How: meeting.Exit}
		})
	case "seen":
		return do(meeting.Vouch{Members: ids})
	case "silent":
		return each(ids, func(id governance.MemberID) meeting.Command {
			return meeting.Withdraw{Round: in.Round, Member: id}
		})
	default:
		return each(ids, func(id governance.MemberID) meeting.Command {
			return meeting.Cast{Round: in.Round, Member: id, Position: governance.Position(as), Via: "secretary"}
		})
	}
}

func offerMark(in Input) []Offer {
	s := in.Meeting
	needs := []string{"members"}
	var offers []Offer
	if away := firstAway(s, in.By); away != "" {
		offers = append(offers, Offer{
			Try:   meeting.CheckIn{Member: away, Means: meeting.Means{Mode: governance.InPerson}, Via: meeting.BySecretary},
			Label: "offer.mark.present", Args: map[string]string{"as": "present", "mode": "in-person"}, Needs: needs,
		})
	}
	if unseen := s.Unverified(in.Now); len(unseen) > 0 && s.Phase == meeting.Sitting {
		offers = append(offers, Offer{
			Try: meeting.Vouch{Members: unseen[:1]}, Label: "offer.mark.seen", Args: map[string]string{"as": "seen"}, Needs: needs,
		})
	}
	return offers
}

// firstAway is somebody else who could be marked present.
func firstAway(s *meeting.State, but governance.MemberID) governance.MemberID {
	for i := range s.Members {
		if s.Members[i].In() == nil && s.Members[i].ID != but {
			return s.Members[i].ID
		}
	}
	return ""
}

// haveDeclared reports whether all said beforehand how they would take part.
func haveDeclared(in Input, ids []governance.MemberID) bool {
	for _, id := range ids {
		if p := in.Meeting.Member(id); p == nil || p.Means.Mode == "" {
			return false
		}
	}
	return true
}
