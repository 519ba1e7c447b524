package roster

import (
	"reflect"
	"slices"
	"strings"

	"assenso/governance"
)

// Found begins a body. The account that gives it becomes its first
// administrator; who may found bodies in an installation is for its
// configuration to say, not for these rules.
type Found struct {
	ID     governance.BodyID
	Name   string
	Kind   governance.BodyKind
	Bylaws governance.Bylaws
	Admin  string // the founder's account
}

// Refusals of a foundation, and of acts in a body's name.
const (
	AlreadyFounded governance.Reason = "already-founded"
	NotFounded     governance.Reason = "not-founded"
	TenderBody     governance.Reason = "tender-body"     // B57
	UnknownKind    governance.Reason = "unknown-kind"    // args: kind
	BadBodyID      governance.Reason = "bad-body-id"     // args: id
	NameMissing    governance.Reason = "name-missing"    //
	NameTooLong    governance.Reason = "name-too-long"   // args: most
	StrangeLetters governance.Reason = "strange-letters" // args: text; invisible or control characters
	BadAccount     governance.Reason = "bad-account"     // args: account; not of the form platform:id
	BylawsLacking  governance.Reason = "bylaws-lacking"  // args: field
	KeepersOnly    governance.Reason = "keepers-only"    // an act of secretary, chair or administrator
	AppointersOnly governance.Reason = "appointers-only" // an act of chair or administrator
	NotMember      governance.Reason = "not-member"      // args: member; unknown, or left
	NoPlaces       governance.Reason = "no-places"       //
)

// Founded opens the stream of a body.
type Founded struct {
	Body   governance.BodyID   `json:"body"`
	Called string              `json:"name"`
	Kind   governance.BodyKind `json:"kind"`
	Bylaws governance.Bylaws   `json:"bylaws"`
}

// Name is for ever.
func (Founded) Name() string { return "founded" }

func (c Found) decide(s *State, _ governance.Meta) ([]Event, error) {
	name := tidy(c.Name)
	switch {
	case s.ID != "":
		return nil, governance.Refuse(AlreadyFounded)
	case !plainID(string(c.ID)):
		return nil, governance.Refuse(BadBodyID, "id", string(c.ID))
	case c.Kind == governance.TenderCommittee:
		return nil, governance.Refuse(TenderBody)
	case !slices.Contains(kinds, c.Kind):
		return nil, governance.Refuse(UnknownKind, "kind", string(c.Kind))
	}
	if err := checkName(name); err != nil {
		return nil, err
	}
	if err := checkBylaws(c.Bylaws); err != nil {
		return nil, err
	}
	if err := checkAccount(c.Admin); err != nil {
		return nil, err
	}
	return []Event{
		Founded{Body: c.ID, Called: name, Kind: c.Kind, Bylaws: c.Bylaws},
		AdminAdded{Admin: 1, Account: c.Admin},
	}, nil
}

func (e Founded) apply(s *State, _ governance.Meta) {
	s.ID, s.Name, s.Kind, s.Bylaws = e.Body, e.Called, e.Kind, e.Bylaws
	s.Officers = make(map[governance.Office]governance.MemberID)
	s.Accounts = make(map[string]governance.MemberID)
	s.Sittings = make(map[string]int)
	s.Numbers = make(map[string]int)
	s.started = make(map[string]int)
	s.handed = make(map[string]bool)
	s.takenUp = make(map[string][]Carried)
	s.byID = make(map[governance.MemberID]int)
}

// kinds are the bodies that may be founded: all but tender committees (B57).
var kinds = []governance.BodyKind{
	governance.TeachersBoard, governance.Council, governance.Assembly, governance.OtherBody,
}

// checkBylaws refuses rules that no meeting could be held under. Where they
// come from, config has judged them in full.
func checkBylaws(b governance.Bylaws) error {
	for _, f := range []struct {
		name string
		lack bool
	}{
		{"profile", b.Profile == ""},
		{"revision", b.Revision == ""}, // A15
		{"time_zone", b.TimeZone == ""},
		{"quorum", b.Quorum.Kind == ""},
		{"majority", b.Majority.Kind == ""},
		{"clocks.ballot", b.Clocks.Ballot <= 0},
	} {
		if f.lack {
			return governance.Refuse(BylawsLacking, "field", f.name)
		}
	}
	return nil
}

// AdoptBylaws puts other rules in force from the next meeting on: a meeting
// freezes those it was convened under (A15).
type AdoptBylaws struct {
	Bylaws governance.Bylaws
	Admin  string
}

// BylawsAdopted records it.
type BylawsAdopted struct {
	Bylaws governance.Bylaws `json:"bylaws"`
	Admin  int               `json:"admin,omitempty"`
}

// Name is for ever.
func (BylawsAdopted) Name() string { return "bylaws-adopted" }

func (c AdoptBylaws) decide(s *State, m governance.Meta) ([]Event, error) {
	admin, err := s.appoints(m, c.Admin)
	if err != nil {
		return nil, err
	}
	if err := checkBylaws(c.Bylaws); err != nil {
		return nil, err
	}
	if reflect.DeepEqual(c.Bylaws, s.Bylaws) {
		return nil, nil
	}
	return []Event{BylawsAdopted{c.Bylaws, admin}}, nil
}

func (e BylawsAdopted) apply(s *State, _ governance.Meta) { s.Bylaws = e.Bylaws }

// SetPlaces says where meetings are held unless a convocation says otherwise.
type SetPlaces struct {
	Places []string
	Admin  string
}

// PlacesSet records it.
type PlacesSet struct {
	Places []string `json:"places"`
	Admin  int      `json:"admin,omitempty"`
}

// Name is for ever.
func (PlacesSet) Name() string { return "places-set" }

func (c SetPlaces) decide(s *State, m governance.Meta) ([]Event, error) {
	admin, err := s.keeps(m, c.Admin)
	if err != nil {
		return nil, err
	}
	var places []string
	for _, p := range c.Places {
		if p = strings.TrimSpace(p); p != "" && !slices.Contains(places, p) {
			places = append(places, p)
		}
	}
	if len(places) == 0 {
		return nil, governance.Refuse(NoPlaces)
	}
	if slices.Equal(places, s.Places) {
		return nil, nil
	}
	return []Event{PlacesSet{places, admin}}, nil
}

func (e PlacesSet) apply(s *State, _ governance.Meta) { s.Places = e.Places }
