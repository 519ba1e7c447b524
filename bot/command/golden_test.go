package command_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assenso/bot/command"
	"assenso/governance"
	"assenso/governance/meeting"

	"github.com/google/go-cmp/cmp"
)

var rewrite = flag.Bool("rewrite", false, "write what was shown to testdata instead of comparing")

// scene is a moment of a meeting, as /help and /regia find it.
type scene struct {
	name string
	make func(testing.TB) *room
	who  []governance.MemberID
}

func scenes() []scene {
	return []scene{
		{"convened, days before", newRoom, []governance.MemberID{"bruno", "anna", "carla"}},
		{"the hour before, with an excuse to decide", func(t testing.TB) *room {
			r := newRoom(t)
			r.do("omar", meeting.SendExcuse{Text: "influenza"})
			r.at("16:10:00")
			r.do("anna", meeting.CheckIn{Via: meeting.ByCheckIn, Place: "console:sala"})
			return r
		}, []governance.MemberID{"bruno", "anna", "carla"}},
		{"just opened", opened, []governance.MemberID{"omar", "anna", "carla"}},
		{"a ballot is open", voting, []governance.MemberID{"bruno", "anna", "carla"}},
		{"a member was asked what they meant", func(t testing.TB) *room {
			r := voting(t)
			r.do("bruno", meeting.Ask{Why: "weak-word", Words: "mah"})
			return r
		}, []governance.MemberID{"bruno"}},
		{"a result to proclaim, with a doubt", func(t testing.TB) *room { return counted(t, false) }, []governance.MemberID{"anna", "carla", "elena"}},
		{"proclaimed, with an item left", func(t testing.TB) *room { return counted(t, true) }, []governance.MemberID{"anna", "carla"}},
		{"minutes drafted, with a change asked for", func(t testing.TB) *room { return drafted(t, true) }, []governance.MemberID{"bruno", "anna", "carla"}},
		{"the minutes under vote", func(t testing.TB) *room {
			r := drafted(t, false)
			r.do("anna", meeting.OpenBallot{On: meeting.OnMinutes})
			r.do("", meeting.ConfirmAnnouncement{Round: meeting.Round{On: "minutes", N: 1}, Place: "console:sala"})
			return r
		}, []governance.MemberID{"bruno", "carla"}},
		{"suspended", func(t testing.TB) *room {
			r := opened(t)
			r.do("anna", meeting.Suspend{Reason: "guasto"})
			return r
		}, []governance.MemberID{"bruno", "anna"}},
	}
}

// counted is the meeting after the ballot on item 2: Bruno against, Nicolò
// asked and silent.
func counted(t testing.TB, proclaimed bool) *room {
	r := voting(t)
	round := meeting.Round{On: "2", N: 1}
	r.do("bruno", meeting.Cast{Position: governance.Against, Via: "button"})
	if !proclaimed {
		for _, id := range []governance.MemberID{"dario", "elena"} {
			r.do(id, meeting.Cast{Position: governance.Against, Via: "button"})
		}
		r.do("nico", meeting.Ask{Why: "weak-word", Words: "mah"})
	}
	r.now = r.now.Add(3 * time.Minute)
	r.do("", meeting.Elapse{})
	r.do("", meeting.ConfirmHeard{Round: round, Place: "console:sala"})
	if proclaimed {
		r.do("anna", meeting.Proclaim{Round: round})
	}
	return r
}

// drafted is the meeting with all items treated and a draft on the table.
func drafted(t testing.TB, change bool) *room {
	r := counted(t, true)
	r.do("anna", meeting.OpenItem{N: 3})
	r.do("anna", meeting.EndItem{})
	r.do("carla", meeting.Draft{Hash: "4f2a", Upto: r.s.Seq})
	if change {
		r.do("bruno", meeting.RequestChange{Text: "Sono entrato alle 16:50."})
	}
	return r
}

func TestHelpAndDesk(t *testing.T) {
	b, cat := book(t), catalogue(t)
	for _, l := range cat.Languages() {
		s := cat.In(l, rome(t))
		var out strings.Builder
		for _, sc := range scenes() {
			for _, who := range sc.who {
				in := sc.make(t).input(who)
				out.WriteString("# " + sc.name + ": " + string(who) + "\n")
				for _, o := range b.Offered(in) {
					out.WriteString("[" + s.Plain(o.Label) + "]")
					if len(o.Needs) > 0 {
						out.WriteString(" … " + strings.Join(o.Needs, ", "))
					}
					if _, err := o.Token(in.Meeting.ID).Pack(); err != nil {
						t.Errorf("%s: %v", o.Name, err)
					}
					out.WriteString("\n")
				}
				out.WriteString(s.Page(b.Help(in)).Plain() + "\n\n")
			}
		}
		golden(t, "help."+l+".txt", out.String())
	}
}

func TestHelpOnEachCommand(t *testing.T) {
	b, cat := book(t), catalogue(t)
	for _, l := range cat.Languages() {
		s := cat.In(l, rome(t))
		var out strings.Builder
		for _, spec := range b.Specs() {
			out.WriteString(s.Page(b.HelpOn(spec)).Plain() + "\n\n")
		}
		golden(t, "commands."+l+".txt", out.String())
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *rewrite {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s: -want +got (go test -rewrite writes it)\n%s", name, d)
	}
}

// What is offered to nobody in particular is what a stranger may do: ask to be
// recognised, and read the help.
func TestAStrangerIsOfferedRecognition(t *testing.T) {
	in := opened(t).input("")
	in.Account, in.Name = "console:zoe", "Zoe"
	var names []string
	for _, o := range book(t).Offered(in) {
		names = append(names, o.Name)
	}
	if d := cmp.Diff([]string{"link", "status", "help"}, names); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// Trying offers changes nothing, and every call offered without needs is
// understood when its button is pressed.
func TestEveryOfferedButtonWorks(t *testing.T) {
	b := book(t)
	for _, sc := range scenes() {
		for _, who := range sc.who {
			in := sc.make(t).input(who)
			before := in.Meeting.Seq
			for _, o := range b.Offered(in) {
				packed, err := o.Token(in.Meeting.ID).Pack()
				if err != nil {
					t.Errorf("%s: %v", o.Name, err)
					continue
				}
				tok, err := command.Unpack(packed)
				if err != nil {
					t.Fatal(err)
				}
				spec, _ := b.Find(tok.Name)
				pressed := in
				pressed.Button, pressed.Round = true, tok.Round
				err = b.Parse(spec, callOf(tok), &pressed)
				if err == nil {
					err = made(t, spec, pressed)
				}
				if why, _ := governance.Refused(err); err != nil && (len(o.Needs) == 0 || why != command.MissingArgument && why != meeting.ReasonNeeded && why != meeting.NotReached) {
					t.Errorf("%s, %s pressed %s: %v", sc.name, who, packed, err)
				}
			}
			if in.Meeting.Seq != before {
				t.Errorf("%s: trying offers changed the meeting", sc.name)
			}
		}
	}
}

// The moment's own act comes first.
func TestTheLikeliestActComesFirst(t *testing.T) {
	for _, c := range []struct {
		scene string
		make  func(testing.TB) *room
		who   governance.MemberID
		want  string
	}{
		{"a member who is not in yet", opened, "omar", "here"},
		{"a member while a ballot is open", voting, "bruno", "against"},
		{"the secretary of a meeting just opened", opened, "carla", "confirm"},
		{"the chair with a result", func(t testing.TB) *room { return counted(t, false) }, "anna", "settle"},
		{"the chair with an item left", func(t testing.TB) *room { return counted(t, true) }, "anna", "item"},
	} {
		t.Run(c.scene, func(t *testing.T) {
			r := c.make(t)
			offered := book(t).Lawful(r.s, c.who, r.now)
			if len(offered) == 0 || offered[0].Name != c.want {
				t.Errorf("got %+v, want %s first", offered, c.want)
			}
		})
	}
}
