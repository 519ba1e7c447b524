// Package attendance reads the attendance files that video services write:
// Microsoft Teams, Google Meet and Zoom, in English or Italian.
//
// It knows files, names and times, and no meeting: whose a name is, and what
// follows from it, belongs to others. Nothing is guessed: a file whose times
// cannot be read is refused as a whole, with the line. Begin at Parse.
package attendance

import (
	"crypto/sha256"
	"slices"
	"strings"
	"time"

	"assenso/governance"
)

// Source is the service that wrote a file.
type Source string

// The services.
const (
	Teams Source = "teams"
	Meet  Source = "meet"
	Zoom  Source = "zoom"
)

// Sheet is what a file tells.
type Sheet struct {
	Source Source
	Digest [sha256.Size]byte // of the file, byte for byte
	People []Person          // in the order of the file
}

// Person is somebody who was connected.
type Person struct {
	Name  string
	Mail  string // empty where the file has none
	Stays []Span // sorted, apart from each other
	// Total is how long they were connected; less than their stays where the
	// file tells only the first entry and the last exit.
	Total time.Duration
}

// Span is a stretch of time. To is zero where the file tells no end.
type Span struct{ From, To time.Time }

// Refusals of a file.
const (
	NotAttendance governance.Reason = "not-attendance" // no table of names with times
	FileTooLong   governance.Reason = "file-too-long"  // args: most, in people or rows
	NotATime      governance.Reason = "not-a-time"     // args: line, given
	OtherDay      governance.Reason = "other-day"      // args: from; nobody was connected near the meeting
)

// The most that is read: far more than any meeting, little enough to keep
// nobody waiting.
const (
	mostBytes  = 4 << 20
	mostRows   = 20_000
	mostPeople = 1_000
	mostName   = 120 // bytes
)

// nearby is how far from the meeting a file's times may lie.
const nearby = 36 * time.Hour

// Parse reads a file. The times in it have no zone: they are those of the
// meeting's; near is when the meeting was to begin, which tells days from months
// and a bare hour's day. Every error is a *governance.Refusal.
func Parse(data []byte, near time.Time, zone *time.Location) (Sheet, error) {
	if len(data) > mostBytes {
		return Sheet{}, governance.Refuse(FileTooLong, "most", mostRows)
	}
	t, err := find(governance.DecodeText(data))
	if err != nil {
		return Sheet{}, err
	}
	c := clock{near: near.In(zone), zone: zone}
	c.learn(t)
	s := Sheet{Source: t.source(c), Digest: sha256.Sum256(data)}
	b := builder{index: make(map[string]int)}
	if t.has(action) {
		err = b.actions(t, c)
	} else {
		err = b.stays(t, c)
	}
	if err != nil {
		return Sheet{}, err
	}
	if s.People, err = b.done(); err != nil {
		return Sheet{}, err
	}
	return s, s.close(near)
}

// close refuses a file of another day: its differences would all be false.
func (s Sheet) close(near time.Time) error {
	var first time.Time
	for _, p := range s.People {
		for _, st := range p.Stays {
			if st.From.Sub(near).Abs() < nearby {
				return nil
			}
			if first.IsZero() || st.From.Before(first) {
				first = st.From
			}
		}
	}
	if first.IsZero() {
		return governance.Refuse(NotAttendance)
	}
	return governance.Refuse(OtherDay, "from", first)
}

// builder puts the rows of a person together.
type builder struct {
	people []Person
	index  map[string]int // by mail, else by name
}

// person finds or begins whom a row is about; nil for a row of nobody.
func (b *builder) person(t table, row []string) *Person {
	name, mail := t.name(row), strings.ToLower(t.cell(row, mail))
	if name == "" {
		return nil
	}
	key := mail
	if key == "" {
		key = "\x00" + strings.ToLower(name)
	}
	i, known := b.index[key]
	if !known {
		i = len(b.people)
		b.index[key] = i
		b.people = append(b.people, Person{Name: name, Mail: mail})
	}
	return &b.people[i]
}

// stays reads a row a stay.
func (b *builder) stays(t table, c clock) error {
	for i, row := range t.rows {
		if t.waiting(row) {
			continue
		}
		p := b.person(t, row)
		if p == nil {
			continue
		}
		from, to, length := t.cell(row, join), t.cell(row, leave), t.cell(row, duration)
		span, total, ok := c.span(from, to, length)
		if !ok {
			return governance.Refuse(NotATime, "line", t.lines[i], "given", bounded(from+" "+to))
		}
		p.Stays = append(p.Stays, span)
		p.Total += total
	}
	return nil
}

// actions reads a row an entry or an exit, as Teams wrote them once.
func (b *builder) actions(t table, c clock) error {
	for i, row := range t.rows {
		p := b.person(t, row)
		if p == nil {
			continue
		}
		at, ok := c.moment(t.cell(row, stamp))
		if !ok {
			return governance.Refuse(NotATime, "line", t.lines[i], "given", bounded(t.cell(row, stamp)))
		}
		last := len(p.Stays) - 1
		switch inside := last >= 0 && p.Stays[last].To.IsZero(); {
		case t.left(row) && inside && at.Before(p.Stays[last].From):
			return governance.Refuse(NotATime, "line", t.lines[i], "given", bounded(t.cell(row, stamp)))
		case t.left(row) && inside:
			p.Stays[last].To = at
		case t.left(row) || inside: // another device, or the end of a stay that was never begun
		default:
			p.Stays = append(p.Stays, Span{From: at})
		}
	}
	return nil
}

// done sorts and joins the stays of everybody: two devices are one presence.
func (b *builder) done() ([]Person, error) {
	if len(b.people) > mostPeople {
		return nil, governance.Refuse(FileTooLong, "most", mostPeople)
	}
	for i := range b.people {
		p := &b.people[i]
		p.Stays = joined(p.Stays)
		whole := time.Duration(0)
		for _, st := range p.Stays {
			if !st.To.IsZero() {
				whole += st.To.Sub(st.From)
			}
		}
		if p.Total == 0 || p.Total > whole {
			p.Total = whole
		}
	}
	return b.people, nil
}

// joined sorts stays and joins those that touch.
func joined(stays []Span) []Span {
	slices.SortFunc(stays, func(a, b Span) int { return a.From.Compare(b.From) })
	var all []Span
	for _, st := range stays {
		n := len(all) - 1
		switch {
		case n < 0 || !all[n].To.IsZero() && st.From.After(all[n].To):
			all = append(all, st)
		case all[n].To.IsZero():
		case st.To.IsZero() || st.To.After(all[n].To):
			all[n].To = st.To
		}
	}
	return all
}

// bounded shortens what an answer repeats.
func bounded(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > mostName {
		s = strings.ToValidUTF8(s[:mostName], "")
	}
	return s
}
