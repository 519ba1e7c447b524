package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"assenso/bot/chat"
	"assenso/bot/memo"
	"assenso/governance/meeting"
)

var errNoPlatform = errors.New("platform is not configured")

// hearing begins the name of an alarm that is for hear.
const hearing = "hear "

// hear asks every place of a closing ballot whether all said before the close
// has arrived. A place that does not answer in time is left to the deadline.
func (b *Bot) hear(m *sitting, s *meeting.State) {
	ballot := s.Pending()
	if ballot == nil || ballot.Stage != meeting.Closing {
		return
	}
	if b.Clock.Now().Before(ballot.Until) {
		// The clock of a script begins anew after a restart: what was said
		// before the close is still to be read.
		b.alarm.set(hearing+m.stream, ballot.Until)
		return
	}
	within := time.Duration(s.Bylaws.Clocks.HeardIn)
	for _, place := range ballot.Places {
		round, until := ballot.Round, ballot.Until
		o := b.outboxes[chat.PlatformOf(place)]
		if o == nil {
			continue
		}
		b.work.begin()
		b.lanes.Go(func() {
			defer b.work.end()
			ctx, cancel := context.WithTimeout(b.ctx, within)
			defer cancel()
			if err := o.platform.Heard(ctx, chat.Place(place), until); err != nil {
				b.Log.Warn().Err(err).Str("stream", m.stream).Str("place", place).Msg("place not heard at the close")
				return
			}
			m.submit(b.heard(m, round, place, until))
		})
	}
}

// heard tells that a place was heard up to the close of a ballot. A window that
// was extended closes again, and what is heard until then is another thing.
func (b *Bot) heard(m *sitting, round meeting.Round, place string, until time.Time) item[meeting.State, meeting.Command] {
	c := meeting.ConfirmHeard{Round: round, Place: place}
	it := b.own(m, "heard:"+round.String()+":"+place+":"+until.UTC().Format(time.RFC3339Nano), c)
	it.resolve = func(s *meeting.State) ([]meeting.Command, error) {
		if p := s.Pending(); p == nil || !p.Until.Equal(until) {
			return nil, nil
		}
		return []meeting.Command{c}, nil
	}
	return it
}

// erase deletes private values that the record says are erased.
func (b *Bot) erase(stream string, seqs []uint64) {
	if err := b.Journal.Erase(b.ctx, stream, seqs); err != nil {
		b.Log.Error().Err(err).Str("stream", stream).Msg("erase private values; they are erased at the next start")
	}
}

// finish archives and seals a meeting that is closed and signed by both, once
// all of it was shown: a sealed meeting is not read at the next start, and what
// was still to be shown would be lost.
func (b *Bot) finish(m *sitting) {
	var complete bool
	var last uint64
	m.read(func(s *meeting.State) { complete, last = s.Complete(), s.Seq })
	if b.Archive == nil || !complete || !b.index.placed(m) || !m.cursor.atRest(last) || !b.handedOver(m) ||
		!m.sealing.CompareAndSwap(false, true) {
		return
	}
	b.work.begin()
	b.lanes.Go(func() {
		defer b.work.end()
		if err := b.seal(m); err != nil && b.ctx.Err() == nil {
			b.Log.Error().Err(err).Str("stream", m.stream).Msg("archive; tried again at the next start")
		}
	})
}

// sealingSpace remembers meetings that are sealed but perhaps not archived.
const sealingSpace = "sealing"

// seal closes the stream for ever and then archives it: nothing can be
// appended that the archive would lack.
func (b *Bot) seal(m *sitting) error {
	if err := b.Memo.Put(b.ctx, sealingSpace, memo.Pair{Key: m.id, Value: []byte{1}}); err != nil {
		return fmt.Errorf("remember to archive %s: %w", m.id, err)
	}
	if err := b.Journal.Seal(b.ctx, m.stream); err != nil {
		return fmt.Errorf("seal %s: %w", m.stream, err)
	}
	b.alarm.set(m.stream, time.Time{})
	if err := b.archive(m.id); err != nil {
		return err
	}
	if err := forgetAll(b.ctx, b.Memo, talkSpace, m.stream+"|"); err != nil {
		return err
	}
	return b.answered.forget(b.ctx, m.stream)
}

func (b *Bot) archive(id string) error {
	if err := b.Archive(b.ctx, id); err != nil {
		return fmt.Errorf("archive %s: %w", id, err)
	}
	return b.Memo.Delete(b.ctx, sealingSpace, id)
}

// archiveSealed archives what a stop kept from it.
func (b *Bot) archiveSealed(ctx context.Context) {
	if b.Archive == nil {
		return
	}
	for p, err := range b.Memo.All(ctx, sealingSpace, "") {
		if err == nil {
			err = b.archive(p.Key)
		}
		if err != nil && ctx.Err() == nil {
			b.Log.Error().Err(err).Msg("archive; tried again at the next start")
		}
	}
}

// resume takes up what a stop interrupted: what was being heard, what was to
// be registered or erased, and time the bot was away for.
func (b *Bot) resume(m *sitting, away span) {
	// The outage comes first: a deadline that fell in it must not close a
	// ballot before what was left of its window is given back.
	if away.long() {
		m.submit(b.outage(m, away))
	}
	m.submit(b.takeUpDiscussion(m))
	m.read(func(s *meeting.State) {
		at, _ := s.NextDeadline()
		b.alarm.set(m.stream, at)
		b.hear(m, s)
		b.catchUpRegister(m, s)
		if len(s.Erased) > 0 {
			b.erase(m.stream, s.Erased)
		}
	})
	b.finish(m)
}

// outage tells that the bot was away: since it last noted that it was alive, or
// last recorded something, a former outage among the rest.
func (b *Bot) outage(m *sitting, away span) item[meeting.State, meeting.Command] {
	cause := "outage:" + away.from.UTC().Format(time.RFC3339Nano) + ":" + away.to.UTC().Format(time.RFC3339Nano)
	it := b.own(m, cause, nil)
	it.resolve = func(s *meeting.State) ([]meeting.Command, error) {
		from := later(away.from, s.Last)
		if !(span{from, away.to}).long() {
			return nil, nil
		}
		return []meeting.Command{meeting.RecordOutage{From: from, To: away.to}}, nil
	}
	return it
}

// span is a stretch of time.
type span struct{ from, to time.Time }

// absence is how long the bot may be away without it being an outage.
const absence = 30 * time.Second

func (s span) long() bool { return !s.from.IsZero() && s.to.Sub(s.from) > absence }

// beat is how often the bot notes that it is alive.
const beat = 10 * time.Second

const aliveSpace = "alive"

// heartbeat notes that the bot is alive, so that the next start knows how long
// it was away.
func (b *Bot) heartbeat(ctx context.Context) {
	for {
		now := b.Clock.Now().UTC().Format(time.RFC3339Nano)
		if err := b.Memo.Put(ctx, aliveSpace, memo.Pair{Key: "last", Value: []byte(now)}); err != nil && ctx.Err() == nil {
			b.Log.Warn().Err(err).Msg("note that the bot is alive")
		}
		b.answered.keepLeft(ctx)
		if pause(ctx, beat) != nil {
			return
		}
	}
}

// away is the time between the last heartbeat and now.
func (b *Bot) away(ctx context.Context) span {
	v, ok, err := b.Memo.Get(ctx, aliveSpace, "last")
	if err != nil || !ok {
		return span{}
	}
	from, err := time.Parse(time.RFC3339Nano, string(v))
	if err != nil {
		return span{}
	}
	return span{from, b.Clock.Now()}
}
