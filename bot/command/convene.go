package command

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// convene calls a meeting: the first line says when and how; the other lines
// are arguments ("luogo: Aula magna") or items of the agenda (B17–B20, B23).
func convene() Spec {
	return Spec{
		Name: "convene", Scope: OfBody, Office: governance.Chair, Lines: true,
		Params: []Param{
			{Name: "when", Kind: When, Required: true},
			{Name: "mode", Kind: Word, Required: true, Choices: []string{
				string(governance.Remote), string(governance.InPerson), string(governance.Mixed),
			}},
			{Name: "emergency", Kind: Word, Choices: []string{"emergency"}},
			{Name: "rehearsal", Kind: Word, Choices: []string{"rehearsal"}},
			{Name: "carried", Kind: Word, Choices: []string{"carried"}},
			{Name: "place", Kind: Text, Named: true},
			{Name: "means", Kind: Text, Named: true},
			{Name: "protocol", Kind: Text, Named: true},
			{Name: "urgent", Kind: Text, Named: true},
			{Name: "second", Kind: When, Named: true},
			{Name: "term", Kind: When, Named: true},
			{Name: "agenda", Kind: Agenda, Choices: []string{
				string(meeting.ToDecide), string(meeting.ToInform), string(meeting.SecretItem),
				string(meeting.InPersonItem), string(meeting.TenderItem),
				string(meeting.StatuteItem), string(meeting.DissolutionItem), string(meeting.AccountsItem), string(meeting.LiabilityItem),
			}},
		},
		Make: func(in Input) (Order, error) {
			v := in.Args
			if !v.Has("agenda") && !v.Has("carried") {
				return Order{}, lacking("convene", "agenda")
			}
			c := meeting.Convocation{
				At: v["when"].At, Second: v["second"].At, Mode: governance.Mode(v["mode"].Text), Place: v["place"].Text, Means: v["means"].Text,
				Protocol: v["protocol"].Text, DeclareBy: v["term"].At, Emergency: v.Has("emergency"),
				Urgent: v["urgent"].Text,
			}
			if c.Places = in.Body.Places; len(c.Places) == 0 {
				c.Places = []string{string(in.In)}
			}
			return Order{Convene: &Convene{Convocation: c, Agenda: v["agenda"].Points,
				Rehearsal: v.Has("rehearsal"), Carried: v.Has("carried")}}, nil
		},
		Offers: func(in Input) []Offer {
			o := Offer{Needs: []string{"when", "mode", "agenda"}, Rank: Seldom}
			if in.Meeting == nil {
				o.Rank = Urgent
			}
			return []Offer{o}
		},
	}
}
