package governance_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"assenso/governance"
)

func TestMajority(t *testing.T) {
	m1 := governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.ChairBreaks}
	m2 := governance.MajorityRule{Kind: governance.OfPresent}
	tests := []struct {
		name  string
		rule  governance.MajorityRule
		count governance.Count
		chair governance.Position
		want  governance.Verdict
	}{
		{
			"M1: a tie is broken by the chair's vote in favour", m1,
			governance.Count{Members: 20, Present: 11, Favour: 5, Against: 5, Abstained: 1}, governance.Favour,
			governance.Verdict{Outcome: governance.Carried, Required: 6, Obtained: 5, Missing: 1, Casting: governance.Favour},
		},
		{
			"M2: the same count is rejected", m2,
			governance.Count{Members: 20, Present: 11, Favour: 5, Against: 5, Abstained: 1}, governance.Favour,
			governance.Verdict{Outcome: governance.Rejected, Required: 6, Obtained: 5, Missing: 1},
		},
		{
			"M1: a tie is broken by the chair's vote against", m1,
			governance.Count{Members: 20, Present: 10, Favour: 5, Against: 5}, governance.Against,
			governance.Verdict{Outcome: governance.Rejected, Required: 6, Obtained: 5, Missing: 1, Casting: governance.Against},
		},
		{
			"M1: a tie with an abstained chair is not approved", m1,
			governance.Count{Members: 20, Present: 11, Favour: 5, Against: 5, Abstained: 1}, governance.Abstain,
			governance.Verdict{Outcome: governance.Rejected, Required: 6, Obtained: 5, Missing: 1},
		},
		{
			"M1: a tie with a silent chair is repeated", m1,
			governance.Count{Members: 20, Present: 10, Favour: 5, Against: 5}, "",
			governance.Verdict{Outcome: governance.TieSilent, Required: 6, Obtained: 5, Missing: 1},
		},
		{
			"a tie rejects where no vote prevails", governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.TieRejects},
			governance.Count{Members: 20, Present: 10, Favour: 5, Against: 5}, governance.Favour,
			governance.Verdict{Outcome: governance.Rejected, Required: 6, Obtained: 5, Missing: 1},
		},
		{
			"nobody in favour and nobody against is no tie", m1,
			governance.Count{Members: 20, Present: 11, Abstained: 11}, governance.Abstain,
			governance.Verdict{Outcome: governance.Rejected, Required: 1, Missing: 1},
		},
		{
			"M1: 30 to 10 with 35 abstained is approved", m1,
			governance.Count{Members: 100, Present: 75, Favour: 30, Against: 10, Abstained: 35}, "",
			governance.Verdict{Outcome: governance.Carried, Required: 21, Obtained: 30},
		},
		{
			"M2: 30 of 75 present is not", m2,
			governance.Count{Members: 100, Present: 75, Favour: 30, Against: 10, Abstained: 35}, "",
			governance.Verdict{Outcome: governance.Rejected, Required: 38, Obtained: 30, Missing: 8},
		},
		{
			"abstentions in the base weigh as votes", governance.MajorityRule{Kind: governance.OfVotes, CountAbstained: true, Tie: governance.ChairBreaks},
			governance.Count{Members: 100, Present: 75, Favour: 30, Against: 10, Abstained: 35}, "",
			governance.Verdict{Outcome: governance.Rejected, Required: 38, Obtained: 30, Missing: 8},
		},
		{
			"with abstentions in the base, equal parts are no tie", governance.MajorityRule{Kind: governance.OfVotes, CountAbstained: true, Tie: governance.ChairBreaks},
			governance.Count{Members: 20, Present: 11, Favour: 5, Against: 5, Abstained: 1}, governance.Favour,
			governance.Verdict{Outcome: governance.Rejected, Required: 6, Obtained: 5, Missing: 1},
		},
		{
			"M3: three quarters of all the members, not of those attending", governance.MajorityRule{Kind: governance.OfMembers, Fraction: governance.Fraction{Num: 3, Den: 4}},
			governance.Count{Members: 40, Present: 32, Favour: 29, Against: 3}, "",
			governance.Verdict{Outcome: governance.Rejected, Required: 30, Obtained: 29, Missing: 1},
		},
		{
			"M3: reached exactly", governance.MajorityRule{Kind: governance.OfMembers, Fraction: governance.Fraction{Num: 3, Den: 4}},
			governance.Count{Members: 40, Present: 32, Favour: 30, Against: 2}, "",
			governance.Verdict{Outcome: governance.Carried, Required: 30, Obtained: 30},
		},
		{
			"M4: two thirds of the votes", governance.MajorityRule{Kind: governance.ShareVotes, Fraction: governance.Fraction{Num: 2, Den: 3}},
			governance.Count{Members: 40, Present: 32, Favour: 20, Against: 10, Abstained: 2}, "",
			governance.Verdict{Outcome: governance.Carried, Required: 20, Obtained: 20},
		},
		{
			"M4: four fifths of the present", governance.MajorityRule{Kind: governance.SharePres, Fraction: governance.Fraction{Num: 4, Den: 5}},
			governance.Count{Members: 40, Present: 32, Favour: 25, Abstained: 7}, "",
			governance.Verdict{Outcome: governance.Rejected, Required: 26, Obtained: 25, Missing: 1},
		},
		{
			"M4: unanimity of the votes, abstentions aside", governance.MajorityRule{Kind: governance.Unanimity},
			governance.Count{Members: 40, Present: 32, Favour: 30, Abstained: 2}, "",
			governance.Verdict{Outcome: governance.Carried, Required: 30, Obtained: 30},
		},
		{
			"M4: one abstention breaks it where the bylaws count them", governance.MajorityRule{Kind: governance.Unanimity, CountAbstained: true},
			governance.Count{Members: 40, Present: 32, Favour: 31, Abstained: 1}, "",
			governance.Verdict{Outcome: governance.Rejected, Required: 32, Obtained: 31, Missing: 1},
		},
		{
			"M4: nobody's unanimity carries nothing", governance.MajorityRule{Kind: governance.Unanimity},
			governance.Count{Members: 40, Present: 32, Abstained: 32}, "",
			governance.Verdict{Outcome: governance.Rejected, Required: 1, Missing: 1},
		},
		{
			"a share that is no fraction asks for all the votes", governance.MajorityRule{Kind: governance.ShareVotes},
			governance.Count{Members: 9, Present: 9, Favour: 8, Against: 1}, "",
			governance.Verdict{Outcome: governance.Rejected, Required: 9, Obtained: 8, Missing: 1},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.rule.Judge(tt.count, tt.chair); got != tt.want {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
		})
	}
}

// prevails is the slow twin: whether f votes in favour carry, out of the same
// base, in exact fractions.
func prevails(r governance.MajorityRule, f int, c governance.Count) bool {
	votes := c.Favour + c.Against
	if r.CountAbstained {
		votes += c.Abstained
	}
	of := func(base int) *big.Rat {
		return new(big.Rat).Mul(big.NewRat(int64(base), 1), big.NewRat(int64(r.Fraction.Num), int64(r.Fraction.Den)))
	}
	half := func(base int) *big.Rat { return big.NewRat(int64(base), 2) }
	got := big.NewRat(int64(f), 1)
	switch r.Kind {
	case governance.OfVotes:
		return got.Cmp(half(votes)) > 0
	case governance.OfPresent:
		return got.Cmp(half(c.Present)) > 0
	case governance.OfMembers:
		return f > 0 && got.Cmp(of(c.Members)) >= 0
	case governance.ShareVotes:
		return f > 0 && got.Cmp(of(votes)) >= 0
	case governance.SharePres:
		return f > 0 && got.Cmp(of(c.Present)) >= 0
	default: // Unanimity
		return f > 0 && f == votes
	}
}

func majorities() []governance.MajorityRule {
	var rules []governance.MajorityRule
	for _, abstained := range []bool{false, true} {
		for _, tie := range []governance.TieRule{governance.ChairBreaks, governance.TieRejects} {
			for _, r := range []governance.MajorityRule{
				{Kind: governance.OfVotes},
				{Kind: governance.OfPresent},
				{Kind: governance.OfMembers, Fraction: governance.Fraction{Num: 3, Den: 4}},
				{Kind: governance.ShareVotes, Fraction: governance.Fraction{Num: 2, Den: 3}},
				{Kind: governance.SharePres, Fraction: governance.Fraction{Num: 4, Den: 5}},
				{Kind: governance.Unanimity},
			} {
				r.CountAbstained, r.Tie = abstained, tie
				rules = append(rules, r)
			}
		}
	}
	return rules
}

func positions() []governance.Position {
	return []governance.Position{"", governance.Favour, governance.Against, governance.Abstain}
}

// counts draws a count in which nobody is counted twice.
func counts(t *rapid.T) governance.Count {
	n := rapid.IntRange(0, 200).Draw(t, "members")
	p := rapid.IntRange(0, n).Draw(t, "present")
	f := rapid.IntRange(0, p).Draw(t, "favour")
	c := rapid.IntRange(0, p-f).Draw(t, "against")
	a := rapid.IntRange(0, p-f-c).Draw(t, "abstained")
	return governance.Count{Members: n, Present: p, Favour: f, Against: c, Abstained: a}
}

func TestMajorityAgreesWithItsSlowTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(majorities()).Draw(t, "rule")
		chair := rapid.SampledFrom(positions()).Draw(t, "chair")
		c := counts(t)
		got := r.Judge(c, chair)
		want := governance.Verdict{Required: 1, Obtained: c.Favour, Outcome: governance.Rejected}
		for !prevails(r, want.Required, c) && want.Required <= 400 {
			want.Required++
		}
		if want.Required > 400 { // unanimity of no votes at all
			want.Required = 1
		}
		want.Missing = max(0, want.Required-c.Favour)
		tie := r.Kind == governance.OfVotes && r.Tie == governance.ChairBreaks && c.Favour == c.Against && c.Favour > 0 &&
			(!r.CountAbstained || c.Abstained == 0)
		switch {
		case prevails(r, c.Favour, c):
			want.Outcome = governance.Carried
		case tie && chair == governance.Favour:
			want.Outcome, want.Casting = governance.Carried, chair
		case tie && chair == governance.Against:
			want.Casting = chair
		case tie && chair == "":
			want.Outcome = governance.TieSilent
		}
		if got != want {
			t.Fatalf("%+v of %+v, chair %q:\ngot  %+v\nwant %+v", r, c, chair, got, want)
		}
	})
}

// M1 is F > C and nothing else, for every count of up to 60 voters.
func TestOfVotesIsMoreInFavourThanAgainst(t *testing.T) {
	r := governance.MajorityRule{Kind: governance.OfVotes}
	for f := range 60 {
		for c := range 60 {
			got := r.Judge(governance.Count{Members: 120, Present: f + c, Favour: f, Against: c}, "").Outcome
			if (got == governance.Carried) != (f > c) {
				t.Fatalf("%d to %d: %s", f, c, got)
			}
		}
	}
}

// rank orders outcomes from the worst for a motion to the best.
func rank(o governance.Outcome) int {
	switch o {
	case governance.Carried:
		return 2
	case governance.TieSilent:
		return 1
	default:
		return 0
	}
}

// tieLost is the one exception: where abstentions are in the base, an abstention
// in place of a vote against undoes the tie that the chair would have broken.
func tieLost(r governance.MajorityRule, before, after governance.Count) bool {
	return r.Kind == governance.OfVotes && r.CountAbstained && r.Tie == governance.ChairBreaks &&
		before.Favour == before.Against && before.Abstained == 0 && after.Abstained > 0
}

// Moving one vote towards the motion never harms it: the resistance test rests
// on it.
func TestMajorityIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(majorities()).Draw(t, "rule")
		chair := rapid.SampledFrom(positions()).Draw(t, "chair")
		c := counts(t)
		before := r.Judge(c, chair).Outcome
		better := func(what string, to governance.Count) {
			if got := r.Judge(to, chair).Outcome; rank(got) < rank(before) {
				t.Fatalf("%+v of %+v is %s; %s makes it %s", r, c, before, what, got)
			}
		}
		if c.Against > 0 {
			to := c
			to.Against, to.Favour = c.Against-1, c.Favour+1
			better("a vote against turned in favour", to)
			to = c
			to.Against, to.Abstained = c.Against-1, c.Abstained+1
			if !tieLost(r, c, to) {
				better("a vote against turned to abstention", to)
			}
		}
		if c.Abstained > 0 {
			to := c
			to.Abstained, to.Favour = c.Abstained-1, c.Favour+1
			better("an abstention turned in favour", to)
		}
		if c.Present > c.Favour+c.Against+c.Abstained {
			to := c
			to.Favour++
			better("a silent member in favour", to)
		}
		if c.Members > c.Present {
			to := c
			to.Present++
			to.Favour++
			better("an arrival in favour", to)
		}
	})
}
