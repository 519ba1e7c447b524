package bot

import (
	"context"
	"maps"
	"slices"
	"sync"

	"assenso/bot/memo"

	"github.com/rs/zerolog"
)

// answered remembers updates that were settled without leaving an entry: a
// refusal, a question about the state, a sign of life. A redelivery of them
// stays quiet instead of being judged by a later state.
type answered struct {
	memo memo.Memo
	log  zerolog.Logger

	mu     sync.Mutex
	seen   map[string]map[string]struct{} // by stream
	unkept map[string][]string            // what the memo did not take, by stream
}

const answeredSpace = "answered"

func newAnswered(m memo.Memo, log zerolog.Logger) *answered {
	return &answered{memo: m, log: log, seen: make(map[string]map[string]struct{}), unkept: make(map[string][]string)}
}

// load reads what is remembered of a stream.
func (a *answered) load(ctx context.Context, stream string) error {
	set := make(map[string]struct{})
	prefix := stream + "|"
	for p, err := range a.memo.All(ctx, answeredSpace, prefix) {
		if err != nil {
			return err
		}
		set[p.Key[len(prefix):]] = struct{}{}
	}
	a.mu.Lock()
	a.seen[stream] = set
	a.mu.Unlock()
	return nil
}

func (a *answered) has(stream, cause string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	_, ok := a.seen[stream][cause]
	return ok
}

// keep remembers causes. Losing them only repeats an answer, so trouble with
// the memo is logged, and they are put with the next that are kept.
func (a *answered) keep(ctx context.Context, stream string, causes []string) {
	if len(causes) == 0 {
		return
	}
	a.mu.Lock()
	set := a.seen[stream]
	if set == nil {
		set = make(map[string]struct{})
		a.seen[stream] = set
	}
	for _, c := range causes {
		set[c] = struct{}{}
	}
	a.mu.Unlock()
	a.put(ctx, stream, causes)
}

func (a *answered) put(ctx context.Context, stream string, causes []string) {
	a.mu.Lock()
	causes = append(a.unkept[stream], causes...)
	delete(a.unkept, stream)
	a.mu.Unlock()
	pairs := make([]memo.Pair, len(causes))
	for i, c := range causes {
		pairs[i] = memo.Pair{Key: stream + "|" + c, Value: []byte{1}}
	}
	err := a.memo.Put(ctx, answeredSpace, pairs...)
	if err == nil {
		return
	}
	a.mu.Lock()
	a.unkept[stream] = append(causes, a.unkept[stream]...)
	a.mu.Unlock()
	if ctx.Err() == nil {
		a.log.Error().Err(err).Str("stream", stream).Msg("remember answered updates")
	}
}

// keepLeft puts what the memo did not take.
func (a *answered) keepLeft(ctx context.Context) {
	a.mu.Lock()
	streams := slices.Sorted(maps.Keys(a.unkept))
	a.mu.Unlock()
	for _, stream := range streams {
		a.put(ctx, stream, nil)
	}
}

// forget drops what is remembered of a finished stream.
func (a *answered) forget(ctx context.Context, stream string) error {
	a.mu.Lock()
	delete(a.seen, stream)
	delete(a.unkept, stream)
	a.mu.Unlock()
	return forgetAll(ctx, a.memo, answeredSpace, stream+"|")
}

// forgetAll drops what a space remembers under a prefix.
func forgetAll(ctx context.Context, m memo.Memo, space, prefix string) error {
	var keys []string
	for p, err := range m.All(ctx, space, prefix) {
		if err != nil {
			return err
		}
		keys = append(keys, p.Key)
	}
	if len(keys) == 0 {
		return nil
	}
	return m.Delete(ctx, space, keys...)
}
