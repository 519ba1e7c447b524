package command

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"maps"
	"slices"
	"strings"

	"assenso/governance"
	"assenso/governance/meeting"
)

// Token is what a button carries: a call, and the meeting and round it is
// about, so that last year's button does not strike today's motion. It carries
// intent and never authority: whoever presses goes through the same permissions
// and rules as with typed words.
type Token struct {
	Name    string // canonical name of the command
	Meeting string // MeetingTag of the meeting, or empty
	Round   meeting.Round
	Args    map[string]string // by canonical parameter name, canonical values
}

// tokenMost is the length that the narrowest platform takes, in bytes.
const tokenMost = 64

// tokenForm is the first byte of a token. Tokens of a form no longer known are
// refused as stale.
const tokenForm = "1"

// ErrTokenTooLong is returned for a call that does not fit in a button: give
// it fewer or shorter arguments.
var ErrTokenTooLong = errors.New("button's call is longer than 64 bytes")

// MeetingTag is a short digest of a meeting's id, for tokens.
func MeetingTag(id string) string {
	if id == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(id))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:tagLength]
}

// tagLength is enough that two meetings of one place never meet: 36 bits.
const tagLength = 6

// argLetters shorten the names of arguments that buttons carry most, so that a
// member's id of 32 characters leaves room. A letter keeps its meaning within
// a tokenForm.
var argLetters = [...][2]string{
	{"action", "a"}, {"as", "s"}, {"by", "b"}, {"end", "e"}, {"how", "h"}, {"member", "m"}, {"members", "u"}, {"mode", "o"},
	{"office", "f"}, {"on", "t"}, {"request", "q"}, {"rollcall", "l"}, {"version", "v"}, {"window", "w"}, {"row", "r"}, {"sheet", "i"}, {"yes", "y"},
}

func shortArg(name string) string {
	for _, l := range argLetters {
		if l[0] == name {
			return l[1]
		}
	}
	return name
}

func longArg(name string) string {
	for _, l := range argLetters {
		if l[1] == name {
			return l[0]
		}
	}
	return name
}

// Pack writes the token: form, command, meeting, round and arguments in order
// of their names, parted by spaces. One token has one form. The error is
// ErrTokenTooLong, or tells what cannot be written.
func (t Token) Pack() (string, error) {
	if !validName(t.Name) {
		return "", errors.New("button of no command: " + t.Name)
	}
	if t.Meeting != "" && !validTag(t.Meeting) {
		return "", errors.New("button of no meeting: use MeetingTag")
	}
	fields := []string{tokenForm, t.Name, orDash(t.Meeting), "-"}
	if !t.Round.IsZero() {
		var back meeting.Round
		if err := back.UnmarshalText([]byte(t.Round.String())); err != nil || back != t.Round {
			return "", errors.New("button of no round: " + t.Round.String())
		}
		fields[3] = escape(t.Round.String())
	}
	for _, k := range slices.Sorted(maps.Keys(t.Args)) {
		if k == "" || longArg(k) != k {
			return "", errors.New("button with no argument: " + k)
		}
		fields = append(fields, escape(shortArg(k))+"="+escape(t.Args[k]))
	}
	s := strings.Join(fields, " ")
	if len(s) > tokenMost {
		return "", ErrTokenTooLong
	}
	return s, nil
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func validTag(s string) bool {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" // of base64.RawURLEncoding
	return len(s) == tagLength && strings.Trim(s, alphabet) == ""
}

// Unpack reads what Pack wrote. Anything else is refused as StaleButton.
func Unpack(s string) (Token, error) {
	t, ok := unpack(s)
	if ok {
		// Only the one form of a token is a token.
		back, err := t.Pack()
		ok = err == nil && back == s
	}
	if !ok {
		return Token{}, governance.Refuse(StaleButton)
	}
	return t, nil
}

func unpack(s string) (t Token, ok bool) {
	if len(s) > tokenMost {
		return t, false
	}
	fields := strings.Split(s, " ")
	if len(fields) < 4 || fields[0] != tokenForm {
		return t, false
	}
	t.Name = fields[1]
	if fields[2] != "-" {
		t.Meeting = fields[2]
	}
	if fields[3] != "-" {
		round, ok := unescape(fields[3])
		if !ok || t.Round.UnmarshalText([]byte(round)) != nil {
			return t, false
		}
	}
	for _, f := range fields[4:] {
		k, v, found := strings.Cut(f, "=")
		k, okName := unescape(k)
		v, okValue := unescape(v)
		if !found || !okName || !okValue {
			return t, false
		}
		if t.Args == nil {
			t.Args = make(map[string]string)
		}
		t.Args[longArg(k)] = v
	}
	return t, true
}

const hexDigits = "0123456789abcdef"

// escape writes spaces, signs of ours and what is not printable ASCII as %xx.
func escape(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c <= ' ' || c >= 0x7f || c == '%' || c == '=' {
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func unescape(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", false
		}
		hi, lo := strings.IndexByte(hexDigits, s[i+1]), strings.IndexByte(hexDigits, s[i+2])
		if hi < 0 || lo < 0 {
			return "", false
		}
		b.WriteByte(byte(hi<<4 | lo))
		i += 2
	}
	return b.String(), true
}
