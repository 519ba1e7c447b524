package present

import (
	"assenso/bot/lang"
	"assenso/governance/meeting"
)

// letters names options.
func letters(options []meeting.Position) []string {
	list := make([]string, len(options))
	for i, o := range options {
		list[i] = string(o)
	}
	return list
}

// choiceLines lists who chose which of several texts; nothing in any other ballot.
func choiceLines(s *meeting.State, b *meeting.Ballot, r *meeting.Result) []lang.Text {
	var text []lang.Text
	for _, c := range r.Choices {
		text = append(text, lang.T("tally.choice", "letter", string(c.Letter), "count", len(c.Members), "who", voters(s, b, c.Members)))
	}
	return text
}

// chosen is the proclaimed count of a ballot among several texts.
func chosen(r *meeting.Result) lang.Text {
	list := make([]lang.Text, len(r.Choices))
	for i, c := range r.Choices {
		list[i] = lang.T("option.count", "letter", string(c.Letter), "count", len(c.Members))
	}
	return lang.T("notice.proclaimed.choices", "choices", list, "against", len(r.Against), "abstained", len(r.Abstained), "present", r.Standing.Present)
}

func alternativeProposed(s *meeting.State, e meeting.AlternativeProposed) []Notice {
	name := ""
	if e.Mover != "" {
		name = s.NameOf(e.Mover)
	}
	return []Notice{{To: Room, Text: []lang.Text{
		lang.T("notice.alternative.title", "item", e.Item, "letter", string(e.Letter), "name", name),
		lang.T("notice.motion.text", "text", e.Text),
		lang.T("notice.alternative.rule"),
	}}}
}
