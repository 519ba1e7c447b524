package command

import (
	"strconv"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// correct puts the record right (B29): presence, a vote, a note, a name.
func correct() Spec {
	return Spec{
		Name: "correct", Scope: OfMeeting, Office: governance.Secretary, Also: []governance.Office{governance.Chair},
		Params: []Param{
			{Name: "what", Kind: Word, Required: true, Choices: []string{
				"entry", "exit", "stays", "in-person", "remote", "equipment", "note", "name",
				string(meeting.AsFavour), string(meeting.AsAgainst), string(meeting.AsAbstained),
				string(meeting.AsNotVoting), string(meeting.AsAbsent),
			}},
			{Name: "member", Kind: Member},
			{Name: "at", Kind: When},
			{Name: "round", Kind: Round, Named: true},
			{Name: "stay", Kind: Number, Named: true},
			{Name: "entry", Kind: Number, Named: true},
			{Name: "text", Kind: Text, Named: true},
			{Name: "reason", Kind: Text, Required: true},
		},
		Make: makeCorrect,
		Offers: func(in Input) []Offer {
			who := in.Meeting.Officers[governance.Chair]
			return []Offer{{
				Try:   meeting.CorrectName{Member: who, Name: in.Meeting.NameOf(who) + trial, Reason: trial},
				Needs: []string{"what", "reason"}, Rank: Seldom,
			}}
		},
	}
}

func makeCorrect(in Input) (Order, error) {
	v := in.Args
	what, reason := v["what"].Text, v["reason"].Text
	lacks := func(name string) bool { return !v.Has(name) }
	switch {
	case what == "note" && lacks("text"), what == "name" && lacks("text"), what == "equipment" && lacks("text"):
		return Order{}, lacking("correct", "text")
	case what == "note":
		return do(meeting.CorrectNote{Entry: uint64(v["entry"].Number), Text: v["text"].Text, Reason: reason})
	case lacks("member"):
		return Order{}, lacking("correct", "member")
	case (what == "entry" || what == "exit") && lacks("at"):
		return Order{}, lacking("correct", "at")
	}
	who := v.member("member")
	switch what {
	case "entry", "exit", "stays", "in-person", "remote", "equipment":
		return do(correctPresence(in, who, what, reason))
	}
	if v.Has("at") { // an hour that belongs to the reason
		reason = v["at"].At.Format("15:04") + " " + reason
	}
	if what == "name" {
		return do(meeting.CorrectName{Member: who, Name: v["text"].Text, Reason: reason})
	}
	return do(meeting.CorrectVote{Round: v["round"].Round, Member: who, As: meeting.Settled(what), Reason: reason})
}

func correctPresence(in Input, who governance.MemberID, what, reason string) meeting.CorrectPresence {
	c := meeting.CorrectPresence{Member: who, Stay: in.Args["stay"].Number, Reason: reason}
	at := gone(in, in.Args["at"].At)
	switch what {
	case "entry":
		c.From = at
		p := in.Meeting.Member(who)
		if n := len(p.Stays); c.Stay == 0 && p.In() == nil && (n == 0 || !at.Before(p.Stays[n-1].To)) {
			c.Stay = n + 1 // they came in again, and nobody entered it
		}
	case "exit":
		c.To = at
	case "stays":
		c.Stays = true
	case "equipment":
		c.Means.Equipment = in.Args["text"].Text
	default:
		c.Means.Mode = governance.Mode(what)
	}
	return c
}

// gone is an hour that has passed: one that is still to come today was meant of
// yesterday, by a meeting that goes on past midnight.
func gone(in Input, t time.Time) time.Time {
	if t.After(in.Now) && t.Sub(in.Now) < 24*time.Hour {
		return t.AddDate(0, 0, -1)
	}
	return t
}

// contest says that one was counted wrongly.
func contest() Spec {
	return Spec{
		Name: "contest", Scope: OfMeeting,
		Params: []Param{
			{Name: "round", Kind: Round, Named: true},
			{Name: "words", Kind: Text, Required: true},
		},
		Make: func(in Input) (Order, error) {
			c := meeting.ContestCount{Round: in.Args["round"].Round, Words: in.Args["words"].Text}
			if c.Round.IsZero() {
				c.Round = in.Round
			}
			return do(c)
		},
		Offers: func(in Input) []Offer {
			r := lastCounted(in.Meeting)
			if r.IsZero() {
				return nil
			}
			return []Offer{{Try: meeting.ContestCount{Round: r, Words: trial}, Round: r, Needs: []string{"words"}, Rank: Seldom}}
		},
	}
}

// contestation is the officers' answer.
func contestation() Spec {
	return Spec{
		Name: "contestation", Scope: OfMeeting, Office: governance.Secretary, Also: []governance.Office{governance.Chair},
		Params: []Param{
			{Name: "yes", Kind: Word, Required: true, Choices: []string{"yes", "no"}},
			{Name: "n", Kind: Number, Named: true},
			{Name: "words", Kind: Text, Required: true},
		},
		Make: func(in Input) (Order, error) {
			return do(meeting.AnswerContest{
				N: in.Args["n"].Number, Upheld: in.Args["yes"].Text == "yes", Words: in.Args["words"].Text,
			})
		},
		Offers: func(in Input) []Offer {
			var offers []Offer
			for _, k := range in.Meeting.OpenContests() {
				if len(offers) == 2*mostListed {
					break
				}
				for _, answer := range []string{"yes", "no"} {
					offers = append(offers, Offer{
						Try:   meeting.AnswerContest{N: k.N, Words: trial},
						Label: "offer.contestation." + answer, Shown: map[string]any{"member": in.Meeting.NameOf(k.Member)},
						Args: map[string]string{"yes": answer, "n": strconv.Itoa(k.N)}, Needs: []string{"words"}, Rank: Next,
					})
				}
			}
			return offers
		},
	}
}
