package simulation_test

import (
	"context"
	"encoding/binary"
	"sync"
	"sync/atomic"
	"time"

	"assenso/bot"
	"assenso/bot/journal"

	"github.com/rs/zerolog"
)

// life is one process of the bot, from its start to its end or death.
type life struct {
	n    int
	w    *world
	bot  *bot.Bot
	stop context.CancelFunc
	dead atomic.Bool

	mu   sync.Mutex
	fuse burning
	left int // how many times the fuse is met before it goes off
	err  error
}

// burning is where a process may die.
type burning int

const (
	nowhere burning = iota
	beforeAppend
	afterAppend
	beforeSend
	afterSend
	atMemo
	fuses
)

// burn reports that the process is dead by now: killed here, perhaps.
func (l *life) burn(at burning) bool {
	l.mu.Lock()
	if l.fuse == at {
		if l.left--; l.left <= 0 {
			l.fuse = nowhere
			l.die()
		}
	}
	l.mu.Unlock()
	return l.dead.Load()
}

// die kills the process: nothing it still does has any effect.
func (l *life) die() {
	if l.dead.CompareAndSwap(false, true) {
		l.stop()
		l.w.ended <- l
	}
}

// start begins a process of the bot on the stores as they are.
func (w *world) start() {
	w.lives++
	l := &life{n: w.lives, w: w}
	ctx, stop := context.WithCancel(context.Background())
	l.stop = stop
	rough := w.plan.rough
	if w.calm {
		rough = 0
	} else if w.plan.deaths > 0 {
		w.plan.deaths--
		l.fuse, l.left = burning(1+w.chance.IntN(int(fuses)+1)), 1+w.chance.IntN(120)
	}
	l.bot = bot.New(w.options(l, rough))
	w.life = l
	w.told("the bot starts")
	w.graves.Go(func() {
		l.err = l.bot.Run(ctx)
		stop()
		if !l.dead.Load() {
			w.ended <- l
		}
	})
	if l.fuse >= fuses { // by the clock
		w.in(w.upTo(8*time.Minute), func() { w.end(l) })
	}
}

// end kills a process, or stops it in order.
func (w *world) end(l *life) {
	switch {
	case w.life != l || w.calm:
	case w.often(0.3):
		w.told("the bot is asked to stop")
		l.stop()
	default:
		l.die()
	}
}

func (w *world) options(l *life, rough float64) bot.Options {
	dice := newDice(w.plan.seed, uint64(l.n))
	salt := uint64(l.n) << 32
	var salts sync.Mutex
	o := bot.Options{
		Journal:   &record{Journal: w.record, life: l, dice: dice, rough: rough},
		Memo:      &scratch{Memo: w.memo, life: l, dice: dice, rough: rough},
		Clock:     bot.Machine{},
		Catalogue: w.words, Language: "it", Book: w.book, Reader: w.reader,
		Log: zerolog.New(&w.log).Level(zerolog.WarnLevel),
		Salt: func() []byte {
			salts.Lock()
			defer salts.Unlock()
			salt++
			return binary.BigEndian.AppendUint64(make([]byte, journal.SaltSize-8, journal.SaltSize), salt)
		},
		Bodies: []bot.Body{w.body()},
	}
	for _, p := range w.platforms {
		o.Platforms = append(o.Platforms, &line{platform: p, life: l, dice: dice})
	}
	if w.plan.archives {
		o.Archive = func(_ context.Context, id string) error { return w.archive(l, id) }
	}
	return o
}

func (w *world) archive(l *life, id string) error {
	if l.dead.Load() {
		return errDead
	}
	w.log.mu.Lock()
	defer w.log.mu.Unlock()
	w.archived[id]++
	return nil
}

// buried notes that a process has ended and lets the next one start.
func (w *world) buried(l *life) {
	switch {
	case l.dead.Load():
		w.told("the bot has died")
	case l.err != nil:
		w.told("the bot gave up: " + l.err.Error())
	default:
		w.told("the bot has stopped")
		w.orderly++
	}
	if w.life != l {
		return
	}
	w.life = nil
	if l.dead.Load() && w.often(w.plan.forgets) {
		w.forget()
	}
	away := w.between(time.Second, 20*time.Second)
	if w.often(0.3) {
		away = w.between(20*time.Second, 4*time.Minute)
	}
	if w.calm {
		away = time.Second
	}
	w.in(away, w.start)
}
