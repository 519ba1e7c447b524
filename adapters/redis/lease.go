package redis

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// Holder is who holds a lease, as it says itself.
type Holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
}

// Lease is the right to write to the streams of a shard, as long as it is
// renewed. It keeps two processes from doing the same work; that they cannot
// both record it is seen to by the expected head of every Append.
type Lease struct {
	store   *Store
	key     string
	token   string
	holder  string
	lost    chan struct{}
	stop    context.CancelFunc
	renewed sync.WaitGroup
}

// Own waits until the lease of a shard is free, and takes it. While another
// process holds it waiting, if not nil, is told by whom, once for each holder.
// A holder that died is outlived after the lease time of the address; while
// Redis does not answer, Own goes on asking.
func (s *Store) Own(ctx context.Context, shard int, waiting func(Holder)) (*Lease, error) {
	host, err := os.Hostname()
	if err != nil {
		return nil, fmt.Errorf("own shard %d: %w", shard, err)
	}
	self, err := json.Marshal(Holder{PID: os.Getpid(), Host: host, Since: time.Now().UTC().Truncate(time.Second)})
	if err != nil {
		return nil, fmt.Errorf("own shard %d: %w", shard, err)
	}
	l := &Lease{
		store: s, key: s.keys.lease(shard), token: rand.Text(), holder: string(self),
		lost: make(chan struct{}),
	}
	told := ""
	for {
		a, err := l.ask(ctx)
		switch {
		case ctx.Err() != nil:
			return nil, fmt.Errorf("own shard %d: %w", shard, ctx.Err())
		case err == nil && a.held:
			l.keep()
			return l, nil
		case err == nil && a.holder != told && waiting != nil:
			var h Holder
			_ = json.Unmarshal([]byte(a.holder), &h) // another version may tell something else
			waiting(h)
			told = a.holder
		}
		// An expiry that is near is waited for; a holder may also give it back.
		if err := pause(ctx, min(max(a.left, s.lease/50), s.lease/5)); err != nil {
			return nil, fmt.Errorf("own shard %d: %w", shard, err)
		}
	}
}

// answer is what asking for a lease leads to: it is ours, or another's.
type answer struct {
	held   bool
	holder string        // what the other tells of itself
	left   time.Duration // for the other, unless it renews
}

// ask asks for the lease, or for more of it.
func (l *Lease) ask(ctx context.Context) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, l.store.lease)
	defer cancel()
	row, err := l.store.hold.on([]string{l.key}, 3).
		with(l.token, l.holder, l.store.lease.Milliseconds()).row(ctx, l.store.client)
	switch {
	case err != nil:
		return answer{}, err
	case row[0] == "held":
		return answer{held: true}, nil
	case row[0] != "other" || len(row) != 3:
		return answer{}, fmt.Errorf("script answers %v", row)
	}
	holder, _ := row[1].(string)
	left, _ := row[2].(int64)
	return answer{holder: holder, left: time.Duration(left) * time.Millisecond}, nil
}

// keep renews the lease until it is released, or lost to somebody else.
//
// A Redis that does not answer takes the lease from nobody: whoever holds it
// then writes nothing either, and goes on when Redis does, unless another was
// first.
func (l *Lease) keep() {
	ctx, stop := context.WithCancel(context.Background())
	l.stop = stop
	l.renewed.Go(func() {
		for pause(ctx, l.store.lease/3) == nil {
			if a, err := l.ask(ctx); err == nil && !a.held {
				close(l.lost)
				return
			}
		}
	})
}

// Lost is closed when another process has taken the lease: this one stopped
// renewing it for too long, and must stop writing.
func (l *Lease) Lost() <-chan struct{} { return l.lost }

// Release gives the lease back, so that who stands by need not wait. It is
// called once.
func (l *Lease) Release(ctx context.Context) error {
	l.stop()
	l.renewed.Wait()
	if _, err := l.store.release.on([]string{l.key}, 1).with(l.token).run(ctx, l.store.client); err != nil {
		return fmt.Errorf("release %s: %w", l.key, err)
	}
	return nil
}

// ErrLost says that another process has taken over.
var ErrLost = errors.New("redis: another process has taken over")

// Context ends, with ErrLost as its cause, when the lease is lost.
func (l *Lease) Context(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case <-l.lost:
			cancel(ErrLost)
		case <-ctx.Done():
		}
	}()
	return ctx, func() { cancel(context.Canceled) }
}

// pause waits for d, or for the end of ctx.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
