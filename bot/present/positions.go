package present

import (
	"slices"
	"strings"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// positionTaken renews the receipts. Who answered a question sees what became
// of it, and who was overtaken by their own later words is told so.
func positionTaken(s *meeting.State, e meeting.PositionTaken) []Notice {
	b := s.Ballot(e.Round)
	if e.Overtaken {
		return []Notice{{To: Private, Member: e.Member, Text: []lang.Text{
			lang.T("notice.position.overtaken", "position", position(b.Votes[e.Vote].Position)),
		}}}
	}
	notices := []Notice{receipts(s, e.Round)}
	switch {
	case !e.First.IsZero():
		notices = append(notices, Notice{
			To: Private, Member: e.Member, Slot: slot("question", e.Round),
			Text: []lang.Text{lang.T("notice.question.answered", "position", position(e.Position), "about", about(e.Round))},
		})
	case e.Via == bySecretary:
		notices = append(notices, Notice{To: Private, Member: e.Member, Text: []lang.Text{
			lang.T("notice.position.entered", "position", position(e.Position), "about", about(e.Round)),
		}, Buttons: otherwise(b, e)})
	}
	return notices
}

// bySecretary is how meeting.Cast names a vote entered for somebody else.
const bySecretary = "secretary"

func positionWithdrawn(s *meeting.State, e meeting.PositionWithdrawn) []Notice {
	return []Notice{
		receipts(s, e.Round),
		{
			To: Private, Member: e.Member,
			Text: []lang.Text{lang.T("notice.position.withdrawn", "then", silent(s, s.Ballot(e.Round), e.Member))},
		},
	}
}

// otherwise are the buttons by which a member says another position than the
// one that was entered for them, while that is still possible.
func otherwise(b *meeting.Ballot, e meeting.PositionTaken) [][]Button {
	if !mayVote(b) {
		return nil
	}
	return voteButtons(b)
}

// receipts is the living list of what was read from whom, so that everybody
// sees how their words were taken.
func receipts(s *meeting.State, r meeting.Round) Notice {
	b := s.Ballot(r)
	said := votesInOrder(b)
	text := []lang.Text{lang.T("notice.receipts.title", "about", about(r))}
	for _, p := range []governance.Position{governance.Against, governance.Abstain, governance.Favour} {
		var who []lang.Text
		for _, v := range said {
			if v.Position == p {
				who = append(who, voter(s, b, v.Member))
			}
		}
		if len(who) > 0 {
			text = append(text, lang.T("notice.receipts."+string(p), "who", who))
		}
	}
	for _, o := range b.Options {
		var who []lang.Text
		for _, v := range said {
			if v.Position == o.Letter {
				who = append(who, voter(s, b, v.Member))
			}
		}
		if len(who) > 0 {
			text = append(text, lang.T("notice.receipts.option", "letter", string(o.Letter), "who", who))
		}
	}
	if who := sorted(b.Recused); len(who) > 0 {
		text = append(text, lang.T("notice.receipts.recused", "who", names(s, who)))
	}
	if who := sorted(b.Questions); len(who) > 0 {
		text = append(text, lang.T("notice.receipts.asked", "who", names(s, who)))
	}
	if len(text) == 1 {
		text = append(text, lang.T("notice.receipts.nobody"))
	}
	return Notice{
		To: Room, Slot: slot("receipts", r), Text: text,
		Buttons: rows(row(button("withdraw", "withdraw").of(r), button("give-reasons", "statement"))),
	}
}

// votesInOrder lists the standing votes by when they were recorded.
func votesInOrder(b *meeting.Ballot) []meeting.Vote {
	votes := make([]meeting.Vote, 0, len(b.Votes))
	for _, v := range b.Votes {
		votes = append(votes, v)
	}
	slices.SortFunc(votes, func(a, b meeting.Vote) int { return int(a.Seq) - int(b.Seq) })
	return votes
}

// sorted lists the members of a map by id, as map order must not reach a page.
func sorted[V any](m map[governance.MemberID]V) []governance.MemberID {
	ids := make([]governance.MemberID, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b governance.MemberID) int { return strings.Compare(string(a), string(b)) })
	return ids
}

// voter is a name, with a note where the secretary entered the vote.
func voter(s *meeting.State, b *meeting.Ballot, id governance.MemberID) lang.Text {
	if b.Votes[meeting.OwnVote(id)].Seat == bySecretary {
		return lang.T("name.by-secretary", "name", s.NameOf(id))
	}
	return lang.T("name.plain", "name", s.NameOf(id))
}

func voters(s *meeting.State, b *meeting.Ballot, ids []governance.MemberID) []lang.Text {
	list := make([]lang.Text, len(ids))
	for i, id := range ids {
		list[i] = voter(s, b, id)
	}
	return list
}

// questioned asks a member what their words were.
func questioned(s *meeting.State, e meeting.Questioned) []Notice {
	b := s.Ballot(e.Round)
	n := Notice{To: Private, Member: e.Member, Slot: slot("question", e.Round), Urgent: true}
	if e.Why == meeting.AskAbsent {
		n.Text = []lang.Text{
			lang.T("notice.question.absent", "words", e.Words, "position", maybe(e.Leaning)),
			lang.T("notice.question.come", "until", b.Until),
		}
		n.Buttons = rows(
			row(button("i-am-present", "answer", "as", "present").of(e.Round)),
			row(button("no-vote", "answer", "as", "none").of(e.Round)),
		)
		return []Notice{n, receipts(s, e.Round)}
	}
	n.Text = []lang.Text{
		lang.T("notice.question.asked", "words", e.Words, "why", lang.T("reading.reason."+e.Why), "about", about(e.Round)),
	}
	if b.Silence {
		n.Text = append(n.Text, lang.T("notice.question.meanwhile"))
	} else {
		n.Text = append(n.Text, lang.T("notice.question.meanwhile-off"))
	}
	answer := func(label string) Button { return button(label, "answer", "as", label).of(e.Round) }
	if len(b.Options) > 0 {
		n.Buttons = append(optionButtons(b, "answer", "as"), row(answer("against"), answer("abstain")),
			row(button("no-vote", "answer", "as", "none").of(e.Round)))
		return []Notice{n, receipts(s, e.Round)}
	}
	n.Buttons = rows(
		row(answer("against"), answer("abstain")),
		row(answer("favour"), button("no-vote", "answer", "as", "none").of(e.Round)),
	)
	return []Notice{n, receipts(s, e.Round)}
}

// maybe is a position if there is one.
func maybe(p governance.Position) lang.Text {
	if p == "" {
		return lang.Text{}
	}
	return position(p)
}

func questionDropped(s *meeting.State, e meeting.QuestionDropped) []Notice {
	b := s.Ballot(e.Round)
	then := silent(s, b, e.Member)
	if v, ok := b.Votes[meeting.OwnVote(e.Member)]; ok {
		then = lang.T("notice.silent.stands", "position", position(v.Position))
	}
	return []Notice{
		{
			To: Private, Member: e.Member, Slot: slot("question", e.Round),
			Text: []lang.Text{lang.T("notice.question.dropped", "then", then)},
		},
		receipts(s, e.Round),
	}
}

// lateWord answers words that came too late for the tally. Said in time, they
// are the chair's concern: the result may have to be corrected.
func lateWord(s *meeting.State, e meeting.LateWord) []Notice {
	b := s.Ballot(e.Round)
	statement := rows(row(button("to-minutes", "statement")))
	if !e.Timely {
		return []Notice{{
			To: Private, Member: e.Member, Buttons: statement,
			Text: []lang.Text{
				lang.T("notice.late-word.closed", "about", about(e.Round), "until", b.Until, "position", position(e.Position)),
				lang.T("notice.late-word.offer"),
			},
		}}
	}
	return []Notice{
		{
			To: Private, Member: e.Member, Buttons: statement,
			Text: []lang.Text{
				lang.T("notice.late-word.timely", "about", about(e.Round)),
				lang.T("notice.late-word.told"),
			},
		},
		{To: Officers, Urgent: true, Text: []lang.Text{
			lang.T("notice.late-word.officers", "name", s.NameOf(e.Member), "position", position(e.Position),
				"about", about(e.Round), "words", e.Words),
			lang.T("notice.late-word.officers-do"),
		}},
	}
}
