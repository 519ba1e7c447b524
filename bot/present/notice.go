// Package present turns what is recorded into what is shown: events into
// notices, minutes into documents, refusals into sentences.
//
// It decides nothing and sends nothing. What it makes has no language yet:
// wording belongs to bot/lang. Begin at Meeting.
package present

import (
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// Audience is for whom a notice is.
type Audience string

// The audiences.
const (
	Room     Audience = "room"     // every place of the meeting
	Private  Audience = "private"  // Notice.Member alone
	Officers Audience = "officers" // chair and secretary, and the teller of a ballot, each privately
)

// Notice is something to show, before it has a language.
type Notice struct {
	To     Audience
	Member governance.MemberID // with Private
	// Slot makes the message a living one: a later notice of the same slot
	// replaces it in place. Empty: a message of its own, never dropped.
	Slot    string
	Text    []lang.Text // paragraphs
	Buttons [][]Button
	// Urgent notices go before receipts and boards: announcements, results.
	Urgent bool
	// Awaits is what the delivery of this notice confirms to the rules.
	Awaits Awaits
	// Attach names a document to send along.
	Attach Attachment
	// OfBody tells that the notice is about the body, also where it answers
	// somebody in a meeting.
	OfBody bool
	// Seal asks the bot to add where the journal stands at this entry, the
	// words Seal has, so that the record can be held against what was shown.
	Seal bool
}

// Awaits is the receipt a rule waits for.
type Awaits struct {
	Announcement meeting.Round // ConfirmAnnouncement, a place
	Convocation  bool          // ConfirmDelivery, a member
	Notice       int           // which notice, with Convocation: the first is 0
}

// Attachment names a document that the bot compiles when it sends the notice.
type Attachment string

// The attachments.
const (
	NoAttachment Attachment = ""
	MinutesText  Attachment = "minutes" // the minutes as they stand
)

// Button is a labelled call: the canonical name of a command and its arguments
// by canonical parameter name. The bot packs it into a token with the meeting
// and, where set, the round.
type Button struct {
	Label lang.Text
	Name  string
	Round meeting.Round
	Args  map[string]string
}
