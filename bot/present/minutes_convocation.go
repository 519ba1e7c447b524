package present

import (
	"assenso/bot/lang"
	"assenso/governance/minutes"
)

// amendment tells what an amendment of the convocation changed, when and why.
func (d *minutesDocument) amendment(n int, a minutes.NoticeChange) lang.Text {
	what := make([]lang.Text, len(a.Changed))
	for i, c := range a.Changed {
		what[i] = lang.T("changed." + string(c))
	}
	return minuted("fact.amendment", "n", n, "day", d.day(a.At), "at", a.At, "what", what, "reason", a.Reason)
}
