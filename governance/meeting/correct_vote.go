package meeting

import (
	"slices"

	"assenso/governance"
)

// CorrectVote puts right how a member was counted in a ballot: a vote that was
// entered or read wrongly. A proclaimed ballot is counted again with it.
type CorrectVote struct {
	Round  Round // zero: the last that was counted
	Member governance.MemberID
	As     Settled
	Reason string
}

// VoteCorrected records it.
type VoteCorrected struct {
	Round  Round               `json:"round"`
	Member governance.MemberID `json:"member"`
	As     Settled             `json:"as"`
	Was    CountedAs           `json:"was"`
	Reason string              `json:"reason" private:"yes"`
}

// BallotRechecked records what a correction does to a proclaimed ballot: the
// result as it is now, and whether the outcome stands. It never takes the
// outcome back; where it does not stand, the chair must annul the ballot.
type BallotRechecked struct {
	Round  Round  `json:"round"`
	Result Result `json:"result"`
	Stands bool   `json:"stands,omitempty"`
}

// Correction is how a member was counted before, and is now, and why.
type Correction struct {
	Seq    uint64
	Member governance.MemberID
	Was    CountedAs
	As     Settled
	Reason string // empty once erased
	By     governance.MemberID
}

// Name is for ever.
func (VoteCorrected) Name() string { return "vote-corrected" }

// Name is for ever.
func (BallotRechecked) Name() string { return "ballot-rechecked" }

func (c CorrectVote) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.mayCorrect(m, c.Reason); err != nil {
		return nil, err
	}
	p, err := s.member(c.Member)
	if err != nil {
		return nil, err
	}
	b, err := s.countedBallot(c.Round)
	if err != nil {
		return nil, err
	}
	if !b.Entitles(p) {
		return nil, governance.Refuse(NotEntitled)
	}
	if err := b.mayCount(c.As); err != nil {
		return nil, err
	}
	if err := b.mayHold(p, Position(c.As)); err != nil && c.As != AsAbsent {
		return nil, err
	}
	was := b.standing().listOf(c.Member)
	if was == c.As.counted() && (was != CountChoice || b.standing().choiceOf(c.Member) == Position(c.As)) {
		return nil, nil
	}
	e := VoteCorrected{b.Round, c.Member, c.As, was, c.Reason}
	if b.Stage == Provisional { // counted anew like every provisional result
		return []Event{e}, nil
	}
	after := s.after(m, []Event{e})
	return []Event{e, after.recheck(after.Ballot(b.Round), s, counting{c.Member, c.As.counted(), "", Position(c.As)})}, nil
}

// countedBallot finds a ballot whose count can be corrected.
func (s *State) countedBallot(r Round) (*Ballot, error) {
	b := s.Ballot(r)
	if r.IsZero() {
		for i := len(s.Ballots) - 1; i >= 0 && b == nil; i-- {
			if s.Ballots[i].Result != nil {
				b = s.Ballots[i]
			}
		}
	}
	switch {
	case b == nil:
		return nil, governance.Refuse(NoBallot)
	case b.Stage == Void || b.Stage == Annulled:
		return nil, governance.Refuse(VoidRound, "round", b.Round)
	case b.Result == nil || b.Stage != Provisional && b.Stage != Proclaimed:
		return nil, governance.Refuse(NotCounted, "round", b.Round)
	}
	return b, nil
}

// counted is the list that somebody settled so is in.
func (t Settled) counted() CountedAs {
	switch {
	case t == AsAbstained:
		return CountAbstained
	case isLetter(Position(t)):
		return CountChoice
	}
	return CountedAs(t)
}

func (e VoteCorrected) apply(s *State, m governance.Meta) {
	b := s.ownBallot(e.Round)
	b.track(e.Member, s.Seq+1)
	b.Settled[e.Member] = Settlement{e.As, e.Reason, m.By}
	b.Corrections = append(b.Corrections, Correction{s.Seq + 1, e.Member, e.Was, e.As, e.Reason, m.By})
	s.concern(e.Member, e.Reason)
	s.touch()
}

func (e BallotRechecked) apply(s *State, _ governance.Meta) {
	b := s.ownBallot(e.Round)
	r := e.Result
	b.counted = s.Seq + 1
	if !e.Stands {
		b.Fallen, b.Fell = &r, true
		return
	}
	if b.AsProclaimed == nil {
		b.AsProclaimed = b.Result
	}
	b.Result, b.Fallen = &r, nil
}

// ownBallot is a ballot that this state alone changes: one that is over is
// shared with the states that look ahead.
func (s *State) ownBallot(r Round) *Ballot {
	i := slices.IndexFunc(s.Ballots, func(b *Ballot) bool { return b.Round == r })
	s.Ballots[i] = s.Ballots[i].clone()
	return s.Ballots[i]
}

// standing is the result with every correction so far.
func (b *Ballot) standing() *Result {
	if b.Fallen != nil {
		return b.Fallen
	}
	return b.Result
}

// rechecked adds to events that correct a presence what they do to the
// proclaimed ballots.
func (s *State) rechecked(m governance.Meta, events []Event, id governance.MemberID) []Event {
	after := s.after(m, events)
	p := after.Member(id)
	for _, b := range s.Ballots {
		if b.Stage != Proclaimed || b.On == OnMinutes || !b.Entitles(p) {
			continue
		}
		was := b.standing().listOf(id)
		now, why := after.reseat(b, p, was)
		e := after.recheck(b, s, counting{id, now, why, b.standing().choiceOf(id)})
		if was != now || e.Result.Standing != b.standing().Standing {
			events = append(events, e)
		}
	}
	return events
}

// reseat says how a member counts in a proclaimed ballot, given how they did,
// once their presence is corrected. Somebody who was there after all did not
// vote; whether silence meant assent cannot be established any more.
func (s *State) reseat(b *Ballot, p *Member, was CountedAs) (CountedAs, DoubtWhy) {
	if _, corrected := b.Settled[p.ID]; corrected || was == CountRecused {
		return was, ""
	}
	present, seated := p.PresentAt(b.Until), slices.Contains(b.Roll, p.ID)
	if v, voted := b.Votes[OwnVote(p.ID)]; voted && p.PresentAt(v.Said) {
		return was, b.standing().doubtOf(p.ID)
	}
	switch {
	case !present && !seated && !p.wasInRoom(b.At, b.Until):
		return CountNotThere, ""
	case !present:
		return CountAbsent, ""
	case b.barred(p):
		return CountBarred, ""
	case b.Rule.Majority.EverybodyVotes:
		return CountDoubtful, NotVoted
	case !seated:
		return CountNotVoting, ""
	}
	switch was {
	case CountNotVoting:
		return was, ""
	case CountSilent:
		if !p.stayAt(b.Until).From.After(b.At) {
			return was, ""
		}
		return CountDoubtful, Away
	}
	return CountDoubtful, NotSeen
}

// counting is how one member is counted.
type counting struct {
	id     governance.MemberID
	as     CountedAs
	why    DoubtWhy // with CountDoubtful
	option Position // with CountChoice
}

// recheck counts a proclaimed ballot again with one member in another list;
// before is the state in which they stood in the former.
func (s *State) recheck(b *Ballot, before *State, c counting) BallotRechecked {
	was, id, as := b.standing(), c.id, c.as
	r := was.without(id)
	if !slices.Contains(b.Roll, id) {
		r.Later += joined(as) - joined(was.listOf(id))
	}
	r.put(c)
	if l := r.list(as); l != nil {
		*l = s.inRollOrder(*l)
	}
	if as == CountAbsent && s.Member(id).droppedBy(b.Until) {
		r.Dropped = append(r.Dropped, id)
	}
	present := was.Standing.Present - before.inP(b, id, was.listOf(id)) + s.inP(b, id, as)
	unsure := 0
	for _, d := range r.Doubtful {
		unsure += s.inP(b, d.Member, CountDoubtful)
	}
	s.judge(&r, b, present, unsure)
	return BallotRechecked{b.Round, r, !r.Void && r.Resistant && r.Verdict.Outcome == b.Result.Verdict.Outcome && r.Leading == b.Result.Leading}
}

// joined is one for who is accounted for, in any list.
func joined(as CountedAs) int {
	if as == CountNotThere {
		return 0
	}
	return 1
}

// inP is one for who counts for P in a list.
func (s *State) inP(b *Ballot, id governance.MemberID, as CountedAs) int {
	counts := true
	switch p := s.Member(id); as {
	case CountAbsent, CountNotThere:
		counts = false
	case CountRecused:
		counts = p.PresentAt(b.Until) && !s.Bylaws.RecusedLeaveBase
	case CountDoubtful:
		_, voted := b.Votes[OwnVote(id)]
		counts = voted || p.PresentAt(b.Until)
	}
	if counts {
		return 1
	}
	return 0
}

// list is where a result keeps those counted so; nil for the doubtful and for
// who is in none.
func (r *Result) list(as CountedAs) *[]governance.MemberID {
	switch as {
	case CountFavour:
		return &r.Favour
	case CountSilent:
		return &r.Silent
	case CountAgainst:
		return &r.Against
	case CountAbstained:
		return &r.Abstained
	case CountRecused:
		return &r.Recused
	case CountBarred:
		return &r.Barred
	case CountNotVoting:
		return &r.NotVoting
	case CountAbsent:
		return &r.Absent
	}
	return nil
}

// counted lists the names of the lists that result.list knows.
func countedLists() [8]CountedAs {
	return [...]CountedAs{
		CountFavour, CountSilent, CountAgainst, CountAbstained, CountRecused, CountBarred, CountNotVoting, CountAbsent,
	}
}

// listOf is how a member was counted.
func (r *Result) listOf(id governance.MemberID) CountedAs {
	for _, as := range countedLists() {
		if slices.Contains(*r.list(as), id) {
			return as
		}
	}
	switch {
	case r.doubts(id):
		return CountDoubtful
	case r.choiceOf(id) != "":
		return CountChoice
	}
	return CountNotThere
}

// choiceOf is the option a member chose, or nothing.
func (r *Result) choiceOf(id governance.MemberID) Position {
	for _, c := range r.Choices {
		if slices.Contains(c.Members, id) {
			return c.Letter
		}
	}
	return ""
}

func (r *Result) doubtOf(id governance.MemberID) DoubtWhy {
	for _, d := range r.Doubtful {
		if d.Member == id {
			return d.Why
		}
	}
	return ""
}

// without is a copy of the result in which a member is in no list.
func (r *Result) without(id governance.MemberID) Result {
	c := *r
	drop := func(ids []governance.MemberID) []governance.MemberID {
		left := slices.DeleteFunc(slices.Clone(ids), func(x governance.MemberID) bool { return x == id })
		if len(left) == 0 {
			return nil
		}
		return left
	}
	for _, as := range countedLists() {
		l := c.list(as)
		*l = drop(*l)
	}
	c.Dropped = drop(c.Dropped)
	c.Choices = slices.Clone(c.Choices)
	for i := range c.Choices {
		c.Choices[i].Members = drop(c.Choices[i].Members)
	}
	c.Doubtful = slices.DeleteFunc(slices.Clone(r.Doubtful), func(d Doubt) bool { return d.Member == id })
	if len(c.Doubtful) == 0 {
		c.Doubtful = nil
	}
	return c
}

func (r *Result) put(c counting) {
	switch l := r.list(c.as); {
	case l != nil:
		*l = append(*l, c.id)
	case c.as == CountDoubtful:
		r.Doubtful = append(r.Doubtful, Doubt{c.id, c.why})
	case c.as == CountChoice:
		r.chose(c.id, c.option)
	}
}
