package present

import (
	"slices"
	"strconv"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// Explain tells how a member was counted in a ballot, and by which entries of
// the journal; with no member, how everybody was. No round asks for the first
// ballot there will be. It is empty for a member the meeting does not know.
func Explain(s *meeting.State, r meeting.Round, id governance.MemberID) []lang.Text {
	if r.IsZero() {
		return []lang.Text{lang.T("explain.none")}
	}
	b := s.Ballot(r)
	if b == nil {
		return []lang.Text{lang.T("explain.no-ballot")}
	}
	accounts := s.Explain(r)
	if accounts == nil {
		return []lang.Text{lang.T("explain.not-counted", "about", about(r))}
	}
	if id == "" {
		return everybody(s, b, accounts)
	}
	i := slices.IndexFunc(accounts, func(a meeting.Account) bool { return a.Member == id })
	if i < 0 {
		return nil
	}
	return one(s, b, accounts[i])
}

func everybody(s *meeting.State, b *meeting.Ballot, accounts []meeting.Account) []lang.Text {
	text := append([]lang.Text{lang.T("explain.everybody", "about", about(b.Round))}, ruled(b)...)
	if b.Fallen != nil && b.Stage == meeting.Proclaimed {
		text = append(text, lang.T("explain.fallen"))
	}
	for _, a := range accounts {
		line := lang.T("explain.line", "name", s.NameOf(a.Member), "as", lang.T("counted-as."+countedAs(s, a)), "entries", entries(a))
		if a.As == meeting.CountChoice {
			line.Args["why"] = string(a.Option)
		}
		if a.As == meeting.CountDoubtful {
			line.Args["why"] = lang.T("doubt." + string(a.Why))
		}
		if a.Was != "" {
			line.Args["was"] = lang.T("counted-as." + string(a.Was))
		}
		text = append(text, line)
	}
	for _, seat := range b.Seats {
		text = append(text, seatText(s, "explain.seat", seat))
	}
	return text
}

func one(s *meeting.State, b *meeting.Ballot, a meeting.Account) []lang.Text {
	text := []lang.Text{
		lang.T("explain.title", "name", s.NameOf(a.Member), "about", about(b.Round)),
		lang.T("counted." + countedAs(s, a)),
	}
	if a.Seat != (meeting.Seat{}) {
		text = append(text, seatText(s, "explain.seat", a.Seat))
	}
	if a.As == meeting.CountDoubtful {
		text = append(text, lang.T("explain.doubt", "why", lang.T("doubt."+string(a.Why))))
	}
	if v, ok := b.Votes[meeting.OwnVote(a.Member)]; ok {
		text = append(text, lang.T("explain.vote", "position", position(v.Position), "at", v.Said, "words", v.Words))
	}
	corrected := correctedLines(s, b, a)
	text = append(text, corrected...)
	if t, ok := b.Settled[a.Member]; ok && len(corrected) == 0 {
		text = append(text, lang.T("explain.settled", "as", settledAs(t.As), "by", s.NameOf(t.By), "reason", t.Reason))
	}
	text = append(text, ruled(b)...)
	if n := len(a.Entries); n > 0 {
		text = append(text, lang.T("explain.entries", "count", n, "entries", entries(a)))
	}
	return text
}

// countedAs is the list somebody is in. Who was lost to trouble has their own,
// and so has who attends without a vote, present or not.
func countedAs(s *meeting.State, a meeting.Account) string {
	switch {
	case a.Dropped && a.As == meeting.CountAbsent:
		return "dropped"
	case a.Seat.Holder == a.Member && a.As == meeting.CountNotThere:
		return "replaced"
	case a.As == meeting.CountNotThere && !s.Member(a.Member).Titular():
		return "no-vote"
	}
	return string(a.As)
}

func entries(a meeting.Account) []string {
	list := make([]string, len(a.Entries))
	for i, n := range a.Entries {
		list[i] = strconv.FormatUint(n, 10)
	}
	return list
}
