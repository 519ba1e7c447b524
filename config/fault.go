package config

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Reason is what is wrong. bot/lang has its words under "config.<reason>".
type Reason string

// The reasons. Field is a path such as clocks.ballot.
const (
	FileMissing    Reason = "file-missing"    // args: path
	FileUnreadable Reason = "file-unreadable" // args: path, why
	FileTooLarge   Reason = "file-too-large"  // args: path, most in KiB
	FileEmpty      Reason = "file-empty"      // args: path
	Syntax         Reason = "syntax"          // args: why
	TwoDocuments   Reason = "two-documents"
	NoReferences   Reason = "no-references"  // args: field (may be empty); anchors, aliases, tags and keys that are no words
	UnknownField   Reason = "unknown-field"  // args: field, nearest (may be empty)
	RepeatedField  Reason = "repeated-field" // args: field, other (the line before)
	WantText       Reason = "want-text"      // args: field
	WantNumber     Reason = "want-number"    // args: field, value
	WantYesNo      Reason = "want-yes-no"    // args: field, value
	WantLength     Reason = "want-length"    // args: field, value
	WantList       Reason = "want-list"      // args: field
	WantSection    Reason = "want-section"   // args: field (empty: the file itself)
	Missing        Reason = "missing"        // args: field
	UnknownValue   Reason = "unknown-value"  // args: field, value, choices, nearest (may be empty)

	UnknownZone      Reason = "unknown-zone"      // args: field, value
	BadFraction      Reason = "bad-fraction"      // args: field
	LowFraction      Reason = "low-fraction"      // args: field
	Idle             Reason = "idle"              // args: field, kind: has no effect with that kind
	BadDate          Reason = "bad-date"          // args: field, value
	OutOfRange       Reason = "out-of-range"      // args: field, value, least, most
	TooShort         Reason = "too-short"         // args: field, value, least
	TooLong          Reason = "too-long"          // args: field, value, most
	SilenceUnfounded Reason = "silence-unfounded" // args: field; B04
	ClauseMissing    Reason = "clause-missing"    // args: field, article; less than the law asks, and no clause of the statute
	NotYet           Reason = "not-yet"           // args: field; lawful, and not in this version
	UnknownProfile   Reason = "unknown-profile"   // args: field, value, choices, nearest
	ProfileTaken     Reason = "profile-taken"     // args: value

	BadRedis        Reason = "bad-redis"        // args: field
	PlatformLater   Reason = "platform-later"   // args: platform
	TokenTwice      Reason = "token-twice"      // args: platform
	BadAccount      Reason = "bad-account"      // args: field, value
	BadID           Reason = "bad-id"           // args: field, value
	TenderBody      Reason = "tender-body"      // B57
	UnknownVariable Reason = "unknown-variable" // args: variable, nearest (may be empty)
)

// Fault is one thing wrong with a file or the environment, and where.
type Fault struct {
	File    string // a path, or the name of an environment variable
	Line    int    // 0 where there is no line
	Column  int
	Why     Reason
	Args    map[string]any // for the words: string, int and []string
	Excerpt string         // the line, and under it a mark at the column; secrets are hidden
}

// Key is where bot/lang has the words of the fault.
func (f Fault) Key() string { return "config." + string(f.Why) }

// Where is "file:line:column", as far as they are known.
func (f Fault) Where() string {
	if f.Line == 0 {
		return f.File
	}
	return fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
}

// Error is the fault for logs: its place, reason and arguments. People are
// told by the words of Key.
func (f Fault) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", f.Where(), f.Why)
	for _, k := range sortedKeys(f.Args) {
		fmt.Fprintf(&b, " %s=%v", k, f.Args[k])
	}
	return b.String()
}

func sortedKeys(args map[string]any) []string { return slices.Sorted(maps.Keys(args)) }

// args makes the arguments of a fault from pairs of a name and a value.
func args(pairs []any) map[string]any {
	if len(pairs) == 0 {
		return nil
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		v := pairs[i+1]
		if s, ok := v.(string); ok {
			v = hush(s)
		}
		m[pairs[i].(string)] = v
	}
	return m
}

// sorted puts the faults of a file first, then those of others and of
// variables by name, each from top to bottom.
func sorted(faults []Fault, first string) []Fault {
	rank := func(f Fault) string {
		if f.File == first {
			return ""
		}
		return f.File
	}
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return faults
}

// nearest is the choice that a mistyped word most likely meant, or nothing.
func nearest(word string, choices []string) string {
	best, at := "", 3
	for _, c := range choices {
		limit := min(at, 1+(utf8.RuneCountInString(c)+1)/3)
		if d := levenshtein.ComputeDistance(strings.ToLower(word), c); d < limit {
			best, at = c, d
		}
	}
	return best
}

// mark is the excerpt of a fault: the line and a mark under the column.
func mark(line string, column int) string {
	line = hush(strings.TrimRight(line, "\r\n"))
	if runes := []rune(line); len(runes) > longestExcerpt {
		line = string(runes[:longestExcerpt]) + "…"
	}
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, cut(line, column-1))
	return line + "\n" + pad + "^"
}

const longestExcerpt = 120

// cut is the first n characters of a line.
func cut(line string, n int) string {
	runes := []rune(line)
	return string(runes[:max(0, min(n, len(runes)))])
}

// named is something whose name says that it is secret; shapes are tokens of
// the platforms and passwords in addresses, wherever they stand.
var (
	named  = regexp.MustCompile(`(?i)([\w-]*(?:tok|secret|pass|pwd|credential|api_?key)[\w-]*)(["']?\s*[:=]\s*)(\S.*)`)
	shapes = []*regexp.Regexp{
		regexp.MustCompile(`()\b\d{6,}:[\w-]{20,}`),
		regexp.MustCompile(`()[\w-]{18,}\.[\w-]{5,}\.[\w-]{20,}`),
		regexp.MustCompile(`(://)\S*@`),
	}
)

// hush hides what looks like a secret, and what a terminal would obey. Where a
// secret is kept is none.
func hush(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' {
			return utf8.RuneError
		}
		return r
	}, s)
	for _, shape := range shapes {
		s = shape.ReplaceAllString(s, "${1}…")
	}
	return named.ReplaceAllStringFunc(s, func(found string) string {
		parts := named.FindStringSubmatch(found)
		if isPath(parts[1]) {
			return found
		}
		return parts[1] + parts[2] + "…"
	})
}

// isPath tells a name of where a secret is kept.
func isPath(name string) bool { return strings.HasSuffix(strings.ToLower(name), "_file") }
