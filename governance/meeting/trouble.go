package meeting

import (
	"slices"
	"strings"
	"time"

	"assenso/governance"
)

// Report is trouble that somebody told of and the chair has not answered yet.
type Report struct {
	Seq    uint64
	Member governance.MemberID
	At     time.Time
	Text   string // empty where they said no more, or once erased
}

// Fallback is a way of going on with less than the meeting was convened with:
// lawful while all can still follow and speak (B61). To is zero while it lasts.
type Fallback struct {
	How      FallbackMode
	Means    string // "telefono in vivavoce", "chat del registro"
	From, To time.Time
}

// FallbackMode is what is left of the means of a meeting.
type FallbackMode string

// The modes.
const (
	VoiceOnly  FallbackMode = "voice" // the picture is gone
	OtherMeans FallbackMode = "other" // other telematic means
)

// ReportTrouble tells that something does not work: anybody's word, who is cut
// off included. Who is not in the room and cannot get in is excused (B36).
type ReportTrouble struct {
	Member governance.MemberID // empty: who acts; the secretary may tell what others say
	Text   string
}

// JudgeAdequate is the chair's judgement that the means, though not at their
// best, let the meeting go on (B58). It answers the reports.
type JudgeAdequate struct{ Reason string }

// FallBack goes on by voice alone, or by other means, where collegiality is
// assured (B61). It answers the reports.
type FallBack struct {
	How   FallbackMode
	Means string
}

// Restore ends it: everything works again.
type Restore struct{}

// Refusals around trouble.
const (
	NotAllThere  governance.Reason = "not-all-there"  // args: members; the body needs everybody, B59
	NoSuchMode   governance.Reason = "no-such-mode"   // args: mode
	NoFallback   governance.Reason = "no-fallback"    // nothing to restore
	MeansMissing governance.Reason = "means-missing"  // which other means?
	KnownTrouble governance.Reason = "known-trouble"  // args: since; suspended for trouble already
	NoTrouble    governance.Reason = "no-trouble"     // the meeting is not suspended for trouble
	BadMoment    governance.Reason = "bad-moment"     // args: from, to; trouble cannot have occurred, or ended, then
	TroubleTerm  governance.Reason = "trouble-term"   // args: deadline; the term has passed, B60
	TermStands   governance.Reason = "term-stands"    // the term has not passed, or the chair's minutes have
	NoTerm       governance.Reason = "no-trouble-end" // the bylaws set no term that could be put off
)

// TroubleReported records a report.
type TroubleReported struct {
	Member governance.MemberID `json:"member"`
	// Cut tells that they were not in the room: they are excused.
	Cut  bool   `json:"cut,omitempty"`
	Text string `json:"text,omitempty" private:"yes"`
}

// AdequacyJudged records that the meeting goes on, and why it can.
type AdequacyJudged struct {
	Reason string `json:"reason"`
}

// FellBack records that the meeting goes on by lesser means.
type FellBack struct {
	How   FallbackMode `json:"how"`
	Means string       `json:"means,omitempty"`
}

// Restored records that it no longer does.
type Restored struct{}

// Name is for ever.
func (TroubleReported) Name() string { return "trouble-reported" }

// Name is for ever.
func (AdequacyJudged) Name() string { return "adequacy-judged" }

// Name is for ever.
func (FellBack) Name() string { return "fell-back" }

// Name is for ever.
func (Restored) Name() string { return "restored" }

func (c ReportTrouble) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.whose(c.Member, m)
	if err != nil {
		return nil, err
	}
	if !s.under() {
		return nil, s.sitting()
	}
	if len(c.Text) > textMost {
		return nil, governance.Refuse(NoteTooLong, "most", textMost)
	}
	e := TroubleReported{p.ID, p.In() == nil && !p.PresentAt(m.Spoken()), strings.TrimSpace(c.Text)}
	if slices.ContainsFunc(s.Reports, func(r Report) bool { return r.Member == e.Member && r.Text == e.Text }) {
		return nil, nil // told, and not answered yet
	}
	return []Event{e}, nil
}

// under reports a meeting that was opened and is not over.
func (s *State) under() bool { return s.Phase == Sitting || s.Phase == Suspended }

func (c JudgeAdequate) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.mayGoOn(m); err != nil {
		return nil, err
	}
	if strings.TrimSpace(c.Reason) == "" {
		return nil, governance.Refuse(ReasonNeeded)
	}
	return []Event{AdequacyJudged(c)}, nil
}

// mayGoOn refuses who may not judge that a meeting goes on in spite of
// trouble, and whom it cannot go on without.
func (s *State) mayGoOn(m governance.Meta) error {
	if err := s.acts(m, governance.Chair); err != nil {
		return err
	}
	if err := s.sitting(); err != nil {
		return err
	}
	return s.collegial()
}

// collegial refuses to go on in a body that needs everybody, while somebody is
// missing (B59).
func (s *State) collegial() error {
	if s.rule().Quorum.Kind == governance.Everybody && !s.Standing().Holds() {
		return s.refuseAway()
	}
	return nil
}

func (c FallBack) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.mayGoOn(m); err != nil {
		return nil, err
	}
	c.Means = strings.TrimSpace(c.Means)
	switch c.How {
	case VoiceOnly:
	case OtherMeans:
		if c.Means == "" {
			return nil, governance.Refuse(MeansMissing)
		}
	default:
		return nil, governance.Refuse(NoSuchMode, "mode", string(c.How))
	}
	if f := s.Fallback(); f != nil && f.How == c.How && f.Means == c.Means {
		return nil, nil
	}
	return []Event{FellBack(c)}, nil
}

func (Restore) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if !s.under() {
		return nil, s.sitting()
	}
	if s.Fallback() == nil {
		return nil, governance.Refuse(NoFallback)
	}
	return []Event{Restored{}}, nil
}

// Fallback is the lesser means by which the meeting goes on now, or nil.
func (s *State) Fallback() *Fallback {
	if n := len(s.Fallbacks); n > 0 && s.Fallbacks[n-1].To.IsZero() {
		return &s.Fallbacks[n-1]
	}
	return nil
}

func (e TroubleReported) apply(s *State, m governance.Meta) {
	s.Reports = append(s.Reports, Report{s.Seq + 1, e.Member, m.Spoken(), e.Text})
	if p := s.Member(e.Member); e.Cut && p.CutOff.IsZero() {
		p.CutOff = m.Spoken()
	}
	s.concern(e.Member, e.Text)
	s.touch()
}

func (e AdequacyJudged) apply(s *State, _ governance.Meta) {
	s.deal()
	s.touch()
}

func (e FellBack) apply(s *State, m governance.Meta) {
	s.endFallback(m.At)
	s.deal()
	s.Fallbacks = append(s.Fallbacks, Fallback{How: e.How, Means: e.Means, From: m.At})
	s.touch()
}

// deal notes that the chair dealt with what was reported.
func (s *State) deal() { s.Answered, s.Reports = s.Reports, nil }

func (Restored) apply(s *State, m governance.Meta) {
	s.endFallback(m.At)
	s.touch()
}

func (s *State) endFallback(at time.Time) {
	if f := s.Fallback(); f != nil {
		f.To = at
	}
}
