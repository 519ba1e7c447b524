package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"assenso/bot/chat"
	"assenso/bot/memo"

	"github.com/rs/zerolog"
)

// rank orders what waits for the same platform.
type rank int

const (
	rankUrgent rank = iota // announcements, results
	rankPlain              // answers, acknowledgements
	rankBoard              // living messages
)

// parcel is a message on its way to one place.
type parcel struct {
	to   chat.Place
	slot string // living message, with the stream in front; empty for none
	rank rank
	mark chat.Rich // stands above every part of the message
	// draw makes the message when its turn comes.
	draw func(context.Context) chat.Message
	// sent is told the fate: nil, or why it was given up.
	sent []func(error)

	after time.Time // not before, where the platform asked to wait
	pause time.Duration
	parts int // of a message that had to be cut: how many are shown
}

// outbox sends to one platform, one message at a time, by rank and order,
// each place at the platform's pace. A message of a slot replaces the one that
// still waits; nothing else is ever dropped.
type outbox struct {
	platform chat.Platform
	memo     memo.Memo
	tasks    *tasks
	calm     *tasks // not nil: nothing is sent while any of this is under way
	log      zerolog.Logger

	mu    sync.Mutex
	queue []*parcel
	ready map[chat.Place]time.Time // when a place may be written to again
	refs  map[string][]chat.Ref    // of living messages, part by part
	wake  chan struct{}
	done  chan struct{}
}

const refSpace = "ref"

func newOutbox(p chat.Platform, m memo.Memo, t *tasks, log zerolog.Logger) *outbox {
	return &outbox{
		platform: p, memo: m, tasks: t, log: log.With().Str("platform", p.Name()).Logger(),
		ready: make(map[chat.Place]time.Time), refs: make(map[string][]chat.Ref),
		wake: make(chan struct{}, 1), done: make(chan struct{}),
	}
}

// put queues parcels together, so that their ranks are weighed against each
// other before the first is sent.
func (o *outbox) put(parcels ...*parcel) {
	o.mu.Lock()
	for _, p := range parcels {
		if i := o.waiting(p); i >= 0 {
			o.queue[i].draw = p.draw
			o.queue[i].sent = append(o.queue[i].sent, p.sent...)
			o.queue[i].rank = min(o.queue[i].rank, p.rank)
			continue
		}
		o.tasks.begin()
		o.queue = append(o.queue, p)
	}
	o.mu.Unlock()
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// waiting finds a parcel of the same living message.
func (o *outbox) waiting(p *parcel) int {
	if p.slot == "" {
		return -1
	}
	return slices.IndexFunc(o.queue, func(q *parcel) bool { return q.slot == p.slot && q.to == p.to })
}

// run sends until ctx ends.
func (o *outbox) run(ctx context.Context) {
	defer close(o.done)
	for {
		if o.calm != nil && o.calm.wait(ctx) != nil {
			o.abandon()
			return
		}
		p, until := o.take()
		switch {
		case p != nil:
			o.deliver(ctx, p)
		case !until.IsZero():
			o.pauseUntil(ctx, until)
		default:
			select {
			case <-o.wake:
			case <-ctx.Done():
			}
		}
		if ctx.Err() != nil {
			o.abandon()
			return
		}
	}
}

// take removes the parcel to send now; or says when the next may go.
func (o *outbox) take() (*parcel, time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := time.Now()
	best := -1
	var next time.Time
	for i, p := range o.queue {
		free := later(o.ready[p.to], p.after)
		if free.After(now) {
			if next.IsZero() || free.Before(next) {
				next = free
			}
			continue
		}
		if best < 0 || p.rank < o.queue[best].rank {
			best = i
		}
	}
	if best < 0 {
		return nil, next
	}
	if o.calm != nil && !o.calm.none() {
		// Something began since run saw rest: what waits may be the first half
		// of what it shows.
		return nil, now
	}
	p := o.queue[best]
	o.queue = slices.Delete(o.queue, best, best+1)
	return p, time.Time{}
}

// pauseUntil waits for a place to be free again, or for something new.
func (o *outbox) pauseUntil(ctx context.Context, t time.Time) {
	timer := time.NewTimer(time.Until(t))
	defer timer.Stop()
	select {
	case <-o.wake:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// deliver sends one parcel, and queues it again where the platform could not
// take it.
func (o *outbox) deliver(ctx context.Context, p *parcel) {
	err := o.send(ctx, p)
	var ce *chat.Error
	gone := errors.As(err, &ce) && ce.Gone
	if err == nil || gone {
		o.mu.Lock()
		o.ready[p.to] = time.Now().Add(o.platform.Limits().Pace)
		o.mu.Unlock()
		for _, f := range p.sent {
			f(err)
		}
		o.tasks.end()
		return
	}
	p.pause = min(max(2*p.pause, time.Second), time.Minute)
	if ce != nil && ce.Retry > 0 {
		p.pause = ce.Retry
	}
	p.after = time.Now().Add(p.pause)
	if ctx.Err() == nil {
		o.log.Warn().Err(err).Dur("again", p.pause).Msg("send")
	}
	o.again(p)
}

// again queues a parcel that could not be sent. Where its living message was
// renewed meanwhile, the new words take its turn: sent after them, the old ones
// would stay for good.
func (o *outbox) again(p *parcel) {
	o.mu.Lock()
	defer o.mu.Unlock()
	i := o.waiting(p)
	if i < 0 {
		o.queue = slices.Insert(o.queue, 0, p)
		return
	}
	q := o.queue[i]
	q.sent = append(p.sent, q.sent...)
	q.rank = min(q.rank, p.rank)
	q.after, q.pause = p.after, p.pause
	o.tasks.end()
}

// send shows the message, as an edit where it is a living one. What is longer
// than the platform takes is several messages; after a failure it goes on with
// the part that failed.
func (o *outbox) send(ctx context.Context, p *parcel) error {
	parts := o.partsOf(ctx, p)
	if p.slot != "" {
		return o.renew(ctx, p, parts)
	}
	for p.parts < len(parts) {
		if _, err := o.platform.Send(ctx, p.to, parts[p.parts]); err != nil {
			return err
		}
		p.parts++
	}
	return nil
}

// partsOf draws a message and cuts it to what the platform takes, each part
// under the parcel's mark.
func (o *outbox) partsOf(ctx context.Context, p *parcel) []chat.Message {
	limit := o.platform.Limits().Text
	if limit > 0 && len(p.mark) > 0 {
		limit = max(limit-runes(p.mark)-1, 1)
	}
	parts := split(p.draw(ctx), limit)
	for i := range parts {
		parts[i] = marked(p.mark, parts[i])
	}
	return parts
}

// marked is a message under a mark.
func marked(mark chat.Rich, m chat.Message) chat.Message {
	if len(mark) > 0 {
		m.Text = slices.Concat(mark, chat.Text("\n"), m.Text)
	}
	return m
}

// renew shows the parts of a living message in the messages that it has, and
// in new ones. A message that is no longer needed shows nothing but a mark.
func (o *outbox) renew(ctx context.Context, p *parcel, parts []chat.Message) error {
	key := string(p.to) + "|" + p.slot
	refs := o.refsOf(ctx, key)
	needed := len(parts)
	for len(parts) < len(refs) {
		parts = append(parts, marked(p.mark, chat.Message{Text: chat.Text("·")}))
	}
	for i, part := range parts {
		if i < len(refs) {
			err := o.platform.Edit(ctx, refs[i], part)
			var ce *chat.Error
			switch {
			case err == nil:
				continue
			case !errors.As(err, &ce) || !ce.Gone:
				return err
			}
		}
		ref, err := o.platform.Send(ctx, p.to, part)
		if err != nil {
			return err
		}
		if i < len(refs) {
			refs[i] = ref
		} else {
			refs = append(refs, ref)
		}
		o.keepRefs(ctx, key, refs)
	}
	if needed < len(refs) {
		o.keepRefs(ctx, key, refs[:needed])
	}
	return nil
}

// refsOf are the messages that a living one is shown in.
func (o *outbox) refsOf(ctx context.Context, key string) []chat.Ref {
	if refs, ok := o.refs[key]; ok {
		return slices.Clone(refs)
	}
	b, ok, err := o.memo.Get(ctx, refSpace, key)
	if err != nil || !ok {
		return nil
	}
	var refs []chat.Ref
	for ref := range strings.SplitSeq(string(b), "\n") {
		refs = append(refs, chat.Ref(ref))
	}
	o.refs[key] = refs
	return slices.Clone(refs)
}

func (o *outbox) keepRefs(ctx context.Context, key string, refs []chat.Ref) {
	o.refs[key] = slices.Clone(refs)
	lines := make([]string, len(refs))
	for i, ref := range refs {
		lines[i] = string(ref)
	}
	if err := o.memo.Put(ctx, refSpace, memo.Pair{Key: key, Value: []byte(strings.Join(lines, "\n"))}); err != nil && ctx.Err() == nil {
		o.log.Error().Err(err).Msg("remember message")
	}
}

// abandon lets go of what was not sent: the next start reads it again from
// the journal.
func (o *outbox) abandon() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for range o.queue {
		o.tasks.end()
	}
	o.queue = nil
}

// split cuts a message that is longer than the platform takes, at line ends
// where it can. Buttons and files go with the last part. Limit 0 is none.
func split(m chat.Message, limit int) []chat.Message {
	if limit <= 0 || runes(m.Text) <= limit {
		return []chat.Message{m}
	}
	var parts []chat.Message
	rest := m.Text
	for runes(rest) > limit {
		head, tail := cut(rest, limit)
		parts = append(parts, chat.Message{Text: head, Only: m.Only})
		rest = tail
	}
	m.Text = rest
	return append(parts, m)
}

func runes(r chat.Rich) int {
	n := 0
	for _, s := range r {
		n += len([]rune(s.Text))
	}
	return n
}

// cut divides text after at most limit characters: after the last line end in
// the second half, else the last space there, else hard.
func cut(r chat.Rich, limit int) (head, tail chat.Rich) {
	flat := []rune(r.Plain())
	at := limit
	for _, sep := range []rune{'\n', ' '} {
		if i := lastIndex(flat[:limit], sep); i >= limit/2 {
			at = i + 1
			break
		}
	}
	for _, s := range r {
		text := []rune(s.Text)
		n := min(at, len(text))
		if n > 0 {
			head = append(head, chat.Span{Text: string(text[:n]), Mark: s.Mark})
		}
		if n < len(text) {
			tail = append(tail, chat.Span{Text: string(text[n:]), Mark: s.Mark})
		}
		at -= n
	}
	return head, tail
}

func lastIndex(s []rune, r rune) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == r {
			return i
		}
	}
	return -1
}
