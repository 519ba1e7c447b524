package main

import (
	"fmt"
	"sync"
	"testing"

	"assenso/adapters/redis/redistest"
)

// BenchmarkLedger is one position from its submission to its acknowledgement,
// 256 under way at a time; -cpuprofile shows where the time goes.
func BenchmarkLedger(b *testing.B) {
	server := redistest.Start(b, "--appendonly", "yes", "--appendfsync", "everysec")
	v := openBallot(b, server, "bench")
	defer v.Close()
	b.ReportAllocs()
	b.ResetTimer()
	for done := 0; done < b.N; {
		n := min(submitters, b.N-done)
		var left sync.WaitGroup
		left.Add(n)
		for range n {
			v.n++
			v.cast(v.n, func(entries int, err error) {
				if err != nil || entries != 1 {
					panic(fmt.Sprintf("a position led to %d entries: %v", entries, err))
				}
				left.Done()
			})
		}
		left.Wait()
		done += n
	}
}
