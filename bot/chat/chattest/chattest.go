// Package chattest is the contract of chat.Platform, and a platform in memory
// for the tests of whoever talks to one.
//
// Every adapter runs the same cases, so a fault found in one becomes a case
// for all. Begin at Run; the fake is Fake.
package chattest

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"assenso/bot/chat"
)

// patience bounds every wait of the contract. It is reached only by failures.
const patience = 20 * time.Second

// Stage is one fresh platform under test, seen from both sides: the port that
// the bot holds, and what the people there can do.
type Stage struct {
	Platform chat.Platform
	People   People
	// Anna and Bruno are two accounts that may speak in Room.
	Anna, Bruno chat.Account
	Room        chat.Place
	// Other is a second room; empty where the stage has one only.
	Other chat.Place
	// Splits says that Send cuts a message beyond Limits instead of refusing it.
	Splits bool
	// Restart gives the platform as a new process would find it: what people
	// said, and what was never settled, is still there. It is called after Run
	// has ended. Nil where nothing outlives the process.
	Restart func(t *testing.T) chat.Platform
	// Close ends what the stage itself started; it may be called twice. Nil
	// where there is nothing to end.
	Close func()
}

// People does what the people of a platform do with their own clients. An act
// may return before the platform has heard of it, and acts arrive in the order
// of the calls. What a platform does not know is nil, and its cases are
// skipped; Say is never nil.
type People struct {
	Say func(t *testing.T, who chat.Account, in chat.Place, text string)
	// Edit changes the last words of who.
	Edit func(t *testing.T, who chat.Account, text string)
	// Reply answers the bot's last message in the place.
	Reply func(t *testing.T, who chat.Account, in chat.Place, text string)
	// Call gives a command, as the platform has commands typed.
	Call func(t *testing.T, who chat.Account, in chat.Place, name, text string)
	// Press presses a button of a message the bot sent to the place.
	Press func(t *testing.T, who chat.Account, in chat.Place, on chat.Ref, label string)
	// Attach says words with a file.
	Attach func(t *testing.T, who chat.Account, in chat.Place, text string, f chat.File)
	Join   func(t *testing.T, who chat.Account, in chat.Place)
	Leave  func(t *testing.T, who chat.Account, in chat.Place)
	// Shown is all that the readers of a place have been shown there by the
	// bot, in order, without the platform's own decoration inside a line.
	Shown func(t *testing.T, in chat.Place) string
	// Private is where only the account sees what is shown.
	Private func(who chat.Account) chat.Place
	// Now is the platform's clock. Nil: the machine's.
	Now func() time.Time
}

// Run holds a platform to the contract of chat.Platform. Open gives a new one
// on which nothing was said yet; Run calls it once for each case.
func Run(t *testing.T, open func(t *testing.T) Stage) {
	t.Helper()
	for _, group := range [][]testCase{sayingCases(), showingCases(), lifeCases()} {
		for _, c := range group {
			t.Run(c.name, func(t *testing.T) {
				s := open(t)
				if s.Close != nil {
					t.Cleanup(s.Close)
				}
				c.run(t, s)
			})
		}
	}
	t.Run("Run ends every goroutine it started", func(t *testing.T) { leaksNothing(t, open) })
}

type testCase struct {
	name string
	run  func(t *testing.T, s Stage)
}

func (s Stage) now() time.Time {
	if s.People.Now == nil {
		return time.Now()
	}
	return s.People.Now()
}

// need skips a case about something the platform does not know.
func need(t *testing.T, known bool, what string) {
	t.Helper()
	if !known {
		t.Skipf("the platform knows no %s", what)
	}
}

// ear is the bot's side of Run: it keeps what is delivered, in order.
type ear struct {
	// hold says whose settlement is withheld; nil: everything is settled at
	// once. Set before Run.
	hold func(chat.Update) bool

	mu      sync.Mutex
	got     []chat.Update
	changed chan struct{} // closed and replaced at every delivery
}

func newEar() *ear { return &ear{changed: make(chan struct{})} }

func (e *ear) deliver(u chat.Update) <-chan struct{} {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.got = append(e.got, u)
	close(e.changed)
	e.changed = make(chan struct{})
	settled := make(chan struct{})
	if e.hold == nil || !e.hold(u) {
		close(settled)
	}
	return settled
}

func (e *ear) heard() ([]chat.Update, <-chan struct{}) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.got), e.changed
}

// await returns what was delivered once enough says that it is enough.
func (e *ear) await(t *testing.T, what string, enough func([]chat.Update) bool) []chat.Update {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		got, changed := e.heard()
		if enough(got) {
			return got
		}
		select {
		case <-changed:
		case <-ctx.Done():
			t.Fatalf("still waiting for %s; delivered so far: %+v", what, got)
		}
	}
}

// first returns the first n updates.
func (e *ear) first(t *testing.T, n int) []chat.Update {
	t.Helper()
	got := e.await(t, "updates", func(got []chat.Update) bool { return len(got) >= n })
	return got[:n]
}

// words returns the first update that holds these typed words.
func (e *ear) words(t *testing.T, text string) chat.Update {
	t.Helper()
	at := func(u chat.Update) bool { return spoken(u) == text }
	got := e.await(t, text, func(got []chat.Update) bool { return slices.ContainsFunc(got, at) })
	return got[slices.IndexFunc(got, at)]
}

// spoken is the text of a speech, and empty for everything else.
func spoken(u chat.Update) string {
	s, _ := u.Body.(chat.Speech)
	return s.Text
}

// listen runs the platform into a new ear until the case ends, or until the
// returned function is called, which waits for Run and wants nil from it.
func listen(t *testing.T, p chat.Platform, e *ear) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx, e.deliver) }()
	stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("Run returned %v after its context ended; want nil", err)
			}
		case <-time.After(patience):
			t.Error("Run did not return after its context ended")
		}
	})
	t.Cleanup(stop)
	return stop
}

// attend is listen for cases that only need to hear.
func attend(t *testing.T, s Stage) *ear {
	t.Helper()
	e := newEar()
	listen(t, s.Platform, e)
	return e
}

// send shows a message and wants it accepted.
func send(t *testing.T, s Stage, to chat.Place, m chat.Message) chat.Ref {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	r, err := s.Platform.Send(ctx, to, m)
	if err != nil {
		t.Fatalf("send to %s: %v", to, err)
	}
	return r
}
