package console_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"assenso/adapters/console"
	"assenso/bot/chat"
	"assenso/bot/chat/chattest"
)

func TestScriptKeepsTheContract(t *testing.T) {
	chattest.Run(t, func(t *testing.T) chattest.Stage { return newHand(t, true).stage(t) })
}

func TestPersonKeepsTheContract(t *testing.T) {
	chattest.Run(t, func(t *testing.T) chattest.Stage { return newHand(t, false).stage(t) })
}

// A fake platform in a test may live by the clock of a script.
var _ chattest.Clock = (*console.Clock)(nil)

// hand types on one console what the people of the contract do.
type hand struct {
	out   safeBuffer
	clock *console.Clock // nil: a person types
	dir   string
	feed  *feed
	mu    sync.Mutex
	typed []string // everything, for the same script again
}

func newHand(t *testing.T, script bool) *hand {
	h := &hand{dir: t.TempDir()}
	if script {
		h.clock = console.NewClock(start(), time.UTC)
	}
	return h
}

func (h *hand) open(t *testing.T) *console.Platform {
	h.feed = newFeed()
	p, err := console.New(console.Options{
		In: h.feed.in, Out: &h.out, Room: "Sala", Words: plainWords, Zone: time.UTC, Clock: h.clock,
		Width: func() int { return 20_000 },
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (h *hand) stage(t *testing.T) chattest.Stage {
	say := func(_ *testing.T, who chat.Account, in chat.Place, text string) { h.act(who, in, ": ", escape(text)) }
	s := chattest.Stage{
		Platform: h.open(t),
		Anna:     "console:anna",
		Bruno:    "console:bruno",
		Room:     "console:sala",
		Other:    "console:aula",
		Close:    func() { h.feed.close() },
		People: chattest.People{
			Say: say,
			Edit: func(_ *testing.T, who chat.Account, text string) {
				h.line(name(string(who)) + "~ " + escape(text))
			},
			Reply: func(_ *testing.T, who chat.Account, in chat.Place, text string) {
				h.act(who, in, ">> ", escape(text))
			},
			Call: func(_ *testing.T, who chat.Account, in chat.Place, name, text string) {
				h.act(who, in, ": ", "/"+name+" "+escape(text))
			},
			Press: func(_ *testing.T, who chat.Account, in chat.Place, _ chat.Ref, label string) {
				h.act(who, in, ": ", "["+label+"]")
			},
			Attach: func(t *testing.T, who chat.Account, in chat.Place, text string, f chat.File) {
				path := filepath.Join(h.dir, f.Name)
				if err := os.WriteFile(path, f.Data, 0o600); err != nil {
					t.Error(err)
				}
				h.act(who, in, ": ", escape(text)+` <"`+path+`"`)
			},
			Join:    func(_ *testing.T, who chat.Account, in chat.Place) { h.line("+" + name(string(who))) },
			Leave:   func(_ *testing.T, who chat.Account, in chat.Place) { h.line("-" + name(string(who))) },
			Shown:   func(_ *testing.T, in chat.Place) string { return h.shown(name(string(in))) },
			Private: func(who chat.Account) chat.Place { return chat.Place("console:@" + name(string(who))) },
		},
	}
	if h.clock != nil {
		s.People.Now = h.clock.Now
		s.Restart = func(t *testing.T) chat.Platform {
			h.feed.close()
			h.clock = console.NewClock(start(), time.UTC)
			p := h.open(t)
			for _, line := range h.typed {
				h.feed.write(line)
			}
			return p
		}
	}
	return s
}

// name is what comes after the name of the platform.
func name(s string) string { return strings.TrimPrefix(s, "console:") }

func escape(text string) string { return strings.NewReplacer(`\`, `\\`, "\n", `\n`).Replace(text) }

func (h *hand) act(who chat.Account, in chat.Place, verb, text string) {
	at := "@" + name(string(in))
	if name(string(in))[0] == '@' {
		at = "@"
	}
	h.line(name(string(who)) + at + verb + text)
}

func (h *hand) line(s string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.clock != nil {
		s = "@+1s\n" + s
	}
	h.typed = append(h.typed, s)
	h.feed.write(s)
}

// shown is the messages of one place, as read off the terminal.
func (h *hand) shown(in string) string {
	var b strings.Builder
	at := ""
	for line := range strings.Lines(h.out.String()) {
		head, text, isBody := strings.Cut(line, "│ ")
		if !isBody {
			head, text, isBody = strings.Cut(line, "┆ ")
		}
		switch {
		case !isBody && strings.Contains(line, "→ console.only"):
			at = "@" + strings.TrimSuffix(strings.TrimSpace(line[strings.Index(line, "name=")+5:]), ";")
		case !isBody && strings.Contains(line, " #"):
			at = strings.TrimSpace(line[strings.Index(line, "#")+1:])
		case isBody && strings.TrimSpace(head) != "":
			at = "sala"
		}
		if isBody && at == in {
			b.WriteString(strings.TrimPrefix(text, "↻ "))
		}
	}
	return b.String()
}

// feed is an input that somebody types into without waiting for its reader.
type feed struct {
	in    *io.PipeReader
	mu    sync.Mutex
	more  *sync.Cond
	lines []string
	ended bool
	done  chan struct{}
}

func newFeed() *feed {
	in, out := io.Pipe()
	f := &feed{in: in, done: make(chan struct{})}
	f.more = sync.NewCond(&f.mu)
	go func() {
		defer close(f.done)
		for {
			f.mu.Lock()
			for len(f.lines) == 0 && !f.ended {
				f.more.Wait()
			}
			if len(f.lines) == 0 {
				f.mu.Unlock()
				out.Close()
				return
			}
			line := f.lines[0]
			f.lines = f.lines[1:]
			f.mu.Unlock()
			if _, err := fmt.Fprintln(out, line); err != nil {
				return
			}
		}
	}()
	return f
}

func (f *feed) write(line string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lines = append(f.lines, line)
	f.more.Signal()
}

// end lets the reader find the end of the input after what was written.
func (f *feed) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ended = true
	f.more.Signal()
}

func (f *feed) close() {
	f.end()
	f.in.Close()
	<-f.done
}
