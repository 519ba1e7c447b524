package config

import "assenso/governance"

// agenda checks the rule by which items are added to an agenda.
func (d *document) agenda(r governance.AgendaRule) {
	if d.has("agenda.add_days") {
		d.within("agenda.add_days", r.AddDays, 1, 60)
	}
	if !d.has("agenda.in_meeting") {
		return
	}
	d.oneOf("agenda.in_meeting", string(r.InMeeting), []string{string(governance.AllMembers), string(governance.AllPresent)})
	d.need("agenda.article", r.Article == "")
}
