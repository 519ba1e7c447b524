package governance

// QuorumKind is a way of reckoning the structural quorum (numero legale).
type QuorumKind string

// The structural quorums of REQUIREMENTS part 2.3.
const (
	MoreThanHalf QuorumKind = "more-than-half" // P > base/2: B24, Q2
	HalfPlusOne  QuorumKind = "half-plus-one"  // P ≥ base/2 + 1: D.Lgs. 297/1994 art. 37, Q1
	AtLeastHalf  QuorumKind = "at-least-half"  // P ≥ base/2: c.c. art. 21.1, Q3
	AtLeast      QuorumKind = "at-least"       // P ≥ Fraction × base: c.c. art. 21.2, Q4
	Everybody    QuorumKind = "everybody"      // P = base: collegio perfetto, Q5
	AnyNumber    QuorumKind = "any-number"     // P ≥ 1: second call, c.c. art. 21.1
)

// Fraction is a share, Num of Den, compared without floating point.
type Fraction struct {
	Num int `json:"num" yaml:"num"`
	Den int `json:"den" yaml:"den"`
}

// of is the least whole number that is at least the fraction of n. What is no
// fraction asks for all of n: a rule that says nothing must not let anything
// through.
func (f Fraction) of(n int) int {
	if f.Den <= 0 || f.Num < 0 || n <= 0 {
		return max(0, n)
	}
	return (f.Num*n + f.Den - 1) / f.Den
}

// QuorumRule says how many must be present for a meeting to be valid.
type QuorumRule struct {
	Kind     QuorumKind `json:"kind" yaml:"kind"`
	Fraction Fraction   `json:"fraction,omitzero" yaml:"fraction,omitempty"` // AtLeast only
	// LessJustified takes members justified in writing before the opening out
	// of the base (B24).
	LessJustified bool `json:"less_justified,omitempty" yaml:"less_justified,omitempty"`
	// Strict rounds the half of an odd base up before adding one: 5 of 7, where
	// usual practice asks 4. Only HalfPlusOne knows the difference.
	Strict bool `json:"strict,omitempty" yaml:"strict,omitempty"`
}

// Required is how many must be present of n members, j of them justified. It
// is never less than one.
func (q QuorumRule) Required(n, j int) int {
	base := n
	if q.LessJustified {
		base -= j
	}
	return max(1, q.of(base))
}

func (q QuorumRule) of(base int) int {
	switch q.Kind {
	case HalfPlusOne:
		if q.Strict {
			return (base+1)/2 + 1
		}
		return base/2 + 1
	case AtLeastHalf:
		return (base + 1) / 2
	case AtLeast:
		return q.Fraction.of(base)
	case Everybody:
		return base
	case AnyNumber:
		return 1
	default: // MoreThanHalf, and the zero rule: the safest ordinary one
		return base/2 + 1
	}
}
