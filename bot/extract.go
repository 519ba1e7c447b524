package bot

import (
	"bytes"
	"context"
	"fmt"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/bot/document"
	"assenso/bot/lang"
	"assenso/bot/present"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
	"assenso/governance/roster"
)

// showRegister answers with the register of the body, and a table of it.
func (t *turn) showRegister(in command.Input, q command.Query) (present.Notice, []chat.File) {
	n := present.Notice{OfBody: true, Text: present.Register(in.Body, q.Year)}
	if len(in.Body.Register(q.Year)) == 0 {
		return n, nil
	}
	sp := t.Catalogue.In(t.Language, in.Body.Bylaws.Location())
	name := sp.Plain(lang.T("file.register", "body", string(in.Body.ID), "year", q.Year)) + ".csv"
	return n, []chat.File{{Name: name, Data: present.RegisterTable(in.Body, q.Year, sp)}}
}

// showExtract answers with the extract of a resolution: of a meeting that is
// going on, or of one sealed long ago. The journal is read with no state held:
// it may take its time.
func (t *turn) showExtract(q command.Query) (present.Notice, []chat.File) {
	var r roster.Resolution
	var sp *lang.Speaker
	t.look(func(in command.Input) {
		if in.Body != nil {
			r, _ = in.Body.Resolution(q.Number, q.Year)
			sp = t.Catalogue.In(t.Language, in.Body.Bylaws.Location())
		}
	})
	if r.Number == 0 {
		return t.trouble(), nil
	}
	if !r.Annulled.IsZero() {
		return present.Notice{OfBody: true, Text: present.ExtractFallen(r)}, nil
	}
	m, doc, err := t.extract(t.ctx, r, q.Names, sp)
	if err != nil {
		t.Log.Error().Err(err).Str("meeting", r.Meeting).Int("number", r.Number).Msg("extract")
		return t.trouble(), nil
	}
	if doc.Title == "" {
		return present.Notice{OfBody: true, Text: present.ExtractGone(r)}, nil
	}
	files, err := drawn(doc, sp.Plain(lang.T("file.extract", "number", r.Number, "year", r.Year)))
	if err != nil {
		t.Log.Error().Err(err).Str("meeting", r.Meeting).Msg("draw extract")
		return t.trouble(), nil
	}
	return present.Notice{OfBody: true, Text: present.ExtractReady(r, m.Foot.Approved())}, files
}

// extract compiles the extract of a resolution. The document has no title
// where nothing here has the records of its meeting.
func (b *Bot) extract(ctx context.Context, r roster.Resolution, names bool, sp *lang.Speaker) (minutes.Minutes, document.Document, error) {
	all, err := b.records(ctx, meetingKind+":"+r.Meeting, 0)
	if err != nil || len(all) == 0 {
		return minutes.Minutes{}, document.Document{}, err
	}
	var round meeting.Round
	if err := round.UnmarshalText([]byte(r.Round)); err != nil {
		return minutes.Minutes{}, document.Document{}, fmt.Errorf("resolution %d/%s: %w", r.Number, r.Year, err)
	}
	m := minutes.Compile(all)
	m.Text = minutes.Draft(all)
	doc, _ := present.Extract(m, round, names, sp)
	return m, doc, nil
}

// drawn is a document as the files that are sent.
func drawn(doc document.Document, name string) ([]chat.File, error) {
	var html, text bytes.Buffer
	if err := document.WriteHTML(&html, doc); err != nil {
		return nil, err
	}
	if err := document.WriteText(&text, doc, 80); err != nil {
		return nil, err
	}
	return []chat.File{{Name: name + ".html", Data: html.Bytes()}, {Name: name + ".txt", Data: text.Bytes()}}, nil
}
