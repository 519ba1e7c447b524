package chattest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"assenso/bot/chat"
)

// Say lets somebody say words at a moment; a zero moment is now. It returns
// the id of the update.
func (f *Fake) Say(who chat.Account, in chat.Place, text string, said time.Time) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	id := f.newID()
	a := f.enter(chat.Update{ID: id, Said: said, From: who, In: in, Body: chat.Speech{Text: text, Message: id}})
	f.said[who] = a
	return id
}

// Reply is Say as an answer to a message of the bot.
func (f *Fake) Reply(who chat.Account, to Post, text string, said time.Time) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	id := f.newID()
	quoted := &chat.Quoted{Bot: true, Text: to.Last().Text.Plain()}
	f.said[who] = f.enter(chat.Update{ID: id, Said: said, From: who, In: to.In,
		Body: chat.Speech{Text: text, Message: id, ReplyTo: quoted}})
	return id
}

// EditWords lets somebody change the last words they said. It panics if they
// never said any: the test is wrong.
func (f *Fake) EditWords(who chat.Account, text string, said time.Time) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	last := f.said[who]
	if last == nil {
		panic(fmt.Sprintf("chattest: %s has said nothing to edit", who))
	}
	words := last.update.Body.(chat.Speech)
	words.Text, words.Edited, words.ReplyTo = text, true, nil
	id := f.newID()
	f.enter(chat.Update{ID: id, Said: said, From: who, In: last.update.In, Body: words})
	return id
}

// Call lets somebody give a command.
func (f *Fake) Call(who chat.Account, in chat.Place, name, text string, said time.Time) string {
	return f.Deliver(chat.Update{Said: said, From: who, In: in, Body: chat.Call{Name: name, Text: text}})
}

// Attach is Say with files.
func (f *Fake) Attach(who chat.Account, in chat.Place, text string, said time.Time, files ...chat.File) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	id := f.newID()
	f.enter(chat.Update{ID: id, Said: said, From: who, In: in, Body: chat.Speech{Text: text, Message: id}, Files: files})
	return id
}

// Join lets accounts enter the room of a place.
func (f *Fake) Join(in chat.Place, said time.Time, who ...chat.Account) {
	for _, a := range who {
		f.Deliver(chat.Update{Said: said, From: a, In: in, Body: chat.Presence{Joined: true}})
	}
}

// Leave lets accounts drop out of the room of a place.
func (f *Fake) Leave(in chat.Place, said time.Time, who ...chat.Account) {
	for _, a := range who {
		f.Deliver(chat.Update{Said: said, From: a, In: in, Body: chat.Presence{}})
	}
}

// Press lets somebody press the button of that label in the last message of
// the place that has one. False: there is none, or it is another's.
func (f *Fake) Press(who chat.Account, in chat.Place, label string, said time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range slices.Backward(f.posts) {
		if p.In != in {
			continue
		}
		m := p.Last()
		for _, b := range slices.Concat(m.Buttons...) {
			if b.Label != label {
				continue
			}
			if m.Only != "" && m.Only != who {
				return false
			}
			f.enter(chat.Update{Said: said, From: who, In: in, Body: chat.Press{Token: b.Token, On: p.Ref}})
			return true
		}
	}
	return false
}

// Deliver lets any update happen: late, out of order, or under the id of
// another. What it leaves empty is filled in: ID, Said and Reply.
func (f *Fake) Deliver(u chat.Update) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.enter(u).update.ID
}

// Redeliver lets everything that ever happened come once more, in order, as
// after a platform has lost its own bookmark.
func (f *Fake) Redeliver() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, a := range slices.Clone(f.acts) {
		f.enter(a.update)
	}
}

// enter takes an act for delivery. The lock is held.
func (f *Fake) enter(u chat.Update) *act {
	if u.ID == "" {
		u.ID = f.newID()
	}
	if u.Said.IsZero() {
		u.Said = f.now()
	}
	if u.Reply == "" {
		u.Reply = f.Private(u.From)
	}
	a := &act{update: u}
	f.acts, f.queue = append(f.acts, a), append(f.queue, a)
	f.stir()
	return a
}

func (f *Fake) newID() string {
	f.ids++
	return fmt.Sprintf("%s:update:%d", f.name, f.ids)
}

// Posts is what the bot sent to a place, in order; to all places if in is empty.
func (f *Fake) Posts(in chat.Place) []Post {
	f.mu.Lock()
	defer f.mu.Unlock()
	var posts []Post
	for _, p := range f.posts {
		if in == "" || p.In == in {
			posts = append(posts, Post{p.Ref, p.In, slices.Clone(p.Versions), slices.Clone(p.Times)})
		}
	}
	return posts
}

// Shown is the text of all messages of a place as they now stand, one after
// the other.
func (f *Fake) Shown(in chat.Place) string {
	var b strings.Builder
	for _, p := range f.Posts(in) {
		b.WriteString(p.Last().Text.Plain())
		b.WriteByte('\n')
	}
	return b.String()
}

// Settle waits until everything that happened was delivered and settled.
func (f *Fake) Settle(ctx context.Context) error {
	for i := 0; ; {
		f.mu.Lock()
		for i < len(f.acts) && f.acts[i].isSettled() {
			i++
		}
		if i == len(f.acts) {
			f.mu.Unlock()
			return nil
		}
		settled, changed := f.acts[i].settled, f.changed
		f.mu.Unlock()
		select {
		case <-settled:
		case <-changed: // delivered by now, perhaps by another run
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Await waits until what was sent to a place is as it should be.
func (f *Fake) Await(ctx context.Context, in chat.Place, enough func([]Post) bool) error {
	for {
		f.mu.Lock()
		changed := f.changed
		f.mu.Unlock()
		if enough(f.Posts(in)) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Fail lets the next sends and edits fail with these errors, one each, and
// show nothing. A nil error is a call that succeeds.
func (f *Fake) Fail(errs ...error) { f.fail(false, errs) }

// Mumble lets the next n sends and edits take effect and answer ErrNoAnswer
// all the same.
func (f *Fake) Mumble(n int) {
	f.fail(true, slices.Repeat([]error{fmt.Errorf("%s: %w", f.name, ErrNoAnswer)}, n))
}

// Throttle lets the next n sends and edits be refused for coming too fast.
func (f *Fake) Throttle(n int, wait time.Duration) {
	f.fail(false, slices.Repeat([]error{&chat.Error{Retry: wait, Err: errors.New("chattest: too fast")}}, n))
}

func (f *Fake) fail(shown bool, errs []error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, err := range errs {
		f.faults = append(f.faults, fault{err, shown})
	}
}

// SetGone lets a place be no more, or be there again.
func (f *Fake) SetGone(in chat.Place, gone bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.gone[in] = gone
}

// Delay lets every send and edit take that long from now on.
func (f *Fake) Delay(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.delay = d
}

// HoldHeard lets no Heard return until the returned function is called.
func (f *Fake) HoldHeard() (release func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.deaf = true
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.deaf = false
		f.stir()
	}
}

// FailHeard lets every Heard answer that it cannot be known; nil ends it.
func (f *Fake) FailHeard(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.deafErr = err
	f.stir()
}
