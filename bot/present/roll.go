package present

import (
	"time"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// Roll is the grid of names (B44): present, excused and absent, with times of
// entry and exit, and those of whom nothing was heard lately. It lists everybody.
func Roll(s *meeting.State, now time.Time) []lang.Text {
	groups := []struct {
		key string
		who []lang.Text
	}{{key: "roll.present"}, {key: "roll.left"}, {key: "roll.excused"}, {key: "roll.absent"}, {key: "roll.guests"}}
	for i := range s.Members {
		p := &s.Members[i]
		g := &groups[rollGroup(p)]
		g.who = append(g.who, rollLine(s, p))
	}
	text := []lang.Text{lang.T("roll.title", "body", s.Body.Name)}
	for _, g := range groups {
		if len(g.who) > 0 {
			text = append(text, lang.T(g.key, "count", len(g.who), "who", g.who))
		}
	}
	if unheard := s.Unverified(now); len(unheard) > 0 && s.Phase == meeting.Sitting {
		text = append(text, lang.T("roll.unheard", "count", len(unheard), "who", few(s, unheard)))
	}
	return append(text, standing(s.Standing())...)
}

// rollGroup is present, gone, excused, absent, or without a vote: the numbers
// are those of the quorum. Who is lost to trouble is excused while away (B36).
func rollGroup(p *meeting.Member) int {
	switch {
	case !p.Votes:
		return 4
	case p.In() != nil:
		return 0
	case p.Dropped || p.Justified() || p.Hindered() || !p.CutOff.IsZero():
		return 2
	case len(p.Stays) > 0:
		return 1
	default:
		return 3
	}
}

func rollLine(s *meeting.State, p *meeting.Member) lang.Text {
	name := s.NameOf(p.ID)
	switch {
	case len(p.Stays) == 0 && !p.Votes:
		return lang.T("roll.away", "name", name)
	case len(p.Stays) == 0:
		return lang.T("name.plain", "name", name)
	}
	stays := make([]lang.Text, len(p.Stays))
	for i, st := range p.Stays {
		stays[i] = lang.T("roll.stay", "from", st.From, "to", st.To)
		stays[i].Args["marked"] = st.Marked
		stays[i].Args["disowned"] = st.Disowned
	}
	t := lang.T("roll.person", "name", name, "stays", stays)
	if st := p.In(); st != nil && st.Mode != "" && s.Convocation.Mode == governance.Mixed {
		t.Args["mode"] = mode(st.Mode)
		if st.Equipment != "" {
			t.Args["equipment"] = equipment(st.Equipment)
		}
	}
	return t
}
