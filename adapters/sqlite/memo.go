package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"

	"assenso/bot/memo"
)

// Get implements memo.Memo.
func (s *Store) Get(ctx context.Context, space, key string) ([]byte, bool, error) {
	var value []byte
	err := s.getMemo.QueryRowContext(ctx, []byte(space), []byte(key)).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("get %q from memo %s: %w", key, space, err)
	}
	return value, true, nil
}

// Put implements memo.Memo.
func (s *Store) Put(ctx context.Context, space string, pairs ...memo.Pair) error {
	err := memo.Check(pairs)
	if err == nil {
		err = s.inTx(ctx, func(tx *sql.Tx) error {
			put := tx.StmtContext(ctx, s.putMemo)
			for _, p := range pairs {
				value := p.Value
				if value == nil {
					value = []byte{} // nil would be NULL
				}
				if _, err := put.ExecContext(ctx, []byte(space), []byte(p.Key), value); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		return fmt.Errorf("put in memo %s: %w", space, err)
	}
	return nil
}

// Delete implements memo.Memo.
func (s *Store) Delete(ctx context.Context, space string, keys ...string) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		del := tx.StmtContext(ctx, s.deleteMemo)
		for _, key := range keys {
			if _, err := del.ExecContext(ctx, []byte(space), []byte(key)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("delete from memo %s: %w", space, err)
	}
	return nil
}

// All implements memo.Memo.
func (s *Store) All(ctx context.Context, space, prefix string) iter.Seq2[memo.Pair, error] {
	return func(yield func(memo.Pair, error) bool) {
		stmt, from := s.allMemo, prefix
		for {
			pairs, err := memoPage(ctx, stmt, space, from)
			if err != nil {
				yield(memo.Pair{}, fmt.Errorf("all of memo %s: %w", space, err))
				return
			}
			for _, p := range pairs {
				if !strings.HasPrefix(p.Key, prefix) || !yield(p, nil) {
					return
				}
			}
			if len(pairs) == 0 {
				return
			}
			stmt, from = s.allMemoFrom, pairs[len(pairs)-1].Key
		}
	}
}

func memoPage(ctx context.Context, stmt *sql.Stmt, space, from string) (_ []memo.Pair, err error) {
	rows, err := stmt.QueryContext(ctx, []byte(space), []byte(from), pageRows)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var pairs []memo.Pair
	for size := 0; size < pageBytes && rows.Next(); {
		var p memo.Pair
		if err := rows.Scan(&p.Key, &p.Value); err != nil {
			return nil, err
		}
		pairs = append(pairs, p)
		size += len(p.Value)
	}
	return pairs, rows.Err()
}
