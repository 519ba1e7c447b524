package redis_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"assenso/adapters/redis/redistest"
	"assenso/bot/journal"
)

// long asks for every proof in full: docs/redis.md says how long it takes.
var long = flag.Bool("long", false, "kill servers and processes a hundred times each")

// times is how often something is done: in full, or in the bounded form.
func times(full, bounded int) int {
	if *long {
		return full
	}
	return bounded
}

// author records causes in one stream, whatever happens to the server, as the
// bot does: after an error it reads the tail before it goes on.
type author struct {
	journal  journal.Journal
	stream   string
	head     journal.Head
	troubles int // appends that got no answer
}

// record returns once the cause is recorded.
func (a *author) record(ctx context.Context, cause string) error {
	for ctx.Err() == nil {
		commits := group(cause, 1)
		journal.Seal(a.stream, a.head, commits)
		next, err := a.journal.Append(ctx, a.stream, a.head, commits)
		var repeated *journal.RepeatedError
		switch {
		case err == nil:
			a.head = next
			return nil
		case errors.As(err, &repeated):
			return nil // by an append that got no answer
		case !errors.Is(err, journal.ErrConflict):
			a.troubles++
		}
		found, err := a.catchUp(ctx, commits[0].Cause)
		if found {
			return nil
		}
		if err != nil {
			select { // the server is away
			case <-time.After(20 * time.Millisecond):
			case <-ctx.Done():
			}
		}
	}
	return ctx.Err()
}

// catchUp reads the tail, and reports whether a cause stands in it.
func (a *author) catchUp(ctx context.Context, cause string) (found bool, err error) {
	v := journal.ResumeVerifier(a.stream, a.head)
	defer func() { a.head = v.Head() }()
	for e, err := range a.journal.Read(ctx, a.stream, a.head.Seq) {
		if err != nil {
			return found, err
		}
		if err := v.Next(e); err != nil {
			return found, err
		}
		found = found || e.Cause == cause
	}
	return found, nil
}

// authors run until the context ends, each counting up in a stream that it
// shares with another, and return what each of them was told is recorded.
func authors(ctx context.Context, t *testing.T, open func() journal.Journal, n int) (acknowledged map[string][]string, troubles int) {
	t.Helper()
	acknowledged = make(map[string][]string)
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			a := author{journal: open(), stream: fmt.Sprintf("meeting:%d", i/2)}
			var told []string
			for c := 0; ; c++ {
				cause := fmt.Sprintf("author %d, act %d", i, c)
				if err := a.record(ctx, cause); err != nil {
					if ctx.Err() == nil {
						t.Errorf("author %d: %v", i, err)
					}
					break
				}
				told = append(told, cause+":0")
			}
			mu.Lock()
			defer mu.Unlock()
			acknowledged[a.stream] = append(acknowledged[a.stream], told...)
			troubles += a.troubles
		})
	}
	all.Wait()
	return acknowledged, troubles
}

// wantAcknowledged holds what is recorded against what was acknowledged: all of
// it, each once, in a good chain.
func wantAcknowledged(t *testing.T, j journal.Journal, acknowledged map[string][]string) (entries int) {
	t.Helper()
	for stream, causes := range acknowledged {
		v := journal.NewVerifier(stream)
		seen := make(map[string]int)
		for e, err := range j.Read(t.Context(), stream, 0) {
			if err == nil {
				err = v.Next(e)
			}
			if err != nil {
				t.Fatal(err)
			}
			seen[e.Cause]++
			entries++
		}
		for _, cause := range causes {
			if seen[cause] == 0 {
				t.Errorf("%s: %s was acknowledged and is lost", stream, cause)
			}
		}
		for cause, n := range seen {
			if n > 1 {
				t.Errorf("%s: %s is recorded %d times", stream, cause, n)
			}
		}
	}
	return entries
}

// at calls do so many times, at random moments up to longest apart.
func at(ctx context.Context, n int, longest time.Duration, do func()) {
	for range n {
		select {
		case <-time.After(time.Duration(rand.Int64N(int64(longest)))):
			do()
		case <-ctx.Done():
			return
		}
	}
}

// The server is killed in the middle of appends and comes back on its files.
func TestAKilledServerLosesNothingAcknowledged(t *testing.T) {
	server := redistest.Start(t, redistest.Safe()...)
	// With a small pool the client would stay away for a second after each kill.
	s := mustOpen(t, server.URL("dial_timeout=200ms", "pool_size=1000"))
	ctx, stop := context.WithCancel(t.Context())
	kills := times(100, 8)
	go func() {
		defer stop()
		at(ctx, kills, 300*time.Millisecond, func() { server.Restart(t) })
	}()
	acknowledged, troubles := authors(ctx, t, func() journal.Journal { return s }, 6)
	<-ctx.Done()
	n := wantAcknowledged(t, mustOpen(t, server.URL()), acknowledged)
	if troubles == 0 {
		t.Error("no append met a dead server: nothing is tested")
	}
	t.Logf("%d entries, %d appends without an answer, in %d lives of the server", n, troubles, kills+1)
}

// The line between the bot and the server is bad in every way at once.
func TestABadLineLosesNothingAndDoublesNothing(t *testing.T) {
	for _, fault := range []fault{cut, reset, delayed, deaf, mute} {
		t.Run(fault.String(), func(t *testing.T) {
			server := redistest.Start(t)
			line := newProxy(t, server.Addr())
			direct := mustOpen(t, server.URL())
			s := mustOpen(t, "redis://"+line.addr()+"?read_timeout=250ms&write_timeout=250ms&dial_timeout=250ms")
			ctx, stop := context.WithCancel(t.Context())
			go func() {
				defer stop()
				at(ctx, times(100, 6), 100*time.Millisecond, func() {
					line.suffer(fault)
					at(ctx, 1, 500*time.Millisecond, func() {})
					line.suffer(none)
				})
			}()
			acknowledged, troubles := authors(ctx, t, func() journal.Journal { return s }, 4)
			n := wantAcknowledged(t, direct, acknowledged)
			if troubles == 0 && fault != delayed {
				t.Error("no append suffered: nothing is tested")
			}
			t.Logf("%d entries, %d appends without an answer", n, troubles)
		})
	}
}

// What does not fit is refused whole, and taken once there is room.
func TestAFullMemoryRefusesWhole(t *testing.T) {
	server := redistest.Start(t, "--maxmemory", "3mb", "--maxmemory-policy", "noeviction")
	behind := stranger(t, server)
	s := mustOpen(t, server.URL())
	a := author{journal: s, stream: meeting}
	var err error
	written := 0
	for ; written < 10_000; written++ {
		commits := group(fmt.Sprint(written), 20)
		journal.Seal(meeting, a.head, commits)
		var next journal.Head
		if next, err = s.Append(t.Context(), meeting, a.head, commits); err != nil {
			break
		}
		a.head = next
	}
	if err == nil || !strings.Contains(err.Error(), "OOM") {
		t.Fatalf("after %d groups: %v, want OOM", written, err)
	}
	head, err := journal.Verify(meeting, s.Read(t.Context(), meeting, 0))
	if err != nil || head != a.head {
		t.Errorf("the stream ends at %d (%v), acknowledged up to %d", head.Seq, err, a.head.Seq)
	}
	if n := behind.HLen(t.Context(), causesKey).Val(); uint64(n) != a.head.Seq {
		t.Errorf("%d causes for %d entries", n, a.head.Seq)
	}
	if err := behind.ConfigSet(t.Context(), "maxmemory", "0").Err(); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, meeting, a.head, group(fmt.Sprint(written), 20))
}

// A replica that is promoted may lack the last entries. Who has seen them is
// told: the head is another, and behind it nothing stands.
func TestAPromotedReplicaShowsThatItsTailIsShorter(t *testing.T) {
	primary := redistest.Start(t, append(redistest.Safe(), "--repl-diskless-sync-delay", "0")...)
	replica := redistest.Start(t, append(redistest.Safe(), "--replicaof", "127.0.0.1", fmt.Sprint(primary.Port))...)
	line := newProxy(t, primary.Addr())
	s := mustOpen(t, "redis://"+line.addr())
	head := mustAppend(t, s, meeting, journal.Head{}, group("both", 5))
	behind := stranger(t, replica)
	for end := time.Now().Add(20 * time.Second); behind.HGet(t.Context(), headKey, "seq").Val() != "5"; {
		if time.Now().After(end) {
			t.Fatal("the replica does not follow")
		}
	}
	if err := behind.Do(t.Context(), "REPLICAOF", "NO", "ONE").Err(); err != nil {
		t.Fatal(err)
	}
	head = mustAppend(t, s, meeting, head, group("only the old one", 3))
	primary.Kill()
	line.redirect(replica.Addr())

	var err error
	for range 20 { // connections of before fail first
		commits := group("after", 1)
		journal.Seal(meeting, head, commits)
		if _, err = s.Append(t.Context(), meeting, head, commits); errors.Is(err, journal.ErrConflict) {
			break
		}
	}
	if !errors.Is(err, journal.ErrConflict) {
		t.Fatalf("error %v, want a conflict", err)
	}
	last := journal.Head{}
	for e, err := range s.Read(t.Context(), meeting, 0) {
		if err != nil {
			t.Fatal(err)
		}
		last = journal.Head{Seq: e.Seq, Hash: e.Hash}
	}
	if last.Seq != 5 || head.Seq != 8 {
		t.Errorf("the new primary ends at %d, the old one at %d; want 5 and 8", last.Seq, head.Seq)
	}
}

// Scripts are forgotten by a server that starts anew, and by an administrator.
func TestForgottenScriptsAreSentAgain(t *testing.T) {
	server := redistest.Start(t)
	s := mustOpen(t, server.URL())
	head := mustAppend(t, s, meeting, journal.Head{}, group("a", 1))
	if err := stranger(t, server).ScriptFlush(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, meeting, head, group("b", 1))
}

// An append that the context cuts short returns within the time that a bad
// line may take, not when the server pleases.
func TestAHalfOpenLineDoesNotHoldTheCaller(t *testing.T) {
	server := redistest.Start(t)
	line := newProxy(t, server.Addr())
	s := mustOpen(t, "redis://"+line.addr()+"?read_timeout=10s")
	head := mustAppend(t, s, meeting, journal.Head{}, group("a", 1))
	line.suffer(mute)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	began := time.Now()
	commits := group("b", 1)
	journal.Seal(meeting, head, commits)
	if _, err := s.Append(ctx, meeting, head, commits); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want the end of the time", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("returned after %v", took)
	}
}

// Four that all believe to own the shard record each cause once: the head
// decides.
func TestFourContendersRecordEachCauseOnce(t *testing.T) {
	server := redistest.Start(t)
	direct := mustOpen(t, server.URL())
	const contenders = 4
	each := times(2000, 150)
	var won [contenders]atomic.Int64
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range contenders {
		all.Go(func() {
			a := author{journal: mustOpen(t, server.URL()), stream: meeting}
			<-start
			for _, c := range rand.Perm(each) {
				before := a.head
				if err := a.record(t.Context(), fmt.Sprintf("act %d", c)); err != nil {
					t.Error(err)
					return
				}
				if a.head.Seq == before.Seq+1 {
					won[i].Add(1)
				}
			}
		})
	}
	close(start)
	all.Wait()
	causes := make([]string, each)
	for c := range causes {
		causes[c] = fmt.Sprintf("act %d:0", c)
	}
	if n := wantAcknowledged(t, direct, map[string][]string{meeting: causes}); n != each {
		t.Errorf("%d entries for %d causes", n, each)
	}
	t.Logf("of %d acts the four recorded %v", each, []int64{won[0].Load(), won[1].Load(), won[2].Load(), won[3].Load()})
}
