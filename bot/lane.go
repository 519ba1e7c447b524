package bot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"assenso/bot/journal"
	"assenso/governance"
	"assenso/governance/meeting"
)

// groupMost bounds how many items one round trip to the journal carries.
const groupMost = 256

// lane gives a ledger its one worker. Items are decided in the order of
// arrival, one after another, and written in groups: what came while a group
// was being written is the next group.
type lane[S, C any, E governance.Named] struct {
	*ledger[S, C, E]
	answered *answered
	tasks    *tasks
	trouble  func(stream string, err error) // told once when the journal fails, and with nil when it is back

	halted error // the stream is at its end: the store has lost entries

	qmu    sync.Mutex
	queue  []item[S, C]
	wake   chan struct{}
	closed bool
	ended  chan struct{}
}

func newLane[S, C any, E governance.Named](l *ledger[S, C, E], a *answered, t *tasks) *lane[S, C, E] {
	return &lane[S, C, E]{
		ledger: l, answered: a, tasks: t, trouble: func(string, error) {},
		wake: make(chan struct{}, 1), ended: make(chan struct{}),
	}
}

// submit queues an item. Its done is always called, once.
func (l *lane[S, C, E]) submit(it item[S, C]) {
	l.tasks.begin()
	l.qmu.Lock()
	closed := l.closed
	if !closed {
		l.queue = append(l.queue, it)
	}
	l.qmu.Unlock()
	if closed {
		it.done(outcome{err: errGone})
		l.tasks.end()
		return
	}
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// run works until ctx ends; what is queued by then is told so.
func (l *lane[S, C, E]) run(ctx context.Context) {
	defer close(l.ended)
	for {
		group := l.next()
		if len(group) == 0 {
			select {
			case <-l.wake:
				continue
			case <-ctx.Done():
				l.stop()
				return
			}
		}
		l.handle(ctx, group)
	}
}

// next takes the items of the next group: up to groupMost, or one that must
// be alone.
func (l *lane[S, C, E]) next() []item[S, C] {
	l.qmu.Lock()
	defer l.qmu.Unlock()
	n := 0
	for n < len(l.queue) && n < groupMost {
		if l.queue[n].alone {
			if n == 0 {
				n = 1
			}
			break
		}
		n++
	}
	group := append([]item[S, C](nil), l.queue[:n]...)
	l.queue = append(l.queue[:0], l.queue[n:]...)
	return group
}

func (l *lane[S, C, E]) stop() {
	l.qmu.Lock()
	l.closed = true
	left := l.queue
	l.queue = nil
	l.qmu.Unlock()
	for _, it := range left {
		it.done(outcome{err: errGone})
		l.tasks.end()
	}
}

// handle settles a group, however often the journal has to be asked.
func (l *lane[S, C, E]) handle(ctx context.Context, group []item[S, C]) {
	outs := make([]outcome, len(group))
	var trouble outage
	for l.halted == nil {
		clear(outs)
		commits := l.decideAll(ctx, group, outs)
		err := l.write(ctx, commits)
		if err == nil {
			break
		}
		if ctx.Err() != nil {
			for i := range outs {
				outs[i] = outcome{err: errGone}
			}
			break
		}
		if errors.Is(err, journal.ErrSealed) {
			l.refuseAll(outs)
			break
		}
		if l.recover(ctx, err, &trouble); l.halted != nil {
			break
		}
	}
	switch {
	case l.halted != nil:
		for i := range outs {
			outs[i] = outcome{err: l.halted}
		}
	case trouble.told && ctx.Err() == nil:
		l.trouble(l.stream, nil)
	}
	l.answered.keep(ctx, l.stream, silentCauses(group, outs))
	for i := range group {
		group[i].done(outs[i])
		l.tasks.end()
	}
}

// refuseAll answers what came after the stream was finished for ever.
func (l *lane[S, C, E]) refuseAll(outs []outcome) {
	for i := range outs {
		if outs[i].recorded > 0 {
			outs[i] = outcome{refusal: governance.Refuse(meeting.MeetingOver), sealed: true}
		}
	}
	if err := l.relive(context.Background()); err != nil {
		l.trouble(l.stream, err)
	}
}

// silentCauses lists the causes that left no trace in the journal: a memo of
// them keeps a redelivery quiet. So it does of what met trouble: its author was
// told so, and by now it might mean something else.
func silentCauses[S, C any](group []item[S, C], outs []outcome) []string {
	var causes []string
	for i := range group {
		it, o := &group[i], &outs[i]
		if o.recorded > 0 || o.repeated || errors.Is(o.err, errGone) || it.cause == "" || it.plain || it.pending != nil && it.pending() {
			continue
		}
		causes = append(causes, it.cause)
	}
	return causes
}

// decideAll decides a group on live and returns what is to be written.
func (l *lane[S, C, E]) decideAll(ctx context.Context, group []item[S, C], outs []outcome) []journal.Commit {
	commits := make([]journal.Commit, 0, len(group))
	fresh := make(map[string]int)
	for i := range group {
		it, out := &group[i], &outs[i]
		if seq, seen := l.causes[it.cause]; seen && it.cause != "" {
			out.repeated, out.first = true, seq
			continue
		}
		if _, twice := fresh[it.cause]; twice || l.answered.has(l.stream, it.cause) {
			out.repeated = true
			continue
		}
		fresh[it.cause] = i
		c := l.decideFirmly(ctx, it, out, commits)
		if out.recorded = len(c.Entries); out.recorded > 0 {
			commits = append(commits, c)
		}
	}
	return commits
}

// triesMost is how often an item that meets trouble of ours is decided, before
// its author is told.
const triesMost = 3

// decideFirmly decides an item, again where a store did not answer. Half of it
// may be in live by then: nothing more is decided before that is out again.
func (l *lane[S, C, E]) decideFirmly(ctx context.Context, it *item[S, C], out *outcome, before []journal.Commit) journal.Commit {
	for n := 1; ; n++ {
		seq := l.seq
		c, err := l.decideOne(it, out)
		if err == nil {
			return c
		}
		for again := pauseLeast; l.seq != seq && l.rebuild(ctx, before) != nil; again = min(2*again, pauseMost) {
			if pause(ctx, again) != nil {
				break
			}
		}
		if n < triesMost && pause(ctx, pauseLeast) == nil {
			*out = outcome{}
			continue
		}
		*out = outcome{err: err}
		if ctx.Err() != nil {
			out.err = errGone
		}
		return journal.Commit{}
	}
}

// rebuild makes live what is written plus the commits decided so far.
func (l *lane[S, C, E]) rebuild(ctx context.Context, commits []journal.Commit) error {
	if err := l.relive(ctx); err != nil {
		return err
	}
	for _, c := range commits {
		for _, e := range c.Entries {
			l.seq++
			e.Seq = l.seq
			r, err := l.decode(e)
			if err != nil {
				return err
			}
			l.apply(l.live, r)
		}
	}
	return nil
}

// write appends the commits and settles them.
func (l *lane[S, C, E]) write(ctx context.Context, commits []journal.Commit) error {
	if len(commits) == 0 {
		return nil
	}
	journal.Seal(l.stream, l.head, commits)
	if _, err := l.journal.Append(ctx, l.stream, l.head, commits); err != nil {
		return err
	}
	for _, c := range commits {
		for _, e := range c.Entries {
			if err := l.settle(e, true); err != nil {
				panic(fmt.Sprintf("bot: what was just written cannot be read: %v", err))
			}
		}
	}
	l.flush()
	return nil
}

// The pauses between tries while a journal does not answer.
const (
	pauseLeast = 50 * time.Millisecond
	pauseMost  = 5 * time.Second
)

// outage is the trouble that one group has with its journal.
type outage struct {
	faults, races int
	pause         time.Duration // before the next try
	told          bool
}

// wait lets the journal come to itself, longer each time.
func (o *outage) wait(ctx context.Context) error {
	o.pause = min(max(2*o.pause, pauseLeast), pauseMost)
	return pause(ctx, o.pause)
}

// recover finds out what a failed append did, and waits where the journal is
// in trouble. Whatever it did, everything is decided again: what was written
// is then found by its cause. Trouble is told once it is more than a moment's,
// and over when the group is written.
func (l *lane[S, C, E]) recover(ctx context.Context, err error, o *outage) {
	var repeated *journal.RepeatedError
	lost := errors.Is(err, journal.ErrConflict) || errors.As(err, &repeated)
	if lost {
		o.races++
	}
	for {
		if !lost {
			o.faults++
		}
		if (o.faults > 1 || o.races > 5) && !o.told {
			l.trouble(l.stream, err)
			o.told = true
		}
		if (!lost || o.races > 3) && o.wait(ctx) != nil {
			return
		}
		if err = l.catchUp(ctx); err == nil || ctx.Err() != nil {
			break
		}
		var short *ShortError
		if errors.As(err, &short) {
			l.halted = err
			l.trouble(l.stream, err)
			return
		}
		lost = false
	}
	if repeated != nil {
		l.mu.Lock()
		maps.Copy(l.causes, repeated.Seen)
		l.mu.Unlock()
	}
}
