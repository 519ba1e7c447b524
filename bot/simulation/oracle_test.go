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

// stay is a time in the room.
type stay struct {
	from, to time.Time // to is far away while it lasts
	drop     bool      // how it ended
	links    []chat.Account
	place    string
	marked   bool // by the secretary
	inPerson bool
	room     [][2]time.Time // when the platform showed them in the room
}

var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func (s *stay) open() bool { return s.to.Equal(never) }

func (s *stay) holds(t time.Time) bool { return !t.Before(s.from) && t.Before(s.to) }

// shown ends or begins that the platform shows them.
func (s *stay) shown(in bool, t time.Time) {
	n := len(s.room) - 1
	lasting := n >= 0 && s.room[n][1].Equal(never)
	switch {
	case in && !lasting:
		s.room = append(s.room, [2]time.Time{t, never})
	case !in && lasting:
		s.room[n][1] = t
	}
}

// question is one that the bot must have asked.
type question struct {
	absent  bool // are you present?
	unclear bool // and the words were not clear either
	leaning meaning
	message string
	earlier bool // it stands for an older one about other words
}

// ballotSheet is what a person did in a round.
type ballotSheet struct {
	vote    meaning // empty: none
	message string
	asked   *question
	recused bool
}

// course is what a person did in a meeting, by when it was said.
type course struct {
	*oracle
	who    *person
	acts   []*act
	stays  []stay
	sheets map[meeting.Round]*ballotSheet
	seen   []time.Time // surely there
	maybe  []time.Time // there, but not worth an entry
}

// follow reads the acts that concern a person and were taken before an entry,
// in the order they were said.
func (o *oracle) follow(p *person, upto uint64) *course {
	c := &course{oracle: o, who: p, sheets: map[meeting.Round]*ballotSheet{}, acts: o.of(p, upto)}
	for _, a := range c.acts {
		c.take(a)
	}
	if o.closedAt > 0 && o.closedAt < upto {
		if st := c.last(); st != nil && st.open() {
			if st.to = o.closed; st.from.After(st.to) {
				st.to = st.from // they came after the deadline at which it was over, as was said later
			}
		}
	}
	return c
}

func (c *course) last() *stay {
	if len(c.stays) == 0 {
		return nil
	}
	return &c.stays[len(c.stays)-1]
}

func (c *course) in() *stay {
	if st := c.last(); st != nil && st.open() {
		return st
	}
	return nil
}

func (c *course) stayAt(t time.Time) *stay {
	for i := range c.stays {
		if c.stays[i].holds(t) {
			return &c.stays[i]
		}
	}
	return nil
}

// during reports a stay that touches the time from a to and with b.
func (c *course) during(a, b time.Time) bool {
	return slices.ContainsFunc(c.stays, func(s stay) bool { return !s.from.After(b) && s.to.After(a) })
}

func (c *course) take(a *act) {
	t := c.said(a)
	if a.who == c.who { // what the bot asks counts as a sign of life
		defer c.sign(a, t)
	}
	if c.closedAt > 0 && !c.before(a, c.closedAt) {
		return
	}
	if a.about() != c.who {
		return
	}
	switch a.meaning {
	case joins, comesIn, marks:
		c.enter(a, t)
	case drops, goesOut:
		c.leave(a, t)
	case sees:
		if c.in() != nil {
			c.seen = append(c.seen, t)
		}
	default:
		c.word(a, t)
	}
}

// sign notes that somebody gave a sign of life, which is recorded only where
// it is news.
func (c *course) sign(a *act, t time.Time) {
	if len(c.causes[a.update.ID]) > 0 {
		c.seen = append(c.seen, t)
	} else {
		c.maybe = append(c.maybe, t)
	}
}

func (c *course) enter(a *act, t time.Time) {
	conv := c.sitting.state.Convocation.At
	if t.Before(conv.Add(-30*time.Minute)) && !c.opened(a) {
		return
	}
	st := c.in()
	if st == nil {
		grace := time.Duration(c.plan.bylaws.Clocks.Grace)
		if last := c.last(); last != nil && last.drop && t.Sub(last.to) <= grace {
			st = last
			if a.meaning != joins {
				st.shown(false, st.to)
			}
			st.to, st.drop, st.marked = never, false, a.meaning == marks
			if p := c.placeOf(a); p != "" {
				st.place = p
			}
		} else {
			c.stays = append(c.stays, stay{from: t, to: never, place: c.placeOf(a), marked: a.meaning == marks})
			st = c.last()
		}
	}
	switch a.meaning {
	case joins:
		st.shown(true, t)
		if !slices.Contains(st.links, a.update.From) {
			st.links = append(st.links, a.update.From)
		}
	case marks:
		st.marked, st.inPerson = true, a.as == "in sede"
		c.seen = append(c.seen, t)
	}
	if st.place == "" {
		st.place = c.placeOf(a)
	}
}

// opened reports that the meeting was open when an act was taken.
func (c *course) opened(a *act) bool {
	for _, r := range c.sitting.records {
		if _, ok := r.Event.(meeting.OpenedEvent); ok {
			return !c.before(a, r.Seq)
		}
	}
	return false
}

// placeOf is where who comes in is reached.
func (c *course) placeOf(a *act) string {
	if a.meaning == marks {
		return ""
	}
	return string(platformOf(c.world, a.update.From).room)
}

func (c *course) leave(a *act, t time.Time) {
	st := c.in()
	if st == nil || t.Before(st.from) {
		return
	}
	if a.meaning == drops {
		i := slices.Index(st.links, a.update.From)
		if i < 0 {
			return
		}
		st.links = slices.Delete(st.links, i, i+1)
		if len(st.links) > 0 {
			if st.place == c.placeOf(a) {
				st.place = string(platformOf(c.world, st.links[len(st.links)-1]).room)
			}
			return
		}
		if st.marked {
			st.shown(false, t)
			return
		}
	}
	st.links = nil
	st.to, st.drop = t, a.meaning == drops
}

// ballot finds the round that words belong to: the one a button names, else
// the one that was open when they were said. It is nil where they belong to
// none, came after it was over, or were said after the close.
func (c *course) ballot(a *act, t time.Time) *round {
	b := c.roundOf(a, t)
	if b == nil || t.Before(b.at) || b.ending > 0 && !c.before(a, b.ending) || b.started && t.After(b.until) {
		return nil
	}
	return b
}

func (c *course) roundOf(a *act, t time.Time) *round {
	if !a.round.IsZero() {
		return c.round(a.round)
	}
	var b *round
	for _, r := range c.rounds {
		if !t.Before(r.at) {
			b = r
		}
	}
	return b
}

func (c *course) sheet(b *round) *ballotSheet {
	if c.sheets[b.Round] == nil {
		c.sheets[b.Round] = &ballotSheet{}
	}
	return c.sheets[b.Round]
}

// word takes what somebody said in a ballot.
func (c *course) word(a *act, t time.Time) {
	b := c.ballot(a, t)
	if b == nil || !c.who.votes {
		return
	}
	s := c.sheet(b)
	present := c.stayAt(t) != nil
	_, votes := a.meaning.position()
	switch {
	case s.recused:
	case a.answers:
		c.answered(a, s, t)
	case a.meaning == recuses:
		if present {
			*s = ballotSheet{recused: true}
		}
	case a.meaning == takeBack:
		if s.vote != "" || s.asked != nil || present {
			s.vote, s.message, s.asked = "", "", nil
		}
	case votes && present:
		message := a.message
		if a.bare() && s.asked != nil { // it answers: the words asked about are the vote's
			message = s.asked.message
		}
		s.vote, s.message, s.asked = a.meaning, message, nil
	case votes && a.whom == nil:
		s.ask(&question{absent: true, leaning: a.meaning, message: a.message})
	case a.meaning == isAsked:
		if s.vote == "" && s.asked == nil {
			s.ask(&question{absent: !present, unclear: true, message: a.message})
		}
	case a.meaning == perhaps:
		s.ask(&question{absent: !present, unclear: true, leaning: a.meaning, message: a.message})
	case a.meaning == talk && a.edits != nil && s.vote != "" && s.message == a.message:
		s.ask(&question{absent: !present, unclear: true, message: a.message})
	}
}

func (s *ballotSheet) ask(q *question) {
	q.earlier = s.asked != nil && (s.asked.earlier || !s.asked.absent)
	s.asked = q
}

// answered takes the answer to a question.
func (c *course) answered(a *act, s *ballotSheet, t time.Time) {
	q := s.asked
	if q == nil {
		return
	}
	switch a.meaning {
	case noVote:
		s.asked = nil
	case isHere:
		if c.in() == nil {
			c.enter(a, t)
		}
		switch {
		case !q.absent:
		case q.unclear:
			q.absent = false
		default:
			s.vote, s.message, s.asked = q.leaning, q.message, nil
		}
	default:
		if c.stayAt(t) != nil || c.in() != nil {
			s.vote, s.message, s.asked = a.meaning, q.message, nil
		}
	}
}

// verified reports whether somebody was surely there, and whether it might
// also be read the other way: a sign of life given soon after another is not
// recorded.
func (c *course) verified(t time.Time) (sure, unsure bool) {
	st := c.stayAt(t)
	if st == nil {
		return false, false
	}
	if st.marked && st.inPerson {
		return true, false
	}
	for _, r := range st.room {
		if !t.Before(r[0]) && t.Before(r[1]) {
			return true, false
		}
	}
	since := t.Add(-time.Duration(c.plan.bylaws.Clocks.SignOfLife))
	within := func(s time.Time) bool { return !s.After(t) && !s.Before(since) }
	if slices.ContainsFunc(c.seen, within) {
		return true, false
	}
	return false, slices.ContainsFunc(c.maybe, within)
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
