package command

import (
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// ballot opens a ballot on the open item, on a requested change or on the
// minutes; it closes one in which every elector has spoken.
func ballot() Spec {
	return Spec{
		Name: "ballot", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{
			{Name: "how", Kind: Word, Choices: []string{"rollcall", "secret", "close"}},
			{Name: "window", Kind: Duration},
			{Name: "on", Kind: Subject},
		},
		Make:   makeBallot,
		Offers: offerBallots,
	}
}

func makeBallot(in Input) (Order, error) {
	v := in.Args
	if v["how"].Text == "close" {
		return do(meeting.CloseEarly{Round: in.Round})
	}
	return do(meeting.OpenBallot{
		On: v["on"].Round.On, Window: v["window"].Length, RollCall: v["how"].Text == "rollcall",
		Secret: v["how"].Text == "secret", // refused by the rules, and minuted: B16
	})
}

func offerBallots(in Input) []Offer {
	s := in.Meeting
	if b := s.Pending(); b != nil {
		return []Offer{{
			Try: meeting.CloseEarly{Round: b.Round}, Label: "offer.ballot.close", Round: b.Round,
			Args: map[string]string{"how": "close"}, Rank: Urgent,
		}}
	}
	var offers []Offer
	if s.Current != 0 {
		offers = append(offers,
			Offer{Try: meeting.OpenBallot{}, Label: "offer.ballot.item", Shown: map[string]any{"item": s.Current}, Rank: Urgent},
			Offer{
				Try: meeting.OpenBallot{RollCall: true}, Label: "offer.ballot.rollcall", Shown: map[string]any{"item": s.Current},
				Args: map[string]string{"how": "rollcall"}, Rank: Seldom,
			})
	}
	if it := s.Item(s.Current); it != nil {
		for _, n := range it.OpenAmendments() {
			on := meeting.OnAmendment(it.N, n)
			offers = append(offers, Offer{
				Try: meeting.OpenBallot{On: on}, Label: "offer.ballot.amendment", Shown: map[string]any{"n": n},
				Args: map[string]string{"on": string(on)}, Rank: Urgent,
			})
		}
	}
	for _, c := range s.Minutes.Changes {
		if c.Outcome == "" {
			offers = append(offers, Offer{
				Try: meeting.OpenBallot{On: meeting.OnChange(c.N)}, Label: "offer.ballot.change", Shown: map[string]any{"change": c.N},
				Args: map[string]string{"on": string(meeting.OnChange(c.N))}, Rank: Urgent,
			})
		}
	}
	return offers
}

// goon starts the window although a place did not confirm the announcement.
func goon() Spec {
	return Spec{
		Name: "goon", Scope: OfMeeting, Office: governance.Chair,
		Make: func(in Input) (Order, error) { return do(meeting.GoOn{Round: in.Round}) },
		Offers: func(in Input) []Offer {
			b := in.Meeting.Pending()
			if b == nil || b.Stage != meeting.Announced {
				return nil
			}
			o := Offer{Try: meeting.GoOn{Round: b.Round}, Round: b.Round, Rank: Seldom}
			if b.Late {
				o.Rank = Urgent
			}
			return []Offer{o}
		},
	}
}

// extend lengthens the window while people come back.
func extend() Spec {
	return Spec{
		Name: "extend", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{{Name: "by", Kind: Duration, Required: true}},
		Make: func(in Input) (Order, error) {
			return do(meeting.Extend{Round: in.Round, By: in.Args["by"].Length})
		},
		Offers: func(in Input) []Offer {
			b := in.Meeting.Pending()
			if b == nil {
				return nil
			}
			by := time.Duration(in.Meeting.Bylaws.Clocks.Ballot)
			return []Offer{{
				Try: meeting.Extend{Round: b.Round, By: by}, Label: "offer.extend", Shown: map[string]any{"by": by},
				Round: b.Round, Args: map[string]string{"by": by.String()},
			}}
		},
	}
}

// annul cancels a ballot that was not proclaimed.
func annul() Spec {
	return Spec{
		Name: "annul", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{{Name: "reason", Kind: Text}},
		Make: func(in Input) (Order, error) {
			return do(meeting.Annul{Round: in.Round, Reason: in.Args["reason"].Text})
		},
		Offers: func(in Input) []Offer {
			if b := in.Meeting.Pending(); b != nil {
				return []Offer{{Try: meeting.Annul{Round: b.Round}, Round: b.Round, Rank: Seldom}}
			}
			if b := in.Meeting.FallenBallot(meeting.Round{}); b != nil {
				return []Offer{{
					Try: meeting.Annul{Round: b.Round, Reason: trial}, Label: "offer.annul.fallen",
					Round: b.Round, Needs: []string{"reason"}, Rank: Urgent,
				}}
			}
			return nil
		},
	}
}

// proclaim makes a provisional result final.
func proclaim() Spec {
	return Spec{
		Name: "proclaim", Scope: OfMeeting, Office: governance.Chair,
		Make: func(in Input) (Order, error) { return do(meeting.Proclaim{Round: in.Round}) },
		Offers: func(in Input) []Offer {
			b := in.Meeting.Pending()
			if b == nil {
				return nil
			}
			return []Offer{{Try: meeting.Proclaim{Round: b.Round}, Round: b.Round, Rank: Urgent}}
		},
	}
}

// repeat annuls a ballot and opens it anew, with the quorum recomputed (B38).
func repeat() Spec {
	return Spec{
		Name: "repeat", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{
			{Name: "rollcall", Kind: Word, Choices: []string{"yes", "proof"}},
			{Name: "reason", Kind: Text},
		},
		Make: func(in Input) (Order, error) {
			return do(meeting.Repeat{
				Round: in.Round, Reason: in.Args["reason"].Text, RollCall: in.Args["rollcall"].Text == "yes",
				Proof: in.Args["rollcall"].Text == "proof",
			})
		},
		Offers: offerRepeats,
	}
}

func offerRepeats(in Input) []Offer {
	s := in.Meeting
	if len(s.Ballots) == 0 {
		return nil
	}
	b := s.Ballots[len(s.Ballots)-1]
	plain := Offer{Try: meeting.Repeat{Round: b.Round}, Round: b.Round, Rank: Seldom}
	byName := Offer{
		Try: meeting.Repeat{Round: b.Round, RollCall: true}, Label: "offer.repeat.rollcall", Round: b.Round,
		Args: map[string]string{"rollcall": "yes"}, Rank: Seldom,
	}
	switch {
	case b.Stage == meeting.Void:
		plain.Rank = Urgent
	case b.Result != nil && b.Stage == meeting.Provisional && b.Result.Verdict.Outcome == governance.TieSilent:
		byName.Rank = Urgent // a tie with a silent chair goes by name
		return []Offer{byName, plain}
	case b.Result != nil && !b.Result.Resistant:
		plain.Rank = Next
	}
	return []Offer{plain, byName}
}

// settle decides how a doubtful person is counted, with a reason.
func settle() Spec {
	return Spec{
		Name: "settle", Scope: OfMeeting, Office: governance.Chair, Also: []governance.Office{governance.Teller},
		Params: []Param{
			{Name: "as", Kind: Word, Required: true, Choices: append([]string{
				string(meeting.AsFavour), string(meeting.AsAgainst), string(meeting.AsAbstained),
				string(meeting.AsNotVoting), string(meeting.AsAbsent),
			}, options()...)},
			{Name: "member", Kind: Member, Required: true},
			{Name: "reason", Kind: Text, Required: true},
		},
		Make: func(in Input) (Order, error) {
			return do(meeting.Settle{
				Round: in.Round, Member: in.Args.member("member"),
				As: meeting.Settled(in.Args["as"].Text), Reason: in.Args["reason"].Text,
			})
		},
		Offers: func(in Input) []Offer {
			b := in.Meeting.Pending()
			if b == nil || b.Result == nil {
				return nil
			}
			var offers []Offer
			for _, d := range b.Result.Doubtful[:min(len(b.Result.Doubtful), mostListed)] {
				offers = append(offers, Offer{
					Try:   meeting.Settle{Round: b.Round, Member: d.Member, As: meeting.AsAbsent, Reason: trial},
					Label: "offer.settle", Shown: map[string]any{"member": in.Meeting.NameOf(d.Member)},
					Round: b.Round, Args: map[string]string{"member": string(d.Member)}, Needs: []string{"as", "reason"}, Rank: Urgent,
				})
			}
			return offers
		},
	}
}
