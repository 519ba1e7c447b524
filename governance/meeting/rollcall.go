package meeting

import (
	"maps"
	"slices"
	"time"

	"assenso/governance"
)

// RollCall is a call by name of those of whom nothing was heard (B34): whoever
// is there answers by any act of their own, or the secretary sees or hears them.
type RollCall struct {
	Seq uint64
	At  time.Time
	Who []governance.MemberID // in the order of the roll
	// Replies is how the call ended for each, as far as it has.
	Replies map[governance.MemberID]Reply
}

// Reply is how a call ended for one person, by which entry.
type Reply struct {
	Said Said
	Seq  uint64
}

// Said is how a call ended for one person.
type Said string

// The ways.
const (
	Answered Said = "answered" // by themselves
	SeenHere Said = "seen"     // the secretary saw or heard them
	NoAnswer Said = "silent"   // called, and did not answer
	WentOut  Said = "left"     // left meanwhile
)

// Waiting lists who has not answered yet, the first to be called first.
func (c *RollCall) Waiting() []governance.MemberID {
	if c == nil {
		return nil
	}
	return c.Are("")
}

// Are lists for whom the call ended in one way.
func (c *RollCall) Are(how Said) []governance.MemberID {
	var ids []governance.MemberID
	for _, id := range c.Who {
		if c.Replies[id].Said == how {
			ids = append(ids, id)
		}
	}
	return ids
}

// Ended reports that an entry ended the call for somebody.
func (c *RollCall) Ended(seq uint64) bool {
	if c == nil {
		return false
	}
	for _, r := range c.Replies {
		if r.Seq == seq {
			return true
		}
	}
	return false
}

// CallRoll calls members by name: an act of the secretary, or of the chair.
type CallRoll struct {
	Members []governance.MemberID // empty: those present of whom nothing was heard
}

// MissCall records that somebody called by name did not answer. It ends no
// presence, as a line may be mute; but nothing they did before verifies them
// any more, so that their silence is no assent until they are heard again.
type MissCall struct{ Member governance.MemberID }

// Refusals around a roll call.
const (
	EverybodyHeard governance.Reason = "everybody-heard" // nobody is left to call
	NotCalled      governance.Reason = "not-called"      // args: member
)

// RollCalled begins a call; what was left of an earlier one ends with it.
type RollCalled struct {
	Members []governance.MemberID `json:"members"`
}

// CallMissed records who did not answer.
type CallMissed struct {
	Member governance.MemberID `json:"member"`
}

// Name is for ever.
func (RollCalled) Name() string { return "roll-called" }

// Name is for ever.
func (CallMissed) Name() string { return "call-missed" }

func (c CallRoll) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.calls(m); err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	if len(c.Members) == 0 {
		// Whoever calls is heard by calling.
		who := slices.DeleteFunc(s.Unverified(m.At), func(id governance.MemberID) bool { return id == m.By })
		if len(who) == 0 {
			return nil, governance.Refuse(EverybodyHeard)
		}
		return []Event{RollCalled{who}}, nil
	}
	for _, id := range c.Members {
		p, err := s.member(id)
		if err != nil {
			return nil, err
		}
		if p.In() == nil {
			return nil, governance.Refuse(NotPresent, "member", id)
		}
	}
	return []Event{RollCalled{s.inRollOrder(c.Members)}}, nil
}

// calls refuses who may not call the roll: the chair verifies the legal number
// with the help of the secretary (B34).
func (s *State) calls(m governance.Meta) error {
	if s.Holds(m.By, governance.Secretary) {
		return nil
	}
	return s.acts(m, governance.Chair)
}

func (s *State) inRollOrder(ids []governance.MemberID) []governance.MemberID {
	sorted := slices.Clone(ids)
	slices.SortFunc(sorted, func(a, b governance.MemberID) int { return s.byID[a] - s.byID[b] })
	return slices.Compact(sorted)
}

func (e RollCalled) apply(s *State, m governance.Meta) {
	s.Call = &RollCall{Seq: s.Seq + 1, At: m.At, Who: e.Members, Replies: make(map[governance.MemberID]Reply, len(e.Members))}
}

func (c MissCall) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.calls(m); err != nil {
		return nil, err
	}
	if !s.Call.waits(c.Member) {
		return nil, governance.Refuse(NotCalled, "member", c.Member)
	}
	return []Event{CallMissed(c)}, nil
}

func (e CallMissed) apply(s *State, m governance.Meta) {
	p := s.Member(e.Member)
	p.missed.add(m.At, s.closed())
	p.moves = append(p.moves, s.Seq+1)
	s.hear(e.Member, NoAnswer)
}

// waits reports that somebody was called and has not answered yet.
func (c *RollCall) waits(id governance.MemberID) bool {
	return c != nil && c.Replies[id].Said == "" && slices.Contains(c.Who, id)
}

// hear notes how the call ended for somebody. Who did not answer when called
// may still answer later.
func (s *State) hear(id governance.MemberID, how Said) {
	c := s.Call
	if c == nil || !slices.Contains(c.Who, id) {
		return
	}
	switch c.Replies[id].Said {
	case "", NoAnswer:
		c.Replies[id] = Reply{how, s.Seq + 1}
	}
}

// answer is hear for what happened since the call: words that were said before
// it, and arrive later, answer nothing.
func (s *State) answer(id governance.MemberID, how Said, at time.Time) {
	if s.Call != nil && !at.Before(s.Call.At) {
		s.hear(id, how)
	}
}

func (c *RollCall) clone() *RollCall {
	if c == nil {
		return nil
	}
	k := *c
	k.Replies = maps.Clone(c.Replies)
	return &k
}
