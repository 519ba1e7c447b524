package present

import (
	"assenso/bot/lang"
	"assenso/governance/minutes"
)

// file tells what a video service's file says beside the record, and that
// nothing was changed by it.
func (w *minutesWriter) file(a minutes.Act) {
	c := a.Compared
	w.say(minuted("act.attendance", "at", w.when(a.At), "service", service(c.Source), "until", w.when(c.Until),
		"hash", fingerprint(c.Digest)), w.recognised(c))
	for _, d := range c.Differences {
		w.say(minuted("act.attendance-"+kindOf(d), "name", w.name(d.Member), "from", w.exact(d.From), "to", w.exact(d.To),
			"length", d.Length()))
	}
	if c.Tested > 0 && len(c.Retests) == 0 {
		w.say(minuted("act.attendance-tested", "count", c.Tested))
	}
	for _, r := range c.Retests {
		key := "act.attendance-resists"
		if !r.Resistant {
			key = "act.attendance-falls"
		}
		w.say(minuted(key, "subject", ballotOn(r.Round), "names", w.names(r.Concerned)))
	}
}

func (w *minutesWriter) recognised(c *minutes.Comparison) lang.Text {
	key := "act.attendance-all"
	if c.Unmatched > 0 {
		key = "act.attendance-some"
	}
	if len(c.Differences) == 0 {
		key += "-same"
	}
	return minuted(key, "count", c.Unmatched)
}
