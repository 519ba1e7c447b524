package present

import (
	"strconv"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// minutesDrafted lays the minutes before everybody. Most has been read item by
// item, so only the last part is called new.
func minutesDrafted(s *meeting.State, e meeting.MinutesDrafted) []Notice {
	text := []lang.Text{lang.T("notice.minutes.draft", "number", s.Number, "version", e.Version, "hash", fingerprint(e.Hash))}
	if e.Version > 1 {
		text = append(text, lang.T("notice.minutes.replaces", "version", e.Version-1))
	} else {
		text = append(text, lang.T("notice.minutes.new", "item", lastItem(s)))
	}
	if s.Minutes.After {
		return signedAsIs(s, append(text, lang.T("notice.minutes.after")))
	}
	text = append(text, lang.T("notice.minutes.ask"))
	return []Notice{
		{
			To: Room, Urgent: true, Attach: MinutesText, Text: text,
			Buttons: rows(row(button("read", "minutes", "action", "show"), button("ask-change", "change"))),
		},
		{
			To: Officers, Slot: "minutes", Text: []lang.Text{lang.T("notice.minutes.officers", "version", e.Version)},
			Buttons: rows(row(button("approve", "minutes", "action", "approve"))),
		},
	}
}

// signedAsIs lays minutes before members who can no longer vote on them.
func signedAsIs(s *meeting.State, text []lang.Text) []Notice {
	return []Notice{
		{
			To: Room, Urgent: true, Attach: MinutesText, Text: text,
			Buttons: rows(row(button("read", "minutes", "action", "show"))),
		},
		{
			To: Officers, Slot: "minutes", Text: []lang.Text{lang.T("notice.minutes.sign")},
			Buttons: rows(row(signButton(s))),
		},
	}
}

// signButton signs the version that stands now, and no later one.
func signButton(s *meeting.State) Button {
	return button("sign", "minutes", "action", "sign", "version", strconv.Itoa(s.Minutes.Version))
}

// lastItem is the item that ended last, or 0.
func lastItem(s *meeting.State) int {
	last := 0
	for _, i := range s.Agenda {
		if !i.Ended.IsZero() && (last == 0 || i.Ended.After(s.Item(last).Ended)) {
			last = i.N
		}
	}
	return last
}

func changeRequested(s *meeting.State, e meeting.ChangeRequested) []Notice {
	return []Notice{
		{To: Room, Text: []lang.Text{
			lang.T("notice.change.asked", "change", e.N, "name", s.NameOf(e.Member), "text", e.Text),
			lang.T("notice.change.first"),
		}},
		{
			To: Officers, Slot: "change:" + strconv.Itoa(e.N), Text: []lang.Text{lang.T("notice.change.officers", "change", e.N)},
			Buttons: rows(row(button("vote-change", "ballot", "on", string(meeting.OnChange(e.N))))),
		},
	}
}

// approvalGivenUp tells why the minutes were not approved in the meeting.
func approvalGivenUp(s *meeting.State, e meeting.ApprovalGivenUp) []Notice {
	return []Notice{
		{To: Room, Urgent: true, Text: []lang.Text{
			lang.T("notice.minutes.given-up", "reason", e.Reason),
			arithmetic(e.Standing),
			lang.T("notice.minutes.signed-anyway"),
		}},
		{
			To: Officers, Text: []lang.Text{lang.T("notice.minutes.sign")},
			Buttons: rows(row(signButton(s))),
		},
	}
}

// signed shows a signature, tied to the text that was seen (B54).
func signed(s *meeting.State, e meeting.Signed) []Notice {
	text := []lang.Text{lang.T("notice.signed.title", "name", s.NameOf(e.Member), "office", office(e.Office), "hash", fingerprint(e.Hash))}
	if len(unsigned(s)) == 0 {
		text = append(text, lang.T("notice.signed.complete"))
	}
	return []Notice{{To: Room, Text: text, Seal: len(unsigned(s)) == 0}}
}

// unsigned lists the offices whose signature is missing.
func unsigned(s *meeting.State) []governance.Office {
	var offices []governance.Office
	for _, o := range []governance.Office{governance.Chair, governance.Secretary} {
		found := false
		for _, g := range s.Signatures {
			found = found || g.Office == o
		}
		if !found {
			offices = append(offices, o)
		}
	}
	return offices
}

// closed tells how the meeting ended, and that what was said is not to be told
// (B42).
func closed(s *meeting.State, m governance.Meta, e meeting.ClosedEvent) []Notice {
	text := []lang.Text{lang.T("notice.closed."+string(e.Ending), "at", m.At, "reason", e.Reason)}
	for _, r := range s.InForce() {
		text = append(text, lang.T("notice.item.resolution", "number", r.Number, "year", r.Year))
	}
	if !e.Until.IsZero() {
		text = append(text, lang.T("notice.closed.put-off", "until", e.Until))
	}
	text = append(text, lang.T("notice.closed.secrecy"))
	return append([]Notice{{To: Room, Urgent: true, Seal: true, Text: byOrder(m, text)}}, minutesAfter(s)...)
}

func offices(all []governance.Office) []lang.Text {
	who := make([]lang.Text, len(all))
	for i, o := range all {
		who[i] = office(o)
	}
	return who
}

func valuesErased(s *meeting.State, e meeting.ValuesErased) []Notice {
	return []Notice{{To: Officers, Text: []lang.Text{
		lang.T("notice.erased", "name", s.NameOf(e.Member), "count", len(e.Seqs), "reason", e.Reason),
	}}}
}
