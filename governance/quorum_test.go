package governance_test

import (
	"math/big"
	"testing"

	"assenso/governance"
)

func TestQuorum(t *testing.T) {
	twoThirds := governance.Fraction{Num: 2, Den: 3}
	tests := []struct {
		name string
		rule governance.QuorumRule
		n, j int
		want int
	}{
		{"Q1: half plus one of 7, by usual practice", governance.QuorumRule{Kind: governance.HalfPlusOne}, 7, 0, 4},
		{"Q1: half plus one of 7, strictly", governance.QuorumRule{Kind: governance.HalfPlusOne, Strict: true}, 7, 0, 5},
		{"Q1: half plus one of 8 is the same both ways", governance.QuorumRule{Kind: governance.HalfPlusOne}, 8, 0, 5},
		{"Q1: half plus one of 8, strictly", governance.QuorumRule{Kind: governance.HalfPlusOne, Strict: true}, 8, 0, 5},
		{"Q1: half plus one of 101", governance.QuorumRule{Kind: governance.HalfPlusOne}, 101, 0, 51},
		{"Q1: half plus one of 101, strictly", governance.QuorumRule{Kind: governance.HalfPlusOne, Strict: true}, 101, 0, 52},
		{"Q1: who is justified stays in the base of art. 37", governance.QuorumRule{Kind: governance.HalfPlusOne}, 8, 4, 5},
		{"Q2: more than half of 7 less 2 justified, B24", governance.QuorumRule{Kind: governance.MoreThanHalf, LessJustified: true}, 7, 2, 3},
		{"Q2: more than half of 8 is 5, not 4", governance.QuorumRule{Kind: governance.MoreThanHalf, LessJustified: true}, 8, 0, 5},
		{"Q2: more than half of 7 is 4", governance.QuorumRule{Kind: governance.MoreThanHalf, LessJustified: true}, 7, 0, 4},
		{"Q2: with everybody justified one must still be there", governance.QuorumRule{Kind: governance.MoreThanHalf, LessJustified: true}, 5, 5, 1},
		{"Q3: at least half of 8", governance.QuorumRule{Kind: governance.AtLeastHalf}, 8, 0, 4},
		{"Q3: at least half of 7", governance.QuorumRule{Kind: governance.AtLeastHalf}, 7, 0, 4},
		{"Q3: any number in second call", governance.QuorumRule{Kind: governance.AnyNumber}, 400, 0, 1},
		{"Q4: three quarters of 10", governance.QuorumRule{Kind: governance.AtLeast, Fraction: governance.Fraction{Num: 3, Den: 4}}, 10, 0, 8},
		{"Q4: two thirds of 9 exactly", governance.QuorumRule{Kind: governance.AtLeast, Fraction: twoThirds}, 9, 0, 6},
		{"Q4: what is no fraction asks for all", governance.QuorumRule{Kind: governance.AtLeast}, 9, 0, 9},
		{"Q5: everybody", governance.QuorumRule{Kind: governance.Everybody}, 12, 0, 12},
		{"the zero rule is the ordinary one", governance.QuorumRule{}, 8, 3, 5},
		{"an empty body never meets", governance.QuorumRule{Kind: governance.AtLeastHalf}, 0, 0, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.rule.Required(tt.n, tt.j); got != tt.want {
				t.Errorf("of %d, %d justified: %d required, want %d", tt.n, tt.j, got, tt.want)
			}
		})
	}
}

// enough is the slow twin: the quorum as its article says it, in exact fractions.
func enough(q governance.QuorumRule, present, base int) bool {
	p, b := big.NewRat(int64(present), 1), big.NewRat(int64(base), 1)
	half := new(big.Rat).Mul(b, big.NewRat(1, 2))
	switch q.Kind {
	case governance.MoreThanHalf:
		return p.Cmp(half) > 0
	case governance.HalfPlusOne:
		if !q.Strict {
			half.SetInt64(int64(base / 2)) // usual practice drops the half member
		}
		return p.Cmp(half.Add(half, big.NewRat(1, 1))) >= 0
	case governance.AtLeastHalf:
		return p.Cmp(half) >= 0
	case governance.AtLeast:
		share := new(big.Rat).Mul(b, big.NewRat(int64(q.Fraction.Num), int64(q.Fraction.Den)))
		return p.Cmp(share) >= 0
	case governance.Everybody:
		return p.Cmp(b) >= 0
	default:
		return true
	}
}

func quorums() []governance.QuorumRule {
	var rules []governance.QuorumRule
	for _, less := range []bool{false, true} {
		for _, r := range []governance.QuorumRule{
			{Kind: governance.MoreThanHalf},
			{Kind: governance.HalfPlusOne},
			{Kind: governance.HalfPlusOne, Strict: true},
			{Kind: governance.AtLeastHalf},
			{Kind: governance.AtLeast, Fraction: governance.Fraction{Num: 1, Den: 3}},
			{Kind: governance.AtLeast, Fraction: governance.Fraction{Num: 3, Den: 4}},
			{Kind: governance.AtLeast, Fraction: governance.Fraction{Num: 67, Den: 100}},
			{Kind: governance.Everybody},
			{Kind: governance.AnyNumber},
		} {
			r.LessJustified = less
			rules = append(rules, r)
		}
	}
	return rules
}

// The least number of present that satisfies the twin is what Required says,
// for every body of up to 200 and every number of justified.
func TestQuorumAgreesWithItsSlowTwin(t *testing.T) {
	for _, q := range quorums() {
		for n := range 201 {
			for j := range n + 1 {
				base := n
				if q.LessJustified {
					base -= j
				}
				got := q.Required(n, j)
				if got < 1 || !enough(q, got, base) {
					t.Fatalf("%+v of %d less %d: %d is not enough", q, n, j, got)
				}
				if got > 1 && enough(q, got-1, base) {
					t.Fatalf("%+v of %d less %d: %d, but one less is enough", q, n, j, got)
				}
				if !q.LessJustified {
					break // the justified do not matter
				}
			}
		}
	}
}

func TestQuorumGrowsWithTheBody(t *testing.T) {
	for _, q := range quorums() {
		for n := range 200 {
			if q.Required(n, 0) > q.Required(n+1, 0) {
				t.Errorf("%+v: a member more lowers the quorum of %d", q, n)
			}
			for j := range n {
				if q.Required(n, j) < q.Required(n, j+1) {
					t.Errorf("%+v of %d: a justification more than %d raises the quorum", q, n, j)
				}
			}
		}
	}
}
