package meeting_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// crowd is a meeting of many, without the checks that tests of the rules make
// at every step; its entries are kept as a journal holds them.
type crowd struct {
	t       testing.TB
	codec   *governance.Codec[meeting.Event]
	state   *meeting.State
	now     time.Time
	entries []entry
}

// gather opens a meeting of n, all in the room, with a ballot whose window runs.
func gather(t testing.TB, n int) *crowd {
	t.Helper()
	c := &crowd{t: t, codec: meeting.NewCodec(), state: new(meeting.State), now: time.Date(2026, 11, 24, 15, 10, 0, 0, time.UTC)}
	call := meeting.Convene{
		Meeting: "m", Body: meeting.Body{ID: "b", Kind: governance.Assembly}, Year: "2026-27", Number: 1, Bylaws: istituto(),
		Officers:    map[governance.Office]governance.MemberID{governance.Chair: who(0), governance.Secretary: who(1)},
		Convocation: meeting.Convocation{At: c.now.Add(20 * time.Minute), Mode: governance.Remote, Places: []string{"sala"}},
	}
	for range 40 {
		call.Agenda = append(call.Agenda, meeting.Point{Title: "Punto"})
	}
	for i := range n {
		call.Roll = append(call.Roll, meeting.Called{ID: who(i), Name: fmt.Sprintf("Cognome%d Nome%d", i, i), Votes: true})
	}
	c.give(who(0), call)
	c.give(who(1), meeting.ConfirmDelivery{All: true, Via: "circolare"})
	for i := range n {
		c.give(who(i), meeting.CheckIn{Place: "sala"})
	}
	c.now = c.now.Add(20 * time.Minute)
	c.give(who(0), meeting.Open{})
	c.give(who(1), meeting.ConfirmValidity{})
	return c
}

func who(i int) governance.MemberID { return governance.MemberID(fmt.Sprintf("member-%05d", i)) }

func (c *crowd) give(by governance.MemberID, cmd meeting.Command) {
	c.t.Helper()
	m := governance.Meta{By: by, At: c.now}
	events, err := meeting.Decide(c.state, m, cmd)
	if err != nil {
		c.t.Fatalf("%T: %v", cmd, err)
	}
	for _, e := range events {
		n := entry{seq: uint64(len(c.entries)) + 1, meta: m, name: e.Name()}
		if n.data, n.private, err = c.codec.Encode(e); err != nil {
			c.t.Fatal(err)
		}
		c.entries = append(c.entries, n)
		c.state.Apply(governance.Recorded[meeting.Event]{Seq: n.seq, Meta: m, Event: e})
	}
}

// ballot puts an item to the vote.
func (c *crowd) ballot(item int, rollCall bool) {
	c.t.Helper()
	c.give(who(0), meeting.OpenItem{N: item})
	c.give(who(0), meeting.Propose{Text: "Si approva il punto"})
	c.give(who(0), meeting.OpenBallot{RollCall: rollCall})
	c.give("", meeting.ConfirmAnnouncement{Round: c.state.Pending().Round, Place: "sala"})
}

// count closes the ballot and proclaims it.
func (c *crowd) count() {
	c.t.Helper()
	b := c.state.Pending()
	c.now = b.Until
	c.give("", meeting.Elapse{})
	c.give("", meeting.ConfirmHeard{Round: b.Round, Place: "sala"})
	c.give(who(0), meeting.Proclaim{})
}

// position makes a run of one member after the other saying something else.
func (c *crowd) position(n int) func() {
	members := make([]governance.MemberID, n)
	for i := range members {
		members[i] = who(i)
	}
	i := 0
	cmd := meeting.Cast{Position: governance.Against, Words: "sono contrario", Via: "words"}
	return func() {
		m := governance.Meta{By: members[i%n], At: c.now}
		events, err := meeting.Decide(c.state, m, cmd)
		if err != nil || len(events) != 1 {
			c.t.Fatal(events, err)
		}
		c.state.Apply(governance.Recorded[meeting.Event]{Seq: c.state.Seq + 1, Meta: m, Event: events[0]})
		i++
	}
}

// Recording a position costs the same whatever the size of the roster: no
// allocation grows with it.
func TestPositionCostsTheSameInAnyCrowd(t *testing.T) {
	type cost struct{ allocs, bytes float64 }
	measure := func(n int) cost {
		c := gather(t, n)
		c.ballot(1, false)
		run := c.position(n)
		for range 2 * n {
			run() // everybody has spoken: what grows with the words has grown
		}
		const runs = 2000
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		allocs := testing.AllocsPerRun(runs, run)
		runtime.ReadMemStats(&after)
		return cost{allocs, float64(after.TotalAlloc-before.TotalAlloc) / runs}
	}
	board, assembly := measure(150), measure(10_000)
	t.Logf("150 members: %.1f allocations, %.0f bytes; 10,000: %.1f, %.0f", board.allocs, board.bytes, assembly.allocs, assembly.bytes)
	if assembly.allocs > board.allocs+1 || assembly.allocs > 12 {
		t.Errorf("%.1f allocations among 10,000, %.1f among 150", assembly.allocs, board.allocs)
	}
	if assembly.bytes > 4096 {
		t.Errorf("%.0f bytes a position among 10,000, %.0f among 150", assembly.bytes, board.bytes)
	}
}

// A meeting of 10,000 fits into 64 MiB: as it was lived, and as it is replayed,
// where every word has its own memory.
func TestAssemblyFitsInMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	c := gather(t, 10_000)
	for item := 1; item <= 20; item++ {
		c.ballot(item, item%10 == 0)
		voices := 300
		if item%10 == 0 {
			voices = 10_000 // a roll call
		}
		for i := range voices {
			position := governance.Against
			if item%10 == 0 {
				position = governance.Favour
			}
			c.give(who(i), meeting.Cast{Position: position, Words: "parole di chi vota", Via: "words"})
		}
		// Who says nothing for half an hour is doubtful: a sign of life of each.
		for i := range 10_000 {
			c.give(who(i), meeting.GiveSign{})
		}
		c.count()
	}
	t.Logf("%d entries", len(c.entries))
	entries := c.entries
	c.entries = nil
	lived := heap()
	c.state = nil
	t.Logf("lived: %.1f MiB", mib(lived-heap()))
	without := heap()
	c.state = replay(t, entries)
	used := heap() - without
	t.Logf("replayed: %.1f MiB", mib(used))
	if used > 64<<20 {
		t.Errorf("a meeting of 10,000 takes %.1f MiB", mib(used))
	}
	runtime.KeepAlive(entries)
	runtime.KeepAlive(c)
}

func mib(n int64) float64 { return float64(n) / (1 << 20) }

// heap is what lives after everything dead is gone.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func replay(t testing.TB, entries []entry) *meeting.State {
	t.Helper()
	codec := meeting.NewCodec()
	s := new(meeting.State)
	for _, n := range entries {
		e, err := codec.Decode(n.name, n.data, n.private)
		if err != nil {
			t.Fatal(err)
		}
		s.Apply(governance.Recorded[meeting.Event]{Seq: n.seq, Meta: n.meta, Event: e})
	}
	return s
}

func BenchmarkPosition(b *testing.B) {
	for _, n := range []int{150, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			c := gather(b, n)
			c.ballot(1, false)
			run := c.position(n)
			for range n {
				run()
			}
			b.ReportAllocs()
			for b.Loop() {
				run()
			}
		})
	}
}

// BenchmarkPositionRatio tells how much dearer a position is among 10,000 than
// among 150: turn by turn, the best of many, because a busy machine disturbs
// one run more than the other.
func BenchmarkPositionRatio(b *testing.B) {
	const turns, positions = 20, 20_000
	var run [2]func()
	for i, n := range []int{150, 10_000} {
		c := gather(b, n)
		c.ballot(1, false)
		run[i] = c.position(n)
		for range n {
			run[i]()
		}
	}
	best := [2]time.Duration{time.Hour, time.Hour}
	for b.Loop() {
		for range turns {
			for i := range run {
				start := time.Now()
				for range positions {
					run[i]()
				}
				best[i] = min(best[i], time.Since(start))
			}
		}
	}
	b.ReportMetric(float64(best[0].Nanoseconds())/positions, "ns/150")
	b.ReportMetric(float64(best[1].Nanoseconds())/positions, "ns/10000")
	b.ReportMetric(float64(best[1])/float64(best[0]), "ratio")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkReplay(b *testing.B) {
	c := gather(b, 300)
	for item := 1; len(c.entries) < 30_000; item++ {
		c.ballot(item, false)
		for i := range 300 {
			for _, position := range []governance.Position{governance.Against, governance.Abstain, governance.Favour} {
				c.give(who(i), meeting.Cast{Position: position, Words: "parole di chi vota", Via: "words"})
			}
		}
		c.count()
	}
	entries := c.entries[:30_000]
	b.ReportAllocs()
	for b.Loop() {
		replay(b, entries)
	}
}

func BenchmarkCount(b *testing.B) {
	for _, n := range []int{150, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			c := gather(b, n)
			c.ballot(1, false)
			c.now = c.state.Pending().Until
			c.give("", meeting.Elapse{})
			m := governance.Meta{At: c.now}
			cmd := meeting.ConfirmHeard{Round: c.state.Pending().Round, Place: "sala"}
			b.ReportAllocs()
			for b.Loop() {
				if events, err := meeting.Decide(c.state, m, cmd); err != nil || len(events) != 2 {
					b.Fatal(events, err)
				}
			}
		})
	}
}
