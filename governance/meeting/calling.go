package meeting

import (
	"slices"

	"assenso/governance"
)

// callsMost is how often a name is called in a roll call: who does not answer
// the second time has not voted.
const callsMost = 2

// Call is a name called in a roll call, and which time it was.
type Call struct {
	Member governance.MemberID
	Time   int
}

// CallName calls the next name of a ballot by roll call, in the order of the
// roll; then once more who did not answer. Teller, secretary and chair call.
// After an answer the next name is called by itself.
type CallName struct{ Round Round }

// Refusals of a roll call.
const (
	NotByName governance.Reason = "not-by-name" // args: round; the ballot is not by roll call
	AllCalled governance.Reason = "all-called"  // everybody answered, or was called twice
)

// NameCalled records a call.
type NameCalled struct {
	Round  Round               `json:"round"`
	Member governance.MemberID `json:"member"`
	Time   int                 `json:"time"`
}

// Name is for ever.
func (NameCalled) Name() string { return "name-called" }

func (c CallName) decide(s *State, m governance.Meta) ([]Event, error) {
	own := m.For == "" && (s.Holds(m.By, governance.Teller) || s.Holds(m.By, governance.Secretary))
	if err := s.acts(m, governance.Chair); err != nil && !own {
		return nil, err
	}
	b, err := s.pendingBallot(c.Round, Voting)
	switch {
	case err != nil:
		return nil, err
	case !b.RollCall:
		return nil, governance.Refuse(NotByName, "round", b.Round)
	}
	next, ok := s.NextCall(b, "")
	if !ok {
		return nil, governance.Refuse(AllCalled)
	}
	return []Event{NameCalled{b.Round, next.Member, next.Time}}, nil
}

// NextCall is who is called next, not counting who answers just now; false where
// everybody answered or was called as often as names are.
func (s *State) NextCall(b *Ballot, answering governance.MemberID) (Call, bool) {
	for time := 1; time <= callsMost; time++ {
		for _, id := range b.Roll {
			if id != answering && !b.answered(id) && !b.barred(s.Member(id)) && b.timesCalled(id) < time {
				return Call{id, time}, true
			}
		}
	}
	return Call{}, false
}

func (b *Ballot) answered(id governance.MemberID) bool {
	_, voted := b.Votes[OwnVote(id)]
	_, recused := b.Recused[id]
	return voted || recused
}

func (b *Ballot) timesCalled(id governance.MemberID) int {
	n := 0
	for _, c := range b.Calls {
		if c.Member == id {
			n = c.Time
		}
	}
	return n
}

// calledInVain reports a name called as often as names are, without an answer.
func (b *Ballot) calledInVain(id governance.MemberID) bool {
	return b.RollCall && b.timesCalled(id) == callsMost && !b.answered(id)
}

// CalledInVain are those, in the order of the roll.
func (b *Ballot) CalledInVain() []governance.MemberID {
	var ids []governance.MemberID
	for _, id := range b.Roll {
		if b.calledInVain(id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// calling adds to an answer the next call, where it answers the last one.
func (s *State) calling(b *Ballot, events []Event, who governance.MemberID) []Event {
	n := len(b.Calls)
	if n == 0 || b.Calls[n-1].Member != who || b.Stage != Voting || b.answered(who) {
		return events
	}
	if next, ok := s.NextCall(b, who); ok {
		events = append(slices.Clip(events), NameCalled{b.Round, next.Member, next.Time})
	}
	return events
}

func (e NameCalled) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	b.Calls = append(b.Calls, Call{e.Member, e.Time})
}
