package meeting

import (
	"fmt"
	"slices"
	"time"

	"assenso/governance"
)

// CheckIn records that a member is here (B03, B21).
type CheckIn struct {
	Member governance.MemberID // empty: who acts; the secretary may enter others
	Means  Means               // empty fields: as declared, else remote by their own device
	Via    Via                 // empty: ByCheckIn; BySecretary whenever the secretary enters others
	Place  string              // where what the bot shows reaches them
	// Link names the connection, for a platform that tells when it ends. Neither
	// it nor Place is private: they must not tell who somebody is outside.
	Link string
}

// Refusals around presence.
const (
	NotMember   governance.Reason = "not-member"
	NotPresent  governance.Reason = "not-present"
	NotOpen     governance.Reason = "not-open" // the meeting is not open
	MeetingOver governance.Reason = "meeting-over"
	TooEarly    governance.Reason = "too-early" // args: from
)

// doorsOpen is how long before the hour members may check in (A10).
const doorsOpen = 30 * time.Minute

// link is a connection of a member to a platform.
type link struct {
	name, place string
	room        bool      // the platform shows them in the room
	since       time.Time // when it was first told of
}

// Entered records the beginning of a stay, or its going on after a short
// reconnection.
type Entered struct {
	Member governance.MemberID `json:"member"`
	Means  Means               `json:"means"`
	Via    Via                 `json:"via"`
	Place  string              `json:"place,omitempty"`
	Link   string              `json:"link,omitempty"`
	// Back tells that the member was away for less than the grace: the former
	// stay goes on.
	Back bool `json:"back,omitempty"`
}

// MeansChanged records another device, mode or connection of who is here.
type MeansChanged struct {
	Member governance.MemberID `json:"member"`
	Means  Means               `json:"means"`
	Via    Via                 `json:"via"`
	Place  string              `json:"place,omitempty"`
	Link   string              `json:"link,omitempty"`
}

// Name is for ever.
func (Entered) Name() string { return "entered" }

// Name is for ever.
func (MeansChanged) Name() string { return "means-changed" }

func (c CheckIn) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.whose(c.Member, m)
	if err != nil {
		return nil, err
	}
	switch {
	case p.ID != m.By && m.By != "":
		if p.disowned() {
			return nil, governance.Refuse(PresenceDisowned, "member", p.ID)
		}
		c.Via = BySecretary
	case c.Via != ByRoom:
		c.Via = ByCheckIn
	}
	if err := c.Means.check(); err != nil {
		return nil, err
	}
	at := m.Spoken()
	if from := s.Hour().Add(-doorsOpen); s.Phase == Convened && at.Before(from) {
		return nil, governance.Refuse(TooEarly, "from", from)
	}
	if err := s.identified(p, c); err != nil {
		return nil, err
	}
	if p.In() != nil {
		return c.again(s, p, m), nil
	}
	last := p.last()
	if last != nil && at.Before(last.To) && (last.Leave == Exit || c.Link == "") {
		return nil, nil // said before they left: the later word stands
	}
	e := Entered{Member: p.ID, Means: c.means(p), Via: c.Via, Place: c.Place, Link: c.Link}
	e.Back = last != nil && last.Leave == Drop && !p.disowned() && at.Sub(last.To) <= time.Duration(s.Bylaws.Clocks.Grace)
	return s.watch([]Event{e}, s.effect(p, func(p *Member) { e.enter(p, m) })), nil
}

// whose finds whom a command about presence is about: who acts, or for the
// secretary and the bot somebody else.
func (s *State) whose(id governance.MemberID, m governance.Meta) (*Member, error) {
	if id == "" {
		id = m.By
	}
	p, err := s.member(id)
	if err != nil {
		return nil, err
	}
	if id != m.By && m.By != "" {
		if err := s.acts(m, governance.Secretary); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (t Means) check() error {
	switch t.Mode {
	case "", governance.InPerson, governance.Remote:
		return nil
	}
	return fmt.Errorf("take part %q: no such mode", t.Mode)
}

func (c CheckIn) means(p *Member) Means {
	means := c.Means
	if means.Mode == "" {
		means.Mode = p.Means.Mode
	}
	if means.Mode == "" {
		means.Mode = governance.Remote
	}
	if means.Equipment == "" {
		means.Equipment = p.Means.Equipment
	}
	return means
}

// again answers who is here already: nothing is new unless the means or the
// connection are, but it is a sign of life, or the secretary's word.
func (c CheckIn) again(s *State, p *Member, m governance.Meta) []Event {
	st := p.In()
	means := c.means(p)
	if c.Means == (Means{}) {
		means = st.Means
	}
	known := slices.ContainsFunc(p.links, func(l link) bool { return l.name == c.Link })
	switch {
	case means != st.Means || c.Link != "" && !known:
		return []Event{MeansChanged{Member: p.ID, Means: means, Via: c.Via, Place: c.Place, Link: c.Link}}
	case c.Via == BySecretary:
		return []Event{Vouched{[]governance.MemberID{p.ID}}}
	case s.signIsNews(p, m):
		return []Event{SignGiven{p.ID}}
	}
	return nil
}

func (e Entered) apply(s *State, m governance.Meta) {
	s.change(e.Member, func(p *Member) { e.enter(p, m) })
	p := s.Member(e.Member)
	p.moves = append(p.moves, s.Seq+1)
	s.seen(p, e.Via, m)
	s.RepetitionBase = slices.DeleteFunc(s.RepetitionBase, func(id governance.MemberID) bool { return id == e.Member })
	s.calm()
}

// seen keeps how somebody was known to be there as they came or changed.
func (s *State) seen(p *Member, via Via, m governance.Meta) {
	switch {
	case via == BySecretary:
		s.vouch(p, m)
	case m.By == "": // the platform's word
		s.sign(p.ID, m)
	}
}

func (e Entered) enter(p *Member, m governance.Meta) {
	at := m.Spoken()
	if last := p.last(); last != nil && at.Before(last.To) {
		at = last.To // stays do not overlap
	}
	if e.Back {
		p.last().goOn(e, at)
	} else {
		p.Stays = append(p.Stays, Stay{
			From: at, Means: e.Means, Via: e.Via, Place: e.Place, Marked: e.Via == BySecretary,
		})
		if e.Via == ByRoom {
			p.In().room.from = at
		}
	}
	p.Dropped, p.lowers = false, false
	p.CutOff = time.Time{}
	p.connect(link{e.Link, e.Place, e.Via == ByRoom, m.Spoken()})
}

// goOn takes up a stay again after a short absence, by whatever way they came.
func (st *Stay) goOn(e Entered, at time.Time) {
	inRoom := !st.room.from.IsZero() && st.room.to.IsZero()
	switch {
	case e.Via == ByRoom && !inRoom:
		st.room = span{from: at}
	case e.Via != ByRoom && inRoom:
		st.room.to = st.To
	}
	st.To, st.Leave = time.Time{}, ""
	st.Means, st.Via, st.Marked = e.Means, e.Via, e.Via == BySecretary
	if e.Place != "" {
		st.Place = e.Place
	}
}

func (e MeansChanged) apply(s *State, m governance.Meta) {
	p := s.Member(e.Member)
	st := p.In()
	st.mean(e.Means, e.Via == BySecretary)
	if e.Via == ByRoom && st.Via != ByRoom {
		st.Via, st.room = ByRoom, span{from: m.Spoken()}
	}
	if st.Place == "" {
		st.Place = e.Place
	}
	p.connect(link{e.Link, e.Place, e.Via == ByRoom, m.Spoken()})
	s.seen(p, e.Via, m)
}

// mean takes other means. What a member changes of themselves no longer rests
// on the secretary's word.
func (st *Stay) mean(t Means, marked bool) {
	if marked || t.Mode != st.Mode {
		st.Marked = marked
	}
	st.Means = t
}

func (m *Member) connect(l link) {
	if l.name != "" && !slices.ContainsFunc(m.links, func(o link) bool { return o.name == l.name }) {
		m.links = append(m.links, l)
	}
}

// CheckOut records that a member left (B21): an exit said by themselves, or a
// connection that went.
type CheckOut struct {
	Member governance.MemberID // empty: who acts; the secretary may enter others
	How    Leave
	Link   string // with Drop: which connection, empty for all; the stay lasts while another is open
}

// Left records the end of a stay, or of one of its connections.
type Left struct {
	Member governance.MemberID `json:"member"`
	How    Leave               `json:"how"`
	Link   string              `json:"link,omitempty"`
	// Linked tells that the stay goes on: another connection is open, or the
	// secretary sees them in the room.
	Linked bool `json:"linked,omitempty"`
}

// DropsNoticed records that many connections went within seconds: trouble,
// not exits (DESIGN.md part 5).
type DropsNoticed struct {
	Members []governance.MemberID `json:"members"`
}

// Name is for ever.
func (Left) Name() string { return "left" }

// Name is for ever.
func (DropsNoticed) Name() string { return "drops-noticed" }

func (c CheckOut) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.whose(c.Member, m)
	if err != nil {
		return nil, err
	}
	st := p.In()
	switch {
	case st == nil && c.How == Drop:
		return nil, nil
	case st == nil:
		return nil, governance.Refuse(NotPresent, "member", p.ID)
	case m.Spoken().Before(st.From):
		return nil, nil // said before they came: the later word stands
	case c.How == Drop:
		return s.drop(p, c.Link, m), nil
	}
	e := Left{Member: p.ID, How: Exit}
	return s.watch([]Event{e}, s.effect(p, func(p *Member) { e.leave(p, m) })), nil
}

func (s *State) drop(p *Member, name string, m governance.Meta) []Event {
	e := Left{Member: p.ID, How: Drop, Link: name}
	if name != "" {
		at := m.Spoken()
		if !slices.ContainsFunc(p.links, func(l link) bool { return l.name == name && !at.Before(l.since) }) {
			return nil // a connection this stay does not rest on, or not yet
		}
		if e.Linked = len(p.links) > 1 || p.In().Marked; e.Linked {
			return []Event{e}
		}
	}
	events := []Event{e}
	if who := s.massDrop(p, m); len(who) > 0 {
		events = append(events, DropsNoticed{who})
	}
	return s.watch(events, s.effect(p, func(p *Member) { e.leave(p, m) }))
}

// massDrop lists who dropped within seconds, at the moment the bylaws' number
// is reached; later ones are told by their own entries.
func (s *State) massDrop(p *Member, m governance.Meta) []governance.MemberID {
	if s.Bylaws.MassDrops == 0 || s.Phase != Sitting {
		return nil
	}
	since := m.Spoken().Add(-time.Duration(s.Bylaws.Clocks.MassDrops))
	recent := 1
	for _, t := range s.drops {
		if t.After(since) {
			recent++
		}
	}
	if recent != s.Bylaws.MassDrops {
		return nil
	}
	who := []governance.MemberID{}
	for i := range s.Members {
		q := &s.Members[i]
		if q.Dropped && q.last().To.After(since) || q.ID == p.ID {
			who = append(who, q.ID)
		}
	}
	return who
}

func (e Left) apply(s *State, m governance.Meta) {
	p := s.Member(e.Member)
	p.moves = append(p.moves, s.Seq+1)
	if e.Linked {
		s.unlink(p, e.Link, m)
		return
	}
	s.change(e.Member, func(p *Member) { e.leave(p, m) })
	s.hear(e.Member, WentOut)
	if p.Dropped {
		s.drops = append(s.drops, p.last().To)
		if extra := len(s.drops) - max(s.Bylaws.MassDrops, 1); extra > 0 {
			s.drops = slices.Clone(s.drops[extra:])
		}
	}
}

func (e Left) leave(p *Member, m governance.Meta) {
	st := p.In()
	st.To, st.Leave = m.Spoken(), e.How
	if st.To.Before(st.From) {
		st.To = st.From
	}
	p.links, p.Dropped = nil, e.How == Drop
}

// unlink ends one connection of a stay that goes on. The room no longer shows
// them where it was the room's, and they are reached through another.
func (s *State) unlink(p *Member, name string, m governance.Meta) {
	st := p.In()
	i := slices.IndexFunc(p.links, func(l link) bool { return l.name == name })
	if i < 0 {
		return
	}
	gone := p.links[i]
	p.links = slices.Delete(p.links, i, i+1)
	if gone.room && !slices.ContainsFunc(p.links, func(l link) bool { return l.room }) {
		st.room.to = m.Spoken()
		p.sights.add(m.Spoken(), s.closed())
		st.Via = ByCheckIn
		if st.Marked {
			st.Via = BySecretary
		}
	}
	reached := func(l link) bool { return l.place == st.Place }
	if n := len(p.links); n > 0 && gone.place == st.Place && !slices.ContainsFunc(p.links, reached) {
		st.Place = p.links[n-1].place
	}
}

func (e DropsNoticed) apply(*State, governance.Meta) {}
