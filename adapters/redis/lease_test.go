package redis_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"assenso/adapters/redis"
	"assenso/adapters/redis/redistest"
)

const shortLease = "lease=300ms"

// own takes the lease of shard 0, within a time that a broken one would exceed.
func own(t *testing.T, s *redis.Store, waiting func(redis.Holder)) *redis.Lease {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	l, err := s.Own(ctx, 0, waiting)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func release(t *testing.T, l *redis.Lease) {
	t.Helper()
	if err := l.Release(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestASecondOwnerWaitsAndIsToldForWhom(t *testing.T) {
	server := redistest.Start(t)
	first := own(t, mustOpen(t, server.URL(shortLease)), nil)
	second := mustOpen(t, server.URL(shortLease))

	told := make(chan redis.Holder, 10)
	got := make(chan *redis.Lease)
	go func() { got <- own(t, second, func(h redis.Holder) { told <- h }) }()
	if h := <-told; h.PID != os.Getpid() || h.Host == "" || time.Since(h.Since) > time.Minute {
		t.Errorf("told of %+v, want this process", h)
	}
	select {
	case <-got:
		t.Fatal("two hold one lease")
	case <-time.After(time.Second): // more than three times what the lease is good for
	}
	release(t, first)
	release(t, <-got)
	if n := len(told); n > 0 {
		t.Errorf("told %d times more of the same holder", n)
	}
}

func TestOtherShardsAreOthersToOwn(t *testing.T) {
	server := redistest.Start(t)
	s := mustOpen(t, server.URL(shortLease))
	for shard := range 3 {
		l, err := s.Own(t.Context(), shard, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer release(t, l)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	if _, err := s.Own(ctx, 1, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want the end of the wait", err)
	}
}

// Who died without a word keeps others waiting for the lease time at most.
func TestTheLeaseOfTheDeadEnds(t *testing.T) {
	server := redistest.Start(t)
	behind := stranger(t, server)
	ctx := t.Context()
	if err := behind.HSet(ctx, "assenso:{lease:0}", "token", "of the dead", "holder", `{"pid":7,"host":"altrove"}`).Err(); err != nil {
		t.Fatal(err)
	}
	if err := behind.PExpire(ctx, "assenso:{lease:0}", 300*time.Millisecond).Err(); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	var seen redis.Holder
	release(t, own(t, mustOpen(t, server.URL(shortLease)), func(h redis.Holder) { seen = h }))
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("took over after %v", took)
	}
	if seen.PID != 7 || seen.Host != "altrove" {
		t.Errorf("waited for %+v", seen)
	}
}

func TestWhoLosesTheLeaseIsTold(t *testing.T) {
	server := redistest.Start(t)
	l := own(t, mustOpen(t, server.URL(shortLease)), nil)
	ctx, cancel := l.Context(t.Context())
	defer cancel()
	if err := stranger(t, server).HSet(t.Context(), "assenso:{lease:0}", "token", "another's").Err(); err != nil {
		t.Fatal(err)
	}
	<-ctx.Done()
	if err := context.Cause(ctx); !errors.Is(err, redis.ErrLost) {
		t.Errorf("ended by %v, want ErrLost", err)
	}
	release(t, l)
	if v := stranger(t, server).HGet(t.Context(), "assenso:{lease:0}", "token").Val(); v != "another's" {
		t.Error("the lease of another was given back")
	}
}

// A server that was away forgets leases, or keeps them: nobody loses one by
// its absence alone.
func TestALeaseOutlivesTheServersAbsence(t *testing.T) {
	server := redistest.Start(t)
	l := own(t, mustOpen(t, server.URL(shortLease)), nil)
	server.Kill()
	select {
	case <-l.Lost():
		t.Fatal("lost to a server that does not answer")
	case <-time.After(time.Second):
	}
	server.Restart(t)
	select {
	case <-l.Lost():
		t.Fatal("lost although nobody took it")
	case <-time.After(time.Second):
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if _, err := mustOpen(t, server.URL(shortLease)).Own(ctx, 0, nil); err == nil {
		t.Error("another has taken it meanwhile")
	}
	release(t, l)
}
