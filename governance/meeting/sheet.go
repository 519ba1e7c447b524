package meeting

import (
	"fmt"
	"slices"
	"time"

	"assenso/governance"
)

// Sheet is an attendance file of a video service, held beside the record. It
// never changes the record: it is compared with it, before the minutes are
// approved, and what differs is the secretary's to look into (B21, B34).
type Sheet struct {
	N      int // from 1
	Source string
	Digest string // SHA-256 of the file, in hexadecimal
	People []Attendee
	// Compared is what the latest comparison found.
	Compared AttendanceCompared
}

// Attendee is somebody a file lists.
type Attendee struct {
	Name   string // as the file has it; empty once erased
	Member governance.MemberID
	// Could are members whose name is near, for a person not yet recognised.
	Could []governance.MemberID
	// Nobody tells that the secretary said they are not of the roll.
	Nobody bool
	Stays  []Connected
	// Total is how long they were connected in all; less than their stays where
	// the file tells only the first entry and the last exit.
	Total governance.Duration

	seq uint64 // of the entry that holds the name
}

// Connected is a stretch of time. To is zero where the file tells no end.
type Connected struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to,omitzero"`
}

// ImportAttendance compares an attendance file with the record: the secretary's
// act. People are recognised by whoever reads the file, and never by a guess.
type ImportAttendance struct {
	Source, Digest string
	People         []Attendee
}

// MatchAttendee says who somebody of a file is: the secretary's act, for a name
// that is nobody's for sure.
type MatchAttendee struct {
	Sheet  int                 // 0: the latest
	Row    int                 // from 1
	Member governance.MemberID // empty: nobody of the roll
}

// Refusals around attendance files.
const (
	NoSheet   governance.Reason = "no-sheet"    // no file was compared yet
	NoSuchRow governance.Reason = "no-such-row" // args: row, rows
)

// mostAttendees bounds what a file may put into the journal.
const mostAttendees = 1_000

// AttendanceImported begins the entries of a file.
type AttendanceImported struct {
	Sheet  int    `json:"sheet"`
	Source string `json:"source"`
	Digest string `json:"digest"`
	People int    `json:"people"`
}

// AttendeeListed adds a person of the file. Each has an entry of their own, so
// that one name can be erased without the others.
type AttendeeListed struct {
	Sheet  int                   `json:"sheet"`
	Row    int                   `json:"row"`
	Member governance.MemberID   `json:"member,omitempty"`
	Could  []governance.MemberID `json:"could,omitempty"`
	Stays  []Connected           `json:"stays,omitempty"`
	Total  governance.Duration   `json:"total,omitempty"`
	Person string                `json:"name" private:"yes"`
}

// AttendeeMatched records who somebody of the file is; no member: nobody of the
// roll.
type AttendeeMatched struct {
	Sheet  int                 `json:"sheet"`
	Row    int                 `json:"row"`
	Member governance.MemberID `json:"member,omitempty"`
}

// Name is for ever.
func (AttendanceImported) Name() string { return "attendance-imported" }

// Name is for ever.
func (AttendeeListed) Name() string { return "attendee-listed" }

// Name is for ever.
func (AttendeeMatched) Name() string { return "attendee-matched" }

func (c ImportAttendance) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.comparable(m); err != nil {
		return nil, err
	}
	if n := len(c.People); n == 0 || n > mostAttendees {
		return nil, fmt.Errorf("import attendance: %d people", n)
	}
	if last := s.sheet(0); last != nil && last.Digest == c.Digest {
		return s.compared(m, nil, last.N), nil // the same file: what the record says may be new
	}
	n := len(s.Sheets) + 1
	events := make([]Event, 0, len(c.People)+2)
	events = append(events, AttendanceImported{Sheet: n, Source: c.Source, Digest: c.Digest, People: len(c.People)})
	for i, p := range c.People {
		for _, id := range append(slices.Clone(p.Could), p.Member) {
			if id != "" && s.Member(id) == nil {
				return nil, governance.Refuse(UnknownMember, "member", id)
			}
		}
		p.Stays = slices.Clone(p.Stays)
		for k := range p.Stays {
			p.Stays[k] = Connected{instant(p.Stays[k].From), instant(p.Stays[k].To)}
		}
		events = append(events, AttendeeListed{
			Sheet: n, Row: i + 1, Member: p.Member, Could: p.Could, Stays: p.Stays, Total: p.Total, Person: p.Name,
		})
	}
	return s.compared(m, events, n), nil
}

// comparable refuses a comparison where it would serve nothing: the record is
// open, or the minutes are decided.
func (s *State) comparable(m governance.Meta) error {
	if err := s.acts(m, governance.Secretary); err != nil {
		return err
	}
	switch {
	case s.Opened.IsZero():
		return governance.Refuse(NotOpen)
	case s.Minutes.Decided():
		return governance.Refuse(MinutesDecided)
	}
	return nil
}

func (c MatchAttendee) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.comparable(m); err != nil {
		return nil, err
	}
	sh := s.sheet(c.Sheet)
	if sh == nil {
		return nil, governance.Refuse(NoSheet)
	}
	if c.Row < 1 || c.Row > len(sh.People) {
		return nil, governance.Refuse(NoSuchRow, "row", c.Row, "rows", len(sh.People))
	}
	if c.Member != "" {
		if _, err := s.member(c.Member); err != nil {
			return nil, err
		}
	}
	if p := sh.People[c.Row-1]; p.Member == c.Member && (c.Member != "" || p.Nobody) {
		return nil, nil
	}
	return s.compared(m, []Event{AttendeeMatched{Sheet: sh.N, Row: c.Row, Member: c.Member}}, sh.N), nil
}

// sheet finds a file by its number, the latest for 0; nil where there is none.
func (s *State) sheet(n int) *Sheet {
	if n == 0 {
		n = len(s.Sheets)
	}
	if n < 1 || n > len(s.Sheets) {
		return nil
	}
	return s.Sheets[n-1]
}

// LastSheet is the latest attendance file, or nil.
func (s *State) LastSheet() *Sheet { return s.sheet(0) }

// Unmatched lists the rows, from 1, of those not yet recognised.
func (sh *Sheet) Unmatched() []int {
	var rows []int
	for i, p := range sh.People {
		if p.Member == "" && !p.Nobody {
			rows = append(rows, i+1)
		}
	}
	return rows
}

func (e AttendanceImported) apply(s *State, _ governance.Meta) {
	s.Sheets = append(s.Sheets, &Sheet{N: e.Sheet, Source: e.Source, Digest: e.Digest})
}

func (e AttendeeListed) apply(s *State, _ governance.Meta) {
	sh := s.ownSheet(e.Sheet)
	sh.People = append(sh.People, Attendee{
		Name: e.Person, Member: e.Member, Could: e.Could, Stays: e.Stays, Total: e.Total, seq: s.Seq + 1,
	})
	if e.Member != "" {
		s.concern(e.Member, e.Person)
	}
}

func (e AttendeeMatched) apply(s *State, _ governance.Meta) {
	p := &s.ownSheet(e.Sheet).People[e.Row-1]
	p.Member, p.Nobody = e.Member, e.Member == ""
	if e.Member != "" && p.Name != "" {
		s.private = append(s.private, mark{e.Member, p.seq})
	}
}

// ownSheet is a sheet that may be changed: one that a state cloned to look ahead
// does not share.
func (s *State) ownSheet(n int) *Sheet {
	c := *s.Sheets[n-1]
	c.People = slices.Clone(c.People)
	s.Sheets = slices.Clone(s.Sheets)
	s.Sheets[n-1] = &c
	return &c
}

// forgetAttendee erases a member's name as files had it.
func (s *State) forgetAttendee(id governance.MemberID) {
	for _, sh := range s.Sheets {
		for i, p := range sh.People {
			if p.Member == id {
				s.ownSheet(sh.N).People[i].Name = ""
			}
		}
	}
}
