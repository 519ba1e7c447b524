package redis

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/redis/go-redis/v9"
)

// known is the format that this program reads and writes.
const known = 1

// FormatError says that a store is not one that this program may open so.
type FormatError struct {
	Found int // the store's format; 0 where there is none, or it is not ours
	Known int // the format this program knows
}

func (e *FormatError) Error() string {
	if e.Found == 0 {
		return "there is no store of assenso here: start the bot once, or name another address or prefix"
	}
	return fmt.Sprintf("format %d, this program knows format %d: run the version that wrote it, or a later one", e.Found, e.Known)
}

// format is that of the store; 0 where there is none.
func (r *reading) format(ctx context.Context) (int, error) {
	text, err := r.client.Get(ctx, r.keys.format()).Result()
	if errors.Is(err, redis.Nil) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read its format: %w", plain(ctx, err))
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("its format is %.20q: %s belongs to another program", text, r.keys.format())
	}
	return n, nil
}

// mark makes an empty store ours, and refuses one of another format.
func (s *Store) mark(ctx context.Context) error {
	if err := s.client.SetNX(ctx, s.keys.format(), known, 0).Err(); err != nil {
		return fmt.Errorf("mark its format: %w", plain(ctx, err))
	}
	found, err := s.format(ctx)
	if err == nil && found != known {
		err = &FormatError{Found: found, Known: known}
	}
	return err
}
