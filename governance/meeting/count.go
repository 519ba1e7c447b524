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
	Recused   []governance.MemberID `json:"recused,omitempty"`
	NotVoting []governance.MemberID `json:"not_voting,omitempty"` // present, and silence is no vote
	Doubtful  []Doubt               `json:"doubtful,omitempty"`
	Absent    []governance.MemberID `json:"absent,omitempty"` // did not take part
	// Dropped are those of Absent who were lost to trouble: assenti giustificati (B36).
	Dropped []governance.MemberID `json:"dropped,omitempty"`
	Later   int                   `json:"later,omitempty"` // arrived after the opening; in the lists above

	Standing Standing           `json:"standing"` // at the close; its Present is P
	Count    governance.Count   `json:"count"`
	Verdict  governance.Verdict `json:"verdict"`
	Void     bool               `json:"void,omitempty"` // quorum lost at the close
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
)

// total is how many people the result accounts for.
func (r *Result) total() int {
	return len(r.Favour) + len(r.Silent) + len(r.Against) + len(r.Abstained) + len(r.Recused) +
		len(r.NotVoting) + len(r.Doubtful) + len(r.Absent)
}

// count reckons a ballot at its deadline. Heard is a place whose report is not
// yet in the state.
func (s *State) count(b *Ballot, until time.Time, heard ...string) Result {
	var r Result
	for i := range s.Members {
		p := &s.Members[i]
		if !p.Votes {
			continue
		}
		later := !b.inRoll[i] && p.cameDuring(b.At, until)
		if !b.inRoll[i] && !later {
			continue
		}
		if later {
			r.Later++
		}
		s.place(&r, b, i, until, heard)
	}
	s.judge(&r, b, until)
	return r
}

// cameDuring reports a stay that began in the ballot, or that began before it
// by words that arrived after the opening.
func (m *Member) cameDuring(from, until time.Time) bool {
	for i := range m.Stays {
		st := &m.Stays[i]
		if !st.From.After(until) && (st.To.IsZero() || st.To.After(from)) {
			return true
		}
	}
	return false
}

// place puts one elector in one list.
func (s *State) place(r *Result, b *Ballot, i int, until time.Time, heard []string) {
	p := &s.Members[i]
	id := p.ID
	if set, ok := b.Settled[id]; ok {
		set.place(r, id)
		return
	}
	if _, ok := b.Recused[id]; ok {
		r.Recused = append(r.Recused, id)
		return
	}
	present := p.PresentAt(until)
	v, voted := b.Votes[OwnVote(id)]
	q, asked := b.Questions[id]
	switch {
	case asked && q.unsettles(voted) && (present || b.inRoll[i]):
		r.Doubtful = append(r.Doubtful, Doubt{id, Unanswered})
	case voted:
		r.express(id, v.Position)
	case !present:
		r.Absent = append(r.Absent, id)
		if p.Dropped {
			r.Dropped = append(r.Dropped, id)
		}
	case !b.Silence || !b.inRoll[i]:
		// Who came after the announcement did not hear the rule of silence.
		r.NotVoting = append(r.NotVoting, id)
	default:
		if why := s.doubt(b, i, until, heard); why != "" {
			r.Doubtful = append(r.Doubtful, Doubt{id, why})
		} else {
			r.Silent = append(r.Silent, id)
		}
	}
}

func (r *Result) express(id governance.MemberID, p Position) {
	switch p {
	case governance.Favour:
		r.Favour = append(r.Favour, id)
	case governance.Against:
		r.Against = append(r.Against, id)
	default:
		r.Abstained = append(r.Abstained, id)
	}
}

// doubt says why the silence of an elector, present at both ends, cannot be
// read as assent; empty if it can.
func (s *State) doubt(b *Ballot, i int, until time.Time, heard []string) DoubtWhy {
	p := &s.Members[i]
	st := p.stayAt(until)
	switch {
	case st.From.After(b.At):
		return Away
	case !b.verified[i] || !s.verifiedIn(p, st, until):
		return NotSeen
	case st.Place == "":
		return ""
	case slices.Contains(b.Unreached, st.Place) && !slices.Contains(b.Delivered, st.Place):
		return NotTold
	case slices.Contains(b.Places, st.Place) && !slices.Contains(b.Heard, st.Place) && !slices.Contains(heard, st.Place):
		return NotHeard
	}
	return ""
}

// stayAt is the stay that covers t, or nil.
func (m *Member) stayAt(t time.Time) *Stay {
	for i := len(m.Stays) - 1; i >= 0; i-- {
		st := &m.Stays[i]
		if !st.From.After(t) && (st.To.IsZero() || t.Before(st.To)) {
			return st
		}
	}
	return nil
}

// judge reckons quorum and majority from the lists.
func (s *State) judge(r *Result, b *Ballot, until time.Time) {
	r.Standing = s.standing(s.voters(r, b, until), s.justified)
	r.Count = governance.Count{
		Members: s.entitled, Present: r.Standing.Present,
		Favour: len(r.Favour) + len(r.Silent), Against: len(r.Against), Abstained: len(r.Abstained),
	}
	chair := b.Votes[OwnVote(s.Officers[governance.Chair])].Position
	r.Verdict = s.Bylaws.Majority.Judge(r.Count, chair)
	r.Void = !r.Standing.Holds()
	r.Resistant = s.resists(r, chair)
}

// voters is P: the entitled present at the close, plus who voted and then
// left, less the recused where the bylaws take them out.
func (s *State) voters(r *Result, b *Ballot, until time.Time) int {
	n := 0
	for i := range s.Members {
		p := &s.Members[i]
		if !p.Votes {
			continue
		}
		_, voted := b.Votes[OwnVote(p.ID)]
		_, recused := b.Recused[p.ID]
		if recused && s.Bylaws.RecusedLeaveBase {
			continue
		}
		if p.PresentAt(until) || voted {
			n++
		}
	}
	return n
}

// resists is the resistance test. Counted all against, all in favour, or as
// not there for the quorum, the doubtful must not be able to change the outcome.
func (s *State) resists(r *Result, chair Position) bool {
	d := len(r.Doubtful)
	if d == 0 {
		return true
	}
	against, favour := r.Count, r.Count
	against.Against += d
	favour.Favour += d
	rule := s.Bylaws.Majority
	return rule.Judge(against, chair).Outcome == r.Verdict.Outcome &&
		rule.Judge(favour, chair).Outcome == r.Verdict.Outcome &&
		r.Standing.Present-d >= r.Standing.Required
}
