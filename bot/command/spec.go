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

// Spec defines a command. Its words are in bot/lang under "command.<Name>":
// name, also (other names), label (of a button), help, usage and example.
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
	// Lines tells that a text of several lines may name an argument on each:
	// "luogo: Aula magna".
	Lines bool
	// Make turns the arguments into an order. It returns a *governance.Refusal
	// for arguments that cannot be understood.
	Make func(Input) (Order, error)
	// Offers lists the calls of this command that could make sense now;
	// Book.Lawful tries each against the rules and keeps those that are lawful,
	// for /help and /regia. In.Meeting is there for commands of a meeting,
	// in.Body for those of a body. Nil: the command is offered whenever its
	// office allows.
	Offers func(in Input) []Offer
	// Past commands may name persons who are no longer members.
	Past bool
	// Timed commands may come late: the rules go by when they were given. Any
	// other is refused as Overtaken where others were recorded meanwhile.
	Timed bool
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

// free reports a kind that takes the rest of what was typed.
func (k Kind) free() bool { return k == Text || k == Agenda }

// The kinds.
const (
	Word     Kind = "word"     // one word, one of Param.Choices if it has any
	Text     Kind = "text"     // the rest of the line
	Number   Kind = "number"   // 3
	Member   Kind = "member"   // a person of the roll, by any part of their name that is theirs alone
	Members  Kind = "members"  // several, comma or "e"/"and" between them
	Duration Kind = "duration" // 2m, "2 minuti", 90s
	When     Kind = "when"     // a date and time as people write them
	Item     Kind = "item"     // the number of an item of the agenda
	Subject  Kind = "subject"  // what a ballot is on: an item, a change, the minutes
	Round    Kind = "round"    // a ballot: "3/1", "3", "minutes"
	Agenda   Kind = "agenda"   // items, one a line; Param.Choices are the kinds they may be marked with
)

// Param is an argument. Its words are in bot/lang under
// "command.<Spec.Name>.param.<Name>": name, also and help; those of a choice
// under "command.<Spec.Name>.choice.<choice>": name and also.
type Param struct {
	Name     string
	Kind     Kind
	Required bool
	Choices  []string // canonical; every language's word for them is understood
	// Named arguments are given as name=value only: words in their place could
	// be meant for another.
	Named bool
	// Each name stands for itself: where one is in doubt the others are acted on,
	// and only that one is asked about.
	Each bool
	// Colon marks a member before a free text: "Rossi: influenza". Without the
	// colon the words belong to the text.
	Colon bool
}

// param finds a parameter, or the zero one.
func (s Spec) param(name string) Param {
	for _, p := range s.Params {
		if p.Name == name {
			return p
		}
	}
	return Param{}
}

// Input is what a command is given.
type Input struct {
	By      governance.MemberID // empty: the account speaks for nobody
	Account chat.Account
	Name    string // how the platform shows the account
	Now     time.Time
	In      chat.Place
	Reply   chat.Place
	Button  bool // pressed, not typed
	Round   meeting.Round
	Files   []chat.File
	Meeting *meeting.State // settled; nil where there is none
	Body    *roster.State  // settled; nil where there is none
	// Profiles are the bylaws that a body may be founded under, by name.
	Profiles map[string]governance.Bylaws
	Args     Values
	// Doubts are names that were left out of a list: to be asked about.
	Doubts []NameDoubt
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
	Round   meeting.Round
	Points  []meeting.Point
}

// Has reports whether an argument was given.
func (v Values) Has(name string) bool {
	_, ok := v[name]
	return ok
}

// member is the one person an argument names, or nobody.
func (v Values) member(name string) governance.MemberID {
	if m := v[name].Members; len(m) > 0 {
		return m[0]
	}
	return ""
}

// Order is what a command leads to; exactly one field is set, besides Ask.
//
// What only the bot knows is left for it to fill: the hash and extent of
// meeting.Draft, the connection of meeting.CheckIn.
type Order struct {
	Meeting meeting.Command
	Body    roster.Command
	Convene *Convene
	Query   Query
	Batch   []meeting.Command // several orders to the meeting, each on its own
	Ask     []NameDoubt       // names that the order leaves out, to be asked about
}

// Convene asks the bot to call a meeting of the body: the number comes from
// the body's register, roll, bylaws and officers from its present state.
type Convene struct {
	Convocation meeting.Convocation
	Agenda      []meeting.Point
	Rehearsal   bool
	Carried     bool // what earlier meetings left comes first
}

// Query asks to be shown something; nothing is recorded.
type Query struct {
	Kind   QueryKind
	Round  meeting.Round
	Member governance.MemberID
	Name   string // a command, for help
	Number int    // of a resolution
	Year   string // of the register
	Names  bool   // with the names of who voted how
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
	ShowFloor   QueryKind = "floor"

	ShowRegister   QueryKind = "register" // of the body: so is the next
	ShowExtract    QueryKind = "extract"
	ShowAmendments QueryKind = "amendments"
	ShowDeliveries QueryKind = "deliveries"
	ShowCarried    QueryKind = "carried"
	ShowPapers     QueryKind = "papers"
	ShowAttendance QueryKind = "attendance"
	ShowPledges    QueryKind = "pledges"
)

// Offer is a call that could make sense now: an order to try it with, and the
// words and arguments of its button.
type Offer struct {
	Try     meeting.Command // or
	TryBody roster.Command  // neither: there is nothing to refuse
	// Label is a key in bot/lang, with Shown in its blanks; empty: the
	// command's own label.
	Label string
	Shown map[string]any
	Round meeting.Round
	Args  map[string]string
	// Needs names the arguments still to be typed: the call is a hint, and its
	// button asks for them.
	Needs []string
	Rank  Rank
}

// Rank is how likely an offer is to be wanted, the likeliest first.
type Rank int

// The ranks.
const (
	Urgent Rank = iota - 2 // what the moment asks
	Next                   // what usually follows
	Usual                  // lawful, and nothing special
	Seldom                 // lawful, and rarely wanted
)
