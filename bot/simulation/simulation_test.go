package simulation_test

import (
	"flag"
	"fmt"
	"testing"
	"testing/synctest"
)

var (
	seeds = flag.Int("seeds", 300, "how many worlds to try")
	tell  = flag.Bool("story", false, "tell the story of failing worlds")
	first = flag.Uint64("seed", 1, "the first of them")
)

func TestWorlds(t *testing.T) {
	k, err := newKit()
	if err != nil {
		t.Fatal(err)
	}
	for i := range uint64(*seeds) {
		t.Run(fmt.Sprint(*first+i), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { try(t, k, *first+i) })
		})
	}
}

func try(t *testing.T, k *kit, seed uint64) {
	w := newWorld(t, k, seed)
	w.run()
	if faults := w.check(); len(faults) > 0 {
		if *tell {
			t.Log(w.story())
		}
		for _, f := range faults {
			t.Error(f)
		}
	}
}
