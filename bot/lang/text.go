// Package lang has the words: every sentence a member reads, in every
// language, and how dates, times, numbers and lists are said in it.
//
// It knows no rule and no platform. The words are data, one folder a language
// under words/, YAML files of nested keys; a new language needs no Go.
//
// A sentence has blanks, {{.name}}, which a function may shape: date, day,
// clock, clocks (with seconds), length, number, list, either (a list with
// "or"), run (texts after each other, with nothing between them), capital. {{if .name}}…{{else}}…{{end}} makes an argument optional. A
// sentence given in the plural forms one and other is chosen by the argument
// "count". Marks are **bold**, _italic_ and `code`, read in the sentence only.
//
// Begin at Load.
package lang

// Text is a sentence before it has a language: a key of the catalogue and what
// fills its blanks.
//
// Arguments may be string, int, bool, time.Time, time.Duration, []string, Text
// or []Text. They are never read for markup: a member called _x_ stays _x_.
type Text struct {
	Key  string
	Args map[string]any
}

// T makes a Text. The arguments are pairs of a name and a value.
func T(key string, args ...any) Text {
	t := Text{Key: key}
	for i := 0; i+1 < len(args); i += 2 {
		if t.Args == nil {
			t.Args = make(map[string]any, len(args)/2)
		}
		t.Args[args[i].(string)] = args[i+1]
	}
	return t
}

// IsZero reports whether there is nothing to say.
func (t Text) IsZero() bool { return t.Key == "" }
