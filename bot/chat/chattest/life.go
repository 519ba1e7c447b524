package chattest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"assenso/bot/chat"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func lifeCases() []testCase {
	return []testCase{
		{"Run returns nil when its context ends", runEnds},
		{"Run returns nil when its context ends before anything is settled", runEndsUnsettled},
		{"what was not settled comes again after a restart, under the same id", comesAgain},
		{"after Heard nothing new was said earlier", heardIsTrue},
		{"Heard waits for words that are being delivered", heardWaitsForDelivery},
		{"Heard of a moment to come waits, and obeys its context", heardWaits},
		{"sending, editing and hearing at once loses nothing", allAtOnce},
	}
}

func runEnds(t *testing.T, s Stage) {
	e := newEar()
	stop := listen(t, s.Platform, e)
	s.People.Say(t, s.Anna, s.Room, "ciao")
	e.first(t, 1)
	stop()
}

func runEndsUnsettled(t *testing.T, s Stage) {
	e := newEar()
	e.hold = func(chat.Update) bool { return true }
	stop := listen(t, s.Platform, e)
	s.People.Say(t, s.Anna, s.Room, "ciao")
	e.first(t, 1)
	stop()
}

func comesAgain(t *testing.T, s Stage) {
	need(t, s.Restart != nil, "restart")
	before := newEar()
	before.hold = func(u chat.Update) bool { return spoken(u) != "uno" }
	stop := listen(t, s.Platform, before)
	for _, word := range []string{"uno", "due", "tre"} {
		s.People.Say(t, s.Anna, s.Room, word)
	}
	before.words(t, "due")
	stop()
	ids := map[string]string{}
	first, _ := before.heard()
	for _, u := range first {
		ids[spoken(u)] = u.ID
	}

	s.Platform = s.Restart(t)
	after := newEar()
	listen(t, s.Platform, after)
	after.words(t, "tre")
	got, _ := after.heard()
	var order []string
	for _, u := range got {
		word := spoken(u)
		if id, known := ids[word]; known && u.ID != id {
			t.Errorf("%q has the id %q after the restart; it was %q", word, u.ID, id)
		}
		if word != "uno" { // settled: it may come again, or not
			order = append(order, word)
		}
	}
	if diff := cmp.Diff([]string{"due", "tre"}, order); diff != "" {
		t.Errorf("delivered after the restart (-want +got):\n%s", diff)
	}
}

// heardIsTrue asks again and again while people speak; each answer is a
// promise that is checked against everything that came later.
func heardIsTrue(t *testing.T, s Stage) {
	const words = 60
	e := attend(t, s)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range words {
			s.People.Say(t, s.Anna, s.Room, fmt.Sprint(i))
		}
	}()
	type promise struct {
		t time.Time
		n int
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var promises []promise
	for n := 0; n < words; {
		now := s.now()
		if err := s.Platform.Heard(ctx, s.Room, now); err != nil {
			t.Fatalf("heard until %s: %v", now, err)
		}
		got, _ := e.heard()
		n = len(got)
		promises = append(promises, promise{now, n})
	}
	<-done
	got := e.first(t, words)
	for _, p := range promises {
		for _, u := range got[p.n:] {
			said := u.Said
			if said.IsZero() {
				said = u.At
			}
			if said.Before(p.t) {
				t.Fatalf("%q was said at %s and came after everything before %s had been heard", spoken(u), said, p.t)
			}
		}
	}
}

// heardWaitsForDelivery asks while deliver is still busy with words. They may
// be left out only if they were not said before the moment asked about.
func heardWaitsForDelivery(t *testing.T, s Stage) {
	begun, release := make(chan struct{}), make(chan struct{})
	e := newEar()
	slow := &slowly{Platform: s.Platform, before: func(chat.Update) {
		close(begun)
		<-release
	}}
	listen(t, slow, e)
	s.People.Say(t, s.Anna, s.Room, "contraria")
	select {
	case <-begun:
	case <-time.After(patience):
		t.Fatal("never delivered")
	}
	now, heard := s.now(), make(chan error, 1)
	go func() { heard <- s.Platform.Heard(t.Context(), s.Room, now) }()
	early := false
	select {
	case <-heard:
		early = true
	case <-time.After(20 * time.Millisecond):
	}
	close(release)
	u := e.first(t, 1)[0]
	said := u.Said
	if said.IsZero() {
		said = u.At
	}
	switch {
	case early && said.Before(now):
		t.Errorf("everything before %s was heard, when words said at %s were on their way", now, said)
	case !early:
		if err := <-heard; err != nil {
			t.Error(err)
		}
	}
}

// slowly is a platform whose deliveries do something else first.
type slowly struct {
	chat.Platform
	before func(chat.Update)
}

func (d *slowly) Run(ctx context.Context, deliver func(chat.Update) <-chan struct{}) error {
	return d.Platform.Run(ctx, func(u chat.Update) <-chan struct{} {
		d.before(u)
		return deliver(u)
	})
}

func heardWaits(t *testing.T, s Stage) {
	attend(t, s)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := s.Platform.Heard(ctx, s.Room, s.now().Add(time.Hour)); err == nil {
		t.Error("everything that will be said in the next hour was heard")
	}
}

func allAtOnce(t *testing.T, s Stage) {
	e := attend(t, s)
	var all sync.WaitGroup
	all.Go(func() {
		for i := range 40 {
			s.People.Say(t, s.Anna, s.Room, fmt.Sprintf("a%d", i))
		}
	})
	refs := make([][]chat.Ref, 3)
	for w := range refs {
		all.Go(func() {
			for i := range 10 {
				m := chat.Message{Text: chat.Text(fmt.Sprintf("avviso %d.%d;", w, i))}
				r, err := s.Platform.Send(t.Context(), s.Room, m)
				if err != nil {
					t.Errorf("send: %v", err)
					return
				}
				if err := s.Platform.Edit(t.Context(), r, chat.Message{Text: chat.Text(fmt.Sprintf("nuovo %d.%d;", w, i))}); err != nil {
					t.Errorf("edit: %v", err)
				}
				refs[w] = append(refs[w], r)
			}
		})
	}
	all.Wait()
	var want, got []string
	for i, u := range e.first(t, 40) {
		want, got = append(want, fmt.Sprintf("a%d", i)), append(got, spoken(u))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("words (-said +delivered):\n%s", diff)
	}
	seen := map[chat.Ref]bool{}
	for w, rs := range refs {
		for i, r := range rs {
			if seen[r] {
				t.Errorf("two messages are called %q", r)
			}
			seen[r] = true
			wantShown(t, s, s.Room, fmt.Sprintf("nuovo %d.%d;", w, i))
		}
	}
}

func leaksNothing(t *testing.T, open func(t *testing.T) Stage) {
	before := goleak.IgnoreCurrent()
	s := open(t)
	e := newEar()
	stop := listen(t, s.Platform, e)
	s.People.Say(t, s.Anna, s.Room, "ciao")
	e.first(t, 1)
	send(t, s, s.Room, chat.Message{Text: chat.Text("ciao")})
	stop()
	if s.Close != nil {
		s.Close()
	}
	goleak.VerifyNone(t, before)
}
