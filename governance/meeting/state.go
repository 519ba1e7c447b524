package meeting

import (
	"maps"
	"slices"
	"time"

	"assenso/governance"
)

// State is a meeting as its journal tells it. Only Apply changes it; readers
// outside this package take its fields as read-only.
type State struct {
	ID   string
	Seq  uint64    // the last entry applied
	Last time.Time // when it was recorded

	Body        Body
	Number      int    // of the meeting in its year
	Year        string // "2026-27"
	Bylaws      governance.Bylaws
	Officers    map[governance.Office]governance.MemberID
	Convocation Convocation
	FirstCall   *FirstCall // deserted; nil in first call
	Basis       string     // on which the body decides remotely (B62)
	Sent        time.Time  // when the convocation was
	Amendments  int        // how many notices followed it
	Members     []Member   // in the order of the roll
	Agenda      []Item

	Rehearsal      bool // nothing of it counts, see rehearsal.go
	Phase          Phase
	Opened, Closed time.Time
	Place          string              // where the meeting is held to take place, B32
	Override       string              // the reason for opening although somebody was not convened, B17
	Confirmed      []governance.Office // who confirmed the validity, B28
	Ending         Ending
	EndReason      string
	Until          time.Time // the day it was put off to; zero: not said
	Current        int       // the item under discussion, 0 for none
	Quorum         QuorumWatch
	Interruptions  []Interruption
	Call           *RollCall  // the latest roll call, or nil
	Sheets         []*Sheet   // attendance files compared with the record
	Troubles       []Trouble  // for which the meeting was suspended, B60
	Fallbacks      []Fallback // B61
	Reports        []Report   // of trouble, that the chair has not answered
	Answered       []Report   // what the chair last answered, if anything was reported
	// RepetitionBase are the members lost to trouble who are out of the base
	// while a repeated ballot is pending (B38).
	RepetitionBase []governance.MemberID

	Ballots     []*Ballot
	Resolutions []Resolution
	nextNumber  int // of the next resolution

	Floor      Floor
	Remarks    []Remark
	Minutes    MinutesState
	Signatures []Signature
	Outages    []Outage
	Contests   []Contestation // of how members were counted
	Erased     []uint64       // entries whose private values are gone

	titular  map[governance.Office]governance.MemberID // who held an office when the meeting was called
	term     term
	zone     *time.Location
	byID     map[governance.MemberID]int
	entitled int    // members who may vote, N
	now      weight // of all the entitled
	drops    []time.Time
	told     uint64 // the last entry that the text of the minutes has to tell
	private  []mark // entries that hold private values, and about whom

	substitutes bool // somebody on the roll is one
}

// Body is the collegiate body a meeting is of.
type Body struct {
	ID   governance.BodyID   `json:"id"`
	Name string              `json:"name"`
	Kind governance.BodyKind `json:"kind"`
}

// Member is a person of the roll with what the meeting knows of them. What every
// word of theirs touches stands first: in a crowd, a position is mostly waiting
// for memory.
type Member struct {
	ID       governance.MemberID
	Votes    bool // entitled to vote
	Director bool // has no vote on accounts and liability, c.c. art. 21.1
	Fresh    bool // a member for too short a time to vote, D.Lgs. 117/2017 art. 24.1
	Dropped  bool // lost to trouble and not back: assente giustificato, B36
	// CutOff is since when they could not get in, as they told: excused while
	// they never came (B36). Zero: they did not tell.
	CutOff  time.Time
	from    time.Time // the day from which they may vote; zero: any
	opened  bool      // in the room when the meeting was opened
	lowers  bool      // in State.RepetitionBase
	at      int       // in the roll
	Stays   []Stay
	sights  sights
	missed  sights    // calls by name without an answer
	Heard   time.Time // last sign of life, by the time of the words
	Vouched time.Time // last "I see them connected"

	For     []governance.MemberID // whose seat they may take, see Called
	Seat    governance.MemberID   // of the holder in whose place they vote; empty: nobody's
	StandIn governance.MemberID   // who votes in their place; empty: nobody

	Name      string // empty once erased
	Delivered time.Time
	Via       string // how the convocation reached them
	// Acknowledged is when they said that they received it.
	Acknowledged time.Time
	Means        Means
	Where        string // they said they connect from; empty once erased
	Excuse       *Excuse
	Foreseen     *Foreseen // trouble reported before the opening, B40

	Identified time.Time // when the secretary recognised them

	links []link   // connections open now, in the order they were opened
	moves []uint64 // entries by which they came and went, or were called in vain
}

// mark is an entry about a member.
type mark struct {
	who governance.MemberID
	seq uint64
}

// Means is how a member takes part: B19, B34.
type Means struct {
	Mode      governance.Mode `json:"mode,omitempty"`
	Equipment string          `json:"equipment,omitempty"`
}

// Stay is an interval of presence (B21). To is zero while it lasts.
type Stay struct {
	From, To time.Time
	Means
	Via    Via    // how it became known
	Place  string // where what the bot shows reaches the member
	Leave  Leave  // how it ended
	Marked bool   // rests on the secretary's word
	// Disowned is when the member said that they were not there; zero if never.
	Disowned time.Time

	room span // when the platform's room showed them, the last time
}

// span is a stretch of time; to is zero while it lasts. It holds from, but not
// to: who left at the deadline was not there at the deadline.
type span struct{ from, to time.Time }

func (p span) holds(t time.Time) bool {
	return !p.from.IsZero() && !t.Before(p.from) && (p.to.IsZero() || t.Before(p.to))
}

func (st *Stay) holds(t time.Time) bool { return span{st.From, st.To}.holds(t) }

// Via is how a presence became known.
type Via string

// The ways.
const (
	ByRoom      Via = "room"      // the platform tells who is in the room: verified while it lasts
	ByCheckIn   Via = "check-in"  // button or command
	BySecretary Via = "secretary" // entered for a person without device or account
)

// Leave is how a stay ended.
type Leave string

// The ways.
const (
	Exit Leave = "exit" // said so
	Drop Leave = "drop" // the connection went
)

// In returns the member's open stay, or nil.
func (m *Member) In() *Stay {
	if n := len(m.Stays); n > 0 && m.Stays[n-1].To.IsZero() {
		return &m.Stays[n-1]
	}
	return nil
}

// PresentAt reports whether the member was in the room at t.
func (m *Member) PresentAt(t time.Time) bool { return m.stayAt(t) != nil }

// stayAt is the stay that covers t, or nil.
func (m *Member) stayAt(t time.Time) *Stay {
	for i := len(m.Stays) - 1; i >= 0; i-- {
		if m.Stays[i].holds(t) {
			return &m.Stays[i]
		}
	}
	return nil
}

// last is the latest stay, or nil.
func (m *Member) last() *Stay {
	if len(m.Stays) == 0 {
		return nil
	}
	return &m.Stays[len(m.Stays)-1]
}

// wasInRoom reports a stay that touches the time from a up to and with b; a
// zero b is no end.
func (m *Member) wasInRoom(a, b time.Time) bool {
	for i := range m.Stays {
		if st := &m.Stays[i]; (b.IsZero() || !st.From.After(b)) && (st.To.IsZero() || st.To.After(a)) {
			return true
		}
	}
	return false
}

// Justified reports an absence justified in writing and accepted.
func (m *Member) Justified() bool { return m.Excuse != nil && m.Excuse.Accepted }

// Member finds a person of the roll, or nil. The pointer is for reading.
func (s *State) Member(id governance.MemberID) *Member {
	i, ok := s.byID[id]
	if !ok {
		return nil
	}
	return &s.Members[i]
}

// NameOf is the member's name, or their id where the name was erased.
func (s *State) NameOf(id governance.MemberID) string {
	if m := s.Member(id); m != nil && m.Name != "" {
		return m.Name
	}
	return string(id)
}

// Holds reports whether a member holds an office in this meeting.
func (s *State) Holds(id governance.MemberID, o governance.Office) bool {
	return id != "" && s.Officers[o] == id
}

// Item finds an item of the agenda by its number, or nil.
func (s *State) Item(n int) *Item {
	if n < 1 || n > len(s.Agenda) {
		return nil
	}
	return &s.Agenda[n-1]
}

// Ballot finds a round, or nil.
func (s *State) Ballot(r Round) *Ballot {
	for i := len(s.Ballots) - 1; i >= 0; i-- {
		if s.Ballots[i].Round == r {
			return s.Ballots[i]
		}
	}
	return nil
}

// Pending is the ballot that is not yet proclaimed, annulled or void, or nil.
// There is never more than one.
func (s *State) Pending() *Ballot {
	if n := len(s.Ballots); n > 0 && s.Ballots[n-1].Stage.pending() {
		return s.Ballots[n-1]
	}
	return nil
}

// LastBallot is the latest round on a subject, or nil.
func (s *State) LastBallot(on Subject) *Ballot {
	for i := len(s.Ballots) - 1; i >= 0; i-- {
		if s.Ballots[i].Round.On == on {
			return s.Ballots[i]
		}
	}
	return nil
}

// Zone is the time zone of the meeting, found once.
func (s *State) Zone() *time.Location {
	if s.zone == nil {
		return time.UTC
	}
	return s.zone
}

// Entitled is how many members may vote, N.
func (s *State) Entitled() int { return s.entitled }

// PresentNow is how many of the entitled are in the room.
func (s *State) PresentNow() int { return s.now.present }

// JustifiedNow is how many of the entitled are subtracted from the base (B24).
func (s *State) JustifiedNow() int { return s.now.justified }

// weight is what members count for in the quorum.
type weight struct {
	present   int // in the room
	justified int // out of the base by a written justification, B24
	lost      int // out of the base by a repetition, B38
}

func (w weight) plus(o weight) weight {
	return weight{w.present + o.present, w.justified + o.justified, w.lost + o.lost}
}

func (w weight) minus(o weight) weight {
	return weight{w.present - o.present, w.justified - o.justified, w.lost - o.lost}
}

// weigh is what a member counts for now.
func (s *State) weigh(m *Member) weight {
	switch {
	case !m.Votes:
		return weight{}
	case m.In() != nil:
		return weight{present: 1}
	case m.Justified() && m.Excuse.Early && !s.tookPart(m, time.Time{}):
		return weight{justified: 1}
	case m.lowers:
		return weight{lost: 1}
	}
	return weight{}
}

// tookPart reports whether a member was in the room since the opening, up to
// t; a zero t is no end. Whoever was there did not miss the meeting: leaving again is an early
// exit, which no justification of an absence covers.
func (s *State) tookPart(m *Member, t time.Time) bool {
	return m.opened || !s.Opened.IsZero() && m.wasInRoom(s.Opened, t)
}

// change changes a member and what they count for.
func (s *State) change(id governance.MemberID, f func(*Member)) {
	m := s.Member(id)
	before := s.weigh(m)
	f(m)
	s.now = s.now.plus(s.weigh(m)).minus(before)
}

// effect is what changing a member would do to what they count for.
func (s *State) effect(m *Member, f func(*Member)) weight {
	after := m.clone()
	f(&after)
	return s.weigh(&after).minus(s.weigh(m))
}

// clone copies all that events may change, but for ballots that are over.
func (s *State) clone() *State {
	c := *s
	c.Members = slices.Clone(s.Members)
	for i := range c.Members {
		c.Members[i] = s.Members[i].clone()
	}
	c.Agenda = slices.Clone(s.Agenda)
	for i := range c.Agenda {
		c.Agenda[i].Amendments = slices.Clone(s.Agenda[i].Amendments)
		c.Agenda[i].Papers = slices.Clone(s.Agenda[i].Papers)
		c.Agenda[i].Alternatives = slices.Clone(s.Agenda[i].Alternatives)
	}
	c.Officers = maps.Clone(s.Officers)
	c.Confirmed = slices.Clip(s.Confirmed)
	c.Interruptions = slices.Clone(s.Interruptions)
	c.Call = s.Call.clone()
	c.Sheets = slices.Clip(s.Sheets)
	c.RepetitionBase = slices.Clone(s.RepetitionBase)
	c.Troubles = slices.Clone(s.Troubles)
	c.Fallbacks = slices.Clone(s.Fallbacks)
	c.Reports, c.Answered = slices.Clone(s.Reports), slices.Clone(s.Answered)
	c.Resolutions = slices.Clip(s.Resolutions)
	c.Floor = s.Floor.clone()
	c.Remarks = slices.Clip(s.Remarks)
	c.Outages = slices.Clip(s.Outages)
	c.Contests = slices.Clone(s.Contests)
	c.Erased = slices.Clip(s.Erased)
	c.private = slices.Clip(s.private)
	c.Minutes.Changes = slices.Clone(s.Minutes.Changes)
	c.drops = slices.Clip(s.drops)
	c.Ballots = slices.Clone(s.Ballots)
	if n := len(c.Ballots); n > 0 {
		c.Ballots[n-1] = c.Ballots[n-1].clone()
	}
	return &c
}

func (m Member) clone() Member {
	m.Stays = slices.Clone(m.Stays)
	m.links = slices.Clone(m.links)
	m.moves = slices.Clip(m.moves)
	if m.Excuse != nil {
		e := *m.Excuse
		m.Excuse = &e
	}
	if m.Foreseen != nil {
		f := *m.Foreseen
		m.Foreseen = &f
	}
	return m
}
