package console

import (
	"strings"
	"sync"
	"time"
)

// Clock is the time of a script. It stands still until a line of the script
// moves it, and then stops at every moment somebody waits for. It is safe for
// concurrent use.
type Clock struct {
	zone *time.Location

	mu      sync.Mutex
	now     time.Time
	unset   bool // no moment is known yet: the first may lie in the past
	waiting map[time.Time]chan struct{}
}

// NewClock returns a clock that stands at start and reads moments in zone. A
// zero start is the machine's time, until the script gives its first moment.
func NewClock(start time.Time, zone *time.Location) *Clock {
	c := &Clock{zone: zone, now: start, waiting: map[time.Time]chan struct{}{}}
	if start.IsZero() {
		c.now, c.unset = time.Now(), true
	}
	c.now = c.now.Round(0).In(zone)
	return c
}

// Now is the moment at which the script stands.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// After returns a channel that is closed when the clock reaches t: at once,
// where it has. While it is handled the clock stands at t itself. Nothing need
// be done to stop waiting.
func (c *Clock) After(t time.Time) <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	t = t.Round(0).UTC() // one form for the same instant: it is a key
	reached := c.waiting[t]
	if reached == nil {
		reached = make(chan struct{})
		if !t.After(c.now) {
			close(reached)
			return reached
		}
		c.waiting[t] = reached
	}
	return reached
}

// next is the earliest moment up to limit that somebody waits for.
func (c *Clock) next(limit time.Time) (time.Time, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var first time.Time
	for t := range c.waiting {
		if !t.After(limit) && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first, !first.IsZero()
}

// reach moves the clock and wakes who waited for that moment or an earlier one.
func (c *Clock) reach(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now, c.unset = t.Round(0).In(c.zone), false
	for at, reached := range c.waiting {
		if !at.After(t) {
			close(reached)
			delete(c.waiting, at)
		}
	}
}

// farthest is how far ahead an hour without a date may lie: "00:30" at 23:50
// is tomorrow, "16:03" at 16:30 is a slip.
const farthest = 12 * time.Hour

// read turns what stood after an "@" into a moment. Every error is a *fault.
func (c *Clock) read(text string) (time.Time, error) {
	c.mu.Lock()
	now, unset := c.now, c.unset
	c.mu.Unlock()
	if after, ok := strings.CutPrefix(text, "+"); ok {
		d, err := time.ParseDuration(after)
		if err != nil || d < 0 {
			return time.Time{}, faulty(keyBadMoment, "text", text)
		}
		return now.Add(d), nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return notBefore(text, t, now, unset)
	}
	for _, form := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05"} {
		if w, err := time.Parse(form, text); err == nil {
			t, ok := atWall(w, now, c.zone)
			if !ok {
				return time.Time{}, faulty(keyBadMoment, "text", text)
			}
			return notBefore(text, t, now, unset)
		}
	}
	for _, form := range []string{"15:04", "15:04:05"} {
		if w, err := time.Parse(form, text); err == nil {
			return nextHour(text, w, now, c.zone, unset)
		}
	}
	return time.Time{}, faulty(keyBadMoment, "text", text)
}

func notBefore(text string, t, now time.Time, unset bool) (time.Time, error) {
	if t.Before(now) && !unset {
		return time.Time{}, faulty(keyPastMoment, "text", text, "now", now)
	}
	return t, nil
}

// nextHour is the next time that the hour of w strikes, on the day of now or
// soon after midnight. On an unset clock it is that hour of today, gone by or not.
func nextHour(text string, w, now time.Time, zone *time.Location, unset bool) (time.Time, error) {
	y, m, d := now.Date()
	for day := range 2 {
		on := time.Date(y, m, d+day, w.Hour(), w.Minute(), w.Second(), 0, time.UTC)
		t, ok := atWall(on, now, zone)
		if ok && (unset || !t.Before(now)) && (day == 0 || t.Sub(now) <= farthest) {
			return t, nil
		}
	}
	return time.Time{}, faulty(keyPastMoment, "text", text, "now", now)
}

// atWall is when the clocks of a zone show what w shows: of two such moments,
// when the clock goes back, the first one not before now. It is false for an
// hour that the clock skips.
func atWall(w, now time.Time, zone *time.Location) (time.Time, bool) {
	middle := time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), w.Second(), 0, zone)
	var found time.Time
	for _, d := range []time.Duration{-time.Hour, -30 * time.Minute, 0, 30 * time.Minute, time.Hour} {
		t := middle.Add(d)
		if t.Format(time.DateTime) != w.Format(time.DateTime) {
			continue
		}
		if found = t; !t.Before(now) {
			break
		}
	}
	return found, !found.IsZero()
}
