package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"assenso/governance"
	"assenso/governance/roster"

	"golang.org/x/text/unicode/norm"
)

// bodyID is the body of a console.
const bodyID governance.BodyID = "collegio"

// seats are the handles that a person at the console can play, in the order of
// the roll, and whose they are.
type seats struct {
	handles []string
	name    map[string]string
}

const consoleAccount = "console:"

func (s *seats) add(account, name string) {
	handle, ok := strings.CutPrefix(account, consoleAccount)
	if !ok {
		return
	}
	if s.name == nil {
		s.name = make(map[string]string)
	}
	if s.name[handle] == "" {
		s.handles = append(s.handles, handle)
	}
	s.name[handle] = name
}

// named is what the console calls a handle: the person, and the handle too
// where several would be called the same.
func (s seats) named() func(handle string) string {
	calls := make(map[string]int)
	for _, name := range s.name {
		calls[name]++
	}
	return func(handle string) string {
		switch name := s.name[handle]; {
		case name == "":
			return handle
		case calls[name] > 1:
			return name + " (" + handle + ")"
		default:
			return name
		}
	}
}

// seatsOfRows are those of a list of members.
func seatsOfRows(rows []roster.Row) seats {
	var s seats
	for _, r := range rows {
		for _, account := range r.Accounts {
			s.add(account, r.Name)
		}
	}
	return s
}

// seatsOfBody are those of a body as it is recorded.
func seatsOfBody(b *roster.State) seats {
	var s seats
	for _, m := range b.Roll() {
		for _, account := range b.AccountsOf(m.ID) {
			s.add(account, m.Name)
		}
	}
	return s
}

// seated gives everybody on the list a handle, where the list gives none to
// anybody: a list as a school has it knows nothing of this console.
func seated(rows []roster.Row) []roster.Row {
	if len(seatsOfRows(rows).handles) > 0 {
		return rows
	}
	rows = slices.Clone(rows)
	taken := make(map[string]bool)
	for i := range rows {
		handle := handleFor(rows[i].Name, taken)
		taken[handle] = true
		rows[i].Accounts = append(slices.Clone(rows[i].Accounts), consoleAccount+handle)
	}
	return rows
}

// handleFor makes a handle of a name that is not taken: the surname, or more
// of the name, or a number with it.
func handleFor(name string, taken map[string]bool) string {
	words := strings.FieldsFunc(strings.ToLower(norm.NFKD.String(name)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r)
	})
	var parts []string
	for _, w := range words {
		plain := strings.Map(func(r rune) rune {
			if r < 'a' || r > 'z' {
				return -1
			}
			return r
		}, w)
		if n := len(parts); n > 0 && len(parts[n-1]) < 3 { // De Luca, D'Angelo
			parts[n-1] += plain
		} else if plain != "" {
			parts = append(parts, plain)
		}
	}
	for n := 1; n <= len(parts); n++ {
		if handle := strings.Join(parts[:n], "."); !taken[handle] {
			return handle
		}
	}
	whole := strings.Join(append(parts, ""), ".")
	if whole == "" {
		whole = "x."
	}
	for n := 2; ; n++ {
		if handle := fmt.Sprintf("%s%d", whole, n); !taken[handle] {
			return handle
		}
	}
}

// bodyIn is the console's body as it is recorded, or nil where there is none yet.
func bodyIn(ctx context.Context, store records) (*roster.State, error) {
	codec := roster.NewCodec()
	s := new(roster.State)
	for e, err := range store.Read(ctx, "body:"+string(bodyID), 0) {
		if err != nil {
			return nil, err
		}
		ev, err := codec.Decode(e.Name, e.Data, e.Private)
		if err != nil {
			return nil, fmt.Errorf("body %s, entry %d: %w", bodyID, e.Seq, err)
		}
		s.Apply(governance.Recorded[roster.Event]{Seq: e.Seq, Meta: governance.Meta{By: governance.MemberID(e.By), At: e.At}, Event: ev})
	}
	if s.ID == "" || len(s.Members) == 0 {
		return nil, nil
	}
	return s, nil
}

// founding refuses what the rules would, before anything is written.
func founding(f roster.Found, rows []roster.Row) error {
	s := new(roster.State)
	for _, c := range []roster.Command{f, roster.ImportRoster{Rows: rows, Admin: f.Admin}} {
		events, err := roster.Decide(s, governance.Meta{}, c)
		if err != nil {
			return err
		}
		for _, e := range events {
			s.Apply(governance.Recorded[roster.Event]{Seq: s.Seq + 1, Event: e})
		}
	}
	return nil
}
