package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"assenso/bot/chat"
	"assenso/bot/memo"
	"assenso/bot/reading"
	"assenso/governance"
	"assenso/governance/meeting"
)

// discussion is what members seemed to be against, or to abstain from, in the
// discussion of an item before its ballot opened. None of it is a vote: they
// are asked when the ballot opens. It is kept in the memo until they were, and
// touched by the meeting's lane alone.
type discussion struct {
	memo   memo.Memo
	stream string
	said   map[governance.MemberID]leaning
}

// leaning is the last thing a member said of an item.
type leaning struct {
	Item     int              `json:"item"`
	Position meeting.Position `json:"position"`
	Words    string           `json:"words"`
	Message  string           `json:"message,omitempty"`
}

const talkSpace = "talk"

func loadDiscussion(ctx context.Context, m memo.Memo, stream string) (*discussion, error) {
	d := &discussion{memo: m, stream: stream, said: make(map[governance.MemberID]leaning)}
	for p, err := range m.All(ctx, talkSpace, stream+"|") {
		if err != nil {
			return nil, fmt.Errorf("discussion of %s: %w", stream, err)
		}
		var l leaning
		if json.Unmarshal(p.Value, &l) == nil {
			d.said[governance.MemberID(p.Key[len(stream)+1:])] = l
		}
	}
	return d, nil
}

func (d *discussion) key(who governance.MemberID) string { return d.stream + "|" + string(who) }

// note keeps what a member leans to; a zero leaning takes it back.
func (d *discussion) note(ctx context.Context, who governance.MemberID, l leaning) error {
	if l == (leaning{}) {
		if _, ok := d.said[who]; !ok {
			return nil
		}
		delete(d.said, who)
		return d.memo.Delete(ctx, talkSpace, d.key(who))
	}
	d.said[who] = l
	b, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return d.memo.Put(ctx, talkSpace, memo.Pair{Key: d.key(who), Value: b})
}

// listen notes words said while no ballot is open.
func (t *turn) listen(s *meeting.State, sp chat.Speech, text string) error {
	item := s.Item(s.Current)
	if item == nil || item.Kind != meeting.ToDecide || s.Phase != meeting.Sitting {
		return nil
	}
	read := t.Reader.Read(text, reading.Context{
		Item: item.N, Title: item.Title, Motion: item.Motion(), Discussion: true, Edited: sp.Edited,
	})
	switch p := positionOf(read.Leaning); p {
	case governance.Against, governance.Abstain:
		return t.m.talk.note(t.ctx, t.who, leaning{item.N, p, text, sp.Message})
	case governance.Favour:
		return t.m.talk.note(t.ctx, t.who, leaning{})
	}
	return nil
}

// askAgain asks those who spoke against, or of abstaining, in the discussion
// of the item whose ballot has opened: silence now would count as assent.
func (b *Bot) askAgain(m *sitting, ballot *meeting.Ballot) {
	if ballot == nil || !ballot.Silence {
		return
	}
	for _, who := range slices.Sorted(maps.Keys(m.talk.said)) {
		if said := m.talk.said[who]; said.Item == ballot.On.Item() && slices.Contains(ballot.Roll, who) {
			m.submit(b.askOne(m, ballot.Round, who, said))
		}
	}
}

// takeUpDiscussion asks, after a start, whom a stop kept from being asked.
func (b *Bot) takeUpDiscussion(m *sitting) item[meeting.State, meeting.Command] {
	return item[meeting.State, meeting.Command]{
		cause: "discussion", plain: true,
		resolve: func(s *meeting.State) ([]meeting.Command, error) {
			b.askAgain(m, s.Pending())
			return nil, nil
		},
		done: func(outcome) {},
	}
}

func (b *Bot) askOne(m *sitting, round meeting.Round, who governance.MemberID, said leaning) item[meeting.State, meeting.Command] {
	return item[meeting.State, meeting.Command]{
		cause: "discussion:" + round.String() + ":" + string(who),
		meta:  governance.Meta{By: who}, plain: true,
		resolve: func(s *meeting.State) ([]meeting.Command, error) {
			ballot := s.Pending()
			if ballot == nil || ballot.Round != round || asked(ballot, who) {
				return nil, nil
			}
			if _, voted := ballot.Votes[meeting.OwnVote(who)]; voted {
				return nil, nil
			}
			return []meeting.Command{meeting.Ask{
				Why: string(reading.BeforeOpen), Leaning: said.Position, Words: said.Words, Message: said.Message,
			}}, nil
		},
		done: func(o outcome) {
			if o.err != nil {
				return
			}
			if err := m.talk.note(b.ctx, who, leaning{}); err != nil && b.ctx.Err() == nil {
				b.Log.Error().Err(err).Str("stream", m.stream).Msg("forget what was said in the discussion")
			}
		},
	}
}

// askOvertaken is the question to whose words were said just before an
// announcement and came after it; nil where there is nothing to ask. They are no
// vote, but where the platform's clock is behind ours their author takes them
// for one.
func (t *turn) askOvertaken(s *meeting.State, sp chat.Speech, text string) *meetingItem {
	b := s.Pending()
	if b == nil || b.Stage != meeting.Announced && b.Stage != meeting.Voting || !t.said().Before(b.At) {
		return nil
	}
	p := positionOf(t.Reader.Read(text, readingContext(s, b, sp, meeting.Vote{}, false)).Act)
	if p == "" || p == governance.Favour && b.Silence || !slices.Contains(b.Roll, t.who) {
		return nil
	}
	it := t.askOne(t.m, b.Round, t.who, leaning{b.On.Under(), p, text, sp.Message})
	return &it
}
