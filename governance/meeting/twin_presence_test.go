package meeting_test

import (
	"slices"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// twinStay is an interval of presence, as the journal tells it.
type twinStay struct {
	from, to time.Time // to is never while it lasts
	dropped  bool
	place    string
	marked   bool // rests on the secretary's word
	mode     governance.Mode
	rooms    [][2]time.Time // when the platform's room showed them
}

var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// twinLink is a connection.
type twinLink struct {
	name, place string
	room        bool
}

// twinPresence is one member's coming and going.
type twinPresence struct {
	all   []twinStay
	links []twinLink
	// A room without a named connection lasts as long as the stay.
	nameless bool
}

// stays reads when a member was there, up to the entry seq (0: all).
func (w *twinned) stays(id governance.MemberID, upto uint64) []twinStay {
	var p twinPresence
	for i, r := range w.journal {
		if upto > 0 && r.Seq > upto {
			break
		}
		t := w.spoken(i)
		switch e := r.Event.(type) {
		case meeting.Entered:
			if e.Member == id {
				p.enter(e, t)
			}
		case meeting.MeansChanged:
			if e.Member == id {
				p.change(e, t)
			}
		case meeting.MeansDeclared:
			if n := len(p.all) - 1; e.Member == id && n >= 0 && p.all[n].to.Equal(never) {
				p.all[n].mean(e.Means, false)
			}
		case meeting.Left:
			if e.Member == id {
				p.leave(e, t)
			}
		case meeting.PresenceCorrected:
			if e.Member == id {
				p.correct(e)
			}
		case meeting.MarkDisowned:
			if n := len(p.all) - 1; e.Member == id && p.all[n].to.Equal(never) {
				p.leave(meeting.Left{Member: id, How: meeting.Exit}, t)
			}
		case meeting.DesertedEvent: // who came to the first call has gone, unless the second has come
			if n := len(p.all) - 1; n >= 0 && p.all[n].to.Equal(never) && w.recorded(i).Before(e.Next) {
				p.leave(meeting.Left{How: meeting.Exit}, w.recorded(i))
			}
		}
	}
	return p.all
}

func (p *twinPresence) enter(e meeting.Entered, t time.Time) {
	if n := len(p.all); n > 0 && t.Before(p.all[n-1].to) {
		t = p.all[n-1].to
	}
	p.links, p.nameless = nil, e.Via == meeting.ByRoom && e.Link == ""
	if e.Link != "" {
		p.links = []twinLink{{e.Link, e.Place, e.Via == meeting.ByRoom}}
	}
	if e.Back {
		p.goOn(e, t)
	} else {
		st := twinStay{from: t, to: never, place: e.Place}
		if e.Via == meeting.ByRoom {
			st.rooms = [][2]time.Time{{t, never}}
		}
		p.all = append(p.all, st)
	}
	st := &p.all[len(p.all)-1]
	st.marked, st.mode = e.Via == meeting.BySecretary, e.Means.Mode
}

func (p *twinPresence) goOn(e meeting.Entered, t time.Time) {
	st := &p.all[len(p.all)-1]
	left := st.to
	st.to, st.dropped = never, false
	if e.Place != "" {
		st.place = e.Place
	}
	k := len(st.rooms) - 1
	switch lasting := k >= 0 && !st.rooms[k][1].Before(left); {
	case e.Via == meeting.ByRoom && lasting:
		st.rooms[k][1] = never
	case e.Via == meeting.ByRoom:
		st.rooms = append(st.rooms, [2]time.Time{t, never})
	case lasting:
		st.rooms[k][1] = left
	}
}

func (p *twinPresence) change(e meeting.MeansChanged, t time.Time) {
	st := &p.all[len(p.all)-1]
	st.mean(e.Means, e.Via == meeting.BySecretary)
	if e.Via == meeting.ByRoom && !p.inRoom() && !p.nameless {
		st.rooms = append(st.rooms, [2]time.Time{t, never})
		p.nameless = e.Link == ""
	}
	if e.Link != "" && !slices.ContainsFunc(p.links, func(l twinLink) bool { return l.name == e.Link }) {
		p.links = append(p.links, twinLink{e.Link, e.Place, e.Via == meeting.ByRoom})
	}
	if st.place == "" {
		st.place = e.Place
	}
}

func (p *twinPresence) leave(e meeting.Left, t time.Time) {
	st := &p.all[len(p.all)-1]
	if !e.Linked {
		if t.Before(st.from) {
			t = st.from
		}
		st.to, st.dropped = t, e.How == meeting.Drop
		p.links = nil
		return
	}
	was := p.inRoom()
	k := slices.IndexFunc(p.links, func(l twinLink) bool { return l.name == e.Link })
	gone := p.links[k]
	p.links = slices.Delete(p.links, k, k+1)
	if was && !p.inRoom() {
		st.rooms[len(st.rooms)-1][1] = t
	}
	there := func(l twinLink) bool { return l.place == gone.place }
	if n := len(p.links); n > 0 && gone.place == st.place && !slices.ContainsFunc(p.links, there) {
		st.place = p.links[n-1].place
	}
}

func (p *twinPresence) correct(e meeting.PresenceCorrected) {
	if e.Stay > len(p.all) {
		p.all = append(p.all, twinStay{marked: true, to: never})
		p.links = nil
	}
	st := &p.all[e.Stay-1]
	to := e.Now.To
	if to.IsZero() {
		to = never
	}
	if !to.Equal(st.to) && e.Stay == len(p.all) {
		st.dropped, st.marked = false, st.marked || to.Equal(never)
		if !to.Equal(never) {
			p.links = nil
		}
	}
	st.from, st.to, st.mode = e.Now.From, to, e.Now.Mode
}

func (p *twinPresence) inRoom() bool {
	return slices.ContainsFunc(p.links, func(l twinLink) bool { return l.room })
}

func (st *twinStay) mean(t meeting.Means, bySecretary bool) {
	if bySecretary || t.Mode != st.mode {
		st.marked = bySecretary
	}
	st.mode = t.Mode
}

func stayAt(all []twinStay, t time.Time) *twinStay {
	for i := range all {
		if !t.Before(all[i].from) && t.Before(all[i].to) {
			return &all[i]
		}
	}
	return nil
}
