package console

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"assenso/bot/chat"
)

// perform delivers what one person does.
func (r *run) perform(ctx context.Context, t typed, a act) error {
	files, err := r.open(a.what.files)
	if err != nil {
		return err
	}
	u := r.update(a.seat, t)
	u.Files = files
	switch {
	case a.verb == edits:
		return r.edit(ctx, u, a)
	case a.verb == replies:
		return r.reply(ctx, u, a)
	case a.what.press != "":
		return r.press(ctx, u, a)
	case a.what.call != "":
		u.Body = chat.Call{Name: a.what.call, Text: a.what.text}
		words := strings.TrimSpace("/" + a.what.call + " " + a.what.text)
		return r.shownThenDone(ctx, u, a, r.speaks(u, a), words)
	}
	u.Body = chat.Speech{Text: a.what.text, Message: u.ID}
	if err := r.board.say(a.handle, saying{u.ID, u.In}); err != nil {
		return err
	}
	return r.shownThenDone(ctx, u, a, r.speaks(u, a), a.what.text)
}

// speaks is how the chat names who says something.
func (r *run) speaks(u chat.Update, a act) string {
	name := r.opt.Names(a.handle)
	if u.In == privateOf(a.handle) {
		name = r.screen.word(keyWhisper, "name", name)
	}
	return name + ": "
}

// shownThenDone shows an act of a script and delivers it.
func (r *run) shownThenDone(ctx context.Context, u chat.Update, a act, who, what string) error {
	for _, f := range u.Files {
		what += " <" + f.Name
	}
	if err := r.screen.echo(a.handle, u.In, u.Said, who, strings.TrimLeft(what, " ")); err != nil {
		return err
	}
	return r.deliver(ctx, u)
}

// update is an update of somebody, as yet without a body.
func (r *run) update(s seat, t typed) chat.Update {
	said := r.intake.saying(t)
	return chat.Update{
		ID:     r.id(),
		At:     said,
		Said:   said,
		From:   accountOf(s.handle),
		Name:   r.opt.Names(s.handle),
		In:     r.placeOf(s),
		Reply:  privateOf(s.handle),
		Locale: r.opt.Locale,
	}
}

// placeOf is where somebody speaks.
func (r *run) placeOf(s seat) chat.Place {
	switch {
	case s.at == inPrivate:
		return privateOf(s.handle)
	case s.at != "":
		return roomOf(s.at)
	case r.board.room(s.handle) != "":
		return roomOf(r.board.room(s.handle))
	}
	return r.screen.room
}

// sees is where somebody sees messages: in the place they named, else where
// they are and in private.
func (r *run) sees(s seat) []chat.Place {
	if s.at != "" {
		return []chat.Place{r.placeOf(s)}
	}
	return []chat.Place{r.placeOf(s), privateOf(s.handle)}
}

// choiceID is the id under which the meaning of a script's line is kept.
func (r *run) choiceID(u chat.Update) string {
	if r.opt.Clock == nil {
		return ""
	}
	return u.ID
}

func (r *run) press(ctx context.Context, u chat.Update, a act) error {
	press, in, err := r.board.press(r.choiceID(u), u.From, r.sees(a.seat), a.what.press)
	if err != nil {
		return r.named(err)
	}
	u.In, u.Body = in, press
	label := r.board.label(press, a.what.press)
	as := r.screen.word(keyPressed, "name", r.opt.Names(a.handle), "label", label)
	return r.shownThenDone(ctx, u, a, "", as)
}

// named turns the handle in a fault into the name that people read.
func (r *run) named(err error) error {
	if f, ok := errors.AsType[*fault](err); ok && f.key == keyNotYours {
		f.args["name"] = r.opt.Names(f.args["name"].(string))
	}
	return err
}

func (r *run) edit(ctx context.Context, u chat.Update, a act) error {
	name := r.opt.Names(a.handle)
	last, ok := r.board.lastSaid(a.handle)
	if !ok || a.at != "" && last.in != u.In {
		return faulty(keyNoWords, "name", name)
	}
	u.In = last.in
	u.Body = chat.Speech{Text: a.what.text, Message: last.message, Edited: true}
	return r.shownThenDone(ctx, u, a, r.screen.word(keyEdited, "name", name)+": ", a.what.text)
}

func (r *run) reply(ctx context.Context, u chat.Update, a act) error {
	name := r.opt.Names(a.handle)
	to, ok, err := r.board.latest(r.choiceID(u), r.sees(a.seat))
	if err != nil {
		return err
	}
	if !ok {
		return faulty(keyNoMessage, "name", name)
	}
	u.In = to.in
	u.Body = chat.Speech{Text: a.what.text, Message: u.ID, ReplyTo: &chat.Quoted{Bot: true, Text: to.message.Text.Plain()}}
	if err := r.board.say(a.handle, saying{u.ID, u.In}); err != nil {
		return err
	}
	return r.shownThenDone(ctx, u, a, r.screen.word(keyReplied, "name", name)+": ", a.what.text)
}

// enterOrLeave lets people in and out of rooms, all at the same moment.
func (r *run) enterOrLeave(ctx context.Context, t typed, p presence) error {
	rooms := map[chat.Place][]string{}
	var order []chat.Place
	var updates []chat.Update
	for n, who := range p.who {
		u := r.update(who, t)
		if r.opt.Clock != nil {
			u.ID = fmt.Sprintf("%s:%d", u.ID, n+1)
		}
		u.Body = chat.Presence{Joined: p.joined}
		room := strings.TrimPrefix(string(u.In), platform+":")
		if u.In == r.screen.room || !p.joined {
			room = ""
		}
		if err := r.board.move(who.handle, room); err != nil {
			return err
		}
		if rooms[u.In] == nil {
			order = append(order, u.In)
		}
		rooms[u.In] = append(rooms[u.In], r.opt.Names(who.handle))
		updates = append(updates, u)
	}
	key := keyLeft
	if p.joined {
		key = keyJoined
	}
	for _, in := range order {
		as := r.screen.word(key, "names", rooms[in], "count", len(rooms[in]))
		if err := r.screen.echo("", in, updates[0].Said, "", as); err != nil {
			return err
		}
	}
	return r.deliver(ctx, updates...)
}

// open reads the files of a line. Their bytes count as part of the line: with
// other bytes it is another line, and has another id.
func (r *run) open(names []string) ([]chat.File, error) {
	var files []chat.File
	for _, name := range names {
		data, err := r.readFile(name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(data)
		line := r.line
		r.count(string(sum[:]))
		r.line = line
		files = append(files, chat.File{Name: filepath.Base(name), Data: data})
	}
	return files, nil
}

func (r *run) readFile(name string) ([]byte, error) {
	f, err := r.opt.Open(name)
	if err != nil {
		return nil, faulty(keyNoFile, "name", name)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		return nil, faulty(keyNoFile, "name", name)
	case len(data) > maxFile:
		return nil, faulty(keyLargeFile, "name", name, "limit", maxFile)
	}
	return data, nil
}
