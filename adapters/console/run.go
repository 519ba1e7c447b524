package console

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"assenso/bot/chat"

	"github.com/google/uuid"
)

// Run implements chat.Platform. It returns nil at the end of the input, or
// when ctx ends, and an error when input or output break. It can be called
// once: what was read is gone.
//
// When it ends it closes an input that hangs in Read, if that can be closed or
// has deadlines; standard input cannot, and one goroutine then stays with it
// until the process ends.
func (p *Platform) Run(ctx context.Context, deliver func(chat.Update) <-chan struct{}) error {
	if !p.intake.start() {
		return errors.New("console: the input can be read only once")
	}
	r := &run{Platform: p, deliverOne: deliver}
	err := r.all(ctx)
	switch {
	case ctx.Err() != nil:
		p.intake.stop(fmt.Errorf("console: the input was not read to its end: %w", ctx.Err()))
		return nil
	case err != nil:
		p.intake.stop(err)
		return err
	}
	p.intake.stop(nil)
	return nil
}

// run is what Run knows while it reads.
type run struct {
	*Platform
	deliverOne func(chat.Update) <-chan struct{}

	line   int
	digest [sha256.Size]byte // of all lines so far
	last   seat              // who spoke last, where a person types
}

// errQuit ends the run as the end of the input does.
var errQuit = errors.New("quit")

// all handles lines until there are no more.
func (r *run) all(ctx context.Context) error {
	for {
		if err := r.settle(ctx); err != nil {
			return err
		}
		t, err := r.intake.next(ctx)
		if errors.Is(err, io.EOF) {
			return r.screen.leave()
		}
		if err != nil {
			return fmt.Errorf("console: read: %w", err)
		}
		r.screen.typed()
		r.count(t.text)
		err = r.handle(ctx, t)
		r.intake.delivered()
		if f, ok := errors.AsType[*fault](err); ok {
			err = r.screen.tell(r.line, f.key, f.args)
		}
		if errors.Is(err, errQuit) {
			if r.opt.Clock != nil {
				if err := r.settle(ctx); err != nil {
					return err
				}
			}
			return r.screen.leave()
		}
		if err != nil {
			return err
		}
	}
}

// settle waits until the bot is quiet and the reader has read.
func (r *run) settle(ctx context.Context) error {
	if err := r.screen.broken(); err != nil {
		return err
	}
	if r.opt.Clock == nil {
		return r.screen.prompt(r.speaker())
	}
	if err := r.opt.Quiet(ctx); err != nil {
		return fmt.Errorf("console: wait for the bot: %w", err)
	}
	if d := r.screen.reading(); d > 0 {
		return r.opt.Pause(ctx, d)
	}
	return ctx.Err()
}

// speaker is who speaks on a line without a name, and where.
func (r *run) speaker() string {
	if r.last.handle == "" {
		return ""
	}
	switch at := r.placeOf(r.last); at {
	case r.screen.room:
		return r.last.handle
	case privateOf(r.last.handle):
		return r.last.handle + "@"
	default:
		return r.last.handle + "@" + string(at[len(platform)+1:])
	}
}

// count takes a line into the digest.
func (r *run) count(text string) {
	r.line++
	h := sha256.New()
	h.Write(r.digest[:])
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(text))))
	h.Write([]byte(text))
	h.Sum(r.digest[:0])
}

// id is the id of what the line at hand does.
func (r *run) id() string {
	if r.opt.Clock == nil {
		return platform + ":typed:" + uuid.NewString()
	}
	return fmt.Sprintf("%s:script:%d:%s", platform, r.line, hex.EncodeToString(r.digest[:12]))
}

// handle does what a line says. An error is a *fault where the line is wrong.
func (r *run) handle(ctx context.Context, t typed) error {
	if t.err != nil {
		return t.err
	}
	o, err := parse(t.text)
	if err != nil {
		return err
	}
	switch o := o.(type) {
	case askHelp:
		return r.screen.tell(r.line, keyHelp, nil)
	case quit:
		return errQuit
	case moment:
		if r.opt.Clock == nil {
			return faulty(keyNoClock)
		}
		to, err := r.opt.Clock.read(string(o))
		if err != nil {
			return err
		}
		return r.advance(ctx, to)
	case presence:
		if err := r.step(ctx); err != nil {
			return err
		}
		return r.enterOrLeave(ctx, t, o)
	case act:
		if o.handle == "" {
			if o.seat, err = r.unnamed(t.text); err != nil {
				return err
			}
		}
		if err := r.step(ctx); err != nil {
			return err
		}
		r.last = o.seat
		return r.perform(ctx, t, o)
	}
	return nil
}

// unnamed is who speaks on a line without a name.
func (r *run) unnamed(text string) (seat, error) {
	switch {
	case r.opt.Clock != nil:
		return seat{}, faulty(keyNotALine, "text", text)
	case r.last.handle == "":
		return seat{}, faulty(keyNoSpeaker)
	}
	return r.last, nil
}

// step lets a script's time pass before an act.
func (r *run) step(ctx context.Context) error {
	if r.opt.Clock == nil || r.opt.Step <= 0 {
		return nil
	}
	return r.advance(ctx, r.opt.Clock.Now().Add(r.opt.Step))
}

// advance moves the script's clock, stopping wherever somebody waits, until
// all that they do then is done.
func (r *run) advance(ctx context.Context, to time.Time) error {
	clock := r.opt.Clock
	r.intake.promise(to)
	for {
		t, some := clock.next(to)
		if !some {
			break
		}
		clock.reach(t)
		if err := r.opt.Quiet(ctx); err != nil {
			return fmt.Errorf("console: wait for the bot: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	clock.reach(to)
	return nil
}

// deliver hands updates to the bot and waits until they are settled.
func (r *run) deliver(ctx context.Context, updates ...chat.Update) error {
	defer r.opt.Hold()()
	var waits []<-chan struct{}
	times := 1
	if r.opt.Twice && r.line%2 == 1 {
		times = 2
	}
	for _, u := range updates {
		for range times {
			waits = append(waits, r.deliverOne(u))
		}
	}
	r.intake.delivered()
	if err := settled(ctx, waits); err != nil {
		return err
	}
	if !r.opt.Twice || times == 2 {
		return nil
	}
	waits = waits[:0]
	for _, u := range updates {
		waits = append(waits, r.deliverOne(u))
	}
	return settled(ctx, waits)
}

func settled(ctx context.Context, waits []<-chan struct{}) error {
	for _, w := range waits {
		select {
		case <-w:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
