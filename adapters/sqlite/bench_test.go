package sqlite_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"assenso/bot/journal"
	"assenso/bot/memo"
)

func BenchmarkAppend(b *testing.B) {
	for _, n := range []int{1, 16, 256} {
		b.Run(fmt.Sprintf("group=%d", n), func(b *testing.B) {
			s := mustOpen(b, filepath.Join(b.TempDir(), "assenso.db"))
			head := journal.Head{}
			for i := 0; b.Loop(); i++ {
				head = mustAppend(b, s, meeting, head, group(fmt.Sprint(i), n))
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "entries/s")
		})
	}
}

func BenchmarkReplay(b *testing.B) {
	const entries = 30_000
	s := mustOpen(b, filepath.Join(b.TempDir(), "assenso.db"))
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

func BenchmarkMemoPut(b *testing.B) {
	s := mustOpen(b, filepath.Join(b.TempDir(), "assenso.db"))
	for i := 0; b.Loop(); i++ { // the same value again would write nothing
		if err := s.Put(b.Context(), "cursor", memo.Pair{Key: "console:sala", Value: fmt.Append(nil, i)}); err != nil {
			b.Fatal(err)
		}
	}
}
