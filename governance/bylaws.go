package governance

import (
	"fmt"
	"strconv"
	"time"
)

// BodyKind is the sort of body, for the rules that depend on it.
type BodyKind string

// The kinds that rules tell apart.
const (
	TeachersBoard   BodyKind = "teachers-board"   // collegio dei docenti: moderator and teller before the first ballot, B35
	Council         BodyKind = "council"          // consiglio di istituto, consiglio direttivo
	Assembly        BodyKind = "assembly"         // assemblea degli associati
	TenderCommittee BodyKind = "tender-committee" // commissione di gara: refused, B57
	OtherBody       BodyKind = "other"
)

// Duration is a length of time that reads and writes as "2m30s".
type Duration time.Duration

// MarshalText writes the duration as time.Duration does.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// UnmarshalText reads what time.ParseDuration reads; an error leaves d alone.
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	if err != nil {
		return err
	}
	*d = Duration(v)
	return nil
}

// Bylaws are the rules in force for a body, as data. A meeting freezes them in
// its first entry.
type Bylaws struct {
	Profile  string   `json:"profile" yaml:"profile"`   // "istituto-2020"
	Revision string   `json:"revision" yaml:"revision"` // quoted by the minutes, A15
	Title    string   `json:"title" yaml:"title"`       // as members know it
	Sources  []string `json:"sources" yaml:"sources"`   // articles each rule rests on
	// LegalBasis are the laws that heads of minutes cite (B62).
	LegalBasis []string `json:"legal_basis,omitempty" yaml:"legal_basis,omitempty"`
	TimeZone   string   `json:"time_zone" yaml:"time_zone"`
	// YearFrom is the month in which the year of numbering begins: 9 for
	// schools ("2026-27"), 1 for calendar years ("2026").
	YearFrom time.Month `json:"year_from" yaml:"year_from"`

	Quorum   QuorumRule   `json:"quorum" yaml:"quorum"`
	Majority MajorityRule `json:"majority" yaml:"majority"`
	// Compare is a second quorum that applies by law and is reckoned beside
	// Quorum: where the two disagree the chair sees both.
	Compare *QuorumRule `json:"compare,omitempty" yaml:"compare,omitempty"`
	// SecondCall is the quorum of a meeting held in second call, the first
	// having been deserted; nil: the bylaws know no second call.
	SecondCall *QuorumRule `json:"second_call,omitempty" yaml:"second_call,omitempty"`
	// Matters are the rules of the kinds of item that the law treats apart.
	Matters Matters `json:"matters,omitzero" yaml:"matters,omitempty"`

	// Agenda says when items are added to an agenda that was sent out (B23).
	Agenda AgendaRule `json:"agenda,omitzero" yaml:"agenda,omitempty"`

	Silence SilenceRule `json:"silence" yaml:"silence"`
	Clocks  Clocks      `json:"clocks" yaml:"clocks"`

	// ChatOfficers asks a teachers' board for a moderator and a teller before
	// its first ballot (B35).
	ChatOfficers bool `json:"chat_officers,omitempty" yaml:"chat_officers,omitempty"`
	// DropoutsLowerBase subtracts members lost to trouble from the base when a
	// ballot is repeated (B38, literally).
	DropoutsLowerBase bool `json:"dropouts_lower_base,omitempty" yaml:"dropouts_lower_base,omitempty"`
	// RecusedLeaveBase takes recused members out of P.
	RecusedLeaveBase bool `json:"recused_leave_base,omitempty" yaml:"recused_leave_base,omitempty"`
	// MonthsRegistered is how long somebody must have been a member, on the day
	// of the meeting, to vote (D.Lgs. 117/2017 art. 24.1).
	MonthsRegistered int `json:"months_registered,omitempty" yaml:"months_registered,omitempty"`
	// Identity asks that who takes part remotely is identified: by an account
	// recognised as theirs, or by the secretary (D.Lgs. 117/2017 art. 24.4).
	Identity bool `json:"identity,omitempty" yaml:"identity,omitempty"`
	// QuorumMargin is how many exits before the loss of the quorum the chair is warned.
	QuorumMargin int `json:"quorum_margin" yaml:"quorum_margin"`
	// Corrections names the offices that may correct the record; none: the
	// secretary (B29).
	Corrections []Office `json:"corrections,omitempty" yaml:"corrections,omitempty"`
	// MassDrops is how many connections lost within Clocks.MassDrops are
	// trouble rather than exits.
	MassDrops int `json:"mass_drops" yaml:"mass_drops"`
}

// Correctors are the offices that may correct the record.
func (b Bylaws) Correctors() []Office {
	if len(b.Corrections) == 0 {
		return []Office{Secretary}
	}
	return b.Corrections
}

// SilenceRule says whether who is present and says nothing is in favour (B04).
type SilenceRule struct {
	Granted bool   `json:"granted" yaml:"granted"`
	Article string `json:"article,omitempty" yaml:"article,omitempty"` // where the body's own bylaws grant it
	Date    string `json:"date,omitempty" yaml:"date,omitempty"`       // of their adoption, 2020-10-07
}

// Clocks are the lengths of time the rules use.
type Clocks struct {
	Ballot      Duration `json:"ballot" yaml:"ballot"`             // window of a ballot
	BallotLeast Duration `json:"ballot_least" yaml:"ballot_least"` // shortest window the chair may set
	BallotMost  Duration `json:"ballot_most" yaml:"ballot_most"`   // longest
	Approval    Duration `json:"approval" yaml:"approval"`         // window for the minutes
	Grace       Duration `json:"grace" yaml:"grace"`               // a reconnection within it is no absence
	SignOfLife  Duration `json:"sign_of_life" yaml:"sign_of_life"` // how long a sign of life verifies presence
	DeliverIn   Duration `json:"deliver_in" yaml:"deliver_in"`     // for a place to confirm an announcement
	HeardIn     Duration `json:"heard_in" yaml:"heard_in"`         // for a place to report at the close
	MassDrops   Duration `json:"mass_drops" yaml:"mass_drops"`     // see Bylaws.MassDrops
	// Dissolve is how long a meeting may be suspended for trouble before it
	// dissolves by itself, and Assurance by how much the word of the technical
	// service puts that off (B60). Zero: it never does.
	Dissolve  Duration `json:"dissolve,omitempty" yaml:"dissolve,omitempty"`
	Assurance Duration `json:"assurance,omitempty" yaml:"assurance,omitempty"`
	Speech    Duration `json:"speech,omitempty" yaml:"speech"` // longest speech, before its speaker is warned; 0: no limit
	// Remind is how long before the term for their means members are reminded
	// of it, once (B19); 0: never.
	Remind     Duration `json:"remind,omitempty" yaml:"remind,omitempty"`
	NoticeDays int      `json:"notice_days" yaml:"notice_days"` // between convocation and meeting; fewer is urgent
	KeepFor    Duration `json:"keep_for" yaml:"keep_for"`       // a sealed meeting stays in the live store
}

// Year names the year of numbering that t falls in: "2026-27" or "2026".
func (b Bylaws) Year(t time.Time) string {
	t = t.In(b.Location())
	y := t.Year()
	if b.YearFrom <= time.January {
		return strconv.Itoa(y)
	}
	if t.Month() < b.YearFrom {
		y--
	}
	return fmt.Sprintf("%d-%02d", y, (y+1)%100)
}

// Location is the time zone that dates and times are said in. Bylaws are
// checked when they are read; an unknown zone falls back to UTC, and so does
// that of the machine, which another machine would read otherwise. Finding it
// takes as long as hundreds of decisions: meeting.State keeps it.
func (b Bylaws) Location() *time.Location {
	l, err := time.LoadLocation(b.TimeZone)
	if err != nil || l == time.Local {
		return time.UTC
	}
	return l
}
