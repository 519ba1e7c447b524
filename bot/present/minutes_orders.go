package present

import (
	"slices"
	"time"

	"assenso/bot/document"
	"assenso/bot/lang"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// order is an act of the chair that the secretary entered by order.
type order struct {
	at   time.Time
	what lang.Text
}

// orderList collects them.
type orderList []order

func (l *orderList) add(by bool, at time.Time, what lang.Text) {
	if by {
		*l = append(*l, order{at, what})
	}
}

func (l *orderList) ballot(b *minutes.Ballot) {
	subject := ballotOn(b.Round)
	l.add(b.ByOrder, b.Opened, minuted("order.ballot", "subject", subject))
	l.add(b.EndedByOrder, b.Ended, minuted("order."+endOf(b), "subject", subject))
}

// sorted is the list in the order of time.
func (l *orderList) sorted() []order {
	slices.SortStableFunc(*l, func(a, b order) int { return a.at.Compare(b.at) })
	return *l
}

// orders lists the acts of the text entered by order, told together so that
// the course of the meeting reads as a course.
func (d *minutesDocument) orders() []order {
	t := d.text
	var l orderList
	l.add(t.Convocation.ByOrder, t.Convocation.Sent, minuted("order.convocation"))
	for _, a := range t.Convocation.Amended {
		l.add(a.ByOrder, a.At, minuted("order.amended"))
	}
	if v := t.Convocation.Revoked; v != nil {
		l.add(v.ByOrder, v.At, minuted("order.revoked"))
	}
	for _, c := range t.Deserted {
		l.add(c.ByOrder, c.At, minuted("order.deserted"))
	}
	if o := t.Opening; o != nil {
		l.add(o.ByOrder, o.At, minuted("order.opening"))
	}
	for _, o := range t.Officers {
		l.add(o.ByOrder, o.Since, minuted("order.appointed", "what", d.office(o.Office, o.Member)))
	}
	d.sectionOrders(&l, t.Sections)
	return l.sorted()
}

// endOf is how a ballot ended by an act of the chair.
func endOf(b *minutes.Ballot) string {
	if b.Stage == meeting.Proclaimed || b.Withdrawn != nil {
		return "proclaimed"
	}
	return "annulled"
}

// footOrders are the same after the text.
func (d *minutesDocument) footOrders() []order {
	f := &d.minutes.Foot
	var l orderList
	for _, c := range f.Changes {
		for i := range c.Ballots {
			l.ballot(&c.Ballots[i])
		}
	}
	for i := range f.Approval {
		l.ballot(&f.Approval[i])
	}
	d.sectionOrders(&l, f.Sections)
	if g := f.GivenUp; g != nil {
		l.add(g.ByOrder, g.At, minuted("order.given-up"))
	}
	if c := f.Closing; c != nil {
		l.add(c.ByOrder, c.At, minuted("order.closing"))
	}
	return l.sorted()
}

func (d *minutesDocument) sectionOrders(l *orderList, sections []minutes.Section) {
	for _, s := range sections {
		for _, a := range s.Acts {
			switch a.Kind {
			case minutes.Voting:
				l.ballot(a.Ballot)
			case minutes.Proposal:
				l.add(a.ByOrder, a.At, minuted("order.motion", "item", s.Item, "version", a.Motion.Version))
			case minutes.AmendmentEnded:
				l.add(a.ByOrder, a.At, minuted("order.amendment", "item", s.Item, "n", a.Amendment.N))
			case minutes.ItemRefused, minutes.SecrecyRefused, minutes.Postponement:
				l.add(a.ByOrder, a.At, minuted("order."+string(a.Kind), "item", s.Item))
			case minutes.Relocation:
				l.add(a.ByOrder, a.At, minuted("order.place-moved", "place", a.Place))
			case minutes.Suspension, minutes.Resumption, minutes.AdequacyJudged, minutes.FellBack, minutes.Restored,
				minutes.TroubleDeclared, minutes.AssuranceRecorded, minutes.TroubleResolved:
				l.add(a.ByOrder, a.At, minuted("order."+string(a.Kind)))
			case minutes.RollCalling:
				l.add(a.ByOrder, a.At, minuted("order.roll-call"))
			case minutes.Withdrawn:
				l.add(a.ByOrder, a.At, minuted("order.withdrawn", "subject", ballotOn(a.Round)))
			case minutes.Appointment:
				l.add(a.ByOrder, a.At, minuted("order.appointed", "what", d.office(a.Office, a.Member)))
			}
		}
	}
}

func (d *minutesDocument) ordered(all []order) {
	t := document.Table{Head: d.page.cells(minuted("annex.order-at"), minuted("annex.order-what"))}
	for _, o := range all {
		t.Rows = append(t.Rows, d.page.cells(d.exact(o.at), o.what))
	}
	d.page.add(t)
}
