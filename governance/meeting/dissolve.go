package meeting

import (
	"strings"
	"time"

	"assenso/governance"
)

// Trouble is a failure for which the meeting is suspended (B60). Its clock runs
// from when it occurred, as the chair declared, and stops when the meeting
// resumes.
type Trouble struct {
	Since    time.Time
	Reason   string
	Deadline time.Time // the meeting dissolves by itself; zero: the bylaws set no term
	// Held is until when the chair may still declare that the trouble had been
	// resolved in time: the deadline came while the bot was away. Zero: it did not.
	Held       time.Time
	Assurances int       // how often the deadline was put off
	Ended      time.Time // zero while it lasts

	warned time.Duration // the least time left that was warned of; zero: none
}

// DeclareTrouble suspends the meeting for trouble, or tells that trouble is
// what it is suspended for. A ballot that is still open is annulled.
type DeclareTrouble struct {
	Since  time.Time // when it occurred; zero: now
	Reason string
}

// RecordAssurance records the word of the technical service that the trouble
// is about to be resolved: it puts the dissolution off (B60). It can be renewed.
type RecordAssurance struct {
	From  string // who gave it
	Words string // what they said
}

// DeclareResolved tells that the trouble had been resolved before the deadline,
// where the deadline came while the bot was away. The meeting resumes.
type DeclareResolved struct {
	At time.Time // when it was resolved
}

// TroubleDeclared records trouble for which the meeting is suspended.
type TroubleDeclared struct {
	Since    time.Time `json:"since"`
	Reason   string    `json:"reason,omitempty"`
	Deadline time.Time `json:"deadline,omitzero"`
}

// AssuranceRecorded records who assured what, and the later deadline.
type AssuranceRecorded struct {
	Deadline time.Time `json:"deadline"`
	From     string    `json:"from" private:"yes"`
	Words    string    `json:"words,omitempty" private:"yes"`
}

// DissolutionNear warns of the deadline.
type DissolutionNear struct {
	Deadline time.Time           `json:"deadline"`
	Left     governance.Duration `json:"left"`
}

// DissolutionHeld records that the deadline came while the bot was away, and
// until when the chair can declare that the trouble had been resolved.
type DissolutionHeld struct {
	Deadline time.Time `json:"deadline"`
	Until    time.Time `json:"until"`
}

// TroubleResolved records what the chair declares then.
type TroubleResolved struct {
	At time.Time `json:"at"`
}

// DissolvedEvent ends the meeting: nobody resolved the trouble in time. The
// meeting ended at the deadline; the entry's own time is when it was spoken.
type DissolvedEvent struct {
	Since    time.Time `json:"since"`
	Deadline time.Time `json:"deadline"`
}

// Name is for ever.
func (TroubleDeclared) Name() string { return "trouble-declared" }

// Name is for ever.
func (AssuranceRecorded) Name() string { return "assurance-recorded" }

// Name is for ever.
func (DissolutionNear) Name() string { return "dissolution-near" }

// Name is for ever.
func (DissolutionHeld) Name() string { return "dissolution-held" }

// Name is for ever.
func (TroubleResolved) Name() string { return "trouble-resolved" }

// Name is for ever.
func (DissolvedEvent) Name() string { return "dissolved" }

// How long the chair has after an outage across the deadline, and how late the
// bot may speak without having been away.
const (
	heldFor  = 5 * time.Minute
	lateness = time.Minute
)

// nearness lists the times left at which the dissolution is warned of: in an
// hour, after 30, 50 and 55 minutes.
func nearness() [3]time.Duration {
	return [...]time.Duration{30 * time.Minute, 10 * time.Minute, 5 * time.Minute}
}

// Trouble is what the meeting is suspended for now, or nil.
func (s *State) Trouble() *Trouble {
	if n := len(s.Troubles); n > 0 && s.Troubles[n-1].Ended.IsZero() {
		return &s.Troubles[n-1]
	}
	return nil
}

func (c DeclareTrouble) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if !s.under() {
		return nil, s.sitting()
	}
	if t := s.Trouble(); t != nil {
		return nil, governance.Refuse(KnownTrouble, "since", t.Since)
	}
	if len(c.Reason) > textMost {
		return nil, governance.Refuse(NoteTooLong, "most", textMost)
	}
	e := TroubleDeclared{Since: instant(c.Since), Reason: strings.TrimSpace(c.Reason)}
	if e.Since.IsZero() {
		e.Since = m.Spoken()
	}
	term := time.Duration(s.Bylaws.Clocks.Dissolve)
	if from := s.troubleFrom(m, term); e.Since.Before(from) || e.Since.After(m.At) {
		return nil, governance.Refuse(BadMoment, "from", from, "to", m.At)
	}
	if term > 0 {
		e.Deadline = e.Since.Add(term)
	}
	if s.Phase == Suspended {
		return []Event{e}, nil
	}
	events, err := s.interrupt()
	if err != nil {
		return nil, err
	}
	return append(events, e, SuspendedEvent{}), nil
}

// troubleFrom is the earliest that trouble declared now can have occurred:
// since then the meeting was not held without it, and its term has not passed.
func (s *State) troubleFrom(m governance.Meta, term time.Duration) time.Time {
	from := s.Opened
	if n := len(s.Interruptions); n > 0 && s.Interruptions[n-1].To.After(from) {
		from = s.Interruptions[n-1].To
	}
	if term > 0 {
		if least := m.At.Add(time.Second - term).Truncate(time.Second); least.After(from) {
			from = least
		}
	}
	return from
}

// ForTrouble is the reason recorded where trouble annuls the open ballot.
const ForTrouble = "trouble"

// interrupt ends what a suspension cannot leave open. What is counted is to be
// proclaimed first, or annulled.
func (s *State) interrupt() ([]Event, error) {
	b := s.Pending()
	switch {
	case b == nil:
		return nil, nil
	case b.Stage == Announced || b.Stage == Voting:
		return s.wholeBase([]Event{BallotAnnulled{Round: b.Round, Reason: ForTrouble}}), nil
	}
	return nil, governance.Refuse(BallotGoing, "round", b.Round)
}

func (c RecordAssurance) decide(s *State, m governance.Meta) ([]Event, error) {
	if !s.Holds(m.By, governance.Secretary) {
		if err := s.acts(m, governance.Chair); err != nil {
			return nil, err
		}
	}
	t := s.Trouble()
	switch {
	case !s.under():
		return nil, s.sitting()
	case t == nil:
		return nil, governance.Refuse(NoTrouble)
	case t.Deadline.IsZero():
		return nil, governance.Refuse(NoTerm)
	case !m.Spoken().Before(t.Deadline):
		return nil, governance.Refuse(TroubleTerm, "deadline", t.Deadline)
	}
	if err := checkText(c.From); err != nil {
		return nil, err
	}
	if len(c.Words) > textMost {
		return nil, governance.Refuse(NoteTooLong, "most", textMost)
	}
	later := t.Deadline.Add(time.Duration(s.Bylaws.Clocks.Assurance))
	return []Event{AssuranceRecorded{later, strings.TrimSpace(c.From), strings.TrimSpace(c.Words)}}, nil
}

func (c DeclareResolved) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	t := s.Trouble()
	switch {
	case !s.under():
		return nil, s.sitting()
	case t == nil:
		return nil, governance.Refuse(NoTrouble)
	case t.Held.IsZero() || !m.Spoken().Before(t.Held):
		return nil, governance.Refuse(TermStands, "deadline", t.Deadline)
	}
	at := instant(c.At)
	if at.Before(t.Since) || !at.Before(t.Deadline) {
		return nil, governance.Refuse(BadMoment, "from", t.Since, "to", t.Deadline)
	}
	if err := s.collegial(); err != nil {
		return nil, err
	}
	return []Event{TroubleResolved{at}, Resumed{}}, nil
}

// expired reports that the term had passed by a time.
func (t *Trouble) expired(at time.Time) bool {
	return !t.Deadline.IsZero() && !at.Before(t.Deadline)
}

// endTrouble stops the clock.
func (s *State) endTrouble(at time.Time) {
	if t := s.Trouble(); t != nil {
		t.Ended = at
	}
}

func (s *State) troubleDue() (time.Time, bool) {
	t := s.Trouble()
	switch {
	case t == nil || t.Deadline.IsZero():
		return time.Time{}, false
	case !t.Held.IsZero():
		return t.Held, true
	}
	for _, left := range nearness() {
		if t.warned == 0 || left < t.warned {
			return t.Deadline.Add(-left), true
		}
	}
	return t.Deadline, true
}

func (s *State) troubleRings(m governance.Meta) []Event {
	t := s.Trouble()
	switch {
	case m.At.Before(t.Deadline):
		left := t.Deadline.Sub(m.At).Round(time.Second)
		return []Event{DissolutionNear{t.Deadline, governance.Duration(left)}}
	case t.Held.IsZero() && s.missed(t.Deadline, m.At):
		return []Event{DissolutionHeld{t.Deadline, m.At.Add(heldFor)}}
	}
	var events []Event
	if s.Current != 0 {
		events = append(events, ItemEnded{s.Current})
	}
	return append(events, DissolvedEvent{t.Since, t.Deadline})
}

// missed reports that the bot was away at a deadline: it says so itself, or
// speaks too late to have been there.
func (s *State) missed(deadline, now time.Time) bool {
	for _, o := range s.Outages {
		if !o.From.After(deadline) && o.To.After(deadline) {
			return true
		}
	}
	return now.Sub(deadline) > lateness
}

func (e TroubleDeclared) apply(s *State, m governance.Meta) {
	t := Trouble{Since: e.Since, Reason: e.Reason, Deadline: e.Deadline}
	t.told(m.At)
	s.Troubles = append(s.Troubles, t)
	s.deal()
	s.touch()
}

func (e AssuranceRecorded) apply(s *State, m governance.Meta) {
	t := s.Trouble()
	t.Deadline, t.Held, t.warned = e.Deadline, time.Time{}, 0
	t.Assurances++
	t.told(m.At)
	s.touch()
}

// told passes over the warnings of which the time has gone: who was told the
// deadline needs no warning of a moment that has passed.
func (t *Trouble) told(now time.Time) {
	for _, left := range nearness() {
		if t.Deadline.Sub(now) <= left {
			t.warned = left
		}
	}
}

func (e DissolutionNear) apply(s *State, m governance.Meta) { s.Trouble().told(m.At) }

func (e DissolutionHeld) apply(s *State, _ governance.Meta) {
	s.Trouble().Held = e.Until
	s.touch()
}

func (e TroubleResolved) apply(s *State, _ governance.Meta) { s.Trouble().Ended = e.At }

func (e DissolvedEvent) apply(s *State, _ governance.Meta) {
	s.over(Dissolved, "", e.Deadline)
	s.unapproved(string(Dissolved))
}
