package console

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"time"
)

const (
	// maxLine is the longest line that is read, in bytes.
	maxLine = 1 << 20
	// maxAhead is how many lines of a person are read before they are handled.
	maxAhead = 1000
)

// intake reads the lines and knows what has been delivered of them.
//
// Lines of a person are read and dated as they come, even while an earlier one
// is being handled. Lines of a script are read one by one, when asked for.
type intake struct {
	in    io.Reader
	clock *Clock

	mu      sync.Mutex
	changed chan struct{} // closed and replaced when something below changes
	queue   []typed
	asked   bool // the script's next line may be read
	stopped bool // no line is wanted any more
	blocked bool // in Read
	err     error
	busy    bool      // a line is being delivered,
	said    time.Time // and was said then
	horizon time.Time // in a script: nothing to come is said before
	started bool
	ended   bool
	end     error // why what was said can no longer be known
	done    chan struct{}
}

// typed is a line as read.
type typed struct {
	text string
	at   time.Time // by the machine's clock
	err  error     // a *fault of the line itself
}

func newIntake(in io.Reader, c *Clock) *intake {
	return &intake{in: in, clock: c, changed: make(chan struct{}), done: make(chan struct{})}
}

// stir wakes whoever waits for a change. The lock is held.
func (i *intake) stir() {
	close(i.changed)
	i.changed = make(chan struct{})
}

// start begins to read. It is false the second time: what was read is gone.
func (i *intake) start() bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.started {
		return false
	}
	i.started = true
	if i.clock != nil {
		i.horizon = i.clock.Now()
	}
	i.stir()
	go i.read()
	return true
}

func (i *intake) read() {
	defer close(i.done)
	r := bufio.NewReader(i.in)
	for i.mayRead() {
		text, err := readLine(r)
		i.mu.Lock()
		i.blocked, i.asked = false, false
		if fault, ok := errors.AsType[*fault](err); ok {
			i.queue = append(i.queue, typed{at: time.Now(), err: fault})
			err = nil
		} else if err == nil || errors.Is(err, io.EOF) && text != "" {
			i.queue = append(i.queue, typed{text: text, at: time.Now()})
		}
		i.err = err
		i.stir()
		i.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// mayRead waits until another line is wanted.
func (i *intake) mayRead() bool {
	for {
		i.mu.Lock()
		changed := i.changed
		if i.stopped {
			i.mu.Unlock()
			return false
		}
		if i.clock != nil && i.asked || i.clock == nil && len(i.queue) < maxAhead {
			i.blocked = true
			i.mu.Unlock()
			return true
		}
		i.mu.Unlock()
		<-changed
	}
}

// readLine reads up to a line break, which it cuts off. A line too long is
// skipped whole and is a *fault.
func readLine(r *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(line) <= maxLine {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if len(line) > maxLine && (err == nil || errors.Is(err, io.EOF)) {
			return "", faulty(keyLongLine, "limit", maxLine)
		}
		text := strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r")
		return strings.ToValidUTF8(text, "\ufffd"), err
	}
}

// next returns the next line, and io.EOF after the last one.
func (i *intake) next(ctx context.Context) (typed, error) {
	for {
		i.mu.Lock()
		if len(i.queue) > 0 {
			t := i.queue[0]
			i.queue = i.queue[1:]
			if i.clock == nil {
				i.busy, i.said = true, t.at
			}
			i.stir()
			i.mu.Unlock()
			return t, nil
		}
		err, changed := i.err, i.changed
		if err == nil && !i.asked {
			i.asked = true
			i.stir()
			changed = i.changed
		}
		i.mu.Unlock()
		if err != nil {
			return typed{}, err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return typed{}, ctx.Err()
		}
	}
}

// saying is when the line at hand is said. Until delivered is called, nobody
// is told that everything up to then was heard.
func (i *intake) saying(t typed) time.Time {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.clock != nil {
		i.busy, i.said = true, i.clock.Now()
	}
	return i.said
}

func (i *intake) delivered() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.busy = false
	i.stir()
}

// promise says that nothing to come is said before t.
func (i *intake) promise(t time.Time) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.horizon = t
	i.stir()
}

// stop ends the reading; end is why not everything was heard, if so. It waits
// for the reader unless that hangs in a terminal, which nothing can free.
func (i *intake) stop(end error) {
	i.mu.Lock()
	i.stopped, i.ended, i.end = true, true, end
	blocked := i.blocked
	i.stir()
	i.mu.Unlock()
	if !blocked || free(i.in) {
		<-i.done
	}
}

// free lets a Read that waits return. It is false where that is impossible.
func free(r io.Reader) bool {
	switch r := r.(type) {
	case interface{ SetReadDeadline(time.Time) error }:
		return r.SetReadDeadline(time.Unix(1, 0)) == nil
	case io.Closer:
		return r.Close() == nil
	}
	return false
}

// heard waits until everything said before t has been delivered.
func (i *intake) heard(ctx context.Context, t time.Time) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		i.mu.Lock()
		changed, ended, end := i.changed, i.ended, i.end
		open, soon := i.open(t)
		i.mu.Unlock()
		switch {
		case !open:
			return nil
		case ended:
			return end
		}
		timer := time.NewTimer(soon)
		reached := timer.C
		if soon == 0 {
			reached = nil
		}
		select {
		case <-changed:
		case <-reached:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// open reports whether something said before t may still have to be delivered,
// and for how long at least, if it is time alone that must pass. The lock is held.
func (i *intake) open(t time.Time) (open bool, soon time.Duration) {
	if !i.started || i.busy && i.said.Before(t) {
		return true, 0
	}
	if i.clock != nil {
		return i.horizon.Before(t), 0
	}
	if len(i.queue) > 0 && i.queue[0].at.Before(t) {
		return true, 0
	}
	soon = time.Until(t)
	return soon > 0, soon
}
