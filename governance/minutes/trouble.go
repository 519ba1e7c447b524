package minutes

import (
	"time"

	"assenso/governance/meeting"
)

// trouble takes in what did not work, what the chair did about it, and how the
// meeting ended where nothing helped (B36, B58-B61).
func (c *compiler) trouble(r Recorded) {
	act := Act{Seq: r.Seq, At: utc(r.At), ByOrder: r.For != ""}
	switch e := r.Event.(type) {
	case meeting.TroubleReported:
		act.Kind, act.At, act.Member, act.Words = TroubleReported, utc(r.Spoken()), e.Member, Words{e.Text, c.erased[r.Seq]}
	case meeting.AdequacyJudged:
		act.Kind, act.Reason = AdequacyJudged, e.Reason
	case meeting.FellBack:
		c.course.restored(act.At)
		act.Kind, act.Fallback, act.Means = FellBack, e.How, e.Means
		w := c.course.add(c.course.current, act)
		c.course.fallback = &w
		return
	case meeting.Restored:
		if c.course.restored(act.At) {
			return
		}
		act.Kind = Restored
	case meeting.TroubleDeclared:
		act.Kind, act.Then, act.Deadline, act.Reason = TroubleDeclared, utc(e.Since), utc(e.Deadline), e.Reason
	case meeting.AssuranceRecorded:
		act.Kind, act.From, act.Words = AssuranceRecorded, written(e.From), Words{e.Words, c.erased[r.Seq]}
		act.Deadline = utc(e.Deadline)
	case meeting.DissolutionHeld:
		act.Kind, act.Deadline, act.Until = DissolutionHeld, utc(e.Deadline), utc(e.Until)
	case meeting.TroubleResolved:
		act.Kind, act.Then = TroubleResolved, utc(e.At)
	case meeting.DissolvedEvent:
		c.dissolved(act, e)
		return
	case meeting.DissolutionNear:
		return // a warning: nothing happened yet
	default:
		return
	}
	c.course.add(c.course.current, act)
}

func (c *compiler) dissolved(act Act, e meeting.DissolvedEvent) {
	act.Kind, act.Then, act.Deadline = Dissolved, utc(e.Since), utc(e.Deadline)
	c.after.Closing = &Closing{At: act.Deadline, Spoken: act.At, Ending: meeting.Dissolved}
	c.interrupted(act.Deadline)
	c.course.add(0, act)
}

// interrupted ends with the meeting what would have lasted. A suspension was
// not followed by anything.
func (c *compiler) interrupted(at time.Time) {
	c.course.restored(at)
	c.course.suspended = nil
}

// restored ends the fallback that the course tells, and reports whether there
// was one.
func (c *course) restored(at time.Time) bool {
	if c.fallback == nil {
		return false
	}
	c.sections[c.fallback.section].Acts[c.fallback.act].Until = at
	c.fallback = nil
	return true
}
