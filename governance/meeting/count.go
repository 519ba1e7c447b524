package meeting

import (
	"slices"
	"time"

	"assenso/governance"
)

// Result is how a ballot was counted. Every elector of the roll at the opening
// and every later arrival is in exactly one list.
type Result struct {
	Favour    []governance.MemberID `json:"favour,omitempty"` // expressed
	Silent    []governance.MemberID `json:"silent,omitempty"` // in favour by silence (B04)
	Against   []governance.MemberID `json:"against,omitempty"`
	Abstained []governance.MemberID `json:"abstained,omitempty"`
	// Choices are who chose which of several options; Favour and Silent are
	// empty then, and Against is against all of them.
	Choices []Choice              `json:"choices,omitempty"`
	Recused []governance.MemberID `json:"recused,omitempty"`
	// Barred are directors in the room who have no vote on accounts and
	// liability. They count for the quorum, not for a majority of those present.
	Barred    []governance.MemberID `json:"barred,omitempty"`
	NotVoting []governance.MemberID `json:"not_voting,omitempty"` // present, and silence is no vote
	Doubtful  []Doubt               `json:"doubtful,omitempty"`
	Absent    []governance.MemberID `json:"absent,omitempty"` // did not take part
	// Dropped are those of Absent who were lost to trouble: assenti giustificati (B36).
	Dropped []governance.MemberID `json:"dropped,omitempty"`
	Later   int                   `json:"later,omitempty"` // arrived after the opening; in the lists above

	Standing Standing           `json:"standing"` // at the close; its Present is P
	Count    governance.Count   `json:"count"`
	Verdict  governance.Verdict `json:"verdict"`
	// Leading is the option that was carried, and Runoff those among which a
	// ballot that carried none would be repeated.
	Leading Position   `json:"leading,omitempty"`
	Runoff  []Position `json:"runoff,omitempty"`
	Void    bool       `json:"void,omitempty"` // quorum lost at the close
	// Resistant tells that the outcome is the same however the doubtful would
	// have been counted.
	Resistant bool `json:"resistant"`
}

// Doubt is a person whose will could not be established.
type Doubt struct {
	Member governance.MemberID `json:"member"`
	Why    DoubtWhy            `json:"why"`
}

// DoubtWhy is why somebody is doubtful.
type DoubtWhy string

// The reasons.
const (
	Unanswered DoubtWhy = "unanswered" // the bot asked, they did not answer
	Away       DoubtWhy = "away"       // longer than the grace during the ballot
	NotSeen    DoubtWhy = "unverified" // nothing shows they were there at both ends
	NotTold    DoubtWhy = "unreached"  // the announcement did not reach their place
	NotHeard   DoubtWhy = "unheard"    // their place did not report at the close
	NotVoted   DoubtWhy = "not-voted"  // said nothing where everybody has to vote
)

// total is how many people the result accounts for.
func (r *Result) total() int {
	n := 0
	for _, c := range r.Choices {
		n += len(c.Members)
	}
	return n + len(r.Favour) + len(r.Silent) + len(r.Against) + len(r.Abstained) + len(r.Recused) +
		len(r.Barred) + len(r.NotVoting) + len(r.Doubtful) + len(r.Absent)
}

// result reckons a ballot at its close: from what had happened by then, as far
// as the record knows it now.
func (s *State) result(b *Ballot) Result {
	var r Result
	for _, o := range b.Options {
		r.Choices = append(r.Choices, Choice{Letter: o.Letter})
	}
	present, unsure := 0, 0
	for i := range s.Members {
		p := &s.Members[i]
		if !b.Entitles(p) || !b.seats[i].inRoll && !b.arrived(p) {
			continue
		}
		if !b.seats[i].inRoll {
			r.Later++
		}
		doubtful := len(r.Doubtful)
		if s.place(&r, b, i) {
			present++
			if len(r.Doubtful) > doubtful {
				unsure++
			}
		}
	}
	s.judge(&r, b, present, unsure)
	return r
}

// arrived reports an elector who is not in the roll of the ballot but took
// part in it: who was in the room for a moment of it, or is on record in it.
func (b *Ballot) arrived(p *Member) bool {
	if p.wasInRoom(b.At, b.Until) {
		return true
	}
	_, voted := b.Votes[OwnVote(p.ID)]
	_, recused := b.Recused[p.ID]
	_, settled := b.Settled[p.ID]
	return voted || recused || settled
}

// place puts one elector in one list, and reports whether they count for P:
// the present at the close, who voted and then left, and not the recused where
// the bylaws take them out.
func (s *State) place(r *Result, b *Ballot, i int) (counts bool) {
	p := &s.Members[i]
	id := p.ID
	if set, ok := b.Settled[id]; ok {
		return set.place(r, id)
	}
	present, all := p.PresentAt(b.Until), b.Rule.Majority.EverybodyVotes
	if b.barred(p) && present {
		r.Barred = append(r.Barred, id)
		return true
	}
	if _, ok := b.Recused[id]; ok {
		r.Recused = append(r.Recused, id)
		return present && !s.Bylaws.RecusedLeaveBase && !all
	}
	v, voted := b.Votes[OwnVote(id)]
	q, asked := b.Questions[id]
	switch {
	case asked && q.unsettles(voted) && (present || b.seats[i].inRoll || q.Why != AskAbsent):
		r.Doubtful = append(r.Doubtful, Doubt{id, Unanswered})
		return present || voted
	case voted:
		r.express(id, v.Position)
		return present || !all
	case !present:
		r.Absent = append(r.Absent, id)
		if p.droppedBy(b.Until) {
			r.Dropped = append(r.Dropped, id)
		}
		return false
	case all:
		r.Doubtful = append(r.Doubtful, Doubt{id, NotVoted})
	case !b.Silence || !b.seats[i].inRoll:
		// Who came after the announcement did not hear the rule of silence.
		r.NotVoting = append(r.NotVoting, id)
	default:
		if why := s.doubt(b, i); why != "" {
			r.Doubtful = append(r.Doubtful, Doubt{id, why})
		} else {
			r.Silent = append(r.Silent, id)
		}
	}
	return true
}

func (r *Result) express(id governance.MemberID, p Position) {
	switch p {
	case governance.Favour:
		r.Favour = append(r.Favour, id)
	case governance.Abstain:
		r.Abstained = append(r.Abstained, id)
	case governance.Against:
		r.Against = append(r.Against, id)
	default:
		r.chose(id, p)
	}
}

// droppedBy reports whether the last stay that began by t was ended by trouble.
func (m *Member) droppedBy(t time.Time) bool {
	for i := len(m.Stays) - 1; i >= 0; i-- {
		if st := &m.Stays[i]; !st.From.After(t) {
			return st.Leave == Drop
		}
	}
	return false
}

// doubt says why the silence of an elector, present at both ends, cannot be
// read as assent; empty if it can. A place that confirmed after the chair went
// on without it does not count: nobody there was promised the whole window.
func (s *State) doubt(b *Ballot, i int) DoubtWhy {
	p, sat := &s.Members[i], b.seats[i]
	st := p.stayAt(b.Until)
	switch {
	case st.From.After(b.At):
		return Away
	case !sat.verified || !s.verifiedIn(p, st, b.Until):
		return NotSeen
	case !sat.told || slices.Contains(b.Unreached, sat.place):
		return NotTold
	case sat.atClose != "" && !slices.Contains(b.Heard, sat.atClose):
		return NotHeard
	}
	return ""
}

// judge reckons quorum and majority from the lists, for so many present, of
// whom so many are doubtful.
func (s *State) judge(r *Result, b *Ballot, present, unsure int) {
	r.Standing = s.standing(b.Rule, s.baseAt(b, present))
	r.Count = governance.Count{
		Members: s.entitled, Present: present - len(r.Barred),
		Favour: len(r.Favour) + len(r.Silent), Against: len(r.Against), Abstained: len(r.Abstained),
	}
	chair := s.chairSays(r, b)
	r.Void = !r.Standing.Holds()
	if len(b.Options) > 0 {
		b.choose(r, chair)
		r.Resistant = len(r.Doubtful) == 0 || b.choiceResists(r, chair, unsure)
		return
	}
	r.Verdict = b.Rule.Majority.Judge(r.Count, chair)
	r.Resistant = r.resists(b.Rule.Majority, chair, unsure)
}

// baseAt is what the members counted for in the quorum at the close of a
// ballot. What happened since, an excuse accepted or a return, belongs to the
// next one.
func (s *State) baseAt(b *Ballot, present int) weight {
	w := weight{present: present}
	for i := range s.Members {
		p := &s.Members[i]
		switch {
		case !b.Entitles(p):
		case p.Justified() && p.Excuse.Early && !p.Excuse.Decided.After(b.Until) && !s.tookPart(p, b.Until):
			w.justified++
		case slices.Contains(b.Excused, p.ID) && !p.wasInRoom(b.At, b.Until):
			w.lost++
		}
	}
	return w
}

// chairSays is what who presided at the close expressed, for a tie. Silence, a doubt, or what
// somebody settled is no casting vote: the tie is repeated by roll call. Where
// that roll call ends in a tie again, or the chair has no vote in the matter,
// nobody's vote prevails and the motion is not approved: as by abstention.
func (s *State) chairSays(r *Result, b *Ballot) Position {
	id := b.Chair
	chair := s.Member(id)
	_, recused := b.Recused[id]
	if !b.Entitles(chair) || recused || b.barred(chair) {
		return governance.Abstain
	}
	if r.doubts(id) {
		return ""
	}
	_, settled := b.Settled[id]
	if v, voted := b.Votes[OwnVote(id)]; voted && !settled {
		return v.Position
	}
	if b.RollCall && !settled {
		return governance.Abstain
	}
	return ""
}

// counts reports that a member is in a list of those who took part.
func (r *Result) counts(id governance.MemberID) bool {
	for _, list := range [][]governance.MemberID{r.Favour, r.Silent, r.Against, r.Abstained, r.NotVoting} {
		if slices.Contains(list, id) {
			return true
		}
	}
	for _, c := range r.Choices {
		if slices.Contains(c.Members, id) {
			return true
		}
	}
	return r.doubts(id)
}

func (r *Result) doubts(id governance.MemberID) bool {
	return slices.ContainsFunc(r.Doubtful, func(d Doubt) bool { return d.Member == id })
}

// resists is the resistance test: however the doubtful would be counted, the
// outcome is the same. Every rule is monotone in them, so that the ends are
// enough: all against, all in favour, all abstained, and nobody there for the
// quorum; unsure is how many of them P counts. Where everybody has to vote,
// nobody's will may stay in doubt.
func (r *Result) resists(rule governance.MajorityRule, chair Position, unsure int) bool {
	d := len(r.Doubtful)
	if d == 0 || rule.EverybodyVotes {
		return d == 0
	}
	for _, end := range []Position{governance.Against, governance.Favour, governance.Abstain} {
		c := r.Count
		c.Present += d - unsure // whoever is counted took part
		switch end {
		case governance.Against:
			c.Against += d
		case governance.Favour:
			c.Favour += d
		default:
			c.Abstained += d
		}
		if rule.Judge(c, chair).Outcome != r.Verdict.Outcome {
			return false
		}
	}
	return r.Standing.Present-unsure >= r.Standing.Required
}
