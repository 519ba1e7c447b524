package meeting

import "assenso/governance"

// The kinds of item that bylaws may treat apart: c.c. art. 21.
const (
	StatuteItem     ItemKind = "statute"
	DissolutionItem ItemKind = "dissolution"
	AccountsItem    ItemKind = "accounts"
	LiabilityItem   ItemKind = "liability"
)

// Matter is the matter that the law treats apart, empty for other kinds.
func (k ItemKind) Matter() governance.Matter {
	switch k {
	case StatuteItem, DissolutionItem, AccountsItem, LiabilityItem:
		return governance.Matter(k)
	}
	return ""
}

// Refusals that rest on the rule of an item, B26.
const (
	NoMatterRule governance.Reason = "no-matter-rule" // args: item, kind; the bylaws say nothing of it
	NoItemQuorum governance.Reason = "no-item-quorum" // args: item, article, present, required, count
	IsBarred     governance.Reason = "is-barred"      // args: article; a director, c.c. art. 21.1
	NoAbstention governance.Reason = "no-abstention"  // everybody votes in favour or against
)

// checkMatters refuses items of a kind that the bylaws have no rule for: they
// would pass by the ordinary one.
func checkMatters(b governance.Bylaws, agenda []Point) error {
	for i, p := range agenda {
		if of := p.Kind.Matter(); of != "" && b.Matters.Of(of) == nil {
			return governance.Refuse(NoMatterRule, "item", i+1, "kind", p.Kind)
		}
	}
	return nil
}

// rule is what the meeting itself goes by, and every item of no special kind.
func (s *State) rule() governance.Rule { return s.Bylaws.Rule("", s.inSecondCall()) }

// ruleOn is what a ballot on a subject is decided by (B26).
func (s *State) ruleOn(on Subject) governance.Rule {
	if i := s.Item(on.Item()); i != nil {
		return s.Bylaws.Rule(i.Kind.Matter(), s.inSecondCall())
	}
	return s.rule()
}

// barred reports a director in a ballot on accounts or liability. They are in
// the room and count for the quorum, but have no vote.
func (b *Ballot) barred(p *Member) bool { return b.Rule.BarDirectors && p.Director }

// mayHold refuses a position that the rule of a ballot leaves nobody, or not
// this member; no position is to be silent, or out of it.
func (b *Ballot) mayHold(p *Member, position Position) error {
	switch {
	case b.barred(p):
		return governance.Refuse(IsBarred, "article", b.Rule.Article)
	case position == governance.Abstain && b.Rule.Majority.EverybodyVotes:
		return governance.Refuse(NoAbstention)
	}
	return nil
}

// refuseQuorum says by how many a ballot on a subject lacks its quorum; where
// everybody has to be there, it names who is not.
func (s *State) refuseQuorum(on Subject, r governance.Rule, q Standing) error {
	missing := q.Required - q.Present
	switch {
	case r.Quorum.Kind == governance.Everybody:
		return s.refuseAway()
	case r.Matter != "":
		return governance.Refuse(NoItemQuorum,
			"item", on.Item(), "article", r.Article, "present", q.Present, "required", q.Required, "count", missing)
	}
	return governance.Refuse(NoQuorum, "present", q.Present, "required", q.Required, "missing", missing)
}

// refuseAway names who is not there, in a body that needs everybody (B59).
func (s *State) refuseAway() error {
	var away []governance.MemberID
	for i := range s.Members {
		if p := &s.Members[i]; p.Votes && p.In() == nil {
			away = append(away, p.ID)
		}
	}
	return governance.Refuse(NotAllThere, "members", away)
}
