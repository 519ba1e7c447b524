package bot

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"assenso/governance"
	"assenso/governance/roster"
)

// Body is a body that an installation begins with, where nobody founds it in
// the chat.
type Body struct {
	roster.Found
	Rows   []roster.Row
	Places []string
}

// founding is how many bodies of the options are prepared.
type founding struct {
	turn  chan struct{} // holds one while somebody prepares
	done  int
	whole atomic.Bool

	begins sync.Mutex
}

// prepareAll founds the bodies of the options, and reports that they are there:
// not before the store has answered, for what members say meanwhile would be
// about no body. False: the intake ended first. A body that cannot be founded
// is logged; the chat goes on, and says that there is none.
func (b *Bot) prepareAll(ctx context.Context) bool {
	f := &b.founding
	if f.whole.Load() {
		return true
	}
	select {
	case f.turn <- struct{}{}:
		defer func() { <-f.turn }()
	case <-ctx.Done():
		return false
	}
	for f.done < len(b.Bodies) {
		p := b.Bodies[f.done]
		a, err := b.begun(ctx, p.ID)
		if err == nil {
			err = a.prepare(ctx, p)
			f.done++
		}
		if ctx.Err() != nil {
			return false
		}
		if err != nil {
			b.Log.Error().Err(err).Str("body", string(p.ID)).Msg("prepare body")
		}
		if a == nil && pause(ctx, pauseMost) != nil {
			return false
		}
	}
	f.whole.Store(true)
	return true
}

// begun is a body, founded or not. One at a time: a body founded on two platforms
// at once would have two lanes.
func (b *Bot) begun(ctx context.Context, id governance.BodyID) (*assembly, error) {
	b.founding.begins.Lock()
	defer b.founding.begins.Unlock()
	if a := b.index.body(id); a != nil {
		return a, nil
	}
	return b.openBody(ctx, bodyKind+":"+string(id))
}

// prepared begins the causes of a prepared body's entries. Nobody in the chat
// founded it, so nobody there is told.
const prepared = "prepare:"

// prepare founds the body where the store does not have it. It goes through
// the same lane and the same rules as a foundation in the chat; a stop in the
// middle is made good at the next start, since each step has its own cause. A
// body that was founded in the chat is left alone.
func (a *assembly) prepare(ctx context.Context, p Body) error {
	for _, c := range []roster.Command{
		p.Found,
		roster.SetPlaces{Places: p.Places, Admin: p.Admin},
		roster.ImportRoster{Rows: p.Rows, Admin: p.Admin},
	} {
		err := a.give(ctx, fmt.Sprintf("%s%T", prepared, c), c)
		if why, _ := governance.Refused(err); why == roster.AlreadyFounded {
			return nil
		}
		if err != nil {
			return fmt.Errorf("prepare %s: %w", p.ID, err)
		}
	}
	return nil
}

// give submits a command and waits until it is settled.
func (a *assembly) give(ctx context.Context, cause string, c roster.Command) error {
	settled := make(chan outcome, 1)
	a.submit(item[roster.State, roster.Command]{
		cause: cause, meta: governance.Meta{},
		resolve: func(*roster.State) ([]roster.Command, error) { return []roster.Command{c}, nil },
		done:    func(o outcome) { settled <- o },
	})
	select {
	case o := <-settled:
		return firstError(o.err, o.refusal)
	case <-ctx.Done():
		return ctx.Err()
	}
}
