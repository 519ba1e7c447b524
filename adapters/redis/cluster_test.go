package redis_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"assenso/adapters/redis/redistest"
	"assenso/bot/journal"
	"assenso/bot/journal/journaltest"
	"assenso/bot/memo"
	"assenso/bot/memo/memotest"
)

// cluster is three primaries that share the slots.
func cluster(t *testing.T) (address string) {
	t.Helper()
	var nodes []*redistest.Server
	for range 3 {
		nodes = append(nodes, redistest.Start(t, append(redistest.Safe(), "--cluster-enabled", "yes", "--cluster-node-timeout", "5000")...))
	}
	const slots = 16384
	for i, n := range nodes {
		ask(t, n, fmt.Sprintf("CLUSTER ADDSLOTSRANGE %d %d", i*slots/3, (i+1)*slots/3-1))
		ask(t, n, fmt.Sprintf("CLUSTER SET-CONFIG-EPOCH %d", i+1))
	}
	for _, n := range nodes[1:] {
		ask(t, nodes[0], fmt.Sprintf("CLUSTER MEET 127.0.0.1 %d", n.Port))
	}
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for _, n := range nodes {
		c := stranger(t, n)
		for range tick.C {
			state, err := c.ClusterInfo(t.Context()).Result()
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(state, "cluster_state:ok") && strings.Contains(state, "cluster_known_nodes:3") {
				break
			}
		}
	}
	return nodes[0].URL("addr="+nodes[1].Addr(), "addr="+nodes[2].Addr())
}

func ask(t *testing.T, server *redistest.Server, command string) {
	t.Helper()
	if reply, err := redistest.Ask(server.Addr(), command); err != nil || reply != "+OK" {
		t.Fatalf("%s: %s, %v", command, reply, err)
	}
}

// Every script touches one slot alone: the same contracts hold on a cluster.
func TestContractsOnACluster(t *testing.T) {
	address := cluster(t)
	n := 0
	next := func() string { n++; return fmt.Sprintf("%s&prefix=case-%d", address, n) }
	t.Run("journal", func(t *testing.T) {
		journaltest.Run(t, func(t *testing.T) journaltest.Store {
			own := next()
			return journaltest.Store{
				Journal: mustOpen(t, own),
				Restart: func(t *testing.T) journal.Journal { return mustOpen(t, own) },
			}
		})
	})
	t.Run("memo", func(t *testing.T) {
		memotest.Run(t, func(t *testing.T) memotest.Store {
			own := next()
			return memotest.Store{
				Memo:    mustOpen(t, own),
				Restart: func(t *testing.T) memo.Memo { return mustOpen(t, own) },
			}
		})
	})
	t.Run("lease", func(t *testing.T) { release(t, own(t, mustOpen(t, next()), nil)) })
	t.Run("settings", func(t *testing.T) {
		if weak, err := mustOpen(t, next()).Judge(t.Context()); err != nil || len(weak) > 0 {
			t.Errorf("weaknesses %v, %v", weak, err)
		}
	})
}
