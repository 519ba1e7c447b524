package roster_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"assenso/governance"
	"assenso/governance/roster"
)

// sameState compares whole states, unexported parts too; an empty list is as
// good as none.
var sameState = cmp.Options{cmp.Exporter(roster.OfThisPackage), cmpopts.EquateEmpty()}

// TestPromises gives a body anything at all, again and again, and checks what
// every package of rules promises.
func TestPromises(t *testing.T) { rapid.Check(t, promises) }

// FuzzPromises lets the fuzzer choose.
func FuzzPromises(f *testing.F) { f.Fuzz(rapid.MakeFuzz(promises)) }

func promises(t *rapid.T) {
	r := &recorder{t: t, codec: roster.NewCodec(), now: time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)}
	r.give(governance.Meta{}, roster.Found{
		ID: "collegio", Name: "Collegio", Kind: governance.TeachersBoard, Bylaws: bylaws(9), Admin: accounts[0],
	})
	r.give(governance.Meta{}, roster.ImportRoster{Admin: accounts[0], Rows: []roster.Row{
		{Name: "Anna Bianchi", Mail: "a@example.org", Accounts: []string{"console:anna"}, Office: governance.Chair},
		{Name: "Bruno Rossi", Accounts: []string{"console:bruno"}, Office: governance.Secretary},
		{Name: "Carla Verdi"},
		{ID: "7", Name: "Dora Neri"},
	}})
	for range rapid.IntRange(1, 40).Draw(t, "orders") {
		r.give(anyMeta().Draw(t, "meta"), anyCommand().Draw(t, "command"))
		r.sane()
	}
	if d := cmp.Diff(r.state(), r.replayed(nil), sameState); d != "" {
		t.Fatalf("replay: -live +replayed\n%s", d)
	}
	var erased []uint64
	for _, e := range r.journal {
		erased = append(erased, roster.Erases(e.Event)...)
	}
	if d := cmp.Diff(r.state(), r.replayed(erased), sameState); d != "" {
		t.Fatalf("replay after erasing %v: -live +replayed\n%s", erased, d)
	}
}

// recorder keeps a journal and the state it leads to.
type recorder struct {
	t       *rapid.T
	codec   *governance.Codec[roster.Event]
	live    roster.State
	journal []governance.Recorded[roster.Event]
	now     time.Time
}

func (r *recorder) state() *roster.State { return &r.live }

func (r *recorder) give(m governance.Meta, c roster.Command) {
	m.At, r.now = r.now, r.now.Add(time.Minute)
	before := r.replayed(nil)
	events, err := roster.Decide(&r.live, m, c)
	if d := cmp.Diff(before, &r.live, sameState); d != "" {
		r.t.Fatalf("%T changed the state before it was recorded: -before +after\n%s", c, d)
	}
	if err != nil {
		if _, lawful := governance.Refused(err); !lawful || len(events) > 0 {
			r.t.Fatalf("%T: events %v, error %v", c, events, err)
		}
		return
	}
	if len(events) > 0 && !authorised(before, m, c) {
		r.t.Fatalf("%#v acts beyond the office of %+v: %v", c, m, events)
	}
	for _, e := range events {
		rec := governance.Recorded[roster.Event]{Seq: r.live.Seq + 1, Meta: m, Event: e}
		r.live.Apply(rec)
		r.journal = append(r.journal, rec)
	}
	if again, err := roster.Decide(&r.live, m, c); err == nil && len(again) > 0 {
		r.t.Fatalf("%#v given twice leads to %v", c, again)
	}
}

// replayed is the state that the journal tells, written and read back, without
// the private values of the entries in erased.
func (r *recorder) replayed(erased []uint64) *roster.State {
	s := &roster.State{}
	for _, e := range r.journal {
		data, private, err := r.codec.Encode(e.Event)
		if err != nil {
			r.t.Fatal(err)
		}
		if slices.Contains(erased, e.Seq) {
			private = nil
		}
		if e.Event, err = r.codec.Decode(e.Event.Name(), data, private); err != nil {
			r.t.Fatal(err)
		}
		s.Apply(e)
	}
	return s
}

// authorised is the slow twin of the rules about offices: what each order
// needs, said once more in other words.
func authorised(s *roster.State, m governance.Meta, c roster.Command) bool {
	chair := m.By != "" && (s.Officers[governance.Chair] == m.By && m.For == "" ||
		s.Officers[governance.Secretary] == m.By && m.For == governance.Chair)
	secretary := m.By != "" && s.Officers[governance.Secretary] == m.By && m.For == ""
	admin := func(account string) bool { return s.IsAdmin(account) && m.For == "" }
	switch c := c.(type) {
	case roster.Assign:
		return chair || admin(c.Admin)
	case roster.SetBasis:
		return chair || admin(c.Admin)
	case roster.AdoptBylaws:
		return chair || admin(c.Admin)
	case roster.DropCarried:
		return chair
	case roster.AddAdmin:
		return s.IsAdmin(c.Admin)
	case roster.DismissAdmin:
		return s.IsAdmin(c.Admin)
	case roster.SetPlaces:
		return chair || secretary || admin(c.Admin)
	case roster.ImportRoster:
		return chair || secretary || admin(c.Admin)
	case roster.LinkAccount:
		return chair || secretary || admin(c.Admin)
	case roster.DecideLink:
		return chair || secretary || admin(c.Admin)
	case roster.StartNumbers:
		return chair || secretary || admin(c.Admin)
	case roster.EraseMember:
		return chair || secretary || admin(c.Admin)
	case roster.EraseAccount:
		return chair || secretary || admin(c.Admin)
	case roster.UnlinkAccount:
		return chair || secretary || admin(c.Admin) || m.By != "" && s.Accounts[c.Account] == m.By
	case roster.NumberMeeting, roster.CallRehearsal:
		return chair || secretary || m.By == ""
	case roster.Found:
		return s.ID == ""
	}
	return true // RequestLink, RegisterResolution
}

// sane checks what must hold in every state.
func (r *recorder) sane() {
	s := &r.live
	current := func(id governance.MemberID) bool { m := s.Member(id); return m != nil && m.Current() }
	for o, id := range s.Officers {
		if !current(id) {
			r.t.Fatalf("%s is held by %q, who is no member", o, id)
		}
	}
	if c := s.Officers[governance.Chair]; c != "" && c == s.Officers[governance.Secretary] {
		r.t.Fatalf("%s holds both offices", c)
	}
	if len(s.Admins) == 0 {
		r.t.Fatal("no administrator left")
	}
	for i, m := range s.Members {
		if s.Member(m.ID) != &s.Members[i] {
			r.t.Fatalf("%s is not found by their id", m.ID)
		}
	}
	taken := make(map[roster.Resolution]bool)
	for _, n := range s.Resolutions {
		if key := (roster.Resolution{Number: n.Number, Year: n.Year}); taken[key] {
			r.t.Fatalf("number %d/%s given twice", n.Number, n.Year)
		} else {
			taken[key] = true
		}
	}
	for _, q := range s.Requests {
		if _, linked := s.Accounts[q.Account]; linked {
			r.t.Fatalf("%s speaks for a member and asks to", q.Account)
		}
	}
}

var (
	accounts = []string{"console:ugo", "console:anna", "telegram:42", "telegram:42", "telegram:42", "console:zoe", "", "bad"}
	members  = []governance.MemberID{"m001", "m002", "m003", "m004", "7", "8", ""}
	offices  = []governance.Office{governance.Chair, governance.Secretary, governance.Teller, ""}
	years    = []string{"2026-27", "2026-27", "2027-28", "2026", "26"}
	meetings = []string{"collegio-1", "collegio-2", ""}
)

func anyMeta() *rapid.Generator[governance.Meta] {
	return rapid.Custom(func(t *rapid.T) governance.Meta {
		return governance.Meta{
			By:  rapid.SampledFrom([]governance.MemberID{"m001", "m002", "m003", "", ""}).Draw(t, "by"),
			For: rapid.SampledFrom([]governance.Office{"", "", "", "", governance.Chair, governance.Secretary}).Draw(t, "for"),
		}
	})
}

func anyRow() *rapid.Generator[roster.Row] {
	return rapid.Custom(func(t *rapid.T) roster.Row {
		return roster.Row{
			ID:       rapid.SampledFrom([]string{"", "", "", "", "7", "8", "m001", "m002"}).Draw(t, "id"),
			Name:     rapid.SampledFrom([]string{"Anna Bianchi", "Bruno Rossi", "Bruno Rossi", "Carla Verdi", "Dora Neri"}).Draw(t, "name"),
			Mail:     rapid.SampledFrom([]string{"", "", "a@example.org", "b@example.org", "c@example.org"}).Draw(t, "mail"),
			Votes:    rapid.SampledFrom([]*bool{nil, nil, yes(), no()}).Draw(t, "votes"),
			Director: rapid.SampledFrom([]*bool{nil, nil, yes(), no()}).Draw(t, "director"),
			Since:    rapid.SampledFrom([]string{"", "", "2026-09-12", "2020-01-10"}).Draw(t, "since"),
			For:      rapid.SampledFrom([][]string{nil, nil, nil, {}, {"Carla Verdi"}, {"m001"}, {"Dora Neri", "8"}}).Draw(t, "for"),
			Accounts: rapid.SampledFrom([][]string{nil, nil, nil, {"console:anna"}, {"console:bruno"}, {"telegram:42", "console:carla"}}).
				Draw(t, "accounts"),
			Office: rapid.SampledFrom([]governance.Office{"", "", "", governance.Chair, governance.Secretary}).Draw(t, "office"),
		}
	})
}

func anyAccount() *rapid.Generator[string]             { return rapid.SampledFrom(accounts) }
func anyMember() *rapid.Generator[governance.MemberID] { return rapid.SampledFrom(members) }
func anyAdmin() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"console:ugo", "console:ugo", "console:zoe", ""})
}

func anyCommand() *rapid.Generator[roster.Command] {
	orders := []func(t *rapid.T) roster.Command{
		func(t *rapid.T) roster.Command {
			return roster.AdoptBylaws{Bylaws: bylaws(rapid.SampledFrom([]time.Month{1, 9}).Draw(t, "from")), Admin: anyAdmin().Draw(t, "admin")}
		},
		func(t *rapid.T) roster.Command {
			if rapid.Bool().Draw(t, "basis") {
				return roster.SetBasis{Basis: rapid.SampledFrom([]string{"", "art. 12"}).Draw(t, "ground"), Admin: anyAdmin().Draw(t, "admin")}
			}
			return roster.SetPlaces{Places: []string{anyAccount().Draw(t, "place")}, Admin: anyAdmin().Draw(t, "admin")}
		},
		func(t *rapid.T) roster.Command {
			return roster.Assign{Office: rapid.SampledFrom(offices).Draw(t, "office"), Member: anyMember().Draw(t, "member"), Admin: anyAdmin().Draw(t, "admin")}
		},
		func(t *rapid.T) roster.Command {
			return roster.AddAdmin{Account: anyAccount().Draw(t, "account"), Admin: anyAdmin().Draw(t, "admin")}
		},
		func(t *rapid.T) roster.Command {
			return roster.DismissAdmin{Account: anyAccount().Draw(t, "account"), Admin: anyAdmin().Draw(t, "admin")}
		},
		func(t *rapid.T) roster.Command {
			return roster.LinkAccount{Account: anyAccount().Draw(t, "account"), Member: anyMember().Draw(t, "member"), Admin: anyAdmin().Draw(t, "admin")}
		},
		func(t *rapid.T) roster.Command {
			return roster.UnlinkAccount{Account: anyAccount().Draw(t, "account"), Admin: anyAdmin().Draw(t, "admin")}
		},
		func(t *rapid.T) roster.Command {
			return roster.RequestLink{Account: anyAccount().Draw(t, "account"), Name: rapid.SampledFrom([]string{"Dora Neri", ""}).Draw(t, "name")}
		},
		func(t *rapid.T) roster.Command {
			return roster.DecideLink{Account: anyAccount().Draw(t, "account"), Member: anyMember().Draw(t, "member"),
				Accept: rapid.Bool().Draw(t, "accept"), Admin: anyAdmin().Draw(t, "admin")}
		},
		func(t *rapid.T) roster.Command {
			return roster.NumberMeeting{Meeting: rapid.SampledFrom(meetings).Draw(t, "meeting"), Year: rapid.SampledFrom(years).Draw(t, "year"),
				Takes: rapid.Bool().Draw(t, "takes")}
		},
		func(t *rapid.T) roster.Command {
			return roster.CarryItems{Meeting: rapid.SampledFrom(meetings).Draw(t, "meeting"),
				Items: []roster.LeftItem{{Item: rapid.IntRange(1, 2).Draw(t, "item"), Title: "Bilancio"}}}
		},
		func(t *rapid.T) roster.Command { return roster.DropCarried{N: rapid.IntRange(0, 2).Draw(t, "n")} },
		func(t *rapid.T) roster.Command {
			return roster.CallRehearsal{Meeting: rapid.SampledFrom(meetings).Draw(t, "meeting")}
		},
		func(t *rapid.T) roster.Command {
			return roster.RegisterResolution{Meeting: rapid.SampledFrom(meetings).Draw(t, "meeting"), Round: "1/1",
				Number: rapid.IntRange(-1, 3).Draw(t, "number"), Year: rapid.SampledFrom(years).Draw(t, "year")}
		},
		func(t *rapid.T) roster.Command {
			return roster.StartNumbers{Year: rapid.SampledFrom(years).Draw(t, "year"), Resolutions: rapid.IntRange(-1, 3).Draw(t, "resolutions"),
				Meetings: rapid.IntRange(-1, 3).Draw(t, "meetings"), Admin: anyAdmin().Draw(t, "admin")}
		},
		func(t *rapid.T) roster.Command {
			return roster.EraseMember{Member: anyMember().Draw(t, "member"), Reason: "a richiesta", Admin: anyAdmin().Draw(t, "admin")}
		},
		func(t *rapid.T) roster.Command {
			return roster.EraseAccount{Account: anyAccount().Draw(t, "account"), Reason: "a richiesta", Admin: anyAdmin().Draw(t, "admin")}
		},
		anyImport, anyImport,
	}
	return rapid.Custom(func(t *rapid.T) roster.Command { return rapid.SampledFrom(orders).Draw(t, "kind")(t) })
}

func anyImport(t *rapid.T) roster.Command {
	return roster.ImportRoster{
		Rows: rapid.SliceOfN(anyRow(), 0, 4).Draw(t, "rows"),
		Keep: rapid.Bool().Draw(t, "keep"), Sure: rapid.Bool().Draw(t, "sure"), Admin: anyAdmin().Draw(t, "admin"),
	}
}
