package governance_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"assenso/governance"
)

var (
	q1     = governance.QuorumRule{Kind: governance.HalfPlusOne}
	strict = governance.QuorumRule{Kind: governance.HalfPlusOne, Strict: true}
	q2     = governance.QuorumRule{Kind: governance.MoreThanHalf, LessJustified: true}
	q3     = governance.QuorumRule{Kind: governance.AtLeastHalf}
	second = governance.QuorumRule{Kind: governance.AnyNumber}
	q4     = governance.QuorumRule{Kind: governance.AtLeast, Fraction: governance.Fraction{Num: 3, Den: 4}}
	q5     = governance.QuorumRule{Kind: governance.Everybody}

	m1 = governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.ChairBreaks}
	m2 = governance.MajorityRule{Kind: governance.OfPresent}
	m3 = governance.MajorityRule{Kind: governance.OfMembers, Fraction: governance.Fraction{Num: 3, Den: 4}}
)

// The test values of REQUIREMENTS part 2.3, word for word.
func TestRequiredValues(t *testing.T) {
	for _, tt := range []struct {
		name string
		rule governance.QuorumRule
		n, j int
		want int
	}{
		{"N=7: Q1 4", q1, 7, 0, 4},
		{"N=7: strict 5", strict, 7, 0, 5},
		{"N=7: Q2 J=2 → 3", q2, 7, 2, 3},
		{"N=8: Q1 5", q1, 8, 0, 5},
		{"N=8: Q2 J=0 5", q2, 8, 0, 5},
		{"N=8: Q3 4", q3, 8, 0, 4},
		{"N=101: Q1 51", q1, 101, 0, 51},
		{"N=101: strict 52", strict, 101, 0, 52},
	} {
		if got := tt.rule.Required(tt.n, tt.j); got != tt.want {
			t.Errorf("%s: %d", tt.name, got)
		}
	}
	for _, tt := range []struct {
		name  string
		rule  governance.MajorityRule
		count governance.Count
		want  governance.Outcome
	}{
		{"N=20 P=11 F=5 C=5 A=1 chair F: approved M1", m1, governance.Count{Members: 20, Present: 11, Favour: 5, Against: 5, Abstained: 1}, governance.Carried},
		{"the same: rejected M2", m2, governance.Count{Members: 20, Present: 11, Favour: 5, Against: 5, Abstained: 1}, governance.Rejected},
		{"75 present F=30 C=10 A=35: approved M1", m1, governance.Count{Members: 75, Present: 75, Favour: 30, Against: 10, Abstained: 35}, governance.Carried},
		{"the same: rejected M2, 30 ≤ 37.5", m2, governance.Count{Members: 75, Present: 75, Favour: 30, Against: 10, Abstained: 35}, governance.Rejected},
	} {
		if got := tt.rule.Judge(tt.count, governance.Favour).Outcome; got != tt.want {
			t.Errorf("%s: %s", tt.name, got)
		}
	}
}

// association is c.c. art. 21, with what the law asks besides for ordinary
// decisions, so that the test sees where that reaches.
func association() governance.Bylaws {
	return governance.Bylaws{
		Quorum: q3, Compare: &q1, SecondCall: &second, Majority: m1,
		Matters: governance.Matters{
			Statute:     &governance.MatterRule{Article: "art. 21 c. 2", Quorum: &q4, Majority: &m2},
			Dissolution: &governance.MatterRule{Article: "art. 21 c. 3", Majority: &m3},
			Accounts:    &governance.MatterRule{Article: "art. 21 c. 1", BarDirectors: true},
		},
	}
}

func TestRuleOfAKindOfItem(t *testing.T) {
	b := association()
	clause := association()
	clause.Matters.Statute = &governance.MatterRule{Article: "art. 18", Clause: "art. 18", Quorum: &q3, SecondCall: &second, Compare: &q4}
	for _, tt := range []struct {
		name   string
		bylaws governance.Bylaws
		on     governance.Matter
		second bool
		want   governance.Rule
	}{
		{"an ordinary item in first call", b, "", false, governance.Rule{Quorum: q3, Compare: &q1, Majority: m1}},
		{"in second call any number, and the law asks nothing besides", b, "", true, governance.Rule{SecondCall: true, Quorum: second, Majority: m1}},
		{"a change of the statute", b, governance.Statute, false,
			governance.Rule{Matter: governance.Statute, Article: "art. 21 c. 2", Quorum: q4, Majority: m2}},
		{"three quarters in second call too", b, governance.Statute, true,
			governance.Rule{Matter: governance.Statute, Article: "art. 21 c. 2", SecondCall: true, Quorum: q4, Majority: m2}},
		{"a clause of the body's own, and the law's three quarters beside it", clause, governance.Statute, true,
			governance.Rule{Matter: governance.Statute, Article: "art. 18", SecondCall: true, Quorum: second, Compare: &q4, Majority: m1}},
		{"the same in first call", clause, governance.Statute, false,
			governance.Rule{Matter: governance.Statute, Article: "art. 18", Quorum: q3, Compare: &q4, Majority: m1}},
		{"dissolution is in the votes, not in the presence", b, governance.Dissolution, true,
			governance.Rule{Matter: governance.Dissolution, Article: "art. 21 c. 3", SecondCall: true, Quorum: second, Majority: m3}},
		{"accounts", b, governance.Accounts, false,
			governance.Rule{Matter: governance.Accounts, Article: "art. 21 c. 1", Quorum: q3, Compare: &q1, Majority: m1, BarDirectors: true}},
		{"a matter the bylaws say nothing of", b, governance.Liability, false, governance.Rule{Quorum: q3, Compare: &q1, Majority: m1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, tt.bylaws.Rule(tt.on, tt.second)); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func TestSilenceOn(t *testing.T) {
	granted := association()
	granted.Silence = governance.SilenceRule{Granted: true, Article: "art. 12", Date: "2024-03-14"}
	perfect := granted
	perfect.Quorum = q5
	all := granted
	all.Majority.EverybodyVotes = true
	for _, tt := range []struct {
		name   string
		bylaws governance.Bylaws
		on     governance.Matter
		want   bool
	}{
		{"where the body grants it", granted, "", true},
		{"where it does not", association(), "", false},
		{"on accounts as on anything", granted, governance.Accounts, true},
		{"never on the statute", granted, governance.Statute, false},
		{"never on the end of the body", granted, governance.Dissolution, false},
		{"never in a collegio perfetto", perfect, "", false},
		{"never where everybody has to vote", all, "", false},
	} {
		if got := tt.bylaws.SilenceOn(tt.on); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// Every quorum with every majority: a motion is adopted exactly where its twins
// say that enough are present and that the votes prevail. Neither rule knows of
// the other.
func TestEveryQuorumWithEveryMajority(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := governance.Rule{
			Quorum:   rapid.SampledFrom(quorums()).Draw(t, "quorum"),
			Majority: rapid.SampledFrom(majorities()).Draw(t, "majority"),
		}
		c := counts(t)
		justified := rapid.IntRange(0, c.Members-c.Present).Draw(t, "justified")
		base := c.Members
		if r.Quorum.LessJustified {
			base -= justified
		}
		valid := c.Present >= r.Quorum.Required(c.Members, justified)
		if want := c.Present > 0 && enough(r.Quorum, c.Present, base); valid != want {
			t.Fatalf("%+v of %+v, %d justified: valid %v", r.Quorum, c, justified, valid)
		}
		carried := r.Majority.Judge(c, governance.Abstain).Outcome == governance.Carried
		if want := prevails(r.Majority, c.Favour, c); carried != want {
			t.Fatalf("%+v of %+v: carried %v", r.Majority, c, carried)
		}
	})
}
