package command

import (
	"strconv"

	"assenso/governance"
	"assenso/governance/meeting"
)

// minutes shows, drafts, approves and signs the minutes (B52–B54).
func minutes() Spec {
	return Spec{
		Name: "minutes", Scope: OfMeeting,
		Params: []Param{
			{Name: "action", Kind: Word, Choices: []string{"show", "draft", "approve", "read", "sign", "giveup"}},
			{Name: "version", Kind: Number, Named: true},
			{Name: "reason", Kind: Text},
		},
		Make:   makeMinutes,
		Offers: offerMinutes,
	}
}

func makeMinutes(in Input) (Order, error) {
	t := in.Meeting.Minutes
	if in.Args.Has("version") && in.Args["version"].Number != t.Version {
		// The button stood under another text than the one in force.
		return Order{}, governance.Refuse(meeting.StaleHash, "hash", t.Hash)
	}
	switch in.Args["action"].Text {
	case "draft":
		return do(meeting.Draft{})
	case "approve":
		return do(meeting.OpenBallot{On: meeting.OnMinutes})
	case "read":
		return do(meeting.Cast{Round: onMinutes(in.Meeting), Position: governance.Favour, Via: via(in)})
	case "sign":
		return do(meeting.Sign{Hash: t.Hash})
	case "giveup":
		return do(meeting.GiveUpApproval{Reason: in.Args["reason"].Text})
	}
	return show(Query{Kind: ShowMinutes})
}

// onMinutes is the latest approval: "read and approved" must not become a vote
// on anything else.
func onMinutes(s *meeting.State) meeting.Round {
	if b := s.LastBallot(meeting.OnMinutes); b != nil {
		return b.Round
	}
	return meeting.Round{On: meeting.OnMinutes, N: 1}
}

func offerMinutes(in Input) []Offer {
	s := in.Meeting
	act := func(a string, try meeting.Command, rank Rank, needs ...string) Offer {
		return Offer{Try: try, Label: "offer.minutes." + a, Args: map[string]string{"action": a}, Rank: rank, Needs: needs}
	}
	draft := Seldom
	if len(untreated(s)) == 0 && (s.Minutes.Version == 0 || s.Minutes.Stale) {
		draft = Urgent
	}
	sign := act("sign", meeting.Sign{Hash: s.Minutes.Hash}, Urgent)
	sign.Args["version"] = strconv.Itoa(s.Minutes.Version)
	offers := []Offer{
		act("draft", meeting.Draft{Hash: trial, Upto: s.Seq}, draft),
		act("approve", meeting.OpenBallot{On: meeting.OnMinutes}, Urgent),
		sign,
		act("giveup", meeting.GiveUpApproval{Reason: trial}, Next, "reason"),
	}
	if s.Minutes.Version > 0 {
		offers = append(offers, act("show", nil, Usual))
	}
	return offers
}

// change asks for a change to the minutes (B53).
func change() Spec {
	return Spec{
		Name: "change", Scope: OfMeeting,
		Params: []Param{{Name: "text", Kind: Text, Required: true}},
		Make:   func(in Input) (Order, error) { return do(meeting.RequestChange{Text: in.Args["text"].Text}) },
		Offers: func(in Input) []Offer {
			if in.Meeting.Minutes.Version == 0 {
				return nil
			}
			return []Offer{{Try: meeting.RequestChange{Text: trial}, Needs: []string{"text"}, Rank: Next}}
		},
	}
}

// explain tells how people were counted in a ballot, and by which entries.
func explain() Spec {
	return Spec{
		Name: "explain", Scope: OfMeeting,
		Params: []Param{
			{Name: "round", Kind: Round},
			{Name: "member", Kind: Member},
		},
		Make: func(in Input) (Order, error) {
			q := Query{Kind: ShowExplain, Round: in.Args["round"].Round, Member: in.Args.member("member")}
			if q.Round.IsZero() {
				q.Round = lastCounted(in.Meeting)
			}
			if b := in.Meeting.Pending(); b != nil && q.Round.IsZero() {
				q.Round = b.Round
			}
			return show(q)
		},
		Offers: func(in Input) []Offer {
			if lastCounted(in.Meeting).IsZero() {
				return nil
			}
			return []Offer{{Rank: Seldom}}
		},
	}
}

func lastCounted(s *meeting.State) meeting.Round {
	for i := len(s.Ballots) - 1; i >= 0; i-- {
		if s.Ballots[i].Result != nil {
			return s.Ballots[i].Round
		}
	}
	return meeting.Round{}
}
