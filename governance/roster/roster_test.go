package roster_test

import (
	"fmt"
	"testing"

	"assenso/governance"
	"assenso/governance/roster"
)

// founded is a body of an administrator, console:ugo, and these members.
func founded(t *testing.T, rows ...roster.Row) *body {
	t.Helper()
	b := newBody(t)
	b.must(governance.Meta{}, roster.Found{
		ID: "collegio", Name: "Collegio", Kind: governance.TeachersBoard, Bylaws: bylaws(9), Admin: "console:ugo",
	})
	if len(rows) > 0 {
		b.must(governance.Meta{}, roster.ImportRoster{Rows: rows, Admin: "console:ugo"})
	}
	return b
}

// must records what may not be refused.
func (b *body) must(m governance.Meta, c roster.Command) {
	b.t.Helper()
	if _, err := b.record(m, c); err != nil {
		b.t.Fatalf("%T: %v", c, err)
	}
}

func TestStrangersCannotFillABody(t *testing.T) {
	b := founded(t, roster.Row{Name: "Anna Bianchi"})
	for i := range 200 {
		b.must(governance.Meta{}, roster.RequestLink{Account: fmt.Sprintf("telegram:%d", i), Name: "Anna"})
	}
	_, err := b.record(governance.Meta{}, roster.RequestLink{Account: "telegram:200", Name: "Anna"})
	if why, _ := governance.Refused(err); why != roster.TooManyRequests {
		t.Fatal(err)
	}
	b.must(governance.Meta{}, roster.DecideLink{Account: "telegram:0", Admin: "console:ugo"})
	b.must(governance.Meta{}, roster.RequestLink{Account: "telegram:200", Name: "Anna"})
}

func TestALikelyMemberBearsTheNameAlone(t *testing.T) {
	b := founded(t,
		roster.Row{Name: "Bianchi Anna"},
		roster.Row{Name: "De Rossi Nicolò"},
		roster.Row{Name: "Verdi Carla", Mail: "a@example.org"},
		roster.Row{Name: "Verdi Carla", Mail: "b@example.org"},
		roster.Row{Name: "Neri Dora", Accounts: []string{"console:dora"}},
	)
	for _, tt := range []struct {
		name, shown string
		want        governance.MemberID
	}{
		{"the same words", "Bianchi Anna", "m001"},
		{"first name first, no capitals", "anna bianchi", "m001"},
		{"no accents", "nicolo de rossi", "m002"},
		{"half a name is not enough", "Anna", ""},
		{"two of the name", "Carla Verdi", ""},
		{"who has an account already", "Dora Neri", ""},
		{"a name of signs", "…", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, _ := b.state.Likely(roster.Request{Name: tt.shown}); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestReadersFindMembersAndMeetings(t *testing.T) {
	b := founded(t, roster.Row{Name: "Bianchi Anna"})
	b.must(governance.Meta{}, roster.NumberMeeting{Meeting: "collegio-1", Year: "2026-27"})
	if got, ok := b.state.Sitting("collegio-1"); !ok || got != (roster.Sitting{Meeting: "collegio-1", Number: 1, Year: "2026-27"}) {
		t.Errorf("sitting %v %v", got, ok)
	}
	if _, ok := b.state.Sitting("collegio-2"); ok {
		t.Error("a meeting that is not there")
	}
	if got := b.state.NameOf("m001") + b.state.NameOf("m009"); got != "Bianchi Annam009" {
		t.Errorf("names %q", got)
	}
}

func TestTwoOfANameAreToldApartByTheirIDs(t *testing.T) {
	b := founded(t, roster.Row{ID: "7", Name: "Anna"}, roster.Row{ID: "8", Name: "Anna"})
	if n := len(b.state.Roll()); n != 2 {
		t.Fatalf("%d members", n)
	}
}

func TestBylawsMustSayEnoughToHoldAMeeting(t *testing.T) {
	b := founded(t)
	for field, spoil := range map[string]func(*governance.Bylaws){
		"profile":       func(b *governance.Bylaws) { b.Profile = "" },
		"revision":      func(b *governance.Bylaws) { b.Revision = "" },
		"time_zone":     func(b *governance.Bylaws) { b.TimeZone = "" },
		"quorum":        func(b *governance.Bylaws) { b.Quorum.Kind = "" },
		"majority":      func(b *governance.Bylaws) { b.Majority.Kind = "" },
		"clocks.ballot": func(b *governance.Bylaws) { b.Clocks.Ballot = 0 },
	} {
		rules := bylaws(9)
		spoil(&rules)
		_, err := b.record(governance.Meta{}, roster.AdoptBylaws{Bylaws: rules, Admin: "console:ugo"})
		if err == nil || err.Error() != "refused: bylaws-lacking field="+field {
			t.Errorf("%s: %v", field, err)
		}
	}
}
