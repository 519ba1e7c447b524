package command

import (
	"slices"

	"assenso/bot/lang"
)

// Help tells who gives the input what they could do now, the likeliest first,
// one line a command.
func (b *Book) Help(in Input) []lang.Text {
	lines := []lang.Text{lang.T("help.now")}
	var told []string
	for _, o := range b.Offered(in) {
		if slices.Contains(told, o.Name) {
			continue
		}
		told = append(told, o.Name)
		key := "command." + o.Name
		lines = append(lines, lang.T("help.line", "command", lang.T(key+".name"), "help", lang.T(key+".help")))
	}
	return append(lines, lang.T("help.more"))
}

// HelpOn tells how one command is used: what it does, its form, an example and
// its arguments.
func (b *Book) HelpOn(spec Spec) []lang.Text {
	key := "command." + spec.Name
	lines := []lang.Text{
		lang.T("help.title", "command", lang.T(key+".name"), "help", lang.T(key+".help")),
		lang.T("help.usage", "usage", lang.T(key+".usage")),
	}
	for _, p := range spec.Params {
		key := key + ".param." + p.Name
		form := "help.optional"
		if p.Required {
			form = "help.required"
		}
		var choices []lang.Text
		for _, c := range p.Choices {
			choices = append(choices, choiceText(spec.Name, c))
		}
		lines = append(lines, lang.T(form, "param", lang.T(key+".name"), "help", lang.T(key+".help"), "choices", choices))
	}
	return append(lines, lang.T("help.example", "example", lang.T(key+".example")))
}
