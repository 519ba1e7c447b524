package lang

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed words/*/*.yaml
var embedded embed.FS

// Catalogue holds the words of every language. It does not change once loaded
// and is safe for concurrent use.
type Catalogue struct {
	languages []string
	words     map[string]*words
	report    func(Fault)
}

// words are the sentences of one language.
type words struct {
	lang     string
	tag      language.Tag
	numbers  *message.Printer
	plural   *i18n.Localizer
	messages map[string]sentence
}

// sentence is a message in its plural forms, by the text of the form.
type sentence struct {
	forms  map[string]*template
	other  *template
	counts bool // has more than one form: chosen by the argument "count"
}

// Fault is something the words lack. Members never see it: a sentence without
// its key or argument is shown as well as it can be.
type Fault struct {
	Lang string
	Key  string
	Arg  string // empty: the key itself is missing
	Why  string
}

func (f Fault) Error() string {
	if f.Arg == "" {
		return fmt.Sprintf("words %s: %s: %s", f.Lang, f.Key, f.Why)
	}
	return fmt.Sprintf("words %s: %s: argument %s: %s", f.Lang, f.Key, f.Arg, f.Why)
}

// Load gives the words that are built in, which are read once: that takes
// longer than most of what is done with them. The error lists every fault of
// every file.
func Load() (*Catalogue, error) {
	c, err := builtIn()
	if err != nil {
		return nil, err
	}
	own := *c
	return &own, nil
}

var builtIn = sync.OnceValues(func() (*Catalogue, error) {
	sub, err := fs.Sub(embedded, "words")
	if err != nil {
		return nil, fmt.Errorf("read words: %w", err)
	}
	return load(sub)
})

// load reads one folder a language, named by its tag, of YAML files.
func load(files fs.FS) (*Catalogue, error) {
	folders, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("read words: %w", err)
	}
	c := &Catalogue{words: make(map[string]*words), report: func(Fault) {}}
	var faults []error
	for _, d := range folders {
		w, err := loadLanguage(files, d.Name())
		if err != nil {
			faults = append(faults, err)
			continue
		}
		c.languages = append(c.languages, w.lang)
		c.words[w.lang] = w
	}
	if len(c.languages) == 0 && len(faults) == 0 {
		faults = append(faults, errors.New("no words at all"))
	}
	return c, errors.Join(faults...)
}

func loadLanguage(files fs.FS, name string) (*words, error) {
	tag, err := language.Parse(name)
	if err != nil {
		return nil, fmt.Errorf("words %s: %w", name, err)
	}
	bundle := i18n.NewBundle(tag)
	w := &words{lang: name, tag: tag, numbers: message.NewPrinter(tag), messages: make(map[string]sentence)}
	paths, err := fs.Glob(files, path.Join(name, "*.yaml"))
	if err != nil {
		return nil, fmt.Errorf("words %s: %w", name, err)
	}
	var faults []error
	for _, p := range paths {
		messages, err := readFile(files, p)
		if err == nil {
			err = bundle.AddMessages(tag, messages...)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("words %s: %w", p, err))
			continue
		}
		for _, m := range messages {
			if err := w.add(m); err != nil {
				faults = append(faults, fmt.Errorf("words %s: %s: %w", p, m.ID, err))
			}
		}
	}
	w.plural = i18n.NewLocalizer(bundle, name)
	return w, errors.Join(faults...)
}

// readFile reads the sentences of a file, whose nested keys are joined by dots.
func readFile(files fs.FS, p string) ([]*i18n.Message, error) {
	b, err := fs.ReadFile(files, p)
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := yaml.Unmarshal(b, &tree); err != nil {
		return nil, err
	}
	return flatten(nil, "", tree)
}

// flatten adds the sentences of a branch to list. A branch of nothing but
// plural forms is one sentence.
func flatten(list []*i18n.Message, key string, branch map[string]any) ([]*i18n.Message, error) {
	if m := plural(key, branch); m != nil {
		return append(list, m), nil
	}
	var err error
	for _, name := range slices.Sorted(maps.Keys(branch)) {
		at := name
		if key != "" {
			at = key + "." + name
		}
		switch v := branch[name].(type) {
		case string:
			list = append(list, &i18n.Message{ID: at, Other: v})
		case map[string]any:
			if list, err = flatten(list, at, v); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("%s: neither words nor further keys", at)
		}
	}
	return list, nil
}

// plural is the sentence of a branch that has a form "other" and no key that
// is no form; else nil.
func plural(key string, branch map[string]any) *i18n.Message {
	m := &i18n.Message{ID: key}
	forms := map[string]*string{
		"zero": &m.Zero, "one": &m.One, "two": &m.Two, "few": &m.Few, "many": &m.Many, "other": &m.Other,
	}
	for name, v := range branch {
		form, known := forms[name]
		text, isText := v.(string)
		if !known || !isText {
			return nil
		}
		*form = text
	}
	if key == "" || m.Other == "" {
		return nil
	}
	return m
}

func (w *words) add(m *i18n.Message) error {
	if _, twice := w.messages[m.ID]; twice {
		return errors.New("given twice")
	}
	s := sentence{forms: make(map[string]*template)}
	for _, text := range []string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other} {
		if text == "" {
			continue
		}
		t, err := compile(text)
		if err != nil {
			return err
		}
		s.forms[text] = t
	}
	if m.Other == "" {
		return errors.New("empty")
	}
	s.other, s.counts = s.forms[m.Other], len(s.forms) > 1
	w.messages[m.ID] = s
	return nil
}

// Reporting is the same catalogue, telling f of every fault met while speaking.
func (c *Catalogue) Reporting(f func(Fault)) *Catalogue {
	r := *c
	r.report = f
	return &r
}

// Languages lists the languages there are words in, as tags, sorted.
func (c *Catalogue) Languages() []string { return slices.Clone(c.languages) }

// Keys lists the keys of a language, sorted; none for an unknown language.
func (c *Catalogue) Keys(lang string) []string {
	w := c.words[lang]
	if w == nil {
		return nil
	}
	keys := make([]string, 0, len(w.messages))
	for k := range w.messages {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Blanks lists the arguments that a key has room for in a language, sorted,
// in any of its plural forms.
func (c *Catalogue) Blanks(lang, key string) []string {
	w := c.words[lang]
	if w == nil {
		return nil
	}
	var names []string
	s := w.messages[key]
	for _, t := range s.forms {
		names = append(names, t.blanks()...)
	}
	if s.counts {
		names = append(names, countArg)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// In is who speaks a language, telling times in a zone. A locale such as
// "it-CH" finds the nearest language there is; an unknown one finds the first.
func (c *Catalogue) In(lang string, zone *time.Location) *Speaker {
	w := c.words[c.nearest(lang)]
	s := &Speaker{words: w, zone: zone, report: c.report}
	for _, l := range c.languages {
		if l != w.lang {
			s.others = append(s.others, &Speaker{words: c.words[l], zone: zone, report: c.report})
		}
	}
	return s
}

func (c *Catalogue) nearest(lang string) string {
	if _, ok := c.words[lang]; ok {
		return lang
	}
	tags := make([]language.Tag, len(c.languages))
	for i, l := range c.languages {
		tags[i] = c.words[l].tag
	}
	_, i, _ := language.NewMatcher(tags).Match(language.Make(lang))
	return c.languages[i]
}
