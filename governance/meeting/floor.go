package meeting

import (
	"slices"
	"time"

	"assenso/governance"
)

// Floor is the discussion: who has the floor, who waits for it and who has had
// it (B10, B48). Points of order come first, everybody else in turn.
type Floor struct {
	Limit    time.Duration // of a speech; 0: none
	Speaking *Turn         // who has the floor, nil: nobody
	Queue    []Request     // as they will be called
	Turns    []Turn        // ended, in order
	limited  bool          // Limit was set here, whatever the bylaws say
}

// Request is somebody's wish to speak.
type Request struct {
	Member governance.MemberID
	Order  bool // a point of order
	At     time.Time
}

// Turn is one speech. To is zero while it lasts, Until where it has no limit.
type Turn struct {
	Member             governance.MemberID
	Item               int // 0: on no item
	Order              bool
	From, To           time.Time
	Until              time.Time
	warned, warnedOver bool
}

// Waiting is the place of a member in the queue, from 1; 0: not in it.
func (f *Floor) Waiting(id governance.MemberID) int {
	return 1 + slices.IndexFunc(f.Queue, func(r Request) bool { return r.Member == id })
}

// Has reports whether a member has the floor.
func (f *Floor) Has(id governance.MemberID) bool { return f.Speaking != nil && f.Speaking.Member == id }

func (f *Floor) clone() Floor {
	c := *f
	c.Queue = slices.Clone(f.Queue)
	c.Turns = slices.Clip(f.Turns)
	return c
}

// SpeechLimit is how long a speech may last now; 0: as long as it takes.
func (s *State) SpeechLimit() time.Duration {
	if s.Floor.limited {
		return s.Floor.Limit
	}
	return time.Duration(s.Bylaws.Clocks.Speech)
}

// NextSpeaker is who is called next: the first in the queue who is in the
// room. Who lost the connection keeps their place meanwhile.
func (s *State) NextSpeaker() (Request, bool) {
	for _, r := range s.Floor.Queue {
		if s.Member(r.Member).In() != nil {
			return r, true
		}
	}
	return Request{}, false
}

// AskFloor asks to speak. A point of order, on how the meeting is held, comes
// before every other request.
type AskFloor struct{ Order bool }

// LeaveFloor takes one's request back, or ends one's speech.
type LeaveFloor struct{}

// GiveFloor calls somebody to speak: the moderator's act, or the chair's.
type GiveFloor struct {
	Member governance.MemberID // empty: who is next
}

// PassOver takes somebody off the queue who was called and did not answer.
// They may ask again.
type PassOver struct{ Member governance.MemberID }

// EndSpeech takes the floor back from who has it.
type EndSpeech struct{}

// LimitSpeech sets how long each speech may last from now on: the chair's act.
// 0 lifts the limit.
type LimitSpeech struct{ Limit time.Duration }

// Refusals around the floor.
const (
	HasFloor    governance.Reason = "has-floor"    // args: member
	NotWaiting  governance.Reason = "not-waiting"  // nothing to take back, or nobody waits; args: member, if one was named
	NoSpeaker   governance.Reason = "no-speaker"   // nobody has the floor
	SpeechBound governance.Reason = "speech-bound" // args: least, most
)

// The limits of a speech the chair may set.
const (
	speechLeast = 30 * time.Second
	speechMost  = time.Hour
)

// speechNotice is how long before the end of a speech its speaker is warned.
const speechNotice = 30 * time.Second

// FloorAsked records a request to speak.
type FloorAsked struct {
	Member governance.MemberID `json:"member"`
	Order  bool                `json:"order,omitempty"`
}

// FloorWaived records that a request was taken back by its author.
type FloorWaived struct {
	Member governance.MemberID `json:"member"`
}

// FloorPassed records that somebody was called in vain.
type FloorPassed struct {
	Member governance.MemberID `json:"member"`
}

// FloorGiven records who begins to speak, and until when they may.
type FloorGiven struct {
	Member governance.MemberID `json:"member"`
	Item   int                 `json:"item,omitempty"`
	Order  bool                `json:"order,omitempty"`
	Until  time.Time           `json:"until,omitzero"`
}

// FloorEnded records the end of a speech, and how long it was.
type FloorEnded struct {
	Member governance.MemberID `json:"member"`
	Item   int                 `json:"item,omitempty"`
	Spent  governance.Duration `json:"spent"`
}

// SpeechWarned records that a speaker was told their time is nearly over, or is.
type SpeechWarned struct {
	Member governance.MemberID `json:"member"`
	Over   bool                `json:"over,omitempty"`
}

// SpeechLimited records a limit of the length of speeches; 0: none.
type SpeechLimited struct {
	Limit governance.Duration `json:"limit"`
}

// Name is for ever.
func (FloorAsked) Name() string { return "floor-asked" }

// Name is for ever.
func (FloorWaived) Name() string { return "floor-waived" }

// Name is for ever.
func (FloorPassed) Name() string { return "floor-passed" }

// Name is for ever.
func (FloorGiven) Name() string { return "floor-given" }

// Name is for ever.
func (FloorEnded) Name() string { return "floor-ended" }

// Name is for ever.
func (SpeechWarned) Name() string { return "speech-warned" }

// Name is for ever.
func (SpeechLimited) Name() string { return "speech-limited" }

func (c AskFloor) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.member(m.By)
	if err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	if p.In() == nil {
		return nil, governance.Refuse(NotPresent)
	}
	if s.Floor.Has(p.ID) {
		return nil, governance.Refuse(HasFloor, "member", p.ID)
	}
	if i := s.Floor.Waiting(p.ID); i > 0 && (!c.Order || s.Floor.Queue[i-1].Order) {
		return nil, nil
	}
	return []Event{FloorAsked{p.ID, c.Order}}, nil
}

func (e FloorAsked) apply(s *State, m governance.Meta) {
	s.Floor.unqueue(e.Member)
	at := len(s.Floor.Queue)
	if e.Order {
		if i := slices.IndexFunc(s.Floor.Queue, func(r Request) bool { return !r.Order }); i >= 0 {
			at = i
		}
	}
	s.Floor.Queue = slices.Insert(s.Floor.Queue, at, Request{e.Member, e.Order, m.At})
}

func (f *Floor) unqueue(id governance.MemberID) {
	f.Queue = slices.DeleteFunc(f.Queue, func(r Request) bool { return r.Member == id })
}

func (LeaveFloor) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.member(m.By)
	if err != nil {
		return nil, err
	}
	switch {
	case s.Floor.Has(p.ID):
		return []Event{s.Floor.ended(m)}, nil
	case s.Floor.Waiting(p.ID) > 0:
		return []Event{FloorWaived{p.ID}}, nil
	}
	return nil, governance.Refuse(NotWaiting)
}

func (e FloorWaived) apply(s *State, _ governance.Meta) { s.Floor.unqueue(e.Member) }

// moderates refuses who neither moderates the chat nor is the chair.
func (s *State) moderates(m governance.Meta) error {
	if s.Holds(m.By, governance.Moderator) && m.For == "" {
		return nil
	}
	return s.acts(m, governance.Chair)
}

func (c GiveFloor) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.moderates(m); err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	r, err := s.called(c.Member)
	if err != nil {
		return nil, err
	}
	// While people vote only how they vote may be spoken of.
	if b := s.Pending(); b != nil && !r.Order {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	var events []Event
	if s.Floor.Speaking != nil {
		events = append(events, s.Floor.ended(m))
	}
	e := FloorGiven{Member: r.Member, Item: s.Current, Order: r.Order}
	if limit := s.SpeechLimit(); limit > 0 {
		e.Until = m.At.Add(limit)
	}
	return append(events, e), nil
}

// called is whose turn it is: who is named, asked or not, else who is next.
func (s *State) called(id governance.MemberID) (Request, error) {
	if id == "" {
		r, ok := s.NextSpeaker()
		if !ok {
			return r, governance.Refuse(NotWaiting)
		}
		return r, nil
	}
	p, err := s.member(id)
	if err != nil {
		return Request{}, err
	}
	switch {
	case p.In() == nil:
		return Request{}, governance.Refuse(NotPresent, "member", id)
	case s.Floor.Has(id):
		return Request{}, governance.Refuse(HasFloor, "member", id)
	}
	if i := s.Floor.Waiting(id); i > 0 {
		return s.Floor.Queue[i-1], nil
	}
	return Request{Member: id}, nil
}

func (e FloorGiven) apply(s *State, m governance.Meta) {
	s.Floor.unqueue(e.Member)
	s.Floor.Speaking = &Turn{Member: e.Member, Item: e.Item, Order: e.Order, From: m.At, Until: e.Until}
	s.touch()
}

func (c PassOver) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.moderates(m); err != nil {
		return nil, err
	}
	if s.Floor.Waiting(c.Member) == 0 {
		return nil, governance.Refuse(NotWaiting, "member", c.Member)
	}
	return []Event{FloorPassed(c)}, nil
}

func (e FloorPassed) apply(s *State, _ governance.Meta) { s.Floor.unqueue(e.Member) }

func (EndSpeech) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.moderates(m); err != nil {
		return nil, err
	}
	if s.Floor.Speaking == nil {
		return nil, governance.Refuse(NoSpeaker)
	}
	return []Event{s.Floor.ended(m)}, nil
}

// ended is the end of the speech under way.
func (f *Floor) ended(m governance.Meta) FloorEnded {
	t := f.Speaking
	return FloorEnded{t.Member, t.Item, governance.Duration(m.At.Sub(t.From).Round(time.Second))}
}

func (e FloorEnded) apply(s *State, m governance.Meta) {
	t := *s.Floor.Speaking
	t.To = m.At
	s.Floor.Turns = append(s.Floor.Turns, t)
	s.Floor.Speaking = nil
	s.touch()
}

func (c LimitSpeech) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if c.Limit != 0 && (c.Limit < speechLeast || c.Limit > speechMost) {
		return nil, governance.Refuse(SpeechBound, "least", speechLeast, "most", speechMost)
	}
	if c.Limit == s.SpeechLimit() {
		return nil, nil
	}
	return []Event{SpeechLimited{governance.Duration(c.Limit)}}, nil
}

// Who speaks already keeps the time they were given.
func (e SpeechLimited) apply(s *State, _ governance.Meta) {
	s.Floor.Limit, s.Floor.limited = time.Duration(e.Limit), true
}

// hushed ends a speech that cannot go on after the events: the item is over,
// people vote, the meeting stops, the speaker is gone.
func (s *State) hushed(m governance.Meta, events []Event) []Event {
	if s.Floor.Speaking == nil {
		return events
	}
	after := s.after(m, events)
	t := after.Floor.Speaking
	if t == nil || t.Member != s.Floor.Speaking.Member || after.Phase == Sitting && after.Current == s.Current &&
		len(after.Ballots) == len(s.Ballots) && after.Member(t.Member).In() != nil {
		return events
	}
	return append([]Event{s.Floor.ended(m)}, events...)
}

// speechDue is when a speaker is to be told that their time is nearly over, and
// that it is.
func (s *State) speechDue() (time.Time, bool) {
	t := s.Floor.Speaking
	switch {
	case t == nil || t.Until.IsZero() || t.warnedOver:
		return time.Time{}, false
	case !t.warned && t.Until.Sub(t.From) > 2*speechNotice:
		return t.Until.Add(-speechNotice), true
	}
	return t.Until, true
}

func (s *State) speechRings(m governance.Meta) []Event {
	t := s.Floor.Speaking
	return []Event{SpeechWarned{t.Member, !m.At.Before(t.Until)}}
}

func (e SpeechWarned) apply(s *State, _ governance.Meta) {
	t := *s.Floor.Speaking
	t.warned, t.warnedOver = true, e.Over
	s.Floor.Speaking = &t
}
