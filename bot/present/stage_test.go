package present_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"assenso/bot/lang"
	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
)

// stage plays a meeting through the rules and writes down, in one language,
// everything that is shown.
type stage struct {
	t    *testing.T
	s    *meeting.State
	say  *lang.Speaker
	now  time.Time
	seq  uint64
	out  strings.Builder
	mute bool
	seen map[string]bool // events that happened
	told map[string]bool // events that showed something
	all  []present.Notice
}

func newStage(t *testing.T, language string) *stage {
	t.Helper()
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	c = c.Reporting(func(f lang.Fault) { t.Error(f) })
	zone, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	g := &stage{t: t, s: &meeting.State{}, say: c.In(language, zone), seen: make(map[string]bool), told: make(map[string]bool)}
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(g.out.String())
		}
	})
	return g
}

// at sets the clock: a date and time in Rome.
func (g *stage) at(clock string) {
	g.t.Helper()
	zone, _ := time.LoadLocation("Europe/Rome")
	t, err := time.ParseInLocation("2006-01-02 15:04:05", clock, zone)
	if err != nil {
		t, err = time.ParseInLocation("15:04:05", clock, zone)
		y, m, d := g.now.In(zone).Date()
		t = time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), 0, zone)
	}
	if err != nil {
		g.t.Fatal(err)
	}
	g.now = t
}

// scene begins a part of the play.
func (g *stage) scene(title string) {
	fmt.Fprintf(&g.out, "\n==== %s ====\n", title)
}

// by gives an order: a member, "" for the bot, "bruno for chair" by order.
func (g *stage) by(who string, c meeting.Command) {
	g.t.Helper()
	g.said(who, g.now, c)
}

// said gives an order with words of an earlier time.
func (g *stage) said(who string, at time.Time, c meeting.Command) {
	g.t.Helper()
	id, office, _ := strings.Cut(who, " for ")
	m := governance.Meta{By: governance.MemberID(id), For: governance.Office(office), At: g.now, Said: at}
	events, err := meeting.Decide(g.s, m, c)
	var refusal *governance.Refusal
	if errors.As(err, &refusal) {
		fmt.Fprintf(&g.out, "\n%s %s: %T\n    %s\n", g.clock(), who, c, g.say.Plain(present.Refusal(g.s, refusal)))
		return
	}
	if err != nil {
		g.t.Fatal(err)
	}
	if len(events) == 0 {
		g.t.Errorf("%s %T: nothing happened", g.clock(), c)
	}
	for _, e := range events {
		g.record(m, e)
	}
}

func (g *stage) record(m governance.Meta, e meeting.Event) {
	g.seq++
	r := governance.Recorded[meeting.Event]{Seq: g.seq, Meta: m, Event: e}
	g.s.Apply(r)
	notices := present.Meeting(g.s, r)
	g.all = append(g.all, notices...)
	g.told[e.Name()] = g.told[e.Name()] || len(notices) > 0
	again := g.seen[e.Name()] && e.Name() == "member-called" // one convocation is like another
	g.seen[e.Name()] = true
	if g.mute || again || len(notices) == 0 {
		return
	}
	fmt.Fprintf(&g.out, "\n%s %s\n", g.clock(), e.Name())
	for _, n := range notices {
		g.show(n)
	}
}

// quietly plays what would only repeat itself.
func (g *stage) quietly(f func()) {
	before := g.seq
	g.mute = true
	f()
	g.mute = false
	fmt.Fprintf(&g.out, "\n    (… +%d)\n", g.seq-before)
}

// asks shows a view.
func (g *stage) asks(title string, texts []lang.Text) {
	fmt.Fprintf(&g.out, "\n%s /%s\n", g.clock(), title)
	for _, line := range strings.Split(g.say.Page(texts).Plain(), "\n") {
		fmt.Fprintf(&g.out, "    %s\n", line)
	}
}

func (g *stage) show(n present.Notice) {
	to := string(n.To)
	if n.To == present.Private {
		to = g.s.NameOf(n.Member)
	}
	fmt.Fprintf(&g.out, "  → %s", to)
	if n.Slot != "" {
		fmt.Fprintf(&g.out, "  ~%s", n.Slot)
	}
	if n.Urgent {
		g.out.WriteString("  !")
	}
	if n.Attach != present.NoAttachment {
		fmt.Fprintf(&g.out, "  +%s", n.Attach)
	}
	g.out.WriteByte('\n')
	texts := slices.Clone(n.Text)
	if n.Seal {
		texts = append(texts, present.Seal(g.seq, "4f2a9c0be1d377aa"))
	}
	for _, line := range strings.Split(g.say.Page(texts).Plain(), "\n") {
		fmt.Fprintf(&g.out, "    %s\n", line)
	}
	for _, row := range n.Buttons {
		g.out.WriteString("    ")
		for i, b := range row {
			if i > 0 {
				g.out.WriteByte(' ')
			}
			fmt.Fprintf(&g.out, "[%s]", g.say.Plain(b.Label))
		}
		g.out.WriteByte('\n')
	}
}

func (g *stage) clock() string {
	zone, _ := time.LoadLocation("Europe/Rome")
	return g.now.In(zone).Format("15:04:05")
}

// istituto is a school's bylaws: silence is assent, justified absences lower
// the base, and so do drop-outs when a ballot is repeated.
func istituto() governance.Bylaws {
	minutes := func(n int) governance.Duration { return governance.Duration(time.Duration(n) * time.Minute) }
	seconds := func(n int) governance.Duration { return governance.Duration(time.Duration(n) * time.Second) }
	return governance.Bylaws{
		Profile: "istituto-2020", Revision: "prot. 1631 del 7/10/2020", Title: "Regolamento delle sedute telematiche",
		TimeZone: "Europe/Rome", YearFrom: time.September,
		Quorum:   governance.QuorumRule{Kind: governance.MoreThanHalf, LessJustified: true},
		Compare:  &governance.QuorumRule{Kind: governance.HalfPlusOne},
		Majority: governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.ChairBreaks},
		Silence:  governance.SilenceRule{Granted: true, Article: "art. 5, c. 8", Date: "2020-10-07"},
		Clocks: governance.Clocks{
			Ballot: minutes(2), BallotLeast: seconds(30), BallotMost: minutes(30), Approval: minutes(5),
			Grace: seconds(30), SignOfLife: minutes(30), DeliverIn: seconds(30), HeardIn: seconds(60),
			MassDrops: seconds(10), NoticeDays: 5, Dissolve: minutes(60), Assurance: minutes(30),
		},
		ChatOfficers: true, DropoutsLowerBase: true, RecusedLeaveBase: true, QuorumMargin: 2, MassDrops: 3,
	}
}
