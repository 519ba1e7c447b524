package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"assenso/adapters/redis"
)

// isRedis tells an address of Redis from a file.
func isRedis(location string) bool {
	return strings.HasPrefix(location, "redis:") || strings.HasPrefix(location, "rediss:")
}

// owned is a store in Redis, as long as this process has the lease.
type owned struct {
	*redis.Store
	lease *redis.Lease
}

// releaseMost bounds how long a stop waits for a Redis that does not answer:
// the lease then ends by itself.
const releaseMost = 2 * time.Second

// Close gives the lease back first, so that whoever stands by need not wait.
func (o *owned) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), releaseMost) // that of the work is over
	defer cancel()
	err := o.lease.Release(ctx)
	return errors.Join(err, o.Store.Close())
}

// openRedis opens a store in Redis, says what it may lose, and stands by until
// nobody else writes to it.
func (a *app) openRedis(ctx context.Context, address string) (*owned, error) {
	s, err := redis.Open(ctx, address)
	if err != nil {
		return nil, notReached(address, err)
	}
	lease, err := a.stand(ctx, s)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return &owned{s, lease}, nil
}

func (a *app) stand(ctx context.Context, s *redis.Store) (*redis.Lease, error) {
	weak, err := s.Judge(ctx)
	if err != nil {
		return nil, err
	}
	for _, w := range weak {
		a.warn("cli.redis."+string(w), "store", s.String())
	}
	return s.Own(ctx, 0, func(h redis.Holder) {
		a.warn("cli.redis.standing-by", "store", s.String(), "pid", h.PID, "host", h.Host, "since", h.Since)
	})
}

// warn tells something on the terminal that is no answer.
func (a *app) warn(key string, args ...any) { fmt.Fprintln(a.std.err, a.say(key, args...)) }

// owning ends with the right to write to the store.
func owning(ctx context.Context, store storeOf) (context.Context, context.CancelFunc) {
	if o, ok := store.(*owned); ok {
		return o.lease.Context(ctx)
	}
	return context.WithCancel(ctx)
}

// notReached says why a store in Redis was not opened.
func notReached(address string, err error) error {
	var bad *redis.AddressError
	if errors.As(err, &bad) {
		return fail(2, "cli.redis.bad-address", "why", bad.Why)
	}
	var format *redis.FormatError
	var refused *redis.RefusedError
	at := shownStore(address)
	switch {
	case errors.As(err, &format) && format.Found == 0:
		return fail(2, "cli.redis.no-store", "store", at)
	case errors.As(err, &format):
		return fail(2, "cli.newer-store", "path", at, "found", format.Found, "known", format.Known)
	case errors.As(err, &refused):
		return fail(2, "cli.redis."+string(refused.Why), "server", refused.Server)
	case errors.Is(err, context.Canceled):
		return err
	}
	return fail(2, "cli.redis.no-answer", "store", at, "why", err.Error())
}

// reach reports a Redis that does not answer, or that the bot could not use. One
// that is still empty is in order.
func reach(ctx context.Context, address string) error {
	r, err := redis.OpenReadOnly(ctx, address)
	var format *redis.FormatError
	if errors.As(err, &format) && format.Found == 0 {
		return nil
	}
	if err != nil {
		return notReached(address, err)
	}
	return r.Close()
}

// shownStore is where a store is, for people: without a password.
func shownStore(location string) string {
	if !isRedis(location) {
		return location
	}
	a, err := redis.ParseAddress(location)
	if err != nil {
		return "Redis"
	}
	return a.String()
}
