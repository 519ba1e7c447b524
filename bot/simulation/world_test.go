package simulation_test

import (
	"bytes"
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"assenso/bot"
	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/bot/journal"
	"assenso/bot/journal/journaltest"
	"assenso/bot/lang"
	"assenso/bot/memo/memotest"
	"assenso/bot/reading"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// kit is what all worlds share: words never change.
type kit struct {
	words  *lang.Catalogue
	book   *command.Book
	reader *reading.Reader

	mu   sync.Mutex
	seen map[string]int // how many worlds had an event, or ended without being over
}

func newKit(t *testing.T) *kit {
	t.Helper()
	words, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	book, err := command.NewBook(words, command.All())
	if err != nil {
		t.Fatal(err)
	}
	reader, err := reading.New()
	if err != nil {
		t.Fatal(err)
	}
	return &kit{words: words, book: book, reader: reader, seen: map[string]int{}}
}

// world is what one seed makes. One goroutine, that of run, lets people do
// things; the bot and the platforms have their own.
type world struct {
	*kit
	t         *testing.T
	plan      plan
	chance    *rand.Rand // of people and of fate; only run draws from it
	began     time.Time
	people    []*person // the chair, the secretary, the others
	platforms []*platform
	acts      []*act
	tokens    map[string]*command.Token // of the buttons, read; only run looks
	deeds     deeds
	record    *journaltest.Memory
	memo      *memotest.Memory
	life      *life // nil while no bot runs
	lives     int
	orderly   int // of them, how many have stopped in order
	planned   int
	ended     chan *life     // processes that have ended or died
	graves    sync.WaitGroup // of processes that still run, dead ones too
	calm      bool           // nothing goes wrong any more
	over      bool
	archived  map[string]int
	tolerated map[string]int
	log       lockedBuffer
	fates     []fate // what happened to the bot
	forgot    bool   // the memo was lost, once at least
	shown     int    // versions of messages before all was repeated

	sittings []*sitting // meetings as their journals tell, read along
	office   office
}

// fate is something that happened to the bot.
type fate struct {
	at   time.Time
	what string
}

// deed is something to be done at a time.
type deed struct {
	at time.Time
	n  int
	do func()
}

type deeds []deed

func (d deeds) Len() int { return len(d) }
func (d deeds) Less(i, j int) bool {
	return cmp.Or(d[i].at.Compare(d[j].at), cmp.Compare(d[i].n, d[j].n)) < 0
}
func (d deeds) Swap(i, j int) { d[i], d[j] = d[j], d[i] }
func (d *deeds) Push(x any)   { *d = append(*d, x.(deed)) }
func (d *deeds) Pop() any {
	old := *d
	last := old[len(old)-1]
	*d = old[:len(old)-1]
	return last
}

// at lets something be done at a time.
func (w *world) at(t time.Time, do func()) {
	w.planned++
	heap.Push(&w.deeds, deed{t, w.planned, do})
}

func (w *world) in(d time.Duration, do func()) { w.at(time.Now().Add(d), do) }

// upTo is a random length of time, from nothing up to d.
func (w *world) upTo(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return time.Duration(w.chance.Int64N(int64(d)))
}

func (w *world) between(a, b time.Duration) time.Duration { return a + w.upTo(b-a) }

func (w *world) often(p float64) bool { return w.chance.Float64() < p }

func pick[T any](w *world, from ...T) T { return from[w.chance.IntN(len(from))] }

func newWorld(t *testing.T, k *kit, seed uint64) *world {
	w := &world{
		kit: k, t: t, chance: rand.New(rand.NewPCG(seed, 1)), began: time.Now(), //nolint:gosec // chance that can be repeated
		record: journaltest.NewMemory(), memo: new(memotest.Memory), ended: make(chan *life, 100), tokens: map[string]*command.Token{}, archived: map[string]int{}, tolerated: map[string]int{},
	}
	w.plan = w.newPlan(seed)
	for i, name := range []string{"uno", "due"} {
		w.platforms = append(w.platforms, w.newPlatform(i, name))
	}
	w.gather()
	return w
}

// run lets the world go on until its meetings are over, or for as long as
// anybody has patience.
func (w *world) run() {
	w.start()
	w.begin()
	horizon := w.began.Add(w.plan.horizon)
	for !w.over && len(w.deeds) > 0 && time.Now().Before(horizon) {
		w.next()
	}
	w.settle()
	w.repeat()
	w.graves.Wait()
}

// next waits for the next deed, or for the end of a bot.
func (w *world) next() {
	timer := time.NewTimer(time.Until(w.deeds[0].at))
	defer timer.Stop()
	select {
	case l := <-w.ended:
		w.buried(l)
	case <-timer.C:
		heap.Pop(&w.deeds).(deed).do()
	}
}

func (w *world) told(what string) { w.fates = append(w.fates, fate{time.Now(), what}) }

// settle lets everything come to rest: nothing goes wrong any more, and a bot
// runs until all is settled and shown.
func (w *world) settle() {
	w.calm = true
	for _, p := range w.platforms {
		p.mu.Lock()
		p.rough, p.throttle = 0, time.Time{}
		p.mu.Unlock()
	}
	w.deeds = nil
	if w.life != nil {
		w.told("all is calm from here on")
		w.life.mu.Lock()
		w.life.fuse = nowhere
		w.life.mu.Unlock()
		w.life.stop()
	}
	for w.life != nil {
		w.buried(<-w.ended)
	}
	w.deeds = nil
	w.start()
	time.Sleep(5 * time.Minute)
	w.halt()
}

// repeat lets a new process have everything delivered once more, as after a
// platform has lost its own bookmark: nothing may come of it.
func (w *world) repeat() {
	w.look()
	if w.often(w.plan.forgets) {
		w.forget()
	}
	w.shown = w.versionsShown()
	w.start()
	for _, p := range w.platforms {
		p.everything()
	}
	time.Sleep(5 * time.Minute)
	w.halt()
}

// forget loses the memo: what was answered is not known any more.
func (w *world) forget() {
	w.told("the memo is lost")
	w.memo.Forget()
	w.forgot = true
}

// versionsShown is how many messages and edits the platforms have shown.
func (w *world) versionsShown() int {
	n := 0
	for _, p := range w.platforms {
		p.versions(func(chat.Place, chat.Message, time.Time, bool) { n++ })
	}
	return n
}

// halt stops the bot in order.
func (w *world) halt() {
	l := w.life
	l.stop()
	for l != <-w.ended {
	}
	if l.err != nil {
		w.t.Errorf("the bot does not stop in order: %v", l.err)
	}
	w.life = nil
	w.orderly++
	w.told("the bot has stopped")
}

// lockedBuffer is what the bot logs.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// sitting is a meeting as its journal tells, read along.
type sitting struct {
	stream  string
	state   *meeting.State
	codec   *governance.Codec[meeting.Event]
	entries []journal.Entry
	records []governance.Recorded[meeting.Event]
}

// look reads what the journals have got since.
func (w *world) look() {
	for stream := range w.streams() {
		if !slices.ContainsFunc(w.sittings, func(s *sitting) bool { return s.stream == stream }) {
			w.sittings = append(w.sittings, &sitting{stream: stream, state: new(meeting.State), codec: meeting.NewCodec()})
		}
	}
	for _, s := range w.sittings {
		for e, err := range w.record.Read(context.Background(), s.stream, uint64(len(s.entries))) {
			if err != nil {
				w.t.Fatal(err)
			}
			ev, err := s.codec.Decode(e.Name, e.Data, e.Private)
			if err != nil {
				w.t.Fatal(err)
			}
			r := governance.Recorded[meeting.Event]{Seq: e.Seq, Event: ev, Meta: governance.Meta{
				By: governance.MemberID(e.By), For: governance.Office(e.For), At: e.At, Said: e.Said,
			}}
			s.state.Apply(r)
			s.entries, s.records = append(s.entries, e), append(s.records, r)
			w.heed(s, r)
		}
	}
}

// streams are the meetings there are, sealed ones too.
func (w *world) streams() func(func(string) bool) {
	return func(yield func(string) bool) {
		for stream, err := range w.record.Streams(context.Background(), "meeting") {
			if err != nil || !yield(stream) {
				return
			}
		}
	}
}

func (w *world) body() bot.Body {
	var rows []roster.Row
	for _, p := range w.people {
		r := roster.Row{Name: p.name, Office: p.office}
		for _, a := range p.accounts {
			r.Accounts = append(r.Accounts, string(a))
		}
		if !p.votes {
			no := false
			r.Votes = &no
		}
		rows = append(rows, r)
	}
	var places []string
	for _, p := range w.platforms {
		places = append(places, string(p.room))
	}
	return bot.Body{Rows: rows, Places: places, Found: roster.Found{
		ID: "organo", Name: "Organo", Kind: governance.Council, Bylaws: w.plan.bylaws, Admin: "uno:custode",
	}}
}

// platformOf is the platform of an account or place.
func platformOf[T ~string](w *world, s T) *platform {
	name := chat.PlatformOf(s)
	i := slices.IndexFunc(w.platforms, func(p *platform) bool { return p.name == name })
	if i < 0 {
		panic(fmt.Sprintf("no platform of %s", s))
	}
	return w.platforms[i]
}
