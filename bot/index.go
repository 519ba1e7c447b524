package bot

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

type (
	meetingLane = lane[meeting.State, meeting.Command, meeting.Event]
	meetingItem = item[meeting.State, meeting.Command]
	bodyLane    = lane[roster.State, roster.Command, roster.Event]
)

// sitting is a meeting that is not finished.
type sitting struct {
	*meetingLane
	cursor *cursor
	out    []addressed // made while entries are settled, sent together
	// sealing is set once the meeting is being archived and sealed.
	sealing atomic.Bool
	// rehearsal is set from the first entry of a rehearsal on.
	rehearsal atomic.Bool
	talk      *discussion
	id        string
	// What the index needs to know, written once by the convocation.
	body   string
	places []chat.Place
	since  time.Time // when it was convened
}

// assembly is a body.
type assembly struct {
	*bodyLane
	cursor  *cursor
	out     []addressed
	id      string
	opening atomic.Pointer[sitting] // the meeting that is being opened
}

// index finds the stream an update is about: by place, by account, by the tag
// of a button.
type index struct {
	mu       sync.RWMutex
	meetings map[string]*sitting // by stream
	byPlace  map[chat.Place][]*sitting
	byTag    map[string]*sitting
	byBody   map[string][]*sitting
	bodies   map[string]*assembly // by stream
	byLink   map[chat.Account][]*assembly
	lately   map[seat]chat.Account // the account each member used last
}

func newIndex() *index {
	return &index{
		meetings: make(map[string]*sitting), byPlace: make(map[chat.Place][]*sitting),
		byTag: make(map[string]*sitting), byBody: make(map[string][]*sitting), bodies: make(map[string]*assembly),
		byLink: make(map[chat.Account][]*assembly), lately: make(map[seat]chat.Account),
	}
}

func (x *index) meeting(stream string) *sitting {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.meetings[stream]
}

func (x *index) body(id governance.BodyID) *assembly {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.bodies[bodyKind+":"+string(id)]
}

func (x *index) allBodies() []*assembly {
	x.mu.RLock()
	defer x.mu.RUnlock()
	all := make([]*assembly, 0, len(x.bodies))
	for _, a := range x.bodies {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *assembly) int { return compare(a.stream, b.stream) })
	return all
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (x *index) addBody(a *assembly) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.bodies[a.stream] = a
}

func (x *index) addMeeting(m *sitting) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.meetings[m.stream] = m
}

// place makes a convened meeting findable.
func (x *index) place(m *sitting, s *meeting.State) {
	x.mu.Lock()
	defer x.mu.Unlock()
	m.body, m.since = string(s.Body.ID), m.began
	for _, p := range s.Convocation.Places {
		m.places = append(m.places, chat.Place(p))
		x.byPlace[chat.Place(p)] = append(x.byPlace[chat.Place(p)], m)
	}
	x.byTag[command.MeetingTag(s.ID)] = m
	x.byBody[m.body] = append(x.byBody[m.body], m)
}

// placesOf are the places of a meeting.
func (x *index) placesOf(m *sitting) []chat.Place {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return slices.Clone(m.places)
}

// placed reports that a meeting can be found.
func (x *index) placed(m *sitting) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return m.body != ""
}

// forget lets go of a finished meeting.
func (x *index) forget(m *sitting) {
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.meetings, m.stream)
	delete(x.byTag, command.MeetingTag(m.id))
	x.byBody[m.body] = without(x.byBody[m.body], m)
	for _, p := range m.places {
		x.byPlace[p] = without(x.byPlace[p], m)
	}
}

// meetingsOf lists the unfinished meetings of a body.
func (x *index) meetingsOf(body string) []*sitting {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return slices.Clone(x.byBody[body])
}

func without[T comparable](from []T, v T) []T {
	return slices.DeleteFunc(from, func(o T) bool { return o == v })
}

func (x *index) link(a *assembly, account chat.Account) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if !slices.Contains(x.byLink[account], a) {
		x.byLink[account] = append(x.byLink[account], a)
	}
}

func (x *index) unlink(a *assembly, account chat.Account) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.byLink[account] = without(x.byLink[account], a)
}

// bodiesOf lists the bodies in which an account speaks for somebody.
func (x *index) bodiesOf(account chat.Account) []*assembly {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return slices.Clone(x.byLink[account])
}

// tagged finds the meeting of a button.
func (x *index) tagged(tag string) *sitting {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.byTag[tag]
}

// at finds the meeting that something said in a place belongs to. In a private
// chat it is a meeting of a body in which the account speaks for somebody. What
// one of them has taken in before is delivered again: it is still for that one,
// even where a platform's clock would have it said in the next.
func (x *index) at(in chat.Place, from chat.Account, said time.Time, cause string) *sitting {
	x.mu.RLock()
	candidates := slices.Clone(x.byPlace[in])
	if in == chat.PrivateOf(from) {
		for _, a := range x.byLink[from] {
			candidates = append(candidates, x.byBody[a.id]...)
		}
	}
	x.mu.RUnlock()
	for _, m := range candidates {
		if m.knows(cause) || m.answered.has(m.stream, cause) {
			return m
		}
	}
	return choose(candidates, said)
}

// clocksApart is how far a platform's clock may be behind ours: who speaks as
// soon as a meeting is convened still speaks in it.
const clocksApart = 15 * time.Second

// choose picks among meetings of one place the one that words said at that
// time were for: the meeting that was sitting then, else the one convened whose
// hour was nearest, else the last that was over. What has happened since does
// not matter, so that words which come late, or once more, find their meeting.
func choose(candidates []*sitting, said time.Time) *sitting {
	var best *sitting
	var bestRank int
	var bestFar time.Duration
	for _, m := range candidates {
		var rank int
		var far time.Duration
		m.read(func(s *meeting.State) {
			switch {
			case s.Phase == meeting.Nothing || said.Before(m.since.Add(-clocksApart)):
			case said.Before(m.since): // by a clock that is behind, or not for this one
				rank = 1
			case s.Phase == meeting.Over && (said.After(s.Closed) || s.Opened.IsZero() && !said.Before(s.Closed)):
				rank, far = 2, said.Sub(s.Closed)
			case !s.Opened.IsZero() && !said.Before(s.Opened):
				rank = 4
			default:
				rank, far = 3, s.Hour().Sub(said).Abs()
			}
		})
		if rank > bestRank || rank == bestRank && rank > 0 && far < bestFar {
			best, bestRank, bestFar = m, rank, far
		}
	}
	return best
}

// speaker finds for whom an account speaks in a body; empty for a stranger.
func (x *index) speaker(body governance.BodyID, account chat.Account) governance.MemberID {
	a := x.body(body)
	if a == nil {
		return ""
	}
	var id governance.MemberID
	a.read(func(s *roster.State) { id = s.Accounts[string(account)] })
	return id
}

// reach finds the account by which a member is told something privately: the
// one they used last, else the first.
func (x *index) reach(body governance.BodyID, member governance.MemberID) (chat.Account, bool) {
	a := x.body(body)
	if a == nil {
		return "", false
	}
	var accounts []string
	a.read(func(s *roster.State) { accounts = s.AccountsOf(member) })
	if len(accounts) == 0 {
		return "", false
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	if last := x.lately[seat{body, member}]; slices.Contains(accounts, string(last)) {
		return last, true
	}
	return chat.Account(accounts[0]), true
}

// used notes the account a member speaks by.
func (x *index) used(body governance.BodyID, member governance.MemberID, account chat.Account) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.lately[seat{body, member}] = account
}

// seat is a member of a body.
type seat struct {
	body   governance.BodyID
	member governance.MemberID
}
