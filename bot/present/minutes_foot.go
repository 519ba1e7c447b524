package present

import (
	"strconv"
	"time"

	"assenso/bot/document"
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

func duration(d governance.Duration) time.Duration { return time.Duration(d) }

// annexes are parts of the text that stand apart (B17, B19, B51).
func (d *minutesDocument) annexes() {
	letter := 'A'
	annex := func(what string, body func()) {
		title := minuted("annex.title", "letter", string(letter), "what", minuted("annex."+what))
		d.heading(1, "annex-"+what, title)
		body()
		letter++
	}
	t := d.text
	if len(t.Members) > 0 {
		annex("convocation", d.received)
	}
	if len(t.Papers) > 0 {
		annex("papers", d.papers)
	}
	if len(t.Excuses) > 0 {
		annex("excuses", func() { d.excuses(t.Excuses) })
	}
	if asked := minutedBallots(t.Sections, func(b *minutes.Ballot) bool { return len(b.Questions) > 0 }); len(asked) > 0 {
		annex("questions", func() { d.questions(asked) })
	}
	if orders := d.orders(); len(orders) > 0 {
		annex("orders", func() { d.ordered(orders) })
	}
}

// received is the proof that the convocation arrived: those together whom it
// reached together. Then the means declared.
func (d *minutesDocument) received() {
	type proof struct {
		at  time.Time
		via string
	}
	var proofs []proof
	members := make(map[proof][]governance.MemberID)
	for _, m := range d.text.Members {
		k := proof{m.Delivered.Truncate(time.Minute), m.Via}
		if members[k] == nil {
			proofs = append(proofs, k)
		}
		members[k] = append(members[k], m.ID)
	}
	t := document.Table{
		Head: d.page.cells(minuted("annex.received"), minuted("annex.via"), minuted("ballot.count"), minuted("annex.members")),

		Align: []document.Align{2: document.Right},
	}
	for _, k := range proofs {
		at := minuted("annex.no-proof")
		if !k.at.IsZero() {
			at = minuted("day-hour", "day", d.day(k.at), "at", k.at)
		}
		t.Rows = append(t.Rows, []document.Spans{
			d.page.spans(at), d.page.spans(minuted("literal", "text", via(k.via))), document.Text(strconv.Itoa(len(members[k]))),
			d.page.list(d.names(members[k])),
		})
	}
	d.page.add(t)
	var read []governance.MemberID
	for _, m := range d.text.Members {
		if !m.Acknowledged.IsZero() {
			read = append(read, m.ID)
		}
	}
	if len(read) > 0 {
		d.say(minuted("annex.acknowledged", "count", len(read), "names", d.names(read)))
	}
	d.declarations()
}

// declarations are the means that members declared before the meeting (B19).
func (d *minutesDocument) declarations() {
	t := document.Table{
		Caption:  d.page.spans(minuted("annex.means")),
		Head:     d.page.cells(minuted("roll.member"), minuted("annex.declared"), minuted("annex.declared-at")),
		RowHeads: true,
	}
	for _, m := range d.text.Members {
		k := m.Declared
		if k == nil {
			continue
		}
		var means []lang.Text
		if k.Mode != "" {
			means = append(means, minuted("mode-of."+string(k.Mode)))
		}
		if k.Equipment != "" {
			means = append(means, minuted("literal", "text", equipped(k.Equipment)))
		}
		if k.Where != "" {
			means = append(means, minuted("literal", "text", k.Where))
		}
		at := minuted("day-hour", "day", d.day(k.At), "at", k.At)
		t.Rows = append(t.Rows, []document.Spans{d.page.spans(d.name(m.ID)), d.page.list(means), d.page.spans(at)})
	}
	if len(t.Rows) > 0 {
		d.page.add(t)
	}
}

// excuses are the written justifications, verbatim (B25, B51).
func (d *minutesDocument) excuses(all []minutes.Excuse) {
	for _, e := range all {
		decision := minuted("annex.undecided")
		if !e.Decided.IsZero() {
			decision = minuted("annex."+d.decision(e), "at", d.when(e.Decided))
		}
		d.say(minuted("annex.excuse", "name", d.name(e.Member), "day", e.At, "entered", e.Entered, "decision", decision))
		d.literal(e.Words)
	}
}

// decision is what became of a justification, and of the base of the quorum.
func (d *minutesDocument) decision(e minutes.Excuse) string {
	switch {
	case !e.Accepted:
		return "declined"
	case !d.text.Bylaws.Quorum.LessJustified:
		return "accepted"
	case e.Early:
		return "accepted-early"
	}
	return "accepted-late"
}

// questions are words whose author was asked and did not answer.
func (d *minutesDocument) questions(ballots []*minutes.Ballot) {
	for _, b := range ballots {
		for _, q := range b.Questions {
			d.say(minuted("annex.question", "subject", ballotOn(b.Round), "name", d.name(q.Member), "at", d.exact(q.Said)))
			d.literal(q.Words)
		}
	}
}

func ballotOn(r meeting.Round) lang.Text {
	switch {
	case r.On == meeting.OnMinutes:
		return minuted("ballot-on.minutes", "n", r.N)
	case r.On.Change() > 0:
		return minuted("ballot-on.change", "item", r.On.Change(), "n", r.N)
	}
	if item, n := r.On.Amendment(); n > 0 {
		return minuted("ballot-on.amendment", "item", item, "amendment", n, "n", r.N)
	}
	return minuted("ballot-on.item", "item", r.On.Item(), "n", r.N)
}

func minutedBallots(sections []minutes.Section, that func(*minutes.Ballot) bool) []*minutes.Ballot {
	var all []*minutes.Ballot
	for _, s := range sections {
		for _, a := range s.Acts {
			if a.Ballot != nil && that(a.Ballot) {
				all = append(all, a.Ballot)
			}
		}
	}
	return all
}

// foot is what the text cannot tell: approval, changes, what came after, and
// who signed which fingerprint (B51 to B54).
func (d *minutesDocument) foot() {
	f := &d.minutes.Foot
	d.page.add(document.PageBreak{})
	d.heading(1, "foot", minuted("foot.title"))
	key := "foot.undrafted"
	if f.Version > 0 {
		key = "foot.drafted"
	}
	d.page.add(document.Paragraph{Text: d.hash(
		minuted(key, "at", d.when(f.Drafted), "version", f.Version, "upto", int(f.Upto)), f.Hash)})
	if f.Stale {
		d.say(minuted("foot.stale"))
	}
	if f.Recompiled != "" {
		key := "foot.recompiled-other"
		if len(f.Erasures) > 0 {
			key = "foot.recompiled"
		}
		d.page.add(document.Paragraph{Text: d.hash(minuted(key), f.Recompiled)})
	}
	d.changes()
	d.approval()
	d.after()
	if orders := d.footOrders(); len(orders) > 0 {
		d.heading(2, "foot-orders", minuted("annex.orders"))
		d.ordered(orders)
	}
	d.signed()
	d.erasures()
}

// changes stand at the foot, the text above staying as it was (B53).
func (d *minutesDocument) changes() {
	f := &d.minutes.Foot
	if len(f.Changes) == 0 {
		return
	}
	d.heading(2, "changes", minuted("foot.changes"))
	for _, c := range f.Changes {
		d.say(minuted("foot.change", "n", c.N, "name", d.name(c.Member), "at", d.when(c.At)))
		d.literal(c.Words)
		for i := range c.Ballots {
			d.ballot(&c.Ballots[i], "")
		}
		if len(c.Ballots) == 0 {
			d.say(minuted("foot.change-open"))
		}
	}
}

// approval lists who declared to have read and approved, who declared not to,
// and who was silent, apart (B51, B52).
func (d *minutesDocument) approval() {
	f := &d.minutes.Foot
	if d.text.NeverHeld() {
		return // there was nobody to approve them
	}
	d.heading(2, "approval", minuted("foot.approval"))
	for i := range f.Approval {
		if len(f.Approval) > 1 {
			d.heading(3, "", minuted("ballot.title-n", "n", f.Approval[i].Round.N))
		}
		d.ballot(&f.Approval[i], "")
	}
	if g := f.GivenUp; g != nil {
		d.say(append([]lang.Text{minuted("foot.given-up", "at", d.when(g.At), "reason", g.Reason,
			"present", g.Standing.Present, "required", g.Standing.Required)}, d.compared(d.text.Ordinary(), g.Standing)...)...)
	} else if f.Unapproved() {
		d.say(minuted("foot.unapproved"))
	} else if len(f.Approval) == 0 {
		d.say(minuted("foot.undecided"))
	}
}

// after tells what happened after the text, so that nothing recorded is left
// out.
func (d *minutesDocument) after() {
	f := &d.minutes.Foot
	if len(f.Sections)+len(f.Movements)+len(f.Excuses)+len(f.Late) == 0 && f.Confirmed == nil {
		return
	}
	d.heading(2, "after", minuted("foot.after"))
	if k := f.Confirmed; k != nil {
		d.say(minuted("foot.confirmed", "at", d.when(k.At), "name", d.name(k.Member)))
	}
	for _, m := range f.Movements {
		d.moved(m)
	}
	for _, s := range f.Sections {
		if s.Item > 0 {
			d.heading(3, "", minuted("item.title", "item", s.Item, "title", d.text.Point(s.Item).Title))
		}
		d.discussed(s)
		d.acts(s)
	}
	d.excuses(f.Excuses)
	for _, l := range f.Late {
		d.late(l)
	}
}

// signed tells who signed which fingerprint. Changes at the foot are signed
// too (B53).
func (d *minutesDocument) signed() {
	f := &d.minutes.Foot
	if f.Outcome == "" && f.GivenUp == nil && !f.Unapproved() && !d.text.NeverHeld() {
		return
	}
	d.heading(2, "signatures", minuted("foot.signatures"))
	for _, g := range f.Signatures {
		d.page.add(document.Paragraph{Text: d.hash(
			minuted("foot.signed."+string(g.Office), "name", d.name(g.Member), "day", g.At), g.Hash)})
	}
	for _, o := range []governance.Office{governance.Secretary, governance.Chair} {
		if _, ok := f.Signed(o); !ok {
			d.say(minuted("foot.unsigned." + string(o)))
		}
	}
	if len(f.Changes) > 0 {
		d.signatures()
	}
}

func (d *minutesDocument) erasures() {
	f := &d.minutes.Foot
	if len(f.Erasures) == 0 {
		return
	}
	d.heading(2, "erasures", minuted("foot.erasures"))
	for _, e := range f.Erasures {
		d.say(minuted("foot.erased", "seq", int(e.Seq), "day", e.At, "name", d.name(e.Member), "reason", e.Reason))
	}
}
