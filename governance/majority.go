package governance

// MajorityKind is a way of reckoning the functional quorum (B26).
type MajorityKind string

// The majorities of REQUIREMENTS part 2.3.
const (
	OfVotes    MajorityKind = "of-votes"    // F > C: D.Lgs. 297/1994 art. 37.3, M1
	OfPresent  MajorityKind = "of-present"  // F > P/2: M2
	OfMembers  MajorityKind = "of-members"  // F ≥ Fraction × N: c.c. art. 21.3, M3
	ShareVotes MajorityKind = "share-votes" // F ≥ Fraction × (F + C): M4
	SharePres  MajorityKind = "share-present"
	Unanimity  MajorityKind = "unanimity" // C = 0 and F > 0: M4
)

// TieRule says who breaks a tie.
type TieRule string

// The ways out of a tie. The chair's vote counts double only if the chair
// expressed it; a tie with a silent chair is repeated by roll call.
const (
	ChairBreaks TieRule = "chair"    // D.Lgs. 297/1994 art. 37.3
	TieRejects  TieRule = "rejected" // the motion is not carried
)

// MajorityRule says how many votes carry a motion.
type MajorityRule struct {
	Kind     MajorityKind `json:"kind" yaml:"kind"`
	Fraction Fraction     `json:"fraction,omitzero" yaml:"fraction,omitempty"`
	// CountAbstained adds abstentions to the base of votes (OfVotes,
	// ShareVotes), and lets one abstention break Unanimity.
	CountAbstained bool    `json:"count_abstained,omitempty" yaml:"count_abstained,omitempty"`
	Tie            TieRule `json:"tie,omitempty" yaml:"tie,omitempty"`
	// EverybodyVotes asks every member present to vote in favour or against:
	// nobody abstains, and nobody keeps quiet (collegio perfetto).
	EverybodyVotes bool `json:"everybody_votes,omitempty" yaml:"everybody_votes,omitempty"`
}

// Count is what a majority is reckoned from.
type Count struct {
	Members   int `json:"members"` // N, in office
	Present   int `json:"present"` // P, as DESIGN.md part 5 defines it
	Favour    int `json:"favour"`  // F, expressed and by silence
	Against   int `json:"against"` // C
	Abstained int `json:"abstained"`
}

// Outcome is what a ballot led to.
type Outcome string

// The outcomes.
const (
	Carried  Outcome = "carried"
	Rejected Outcome = "rejected"
	// TieSilent is a tie that the chair, whose vote would prevail, did not
	// break: the ballot is repeated by roll call.
	TieSilent Outcome = "tie-silent"
)

// Verdict is an outcome with its arithmetic: how many votes in favour were
// required, obtained and missing.
type Verdict struct {
	Outcome  Outcome `json:"outcome"`
	Required int     `json:"required"`
	Obtained int     `json:"obtained"`
	Missing  int     `json:"missing,omitempty"`
	// Casting is the chair's expressed position, where it broke a tie.
	Casting Position `json:"casting,omitempty"`
}

// Judge reckons the outcome. Chair is what the chair expressed, empty for
// silence.
func (r MajorityRule) Judge(c Count, chair Position) Verdict {
	v := Verdict{Required: r.required(c), Obtained: c.Favour, Outcome: Rejected}
	v.Missing = max(0, v.Required-v.Obtained)
	switch {
	case r.Kind == Unanimity && (c.Against > 0 || r.CountAbstained && c.Abstained > 0):
	case v.Missing == 0:
		v.Outcome = Carried
	case r.tied(c):
		v.Outcome, v.Casting = r.breakTie(chair)
	}
	return v
}

// tied reports a parity that a casting vote can break. Nobody in favour and
// nobody against is no parity: there is nothing to prevail over.
func (r MajorityRule) tied(c Count) bool {
	return r.Kind == OfVotes && r.Tie == ChairBreaks && c.Favour == c.Against && c.Favour > 0 &&
		(!r.CountAbstained || c.Abstained == 0)
}

func (r MajorityRule) breakTie(chair Position) (Outcome, Position) {
	switch chair {
	case Favour:
		return Carried, Favour
	case Against:
		return Rejected, Against
	case Abstain:
		return Rejected, ""
	default:
		return TieSilent, ""
	}
}

// required is the least number of votes in favour that carries.
func (r MajorityRule) required(c Count) int {
	votes := c.Favour + c.Against
	if r.CountAbstained {
		votes += c.Abstained
	}
	switch r.Kind {
	case OfPresent:
		return c.Present/2 + 1
	case OfMembers:
		return max(1, r.Fraction.of(c.Members))
	case ShareVotes:
		return max(1, r.Fraction.of(votes))
	case SharePres:
		return max(1, r.Fraction.of(c.Present))
	case Unanimity:
		return max(1, votes)
	default: // OfVotes, and the zero rule
		return votes/2 + 1
	}
}
