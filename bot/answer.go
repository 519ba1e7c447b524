package bot

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/bot/journal"
	"assenso/bot/lang"
	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
	"assenso/governance/roster"
)

// answer tells the author of an update something, privately where it can be.
func (t *turn) answer(n present.Notice, files ...chat.File) {
	if !t.laned && t.strays.seen(t.u.ID) {
		return
	}
	if t.who == "" && !slices.Contains(t.Admins, t.u.From) && !t.patience.has(t.u.From, t.u.At) {
		return
	}
	to := target{place: t.u.Reply, only: t.u.From}
	if to.place == "" {
		to.place = t.u.In
		if o := t.outboxes[chat.PlatformOf(t.u.From)]; o != nil && o.platform.Limits().Private {
			to.place = chat.PrivateOf(t.u.From)
		}
	}
	of := t.m
	if n.OfBody {
		of = nil // it is no less true while a rehearsal goes on
	}
	p := t.draw(t.voice(), n, to, of)
	p.sent = nil
	switch plain := p.draw; {
	case len(files) > 0:
		p.draw = func(ctx context.Context) chat.Message {
			msg := plain(ctx)
			msg.Files = files
			return msg
		}
	case n.Attach == present.MinutesText && t.m != nil:
		stream, sp := t.m.stream, t.voice()
		p.draw = func(ctx context.Context) chat.Message {
			msg := plain(ctx)
			msg.Files = t.minutesFiles(ctx, stream, sp)
			return msg
		}
	}
	if o := t.outboxes[chat.PlatformOf(to.place)]; o != nil {
		o.put(p)
	}
}

// voice speaks to the author: in the language of the installation, in the zone
// of the meeting or body.
func (t *turn) voice() *lang.Speaker {
	zone := time.UTC
	if t.m != nil {
		t.m.read(func(s *meeting.State) { zone = s.Zone() })
	} else if a := t.assembly(); a != nil {
		a.read(func(s *roster.State) { zone = s.Bylaws.Location() })
	}
	return t.Catalogue.In(t.Language, zone)
}

func (b *Bot) trouble() present.Notice { return present.Notice{Text: []lang.Text{present.Trouble()}} }

// refusal makes the sentence of a refusal.
func (t *turn) refusal(r *governance.Refusal) present.Notice {
	text := lang.Text{}
	switch a := t.assembly(); {
	case t.m != nil:
		t.m.read(func(s *meeting.State) { text = present.Refusal(s, r) })
	case a != nil:
		a.read(func(s *roster.State) { text = present.Refusal(s, r) })
	default:
		text = present.Refusal(nil, r)
	}
	n := present.Notice{Text: []lang.Text{text}}
	if r.Why == command.MissingArgument && t.name == "convene" {
		n.Text = append(n.Text, t.left()...)
	}
	return n
}

// left is what earlier meetings left to the convocation that somebody is
// writing, if anything.
func (t *turn) left() (text []lang.Text) {
	if a := t.assembly(); a != nil {
		a.read(func(s *roster.State) {
			if len(s.Carried) > 0 {
				text = present.Carried(s)
			}
		})
	}
	return text
}

// ask asks whom names may have meant: pressing one gives the command again with
// that person.
func (t *turn) ask(doubts []command.NameDoubt) {
	var n present.Notice
	for _, d := range doubts {
		var r *governance.Refusal
		if !errors.As(d.Refusal, &r) {
			continue
		}
		n.Text = append(n.Text, t.refusal(r).Text...)
		for _, who := range d.Could {
			n.Buttons = append(n.Buttons, []present.Button{{
				Label: lang.T("name.plain", "name", who.Name), Name: who.Call.Name, Round: who.Call.Round, Args: who.Call.Args,
			}})
		}
	}
	if len(n.Text) > 0 {
		t.answer(n)
	}
}

// faultsMost bounds how many faults of a list one message tells.
const faultsMost = 50

// faultyList tells every line of a list of members that is wrong, and that
// nothing was imported.
func (t *turn) faultyList(faults []roster.Fault) present.Notice {
	texts := []lang.Text{lang.T("body.faulty", "count", len(faults))}
	for i, f := range faults {
		if i == faultsMost {
			texts = append(texts, lang.T("body.faulty-more", "count", len(faults)-faultsMost))
			break
		}
		what := present.Refusal(nil, &governance.Refusal{Why: f.Why, Args: f.Args})
		texts = append(texts, lang.T("body.faulty-line", "line", f.Line, "what", what))
	}
	return present.Notice{Text: texts}
}

// show answers a query from what is written.
func (t *turn) show(q command.Query) {
	var n present.Notice
	var files []chat.File
	if q.Kind == command.ShowExtract {
		n, files = t.showExtract(q)
	} else {
		t.look(func(in command.Input) {
			switch {
			case q.Kind == command.ShowRegister && in.Body != nil:
				n, files = t.showRegister(in, q)
			case q.Kind == command.ShowPledges && in.Body != nil:
				n = present.Notice{OfBody: true, Text: present.Pledges(in.Body, q.Year)}
			case q.Kind == command.ShowCarried && in.Body != nil:
				n = present.Notice{OfBody: true, Text: present.Carried(in.Body)}
			default:
				n = t.view(in, q)
			}
		})
	}
	t.answer(n, files...)
	t.end("shown", nil)
}

// look lets f see what is written, as the author of the update may ask of it.
func (t *turn) look(f func(command.Input)) {
	in := command.Input{By: t.who, Account: t.u.From, Now: t.Clock.Now(), In: t.u.In, Reply: t.u.Reply}
	body := func() {
		a := t.assembly()
		if a == nil {
			f(in)
			return
		}
		a.read(func(s *roster.State) {
			in.Body, in.By = s, s.Accounts[string(t.u.From)]
			f(in)
		})
	}
	if t.m == nil {
		body()
		return
	}
	t.m.read(func(s *meeting.State) {
		in.Meeting = s
		body()
	})
}

func (t *turn) view(in command.Input, q command.Query) present.Notice {
	s := in.Meeting
	if q.Kind == command.ShowHelp || s == nil {
		return present.Notice{Text: t.help(in, q.Name)}
	}
	switch q.Kind {
	case command.ShowFloor:
		return present.Notice{Text: present.FloorTimes(s, in.Now)}
	case command.ShowPapers:
		return present.Notice{Text: present.Papers(s)}
	case command.ShowAmendments:
		return present.Notice{Text: present.Amendments(s)}
	case command.ShowRoll:
		return present.Notice{Text: present.Roll(s, in.Now)}
	case command.ShowAttendance:
		return present.Attendance(s)
	case command.ShowDeliveries:
		return present.Notice{Text: present.Deliveries(s)}
	case command.ShowExplain:
		return present.Notice{
			Text: present.Explain(s, q.Round, q.Member), Buttons: present.ContestButtons(s, q.Round, in.By),
		}
	case command.ShowMinutes:
		return present.Notice{Text: present.Status(s, in.Now), Attach: present.MinutesText}
	case command.ShowDesk:
		return t.desk(in)
	default:
		return present.Notice{Text: present.Status(s, in.Now)}
	}
}

func (t *turn) help(in command.Input, name string) []lang.Text {
	if spec, ok := t.Book.Find(name); ok && name != "" {
		return t.Book.HelpOn(spec)
	}
	return t.Book.Help(in)
}

// deskMost bounds how many buttons the desk shows: the likeliest.
const deskMost = 8

// desk is the officers' panel: the state of the room, and the next lawful acts
// as buttons. Acts that need words are listed by /help.
func (t *turn) desk(in command.Input) present.Notice {
	n := present.Notice{Text: present.Desk(in.Meeting, in.Now)}
	for _, o := range t.Book.Offered(in) {
		if len(o.Needs) > 0 || o.Name == "desk" || o.Name == "help" || len(n.Buttons) == deskMost {
			continue
		}
		n.Buttons = append(n.Buttons, []present.Button{{Label: o.Label, Name: o.Name, Round: o.Round, Args: o.Args}})
	}
	return n
}

// records reads the events of a stream up to an entry; 0 for all.
func (b *Bot) records(ctx context.Context, stream string, upto uint64) ([]governance.Recorded[meeting.Event], error) {
	codec := meeting.NewCodec()
	var all []governance.Recorded[meeting.Event]
	for e, err := range b.entries(ctx, stream) {
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", stream, err)
		}
		if upto > 0 && e.Seq > upto {
			break
		}
		ev, err := codec.Decode(e.Name, e.Data, e.Private)
		if err != nil {
			return nil, fmt.Errorf("%s, entry %d: %w", stream, e.Seq, err)
		}
		all = append(all, governance.Recorded[meeting.Event]{Seq: e.Seq, Meta: metaOf(e), Event: ev})
	}
	return all, nil
}

// entries reads a stream from the journal, or from the archive where the
// journal no longer has it.
func (b *Bot) entries(ctx context.Context, stream string) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		none := true
		for e, err := range b.Journal.Read(ctx, stream, 0) {
			none = false
			if !yield(e, err) {
				return
			}
		}
		if !none || b.Archived == nil {
			return
		}
		for e, err := range b.Archived(ctx, stream) {
			if !yield(e, err) {
				return
			}
		}
	}
}

// minutesHash is the hash of the text of the minutes compiled up to an entry.
func (b *Bot) minutesHash(stream string, upto uint64) (string, error) {
	all, err := b.records(b.ctx, stream, upto)
	if err != nil {
		return "", err
	}
	text := minutes.Draft(all)
	return text.Hash(), nil
}

// section is the minutes of an item that has just ended: shown at once, so that
// at the end of the meeting only the last part is new.
func (b *Bot) section(stream string, upto uint64, item int) []lang.Text {
	all, err := b.records(b.ctx, stream, upto)
	if err != nil {
		b.Log.Error().Err(err).Str("stream", stream).Msg("compile the section of an item")
		return nil
	}
	return present.ItemSection(minutes.Draft(all), item)
}

// minutesFiles draws the minutes as they stand, for a message.
func (b *Bot) minutesFiles(ctx context.Context, stream string, sp *lang.Speaker) []chat.File {
	all, err := b.records(ctx, stream, 0)
	if err != nil {
		if ctx.Err() == nil {
			b.Log.Error().Err(err).Str("stream", stream).Msg("compile minutes")
		}
		return nil
	}
	name := sp.Plain(lang.T("file.minutes", "meeting", stream[len(meetingKind)+1:]))
	files, err := drawn(present.Minutes(minutes.Compile(all), sp), name)
	if err != nil {
		b.Log.Error().Err(err).Str("stream", stream).Msg("draw minutes")
		return nil
	}
	return files
}
