package bot

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDeadlinesRingInOrderOnceAtTheirTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var rung []string
		var work tasks
		a := newAlarm(Machine{}, &work, func(stream string, due time.Time) {
			if !time.Now().Equal(due) {
				t.Errorf("%s rang at %v, due %v", stream, time.Since(start), due.Sub(start))
			}
			rung = append(rung, stream)
		})
		ctx, cancel := context.WithCancel(t.Context())
		go a.run(ctx)
		a.set("b", start.Add(2*time.Minute))
		a.set("a", start.Add(2*time.Minute))
		a.set("c", start.Add(time.Minute))
		a.set("d", start.Add(time.Hour))
		a.set("d", time.Time{})
		a.set("e", start.Add(time.Hour))
		a.set("e", start.Add(90*time.Second))
		if err := work.wait(ctx); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		if d := cmp.Diff([]string{"c", "e", "a", "b"}, rung); d != "" {
			t.Error(d)
		}
		cancel()
		<-a.done
		if err := work.wait(t.Context()); err != nil {
			t.Error("work left after the end")
		}
	})
}
