package simulation_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
	"unicode/utf8"

	"assenso/bot/chat"
)

// platform is a chat service as bad as they come, within what chat.Platform
// promises: each person's doings of one place arrive in order, and what was
// not settled comes again. It outlives the bots that run on it.
type platform struct {
	w       *world
	name    string
	room    chat.Place
	limits  chat.Limits
	offset  time.Duration // its clock is ahead of ours by so much
	seconds bool          // it tells whole seconds: the end of them
	untold  bool          // it tells no time of a press
	seats   bool          // it tells who is in the room
	rough   float64       // how often it misbehaves, 0 to 1

	mu       sync.Mutex
	chance   *rand.Rand // of what it does to messages of the bot
	acts     []*act
	coming   []delivery // by time
	line     *line      // the running one
	last     map[seat]time.Time
	posts    []*post
	byRef    map[chat.Ref]*post
	throttle time.Time     // until then nothing is taken
	changed  chan struct{} // closed and replaced when something above changes
	ids      int
}

// seat is an account in a place: what it does there arrives in order.
type seat struct {
	account chat.Account
	in      chat.Place
}

// delivery is an act on its way to the bot.
type delivery struct {
	at  time.Time
	act *act
}

// post is a message of the bot with its edits.
type post struct {
	ref    chat.Ref
	in     chat.Place
	shown  []chat.Message
	at     []time.Time
	frozen bool // it cannot be edited any more
}

func (p *post) last() chat.Message { return p.shown[len(p.shown)-1] }

var errNoAnswer = errors.New("no answer from the platform")

// clock is the time of the platform at our time t.
func (p *platform) clock(t time.Time) time.Time {
	t = t.Add(p.offset)
	if p.seconds {
		return t.Truncate(time.Second).Add(time.Second - time.Nanosecond)
	}
	return t
}

func (p *platform) account(name string) chat.Account { return chat.Account(p.name + ":" + name) }

// enter takes what somebody does now; it arrives after a while, but never
// before what they did there earlier.
func (p *platform) enter(a *act, after time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ids++
	a.update.ID = fmt.Sprintf("%s:update:%d", p.name, p.ids)
	a.on = p
	if !(p.untold && a.isPress()) {
		a.update.Said = p.clock(a.done)
	}
	if p.limits.Private {
		a.update.Reply = chat.PrivateOf(a.update.From)
	}
	where := seat{a.update.From, a.update.In}
	at := a.done.Add(after)
	if before := p.last[where]; !at.After(before) {
		at = before.Add(time.Microsecond)
	}
	p.last[where] = at
	a.arrives = at
	p.acts = append(p.acts, a)
	p.come(delivery{at, a})
}

// again delivers an act once more, after the first time, whatever became of it.
func (p *platform) again(a *act, after time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := time.Now()
	if at.Before(a.arrives) {
		at = a.arrives
	}
	p.come(delivery{at.Add(after), a})
}

// come queues a delivery. The lock is held.
func (p *platform) come(d delivery) {
	i, _ := slices.BinarySearchFunc(p.coming, d, func(a, b delivery) int {
		if a.at.After(b.at) {
			return 1
		}
		return -1
	})
	p.coming = slices.Insert(p.coming, i, d)
	p.stir()
}

func (p *platform) stir() {
	close(p.changed)
	p.changed = make(chan struct{})
}

// everything redelivers all that ever happened, in order, as after a platform
// has lost its own bookmark.
func (p *platform) everything() {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := time.Now()
	for _, a := range p.acts {
		at = at.Add(time.Millisecond)
		p.come(delivery{at, a})
	}
}

// unsettled lists what was never taken for good.
func (p *platform) unsettled() []*act {
	p.mu.Lock()
	defer p.mu.Unlock()
	var left []*act
	for _, a := range p.acts {
		if a.settled.IsZero() {
			left = append(left, a)
		}
	}
	return left
}

// line is a platform as one bot sees it.
type line struct {
	*platform
	life *life
	dice *dice // of what it hears
	out  sync.WaitGroup
}

var _ chat.Platform = (*line)(nil)

func (l *line) Name() string        { return l.name }
func (l *line) Limits() chat.Limits { return l.limits }

func (l *line) Declare(ctx context.Context, _ []chat.Decl) error { return ctx.Err() }

// Run delivers first what earlier runs left unsettled.
func (l *line) Run(ctx context.Context, deliver func(chat.Update) <-chan struct{}) error {
	l.begin()
	defer func() {
		l.mu.Lock()
		if l.platform.line == l {
			l.platform.line = nil
		}
		l.mu.Unlock()
		l.out.Wait()
	}()
	for ctx.Err() == nil {
		l.mu.Lock()
		changed := l.changed
		if len(l.coming) == 0 {
			l.mu.Unlock()
			select {
			case <-changed:
			case <-ctx.Done():
			}
			continue
		}
		next := l.coming[0]
		if wait := time.Until(next.at); wait > 0 {
			l.mu.Unlock()
			timer := time.NewTimer(wait)
			select {
			case <-changed:
			case <-timer.C:
			case <-ctx.Done():
			}
			timer.Stop()
			continue
		}
		u := next.act.update
		u.At = time.Now()
		next.act.came = append(next.act.came, u.At)
		l.mu.Unlock()
		settled := deliver(u)
		l.mu.Lock()
		l.coming = slices.DeleteFunc(l.coming, func(d delivery) bool { return d == next })
		l.stir()
		l.mu.Unlock()
		l.out.Go(func() { l.watch(ctx, next.act, settled) })
	}
	return nil
}

// watch notes when an act is settled, unless the bot is gone by then.
func (l *line) watch(ctx context.Context, a *act, settled <-chan struct{}) {
	select {
	case <-settled:
	case <-ctx.Done():
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if a.settled.IsZero() && !l.life.dead.Load() {
		a.settled = time.Now()
	}
}

func (l *line) begin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.platform.line = l
	waiting := make(map[*act]bool)
	for _, d := range l.coming {
		waiting[d.act] = true
	}
	for _, a := range l.acts {
		if a.settled.IsZero() && !waiting[a] {
			l.come(delivery{a.arrives, a}) // before what came after it
		}
	}
}

// Heard waits for what was said before t and has not arrived; sometimes longer
// than anybody has patience for.
func (l *line) Heard(ctx context.Context, in chat.Place, t time.Time) error {
	l.mu.Lock()
	rough := l.rough
	l.mu.Unlock()
	chance := l.dice.draw("hear " + string(in))
	var hold time.Duration
	switch x := chance.Float64(); {
	case x < 0.02*rough:
		return errNoAnswer
	case x < 0.06*rough:
		hold = time.Duration(60+chance.IntN(60)) * time.Second
	case x < 0.2*rough:
		hold = time.Duration(chance.Int64N(int64(20 * time.Second)))
	default:
		hold = time.Duration(chance.Int64N(int64(300 * time.Millisecond)))
	}
	if err := sleep(ctx, hold); err != nil {
		return err
	}
	for {
		l.mu.Lock()
		changed := l.changed
		until := t.Add(-l.offset) // ours
		waits := l.platform.line != l || slices.ContainsFunc(l.coming, func(d delivery) bool {
			return d.act.update.In == in && d.act.settled.IsZero() && l.clock(d.act.done).Before(t)
		})
		l.mu.Unlock()
		wait := time.Until(until)
		if wait <= 0 && !waits {
			return ctx.Err()
		}
		var timer <-chan time.Time
		if wait > 0 {
			timer = time.After(wait)
		}
		select {
		case <-changed:
		case <-timer:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *line) Send(ctx context.Context, to chat.Place, m chat.Message) (chat.Ref, error) {
	if err := l.check(to, m); err != nil {
		return "", err
	}
	fail, shown, err := l.meet(ctx)
	if err != nil {
		return "", err
	}
	if fail != nil && !shown {
		return "", fail
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	p := &post{ref: chat.Ref(fmt.Sprintf("%s/%d", to, len(l.posts)+1)), in: to}
	l.posts, l.byRef[p.ref] = append(l.posts, p), p
	p.show(m)
	l.life.burn(afterSend)
	if fail != nil {
		return "", fail
	}
	if l.life.dead.Load() {
		return "", errDead
	}
	return p.ref, nil
}

func (l *line) Edit(ctx context.Context, r chat.Ref, m chat.Message) error {
	l.mu.Lock()
	p := l.byRef[r]
	gone := p == nil || p.frozen || l.chance.Float64() < 0.01*l.rough
	if gone && p != nil {
		p.frozen = true
	}
	l.mu.Unlock()
	if gone {
		return &chat.Error{Gone: true, Err: errors.New("it cannot be edited")}
	}
	if err := l.check(p.in, m); err != nil {
		return err
	}
	fail, shown, err := l.meet(ctx)
	if err != nil {
		return err
	}
	if fail != nil && !shown {
		return fail
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	p.show(m)
	l.life.burn(afterSend)
	if fail == nil && l.life.dead.Load() {
		return errDead
	}
	return fail
}

func (p *post) show(m chat.Message) {
	p.shown, p.at = append(p.shown, m), append(p.at, time.Now())
}

// check refuses what the platform's own limits forbid.
func (l *line) check(to chat.Place, m chat.Message) error {
	if chat.PlatformOf(to) != l.name {
		return &chat.Error{Gone: true, Err: fmt.Errorf("%s is not of %s", to, l.name)}
	}
	if n := utf8.RuneCountInString(m.Text.Plain()); n > l.limits.Text {
		return fmt.Errorf("%d characters, at most %d", n, l.limits.Text)
	}
	return nil
}

// meet lets a call meet its fate: a while, then perhaps a failure, with or
// without effect. Err ends it without either.
func (l *line) meet(ctx context.Context) (fail error, shown bool, err error) {
	l.mu.Lock()
	if l.life.dead.Load() || l.life.burn(beforeSend) {
		l.mu.Unlock()
		return nil, false, errDead
	}
	now := time.Now()
	pace := time.Duration(1 + l.chance.Int64N(int64(80*time.Millisecond)))
	if l.chance.Float64() < 0.03*l.rough {
		pace += time.Duration(l.chance.Int64N(int64(12 * time.Second)))
	}
	if now.Before(l.throttle) {
		wait := l.throttle.Sub(now)
		l.mu.Unlock()
		return &chat.Error{Retry: wait, Err: errors.New("too fast")}, false, nil
	}
	switch x := l.chance.Float64(); {
	case x < 0.01*l.rough:
		l.throttle = now.Add(time.Duration(1+l.chance.IntN(40)) * time.Second)
	case x < 0.03*l.rough:
		fail = errNoAnswer
	case x < 0.05*l.rough:
		fail, shown = errNoAnswer, true
	}
	l.mu.Unlock()
	if err := sleep(ctx, pace); err != nil {
		return nil, false, err
	}
	if l.life.dead.Load() {
		return nil, false, errDead
	}
	return fail, shown, nil
}

// shown calls f with every version of every post so far.
func (p *platform) versions(f func(in chat.Place, m chat.Message, at time.Time, last bool)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, post := range p.posts {
		for i, m := range post.shown {
			f(post.in, m, post.at[i], i == len(post.shown)-1)
		}
	}
}
