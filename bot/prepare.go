package bot

import (
	"context"
	"fmt"

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

// prepareAll founds the bodies of the options. Trouble with one is logged: the
// chat goes on, and says that there is no body.
func (b *Bot) prepareAll() {
	for _, p := range b.Bodies {
		if err := b.prepare(b.ctx, p); err != nil {
			b.Log.Error().Err(err).Str("body", string(p.ID)).Msg("prepare body")
		}
	}
}

// prepared begins the causes of a prepared body's entries. Nobody in the chat
// founded it, so nobody there is told.
const prepared = "prepare:"

// prepare founds the body where the store does not have it. It goes through
// the same lane and the same rules as a foundation in the chat; a stop in the
// middle is made good at the next start, since each step has its own cause. A
// body that was founded in the chat is left alone.
func (b *Bot) prepare(ctx context.Context, p Body) error {
	a := b.index.body(p.ID)
	if a == nil {
		var err error
		if a, err = b.openBody(ctx, bodyKind+":"+string(p.ID)); err != nil {
			return err
		}
	}
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
