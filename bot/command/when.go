package command

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"assenso/bot/lang"
	"assenso/governance"
)

// moment is what has been read so far of a date and time as people write them.
type moment struct {
	day, month, year int // zero: not said; a day without its month follows the day of the week
	relative         int // days from today, with hasRelative
	hasRelative      bool
	weekday          time.Weekday
	hasWeekday       bool
	hour, minute     int
	hasHour          bool
	vague            bool          // "alle 5": five in the morning, or in the afternoon
	within           time.Duration // "tra due ore"
	exact            time.Time     // said with its offset from UTC
	bad              bool          // looks like a date, and is none: 31/11
	given            string
}

// when reads a date and time that the tokens begin with, and how many it
// takes: none where they are no date at all. What could be read in two ways is
// refused, never guessed. Days come before months, as both languages are
// written in Europe.
func (l *lexicon) when(src string, toks []token, now time.Time, zone *time.Location) (time.Time, int, error) {
	var m moment
	n := 0
	for i := 0; i < len(toks); {
		took := l.moment(&m, toks[i:])
		if took == 0 {
			break
		}
		i += took
		n = i
	}
	if n == 0 {
		return time.Time{}, 0, nil
	}
	m.given = strings.TrimRight(src[toks[0].start:toks[n-1].end], " ,;")
	t, err := m.at(now.In(zone), zone)
	return t, n, err
}

// moment reads one piece of a date, with the words before it that mean nothing.
func (l *lexicon) moment(m *moment, toks []token) int {
	if n := l.hour(m, toks); n > 0 {
		return n
	}
	skip := 0
	if !m.hasDay() {
		_, skip = l.on.match(toks)
	}
	if n := l.day(m, toks[skip:]); n > 0 {
		return skip + n
	}
	if skip > 0 {
		return l.day(m, toks)
	}
	return 0
}

func (m *moment) hasDay() bool { return m.day > 0 || m.hasRelative || m.bad || !m.exact.IsZero() }

// day reads a day, or the day of the week.
func (l *lexicon) day(m *moment, toks []token) int {
	if len(toks) == 0 || m.within > 0 {
		return 0
	}
	if !m.hasDay() {
		if v, n := l.days.match(toks); n > 0 && !m.hasWeekday {
			m.relative, _ = strconv.Atoi(v)
			m.hasRelative = true
			return n
		}
		if n := l.within(m, toks); n > 0 {
			return n
		}
		if n := m.digits(toks[0]); n > 0 {
			return n
		}
		if n := l.named(m, toks); n > 0 {
			return n
		}
	}
	if d, ok := l.weekday(toks[0].fold); ok && !m.hasWeekday {
		m.weekday, m.hasWeekday = d, true
		return 1
	}
	if d, ok := l.dayNumber(toks[0].fold); ok && m.hasWeekday && !m.hasDay() && d >= 1 && d <= 31 {
		m.day = d
		return 1
	}
	return 0
}

// within reads "tra due ore": alone, it is a time of its own.
func (l *lexicon) within(m *moment, toks []token) int {
	_, in := l.in.match(toks)
	d, n := l.length(toks[in:])
	switch {
	case in == 0 || n == 0 || m.hasWeekday:
		return 0
	case d%(24*time.Hour) == 0: // days are midnights, not hours: the hour is said apart
		m.relative, m.hasRelative = int(d/(24*time.Hour)), true
	case m.hasHour:
		return 0
	default:
		m.within = d
	}
	return in + n
}

// digits reads a day written in numbers: 24/11/2026, 24.11, 2026-11-24 and the
// machine's own 2026-11-24T16:30+01:00.
func (m *moment) digits(t token) int {
	word := t.fold
	if t.quoted {
		return 0
	}
	if at, err := time.Parse(time.RFC3339, strings.ToUpper(word)); err == nil {
		m.exact = at
		return 1
	}
	if at, err := time.Parse("2006-01-02T15:04Z07:00", strings.ToUpper(word)); err == nil {
		m.exact = at
		return 1
	}
	date, clock, joined := strings.Cut(word, "t")
	v, ok := dayDigits(date)
	if !ok || joined && !m.clock(clock) {
		return 0
	}
	m.set(v[0], v[1], v[2])
	return 1
}

// dayDigits cuts 24/11/2026, 24-11-26, 24.11 and 2026-11-24 into day, month and
// year, zero where it is not said.
func dayDigits(date string) (v [3]int, ok bool) {
	var parts []string
	for _, sep := range []string{"/", "-", "."} {
		if strings.Contains(date, sep) {
			parts = strings.Split(date, sep)
			break
		}
	}
	if len(parts) < 2 || len(parts) > 3 {
		return v, false
	}
	for i, p := range parts {
		n, ok := atoi(p, 4)
		if !ok || len(p) == 3 {
			return v, false
		}
		v[i] = n
	}
	if len(parts[0]) == 4 {
		v[0], v[2] = v[2], v[0]
	} else if len(parts) == 3 && len(parts[2]) <= 2 {
		v[2] += 2000
	}
	if len(parts) == 2 && strings.Contains(date, ".") && !validDay(v[0], v[1], 0) {
		return v, false // 16.30 is an hour
	}
	return v, true
}

// set takes a day in, or notes that there is no such day.
func (m *moment) set(day, month, year int) {
	if !validDay(day, month, year) {
		m.bad = true
		return
	}
	m.day, m.month, m.year = day, month, year
}

// validDay reports whether there is such a day; without a year, in some year.
func validDay(day, month, year int) bool {
	if year == 0 {
		year = 2024 // a leap year
	}
	if day < 1 || month < 1 || month > 12 || year < 2000 || year > 2199 {
		return false
	}
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() == day
}

// named reads "24 novembre 2026", "24 nov", "November 24th, 2026".
func (l *lexicon) named(m *moment, toks []token) int {
	if month, ok := l.month(toks[0].fold); ok && len(toks) > 1 {
		day, isDay := l.dayNumber(toks[1].fold)
		if !isDay {
			return 0
		}
		if _, either := l.weekday(toks[0].fold); either {
			// "mar" is Tuesday or March: "mar 24 nov" tells, "mar 24" does not.
			m.bad = len(toks) < 3 || !l.isMonth(toks[2].fold)
			return 0
		}
		year, n := yearOf(toks[2:])
		m.set(day, int(month), year)
		return 2 + n
	}
	day, isDay := l.dayNumber(toks[0].fold)
	if !isDay || len(toks) < 2 || toks[0].sep != 0 {
		return 0
	}
	_, of := l.on.match(toks[1:]) // "24th of November"
	if len(toks) <= 1+of {
		return 0
	}
	month, ok := l.month(toks[1+of].fold)
	if !ok {
		return 0
	}
	year, n := yearOf(toks[2+of:])
	m.set(day, int(month), year)
	return 2 + of + n
}

func (l *lexicon) isMonth(word string) bool {
	_, ok := l.month(word)
	return ok
}

// dayNumber reads 24, 24th and 1º.
func (l *lexicon) dayNumber(word string) (int, bool) {
	digits, _ := l.ordinal.suffix(word)
	return atoi(digits, 2)
}

func yearOf(toks []token) (year, n int) {
	if len(toks) == 0 || len(toks[0].fold) != 4 {
		return 0, 0
	}
	if y, ok := atoi(toks[0].fold, 4); ok {
		return y, 1
	}
	return 0, 0
}

// hour reads a time of day, with the words that announce it.
func (l *lexicon) hour(m *moment, toks []token) int {
	if m.hasHour || m.within > 0 || !m.exact.IsZero() {
		return 0
	}
	if v, n := l.clocks.match(toks); n > 0 {
		m.clock(v)
		return n
	}
	_, at := l.at.match(toks)
	rest := toks[at:]
	if len(rest) == 0 {
		return 0
	}
	if v, n := l.clocks.match(rest); n > 0 {
		m.clock(v)
		return at + n
	}
	word, half := l.halves.suffix(rest[0].fold) // 5pm
	halved := 0
	if half == "" {
		half, halved = l.halves.match(rest[1:])
	}
	isHour := false
	switch {
	case strings.ContainsAny(word, ":h"):
		isHour = m.clock(word)
	case strings.ContainsAny(word, ".,"):
		// Before the day is known, 16.10 may as well be the sixteenth of October.
		isHour = strings.Count(word, ".") < 2 && (at > 0 || m.hasDay() || !validDotted(word)) && m.clock(word)
	case at > 0 || half != "":
		return l.bareHour(m, toks, at, word, half, halved)
	}
	if !isHour || !m.halve(half) {
		m.hasHour = false
		return 0
	}
	return at + 1 + halved
}

// bareHour reads an hour without minutes, or with them in words: "alle 16",
// "alle 16 e 30", "alle 5 e mezza del pomeriggio", "5 pm".
func (l *lexicon) bareHour(m *moment, toks []token, at int, word, half string, halved int) int {
	rest := toks[at:]
	n := 1
	h, ok := atoi(word, 2)
	if !ok {
		if h, n = l.bareNumber(rest); n == 0 {
			return 0
		}
		half, halved = l.halves.match(rest[n:])
	}
	minute := 0
	if halved == 0 && half == "" {
		var took int
		if minute, took = l.minutes(rest[n:]); took > 0 {
			n += took
			half, halved = l.halves.match(rest[n:])
		}
	}
	if h > 24 || !m.clock(strconv.Itoa(h)+":"+fmt.Sprintf("%02d", minute)) || !m.halve(half) {
		m.hasHour = false
		return 0
	}
	m.vague = half == "" && h >= 1 && h <= 7 && (n > 1 || word[0] != '0')
	return at + n + halved
}

// minutes reads "e 30" and "e mezza" after an hour.
func (l *lexicon) minutes(toks []token) (minute, n int) {
	if _, n := l.half.match(toks); n > 0 {
		return 30, n
	}
	_, and := l.and.match(toks)
	if and == 0 {
		return 0, 0
	}
	v, took := l.bareNumber(toks[and:])
	if took == 0 || v > 59 {
		return 0, 0
	}
	if _, unit := l.units.match(toks[and+took:]); unit > 0 {
		took += unit
	}
	return v, and + took
}

func validDotted(word string) bool {
	d, mo, ok := strings.Cut(word, ".")
	day, okDay := atoi(d, 2)
	month, okMonth := atoi(mo, 2)
	return ok && okDay && okMonth && validDay(day, month, 0)
}

// clock takes in an hour and its minutes: 16:30, 16.30, 16h30, 16h.
func (m *moment) clock(s string) bool {
	h, mi, _ := strings.Cut(strings.NewReplacer(".", ":", "h", ":", ",", ":").Replace(s), ":")
	mi, _, _ = strings.Cut(mi, ":") // seconds are nobody's business here
	hour, ok := atoi(h, 2)
	minute := 0
	if ok && mi != "" {
		minute, ok = atoi(mi, 2)
		ok = ok && len(mi) == 2
	}
	if !ok || hour > 23 || minute > 59 {
		return false
	}
	m.hour, m.minute, m.hasHour = hour, minute, true
	return true
}

// halve moves the hour into the half of the day that was said, if any.
func (m *moment) halve(half string) bool {
	switch {
	case half == "":
		return true
	case m.hour == 0 || m.hour > 12:
		return half == "pm" && m.hour > 12 // "le 17 del pomeriggio" is said too
	case half == "pm" && m.hour < 12:
		m.hour += 12
	case half == "am" && m.hour == 12:
		m.hour = 0
	}
	return true
}

// at is the moment meant, seen from now.
func (m *moment) at(now time.Time, zone *time.Location) (time.Time, error) {
	switch {
	case m.bad:
		return time.Time{}, governance.Refuse(NotADate, "given", m.given)
	case !m.exact.IsZero():
		return m.exact.In(zone), m.onWeekday(m.exact.In(zone))
	case m.within > 0:
		return now.Add(m.within).Truncate(time.Minute), nil
	case !m.hasHour:
		return time.Time{}, governance.Refuse(NoHour, "given", m.given)
	case m.vague:
		return time.Time{}, governance.Refuse(WhichHour, "early", clockText(m.hour, m.minute), "late", clockText(m.hour+12, m.minute))
	}
	date, err := m.date(now)
	if err != nil {
		return time.Time{}, err
	}
	return onTheClock(date, m.hour, m.minute, zone)
}

func clockText(h, m int) string { return fmt.Sprintf("%02d:%02d", h, m) }

// date is the day meant, at noon.
func (m *moment) date(now time.Time) (time.Time, error) {
	y, mo, d := now.Date()
	today := time.Date(y, mo, d, 12, 0, 0, 0, time.UTC)
	var date time.Time
	switch {
	case m.day > 0 && m.month == 0:
		for date = today; date.Day() != m.day; date = date.AddDate(0, 0, 1) {
			// The next day of that number.
		}
	case m.day > 0:
		year := m.year
		if year == 0 {
			year = y
			for ; !validDay(m.day, m.month, year) || onDay(m.day, m.month, year).Before(today); year++ {
				// The next time that day comes: at most eight years for 29 February.
			}
		}
		date = onDay(m.day, m.month, year)
	case m.hasRelative:
		date = today.AddDate(0, 0, m.relative)
	case m.hasWeekday:
		ahead := (int(m.weekday) - int(today.Weekday()) + 7) % 7
		if ahead == 0 {
			return today, governance.Refuse(WhichDay, "weekday", weekdayText(m.weekday))
		}
		date = today.AddDate(0, 0, ahead)
	default:
		date = today
	}
	return date, m.onWeekday(date)
}

// onWeekday refuses a date that is not on the day of the week that was said.
func (m *moment) onWeekday(date time.Time) error {
	if !m.hasWeekday || date.Weekday() == m.weekday {
		return nil
	}
	return governance.Refuse(WrongWeekday, "date", date.Format("02/01/2006"), "weekday", weekdayText(date.Weekday()))
}

func onDay(day, month, year int) time.Time {
	return time.Date(year, time.Month(month), day, 12, 0, 0, 0, time.UTC)
}

func weekdayText(d time.Weekday) lang.Text { return lang.T("format.weekday." + weekdayKeys[d]) }

// onTheClock is the moment at which the clocks of a zone show a time on a day.
// On the nights of the change some times never come and some come twice.
func onTheClock(date time.Time, hour, minute int, zone *time.Location) (time.Time, error) {
	y, mo, d := date.Date()
	t := time.Date(y, mo, d, hour, minute, 0, 0, zone)
	if t.Hour() != hour || t.Minute() != minute {
		return t, governance.Refuse(NoSuchHour, "clock", clockText(hour, minute), "date", date.Format("02/01/2006"))
	}
	for _, shift := range []time.Duration{-time.Hour, time.Hour} {
		if o := t.Add(shift); o.Hour() == hour && o.Minute() == minute {
			first, second := t, o
			if o.Before(t) {
				first, second = o, t
			}
			return t, governance.Refuse(TwiceHour, "clock", clockText(hour, minute), "date", date.Format("02/01/2006"),
				"first", first.Format("2006-01-02T15:04Z07:00"), "second", second.Format("2006-01-02T15:04Z07:00"))
		}
	}
	return t, nil
}
