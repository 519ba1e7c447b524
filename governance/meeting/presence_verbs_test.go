package meeting_test

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

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
	case "sheet":
		return meeting.ImportAttendance{Source: "teams", Digest: strings.Join(a.pos, " "), People: p.attendees(a.pos[1:])}
	case "match":
		row, _ := strconv.Atoi(a.at(1))
		return meeting.MatchAttendee{Row: row, Member: governance.MemberID(a.at(2))}
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
	case meeting.AttendanceImported:
		l.add("%d of %s, %d people", e.Sheet, e.Source, e.People)
	case meeting.AttendeeListed:
		l.add("%d %q", e.Row, e.Person)
		l.opt("is", string(e.Member))
		l.flag(len(e.Could) > 0, "could be "+names(e.Could))
	case meeting.AttendeeMatched:
		l.add("%d is %s", e.Row, cmp.Or(string(e.Member), "nobody"))
	case meeting.AttendanceCompared:
		p.describeComparison(l, e)
	default:
		return false
	}
	return true
}

func (p *playing) describeComparison(l *line, e meeting.AttendanceCompared) {
	l.add("until %s", p.clockOf(e.Until))
	l.add("%d recognised", e.Recognised)
	l.flag(e.Unmatched > 0, fmt.Sprintf("%d not", e.Unmatched))
	for _, d := range e.Differences {
		where := "only in the file"
		if d.Recorded {
			where = "only in the record"
		}
		l.add("%s %s %s-%s", d.Member, where, p.clockOf(d.From), p.clockOf(d.To))
		l.flag(d.Missing > 0, "away "+time.Duration(d.Missing).String())
	}
	l.add("%d tested", e.Tested)
	for _, r := range e.Retests {
		l.add("%s concerns %s: %s %d-%d-%d of %d present, %d required", r.Round, names(r.Concerned), r.Outcome,
			r.Count.Favour, r.Count.Against, r.Count.Abstained, r.Count.Present, r.Required)
		l.flag(r.Resistant, "resistant")
		l.flag(!r.Resistant, "not resistant")
	}
}

// attendees reads "carla/16:25-16:50/17:05-18:00/all:10m": a member, or with a
// question mark the name of nobody, connected then, in all so long.
func (p *playing) attendees(words []string) []meeting.Attendee {
	var all []meeting.Attendee
	for _, w := range words {
		parts := strings.Split(w, "/")
		who := meeting.Attendee{Name: parts[0], Member: governance.MemberID(parts[0])}
		if name, nobody := strings.CutPrefix(parts[0], "?"); nobody {
			who.Name, who.Member = name, ""
		}
		for _, part := range parts[1:] {
			if all, ok := strings.CutPrefix(part, "all:"); ok {
				d, _ := time.ParseDuration(all)
				who.Total = governance.Duration(d)
				continue
			}
			from, to, _ := strings.Cut(part, "-")
			var c meeting.Connected
			c.From, _ = p.clock(from)
			if to != "" {
				c.To, _ = p.clock(to)
				who.Total += governance.Duration(c.To.Sub(c.From))
			}
			who.Stays = append(who.Stays, c)
		}
		all = append(all, who)
	}
	return all
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
