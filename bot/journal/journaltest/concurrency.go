package journaltest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"assenso/bot/journal"
)

func concurrencyCases() []testCase {
	return []testCase{
		{"of many appenders to one head one wins", oneWinner},
		{"appenders to one stream lose nothing", oneStream},
		{"appenders to many streams do not meet", manyStreams},
		{"reading while appending sees a prefix", readWhileAppending},
		{"an append cut short is whole or absent", cutShort},
	}
}

// together runs n functions at once and waits for them.
func together(n int, do func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { do(i) })
	}
	all.Wait()
}

func oneWinner(t *testing.T, s Store) {
	const rounds, appenders = 25, 6
	head := journal.Head{}
	for round := range rounds {
		var won [appenders]bool
		var heads [appenders]journal.Head
		together(appenders, func(i int) {
			next, err := sealAppend(t.Context(), s.Journal, meeting, head, commits(fmt.Sprintf("%d by %d", round, i)))
			switch {
			case err == nil:
				won[i], heads[i] = true, next
			case !errors.Is(err, journal.ErrConflict):
				t.Errorf("round %d: %v", round, err)
			}
		})
		winners := 0
		for i := range won {
			if won[i] {
				winners++
				head = heads[i]
			}
		}
		if winners != 1 {
			t.Fatalf("round %d has %d winners", round, winners)
		}
	}
	if got := wantChain(t, meeting, mustRead(t, s.Journal, meeting, 0)); got != head {
		t.Errorf("the stream ends at %d, the last winner at %d", got.Seq, head.Seq)
	}
}

// persist appends until it wins, reading what it missed after each conflict.
func persist(t *testing.T, j journal.Journal, stream string, head journal.Head, cause string) (journal.Head, error) {
	for {
		next, err := sealAppend(t.Context(), j, stream, head, commits(cause))
		if !errors.Is(err, journal.ErrConflict) {
			return next, err
		}
		v := journal.ResumeVerifier(stream, head)
		for e, err := range j.Read(t.Context(), stream, head.Seq) {
			if err != nil {
				return head, err
			}
			if err := v.Next(e); err != nil {
				return head, err
			}
		}
		if v.Head() == head {
			return head, fmt.Errorf("a conflict at %d, but nothing new to read", head.Seq)
		}
		head = v.Head()
	}
}

func oneStream(t *testing.T, s Store) {
	const appenders, each = 6, 20
	together(appenders, func(i int) {
		head := journal.Head{}
		for _, cause := range numbered(fmt.Sprint(i), each) {
			var err error
			if head, err = persist(t, s.Journal, meeting, head, cause); err != nil {
				t.Errorf("appender %d, %s: %v", i, cause, err)
				return
			}
		}
	})
	got := mustRead(t, s.Journal, meeting, 0)
	wantChain(t, meeting, got)
	seen := map[string]int{}
	for _, e := range got {
		seen[e.Cause]++
	}
	for i := range appenders {
		for _, cause := range numbered(fmt.Sprint(i), each) {
			if seen[cause] != 2 {
				t.Errorf("cause %s has %d entries, want 2", cause, seen[cause])
			}
		}
	}
	if len(seen) != appenders*each {
		t.Errorf("%d causes, want %d", len(seen), appenders*each)
	}
}

func manyStreams(t *testing.T, s Store) {
	const appenders, each = 8, 20
	name := func(i int) string { return fmt.Sprintf("meeting:%d", i) }
	together(appenders, func(i int) {
		head := journal.Head{}
		for _, cause := range numbered("update", each) {
			var err error
			if head, err = sealAppend(t.Context(), s.Journal, name(i), head, commits(cause)); err != nil {
				t.Errorf("%s, %s: %v", name(i), cause, err)
				return
			}
		}
	})
	for i := range appenders {
		if head := wantChain(t, name(i), mustRead(t, s.Journal, name(i), 0)); head.Seq != 2*each {
			t.Errorf("%s ends at %d, want %d", name(i), head.Seq, 2*each)
		}
	}
}

func readWhileAppending(t *testing.T, s Store) {
	const groups, group = 60, 10
	var written atomic.Uint64 // entries surely there
	var done atomic.Bool
	together(3, func(i int) {
		if i == 0 {
			defer done.Store(true)
			head := journal.Head{}
			for g := range groups {
				var err error
				head, err = sealAppend(t.Context(), s.Journal, meeting, head, commits(numbered(fmt.Sprint(g), group)...))
				if err != nil {
					t.Error(err)
					return
				}
				written.Store(head.Seq)
			}
			return
		}
		for last := false; !last; {
			last = done.Load() // one more pass after the end
			atLeast := written.Load()
			head, err := journal.Verify(meeting, s.Journal.Read(t.Context(), meeting, 0))
			if err != nil {
				t.Error(err)
				return
			}
			if head.Seq < atLeast || head.Seq%(2*group) != 0 {
				t.Errorf("read up to %d, written at least %d, in groups of %d", head.Seq, atLeast, 2*group)
				return
			}
		}
	})
	if got := written.Load(); got != groups*group*2 {
		t.Errorf("written up to %d, want %d", got, groups*group*2)
	}
}

// A context that ends in the middle leaves the caller not knowing; the tail
// then tells, and tells of the whole call or of nothing.
func cutShort(t *testing.T, s Store) {
	const calls, group = 150, 20
	head := journal.Head{}
	random := rand.New(rand.NewPCG(1, 2))
	cut := 0
	for i := range calls {
		given := commits(numbered(fmt.Sprint(i), group)...)
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(random.IntN(1<<random.IntN(13)))*time.Microsecond)
		next, err := sealAppend(ctx, s.Journal, meeting, head, given)
		cancel()
		if err == nil {
			head = next
			continue
		}
		cut++
		tail := mustRead(t, s.Journal, meeting, head.Seq)
		if len(tail) > 0 {
			wantEntries(t, "the tail", entriesOf(given), tail)
			last := tail[len(tail)-1]
			head = journal.Head{Seq: last.Seq, Hash: last.Hash}
		}
		head, err = persist(t, s.Journal, meeting, head, fmt.Sprintf("after %d", i))
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := wantChain(t, meeting, mustRead(t, s.Journal, meeting, 0)); got != head {
		t.Errorf("the stream ends at %d, expected %d", got.Seq, head.Seq)
	}
	t.Logf("%d of %d appends cut short", cut, calls)
}
