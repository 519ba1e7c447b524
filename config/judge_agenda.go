package config

import "assenso/governance"

// agenda checks the rule by which items are added to an agenda.
func (d *document) agenda(r governance.AgendaRule) {
	if d.has("agenda.add_days") {
		d.within("agenda.add_days", r.AddDays, 1, 60)
	}
}
