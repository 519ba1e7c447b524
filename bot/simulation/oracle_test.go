package simulation_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/governance"
	"assenso/governance/meeting"
)

// oracle knows what people did, and of the journal only when things were
// opened and closed, in which order acts were recorded, and where nothing was
// heard. From that it says what is true of everybody: slowly, one person at a
// time, with no state carried along. It shares no line with the rules.
type oracle struct {
	*world
	sitting  *sitting
	causes   map[string][]governance.Recorded[meeting.Event] // entries by what led to them
	rounds   []*round
	asked    []*act    // what the bot asked of its own accord
	from, to time.Time // acts between these are of this meeting
	opened   time.Time // the meeting; zero before
	openedAt uint64
	closed   time.Time // of the meeting; zero while it lasts
	closedAt uint64

	recomputed uint64 // the quorum, for the round that is opened next
}

// round is a ballot as the journal tells of its opening and closing.
type round struct {
	meeting.BallotOpened
	at, until       time.Time
	seq             uint64
	unreached       []string
	heard           []string
	closing, ending uint64 // entries; 0 while it lasts
	ended           time.Time
	how             string // proclaimed, void or annulled
	counted         uint64
	result          *meeting.Result
	started         bool
	untils          []time.Time // every end that was promised
	recomputed      uint64      // the quorum, without those whose line had gone; 0: no
}

const forever = 1<<63 - 1

// newOracle reads the frame of a meeting. Next is when the following meeting
// was convened, if one was.
func newOracle(w *world, s *sitting, next time.Time) *oracle {
	o := &oracle{world: w, sitting: s, causes: map[string][]governance.Recorded[meeting.Event]{}, to: next}
	for i, r := range s.records {
		cause := s.entries[i].Cause
		o.causes[cause] = append(o.causes[cause], r)
		o.frame(r)
		if e, ok := r.Event.(meeting.Questioned); ok && strings.HasPrefix(cause, "discussion:") {
			o.asked = append(o.asked, &act{
				who: w.member(e.Member), meaning: isAsked, round: e.Round, message: e.Message,
				update: chat.Update{ID: cause}, came: []time.Time{r.At}, settled: r.At,
			})
		}
	}
	return o
}

func (o *oracle) round(r meeting.Round) *round {
	for _, b := range o.rounds {
		if b.Round == r {
			return b
		}
	}
	return nil
}

func (o *oracle) frame(r governance.Recorded[meeting.Event]) {
	end := func(of meeting.Round, how string) {
		if b := o.round(of); b != nil {
			b.ended, b.ending, b.how = r.At, r.Seq, how
		}
	}
	until := func(of meeting.Round, t time.Time) {
		b := o.round(of)
		b.until, b.started = t, true
		b.untils = append(b.untils, t)
	}
	switch e := r.Event.(type) {
	case meeting.ConvenedEvent:
		o.from = r.At
	case meeting.ClosedEvent:
		o.closed, o.closedAt = r.At, r.Seq
	case meeting.DissolvedEvent:
		o.closed, o.closedAt = e.Deadline, r.Seq
	case meeting.OpenedEvent:
		o.opened, o.openedAt = r.At, r.Seq
	case meeting.QuorumRecomputed:
		if e.Subtracted {
			o.recomputed = r.Seq
		}
	case meeting.BallotOpened:
		o.rounds = append(o.rounds, &round{BallotOpened: e, at: r.At, seq: r.Seq, recomputed: o.recomputed})
		o.recomputed = 0
	case meeting.WindowStarted:
		until(e.Round, e.Until)
		o.round(e.Round).unreached = e.Unreached
	case meeting.WindowExtended:
		until(e.Round, e.Until)
		o.round(e.Round).heard = nil
	case meeting.BallotClosing:
		until(e.Round, e.Until)
		o.round(e.Round).closing = r.Seq
	case meeting.PlaceHeard:
		b := o.round(e.Round)
		b.heard = append(b.heard, e.Place)
	case meeting.BallotCounted:
		b := o.round(e.Round)
		b.result, b.counted = &e.Result, r.Seq
		if e.Result.Void {
			end(e.Round, "void")
		}
	case meeting.BallotAnnulled:
		end(e.Round, "annulled")
	case meeting.ProclaimedEvent:
		end(e.Round, "proclaimed")
	}
}

// said is when an act was done, as the rules may know it: by the platform's
// clock, but not after it was recorded; where none is told, when it came.
func (o *oracle) said(a *act) time.Time {
	at := a.settled
	if rs := o.causes[a.update.ID]; len(rs) > 0 {
		at = rs[0].At
		if a.update.Said.IsZero() && slices.ContainsFunc(a.came, rs[0].Said.Equal) {
			return rs[0].Said
		}
	}
	if a.update.Said.IsZero() {
		for _, t := range slices.Backward(a.came) {
			if !t.After(at) {
				return t
			}
		}
	}
	if a.update.Said.Before(at) || at.IsZero() {
		return a.update.Said
	}
	return at
}

// order is where an act stands among the entries: by its own, or by when it
// was settled without one.
func (o *oracle) order(a *act) uint64 {
	if rs := o.causes[a.update.ID]; len(rs) > 0 {
		return rs[0].Seq
	}
	n, _ := slices.BinarySearchFunc(o.sitting.records, a.settled, func(r governance.Recorded[meeting.Event], t time.Time) int {
		if r.At.After(t) {
			return 1
		}
		return -1
	})
	return uint64(n)
}

// rank is order, with what left no entry after the entry it follows.
func (o *oracle) rank(a *act) uint64 {
	rank := 2 * o.order(a)
	if len(o.causes[a.update.ID]) == 0 {
		rank++
	}
	return rank
}

// earliest is the least rank that an act may have had: what left no entry was
// taken at some time between its coming and its being settled.
func (o *oracle) earliest(a *act) uint64 {
	if len(o.causes[a.update.ID]) > 0 || len(a.came) == 0 {
		return o.rank(a)
	}
	came := a.came[0]
	for _, t := range a.came {
		if !t.After(a.settled) {
			came = t
		}
	}
	n, _ := slices.BinarySearchFunc(o.sitting.records, came, func(r governance.Recorded[meeting.Event], t time.Time) int {
		return r.At.Compare(t)
	})
	return 2*uint64(n) + 1
}

func (o *oracle) before(a *act, seq uint64) bool {
	return o.order(a) < seq
}

// of lists what concerns a person in this meeting and was taken before an
// entry, by when it was said.
func (o *oracle) of(p *person, upto uint64) []*act {
	var mine []*act
	for _, a := range slices.Concat(o.acts, o.asked) {
		if a.about() != p && a.who != p || a.settled.IsZero() && len(o.causes[a.update.ID]) == 0 {
			continue
		}
		if a.tag != "" && a.tag != command.MeetingTag(o.sitting.state.ID) {
			continue
		}
		if len(o.causes[a.update.ID]) == 0 && a.tag == "" {
			t := o.said(a)
			if t.Before(o.from) || !o.to.IsZero() && !t.Before(o.to) {
				continue
			}
		}
		if o.before(a, upto) {
			mine = append(mine, a)
		}
	}
	slices.SortStableFunc(mine, func(a, b *act) int {
		return cmp.Or(o.said(a).Compare(o.said(b)), cmp.Compare(o.rank(a), o.rank(b)))
	})
	return mine
}

// crossed reports that acts of somebody arrived in another order than they
// were said, and one of them moved them in or out, or was about a question:
// the rules then go by arrival, and nobody can say that they must not.
func (o *oracle) crossed(acts []*act) bool {
	var top uint64
	delicate := false
	for _, a := range acts { // by when they were said
		if a.meaning == runs || a.meaning == talk && a.edits == nil {
			continue
		}
		d := a.meaning.presence() || a.answers || a.meaning == isAsked || a.meaning == perhaps || a.meaning == talk
		if o.earliest(a) < top && (d || delicate) {
			return true
		}
		top = max(top, o.rank(a))
		delicate = delicate || d
	}
	return false
}

// account is how somebody must have been counted: one list, or one of several
// where the oracle cannot tell.
type account struct {
	lists   []string
	counts  bool // for P
	crossed bool
}

func (a account) String() string {
	return fmt.Sprintf("%v counts=%v crossed=%v", a.lists, a.counts, a.crossed)
}
