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
}

// Holds reports whether enough are present.
func (q Standing) Holds() bool { return q.Present >= q.Required }

// Disagrees reports that the two rules give different answers.
func (q Standing) Disagrees() bool { return q.Compared > 0 && q.Holds() != (q.Present >= q.Compared) }

// Standing reckons the quorum now.
func (s *State) Standing() Standing { return s.standing(s.present, s.justified) }

// standing reckons the quorum for so many present and justified. Members lost
// to trouble lower the base only after a repetition recomputed it (B38).
func (s *State) standing(present, justified int) Standing {
	q := Standing{Members: s.entitled, Justified: justified, Present: present}
	q.Required = s.Bylaws.Quorum.Required(s.entitled-s.dropped, justified)
	if s.Bylaws.Compare != nil {
		q.Compared = s.Bylaws.Compare.Required(s.entitled, justified)
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

// watch adds to events what they do to the quorum, given how the number of
// the present and of the justified changes.
func (s *State) watch(events []Event, present, justified int) []Event {
	if s.Phase != Sitting && s.Phase != Suspended {
		return events
	}
	q := s.standing(s.present+present, s.justified+justified)
	spare := q.Present - q.Required
	switch {
	case spare < 0 && !s.Quorum.Lost:
		return append(events, QuorumLost{q})
	case spare >= 0 && s.Quorum.Lost:
		return append(events, QuorumRegained{q})
	case spare >= 0 && spare < s.Bylaws.QuorumMargin && !s.Quorum.Low && present < 0:
		return append(events, QuorumLow{q, spare})
	}
	return events
}

func (e QuorumLow) apply(s *State, _ governance.Meta)      { s.Quorum = QuorumWatch{Low: true} }
func (e QuorumLost) apply(s *State, _ governance.Meta)     { s.Quorum = QuorumWatch{Lost: true} }
func (e QuorumRegained) apply(s *State, _ governance.Meta) { s.Quorum = QuorumWatch{} }
