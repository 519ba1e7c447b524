package command

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"assenso/bot/lang"
)

// lexicon is how people say numbers, lengths and times, in every language at
// once: its words are data, under "typed" and "format".
type lexicon struct {
	numbers  phrases // value: the number
	sign     phrases // "n.", "numero": before a number, and meaning nothing
	units    phrases // value: a unit of time.ParseDuration, or "d"
	lengths  phrases // whole lengths in words: "mezz'ora"; value: as time.ParseDuration reads
	half     phrases // "e mezzo"
	and      phrases
	at       phrases // before an hour: "alle ore"
	on       phrases // before a day, and meaning nothing: "il giorno"
	in       phrases // before a length that is a time: "tra"
	days     phrases // "domani"; value: days from today
	clocks   phrases // "mezzogiorno"; value: 12:00
	halves   phrases // "di sera"; value: am or pm
	ordinal  phrases // the "th" of "24th"
	skip     phrases // between arguments, and meaning nothing
	subjects phrases // of ballots; value: minutes, change or item
	months   []string
	weekdays []string
	monthOf  map[string]time.Month
	dayOf    map[string]time.Weekday
}

// monthKeys and weekdayKeys are the names by which "format" has them.
var (
	monthKeys = [...]string{"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december"}
	weekdayKeys = [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
)

// newLexicon reads the words of every language.
func newLexicon(speakers []*lang.Speaker) (*lexicon, error) {
	l := &lexicon{monthOf: make(map[string]time.Month), dayOf: make(map[string]time.Weekday)}
	for _, s := range speakers {
		if err := l.read(s); err != nil {
			return nil, fmt.Errorf("words %s: %w", s.Lang(), err)
		}
	}
	return l, nil
}

func (l *lexicon) read(s *lang.Speaker) error {
	for _, p := range []struct {
		into       *phrases
		key, value string
	}{
		{&l.sign, "sign", "."}, {&l.half, "half", "."}, {&l.and, "and", "."},
		{&l.at, "at", "."}, {&l.on, "day", "."}, {&l.in, "within", "."}, {&l.skip, "skip", "."},
		{&l.units, "seconds", "s"}, {&l.units, "minutes", "m"}, {&l.units, "hours", "h"}, {&l.units, "days", "d"},
		{&l.lengths, "half-hour", "30m"}, {&l.lengths, "quarter", "15m"},
		{&l.days, "today", "0"}, {&l.days, "tomorrow", "1"}, {&l.days, "day-after", "2"},
		{&l.subjects, "the-minutes", "minutes"}, {&l.subjects, "a-change", "change"}, {&l.subjects, "an-item", "item"},
		{&l.subjects, "an-amendment", "amendment"},
		{&l.clocks, "noon", "12:00"}, {&l.ordinal, "ordinal", "."}, {&l.halves, "morning", "am"}, {&l.halves, "evening", "pm"},
	} {
		key := "typed." + p.key
		if !s.Has(key) {
			return fmt.Errorf("%s: missing", key)
		}
		*p.into = p.into.add(p.value, s.Plain(lang.T(key)))
	}
	for i, k := range monthKeys {
		l.months = append(l.months, l.name(s, "format.month."+k))
		l.monthOf[l.months[len(l.months)-1]] = time.Month(i + 1)
	}
	for i, k := range weekdayKeys {
		l.weekdays = append(l.weekdays, l.name(s, "format.weekday."+k))
		l.dayOf[l.weekdays[len(l.weekdays)-1]] = time.Weekday(i)
	}
	return l.readNumbers(s)
}

func (l *lexicon) name(s *lang.Speaker, key string) string { return fold(s.Plain(lang.T(key))) }

// readNumbers reads "uno 1, due 2".
func (l *lexicon) readNumbers(s *lang.Speaker) error {
	for pair := range strings.SplitSeq(s.Plain(lang.T("typed.numbers")), ",") {
		word, n, ok := strings.Cut(strings.TrimSpace(pair), " ")
		if _, err := strconv.Atoi(n); !ok || err != nil {
			return fmt.Errorf("typed.numbers: %q: want a word and a number", pair)
		}
		l.numbers = l.numbers.add(n, word)
	}
	return nil
}

// month reads the name of a month, or its first three letters or more.
func (l *lexicon) month(word string) (time.Month, bool) { return prefixed(word, l.months, l.monthOf) }

// weekday reads the name of a day of the week, or its first three letters or more.
func (l *lexicon) weekday(word string) (time.Weekday, bool) {
	return prefixed(word, l.weekdays, l.dayOf)
}

// prefixed finds what all names that begin with the word mean; false where
// they mean different things.
func prefixed[T comparable](word string, names []string, of map[string]T) (found T, ok bool) {
	if v, exact := of[word]; exact {
		return v, true
	}
	if utf8.RuneCountInString(word) < 3 {
		return found, false
	}
	for _, name := range names {
		if !strings.HasPrefix(name, word) {
			continue
		}
		v := of[name]
		if ok && v != found {
			return v, false
		}
		found, ok = v, true
	}
	return found, ok
}

// number reads a number that the tokens begin with, in digits or words.
func (l *lexicon) number(toks []token) (value, n int) {
	if _, skip := l.sign.match(toks); skip > 0 {
		if v, n := l.bareNumber(toks[skip:]); n > 0 {
			return v, skip + n
		}
	}
	return l.bareNumber(toks)
}

func (l *lexicon) bareNumber(toks []token) (value, n int) {
	if v, n := l.numbers.match(toks); n > 0 {
		value, _ = strconv.Atoi(v)
		return value, n
	}
	if len(toks) == 0 {
		return 0, 0
	}
	digits := strings.TrimRight(strings.TrimPrefix(toks[0].fold, "#"), "°ºª")
	if v, ok := atoi(digits, 9); ok {
		return v, 1
	}
	return 0, 0
}

// atoi reads a whole number of at most so many digits, and no sign.
func atoi(s string, most int) (int, bool) {
	if s == "" || len(s) > most || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// length reads a length of time that the tokens begin with: "2m", "1h30m",
// "90 secondi", "un minuto e mezzo", "un'ora e 30 minuti", "3'".
func (l *lexicon) length(toks []token) (d time.Duration, n int) {
	for n < len(toks) {
		rest := toks[n:]
		skip := 0
		if n > 0 {
			if toks[n-1].sep != 0 {
				break
			}
			_, skip = l.and.match(rest)
		}
		part, unit, took := l.lengthPart(rest[skip:])
		if took == 0 {
			break
		}
		n += skip + took
		if _, half := l.half.match(toks[n:]); half > 0 && unit > 0 {
			part += unit / 2
			n += half
		}
		if d += part; d > longest {
			return 0, 0
		}
	}
	return d, n
}

// longest is a bound on lengths, far above any a rule allows.
const longest = 366 * 24 * time.Hour

// lengthPart reads one number with its unit. Unit is zero where a half of it
// would mean nothing.
func (l *lexicon) lengthPart(toks []token) (d, unit time.Duration, n int) {
	if v, n := l.lengths.match(toks); n > 0 {
		d, _ = time.ParseDuration(v)
		return d, 0, n
	}
	if len(toks) == 0 {
		return 0, 0, 0
	}
	if d, ok := compactLength(toks[0].fold); ok {
		return d, 0, 1
	}
	v, took := l.bareNumber(toks)
	if took == 0 || toks[took-1].sep != 0 {
		return 0, 0, 0
	}
	u, more := l.units.match(toks[took:])
	if more == 0 || v > 100_000 {
		return 0, 0, 0
	}
	unit = 24 * time.Hour
	if u != "d" {
		unit, _ = time.ParseDuration("1" + u)
	}
	return time.Duration(v) * unit, unit, took + more
}

// compactLength reads "2m", "1h30m", "90s" and "3'", whole numbers only.
func compactLength(s string) (time.Duration, bool) {
	if m, ok := strings.CutSuffix(s, "'"); ok {
		v, ok := atoi(m, 4)
		return time.Duration(v) * time.Minute, ok
	}
	if len(s) > 12 || strings.Trim(s, "0123456789hms") != "" || !strings.ContainsAny(s, "hms") {
		return 0, false
	}
	d, err := time.ParseDuration(s)
	return d, err == nil && d <= longest
}
