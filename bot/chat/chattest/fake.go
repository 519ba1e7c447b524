package chattest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
	"unicode/utf8"

	"assenso/bot/chat"
)

// ErrNoAnswer is what a Fake told to Mumble returns, wrapped: the message was
// shown, and whoever sent it cannot know.
var ErrNoAnswer = errors.New("chattest: no answer from the platform")

// Clock is the time of a platform. The script clock of the console is one.
type Clock interface {
	Now() time.Time
	After(t time.Time) <-chan struct{} // closed at t
}

// Fake is a platform that lives in the process and fails on command. It
// passes Run. What people do there are its methods Say, EditWords, Press and so
// on; what the bot did there is told by Posts, and Settle waits for the bot.
//
// It outlives its own Run: run again, it delivers what was not settled, as a
// real platform does to a new process. It is safe for concurrent use.
type Fake struct {
	name   string
	limits chat.Limits
	clock  Clock // nil: the machine's

	mu       sync.Mutex
	running  bool
	acts     []*act  // all that was ever to deliver, in order
	queue    []*act  // what Run has still to deliver
	posts    []*Post // all that was ever sent
	byRef    map[chat.Ref]*Post
	declared []chat.Decl
	ids      int                   // given to updates
	said     map[chat.Account]*act // the last words of each
	changed  chan struct{}         // closed and replaced when something above changes

	faults  []fault // of the next sends and edits
	gone    map[chat.Place]bool
	delay   time.Duration
	deaf    bool // Heard is held back
	deafErr error
}

var _ chat.Platform = (*Fake)(nil)

// act is an update and how far it came.
type act struct {
	update  chat.Update
	settled <-chan struct{} // nil: not yet delivered
}

func (a *act) isSettled() bool {
	if a.settled == nil {
		return false
	}
	select {
	case <-a.settled:
		return true
	default:
		return false
	}
}

// Post is a message that the bot sent, with its edits.
type Post struct {
	Ref      chat.Ref
	In       chat.Place
	Versions []chat.Message // as sent, then as edited
	Times    []time.Time    // when each version was shown, by the machine's clock
}

// Last is the message as it now stands.
func (p Post) Last() chat.Message { return p.Versions[len(p.Versions)-1] }

type fault struct {
	err   error
	shown bool // the message is shown all the same
}

// NewFake returns a platform on which nothing was said. Its limits may be
// zero: generous ones are then taken, with private places. A nil clock is the
// machine's, or the bubble's under testing/synctest.
func NewFake(name string, limits chat.Limits, clock Clock) *Fake {
	if limits == (chat.Limits{}) {
		limits = chat.Limits{Text: 4000, Buttons: 5, Private: true}
	}
	return &Fake{
		name: name, limits: limits, clock: clock,
		byRef:   map[chat.Ref]*Post{},
		said:    map[chat.Account]*act{},
		changed: make(chan struct{}),
		gone:    map[chat.Place]bool{},
	}
}

// Account is the account of a person there.
func (f *Fake) Account(name string) chat.Account { return chat.Account(f.name + ":" + name) }

// Room is a place for all.
func (f *Fake) Room(name string) chat.Place { return chat.Place(f.name + ":" + name) }

// Private is where only the account sees what is shown; empty where Limits
// has no private places.
func (f *Fake) Private(who chat.Account) chat.Place {
	if !f.limits.Private {
		return ""
	}
	return chat.Place(f.name + ":@" + string(who[len(f.name)+1:]))
}

// Name implements chat.Platform.
func (f *Fake) Name() string { return f.name }

// Limits implements chat.Platform.
func (f *Fake) Limits() chat.Limits { return f.limits }

// Declare implements chat.Platform.
func (f *Fake) Declare(ctx context.Context, commands []chat.Decl) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.declared = slices.Clone(commands)
	f.stir()
	return nil
}

// Declared is what the bot last declared.
func (f *Fake) Declared() []chat.Decl {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.declared)
}

// Run implements chat.Platform. It delivers first what earlier runs left
// unsettled, and does not wait for one update to be settled before the next.
func (f *Fake) Run(ctx context.Context, deliver func(chat.Update) <-chan struct{}) error {
	f.mu.Lock()
	if f.running {
		f.mu.Unlock()
		return errors.New("chattest: the platform is running already")
	}
	f.running, f.queue = true, nil
	for _, a := range f.acts {
		if !a.isSettled() {
			a.settled = nil
			f.queue = append(f.queue, a)
		}
	}
	f.stir() // who asked before it ran what was heard
	f.mu.Unlock()
	defer func() {
		f.mu.Lock()
		f.running = false
		f.mu.Unlock()
	}()
	for {
		f.mu.Lock()
		changed := f.changed
		if ctx.Err() != nil {
			f.mu.Unlock()
			return nil
		}
		if len(f.queue) == 0 {
			f.mu.Unlock()
			select {
			case <-changed:
			case <-ctx.Done():
			}
			continue
		}
		a := f.queue[0]
		u := a.update
		u.At = f.now()
		f.mu.Unlock()

		settled := deliver(u)

		f.mu.Lock()
		a.settled = settled
		f.queue = f.queue[1:]
		f.stir()
		f.mu.Unlock()
	}
}

// Heard implements chat.Platform.
func (f *Fake) Heard(ctx context.Context, in chat.Place, t time.Time) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		f.mu.Lock()
		now := f.now()
		changed, err := f.changed, f.deafErr
		waits := f.deaf || !f.running || slices.ContainsFunc(f.queue, func(a *act) bool {
			return a.update.In == in && a.update.Said.Before(t)
		})
		f.mu.Unlock()
		if err != nil {
			return err
		}
		var reached <-chan struct{}
		stop := func() {}
		switch {
		case now.Before(t):
			reached, stop = f.after(t)
		case !waits:
			return nil
		}
		select {
		case <-changed:
		case <-reached:
		case <-ctx.Done():
		}
		stop()
	}
}

// Send implements chat.Platform.
func (f *Fake) Send(ctx context.Context, to chat.Place, m chat.Message) (chat.Ref, error) {
	if err := f.check(to, m); err != nil {
		return "", err
	}
	shown, err := f.meet(ctx, to)
	if err != nil && !shown {
		return "", err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	p := &Post{Ref: chat.Ref(fmt.Sprintf("%s/%d", to, len(f.posts)+1)), In: to}
	f.posts, f.byRef[p.Ref] = append(f.posts, p), p
	f.show(p, m)
	if err != nil {
		return "", err
	}
	return p.Ref, nil
}

// Edit implements chat.Platform.
func (f *Fake) Edit(ctx context.Context, r chat.Ref, m chat.Message) error {
	f.mu.Lock()
	p := f.byRef[r]
	f.mu.Unlock()
	if p == nil {
		return &chat.Error{Gone: true, Err: fmt.Errorf("chattest: no message %q", r)}
	}
	if err := f.check(p.In, m); err != nil {
		return err
	}
	shown, err := f.meet(ctx, p.In)
	if err != nil && !shown {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.show(p, m)
	return err
}

// show adds a version to a post. The lock is held.
func (f *Fake) show(p *Post, m chat.Message) {
	p.Versions, p.Times = append(p.Versions, m), append(p.Times, time.Now())
	f.stir()
}

// check refuses what a platform's own limits forbid.
func (f *Fake) check(to chat.Place, m chat.Message) error {
	if chat.PlatformOf(to) != f.name {
		return &chat.Error{Gone: true, Err: fmt.Errorf("chattest: %s is not of %s", to, f.name)}
	}
	if n := utf8.RuneCountInString(m.Text.Plain()); n > f.limits.Text {
		return fmt.Errorf("chattest: %d characters, at most %d", n, f.limits.Text)
	}
	for _, row := range m.Buttons {
		if len(row) > f.limits.Buttons {
			return fmt.Errorf("chattest: %d buttons in a row, at most %d", len(row), f.limits.Buttons)
		}
		for _, b := range row {
			if b.Label == "" || b.Token == "" || len(b.Token) > chat.MaxToken {
				return fmt.Errorf("chattest: button %q with a token of %d bytes", b.Label, len(b.Token))
			}
		}
	}
	return nil
}

// meet lets a call to the platform meet what it was told to meet: the delay,
// then the next fault, if any. Shown: the call takes effect in spite of the error.
func (f *Fake) meet(ctx context.Context, in chat.Place) (shown bool, err error) {
	f.mu.Lock()
	delay := f.delay
	f.mu.Unlock()
	if delay > 0 {
		timer := time.NewTimer(delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.gone[in] {
		return false, &chat.Error{Gone: true, Err: fmt.Errorf("chattest: %s is no more", in)}
	}
	if len(f.faults) == 0 {
		return false, nil
	}
	next := f.faults[0]
	f.faults = f.faults[1:]
	return next.shown, next.err
}

func (f *Fake) now() time.Time {
	if f.clock == nil {
		return time.Now()
	}
	return f.clock.Now()
}

// after is a channel closed at t, and what lets go of it.
func (f *Fake) after(t time.Time) (<-chan struct{}, func()) {
	if f.clock != nil {
		return f.clock.After(t), func() {}
	}
	reached := make(chan struct{})
	timer := time.AfterFunc(time.Until(t), func() { close(reached) })
	return reached, func() { timer.Stop() }
}

// stir wakes whoever waits for a change. The lock is held.
func (f *Fake) stir() {
	close(f.changed)
	f.changed = make(chan struct{})
}
