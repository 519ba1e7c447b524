package journal

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// What one entry may hold, in bytes, so that whatever is recorded can also be
// exported and read back.
const (
	MaxText = 4 << 10 // the stream's name, By, For, Cause, Name: each
	MaxBody = 4 << 20 // Data, Private: each
)

// Check tells whether commits are what Seal made of them for this stream and
// head, and returns the head after them. Stores call it first in Append, so
// that none of them keeps what cannot be verified or exported later.
//
// Its errors wrap ErrNotSealed: a stream without kind or id; a commit without
// cause or entries; a cause twice; an entry that does not follow; text that is
// not UTF-8; Data or Private that is not one line of JSON without space around
// it; a Private without a salt of SaltSize; anything over MaxText or MaxBody.
func Check(stream string, prev Head, commits []Commit) (Head, error) {
	return check(stream, prev, commits, false)
}

func check(stream string, prev Head, commits []Commit, erased bool) (Head, error) {
	if why := unfitStream(stream); why != "" {
		return prev, fmt.Errorf("%w: stream %q: %s", ErrNotSealed, stream, why)
	}
	v := ResumeVerifier(stream, prev)
	causes := make(map[string]bool, len(commits))
	for _, c := range commits {
		switch {
		case c.Cause == "":
			return prev, fmt.Errorf("%w: a commit without cause", ErrNotSealed)
		case len(c.Entries) == 0:
			return prev, fmt.Errorf("%w: %s led to no entry", ErrNotSealed, c.Cause)
		case causes[c.Cause]:
			return prev, fmt.Errorf("%w: %s twice in one call", ErrNotSealed, c.Cause)
		}
		causes[c.Cause] = true
		for i := range c.Entries {
			e := &c.Entries[i]
			why := e.unfit()
			switch {
			case why != "":
			case e.Cause != c.Cause:
				why = "another cause than its commit"
			case e.Erased() && !erased:
				why = "a digest without private values"
			case len(e.Private) > 0 && len(e.Salt) != SaltSize:
				why = fmt.Sprintf("salt of %d bytes", len(e.Salt))
			default:
				why = v.take(e)
			}
			if why != "" {
				return prev, fmt.Errorf("%w: entry %d: %s", ErrNotSealed, e.Seq, why)
			}
		}
	}
	return v.Head(), nil
}

func unfitStream(stream string) string {
	kind, id, _ := strings.Cut(stream, ":")
	switch {
	case kind == "" || id == "":
		return "no kind or no id"
	case len(stream) > MaxText:
		return "name too long"
	case !utf8.ValidString(stream):
		return "name is not UTF-8"
	case strings.ContainsFunc(stream, func(r rune) bool { return r < ' ' }):
		return "control character in its name"
	}
	return ""
}

// unfit says why an entry could not be written out and read back unchanged.
func (e *Entry) unfit() string {
	for _, text := range [...]string{e.By, e.For, e.Cause, e.Name} {
		if len(text) > MaxText {
			return "text too long"
		}
		if !utf8.ValidString(text) {
			return "text is not UTF-8"
		}
	}
	switch {
	case e.Name == "":
		return "no name"
	case e.At != stamp(e.At) || e.Said != stamp(e.Said):
		return "a time is not plain UTC"
	case !year(e.At) || !year(e.Said):
		return "a time outside the years 0 to 9999"
	}
	for _, body := range [...]json.RawMessage{e.Data, e.Private} {
		if len(body) > MaxBody {
			return "data too long"
		}
		if body != nil && !oneLine(body) {
			return "data is not one line of JSON"
		}
	}
	return ""
}

func year(t time.Time) bool { return 0 <= t.Year() && t.Year() <= 9999 }

// oneLine tells whether b stands as a value inside a line of JSON and comes
// back byte for byte.
func oneLine(b []byte) bool {
	if len(b) == 0 || b[0] <= ' ' || b[len(b)-1] <= ' ' {
		return false
	}
	for _, c := range b {
		if c == '\n' || c == '\r' {
			return false
		}
	}
	return utf8.Valid(b) && json.Valid(b)
}
