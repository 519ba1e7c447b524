package present

import (
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// ruleLines say by what an item is decided, where that is not simply the
// bylaws' own quorum and majority (B26).
func ruleLines(b *meeting.Ballot) []lang.Text {
	r := b.Rule
	quorum, majority := quorumRule(r.Quorum), majorityRule(r.Majority)
	switch {
	case r.Matter != "":
		return []lang.Text{lang.T("rule.item", "article", r.Article, "second", r.SecondCall, "quorum", quorum, "majority", majority)}
	case r.SecondCall && b.On.Item() > 0:
		return []lang.Text{lang.T("rule.second", "quorum", quorum, "majority", majority)}
	}
	return nil
}

// barredLine names who has no vote on an item, before the ballot.
func barredLine(s *meeting.State, b *meeting.Ballot) []lang.Text {
	who := barred(s, b)
	if len(who) == 0 {
		return nil
	}
	return []lang.Text{lang.T("rule.barred", "who", few(s, who))}
}

// barred are the directors of the roll of a ballot on which they do not vote.
func barred(s *meeting.State, b *meeting.Ballot) []governance.MemberID {
	var who []governance.MemberID
	for _, id := range b.Roll {
		if b.Rule.BarDirectors && s.Member(id).Director {
			who = append(who, id)
		}
	}
	return who
}

// ruled tells by which rules a ballot was decided, with the arithmetic of both.
func ruled(b *meeting.Ballot) []lang.Text {
	r, v, q := b.Rule, b.Result.Verdict, b.Result.Standing
	text := append([]lang.Text{
		lang.T("rule.quorum", "rule", quorumRule(r.Quorum), "article", r.Article, "required", q.Required, "present", q.Present),
	}, disagreement(q)...)
	if b.Result.Void {
		return text
	}
	return append(text, lang.T("rule.majority", "rule", majorityRule(r.Majority), "article", r.Article,
		"required", v.Required, "obtained", v.Obtained, "missing", v.Missing))
}

// deserted tells that too few came: to the first call, and when the second is,
// or to the last (B37).
func deserted(s *meeting.State, m governance.Meta, e meeting.DesertedEvent) []Notice {
	title := lang.T("notice.deserted.first", "at", m.At)
	if e.Next.IsZero() {
		title = lang.T("notice.deserted.last", "at", m.At)
	}
	text := append([]lang.Text{title}, standing(e.Standing)...)
	if len(e.Present) > 0 {
		text = append(text, lang.T("notice.deserted.present", "who", few(s, e.Present)))
	}
	if e.Reason != "" {
		text = append(text, lang.T("notice.deserted.reason", "reason", e.Reason))
	}
	if !e.Next.IsZero() {
		text = append(text, lang.T("notice.deserted.next", "at", e.Next))
		return []Notice{{To: Room, Urgent: true, Seal: true, Text: byOrder(m, text)}}
	}
	return append([]Notice{{To: Room, Urgent: true, Seal: true, Text: byOrder(m, text)}}, minutesAfter(s)...)
}

func identityVerified(s *meeting.State, e meeting.IdentityVerified) []Notice {
	return []Notice{{To: Officers, Text: []lang.Text{
		lang.T("notice.identity", "name", s.NameOf(e.Member), "how", e.How),
	}}}
}
