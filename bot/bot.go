// Package bot is the application: what happens on a platform becomes a command
// to the rules, what the rules record is written, and what is written is
// shown.
//
// It judges nothing itself: rules are governance's, words are lang's,
// platforms and stores are adapters'. Begin at New and Run; an update's way is
// route.go, lane.go, ledger.go, publish.go, outbox.go.
package bot

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/bot/journal"
	"assenso/bot/lang"
	"assenso/bot/memo"
	"assenso/bot/reading"
	"assenso/governance"
	"assenso/governance/meeting"

	"github.com/rs/zerolog"
)

// Options is what a bot is made of. All fields are needed unless they say
// otherwise.
type Options struct {
	Journal   journal.Journal
	Memo      memo.Memo
	Platforms []chat.Platform
	Clock     Clock
	Catalogue *lang.Catalogue
	Language  string // of what is shown to a room
	Book      *command.Book
	Reader    *reading.Reader
	Salt      func() []byte // journal.SaltSize fresh random bytes
	Log       zerolog.Logger
	// Archive keeps a meeting that is complete and sealed; doing it twice is no
	// error. Nil: nothing is archived and nothing sealed.
	Archive func(ctx context.Context, meeting string) error
	// Archived reads a stream that the journal no longer has; nothing where the
	// archive has none of it either. Nil: there is no such place.
	Archived func(ctx context.Context, stream string) iter.Seq2[journal.Entry, error]
	// Profiles are the bylaws that a body can be founded with, by name.
	Profiles map[string]governance.Bylaws
	// Admins are accounts that may found bodies.
	Admins []chat.Account
	// Calm holds back messages while anything is being decided, so that a
	// script shows the same at every run. A service is never at rest for long.
	Calm bool
	// Bodies are founded at the first update where the store does not have
	// them: a script tells its time only then.
	Bodies []Body
}

// Bot runs the meetings of an installation.
type Bot struct {
	Options
	seats    seats
	work     tasks // updates, commands and deadlines under way
	mail     tasks // messages under way
	answered *answered
	strays   recent // updates answered outside every lane
	patience patience
	index    *index
	alarm    *alarm
	outboxes map[string]*outbox
	founding founding

	intake context.Context // of the platforms, from the first update to the last
	ctx    context.Context // of the workers, from Run to the end of the drain
	lanes  sync.WaitGroup
}

// New makes a bot. Run starts it.
func New(o Options) *Bot {
	b := &Bot{Options: o, seats: newSeats(), outboxes: make(map[string]*outbox)}
	b.founding.turn = make(chan struct{}, 1)
	b.answered = newAnswered(o.Memo, o.Log)
	b.index = newIndex()
	b.alarm = newAlarm(o.Clock, &b.work, b.elapse)
	for _, p := range o.Platforms {
		out := newOutbox(p, o.Memo, &b.mail, o.Log)
		if o.Calm {
			out.calm = &b.work
		}
		b.outboxes[p.Name()] = out
	}
	return b
}

// Quiet waits until everything taken in so far is settled and shown, and every
// deadline is set: a script reads its next line then.
func (b *Bot) Quiet(ctx context.Context) error {
	for {
		if err := b.rest(ctx); err != nil {
			return err
		}
		rang := b.alarm.overdue()
		if rang == nil && b.work.none() && b.mail.none() {
			return nil
		}
		if rang == nil {
			continue
		}
		select {
		case <-rang:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// rest waits until nothing is being decided and nothing being sent.
func (b *Bot) rest(ctx context.Context) error {
	if err := b.work.wait(ctx); err != nil {
		return err
	}
	return b.mail.wait(ctx)
}

// Hold keeps the bot from being at rest until the function it returns is
// called: what several people do at once is shown as one.
func (b *Bot) Hold() (release func()) {
	b.work.begin()
	return b.work.end
}

// drainMost bounds how long a stop waits for what is under way.
const drainMost = 10 * time.Second

// Run loads what is recorded, takes part until ctx ends, and stops in order:
// no more intake, lanes drained, outboxes flushed. It returns early when every
// platform has nothing more to say.
func (b *Bot) Run(ctx context.Context) error {
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	b.ctx = work
	if err := b.declare(ctx); err != nil {
		return err
	}
	for _, o := range b.outboxes {
		go o.run(work)
	}
	err := b.load(ctx)
	go b.alarm.run(work) // not before every outage is told
	if err != nil {
		b.halt(stopWork)
		return err
	}
	err = b.listen(ctx)
	b.drain(ctx)
	b.halt(stopWork)
	return err
}

func (b *Bot) declare(ctx context.Context) error {
	decls := b.Book.Decls()
	for _, p := range b.Platforms {
		if err := p.Declare(ctx, decls); err != nil {
			return fmt.Errorf("declare commands on %s: %w", p.Name(), err)
		}
	}
	return nil
}

// listen runs the platforms until the context ends or the last of them has
// ended by itself. One that fails stops the others.
func (b *Bot) listen(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	beat := make(chan struct{})
	go func() {
		defer close(beat)
		b.heartbeat(ctx)
	}()
	b.intake = ctx
	errs := make([]error, len(b.Platforms))
	var running sync.WaitGroup
	for i, p := range b.Platforms {
		running.Go(func() {
			if err := p.Run(ctx, b.deliver); err != nil && !errors.Is(err, context.Canceled) {
				errs[i] = fmt.Errorf("%s: %w", p.Name(), err)
				cancel()
			}
		})
	}
	running.Wait()
	cancel()
	<-beat
	return errors.Join(errs...)
}

// drain lets what was taken in be written and shown, for a bounded time.
func (b *Bot) drain(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainMost)
	defer cancel()
	if err := b.rest(ctx); err != nil {
		b.Log.Warn().Msg("stopping with work left; it is taken up at the next start")
	}
	b.answered.keepLeft(ctx)
}

func (b *Bot) halt(stopWork func()) {
	stopWork()
	b.lanes.Wait()
	<-b.alarm.done
	for _, o := range b.outboxes {
		<-o.done
	}
}

// load opens every stream that is not finished: bodies first, since meetings
// ask them who somebody is.
func (b *Bot) load(ctx context.Context) error {
	for stream, err := range b.Journal.Streams(ctx, bodyKind) {
		if err != nil {
			return fmt.Errorf("list bodies: %w", err)
		}
		if _, err := b.openBody(ctx, stream); err != nil {
			return err
		}
	}
	away := b.away(ctx)
	for stream, err := range b.Journal.Streams(ctx, meetingKind) {
		if err != nil {
			return fmt.Errorf("list meetings: %w", err)
		}
		m, err := b.openMeeting(ctx, stream)
		var short *ShortError
		if errors.As(err, &short) {
			// The record of one meeting is damaged: it is halted, loudly, and
			// the others go on.
			b.Log.Error().Err(err).Str("stream", stream).Msg("meeting halted")
			continue
		}
		if err != nil {
			return err
		}
		b.resume(m, away)
	}
	b.archiveSealed(ctx)
	return nil
}

// elapse tells a stream that its deadline has come.
func (b *Bot) elapse(stream string, due time.Time) {
	if name, ok := strings.CutPrefix(stream, hearing); ok {
		if m := b.index.meeting(name); m != nil {
			m.read(func(s *meeting.State) { b.hear(m, s) })
		}
		return
	}
	if m := b.index.meeting(stream); m != nil {
		m.elapse(due)
	}
}

// internal makes the meta of what the bot does by itself.
func internal() governance.Meta { return governance.Meta{} }
