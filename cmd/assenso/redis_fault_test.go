package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"assenso/adapters/redis"
	"assenso/adapters/redis/redistest"
	"assenso/bot"
	"assenso/governance"
	"assenso/governance/meeting"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
)

// long asks for the proofs of docs/redis.md in full.
var long = flag.Bool("long", false, "kill the program and close ballots as often as docs/redis.md says")

func times(full, bounded int) int {
	if *long {
		return full
	}
	return bounded
}

// atRedis is the real program on a script, with its record in Redis.
func atRedis(t *testing.T, bin, data, address, script string) *exec.Cmd {
	t.Helper()
	text := readScript(t, script, "it")
	args := append([]string{"--lang", "it", "--data", data, "--store", address, "console"}, scriptArgs(text)...)
	cmd := exec.CommandContext(t.Context(), bin, args...)
	cmd.Stdin = strings.NewReader(text)
	return cmd
}

// The program is killed at random moments, and its Redis with it now and then,
// and started anew with the same script: the minutes are those of a meeting
// that was left alone.
func TestKilledOnRedisTheMinutesAreTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program again and again")
	}
	bin := build(t)
	const script = "testdata/transcripts/contested.script"
	want, took := undisturbed(t, bin, script)
	server := redistest.Start(t, redistest.Safe()...)
	kills, killed, ended, servers := times(100, 4), 0, 0, 0
	for killed < kills {
		data := t.TempDir()
		address := server.URL("lease=100ms", fmt.Sprintf("prefix=meeting-%d", ended))
		for killed < kills && !killedAfter(t, atRedis(t, bin, data, address, script), time.Duration(rand.Int64N(int64(took)))) {
			if killed++; killed%3 == 0 {
				server.Restart(t)
				servers++
			}
		}
		if out, err := atRedis(t, bin, data, address, script).CombinedOutput(); err != nil {
			t.Fatalf("last start: %v\n%s", err, out)
		}
		ended++
		if d := cmp.Diff(want, minutesAt(t, address)); d != "" {
			t.Fatalf("minutes after %d kills (-undisturbed +killed):\n%s", killed, d)
		}
	}
	t.Logf("killed the program %d times and Redis %d times in %d meetings, each with the same minutes", killed, servers, ended)
}

// minutesAt exports the minutes of every meeting of a store in Redis, as facts.
func minutesAt(t *testing.T, address string) map[string]string {
	t.Helper()
	a := &app{store: address}
	store, err := a.openRecords(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	ids, err := meetings(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]string)
	for _, id := range ids {
		out := t.TempDir()
		told{args: []string{"--store", address, "export", id, "--out", out}, want: id}.check(t)
		all[id] = hashes.ReplaceAllString(string(readAll(t, out+"/"+id+"/minutes.json")), "HASH")
	}
	return all
}

// A ballot is closed right after the last acknowledgement, while everything is
// busy: each acknowledged position is in the result, as it was last, and once.
func TestNoAcknowledgedPositionIsMissingFromAResult(t *testing.T) {
	server := redistest.Start(t)
	v := openBallot(t, server, "closes")
	defer v.Close()
	busy, rest := context.WithCancel(t.Context())
	defer rest()
	for range 2 {
		go func() {
			for busy.Err() == nil {
				runtime.Gosched()
			}
		}()
	}
	round := meeting.Round{On: meeting.OnItem(2), N: 1}
	closes := times(1000, 10)
	for n := range closes {
		want := v.everybody(t)
		v.clock.by.Add(int64(31 * time.Minute))
		v.give(t, "", meeting.Elapse{})
		v.give(t, "", meeting.ConfirmHeard{Round: round, Place: "fake:sala"})
		v.Read(func(s *meeting.State) {
			if d := cmp.Diff(want, counted256(s)); d != "" {
				t.Fatalf("close %d (-acknowledged +counted):\n%s", n, d)
			}
		})
		v.give(t, voter(0), meeting.Annul{Round: round, Reason: "prova"})
		v.give(t, voter(0), meeting.OpenBallot{Window: 30 * time.Minute})
		round.N++
		v.give(t, "", meeting.ConfirmAnnouncement{Round: round, Place: "fake:sala"})
	}
	t.Logf("%d ballots of %d voters closed right after the last acknowledgement", closes, voters)
}

// everybody votes at once, some of them twice, and is acknowledged.
func (v *votes) everybody(t *testing.T) map[governance.MemberID]governance.Position {
	t.Helper()
	want := make(map[governance.MemberID]governance.Position)
	var left sync.WaitGroup
	cast := func(i int, p governance.Position) {
		want[voter(i)] = p
		left.Add(1)
		v.n++
		v.Submit(fmt.Sprintf("fake:press:%d", v.n), governance.Meta{By: voter(i)}, meeting.Cast{Position: p, Via: "button"}, func(entries int, err error) {
			if err != nil || entries != 1 {
				t.Errorf("a position led to %d entries: %v", entries, err)
			}
			left.Done()
		})
	}
	for i := range voters {
		for range 1 + rand.IntN(2) {
			cast(i, []governance.Position{governance.Against, governance.Abstain, governance.Favour}[rand.IntN(3)])
		}
	}
	left.Wait()
	return want
}

// counted256 is how each voter was counted in the last ballot; somebody counted
// twice is in no position at all.
func counted256(s *meeting.State) map[governance.MemberID]governance.Position {
	r := s.Ballots[len(s.Ballots)-1].Result
	if r == nil {
		return nil
	}
	got := make(map[governance.MemberID]governance.Position)
	for p, ids := range map[governance.Position][]governance.MemberID{
		governance.Favour: r.Favour, governance.Against: r.Against, governance.Abstain: r.Abstained, "silent": r.Silent,
	} {
		for _, id := range ids {
			if _, twice := got[id]; twice {
				p = "twice"
			}
			got[id] = p
		}
	}
	return got
}

// Meetings that are open cost the start in proportion, those that are sealed
// next to nothing.
func TestTheStartCostsWhatIsOpen(t *testing.T) {
	server := redistest.Start(t)
	n := times(10_000, 20)
	for _, row := range []struct {
		name         string
		open, sealed int
	}{{"half of them", n / 2, 0}, {"all", n, 0}, {"half of them, and as many sealed", n / 2, n / 2}} {
		t.Run(row.name, func(t *testing.T) {
			address := server.URL(fmt.Sprintf("prefix=start-%d-%d", row.open, row.sealed))
			convened(t, address, row.open, row.sealed)
			began := time.Now()
			b, heap := started(t, address)
			t.Logf("%d open meetings of 50 members, %d sealed: started in %v, %.1f KiB each", row.open, row.sealed, time.Since(began).Round(time.Millisecond), float64(heap)/1024/float64(row.open))
			runtime.KeepAlive(b)
		})
	}
}

// convened convenes so many meetings, and seals some.
func convened(t *testing.T, address string, open, sealed int) {
	t.Helper()
	s, err := redis.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i := range open + sealed {
		stream := fmt.Sprintf("meeting:m-%05d", i)
		r, err := bot.NewRecorder(t.Context(), s, s, stream, bot.Machine{}, salt)
		if err != nil {
			t.Fatal(err)
		}
		v := &votes{r, nil, 0}
		v.give(t, voter(0), convocation(t, stream, 50, time.Now().Add(48*time.Hour)))
		r.Close()
		if i >= open {
			if err := s.Seal(t.Context(), stream); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// started runs a bot without platforms on a store, up to when it would listen,
// and tells what memory it then holds.
func started(t *testing.T, address string) (*bot.Bot, uint64) {
	t.Helper()
	s, err := redis.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	a, err := newApp(nil, books, streams{})
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	b, err := a.newBot(s, bot.Machine{}, zerolog.Nop(), nil, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	return b, after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)
}
