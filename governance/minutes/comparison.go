package minutes

import (
	"time"

	"assenso/governance/meeting"
)

// Comparison is what a video service's attendance file says beside the record:
// nothing is changed by it (B21).
type Comparison struct {
	Sheet       int                  `json:"sheet"`
	Source      string               `json:"source"` // the service
	Digest      string               `json:"digest"` // SHA-256 of the file
	Until       time.Time            `json:"until"`  // how far the file reaches
	Recognised  int                  `json:"recognised"`
	Unmatched   int                  `json:"unmatched,omitempty"`
	Differences []meeting.Difference `json:"differences,omitempty"`
	Tested      int                  `json:"tested"` // proclaimed ballots that were tested again
	Retests     []meeting.Retest     `json:"retests,omitempty"`
}

func comparison(s *meeting.State, e meeting.AttendanceCompared) *Comparison {
	sh := s.Sheets[e.Sheet-1]
	return &Comparison{
		Sheet: sh.N, Source: sh.Source, Digest: sh.Digest, Until: utc(e.Until), Recognised: e.Recognised, Unmatched: e.Unmatched,
		Differences: e.Differences, Tested: e.Tested, Retests: e.Retests,
	}
}

// attendance tells a comparison once for each file: the latest.
func (c *course) attendance(a Act) {
	for i := range c.sections {
		acts := c.sections[i].Acts
		for k := range acts {
			if b := acts[k].Compared; b != nil && b.Sheet == a.Compared.Sheet {
				acts[k] = a
				return
			}
		}
	}
	c.add(c.current, a)
}
