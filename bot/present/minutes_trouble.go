package present

import (
	"time"

	"assenso/bot/lang"
	"assenso/governance/minutes"
)

// troubled tells what did not work and what was done about it (B58 to B61). It
// reports false for any other act.
func (w *minutesWriter) troubled(a minutes.Act) bool {
	at := w.when(a.At)
	key := "act." + string(a.Kind)
	switch a.Kind {
	case minutes.TroubleReported:
		w.say(minuted(key, "at", at, "name", w.name(a.Member), "words", minutedWords(a.Words)))
	case minutes.AdequacyJudged:
		w.say(minuted(key, "at", at, "reason", minuted("literal", "text", a.Reason)))
	case minutes.FellBack:
		w.say(minuted(key, "at", at, "until", w.maybe(a.Until), "how", minuted("fallback."+string(a.Fallback), "means", a.Means)))
	case minutes.Restored:
		w.say(minuted(key, "at", at))
	case minutes.TroubleDeclared:
		w.say(minuted(key, "at", at, "then", w.when(a.Then), "reason", a.Reason, "deadline", w.maybe(a.Deadline)))
	case minutes.AssuranceRecorded:
		from := minutedLiteral(a.From)
		w.say(minuted(key, "at", at, "from", from, "words", minutedWords(a.Words), "deadline", w.when(a.Deadline)))
	case minutes.DissolutionHeld:
		w.say(minuted(key, "at", at, "deadline", w.when(a.Deadline), "until", w.when(a.Until)))
	case minutes.TroubleResolved:
		w.say(minuted(key, "at", at, "then", w.when(a.Then)))
	case minutes.Dissolved:
		if a.At.Sub(a.Deadline) < time.Minute {
			at = lang.Text{}
		}
		w.say(minuted(key, "at", at, "deadline", w.when(a.Deadline), "then", w.when(a.Then)))
	default:
		return false
	}
	return true
}

// maybe is an hour, where there is one.
func (w *minutesWriter) maybe(t time.Time) lang.Text {
	if t.IsZero() {
		return lang.Text{}
	}
	return w.when(t)
}

// minutedLiteral are words that need no quotation marks, a name.
func minutedLiteral(words minutes.Words) lang.Text {
	if words.Erased {
		return minuted("erased")
	}
	return minuted("literal", "text", words.Text)
}
