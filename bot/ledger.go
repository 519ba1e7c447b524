package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"assenso/bot/journal"
	"assenso/governance"
)

// ledger is one stream: its state as it is decided on, its state as it is
// written, and the road from the one to the other.
//
// One worker decides in arrival order (see lane.go). Only it touches live,
// head and began, and changes causes and settled: those are read by everybody
// under mu.
type ledger[S, C any, E governance.Named] struct {
	rules[S, C, E]
	stream  string
	journal journal.Journal
	clock   Clock
	salt    func() []byte

	live   *S // decided, perhaps not yet written
	head   journal.Head
	seq    uint64            // of the last event applied to live
	causes map[string]uint64 // recorded causes, with their first entry
	began  time.Time         // when the first entry was recorded

	mu      sync.RWMutex
	settled *S

	// written is told each entry in order, once it is safely written and
	// applied to settled; the state is settled's, for reading during the call.
	written func(*S, governance.Recorded[E], journal.Entry)
	// flush is told when written was told of all that was written together.
	flush func()
}

// item is something to decide on.
type item[S, C any] struct {
	cause string
	meta  governance.Meta // At is filled by the lane
	// resolve makes the commands when their turn comes, from the state they
	// will be decided on. A refusal it returns is answered like one of theirs.
	resolve func(*S) ([]C, error)
	// office is in whose name a command is entered; nil: always the actor's.
	office func(*S, C) governance.Office
	// alone asks for everything before to be written first.
	alone bool
	// plain says that a redelivery which left no entry may be judged again.
	plain bool
	// pending reports, after the decision, that it is not answered yet though
	// it left no entry; nil: never.
	pending func() bool
	// done is told the outcome once the item, and all before it, is settled.
	done func(outcome)
}

// outcome is what became of an item.
type outcome struct {
	recorded int   // events written
	refusal  error // the first *governance.Refusal, if any
	err      error // trouble of ours
	repeated bool  // the cause was recorded before: nothing happened
	sealed   bool  // refused because the stream is finished for ever
	first    uint64
}

// load reads the stream into both states. Replay tells written of nothing
// before after, so that what was shown stays shown once.
func (l *ledger[S, C, E]) load(ctx context.Context, after uint64) error {
	l.mu.Lock()
	l.causes = make(map[string]uint64)
	l.settled = l.fresh()
	l.mu.Unlock()
	l.head = journal.Head{}
	live := l.fresh()
	check := journal.NewVerifier(l.stream)
	for e, err := range l.journal.Read(ctx, l.stream, 0) {
		if err != nil {
			return fmt.Errorf("load %s: %w", l.stream, err)
		}
		if err := check.Next(e); err != nil {
			return fmt.Errorf("load %s: %w", l.stream, err)
		}
		if err := l.settle(e, e.Seq > after); err != nil {
			return err
		}
		if err := l.replay(live, e); err != nil {
			return err
		}
	}
	if l.head.Seq < after {
		return &ShortError{l.stream, l.head.Seq, after}
	}
	l.flush()
	l.live, l.seq = live, l.head.Seq
	return nil
}

// ShortError says that a stream ends before an entry that was acknowledged, or
// goes on otherwise: the store has lost entries. The stream is halted; somebody
// must look.
type ShortError struct {
	Stream     string
	Has, Known uint64
}

func (e *ShortError) Error() string {
	return fmt.Sprintf("%s ends at entry %d, but entry %d was acknowledged: the store has lost entries", e.Stream, e.Has, e.Known)
}

// relive makes live equal to what is written: at start, and when something
// decided could not be written.
func (l *ledger[S, C, E]) relive(ctx context.Context) error {
	live := l.fresh()
	seq := uint64(0)
	for e, err := range l.journal.Read(ctx, l.stream, 0) {
		if err != nil {
			return fmt.Errorf("replay %s: %w", l.stream, err)
		}
		if e.Seq > l.head.Seq {
			break
		}
		if err := l.replay(live, e); err != nil {
			return err
		}
		seq = e.Seq
	}
	l.live, l.seq = live, seq
	return nil
}

// replay applies an entry to a state. Each state decodes it anew: none shares
// memory with another.
func (l *ledger[S, C, E]) replay(s *S, e journal.Entry) error {
	r, err := l.decode(e)
	if err == nil {
		l.apply(s, r)
	}
	return err
}

// settle takes a written entry in.
func (l *ledger[S, C, E]) settle(e journal.Entry, tell bool) error {
	r, err := l.decode(e)
	if err != nil {
		return err
	}
	l.mu.Lock()
	l.apply(l.settled, r)
	if _, seen := l.causes[e.Cause]; !seen {
		l.causes[e.Cause] = e.Seq
	}
	l.mu.Unlock()
	l.head = journal.Head{Seq: e.Seq, Hash: e.Hash}
	if e.Seq == 1 {
		l.began = e.At
	}
	if tell {
		l.written(l.settled, r, e)
	}
	return nil
}

func (l *ledger[S, C, E]) decode(e journal.Entry) (governance.Recorded[E], error) {
	ev, err := l.codec.Decode(e.Name, e.Data, e.Private)
	if err != nil {
		return governance.Recorded[E]{}, fmt.Errorf("%s, entry %d: %w", l.stream, e.Seq, err)
	}
	return governance.Recorded[E]{Seq: e.Seq, Meta: metaOf(e), Event: ev}, nil
}

func metaOf(e journal.Entry) governance.Meta {
	return governance.Meta{By: governance.MemberID(e.By), For: governance.Office(e.For), At: e.At, Said: e.Said}
}

func (l *ledger[S, C, E]) encode(cause string, m governance.Meta, events []E) ([]journal.Entry, error) {
	entries := make([]journal.Entry, len(events))
	for i, ev := range events {
		data, private, err := l.codec.Encode(ev)
		if err != nil {
			return nil, err
		}
		entries[i] = journal.Entry{
			At: m.At, Said: m.Said, By: string(m.By), For: string(m.For),
			Cause: cause, Name: ev.Name(), Data: data, Private: private,
		}
		if private != nil {
			entries[i].Salt = l.salt()
		}
	}
	return entries, nil
}

// read lets f look at what is written.
func (l *ledger[S, C, E]) read(f func(*S)) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	f(l.settled)
}

// knows reports that a cause is recorded.
func (l *ledger[S, C, E]) knows(cause string) bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	_, known := l.causes[cause]
	return known
}

// catchUp reads what others wrote, or what we wrote without hearing so. It
// begins with the last entry known: a store that lacks it, or has another in
// its place, has lost what it acknowledged, as a promoted replica may.
// *ShortError then, and nothing was taken in.
func (l *ledger[S, C, E]) catchUp(ctx context.Context) error {
	known := l.head
	check := journal.ResumeVerifier(l.stream, known)
	there := known.Seq == 0
	for e, err := range l.journal.Read(ctx, l.stream, max(known.Seq, 1)-1) {
		if err != nil {
			return fmt.Errorf("catch up with %s: %w", l.stream, err)
		}
		if e.Seq == known.Seq {
			if there = e.Hash == known.Hash; there {
				continue
			}
			break
		}
		if err := check.Next(e); err != nil {
			return fmt.Errorf("catch up with %s: %w", l.stream, err)
		}
		if err := l.settle(e, true); err != nil {
			return err
		}
	}
	if !there {
		return l.short(ctx)
	}
	l.flush()
	return l.relive(ctx)
}

// short finds where a stream ends that lacks what is known of it.
func (l *ledger[S, C, E]) short(ctx context.Context) error {
	e := &ShortError{Stream: l.stream, Known: l.head.Seq}
	for entry, err := range l.journal.Read(ctx, l.stream, 0) {
		if err != nil {
			return fmt.Errorf("catch up with %s: %w", l.stream, err)
		}
		if entry.Seq >= l.head.Seq {
			break // another stands in its place
		}
		e.Has = entry.Seq
	}
	return e
}

// decideOne decides one item on live and returns its commit; empty where
// nothing is to be written.
func (l *ledger[S, C, E]) decideOne(it *item[S, C], out *outcome) (c journal.Commit, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("decide on %s: panic: %v", l.stream, p)
		}
	}()
	meta := it.meta
	meta.At = later(l.clock.Now(), l.last(l.live))
	commands, err := it.resolve(l.live)
	if err != nil {
		return c, note(out, err)
	}
	c.Cause = it.cause
	for _, cmd := range commands {
		if it.office != nil {
			meta.For = it.office(l.live, cmd)
		}
		events, err := l.decide(l.live, meta, cmd)
		if err != nil {
			if err := note(out, err); err != nil {
				return c, err
			}
			continue
		}
		entries, err := l.encode(it.cause, meta, events)
		if err != nil {
			return c, err
		}
		for _, ev := range events {
			l.seq++
			l.apply(l.live, governance.Recorded[E]{Seq: l.seq, Meta: meta, Event: ev})
		}
		c.Entries = append(c.Entries, entries...)
	}
	return c, nil
}

// note keeps the first refusal and hands on what is none.
func note(out *outcome, err error) error {
	if _, ok := governance.Refused(err); !ok {
		return err
	}
	if out.refusal == nil {
		out.refusal = err
	}
	return nil
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// errGone tells who waits that the bot is stopping: nothing was decided.
var errGone = errors.New("bot is stopping")
