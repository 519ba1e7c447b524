// Package meeting holds the rules of one meeting, from its convocation to the
// signed minutes.
//
// A chapter of the rules is one file: its commands, its events, what decides
// and what applies, side by side. The package knows no platform, no language,
// no storage and no time but Meta's. Begin at Decide, then read convene.go and
// ballot.go.
package meeting

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"assenso/governance"
)

// Command is an order to a meeting.
type Command interface {
	decide(*State, governance.Meta) ([]Event, error)
}

// Event is a fact of a meeting. Its name never changes.
type Event interface {
	Name() string
	apply(*State, governance.Meta)
}

// Decide answers a command with the events it leads to, or with a
// *governance.Refusal. It reads s and never changes it. No events and no
// refusal mean that the command holds already.
func Decide(s *State, m governance.Meta, c Command) ([]Event, error) {
	if err := s.lawful(c); err != nil {
		return nil, err
	}
	return c.decide(s, m)
}

// Apply takes a recorded event in. It never judges and never fails.
func (s *State) Apply(r governance.Recorded[Event]) {
	r.Event.apply(s, r.Meta)
	s.Seq = r.Seq
	s.Last = r.At
}

// Phase is how far a meeting has come.
type Phase string

// The phases.
const (
	Nothing   Phase = ""          // no entry yet
	Convened  Phase = "convened"  // called, not yet opened
	Sitting   Phase = "sitting"   // opened
	Suspended Phase = "suspended" // opened, and interrupted for a while
	Over      Phase = "over"      // closed, adjourned, deserted or dissolved: only signatures may follow
)

// Subject is what a ballot decides on: an item, a change to the minutes, or
// the minutes.
type Subject string

// OnMinutes is the approval of the minutes.
const OnMinutes Subject = "minutes"

// OnItem is the motion of an item of the agenda.
func OnItem(n int) Subject { return Subject(strconv.Itoa(n)) }

// OnChange is a requested change to the minutes.
func OnChange(n int) Subject { return Subject("change-" + strconv.Itoa(n)) }

// Item is the number of the item, or 0 for the other subjects.
func (s Subject) Item() int {
	n, err := strconv.Atoi(string(s))
	if err != nil {
		return 0
	}
	return n
}

// Change is the number of the change, or 0 for the other subjects.
func (s Subject) Change() int {
	n, ok := strings.CutPrefix(string(s), "change-")
	if !ok {
		return 0
	}
	i, _ := strconv.Atoi(n)
	return i
}

// Round names a ballot: the N-th on its subject. It reads and writes as "3/1".
type Round struct {
	On Subject
	N  int
}

func (r Round) String() string { return string(r.On) + "/" + strconv.Itoa(r.N) }

// MarshalText writes the round as String does.
func (r Round) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what String wrote; an empty text is the zero Round.
func (r *Round) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*r = Round{}
		return nil
	}
	on, n, ok := strings.Cut(string(b), "/")
	i, err := strconv.Atoi(n)
	if !ok || on == "" || err != nil || i < 1 {
		return fmt.Errorf("round %q: want subject/number", b)
	}
	*r = Round{Subject(on), i}
	return nil
}

// IsZero reports whether the round names nothing.
func (r Round) IsZero() bool { return r == Round{} }

// VoteID names a vote. A member's own vote has the member's id; a carried
// proxy will have its own.
type VoteID string

// OwnVote is the vote a member casts for themselves.
func OwnVote(m governance.MemberID) VoteID { return VoteID(m) }

// Elapse tells the meeting that time has passed; what is due happens. It
// enters by the front door like every command.
type Elapse struct{}

// NextDeadline is when Elapse has something to do, if ever.
func (s *State) NextDeadline() (time.Time, bool) {
	var next time.Time
	for _, t := range s.deadlines() {
		if !t.IsZero() && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	return next, !next.IsZero()
}
