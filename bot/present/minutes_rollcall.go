package present

import (
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/minutes"
)

// rollCall tells a call by name and how it ended for each (B34).
func (w *minutesWriter) rollCall(a minutes.Act) {
	told := []lang.Text{minuted("act.roll-call", "at", w.when(a.At), "names", w.names(a.Members))}
	for _, end := range []struct {
		key string
		who []governance.MemberID
	}{
		{"answered", a.RollCall.Answered},
		{"seen", a.RollCall.Seen},
		{"silent", a.RollCall.Silent},
		{"left", a.RollCall.Left},
		{"waiting", a.RollCall.Waiting},
	} {
		if len(end.who) > 0 {
			told = append(told, minuted("act.roll-call-"+end.key, "count", len(end.who), "names", w.names(end.who)))
		}
	}
	w.say(told...)
}

// disowned tells that a member contested a presence entered for them, in their
// own words.
func (w *minutesWriter) disowned(a minutes.Act) {
	told := []lang.Text{minuted("act.disowned", "at", w.when(a.At), "name", w.name(a.Member), "since", w.when(a.Since))}
	if len(a.Rounds) > 0 {
		rounds := make([]lang.Text, len(a.Rounds))
		for i, r := range a.Rounds {
			rounds[i] = ballotOn(r)
		}
		told = append(told, minuted("act.disowned-counted", "rounds", rounds))
	}
	w.say(told...)
	if a.Words.Erased || a.Words.Text != "" {
		w.literal(a.Words)
	}
}
