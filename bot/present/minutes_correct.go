package present

import (
	"assenso/bot/lang"
	"assenso/governance/minutes"
)

// corrected tells what put the record right, and what was contested (B29). It
// reports false for any other act.
func (w *minutesWriter) corrected(a minutes.Act) bool {
	at := w.when(a.At)
	key := "act." + string(a.Kind)
	switch a.Kind {
	case minutes.VoteCorrected:
		w.say(minuted(key, "at", at, "subject", ballotOn(a.Round), "name", w.name(a.Member), "by", w.name(a.By),
			"was", lang.T("counted-as."+string(a.Was)), "as", minutedAs(a.As), "reason", minutedWords(a.Cause)))
	case minutes.Rechecked:
		if a.Stands {
			w.say(minuted("act.rechecked-stands", "subject", ballotOn(a.Round)))
		} else {
			w.say(minuted("act.rechecked-fallen", "at", at, "subject", ballotOn(a.Round)))
		}
	case minutes.Withdrawn:
		w.say(minuted("act.withdrawn", "at", at, "subject", ballotOn(a.Round), "reason", a.Reason))
	case minutes.Contested:
		w.say(minuted(key, "at", at, "name", w.name(a.Member), "subject", ballotOn(a.Round), "words", minutedWords(a.Words)))
	case minutes.ContestAnswered:
		w.say(minuted(key, "at", at, "name", w.name(a.Member), "by", w.name(a.By), "upheld", a.Upheld, "words", minutedWords(a.Words)))
	case minutes.NoteCorrected:
		w.say(minuted(key, "at", at))
		w.literal(a.Words)
	case minutes.NameCorrected:
		w.say(minuted(key, "at", at, "name", w.name(a.Member), "now", minutedLiteral(a.Words)))
	case minutes.PresenceCorrected:
		st := a.Stay
		w.say(minuted(key, "at", at, "name", w.name(a.Member), "from", w.when(st.From), "to", w.maybe(st.To),
			"mode", minuted("mode-of."+string(st.Mode)), "reason", minutedWords(a.Cause)))
	default:
		return false
	}
	return true
}
