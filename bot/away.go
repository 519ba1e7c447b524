package bot

import (
	"errors"

	"assenso/bot/chat"
	"assenso/bot/lang"
	"assenso/bot/present"
	"assenso/governance/meeting"
)

// storeTrouble tells, once, that the journal of a stream does not answer, and
// when it does again: nothing is shown as recorded meanwhile. A stream whose
// store has lost entries is at its end, and that is told instead.
func (b *Bot) storeTrouble(stream string, err error) {
	var short *ShortError
	switch {
	case err == nil:
		b.Log.Info().Str("stream", stream).Msg("journal answers again")
		b.announce(stream, present.StoreBack())
	case errors.As(err, &short):
		b.Log.Error().Err(err).Str("stream", stream).Msg("halted: the store has lost acknowledged entries")
		b.announce(stream, present.StoreShort(int(short.Has)))
	default:
		b.Log.Error().Err(err).Str("stream", stream).Msg("journal does not answer; trying again")
		b.announce(stream, present.StoreAway())
	}
}

// announce tells the places of a meeting something that is no entry of its
// journal. Whoever is not in a meeting has nothing to wait for.
func (b *Bot) announce(stream string, text lang.Text) {
	m := b.index.meeting(stream)
	if m == nil {
		return
	}
	var sp *lang.Speaker
	m.read(func(s *meeting.State) { sp = b.speaker(s) })
	notice := present.Notice{Text: []lang.Text{text}, Urgent: true}
	for _, place := range b.index.placesOf(m) {
		if o := b.outboxes[chat.PlatformOf(place)]; o != nil {
			o.put(b.draw(sp, notice, target{place: place}, m))
		}
	}
}

// intakeMost bounds how many updates may be under way at once. Further ones
// wait with their platform: while a store is away, what members type must not
// fill the memory.
const intakeMost = 4096

// seats are the places for updates under way.
type seats chan struct{}

func newSeats() seats { return make(seats, intakeMost) }

// take waits for a seat; false: gone is closed first.
func (s seats) take(gone <-chan struct{}) bool {
	select {
	case s <- struct{}{}:
		return true
	default:
	}
	select {
	case s <- struct{}{}:
		return true
	case <-gone:
		return false
	}
}

func (s seats) leave() { <-s }
