// Package minutes compiles the journal of a meeting into its minutes: facts
// and sections.
//
// It knows no language: wording belongs to bot/present and bot/lang. It keeps
// no state of its own: the same entries give the same minutes, to the byte.
// The text is what the meeting approves and its officers sign; the foot is
// what minutes cannot tell of themselves. Begin at Compile, then read text.go,
// course.go and ballot.go.
package minutes

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// Schema names the JSON form of Minutes. Fields are added to it, absent where
// they say nothing; whatever else changes takes another name.
const Schema = "assenso-minutes/1"

// Minutes are the minutes of a meeting: the text that is approved and signed,
// and the foot that says by whom.
type Minutes struct {
	Schema string `json:"schema"` // names this form
	Text   Text   `json:"text"`
	Foot   Foot   `json:"foot"`
}

// Recorded is an entry of a meeting's journal.
type Recorded = governance.Recorded[meeting.Event]

// Compile makes the minutes from all entries of a meeting, in their order. The
// text is compiled up to the entry that the last draft names; where no draft
// was laid before the meeting, from every entry.
//
// What a later entry erased is erased everywhere, even where records still
// hold it.
func Compile(records []Recorded) Minutes {
	c := newCompiler(records)
	draft, drafted := lastDraft(records)
	var text *Text
	for _, r := range records {
		if text == nil && drafted && r.Seq > draft.Upto {
			text = c.cut()
		}
		c.take(r)
	}
	if text == nil {
		text = c.cut()
	}
	return Minutes{Schema: Schema, Text: *text, Foot: c.foot(draft, text.Hash())}
}

// Draft is the text from all entries given, whatever drafts are among them:
// what would be laid before the meeting now. Its Hash and the last entry's
// number make a meeting.Draft.
func Draft(records []Recorded) Text {
	c := newCompiler(records)
	for _, r := range records {
		c.take(r)
	}
	return *c.cut()
}

func lastDraft(records []Recorded) (meeting.MinutesDrafted, bool) {
	for i := len(records) - 1; i >= 0; i-- {
		if d, ok := records[i].Event.(meeting.MinutesDrafted); ok {
			return d, true
		}
	}
	return meeting.MinutesDrafted{}, false
}
