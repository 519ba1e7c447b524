package roster

import "assenso/governance"

// NewCodec returns the codec of a body's journal. Every event is listed here;
// a test reads one line of every form ever shipped.
func NewCodec() *governance.Codec[Event] {
	return governance.NewCodec[Event](nil,
		Founded{}, BylawsAdopted{}, PlacesSet{}, BasisSet{},
		Assigned{}, Vacated{}, AdminAdded{}, AdminDismissed{},
		MemberAdded{}, MemberChanged{}, MemberLeft{}, RosterImported{},
		AccountLinked{}, AccountUnlinked{}, LinkRequested{}, LinkDeclined{},
		MeetingNumbered{}, RehearsalCalled{}, ItemsCarried{}, CarriedDropped{}, ResolutionRegistered{}, ResolutionAnnulled{}, NumbersStarted{},
		MemberErased{}, AccountErased{},
		Pledged{},
	)
}
