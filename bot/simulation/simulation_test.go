package simulation_test

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

var (
	seeds = flag.Uint64("seeds", 300, "how many worlds to try")
	from  = flag.Uint64("from", 1, "the seed of the first of them")
	tell  = flag.Bool("story", false, "tell the story of failing worlds")
)

// TestMain lets garbage lie for longer: worlds are small, and many.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

// TestWorlds tries as many worlds as it is told to, a few with -short.
func TestWorlds(t *testing.T) {
	count := *seeds
	if testing.Short() {
		count = min(count, 10)
	}
	k := newKit(t)
	t.Cleanup(func() {
		if testing.Verbose() {
			t.Log(k.census())
		}
	})
	var tried atomic.Uint64
	for i := range runtime.GOMAXPROCS(0) {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			for n := tried.Add(1); n <= count; n = tried.Add(1) {
				try(t, k, *from+n-1)
			}
		})
	}
}

// TestKeptSeeds tries the worlds in which something was found once.
func TestKeptSeeds(t *testing.T) {
	text, err := os.ReadFile("testdata/seeds.txt")
	if err != nil {
		t.Fatal(err)
	}
	k := newKit(t)
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		seed, err := strconv.ParseUint(line, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		try(t, k, seed)
	}
}

func try(t *testing.T, k *kit, seed uint64) {
	t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, k, seed)
			w.run()
			faults := w.check()
			k.count(w)
			if len(faults) == 0 {
				return
			}
			if *tell {
				t.Log(w.story())
			}
			for _, f := range faults {
				t.Error(f)
			}
			t.Errorf("again: go test ./bot/simulation -run Worlds -seeds 1 -from %d -story", seed)
		})
	})
}
