package meeting_test

import (
	"fmt"
	"strconv"
	"strings"

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
	case "alternative":
		return meeting.ProposeAlternative{Item: item, Text: a.at(1), Mover: governance.MemberID(a.key["mover"])}
	case "withdraw-alternative":
		return meeting.WithdrawAlternative{Item: item, Letter: meeting.Position(a.at(1))}
	case "choose":
		return meeting.Cast{Round: round(a), Member: a.member(), Position: meeting.Position(a.at(1)), Via: "button"}
	case "call-name":
		return meeting.CallName{Round: round(a)}
	case "ask-proof":
		return meeting.AskProof{Round: round(a), RollCall: a.has("roll-call")}
	case "decline-proof":
		return meeting.DeclineProof{Round: round(a), Reason: a.at(1)}
	case "declare-vote":
		return meeting.MakeStatement{Text: a.at(1), OnVote: true}
	case "paper":
		size, _ := strconv.Atoi(a.key["size"])
		return meeting.AddPaper{Item: item, Name: a.at(1), Size: size, SHA256: strings.Repeat(a.key["sum"], 32)}
	case "withdraw-paper":
		return meeting.WithdrawPaper{Item: item, N: n}
	case "scrutiny":
		return scrutiny(a, item)
	}
	return nil
}

// scrutiny reads "scrutiny bruno carla:5 dario:3! voters=10 blank=1 void=1": the
// mark is for the elected.
func scrutiny(a args, item int) meeting.RecordScrutiny {
	number := func(key string) int {
		n, _ := strconv.Atoi(a.key[key])
		return n
	}
	c := meeting.RecordScrutiny{
		Item: item, Voters: number("voters"), Preferences: number("preferences"), Blank: number("blank"), Void: number("void"),
	}
	for _, who := range a.pos[1:] {
		name, votes, _ := strings.Cut(who, ":")
		v, elected := strings.CutSuffix(votes, "!")
		n, _ := strconv.Atoi(v)
		c.Candidates = append(c.Candidates, meeting.Candidate{Name: name, Votes: n, Elected: elected})
	}
	return c
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
	case meeting.AlternativeProposed:
		l.add("%d/%s %q", e.Item, e.Letter, e.Text)
		l.opt("by", string(e.Mover))
	case meeting.AlternativeWithdrawn:
		l.add("%d/%s", e.Item, e.Letter)
	case meeting.NameCalled:
		l.add("%s %s, time %d", e.Round, e.Member, e.Time)
	case meeting.ProofRequested:
		l.add("%s by %s", e.Round, e.Member)
		l.flag(e.RollCall, "roll call")
	case meeting.ProofDeclined:
		l.add("%s", e.Round)
		l.opt("because", e.Reason)
	case meeting.PaperAdded:
		l.add("%d/%d %q", e.Item, e.N, e.File)
		l.flag(e.Size > 0, fmt.Sprintf("%d bytes", e.Size))
		l.flag(e.SHA256 != "", "fingerprint "+e.SHA256[:min(6, len(e.SHA256))])
	case meeting.PaperWithdrawn:
		l.add("%d/%d", e.Item, e.N)
	case meeting.ScrutinyRecorded:
		l.add("%d, %d voters", e.Item, e.Voters)
		l.flag(e.Preferences > 1, fmt.Sprintf("up to %d names", e.Preferences))
		for _, k := range e.Candidates {
			l.add("%s %d", k.Name, k.Votes)
			l.flag(k.Elected, "elected")
		}
		l.add("%d blank, %d void", e.Blank, e.Void)
		l.flag(e.Again, "corrected")
	default:
		return false
	}
	return true
}
