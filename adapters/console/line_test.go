package console

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	bruno := seat{handle: "bruno", name: "bruno"}
	said := func(s seat, c content) act { return act{seat: s, verb: says, what: c} }
	for _, tc := range []struct {
		name string
		line string
		want order
	}{
		{"a blank line is nothing", "  \t ", nil},
		{"a comment is nothing", "  # bruno: contrario", nil},
		{"a question mark asks for help", " ? ", askHelp{}},
		{"quit quits", "quit", quit{}},
		{"quit with a name is said", "bruno: quit", said(bruno, content{text: "quit"})},

		{"words", "bruno: contrario", said(bruno, content{text: "contrario"})},
		{"words need no space", "bruno:contrario", said(bruno, content{text: "contrario"})},
		{"a name in capitals with accents", "Nicolò: sì", said(seat{handle: "nicolo", name: "Nicolò"}, content{text: "sì"})},
		{"a name with an accent typed apart", "Nicolo\u0300: sì", said(seat{handle: "nicolo", name: "Nicolo\u0300"}, content{text: "sì"})},
		{"a name with dots and hyphens", "anna-maria.d_2: sì", said(seat{handle: "anna-maria.d_2", name: "anna-maria.d_2"}, content{text: "sì"})},
		{"Latin letters beyond accents", "Łukasz-Weiß: tak", said(seat{handle: "lukasz-weiss", name: "Łukasz-Weiß"}, content{text: "tak"})},
		{"in private", "bruno@: ciao", said(seat{"bruno", "bruno", inPrivate}, content{text: "ciao"})},
		{"in a room", "bruno@Aula3: ciao", said(seat{"bruno", "bruno", "aula3"}, content{text: "ciao"})},
		{"in a room called by a number", "bruno@3b: ciao", said(seat{"bruno", "bruno", "3b"}, content{text: "ciao"})},
		{"a colon among the words", "bruno: nota: bene", said(bruno, content{text: "nota: bene"})},
		{"an edit", "bruno~ favorevole", act{seat: bruno, verb: edits, what: content{text: "favorevole"}}},
		{"a reply", "bruno>> non era un voto", act{seat: bruno, verb: replies, what: content{text: "non era un voto"}}},
		{"a reply in private", "bruno@>> no", act{seat: seat{"bruno", "bruno", inPrivate}, verb: replies, what: content{text: "no"}}},

		{"a command", "bruno: /presente smartphone", said(bruno, content{call: "presente", text: "smartphone"})},
		{"a command alone", "bruno: /esco", said(bruno, content{call: "esco"})},
		{"a command in capitals with an accent", "bruno: /Però x", said(bruno, content{call: "pero", text: "x"})},
		{"a command of several lines", `bruno: /nota uno\ndue`, said(bruno, content{call: "nota", text: "uno\ndue"})},
		{"a slash before a number is no command", "bruno: /3", said(bruno, content{text: "/3"})},
		{"a path is no command", "bruno: /a/b", said(bruno, content{text: "/a/b"})},
		{"a command said literally", `bruno: \/presente`, said(bruno, content{text: "/presente"})},
		{"an edit that looks like a command is words", "bruno~ /presente", act{seat: bruno, verb: edits, what: content{text: "/presente"}}},

		{"a button", "bruno: [ Non partecipo ]", said(bruno, content{press: "Non partecipo"})},
		{"a button by number", "bruno: [2]", said(bruno, content{press: "2"})},
		{"brackets and more are words", "bruno: [2] ok", said(bruno, content{text: "[2] ok"})},
		{"two pairs of brackets are words", "bruno: [a] e [b]", said(bruno, content{text: "[a] e [b]"})},
		{"empty brackets are words", "bruno: [ ]", said(bruno, content{text: "[ ]"})},
		{"a bracket said literally", `bruno: \[contrario]`, said(bruno, content{text: "[contrario]"})},

		{"a line break", `bruno: uno\ndue`, said(bruno, content{text: "uno\ndue"})},
		{"a backslash", `bruno: C:\\nuovo \x`, said(bruno, content{text: `C:\nuovo \x`})},

		{"a file", "bruno: ecco <roll.csv", said(bruno, content{text: "ecco", files: []string{"roll.csv"}})},
		{"a file alone", "bruno: <./roll", said(bruno, content{files: []string{"./roll"}})},
		{"two files", "bruno: ecco <a.csv <b.csv", said(bruno, content{text: "ecco", files: []string{"a.csv", "b.csv"}})},
		{"a file with spaces in its name", `bruno: ecco <"my roll.csv"`, said(bruno, content{text: "ecco", files: []string{"my roll.csv"}})},
		{"a command with a file", "bruno: /importa <roll.csv", said(bruno, content{call: "importa", files: []string{"roll.csv"}})},
		{"a heart is no file", "bruno: grazie <3", said(bruno, content{text: "grazie <3"})},
		{"markup is no file", "bruno: <b>x </b>", said(bruno, content{text: "<b>x </b>"})},
		{"a file said literally", `bruno: scrivi \<roll.csv`, said(bruno, content{text: "scrivi <roll.csv"})},
		{"a quoted word is no file", `bruno: "sì"`, said(bruno, content{text: `"sì"`})},

		{"people enter", "+bruno, Carla  dora", presence{true, []seat{bruno, {"carla", "Carla", ""}, {"dora", "dora", ""}}}},
		{"people enter a room", "+bruno@aula", presence{true, []seat{{"bruno", "bruno", "aula"}}}},
		{"somebody drops out", "-bruno bruno", presence{false, []seat{bruno}}},

		{"a moment", "@ 16:30", moment("16:30")},
		{"a moment later", "@+30s", moment("+30s")},

		{"words without a name", "contrario", act{verb: says, what: content{text: "contrario"}}},
		{"a button without a name", "[contrario]", act{verb: says, what: content{press: "contrario"}}},
		{"a command without a name", "/stato", act{verb: says, what: content{call: "stato"}}},
		{"plus one without a name", "+1 anche per me", act{verb: says, what: content{text: "+1 anche per me"}}},
		{"a dash without a name", "- e sia", act{verb: says, what: content{text: "- e sia"}}},
		{"a web address is no name", "https://a.example", act{verb: says, what: content{text: "https://a.example"}}},
		{"an hour is no name", "16:30 va bene", act{verb: says, what: content{text: "16:30 va bene"}}},
		{"several words are no name", "nota bene: sono contrario", act{verb: says, what: content{text: "nota bene: sono contrario"}}},
		{"controls are dropped", "bruno: a\x1b[31mb\x00\u0085c", said(bruno, content{text: "a[31mbc"})},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := parse(tc.line)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, got, cmp.AllowUnexported(act{}, seat{}, content{}, presence{})); diff != "" {
				t.Errorf("%q (-want +got):\n%s", tc.line, diff)
			}
		})
	}
}

func TestParseFaults(t *testing.T) {
	for _, tc := range []struct {
		name string
		line string
		want string
	}{
		{"nothing said", "bruno:", keyEmpty},
		{"an edit to nothing", "bruno~  ", keyEmpty},
		{"a name that has no ASCII form", "李明: 反对", keyBadName},
		{"a room that has no ASCII form", "bruno@教室: ciao", keyBadName},
		{"a name longer than any", strings.Repeat("a", 65) + ": ciao", keyBadName},
		{"everybody is not magic", "+*", keyNotNames},
		{"nobody leaves", "-*", keyNotNames},
		{"something among the names", "+bruno 3", keyNotNames},
		{"commas alone", "+,", keyNotNames},
		{"more files than any", "bruno: " + strings.Repeat("<a.csv ", 11), keyManyFiles},
		{"entering a private place", "+bruno@", keyNotNames},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := parse(tc.line)
			if f, ok := errors.AsType[*fault](err); !ok || f.key != tc.want {
				t.Errorf("%q: %v; want %s", tc.line, err, tc.want)
			}
		})
	}
}

// FuzzParse: whatever is typed is understood, or is a fault that has words,
// and what was understood has handles that can go into places.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"bruno: contrario", "bruno@: ciao", "bruno@aula>> \\n", "+a b@c", "-*", "@16:30", `x: <"a b.c"`, "[2]",
		"Nicolò~ \xff", "bruno: /\u0300", "ß@ß: [ß]", "a:", "\ufeff#",
	} {
		f.Add(s)
	}
	keys := Keys()
	f.Fuzz(func(t *testing.T, line string) {
		o, err := parse(line)
		if err != nil {
			f, ok := errors.AsType[*fault](err)
			if !ok {
				t.Fatalf("%q: %v is no fault", line, err)
			}
			if _, ok := keys[f.key]; !ok {
				t.Fatalf("%q: no words for %s", line, f.key)
			}
			return
		}
		seats := []seat{}
		switch o := o.(type) {
		case act:
			if o.handle != "" {
				seats = append(seats, o.seat)
			}
			c := o.what
			if c.text == "" && c.call == "" && c.press == "" && len(c.files) == 0 {
				t.Errorf("%q: nothing is done", line)
			}
			if utf8.ValidString(line) && !utf8.ValidString(c.text+c.call+c.press) {
				t.Errorf("%q: broken letters in %+v", line, c)
			}
		case presence:
			seats = o.who
		}
		for _, s := range seats {
			for _, part := range []string{s.handle, s.at} {
				if strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789._-") != "" && part != inPrivate || len(part) > maxName {
					t.Errorf("%q: handle %q", line, part)
				}
			}
			if again, ok := fold(s.handle); !ok || again != s.handle {
				t.Errorf("%q: the handle %q folds to %q", line, s.handle, again)
			}
		}
	})
}
