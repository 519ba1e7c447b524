package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"assenso/adapters/redis"
	"assenso/adapters/redis/redistest"
	"assenso/bot"
	"assenso/config"
	"assenso/governance"
	"assenso/governance/meeting"

	goredis "github.com/redis/go-redis/v9"
)

// speed asks for the table of docs/redis.md:
//
//	go test ./cmd/assenso -run TestSpeedOfTheLedger -speed -v
var (
	speed   = flag.Bool("speed", false, "measure the ledger beside a raw loop on the same Redis, and print the table")
	profile = flag.String("ledger-profile", "", "write a CPU profile of the ledger alone to this file")
)

// The sizes of the table.
const (
	submitters = 256
	rawValue   = 200 // bytes of an entry in the raw loop
	voters     = 256
)

// TestSpeedOfTheLedger holds the ledger (duplicate check, decide, encode, hash,
// append, acknowledged only after Redis answers) beside a raw loop on the same
// server in the same run. Without -speed it only sees that all of it works.
func TestSpeedOfTheLedger(t *testing.T) {
	runs, lasting := 1, 50*time.Millisecond
	if *speed {
		runs, lasting = 5, time.Second
	}
	for _, fsync := range []string{"everysec", "always"} {
		t.Run(fsync, func(t *testing.T) {
			// What the raw loop writes in a run would have the file rewritten
			// during the ledger's: a meeting's record is a thousand times smaller.
			server := redistest.Start(t, "--appendonly", "yes", "--appendfsync", fsync, "--auto-aof-rewrite-percentage", "0")
			var rows []figures
			for run := range runs {
				rows = append(rows, measure(t, server, run, lasting))
			}
			report(t, fsync, rows)
		})
	}
}

// figures are those of one run.
type figures struct {
	raw, piped, ledger float64       // entries a second
	trip, lone         time.Duration // medians
	hundreds, thousand time.Duration // a burst of 150, of 10,000
}

func measure(t *testing.T, server *redistest.Server, run int, lasting time.Duration) figures {
	t.Helper()
	line := dialRaw(t, server)
	votes := openBallot(t, server, fmt.Sprintf("speed-%d", run))
	defer votes.Close()
	f := figures{
		raw:    line.throughput(t, fmt.Sprintf("raw-%d", run), lasting),
		piped:  pipelined(t, server, fmt.Sprintf("piped-%d", run), lasting),
		ledger: votes.throughput(t, lasting),
	}
	// One after the other, again and again, so that what else the machine does
	// falls on both.
	var trips, lones []time.Duration
	for range max(20, int(lasting/(10*time.Millisecond))) {
		trips = append(trips, line.trip(t, fmt.Sprintf("raw-trip-%d", run)))
		lones = append(lones, votes.burst(t, 1))
	}
	f.trip, f.lone = median(trips), median(lones)
	var hundreds, thousands []time.Duration
	for range 9 {
		hundreds = append(hundreds, votes.burst(t, 150))
	}
	for range 3 {
		thousands = append(thousands, votes.burst(t, int(min(10_000, 10_000*lasting/time.Second))))
	}
	f.hundreds, f.thousand = median(hundreds), median(thousands)
	return f
}

func median[T int | float64 | time.Duration](all []T) T {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

// report prints the medians of the runs, and the medians of their ratios.
func report(t *testing.T, fsync string, rows []figures) {
	t.Helper()
	of := func(f func(figures) float64) float64 {
		var all []float64
		for _, r := range rows {
			all = append(all, f(r))
		}
		return median(all)
	}
	us := func(d time.Duration) float64 { return float64(d) / 1000 }
	var b strings.Builder
	line := func(what, raw, ours, ratio string) {
		fmt.Fprintf(&b, "| %-38s | %12s | %12s | %7s |\n", what, raw, ours, ratio)
	}
	fmt.Fprintf(&b, "appendfsync %s, medians of %d runs\n", fsync, len(rows))
	line("", "raw XADD", "ledger", "ratio")
	ours := fmt.Sprintf("%.0f", of(func(f figures) float64 { return f.ledger }))
	line("256 at once, by the client, entries/s", fmt.Sprintf("%.0f", of(func(f figures) float64 { return f.piped })), ours,
		fmt.Sprintf("%.0f %%", 100*of(func(f figures) float64 { return f.ledger / f.piped })))
	line("256 at once, bytes ready, entries/s", fmt.Sprintf("%.0f", of(func(f figures) float64 { return f.raw })),
		ours, fmt.Sprintf("%.0f %%", 100*of(func(f figures) float64 { return f.ledger / f.raw })))
	trip := fmt.Sprintf("%.0f", of(func(f figures) float64 { return us(f.trip) }))
	for _, row := range []struct {
		what string
		of   func(figures) time.Duration
	}{
		{"a lone position, µs", func(f figures) time.Duration { return f.lone }},
		{"150 positions, all settled, µs", func(f figures) time.Duration { return f.hundreds }},
		{"10,000 positions, all settled, µs", func(f figures) time.Duration { return f.thousand }},
	} {
		line(row.what, trip, fmt.Sprintf("%.0f", of(func(f figures) float64 { return us(row.of(f)) })),
			fmt.Sprintf("%.2f ×", of(func(f figures) float64 { return float64(row.of(f)) / float64(f.trip) })))
	}
	t.Log("\n" + b.String())
}

// rawLine speaks to Redis with nothing in between.
type rawLine struct {
	net.Conn
	in *bufio.Reader
}

func dialRaw(t *testing.T, server *redistest.Server) *rawLine {
	t.Helper()
	c, err := net.Dial("tcp", server.Addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return &rawLine{c, bufio.NewReaderSize(c, 64<<10)}
}

// add sends n XADDs in one go and waits for all their answers.
func (l *rawLine) add(t *testing.T, key string, n int) {
	t.Helper()
	value := strings.Repeat("x", rawValue)
	one := fmt.Sprintf("*5\r\n$4\r\nXADD\r\n$%d\r\n%s\r\n$1\r\n*\r\n$1\r\ne\r\n$%d\r\n%s\r\n", len(key), key, len(value), value)
	l.send(t, strings.Repeat(one, n), n)
}

func (l *rawLine) send(t *testing.T, commands string, n int) {
	t.Helper()
	if _, err := l.Write([]byte(commands)); err != nil {
		t.Fatal(err)
	}
	for range 2 * n { // of each answer its length, and itself
		if _, err := l.in.ReadSlice('\n'); err != nil {
			t.Fatal(err)
		}
	}
}

func (l *rawLine) throughput(t *testing.T, key string, lasting time.Duration) float64 {
	t.Helper()
	value := strings.Repeat("x", rawValue)
	one := fmt.Sprintf("*5\r\n$4\r\nXADD\r\n$%d\r\n%s\r\n$1\r\n*\r\n$1\r\ne\r\n$%d\r\n%s\r\n", len(key), key, len(value), value)
	group := strings.Repeat(one, submitters)
	n, began := 0, time.Now()
	for time.Since(began) < lasting {
		l.send(t, group, submitters)
		n += submitters
	}
	return float64(n) / time.Since(began).Seconds()
}

// pipelined is the raw loop through the client that the store uses.
func pipelined(t *testing.T, server *redistest.Server, key string, lasting time.Duration) float64 {
	t.Helper()
	c := goredis.NewClient(&goredis.Options{Addr: server.Addr()})
	defer c.Close()
	value := strings.Repeat("x", rawValue)
	n, began := 0, time.Now()
	for time.Since(began) < lasting {
		_, err := c.Pipelined(t.Context(), func(p goredis.Pipeliner) error {
			for range submitters {
				p.XAdd(t.Context(), &goredis.XAddArgs{Stream: key, Values: []any{"e", value}})
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		n += submitters
	}
	return float64(n) / time.Since(began).Seconds()
}

func (l *rawLine) trip(t *testing.T, key string) time.Duration {
	t.Helper()
	began := time.Now()
	l.add(t, key, 1)
	return time.Since(began)
}

// votes casts positions in an open ballot.
type votes struct {
	*bot.Recorder
	clock *ahead
	n     int // commands handed in
}

func voter(i int) governance.MemberID { return governance.MemberID(fmt.Sprintf("m%03d", i%voters)) }

// ahead is the machine's clock, so many nanoseconds ahead.
type ahead struct {
	bot.Machine
	by atomic.Int64
}

func (a *ahead) Now() time.Time { return time.Now().Add(time.Duration(a.by.Load())) }

// openBallot holds a meeting up to an open ballot, on a store of its own.
func openBallot(t testing.TB, server *redistest.Server, prefix string) *votes {
	t.Helper()
	s, err := redis.Open(context.Background(), server.URL("prefix="+prefix))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	clock := new(ahead)
	r, err := bot.NewRecorder(context.Background(), s, s, "meeting:speed", clock, salt)
	if err != nil {
		t.Fatal(err)
	}
	v := &votes{r, clock, 0}
	v.give(t, voter(0), convocation(t, "meeting:speed", voters, time.Now().Add(time.Minute)))
	clock.by.Store(int64(2 * time.Minute)) // to the hour of the meeting
	v.give(t, voter(1), meeting.ConfirmDelivery{All: true, Via: "mail"})
	for i := range voters {
		v.give(t, voter(i), meeting.CheckIn{Via: meeting.ByCheckIn, Place: "fake:sala"})
	}
	v.give(t, voter(0), meeting.Open{})
	v.give(t, voter(1), meeting.ConfirmValidity{})
	v.give(t, voter(0), meeting.Appoint{Office: governance.Moderator, Member: voter(2)})
	v.give(t, voter(0), meeting.Appoint{Office: governance.Teller, Member: voter(3)})
	v.give(t, voter(0), meeting.OpenItem{N: 2})
	v.give(t, voter(0), meeting.Propose{Text: "Si approva."})
	v.give(t, voter(0), meeting.OpenBallot{Window: 30 * time.Minute})
	v.give(t, "", meeting.ConfirmAnnouncement{Round: meeting.Round{On: meeting.OnItem(2), N: 1}, Place: "fake:sala"})
	return v
}

// convocation is that of a meeting of so many members.
func convocation(t testing.TB, stream string, members int, hour time.Time) meeting.Convene {
	t.Helper()
	bylaws, err := config.Profile("istituto-2020")
	if err != nil {
		t.Fatal(err)
	}
	var roll []meeting.Called
	for i := range members {
		roll = append(roll, meeting.Called{ID: voter(i), Name: fmt.Sprintf("Persona %d", i), Votes: true})
	}
	return meeting.Convene{
		Meeting: strings.TrimPrefix(stream, "meeting:"), Body: meeting.Body{ID: "speed", Name: "Prova", Kind: governance.TeachersBoard},
		Number: 1, Year: "2026", Roll: roll, Bylaws: bylaws,
		Officers:    map[governance.Office]governance.MemberID{governance.Chair: voter(0), governance.Secretary: voter(1)},
		Convocation: meeting.Convocation{At: hour, Mode: governance.Remote, Places: []string{"fake:sala"}},
		Agenda:      []meeting.Point{{Title: "Uno"}, {Title: "Due"}},
	}
}

// give waits for a command to be recorded.
func (v *votes) give(t testing.TB, by governance.MemberID, c meeting.Command) {
	t.Helper()
	v.n++
	settled := make(chan error, 1)
	v.Submit(fmt.Sprintf("prepare:%d", v.n), governance.Meta{By: by}, c, func(n int, err error) {
		if err == nil && n == 0 {
			err = errors.New("led to nothing")
		}
		settled <- err
	})
	if err := <-settled; err != nil {
		t.Fatalf("%T: %v", c, err)
	}
}

// cast submits one more position, different from the voter's last.
func (v *votes) cast(n int, done func(int, error)) {
	position := governance.Against
	if n/voters%2 == 1 {
		position = governance.Abstain
	}
	v.Submit(fmt.Sprintf("fake:press:%d", n), governance.Meta{By: voter(n)}, meeting.Cast{Position: position, Via: "button"}, done)
}

// burst submits n positions at once and returns when the last is settled.
func (v *votes) burst(t *testing.T, n int) time.Duration {
	t.Helper()
	var left sync.WaitGroup
	left.Add(n)
	began := time.Now()
	for range n {
		v.n++
		v.cast(v.n, func(entries int, err error) {
			if err != nil || entries != 1 {
				t.Errorf("a position led to %d entries: %v", entries, err)
			}
			left.Done()
		})
	}
	left.Wait()
	return time.Since(began)
}

// throughput has every submitter hand in a position, wait until it is settled,
// and hand in the next.
func (v *votes) throughput(t *testing.T, lasting time.Duration) float64 {
	t.Helper()
	if *profile != "" {
		f, err := os.Create(*profile)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			t.Fatal(err)
		}
		defer pprof.StopCPUProfile()
	}
	var all sync.WaitGroup
	var counts [submitters]int
	began := time.Now()
	for i := range submitters {
		all.Go(func() {
			settled := make(chan error, 1)
			for c := 1; time.Since(began) < lasting; c++ {
				n := v.n + i + c*submitters
				v.cast(n, func(entries int, err error) {
					if err == nil && entries != 1 {
						err = fmt.Errorf("led to %d entries", entries)
					}
					settled <- err
				})
				if err := <-settled; err != nil {
					t.Error(err)
					return
				}
				counts[i] = c
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	total := 0
	for _, n := range counts {
		total += n
	}
	v.n += (slices.Max(counts[:]) + 2) * submitters
	return float64(total) / took.Seconds()
}
