package meeting

import (
	"time"

	"assenso/governance"
)

// Who takes part remotely must be identified where the bylaws ask for it
// (D.Lgs. 117/2017 art. 24.4): the account they act by was recognised as
// theirs, or the secretary recognised them and says how. Until then the
// secretary cannot enter them as present remotely, so that nobody votes or
// makes up the quorum unidentified.

// Identify records that the secretary recognised a member.
type Identify struct {
	Member governance.MemberID
	How    string // "carta d'identità, in video"
}

// Refusals around who may vote.
const (
	NotIdentified  governance.Reason = "not-identified"  // args: member
	NoRegistration governance.Reason = "no-registration" // args: members, months
)

// IdentityVerified records it.
type IdentityVerified struct {
	Member governance.MemberID `json:"member"`
	How    string              `json:"how" private:"yes"`
}

// Name is for ever.
func (IdentityVerified) Name() string { return "identity-verified" }

func (c Identify) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Secretary); err != nil {
		return nil, err
	}
	p, err := s.member(c.Member)
	if err != nil {
		return nil, err
	}
	if err := checkText(c.How); err != nil {
		return nil, err
	}
	if !p.Identified.IsZero() {
		return nil, nil
	}
	return []Event{IdentityVerified(c)}, nil
}

func (e IdentityVerified) apply(s *State, m governance.Meta) {
	s.Member(e.Member).Identified = m.At
	s.concern(e.Member, e.How)
	s.touch()
}

// identified refuses to let the secretary enter somebody remotely whom nobody
// recognised. Who acts by an account of theirs, or is shown by the platform's
// room, is recognised by it.
func (s *State) identified(p *Member, c CheckIn) error {
	switch st := p.In(); {
	case !s.Bylaws.Identity, c.Via != BySecretary, !p.Identified.IsZero():
		return nil
	case st != nil && (c.Means.Mode == "" || st.Mode == governance.Remote): // is there already
		return nil
	case c.means(p).Mode != governance.Remote:
		return nil
	}
	return governance.Refuse(NotIdentified, "member", p.ID)
}

// checkRegistration refuses a roll that does not say since when its electors
// are members, where that decides who votes.
func (c Convene) checkRegistration() error {
	if c.Bylaws.MonthsRegistered == 0 {
		return nil
	}
	var unknown []governance.MemberID
	for _, p := range c.Roll {
		if _, err := time.Parse(time.DateOnly, p.Since); (p.Votes || len(p.For) > 0) && err != nil {
			unknown = append(unknown, p.ID)
		}
	}
	if len(unknown) > 0 {
		return governance.Refuse(NoRegistration, "members", unknown, "months", c.Bylaws.MonthsRegistered)
	}
	return nil
}

// called is a person's entry in the roll.
func (c Convene) called(p Called) MemberCalled {
	e := MemberCalled{Member: p.ID, Votes: p.Votes, Director: p.Director, For: p.For, Person: p.Name}
	if from, ok := c.Bylaws.VotesFrom(p.Since); ok && (p.Votes || len(p.For) > 0) && c.Bylaws.MonthsRegistered > 0 {
		e.From = from
		e.Fresh = !governance.Reached(from, c.Convocation.At, c.Bylaws.Location())
		e.Votes = p.Votes && !e.Fresh
	}
	return e
}

// season says anew who has been a member for long enough to vote, where the
// meeting is held on another day than it was called for.
func (s *State) season() {
	for i := range s.Members {
		p := &s.Members[i]
		if p.from.IsZero() || governance.Reached(p.from, s.Hour(), s.Zone()) == !p.Fresh {
			continue
		}
		if len(p.For) > 0 || p.StandIn != "" {
			p.Fresh = !p.Fresh && p.StandIn == "" // whose seat is taken keeps it
			continue
		}
		s.change(p.ID, func(p *Member) { p.Votes, p.Fresh = !p.Votes, !p.Fresh })
		if p.Votes {
			s.entitled++
		} else {
			s.entitled--
		}
	}
}

// GiveProxy asks to let somebody else vote for who acts: lawful for many
// associations, and refused, since each votes for themselves here.
type GiveProxy struct{ To string }

// NoProxies refuses it.
const NoProxies governance.Reason = "no-proxies"

func (GiveProxy) decide(s *State, m governance.Meta) ([]Event, error) {
	if _, err := s.member(m.By); err != nil {
		return nil, err
	}
	return nil, governance.Refuse(NoProxies)
}
