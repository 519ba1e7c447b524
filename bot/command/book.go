package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"assenso/bot/chat"
	"assenso/bot/lang"
)

// Book is every command with its names and words in every language. It does
// not change once made and is safe for concurrent use.
type Book struct {
	specs     []Spec
	languages []string
	names     map[string]int // of specs, by folded name
	shown     map[string]map[string]string
	words     map[string]*commandWords
	lex       *lexicon
	speakers  []*lang.Speaker
}

// commandWords are the words that the arguments of one command are known by.
type commandWords struct {
	names   phrases            // of parameters; value: canonical
	choices map[string]phrases // by parameter; value: canonical
}

// NewBook reads the words of the commands. The error lists every fault: a name
// that two commands bear in any languages, a name that a platform would not
// take, a word that is missing.
func NewBook(cat *lang.Catalogue, specs []Spec) (*Book, error) {
	b := &Book{
		specs: slices.Clone(specs), languages: cat.Languages(),
		names: make(map[string]int), shown: make(map[string]map[string]string), words: make(map[string]*commandWords),
	}
	for _, l := range b.languages {
		b.speakers = append(b.speakers, cat.In(l, time.UTC))
	}
	var faults []error
	var err error
	if b.lex, err = newLexicon(b.speakers); err != nil {
		faults = append(faults, err)
	}
	for i := range b.specs {
		faults = append(faults, b.enter(i)...)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return b, nil
}

// enter takes a command in under all its names.
func (b *Book) enter(i int) (faults []error) {
	spec := b.specs[i]
	key := "command." + spec.Name
	b.shown[spec.Name] = make(map[string]string)
	w := &commandWords{choices: make(map[string]phrases)}
	b.words[spec.Name] = w
	faults = append(faults, b.name(i, spec.Name)...)
	for _, s := range b.speakers {
		fault := func(key, why string) {
			faults = append(faults, fmt.Errorf("words %s: %s: %s", s.Lang(), key, why))
		}
		for _, k := range []string{".name", ".label", ".help", ".usage", ".example"} {
			if !s.Has(key + k) {
				fault(key+k, "missing")
			}
		}
		name := s.Plain(lang.T(key + ".name"))
		if !validName(name) {
			fault(key+".name", "no platform takes "+name)
		}
		b.shown[spec.Name][s.Lang()] = name
		for _, n := range append([]string{name}, ways(s, key+".also")...) {
			faults = append(faults, b.name(i, n)...)
		}
		for _, p := range spec.Params {
			w.enter(s, spec, p, fault)
		}
	}
	return faults
}

// name gives a command a name, unless another has it.
func (b *Book) name(i int, name string) []error {
	folded := foldName(name)
	if j, taken := b.names[folded]; taken && j != i {
		return []error{fmt.Errorf("%q names both %s and %s", name, b.specs[j].Name, b.specs[i].Name)}
	}
	b.names[folded] = i
	return nil
}

// enter takes in what a parameter and its choices are called in one language.
func (w *commandWords) enter(s *lang.Speaker, spec Spec, p Param, fault func(key, why string)) {
	key := "command." + spec.Name + ".param." + p.Name
	for _, k := range []string{".name", ".help"} {
		if !s.Has(key + k) {
			fault(key+k, "missing")
		}
	}
	name := s.Plain(lang.T(key + ".name"))
	if !validName(name) {
		fault(key+".name", "no platform takes "+name)
	}
	for _, n := range append([]string{p.Name, name}, ways(s, key+".also")...) {
		if of, n := w.names.get(scan(n)); n && of != p.Name {
			fault(key, "another parameter has that name: "+of)
		}
		w.names = w.names.add(p.Name, n)
	}
	for _, c := range p.Choices {
		key := "command." + spec.Name + ".choice." + c
		if !s.Has(key + ".name") {
			fault(key+".name", "missing")
		}
		for _, n := range append([]string{c, s.Plain(lang.T(key + ".name"))}, ways(s, key+".also")...) {
			if of, n := w.choices[p.Name].get(scan(n)); n && of != c {
				fault(key, "another choice is called so: "+of)
			}
			w.choices[p.Name] = w.choices[p.Name].add(c, n)
		}
	}
}

// ways are the other ways of saying a thing, where a language has any.
func ways(s *lang.Speaker, key string) []string {
	if !s.Has(key) {
		return nil
	}
	var all []string
	for way := range strings.SplitSeq(s.Plain(lang.T(key)), ",") {
		all = append(all, strings.TrimSpace(way))
	}
	return all
}

// validName reports whether every platform takes a name: Telegram, the
// narrowest, has lower-case ASCII letters, digits and underscores, 32 at most.
func validName(name string) bool {
	if name == "" || len(name) > 32 {
		return false
	}
	for _, c := range []byte(name) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return true
}

// Specs lists the commands in the order of the registry.
func (b *Book) Specs() []Spec { return slices.Clone(b.specs) }

// Find finds a command by any of its names, in any language; case, accents and
// a leading slash do not matter.
func (b *Book) Find(name string) (Spec, bool) {
	i, ok := b.names[foldName(name)]
	if !ok {
		return Spec{}, false
	}
	return b.specs[i], true
}

// Nearest is the command that a mistyped name most likely meant, of those whose
// office who gives the input holds, as it is called in a language; false where
// none is near.
func (b *Book) Nearest(in Input, name, language string) (string, bool) {
	typed := foldName(name)
	best, at := 3, -1
	for known, i := range b.names {
		if !b.specs[i].Allows(in) {
			continue
		}
		d := slip(typed, known)
		// Names of one distance: the earlier command, so that the answer is always the same.
		if d < best || d == best && d < 3 && i < at {
			best, at = d, i
		}
	}
	if at < 0 {
		return "", false
	}
	return b.spoken(b.specs[at].Name, language), true
}

// spoken is what a command is called in a language.
func (b *Book) spoken(name, language string) string {
	if n, ok := b.shown[name][language]; ok {
		return n
	}
	return name
}

// Decls declares every command to a platform that shows menus.
func (b *Book) Decls() []chat.Decl {
	decls := make([]chat.Decl, 0, len(b.specs))
	for _, s := range b.specs {
		key := "command." + s.Name
		d := chat.Decl{Name: s.Name, Spoken: b.inAll(key + ".name"), Help: b.inAll(key + ".help")}
		for _, p := range s.Params {
			key := key + ".param." + p.Name
			d.Params = append(d.Params, chat.Param{
				Name: p.Name, Spoken: b.inAll(key + ".name"), Help: b.inAll(key + ".help"),
				Required: p.Required, Kind: declared(p.Kind),
			})
		}
		decls = append(decls, d)
	}
	return decls
}

// declared is the kind as a platform knows it.
func declared(k Kind) string {
	switch k {
	case Number, Item, Duration, Member:
		return string(k)
	case Members:
		return string(Member)
	}
	return string(Text)
}

func (b *Book) inAll(key string) map[string]string {
	words := make(map[string]string, len(b.languages))
	for _, s := range b.speakers {
		words[s.Lang()] = s.Plain(lang.T(key))
	}
	return words
}
