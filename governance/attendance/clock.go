package attendance

import (
	"strconv"
	"strings"
	"time"
)

// order is how a date is written.
type order int

// The orders.
const (
	dayFirst order = iota
	monthFirst
)

// clock reads the times of one file.
type clock struct {
	near  time.Time // when the meeting was to begin, in its zone
	zone  *time.Location
	order order
	bare  bool // hours without a day
}

// learn finds out how a file writes its dates: in the one order in which all of
// them are days, and lie nearest to the meeting.
func (c *clock) learn(t table) {
	col := join
	if t.has(action) {
		col = stamp
	}
	var worst [2]time.Duration
	dated := false
	for _, row := range t.rows {
		day, _, ok := cut(t.cell(row, col))
		if !ok || day == "" {
			continue
		}
		dated = true
		for o := range worst {
			away := 1000 * time.Hour * 24
			if y, m, d, ok := date(day, order(o)); ok {
				away = time.Date(y, m, d, 12, 0, 0, 0, c.zone).Sub(c.near).Abs()
			}
			worst[o] = max(worst[o], away)
		}
	}
	c.bare = !dated
	if worst[monthFirst] < worst[dayFirst] {
		c.order = monthFirst
	}
}

// span reads an entry and an exit. An hour that comes twice, as the clocks go
// back, is told by the exit and the duration; an exit before its entry is of the
// next day where no day is written.
func (c clock) span(from, to, length string) (Span, time.Duration, bool) {
	total, timed := lengthOf(length)
	a := c.moments(from)
	if len(a) == 0 {
		return Span{}, 0, false
	}
	if to == "" {
		if timed && total > 0 {
			return Span{a[0], a[0].Add(total)}, total, true
		}
		return Span{From: a[0]}, 0, true
	}
	b := c.moments(to)
	if len(b) == 0 {
		return Span{}, 0, false
	}
	best, least := Span{}, time.Duration(-1)
	for _, x := range a {
		for _, y := range b {
			if y.Before(x) && c.bare {
				y = y.AddDate(0, 0, 1)
			}
			if y.Before(x) {
				continue
			}
			off := time.Duration(0)
			if timed {
				off = (y.Sub(x) - total).Abs()
			}
			if least < 0 || off < least {
				best, least = Span{x, y}, off
			}
		}
	}
	if least < 0 {
		return Span{}, 0, false
	}
	if !timed {
		total = best.To.Sub(best.From)
	}
	return best, total, true
}

// moment is the first of moments.
func (c clock) moment(s string) (time.Time, bool) {
	all := c.moments(s)
	if len(all) == 0 {
		return time.Time{}, false
	}
	return all[0], true
}

// moments reads a time of the zone: two of them where the hour comes twice.
func (c clock) moments(s string) []time.Time {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return []time.Time{t.UTC()}
	}
	day, hour, ok := cut(s)
	if !ok {
		return nil
	}
	h, m, sec, ok := hourOf(hour)
	if !ok {
		return nil
	}
	y, month, d := c.near.Date()
	if day != "" {
		if y, month, d, ok = date(day, c.order); !ok {
			return nil
		}
	}
	t := time.Date(y, month, d, h, m, sec, 0, c.zone)
	if day == "" { // the day on which that hour is nearest to the meeting
		for _, o := range []time.Time{t.AddDate(0, 0, -1), t.AddDate(0, 0, 1)} {
			if o.Sub(c.near).Abs() < t.Sub(c.near).Abs() {
				t = o
			}
		}
	}
	return twice(t)
}

// twice lists the instants that show the same hour on the wall.
func twice(t time.Time) []time.Time {
	const wall = "2006-01-02 15:04:05"
	all := []time.Time{t.UTC()}
	for _, o := range []time.Time{t.Add(-time.Hour), t.Add(time.Hour)} {
		if o.Format(wall) == t.Format(wall) {
			all = append(all, o.UTC())
		}
	}
	if len(all) == 2 && all[1].Before(all[0]) {
		all[0], all[1] = all[1], all[0]
	}
	return all
}

// cut parts a date from an hour: "24/11/26, 16:29:51", "2026-11-24 16:29", "4:30
// PM". A date has three numbers, parted by anything but colons.
func cut(s string) (day, hour string, ok bool) {
	if len(s) > 10 && s[10] == 'T' { // 2026-11-24T16:29:51
		s = s[:10] + " " + s[11:]
	}
	first, rest, _ := strings.Cut(s, " ")
	first = strings.TrimSuffix(first, ",")
	if len(numbers(first)) == 3 && !strings.Contains(first, ":") {
		return first, strings.TrimSpace(rest), rest != ""
	}
	return "", s, s != ""
}

// numbers are the parts of a date.
func numbers(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '-' || r == '.' })
}

// date reads a date of numbers.
func date(s string, o order) (int, time.Month, int, bool) {
	parts := numbers(s)
	if len(parts) != 3 {
		return 0, 0, 0, false
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || v < 0 || len(p) > 4 {
			return 0, 0, 0, false
		}
		n[i] = v
	}
	y, m, d := n[2], n[1], n[0]
	switch {
	case len(parts[0]) == 4:
		y, m, d = n[0], n[1], n[2]
	case o == monthFirst:
		m, d = n[0], n[1]
	}
	if y < 100 {
		y += 2000
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return y, time.Month(m), d, t.Day() == d && int(t.Month()) == m
}

// hourOf reads "16:29:51", "4:29 PM", "16.29", "12:05 a.m.".
func hourOf(s string) (h, m, sec int, ok bool) {
	s = strings.ToLower(s)
	half := ""
	for _, p := range []string{"am", "pm", "a.m.", "p.m.", "a. m.", "p. m."} {
		if rest, found := strings.CutSuffix(s, p); found {
			s, half = strings.TrimSpace(rest), p[:1]
		}
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == ':' || r == '.' })
	if len(parts) < 2 || len(parts) > 3 {
		return 0, 0, 0, false
	}
	n := [3]int{}
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || len(p) > 2 || v < 0 {
			return 0, 0, 0, false
		}
		n[i] = v
	}
	h, m, sec = n[0], n[1], n[2]
	if half != "" {
		if h < 1 || h > 12 {
			return 0, 0, 0, false
		}
		h %= 12
		if half == "p" {
			h += 12
		}
	}
	return h, m, sec, h < 24 && m < 60 && sec < 60
}

// lengthOf reads how long somebody was connected: "1h 2m 3s", "1 ora 20 min",
// "01:05:00", or whole minutes, as Zoom writes them.
func lengthOf(s string) (time.Duration, bool) {
	s = strings.ToLower(s)
	if s == "" {
		return 0, false
	}
	if n, err := strconv.Atoi(s); err == nil {
		return time.Duration(n) * time.Minute, n >= 0 && n < 100_000
	}
	if h, m, sec, ok := hourOf(s); ok && strings.Contains(s, ":") {
		return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(sec)*time.Second, true
	}
	var total time.Duration
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimLeft(s, " ,.") {
		digits := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
		if digits < 1 || digits > 6 {
			return 0, false
		}
		n, _ := strconv.Atoi(s[:digits])
		s = strings.TrimLeft(s[digits:], " ")
		end := strings.IndexFunc(s, func(r rune) bool { return r < 'a' || r > 'z' })
		if end < 0 {
			end = len(s)
		}
		unit, ok := units(s[:end])
		if !ok {
			return 0, false
		}
		total, s = total+time.Duration(n)*unit, s[end:]
	}
	return total, true
}

// units reads "h", "hrs", "ora", "ore", "m", "min", "s", "sec".
func units(s string) (time.Duration, bool) {
	switch {
	case s == "":
		return 0, false
	case s[0] == 'h' || s[0] == 'o':
		return time.Hour, true
	case s[0] == 'm':
		return time.Minute, true
	case s[0] == 's':
		return time.Second, true
	}
	return 0, false
}
