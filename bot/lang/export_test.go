package lang

import (
	"io/fs"
	"slices"
	"strings"
	"time"
)

// LoadFrom lets a test bring its own words.
func LoadFrom(files fs.FS) (*Catalogue, error) { return load(files) }

// Source is the text of a key in all its forms.
func (c *Catalogue) Source(lang, key string) string {
	var b strings.Builder
	for text := range c.words[lang].messages[key].forms {
		b.WriteString(text)
	}
	return b.String()
}

// Sample makes arguments for a key after its own blanks: of the type their
// function asks for. Unless full, optional arguments are left out.
func (c *Catalogue) Sample(lang, key string, count int, full bool, at time.Time) map[string]any {
	args := map[string]any{countArg: count}
	for _, t := range c.words[lang].messages[key].forms {
		sample(args, t.parts, full, at)
	}
	if !full {
		for _, t := range c.words[lang].messages[key].forms {
			drop(args, t.parts)
		}
	}
	return args
}

func sample(args map[string]any, parts []part, full bool, at time.Time) {
	for _, p := range parts {
		sample(args, p.then, full, at)
		sample(args, p.or, full, at)
		if _, has := args[p.arg]; has && p.format == "" || p.arg == "" || p.arg == countArg {
			continue
		}
		switch p.format {
		case "date", "day", "clock", "clocks":
			args[p.arg] = at
		case "length":
			args[p.arg] = 150 * time.Second
		case "number":
			args[p.arg] = 12345
		case "run":
			args[p.arg] = []Text{T("minutes.literal", "text", "Bianchi "), T("minutes.literal", "text", "Rossi")}
		case "list", "either":
			args[p.arg] = []string{"Bianchi", "Rossi", "Verdi"}
		default:
			args[p.arg] = "X"
		}
	}
}

func drop(args map[string]any, parts []part) {
	for _, p := range parts {
		if p.choice {
			delete(args, p.arg)
		}
		drop(args, p.then)
		drop(args, p.or)
	}
}

// Needed lists the arguments that a key cannot do without in a language.
func (c *Catalogue) Needed(lang, key string) []string {
	var names []string
	s := c.words[lang].messages[key]
	for _, t := range s.forms {
		names = append(names, needed(t.parts, nil)...)
	}
	if s.counts {
		names = append(names, countArg)
	}
	return names
}

// needed leaves out what an if around it has asked for.
func needed(parts []part, asked []string) []string {
	var names []string
	for _, p := range parts {
		if p.choice {
			names = append(names, needed(p.then, append(asked, p.arg))...)
			names = append(names, needed(p.or, asked)...)
		} else if p.arg != "" && !slices.Contains(asked, p.arg) {
			names = append(names, p.arg)
		}
	}
	return names
}
