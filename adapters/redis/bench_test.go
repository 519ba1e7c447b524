package redis_test

import (
	"fmt"
	"strconv"
	"testing"

	"assenso/adapters/redis/redistest"
	"assenso/bot/journal"

	goredis "github.com/redis/go-redis/v9"
)

// BenchmarkAppend also tells what part of the time is the server's own.
func BenchmarkAppend(b *testing.B) {
	for _, fsync := range []string{"everysec", "always"} {
		for _, n := range []int{1, 16, 256} {
			b.Run(fmt.Sprintf("%s/group=%d", fsync, n), func(b *testing.B) {
				server := redistest.Start(b, "--appendonly", "yes", "--appendfsync", fsync)
				s := mustOpen(b, server.URL())
				behind := stranger(b, server)
				head := journal.Head{}
				before := serverCPU(b, behind)
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					head = mustAppend(b, s, meeting, head, group(fmt.Sprint(i), n))
				}
				b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "entries/s")
				b.ReportMetric(1e9*(serverCPU(b, behind)-before)/float64(b.N*n), "server-cpu-ns/entry")
			})
		}
	}
}

// serverCPU is how many seconds of processor the server has used.
func serverCPU(b *testing.B, c *goredis.Client) float64 {
	b.Helper()
	info := c.InfoMap(b.Context(), "cpu")
	total := 0.0
	for _, key := range []string{"used_cpu_user", "used_cpu_sys"} {
		seconds, err := strconv.ParseFloat(info.Item("CPU", key), 64)
		if err != nil {
			b.Fatal(err)
		}
		total += seconds
	}
	return total
}

func BenchmarkRead(b *testing.B) {
	const entries = 30_000
	server := redistest.Start(b)
	s := mustOpen(b, server.URL())
	head := journal.Head{}
	for i := range entries / 500 {
		head = mustAppend(b, s, meeting, head, group(fmt.Sprint(i), 500))
	}
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range s.Read(b.Context(), meeting, 0) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != entries {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(b.N*entries)/b.Elapsed().Seconds(), "entries/s")
}
