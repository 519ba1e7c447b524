package meeting

import "assenso/governance"

// QuorumWatch is what was last said about the quorum.
type QuorumWatch struct {
	Low  bool // a warning stands
	Lost bool
}

// Standing is the structural quorum with its arithmetic (B24).
type Standing struct {
	Members   int `json:"members"`
	Justified int `json:"justified"`
	Present   int `json:"present"`
	Required  int `json:"required"`
	// Compared is what the law's other rule asks, where the bylaws name one.
	Compared int `json:"compared,omitempty"`
	// Dropped is how many members lost to trouble are out of the base of a
	// repeated ballot (B38), and Full what the whole base would ask.
	Dropped int `json:"dropped,omitempty"`
	Full    int `json:"full,omitempty"`
}

// Holds reports whether enough are present.
func (q Standing) Holds() bool { return q.Present >= q.Required }

// spare is how many may leave before the quorum is lost; less than none if it is.
func (q Standing) spare() int { return q.Present - q.Required }

// Disagrees reports that the other rule, or the whole base, gives another
// answer: the chair decides by the bylaws, and is warned.
func (q Standing) Disagrees() bool {
	return q.Compared > 0 && q.Holds() != (q.Present >= q.Compared) ||
		q.Full > 0 && q.Holds() != (q.Present >= q.Full)
}

// Standing reckons the quorum now.
func (s *State) Standing() Standing { return s.standing(s.rule(), s.now) }

// standing reckons the quorum of a rule.
func (s *State) standing(r governance.Rule, w weight) Standing {
	q := Standing{Members: s.entitled, Justified: w.justified, Present: w.present, Dropped: w.lost}
	q.Required = r.Quorum.Required(s.entitled-w.lost, w.justified)
	if w.lost > 0 {
		q.Full = r.Quorum.Required(s.entitled, w.justified)
	}
	if r.Compare != nil {
		q.Compared = r.Compare.Required(s.entitled, w.justified)
	}
	return q
}

// QuorumLow warns before the quorum is lost.
type QuorumLow struct {
	Standing Standing `json:"standing"`
	Spare    int      `json:"spare"` // how many may still leave
}

// QuorumLost records that too few are left to decide.
type QuorumLost struct {
	Standing Standing `json:"standing"`
}

// QuorumRegained records that enough are back.
type QuorumRegained struct {
	Standing Standing `json:"standing"`
}

// Name is for ever.
func (QuorumLow) Name() string { return "quorum-low" }

// Name is for ever.
func (QuorumLost) Name() string { return "quorum-lost" }

// Name is for ever.
func (QuorumRegained) Name() string { return "quorum-regained" }

// watch adds to events what they do to the quorum, given how they change what
// the members count for.
func (s *State) watch(events []Event, by weight) []Event {
	if s.Phase != Sitting && s.Phase != Suspended {
		return events
	}
	was, q := s.Standing(), s.standing(s.rule(), s.now.plus(by))
	spare := q.spare()
	switch {
	case spare < 0 && !s.Quorum.Lost:
		return append(events, QuorumLost{q})
	case spare >= 0 && s.Quorum.Lost:
		return append(events, QuorumRegained{q})
	case spare >= 0 && spare < s.Bylaws.QuorumMargin && spare < was.spare() && !s.Quorum.Low:
		return append(events, QuorumLow{q, spare})
	}
	return events
}

// calm forgets a warning once there is room to spare again, so that the next
// loss is warned of as well. One more than the margin must be there: a single
// connection that comes and goes shall not warn every time.
func (s *State) calm() {
	if s.Standing().spare() > s.Bylaws.QuorumMargin {
		s.Quorum.Low = false
	}
}

func (e QuorumLow) apply(s *State, _ governance.Meta)      { s.Quorum = QuorumWatch{Low: true} }
func (e QuorumLost) apply(s *State, _ governance.Meta)     { s.Quorum = QuorumWatch{Lost: true} }
func (e QuorumRegained) apply(s *State, _ governance.Meta) { s.Quorum = QuorumWatch{} }
