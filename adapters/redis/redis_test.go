package redis_test

import (
	"context"
	"fmt"
	"testing"

	"assenso/adapters/redis"
	"assenso/adapters/redis/redistest"
	"assenso/bot/journal"
	"assenso/bot/journal/journaltest"
	"assenso/bot/memo"
	"assenso/bot/memo/memotest"

	goredis "github.com/redis/go-redis/v9"
)

func mustOpen(t testing.TB, address string) *redis.Store {
	t.Helper()
	s, err := redis.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// stranger speaks to the server as an administrator would, behind the store's
// back.
func stranger(t testing.TB, server *redistest.Server) *goredis.Client {
	t.Helper()
	c := goredis.NewClient(&goredis.Options{Addr: server.Addr(), MaxRetries: -1})
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// do runs a command that must do something.
func do(t testing.TB, c *goredis.Client, args ...any) {
	t.Helper()
	if n, err := c.Do(context.Background(), args...).Int(); err != nil || n == 0 {
		t.Fatalf("%v: %d, %v", args, n, err)
	}
}

// rewrite replaces the line of an entry, which Redis itself cannot: the
// entries from there on are taken out and put back.
func rewrite(t testing.TB, c *goredis.Client, key string, seq uint64, change func(string) string) {
	t.Helper()
	ctx := context.Background()
	after, err := c.XRange(ctx, key, fmt.Sprint(seq), "+").Result()
	if err != nil || len(after) == 0 {
		t.Fatalf("entry %d: %d found, %v", seq, len(after), err)
	}
	before, err := c.XRange(ctx, key, "-", fmt.Sprintf("(%d-0", seq)).Result()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Del(ctx, key).Err(); err != nil {
		t.Fatal(err)
	}
	for i, m := range append(before, after...) {
		if i == len(before) {
			m.Values["entry"] = change(m.Values["entry"].(string))
		}
		if err := c.XAdd(ctx, &goredis.XAddArgs{Stream: key, ID: m.ID, Values: m.Values}).Err(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestJournalContract(t *testing.T) {
	server := redistest.Start(t, redistest.Safe()...)
	behind := stranger(t, server)
	n := 0
	journaltest.Run(t, func(t *testing.T) journaltest.Store {
		n++ // each case has a store of its own on the one server
		prefix := fmt.Sprintf("case-%d", n)
		address := server.URL("prefix=" + prefix)
		return journaltest.Store{
			Journal: mustOpen(t, address),
			Restart: func(t *testing.T) journal.Journal {
				server.Restart(t)
				return mustOpen(t, address)
			},
			Damage: func(t *testing.T, stream string, seq uint64, d journaltest.Damage) {
				key := prefix + ":{" + stream + "}:entries"
				if d == journaltest.Lost {
					do(t, behind, "XDEL", key, fmt.Sprintf("%d-0", seq))
					return
				}
				rewrite(t, behind, key, seq, func(line string) string { return line[1:] })
			},
		}
	})
}

func TestMemoContract(t *testing.T) {
	server := redistest.Start(t, redistest.Safe()...)
	n := 0
	memotest.Run(t, func(t *testing.T) memotest.Store {
		n++
		address := server.URL(fmt.Sprintf("prefix=case-%d", n))
		return memotest.Store{
			Memo: mustOpen(t, address),
			Restart: func(t *testing.T) memo.Memo {
				server.Restart(t)
				return mustOpen(t, address)
			},
		}
	})
}
