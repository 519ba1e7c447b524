package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// modes are the ways of taking part.
func modes() []string { return []string{string(governance.Remote), string(governance.InPerson)} }

func means(v Values) meeting.Means {
	return meeting.Means{Mode: governance.Mode(v["mode"].Text), Equipment: v["equipment"].Text}
}

// here is the check-in (B03, B21).
func here() Spec {
	return Spec{
		Name: "here", Scope: OfMeeting, Timed: true,
		Params: []Param{
			{Name: "mode", Kind: Word, Choices: modes()},
			{Name: "equipment", Kind: Text},
		},
		Make: func(in Input) (Order, error) {
			m := means(in.Args)
			if p := in.Meeting.Member(in.By); m.Mode == "" && p != nil && p.In() != nil {
				m.Mode = p.In().Mode // another device is not another mode
			}
			return do(meeting.CheckIn{Means: m, Via: meeting.ByCheckIn, Place: string(in.In)})
		},
		Offers: func(in Input) []Offer {
			p := in.Meeting.Member(in.By)
			if p == nil || p.In() != nil {
				return nil
			}
			return inModes(in, p, "offer.here.", func(m governance.Mode) meeting.Command {
				return meeting.CheckIn{Means: meeting.Means{Mode: m}, Via: meeting.ByCheckIn, Place: string(in.In)}
			})
		},
	}
}

// inModes offers the modes that the convocation allows, the declared one first.
func inModes(in Input, p *meeting.Member, label string, try func(governance.Mode) meeting.Command) []Offer {
	var offers []Offer
	for _, m := range []governance.Mode{governance.Remote, governance.InPerson} {
		if held := in.Meeting.Convocation.Mode; held != governance.Mixed && held != m {
			continue
		}
		o := Offer{Try: try(m), Label: label + string(m), Args: map[string]string{"mode": string(m)}, Rank: Urgent}
		if m == p.Means.Mode {
			offers = append([]Offer{o}, offers...)
		} else {
			offers = append(offers, o)
		}
	}
	return offers
}

// leave is the exit (B21).
func leave() Spec {
	return Spec{
		Name: "leave", Scope: OfMeeting, Timed: true,
		Make: func(Input) (Order, error) { return do(meeting.CheckOut{How: meeting.Exit}) },
		Offers: func(in Input) []Offer {
			return []Offer{{Try: meeting.CheckOut{How: meeting.Exit}, Rank: Seldom}}
		},
	}
}

// declare tells means and place of connection by the convocation's term (B19).
func declare() Spec {
	return Spec{
		Name: "declare", Scope: OfMeeting, Timed: true,
		Params: []Param{
			{Name: "mode", Kind: Word, Choices: modes(), Required: true},
			{Name: "place", Kind: Text, Named: true},
			{Name: "equipment", Kind: Text},
		},
		Make: func(in Input) (Order, error) {
			return do(meeting.DeclareMeans{Means: means(in.Args), Where: in.Args["place"].Text})
		},
		Offers: func(in Input) []Offer {
			p := in.Meeting.Member(in.By)
			if p == nil || in.Meeting.Phase != meeting.Convened || p.In() != nil {
				return nil
			}
			offers := inModes(in, p, "offer.declare.", func(m governance.Mode) meeting.Command {
				return meeting.DeclareMeans{Means: meeting.Means{Mode: m, Equipment: p.Means.Equipment}}
			})
			for i := range offers {
				offers[i].Rank = Next
			}
			return offers
		},
	}
}

// excuse justifies an absence in writing (B25).
func excuse() Spec {
	return Spec{
		Name: "excuse", Scope: OfMeeting, Timed: true,
		Params: []Param{
			{Name: "member", Kind: Member, Colon: true},
			{Name: "text", Kind: Text, Required: true},
		},
		Make: func(in Input) (Order, error) {
			return do(meeting.SendExcuse{Member: in.Args.member("member"), Text: in.Args["text"].Text})
		},
		Offers: func(in Input) []Offer {
			if in.Meeting.Phase != meeting.Convened {
				return nil
			}
			return []Offer{{Try: meeting.SendExcuse{Text: trial}, Needs: []string{"text"}, Rank: Next}}
		},
	}
}

// trial stands for a text still to be typed when an offer is tried.
const trial = "…"

// accept is the secretary's answer to an excuse (B25).
func accept() Spec {
	return Spec{
		Name: "accept", Scope: OfMeeting, Office: governance.Secretary,
		Params: []Param{
			{Name: "yes", Kind: Word, Choices: []string{"yes", "no"}},
			{Name: "member", Kind: Member, Required: true},
		},
		Make: func(in Input) (Order, error) {
			return do(meeting.DecideExcuse{Member: in.Args.member("member"), Accept: in.Args["yes"].Text != "no"})
		},
		Offers: func(in Input) []Offer {
			var offers []Offer
			for i := range in.Meeting.Members {
				p := &in.Meeting.Members[i]
				if p.Excuse == nil || !p.Excuse.Decided.IsZero() {
					continue
				}
				if len(offers) == 2*mostListed {
					break
				}
				for _, answer := range []string{"yes", "no"} {
					offers = append(offers, Offer{
						Try:   meeting.DecideExcuse{Member: p.ID, Accept: answer == "yes"},
						Label: "offer.accept." + answer, Shown: map[string]any{"member": in.Meeting.NameOf(p.ID)},
						Args: map[string]string{"member": string(p.ID), "yes": answer}, Rank: Next,
					})
				}
			}
			return offers
		},
	}
}

// delivered is the proof that the convocation reached members (B17).
func delivered() Spec {
	return Spec{
		Name: "delivered", Scope: OfMeeting, Office: governance.Secretary,
		Params: []Param{
			{Name: "who", Kind: Word, Choices: []string{"all"}},
			{Name: "members", Kind: Members},
			{Name: "via", Kind: Text, Required: true},
		},
		Make: func(in Input) (Order, error) {
			if !in.Args.Has("who") && !in.Args.Has("members") {
				return Order{}, lacking("delivered", "members")
			}
			return do(meeting.ConfirmDelivery{
				Members: in.Args["members"].Members, All: in.Args.Has("who"), Via: in.Args["via"].Text,
			})
		},
		Offers: func(in Input) []Offer {
			n := len(in.Meeting.NotReached())
			if n == 0 || in.Meeting.Phase != meeting.Convened {
				return nil
			}
			return []Offer{{
				Try: meeting.ConfirmDelivery{All: true, Via: trial}, Label: "offer.delivered", Shown: map[string]any{"count": n},
				Args: map[string]string{"who": "all"}, Needs: []string{"via"}, Rank: Next,
			}}
		},
	}
}
