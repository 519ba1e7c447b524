package minutes

import (
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// Section is the course of one item of the agenda, or what happened between
// two of them.
type Section struct {
	Item      int    `json:"item,omitempty"` // absent: between items
	Discussed []Span `json:"discussed,omitempty"`
	Acts      []Act  `json:"acts,omitempty"` // in their order
}

// Span is a stretch of time. To is zero where it lasts; From is zero in the
// foot where the text tells the beginning.
type Span struct {
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
}

// Act is something that happened. Its kind tells which of the other fields
// speak.
type Act struct {
	Seq     uint64    `json:"seq"` // the entry that tells it
	At      time.Time `json:"at"`
	Kind    ActKind   `json:"kind"`
	ByOrder bool      `json:"by_order,omitempty"` // the chair's act, entered by the secretary by order

	Member    governance.MemberID   `json:"member,omitempty"`    // whose note, statement or contest; who is appointed, calls the roll, or is a substitute
	Words     Words                 `json:"words,omitzero"`      // of a note, statement or contest
	Motion    *Motion               `json:"motion,omitempty"`    // of a motion
	Vote      meeting.Round         `json:"vote,omitzero"`       // that a statement declares on
	Option    *meeting.Option       `json:"option,omitempty"`    // an alternative; its Text is absent where it is withdrawn
	Scrutiny  *Scrutiny             `json:"scrutiny,omitempty"`  // held in presence
	Amendment *Amendment            `json:"amendment,omitempty"` // what one changes, or what became of one
	Refused   meeting.RefusedWhy    `json:"refused,omitempty"`   // why, of an item-refused
	Ballot    *Ballot               `json:"ballot,omitempty"`    // of a ballot
	Until     time.Time             `json:"until,omitzero"`      // of a suspension, outage or speech; absent: it lasts
	Reason    string                `json:"reason,omitempty"`    // of a suspension; why an office changed hands
	Standing  *meeting.Standing     `json:"standing,omitempty"`  // of a quorum lost or regained
	Members   []governance.MemberID `json:"members,omitempty"`   // who was lost in drops, or was called
	Holder    governance.MemberID   `json:"holder,omitempty"`    // for whom a substitute sits
	Office    governance.Office     `json:"office,omitempty"`    // to which somebody is appointed
	Place     string                `json:"place,omitempty"`     // where the meeting is held from now on
	Order     bool                  `json:"order,omitempty"`     // of a speech: on a point of order

	RollCall *RollCall            `json:"roll_call,omitempty"` // of a roll call; Members were called
	Since    time.Time            `json:"since,omitzero"`      // when a presence was entered that is disowned
	Rounds   []meeting.Round      `json:"rounds,omitempty"`    // proclaimed ballots that counted it
	Compared *Comparison          `json:"compared,omitempty"`  // of an attendance file
	Then     time.Time            `json:"then,omitzero"`       // when trouble occurred, or was resolved, as declared
	Deadline time.Time            `json:"deadline,omitzero"`   // at which trouble dissolves the meeting
	From     Words                `json:"from,omitzero"`       // who assured that trouble would end
	Fallback meeting.FallbackMode `json:"fallback,omitempty"`  // of a fell-back
	Means    string               `json:"means,omitempty"`     // by which the meeting goes on

	Round  meeting.Round       `json:"round,omitzero"`   // whose count is corrected or contested
	Was    meeting.CountedAs   `json:"was,omitempty"`    // how the member was counted before a correction
	As     meeting.Settled     `json:"as,omitempty"`     // and is counted now
	Cause  Words               `json:"cause,omitzero"`   // why the record was wrong
	Stands bool                `json:"stands,omitempty"` // of a recheck: the outcome is the same
	Stay   *Stay               `json:"stay,omitempty"`   // the presence as corrected after the text
	N      int                 `json:"n,omitempty"`      // of a contestation, and of its answer
	Upheld bool                `json:"upheld,omitempty"` // the answer
	By     governance.MemberID `json:"by,omitempty"`     // who corrected or answered
}

// ActKind is what an Act is.
type ActKind string

// The kinds of act.
const (
	Note           ActKind = "note"            // of the discussion, by the secretary, B48
	Statement      ActKind = "statement"       // of a member, in their own words, B48
	Proposal       ActKind = "motion"          // a version of the motion, B49
	ItemRefused    ActKind = "item-refused"    // not admitted in such a meeting: B14, B16, B57
	SecrecyRefused ActKind = "secrecy-refused" // a secret ballot was asked for, B16
	Postponement   ActKind = "postponed"       // the item is put off to another meeting
	Voting         ActKind = "ballot"          // a round, B50
	Suspension     ActKind = "suspended"
	Resumption     ActKind = "resumed" // only where the suspension is told elsewhere
	QuorumLost     ActKind = "quorum-lost"
	QuorumRegained ActKind = "quorum-regained"
	SeatTaken      ActKind = "seat-taken"    // by a substitute, while the holder is away
	SeatReturned   ActKind = "seat-returned" // to the holder
	Drops          ActKind = "drops"         // many connections lost within seconds
	Outage         ActKind = "outage"        // the bot was away
	Speech         ActKind = "speech"        // somebody has the floor; Until is its end
	RollCalling    ActKind = "roll-call"     // of those not heard of, B34
	Disowning      ActKind = "disowned"      // a presence entered for somebody, who says it is not true
	Appointment    ActKind = "appointed"     // after the text only: it names all officers
	Relocation     ActKind = "place-moved"   // the place of the meeting, B32, B33
	Attendance     ActKind = "attendance"    // a video service's file, compared with the record

	TroubleReported   ActKind = "trouble-reported"   // by a member, B36
	AdequacyJudged    ActKind = "adequacy-judged"    // the chair goes on, B58
	FellBack          ActKind = "fell-back"          // on voice alone or other means, B61
	Restored          ActKind = "restored"           // only where the fallback is told elsewhere
	TroubleDeclared   ActKind = "trouble-declared"   // B60
	AssuranceRecorded ActKind = "assurance-recorded" // of the technical service, B60
	DissolutionHeld   ActKind = "dissolution-held"   // the deadline came while the bot was away
	TroubleResolved   ActKind = "trouble-resolved"   // before the deadline, as the chair declared then
	Dissolved         ActKind = "dissolved"          // B60

	VoteCorrected     ActKind = "vote-corrected"     // B29
	Rechecked         ActKind = "ballot-rechecked"   // what a correction does to a proclaimed ballot
	Withdrawn         ActKind = "withdrawn"          // a proclaimed ballot was annulled
	Contested         ActKind = "contested"          // by a member, on how they were counted
	ContestAnswered   ActKind = "contest-answered"   // by chair or secretary
	NoteCorrected     ActKind = "note-corrected"     // only where the note is told elsewhere
	NameCorrected     ActKind = "name-corrected"     // only after the text
	PresenceCorrected ActKind = "presence-corrected" // only after the text
)

// The kinds of what is done with a motion.
const (
	AmendmentMoved ActKind = "amendment"
	AmendmentEnded ActKind = "amendment-closed" // without a vote
	Election       ActKind = "scrutiny"         // of persons, held in presence
	AlternativeSet ActKind = "alternative"      // a text put beside the motion
	AlternativeOff ActKind = "alternative-withdrawn"
)

// Motion is a version of the text put to the meeting.
type Motion struct {
	Version int    `json:"version"` // from 1
	Text    string `json:"text"`    // literally
	// Mover is who proposes it, where that is not the chair.
	Mover     governance.MemberID `json:"mover,omitempty"`
	Amendment int                 `json:"amendment,omitempty"` // that led to this version
}

// Amendment is a change to a motion: words for other words, or a whole text.
type Amendment struct {
	N    int          `json:"n"`
	Old  string       `json:"old,omitempty"`  // words to replace; absent: New is added
	New  string       `json:"new,omitempty"`  // absent beside Old: those words go
	Text string       `json:"text,omitempty"` // the motion with it
	Fate meeting.Fate `json:"fate,omitempty"` // where it needed no vote
}

// Scrutiny is the result of a secret ballot on persons, held in presence.
type Scrutiny struct {
	Voters      int                 `json:"voters"`      // papers found
	Preferences int                 `json:"preferences"` // names a paper may bear
	Candidates  []meeting.Candidate `json:"candidates,omitempty"`
	Blank       int                 `json:"blank,omitempty"`
	Void        int                 `json:"void,omitempty"`
	Again       bool                `json:"again,omitempty"`  // it corrects the one before
	Erased      bool                `json:"erased,omitempty"` // the names were
}

// course collects sections.
type course struct {
	sections  []Section
	current   int // the item under discussion
	suspended *where
	speaking  *where
	fallback  *where
}

// where is the place of an act in a course.
type where struct{ section, act int }

// section finds or begins the section of an item; what belongs to none stands
// between the items that come before and after.
func (c *course) section(item int) int {
	for i := len(c.sections) - 1; i >= 0; i-- {
		if c.sections[i].Item == item {
			return i
		}
		if item == 0 {
			break
		}
	}
	c.sections = append(c.sections, Section{Item: item})
	return len(c.sections) - 1
}

func (c *course) add(item int, a Act) where {
	i := c.section(item)
	s := &c.sections[i]
	s.Acts = append(s.Acts, a)
	return where{i, len(s.Acts) - 1}
}

func (c *course) opened(item int, at time.Time) {
	c.current = item
	s := &c.sections[c.section(item)]
	s.Discussed = append(s.Discussed, Span{From: at})
}

func (c *course) ended(item int, at time.Time) {
	c.current = 0
	s := &c.sections[c.section(item)]
	if n := len(s.Discussed); n > 0 {
		s.Discussed[n-1].To = at
		return
	}
	// Opened in the text, ended after it.
	s.Discussed = append(s.Discussed, Span{To: at})
}

// refused tells once why an item cannot be treated, however often it is tried.
func (c *course) refused(a Act, item int) {
	for _, b := range c.sections[c.section(item)].Acts {
		if b.Kind == ItemRefused && b.Refused == a.Refused {
			return
		}
	}
	c.add(item, a)
}

// hushed ends the speech under way. One that the text left open is not told twice.
func (c *course) hushed(at time.Time) {
	if w := c.speaking; w != nil {
		c.sections[w.section].Acts[w.act].Until = at
		c.speaking = nil
	}
}

func (c *course) resumed(a Act) {
	if c.suspended == nil {
		c.add(c.current, a)
		return
	}
	c.sections[c.suspended.section].Acts[c.suspended.act].Until = a.At
	c.suspended = nil
}
