package minutes

import (
	"cmp"
	"slices"

	"assenso/governance"
	"assenso/governance/meeting"
)

// voting takes in what concerns ballots.
func (c *compiler) voting(r Recorded) {
	switch e := r.Event.(type) {
	case meeting.QuorumRecomputed:
		c.recomputed = &Recomputed{e.Dropped, e.Subtracted, e.Standing, e.Full}
	case meeting.BallotOpened:
		c.opened(r, e)
	case meeting.WindowExtended:
		b := c.ballot(e.Round)
		b.Extended = append(b.Extended, Extension{utc(r.At), utc(e.Until), e.Outage})
	case meeting.BallotCounted:
		b := c.ballot(e.Round)
		b.counted(e, c.s.Ballot(e.Round).Heard)
		if e.Result.Void {
			b.Ended = utc(r.At)
		}
	case meeting.DoubtSettled:
		c.ballot(e.Round).settled(r, e)
	case meeting.ProclaimedEvent:
		c.ballot(e.Round).proclaimed(r, e)
	case meeting.BallotAnnulled:
		if e.Proclaimed {
			c.withdrawn(r, e)
			return
		}
		b := c.ballot(e.Round)
		b.Ended, b.EndedByOrder, b.Reason, b.Repeated = utc(r.At), r.For != "", e.Reason, e.Repeat
	case meeting.PositionTaken:
		if r.By != e.Member {
			c.entered[r.Seq] = true
		}
	case meeting.Recused:
		b := c.ballot(e.Round)
		b.Recusals = append(b.Recusals, Recusal{
			Member: e.Member, At: utc(r.Spoken()), Reason: Words{e.Reason, c.erased[r.Seq]},
		})
	case meeting.LateWord:
		c.late(r, e)
	case meeting.NameCalled:
		// The state of the ballot has who was called in vain.
	case meeting.ProofRequested:
		c.ballot(e.Round).Contest = &Contest{Member: e.Member, RollCall: e.RollCall, At: utc(r.At)}
	case meeting.ProofDeclined:
		k := *c.ballot(e.Round).Contest
		k.Declined = e.Reason
		c.ballot(e.Round).Contest = &k
	case meeting.AnnouncementDelivered, meeting.DeliveryLate, meeting.WindowStarted, meeting.BallotClosing,
		meeting.PlaceHeard, meeting.PositionWithdrawn, meeting.Questioned, meeting.QuestionDropped:
		// The state of the ballot has what is left of them at the end.
	}
}

func (c *compiler) opened(r Recorded, e meeting.BallotOpened) {
	b := openedBallot(r, e)
	b.Recomputed, c.recomputed = c.recomputed, nil
	if before := c.ballot(meeting.Round{On: b.Round.On, N: b.Round.N - 1}); before != nil && before.Outcome == "" && !c.frozen[before.Round] {
		before.Repeated = true // a void round is repeated without another word
	}
	c.ballots = append(c.ballots, b)
	if item := b.Round.On.Under(); item > 0 {
		c.course.add(item, Act{Seq: r.Seq, At: b.Opened, Kind: Voting, ByOrder: b.ByOrder, Ballot: b})
	}
}

// ballot finds a round, or nil.
func (c *compiler) ballot(r meeting.Round) *Ballot {
	for i := len(c.ballots) - 1; i >= 0; i-- {
		if c.ballots[i].Round == r {
			return c.ballots[i]
		}
	}
	return nil
}

// late keeps a late word with its ballot, unless the text tells that already.
func (c *compiler) late(r Recorded, e meeting.LateWord) {
	w := LateWord{
		Round: e.Round, Member: e.Member, Position: e.Position, Said: utc(r.Spoken()), Timely: e.Timely,
		Words: Words{e.Words, c.erased[r.Seq]},
	}
	if c.frozen[e.Round] {
		c.after.Late = append(c.after.Late, w)
		return
	}
	b := c.ballot(e.Round)
	b.Late = append(b.Late, w)
}

// clone is a ballot that goes on apart from the one the text tells.
func (b *Ballot) clone() *Ballot {
	k := *b
	k.Extended = slices.Clone(b.Extended)
	k.Unheard = slices.Clone(b.Unheard)
	k.Recusals = slices.Clone(b.Recusals)
	k.Doubts = slices.Clone(b.Doubts)
	k.Late = slices.Clone(b.Late)
	return &k
}

// complete takes over what stands in the state: stage, end, votes and open
// questions.
func (c *compiler) complete(b *Ballot) {
	s := c.s.Ballot(b.Round)
	b.Stage, b.Until, b.Unreached, b.InVain = s.Stage, utc(s.Until), s.Unreached, s.CalledInVain()
	votes := make([]meeting.Vote, 0, len(s.Votes))
	for _, v := range s.Votes {
		votes = append(votes, v)
	}
	slices.SortFunc(votes, func(a, b meeting.Vote) int { return cmp.Compare(a.Seq, b.Seq) })
	b.Votes = nil
	for _, v := range votes {
		b.Votes = append(b.Votes, Vote{
			Member: v.Member, Position: v.Position, Said: utc(v.Said), Via: v.Seat,
			Entered: c.entered[v.Seq], Words: Words{v.Words, c.erased[v.Seq]},
		})
	}
	type asked struct {
		id governance.MemberID
		meeting.Question
	}
	questions := make([]asked, 0, len(s.Questions))
	for id, q := range s.Questions {
		questions = append(questions, asked{id, q})
	}
	slices.SortFunc(questions, func(a, b asked) int { return cmp.Compare(a.Seq, b.Seq) })
	b.Questions = nil
	for _, q := range questions {
		b.Questions = append(b.Questions, Question{q.id, utc(q.Said), q.Why, q.Leaning, written(q.Words)})
	}
}
