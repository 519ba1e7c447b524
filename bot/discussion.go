package bot

import (
	"maps"
	"slices"

	"assenso/bot/chat"
	"assenso/bot/reading"
	"assenso/governance"
	"assenso/governance/meeting"
)

// discussion is what members seemed to be for, against or neither about the
// item under discussion, before its ballot opened. None of it is a vote: whose
// words were not in favour is asked when the ballot opens. Only the lane of
// the meeting touches it.
type discussion struct {
	item int
	said map[governance.MemberID]leaning
}

// leaning is the last thing a member said of the item.
type leaning struct {
	position       meeting.Position
	words, message string
}

// hear notes words said while no ballot is open.
func (d *discussion) hear(r *reading.Reader, s *meeting.State, who governance.MemberID, sp chat.Speech, text string) {
	item := s.Item(s.Current)
	if item == nil || item.Kind != meeting.ToDecide || s.Phase != meeting.Sitting {
		return
	}
	if d.item != item.N {
		*d = discussion{item: item.N, said: make(map[governance.MemberID]leaning)}
	}
	read := r.Read(text, reading.Context{
		Item: item.N, Title: item.Title, Motion: item.Motion(), Discussion: true, Edited: sp.Edited,
	})
	switch p := positionOf(read.Leaning); p {
	case governance.Against, governance.Abstain:
		d.said[who] = leaning{p, text, sp.Message}
	case governance.Favour:
		delete(d.said, who)
	}
}

// askAgain asks those who spoke against, or of abstaining, in the discussion
// of the item whose ballot has just opened: silence now would count as assent.
func (b *Bot) askAgain(m *sitting, opened meeting.BallotOpened) {
	d := m.talk
	m.talk = discussion{}
	if d.item == 0 || d.item != opened.Round.On.Item() || !opened.Silence {
		return
	}
	for _, who := range slices.Sorted(maps.Keys(d.said)) {
		if !slices.Contains(opened.Roll, who) {
			continue
		}
		b.ask(m, opened.Round, who, d.said[who])
	}
}

// ask asks somebody about words they said before a ballot was announced.
func (b *Bot) ask(m *sitting, round meeting.Round, who governance.MemberID, said leaning) {
	m.submit(item[meeting.State, meeting.Command]{
		cause: "discussion:" + round.String() + ":" + string(who),
		meta:  governance.Meta{By: who},
		resolve: func(s *meeting.State) ([]meeting.Command, error) {
			ballot := s.Ballot(round)
			if _, voted := ballot.Votes[meeting.OwnVote(who)]; voted || asked(ballot, who) {
				return nil, nil
			}
			return []meeting.Command{meeting.Ask{
				Why: string(reading.BeforeOpen), Leaning: said.position, Words: said.words, Message: said.message,
			}}, nil
		},
		done: func(outcome) {},
	})
}

// overtaken asks whose words were said just before an announcement and came
// after it. They are no vote, but where the platform's clock is behind ours
// their author takes them for one.
func (t *turn) overtaken(s *meeting.State, sp chat.Speech, text string) {
	b := s.Pending()
	if b == nil || b.Stage != meeting.Announced && b.Stage != meeting.Voting || !t.said().Before(b.At) {
		return
	}
	p := positionOf(t.Reader.Read(text, readingContext(s, b, sp, meeting.Vote{}, false)).Act)
	if p == "" || p == governance.Favour && b.Silence || !slices.Contains(b.Roll, t.who) {
		return
	}
	t.ask(t.m, b.Round, t.who, leaning{p, text, sp.Message})
}
