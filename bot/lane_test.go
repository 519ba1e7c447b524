package bot

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"assenso/bot/journal"
	"assenso/bot/journal/journaltest"
	"assenso/bot/memo/memotest"
	"assenso/governance"
	"assenso/governance/meeting"

	"github.com/rs/zerolog"
)

const testStream = "meeting:test"

// testLane is a lane of a meeting with three members, on a journal that can be
// told to fail.
type testLane struct {
	*meetingLane
	t       *testing.T
	journal *journaltest.Memory
	tasks   *tasks
	shown   []uint64 // entries told to written
}

func newTestLane(t *testing.T, j *journaltest.Memory) *testLane {
	t.Helper()
	tl := &testLane{t: t, journal: j, tasks: new(tasks)}
	l := &ledger[meeting.State, meeting.Command, meeting.Event]{
		rules: meetingRules(), stream: testStream, journal: j, clock: Machine{},
		salt:  func() []byte { return make([]byte, journal.SaltSize) },
		flush: func() {},
	}
	l.written = func(_ *meeting.State, r governance.Recorded[meeting.Event], _ journal.Entry) {
		tl.shown = append(tl.shown, r.Seq)
	}
	a := newAnswered(new(memotest.Memory), zerolog.Nop())
	tl.meetingLane = newLane(l, a, tl.tasks)
	if err := l.load(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go tl.run(ctx)
	t.Cleanup(func() { cancel(); <-tl.ended })
	return tl
}

// give submits a command and waits until it is settled.
func (l *testLane) give(cause string, by governance.MemberID, c meeting.Command) outcome {
	l.t.Helper()
	settled := make(chan outcome, 1)
	l.submit(item[meeting.State, meeting.Command]{
		cause: cause, meta: governance.Meta{By: by},
		resolve: func(*meeting.State) ([]meeting.Command, error) { return []meeting.Command{c}, nil },
		done:    func(o outcome) { settled <- o },
	})
	return <-settled
}

func (l *testLane) convene() {
	l.t.Helper()
	roll := []meeting.Called{{ID: "anna", Name: "Anna", Votes: true}, {ID: "bruno", Name: "Bruno", Votes: true}, {ID: "carla", Name: "Carla", Votes: true}}
	o := l.give("convene", "anna", meeting.Convene{
		Meeting: "test", Body: meeting.Body{ID: "test", Name: "Prova"}, Number: 1, Year: "2026", Roll: roll,
		Bylaws:   governance.Bylaws{TimeZone: "Europe/Rome"},
		Officers: map[governance.Office]governance.MemberID{governance.Chair: "anna", governance.Secretary: "bruno"},
		Convocation: meeting.Convocation{
			At: time.Now().Add(10 * time.Minute), Mode: governance.Remote, Places: []string{"fake:sala"},
		},
		Agenda: []meeting.Point{{Title: "Uno"}},
	})
	if o.err != nil || o.refusal != nil || o.recorded != 4 {
		l.t.Fatalf("convene: %+v", o)
	}
}

func TestACommandIsRecordedOnceHoweverOftenItIsDelivered(t *testing.T) {
	l := newTestLane(t, journaltest.NewMemory())
	l.convene()
	first := l.give("here-1", "carla", meeting.CheckIn{Via: meeting.ByCheckIn})
	again := l.give("here-1", "carla", meeting.CheckIn{Via: meeting.ByCheckIn})
	if first.recorded != 1 || !again.repeated || again.recorded != 0 {
		t.Errorf("first %+v, again %+v", first, again)
	}
	if n := len(l.journal.Entries(testStream)); n != 5 {
		t.Errorf("journal has %d entries, want 5", n)
	}
}

func TestARefusedUpdateIsNotJudgedAgainByALaterState(t *testing.T) {
	l := newTestLane(t, journaltest.NewMemory())
	l.convene()
	leave := meeting.CheckOut{How: meeting.Exit}
	if o := l.give("leave", "carla", leave); o.refusal == nil {
		t.Fatalf("leaving without having entered: %+v", o)
	}
	l.give("here", "carla", meeting.CheckIn{Via: meeting.ByCheckIn})
	if o := l.give("leave", "carla", leave); !o.repeated {
		t.Errorf("the refused update came again and was judged anew: %+v", o)
	}
}

func TestAFailingJournalNeverLosesOrDoubles(t *testing.T) {
	for name, faults := range map[string][]journaltest.Fault{
		"lost race":                      {journaltest.Conflict},
		"no answer, nothing written":     {journaltest.TimeoutUnwritten},
		"no answer, although written":    {journaltest.TimeoutWritten},
		"one trouble after another":      {journaltest.TimeoutUnwritten, journaltest.Conflict, journaltest.TimeoutWritten},
		"written, and then out of reach": {journaltest.TimeoutWritten, journaltest.TimeoutUnwritten},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				j := journaltest.NewMemory()
				l := newTestLane(t, j)
				l.convene()
				j.FailAppends(faults...)
				o := l.give("here", "carla", meeting.CheckIn{Via: meeting.ByCheckIn})
				if o.err != nil || o.refusal != nil || o.recorded+int(o.first) == 0 {
					t.Errorf("outcome %+v", o)
				}
				if n := len(j.Entries(testStream)); n != 5 {
					t.Errorf("journal has %d entries, want 5", n)
				}
				if len(l.shown) != 5 {
					t.Errorf("entries shown: %v, want each once", l.shown)
				}
				var present int
				l.read(func(s *meeting.State) { present = s.PresentNow() })
				if present != 1 {
					t.Errorf("%d present, want 1", present)
				}
			})
		})
	}
}

func TestARaceWithAnotherWriterIsDecidedAgain(t *testing.T) {
	j := journaltest.NewMemory()
	l := newTestLane(t, j)
	l.convene()
	other := newTestLane(t, j)
	j.BeforeAppend(func() { other.give("other", "carla", meeting.CheckIn{Via: meeting.ByCheckIn}) })
	o := l.give("mine", "carla", meeting.CheckIn{Via: meeting.ByCheckIn})
	if o.err != nil || o.refusal != nil {
		t.Errorf("checking in, after another process let her in: %+v", o)
	}
	entered := 0
	for _, e := range j.Entries(testStream) {
		if e.Name == "entered" {
			entered++
		}
	}
	if entered != 1 {
		t.Errorf("carla entered %d times, want once", entered)
	}
}

func TestManyAtOnceAreSettledInOrderAndVerify(t *testing.T) {
	j := journaltest.NewMemory()
	l := newTestLane(t, j)
	l.convene()
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			who := []governance.MemberID{"anna", "bruno", "carla"}[i%3]
			if o := l.give(fmt.Sprint("means-", i), who, meeting.DeclareMeans{Means: meeting.Means{Equipment: fmt.Sprint(i)}}); o.err != nil {
				t.Error(o.err)
			}
		})
	}
	wg.Wait()
	if _, err := journal.Verify(testStream, j.Read(t.Context(), testStream, 0)); err != nil {
		t.Error(err)
	}
	if got := len(j.Entries(testStream)); got != 57 { // each of the three acknowledges the notice by their first answer
		t.Errorf("%d entries, want 57", got)
	}
	if err := l.tasks.wait(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAPanicInOneUpdateHarmsNoOther(t *testing.T) {
	l := newTestLane(t, journaltest.NewMemory())
	l.convene()
	settled := make(chan outcome, 1)
	l.submit(item[meeting.State, meeting.Command]{
		cause:   "poison",
		resolve: func(*meeting.State) ([]meeting.Command, error) { panic("poison") },
		done:    func(o outcome) { settled <- o },
	})
	if o := <-settled; o.err == nil {
		t.Errorf("poison: %+v", o)
	}
	if o := l.give("here", "carla", meeting.CheckIn{Via: meeting.ByCheckIn}); o.recorded != 1 {
		t.Errorf("after the poison: %+v", o)
	}
}

func TestAStoppedLaneTellsEverybodySo(t *testing.T) {
	l := newTestLane(t, journaltest.NewMemory())
	l.stop()
	if o := l.give("late", "carla", meeting.CheckIn{}); o.err != errGone {
		t.Errorf("outcome %+v, want errGone", o)
	}
}

func TestAStreamShorterThanWhatWasShownIsHalted(t *testing.T) {
	j := journaltest.NewMemory()
	newTestLane(t, j).convene()
	l := &ledger[meeting.State, meeting.Command, meeting.Event]{
		rules: meetingRules(), stream: testStream, journal: j, clock: Machine{}, flush: func() {},
		written: func(*meeting.State, governance.Recorded[meeting.Event], journal.Entry) {},
	}
	var short *ShortError
	if err := l.load(t.Context(), 9); err == nil || !asShort(err, &short) || short.Has != 4 {
		t.Errorf("load: %v", err)
	}
}

func asShort(err error, target **ShortError) bool {
	s, ok := err.(*ShortError)
	*target = s
	return ok
}
