package console_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"assenso/adapters/console"
	"assenso/bot/chat"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

// clerk is a small bot: it keeps what it hears, settles it a little later,
// and does what Do says, behind one lane, as the real one does.
type clerk struct {
	do    func(c *clerk, u chat.Update)
	clock *console.Clock
	on    *console.Platform

	mu    sync.Mutex
	heard []chat.Update
	log   []string
	work  int // handed over and not yet done
	idle  *sync.Cond
	wake  time.Time // the deadline waited for; zero: none
	lane  chan func()
	rearm chan struct{}
}

func newClerk(clock *console.Clock) *clerk {
	c := &clerk{clock: clock, lane: make(chan func(), 1000), rearm: make(chan struct{}, 1)}
	c.idle = sync.NewCond(&c.mu)
	return c
}

func (c *clerk) deliver(u chat.Update) <-chan struct{} {
	settled := make(chan struct{})
	c.mu.Lock()
	c.work++
	c.mu.Unlock()
	c.lane <- func() {
		c.mu.Lock()
		c.heard = append(c.heard, u)
		c.mu.Unlock()
		close(settled)
		if c.do != nil {
			c.do(c, u)
		}
		c.done()
	}
	return settled
}

func (c *clerk) done() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.work--
	c.idle.Broadcast()
}

// quiet is for Options.Quiet. A deadline that was reached is work, though
// nobody may have noticed yet.
func (c *clerk) quiet(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.work > 0 || !c.wake.IsZero() && !c.wake.After(c.clock.Now()) {
		c.idle.Wait()
	}
	return nil
}

// alarm sets the deadline; then runs in the lane when it is reached. The clock
// is told at once: it stops only where it knows that somebody waits.
func (c *clerk) alarm(ctx context.Context, t time.Time, then func()) {
	c.mu.Lock()
	c.wake = t
	c.mu.Unlock()
	reached := c.clock.After(t)
	go func() {
		select {
		case <-reached:
		case <-ctx.Done():
			return
		}
		c.mu.Lock()
		c.wake = time.Time{}
		c.work++
		c.mu.Unlock()
		c.lane <- func() {
			then()
			c.done()
		}
	}()
}

func (c *clerk) note(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.log = append(c.log, fmt.Sprintf(format, args...))
}

// serve runs the lane until ctx ends.
func (c *clerk) serve(ctx context.Context) {
	for {
		select {
		case f := <-c.lane:
			f()
		case <-ctx.Done():
			return
		}
	}
}

// play runs a script from its first line to its end, and returns what the
// clerk heard and what the terminal shows.
func play(t *testing.T, script string, change func(*console.Options, *clerk)) (*clerk, string) {
	t.Helper()
	clock := console.NewClock(start(), time.UTC)
	c := newClerk(clock)
	var out safeBuffer
	o := console.Options{
		In: strings.NewReader(script), Out: &out, Room: "sala", Words: plainWords, Zone: time.UTC, Clock: clock,
		Quiet: c.quiet, Width: func() int { return 200 },
	}
	if change != nil {
		change(&o, c)
	}
	p, err := console.New(o)
	if err != nil {
		t.Fatal(err)
	}
	c.on = p
	ctx, cancel := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	wait.Go(func() { c.serve(ctx) })
	err = p.Run(ctx, c.deliver)
	cancel()
	wait.Wait()
	if err != nil {
		t.Fatal(err)
	}
	return c, out.String()
}

func ids(us []chat.Update) (ids []string) {
	for _, u := range us {
		ids = append(ids, u.ID)
	}
	return ids
}

func TestTheSameScriptHasTheSameIDs(t *testing.T) {
	const script = "# una seduta\n+anna bruno\nbruno: contrario\nbruno: contrario\n@+1m\nbruno~ astenuto\nanna: /stato\n"
	one, _ := play(t, script, nil)
	two, _ := play(t, strings.ReplaceAll(strings.TrimSuffix(script, "\n"), "\n", "\r\n"), nil)
	if diff := cmp.Diff(ids(one.heard), ids(two.heard)); diff != "" {
		t.Errorf("the same script again (-first +second):\n%s", diff)
	}
	seen := map[string]bool{}
	for _, id := range ids(one.heard) {
		if seen[id] {
			t.Errorf("two updates are called %s", id)
		}
		seen[id] = true
	}
	other, _ := play(t, strings.Replace(script, "bruno: contrario\nbruno", "bruno: contrario!\nbruno", 1), nil)
	for i := range one.heard {
		if same, want := one.heard[i].ID == other.heard[i].ID, i < 2; same != want {
			t.Errorf("update %d of a script that differs from line 3 on: the same id is %t; want %t", i, same, want)
		}
	}
}

func TestAnIDHoldsTheBytesOfTheFile(t *testing.T) {
	script := func(data string) (string, func(*console.Options, *clerk)) {
		return "anna: ecco <roll.csv\nanna: poi\n", func(o *console.Options, _ *clerk) {
			o.Open = func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(data)), nil }
		}
	}
	one, _ := play(t, first(script("anna")), second(script("anna")))
	two, _ := play(t, first(script("bruno")), second(script("bruno")))
	if one.heard[0].ID == two.heard[0].ID || one.heard[1].ID == two.heard[1].ID {
		t.Error("another file left the id as it was")
	}
}

func first[A, B any](a A, _ B) A  { return a }
func second[A, B any](_ A, b B) B { return b }

func TestIDsOfAPersonAreNeverTheSame(t *testing.T) {
	seen := map[string]bool{}
	for range 2 {
		c, _ := play(t, "anna: ciao\n+anna bruno\n", func(o *console.Options, _ *clerk) { o.Clock = nil })
		for _, id := range ids(c.heard) {
			if seen[id] {
				t.Errorf("%s was given twice", id)
			}
			seen[id] = true
		}
	}
	if len(seen) != 6 {
		t.Errorf("%d ids for 6 updates", len(seen))
	}
}

func TestEverythingMayComeTwice(t *testing.T) {
	c, _ := play(t, "anna: uno\nanna: due\n+anna bruno\n", func(o *console.Options, _ *clerk) { o.Twice = true })
	count := map[string]int{}
	for _, u := range c.heard {
		count[u.ID]++
	}
	for id, n := range count {
		if n != 2 {
			t.Errorf("%s came %d times", id, n)
		}
	}
	if len(count) != 4 {
		t.Errorf("%d updates; want 4", len(count))
	}
}

// TestTimeStopsWhereTheBotWaits: on one line of the script two deadlines pass,
// the second of which exists only because of the first.
func TestTimeStopsWhereTheBotWaits(t *testing.T) {
	const script = "anna: via\n@+1s\nbruno: contrario\n@16:40\nbruno: tardi\n"
	want := []string{
		"via 16:30:00", "contrario 16:30:01", "chiude 16:32:00", "heard <nil>", "proclama 16:32:30", "tardi 16:40:00",
	}
	for range 50 { // an order that only mostly holds would show
		c, _ := play(t, script, func(_ *console.Options, c *clerk) {
			c.do = func(c *clerk, u chat.Update) {
				text := u.Body.(chat.Speech).Text
				c.note("%s %s", text, u.Said.Format(time.TimeOnly))
				if text != "via" {
					return
				}
				c.alarm(t.Context(), c.clock.Now().Add(2*time.Minute), func() {
					now := c.clock.Now()
					c.note("chiude %s", now.Format(time.TimeOnly))
					c.note("heard %v", c.on.Heard(t.Context(), u.In, now))
					c.alarm(t.Context(), now.Add(30*time.Second), func() {
						c.note("proclama %s", c.clock.Now().Format(time.TimeOnly))
					})
				})
			}
		})
		if diff := cmp.Diff(want, c.log); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	}
}

func TestTimeMayPassByItself(t *testing.T) {
	c, _ := play(t, "anna: uno\n# niente\nanna: due\n+anna\n", func(o *console.Options, _ *clerk) { o.Step = 2 * time.Second })
	for i, u := range c.heard {
		if want := start().Add(time.Duration(i+1) * 2 * time.Second); !u.Said.Equal(want) || !u.At.Equal(want) {
			t.Errorf("update %d was said at %s and received at %s; want %s", i, u.Said, u.At, want)
		}
	}
}

func TestHeardKnowsWhatTheScriptCannotSayAnyMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := console.NewClock(start(), time.UTC)
		in, out := io.Pipe()
		p, err := console.New(console.Options{In: in, Out: io.Discard, Room: "sala", Words: plainWords, Clock: clock})
		if err != nil {
			t.Fatal(err)
		}
		answers := make(chan string, 10)
		ask := func(name string, at time.Time) {
			go func() { answers <- fmt.Sprint(name, p.Heard(t.Context(), "console:sala", at)) }()
			synctest.Wait()
		}
		expect := func(want ...string) {
			t.Helper()
			synctest.Wait()
			var got []string
			for len(answers) > 0 {
				got = append(got, <-answers)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("heard (-want +got):\n%s", diff)
			}
		}
		ask("before Run ", start())
		expect()
		done := make(chan error, 1)
		settled := make(chan struct{})
		go func() { done <- p.Run(t.Context(), func(chat.Update) <-chan struct{} { return settled }) }()
		expect("before Run <nil>")
		ask("later ", start().Add(time.Minute))
		io.WriteString(out, "anna: ciao\n")
		expect()
		ask("now, with words unsettled ", start())
		expect("now, with words unsettled <nil>")
		close(settled)
		io.WriteString(out, "@+1m\n")
		expect("later <nil>")
		ask("after the end ", start().Add(time.Hour))
		expect()
		out.Close()
		expect("after the end <nil>")
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestHeardCannotKnowWhatWasNeverRead(t *testing.T) {
	in, _ := io.Pipe()
	p, err := console.New(console.Options{In: in, Out: io.Discard, Room: "sala", Words: plainWords})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := p.Run(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if err := p.Heard(t.Context(), "console:sala", time.Now().Add(time.Hour)); err == nil {
		t.Error("it was known")
	}
	if err := p.Run(t.Context(), nil); err == nil {
		t.Error("the input was read twice")
	}
}

func TestAPersonIsDatedWhenTheyType(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, out := io.Pipe()
		p, err := console.New(console.Options{In: in, Out: io.Discard, Room: "sala", Words: plainWords})
		if err != nil {
			t.Fatal(err)
		}
		settled := make(chan struct{})
		var said []time.Duration
		begin := time.Now()
		done := make(chan error, 1)
		go func() {
			done <- p.Run(t.Context(), func(u chat.Update) <-chan struct{} {
				said = append(said, u.Said.Sub(begin))
				return settled
			})
		}()
		io.WriteString(out, "anna: uno\n")
		time.Sleep(3 * time.Second) // of the bubble
		io.WriteString(out, "anna: due\n")
		heard := make(chan error, 1)
		go func() { heard <- p.Heard(t.Context(), "console:sala", begin.Add(5*time.Second)) }()
		time.Sleep(10 * time.Second)
		if len(heard) > 0 {
			t.Error("heard, while words typed earlier wait to be delivered")
		}
		close(settled) // the first words were slow to settle
		if err := <-heard; err != nil {
			t.Error(err)
		}
		out.Close()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff([]time.Duration{0, 3 * time.Second}, said); diff != "" {
			t.Errorf("said (-want +got):\n%s", diff)
		}
	})
}

func TestALineThatMeansNothingIsHeardToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, out := io.Pipe()
		p, err := console.New(console.Options{In: in, Out: io.Discard, Room: "sala", Words: plainWords})
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- p.Run(t.Context(), nil) }()
		io.WriteString(out, "bruno: [niente]\n")
		time.Sleep(time.Second) // of the bubble
		if err := p.Heard(t.Context(), "console:sala", time.Now()); err != nil {
			t.Error(err)
		}
		out.Close()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestAScriptIsReadOnlyWhenTheLineBeforeIsSettled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, out := io.Pipe()
		p, err := console.New(console.Options{In: in, Out: io.Discard, Room: "sala", Words: plainWords,
			Clock: console.NewClock(start(), time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		settled, done := make(chan struct{}), make(chan error, 1)
		go func() { done <- p.Run(t.Context(), func(chat.Update) <-chan struct{} { return settled }) }()
		read := make(chan int, 3)
		go func() {
			for i := range 3 {
				fmt.Fprintf(out, "anna: %d\n", i)
				read <- i
			}
			out.Close()
		}()
		synctest.Wait()
		if len(read) != 1 {
			t.Errorf("%d lines were read while the first was not settled", len(read))
		}
		close(settled)
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestRunFreesTheInputThatItWaitsFor(t *testing.T) {
	pipe, _ := io.Pipe()
	file, _, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []io.Reader{pipe, file} {
		before := goleak.IgnoreCurrent()
		p, err := console.New(console.Options{In: in, Out: io.Discard, Room: "sala", Words: plainWords})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		if err := p.Run(ctx, nil); err != nil {
			t.Error(err)
		}
		goleak.VerifyNone(t, before)
	}
}

func TestAScriptIsPlayedAtReadingSpeed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var paused []time.Duration
		last := time.Now()
		begin := last
		play(t, "anna: ciao\nanna: "+strings.Repeat("parole ", 20)+"\n# niente\nanna: ciao\n", func(o *console.Options, _ *clerk) {
			quiet := o.Quiet
			o.Echo, o.Speed = true, 2
			o.Quiet = func(ctx context.Context) error {
				paused = append(paused, time.Since(last))
				last = time.Now()
				return quiet(ctx)
			}
		})
		if time.Since(begin) == 0 {
			t.Fatal("no pause at all")
		}
		// Before the first line, after each of the four.
		if len(paused) != 5 || paused[0] != 0 || paused[2] <= paused[1] || paused[3] <= 0 || paused[4] != 0 {
			t.Errorf("paused for %s", paused)
		}
	})
}

func TestAPauseObeysItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		p, err := console.New(console.Options{In: strings.NewReader("anna: ciao\nanna: ciao\n"), Out: io.Discard, Room: "sala",
			Words: plainWords, Clock: console.NewClock(start(), time.UTC), Echo: true, Speed: 0.001})
		if err != nil {
			t.Fatal(err)
		}
		settled := make(chan struct{})
		close(settled)
		begin := time.Now()
		if err := p.Run(ctx, func(chat.Update) <-chan struct{} { return settled }); err != nil {
			t.Error(err)
		}
		if got := time.Since(begin); got != 100*time.Millisecond {
			t.Errorf("ended after %s", got)
		}
	})
}

func TestFilesAreBounded(t *testing.T) {
	dir := t.TempDir()
	small, large := filepath.Join(dir, "small.csv"), filepath.Join(dir, "large.csv")
	for path, size := range map[string]int{small: 8 << 20, large: 8<<20 + 1} {
		if err := os.WriteFile(path, make([]byte, size), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	script := fmt.Sprintf("anna: a <%s\nanna: b <%s\nanna: c <%s\nanna: d <%s/none.csv\n", small, large, dir, dir)
	c, out := play(t, script, nil)
	if len(c.heard) != 1 || len(c.heard[0].Files) != 1 || c.heard[0].Files[0].Name != "small.csv" {
		t.Errorf("delivered %d updates", len(c.heard))
	}
	for _, want := range []string{
		"! 2: console.fault.large-file limit=8388608; name=" + large,
		"! 3: console.fault.no-file name=" + dir,
		"! 4: console.fault.no-file name=" + dir + "/none.csv",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("not shown: %q in\n%s", want, out)
		}
	}
}

func TestRunEndsWhenNobodySeesItAnyMore(t *testing.T) {
	c := newClerk(nil)
	p, err := console.New(console.Options{In: strings.NewReader("boh\nanna: ciao\n"), Out: brokenPipe{}, Room: "sala",
		Words: plainWords, Clock: console.NewClock(start(), time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(t.Context(), c.deliver); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("Run returned %v", err)
	}
	if _, err := p.Send(t.Context(), "console:sala", chat.Message{Text: chat.Text("ciao")}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("Send returned %v", err)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestRunReturnsWhyTheBotIsNotQuiet(t *testing.T) {
	stuck := errors.New("stuck")
	p, err := console.New(console.Options{In: strings.NewReader("anna: ciao\n"), Out: io.Discard, Room: "sala", Words: plainWords,
		Clock: console.NewClock(start(), time.UTC), Quiet: func(context.Context) error { return stuck }})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(t.Context(), nil); !errors.Is(err, stuck) {
		t.Errorf("Run returned %v", err)
	}
}

func TestLinesTooLongAreSkippedWhole(t *testing.T) {
	c, out := play(t, "anna: "+strings.Repeat("x", 2<<20)+"\nanna: ciao", nil)
	if len(c.heard) != 1 || !strings.Contains(out, "! 1: console.fault.long limit=1048576;") {
		t.Errorf("%d updates, shown:\n%s", len(c.heard), out)
	}
}

// FuzzScript: whatever is fed to it, the console reads to the end, words it
// never had are never asked for, and nothing it shows can steer a terminal.
func FuzzScript(f *testing.F) {
	f.Add("+a b\na: ciao\na: [1]\na~ x\na>> y\n@+1s\n?\nquit\n")
	f.Add("a: \x1b[2J\xff\u202e\n[no]\n@25:00\r\n")
	keys := console.Keys()
	steering := regexp.MustCompile(`[\x00-\x09\x0b-\x1f\x7f\x{80}-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}]`)
	f.Fuzz(func(t *testing.T, script string) {
		if strings.Contains(script, "<") { // no files
			t.Skip()
		}
		var out bytes.Buffer
		var p *console.Platform
		settled := make(chan struct{})
		close(settled)
		p, err := console.New(console.Options{
			In: strings.NewReader(script), Out: &out, Room: "sala", Echo: true, Zone: time.UTC,
			Clock: console.NewClock(start(), time.UTC),
			Width: func() int { return 40 },
			Words: func(key string, args map[string]any) string {
				if want, ok := keys[key]; !ok || len(want) != len(args) {
					t.Errorf("asked for %s with %v", key, args)
				}
				return plainWords(key, args)
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		err = p.Run(t.Context(), func(u chat.Update) <-chan struct{} {
			if u.ID == "" || u.Body == nil || !strings.HasPrefix(string(u.From), "console:") {
				t.Errorf("%+v", u)
			}
			if s, ok := u.Body.(chat.Speech); ok {
				m := chat.Message{Text: chat.Text(s.Text), Buttons: [][]chat.Button{{{Label: "sì " + s.Text, Token: "t"}}}}
				if _, err := p.Send(t.Context(), u.In, m); err != nil && len(s.Text) < 4000 {
					t.Error(err)
				}
			}
			return settled
		})
		if err != nil {
			t.Error(err)
		}
		if at := steering.FindStringIndex(out.String()); at != nil {
			t.Errorf("shown: %q", out.String()[at[0]:])
		}
	})
}
