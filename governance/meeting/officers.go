package meeting

import (
	"strings"

	"assenso/governance"
)

// Appoint gives a member an office of the meeting: the chair's act. Moderator
// and teller serve the chat (B35), the vices may take an office while its holder
// is absent. The chair who appoints a chair hands over; whoever presides names
// another secretary.
type Appoint struct {
	Office governance.Office
	Member governance.MemberID
	Reason string // of handing over, for the minutes; may be empty
}

// TakeOver takes the office of chair or secretary where its holder is not in
// the room: the vice's own act, or that of the holder from the convocation, who
// takes it back. The secretary enters who presides where the vice cannot.
type TakeOver struct {
	Office governance.Office
	Member governance.MemberID // empty: who acts
	Reason string              // needed where no vice is there: by which rule this person presides
}

// Refusals around offices.
const (
	NotAppointable governance.Reason = "not-appointable" // args: office
	ChatOfficers   governance.Reason = "chat-officers"   // args: office; B35
	BothOffices    governance.Reason = "both-offices"    // args: member, office (the one held); two must sign, B54
	HolderPresent  governance.Reason = "holder-present"  // args: office, member
	VicePresent    governance.Reason = "vice-present"    // args: office, member; theirs to take
	NotVice        governance.Reason = "not-vice"        // args: office
)

// Appointed records that somebody serves as moderator, teller or vice.
type Appointed struct {
	Office governance.Office   `json:"office"`
	Member governance.MemberID `json:"member"`
}

// OfficeTaken records that chair or secretary is another person from now on.
type OfficeTaken struct {
	Office governance.Office   `json:"office"`
	Member governance.MemberID `json:"member"`
	From   governance.MemberID `json:"from"` // who held it before
	How    Taking              `json:"how"`
	Reason string              `json:"reason,omitempty"`
}

// Taking is how an office changed hands.
type Taking string

// The ways.
const (
	AsVice     Taking = "vice"       // the holder was not in the room
	AsHolder   Taking = "holder"     // the holder from the convocation took it back
	HandedOver Taking = "handed"     // by who held it, or by the chair
	ByRule     Taking = "designated" // neither holder nor vice was there: by the rule that the reason names
)

// Name is for ever.
func (Appointed) Name() string { return "appointed" }

// Name is for ever.
func (OfficeTaken) Name() string { return "office-taken" }

func (c Appoint) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	p, err := s.member(c.Member)
	switch {
	case c.Office == governance.Administrator || !appointable(c.Office):
		return nil, governance.Refuse(NotAppointable, "office", c.Office)
	case err != nil:
		return nil, err
	case s.Officers[c.Office] == c.Member:
		return nil, nil
	}
	switch c.Office {
	case governance.Chair, governance.Secretary:
		return s.takes(p, c.Office, HandedOver, c.Reason)
	case governance.ViceChair, governance.ViceSecretary:
		if err := s.oneOffice(c.Member, ""); err != nil {
			return nil, err
		}
	}
	return []Event{Appointed{c.Office, c.Member}}, nil
}

func appointable(o governance.Office) bool {
	switch o {
	case governance.Chair, governance.Secretary, governance.Moderator, governance.Teller,
		governance.ViceChair, governance.ViceSecretary:
		return true
	}
	return false
}

func (c TakeOver) decide(s *State, m governance.Meta) ([]Event, error) {
	if c.Office.Deputy() == "" {
		return nil, governance.Refuse(NotAppointable, "office", c.Office)
	}
	if c.Member == "" {
		c.Member = m.By
	}
	p, err := s.member(c.Member)
	if err != nil {
		return nil, err
	}
	holder, vice := s.Officers[c.Office], s.Officers[c.Office.Deputy()]
	if p.ID != m.By {
		if err := s.acts(m, governance.Secretary); err != nil {
			return nil, err
		}
	}
	switch {
	case p.ID == holder:
		return nil, nil
	case p.ID == s.titular[c.Office]:
		return s.takes(p, c.Office, AsHolder, c.Reason)
	case p.ID != vice && (p.ID == m.By || c.Office != governance.Chair):
		return nil, governance.Refuse(NotVice, "office", c.Office)
	case s.here(holder):
		return nil, governance.Refuse(HolderPresent, "office", c.Office, "member", holder)
	case p.ID == vice:
		return s.takes(p, c.Office, AsVice, c.Reason)
	case s.Successor(c.Office) != "":
		return nil, governance.Refuse(VicePresent, "office", c.Office, "member", s.Successor(c.Office))
	case strings.TrimSpace(c.Reason) == "":
		return nil, governance.Refuse(ReasonNeeded)
	}
	return s.takes(p, c.Office, ByRule, c.Reason)
}

// Successor is who in the room may take an office whose holder is not there:
// the holder from the convocation, else the vice; empty where nobody is.
func (s *State) Successor(o governance.Office) governance.MemberID {
	for _, id := range []governance.MemberID{s.titular[o], s.Officers[o.Deputy()]} {
		if s.here(id) && id != s.Officers[o] {
			return id
		}
	}
	return ""
}

// here reports whether somebody is in the room; nobody is not.
func (s *State) here(id governance.MemberID) bool {
	p := s.Member(id)
	return p != nil && p.In() != nil
}

// takes gives the office of chair or secretary to somebody in the room.
func (s *State) takes(p *Member, o governance.Office, how Taking, reason string) ([]Event, error) {
	if p.In() == nil {
		return nil, governance.Refuse(NotPresent, "member", p.ID)
	}
	if err := s.oneOffice(p.ID, o); err != nil {
		return nil, err
	}
	return []Event{OfficeTaken{o, p.ID, s.Officers[o], how, strings.TrimSpace(reason)}}, nil
}

// oneOffice refuses a second office to chair and secretary, but for the one
// they hold: both sign, and must be two persons (B54).
func (s *State) oneOffice(id governance.MemberID, but governance.Office) error {
	for _, o := range []governance.Office{governance.Chair, governance.Secretary} {
		if o != but && s.Holds(id, o) {
			return governance.Refuse(BothOffices, "member", id, "office", o)
		}
	}
	return nil
}

func (e Appointed) apply(s *State, _ governance.Meta) { s.Officers[e.Office] = e.Member }

func (e OfficeTaken) apply(s *State, _ governance.Meta) { s.Officers[e.Office] = e.Member }
