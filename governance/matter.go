package governance

// Matter is a kind of decision that the law treats apart.
type Matter string

// The matters of c.c. art. 21.
const (
	Statute     Matter = "statute"     // a change of the statute or of the founding deed, art. 21.2
	Dissolution Matter = "dissolution" // of the body, and what becomes of its property, art. 21.3
	Accounts    Matter = "accounts"    // approval of accounts: directors do not vote, art. 21.1
	Liability   Matter = "liability"   // of directors, who do not vote on it, art. 21.1
)

// silent reports whether the body's general grant of silence reaches a matter.
// It never carries a change of the statute, or the end of the body.
func (m Matter) silent() bool { return m != Statute && m != Dissolution }

// Matters are the rules of those kinds of item. Nil: the bylaws say nothing of
// it, and such an item cannot be convened.
type Matters struct {
	Statute     *MatterRule `json:"statute,omitempty" yaml:"statute"`
	Dissolution *MatterRule `json:"dissolution,omitempty" yaml:"dissolution"`
	Accounts    *MatterRule `json:"accounts,omitempty" yaml:"accounts"`
	Liability   *MatterRule `json:"liability,omitempty" yaml:"liability"`
}

// Of is the rule of a matter, or nil.
func (m Matters) Of(of Matter) *MatterRule {
	switch of {
	case Statute:
		return m.Statute
	case Dissolution:
		return m.Dissolution
	case Accounts:
		return m.Accounts
	case Liability:
		return m.Liability
	}
	return nil
}

// MatterRule is what bylaws ask for one kind of item. What it leaves out is as
// for every other item.
type MatterRule struct {
	Article string `json:"article" yaml:"article"` // where it stands: "art. 21 c. 2 c.c."
	// Quorum holds in every call, unless SecondCall says otherwise: "any
	// number" in second call is said of ordinary decisions only.
	Quorum     *QuorumRule `json:"quorum,omitempty" yaml:"quorum"`
	SecondCall *QuorumRule `json:"second_call,omitempty" yaml:"second_call"`
	// Compare is a second quorum, reckoned beside the first.
	Compare  *QuorumRule   `json:"compare,omitempty" yaml:"compare"`
	Majority *MajorityRule `json:"majority,omitempty" yaml:"majority"`
	// Clause of the body's statute by which it asks less than the law would.
	Clause string `json:"clause,omitempty" yaml:"clause"`
	// BarDirectors keeps the directors from voting. They are there all the
	// same, and count for the quorum.
	BarDirectors bool `json:"bar_directors,omitempty" yaml:"bar_directors"`
}

// Rule is what one ballot is decided by: the bylaws, as they apply to one kind
// of item in one call (B26). A ballot freezes it.
type Rule struct {
	Matter       Matter       `json:"matter,omitempty"`
	Article      string       `json:"article,omitempty"`     // where the matter's own rule stands
	SecondCall   bool         `json:"second_call,omitempty"` // of the meeting
	Quorum       QuorumRule   `json:"quorum"`
	Compare      *QuorumRule  `json:"compare,omitempty"`
	Majority     MajorityRule `json:"majority"`
	BarDirectors bool         `json:"bar_directors,omitempty"`
}

// Rule is what a ballot on a matter is decided by; no matter is every other
// item.
func (b Bylaws) Rule(on Matter, secondCall bool) Rule {
	r := Rule{SecondCall: secondCall, Quorum: b.Quorum, Compare: b.Compare, Majority: b.Majority}
	if secondCall && b.SecondCall != nil {
		// What the law asks besides, it asks of the first call.
		r.Quorum, r.Compare = *b.SecondCall, nil
	}
	m := b.Matters.Of(on)
	if m == nil {
		return r
	}
	r.Matter, r.Article, r.BarDirectors = on, m.Article, m.BarDirectors
	switch {
	case secondCall && m.SecondCall != nil:
		r.Quorum, r.Compare = *m.SecondCall, m.Compare
	case m.Quorum != nil:
		r.Quorum, r.Compare = *m.Quorum, m.Compare
	case m.Compare != nil:
		r.Compare = m.Compare
	}
	if m.Majority != nil {
		r.Majority = *m.Majority
	}
	return r
}

// Special reports a rule that is not simply the bylaws' own.
func (r Rule) Special() bool { return r.Matter != "" || r.SecondCall }

// SilenceOn reports whether silence of the present is assent in a ballot on a
// matter (B04): only by the body's own grant, never on its statute or its end,
// and never where everybody has to vote.
func (b Bylaws) SilenceOn(on Matter) bool {
	return b.Silence.Granted && on.silent() && b.Quorum.Kind != Everybody && !b.Rule(on, false).Majority.EverybodyVotes
}
