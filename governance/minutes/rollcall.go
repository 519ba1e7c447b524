package minutes

import (
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// RollCall is a call by name of those of whom nothing was heard, and how it
// ended for each of them (B34).
type RollCall struct {
	Answered []governance.MemberID `json:"answered,omitempty"`
	Seen     []governance.MemberID `json:"seen,omitempty"`    // by the secretary
	Silent   []governance.MemberID `json:"silent,omitempty"`  // called, and did not answer
	Left     []governance.MemberID `json:"left,omitempty"`    // meanwhile
	Waiting  []governance.MemberID `json:"waiting,omitempty"` // the call ended before they answered
}

// Foreseen is technical trouble that a member reported before the opening (B40).
type Foreseen struct {
	At      time.Time `json:"at"`
	Words   Words     `json:"words"`
	Excused bool      `json:"excused,omitempty"` // in an emergency nobody has to come
}

// presences notes roll calls, and what members say of presences entered for
// them.
func (c *compiler) presences(r Recorded) {
	act := Act{Seq: r.Seq, At: utc(r.Spoken()), Member: r.By}
	switch e := r.Event.(type) {
	case meeting.RollCalled:
		act.Kind, act.Members, act.RollCall, act.ByOrder = RollCalling, e.Members, new(RollCall), r.For != ""
		c.course.add(c.course.current, act)
		c.call = act.RollCall
	case meeting.MarkDisowned:
		act.Kind, act.Member, act.Since, act.Rounds = Disowning, e.Member, utc(e.Since), e.Rounds
		if e.Words != "" || c.erased[r.Seq] {
			act.Words = written(e.Words)
		}
		c.course.add(c.course.current, act)
	case meeting.AttendanceCompared:
		act.Kind, act.Compared = Attendance, comparison(&c.s, e)
		c.course.attendance(act)
	case meeting.CallMissed, meeting.TroubleForeseen,
		meeting.AttendanceImported, meeting.AttendeeListed, meeting.AttendeeMatched:
		// The state has them.
	}
	if c.call != nil {
		*c.call = RollCall{
			Answered: c.s.Call.Are(meeting.Answered), Seen: c.s.Call.Are(meeting.SeenHere),
			Silent: c.s.Call.Are(meeting.NoAnswer), Left: c.s.Call.Are(meeting.WentOut), Waiting: c.s.Call.Waiting(),
		}
	}
}

// foreseen is what the grid tells of trouble reported beforehand.
func foreseen(p *meeting.Member) *Foreseen {
	if p.Foreseen == nil {
		return nil
	}
	return &Foreseen{At: utc(p.Foreseen.At), Words: written(p.Foreseen.Words), Excused: p.Foreseen.Excused}
}
