package meeting

import "assenso/governance"

// Annul cancels a ballot that was not proclaimed. It is kept, not deleted.
type Annul struct {
	Round  Round
	Reason string
}

// Repeat annuls a ballot that was not proclaimed and opens a new round at
// once, with the quorum recomputed (B38).
type Repeat struct {
	Round    Round
	Reason   string
	RollCall bool
}

// BallotAnnulled records the end of a round without a result.
type BallotAnnulled struct {
	Round  Round  `json:"round"`
	Reason string `json:"reason,omitempty"`
	Repeat bool   `json:"repeat,omitempty"` // a new round follows
}

// QuorumRecomputed records the quorum of a repeated ballot: members lost to
// trouble are excused, and under bylaws that say so subtracted from the base.
// Full is the same with the whole base, for the chair's eyes.
type QuorumRecomputed struct {
	Dropped    []governance.MemberID `json:"dropped"`
	Subtracted bool                  `json:"subtracted,omitempty"`
	Standing   Standing              `json:"standing"`
	Full       Standing              `json:"full"`
}

// Name is for ever.
func (BallotAnnulled) Name() string { return "ballot-annulled" }

// Name is for ever.
func (QuorumRecomputed) Name() string { return "quorum-recomputed" }

func (c Annul) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.chairsBallot(m, c.Round)
	if err != nil {
		return nil, err
	}
	return []Event{BallotAnnulled{Round: b.Round, Reason: c.Reason}}, nil
}

func (c Repeat) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	b, err := s.repeatable(c.Round)
	if err != nil {
		return nil, err
	}
	q := s.recompute()
	if !q.Standing.Holds() {
		return nil, refuseQuorum(q.Standing)
	}
	var events []Event
	if b.Stage.pending() {
		events = append(events, BallotAnnulled{b.Round, c.Reason, true})
	}
	if len(q.Dropped) > 0 {
		events = append(events, q)
	}
	opened := s.announce(b.On, b.Text, b.Window, c.RollCall || b.RollCall)
	for i, e := range opened {
		if o, ok := e.(BallotOpened); ok {
			o.Standing = q.Standing
			opened[i] = o
		}
	}
	return append(events, opened...), nil
}

// repeatable finds the ballot to repeat: the pending one, or the last if it
// was void. What was proclaimed stands (B39).
func (s *State) repeatable(r Round) (*Ballot, error) {
	b := s.Pending()
	if b == nil && len(s.Ballots) > 0 {
		if last := s.Ballots[len(s.Ballots)-1]; last.Stage == Void {
			b = last
		}
	}
	if b == nil {
		return nil, governance.Refuse(NoBallot)
	}
	if !r.IsZero() && r != b.Round {
		return nil, governance.Refuse(StaleRound, "round", r)
	}
	return b, nil
}

// recompute reckons the quorum with the members lost to trouble and not back.
func (s *State) recompute() QuorumRecomputed {
	q := QuorumRecomputed{Full: s.Standing(), Subtracted: s.Bylaws.DropoutsLowerBase}
	for i := range s.Members {
		if p := &s.Members[i]; p.Votes && p.Dropped {
			q.Dropped = append(q.Dropped, p.ID)
		}
	}
	base := *s
	base.dropped = 0
	q.Full = base.Standing()
	if q.Subtracted {
		base.dropped = len(q.Dropped)
	}
	q.Standing = base.Standing()
	return q
}

func (e BallotAnnulled) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	b.Stage, b.Why = Annulled, e.Reason
}

func (e QuorumRecomputed) apply(s *State, _ governance.Meta) {
	s.dropped = 0
	s.RepetitionBase = nil
	if e.Subtracted {
		s.dropped = len(e.Dropped)
		s.RepetitionBase = e.Dropped
	}
}
