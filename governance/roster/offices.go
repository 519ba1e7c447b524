package roster

import (
	"slices"

	"assenso/governance"
)

// Assign gives the office of chair, secretary or vice of one of them to a
// member: an act of the chair or of an administrator. A vice who becomes chair
// or secretary is vice no more. Moderator and teller belong to a meeting.
type Assign struct {
	Office governance.Office
	Member governance.MemberID // empty: the office is left vacant
	Admin  string
}

// Refusals of an assignment.
const (
	NotAppointable governance.Reason = "not-appointable" // args: office
	BothOffices    governance.Reason = "both-offices"    // args: member, office (the one held); two must sign, B54
	AdminsOnly     governance.Reason = "admins-only"     // an act of administrators
	NotAdmin       governance.Reason = "not-admin"       // the account to dismiss is none
	LastAdmin      governance.Reason = "last-admin"      // somebody must remain
)

// Assigned records who holds an office.
type Assigned struct {
	Office governance.Office   `json:"office"`
	Member governance.MemberID `json:"member"`
	Admin  int                 `json:"admin,omitempty"`
}

// Vacated records that nobody holds an office.
type Vacated struct {
	Office governance.Office `json:"office"`
	Admin  int               `json:"admin,omitempty"`
}

// Name is for ever.
func (Assigned) Name() string { return "assigned" }

// Name is for ever.
func (Vacated) Name() string { return "vacated" }

func (c Assign) decide(s *State, m governance.Meta) ([]Event, error) {
	admin, err := s.appoints(m, c.Admin)
	if err != nil {
		return nil, err
	}
	switch {
	case !slices.Contains(assigned, c.Office):
		return nil, governance.Refuse(NotAppointable, "office", c.Office)
	case s.Officers[c.Office] == c.Member:
		return nil, nil
	case c.Member == "":
		return []Event{Vacated{c.Office, admin}}, nil
	}
	if _, err := s.current(c.Member); err != nil {
		return nil, err
	}
	var events []Event
	for _, o := range assigned {
		switch {
		case o == c.Office || s.Officers[o] != c.Member:
		case o.Deputy() == "" && c.Office.Deputy() != "":
			events = append(events, Vacated{o, admin})
		default:
			return nil, governance.Refuse(BothOffices, "member", c.Member, "office", o)
		}
	}
	return append(events, Assigned{c.Office, c.Member, admin}), nil
}

func (e Assigned) apply(s *State, _ governance.Meta) { s.Officers[e.Office] = e.Member }
func (e Vacated) apply(s *State, _ governance.Meta)  { delete(s.Officers, e.Office) }

// assigned are the offices that a body assigns. Nobody holds two of them: chair
// and secretary both sign, and must be two persons (B54), and a vice who is in
// office already could not stand for anybody.
var assigned = []governance.Office{
	governance.Chair, governance.Secretary, governance.ViceChair, governance.ViceSecretary,
}

// keeps refuses who does not keep the roster: secretary, chair, administrator.
// It returns the number of the administrator whose right was needed, or 0 for
// an officer, whom Meta names already.
func (s *State) keeps(m governance.Meta, account string) (int, error) {
	if m.For == "" && s.Holds(m.By, governance.Secretary) {
		return 0, nil
	}
	if admin, err := s.appoints(m, account); err == nil {
		return admin, nil
	}
	return 0, governance.Refuse(KeepersOnly)
}

// appoints refuses who may not decide for the body: the chair, the secretary
// by order of the chair, an administrator.
func (s *State) appoints(m governance.Meta, account string) (int, error) {
	if m.For == "" && s.Holds(m.By, governance.Chair) ||
		m.For == governance.Chair && s.Holds(m.By, governance.Secretary) {
		return 0, nil
	}
	if n := s.admin(account); n > 0 && m.For == "" {
		return n, nil
	}
	return 0, governance.Refuse(AppointersOnly)
}

// current finds a member who has not left.
func (s *State) current(id governance.MemberID) (*Member, error) {
	if p := s.Member(id); p != nil && p.Current() {
		return p, nil
	}
	return nil, governance.Refuse(NotMember, "member", id)
}

// AddAdmin makes an account an administrator: an administrator's act.
type AddAdmin struct {
	Account string
	Admin   string
}

// DismissAdmin ends it. The last administrator stays.
type DismissAdmin struct {
	Account string
	Admin   string
}

// AdminAdded records it, and the number that stands for the account in every
// act of theirs.
type AdminAdded struct {
	Admin   int    `json:"admin"`
	Account string `json:"account" private:"yes"`
	By      int    `json:"by,omitempty"` // the administrator who added them; 0 at the foundation
}

// AdminDismissed records it.
type AdminDismissed struct {
	Admin int `json:"admin"`
	By    int `json:"by"`
}

// Name is for ever.
func (AdminAdded) Name() string { return "admin-added" }

// Name is for ever.
func (AdminDismissed) Name() string { return "admin-dismissed" }

func (c AddAdmin) decide(s *State, _ governance.Meta) ([]Event, error) {
	by := s.admin(c.Admin)
	if by == 0 {
		return nil, governance.Refuse(AdminsOnly)
	}
	if err := checkAccount(c.Account); err != nil {
		return nil, err
	}
	if s.IsAdmin(c.Account) {
		return nil, nil
	}
	return []Event{AdminAdded{s.admins + 1, c.Account, by}}, nil
}

func (e AdminAdded) apply(s *State, _ governance.Meta) {
	s.admins = e.Admin
	s.Admins = append(s.Admins, Admin{N: e.Admin, Account: e.Account, Seq: s.Seq + 1})
}

func (c DismissAdmin) decide(s *State, _ governance.Meta) ([]Event, error) {
	by := s.admin(c.Admin)
	if by == 0 {
		return nil, governance.Refuse(AdminsOnly)
	}
	n := s.admin(c.Account)
	switch {
	case n == 0:
		return nil, governance.Refuse(NotAdmin)
	case len(s.Admins) == 1:
		return nil, governance.Refuse(LastAdmin)
	}
	return []Event{AdminDismissed{n, by}}, nil
}

func (e AdminDismissed) apply(s *State, _ governance.Meta) {
	i := slices.IndexFunc(s.Admins, func(a Admin) bool { return a.N == e.Admin })
	s.astray(s.Admins[i].Account, s.Admins[i].Seq)
	s.Admins = slices.Delete(s.Admins, i, i+1)
}
