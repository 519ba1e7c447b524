package present_test

import (
	"bytes"
	"strings"
	"testing"

	"assenso/bot/document"
	"assenso/bot/present"
)

// The minutes of a rehearsal say so in the heading, in every section, on every
// page and at the foot, and have no number.
func TestTheMinutesOfARehearsalAreMarkedThroughout(t *testing.T) {
	m := compiled(t, "board")
	m.Text.Rehearsal, m.Text.Number = true, 0
	doc := present.Minutes(m, minutesSpeaker(t, "it"))
	if doc.Title != "PROVA – Collegio dei docenti – Verbale di prova (2026-27)" {
		t.Errorf("title %q", doc.Title)
	}
	if doc.Stamp != "PROVA" {
		t.Errorf("stamp %q", doc.Stamp)
	}
	sections := 0
	for _, b := range doc.Blocks {
		if h, ok := b.(document.Heading); ok && h.Level == 1 {
			sections++
			if !strings.HasPrefix(h.Text.Plain(), "PROVA – ") {
				t.Errorf("section %q", h.Text.Plain())
			}
		}
	}
	if sections < 5 {
		t.Errorf("only %d sections", sections)
	}
	var html, md, text bytes.Buffer
	for _, err := range []error{
		document.WriteHTML(&html, doc), document.WriteMarkdown(&md, doc), document.WriteText(&text, doc, 80),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, drawn := range map[string]string{"html": html.String(), "markdown": md.String(), "text": text.String()} {
		if !strings.Contains(strings.Join(strings.Fields(drawn), " "), "non hanno alcun valore") {
			t.Errorf("%s: nothing at the foot", name)
		}
	}
	if !strings.Contains(html.String(), `<p class="stamp">PROVA</p>`) || !strings.Contains(html.String(), "position: fixed") {
		t.Error("html: the pages are not stamped")
	}
	if !strings.HasPrefix(md.String(), "**PROVA**\n") || !strings.HasPrefix(text.String(), "PROVA\n") {
		t.Errorf("no stamp on top:\n%.60s\n%.60s", md.String(), text.String())
	}
}
