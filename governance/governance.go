package governance

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"time"
)

// MemberID names a person of a roster. It says nothing about them: names are
// private values, ids are for ever.
type MemberID string

// BodyID names a collegiate body: "collegio".
type BodyID string

// Office is a function in a body or a meeting.
type Office string

// The offices. A substitute who takes an office holds it like anybody.
const (
	Chair         Office = "chair"
	Secretary     Office = "secretary"
	Moderator     Office = "moderator"      // of the chat, B35
	Teller        Office = "teller"         // follows the voting, B35
	Administrator Office = "administrator"  // of the installation: sets bodies up, has no voice in meetings
	ViceChair     Office = "vice-chair"     // may take the chair while its holder is absent; no other power
	ViceSecretary Office = "vice-secretary" // the same for the secretary
)

// Deputy is the office that stands for o, empty where none does.
func (o Office) Deputy() Office {
	switch o {
	case Chair:
		return ViceChair
	case Secretary:
		return ViceSecretary
	}
	return ""
}

// Meta is who, for whom and when: what every command and event carries.
type Meta struct {
	By   MemberID  // empty for the bot itself
	For  Office    // set when the secretary enters an act by order of the chair
	At   time.Time // our clock, when it was recorded: the rules know no other now
	Said time.Time // when the words were said by the platform's clock, or where it tells none when they came; else zero
}

// Spoken is when the words were said: by the platform's clock where it tells,
// else by ours. Nothing is said after it was recorded: a platform whose clock
// runs ahead says the time of recording.
func (m Meta) Spoken() time.Time {
	if m.Said.IsZero() || m.Said.After(m.At) {
		return m.At
	}
	return m.Said
}

// Recorded is an event with what the journal knows of it.
type Recorded[E any] struct {
	Seq uint64
	Meta
	Event E
}

// Reason names the rule that a refusal rests on. bot/lang has its words.
type Reason string

// Refusal is a lawful no: an answer, not a failure. It reaches the member in
// their language and is not logged as an error.
type Refusal struct {
	Why  Reason
	Args map[string]any
}

func (r *Refusal) Error() string {
	if len(r.Args) == 0 {
		return "refused: " + string(r.Why)
	}
	keys := make([]string, 0, len(r.Args))
	for k := range r.Args {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var b strings.Builder
	for i, k := range keys {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%s=%v", k, r.Args[k])
	}
	return "refused: " + string(r.Why) + " " + b.String()
}

// Refuse makes a refusal. The arguments are pairs of a name and a value, for
// the words that bot/lang has for the reason.
func Refuse(why Reason, args ...any) error {
	r := &Refusal{Why: why}
	for i := 0; i+1 < len(args); i += 2 {
		if r.Args == nil {
			r.Args = make(map[string]any, len(args)/2)
		}
		r.Args[args[i].(string)] = args[i+1]
	}
	return r
}

// Refused returns the reason of a refusal, and false for any other error.
func Refused(err error) (Reason, bool) {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Why, true
	}
	return "", false
}

// Position is what a vote holds in a ballot. Silence is none: it is read at
// the close.
type Position string

// The positions.
const (
	Favour  Position = "favour"
	Against Position = "against"
	Abstain Position = "abstain"
)

// Mode is how somebody takes part (B01, B02).
type Mode string

// The modes of taking part, and of holding a meeting.
const (
	InPerson Mode = "in-person"
	Remote   Mode = "remote"
	Mixed    Mode = "mixed" // of a meeting only
)

// ParseMode reads a mode of taking part.
func ParseMode(s string) (Mode, bool) {
	switch m := Mode(s); m {
	case InPerson, Remote:
		return m, true
	}
	return "", false
}
