package meeting_test

import (
	"fmt"
	"strings"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// line builds a readable line of parts that are there.
type line []string

func (l *line) add(format string, args ...any) { *l = append(*l, fmt.Sprintf(format, args...)) }

func (l *line) opt(name, value string) {
	if value != "" {
		l.add("%s %s", name, value)
	}
}

func (l *line) flag(on bool, word string) {
	if on {
		*l = append(*l, word)
	}
}

func (l line) String() string { return strings.Join(l, ", ") }

func names[T ~string](ids []T) string {
	if len(ids) == 0 {
		return "nobody"
	}
	s := make([]string, len(ids))
	for i, id := range ids {
		s[i] = string(id)
	}
	return strings.Join(s, " ")
}

// clockOf writes a time of the script's zone, with the zone where it is needed
// to tell two hours apart.
func (p *playing) clockOf(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	t = t.In(p.zone)
	s := t.Format("15:04:05")
	if t.Nanosecond() != 0 {
		s = t.Format("15:04:05.000")
	}
	if t.Month() == time.October && t.Day() == 25 && t.Hour() == 2 {
		s += t.Format(" MST")
	}
	return s
}

func standing(q meeting.Standing) string {
	var l line
	l.add("%d of %d present", q.Present, q.Members)
	l.flag(q.Justified > 0, fmt.Sprintf("%d justified", q.Justified))
	l.add("%d required", q.Required)
	l.flag(q.Compared > 0, fmt.Sprintf("%d by law", q.Compared))
	l.flag(q.Disagrees(), "the rules disagree")
	return l.String()
}

func means(m meeting.Means) string {
	s := string(m.Mode)
	if m.Equipment != "" {
		s += " by " + m.Equipment
	}
	return s
}

func (p *playing) describe(e meeting.Event) string {
	var l line
	for _, by := range []func(*line, meeting.Event) bool{p.describeRoom, p.describePresence, p.describeBallot, p.describeRest, p.describeFloor, p.describeTrouble, p.describeMotion, p.describeCorrect} {
		if by(&l, e) {
			return strings.TrimSpace(e.Name() + " " + l.String())
		}
	}
	p.t.Fatalf("no line for %T", e)
	return ""
}

func (p *playing) describeRoom(l *line, e meeting.Event) bool {
	switch e := e.(type) {
	case meeting.ConvenedEvent:
		l.add("%s %d/%s", e.Meeting, e.Number, e.Year)
		l.add("%s", e.Convocation.Mode)
		l.add("%d items", len(e.Agenda))
		for i, p := range e.Agenda {
			l.flag(p.From.Item > 0, fmt.Sprintf("item %d from %s/%d", i+1, p.From.Meeting, p.From.Item))
		}
		l.flag(e.Short > 0, fmt.Sprintf("%d days short", e.Short))
		l.flag(e.Rehearsal, "a rehearsal")
	case meeting.MemberCalled:
		l.add("%s", e.Member)
		l.flag(!e.Votes, "no vote")
		l.flag(e.Fresh, "registered too recently")
		l.flag(e.Director, "director")
	case meeting.IdentityVerified:
		l.add("%s %q", e.Member, e.How)
	case meeting.ConvocationDelivered:
		l.add("%s", names(e.Members))
		l.opt("via", e.Via)
	case meeting.ConvocationAcknowledged:
		l.add("%s", e.Member)
		l.flag(e.Implied, "implied")
	case meeting.ConvocationAmended:
		l.add("%d: %s", e.N, names(e.Changed))
		l.add("%s %s", e.Convocation.At.In(p.zone).Format("2 Jan 15:04"), e.Convocation.Mode)
		l.opt("at", e.Convocation.Place)
		l.add("%d items", len(e.Agenda))
		l.flag(e.Short > 0, fmt.Sprintf("%d days short", e.Short))
		l.flag(e.AnotherDay, "another day")
		l.opt("because", e.Reason)
	case meeting.ConvocationRevoked:
		l.add("because %q", e.Reason)
	case meeting.MeansAsked:
		l.add("%s", names(e.Members))
	case meeting.MeansTermEnded:
		l.add("silent %s", names(e.Silent))
	case meeting.PlaceMoved:
		l.add("%s", e.Place)
		l.opt("because", e.Reason)
	case meeting.ProtocolSet:
		l.add("%s", e.Protocol)
	case meeting.MeansDeclared:
		l.add("%s %s", e.Member, means(e.Means))
		l.opt("from", e.Where)
	case meeting.ExcuseSent:
		l.add("%s %q", e.Member, e.Text)
	case meeting.ExcuseDecidedEvent:
		l.add("%s", e.Member)
		l.flag(e.Accepted, "accepted")
		l.flag(!e.Accepted, "declined")
	case meeting.Entered:
		l.add("%s %s", e.Member, means(e.Means))
		l.add("via %s", e.Via)
		l.opt("in", e.Place)
		l.opt("link", e.Link)
		l.flag(e.Back, "after a short absence")
	case meeting.MeansChanged:
		l.add("%s %s", e.Member, means(e.Means))
		l.add("via %s", e.Via)
		l.opt("in", e.Place)
		l.opt("link", e.Link)
	case meeting.Left:
		l.add("%s %s", e.Member, e.How)
		l.opt("link", e.Link)
		l.flag(e.Linked, "still connected")
	case meeting.SeatTaken:
		l.add("%s for %s", e.Member, e.Holder)
	case meeting.SeatReturned:
		l.add("%s to %s", e.Member, e.Holder)
	case meeting.DropsNoticed:
		l.add("%s", names(e.Members))
	case meeting.SignGiven:
		l.add("%s", e.Member)
	case meeting.Vouched:
		l.add("%s", names(e.Members))
	case meeting.QuorumLow:
		l.add("%s", standing(e.Standing))
		l.add("%d may still leave", e.Spare)
	case meeting.QuorumLost:
		l.add("%s", standing(e.Standing))
	case meeting.QuorumRegained:
		l.add("%s", standing(e.Standing))
	case meeting.QuorumRecomputed:
		l.add("without %s", names(e.Dropped))
		l.flag(e.Subtracted, "out of the base")
		l.add("%s", standing(e.Standing))
		l.add("full base: %d required", e.Full.Required)
	default:
		return false
	}
	return true
}

func (p *playing) describeBallot(l *line, e meeting.Event) bool {
	switch e := e.(type) {
	case meeting.BallotOpened:
		l.add("%s %q", e.Round, e.Text)
		l.flag(e.Silence, "silence is assent")
		l.flag(!e.Silence, "silence is no vote")
		l.flag(e.Proof, "counter-proof")
		l.flag(e.RollCall, "roll call")
		l.add("window %s", time.Duration(e.Window))
		l.add("roll %s", names(e.Roll))
		l.add("in %s", names(e.Places))
		l.add("%s", standing(e.Standing))
		if r := e.Rule; r != nil {
			l.add("by %s", ruleOf(*r))
		}
	case meeting.SecrecyRefused:
		l.add("%d", e.Item)
	case meeting.AnnouncementDelivered:
		l.add("%s %s", e.Round, e.Place)
	case meeting.DeliveryLate:
		l.add("%s %s", e.Round, names(e.Places))
	case meeting.WindowStarted:
		l.add("%s until %s", e.Round, p.clockOf(e.Until))
		l.flag(len(e.Unreached) > 0, "not reached "+names(e.Unreached))
	case meeting.WindowExtended:
		l.add("%s until %s", e.Round, p.clockOf(e.Until))
		l.flag(e.Outage, "for an outage")
	case meeting.BallotClosing:
		l.add("%s at %s", e.Round, p.clockOf(e.Until))
	case meeting.PlaceHeard:
		l.add("%s %s", e.Round, e.Place)
	case meeting.BallotCounted:
		l.add("%s at %s", e.Round, e.Why)
		l.add("%s", tally(e.Result))
	case meeting.PositionTaken:
		l.add("%s %s %s", e.Round, e.Member, e.Position)
		l.opt("via", e.Via)
		l.flag(e.Overtaken, "overtaken")
		l.flag(!e.First.IsZero(), "first said "+p.clockOf(e.First))
		l.flag(e.Words != "", fmt.Sprintf("%q", e.Words))
	case meeting.PositionWithdrawn:
		l.add("%s %s", e.Round, e.Member)
	case meeting.LateWord:
		l.add("%s %s %s", e.Round, e.Member, e.Position)
		l.flag(e.Timely, "said in time")
		l.flag(e.Words != "", fmt.Sprintf("%q", e.Words))
	case meeting.Recused:
		l.add("%s %s", e.Round, e.Member)
		l.opt("because", e.Reason)
	case meeting.Questioned:
		l.add("%s %s %s", e.Round, e.Member, e.Why)
		l.opt("leaning", string(e.Leaning))
		l.add("%q", e.Words)
	case meeting.QuestionDropped:
		l.add("%s %s", e.Round, e.Member)
	case meeting.DoubtSettled:
		l.add("%s %s as %s", e.Round, e.Member, e.As)
		l.add("%q", e.Reason)
	case meeting.ProclaimedEvent:
		l.add("%s %s", e.Round, e.Outcome)
		l.opt("option", string(e.Option))
		l.flag(e.Number > 0, fmt.Sprintf("resolution %d/%s", e.Number, e.Year))
	case meeting.BallotAnnulled:
		l.add("%s", e.Round)
		l.opt("because", e.Reason)
		l.flag(e.Repeat, "to be repeated")
		l.flag(e.Proclaimed, "though proclaimed")
	default:
		return false
	}
	return true
}

func (p *playing) describeRest(l *line, e meeting.Event) bool {
	switch e := e.(type) {
	case meeting.OpenedEvent:
		l.add("at %q", e.Place)
		l.add("%s", standing(e.Standing))
		l.flag(len(e.NotReached) > 0, "not reached "+names(e.NotReached))
		l.flag(e.Override != "", fmt.Sprintf("opened because %q", e.Override))
		l.add("next resolution %d", e.NextNumber)
	case meeting.DesertedEvent:
		l.add("%s", standing(e.Standing))
		l.flag(len(e.Present) > 0, "present "+names(e.Present))
		l.opt("because", e.Reason)
		l.flag(!e.Next.IsZero(), "second call "+e.Next.In(p.zone).Format("2006-01-02 15:04"))
	case meeting.ValidityConfirmed:
		l.add("by the %s", e.Office)
	case meeting.Appointed:
		l.add("%s %s", e.Office, e.Member)
	case meeting.OfficeTaken:
		l.add("%s %s after %s", e.Office, e.Member, e.From)
		l.add("%s", e.How)
		l.opt("because", e.Reason)
	case meeting.ItemOpened:
		l.add("%d", e.N)
	case meeting.ItemRefused:
		l.add("%d %s", e.N, e.Why)
	case meeting.ItemEnded:
		l.add("%d", e.N)
	case meeting.ItemPostponed:
		l.add("%d", e.N)
		l.opt("because", e.Reason)
	case meeting.NoteTaken:
		l.add("%d %q", e.Item, e.Text)
	case meeting.StatementMade:
		l.add("%d %s %q", e.Item, e.Member, e.Text)
		l.opt("on the vote", e.Round.String())
	case meeting.SuspendedEvent:
		l.opt("because", e.Reason)
	case meeting.Resumed:
	case meeting.OutageRecorded:
		l.add("%s to %s", p.clockOf(e.From), p.clockOf(e.To))
	case meeting.MinutesDrafted:
		l.add("version %d", e.Version)
		l.add("hash %s", e.Hash)
		l.add("up to entry %d", e.Upto)
	case meeting.ChangeRequested:
		l.add("%d %s %q", e.N, e.Member, e.Text)
	case meeting.ApprovalGivenUp:
		l.add("because %q", e.Reason)
		l.add("%s", standing(e.Standing))
	case meeting.Signed:
		l.add("%s %s %s", e.Office, e.Member, e.Hash)
	case meeting.ClosedEvent:
		l.add("%s", e.Ending)
		l.opt("because", e.Reason)
		l.flag(!e.Until.IsZero(), "until "+e.Until.In(p.zone).Format("2006-01-02 15:04"))
		l.flag(e.Unapproved, "minutes not approved")
	case meeting.ValuesErased:
		l.add("%s, entries %v", e.Member, e.Seqs)
		l.opt("because", e.Reason)
	default:
		return false
	}
	return true
}

// tally is a result in one line: every list, the quorum, the arithmetic.
func tally(r meeting.Result) string {
	var l line
	l.flag(r.Void, "VOID")
	list := func(name string, ids []governance.MemberID) {
		l.flag(len(ids) > 0, name+": "+names(ids))
	}
	list("favour", r.Favour)
	list("silent", r.Silent)
	for _, c := range r.Choices {
		l.add("%s: %s", c.Letter, names(c.Members))
	}
	list("against", r.Against)
	list("abstained", r.Abstained)
	list("recused", r.Recused)
	list("barred", r.Barred)
	list("not voting", r.NotVoting)
	if len(r.Doubtful) > 0 {
		who := make([]string, len(r.Doubtful))
		for i, d := range r.Doubtful {
			who[i] = fmt.Sprintf("%s (%s)", d.Member, d.Why)
		}
		l.add("doubtful: %s", strings.Join(who, " "))
	}
	list("absent", r.Absent)
	list("dropped", r.Dropped)
	l.flag(r.Later > 0, fmt.Sprintf("%d later", r.Later))
	l.add("%s", standing(r.Standing))
	v := r.Verdict
	l.add("%s %d-%d-%d", v.Outcome, r.Count.Favour, r.Count.Against, r.Count.Abstained)
	l.add("required %d", v.Required)
	l.flag(v.Missing > 0, fmt.Sprintf("missing %d", v.Missing))
	l.opt("casting vote", string(v.Casting))
	l.opt("leading", string(r.Leading))
	l.flag(len(r.Runoff) > 0, "runoff "+names(r.Runoff))
	l.flag(!r.Resistant, "not resistant")
	return l.String()
}
