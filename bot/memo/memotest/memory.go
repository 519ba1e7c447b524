package memotest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"assenso/bot/memo"
)

// ErrNoAnswer is what a Memory told to fail returns, wrapped.
var ErrNoAnswer = errors.New("memotest: no answer from the store")

// Memory is a memo that lives and dies with its process, and fails on
// command. It passes Run. The zero Memory is empty and ready.
type Memory struct {
	mu     sync.Mutex
	spaces map[string]map[string][]byte
	silent int // calls to come that get no answer
}

var _ memo.Memo = (*Memory)(nil)

// OpenMemory is for Run: a new Memory, which survives its own restart.
func OpenMemory(*testing.T) Store {
	m := &Memory{}
	return Store{Memo: m, Restart: func(*testing.T) memo.Memo { return m }}
}

// Fail makes the next n calls answer ErrNoAnswer and do nothing.
func (m *Memory) Fail(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.silent += n
}

// Forget loses everything: whoever uses a memo must get over it.
func (m *Memory) Forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.spaces = nil
}

// ready is called with the lock held.
func (m *Memory) ready(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if m.silent > 0 {
		m.silent--
		return ErrNoAnswer
	}
	return nil
}

// Get implements memo.Memo.
func (m *Memory) Get(ctx context.Context, space, key string) ([]byte, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.ready(ctx); err != nil {
		return nil, false, fmt.Errorf("get %s from %s: %w", key, space, err)
	}
	value, ok := m.spaces[space][key]
	return bytes.Clone(value), ok, nil
}

// Put implements memo.Memo.
func (m *Memory) Put(ctx context.Context, space string, pairs ...memo.Pair) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	err := m.ready(ctx)
	if err == nil {
		err = memo.Check(pairs)
	}
	if err != nil {
		return fmt.Errorf("put in %s: %w", space, err)
	}
	if m.spaces == nil {
		m.spaces = map[string]map[string][]byte{}
	}
	if m.spaces[space] == nil {
		m.spaces[space] = map[string][]byte{}
	}
	for _, p := range pairs {
		m.spaces[space][p.Key] = bytes.Clone(p.Value)
	}
	return nil
}

// Delete implements memo.Memo.
func (m *Memory) Delete(ctx context.Context, space string, keys ...string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.ready(ctx); err != nil {
		return fmt.Errorf("delete from %s: %w", space, err)
	}
	for _, key := range keys {
		delete(m.spaces[space], key)
	}
	return nil
}

// All implements memo.Memo.
func (m *Memory) All(ctx context.Context, space, prefix string) iter.Seq2[memo.Pair, error] {
	return func(yield func(memo.Pair, error) bool) {
		pairs, err := m.listed(ctx, space, prefix)
		if err != nil {
			yield(memo.Pair{}, fmt.Errorf("all of %s: %w", space, err))
			return
		}
		for _, p := range pairs {
			if !yield(p, nil) {
				return
			}
		}
	}
}

func (m *Memory) listed(ctx context.Context, space, prefix string) ([]memo.Pair, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.ready(ctx); err != nil {
		return nil, err
	}
	var pairs []memo.Pair
	for _, key := range slices.Sorted(maps.Keys(m.spaces[space])) {
		if strings.HasPrefix(key, prefix) {
			pairs = append(pairs, memo.Pair{Key: key, Value: bytes.Clone(m.spaces[space][key])})
		}
	}
	return pairs, nil
}
