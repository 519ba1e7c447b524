package governance

// AgendaRule says when items may be added to an agenda that was sent out: only
// what was convened is decided (B23).
type AgendaRule struct {
	// AddDays is how many days before the meeting the chair may still add items,
	// telling everybody; 0: as many as the notice of the meeting itself.
	AddDays int `json:"add_days,omitempty" yaml:"add_days,omitempty"`
}

// Days is how many days before a meeting items may still be added.
func (r AgendaRule) Days(c Clocks) int {
	if r.AddDays > 0 {
		return r.AddDays
	}
	return c.NoticeDays
}
