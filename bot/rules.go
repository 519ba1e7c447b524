package bot

import (
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// rules are what a ledger needs to know of one kind of stream.
type rules[S, C any, E governance.Named] struct {
	kind   string
	codec  *governance.Codec[E]
	fresh  func() *S
	decide func(*S, governance.Meta, C) ([]E, error)
	apply  func(*S, governance.Recorded[E])
	// due is when the stream next has something to do by itself.
	due func(*S) (time.Time, bool)
	// last is when the last entry was recorded.
	last func(*S) time.Time
}

// The kinds of stream.
const (
	meetingKind = "meeting"
	bodyKind    = "body"
)

func meetingRules() rules[meeting.State, meeting.Command, meeting.Event] {
	return rules[meeting.State, meeting.Command, meeting.Event]{
		kind:   meetingKind,
		codec:  meeting.NewCodec(),
		fresh:  func() *meeting.State { return new(meeting.State) },
		decide: meeting.Decide,
		apply:  func(s *meeting.State, r governance.Recorded[meeting.Event]) { s.Apply(r) },
		due:    func(s *meeting.State) (time.Time, bool) { return s.NextDeadline() },
		last:   func(s *meeting.State) time.Time { return s.Last },
	}
}

func bodyRules() rules[roster.State, roster.Command, roster.Event] {
	return rules[roster.State, roster.Command, roster.Event]{
		kind:   bodyKind,
		codec:  roster.NewCodec(),
		fresh:  func() *roster.State { return new(roster.State) },
		decide: roster.Decide,
		apply:  func(s *roster.State, r governance.Recorded[roster.Event]) { s.Apply(r) },
		due:    func(*roster.State) (time.Time, bool) { return time.Time{}, false },
		last:   func(s *roster.State) time.Time { return s.Last },
	}
}
