package redis_test

import (
	"fmt"
	"io"
	"net"
	"sync"
	"testing"
	"time"
)

// fault is what a line can suffer.
type fault int

const (
	none    fault = iota
	cut           // connections end, and no new one is taken
	reset         // likewise, without a good-bye
	delayed       // every answer comes late, some too late
	deaf          // what is sent does not arrive, and nobody says so
	mute          // it arrives, and the answer does not: a half-open line
)

func (f fault) String() string {
	return [...]string{"none", "cut", "reset", "delayed", "deaf", "mute"}[f]
}

// proxy is a line to a server that can be made bad.
type proxy struct {
	listener net.Listener
	mu       sync.Mutex
	to       string
	fault    fault
	changed  chan struct{} // closed when the fault changes
	open     map[net.Conn]bool
	running  sync.WaitGroup
}

func newProxy(t *testing.T, to string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, to: to, changed: make(chan struct{}), open: make(map[net.Conn]bool)}
	p.running.Go(p.accept)
	t.Cleanup(func() {
		_ = l.Close()
		p.suffer(cut)
		p.running.Wait()
	})
	return p
}

func (p *proxy) addr() string { return p.listener.Addr().String() }

// redirect sends all that comes from now on to another server.
func (p *proxy) redirect(to string) {
	p.mu.Lock()
	p.to = to
	p.mu.Unlock()
	p.suffer(cut)
	p.suffer(none)
}

// suffer changes what the line suffers; what was held back is lost.
func (p *proxy) suffer(f fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	was := p.fault
	p.fault = f
	close(p.changed)
	p.changed = make(chan struct{})
	if f == none && (was == deaf || was == mute) || f == cut || f == reset {
		for c := range p.open {
			if tcp, ok := c.(*net.TCPConn); ok && f == reset {
				_ = tcp.SetLinger(0)
			}
			_ = c.Close()
		}
		clear(p.open)
	}
}

func (p *proxy) state() (fault, string, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fault, p.to, p.changed
}

func (p *proxy) accept() {
	for {
		c, err := p.listener.Accept()
		if err != nil {
			return
		}
		f, to, _ := p.state()
		s, err := net.Dial("tcp", to)
		if err != nil || f == cut || f == reset {
			_ = c.Close()
			if err == nil {
				_ = s.Close()
			}
			continue
		}
		p.mu.Lock()
		p.open[c], p.open[s] = true, true
		p.mu.Unlock()
		p.running.Go(func() { p.pass(s, c, deaf) })
		p.running.Go(func() { p.pass(c, s, mute) })
	}
}

// pass carries one direction, which the fault named swallows.
func (p *proxy) pass(to, from net.Conn, swallows fault) {
	defer to.Close()
	defer from.Close()
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		if err != nil {
			return
		}
		f, _, changed := p.state()
		if f == delayed && swallows == mute {
			select {
			case <-time.After(time.Duration(n%7) * 25 * time.Millisecond):
			case <-changed:
			}
		}
		if f == swallows {
			continue
		}
		if _, err := to.Write(buf[:n]); err != nil {
			return
		}
	}
}

// The line itself: what is not tested here would make the other tests lie.
func TestTheBadLineIsBad(t *testing.T) {
	echo, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer echo.Close()
	go func() {
		for {
			c, err := echo.Accept()
			if err != nil {
				return
			}
			go func() { _, _ = io.Copy(c, c) }()
		}
	}()
	p := newProxy(t, echo.Addr().String())
	says := func() error {
		c, err := net.Dial("tcp", p.addr())
		if err != nil {
			return err
		}
		defer c.Close()
		if err := c.SetDeadline(time.Now().Add(300 * time.Millisecond)); err != nil {
			return err
		}
		if _, err := fmt.Fprint(c, "hello"); err != nil {
			return err
		}
		_, err = io.ReadFull(c, make([]byte, 5))
		return err
	}
	for _, f := range []fault{none, cut, reset, deaf, mute, delayed} {
		p.suffer(f)
		if err := says(); (err == nil) != (f == none || f == delayed) {
			t.Errorf("%s: %v", f, err)
		}
	}
}
