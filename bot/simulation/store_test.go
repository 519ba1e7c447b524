package simulation_test

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"iter"
	"math/rand/v2"
	"sync"
	"time"

	"assenso/bot/journal"
	"assenso/bot/memo"
)

var (
	// errDead is what a process that was killed gets from everything: whatever
	// it still tries has no effect.
	errDead      = errors.New("killed")
	errNoStore   = errors.New("no answer from the store")
	errMemoTrips = errors.New("no answer from the memo")
)

// dice is chance that depends on what it is drawn for, and not on which of two
// goroutines draws first: a seed tells the same story every time.
type dice struct {
	seed uint64

	mu    sync.Mutex
	drawn map[string]uint64 // how often, by what for
}

func newDice(seed, life uint64) *dice {
	return &dice{seed: seed<<16 | life, drawn: map[string]uint64{}}
}

// draw is chance for the next of something.
func (d *dice) draw(what string) *rand.Rand {
	d.mu.Lock()
	d.drawn[what]++
	n := d.drawn[what]
	d.mu.Unlock()
	h := fnv.New64a()
	fmt.Fprintf(h, "%s %d", what, n)
	return rand.New(rand.NewPCG(d.seed, h.Sum64())) //nolint:gosec // chance that can be repeated
}

// record is the journal as one bot sees it.
type record struct {
	journal.Journal
	life  *life
	dice  *dice
	rough float64

	mu   sync.Mutex
	down time.Time // until then nothing answers
}

func (r *record) Append(ctx context.Context, stream string, prev journal.Head, commits []journal.Commit) (journal.Head, error) {
	chance := r.dice.draw(stream)
	if err := sleep(ctx, time.Duration(chance.Int64N(int64(4*time.Millisecond)))); err != nil {
		return prev, err
	}
	if r.life.dead.Load() || r.life.burn(beforeAppend) {
		return prev, errDead
	}
	written, fail := r.fate(chance)
	if errors.Is(fail, journal.ErrConflict) {
		return prev, fmt.Errorf("append to %s: %w", stream, fail)
	}
	if fail != nil && !written {
		return prev, fail
	}
	head, err := r.Journal.Append(ctx, stream, prev, commits)
	if r.life.burn(afterAppend) {
		return prev, errDead
	}
	if err == nil && fail != nil {
		return prev, fail
	}
	return head, err
}

// fate is what an append meets.
func (r *record) fate(chance *rand.Rand) (written bool, fail error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	if now.Before(r.down) {
		return false, errNoStore
	}
	switch x := chance.Float64(); {
	case x < 0.002*r.rough:
		r.down = now.Add(time.Duration(chance.Int64N(int64(40 * time.Second))))
		return chance.IntN(2) == 0, errNoStore
	case x < 0.01*r.rough:
		return false, journal.ErrConflict
	case x < 0.02*r.rough:
		return false, errNoStore
	case x < 0.03*r.rough:
		return true, errNoStore
	}
	return false, nil
}

func (r *record) unheard(what string) error {
	if r.life.dead.Load() {
		return errDead
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if time.Now().Before(r.down) || r.dice.draw("read "+what).Float64() < 0.002*r.rough {
		return errNoStore
	}
	return nil
}

func (r *record) Read(ctx context.Context, stream string, after uint64) iter.Seq2[journal.Entry, error] {
	if err := r.unheard(stream); err != nil {
		return func(yield func(journal.Entry, error) bool) { yield(journal.Entry{}, err) }
	}
	return r.Journal.Read(ctx, stream, after)
}

func (r *record) Streams(ctx context.Context, kind string) iter.Seq2[string, error] {
	if err := r.unheard(kind); err != nil {
		return func(yield func(string, error) bool) { yield("", err) }
	}
	return r.Journal.Streams(ctx, kind)
}

func (r *record) Seal(ctx context.Context, stream string) error {
	if err := r.unheard(stream); err != nil {
		return err
	}
	return r.Journal.Seal(ctx, stream)
}

func (r *record) Erase(ctx context.Context, stream string, seqs []uint64) error {
	if err := r.unheard(stream); err != nil {
		return err
	}
	return r.Journal.Erase(ctx, stream, seqs)
}

// scratch is the memo as one bot sees it.
type scratch struct {
	memo.Memo
	life *life

	dice  *dice
	rough float64
}

func (s *scratch) trips(what string) error {
	if s.life.dead.Load() || s.life.burn(atMemo) {
		return errDead
	}
	if s.rough > 0 && s.dice.draw(what).Float64() < 0.004*s.rough {
		return errMemoTrips
	}
	return nil
}

func (s *scratch) Get(ctx context.Context, space, key string) ([]byte, bool, error) {
	if err := s.trips(space + key); err != nil {
		return nil, false, err
	}
	return s.Memo.Get(ctx, space, key)
}

func (s *scratch) Put(ctx context.Context, space string, pairs ...memo.Pair) error {
	if err := s.trips(space + pairs[0].Key); err != nil {
		return err
	}
	return s.Memo.Put(ctx, space, pairs...)
}

func (s *scratch) Delete(ctx context.Context, space string, keys ...string) error {
	if err := s.trips(space); err != nil {
		return err
	}
	return s.Memo.Delete(ctx, space, keys...)
}

func (s *scratch) All(ctx context.Context, space, prefix string) iter.Seq2[memo.Pair, error] {
	if err := s.trips(space + prefix); err != nil {
		return func(yield func(memo.Pair, error) bool) { yield(memo.Pair{}, err) }
	}
	return s.Memo.All(ctx, space, prefix)
}
