package meeting_test

import (
	"strings"
	"testing"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// What no member could have typed is a fault of the program, not a lawful no.
func TestFaultsOfTheCaller(t *testing.T) {
	rows := []struct {
		name    string
		stage   string
		by      actor
		command meeting.Command
	}{
		{"a position that is none", "voting", member, meeting.Cast{Position: "maybe"}},
		{"no position", "voting", member, meeting.Cast{}},
		{"an answer that is none", "asked", member, meeting.Answer{Position: "maybe"}},
		{"a mode that is none", "open", member, meeting.CheckIn{Means: meeting.Means{Mode: "by-telephone"}}},
		{"a mode of meetings only", "open", member, meeting.DeclareMeans{Means: meeting.Means{Mode: governance.Mixed}}},
		{"an ending that is none", "approved", chair, meeting.Close{Ending: "sine-die"}},
		{"a text without hash", "open", secretary, meeting.Draft{}},
		{"a text of entries yet to come", "open", secretary, meeting.Draft{Hash: "h1", Upto: 9999}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			p := stage(t, row.stage)
			m := row.by.meta()
			m.At = p.now
			events, err := p.give(m, row.command)
			if _, lawful := governance.Refused(err); err == nil || lawful || len(events) > 0 {
				t.Errorf("%v, %v", events, err)
			}
		})
	}
}

func TestConvocationsThatAreNone(t *testing.T) {
	rows := []struct {
		name   string
		change func(*meeting.Convene)
		want   governance.Reason // empty: a fault of the caller
	}{
		{"somebody is called twice: one person, one vote (B07)", func(c *meeting.Convene) { c.Roll = append(c.Roll, c.Roll[0]) }, ""},
		{"nobody is called", func(c *meeting.Convene) { c.Roll = append(c.Roll, meeting.Called{}) }, ""},
		{"a teller who is no member", func(c *meeting.Convene) { c.Officers[governance.Teller] = "ugo" }, meeting.UnknownMember},
		{"nowhere", func(c *meeting.Convene) { c.Convocation.Places = nil }, meeting.NoPlace},
		{"a term after the meeting (B19)", func(c *meeting.Convene) { c.Convocation.DeclareBy = c.Convocation.At }, meeting.TermTooLate},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			p := stage(t, "nothing")
			row.change(&p.call)
			_, err := p.give(governance.Meta{By: "anna", At: p.now}, p.call)
			why, lawful := governance.Refused(err)
			if err == nil || lawful != (row.want != "") || why != row.want {
				t.Errorf("got %v, want %q", err, row.want)
			}
		})
	}
}

func TestTextsAreBounded(t *testing.T) {
	p := stage(t, "item")
	_, err := p.give(governance.Meta{By: "anna", At: p.now}, meeting.Propose{Text: strings.Repeat("a", 16<<10+1)})
	if why, _ := governance.Refused(err); why != meeting.NoteTooLong {
		t.Errorf("got %v", err)
	}
	if _, err := p.give(governance.Meta{By: "anna", At: p.now}, meeting.Propose{Text: strings.Repeat("a", 16<<10)}); err != nil {
		t.Errorf("got %v", err)
	}
}

func TestStateAnswers(t *testing.T) {
	p := stage(t, "open")
	s := p.live
	if got := s.Zone().String(); got != "Europe/Rome" {
		t.Errorf("zone %s", got)
	}
	if got := new(meeting.State).Zone(); got != time.UTC {
		t.Errorf("zone of nothing %s", got)
	}
	if s.NameOf("anna") != "Anna" || s.NameOf("ugo") != "ugo" {
		t.Errorf("names %q %q", s.NameOf("anna"), s.NameOf("ugo"))
	}
	if s.Entitled() != 6 || s.PresentNow() != 5 || s.JustifiedNow() != 0 {
		t.Errorf("%d entitled, %d present, %d justified", s.Entitled(), s.PresentNow(), s.JustifiedNow())
	}
	if s.Explain(meeting.Round{On: "1", N: 1}) != nil {
		t.Error("nothing was counted, yet it is explained")
	}
}

// Deciding again, on the same state, leads to the same: nothing of the machine
// or of the order of a map gets in.
func TestDecideIsDeterministic(t *testing.T) {
	for range 20 {
		var first []meeting.Event
		for i := range 10 {
			p := stage(t, "closing")
			events, err := meeting.Decide(p.live, governance.Meta{At: p.now}, meeting.ConfirmHeard{Round: p.live.Pending().Round, Place: "sala"})
			if err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				first = events
			} else if p.describe(events[1]) != p.describe(first[1]) {
				t.Fatalf("%s, then %s", p.describe(first[1]), p.describe(events[1]))
			}
		}
	}
}
