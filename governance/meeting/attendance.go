package meeting

import (
	"slices"
	"time"

	"assenso/governance"
)

// CheckIn records that a member is here (B03, B21).
type CheckIn struct {
	Member governance.MemberID // empty: who acts; the secretary may enter others
	Means  Means               // empty fields: as declared, else remote by their own device
	Via    Via
	Place  string // where what the bot shows reaches them
	Link   string // the connection, for a platform that tells when it ends
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
	who := c.Member
	if who == "" {
		who = m.By
	}
	p, err := s.member(who)
	if err != nil {
		return nil, err
	}
	if who != m.By && m.By != "" {
		if err := s.acts(m, governance.Secretary); err != nil {
			return nil, err
		}
	}
	if from := s.Convocation.At.Add(-doorsOpen); s.Phase == Convened && m.Spoken().Before(from) {
		return nil, governance.Refuse(TooEarly, "from", from)
	}
	means := c.means(p)
	if st := p.In(); st != nil {
		return c.again(p, st, means), nil
	}
	e := Entered{Member: who, Means: means, Via: c.Via, Place: c.Place, Link: c.Link}
	e.Back = s.shortAbsence(p, m.Spoken())
	delta, just := 0, 0
	if p.Votes {
		delta = 1
		if p.subtracted() {
			just = -1
		}
	}
	return s.watch([]Event{e}, delta, just), nil
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

// again answers who is here already: nothing new, unless the means or the
// connection are.
func (c CheckIn) again(p *Member, st *Stay, means Means) []Event {
	if c.Means == (Means{}) {
		means = st.Means
	}
	if means == st.Means && (c.Link == "" || slices.Contains(p.links, c.Link)) {
		return nil
	}
	return []Event{MeansChanged{Member: p.ID, Means: means, Via: c.Via, Place: c.Place, Link: c.Link}}
}

// shortAbsence reports a connection lost and found again within the grace.
func (s *State) shortAbsence(p *Member, at time.Time) bool {
	n := len(p.Stays)
	if n == 0 {
		return false
	}
	last := &p.Stays[n-1]
	return last.Leave == Drop && at.Sub(last.To) <= time.Duration(s.Bylaws.Clocks.Grace)
}

func (e Entered) apply(s *State, m governance.Meta) {
	p := s.Member(e.Member)
	p.moves = append(p.moves, s.Seq+1)
	if p.subtracted() {
		s.justified--
	}
	if e.Back {
		p.Stays[len(p.Stays)-1].To = time.Time{}
	} else {
		p.Stays = append(p.Stays, Stay{
			From: m.Spoken(), Means: e.Means, Via: e.Via, Place: e.Place, Marked: e.Via == BySecretary,
		})
	}
	p.Dropped = false
	p.link(e.Link)
	if e.Via != BySecretary {
		p.heard(m)
	}
	if p.Votes {
		s.present++
	}
}

func (e MeansChanged) apply(s *State, m governance.Meta) {
	p := s.Member(e.Member)
	st := p.In()
	st.Means = e.Means
	if e.Via == ByRoom && st.Via != ByRoom {
		st.Via = ByRoom
	}
	if st.Place == "" {
		st.Place = e.Place
	}
	p.link(e.Link)
	p.heard(m)
}

func (m *Member) link(l string) {
	if l != "" && !slices.Contains(m.links, l) {
		m.links = append(m.links, l)
	}
}

// CheckOut records that a member left (B21): an exit said by themselves, or a
// connection that went.
type CheckOut struct {
	Member governance.MemberID // empty: who acts; the secretary may enter others
	How    Leave
	Link   string // with Drop: which connection; the stay lasts while another is open
}

// Left records the end of a stay, or of one of its connections.
type Left struct {
	Member governance.MemberID `json:"member"`
	How    Leave               `json:"how"`
	Link   string              `json:"link,omitempty"`
	// Linked tells that another connection of the member is still open.
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
	who := c.Member
	if who == "" {
		who = m.By
	}
	p, err := s.member(who)
	if err != nil {
		return nil, err
	}
	if who != m.By && m.By != "" {
		if err := s.acts(m, governance.Secretary); err != nil {
			return nil, err
		}
	}
	if p.In() == nil {
		if c.How == Drop {
			return nil, nil
		}
		return nil, governance.Refuse(NotPresent, "member", who)
	}
	if c.How == Drop {
		return s.drop(p, c.Link, m), nil
	}
	return s.watch([]Event{Left{Member: who, How: Exit}}, -vote(p), 0), nil
}

func (s *State) drop(p *Member, link string, m governance.Meta) []Event {
	if link != "" && !slices.Contains(p.links, link) {
		return nil // a connection this stay does not rest on
	}
	if len(p.links) > 1 {
		return []Event{Left{Member: p.ID, How: Drop, Link: link, Linked: true}}
	}
	events := []Event{Left{Member: p.ID, How: Drop, Link: link}}
	if who := s.massDrop(p, m); len(who) > 0 {
		events = append(events, DropsNoticed{who})
	}
	return s.watch(events, -vote(p), 0)
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
		if q.Dropped && q.Stays[len(q.Stays)-1].To.After(since) || q.ID == p.ID {
			who = append(who, q.ID)
		}
	}
	return who
}

func vote(m *Member) int {
	if m.Votes {
		return 1
	}
	return 0
}

func (e Left) apply(s *State, m governance.Meta) {
	p := s.Member(e.Member)
	p.moves = append(p.moves, s.Seq+1)
	p.links = slices.DeleteFunc(p.links, func(l string) bool { return l == e.Link })
	if e.Linked {
		return
	}
	p.links = nil
	st := p.In()
	st.To, st.Leave = m.Spoken(), e.How
	if st.To.Before(st.From) {
		st.To = st.From
	}
	p.Dropped = e.How == Drop
	s.present -= vote(p)
	if p.subtracted() {
		s.justified++
	}
	if p.Dropped {
		s.drops = append(s.drops, st.To)
		if extra := len(s.drops) - max(s.Bylaws.MassDrops, 1); extra > 0 {
			s.drops = s.drops[extra:]
		}
	}
}

func (e DropsNoticed) apply(*State, governance.Meta) {}
