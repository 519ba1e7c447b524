package minutes

import (
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// Foot is what the minutes cannot tell in the text that is approved: the
// approval itself, and all that came after (B52–B54).
type Foot struct {
	// Hash is the fingerprint of the text that was laid before the meeting;
	// where none was laid, of the text as it stands.
	Hash    string    `json:"hash"`
	Version int       `json:"version,omitempty"` // of the draft
	Upto    uint64    `json:"upto"`              // the last entry the text tells
	Drafted time.Time `json:"drafted,omitzero"`
	// Stale tells that something the text would tell has happened since the draft.
	Stale bool `json:"stale,omitempty"`
	// Recompiled is the fingerprint of the text as it stands, where it is not
	// Hash: because values were erased since, or the draft was not compiled
	// from these entries.
	Recompiled string `json:"recompiled,omitempty"`

	Changes    []Change           `json:"changes,omitempty"` // B53
	Approval   []Ballot           `json:"approval,omitempty"`
	Outcome    governance.Outcome `json:"outcome,omitempty"`  // of the approval; empty while undecided
	GivenUp    *GivenUp           `json:"given_up,omitempty"` // why there was no approval in the meeting
	Signatures []Signature        `json:"signatures,omitempty"`

	Sections  []Section     `json:"sections,omitempty"`  // what happened after the text
	Confirmed *Confirmation `json:"confirmed,omitempty"` // B28, where given after the text
	Movements []Movement    `json:"movements,omitempty"` // presences after the text
	Excuses   []Excuse      `json:"excuses,omitempty"`   // sent or decided after the text
	Late      []LateWord    `json:"late,omitempty"`      // after the text, on ballots it tells
	Erasures  []Erasure     `json:"erasures,omitempty"`
	Closing   *Closing      `json:"closing,omitempty"`

	// Head is the journal's, where the publisher of the minutes adds it.
	Head *Head `json:"head,omitempty"`
}

// Change is a change to the minutes that a member asked for. The text above
// stays as it was (B53).
type Change struct {
	N       int                 `json:"n"`
	Member  governance.MemberID `json:"member"`
	Words   Words               `json:"words"`
	At      time.Time           `json:"at"`
	Ballots []Ballot            `json:"ballots,omitempty"`
	Outcome governance.Outcome  `json:"outcome,omitempty"` // empty while undecided
}

// GivenUp is the exit where the minutes could not be approved in the meeting,
// the quorum being gone.
type GivenUp struct {
	At       time.Time        `json:"at"`
	ByOrder  bool             `json:"by_order,omitempty"`
	Reason   string           `json:"reason"`
	Standing meeting.Standing `json:"standing"`
}

// Signature is by the chair or the secretary, on the text of a fingerprint
// (B54).
type Signature struct {
	Office governance.Office   `json:"office"`
	Member governance.MemberID `json:"member"`
	Hash   string              `json:"hash"`
	At     time.Time           `json:"at"`
}

// Movement is somebody's coming or going after the text.
type Movement struct {
	Member  governance.MemberID `json:"member"`
	At      time.Time           `json:"at"`
	Entered bool                `json:"entered,omitempty"` // else left
	Leave   meeting.Leave       `json:"leave,omitempty"`   // how, where they left
	Marked  bool                `json:"marked,omitempty"`  // entered by the secretary
}

// Erasure tells which entries lost the values that identified or quoted a
// member.
type Erasure struct {
	Seq     uint64              `json:"seq"` // the entry that tells it
	At      time.Time           `json:"at"`
	Member  governance.MemberID `json:"member"`
	Entries []uint64            `json:"entries"`
	Reason  string              `json:"reason"`
}

// Closing is the end of the meeting (B43).
type Closing struct {
	At      time.Time      `json:"at"`
	ByOrder bool           `json:"by_order,omitempty"`
	Ending  meeting.Ending `json:"ending"`
	Reason  string         `json:"reason,omitempty"`
	Spoken  time.Time      `json:"spoken,omitzero"` // when the bot said it, where the meeting dissolved by itself
	Until   time.Time      `json:"until,omitzero"`  // the day an adjourned meeting is put off to
}

// Head is the last entry of a journal and its hash, in hexadecimal.
type Head struct {
	Seq  uint64 `json:"seq"`
	Hash string `json:"hash"`
}

// Signed finds the signature of an office.
func (f Foot) Signed(o governance.Office) (Signature, bool) {
	for _, g := range f.Signatures {
		if g.Office == o {
			return g, true
		}
	}
	return Signature{}, false
}

// Unapproved reports that the meeting ended before its minutes could be approved.
func (f Foot) Unapproved() bool { return f.Closing != nil && f.Outcome == "" && f.GivenUp == nil }

// Approved reports whether the meeting approved its minutes.
func (f Foot) Approved() bool { return f.Outcome == governance.Carried }

// foot puts together what the whole journal tells beside the text.
func (c *compiler) foot(draft meeting.MinutesDrafted, hash string) Foot {
	f := c.after
	m := c.s.Minutes
	f.Hash, f.Version, f.Upto, f.Drafted, f.Stale = hash, m.Version, c.s.Seq, utc(m.At), m.Stale
	if draft.Version > 0 {
		f.Upto = draft.Upto
		if draft.Hash != hash {
			f.Hash, f.Recompiled = draft.Hash, hash
		}
	}
	f.Outcome = m.Outcome
	for _, k := range m.Changes {
		f.Changes = append(f.Changes, Change{
			N: k.N, Member: k.Member, Words: written(k.Text), At: utc(k.At), Outcome: k.Outcome,
			Ballots: c.rounds(meeting.OnChange(k.N)),
		})
	}
	f.Approval = c.rounds(meeting.OnMinutes)
	for _, g := range c.s.Signatures {
		f.Signatures = append(f.Signatures, Signature{g.Office, g.Member, g.Hash, utc(g.At)})
	}
	f.Sections = c.sections()
	f.Excuses = c.excuses
	return f
}

// rounds lists the ballots on a subject, as they stand.
func (c *compiler) rounds(on meeting.Subject) []Ballot {
	var all []Ballot
	for _, b := range c.ballots {
		if b.Round.On == on {
			c.complete(b)
			all = append(all, *b)
		}
	}
	return all
}
