package roster

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"assenso/governance"
)

// NumberMeeting enters a meeting in the register and gives it the next number
// of its year. The same meeting keeps its number. The bot gives it when a
// meeting is convened.
type NumberMeeting struct {
	Meeting string
	Year    string // see governance.Bylaws.Year
	Takes   bool   // its convocation takes up all that is carried
}

// RegisterResolution enters a proclaimed resolution in the register. The bot
// gives it after the proclamation, as itself: whether the meeting could
// proclaim was the meeting's to judge.
type RegisterResolution struct {
	Meeting string
	Round   string
	Number  int
	Year    string
	At      time.Time // of the proclamation
	Title   string    // of the item of the agenda
	Votes   Votes
}

// StartNumbers says how far a register on paper came in a year, so that the
// numbers go on from there. It is refused once a number of the year was given.
type StartNumbers struct {
	Year        string
	Resolutions int // the last number given, 0 for none
	Meetings    int
	Admin       string
}

// Refusals around the registers.
const (
	BadYear        governance.Reason = "bad-year"        // args: year, example
	BadNumber      governance.Reason = "bad-number"      // args: number
	NumberTaken    governance.Reason = "number-taken"    // args: number, year
	NumbersBegun   governance.Reason = "numbers-begun"   // args: year
	UnknownMeeting governance.Reason = "unknown-meeting" // args: meeting
)

// Sitting is a meeting in the body's register.
type Sitting struct {
	Meeting string
	Number  int
	Year    string
}

// Resolution is a resolution in the body's register. Those registered before
// the register had them have no time, title and votes.
type Resolution struct {
	Meeting string
	Round   string
	Number  int
	Year    string
	At      time.Time
	Title   string
	Votes   Votes
	// Annulled is when it fell, zero while it stands.
	Annulled time.Time
}

// Votes are how a resolution was adopted.
type Votes struct {
	Favour    int `json:"favour,omitempty"` // expressed or by silence
	Against   int `json:"against,omitempty"`
	Abstained int `json:"abstained,omitempty"`
}

// same reports one resolution, whatever else was registered of it: what an
// entry of an earlier version left out is not another resolution.
func (r Resolution) same(o Resolution) bool {
	return r.Meeting == o.Meeting && r.Round == o.Round && r.Number == o.Number && r.Year == o.Year
}

// MeetingNumbered records it. The items taken up are one fact with the number:
// a stop cannot leave them in two convocations, or in none.
type MeetingNumbered struct {
	Meeting string      `json:"meeting"`
	Number  int         `json:"number"`
	Year    string      `json:"year"`
	Takes   []TakenItem `json:"takes,omitempty"`
}

// ResolutionRegistered records it.
type ResolutionRegistered struct {
	Meeting string    `json:"meeting"`
	Round   string    `json:"round"`
	Number  int       `json:"number"`
	Year    string    `json:"year"`
	At      time.Time `json:"at,omitzero"`
	Title   string    `json:"title,omitempty"`
	Votes   Votes     `json:"votes,omitzero"`
}

// NumbersStarted records where the registers on paper ended.
type NumbersStarted struct {
	Year        string `json:"year"`
	Resolutions int    `json:"resolutions"`
	Meetings    int    `json:"meetings"`
	Admin       int    `json:"admin,omitempty"`
}

// Name is for ever.
func (MeetingNumbered) Name() string { return "meeting-numbered" }

// Name is for ever.
func (ResolutionRegistered) Name() string { return "resolution-registered" }

// Name is for ever.
func (NumbersStarted) Name() string { return "numbers-started" }

func (c NumberMeeting) decide(s *State, m governance.Meta) ([]Event, error) {
	if m.By != "" {
		if _, err := s.keeps(m, ""); err != nil {
			return nil, err
		}
	}
	if s.sitting(c.Meeting) != nil {
		return nil, nil
	}
	if c.Meeting == "" || slices.Contains(s.Rehearsals, c.Meeting) {
		return nil, governance.Refuse(UnknownMeeting, "meeting", c.Meeting)
	}
	if err := s.checkYear(c.Year); err != nil {
		return nil, err
	}
	var takes []TakenItem
	if c.Takes {
		for _, i := range s.Carried {
			takes = append(takes, TakenItem{i.Meeting, i.Item})
		}
	}
	return []Event{MeetingNumbered{c.Meeting, s.NextMeeting(c.Year), c.Year, takes}}, nil
}

func (e MeetingNumbered) apply(s *State, _ governance.Meta) {
	s.Meetings = append(s.Meetings, Sitting{e.Meeting, e.Number, e.Year})
	for _, i := range e.Takes {
		s.takenUp[e.Meeting] = append(s.takenUp[e.Meeting], s.uncarry(i.Meeting, i.Item)...)
	}
	s.Sittings[e.Year] = e.Number
}

// Sitting is a meeting in the register, if it is there.
func (s *State) Sitting(meeting string) (Sitting, bool) {
	if m := s.sitting(meeting); m != nil {
		return *m, true
	}
	return Sitting{}, false
}

func (s *State) sitting(meeting string) *Sitting {
	for i := len(s.Meetings) - 1; i >= 0; i-- {
		if s.Meetings[i].Meeting == meeting {
			return &s.Meetings[i]
		}
	}
	return nil
}

func (c RegisterResolution) decide(s *State, _ governance.Meta) ([]Event, error) {
	e := ResolutionRegistered(c)
	if s.Registered(e.resolution()) {
		return nil, nil
	}
	if s.sitting(c.Meeting) == nil {
		return nil, governance.Refuse(UnknownMeeting, "meeting", c.Meeting)
	}
	if err := s.checkYear(c.Year); err != nil {
		return nil, err
	}
	if c.Number < 1 {
		return nil, governance.Refuse(BadNumber, "number", c.Number)
	}
	if s.taken(c.Year, c.Number) {
		return nil, governance.Refuse(NumberTaken, "number", c.Number, "year", c.Year)
	}
	if !e.At.IsZero() {
		e.At = e.At.UTC().Round(0)
	}
	return []Event{e}, nil
}

func (e ResolutionRegistered) resolution() Resolution {
	return Resolution{
		Meeting: e.Meeting, Round: e.Round, Number: e.Number, Year: e.Year, At: e.At, Title: e.Title, Votes: e.Votes,
	}
}

// taken reports whether a number was given to a resolution, here or on paper.
func (s *State) taken(year string, n int) bool {
	return n <= s.started[year] || slices.ContainsFunc(s.Resolutions, func(r Resolution) bool {
		return r.Year == year && r.Number == n
	})
}

func (e ResolutionRegistered) apply(s *State, _ governance.Meta) {
	s.Resolutions = append(s.Resolutions, e.resolution())
	s.Numbers[e.Year] = max(s.Numbers[e.Year], e.Number)
}

func (c StartNumbers) decide(s *State, m governance.Meta) ([]Event, error) {
	admin, err := s.keeps(m, c.Admin)
	if err != nil {
		return nil, err
	}
	if err := s.checkYear(c.Year); err != nil {
		return nil, err
	}
	for _, n := range []int{c.Resolutions, c.Meetings} {
		if n < 0 || n > mostOnPaper {
			return nil, governance.Refuse(BadNumber, "number", n)
		}
	}
	if s.begun(c.Year) {
		return nil, governance.Refuse(NumbersBegun, "year", c.Year)
	}
	if s.Numbers[c.Year] == c.Resolutions && s.Sittings[c.Year] == c.Meetings {
		return nil, nil
	}
	return []Event{NumbersStarted{c.Year, c.Resolutions, c.Meetings, admin}}, nil
}

// mostOnPaper is more than any body decides in a year: a typing error beyond.
const mostOnPaper = 9999

// begun reports whether a number of the year was given here.
func (s *State) begun(year string) bool {
	return slices.ContainsFunc(s.Meetings, func(m Sitting) bool { return m.Year == year }) ||
		slices.ContainsFunc(s.Resolutions, func(r Resolution) bool { return r.Year == year })
}

func (e NumbersStarted) apply(s *State, _ governance.Meta) {
	s.started[e.Year] = e.Resolutions
	s.Numbers[e.Year] = e.Resolutions
	s.Sittings[e.Year] = e.Meetings
}

// checkYear refuses a year that the bylaws could not have named: "2026-27"
// where the year begins in another month than January, else "2026". Years
// named before the bylaws changed stay good in the register.
func (s *State) checkYear(year string) error {
	if _, known := s.Sittings[year]; known {
		return nil
	}
	if len(year) >= 4 {
		if y, err := strconv.Atoi(year[:4]); err == nil && y > 0 && year == s.yearNamed(y) {
			return nil
		}
	}
	return governance.Refuse(BadYear, "year", year, "example", s.yearNamed(2026))
}

func (s *State) yearNamed(y int) string {
	if s.Bylaws.YearFrom <= time.January {
		return fmt.Sprintf("%04d", y)
	}
	return fmt.Sprintf("%04d-%02d", y, (y+1)%100)
}
