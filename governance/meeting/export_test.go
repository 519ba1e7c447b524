package meeting

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"assenso/governance"
)

// Check says what in a state contradicts itself, for tests.
func Check(s *State) error {
	var now weight
	lowers := 0
	for i := range s.Members {
		m := &s.Members[i]
		now = now.plus(s.weigh(m))
		if m.lowers {
			lowers++
		}
		if err := m.check(); err != nil {
			return fmt.Errorf("%s: %w", m.ID, err)
		}
	}
	if now != s.now {
		return fmt.Errorf("the members count for %+v, not %+v", now, s.now)
	}
	if lowers != len(s.RepetitionBase) {
		return fmt.Errorf("%d are out of the base, not %v", lowers, s.RepetitionBase)
	}
	if b := s.Pending(); lowers > 0 && (b == nil || b.N < 2) {
		return fmt.Errorf("%v are out of the base without a repeated ballot", s.RepetitionBase)
	}
	if b := s.Pending(); b != nil && b.Stage == Provisional {
		if r := s.result(b); !reflect.DeepEqual(r, *b.Result) {
			return fmt.Errorf("ballot %s: the record says\n%+v, the result\n%+v", b.Round, r, *b.Result)
		}
	}
	if t := s.Floor.Speaking; t != nil && (s.Phase != Sitting || s.Member(t.Member).In() == nil || s.Floor.Waiting(t.Member) > 0) {
		return fmt.Errorf("%s has the floor of a meeting that is %s", t.Member, s.Phase)
	}
	for _, b := range s.Ballots {
		for _, r := range []*Result{b.Result, b.AsProclaimed, b.Fallen} {
			if r == nil {
				continue
			}
			if err := r.check(b); err != nil {
				return fmt.Errorf("ballot %s: %w", b.Round, err)
			}
		}
	}
	return nil
}

func (m *Member) check() error {
	for i, st := range m.Stays {
		switch {
		case st.To.IsZero() && i < len(m.Stays)-1:
			return fmt.Errorf("stay %d of %d never ended", i+1, len(m.Stays))
		case !st.To.IsZero() && st.To.Before(st.From):
			return fmt.Errorf("stay %d ends before it begins", i+1)
		case i > 0 && st.From.Before(m.Stays[i-1].To):
			return fmt.Errorf("stay %d begins before the former ended", i+1)
		case st.To.IsZero() && st.Leave != "":
			return fmt.Errorf("stay %d goes on and ended by %s", i+1, st.Leave)
		}
	}
	if m.Dropped && m.In() != nil {
		return fmt.Errorf("dropped and present")
	}
	if len(m.links) > 0 && m.In() == nil {
		return fmt.Errorf("away with %d connections", len(m.links))
	}
	return nil
}

func (r *Result) check(b *Ballot) error {
	if got, want := r.total(), len(b.Roll)+r.Later; got != want {
		return fmt.Errorf("%d accounted for, roll %d and %d later", got, len(b.Roll), r.Later)
	}
	seen := make(map[governance.MemberID]string)
	lists := map[string][]governance.MemberID{
		"favour": r.Favour, "silent": r.Silent, "against": r.Against, "abstained": r.Abstained,
		"recused": r.Recused, "barred": r.Barred, "not voting": r.NotVoting, "absent": r.Absent,
	}
	for _, d := range r.Doubtful {
		lists["doubtful"] = append(lists["doubtful"], d.Member)
	}
	for _, c := range r.Choices {
		lists["choice "+string(c.Letter)] = c.Members
	}
	for name, ids := range lists {
		for _, id := range ids {
			if seen[id] != "" {
				return fmt.Errorf("%s is in %s and in %s", id, seen[id], name)
			}
			seen[id] = name
		}
	}
	for _, id := range b.Roll {
		if seen[id] == "" {
			return fmt.Errorf("%s of the roll is in no list", id)
		}
	}
	for _, id := range r.Dropped {
		if !slices.Contains(r.Absent, id) {
			return fmt.Errorf("%s dropped and is not absent", id)
		}
	}
	if len(b.Options) > 0 {
		return nil
	}
	if r.Count.Favour != len(r.Favour)+len(r.Silent) || r.Count.Against != len(r.Against) || r.Count.Abstained != len(r.Abstained) {
		return fmt.Errorf("count %+v is not that of the lists", r.Count)
	}
	return nil
}

// CheckResistance compares the resistance test with the slow way: counting
// every doubtful member in every way. A result called resistant has but one
// outcome. A doubtful chair may also turn out to have expressed a position,
// which then breaks a tie.
func CheckResistance(s *State, round Round) error {
	b := s.Ballot(round)
	if b.Stage != Provisional || !b.Result.Resistant || len(b.Result.Doubtful) > 4 {
		return nil
	}
	outcomes := make(map[string][]Settled)
	ways := []Settled{AsFavour, AsAgainst, AsAbstained, AsNotVoting, AsAbsent}
	if len(b.Options) > 0 {
		ways = ways[1:]
		for _, o := range b.Options {
			ways = append(ways, Settled(o.Letter))
		}
	}
	came := func(r *Result) string { return strings.TrimSpace(string(r.Verdict.Outcome) + " " + string(r.Leading)) }
	var try func(c *State, doubtful []Doubt, so []Settled) error
	try = func(c *State, doubtful []Doubt, so []Settled) error {
		if len(doubtful) == 0 {
			r := c.result(c.Ballot(round))
			if r.Void {
				return fmt.Errorf("resistant, but void if %v are counted %v", b.Result.Doubtful, so)
			}
			outcomes[came(&r)] = slices.Clone(so)
			return nil
		}
		who := doubtful[0].Member
		for _, as := range ways {
			d := c.clone()
			d.Ballot(round).Settled[who] = Settlement{As: as}
			if err := try(d, doubtful[1:], append(so, as)); err != nil {
				return err
			}
			if who != b.Chair || as == AsNotVoting || as == AsAbsent {
				continue
			}
			d = c.clone()
			delete(d.Ballot(round).Questions, who)
			d.Ballot(round).Votes[OwnVote(who)] = Vote{Member: who, Position: Position(as)}
			if err := try(d, doubtful[1:], append(so, as+" expressed")); err != nil {
				return err
			}
		}
		return nil
	}
	if err := try(s, b.Result.Doubtful, nil); err != nil {
		return err
	}
	if len(outcomes) > 1 || len(outcomes) == 1 && outcomes[came(b.Result)] == nil && len(b.Result.Doubtful) > 0 {
		return fmt.Errorf("resistant as %s, yet %v could lead to %v", b.Result.Verdict.Outcome, b.Result.Doubtful, outcomes)
	}
	return nil
}

// Resists is the resistance test for a count with so many doubtful in P and so
// many outside it.
func Resists(rule governance.MajorityRule, c governance.Count, chair Position, required, in, out int) bool {
	r := &Result{Count: c, Standing: Standing{Present: c.Present, Required: required}, Doubtful: make([]Doubt, in+out)}
	r.Verdict = rule.Judge(c, chair)
	return r.resists(rule, chair, in)
}
