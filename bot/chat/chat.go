// Package chat is the port to the platforms on which meetings are held.
//
// It knows places, accounts, words and buttons, and no rule of any meeting.
// Begin at Platform: an adapter implements it and passes chattest, whose cases
// are the promises made here. Who needs a platform to talk to in a test takes
// chattest.Fake.
package chat

import (
	"context"
	"time"
)

// Account is somebody on a platform: "console:bruno", "telegram:42". It is
// not a member: the roster says for whom an account speaks.
type Account string

// Place is where something can be shown or said: "console:sala",
// "telegram:-100123/7", or the private chat of one account, "console:@bruno".
type Place string

// Update is something that happened on a platform.
type Update struct {
	// ID is the platform's own id, the same at every delivery of this very
	// event and of no other, by any process: it becomes the cause of what is
	// recorded. An edit has its own.
	ID     string
	At     time.Time // when we received it
	Said   time.Time // when it was said, by the platform's clock; zero where none is told
	From   Account
	Name   string // how the platform shows the account; for strangers only
	In     Place  // where it was said
	Reply  Place  // where only From sees an answer; empty where the platform cannot
	Locale string // the account's language where the platform tells it: "it", "en-GB"
	Body   Body
	Files  []File
}

// Body is what an update holds: Call, Press, Speech or Presence.
type Body interface{ body() }

// Call is a command: a name in any language and its arguments. Args holds
// typed options by canonical parameter name where the platform has them; Text
// is what was typed after the name otherwise. The name comes without the sign
// that made it a command.
type Call struct {
	Name string
	Args map[string]string
	Text string
}

// Press is a button pressed. Token is what the button carried, byte for byte;
// On is the message it stood under.
type Press struct {
	Token string
	On    Ref
}

// Speech is typed words, or an edit of them.
type Speech struct {
	Text string
	// Message names the words themselves, the same for every edit of them.
	Message string
	Edited  bool
	// ReplyTo is the message answered or quoted, if any.
	ReplyTo *Quoted
}

// Quoted is a message that a speech answers.
type Quoted struct {
	Bot  bool // it is one of ours
	From Account
	Text string
}

// Presence is an account entering or leaving the room of a place, where the
// platform tells it.
type Presence struct{ Joined bool }

func (Call) body()     {}
func (Press) body()    {}
func (Speech) body()   {}
func (Presence) body() {}

// File is a document that came with an update. Data is bounded by the adapter.
type File struct {
	Name string
	Data []byte
}

// Ref names a message we sent, for edits. Its form is the platform's own.
type Ref string

// Message is something to show. Its text is marked by value, never by
// characters inside strings, so that a member called _x_ stays _x_.
type Message struct {
	Text    Rich
	Buttons [][]Button
	Files   []File
	// Only names the one account that may press the buttons, where a message
	// for one person had to be shown in a place for all. The platform turns the
	// others away; their presses are not delivered.
	Only Account
}

// Button is a call packed in a token of at most MaxToken bytes. It carries
// intent, never authority.
type Button struct {
	Label string
	Token string
}

// MaxToken is the most a button can carry on every platform, in bytes.
const MaxToken = 64

// Rich is text with marks.
type Rich []Span

// Span is a run of text with one set of marks. A line break is "\n" in Text.
type Span struct {
	Text string
	Mark Mark
}

// Mark is how a span is shown; marks combine.
type Mark uint8

// The marks every platform can draw, or leave out without losing meaning.
const (
	Bold Mark = 1 << iota
	Italic
	Code
	Quote
)

// Plain is the text without marks.
func (r Rich) Plain() string {
	n := 0
	for _, s := range r {
		n += len(s.Text)
	}
	b := make([]byte, 0, n)
	for _, s := range r {
		b = append(b, s.Text...)
	}
	return string(b)
}

// Text makes a Rich of unmarked text.
func Text(s string) Rich { return Rich{{Text: s}} }

// Limits is what a platform allows; adapters state it, the outbox obeys it.
type Limits struct {
	Text    int           // code points in a message; longer ones are split by the outbox
	Buttons int           // buttons in a row
	Pace    time.Duration // least time between two messages in one place
	// Private tells whether the bot can write first to somebody.
	Private bool
}

// Decl declares a command to a platform that shows menus.
type Decl struct {
	Name   string            // canonical
	Spoken map[string]string // name by language
	Help   map[string]string // one line by language
	Params []Param
}

// Param is an argument of a declared command.
type Param struct {
	Name     string
	Spoken   map[string]string
	Help     map[string]string
	Required bool
	// Kind is what a platform may complete: text, member, item, number, duration.
	Kind string
}

// Platform is a chat service. Its methods may be called from several
// goroutines.
type Platform interface {
	// Name is the part before the colon of the platform's places and accounts.
	Name() string
	Limits() Limits
	// Declare tells the platform all commands there are; it may be called again.
	Declare(ctx context.Context, commands []Decl) error
	// Run delivers updates, each place's in order, until ctx ends. The channel
	// that deliver returns is closed when the update is safely written, and
	// only then may it be confirmed to the platform: what was not settled comes
	// again after a restart, where the platform can, under the same ID. Deliver
	// must not wait for the platform: it only takes the update. Run returns nil
	// when ctx ended or the platform has nothing more to say, and has then
	// ended every goroutine it started.
	Run(ctx context.Context, deliver func(Update) (settled <-chan struct{})) error
	// Heard returns once everything said in the place before t, by the
	// platform's clock, has been delivered: no new update with an earlier Said
	// comes from there afterwards. An error says that it cannot be known, or
	// that ctx ended.
	Heard(ctx context.Context, in Place, t time.Time) error
	// Send shows a message and returns once the platform has accepted it. A
	// message beyond Limits is refused, unless the adapter says how it splits
	// it. After an error the message may have been shown all the same.
	Send(ctx context.Context, to Place, m Message) (Ref, error)
	// Edit replaces a message. An *Error with Gone set: it cannot be edited any
	// more, or was never sent; send anew.
	Edit(ctx context.Context, r Ref, m Message) error
}

// PrivateOf is the place in which the bot speaks with one account alone:
// "console:@bruno". The adapter knows how to reach it.
func PrivateOf(a Account) Place {
	platform := PlatformOf(a)
	return Place(platform + ":@" + string(a[len(platform)+1:]))
}

// PlatformOf is the part of a place or account before the colon.
func PlatformOf[T ~string](s T) string {
	for i := range len(s) {
		if s[i] == ':' {
			return string(s[:i])
		}
	}
	return ""
}

// Error is a platform's refusal of something we sent.
type Error struct {
	Gone  bool          // the place or message is no more, or we may not write there
	Retry time.Duration // how long the platform asked us to wait; zero where it did not
	Err   error
}

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }
