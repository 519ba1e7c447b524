package sqlite

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"assenso/bot/journal"
)

var _ journal.Movable = (*Store)(nil)

// Inventory implements journal.Movable.
func (s *reading) Inventory(ctx context.Context) iter.Seq2[journal.Stream, error] {
	return func(yield func(journal.Stream, error) bool) {
		last := ""
		for {
			streams, err := s.inventoryPage(ctx, last)
			if err != nil {
				yield(journal.Stream{}, fmt.Errorf("list streams: %w", err))
				return
			}
			for _, one := range streams {
				if !yield(one, nil) {
					return
				}
			}
			if len(streams) < pageRows {
				return
			}
			last = streams[len(streams)-1].Name
		}
	}
}

func (s *reading) inventoryPage(ctx context.Context, after string) (_ []journal.Stream, err error) {
	rows, err := s.inventory.QueryContext(ctx, after, pageRows)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var streams []journal.Stream
	for rows.Next() {
		var one journal.Stream
		var seq int64
		var hash []byte
		if err := rows.Scan(&one.Name, &seq, &hash, &one.Sealed); err != nil {
			return nil, err
		}
		if seq < 0 || len(hash) != len(one.Head.Hash) {
			return nil, &journal.CorruptError{Stream: one.Name, Why: fmt.Sprintf("its head is %d with a hash of %d bytes", seq, len(hash))}
		}
		one.Head.Seq = uint64(seq)
		copy(one.Head.Hash[:], hash)
		streams = append(streams, one)
	}
	return streams, rows.Err()
}

// Spaces lists the spaces of the memo that are not empty.
func (s *Store) Spaces(ctx context.Context) (_ []string, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT DISTINCT space FROM memo ORDER BY space`)
	if err != nil {
		return nil, fmt.Errorf("list spaces of the memo: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var spaces []string
	for rows.Next() {
		var space []byte
		if err := rows.Scan(&space); err != nil {
			return nil, fmt.Errorf("list spaces of the memo: %w", err)
		}
		spaces = append(spaces, string(space))
	}
	return spaces, rows.Err()
}
