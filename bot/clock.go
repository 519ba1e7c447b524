package bot

import (
	"context"
	"time"
)

// Clock is the time the bot records by: the machine's in service, a script's
// in a transcript. Pauses between tries and the pace of platforms are always
// the machine's.
type Clock interface {
	Now() time.Time
	// After returns a channel that is closed once the clock has reached t.
	After(t time.Time) <-chan struct{}
}

// Machine is the clock of the machine.
type Machine struct{}

// Now is the time.
func (Machine) Now() time.Time { return time.Now() }

// After sets a timer.
func (Machine) After(t time.Time) <-chan struct{} {
	reached := make(chan struct{})
	time.AfterFunc(time.Until(t), func() { close(reached) })
	return reached
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
