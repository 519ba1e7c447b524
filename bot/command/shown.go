package command

import (
	"slices"

	"assenso/governance"
)

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
	officer := func(in Input) bool {
		return slices.ContainsFunc([]governance.Office{
			governance.Secretary, governance.Chair, governance.Moderator, governance.Teller,
		}, func(o governance.Office) bool { return holds(in, o) })
	}
	return Spec{
		Name: "desk", Scope: OfMeeting,
		Make: func(in Input) (Order, error) {
			if !officer(in) { // who has nothing to direct wants to know where we are
				return show(Query{Kind: ShowStatus})
			}
			return show(Query{Kind: ShowDesk})
		},
		Offers: func(in Input) []Offer {
			if !officer(in) {
				return nil
			}
			return []Offer{{Rank: Next}}
		},
	}
}
