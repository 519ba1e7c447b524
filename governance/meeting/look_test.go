package meeting_test

import (
	"fmt"
	"strings"

	"assenso/governance"
	"assenso/governance/meeting"
)

// look asks the state something; nothing is recorded.
func (p *playing) look(a args) ([]string, bool, error) {
	s := p.live
	switch a.verb {
	case "state":
		return []string{stateLine(s)}, true, nil
	case "contests":
		return contests(s), true, nil
	case "troubles":
		return p.troubleOf(s), true, nil
	case "deadline":
		t, ok := s.NextDeadline()
		if !ok {
			return []string{"none"}, true, nil
		}
		return []string{p.clockOf(t)}, true, nil
	case "tally":
		b := s.LastBallot(meeting.Subject(a.at(0)))
		if r := round(a); !r.IsZero() {
			b = s.Ballot(r)
		}
		if b == nil || b.Result == nil {
			return nil, true, fmt.Errorf("not counted")
		}
		return []string{fmt.Sprintf("%s %s, %s", b.Round, b.Stage, tally(*b.Result))}, true, nil
	case "ballots":
		var out []string
		for _, b := range s.Ballots {
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s", b.Round, b.Stage, b.Why)))
		}
		return out, true, nil
	case "explain":
		return p.explain(round(a)), true, nil
	case "resolutions":
		var out []string
		for _, r := range s.Resolutions {
			gone := ""
			if r.Annulled {
				gone = ", annulled"
			}
			out = append(out, fmt.Sprintf("%d/%s item %d %q by entry %d%s", r.Number, r.Year, r.Item, r.Text, r.Seq, gone))
		}
		return out, true, nil
	case "stays":
		return p.stays(s.Member(governance.MemberID(a.at(0)))), true, nil
	case "unverified":
		return []string{names(s.Unverified(p.now))}, true, nil
	case "floor":
		return floorLine(s), true, nil
	case "minutes":
		return minutesOf(s.Minutes), true, nil
	case "journal": // the entries, by name
		var out []string
		for _, n := range p.entries {
			out = append(out, fmt.Sprintf("%d %s", n.seq, n.name))
		}
		return out, true, nil
	}
	return nil, false, nil
}

func (p *playing) explain(r meeting.Round) []string {
	if r.IsZero() {
		r = p.live.Ballots[len(p.live.Ballots)-1].Round
	}
	var out []string
	for _, a := range p.live.Explain(r) {
		var l line
		l.add("%s %s", a.Member, a.As)
		l.opt("because", string(a.Why))
		l.opt("was", string(a.Was))
		l.flag(a.Dropped, "dropped")
		by := make([]string, len(a.Entries))
		for i, n := range a.Entries {
			by[i] = fmt.Sprintf("%d %s", n, p.entries[n-1].name)
		}
		l.flag(len(by) > 0, "by "+strings.Join(by, " and "))
		out = append(out, l.String())
	}
	return out
}

func stateLine(s *meeting.State) string {
	var l line
	l.add("%s", s.Phase)
	l.opt("ending", string(s.Ending))
	l.add("%s", standing(s.Standing()))
	l.flag(s.Quorum.Low, "quorum low")
	l.flag(s.Quorum.Lost, "quorum lost")
	l.flag(s.Current > 0, fmt.Sprintf("item %d", s.Current))
	if b := s.Pending(); b != nil {
		l.add("ballot %s %s", b.Round, b.Stage)
	}
	l.flag(len(s.RepetitionBase) > 0, "out of the base: "+names(s.RepetitionBase))
	l.flag(s.Complete(), "complete")
	return l.String()
}

func (p *playing) stays(m *meeting.Member) []string {
	if m == nil {
		return []string{"no member"}
	}
	var out []string
	for _, st := range m.Stays {
		var l line
		l.add("%s-%s %s via %s", p.clockOf(st.From), p.clockOf(st.To), means(st.Means), st.Via)
		l.opt("in", st.Place)
		l.opt("ended by", string(st.Leave))
		l.flag(st.Marked, "marked")
		out = append(out, l.String())
	}
	return out
}

func minutesOf(m meeting.MinutesState) []string {
	var l line
	l.add("version %d %s", m.Version, m.Hash)
	l.flag(m.Stale, "stale")
	l.opt("outcome", string(m.Outcome))
	l.flag(m.Outcome != "", "by "+m.Round.String())
	l.flag(m.Why != "", fmt.Sprintf("not approved because %q", m.Why))
	out := []string{l.String()}
	for _, c := range m.Changes {
		o := string(c.Outcome)
		if o == "" {
			o = "undecided"
		}
		out = append(out, fmt.Sprintf("change %d by %s %q %s", c.N, c.Member, c.Text, o))
	}
	return out
}
