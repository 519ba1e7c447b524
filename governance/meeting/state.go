package meeting

import (
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
	Members     []Member // in the order of the roll
	Agenda      []Item

	Phase          Phase
	Opened, Closed time.Time
	Place          string              // where the meeting is held to take place, B32
	Override       string              // the reason for opening although somebody was not convened, B17
	Confirmed      []governance.Office // who confirmed the validity, B28
	Ending         Ending
	EndReason      string
	Current        int // the item under discussion, 0 for none
	Quorum         QuorumWatch
	Interruptions  []Interruption
	RepetitionBase []governance.MemberID // lost to trouble and subtracted by a repetition, B38

	Ballots     []*Ballot
	Resolutions []Resolution
	nextNumber  int // of the next resolution

	Remarks    []Remark
	Minutes    MinutesState
	Signatures []Signature
	Outages    []Outage
	Erased     []uint64 // entries whose private values are gone

	byID      map[governance.MemberID]int
	entitled  int // members who may vote, N
	present   int // entitled members in the room now
	justified int // entitled members subtracted from the base, B24
	dropped   int // entitled members subtracted by a repetition, B38
	drops     []time.Time
}

// Body is the collegiate body a meeting is of.
type Body struct {
	ID   governance.BodyID   `json:"id"`
	Name string              `json:"name"`
	Kind governance.BodyKind `json:"kind"`
}

// Member is a person of the roll with what the meeting knows of them.
type Member struct {
	ID        governance.MemberID
	Name      string // empty once erased
	Votes     bool   // entitled to vote
	Delivered time.Time
	Via       string // how the convocation reached them
	Means     Means
	Excuse    *Excuse
	Stays     []Stay
	Heard     time.Time // last sign of life, by the time of the words
	Vouched   time.Time // last "I see them connected"
	Dropped   bool      // lost to trouble and not back: assente giustificato, B36

	links   []string // connections open now, in the order they were opened
	moves   []uint64 // entries by which they came and went
	private []uint64 // entries that hold private values about them
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
	Marked bool   // entered by the secretary
}

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
func (m *Member) PresentAt(t time.Time) bool {
	for i := len(m.Stays) - 1; i >= 0; i-- {
		st := &m.Stays[i]
		if !st.From.After(t) {
			return st.To.IsZero() || t.Before(st.To)
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

// Entitled is how many members may vote, N.
func (s *State) Entitled() int { return s.entitled }

// PresentNow is how many of the entitled are in the room.
func (s *State) PresentNow() int { return s.present }

// JustifiedNow is how many of the entitled are subtracted from the base (B24).
func (s *State) JustifiedNow() int { return s.justified }
