package present

import (
	"slices"
	"strconv"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// Explain tells how one member was counted in a ballot, and by which entries
// of the journal. It is empty for a member the meeting does not know.
func Explain(s *meeting.State, r meeting.Round, id governance.MemberID) []lang.Text {
	b := s.Ballot(r)
	if b == nil {
		return []lang.Text{lang.T("explain.no-ballot")}
	}
	accounts := s.Explain(r)
	if accounts == nil {
		return []lang.Text{lang.T("explain.not-counted", "about", about(r))}
	}
	i := slices.IndexFunc(accounts, func(a meeting.Account) bool { return a.Member == id })
	if i < 0 {
		return nil
	}
	return explained(s, b, accounts[i])
}

func explained(s *meeting.State, b *meeting.Ballot, a meeting.Account) []lang.Text {
	text := []lang.Text{lang.T("explain.title", "name", s.NameOf(a.Member), "about", about(b.Round))}
	counted := lang.T("counted." + string(a.As))
	if a.Dropped && a.As == meeting.CountAbsent {
		counted = lang.T("counted.dropped")
	}
	text = append(text, counted)
	if a.As == meeting.CountDoubtful {
		text = append(text, lang.T("explain.doubt", "why", lang.T("doubt."+string(a.Why))))
	}
	if v, ok := b.Votes[meeting.OwnVote(a.Member)]; ok {
		text = append(text, lang.T("explain.vote", "position", position(v.Position), "at", v.Said, "words", v.Words))
	}
	if t, ok := b.Settled[a.Member]; ok {
		text = append(text, lang.T("explain.settled", "as", lang.T("settled."+string(t.As)), "by", s.NameOf(t.By), "reason", t.Reason))
	}
	if len(a.Entries) > 0 {
		entries := make([]string, len(a.Entries))
		for i, n := range a.Entries {
			entries[i] = strconv.FormatUint(n, 10)
		}
		text = append(text, lang.T("explain.entries", "count", len(entries), "entries", entries))
	}
	return text
}
