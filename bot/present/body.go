package present

import (
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/roster"
)

// The audiences of a body's notices, besides Private and Officers.
const (
	Keepers Audience = "keepers" // chair, secretary and administrators, each privately
	Account Audience = "account" // BodyNotice.Account alone, whoever it is
)

// BodyNotice is a notice about a body.
type BodyNotice struct {
	Notice
	Account string // with Account
}

// Body tells what a recorded event of a body shows; s is the state after it.
func Body(s *roster.State, r governance.Recorded[roster.Event]) []BodyNotice {
	switch e := r.Event.(type) {
	case roster.Founded:
		return keepers(lang.T("body.founded", "body", s.Name))
	case roster.BylawsAdopted:
		return keepers(lang.T("body.bylaws", "title", e.Bylaws.Title, "revision", e.Bylaws.Revision))
	case roster.RosterImported:
		return keepers(lang.T("body.imported", "body", s.Name, "members", len(s.Roll()),
			"added", e.Added, "changed", e.Changed, "left", e.Left))
	case roster.BasisSet:
		if e.Basis == "" {
			return keepers(lang.T("body.no-basis"))
		}
		return keepers(lang.T("body.basis", "basis", e.Basis))
	case roster.Assigned:
		return keepers(lang.T("body.assigned", "member", s.NameOf(e.Member), "office", officeName(e.Office)))
	case roster.Vacated:
		return keepers(lang.T("body.vacated", "office", officeName(e.Office)))
	case roster.NumbersStarted:
		return keepers(lang.T("body.numbers", "year", e.Year,
			"resolution", s.NextResolution(e.Year), "meeting", s.NextMeeting(e.Year)))
	case roster.ItemsCarried:
		return []BodyNotice{{Notice: Notice{To: Keepers, Text: Carried(s)}}}
	case roster.CarriedDropped:
		return []BodyNotice{{Notice: Notice{To: Keepers, Text: append([]lang.Text{lang.T("carried.dropped")}, Carried(s)...)}}}
	case roster.MeetingNumbered:
		if len(s.Carried) == 0 {
			return nil
		}
		return []BodyNotice{{Notice: Notice{To: Keepers, Text: append([]lang.Text{lang.T("carried.left-out")}, Carried(s)...)}}}
	case roster.Pledged:
		return pledged(s, e)
	case roster.AccountLinked:
		return linked(s, e)
	case roster.AccountUnlinked:
		return keepers(lang.T("body.unlinked", "member", s.NameOf(e.Member), "account", e.Account))
	case roster.LinkRequested:
		return requested(e)
	}
	return nil
}

func keepers(t lang.Text) []BodyNotice {
	return []BodyNotice{{Notice: Notice{To: Keepers, Text: []lang.Text{t}}}}
}

// linked tells the account for whom it speaks. Accounts that came with a list
// of members are told by the list.
func linked(s *roster.State, e roster.AccountLinked) []BodyNotice {
	if e.Request == 0 {
		return nil
	}
	return []BodyNotice{{Account: e.Account, Notice: Notice{To: Account, Text: []lang.Text{
		lang.T("body.recognised", "member", s.NameOf(e.Member), "body", s.Name),
	}}}}
}

func requested(e roster.LinkRequested) []BodyNotice {
	ack := BodyNotice{Account: e.Account, Notice: Notice{To: Account, Text: []lang.Text{lang.T("body.asked")}}}
	ask := BodyNotice{Notice: Notice{To: Keepers, Text: []lang.Text{
		lang.T("body.request", "name", e.Person, "account", e.Account, "request", e.Request),
	}}}
	return []BodyNotice{ack, ask}
}

func officeName(o governance.Office) lang.Text { return lang.T("office." + string(o)) }

// Stranger tells somebody whose account speaks for nobody that their words
// are no vote, and how to be recognised (B06).
func Stranger() Notice {
	return Notice{
		Text:    []lang.Text{lang.T("body.stranger")},
		Buttons: rows(row(button("link", "link"))),
	}
}
