package lang

import (
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	identity "github.com/nicksnyder/go-i18n/v2/i18n/template"

	"assenso/bot/chat"
)

// Speaker says texts in one language and one time zone. It is safe for
// concurrent use.
type Speaker struct {
	words  *words
	others []*Speaker // to fall back on, in order
	zone   *time.Location
	report func(Fault)
}

// missing is what stands for an argument that nobody gave.
const missing = "…"

// Lang is the language spoken, a tag.
func (s *Speaker) Lang() string { return s.words.lang }

// Has reports whether the language has words for a key.
func (s *Speaker) Has(key string) bool {
	_, ok := s.words.messages[key]
	return ok
}

// Plain says a text without marks.
func (s *Speaker) Plain(t Text) string { return s.Rich(t).Plain() }

// Rich says a text. A key without words here is said in another language, and
// as the key itself where none has it; either is reported.
func (s *Speaker) Rich(t Text) chat.Rich {
	var p page
	s.say(&p, t, 0)
	return p.rich
}

// Page says several texts, one a line.
func (s *Speaker) Page(texts []Text) chat.Rich {
	var p page
	for i, t := range texts {
		if i > 0 {
			p.put("\n", 0)
		}
		s.say(&p, t, 0)
	}
	return p.rich
}

func (s *Speaker) say(p *page, t Text, mark chat.Mark) {
	if t.IsZero() {
		return
	}
	if m, ok := s.words.messages[t.Key]; ok {
		s.fill(p, t, s.form(t, m).parts, mark)
		return
	}
	s.report(Fault{Lang: s.words.lang, Key: t.Key, Why: "no words"})
	for _, o := range s.others {
		if o.Has(t.Key) {
			o.say(p, t, mark)
			return
		}
	}
	p.put(t.Key, mark)
}

// form chooses the plural form.
func (s *Speaker) form(t Text, m sentence) *template {
	if !m.counts {
		return m.other
	}
	n, ok := t.Args[countArg].(int)
	if !ok {
		s.report(Fault{s.words.lang, t.Key, countArg, "missing, or not a whole number"})
		return m.other
	}
	// The error of a form that the file need not have comes with the words of
	// the form "other".
	text, _ := s.words.plural.Localize(&i18n.LocalizeConfig{
		MessageID: t.Key, PluralCount: n, TemplateParser: identity.IdentityParser{},
	})
	if f, ok := m.forms[text]; ok {
		return f
	}
	return m.other
}

func (s *Speaker) fill(p *page, t Text, parts []part, mark chat.Mark) {
	for _, q := range parts {
		switch {
		case q.choice && given(t.Args[q.arg]):
			s.fill(p, t, q.then, mark)
		case q.choice:
			s.fill(p, t, q.or, mark)
		case q.arg == "":
			p.put(q.literal, mark|q.mark)
		default:
			s.blank(p, t, q, mark|q.mark)
		}
	}
}

func (s *Speaker) blank(p *page, t Text, q part, mark chat.Mark) {
	v, ok := t.Args[q.arg]
	if !ok {
		s.report(Fault{s.words.lang, t.Key, q.arg, "missing"})
		p.put(missing, mark)
		return
	}
	if why := s.format(p, q.format, v, mark); why != "" {
		s.report(Fault{s.words.lang, t.Key, q.arg, why})
		p.put(missing, mark)
	}
}

// given reports whether an optional argument has something to say.
func given(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case string:
		return v != ""
	case int:
		return v != 0
	case bool:
		return v
	case time.Time:
		return !v.IsZero()
	case time.Duration:
		return v != 0
	case []string:
		return len(v) > 0
	case Text:
		return !v.IsZero()
	case []Text:
		return len(v) > 0
	}
	return true
}

// page collects spans, joining those of one mark.
type page struct{ rich chat.Rich }

func (p *page) put(text string, mark chat.Mark) {
	if text == "" {
		return
	}
	if n := len(p.rich); n > 0 && p.rich[n-1].Mark == mark {
		p.rich[n-1].Text += text
		return
	}
	p.rich = append(p.rich, chat.Span{Text: text, Mark: mark})
}
