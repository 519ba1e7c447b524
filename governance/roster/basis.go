package roster

import (
	"strings"

	"assenso/governance"
)

// SetBasis says on which ground the body decides remotely (B62): the rules of
// the school, a collective agreement. Minutes quote it; without it the officers
// of a teachers' board are warned. Empty takes it away.
type SetBasis struct {
	Basis string
	Admin string
}

// BasisTooLong refuses what no head of minutes has room for.
const BasisTooLong governance.Reason = "basis-too-long" // args: most

// basisMost bounds it, in bytes.
const basisMost = 1000

// BasisSet records it.
type BasisSet struct {
	Basis string `json:"basis"`
	Admin int    `json:"admin,omitempty"`
}

// Name is for ever.
func (BasisSet) Name() string { return "basis-set" }

func (c SetBasis) decide(s *State, m governance.Meta) ([]Event, error) {
	admin, err := s.appoints(m, c.Admin)
	if err != nil {
		return nil, err
	}
	c.Basis = strings.TrimSpace(c.Basis)
	switch {
	case len(c.Basis) > basisMost:
		return nil, governance.Refuse(BasisTooLong, "most", basisMost)
	case c.Basis == s.Basis:
		return nil, nil
	}
	return []Event{BasisSet{c.Basis, admin}}, nil
}

func (e BasisSet) apply(s *State, _ governance.Meta) { s.Basis = e.Basis }
