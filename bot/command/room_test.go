package command_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// rome is where the body of these tests writes its dates.
func rome(t testing.TB) *time.Location {
	t.Helper()
	l, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// room is a meeting of a board, driven through the rules.
type room struct {
	t    testing.TB
	s    *meeting.State
	body *roster.State
	now  time.Time
}

// persons are invented. Anna chairs, Carla is the secretary.
var persons = [...][2]string{
	{"anna", "Bianchi Anna"}, {"bruno", "Rossi Bruno"}, {"carla", "Verdi Carla"}, {"dario", "D'Angelo Dario"},
	{"elena", "De Luca Elena"}, {"franca", "Rossi Franca"}, {"nico", "Neri Nicolò"}, {"omar", "Conti-Galli Omar"},
}

// bylaws are those of a school whose silence is assent.
func bylaws() governance.Bylaws {
	d := func(d time.Duration) governance.Duration { return governance.Duration(d) }
	return governance.Bylaws{
		Profile: "istituto-2020", Revision: "1", TimeZone: "Europe/Rome", YearFrom: time.September,
		Quorum:   governance.QuorumRule{Kind: governance.MoreThanHalf, LessJustified: true},
		Majority: governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.ChairBreaks},
		Silence:  governance.SilenceRule{Granted: true, Article: "art. 5", Date: "2020-10-07"},
		Clocks: governance.Clocks{
			Ballot: d(2 * time.Minute), BallotLeast: d(30 * time.Second), BallotMost: d(15 * time.Minute),
			Approval: d(5 * time.Minute), Grace: d(30 * time.Second), SignOfLife: d(30 * time.Minute),
			DeliverIn: d(30 * time.Second), HeardIn: d(time.Minute),
		},
		ChatOfficers: true, QuorumMargin: 2,
	}
}

// newRoom convenes a meeting for Tuesday 24 November 2026 at 16:30. The clock
// stands at nine on the Friday before.
func newRoom(t testing.TB) *room {
	t.Helper()
	r := &room{t: t, s: &meeting.State{}, body: newBody(t), now: time.Date(2026, 11, 20, 9, 0, 0, 0, rome(t))}
	c := meeting.Convene{
		Meeting: "collegio-2026-11-24", Body: meeting.Body{ID: "collegio", Name: "Collegio dei docenti", Kind: governance.TeachersBoard},
		Number: 3, Year: "2026-27", Bylaws: bylaws(),
		Officers: map[governance.Office]governance.MemberID{governance.Chair: "anna", governance.Secretary: "carla"},
		Convocation: meeting.Convocation{
			At: time.Date(2026, 11, 24, 16, 30, 0, 0, rome(t)), Mode: governance.Mixed, Place: "aula magna",
			Places: []string{"console:sala"},
		},
		Agenda: []meeting.Point{{Title: "Comunicazioni", Kind: meeting.ToInform}, {Title: "Piano annuale"}, {Title: "Viaggi"}},
	}
	for _, p := range persons {
		c.Roll = append(c.Roll, meeting.Called{ID: governance.MemberID(p[0]), Name: p[1], Votes: true})
	}
	r.do("anna", c)
	return r
}

// do gives a command to the rules, the secretary's for the chair by order.
func (r *room) do(by governance.MemberID, c meeting.Command) {
	r.t.Helper()
	meta := governance.Meta{By: by, At: r.now, For: command.ForMeeting(r.s, by, c)}
	events, err := meeting.Decide(r.s, meta, c)
	if err != nil {
		r.t.Fatalf("%s %#v: %v", by, c, err)
	}
	for _, e := range events {
		r.s.Apply(governance.Recorded[meeting.Event]{Seq: r.s.Seq + 1, Meta: meta, Event: e})
	}
}

// at sets the clock to a time of the day of the meeting.
func (r *room) at(clock string) {
	r.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04:05", "2026-11-24 "+clock, rome(r.t))
	if err != nil {
		r.t.Fatal(err)
	}
	r.now = at
}

// opened is the meeting just opened, with everybody in the room but Omar.
func opened(t testing.TB) *room {
	r := newRoom(t)
	r.do("carla", meeting.ConfirmDelivery{All: true, Via: "circolare 41"})
	r.at("16:25:00")
	for _, p := range persons[:len(persons)-1] {
		r.do(governance.MemberID(p[0]), meeting.CheckIn{Via: meeting.ByCheckIn, Place: "console:sala"})
	}
	r.at("16:31:00")
	r.do("anna", meeting.Open{})
	return r
}

// voting is the meeting with the ballot on item 2 running.
func voting(t testing.TB) *room {
	r := opened(t)
	r.do("carla", meeting.ConfirmValidity{})
	r.do("anna", meeting.Appoint{Office: governance.Moderator, Member: "dario"})
	r.do("anna", meeting.Appoint{Office: governance.Teller, Member: "elena"})
	r.do("anna", meeting.OpenItem{N: 1})
	r.do("anna", meeting.OpenItem{N: 2})
	r.do("anna", meeting.Propose{Text: "Si approva il piano."})
	r.do("anna", meeting.OpenBallot{})
	r.do("", meeting.ConfirmAnnouncement{Round: meeting.Round{On: "2", N: 1}, Place: "console:sala"})
	return r
}

// newBody founds a body of the same persons, with one stranger at the door.
func newBody(t testing.TB) *roster.State {
	t.Helper()
	s := &roster.State{}
	at := time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)
	do := func(by governance.MemberID, c roster.Command) {
		meta := governance.Meta{By: by, At: at}
		events, err := roster.Decide(s, meta, c)
		if err != nil {
			t.Fatalf("%#v: %v", c, err)
		}
		for _, e := range events {
			s.Apply(governance.Recorded[roster.Event]{Seq: s.Seq + 1, Meta: meta, Event: e})
		}
	}
	do("", roster.Found{ID: "collegio", Name: "Collegio dei docenti", Kind: governance.TeachersBoard, Bylaws: bylaws(), Admin: "console:root"})
	var rows []roster.Row
	for _, p := range persons {
		rows = append(rows, roster.Row{ID: p[0], Name: p[1], Accounts: []string{"console:" + p[0]}})
	}
	rows[0].Office, rows[2].Office = governance.Chair, governance.Secretary
	rows[7].Accounts = nil
	do("", roster.ImportRoster{Rows: rows, Admin: "console:root"})
	do("", roster.RequestLink{Account: "console:galli", Name: "Omar Conti-Galli"})
	return s
}

// input is what somebody gives in the meeting's channel.
func (r *room) input(by governance.MemberID) command.Input {
	in := command.Input{
		By: by, Account: chat.Account("console:" + string(by)), Now: r.now, In: "console:sala", Reply: "console:@x",
		Meeting: r.s, Body: r.body, Profiles: map[string]governance.Bylaws{"istituto-2020": bylaws()},
	}
	return in
}

// shown is a call's arguments, or its refusal, in one line.
func shown(args command.Values, err error) string {
	var r *governance.Refusal
	if errors.As(err, &r) {
		return "refused " + string(r.Why)
	}
	if err != nil {
		return "error " + err.Error()
	}
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(args)) {
		parts = append(parts, k+"="+shownValue(args[k]))
	}
	return strings.Join(parts, " ")
}

func shownValue(v command.Value) string {
	switch {
	case !v.At.IsZero():
		return v.At.Format("2006-01-02T15:04Z07")
	case v.Length != 0:
		return v.Length.String()
	case len(v.Members) > 0:
		var ids []string
		for _, id := range v.Members {
			ids = append(ids, string(id))
		}
		return strings.Join(ids, ",")
	case v.Round.N > 0:
		return v.Round.String()
	case v.Round.On != "":
		return string(v.Round.On)
	case len(v.Points) > 0:
		var points []string
		for _, p := range v.Points {
			points = append(points, strings.TrimSuffix(fmt.Sprintf("%s[%s]", p.Title, p.Kind), "[]"))
		}
		return strings.Join(points, "|")
	case v.Text != "":
		return fmt.Sprintf("%q", v.Text)
	}
	return fmt.Sprint(v.Number)
}

// say renders a refusal in every language; the catalogue reports what is missing.
func say(c *lang.Catalogue, err error) string {
	var r *governance.Refusal
	if !errors.As(err, &r) {
		return ""
	}
	var all []string
	for _, l := range c.Languages() {
		all = append(all, c.In(l, time.UTC).Plain(lang.Text{Key: "refusal." + string(r.Why), Args: r.Args}))
	}
	return strings.Join(all, "\n")
}
