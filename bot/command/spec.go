// Package command has one definition per command, for slash commands, buttons
// and typed lines alike.
//
// A definition turns arguments into an order to the rules; it never judges:
// who may do what, and when, is governance's alone. Begin at Spec; each
// command is a file.
package command

import (
	"time"

	"assenso/bot/chat"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// Spec defines a command. Its spoken names and help are in bot/lang under
// "command.<Name>".
type Spec struct {
	Name   string // canonical, English, lower case ASCII
	Params []Param
	// Office is whose act the command is: empty for every member. The
	// secretary may give every command of the chair; it is then recorded as
	// entered by order of the chair.
	Office governance.Office
	// Also names offices that may give it besides Office, in their own right.
	Also  []governance.Office
	Scope Scope
	// Make turns the arguments into an order. It returns a *governance.Refusal
	// for arguments that cannot be understood.
	Make func(Input) (Order, error)
	// Offers lists the calls of this command that could make sense now, likeliest
	// first; the bot tries each against the rules and shows those that are
	// lawful, in /help and /regia. Nil: the command is offered whenever its
	// office allows.
	Offers func(s *meeting.State, who governance.MemberID) []Offer
}

// Scope is what a command needs to be about.
type Scope string

// The scopes.
const (
	OfMeeting Scope = "meeting" // the meeting of the place it is given in
	OfBody    Scope = "body"    // the body of the place, or the only body of who gives it
	OfNothing Scope = "nothing"
)

// Kind is what a parameter holds.
type Kind string

// The kinds.
const (
	Word     Kind = "word"     // one word, one of Param.Choices if it has any
	Text     Kind = "text"     // the rest of the line
	Number   Kind = "number"   // 3
	Member   Kind = "member"   // a person of the roll, by any part of their name that is theirs alone
	Members  Kind = "members"  // several, comma or "e"/"and" between them
	Duration Kind = "duration" // 2m, "2 minuti", 90s
	When     Kind = "when"     // a date and time as people write them
)

// Param is an argument. Its spoken name and help are in bot/lang under
// "command.<Spec.Name>.param.<Name>"; the spoken form of a choice under
// "command.<Spec.Name>.choice.<choice>".
type Param struct {
	Name     string
	Kind     Kind
	Required bool
	Choices  []string // canonical; every language's word for them is understood
}

// Input is what a command is given.
type Input struct {
	By      governance.MemberID // empty: the account speaks for nobody
	Account chat.Account
	Now     time.Time
	In      chat.Place
	Reply   chat.Place
	Button  bool // pressed, not typed
	Round   meeting.Round
	Files   []chat.File
	Meeting *meeting.State // settled; nil where there is none
	Body    *roster.State  // settled; nil where there is none
	Args    Values
}

// Values are parsed arguments by canonical parameter name.
type Values map[string]Value

// Value is one parsed argument.
type Value struct {
	Text    string
	Number  int
	Length  time.Duration
	At      time.Time
	Members []governance.MemberID
}

// Order is what a command leads to; exactly one field is set.
type Order struct {
	Meeting meeting.Command
	Body    roster.Command
	Convene *Convene
	Query   Query
	Batch   []meeting.Command // several orders to the meeting, each on its own
}

// Convene asks the bot to call a meeting of the body: the number comes from
// the body's register, roll, bylaws and officers from its present state.
type Convene struct {
	Convocation meeting.Convocation
	Agenda      []meeting.Point
}

// Query asks to be shown something; nothing is recorded.
type Query struct {
	Kind   QueryKind
	Round  meeting.Round
	Member governance.MemberID
	Name   string // a command, for help
}

// QueryKind is what to show.
type QueryKind string

// The queries.
const (
	ShowHelp    QueryKind = "help"
	ShowStatus  QueryKind = "status"
	ShowDesk    QueryKind = "desk"
	ShowMinutes QueryKind = "minutes"
	ShowExplain QueryKind = "explain"
	ShowRoll    QueryKind = "roll"
)

// Offer is a call that could make sense now: a command of the rules to try
// it with, and the words and arguments of its button.
type Offer struct {
	Try   meeting.Command
	Label string // key in bot/lang; empty: the command's own name
	Round meeting.Round
	Args  map[string]string
}
