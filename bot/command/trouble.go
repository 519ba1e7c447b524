package command

import (
	"strings"

	"assenso/governance"
	"assenso/governance/meeting"
)

// trouble tells that something does not work: before the opening that somebody
// will not be able to connect (B40), then anybody's word on the meeting (B36).
// What it leads to is the chair's judgement.
func trouble() Spec {
	return Spec{
		Name: "trouble", Scope: OfMeeting,
		Params: []Param{
			{Name: "member", Kind: Member, Colon: true},
			{Name: "words", Kind: Text},
		},
		Make: func(in Input) (Order, error) {
			who, words := in.Args.member("member"), in.Args["words"].Text
			switch {
			case in.Meeting.Phase != meeting.Convened:
				return do(meeting.ReportTrouble{Member: who, Text: words})
			case words == "":
				return Order{}, lacking("trouble", "words")
			}
			return do(meeting.ForeseeTrouble{Member: who, Words: words})
		},
		Offers: offerTrouble,
	}
}

func offerTrouble(in Input) []Offer {
	p := in.Meeting.Member(in.By)
	switch {
	case in.Meeting.Phase != meeting.Convened:
		return []Offer{{Try: meeting.ReportTrouble{}, Rank: Seldom}}
	case p == nil || p.Means.Mode == governance.InPerson || in.Meeting.Convocation.Mode == governance.InPerson:
		return nil
	}
	return []Offer{{Try: meeting.ForeseeTrouble{Words: trial}, Needs: []string{"words"}, Rank: Seldom}}
}

// adequate is the chair's judgement that the meeting can go on (B58).
func adequate() Spec {
	return Spec{
		Name: "adequate", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{{Name: "reason", Kind: Text, Required: true}},
		Make:   func(in Input) (Order, error) { return do(meeting.JudgeAdequate{Reason: in.Args["reason"].Text}) },
		Offers: func(in Input) []Offer {
			if len(in.Meeting.Reports) == 0 {
				return nil
			}
			return []Offer{{Try: meeting.JudgeAdequate{Reason: trial}, Needs: []string{"reason"}, Rank: Next}}
		},
	}
}

// fallback goes on by voice alone or by other means, and ends it (B61).
func fallback() Spec {
	return Spec{
		Name: "fallback", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{
			{Name: "how", Kind: Word, Required: true, Choices: []string{string(meeting.VoiceOnly), string(meeting.OtherMeans), "end"}},
			{Name: "means", Kind: Text},
		},
		Make: func(in Input) (Order, error) {
			how := in.Args["how"].Text
			if how == "end" {
				return do(meeting.Restore{})
			}
			return do(meeting.FallBack{How: meeting.FallbackMode(how), Means: in.Args["means"].Text})
		},
		Offers: offerFallbacks,
	}
}

func offerFallbacks(in Input) []Offer {
	offer := func(how string, try meeting.Command, rank Rank, needs ...string) Offer {
		return Offer{Try: try, Label: "offer.fallback." + how, Args: map[string]string{"how": how}, Rank: rank, Needs: needs}
	}
	var offers []Offer
	if in.Meeting.Fallback() != nil {
		offers = append(offers, offer("end", meeting.Restore{}, Next))
	}
	if len(in.Meeting.Reports) > 0 {
		offers = append(offers,
			offer(string(meeting.VoiceOnly), meeting.FallBack{How: meeting.VoiceOnly}, Usual),
			offer(string(meeting.OtherMeans), meeting.FallBack{How: meeting.OtherMeans, Means: trial}, Usual, "means"))
	}
	return offers
}

// assure records what the technical service assures: it puts the dissolution
// off (B60). Who speaks stands before a colon.
func assure() Spec {
	return Spec{
		Name: "assure", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{{Name: "text", Kind: Text, Required: true}},
		Make: func(in Input) (Order, error) {
			from, words, _ := strings.Cut(in.Args["text"].Text, ":")
			return do(meeting.RecordAssurance{From: strings.TrimSpace(from), Words: strings.TrimSpace(words)})
		},
		Offers: func(Input) []Offer {
			return []Offer{{Try: meeting.RecordAssurance{From: trial}, Needs: []string{"text"}, Rank: Next}}
		},
	}
}

// resolved declares that trouble had been resolved before a deadline that came
// while the bot was away (B60).
func resolved() Spec {
	return Spec{
		Name: "resolved", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{{Name: "at", Kind: When, Required: true}},
		Make:   func(in Input) (Order, error) { return do(meeting.DeclareResolved{At: gone(in, in.Args["at"].At)}) },
		Offers: func(in Input) []Offer {
			t := in.Meeting.Trouble()
			if t == nil || t.Held.IsZero() {
				return nil
			}
			return []Offer{{Try: meeting.DeclareResolved{At: t.Since}, Needs: []string{"at"}, Rank: Urgent}}
		},
	}
}

// suspend interrupts the meeting for a while, or for trouble (B60).
func suspend() Spec {
	return Spec{
		Name: "suspend", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{
			{Name: "for", Kind: Word, Choices: []string{"trouble"}},
			{Name: "since", Kind: When},
			{Name: "reason", Kind: Text},
		},
		Make: func(in Input) (Order, error) {
			reason, since := in.Args["reason"].Text, in.Args["since"].At
			switch {
			case in.Args.Has("for"):
				return do(meeting.DeclareTrouble{Since: gone(in, since), Reason: reason})
			case in.Args.Has("since"): // an hour that belongs to the reason
				reason = strings.TrimSpace(since.Format("15:04") + " " + reason)
			}
			return do(meeting.Suspend{Reason: reason})
		},
		Offers: func(in Input) []Offer {
			pause := Offer{Try: meeting.Suspend{}, Rank: Seldom}
			if in.Meeting.Quorum.Lost {
				pause.Rank = Next
			}
			failed := Offer{
				Try: meeting.DeclareTrouble{}, Label: "offer.suspend.trouble", Args: map[string]string{"for": "trouble"}, Rank: Seldom,
			}
			if len(in.Meeting.Reports) > 0 || in.Meeting.Phase == meeting.Suspended {
				failed.Rank = Next
			}
			return []Offer{pause, failed}
		},
	}
}

// resume goes on.
func resume() Spec {
	return Spec{
		Name: "resume", Scope: OfMeeting, Office: governance.Chair,
		Make:   func(Input) (Order, error) { return do(meeting.Resume{}) },
		Offers: func(Input) []Offer { return []Offer{{Try: meeting.Resume{}, Rank: Urgent}} },
	}
}
