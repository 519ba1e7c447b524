package redis

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"
)

// Weakness is a setting of a server by which something may be lost.
type Weakness string

// What Judge may find.
const (
	NoFile      Weakness = "no-file"      // appendonly no: all since the last snapshot may be lost
	EverySecond Weakness = "every-second" // appendfsync everysec: up to two seconds may be lost
	NeverSynced Weakness = "never-synced" // appendfsync no: what the system had not written yet
	RewriteGap  Weakness = "rewrite-gap"  // no-appendfsync-on-rewrite yes: likewise during a rewriting
	Unknown     Weakness = "unknown"      // the server does not tell
)

// RefusedError says that a server must not be written to.
type RefusedError struct {
	Server string // its address
	Why    Refusal
}

// Refusal is why a server must not be written to.
type Refusal string

// What Open refuses.
const (
	Evicts  Refusal = "evicts"  // maxmemory-policy allkeys-…: it drops the record when memory is short
	Replica Refusal = "replica" // it only follows another
)

func (e *RefusedError) Error() string {
	if e.Why == Evicts {
		return e.Server + " drops keys when memory is short, the record among them: set maxmemory-policy noeviction"
	}
	return e.Server + " is a replica, which takes no writes: name its primary"
}

// settings are what bears on whether something may be lost, as one server
// tells; empty where it does not.
type settings struct {
	server                             string
	appendonly, appendfsync, onRewrite string
	policy, role                       string
}

// Judge lists the weaknesses of all servers of the store, each once.
func (s *Store) Judge(ctx context.Context) ([]Weakness, error) {
	all, err := s.settings(ctx)
	if err != nil {
		return nil, fmt.Errorf("judge %s: %w", s.address, err)
	}
	var found []Weakness
	for _, w := range []Weakness{NoFile, EverySecond, NeverSynced, RewriteGap, Unknown} {
		for _, one := range all {
			if one.has(w) {
				found = append(found, w)
				break
			}
		}
	}
	return found, nil
}

func (s settings) has(w Weakness) bool {
	switch w {
	case NoFile:
		return s.appendonly == "no"
	case EverySecond:
		return s.appendonly != "no" && s.appendfsync == "everysec"
	case NeverSynced:
		return s.appendonly != "no" && s.appendfsync == "no"
	case RewriteGap:
		return s.appendonly != "no" && s.onRewrite == "yes"
	}
	return s.appendonly == "" || s.appendonly == "yes" && s.appendfsync == "" || s.policy == ""
}

// writable refuses servers on which a record cannot be kept.
func (s *Store) writable(ctx context.Context) error {
	all, err := s.settings(ctx)
	if err != nil {
		return err
	}
	for _, one := range all {
		switch {
		case one.role == "slave":
			return &RefusedError{one.server, Replica}
		case strings.HasPrefix(one.policy, "allkeys-"):
			return &RefusedError{one.server, Evicts}
		}
	}
	return nil
}

// settings asks every server. CONFIG is forbidden on many hosted ones; INFO
// tells the half of it.
func (s *Store) settings(ctx context.Context) ([]settings, error) {
	var mu sync.Mutex
	var all []settings
	err := s.everywhere(ctx, func(ctx context.Context, server *redis.Client) error {
		one := settings{server: server.Options().Addr}
		state, err := info(ctx, server, "everything")
		if err != nil {
			return err
		}
		one.role, one.policy = state["role"], state["maxmemory_policy"]
		if on, told := map[string]string{"0": "no", "1": "yes"}[state["aof_enabled"]]; told {
			one.appendonly = on
		}
		if config, err := server.ConfigGet(ctx, "*append*").Result(); err == nil {
			one.appendonly, one.appendfsync = config["appendonly"], config["appendfsync"]
			one.onRewrite = config["no-appendfsync-on-rewrite"]
		} else if ctx.Err() != nil {
			return plain(ctx, err)
		}
		mu.Lock()
		defer mu.Unlock()
		all = append(all, one)
		return nil
	})
	return all, err
}

// everywhere calls do with the one server, or with every primary of a cluster.
func (r *reading) everywhere(ctx context.Context, do func(context.Context, *redis.Client) error) error {
	switch c := r.client.(type) {
	case *redis.ClusterClient:
		return c.ForEachMaster(ctx, do)
	case *redis.Client:
		return do(ctx, c)
	}
	return fmt.Errorf("client is a %T", r.client)
}

// info asks a server for a section of what it tells about itself.
func info(ctx context.Context, server *redis.Client, section string) (map[string]string, error) {
	text, err := server.Info(ctx, section).Result()
	if err != nil {
		return nil, fmt.Errorf("ask %s for its state: %w", server.Options().Addr, plain(ctx, err))
	}
	state := make(map[string]string)
	for line := range strings.Lines(text) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			state[key] = value
		}
	}
	return state, nil
}
