package minutes

import (
	"slices"

	"assenso/governance"
	"assenso/governance/meeting"
)

func (c *compiler) convened(r Recorded, e meeting.ConvenedEvent) {
	b, v := e.Bylaws, e.Convocation
	t := &c.text
	t.Meeting, t.Body, t.Number, t.Year, t.Rehearsal = e.Meeting, e.Body, e.Number, e.Year, e.Rehearsal
	t.Bylaws = Bylaws{
		Profile: b.Profile, Revision: b.Revision, Title: b.Title, Sources: b.Sources, LegalBasis: b.LegalBasis, TimeZone: b.TimeZone,
		Quorum: b.Quorum, Compare: b.Compare, SecondCall: b.SecondCall, Majority: b.Majority, Silence: b.Silence,
		RecusedLeaveBase: b.RecusedLeaveBase, Grace: b.Clocks.Grace, SignOfLife: b.Clocks.SignOfLife,
	}
	t.Convocation = called(v)
	t.Convocation.Sent, t.Convocation.ByOrder, t.Convocation.Short = utc(r.At), r.For != "", e.Short
	t.Convocation.Basis = e.Basis
	for _, o := range []governance.Office{
		governance.Chair, governance.Secretary, governance.Moderator, governance.Teller,
	} {
		if id := e.Officers[o]; id != "" {
			t.Officers = append(t.Officers, Officer{Office: o, Member: id})
		}
	}
	t.Agenda = listed(e.Agenda)
}

// called is what a notice says.
func called(v meeting.Convocation) Convocation {
	return Convocation{
		At: utc(v.At), Second: utc(v.Second), Mode: v.Mode, Place: v.Place, Means: v.Means, Protocol: v.Protocol,
		DeclareBy: utc(v.DeclareBy), Emergency: v.Emergency, Places: v.Places, Urgent: v.Urgent,
	}
}

func listed(agenda []meeting.Point) []Point {
	var items []Point
	for i, p := range agenda {
		point := Point{N: i + 1, Title: p.Title, Kind: p.Kind}
		if p.From != (meeting.Origin{}) {
			point.From = &p.From
		}
		items = append(items, point)
	}
	return items
}

// amended makes the convocation what it says from now on, and keeps how it came
// to. Justifications were for the day that it names no more.
func (c *compiler) amended(r Recorded, e meeting.ConvocationAmended) {
	was, now := c.text.Convocation, called(e.Convocation)
	now.Basis, now.Reminded = was.Basis, was.Reminded
	now.Sent, now.ByOrder, now.Short = was.Sent, was.ByOrder, max(was.Short, e.Short)
	if slices.Contains(e.Changed, meeting.ChangedAt) {
		now.Short = e.Short
	}
	now.Amended = append(was.Amended, NoticeChange{utc(r.At), r.For != "", e.Changed, e.Reason})
	c.text.Convocation, c.text.Agenda = now, listed(e.Agenda)
	if e.AnotherDay {
		c.excuses = nil
	}
}
