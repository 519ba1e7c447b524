package bot

import (
	"context"
	"fmt"

	"assenso/bot/journal"
	"assenso/bot/memo"
	"assenso/governance"
	"assenso/governance/meeting"

	"github.com/rs/zerolog"
)

// Recorder records the commands of one meeting as the bot does, by the same
// lane and ledger, with nobody to show anything to: it is for measuring how
// fast they are on a store.
type Recorder struct {
	lane *meetingLane
	work tasks
	stop context.CancelFunc
}

// NewRecorder loads a stream, or begins one, and starts to record. Salt makes
// journal.SaltSize fresh random bytes.
func NewRecorder(ctx context.Context, j journal.Journal, m memo.Memo, stream string, clock Clock, salt func() []byte) (*Recorder, error) {
	r := new(Recorder)
	l := &ledger[meeting.State, meeting.Command, meeting.Event]{
		rules: meetingRules(), stream: stream, journal: j, clock: clock, salt: salt,
		written: func(*meeting.State, governance.Recorded[meeting.Event], journal.Entry) {},
		flush:   func() {},
	}
	r.lane = newLane(l, newAnswered(m, zerolog.Nop()), &r.work)
	if err := r.lane.load(ctx, 0); err != nil {
		return nil, fmt.Errorf("record %s: %w", stream, err)
	}
	ctx, r.stop = context.WithCancel(ctx)
	go r.lane.run(ctx)
	return r, nil
}

// Submit hands a command in; done is told how many entries it led to, once
// they are safely written, or why it led to none.
func (r *Recorder) Submit(cause string, meta governance.Meta, c meeting.Command, done func(entries int, err error)) {
	r.lane.submit(item[meeting.State, meeting.Command]{
		cause: cause, meta: meta,
		resolve: func(*meeting.State) ([]meeting.Command, error) { return []meeting.Command{c}, nil },
		done:    func(o outcome) { done(o.recorded, firstError(o.err, o.refusal)) },
	})
}

// Read lets f look at what is written.
func (r *Recorder) Read(f func(*meeting.State)) { r.lane.read(f) }

// Close stops, and waits until it has stopped.
func (r *Recorder) Close() {
	r.stop()
	<-r.lane.ended
}
