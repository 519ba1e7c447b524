// Package roster holds who is a member of a body, which accounts speak for
// whom, who holds which office, and the registers of the body: its meetings
// and resolutions by number.
//
// One stream a body, "body:<id>". It knows no platform: an account is a
// string. Begin at Decide; a chapter of the rules is one file, and csv.go
// reads the list of members as schools and associations export it.
package roster

import (
	"slices"
	"time"

	"assenso/governance"
)

// Command is an order to a body.
//
// Commands that an administrator of the installation may give carry a field
// Admin: the account that gives the command. The bot fills it from the
// platform's account, always and never from words; the rules decide whether
// that account is an administrator. It is needed because an administrator may
// be no member, and then Meta.By is empty.
type Command interface {
	decide(*State, governance.Meta) ([]Event, error)
}

// Event is a fact of a body. Its name never changes.
//
// No event holds private values of two persons: erasing those of one must not
// change what is known of the other. An act of an administrator therefore
// names them by number, AdminAdded.Admin, and not by account.
type Event interface {
	Name() string
	apply(*State, governance.Meta)
}

// Decide answers a command with events or a *governance.Refusal; it never
// changes s. No events and no refusal mean that the command holds already.
func Decide(s *State, m governance.Meta, c Command) ([]Event, error) {
	if _, founding := c.(Found); !founding && s.ID == "" {
		return nil, governance.Refuse(NotFounded)
	}
	return c.decide(s, m)
}

// Apply takes a recorded event in. It never judges and never fails.
func (s *State) Apply(r governance.Recorded[Event]) {
	r.Event.apply(s, r.Meta)
	s.Seq = r.Seq
	s.Last = r.At
}

// State is a body as its journal tells it; read-only outside this package.
type State struct {
	ID       governance.BodyID // empty until founded
	Seq      uint64
	Last     time.Time
	Name     string
	Kind     governance.BodyKind
	Bylaws   governance.Bylaws
	Basis    string   // on which it decides remotely (B62)
	Members  []Member // in the order of the roll; who left stays, with Left set
	Officers map[governance.Office]governance.MemberID
	Admins   []Admin // who administers the installation, for this body
	Accounts map[string]governance.MemberID
	Places   []string  // where its meetings are held unless a convocation says otherwise
	Requests []Request // strangers who asked to be recognised, oldest first

	Meetings    []Sitting      // in the order they were numbered
	Sittings    map[string]int // last meeting number by year
	Carried     []Carried      // items that meetings left to another, in the order they were left
	Rehearsals  []string       // meetings that have no number, in the order they were called
	Resolutions []Resolution   // in the order they were registered
	Numbers     map[string]int // last resolution number by year

	byID     map[governance.MemberID]int
	handed   map[string]bool      // meetings whose left items were entered
	takenUp  map[string][]Carried // what the convocation of a meeting took up
	started  map[string]int       // resolutions on paper by year: their numbers are taken
	requests int                  // the number of the last request
	admins   int                  // the number of the last administrator
	strays   []stray              // entries about accounts that belong to no member
}

// Member is a person of the roster.
type Member struct {
	ID    governance.MemberID
	Name  string // surname and name as the roster has them; empty once erased
	Mail  string // private
	Votes bool
	// Director tells that they administer the body: they do not vote on its
	// accounts, nor on their own liability (c.c. art. 21.1).
	Director bool
	Since    string // the day they joined by the body's own register, as 2026-09-12; private, empty: unknown
	Left     time.Time
	// PledgedFor is the latest year for which they acknowledged confidentiality.
	PledgedFor string
	PledgedAt  time.Time
	// For are the members whose substitute they are, who take the vote of one of
	// them while that one is away; empty: nobody's.
	For []governance.MemberID

	made    bool   // the id is ours, not one of the imported list
	code    string // the list's id for them, where the list began to have ids later
	private []uint64
}

// Current reports whether the member belongs to the body now.
func (m Member) Current() bool { return m.Left.IsZero() }

// Admin is an administrator of the installation. Their number is what acts of
// theirs are recorded by.
type Admin struct {
	N       int
	Account string
	Seq     uint64 // the entry that holds the account
}

// Request is a stranger's wish to be recognised as a member.
type Request struct {
	N       int
	Account string
	Name    string // as the platform shows it, private
	At      time.Time
	Seq     uint64 // the entry that holds account and name
}

// stray is an entry that holds an account no member answers for: of a request
// that was declined, or of an administrator who was dismissed.
type stray struct {
	account string
	seq     uint64
}

// Member finds a person of the roster, or nil. The pointer is for reading.
func (s *State) Member(id governance.MemberID) *Member {
	i, ok := s.byID[id]
	if !ok {
		return nil
	}
	return &s.Members[i]
}

// NameOf is the member's name, or their id where the name was erased.
func (s *State) NameOf(id governance.MemberID) string {
	if m := s.Member(id); m != nil && m.Name != "" {
		return m.Name
	}
	return string(id)
}

// Roll lists the members of now, in the order of the roll.
func (s *State) Roll() []Member {
	roll := make([]Member, 0, len(s.Members))
	for _, m := range s.Members {
		if m.Current() {
			roll = append(roll, m)
		}
	}
	return roll
}

// AccountsOf lists the accounts that speak for a member, sorted.
func (s *State) AccountsOf(id governance.MemberID) []string {
	var accounts []string
	for account, of := range s.Accounts {
		if of == id {
			accounts = append(accounts, account)
		}
	}
	slices.Sort(accounts)
	return accounts
}

// Holds reports whether a member holds an office of the body.
func (s *State) Holds(id governance.MemberID, o governance.Office) bool {
	return id != "" && s.Officers[o] == id
}

// IsAdmin reports whether an account administers the installation.
func (s *State) IsAdmin(account string) bool { return s.admin(account) != 0 }

// admin is the number of the administrator with that account, or 0.
func (s *State) admin(account string) int {
	for _, a := range s.Admins {
		if account != "" && a.Account == account {
			return a.N
		}
	}
	return 0
}

// NextResolution is the number that the next resolution of a year takes.
func (s *State) NextResolution(year string) int { return s.Numbers[year] + 1 }

// NextMeeting is the number that the next meeting of a year takes.
func (s *State) NextMeeting(year string) int { return s.Sittings[year] + 1 }
