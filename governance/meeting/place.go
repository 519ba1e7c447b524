package meeting

import (
	"strings"

	"assenso/governance"
)

// MovePlace says where the meeting is held to take place from now on: where
// chair and secretary are (B32), or where the chair says when both take part
// remotely (B33). It is the chair's act.
type MovePlace struct {
	Place  string
	Reason string
}

// PlaceMoved records it.
type PlaceMoved struct {
	Place  string `json:"place"`
	Reason string `json:"reason,omitempty"`
}

// Name is for ever.
func (PlaceMoved) Name() string { return "place-moved" }

func (c MovePlace) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if s.Phase != Sitting && s.Phase != Suspended {
		return nil, s.sitting()
	}
	if s.Minutes.Decided() {
		return nil, governance.Refuse(MinutesDecided)
	}
	c.Place, c.Reason = strings.TrimSpace(c.Place), strings.TrimSpace(c.Reason)
	switch {
	case c.Place == "":
		return nil, governance.Refuse(EmptyText)
	case len(c.Place)+len(c.Reason) > lineMost:
		return nil, governance.Refuse(NoteTooLong, "most", lineMost)
	case c.Place == s.Place:
		return nil, nil
	}
	return []Event{PlaceMoved(c)}, nil
}

func (e PlaceMoved) apply(s *State, _ governance.Meta) {
	s.Place = e.Place
	s.touch()
}

// PlaceUnsure reports that an open meeting is held to take place where neither
// chair nor secretary is (B32): both take part remotely, and nobody has said
// where it takes place.
func (s *State) PlaceUnsure() bool {
	if s.Place == "" || s.Place != s.Convocation.Place || s.Convocation.Emergency {
		return false
	}
	for _, o := range []governance.Office{governance.Chair, governance.Secretary} {
		p := s.Member(s.Officers[o])
		if p == nil || p.In() == nil || p.In().Mode != governance.Remote {
			return false
		}
	}
	return true
}
