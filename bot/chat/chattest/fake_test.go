package chattest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"assenso/bot/chat"
	"assenso/bot/chat/chattest"

	"github.com/google/go-cmp/cmp"
)

// TestFake holds the fake to the contract that it stands in for.
func TestFake(t *testing.T) {
	chattest.Run(t, func(t *testing.T) chattest.Stage {
		f := chattest.NewFake("fake", chat.Limits{}, nil)
		return stage(f)
	})
}

func stage(f *chattest.Fake) chattest.Stage {
	var now time.Time
	return chattest.Stage{
		Platform: f,
		Anna:     f.Account("anna"),
		Bruno:    f.Account("bruno"),
		Room:     f.Room("sala"),
		Other:    f.Room("aula"),
		Restart:  func(*testing.T) chat.Platform { return f },
		People: chattest.People{
			Say: func(_ *testing.T, who chat.Account, in chat.Place, text string) { f.Say(who, in, text, now) },
			Edit: func(_ *testing.T, who chat.Account, text string) {
				f.EditWords(who, text, now)
			},
			Reply: func(_ *testing.T, who chat.Account, in chat.Place, text string) {
				posts := f.Posts(in)
				f.Reply(who, posts[len(posts)-1], text, now)
			},
			Call: func(_ *testing.T, who chat.Account, in chat.Place, name, text string) {
				f.Call(who, in, name, text, now)
			},
			Press: func(_ *testing.T, who chat.Account, in chat.Place, _ chat.Ref, label string) {
				f.Press(who, in, label, now)
			},
			Attach: func(_ *testing.T, who chat.Account, in chat.Place, text string, file chat.File) {
				f.Attach(who, in, text, now, file)
			},
			Join:    func(_ *testing.T, who chat.Account, in chat.Place) { f.Join(in, now, who) },
			Leave:   func(_ *testing.T, who chat.Account, in chat.Place) { f.Leave(in, now, who) },
			Shown:   func(_ *testing.T, in chat.Place) string { return f.Shown(in) },
			Private: f.Private,
		},
	}
}

// bot is the simplest listener: it keeps what it gets and settles as told.
type bot struct {
	mu      sync.Mutex
	got     []chat.Update
	settled []chan struct{}
	slow    bool // settles only by settle
}

func (b *bot) deliver(u chat.Update) <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	settled := make(chan struct{})
	b.got, b.settled = append(b.got, u), append(b.settled, settled)
	if !b.slow {
		close(settled)
	}
	return settled
}

func (b *bot) ids() (ids []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, u := range b.got {
		ids = append(ids, u.ID)
	}
	return ids
}

// serve runs the platform into the bot inside a bubble; the function returned
// ends it.
func serve(t *testing.T, f *chattest.Fake, b *bot) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	wait.Go(func() {
		if err := f.Run(ctx, b.deliver); err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	return func() { cancel(); wait.Wait() }
}

func TestFakeTellsWhenTheWordsWereSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, b := chattest.NewFake("fake", chat.Limits{}, nil), &bot{}
		early := time.Now().Add(-time.Minute)
		anna, sala := f.Account("anna"), f.Room("sala")
		id := f.Say(anna, sala, "contraria", early)
		stop := serve(t, f, b)
		defer stop()
		if err := f.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		want := []chat.Update{{ID: id, At: time.Now(), Said: early, From: anna, In: sala, Reply: "fake:@anna",
			Body: chat.Speech{Text: "contraria", Message: id}}}
		if diff := cmp.Diff(want, b.got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestFakeDeliversWhatWasNotSettledToTheNextRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, b := chattest.NewFake("fake", chat.Limits{}, nil), &bot{slow: true}
		var want []string
		for i := range 3 {
			want = append(want, f.Say(f.Account("anna"), f.Room("sala"), fmt.Sprint(i), time.Time{}))
		}
		stop := serve(t, f, b)
		synctest.Wait()
		close(b.settled[1])
		stop()
		if diff := cmp.Diff(want, b.ids()); diff != "" {
			t.Errorf("first run (-want +got):\n%s", diff)
		}
		again := &bot{}
		defer serve(t, f, again)()
		synctest.Wait()
		if diff := cmp.Diff([]string{want[0], want[2]}, again.ids()); diff != "" {
			t.Errorf("second run (-want +got):\n%s", diff)
		}
	})
}

func TestFakeRedeliversEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, b := chattest.NewFake("fake", chat.Limits{}, nil), &bot{}
		defer serve(t, f, b)()
		one := f.Say(f.Account("anna"), f.Room("sala"), "uno", time.Time{})
		two := f.Call(f.Account("anna"), f.Room("sala"), "presente", "", time.Time{})
		f.Redeliver()
		if err := f.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{one, two, one, two}, b.ids()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestFakeFailsOnCommand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := chattest.NewFake("fake", chat.Limits{}, nil)
		sala := f.Room("sala")
		send := func(text string) error {
			_, err := f.Send(t.Context(), sala, chat.Message{Text: chat.Text(text)})
			return err
		}
		broken := errors.New("broken")
		f.Fail(broken, nil)
		f.Mumble(1)
		f.Throttle(1, 3*time.Second)
		if err := send("lost"); !errors.Is(err, broken) {
			t.Errorf("told to fail: %v", err)
		}
		if err := send("one"); err != nil {
			t.Errorf("told to fail once: %v", err)
		}
		if err := send("two"); !errors.Is(err, chattest.ErrNoAnswer) {
			t.Errorf("told to mumble: %v", err)
		}
		if e, ok := errors.AsType[*chat.Error](send("lost")); !ok || e.Retry != 3*time.Second || e.Gone {
			t.Errorf("told to throttle: %+v", e)
		}
		f.SetGone(sala, true)
		if e, ok := errors.AsType[*chat.Error](send("lost")); !ok || !e.Gone {
			t.Errorf("told to be gone: %+v", e)
		}
		f.SetGone(sala, false)
		f.Delay(time.Minute)
		before := time.Now()
		if err := send("three"); err != nil || time.Since(before) != time.Minute {
			t.Errorf("told to be slow: %v after %s", err, time.Since(before))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := f.Send(ctx, sala, chat.Message{Text: chat.Text("lost")}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("slower than the context: %v", err)
		}
		if diff := cmp.Diff("one\ntwo\nthree\n", f.Shown(sala)); diff != "" {
			t.Errorf("shown (-want +got):\n%s", diff)
		}
	})
}

func TestFakeHoldsBackWhatItHeard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, b := chattest.NewFake("fake", chat.Limits{}, nil), &bot{}
		defer serve(t, f, b)()
		release := f.HoldHeard()
		heard := make(chan error, 1)
		go func() { heard <- f.Heard(t.Context(), f.Room("sala"), time.Now()) }()
		synctest.Wait()
		select {
		case err := <-heard:
			t.Errorf("heard while held back: %v", err)
		default:
		}
		release()
		if err := <-heard; err != nil {
			t.Error(err)
		}
		deaf := errors.New("deaf")
		f.FailHeard(deaf)
		if err := f.Heard(t.Context(), f.Room("sala"), time.Now()); !errors.Is(err, deaf) {
			t.Errorf("heard by the deaf: %v", err)
		}
	})
}

func TestFakeHeardWaitsForItsMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, b := chattest.NewFake("fake", chat.Limits{}, nil), &bot{}
		defer serve(t, f, b)()
		before := time.Now()
		if err := f.Heard(t.Context(), f.Room("sala"), before.Add(2*time.Minute)); err != nil {
			t.Fatal(err)
		}
		if got := time.Since(before); got != 2*time.Minute {
			t.Errorf("waited %s", got)
		}
	})
}

func TestFakeKeepsEveryVersion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := chattest.NewFake("fake", chat.Limits{Text: 10, Buttons: 1}, nil)
		sala := f.Room("sala")
		enough := make(chan error, 1)
		go func() {
			enough <- f.Await(t.Context(), sala, func(p []chattest.Post) bool {
				return len(p) == 1 && strings.Contains(p[0].Last().Text.Plain(), "due")
			})
		}()
		r, err := f.Send(t.Context(), sala, chat.Message{Text: chat.Text("uno")})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Edit(t.Context(), r, chat.Message{Text: chat.Text("due")}); err != nil {
			t.Fatal(err)
		}
		if err := <-enough; err != nil {
			t.Fatal(err)
		}
		want := []chattest.Post{{Ref: r, In: sala, Times: []time.Time{time.Now(), time.Now()},
			Versions: []chat.Message{{Text: chat.Text("uno")}, {Text: chat.Text("due")}}}}
		if diff := cmp.Diff(want, f.Posts("")); diff != "" {
			t.Errorf("posts (-want +got):\n%s", diff)
		}
		if got := f.Private(f.Account("anna")); got != "" {
			t.Errorf("a platform without private places has %s", got)
		}
		two := [][]chat.Button{{{Label: "a", Token: "a"}, {Label: "b", Token: "b"}}}
		if _, err := f.Send(t.Context(), sala, chat.Message{Buttons: two}); err == nil {
			t.Error("two buttons in a row were accepted, where one is the limit")
		}
	})
}
