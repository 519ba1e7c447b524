package meeting_test

import (
	"fmt"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// floorCommand makes the commands of the floor.
func (p *playing) floorCommand(a args, _ string) meeting.Command {
	switch a.verb {
	case "ask-floor":
		return meeting.AskFloor{Order: a.has("order")}
	case "leave-floor":
		return meeting.LeaveFloor{}
	case "give-floor":
		return meeting.GiveFloor{Member: governance.MemberID(a.at(1))}
	case "pass-over":
		return meeting.PassOver{Member: governance.MemberID(a.at(1))}
	case "end-speech":
		return meeting.EndSpeech{}
	case "limit-speech":
		d, _ := time.ParseDuration(a.at(1))
		return meeting.LimitSpeech{Limit: d}
	}
	return nil
}

func (p *playing) describeFloor(l *line, e meeting.Event) bool {
	order := func(is bool) { l.flag(is, "point of order") }
	switch e := e.(type) {
	case meeting.FloorAsked:
		l.add("%s", e.Member)
		order(e.Order)
	case meeting.FloorWaived:
		l.add("%s", e.Member)
	case meeting.FloorPassed:
		l.add("%s", e.Member)
	case meeting.FloorGiven:
		l.add("%s", e.Member)
		order(e.Order)
		l.flag(e.Item > 0, fmt.Sprintf("item %d", e.Item))
		l.flag(!e.Until.IsZero(), "until "+p.clockOf(e.Until))
	case meeting.FloorEnded:
		l.add("%s after %s", e.Member, time.Duration(e.Spent))
	case meeting.SpeechWarned:
		l.add("%s", e.Member)
		l.flag(e.Over, "time is over")
	case meeting.SpeechLimited:
		l.add("%s", time.Duration(e.Limit))
	default:
		return false
	}
	return true
}

// floorLine is who speaks, who waits and who has spoken.
func floorLine(s *meeting.State) []string {
	f := &s.Floor
	out := []string{"nobody speaks"}
	if t := f.Speaking; t != nil {
		out[0] = string(t.Member) + " speaks"
	}
	for i, r := range f.Queue {
		l := fmt.Sprintf("%d. %s", i+1, r.Member)
		if r.Order {
			l += ", point of order"
		}
		out = append(out, l)
	}
	for _, t := range f.Turns {
		out = append(out, fmt.Sprintf("%s spoke for %s", t.Member, t.To.Sub(t.From)))
	}
	return out
}
