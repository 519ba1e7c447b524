package lang

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/number"
	"golang.org/x/text/unicode/norm"

	"assenso/bot/chat"
)

// format puts an argument on the page. It returns why it could not, empty if
// it could.
func (s *Speaker) format(p *page, name string, v any, mark chat.Mark) string {
	switch name {
	case "":
		return s.plain(p, v, mark)
	case "list", "either":
		return s.listed(p, name, v, mark)
	case "run":
		texts, ok := v.([]Text)
		if !ok {
			return "not texts"
		}
		for _, t := range texts {
			s.say(p, t, mark)
		}
		return ""
	case "capital":
		var inner page
		if why := s.plain(&inner, v, mark); why != "" {
			return why
		}
		for i, span := range inner.rich {
			if i == 0 {
				span.Text = capital(span.Text)
			}
			p.put(span.Text, span.Mark)
		}
		return ""
	}
	var text string
	switch v := v.(type) {
	case time.Time:
		text = s.time(name, v)
	case time.Duration:
		if name == "length" {
			text = s.length(v)
		}
	case int:
		if name == "number" {
			text = s.words.numbers.Sprint(number.Decimal(v))
		}
	}
	if text == "" {
		return fmt.Sprintf("%T cannot be said as %s", v, name)
	}
	p.put(text, mark)
	return ""
}

// plain says an argument as it is; a time as a clock, a duration as a length,
// several things as a list.
func (s *Speaker) plain(p *page, v any, mark chat.Mark) string {
	switch v := v.(type) {
	case string:
		p.put(v, mark)
	case int:
		p.put(strconv.Itoa(v), mark)
	case time.Time:
		p.put(s.time("clock", v), mark)
	case time.Duration:
		p.put(s.length(v), mark)
	case Text:
		s.say(p, v, mark)
	case []string, []Text:
		return s.listed(p, "list", v, mark)
	default:
		return fmt.Sprintf("%T cannot be said", v)
	}
	return ""
}

// time says a time in the speaker's zone: its date, day, clock or clock with
// seconds. Empty for any other name.
func (s *Speaker) time(name string, t time.Time) string {
	t = t.In(s.zone)
	switch name {
	case "clock", "clocks":
		return s.unmistakably(t, t.Format(s.Plain(T("format."+name))))
	case "date", "day":
		return s.Plain(T("format."+name,
			"weekday", T("format.weekday."+strings.ToLower(t.Weekday().String())),
			"day", t.Day(),
			"month", T("format.month."+strings.ToLower(t.Month().String())),
			"year", t.Year()))
	}
	return ""
}

// unmistakably is the clock of a local time, with a word more in the hour that
// the night of the clock change has twice.
func (s *Speaker) unmistakably(t time.Time, clock string) string {
	other, twice := again(t)
	switch {
	case !twice:
		return clock
	case t.IsDST() == other.IsDST():
		return s.Plain(T("format.offset", "clock", clock, "offset", t.Format("-07:00")))
	case t.IsDST():
		return s.Plain(T("format.summer", "clock", clock))
	default:
		return s.Plain(T("format.standard", "clock", clock))
	}
}

// again is the other moment at which the clocks of its zone show what they
// show at t, if there is one.
func again(t time.Time) (time.Time, bool) {
	_, offset := t.Zone()
	at := func(neighbour time.Time) time.Time {
		_, o := neighbour.Zone()
		return t.Add(time.Duration(offset-o) * time.Second)
	}
	start, end := t.ZoneBounds()
	if !start.IsZero() {
		if before := at(start.Add(-1)); before.Before(start) {
			return before, true
		}
	}
	if !end.IsZero() {
		if after := at(end); !after.Before(end) {
			return after, true
		}
	}
	return time.Time{}, false
}

// length says a length of time in days, hours, minutes and seconds.
func (s *Speaker) length(d time.Duration) string {
	d = max(0, d.Round(time.Second))
	var parts []Text
	for _, u := range []struct {
		name string
		size time.Duration
	}{{"days", 24 * time.Hour}, {"hours", time.Hour}, {"minutes", time.Minute}, {"seconds", time.Second}} {
		if n := int(d / u.size); n > 0 || u.size == time.Second && len(parts) == 0 {
			parts = append(parts, T("format.length."+u.name, countArg, n))
		}
		d %= u.size
	}
	var p page
	s.listed(&p, "list", parts, 0)
	return p.rich.Plain()
}

// listed says several things: with commas, and the last after a conjunction.
func (s *Speaker) listed(p *page, name string, v any, mark chat.Mark) string {
	var items []func(*page)
	switch v := v.(type) {
	case string:
		items = append(items, func(p *page) { p.put(v, mark) })
	case Text:
		items = append(items, func(p *page) { s.say(p, v, mark) })
	case []string:
		for _, e := range v {
			items = append(items, func(p *page) { p.put(e, mark) })
		}
	case []Text:
		for _, e := range v {
			items = append(items, func(p *page) { s.say(p, e, mark) })
		}
	default:
		return fmt.Sprintf("%T is not a list", v)
	}
	for i, put := range items {
		switch {
		case i == 0:
		case i == len(items)-1:
			var last page
			put(&last)
			s.say(p, T(s.conjunction(name, last.rich.Plain())), mark)
		default:
			s.say(p, T("format.comma"), mark)
		}
		put(p)
	}
	return ""
}

// conjunction is the key of what joins the last of a list to the others. A
// language may have another before a letter: "Anna ed Elena".
func (s *Speaker) conjunction(name, last string) string {
	key := "format." + name
	r, _ := utf8.DecodeRuneInString(norm.NFD.String(last))
	if before := key + "-before-" + string(unicode.ToLower(r)); s.Has(before) {
		return before
	}
	return key
}

func capital(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[n:]
}
