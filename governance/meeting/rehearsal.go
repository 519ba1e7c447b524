package meeting

// A rehearsal (prova) is a meeting that people hold to learn how one goes.
//
// All goes as in a meeting: the same rules judge, the same refusals are given,
// minutes are compiled, approved and signed. Nothing of it counts: it has no
// number in the body's register, no motion adopted in it is a numbered
// resolution, nobody is owed days of notice. It is one from its first entry to
// the last: no command makes a meeting of it, and none makes it of a meeting.

// numbers is the number and year that an adopted motion takes, none in a
// rehearsal.
func (s *State) numbers() (number int, year string) {
	if s.Rehearsal {
		return 0, ""
	}
	return s.nextNumber, s.Year
}
