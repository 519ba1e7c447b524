package meeting

import (
	"slices"
	"strings"
	"time"

	"assenso/governance"
)

// Contestation is a member's word that they were counted wrongly, with the
// officers' answer.
type Contestation struct {
	N      int
	Round  Round
	Member governance.MemberID
	At     time.Time
	Words  string // empty once erased

	Answered time.Time // zero while it waits
	Upheld   bool
	Answer   string
	By       governance.MemberID
}

// ContestCount says that one was counted wrongly in a ballot: by the person
// concerned, until the minutes are signed, once a ballot.
type ContestCount struct {
	Round Round // zero: the last that was counted
	Words string
}

// AnswerContest answers it, with the reason. Upholding corrects nothing by
// itself: the correction is an act of its own.
type AnswerContest struct {
	N      int // 0: the only one that waits
	Upheld bool
	Words  string
}

// Refusals around contestations.
const (
	HasContested  governance.Reason = "has-contested"  // args: round
	NoContest     governance.Reason = "no-contest"     // none waits, or not that one
	WhichContest  governance.Reason = "which-contest"  // several wait
	ContestsOpen  governance.Reason = "contests-open"  // args: contest; answer before signing
	MinutesSigned governance.Reason = "minutes-signed" // too late for a contestation
)

// Contested records it.
type Contested struct {
	N      int                 `json:"n"`
	Round  Round               `json:"round"`
	Member governance.MemberID `json:"member"`
	Words  string              `json:"words" private:"yes"`
}

// ContestAnswered records the answer.
type ContestAnswered struct {
	N      int                 `json:"n"`
	Member governance.MemberID `json:"member"` // whose contestation it answers
	Upheld bool                `json:"upheld,omitempty"`
	Words  string              `json:"words" private:"yes"`
}

// Name is for ever.
func (Contested) Name() string { return "contested" }

// Name is for ever.
func (ContestAnswered) Name() string { return "contest-answered" }

func (c ContestCount) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.member(m.By)
	if err != nil {
		return nil, err
	}
	if len(s.Signatures) > 0 {
		return nil, governance.Refuse(MinutesSigned)
	}
	b, err := s.countedBallot(c.Round)
	if err != nil {
		return nil, err
	}
	if !b.Entitles(p) && !slices.ContainsFunc(b.Seats, func(k Seat) bool { return k.Holder == p.ID }) {
		return nil, governance.Refuse(NotEntitled)
	}
	if err := checkText(c.Words); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(s.Contests, func(k Contestation) bool { return k.Member == p.ID && k.Round == b.Round }) {
		return nil, governance.Refuse(HasContested, "round", b.Round)
	}
	return []Event{Contested{len(s.Contests) + 1, b.Round, p.ID, strings.TrimSpace(c.Words)}}, nil
}

// MayContest reports whether a member can still contest how they were counted
// in a ballot.
func (s *State) MayContest(id governance.MemberID, r Round) bool {
	_, err := ContestCount{Round: r, Words: "?"}.decide(s, governance.Meta{By: id})
	return err == nil
}

func (c AnswerContest) decide(s *State, m governance.Meta) ([]Event, error) {
	if s.acts(m, governance.Secretary) != nil {
		if err := s.acts(m, governance.Chair); err != nil {
			return nil, err
		}
	}
	open := s.OpenContests()
	switch {
	case len(open) == 0:
		return nil, governance.Refuse(NoContest)
	case c.N == 0 && len(open) > 1:
		return nil, governance.Refuse(WhichContest)
	case c.N == 0:
		c.N = open[0].N
	}
	i := slices.IndexFunc(open, func(k Contestation) bool { return k.N == c.N })
	if i < 0 {
		return nil, governance.Refuse(NoContest)
	}
	if strings.TrimSpace(c.Words) == "" {
		return nil, governance.Refuse(ReasonNeeded)
	}
	if err := checkText(c.Words); err != nil {
		return nil, err
	}
	return []Event{ContestAnswered{c.N, open[i].Member, c.Upheld, strings.TrimSpace(c.Words)}}, nil
}

// OpenContests are the contestations that wait for an answer.
func (s *State) OpenContests() []Contestation {
	var open []Contestation
	for _, k := range s.Contests {
		if k.Answered.IsZero() {
			open = append(open, k)
		}
	}
	return open
}

// A contestation that comes after the draft is told at the foot of the minutes:
// nobody can hold up their approval by contesting.
func (s *State) toldBeforeDraft() {
	if s.Minutes.Version == 0 {
		s.touch()
	}
}

func (e Contested) apply(s *State, m governance.Meta) {
	s.Contests = append(s.Contests, Contestation{N: e.N, Round: e.Round, Member: e.Member, At: m.Spoken(), Words: e.Words})
	s.ownBallot(e.Round).track(e.Member, s.Seq+1)
	s.concern(e.Member, e.Words)
	s.toldBeforeDraft()
}

func (e ContestAnswered) apply(s *State, m governance.Meta) {
	k := &s.Contests[e.N-1]
	k.Answered, k.Upheld, k.Answer, k.By = m.At, e.Upheld, e.Words, m.By
	s.ownBallot(k.Round).track(e.Member, s.Seq+1)
	s.concern(e.Member, e.Words)
	s.toldBeforeDraft()
}
