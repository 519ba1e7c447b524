package present

import (
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// Confident adds to the receipt of a check-in, once a year, that the meeting is
// confidential, and asks to acknowledge it (B42). Nothing waits for it.
func Confident(body *roster.State, s *meeting.State, r entry, notices []Notice) []Notice {
	var id governance.MemberID
	switch e := r.Event.(type) {
	case meeting.Entered:
		id = e.Member
	case meeting.MeansChanged:
		id = e.Member
	}
	if body == nil || body.Member(id) == nil || body.HasPledged(id, s.Year) {
		return notices
	}
	for i := range notices {
		n := &notices[i]
		if n.To == Private && n.Member == id && n.Slot == "check-in" {
			n.Text = append(n.Text, lang.T("notice.confidence", "year", s.Year))
			n.Buttons = append(n.Buttons, row(button("acknowledge", "pledge")))
		}
	}
	return notices
}

func pledged(s *roster.State, e roster.Pledged) []BodyNotice {
	accounts := s.AccountsOf(e.Member)
	if len(accounts) == 0 {
		return nil
	}
	return []BodyNotice{{Account: accounts[0], Notice: Notice{To: Account, Text: []lang.Text{
		lang.T("body.pledged", "year", e.Year),
	}}}}
}

// Pledges lists who acknowledged confidentiality for a year, and who did not.
func Pledges(s *roster.State, year string) []lang.Text {
	var yes, no []lang.Text
	for _, m := range s.Roll() {
		name := lang.T("name.plain", "name", s.NameOf(m.ID))
		if s.HasPledged(m.ID, year) {
			yes = append(yes, name)
		} else {
			no = append(no, name)
		}
	}
	text := []lang.Text{lang.T("body.pledges", "year", year, "count", len(yes), "all", len(yes)+len(no))}
	if len(yes) > 0 {
		text = append(text, lang.T("body.pledges-yes", "who", yes))
	}
	if len(no) > 0 {
		text = append(text, lang.T("body.pledges-no", "who", no))
	}
	return text
}
