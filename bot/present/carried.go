package present

import (
	"assenso/bot/lang"
	"assenso/governance/roster"
)

// Carried lists what earlier meetings left, as the next convocation can take
// it up, and how.
func Carried(s *roster.State) []lang.Text {
	if len(s.Carried) == 0 {
		return []lang.Text{lang.T("carried.none")}
	}
	text := []lang.Text{lang.T("carried.title", "count", len(s.Carried))}
	for i, c := range s.Carried {
		text = append(text, lang.T("carried.item", "n", i+1, "title", c.Title, "item", c.Item,
			"why", lang.T("carried.why."+c.Why), "number", c.Number, "year", c.Year, "at", c.At))
	}
	return append(text, lang.T("carried.how"))
}
