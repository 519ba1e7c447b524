package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// open is the chair's declaration that the body is validly constituted (B34, B45).
func open() Spec {
	return Spec{
		Name: "open", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{
			{Name: "place", Kind: Text, Named: true},
			{Name: "reason", Kind: Text},
		},
		Make: func(in Input) (Order, error) {
			o := meeting.Open{Place: in.Args["place"].Text, Override: in.Args["reason"].Text}
			if in.Body != nil {
				o.NextNumber = in.Body.NextResolution(in.Meeting.Year)
			}
			return do(o)
		},
		Offers: func(in Input) []Offer {
			if n := len(in.Meeting.NotReached()); n > 0 {
				return []Offer{{
					Try: meeting.Open{Override: trial}, Label: "offer.open.override", Shown: map[string]any{"count": n},
					Needs: []string{"reason"}, Rank: Urgent,
				}}
			}
			return []Offer{{Try: meeting.Open{}, Rank: Urgent}}
		},
	}
}

// closeMeeting ends the meeting, or puts it off to another day (B37).
func closeMeeting() Spec {
	return Spec{
		Name: "close", Scope: OfMeeting, Office: governance.Chair,
		Params: []Param{
			{Name: "how", Kind: Word, Choices: []string{"end", "adjourn", "deserted"}},
			{Name: "until", Kind: When, Named: true},
			{Name: "reason", Kind: Text},
		},
		Make: func(in Input) (Order, error) {
			if in.Args["how"].Text == string(meeting.Deserted) {
				return do(meeting.Desert{Reason: in.Args["reason"].Text})
			}
			c := meeting.Close{Ending: meeting.Ended, Reason: in.Args["reason"].Text, Until: in.Args["until"].At}
			if in.Args["how"].Text == "adjourn" {
				c.Ending = meeting.Adjourned
			}
			return do(c)
		},
		Offers: func(in Input) []Offer {
			end := Offer{Try: meeting.Close{}, Label: "offer.close.end", Args: map[string]string{"how": "end"}, Rank: Urgent}
			adjourn := Offer{
				Try: meeting.Close{Ending: meeting.Adjourned, Reason: trial}, Label: "offer.close.adjourn",
				Args: map[string]string{"how": "adjourn"}, Needs: []string{"reason"}, Rank: Seldom,
			}
			switch {
			case in.Meeting.Quorum.Lost:
				adjourn.Rank, end.Rank = Urgent, Seldom
			case in.Meeting.Trouble() != nil:
				adjourn.Rank = Next
			}
			return append(offerDesert(in.Meeting), adjourn, end)
		},
	}
}

// offerDesert is the way out of a call to which too few came.
func offerDesert(s *meeting.State) []Offer {
	if s.Phase != meeting.Convened {
		return nil
	}
	o := Offer{
		Try: meeting.Desert{}, Label: "offer.close.desert", Args: map[string]string{"how": string(meeting.Deserted)}, Rank: Next,
	}
	if !s.Convocation.Second.IsZero() && s.FirstCall == nil {
		o.Label = "offer.close.desert-first"
	}
	return []Offer{o}
}

// confirm is the secretary's own assurance of validity (B28).
func confirm() Spec {
	return Spec{
		Name: "confirm", Scope: OfMeeting, Office: governance.Secretary,
		Make:   func(Input) (Order, error) { return do(meeting.ConfirmValidity{}) },
		Offers: func(Input) []Offer { return []Offer{{Try: meeting.ConfirmValidity{}, Rank: Urgent}} },
	}
}
