package command

import (
	"assenso/bot/lang"
	"assenso/governance"
)

// The most that is read of what somebody types after a command, in bytes: more
// than any platform lets through, less than could keep a lane busy.
const textMost = 64 << 10

// Refusals of what was typed. Their words, under "refusal.<reason>", say what
// to write instead. Arguments are strings, whole numbers, lang.Text and lists
// of these.
const (
	UnknownCommand  governance.Reason = "unknown-command"  // args: name, near (empty: nothing is near)
	MissingArgument governance.Reason = "missing-argument" // args: param, help, usage, example
	TooManyWords    governance.Reason = "too-many-words"   // args: given, usage, example
	TextTooLong     governance.Reason = "text-too-long"    // args: most
	NotANumber      governance.Reason = "not-a-number"     // args: given, param
	NotALength      governance.Reason = "not-a-length"     // args: given
	NotADate        governance.Reason = "not-a-date"       // args: given
	NoHour          governance.Reason = "no-hour"          // args: given
	WrongWeekday    governance.Reason = "wrong-weekday"    // args: date, weekday (which it is)
	WhichDay        governance.Reason = "which-day"        // args: weekday; today, or in a week?
	WhichHour       governance.Reason = "which-hour"       // args: early, late
	NoSuchHour      governance.Reason = "no-such-hour"     // args: clock, date; skipped by the change of the clocks
	TwiceHour       governance.Reason = "twice-hour"       // args: clock, date, first, second; it comes twice that night
	WhichMember     governance.Reason = "which-member"     // args: given, who
	UnknownPerson   governance.Reason = "unknown-person"   // args: given
	PersonNear      governance.Reason = "person-near"      // args: given, near
	NotAChoice      governance.Reason = "not-a-choice"     // args: given, choices
	ChoiceNear      governance.Reason = "choice-near"      // args: given, near
	NotABallot      governance.Reason = "not-a-ballot"     // args: given
	AgendaNumber    governance.Reason = "agenda-number"    // args: line, number (which it should have)
	AgendaOneLine   governance.Reason = "agenda-one-line"  // args: line; it seems to hold several items
	StaleButton     governance.Reason = "stale-button"     // a token that is not one of ours, or no longer
	NoMeetingHere   governance.Reason = "no-meeting-here"
	NoBodyHere      governance.Reason = "no-body-here"
	Overtaken       governance.Reason = "overtaken"       // args: length; it comes late, and things have moved on
	NoProfile       governance.Reason = "no-profile"      // args: given, profiles
	AttendanceFile  governance.Reason = "attendance-file" // one file of a video service goes with the command
	FileNeeded      governance.Reason = "file-needed"     // the list of members goes with the command
)

// lacking refuses a call in which an argument is missing.
func lacking(command, param string) error {
	name := "command." + command
	return governance.Refuse(MissingArgument,
		"param", lang.T(name+".param."+param+".name"), "help", lang.T(name+".param."+param+".help"),
		"usage", lang.T(name+".usage"), "example", lang.T(name+".example"))
}
