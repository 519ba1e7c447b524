package present

import (
	"assenso/bot/document"
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// Extract is one resolution out of the minutes of a meeting: heading,
// premises, vote, the text literally, and the formula by which the secretary
// certifies it (B27, B49, B50). Who voted how is named only with names. m is
// compiled from all entries of the meeting; false where it has no resolution of
// that round.
func Extract(m minutes.Minutes, round meeting.Round, names bool, sp *lang.Speaker) (document.Document, bool) {
	item, b := adoptedBy(&m.Text, round)
	if b == nil {
		return document.Document{}, false
	}
	d := newMinutesDocument(&m, sp)
	t, n := d.text, b.Resolution
	d.convoked()
	d.heading(1, "premises", extracted("premises"))
	d.premises(item, b)
	d.heading(1, "resolution", extracted("resolution", "number", n.Number, "year", n.Year))
	d.adoption(b, names)
	d.page.add(document.Rule{})
	d.certified()
	return document.Document{
		Title:   sp.Plain(extracted("title", "number", n.Number, "year", n.Year)),
		Lang:    sp.Lang(),
		Subject: sp.Plain(extracted("subject", "body", t.Body.Name, "number", t.Number, "year", t.Year, "at", t.Convocation.At)),
		Skip:    sp.Plain(minuted("skip")),
		Blocks:  d.page.blocks, Colophon: d.colophon(),
	}, true
}

// extracted is a text of an extract.
func extracted(key string, args ...any) lang.Text { return lang.T("extract."+key, args...) }

// adoptedBy finds the ballot by which a resolution was adopted, and its item.
func adoptedBy(t *minutes.Text, round meeting.Round) (item int, b *minutes.Ballot) {
	for _, s := range t.Sections {
		for _, a := range s.Acts {
			if a.Ballot != nil && a.Ballot.Round == round && a.Ballot.Resolution != nil {
				return s.Item, a.Ballot
			}
		}
	}
	return 0, nil
}

// convoked says where and when the body met and who directed it.
func (d *minutesDocument) convoked() {
	v := d.text.Convocation
	d.say(extracted("opening."+d.kind(), "at", v.At, "mode", minuted("mode."+string(v.Mode), "means", v.Means, "place", v.Place),
		"protocol", v.Protocol, "sent", d.day(v.Sent), "body", d.text.Body.Name))
	d.officers()
}

// premises are what a resolution rests on: rules, convocation, legal number.
func (d *minutesDocument) premises(item int, b *minutes.Ballot) {
	rules := d.text.Bylaws
	list := document.List{Items: []document.Spans{
		d.page.spans(extracted("seen-bylaws", "title", rules.Title, "revision", rules.Revision)),
	}}
	for _, s := range rules.Sources {
		list.Items = append(list.Items, d.page.spans(extracted("seen-source", "text", s)))
	}
	list.Items = append(list.Items,
		d.page.spans(extracted("item", "item", item, "title", d.text.Point(item).Title)),
		d.page.spans(extracted("quorum", "present", b.Result.Standing.Present, "required", b.Result.Standing.Required)))
	d.page.add(list)
}

// adoption is the vote and the text.
func (d *minutesDocument) adoption(b *minutes.Ballot, names bool) {
	count := b.Result.Count
	d.say(extracted("voted", "at", d.exact(b.Opened), "method", minuted("ballot.method."+string(b.Method), "article", d.text.Bylaws.Silence.Article)))
	d.say(extracted("counted", "favour", count.Favour, "against", count.Against, "abstained", count.Abstained))
	d.say(extracted("adopts", "who", d.who(), "how", howCarried(b.Result), "at", d.exact(b.Ended)))
	d.quote(b.Text)
	if names {
		d.tally(extracted("names"), d.lists(b))
	}
}

// certified is the formula of conformity, with room for who signs, and says
// how the minutes stand.
func (d *minutesDocument) certified() {
	f := &d.minutes.Foot
	_, chair := f.Signed(governance.Chair)
	_, secretary := f.Signed(governance.Secretary)
	switch {
	case f.Approved() && chair && secretary:
		d.say(extracted("from-signed"))
	case f.Approved():
		d.say(extracted("from-approved"))
	case f.GivenUp != nil || f.Outcome != "":
		d.say(extracted("from-rejected"))
	default:
		d.say(extracted("from-open"))
	}
	d.say(extracted("conforms"))
	d.say(extracted("place-and-date"))
	sign := func(o governance.Office) document.Signature {
		s := document.Signature{Caption: d.page.sp.Plain(minuted("end." + string(o)))}
		if id := d.text.Holder(o); id != "" {
			s.Name = d.page.sp.Plain(d.name(id))
		}
		return s
	}
	d.page.add(document.Signatures{Left: sign(governance.Secretary), Right: sign(governance.Chair)})
}
