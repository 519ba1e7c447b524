package meeting_test

import (
	"fmt"
	"strconv"
	"strings"

	"assenso/governance"
	"assenso/governance/meeting"
)

// correctCommand makes the commands that put the record right.
func (p *playing) correctCommand(a args, _ string) meeting.Command {
	who := governance.MemberID(a.at(1))
	switch a.verb {
	case "correct-presence":
		n, _ := strconv.Atoi(a.key["stay"])
		return meeting.CorrectPresence{
			Member: who, Stay: n, From: p.named(a, "from"), To: p.named(a, "to"), Stays: a.has("stays"),
			Means: mode(a), Reason: a.key["why"],
		}
	case "correct-vote":
		return meeting.CorrectVote{Round: round(a), Member: who, As: meeting.Settled(a.at(2)), Reason: a.key["why"]}
	case "correct-note":
		n, _ := strconv.ParseUint(a.key["entry"], 10, 64)
		return meeting.CorrectNote{Entry: n, Text: a.at(1), Reason: a.key["why"]}
	case "correct-name":
		return meeting.CorrectName{Member: who, Name: a.at(2), Reason: a.key["why"]}
	case "contest":
		return meeting.ContestCount{Round: round(a), Words: a.at(1)}
	case "answer-contest":
		n, _ := strconv.Atoi(a.key["n"])
		return meeting.AnswerContest{N: n, Upheld: a.has("upheld"), Words: a.at(1)}
	}
	return nil
}

func (p *playing) times(t meeting.Times) string {
	if t.From.IsZero() {
		return "nothing"
	}
	return fmt.Sprintf("%s-%s %s", p.clockOf(t.From), p.clockOf(t.To), means(t.Means))
}

func (p *playing) describeCorrect(l *line, e meeting.Event) bool {
	switch e := e.(type) {
	case meeting.PresenceCorrected:
		l.add("%s stay %d %s", e.Member, e.Stay, p.times(e.Now))
		l.add("was %s", p.times(e.Was))
		l.add("because %q", e.Reason)
	case meeting.VoteCorrected:
		l.add("%s %s as %s", e.Round, e.Member, e.As)
		l.add("was %s", e.Was)
		l.add("because %q", e.Reason)
	case meeting.BallotRechecked:
		l.add("%s", e.Round)
		l.flag(e.Stands, "the outcome stands")
		l.flag(!e.Stands, "THE OUTCOME DOES NOT STAND")
		l.add("%s", tally(e.Result))
	case meeting.NoteCorrected:
		l.add("entry %d %q", e.Entry, e.Text)
		l.add("because %q", e.Reason)
	case meeting.NameCorrected:
		l.add("%s %q", e.Member, e.Person)
		l.add("because %q", e.Reason)
	case meeting.Contested:
		l.add("%d on %s by %s %q", e.N, e.Round, e.Member, e.Words)
	case meeting.ContestAnswered:
		l.add("%d", e.N)
		l.flag(e.Upheld, "upheld")
		l.flag(!e.Upheld, "not upheld")
		l.add("%q", e.Words)
	default:
		return false
	}
	return true
}

// contests are those of a state, a line each.
func contests(s *meeting.State) []string {
	var out []string
	for _, k := range s.Contests {
		answer := "open"
		if !k.Answered.IsZero() {
			answer = fmt.Sprintf("answered %q", k.Answer)
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%d %s %s %q %s", k.N, k.Round, k.Member, k.Words, answer)))
	}
	return out
}
