// Package memo is the port to what the bot remembers for its own comfort:
// cursors, references of sent messages, high-water marks, open prompts,
// updates already answered.
//
// Losing a memo only repeats work; nothing that counts may live here alone.
// The promises every store keeps are the cases of memotest.
package memo

import (
	"context"
	"errors"
	"fmt"
	"iter"
)

// Memo keeps small values by space and key. Spaces are named by their users
// ("cursor", "ref"); keys and values are opaque bytes, empty ones included,
// values at most MaxValue long. It is safe for concurrent use.
type Memo interface {
	// Get returns the value, which the caller may keep, and false where there
	// is none.
	Get(ctx context.Context, space, key string) ([]byte, bool, error)
	// Put writes every pair or none, replacing what was there. Of two pairs
	// with one key the later stands. An error wrapping ErrTooLarge is a fault
	// of ours; after any other the pairs may or may not be there, all of them.
	Put(ctx context.Context, space string, pairs ...Pair) error
	// Delete removes the keys; absent ones are no error.
	Delete(ctx context.Context, space string, keys ...string) error
	// All yields the pairs whose key begins with prefix, by ascending bytes of
	// the key. The caller may use the memo inside the loop.
	All(ctx context.Context, space, prefix string) iter.Seq2[Pair, error]
}

// Pair is a key and its value.
type Pair struct {
	Key   string
	Value []byte
}

// MaxValue is the most a value may hold, in bytes.
const MaxValue = 64 << 10

// ErrTooLarge says that a value is larger than MaxValue: keep it elsewhere.
var ErrTooLarge = errors.New("memo: value too large")

// Check refuses pairs that no memo takes. Stores call it first in Put.
func Check(pairs []Pair) error {
	for _, p := range pairs {
		if len(p.Value) > MaxValue {
			return fmt.Errorf("%w: %d bytes", ErrTooLarge, len(p.Value))
		}
	}
	return nil
}
