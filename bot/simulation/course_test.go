package simulation_test

import (
	"slices"
	"time"

	"assenso/bot/chat"
	"assenso/governance/meeting"
)

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
