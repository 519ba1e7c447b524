package command_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"assenso/bot/chat"
	"assenso/governance"
	"assenso/governance/attendance"
	"assenso/governance/meeting"
)

// file is an attendance file of people by name and address.
func file(lines ...string) []chat.File {
	text := "Name,User Email,Join Time,Leave Time\n"
	for _, l := range lines {
		text += l + ",24/11/2026 16:20,24/11/2026 17:00\n"
	}
	return []chat.File{{Name: "presenze.csv", Data: []byte(text)}}
}

// A name is recognised by the address of the roster, or where it is somebody's
// whole name; else it is offered, and never guessed.
func TestPeopleOfAFileAreRecognisedOrOffered(t *testing.T) {
	b := book(t)
	spec, _ := b.Find("confronta")
	r := opened(t)
	for i := range r.body.Members {
		if r.body.Members[i].ID == "elena" {
			r.body.Members[i].Mail = "Elena.DeLuca@example.org"
		}
	}
	in := r.input("carla")
	in.Files = file(
		"Anna Bianchi,", "verdi carla (Ospite),", "Ele,elena.deluca@example.org", "Nico (Nicolò Neri),", "Rossi,",
		"Bruno Rossi jr,", "D’Angelo Dario,", "Contigali Omar,", "Pippo,",
	)
	if err := b.Parse(spec, chat.Call{Name: "confronta"}, &in); err != nil {
		t.Fatal(err)
	}
	o, err := spec.Make(in)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range o.Meeting.(meeting.ImportAttendance).People {
		line := p.Name + " = " + string(p.Member)
		if p.Member == "" {
			line += fmt.Sprint(p.Could)
		}
		got = append(got, line)
	}
	want := []string{
		"Anna Bianchi = anna", "verdi carla = carla", "Ele = elena", "Nico (Nicolò Neri) = nico", "Rossi = [bruno franca]",
		"Bruno Rossi jr = [bruno franca]", "D’Angelo Dario = dario", "Contigali Omar = [omar]", "Pippo = []",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestComparisonsThatCannotBeMade(t *testing.T) {
	b, words := book(t), catalogue(t)
	spec, _ := b.Find("confronta")
	for _, c := range []struct {
		name, typed string
		files       []chat.File
		want        governance.Reason
	}{
		{"no file, and none before", "", nil, "attendance-file"},
		{"two files", "", append(file("Anna,"), file("Carla,")...), "attendance-file"},
		{"another file", "", []chat.File{{Data: []byte("cognome;nome\nNeri;Nicolò\n")}}, attendance.NotAttendance},
		{"a row without a name", "3", nil, "missing-argument"},
		{"a row of two people", "3 Rossi", nil, "which-member"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := opened(t).input("carla")
			in.Files = c.files
			err := b.Parse(spec, chat.Call{Name: "confronta", Text: c.typed}, &in)
			if err == nil {
				_, err = spec.Make(in)
			}
			if why, _ := governance.Refused(err); why != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
			say(words, err)
		})
	}
}
