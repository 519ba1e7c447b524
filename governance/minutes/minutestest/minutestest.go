// Package minutestest plays whole meetings through the rules, for tests of
// what is made of them. All people are invented.
//
// Begin at Board, an eventful meeting, or at Play for one of your own.
package minutestest

import (
	"testing"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// Zone is where the meetings are held.
const Zone = "Europe/Rome"

// Meeting is a meeting being played. A command that is refused fails the test.
type Meeting struct {
	tb      testing.TB
	zone    *time.Location
	now     time.Time
	state   meeting.State
	records []minutes.Recorded
}

// Play begins with an empty journal on a day, 2026-11-24, at midnight.
func Play(tb testing.TB, day string) *Meeting {
	tb.Helper()
	zone, err := time.LoadLocation(Zone)
	if err != nil {
		tb.Fatal(err)
	}
	m := &Meeting{tb: tb, zone: zone}
	m.Day(day)
	return m
}

// Records are the entries so far.
func (m *Meeting) Records() []minutes.Recorded { return m.records }

// State is the meeting as it stands.
func (m *Meeting) State() *meeting.State { return &m.state }

// Day moves the clock to midnight of a day.
func (m *Meeting) Day(day string) {
	m.tb.Helper()
	t, err := time.ParseInLocation(time.DateOnly, day, m.zone)
	if err != nil {
		m.tb.Fatal(err)
	}
	m.now = t
}

// Clock moves the clock to an hour of the day it shows: 16:30 or 16:30:05.
func (m *Meeting) Clock(hour string) {
	m.tb.Helper()
	layout := "15:04"
	if len(hour) > len(layout) {
		layout = time.TimeOnly
	}
	t, err := time.Parse(layout, hour)
	if err != nil {
		m.tb.Fatal(err)
	}
	y, month, d := m.now.Date()
	m.now = time.Date(y, month, d, t.Hour(), t.Minute(), t.Second(), 0, m.zone)
}

// Wait lets time pass.
func (m *Meeting) Wait(d time.Duration) { m.now = m.now.Add(d) }

// Now is what the clock shows.
func (m *Meeting) Now() time.Time { return m.now }

// Do is an act of a member.
func (m *Meeting) Do(by governance.MemberID, c meeting.Command) {
	m.tb.Helper()
	m.decide(governance.Meta{By: by, At: m.now, Said: m.now}, c)
}

// Order is an act of the chair, entered by the secretary by order.
func (m *Meeting) Order(c meeting.Command) {
	m.tb.Helper()
	by := m.state.Officers[governance.Secretary]
	m.decide(governance.Meta{By: by, For: governance.Chair, At: m.now}, c)
}

// Bot is an act of the bot itself.
func (m *Meeting) Bot(c meeting.Command) {
	m.tb.Helper()
	m.decide(governance.Meta{At: m.now}, c)
}

func (m *Meeting) decide(meta governance.Meta, c meeting.Command) {
	m.tb.Helper()
	events, err := meeting.Decide(&m.state, meta, c)
	if err != nil {
		m.tb.Fatalf("%s %T by %s: %v", m.now.Format(time.DateTime), c, meta.By, err)
	}
	for _, e := range events {
		r := minutes.Recorded{Seq: m.state.Seq + 1, Meta: meta, Event: e}
		m.state.Apply(r)
		m.records = append(m.records, r)
	}
}

// Ballot plays a round that is open already: its places confirm, during
// happens, the window runs out and the places report. The count is provisional.
func (m *Meeting) Ballot(during func()) {
	m.tb.Helper()
	b := m.state.Pending()
	m.Wait(time.Second)
	for _, p := range b.Places {
		m.Bot(meeting.ConfirmAnnouncement{Round: b.Round, Place: p})
	}
	if due, ok := m.state.NextDeadline(); ok && b.Stage == meeting.Announced {
		m.now = due
		m.Bot(meeting.Elapse{})
	}
	during()
	if due, ok := m.state.NextDeadline(); ok && b.Stage == meeting.Voting {
		m.now = due
		m.Bot(meeting.Elapse{})
	}
	m.Wait(time.Second)
	for _, p := range b.Places {
		m.Bot(meeting.ConfirmHeard{Round: b.Round, Place: p})
	}
}

// Draft lays the minutes before the meeting as they stand.
func (m *Meeting) Draft() string {
	m.tb.Helper()
	text := minutes.Draft(m.records)
	hash := text.Hash()
	m.Do(m.state.Officers[governance.Secretary], meeting.Draft{Hash: hash, Upto: m.state.Seq})
	return hash
}

// Say casts a typed vote.
func (m *Meeting) Say(by governance.MemberID, p governance.Position, words string) {
	m.tb.Helper()
	m.Wait(time.Second)
	m.Do(by, meeting.Cast{Position: p, Words: words, Message: string(by) + m.now.Format("-150405"), Via: "words"})
}
