package meeting_test

import (
	"fmt"

	"assenso/governance"
	"assenso/governance/meeting"
)

// presenceCommand makes the commands of roll calls and of presences entered
// for others.
func (p *playing) presenceCommand(a args, _ string) meeting.Command {
	switch a.verb {
	case "trouble":
		return meeting.ForeseeTrouble{Member: a.member(), Words: a.at(1)}
	case "disown":
		return meeting.Disown{Words: a.at(1)}
	case "call":
		return meeting.CallRoll{Members: ids(a.pos[1:])}
	case "no-answer":
		return meeting.MissCall{Member: governance.MemberID(a.at(1))}
	}
	return nil
}

func (p *playing) describePresence(l *line, e meeting.Event) bool {
	switch e := e.(type) {
	case meeting.TroubleForeseen:
		l.add("%s %q", e.Member, e.Words)
		l.flag(e.Excused, "excused")
		l.flag(!e.Excused, "expected at the seat")
	case meeting.MarkDisowned:
		l.add("%s, entered at %s", e.Member, p.clockOf(e.Since))
		l.flag(len(e.Rounds) > 0, fmt.Sprintf("counted in %v", e.Rounds))
		l.flag(e.Words != "", fmt.Sprintf("%q", e.Words))
	case meeting.RollCalled:
		l.add("%s", names(e.Members))
	case meeting.CallMissed:
		l.add("%s", e.Member)
	default:
		return false
	}
	return true
}

// lookPresence answers questions about roll calls.
func (p *playing) lookPresence(a args) ([]string, bool, error) {
	switch a.verb {
	case "called":
	case "hindered":
		var who []governance.MemberID
		for i := range p.live.Members {
			if p.live.Members[i].Hindered() {
				who = append(who, p.live.Members[i].ID)
			}
		}
		return []string{names(who)}, true, nil
	default:
		return nil, false, nil
	}
	c := p.live.Call
	if c == nil {
		return []string{"nobody was called"}, true, nil
	}
	var l line
	l.add("waiting for %s", names(c.Waiting()))
	for _, how := range []meeting.Said{meeting.Answered, meeting.SeenHere, meeting.NoAnswer, meeting.WentOut} {
		if who := c.Are(how); len(who) > 0 {
			l.add("%s %s", how, names(who))
		}
	}
	return []string{l.String()}, true, nil
}
