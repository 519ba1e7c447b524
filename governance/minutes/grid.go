package minutes

import (
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// stay names an interval of presence of a member, by its number.
type stay struct {
	member governance.MemberID
	n      int
}

// means are how somebody took part in a stay, at first and then: the state
// knows only the last.
type means struct {
	first   meeting.Means
	changes []MeansChange
}

// applyWithMeans takes an entry into the state, and notes a change of mode or
// device that it brings. Before the opening there is nothing to change: who
// comes early may try.
func (c *compiler) applyWithMeans(r Recorded) {
	var id governance.MemberID
	switch e := r.Event.(type) {
	case meeting.MeansDeclared:
		id = e.Member
		if c.s.Phase == meeting.Convened {
			c.declared[id] = Declared{e.Means.Mode, e.Means.Equipment, e.Where, utc(r.At)}
		}
	case meeting.MeansChanged:
		id = e.Member
	case meeting.Entered:
		id = e.Member
	}
	before, key := c.lastMeans(id)
	c.s.Apply(r)
	now, after := c.lastMeans(id)
	if key != after || before == now || c.s.Phase == meeting.Convened {
		return
	}
	if c.means[key] == nil {
		c.means[key] = &means{first: before}
	}
	c.means[key].changes = append(c.means[key].changes, MeansChange{utc(r.Spoken()), now.Mode, now.Equipment})
}

// lastMeans are the means of somebody's last stay, and its name.
func (c *compiler) lastMeans(id governance.MemberID) (meeting.Means, stay) {
	p := c.s.Member(id)
	if id == "" || p == nil || len(p.Stays) == 0 {
		return meeting.Means{}, stay{}
	}
	n := len(p.Stays) - 1
	return p.Stays[n].Means, stay{id, n}
}

// attendance notes who comes and goes once the text is told.
func (c *compiler) attendance(r Recorded) {
	if !c.told {
		return
	}
	at := utc(r.Spoken())
	switch e := r.Event.(type) {
	case meeting.Entered:
		c.after.Movements = append(c.after.Movements, Movement{
			Member: e.Member, At: at, Entered: true, Marked: e.Via == meeting.BySecretary,
		})
	case meeting.Left:
		if !e.Linked {
			c.after.Movements = append(c.after.Movements, Movement{Member: e.Member, At: at, Leave: e.How})
		}
	case meeting.MeansDeclared, meeting.MeansChanged, meeting.SignGiven, meeting.Vouched:
		// Means are told by the grid; a sign of life proves a presence told already.
	}
}

// grid is everybody on the roll, as the state has them.
func (c *compiler) grid() []Member {
	all := make([]Member, 0, len(c.s.Members))
	for i := range c.s.Members {
		p := &c.s.Members[i]
		m := Member{
			ID: p.ID, Name: p.Name, Erased: p.Name == "", Votes: p.Titular(), For: p.For, Delivered: utc(p.Delivered), Via: p.Via,
			Fresh: p.Fresh, Director: p.Director, Acknowledged: utc(p.Acknowledged),
		}
		if d, ok := c.declared[p.ID]; ok {
			m.Declared = &d
		}
		if p.Justified() {
			m.Excused = utc(p.Excuse.Decided)
		}
		m.CutOff = utc(p.CutOff)
		if k, ok := c.identities[p.ID]; ok {
			m.Identity = &k
		}
		for n := range p.Stays {
			if f := c.s.FirstCall; f != nil && !p.Stays[n].To.IsZero() && !p.Stays[n].To.After(f.At) {
				continue // of the first call, told with it
			}
			m.Stays = append(m.Stays, c.stay(p.ID, n, &p.Stays[n]))
		}
		m.Foreseen = foreseen(p)
		m.Presence = presence(p, c.s.Opened)
		all = append(all, m)
	}
	return all
}

func (c *compiler) stay(id governance.MemberID, n int, st *meeting.Stay) Stay {
	k := Stay{
		From: utc(st.From), To: utc(st.To), Mode: st.Mode, Equipment: st.Equipment,
		Via: st.Via, Leave: st.Leave, Marked: st.Marked, Disowned: utc(st.Disowned),
	}
	if m := c.means[stay{id, n}]; m != nil {
		k.Mode, k.Equipment, k.Changes = m.first.Mode, m.first.Equipment, m.changes
	}
	return k
}

// presence says whether a member took part after the opening, and if not, why.
func presence(p *meeting.Member, opened time.Time) Presence {
	for i := range p.Stays {
		if st := &p.Stays[i]; st.To.IsZero() || st.To.After(opened) {
			if p.Dropped {
				return Dropped
			}
			return Present
		}
	}
	if p.Justified() || !p.CutOff.IsZero() {
		return Excused
	}
	if p.Hindered() {
		return Hindered
	}
	return Absent
}
