package governance

// AgendaRule says when items may be added to an agenda that was sent out: only
// what was convened is decided (B23).
type AgendaRule struct {
	// AddDays is how many days before the meeting the chair may still add items,
	// telling everybody; 0: as many as the notice of the meeting itself.
	AddDays int `json:"add_days,omitempty" yaml:"add_days,omitempty"`
	// InMeeting is who must agree, expressly, to an item that was not convened.
	// Empty: nobody can.
	InMeeting Agreement `json:"in_meeting,omitempty" yaml:"in_meeting,omitempty"`
	Article   string    `json:"article,omitempty" yaml:"article,omitempty"` // that says so
}

// Agreement is who has to agree to an item that was not convened.
type Agreement string

// The agreements.
const (
	AllMembers Agreement = "all-members" // every member is present and in favour
	AllPresent Agreement = "all-present" // everybody who is present is in favour
)

// Days is how many days before a meeting items may still be added.
func (r AgendaRule) Days(c Clocks) int {
	if r.AddDays > 0 {
		return r.AddDays
	}
	return c.NoticeDays
}
