package meeting_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"assenso/governance"
	"assenso/governance/meeting"
)

// said is an act of a member at a moment of the ballot.
type said struct {
	who governance.MemberID
	sec int
	act meeting.Command
}

// What members say leads to the same tally in whatever order it arrives:
// platforms deliver late, and some deliver again what came between.
func TestArrivalOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		secs := rapid.Permutation(numbers(100)).Draw(rt, "seconds")
		n := rapid.IntRange(1, 12).Draw(rt, "acts")
		acts := make([]said, n)
		for i := range acts {
			acts[i] = said{
				who: rapid.SampledFrom(ids([]string{"anna", "carla", "dario"})).Draw(rt, "who"),
				sec: secs[i], // no two at once: those go by arrival
				act: rapid.SampledFrom([]meeting.Command{
					meeting.Cast{Position: governance.Favour}, meeting.Cast{Position: governance.Against},
					meeting.Cast{Position: governance.Abstain}, meeting.Withdraw{}, meeting.Ask{Why: "doubtful", Words: "mah"},
					meeting.Recuse{},
				}).Draw(rt, "act"),
			}
		}
		one := tallyOf(t, acts)
		other := tallyOf(t, rapid.Permutation(acts).Draw(rt, "arrival"))
		if d := cmp.Diff(one, other); d != "" {
			rt.Fatalf("%v\nin another order:\n%s", acts, d)
		}
	})
}

func numbers(n int) []int {
	l := make([]int, n)
	for i := range l {
		l[i] = i
	}
	return l
}

// tallyOf counts a ballot in which acts arrive in this order at its end.
func tallyOf(t *testing.T, acts []said) meeting.Result {
	p := stage(t, "voting")
	opened := p.now
	p.now = opened.Add(110 * time.Second)
	for _, a := range acts {
		m := governance.Meta{By: a.who, At: p.now, Said: opened.Add(time.Duration(a.sec) * time.Second)}
		if _, err := p.give(m, a.act); err != nil {
			if _, ok := governance.Refused(err); !ok {
				t.Fatal(err)
			}
		}
	}
	if _, err := p.verb(args{verb: "counted"}); err != nil {
		t.Fatal(err)
	}
	return *p.live.LastBallot(meeting.OnItem(1)).Result
}

// The resistance test against every way of counting the doubtful, for counts
// larger and stranger than meetings at random reach: so many of them in P, so
// many outside it.
func TestResistanceAgreesWithItsSlowTwin(t *testing.T) {
	kinds := []governance.MajorityKind{
		governance.OfVotes, governance.OfPresent, governance.OfMembers, governance.ShareVotes, governance.SharePres, governance.Unanimity,
	}
	resistant := 0
	rapid.Check(t, func(t *rapid.T) {
		rule := governance.MajorityRule{
			Kind:           rapid.SampledFrom(kinds).Draw(t, "kind"),
			Fraction:       governance.Fraction{Num: rapid.IntRange(1, 3).Draw(t, "num"), Den: rapid.IntRange(3, 4).Draw(t, "den")},
			CountAbstained: rapid.Bool().Draw(t, "abstained count"),
			Tie:            rapid.SampledFrom([]governance.TieRule{governance.ChairBreaks, governance.TieRejects}).Draw(t, "tie"),
		}
		chair := rapid.SampledFrom([]governance.Position{"", governance.Favour, governance.Against, governance.Abstain}).Draw(t, "chair")
		in, out := rapid.IntRange(0, 4).Draw(t, "doubtful in P"), rapid.IntRange(0, 3).Draw(t, "doubtful outside P")
		c := governance.Count{
			Favour: rapid.IntRange(0, 12).Draw(t, "favour"), Against: rapid.IntRange(0, 12).Draw(t, "against"),
			Abstained: rapid.IntRange(0, 4).Draw(t, "abstained"),
		}
		c.Present = c.Favour + c.Against + c.Abstained + in + rapid.IntRange(0, 4).Draw(t, "not voting")
		c.Members = c.Present + out + rapid.IntRange(0, 9).Draw(t, "absent")
		required := rapid.IntRange(1, max(1, c.Present)).Draw(t, "quorum")
		if !meeting.Resists(rule, c, chair, required, in, out) {
			return
		}
		resistant++
		outcome := rule.Judge(c, chair).Outcome
		spread(in, func(a spreading) {
			spread(out, func(b spreading) {
				d := c
				d.Favour += a.favour + b.favour
				d.Against += a.against + b.against
				d.Abstained += a.abstained + b.abstained
				d.Present += out - b.absent - a.absent
				if got := rule.Judge(d, chair).Outcome; got != outcome || d.Present < required {
					t.Fatalf("%+v of %+v is called resistant as %s; with %+v and %+v it is %s, %d of %d present",
						rule, c, outcome, a, b, got, d.Present, required)
				}
			})
		})
	})
	if resistant == 0 {
		t.Error("no resistant result was tried")
	}
}

// spreading is a way of counting the doubtful; the rest are not voting.
type spreading struct{ favour, against, abstained, absent int }

func spread(n int, f func(spreading)) {
	for a := range n + 1 {
		for b := range n + 1 - a {
			for c := range n + 1 - a - b {
				for d := range n + 1 - a - b - c {
					f(spreading{a, b, c, d})
				}
			}
		}
	}
}

func (s said) String() string { return fmt.Sprintf("%s@%d %T%v", s.who, s.sec, s.act, s.act) }
