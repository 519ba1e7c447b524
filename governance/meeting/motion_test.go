package meeting_test

import (
	"fmt"
	"strconv"

	"assenso/governance"
	"assenso/governance/meeting"
)

// motionCommand makes the commands of motions and what changes them.
func (p *playing) motionCommand(a args, _ string) meeting.Command {
	item, _ := strconv.Atoi(a.key["item"])
	n, _ := strconv.Atoi(a.at(1))
	switch a.verb {
	case "motion":
		return meeting.Propose{Item: item, Text: a.at(1), Mover: governance.MemberID(a.key["mover"])}
	case "amend":
		return meeting.MoveAmendment{Old: a.key["old"], New: a.key["new"], Text: a.at(1)}
	case "accept-amendment":
		return meeting.AcceptAmendment{Item: item, N: n}
	case "withdraw-amendment":
		return meeting.WithdrawAmendment{Item: item, N: n}
	}
	return nil
}

func (p *playing) describeMotion(l *line, e meeting.Event) bool {
	switch e := e.(type) {
	case meeting.MotionProposed:
		l.add("%d version %d %q", e.Item, e.Version, e.Text)
		l.opt("by", string(e.Mover))
		l.flag(e.Amendment > 0, fmt.Sprintf("by amendment %d", e.Amendment))
	case meeting.AmendmentMoved:
		l.add("%d/%d %s to version %d", e.Item, e.N, e.Member, e.Version)
		l.flag(e.Old != "" || e.New != "", fmt.Sprintf("%q for %q", e.New, e.Old))
		l.add("%q", e.Text)
	case meeting.AmendmentClosed:
		l.add("%d/%d %s", e.Item, e.N, e.Fate)
	default:
		return false
	}
	return true
}
