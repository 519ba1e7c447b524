package command_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/governance"
)

// A name that is nobody's for sure is never guessed: the answer offers whom it
// may have meant, each as the whole call with that person in its place.
func TestNamesInDoubtAreOfferedAndNeverGuessed(t *testing.T) {
	b, words := book(t), catalogue(t)
	for _, c := range []struct {
		name, call, typed string
		want              []string // "reason: person args"
	}{
		{"a slip in a name", "spiega", "Contti", []string{"person-near: Conti-Galli Omar 2/1 member=omar"}},
		{"what would not be lawful is not offered", "accetta", "Contti", []string{"person-near:"}},
		{"one slip among several", "segna", "usciti Neri, Vrdi", []string{"person-near: Verdi Carla 2/1 as=left members=carla"}},
		{"two of a name", "segna", "contrari Rossi", []string{
			"which-member: Rossi Bruno 2/1 as=against members=bruno, Rossi Franca 2/1 as=against members=franca",
		}},
		{"a slip and two of a name, with the mode after them", "segna", "presenti Nerri, Rossi e Omar in sede", []string{
			"person-near: Neri Nicolò 2/1 as=present members=nico mode=in-person",
			"which-member: Rossi Bruno 2/1 as=present members=bruno mode=in-person, Rossi Franca 2/1 as=present members=franca mode=in-person",
		}},
		{"a slip in front of a choice", "segna", "Nerri presente in sede", []string{
			"person-near: Neri Nicolò 2/1 as=present members=nico mode=in-person",
		}},
		{"nobody near", "segna", "usciti Neri, Quaglia", []string{"unknown-person:"}},
		{"a text too long for a button", "definisci", "Nerri contrario " + strings.Repeat("lo dice a voce ", 5), []string{"person-near:"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec, _ := b.Find(c.call)
			in := voting(t).input("carla")
			err := b.Parse(spec, chat.Call{Name: c.call, Text: c.typed}, &in)
			say(words, err)
			doubts := in.Doubts
			var wrong *command.NameDoubtsError
			if errors.As(err, &wrong) {
				doubts = wrong.Doubts
			}
			var got []string
			for _, d := range doubts {
				got = append(got, doubt(t, d))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s %q\n got %s\nwant %s", c.call, c.typed, strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
			}
		})
	}
}

// doubt is a doubtful name in one line.
func doubt(t *testing.T, d command.NameDoubt) string {
	t.Helper()
	why, _ := governance.Refused(d.Refusal)
	var could []string
	for _, m := range d.Could {
		packed, err := m.Call.Pack()
		if err != nil {
			t.Error(err)
		}
		if back, err := command.Unpack(packed); err != nil || back.Name != m.Call.Name {
			t.Errorf("%s reads back as %v, %v", packed, back, err)
		}
		line := fmt.Sprintf(" %s %s", m.Name, m.Call.Round)
		for _, k := range []string{"as", "member", "members", "mode"} {
			if v, ok := m.Call.Args[k]; ok {
				line += " " + k + "=" + v
			}
		}
		could = append(could, line)
	}
	return string(why) + ":" + strings.Join(could, ",")
}
