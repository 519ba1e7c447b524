package redis

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"assenso/bot/journal"
)

var _ journal.Movable = (*Store)(nil)

// Inventory implements journal.Movable.
func (r *reading) Inventory(ctx context.Context) iter.Seq2[journal.Stream, error] {
	return func(yield func(journal.Stream, error) bool) {
		kinds, err := r.client.SMembers(ctx, r.keys.kinds()).Result()
		if err != nil {
			yield(journal.Stream{}, fmt.Errorf("list streams: %w", plain(ctx, err)))
			return
		}
		slices.Sort(kinds)
		for _, kind := range kinds {
			for s, err := range r.listed(ctx, r.keys.all(kind)) {
				if err != nil {
					yield(journal.Stream{}, fmt.Errorf("list streams: %w", err))
					return
				}
				if (s.Head.Seq > 0 || s.Sealed) && !yield(s, nil) {
					return
				}
			}
		}
	}
}
