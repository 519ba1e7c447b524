package bot

import (
	"container/heap"
	"context"
	"sync"
	"time"
)

// alarm knows when each stream next has something to do, and says so. The
// times are derived from the journal: nothing is kept anywhere else.
type alarm struct {
	clock Clock
	tasks *tasks
	ring  func(stream string, due time.Time)

	mu      sync.Mutex
	byName  map[string]*due
	queue   dues
	changed chan struct{}
	rang    chan struct{}
	dirty   bool
	done    chan struct{}
}

type due struct {
	stream string
	at     time.Time
	index  int
}

func newAlarm(c Clock, t *tasks, ring func(string, time.Time)) *alarm {
	return &alarm{
		clock: c, tasks: t, ring: ring, byName: make(map[string]*due),
		changed: make(chan struct{}, 1), rang: make(chan struct{}), done: make(chan struct{}),
	}
}

// set replaces the deadline of a stream; the zero time takes it away.
func (a *alarm) set(stream string, at time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	d := a.byName[stream]
	switch {
	case at.IsZero() && d == nil, d != nil && d.at.Equal(at):
		return
	case at.IsZero():
		heap.Remove(&a.queue, d.index)
		delete(a.byName, stream)
	case d == nil:
		d = &due{stream: stream, at: at}
		a.byName[stream] = d
		heap.Push(&a.queue, d)
	default:
		d.at = at
		heap.Fix(&a.queue, d.index)
	}
	if !a.dirty {
		a.dirty = true
		a.tasks.begin() // until the new time is waited for
	}
	select {
	case a.changed <- struct{}{}:
	default:
	}
}

// run rings until ctx ends.
func (a *alarm) run(ctx context.Context) {
	defer close(a.done)
	for ctx.Err() == nil {
		a.once(ctx)
	}
	a.settle()
}

func (a *alarm) once(ctx context.Context) {
	a.mu.Lock()
	var reached <-chan struct{}
	if len(a.queue) > 0 {
		reached = a.clock.After(a.queue[0].at)
	}
	a.mu.Unlock()
	a.settle()
	select {
	case <-a.changed:
	case <-reached:
		a.ringAll()
	case <-ctx.Done():
	}
}

// settle tells that the deadlines as they are now are being waited for.
func (a *alarm) settle() {
	a.mu.Lock()
	dirty := a.dirty
	a.dirty = false
	a.mu.Unlock()
	if dirty {
		a.tasks.end()
	}
}

func (a *alarm) ringAll() {
	a.tasks.begin()
	defer a.tasks.end()
	now := a.clock.Now()
	a.mu.Lock()
	var rung []*due
	for len(a.queue) > 0 && !a.queue[0].at.After(now) {
		d := heap.Pop(&a.queue).(*due)
		delete(a.byName, d.stream)
		rung = append(rung, d)
	}
	close(a.rang)
	a.rang = make(chan struct{})
	a.mu.Unlock()
	for _, d := range rung {
		a.ring(d.stream, d.at)
	}
}

// overdue returns a channel that is closed at the next ringing, where a
// deadline has been reached and has not rung yet; nil where none has.
func (a *alarm) overdue() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.queue) == 0 || a.queue[0].at.After(a.clock.Now()) {
		return nil
	}
	return a.rang
}

// dues is a heap by time, then by name, so that equal times ring in one order.
type dues []*due

func (q dues) Len() int { return len(q) }
func (q dues) Less(i, j int) bool {
	if !q[i].at.Equal(q[j].at) {
		return q[i].at.Before(q[j].at)
	}
	return q[i].stream < q[j].stream
}
func (q dues) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}

// Push is heap's.
func (q *dues) Push(x any) {
	d := x.(*due)
	d.index = len(*q)
	*q = append(*q, d)
}

// Pop is heap's.
func (q *dues) Pop() any {
	old := *q
	d := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	return d
}
