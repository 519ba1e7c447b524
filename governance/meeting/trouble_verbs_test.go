package meeting_test

import (
	"fmt"
	"strings"
	"time"

	"assenso/governance/meeting"
)

// troubleCommand makes the commands about trouble.
func (p *playing) troubleCommand(a args, _ string) meeting.Command {
	switch a.verb {
	case "report":
		return meeting.ReportTrouble{Text: a.at(1)}
	case "adequate":
		return meeting.JudgeAdequate{Reason: a.at(1)}
	case "fall-back":
		return meeting.FallBack{How: meeting.FallbackMode(a.at(1)), Means: a.at(2)}
	case "restore":
		return meeting.Restore{}
	case "break-down":
		return meeting.DeclareTrouble{Since: p.named(a, "since"), Reason: a.at(1)}
	case "assure":
		return meeting.RecordAssurance{From: a.at(1), Words: a.at(2)}
	case "resolved":
		return meeting.DeclareResolved{At: p.named(a, "then")}
	}
	return nil
}

// named is a time given by name, zero where there is none.
func (p *playing) named(a args, key string) time.Time {
	s := a.key[key]
	if s == "" {
		return time.Time{}
	}
	t, err := p.clock(s)
	if err != nil {
		panic(err)
	}
	return t
}

func (p *playing) describeTrouble(l *line, e meeting.Event) bool {
	switch e := e.(type) {
	case meeting.TroubleReported:
		l.add("%s", e.Member)
		l.flag(e.Cut, "cut off")
		l.flag(e.Text != "", fmt.Sprintf("%q", e.Text))
	case meeting.AdequacyJudged:
		l.add("because %q", e.Reason)
	case meeting.FellBack:
		l.add("%s", e.How)
		l.opt("by", e.Means)
	case meeting.Restored:
	case meeting.TroubleDeclared:
		l.add("since %s", p.clockOf(e.Since))
		l.opt("because", e.Reason)
		l.flag(!e.Deadline.IsZero(), "dissolves at "+p.clockOf(e.Deadline))
	case meeting.AssuranceRecorded:
		l.add("from %s %q", e.From, e.Words)
		l.add("dissolves at %s", p.clockOf(e.Deadline))
	case meeting.DissolutionNear:
		l.add("%s left, dissolves at %s", time.Duration(e.Left), p.clockOf(e.Deadline))
	case meeting.DissolutionHeld:
		l.add("was to be at %s, until %s", p.clockOf(e.Deadline), p.clockOf(e.Until))
	case meeting.TroubleResolved:
		l.add("at %s", p.clockOf(e.At))
	case meeting.DissolvedEvent:
		l.add("at %s, trouble since %s", p.clockOf(e.Deadline), p.clockOf(e.Since))
	default:
		return false
	}
	return true
}

// troubleOf is what a state knows of trouble, for its line.
func (p *playing) troubleOf(s *meeting.State) []string {
	var out []string
	for _, t := range s.Troubles {
		var l line
		l.add("trouble %s-%s", p.clockOf(t.Since), p.clockOf(t.Ended))
		l.flag(!t.Deadline.IsZero(), "dissolves at "+p.clockOf(t.Deadline))
		l.flag(!t.Held.IsZero(), "held until "+p.clockOf(t.Held))
		l.flag(t.Assurances > 0, fmt.Sprintf("%d assurances", t.Assurances))
		out = append(out, l.String())
	}
	for _, f := range s.Fallbacks {
		out = append(out, strings.TrimSpace(fmt.Sprintf("fallback %s-%s %s %s", p.clockOf(f.From), p.clockOf(f.To), f.How, f.Means)))
	}
	for _, r := range s.Reports {
		out = append(out, fmt.Sprintf("report %s %s %q", p.clockOf(r.At), r.Member, r.Text))
	}
	for i := range s.Members {
		if m := &s.Members[i]; !m.CutOff.IsZero() {
			out = append(out, fmt.Sprintf("%s cut off since %s", m.ID, p.clockOf(m.CutOff)))
		}
	}
	return out
}
