package minutes

import (
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// Text is what the meeting approves: everything the journal tells up to an
// entry, but for the minutes' own approval. All times are in UTC; the bylaws
// name the zone they are said in. Members are named by id; Members has their
// names.
type Text struct {
	Meeting     string       `json:"meeting"` // its id
	Body        meeting.Body `json:"body"`
	Number      int          `json:"number"`              // of the meeting in its year
	Year        string       `json:"year"`                // "2026-27"
	Rehearsal   bool         `json:"rehearsal,omitempty"` // nothing of it counts, and it has no number
	Bylaws      Bylaws       `json:"bylaws"`
	Convocation Convocation  `json:"convocation"`
	Officers    []Officer    `json:"officers,omitempty"`
	Agenda      []Point      `json:"agenda,omitempty"`    // B46
	Members     []Member     `json:"members,omitempty"`   // in the order of the roll, B44
	Deserted    []Deserted   `json:"deserted,omitempty"`  // calls to which too few came
	Opening     *Opening     `json:"opening,omitempty"`   // absent while not opened
	Sections    []Section    `json:"sections,omitempty"`  // in the order things were treated
	Untreated   []int        `json:"untreated,omitempty"` // items never opened, nor refused or put off
	Papers      []Paper      `json:"papers,omitempty"`    // documents laid before the meeting, B09, B12
	Excuses     []Excuse     `json:"excuses,omitempty"`   // in the order they were sent, B51
}

// Paper is a document of an item: a file by its fingerprint, or where one can be
// read. The minutes name it; they do not hold it.
type Paper struct {
	Item      int       `json:"item"`
	N         int       `json:"n"`
	Name      Words     `json:"name"`
	Size      int       `json:"size,omitempty"`   // bytes; absent where it is not a file
	SHA256    string    `json:"sha256,omitempty"` // in hexadecimal; absent where it is not a file
	At        time.Time `json:"at"`               // when it was laid
	Withdrawn bool      `json:"withdrawn,omitempty"`
}

// Words are what somebody wrote, verbatim.
type Words struct {
	Text string `json:"text,omitempty"`
	// Erased tells that the words were erased from the journal.
	Erased bool `json:"erased,omitempty"`
}

// Bylaws are the rules the meeting was held by, as far as minutes quote them
// (A15, B62).
type Bylaws struct {
	Profile    string   `json:"profile"`
	Revision   string   `json:"revision"`
	Title      string   `json:"title"`
	Sources    []string `json:"sources,omitempty"`
	LegalBasis []string `json:"legal_basis,omitempty"` // laws that the head cites, B62
	TimeZone   string   `json:"time_zone"`             // of the IANA database

	Quorum  governance.QuorumRule  `json:"quorum"`
	Compare *governance.QuorumRule `json:"compare,omitempty"` // the law's other rule, reckoned beside
	// SecondCall is the quorum of a meeting held in second call.
	SecondCall *governance.QuorumRule  `json:"second_call,omitempty"`
	Majority   governance.MajorityRule `json:"majority"`
	Silence    governance.SilenceRule  `json:"silence"`

	// RecusedLeaveBase tells that who does not take part in a vote is not
	// counted among the present.
	RecusedLeaveBase bool                `json:"recused_leave_base,omitempty"`
	Grace            governance.Duration `json:"grace"`        // a reconnection within it is no absence
	SignOfLife       governance.Duration `json:"sign_of_life"` // how long a sign of life verifies presence
}

// Convocation is the notice by which the meeting was called (B17, B18).
type Convocation struct {
	Sent      time.Time       `json:"sent"`
	ByOrder   bool            `json:"by_order,omitempty"` // entered by the secretary
	At        time.Time       `json:"at"`                 // when the meeting is to begin
	Second    time.Time       `json:"second,omitzero"`    // in second call, if too few come to the first
	Mode      governance.Mode `json:"mode"`
	Place     string          `json:"place,omitempty"`
	Means     string          `json:"means,omitempty"` // the platform or link
	Protocol  string          `json:"protocol,omitempty"`
	DeclareBy time.Time       `json:"declare_by,omitzero"` // term for the means of taking part, B19
	Emergency bool            `json:"emergency,omitempty"` // B15
	Places    []string        `json:"places,omitempty"`    // chat places of the meeting
	Short     int             `json:"short,omitempty"`     // days of notice missing
	Urgent    string          `json:"urgent,omitempty"`    // why
	Amended   []NoticeChange  `json:"amended,omitempty"`   // how it came to say this
	Revoked   *Revocation     `json:"revoked,omitempty"`   // it was taken back: no meeting was held
	Basis     string          `json:"basis,omitempty"`     // ground on which the body decides remotely, B62
	Reminded  int             `json:"reminded,omitempty"`  // how many were reminded to declare their means, B19
}

// NoticeChange is a change to a convocation that had been sent.
type NoticeChange struct {
	At      time.Time         `json:"at"`
	ByOrder bool              `json:"by_order,omitempty"`
	Changed []meeting.Changed `json:"changed"`
	Reason  string            `json:"reason,omitempty"`
}

// Revocation is a convocation taken back.
type Revocation struct {
	At      time.Time `json:"at"`
	ByOrder bool      `json:"by_order,omitempty"`
	Reason  string    `json:"reason"`
}

// Officer is who held an office in the meeting.
type Officer struct {
	Office  governance.Office   `json:"office"`
	Member  governance.MemberID `json:"member"`
	Since   time.Time           `json:"since,omitzero"` // zero: from the convocation
	Until   time.Time           `json:"until,omitzero"` // zero: to the end
	ByOrder bool                `json:"by_order,omitempty"`
	From    governance.MemberID `json:"from,omitempty"`   // who held it before, where it changed hands
	How     meeting.Taking      `json:"how,omitempty"`    // how it did
	Reason  string              `json:"reason,omitempty"` // why
}

// Point is an item of the agenda as it was convened.
type Point struct {
	N     int              `json:"n"`
	Title string           `json:"title"`
	Kind  meeting.ItemKind `json:"kind"`
	From  *meeting.Origin  `json:"from,omitempty"` // of an item that an earlier meeting left
}

// Member is a line of the grid of presences (B21, B44).
type Member struct {
	ID        governance.MemberID   `json:"id"`
	Name      string                `json:"name,omitempty"`
	Erased    bool                  `json:"erased,omitempty"` // the name was
	Votes     bool                  `json:"votes"`
	Fresh     bool                  `json:"fresh,omitempty"`    // a member for too short a time to vote
	Director  bool                  `json:"director,omitempty"` // does not vote on accounts and liability
	For       []governance.MemberID `json:"for,omitempty"`      // whose substitute they are
	Identity  *Identity             `json:"identity,omitempty"` // recognised by the secretary
	Delivered time.Time             `json:"delivered,omitzero"` // proof that the convocation arrived, B17
	Via       string                `json:"via,omitempty"`      // how it arrived
	// Acknowledged is when they said that they received it.
	Acknowledged time.Time `json:"acknowledged,omitzero"`
	Declared     *Declared `json:"declared,omitempty"`
	Presence     Presence  `json:"presence"`
	Excused      time.Time `json:"excused,omitzero"` // when a written justification was accepted
	CutOff       time.Time `json:"cut_off,omitzero"` // since when they could not get in, as they told, B36
	Stays        []Stay    `json:"stays,omitempty"`
	Foreseen     *Foreseen `json:"foreseen,omitempty"` // trouble reported before the opening, B40
}

// Identity is how the secretary recognised who takes part remotely.
type Identity struct {
	At  time.Time `json:"at"`
	How Words     `json:"how"`
}

// Deserted is a call to which too few came: the meeting was held in second
// call, or not at all.
type Deserted struct {
	At       time.Time             `json:"at"`   // when it was declared
	Hour     time.Time             `json:"hour"` // for which it was convened
	ByOrder  bool                  `json:"by_order,omitempty"`
	Standing meeting.Standing      `json:"standing"`
	Present  []governance.MemberID `json:"present,omitempty"` // of those who may vote
	Reason   string                `json:"reason,omitempty"`
	Next     time.Time             `json:"next,omitzero"` // of the second call; absent: there is none
}

// Hour is when the meeting began or was to begin, in its last call.
func (t Text) Hour() time.Time {
	for _, d := range t.Deserted {
		if !d.Next.IsZero() {
			return d.Next
		}
	}
	return t.Convocation.At
}

// InSecondCall tells that the first call was deserted.
func (t Text) InSecondCall() bool { return !t.Hour().Equal(t.Convocation.At) }

// NeverHeld tells that too few came to the last call.
func (t Text) NeverHeld() bool {
	n := len(t.Deserted)
	return n > 0 && t.Deserted[n-1].Next.IsZero()
}

// Rule is what a ballot was decided by: its own rule, or the bylaws'.
func (t Text) Rule(b *Ballot) governance.Rule {
	if b.Rule != nil {
		return *b.Rule
	}
	return t.Ordinary()
}

// Ordinary is the rule of the meeting itself, in its last call.
func (t Text) Ordinary() governance.Rule {
	b := t.Bylaws
	return governance.Bylaws{
		Quorum: b.Quorum, Compare: b.Compare, SecondCall: b.SecondCall, Majority: b.Majority,
	}.Rule("", t.InSecondCall())
}

// Declared is how a member said beforehand they would take part (B19).
type Declared struct {
	Mode      governance.Mode `json:"mode,omitempty"`
	Equipment string          `json:"equipment,omitempty"`
	Where     string          `json:"where,omitempty"` // they connect from
	At        time.Time       `json:"at"`
}

// Presence is what the grid says of a member.
type Presence string

// The presences.
const (
	Present Presence = "present" // took part, at least for a while
	Dropped Presence = "dropped" // took part, and lost to trouble since: excused (B36)
	Excused Presence = "excused" // never there, justified in writing or cut off by trouble
	Absent  Presence = "absent"  // never there
	// Hindered: never there for trouble known beforehand, in an emergency: excused (B40).
	Hindered Presence = "hindered"
)

// Stay is an interval of presence. To is zero where it lasts.
type Stay struct {
	From      time.Time       `json:"from"`
	To        time.Time       `json:"to,omitzero"`
	Mode      governance.Mode `json:"mode"`
	Equipment string          `json:"equipment,omitempty"`
	Changes   []MeansChange   `json:"changes,omitempty"`
	Via       meeting.Via     `json:"via"`
	Leave     meeting.Leave   `json:"leave,omitempty"`
	// Marked tells that the secretary entered it for the member.
	Marked bool `json:"marked,omitempty"`
	// Disowned is when the member said that it was not true.
	Disowned time.Time `json:"disowned,omitzero"`
}

// MeansChange is another mode or device during a stay.
type MeansChange struct {
	At        time.Time       `json:"at"`
	Mode      governance.Mode `json:"mode"`
	Equipment string          `json:"equipment,omitempty"`
}

// Opening is the chair's declaration that the body is validly constituted
// (B34, B45) and that discussion begins by means that let each speak with all
// (B47), with the secretary's confirmation (B28).
type Opening struct {
	At         time.Time             `json:"at"`
	ByOrder    bool                  `json:"by_order,omitempty"`
	Place      string                `json:"place,omitempty"` // where the meeting is held to take place, B32
	Standing   meeting.Standing      `json:"standing"`
	NotReached []governance.MemberID `json:"not_reached,omitempty"` // no proof that the convocation arrived
	Override   string                `json:"override,omitempty"`    // why the meeting was opened all the same, B17
	Confirmed  *Confirmation         `json:"confirmed,omitempty"`
}

// Confirmation is the secretary's assurance beside the chair's (B28).
type Confirmation struct {
	Member governance.MemberID `json:"member"`
	At     time.Time           `json:"at"`
}

// Excuse is a written justification of an absence (B25, B51).
type Excuse struct {
	Seq      uint64              `json:"seq"`
	Member   governance.MemberID `json:"member"`
	Words    Words               `json:"words"`
	At       time.Time           `json:"at"`
	Entered  bool                `json:"entered,omitempty"` // handed in through the secretary
	Early    bool                `json:"early,omitempty"`   // received before the opening
	Decided  time.Time           `json:"decided,omitzero"`
	Accepted bool                `json:"accepted,omitempty"`
}

// Section finds the section of an item. False: nothing was said on it.
func (t Text) Section(item int) (Section, bool) {
	for _, s := range t.Sections {
		if item != 0 && s.Item == item {
			return s, true
		}
	}
	return Section{}, false
}

// Point finds an item of the agenda; the zero Point where there is none.
func (t Text) Point(item int) Point {
	if item < 1 || item > len(t.Agenda) {
		return Point{}
	}
	return t.Agenda[item-1]
}

// Holder is who held an office last, empty where nobody did.
func (t Text) Holder(o governance.Office) governance.MemberID {
	for i := len(t.Officers) - 1; i >= 0; i-- {
		if t.Officers[i].Office == o {
			return t.Officers[i].Member
		}
	}
	return ""
}
