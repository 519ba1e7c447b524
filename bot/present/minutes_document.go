package present

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"assenso/bot/chat"
	"assenso/bot/document"
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// Minutes is the minutes of a meeting in words, to read, print and sign (B43
// to B54). The speaker tells times in the zone of the bylaws. The document has
// no letterhead: who issues it adds one.
func Minutes(m minutes.Minutes, sp *lang.Speaker) document.Document {
	d := newMinutesDocument(&m, sp)
	title := "title"
	switch {
	case m.Text.NeverHeld():
		title = "title-deserted"
	case m.Foot.Outcome == "" && m.Foot.GivenUp == nil && (!m.Foot.Unapproved() || m.Foot.Version == 0):
		title = "title-draft"
		d.note(minuted("draft-note"))
	}
	if m.Text.Rehearsal {
		title = "title-rehearsal"
	}
	d.opening()
	d.deserted()
	d.roll()
	d.validity()
	for _, s := range m.Text.Sections {
		d.section(s)
	}
	d.untreated()
	d.end()
	d.annexes()
	d.foot()
	t := &m.Text
	return document.Document{
		Title:   sp.Plain(minuted(title, "body", t.Body.Name, "number", t.Number, "year", t.Year)),
		Lang:    sp.Lang(),
		Subject: sp.Plain(minuted("subject", "at", t.Hour())),
		Stamp:   sp.Plain(d.page.stamp),
		Skip:    sp.Plain(minuted("skip")),
		Blocks:  d.page.blocks,

		Colophon: d.colophon(),
	}
}

// minutesPage is the sheet of a document.
type minutesPage struct {
	sp     *lang.Speaker
	stamp  lang.Text // marks every page and section; zero: none
	blocks []document.Block
}

func (p *minutesPage) add(b document.Block) { p.blocks = append(p.blocks, b) }

func (p *minutesPage) heading(level int, anchor string, t lang.Text) {
	if level == 1 && !p.stamp.IsZero() {
		t = minuted("stamped", "stamp", p.stamp, "title", t)
	}
	p.add(document.Heading{Level: level, Text: p.spans(t), Anchor: anchor})
}

func (p *minutesPage) say(sentences ...lang.Text) {
	var spans document.Spans
	for i, t := range sentences {
		if i > 0 {
			spans = append(spans, document.Span{Text: " "})
		}
		spans = append(spans, p.spans(t)...)
	}
	p.add(document.Paragraph{Text: spans})
}

func (p *minutesPage) words(text string) { p.add(document.Paragraph{Text: document.Text(text)}) }
func (p *minutesPage) quote(text string) { p.add(document.Quote{Text: document.Text(text)}) }
func (p *minutesPage) note(t lang.Text)  { p.add(document.Note{Text: p.spans(t)}) }

func (p *minutesPage) tally(caption lang.Text, lists []minutesRow) {
	t := document.Table{
		Caption:  p.spans(caption),
		Head:     p.cells(minuted("ballot.position"), minuted("ballot.count"), minuted("ballot.names")),
		Align:    []document.Align{1: document.Right},
		RowHeads: true,
	}
	total := 0
	for _, l := range lists {
		t.Rows = append(t.Rows, []document.Spans{p.spans(l.label), document.Text(strconv.Itoa(l.count)), p.list(l.names)})
		total += l.count
	}
	bold := document.Bold
	t.Rows = append(t.Rows, []document.Spans{
		p.spans(minuted("ballot.total")).With(bold), document.Text(strconv.Itoa(total)).With(bold), nil,
	})
	p.add(t)
}

// spans says a text in the language of the document.
func (p *minutesPage) spans(t lang.Text) document.Spans {
	rich := p.sp.Rich(t)
	spans := make(document.Spans, len(rich))
	for i, s := range rich {
		spans[i] = document.Span{Text: s.Text, Mark: markOf(s.Mark)}
	}
	return spans
}

func markOf(m chat.Mark) document.Mark {
	var mark document.Mark
	if m&chat.Bold != 0 {
		mark |= document.Bold
	}
	if m&chat.Italic != 0 {
		mark |= document.Italic
	}
	if m&chat.Code != 0 {
		mark |= document.Code
	}
	return mark
}

func (p *minutesPage) cells(texts ...lang.Text) []document.Spans {
	cells := make([]document.Spans, len(texts))
	for i, t := range texts {
		cells[i] = p.spans(t)
	}
	return cells
}

// list is names after each other, without a conjunction: a list to look up,
// not a sentence. It is one span, for it may be ten thousand names.
func (p *minutesPage) list(names []lang.Text) document.Spans {
	comma := p.sp.Plain(lang.T("format.comma"))
	var b strings.Builder
	for i, n := range names {
		if i > 0 {
			b.WriteString(comma)
		}
		b.WriteString(p.sp.Plain(n))
	}
	return document.Text(b.String())
}

// lines puts texts under each other in a cell.
func (p *minutesPage) lines(texts []lang.Text) document.Spans {
	var spans document.Spans
	for i, t := range texts {
		if i > 0 {
			spans = append(spans, document.Span{Text: "\n"})
		}
		spans = append(spans, p.spans(t)...)
	}
	return spans
}

// minutesDocument writes minutes on a document.
type minutesDocument struct {
	minutesWriter
	page    *minutesPage
	minutes *minutes.Minutes
}

func newMinutesDocument(m *minutes.Minutes, sp *lang.Speaker) *minutesDocument {
	page := &minutesPage{sp: sp}
	if m.Text.Rehearsal {
		page.stamp = minuted("rehearsal")
	}
	return &minutesDocument{minutesWriter: newMinutesWriter(&m.Text, page), page: page, minutes: m}
}

func (d *minutesDocument) note(t lang.Text) { d.page.note(t) }

// hash ends a line with a fingerprint, letter by letter.
func (d *minutesDocument) hash(t lang.Text, hash string) document.Spans {
	return append(d.page.spans(t), document.Span{Text: " "}, document.Span{Text: hash, Mark: document.Code})
}

// opening says where, when and how the body met, and on what (B43, B46).
func (d *minutesDocument) opening() {
	t, v := d.text, d.text.Convocation
	switch {
	case v.Revoked != nil:
		d.say(minuted("revoked", "at", v.At, "day", d.day(v.Revoked.At), "reason", v.Revoked.Reason))
	case t.Opening == nil && len(t.Deserted) > 0:
		d.say(minuted("convened-second", "of", d.of(), "at", v.At, "second", v.Second))
	case t.Opening == nil:
		d.say(minuted("not-opened", "at", v.At))
	default:
		d.say(minuted("opening."+d.kind(), "at", t.Hour(), "mode", minuted("mode."+string(v.Mode), "means", v.Means, "place", v.Place),
			"protocol", v.Protocol, "sent", d.day(v.Sent), "body", t.Body.Name))
	}
	agenda := document.List{Ordered: true, Items: make([]document.Spans, len(t.Agenda))}
	for i, p := range t.Agenda {
		agenda.Items[i] = document.Text(p.Title)
		if f := p.From; f != nil {
			agenda.Items[i] = d.page.spans(minuted("carried-item", "title", p.Title, "number", f.Number, "year", f.Year, "day", d.day(f.At)))
		}
	}
	d.page.add(agenda)
	if t.Opening != nil && t.InSecondCall() {
		d.say(minuted("second-call", "first", v.At))
	}
	d.officers()
	d.facts()
}

// facts are the particulars of convocation and rules (A15, B15, B18, B32, B62).
func (d *minutesDocument) facts() {
	t, v, b := d.text, d.text.Convocation, d.text.Bylaws
	var facts document.Definitions
	add := func(label string, value lang.Text) {
		facts = append(facts, document.Definition{Label: d.page.spans(minuted("fact." + label)), Value: d.page.spans(value)})
	}
	place := v.Place
	if t.Opening != nil {
		place = t.Opening.Place
	}
	if place != "" {
		add("place", minuted("literal", "text", place))
	}
	add("convocation", minuted("fact.sent", "protocol", v.Protocol, "day", v.Sent, "emergency", v.Emergency))
	for i, a := range v.Amended {
		add("amended", d.amendment(i+1, a))
	}
	if v.Short > 0 {
		add("notice", minuted("fact.short", "count", v.Short))
	}
	if v.Urgent != "" {
		add("urgent", minuted("literal", "text", v.Urgent))
	}
	if !v.DeclareBy.IsZero() {
		add("declare-by", minuted("hours", "at", d.when(v.DeclareBy)))
	}
	if len(b.LegalBasis) > 0 {
		facts = append(facts, document.Definition{
			Label: d.page.spans(minuted("fact.legal-basis")), Value: d.page.lines(literals(b.LegalBasis)),
		})
	}
	if v.Basis != "" {
		add("basis", minuted("literal", "text", v.Basis))
	}
	add("bylaws", minuted("fact.revision", "title", b.Title, "revision", b.Revision, "profile", b.Profile))
	if len(b.Sources) > 0 {
		facts = append(facts, document.Definition{
			Label: d.page.spans(minuted("fact.sources")), Value: d.page.lines(literals(b.Sources)),
		})
	}
	add("silence", d.silence())
	add("zone", minuted("fact.zone-of", "zone", b.TimeZone))
	d.page.add(facts)
}

func literals(texts []string) []lang.Text {
	list := make([]lang.Text, len(texts))
	for i, s := range texts {
		list[i] = minuted("literal", "text", s)
	}
	return list
}

// silence says by which rule silence is assent, if any (B04).
func (d *minutesDocument) silence() lang.Text {
	r := d.text.Bylaws.Silence
	if !r.Granted {
		return minuted("fact.silence-off")
	}
	var day lang.Text
	if t, err := time.ParseInLocation(time.DateOnly, r.Date, d.zone); err == nil {
		day = d.day(t)
	} else if r.Date != "" {
		day = minuted("literal", "text", r.Date)
	}
	return minuted("fact.silence-by", "article", r.Article, "day", day)
}

// roll is the roll call at the opening, with the grid of everybody (B34, B44).
func (d *minutesDocument) roll() {
	d.heading(1, "roll", minuted("roll.title"))
	if o := d.text.Opening; o != nil {
		seat := 0
		for i := range d.text.Members {
			if m := &d.text.Members[i]; m.Votes && modeAt(m, o.At) == governance.InPerson {
				seat++
			}
		}
		q := o.Standing
		d.say(minuted("roll.called", "count", q.Present, "members", q.Members, "seat", seat, "remote", q.Present-seat))
		d.say(d.reckoned(d.text.Ordinary(), q)...)
	}
	d.grid()
}

// modeAt is how somebody took part at a time, empty where they did not.
func modeAt(m *minutes.Member, at time.Time) governance.Mode {
	for _, st := range m.Stays {
		if st.From.After(at) || !st.To.IsZero() && !st.To.After(at) {
			continue
		}
		mode := st.Mode
		for _, c := range st.Changes {
			if !c.At.After(at) {
				mode = c.Mode
			}
		}
		return mode
	}
	return ""
}

// validity is what chair and secretary declare and assure (B17, B28, B45, B47).
func (d *minutesDocument) validity() {
	o := d.text.Opening
	if o == nil {
		return
	}
	d.heading(1, "validity", minuted("validity.title"))
	key := "validity.opens"
	if o.Override != "" {
		d.say(minuted("validity.not-reached", "names", d.names(o.NotReached), "reason", minuted("quoted", "text", o.Override)))
		key = "validity.overridden"
	}
	d.say(minuted(key, "of", d.of(), "at", d.when(o.At)))
	if d.text.Convocation.Mode == governance.InPerson {
		d.say(minuted("validity.discussion"))
	} else {
		d.say(minuted("validity.discussion-remote"))
	}
	if o.Confirmed == nil {
		d.say(minuted("validity.unconfirmed"))
		return
	}
	key = "validity.confirmed"
	if o.Override != "" {
		key = "validity.confirmed-overridden"
	}
	d.say(minuted(key, "name", d.name(o.Confirmed.Member), "at", d.when(o.Confirmed.At)))
}

func (d *minutesDocument) untreated() {
	if len(d.text.Untreated) == 0 || d.text.NeverHeld() {
		return
	}
	d.heading(1, "not-treated", minuted("item.not-treated"))
	var items []document.Spans
	for _, n := range d.text.Untreated {
		items = append(items, d.page.spans(minuted("item.title", "item", n, "title", d.text.Point(n).Title)))
	}
	d.page.add(document.List{Items: items})
}

// end closes the text: its fingerprint, and below it, beside the text, how the
// meeting ended and the place for the signatures.
func (d *minutesDocument) end() {
	f := &d.minutes.Foot
	d.page.add(document.Rule{})
	d.page.add(document.Note{Text: d.hash(minuted("end.text"), f.Hash)})
	if f.Closing != nil {
		d.say(d.closing()...)
	}
	_, chair := f.Signed(governance.Chair)
	_, secretary := f.Signed(governance.Secretary)
	switch {
	case d.text.NeverHeld():
		d.say(minuted("end.deserted"), minuted("end.deserted-read"))
	case f.Approved() && chair && secretary:
		d.say(minuted("end.signed"))
	case f.Approved():
		d.say(minuted("end.read"))
	case f.Outcome != "" || f.GivenUp != nil:
		d.say(minuted("end.rejected"))
	case f.Unapproved():
		d.say(minuted("end.unapproved"))
	}
	d.signatures()
}

func (d *minutesDocument) closing() []lang.Text {
	c := d.minutes.Foot.Closing
	key := "end.closed"
	if slices.Contains([]meeting.Ending{meeting.Ended, meeting.Adjourned, meeting.Dissolved}, c.Ending) {
		key = "end." + string(c.Ending)
	}
	text := []lang.Text{minuted(key, "at", d.when(c.At), "reason", c.Reason, "untreated", len(d.text.Untreated))}
	if !c.Until.IsZero() {
		text = append(text, minuted("end.put-off", "until", c.Until))
	}
	return text
}

// signatures leaves room for the two who sign, or shows that they did.
func (d *minutesDocument) signatures() {
	signature := func(o governance.Office) document.Signature {
		s := document.Signature{Caption: d.page.sp.Plain(minuted("end." + string(o)))}
		id := d.text.Holder(o)
		if g, ok := d.minutes.Foot.Signed(o); ok {
			id = g.Member
			s.When = d.page.sp.Plain(minuted("end.when", "at", g.At, "day", d.day(g.At)))
		}
		if id != "" {
			s.Name = d.page.sp.Plain(d.name(id))
		}
		return s
	}
	d.page.add(document.Signatures{Left: signature(governance.Secretary), Right: signature(governance.Chair)})
}

func (d *minutesDocument) colophon() []document.Spans {
	b, f := d.text.Bylaws, &d.minutes.Foot
	var lines []document.Spans
	if !d.page.stamp.IsZero() {
		lines = append(lines, d.page.spans(minuted("rehearsal-note")))
	}
	lines = append(lines,
		d.page.spans(minuted("colophon.bylaws", "title", b.Title, "revision", b.Revision)),
		d.hash(minuted("colophon.fingerprint"), f.Hash),
	)
	if f.Head != nil {
		lines = append(lines, d.hash(minuted("colophon.head", "seq", int(f.Head.Seq)), f.Head.Hash))
	}
	return lines
}
