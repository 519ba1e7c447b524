package redis

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"assenso/bot/memo"

	"github.com/redis/go-redis/v9"
)

// memoRows is how many pairs are fetched at once.
const memoRows = 200

// Get implements memo.Memo.
func (r *reading) Get(ctx context.Context, space, key string) ([]byte, bool, error) {
	err := ctx.Err()
	var value []byte
	if err == nil {
		value, err = r.client.HGet(ctx, r.keys.memoValues(space), key).Bytes()
	}
	if errors.Is(err, redis.Nil) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("get %q from memo %s: %w", key, space, plain(ctx, err))
	}
	return value, true, nil
}

// Put implements memo.Memo.
func (s *Store) Put(ctx context.Context, space string, pairs ...memo.Pair) error {
	err := memo.Check(pairs)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil && len(pairs) > 0 {
		err = s.registerSpace(ctx, space)
	}
	if err == nil && len(pairs) > 0 {
		values := make([]any, 0, 2*len(pairs))
		names := make([]redis.Z, len(pairs))
		for i, p := range pairs {
			values = append(values, p.Key, p.Value)
			names[i].Member = p.Key
		}
		_, err = s.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
			p.HSet(ctx, s.keys.memoValues(space), values...)
			p.ZAdd(ctx, s.keys.memoKeys(space), names...)
			return nil
		})
	}
	if err != nil {
		return fmt.Errorf("put in memo %s: %w", space, plain(ctx, err))
	}
	return nil
}

// registerSpace makes a space findable, once for each Store, before anything is
// in it.
func (s *Store) registerSpace(ctx context.Context, space string) error {
	if _, done := s.spaces.Load(space); done {
		return nil
	}
	err := s.client.SAdd(ctx, s.keys.spaces(), space).Err()
	if err == nil {
		s.spaces.Store(space, true)
	}
	return err
}

// Spaces lists the spaces of the memo, perhaps with some that are empty.
func (s *Store) Spaces(ctx context.Context) ([]string, error) {
	spaces, err := s.client.SMembers(ctx, s.keys.spaces()).Result()
	if err != nil {
		return nil, fmt.Errorf("list spaces of the memo: %w", plain(ctx, err))
	}
	slices.Sort(spaces)
	return spaces, nil
}

// Delete implements memo.Memo.
func (s *Store) Delete(ctx context.Context, space string, keys ...string) error {
	err := ctx.Err()
	if err == nil && len(keys) > 0 {
		names := make([]any, len(keys))
		for i, key := range keys {
			names[i] = key
		}
		_, err = s.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
			p.HDel(ctx, s.keys.memoValues(space), keys...)
			p.ZRem(ctx, s.keys.memoKeys(space), names...)
			return nil
		})
	}
	if err != nil {
		return fmt.Errorf("delete from memo %s: %w", space, plain(ctx, err))
	}
	return nil
}

// All implements memo.Memo.
func (r *reading) All(ctx context.Context, space, prefix string) iter.Seq2[memo.Pair, error] {
	return func(yield func(memo.Pair, error) bool) {
		from := "[" + prefix
		for {
			keys, pairs, err := r.memoPage(ctx, space, from)
			if err != nil {
				yield(memo.Pair{}, fmt.Errorf("all of memo %s: %w", space, plain(ctx, err)))
				return
			}
			for _, p := range pairs {
				if !strings.HasPrefix(p.Key, prefix) || !yield(p, nil) {
					return
				}
			}
			if len(keys) < memoRows {
				return
			}
			from = "(" + keys[len(keys)-1]
		}
	}
}

// memoPage fetches keys, and the pairs of those that were not deleted between.
func (r *reading) memoPage(ctx context.Context, space, from string) ([]string, []memo.Pair, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	keys, err := r.client.ZRangeByLex(ctx, r.keys.memoKeys(space), &redis.ZRangeBy{Min: from, Max: "+", Count: memoRows}).Result()
	if err != nil || len(keys) == 0 {
		return nil, nil, err
	}
	values, err := r.client.HMGet(ctx, r.keys.memoValues(space), keys...).Result()
	if err != nil {
		return nil, nil, err
	}
	var pairs []memo.Pair
	for i, v := range values {
		if text, ok := v.(string); ok {
			pairs = append(pairs, memo.Pair{Key: keys[i], Value: []byte(text)})
		}
	}
	return keys, pairs, nil
}
