// Package memo is the port to what the bot remembers for its own comfort:
// cursors, references of sent messages, high-water marks, open prompts,
// updates already answered.
//
// Losing a memo only repeats work; nothing that counts may live here alone.
package memo

import (
	"context"
	"iter"
)

// Memo keeps small values by space and key. Spaces are named by their users
// ("cursor", "ref"); keys and values are opaque, values at most 64 KiB.
type Memo interface {
	// Get returns the value, and false where there is none.
	Get(ctx context.Context, space, key string) ([]byte, bool, error)
	// Put writes every pair or none, replacing what was there.
	Put(ctx context.Context, space string, pairs ...Pair) error
	// Delete removes the keys; absent ones are no error.
	Delete(ctx context.Context, space string, keys ...string) error
	// All yields the pairs whose key begins with prefix, by ascending key.
	All(ctx context.Context, space, prefix string) iter.Seq2[Pair, error]
}

// Pair is a key and its value.
type Pair struct {
	Key   string
	Value []byte
}
