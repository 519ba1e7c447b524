package roster

import (
	"time"

	"assenso/governance"
)

// AnnulResolution enters in the register that a resolution fell: corrections
// contradicted its ballot, which the chair annulled. Its number is not given
// again. The bot gives it, as itself: whether it fell was the meeting's to judge.
type AnnulResolution struct {
	Meeting string
	Round   string
	At      time.Time // of the annulment
}

// ResolutionAnnulled records it.
type ResolutionAnnulled struct {
	Meeting string    `json:"meeting"`
	Round   string    `json:"round"`
	At      time.Time `json:"at"`
}

// Name is for ever.
func (ResolutionAnnulled) Name() string { return "resolution-annulled" }

func (c AnnulResolution) decide(s *State, _ governance.Meta) ([]Event, error) {
	i := s.resolution(c.Meeting, c.Round)
	if i < 0 {
		return nil, governance.Refuse(UnknownMeeting, "meeting", c.Meeting)
	}
	if !s.Resolutions[i].Annulled.IsZero() {
		return nil, nil
	}
	return []Event{ResolutionAnnulled{c.Meeting, c.Round, c.At.UTC().Round(0)}}, nil
}

func (e ResolutionAnnulled) apply(s *State, _ governance.Meta) {
	if i := s.resolution(e.Meeting, e.Round); i >= 0 {
		s.Resolutions[i].Annulled = e.At
	}
}

// resolution is the index of what a meeting decided in a round, or -1.
func (s *State) resolution(meeting, round string) int {
	for i := len(s.Resolutions) - 1; i >= 0; i-- {
		if r := s.Resolutions[i]; r.Meeting == meeting && r.Round == round {
			return i
		}
	}
	return -1
}
