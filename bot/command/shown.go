package command

import "assenso/governance"

// help tells what one can do now, or how one command is used. What it names is
// looked up by Book.HelpOn, in any language.
func help() Spec {
	return Spec{
		Name: "help", Scope: OfNothing,
		Params: []Param{{Name: "name", Kind: Text}},
		Make: func(in Input) (Order, error) {
			return show(Query{Kind: ShowHelp, Name: in.Args["name"].Text})
		},
		Offers: func(Input) []Offer { return []Offer{{Rank: Seldom}} },
	}
}

// status tells how the meeting stands.
func status() Spec {
	return Spec{
		Name: "status", Scope: OfMeeting,
		Make: func(Input) (Order, error) { return show(Query{Kind: ShowStatus}) },
	}
}

// desk is the officers' panel: the state of the room, and the next lawful acts.
func desk() Spec {
	return Spec{
		Name: "desk", Scope: OfMeeting, Office: governance.Secretary,
		Also:   []governance.Office{governance.Chair, governance.Moderator, governance.Teller},
		Make:   func(Input) (Order, error) { return show(Query{Kind: ShowDesk}) },
		Offers: func(Input) []Offer { return []Offer{{Rank: Next}} },
	}
}
