package meeting_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assenso/governance"
	"assenso/governance/meeting"
)

// record is a meeting with its journal. Whoever gives it commands gets the
// engine's promises checked at every step:
//
//   - Decide changes nothing, and never refuses and acts at once;
//   - the entries, written and read back, lead to the state that is live;
//   - every tally adds up, and a provisional result is what the record says.
type record struct {
	t       testing.TB
	codec   *governance.Codec[meeting.Event]
	live    *meeting.State
	shadow  *meeting.State // what the journal alone leads to
	entries []entry
	told    []governance.Recorded[meeting.Event] // the entries, read back
}

// entry is a line of the journal.
type entry struct {
	seq           uint64
	meta          governance.Meta
	name          string
	data, private []byte
}

func newRecord(t testing.TB) *record {
	return &record{t: t, codec: meeting.NewCodec(), live: new(meeting.State), shadow: new(meeting.State)}
}

// give decides a command and records what it led to.
func (r *record) give(m governance.Meta, c meeting.Command) ([]meeting.Event, error) {
	r.t.Helper()
	events, err := meeting.Decide(r.live, m, c)
	if err != nil {
		if len(events) > 0 {
			r.t.Fatalf("%T both acted and refused: %v, %v", c, events, err)
		}
	}
	r.same("Decide changed the state", c)
	for _, e := range events {
		r.enter(m, e)
	}
	if len(events) > 0 {
		r.same("replay differs from live", c)
		if err := meeting.Check(r.live); err != nil {
			r.t.Fatalf("after %#v: %v", c, err)
		}
	}
	return events, err
}

// enter records an event and applies it: as it is, and as it is read back.
func (r *record) enter(m governance.Meta, e meeting.Event) {
	r.t.Helper()
	n := entry{seq: uint64(len(r.entries)) + 1, meta: m, name: e.Name()}
	var err error
	if n.data, n.private, err = r.codec.Encode(e); err != nil {
		r.t.Fatalf("%+v: %v", e, err)
	}
	r.entries = append(r.entries, n)
	r.live.Apply(governance.Recorded[meeting.Event]{Seq: n.seq, Meta: m, Event: e})
	read := r.read(n)
	r.told = append(r.told, read)
	r.shadow.Apply(read)
}

func (r *record) read(n entry) governance.Recorded[meeting.Event] {
	r.t.Helper()
	e, err := r.codec.Decode(n.name, n.data, n.private)
	if err != nil {
		r.t.Fatalf("%s %s %s: %v", n.name, n.data, n.private, err)
	}
	m := n.meta
	// The journal keeps instants: no zone, and no reading of a machine's clock.
	m.At = m.At.UTC().Round(0)
	if !m.Said.IsZero() {
		m.Said = m.Said.UTC().Round(0)
	}
	return governance.Recorded[meeting.Event]{Seq: n.seq, Meta: m, Event: e}
}

func (r *record) same(what string, c meeting.Command) {
	r.t.Helper()
	if !equal(r.live, r.shadow) {
		r.t.Fatalf("%s, at %T %+v (- live, + replayed):\n%s", what, c, c, diff(r.live, r.shadow))
	}
}

// finish replays the whole journal once more, as it is and as it would be with
// the private values that were erased gone.
func (r *record) finish() {
	r.t.Helper()
	again, erased := new(meeting.State), new(meeting.State)
	gone := make(map[uint64]bool)
	for _, n := range r.live.Erased {
		gone[n] = true
	}
	for _, n := range r.entries {
		again.Apply(r.read(n))
		if gone[n.seq] {
			n.private = nil
		}
		erased.Apply(r.read(n))
	}
	if !equal(r.live, again) {
		r.t.Fatalf("the whole replay differs (- live, + replayed):\n%s", diff(r.live, again))
	}
	if !equal(r.live, erased) {
		r.t.Fatalf("erasing changed the record (- live, + replayed without erased values):\n%s", diff(r.live, erased))
	}
}

// equal compares all fields, exported or not. Times are compared as they are:
// the engine keeps them in one form.
func equal(a, b *meeting.State) bool { return reflect.DeepEqual(a, b) }

func diff(a, b *meeting.State) string {
	all := cmp.Exporter(func(reflect.Type) bool { return true })
	times := cmp.Comparer(func(a, b time.Time) bool { return a == b })
	zones := cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })
	return cmp.Diff(a, b, all, times, zones)
}
