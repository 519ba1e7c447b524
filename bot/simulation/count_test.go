package simulation_test

import (
	"fmt"
	"slices"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// judge says how a person must have been counted in a round, from what was
// taken before the entry upto; no lists where they had no part in it.
func (o *oracle) judge(p *person, b *round, upto uint64) account {
	c := o.follow(p, upto)
	acts, s := c.acts, c.sheet(b)
	inRoll := slices.Contains(b.Roll, p.id)
	st := c.stayAt(b.until)
	one := func(list string, counts bool) account {
		return account{lists: []string{list}, counts: counts, crossed: o.crossed(acts)}
	}
	as := o.settled(p, b, acts, upto)
	if !inRoll && !c.during(b.at, b.until) && s.vote == "" && !s.recused && as == "" {
		return account{crossed: o.crossed(acts)}
	}
	switch {
	case as == meeting.AsAbsent:
		return one("absent", false)
	case as != "":
		return one(string(as), true)
	case s.recused:
		return one("recused", st != nil && !o.plan.bylaws.RecusedLeaveBase)
	case s.asked != nil && (!s.asked.absent || s.vote == "" || s.asked.earlier) && (st != nil || inRoll || !s.asked.absent):
		return one("doubtful unanswered", st != nil || s.vote != "")
	case s.vote != "":
		position, _ := s.vote.position()
		return one(string(position), true)
	case st == nil:
		if c.dropped(b.until) {
			return one("absent dropped", false)
		}
		return one("absent", false)
	case !b.Silence || !inRoll:
		return one("not-voting", true)
	}
	a := o.silence(c, b, st)
	a.crossed = o.crossed(acts)
	return a
}

// silence says what keeping quiet meant for somebody present at both ends.
func (o *oracle) silence(c *course, b *round, st *stay) account {
	if st.from.After(b.at) {
		return account{lists: []string{"doubtful away"}, counts: true}
	}
	then := o.follow(c.who, b.seq+1) // who opens a ballot gives a sign of life
	sure, unsure := then.verified(b.at)
	sureEnd, unsureEnd := c.verified(b.until)
	lists := []string{}
	if !sure || !sureEnd {
		lists = append(lists, "doubtful unverified")
	}
	if (sure || unsure) && (sureEnd || unsureEnd) {
		atOpening, atClose := "", ""
		if was := then.in(); was != nil {
			atOpening = was.place
		}
		if was := o.follow(c.who, b.closing).in(); was != nil {
			atClose = was.place
		}
		switch {
		case slices.Contains(b.unreached, atOpening):
			lists = append(lists, "doubtful unreached")
		case atClose != "" && !slices.Contains(b.heard, atClose):
			lists = append(lists, "doubtful unheard")
		default:
			lists = append(lists, "silent")
		}
	}
	return account{lists: lists, counts: true}
}

// dropped reports that the last stay that began by t was ended by a line.
func (c *course) dropped(t time.Time) bool {
	for _, st := range slices.Backward(c.stays) {
		if !st.from.After(t) {
			return st.drop
		}
	}
	return false
}

// settled is how somebody in doubt was settled, unless a word of theirs came
// since.
func (o *oracle) settled(p *person, b *round, acts []*act, upto uint64) meeting.Settled {
	var as meeting.Settled
	var when uint64
	for _, a := range o.acts {
		rs := o.causes[a.update.ID]
		if a.meaning != settles || a.whom != p || len(rs) == 0 || rs[0].Seq >= upto {
			continue
		}
		if e, ok := rs[0].Event.(meeting.DoubtSettled); ok && e.Round == b.Round && rs[0].Seq > when {
			when = rs[0].Seq
			as = map[string]meeting.Settled{
				"favorevole": meeting.AsFavour, "contrario": meeting.AsAgainst, "astenuto": meeting.AsAbstained,
				"non votante": meeting.AsNotVoting, "assente": meeting.AsAbsent,
			}[a.as]
		}
	}
	if as == "" {
		return ""
	}
	for _, a := range acts {
		if n := o.order(a); n > when && o.moves(p, a, b, acts) {
			return ""
		}
	}
	return as
}

// moves reports that an act is a word in the round that no later word, known
// already when it came, had overtaken.
func (o *oracle) moves(p *person, a *act, b *round, acts []*act) bool {
	if !o.isWord(p, a, b) || len(o.causes[a.update.ID]) == 0 {
		return false
	}
	n := o.order(a)
	return !slices.ContainsFunc(acts, func(x *act) bool {
		m := o.order(x)
		return m < n && o.said(x).After(o.said(a)) && o.isWord(p, x, b)
	})
}

func (o *oracle) isWord(p *person, a *act, b *round) bool {
	if a.about() != p || a.meaning == settles || a.meaning == runs || a.meaning.presence() || a.meaning == sees {
		return false
	}
	if a.meaning == talk && a.edits == nil {
		return false
	}
	c := course{oracle: o}
	return c.ballot(a, o.said(a)) == b
}

// listed is every person of a result with their list.
func listed(r *meeting.Result) map[governance.MemberID]string {
	out := make(map[governance.MemberID]string)
	put := func(name string, ids []governance.MemberID) {
		for _, id := range ids {
			out[id] += name
		}
	}
	put("favour", r.Favour)
	put("silent", r.Silent)
	put("against", r.Against)
	put("abstain", r.Abstained)
	put("recused", r.Recused)
	put("not-voting", r.NotVoting)
	put("absent", r.Absent)
	put(" dropped", r.Dropped)
	for _, d := range r.Doubtful {
		out[d.Member] += "doubtful " + string(d.Why)
	}
	return out
}

// countAgain compares every count that stands with the oracle's.
func (o *oracle) countAgain() (faults []string) {
	for _, b := range o.rounds {
		if b.result == nil || b.how == "annulled" {
			continue
		}
		upto := uint64(forever)
		if b.how == "proclaimed" {
			upto = b.ending
		} else if b.how == "void" {
			upto = b.counted
		}
		faults = append(faults, o.compare(b, upto)...)
		faults = append(faults, o.reckon(b, upto)...)
	}
	return faults
}

func (o *oracle) compare(b *round, upto uint64) (faults []string) {
	got := listed(b.result)
	present, unsure := 0, false
	for _, p := range o.people {
		if !p.votes || o.sitting.state.Member(p.id) == nil {
			continue
		}
		want := o.judge(p, b, upto)
		list := got[p.id]
		unsure = unsure || want.crossed
		switch {
		case list == "" && len(want.lists) == 0, slices.Contains(want.lists, list):
		case want.crossed:
			o.tolerate("acts of one person arrived crosswise")
			continue
		default:
			faults = append(faults, fmt.Sprintf("%s in %s: the bot says %q, the oracle %v", p.name, b.Round, list, want))
		}
		if want.counts {
			present++
		}
	}
	if !unsure && len(faults) == 0 && present != b.result.Standing.Present {
		faults = append(faults, fmt.Sprintf("%s: P is %d, the oracle says %d", b.Round, b.result.Standing.Present, present))
	}
	return faults
}

// roll compares who was in the room at the opening.
func (o *oracle) roll() (faults []string) {
	for _, b := range o.rounds {
		for _, p := range o.people {
			if !p.votes {
				continue
			}
			c := o.follow(p, b.seq)
			in := c.stayAt(b.at) != nil
			if in == slices.Contains(b.Roll, p.id) {
				continue
			}
			if o.crossed(c.acts) {
				o.tolerate("acts of one person arrived crosswise")
				continue
			}
			faults = append(faults, fmt.Sprintf("%s at the opening of %s: in the room %v, the roll says otherwise", p.name, b.Round, in))
		}
	}
	return faults
}

// grid compares the presences of the whole meeting.
func (o *oracle) grid() (faults []string) {
	for _, p := range o.people {
		m := o.sitting.state.Member(p.id)
		if m == nil {
			continue
		}
		c := o.follow(p, forever)
		same := slices.EqualFunc(m.Stays, c.stays, func(a meeting.Stay, b stay) bool {
			to := b.to
			if to.Equal(never) {
				to = time.Time{}
			}
			return a.From.Equal(b.from) && a.To.Equal(to) && (a.Leave == meeting.Drop) == b.drop
		})
		if same {
			continue
		}
		if o.crossed(c.acts) {
			o.tolerate("acts of one person arrived crosswise")
			continue
		}
		faults = append(faults, fmt.Sprintf("presence of %s: the bot has %s, the oracle %s", p.name, staysOf(m.Stays), c))
	}
	return faults
}

func staysOf(all []meeting.Stay) string {
	s := ""
	for _, st := range all {
		s += fmt.Sprintf("[%s–%s %s]", clock(st.From), clock(st.To), st.Leave)
	}
	return s
}

func (c *course) String() string {
	s := ""
	for _, st := range c.stays {
		how := ""
		if st.drop {
			how = "drop"
		}
		s += fmt.Sprintf("[%s–%s %s]", clock(st.from), clock(st.to), how)
	}
	return s
}

func clock(t time.Time) string {
	if t.IsZero() || t.Equal(never) {
		return ""
	}
	return t.UTC().Format("15:04:05.000000")
}
