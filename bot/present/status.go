package present

import (
	"time"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// Status tells where the meeting is: what is under way, the quorum, the time
// that is left.
func Status(s *meeting.State, now time.Time) []lang.Text {
	text := []lang.Text{phase(s)}
	switch s.Phase {
	case meeting.Nothing:
		return text
	case meeting.Over:
		text = append(text, adopted(s)...)
		switch {
		case s.Ending == meeting.Revoked:
			return text
		case s.Minutes.After && (s.Minutes.Version == 0 || s.Minutes.Stale):
			return append(text, lang.T("status.undrafted"))
		}
		return append(text, signatures(s)...)
	}
	text = append(text, troubleLines(s)...)
	if s.Phase != meeting.Convened {
		text = append(text, underDiscussion(s))
	}
	text = append(text, standing(s.Standing())...)
	if b := s.Pending(); b != nil {
		text = append(text, ballotLine(b, now))
	}
	text = append(text, adopted(s)...)
	return append(text, minutesLine(s)...)
}

func phase(s *meeting.State) lang.Text {
	switch s.Phase {
	case meeting.Nothing:
		return lang.T("status.nothing")
	case meeting.Convened:
		if s.FirstCall != nil {
			return lang.T("status.convened-second", "body", s.Body.Name, "number", s.Number, "at", s.Hour())
		}
		return lang.T("status.convened", "body", s.Body.Name, "number", s.Number, "at", s.Convocation.At)
	case meeting.Suspended:
		return lang.T("status.suspended", "body", s.Body.Name, "number", s.Number, "since", s.Interruptions[len(s.Interruptions)-1].From)
	case meeting.Over:
		switch s.Ending {
		case meeting.Dissolved:
			return lang.T("status.dissolved", "body", s.Body.Name, "number", s.Number, "at", s.Closed)
		case meeting.Revoked:
			return lang.T("status.revoked", "body", s.Body.Name, "number", s.Number, "at", s.Closed, "reason", s.EndReason)
		}
		if s.Ending == meeting.Deserted {
			return lang.T("status.deserted", "body", s.Body.Name, "number", s.Number, "at", s.Closed)
		}
		return lang.T("status.over", "body", s.Body.Name, "number", s.Number, "at", s.Closed)
	default:
		return lang.T("status.sitting", "body", s.Body.Name, "number", s.Number, "since", s.Opened)
	}
}

func underDiscussion(s *meeting.State) lang.Text {
	if i := s.Item(s.Current); i != nil {
		return lang.T("status.item", "item", i.N, "title", i.Title)
	}
	return lang.T("status.no-item")
}

func ballotLine(b *meeting.Ballot, now time.Time) lang.Text {
	if b.Stage == meeting.Voting {
		return lang.T("status.voting", "about", about(b.Round), "left", max(0, b.Until.Sub(now)), "until", b.Until,
			"votes", len(b.Votes))
	}
	return lang.T("status.ballot", "about", about(b.Round), "stage", lang.T("stage."+string(b.Stage)))
}

func adopted(s *meeting.State) []lang.Text {
	if len(s.InForce()) == 0 {
		return nil
	}
	return []lang.Text{lang.T("status.resolutions", "count", len(s.InForce()))}
}

func minutesLine(s *meeting.State) []lang.Text {
	t := s.Minutes
	switch {
	case t.Version == 0:
		return nil
	case t.Outcome == governance.Carried:
		return append([]lang.Text{lang.T("status.minutes.approved")}, signatures(s)...)
	case t.Decided():
		return append([]lang.Text{lang.T("status.minutes.not-approved")}, signatures(s)...)
	case t.Stale:
		return []lang.Text{lang.T("status.minutes.stale", "version", t.Version)}
	default:
		return []lang.Text{lang.T("status.minutes.draft", "version", t.Version)}
	}
}

func signatures(s *meeting.State) []lang.Text {
	missing := unsigned(s)
	if len(missing) == 0 {
		return []lang.Text{lang.T("status.signed")}
	}
	return []lang.Text{lang.T("status.unsigned", "who", offices(missing))}
}

// Desk is the heading of the officers' panel: the status, and what waits for
// them. The bot puts the lawful acts below it as buttons.
func Desk(s *meeting.State, now time.Time) []lang.Text {
	text := append([]lang.Text{lang.T("desk.title")}, Status(s, now)...)
	if s.Phase == meeting.Nothing || s.Phase == meeting.Over {
		return text
	}
	if missing := s.NotReached(); s.Phase == meeting.Convened && len(missing) > 0 {
		text = append(text, lang.T("desk.not-reached", "count", len(missing), "who", few(s, missing)))
	}
	if waiting := undecided(s); len(waiting) > 0 {
		text = append(text, lang.T("desk.excuses", "count", len(waiting), "who", few(s, waiting)))
	}
	text = append(append(text, deskVacancies(s)...), whereHeld(s)...)
	if b := s.FallenBallot(meeting.Round{}); b != nil {
		text = append(text, lang.T("desk.fallen", "about", about(b.Round)))
	}
	if open := s.OpenContests(); len(open) > 0 {
		who := make([]governance.MemberID, len(open))
		for i, k := range open {
			who[i] = k.Member
		}
		text = append(text, lang.T("desk.contests", "count", len(who), "who", few(s, who)))
	}
	if who := reporters(s); len(who) > 0 {
		text = append(text, lang.T("desk.reports", "count", len(who), "who", few(s, who)))
	}
	if isOpen(s) {
		text = append(text, lacking(s)...)
		if quiet := s.Unverified(now); len(quiet) > 0 {
			text = append(text, lang.T("desk.unverified", "count", len(quiet), "who", few(s, quiet)))
		}
	}
	pending := s.Pending()
	if pending != nil && pending.Result != nil && len(pending.Result.Doubtful) > 0 {
		text = append(text, doubtfulLine(s, pending.Result))
		if !pending.Result.Resistant {
			text = append(text, lang.T("desk.doubtful"))
		}
	}
	for _, c := range s.Minutes.Changes {
		voting := pending != nil && pending.On == meeting.OnChange(c.N)
		if c.Outcome == "" && !voting && !s.Minutes.Decided() {
			text = append(text, lang.T("desk.change", "change", c.N))
		}
	}
	return text
}

// undecided lists who sent an excuse that nobody answered.
func undecided(s *meeting.State) []governance.MemberID {
	var ids []governance.MemberID
	for i := range s.Members {
		if x := s.Members[i].Excuse; x != nil && x.Decided.IsZero() {
			ids = append(ids, s.Members[i].ID)
		}
	}
	return ids
}
