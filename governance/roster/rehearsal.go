package roster

import (
	"slices"

	"assenso/governance"
)

// CallRehearsal enters a rehearsal among the meetings of the body: it can be
// found and exported, and takes no number of the register. The bot gives it
// when a rehearsal is convened.
type CallRehearsal struct{ Meeting string }

// RehearsalCalled records it.
type RehearsalCalled struct {
	Meeting string `json:"meeting"`
}

// Name is for ever.
func (RehearsalCalled) Name() string { return "rehearsal-called" }

// Called is the meeting that an event enters among those of the body, with a
// number or as a rehearsal; empty for every other event.
func Called(e Event) string {
	switch e := e.(type) {
	case MeetingNumbered:
		return e.Meeting
	case RehearsalCalled:
		return e.Meeting
	}
	return ""
}

func (c CallRehearsal) decide(s *State, m governance.Meta) ([]Event, error) {
	if m.By != "" {
		if _, err := s.keeps(m, ""); err != nil {
			return nil, err
		}
	}
	if c.Meeting == "" || s.sitting(c.Meeting) != nil {
		return nil, governance.Refuse(UnknownMeeting, "meeting", c.Meeting)
	}
	if slices.Contains(s.Rehearsals, c.Meeting) {
		return nil, nil
	}
	return []Event{RehearsalCalled(c)}, nil
}

func (e RehearsalCalled) apply(s *State, _ governance.Meta) {
	s.Rehearsals = append(s.Rehearsals, e.Meeting)
}
