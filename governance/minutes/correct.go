package minutes

import (
	"time"

	"assenso/governance/meeting"
)

// Withdrawal is the chair's annulment of a proclaimed ballot whose outcome
// corrections contradict.
type Withdrawal struct {
	At      time.Time `json:"at"`
	ByOrder bool      `json:"by_order,omitempty"`
	Reason  string    `json:"reason"`
}

// corrections takes in what puts the record right (B29). The text shows the
// corrected fact; what was told before is corrected at the foot. Corrections of
// votes are told in any case, for somebody was counted otherwise before.
func (c *compiler) corrections(r Recorded) {
	act := Act{Seq: r.Seq, At: utc(r.At), ByOrder: r.For != "", By: r.By}
	switch e := r.Event.(type) {
	case meeting.NoteCorrected:
		words := written(e.Text)
		if !c.course.correctNote(e.Entry, words) {
			act.Kind, act.Words = NoteCorrected, words
			c.course.add(c.course.current, act)
		}
	case meeting.NameCorrected:
		if c.told {
			act.Kind, act.Member, act.Words = NameCorrected, e.Member, written(e.Person)
			c.course.add(c.course.current, act)
		}
	case meeting.PresenceCorrected:
		c.presenceCorrected(act, e)
	case meeting.VoteCorrected:
		act.Kind, act.Round, act.Member, act.Was, act.As, act.Cause = VoteCorrected, e.Round, e.Member, e.Was, e.As, written(e.Reason)
		c.course.add(e.Round.On.Under(), act)
	case meeting.BallotRechecked:
		act.Kind, act.Round, act.Stands = Rechecked, e.Round, e.Stands
		c.course.add(e.Round.On.Under(), act)
		if b := c.ballot(e.Round); e.Stands && !c.frozen[e.Round] {
			if b.AsProclaimed == nil {
				b.AsProclaimed = b.Result
			}
			result := e.Result
			b.Result = &result
		}
	case meeting.Contested:
		act.Kind, act.At, act.N, act.Round, act.Member, act.Words = Contested, utc(r.Spoken()), e.N, e.Round, e.Member, written(e.Words)
		c.course.add(e.Round.On.Under(), act)
	case meeting.ContestAnswered:
		act.Kind, act.N, act.Member, act.Upheld, act.Words = ContestAnswered, e.N, e.Member, e.Upheld, written(e.Words)
		act.Round = c.s.Contests[e.N-1].Round
		c.course.add(act.Round.On.Under(), act)
	}
}

// withdrawn takes in that a proclaimed ballot was annulled: told where it
// happened, after what led to it.
func (c *compiler) withdrawn(r Recorded, e meeting.BallotAnnulled) {
	w := Withdrawal{utc(r.At), r.For != "", e.Reason}
	if !c.frozen[e.Round] {
		c.ballot(e.Round).Withdrawn = &w
	}
	c.course.add(e.Round.On.Under(), Act{
		Seq: r.Seq, At: w.At, Kind: Withdrawn, ByOrder: w.ByOrder, Round: e.Round, Reason: e.Reason,
	})
}

func (c *compiler) presenceCorrected(act Act, e meeting.PresenceCorrected) {
	// How somebody took part is noted as it changed: the last of it is wrong.
	if m := c.means[stay{e.Member, e.Stay - 1}]; m != nil && len(m.changes) > 0 {
		last := &m.changes[len(m.changes)-1]
		last.Mode, last.Equipment = e.Now.Mode, e.Now.Equipment
	}
	if !c.told {
		return
	}
	act.Kind, act.Member, act.Cause = PresenceCorrected, e.Member, written(e.Reason)
	act.Stay = &Stay{From: utc(e.Now.From), To: utc(e.Now.To), Mode: e.Now.Mode, Equipment: e.Now.Equipment}
	c.course.add(c.course.current, act)
}

// correctNote puts other words into a note that the course tells, and reports
// whether it does.
func (c *course) correctNote(seq uint64, words Words) bool {
	for i := range c.sections {
		for k := range c.sections[i].Acts {
			if a := &c.sections[i].Acts[k]; a.Kind == Note && a.Seq == seq {
				a.Words = words
				return true
			}
		}
	}
	return false
}
