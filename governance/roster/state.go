// Package roster holds who is a member of a body, which accounts speak for
// whom, who holds which office, and the registers of the body: its meetings
// and resolutions by number.
//
// One stream a body, "body:<id>". It knows no platform: an account is a
// string. Begin at Decide.
package roster

import (
	"time"

	"assenso/governance"
)

// Command is an order to a body.
type Command interface {
	decide(*State, governance.Meta) ([]Event, error)
}

// Event is a fact of a body. Its name never changes.
type Event interface {
	Name() string
	apply(*State, governance.Meta)
}

// Decide answers a command with events or a *governance.Refusal; it never
// changes s.
func Decide(s *State, m governance.Meta, c Command) ([]Event, error) { return c.decide(s, m) }

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
	Members  []Member // in the order of the roll; who left stays, with Left set
	Officers map[governance.Office]governance.MemberID
	Admins   []string // accounts that administer the installation
	Accounts map[string]governance.MemberID
	Places   []string       // where its meetings are held unless a convocation says otherwise
	Requests []Request      // strangers who asked to be recognised
	Meetings []Sitting      // by number
	Numbers  map[string]int // last resolution number by year

	byID map[governance.MemberID]int
}

// Member is a person of the roster.
type Member struct {
	ID    governance.MemberID
	Name  string // surname and name as the roster has them; empty once erased
	Mail  string // private
	Votes bool
	Left  time.Time
}

// Request is a stranger's wish to be recognised as a member.
type Request struct {
	Account string
	Name    string // as the platform shows it, private
	At      time.Time
}

// Sitting is a meeting in the body's register.
type Sitting struct {
	Meeting string
	Number  int
	Year    string
}
