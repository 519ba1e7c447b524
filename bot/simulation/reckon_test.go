package simulation_test

import (
	"fmt"
	"slices"

	"assenso/governance"
	"assenso/governance/meeting"
)

// reckon checks the arithmetic of a count: who is in the base of the quorum,
// how many had to be there, what the majority came to, and whether it could
// have come to anything else.
func (o *oracle) reckon(b *round, upto uint64) (faults []string) {
	r := b.result
	wrong := func(what string, got, want any) {
		if got != want {
			faults = append(faults, fmt.Sprintf("%s: %s is %v, the oracle says %v", b.Round, what, got, want))
		}
	}
	members, justified, lost, crossed := 0, 0, 0, false
	for _, p := range o.people {
		if !p.votes || o.sitting.state.Member(p.id) == nil {
			continue
		}
		members++
		c := o.follow(p, upto)
		switch {
		case o.crossed(c.acts):
			crossed = true
		case o.justified(c, b):
			justified++
		case b.recomputed > 0 && !c.during(b.at, b.until) && o.gone(p, b.recomputed):
			lost++
		}
	}
	wrong("the number of members", r.Standing.Members, members)
	required := r.Standing.Required
	if !crossed {
		wrong("the number of justified", r.Standing.Justified, justified)
		base := members - lost
		if o.plan.bylaws.Quorum.LessJustified {
			base -= justified
		}
		for required = 1; !o.enough(required, base); {
			required++
		}
	}
	wrong("the quorum", r.Standing.Required, required)
	wrong("void", r.Void, r.Standing.Present < required)
	t := tally{
		favour: len(r.Favour) + len(r.Silent), against: len(r.Against), abstained: len(r.Abstained),
		present: r.Standing.Present, members: members, chair: o.casting(b, upto),
	}
	outcome := o.outcome(t)
	if tied := outcome != r.Verdict.Outcome && crossed && t.favour == t.against; !tied { // what the chair said may have come crosswise
		wrong("the outcome", r.Verdict.Outcome, outcome)
	}
	if !crossed || len(r.Doubtful) == 0 {
		wrong("resistant", r.Resistant, o.resists(b, t, outcome, required, upto))
	}
	return faults
}

// enough reports that so many are a quorum of a base.
func (o *oracle) enough(present, base int) bool {
	switch q := o.plan.bylaws.Quorum; q.Kind {
	case governance.AtLeastHalf:
		return 2*present >= base
	case governance.AtLeast:
		return q.Fraction.Den*present >= q.Fraction.Num*base
	case governance.HalfPlusOne: // of 7: 3.5 + 1, which is 4 in practice and 5 to the letter
		if base%2 == 1 && !q.Strict {
			base--
		}
		return 2*present >= base+2
	case governance.AnyNumber:
		return present >= 1
	}
	return 2*present > base
}

// justified reports that somebody had justified their absence in writing before
// the opening, that it was accepted before the close, and that they never came
// (B24, B25).
func (o *oracle) justified(c *course, b *round) bool {
	if c.during(o.opened, b.until) {
		return false
	}
	early, accepted := false, false
	for _, r := range o.sitting.records {
		switch e := r.Event.(type) {
		case meeting.ExcuseSent:
			if e.Member == c.who.id {
				early, accepted = r.Seq < o.openedAt || r.Spoken().Before(o.opened), false
			}
		case meeting.ExcuseDecidedEvent:
			if e.Member == c.who.id && !r.At.After(b.until) {
				accepted = e.Accepted
			}
		}
	}
	return early && accepted
}

// gone reports that somebody's line had gone and they were not back.
func (o *oracle) gone(p *person, upto uint64) bool {
	last := o.follow(p, upto).last()
	return last != nil && !last.open() && last.drop
}

// tally is what a majority is reckoned from.
type tally struct {
	favour, against, abstained, present, members int
	chair                                        meaning // what the chair expressed, if anything
}

// outcome is what the majority of the bylaws makes of a tally.
func (o *oracle) outcome(t tally) governance.Outcome {
	m := o.plan.bylaws.Majority
	votes := t.favour + t.against
	if m.CountAbstained {
		votes += t.abstained
	}
	share := func(of int) bool { return t.favour > 0 && t.favour*m.Fraction.Den >= m.Fraction.Num*of }
	carried := 2*t.favour > votes
	switch m.Kind {
	case governance.OfPresent:
		carried = 2*t.favour > t.present
	case governance.OfMembers:
		carried = share(t.members)
	case governance.ShareVotes:
		carried = share(votes)
	case governance.SharePres:
		carried = share(t.present)
	case governance.Unanimity:
		carried = t.favour > 0 && t.favour == votes
	}
	tied := m.Kind == governance.OfVotes && m.Tie == governance.ChairBreaks && t.favour > 0 && 2*t.favour == votes && t.favour == t.against
	switch {
	case carried, tied && t.chair == favour:
		return governance.Carried
	case tied && t.chair == "":
		return governance.TieSilent
	}
	return governance.Rejected
}

// casting is what the chair's vote weighs in a tie: what they expressed; nothing
// where it was settled for them or they kept quiet; an abstention where they
// take no part, or kept quiet in a roll call.
func (o *oracle) casting(b *round, upto uint64) meaning {
	p := o.people[0]
	for _, r := range o.sitting.records[:b.closing] {
		if e, ok := r.Event.(meeting.OfficeTaken); ok && e.Office == governance.Chair {
			p = o.member(e.Member)
		}
	}
	c := o.follow(p, upto)
	s := c.sheet(b)
	as := o.settled(p, b, c.acts, upto)
	switch {
	case !p.votes || s.recused:
		return abstain
	case as != "" || slices.ContainsFunc(b.result.Doubtful, func(d meeting.Doubt) bool { return d.Member == p.id }):
		return ""
	case s.vote != "":
		return s.vote
	case b.RollCall:
		return abstain
	}
	return ""
}

// resists tries every way in which the doubtful could be counted, also as not
// having been there at all.
func (o *oracle) resists(b *round, t tally, outcome governance.Outcome, required int, upto uint64) bool {
	doubtful, unsure := len(b.result.Doubtful), 0
	for _, d := range b.result.Doubtful {
		if o.judge(o.member(d.Member), b, upto).counts {
			unsure++
		}
	}
	if doubtful > 0 && t.present-unsure < required {
		return false
	}
	for f := range doubtful + 1 {
		for a := range doubtful - f + 1 {
			for n := range doubtful - f - a + 1 {
				u := t
				u.favour, u.against, u.abstained = t.favour+f, t.against+a, t.abstained+n
				u.present = t.present - unsure + f + a + n
				if o.outcome(u) != outcome {
					return false
				}
			}
		}
	}
	return true
}
