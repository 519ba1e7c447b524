package meeting_test

import (
	"fmt"

	"assenso/governance"
	"assenso/governance/meeting"
)

// ruleOf is the rule of a ballot as scripts show it.
func ruleOf(r governance.Rule) string {
	s := "ordinary"
	if r.Matter != "" {
		s = fmt.Sprintf("%s (%s)", r.Matter, r.Article)
	}
	s += ": " + string(r.Quorum.Kind)
	if r.Quorum.Kind == governance.AtLeast {
		s += fmt.Sprintf(" %d/%d", r.Quorum.Fraction.Num, r.Quorum.Fraction.Den)
	}
	s += ", " + string(r.Majority.Kind)
	if r.Majority.Fraction.Den > 0 {
		s += fmt.Sprintf(" %d/%d", r.Majority.Fraction.Num, r.Majority.Fraction.Den)
	}
	if r.SecondCall {
		s += ", second call"
	}
	if r.BarDirectors {
		s += ", directors barred"
	}
	return s
}

// ruleCommand makes the commands around a second call and who may vote.
func ruleCommand(a args) meeting.Command {
	switch a.verb {
	case "identify":
		return meeting.Identify{Member: governance.MemberID(a.at(1)), How: a.at(2)}
	case "proxy":
		return meeting.GiveProxy{To: a.at(1)}
	case "desert":
		return meeting.Desert{Reason: a.at(1)}
	}
	return nil
}
