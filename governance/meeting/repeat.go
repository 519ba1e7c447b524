package meeting

import (
	"slices"
	"strings"

	"assenso/governance"
)

// Annul cancels a ballot that was not proclaimed. It is kept, not deleted.
type Annul struct {
	Round  Round
	Reason string
}

// Repeat annuls a ballot that was not proclaimed and opens a new round on the
// same text at once, with the quorum recomputed (B38). A tie that the silent
// chair did not break is repeated by roll call.
type Repeat struct {
	Round    Round
	Reason   string
	RollCall bool
	Proof    bool // a counter-proof: silence is no vote
}

// BallotAnnulled records the end of a round without a result.
type BallotAnnulled struct {
	Round  Round  `json:"round"`
	Reason string `json:"reason,omitempty"`
	Repeat bool   `json:"repeat,omitempty"` // a new round follows
	// Proclaimed tells that it had a result, which corrections contradict.
	Proclaimed bool `json:"proclaimed,omitempty"`
}

// QuorumRecomputed records the quorum of a repeated ballot: members lost to
// trouble are excused, and under bylaws that say so subtracted from the base
// until that ballot ends: B38 speaks of the repeated vote, and for the next
// one the whole body counts again. Full is the same with the whole base, for
// the chair's eyes.
type QuorumRecomputed struct {
	Dropped    []governance.MemberID `json:"dropped"`
	Subtracted bool                  `json:"subtracted,omitempty"`
	Standing   Standing              `json:"standing"`
	Full       Standing              `json:"full"`
}

// Name is for ever.
func (BallotAnnulled) Name() string { return "ballot-annulled" }

// Name is for ever.
func (QuorumRecomputed) Name() string { return "quorum-recomputed" }

func (c Annul) decide(s *State, m governance.Meta) ([]Event, error) {
	if b := s.FallenBallot(c.Round); b != nil {
		return c.fallen(s, m, b)
	}
	b, err := s.chairsBallot(m, c.Round)
	if err != nil {
		return nil, err
	}
	return s.wholeBase([]Event{BallotAnnulled{Round: b.Round, Reason: c.Reason}}), nil
}

// FallenBallot is the proclaimed ballot that corrections contradict: the one named,
// or the first where none is named and none is pending; nil where none is.
func (s *State) FallenBallot(r Round) *Ballot {
	if r.IsZero() && s.Pending() != nil {
		return nil
	}
	for _, b := range s.Ballots {
		if b.Fallen != nil && b.Stage == Proclaimed && (r.IsZero() || b.Round == r) {
			return b
		}
	}
	return nil
}

// fallen annuls a proclaimed ballot whose outcome does not stand. Its text can
// then be put to the vote again.
func (c Annul) fallen(s *State, m governance.Meta, b *Ballot) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if strings.TrimSpace(c.Reason) == "" {
		return nil, governance.Refuse(ReasonNeeded)
	}
	return []Event{BallotAnnulled{Round: b.Round, Reason: c.Reason, Proclaimed: true}}, nil
}

// withdraw takes back what a proclaimed ballot led to. Its number is not given
// again.
func (s *State) withdraw(e BallotAnnulled) {
	b := s.ownBallot(e.Round)
	b.end(Annulled)
	b.Why = e.Reason
	s.Resolutions = slices.Clone(s.Resolutions)
	for i := range s.Resolutions {
		if s.Resolutions[i].Round == e.Round {
			s.Resolutions[i].Annulled = true
		}
	}
	if n := e.Round.On.Change(); n > 0 {
		c := &s.Minutes.Changes[n-1]
		c.Outcome, c.Round = "", Round{}
	}
	s.touch()
}

// InForce are the resolutions that were not annulled.
func (s *State) InForce() []Resolution {
	var all []Resolution
	for _, r := range s.Resolutions {
		if !r.Annulled {
			all = append(all, r)
		}
	}
	return all
}

func (c Repeat) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	b, err := s.repeatable(c.Round)
	if err != nil {
		return nil, err
	}
	q, lost := s.recompute(b.Rule)
	if !q.Standing.Holds() {
		return nil, s.refuseQuorum(b.On, b.Rule, q.Standing)
	}
	var events []Event
	f := c.form(b)
	if len(f.options) < len(b.Options) && c.Reason == "" {
		c.Reason = ForRunoff
	}
	if b.Stage.pending() {
		events = append(events, BallotAnnulled{Round: b.Round, Reason: c.Reason, Repeat: true})
	}
	if len(q.Dropped) > 0 {
		events = append(events, q)
	}
	events = append(events, s.announce(m, b.On, b.Rule, f, q.Standing)...)
	return s.watch(events, weight{lost: lost - s.now.lost}), nil
}

// form is how a ballot is repeated: at least as searching as it was, and as a
// member asked for.
func (c Repeat) form(b *Ballot) form {
	f := form{text: b.Text, options: b.Options, window: b.Window, rollCall: c.RollCall || b.RollCall, proof: c.Proof || b.Proof}
	if b.Result != nil && b.Result.Verdict.Outcome == governance.TieSilent {
		f.rollCall = true
	}
	if r := b.Result; r != nil && b.Stage == Provisional && len(r.Runoff) > 0 {
		f.options = slices.DeleteFunc(slices.Clone(b.Options), func(o Option) bool { return !slices.Contains(r.Runoff, o.Letter) })
		f.text = textOf(f.options)
	}
	if k := b.Contest; k != nil && k.Declined == "" {
		f.options, f.text = b.Options, b.Text // the same again
		f.rollCall, f.proof = f.rollCall || k.RollCall, true
	}
	return f
}

// repeatable finds the ballot to repeat: the pending one, or the last if it
// was void; and only if its text could still be put to the vote. What was
// proclaimed stands (B39).
func (s *State) repeatable(r Round) (*Ballot, error) {
	b := s.Pending()
	if n := len(s.Ballots); b == nil && n > 0 && s.Ballots[n-1].Stage == Void {
		b = s.Ballots[n-1]
	}
	if b == nil {
		return nil, governance.Refuse(NoBallot)
	}
	if !r.IsZero() && r != b.Round {
		return nil, governance.Refuse(StaleRound, "round", r)
	}
	text, err := s.voteText(b.On)
	if err != nil {
		return nil, err
	}
	if text != b.Text && (b.Options == nil || !s.Decides(b)) { // another text is another vote
		return nil, governance.Refuse(StaleRound, "round", b.Round)
	}
	return b, nil
}

// recompute reckons the quorum of a ballot with the members lost to trouble and not back,
// and how many of them leave the base.
func (s *State) recompute(rule governance.Rule) (q QuorumRecomputed, lost int) {
	q.Subtracted = s.Bylaws.DropoutsLowerBase
	w := s.now
	w.lost = 0
	q.Full = s.standing(rule, w)
	for i := range s.Members {
		p := &s.Members[i]
		if !p.Votes || !p.Dropped {
			continue
		}
		q.Dropped = append(q.Dropped, p.ID)
		if q.Subtracted && s.weigh(p).justified == 0 { // nobody leaves the base twice
			w.lost++
		}
	}
	q.Standing = s.standing(rule, w)
	return q, w.lost
}

// wholeBase adds to the events that end a ballot what it does to the quorum
// that members lost to trouble are in the base again.
func (s *State) wholeBase(events []Event) []Event {
	if s.now.lost == 0 {
		return events
	}
	return s.watch(events, weight{lost: -s.now.lost})
}

// restore takes members lost to trouble into the base again.
func (s *State) restore() {
	for _, id := range s.RepetitionBase {
		s.change(id, func(p *Member) { p.lowers = false })
	}
	s.RepetitionBase = nil
}

func (e BallotAnnulled) apply(s *State, _ governance.Meta) {
	if e.Proclaimed {
		s.withdraw(e)
		return
	}
	b := s.Ballot(e.Round)
	b.end(Annulled)
	b.Why = e.Reason
	s.restore()
}

func (e QuorumRecomputed) apply(s *State, _ governance.Meta) {
	s.restore()
	if !e.Subtracted {
		return
	}
	s.RepetitionBase = slices.Clone(e.Dropped)
	for _, id := range e.Dropped {
		s.change(id, func(p *Member) { p.lowers = true })
	}
}
