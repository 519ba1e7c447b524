package redis_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"assenso/adapters/redis"
	"assenso/adapters/redis/redistest"
)

// childAddress tells this binary to be a process that writes, and where.
const childAddress = "ASSENSO_TEST_REDIS_CHILD"

// TestMain lets the tests of crashes run this very binary as other processes.
func TestMain(m *testing.M) {
	if address := os.Getenv(childAddress); address != "" {
		if err := child(context.Background(), address); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// child waits for the lease, takes up where the stream ends, and counts on: it
// prints each act once it is recorded, after it has said that it owns.
func child(ctx context.Context, address string) error {
	s, err := redis.Open(ctx, address)
	if err != nil {
		return err
	}
	lease, err := s.Own(ctx, 0, nil)
	if err != nil {
		return err
	}
	ctx, stop := lease.Context(ctx)
	defer stop()
	a := author{journal: s, stream: meeting}
	if _, err := a.catchUp(ctx, ""); err != nil {
		return err
	}
	fmt.Printf("owns %d\n", a.head.Seq)
	for ctx.Err() == nil {
		act := int(a.head.Seq)
		if err := a.record(ctx, strconv.Itoa(act)); err != nil {
			return err
		}
		if _, err := fmt.Println(act); err != nil {
			return err
		}
	}
	return context.Cause(ctx)
}

// process is a child, and what it has said.
type process struct {
	cmd  *exec.Cmd
	owns chan time.Time // when it said so
	mu   sync.Mutex
	said []string
	over chan struct{}
}

func startProcess(t *testing.T, address string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(os.Args[0]), owns: make(chan time.Time, 1), over: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), childAddress+"="+address)
	p.cmd.Stderr = os.Stderr
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.over)
		p.listen(out)
	}()
	t.Cleanup(func() { p.kill(); <-p.over })
	return p
}

func (p *process) listen(out io.Reader) {
	r := bufio.NewReader(out)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return // a line that was cut off was not said
		}
		if strings.HasPrefix(line, "owns ") {
			p.owns <- time.Now()
			continue
		}
		p.mu.Lock()
		p.said = append(p.said, strings.TrimSpace(line)+":0")
		p.mu.Unlock()
	}
}

func (p *process) heard() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said
}

func (p *process) acknowledged() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.said)
}

// work returns once the process has acknowledged so many acts, or has lost the
// lease: on a machine that is busy it may be too slow to renew it.
func (p *process) work(t *testing.T, acts int) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(time.Minute); p.acknowledged() < acts; {
		select {
		case <-p.over:
			return
		case now := <-tick.C:
			if now.After(end) {
				t.Fatal("the owner records nothing")
			}
		}
	}
}

// kill ends it at once and waits; killing a dead one does nothing.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// Four processes contend for one shard. Whoever has it is killed in the middle
// of its work, again and again: another takes over within the lease time, and
// nothing acknowledged is lost or doubled.
func TestWhoStandsByTakesOverFromTheKilled(t *testing.T) {
	server := redistest.Start(t, redistest.Safe()...)
	const lease = 300 * time.Millisecond
	address := server.URL("lease=" + lease.String())
	kills := times(100, 5)
	var waiting []*process
	for range 4 {
		waiting = append(waiting, startProcess(t, address))
	}
	acknowledged := make(map[string][]string)
	var gaps []time.Duration
	killed := time.Time{}
	for range kills {
		owner, since := whoOwns(t, waiting)
		if !killed.IsZero() {
			gaps = append(gaps, since.Sub(killed))
		}
		owner.work(t, 20)
		killed = time.Now()
		owner.kill()
		<-owner.over
		acknowledged[meeting] = append(acknowledged[meeting], owner.heard()...)
		for i, p := range waiting {
			if p == owner {
				waiting[i] = startProcess(t, address)
			}
		}
	}
	n := wantAcknowledged(t, mustOpen(t, server.URL()), acknowledged)
	var worst time.Duration
	for _, g := range gaps {
		worst = max(worst, g)
	}
	if worst > lease+5*time.Second {
		t.Errorf("it took %v to take over, with a lease of %v", worst, lease)
	}
	t.Logf("%d acts of %d owners; longest without an owner %v, with a lease of %v", n, kills, worst, lease)
}

// whoOwns waits until one of the processes says that it owns the shard.
func whoOwns(t *testing.T, all []*process) (*process, time.Time) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); <-tick.C {
		for _, p := range all {
			select {
			case at := <-p.owns:
				return p, at
			default:
			}
		}
	}
	t.Fatal("nobody takes over")
	return nil, time.Time{}
}
