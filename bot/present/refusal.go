package present

import (
	"fmt"
	"time"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// Refusal is a lawful no in words: why, and what to do. Who names the members
// it speaks of, a meeting or a body; it may be nil where there is neither.
func Refusal(who Names, err *governance.Refusal) lang.Text {
	t := lang.Text{Key: "refusal." + string(err.Why), Args: make(map[string]any, len(err.Args))}
	for name, v := range err.Args {
		t.Args[name] = sayable(who, name, v)
	}
	return t
}

// sayable turns an argument of the rules into one that words can hold.
func sayable(who Names, name string, v any) any {
	switch v := v.(type) {
	case lang.Text, []lang.Text, []string, int, bool, time.Time, time.Duration:
		return v
	case governance.Duration:
		return time.Duration(v)
	case governance.MemberID:
		return nameOf(who, v)
	case []governance.MemberID:
		return few(anybody{who}, v)
	case governance.Office:
		return office(v)
	case governance.Mode:
		return mode(v)
	case governance.Position:
		return position(v)
	case meeting.Round:
		return about(v)
	case meeting.ItemKind:
		return lang.T("kind." + string(v))
	case meeting.Stage:
		return lang.T("stage." + string(v))
	case string:
		switch name {
		case "office":
			return office(governance.Office(v))
		case "hash":
			return fingerprint(v)
		}
		return v
	}
	return fmt.Sprint(v)
}

// anybody names members even where nobody knows them.
type anybody struct{ who Names }

func (a anybody) NameOf(id governance.MemberID) string { return nameOf(a.who, id) }

func nameOf(who Names, id governance.MemberID) string {
	if who == nil {
		return string(id)
	}
	return who.NameOf(id)
}

// Trouble is what a member sees when something of ours failed: one sentence,
// and nothing of the error.
func Trouble() lang.Text { return lang.T("notice.trouble") }

// StoreAway tells a room, once, that what is said cannot be recorded for now.
func StoreAway() lang.Text { return lang.T("notice.store.away") }

// StoreBack tells a room that recording goes on.
func StoreBack() lang.Text { return lang.T("notice.store.back") }

// StoreShort tells that a journal has lost entries after one, and that the
// meeting is halted.
func StoreShort(last int) lang.Text { return lang.T("notice.store.short", "last", last) }

// Unchanged answers a command that asked for what is so already.
func Unchanged() Notice { return Notice{Text: []lang.Text{lang.T("notice.unchanged")}} }
