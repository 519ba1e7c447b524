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
// *governance.Refusal; never with both. It reads s and never changes it. No
// events and no refusal mean that the command holds already. Any other error is
// a fault of the caller: a command that no member could have given.
func Decide(s *State, m governance.Meta, c Command) ([]Event, error) {
	if err := s.lawful(m, c); err != nil {
		return nil, err
	}
	m = s.clocked(m)
	events, err := c.decide(s, m)
	if err != nil {
		return nil, err
	}
	if len(events) > 0 {
		events = s.recounted(m, events)
	}
	if events = s.seated(m, c, events); len(events) == 0 {
		return nil, nil
	}
	return s.hushed(m, events), nil
}

// Apply takes a recorded event in. It never judges and never fails.
func (s *State) Apply(r governance.Recorded[Event]) {
	m := s.clocked(r.Meta)
	s.sign(m.By, m) // whoever acts is there
	r.Event.apply(s, m)
	s.Seq = r.Seq
	s.Last = m.At
}

// clocked is m as the rules read it: the time of a meeting never runs back,
// even if a machine's clock is set back, and times have one form, without a
// zone or a machine's own reading, so that a replay meets the same values.
func (s *State) clocked(m governance.Meta) governance.Meta {
	m.At = instant(m.At)
	if m.At.Before(s.Last) {
		m.At = s.Last
	}
	m.Said = instant(m.Spoken())
	return m
}

func instant(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC().Round(0)
}

// after is the state as it would be with events that are not recorded yet.
func (s *State) after(m governance.Meta, events []Event) *State {
	c := s.clone()
	for i, e := range events {
		c.Apply(governance.Recorded[Event]{Seq: s.Seq + 1 + uint64(i), Meta: m, Event: e})
	}
	return c
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

// Subject is what a ballot decides on: an item, an amendment to its motion, a
// change to the minutes, or the minutes.
type Subject string

// OnMinutes is the approval of the minutes.
const OnMinutes Subject = "minutes"

// OnItem is the motion of an item of the agenda.
func OnItem(n int) Subject { return Subject(strconv.Itoa(n)) }

// OnChange is a requested change to the minutes.
func OnChange(n int) Subject { return Subject("change-" + strconv.Itoa(n)) }

// Item is the number of the item, or 0 for the other subjects.
func (s Subject) Item() int { return number(string(s)) }

// Change is the number of the change, or 0 for the other subjects.
func (s Subject) Change() int {
	n, ok := strings.CutPrefix(string(s), "change-")
	if !ok {
		return 0
	}
	return number(n)
}

// OnAmendment is an amendment to the motion of an item.
func OnAmendment(item, n int) Subject {
	return Subject("amend-" + strconv.Itoa(item) + "-" + strconv.Itoa(n))
}

// Amendment is the item and the number of the amendment, or 0 and 0 for the
// other subjects.
func (s Subject) Amendment() (item, n int) {
	both, ok := strings.CutPrefix(string(s), "amend-")
	if !ok {
		return 0, 0
	}
	of, which, _ := strings.Cut(both, "-")
	if item, n = number(of), number(which); item == 0 || n == 0 {
		return 0, 0
	}
	return item, n
}

// Under is the item that a ballot belongs to, on its motion or on an amendment;
// 0 for the minutes and their changes.
func (s Subject) Under() int {
	if item, _ := s.Amendment(); item > 0 {
		return item
	}
	return s.Item()
}

// number reads a count as strconv.Itoa writes it, or 0: "03" is not another
// name of item 3, on which one could vote again.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || strconv.Itoa(n) != s {
		return 0
	}
	return n
}

// Round names a ballot: the N-th on its subject. It reads and writes as "3/1",
// the zero Round as nothing.
type Round struct {
	On Subject
	N  int
}

func (r Round) String() string {
	if r.IsZero() {
		return ""
	}
	return string(r.On) + "/" + strconv.Itoa(r.N)
}

// MarshalText writes the round as String does.
func (r Round) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what String wrote, and nothing else.
func (r *Round) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*r = Round{}
		return nil
	}
	on, n, ok := strings.Cut(string(b), "/")
	if i := number(n); ok && on != "" && i > 0 {
		*r = Round{Subject(on), i}
		return nil
	}
	return fmt.Errorf("round %q: want subject/number", b)
}

// IsZero reports whether the round names nothing.
func (r Round) IsZero() bool { return r == Round{} }

// VoteID names a vote. A member's own vote has the member's id; a carried
// proxy will have its own.
type VoteID string

// OwnVote is the vote a member casts for themselves.
func OwnVote(m governance.MemberID) VoteID { return VoteID(m) }
