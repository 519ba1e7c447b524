package meeting

import (
	"slices"
	"strings"

	"assenso/governance"
)

// Corrections are the acts by which a wrong record is put right (B29). Nothing
// is deleted: the minutes show the corrected fact, the journal both.

// CorrectNote puts another text in the place of a note of the discussion.
type CorrectNote struct {
	Entry  uint64 // that recorded the note; 0: the last note
	Text   string
	Reason string
}

// CorrectName puts right how a member is called in the record.
type CorrectName struct {
	Member governance.MemberID
	Name   string
	Reason string
}

// Refusals around corrections.
const (
	NoSuchNote    governance.Reason = "no-such-note"
	NoSuchStay    governance.Reason = "no-such-stay"   // args: member
	StayBounds    governance.Reason = "stay-bounds"    // args: from, to; the times overlap another stay, or lie in the future
	NotCounted    governance.Reason = "not-counted"    // args: round
	VoidRound     governance.Reason = "void-round"     // args: round; a void or annulled ballot is repeated, not corrected
	OutcomeFallen governance.Reason = "outcome-fallen" // args: round; corrections contradict it, the chair must annul it
)

// NoteCorrected records a note as it should have been.
type NoteCorrected struct {
	Entry  uint64 `json:"entry"`
	Text   string `json:"text" private:"yes"`
	Reason string `json:"reason" private:"yes"`
}

// NameCorrected records how somebody is called.
type NameCorrected struct {
	Member governance.MemberID `json:"member"`
	Person string              `json:"name" private:"yes"`
	Reason string              `json:"reason" private:"yes"`
}

// Name is for ever.
func (NoteCorrected) Name() string { return "note-corrected" }

// Name is for ever.
func (NameCorrected) Name() string { return "name-corrected" }

// mayCorrect refuses who the bylaws do not let correct the record, and what
// comes too late: the text that is put to the vote, approved or signed stands,
// and changes to it are asked for and voted (B53).
func (s *State) mayCorrect(m governance.Meta, reason string) error {
	offices := s.Bylaws.Correctors()
	if !slices.ContainsFunc(offices, func(o governance.Office) bool { return s.acts(m, o) == nil }) {
		return governance.Refuse(NotYourOffice, "office", offices[0])
	}
	if s.Minutes.After {
		if len(s.Signatures) > 0 {
			return governance.Refuse(MinutesDecided)
		}
	} else if err := s.stillTold(); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return governance.Refuse(ReasonNeeded)
	}
	if len(reason) > textMost {
		return governance.Refuse(NoteTooLong, "most", textMost)
	}
	return nil
}

func (c CorrectNote) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.mayCorrect(m, c.Reason); err != nil {
		return nil, err
	}
	if err := checkText(c.Text); err != nil {
		return nil, err
	}
	i := s.note(c.Entry)
	if i < 0 {
		return nil, governance.Refuse(NoSuchNote)
	}
	if s.Remarks[i].Text == c.Text {
		return nil, nil
	}
	return []Event{NoteCorrected{s.Remarks[i].Seq, c.Text, c.Reason}}, nil
}

// note finds a note by its entry, the last for 0; -1 where there is none.
func (s *State) note(entry uint64) int {
	for i := len(s.Remarks) - 1; i >= 0; i-- {
		if r := s.Remarks[i]; r.Note && (entry == 0 || r.Seq == entry) {
			return i
		}
	}
	return -1
}

func (c CorrectName) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.mayCorrect(m, c.Reason); err != nil {
		return nil, err
	}
	p, err := s.member(c.Member)
	if err != nil {
		return nil, err
	}
	if err := checkText(c.Name); err != nil {
		return nil, err
	}
	name := strings.TrimSpace(c.Name)
	if p.Name == name {
		return nil, nil
	}
	return []Event{NameCorrected{c.Member, name, c.Reason}}, nil
}

func (e NoteCorrected) apply(s *State, _ governance.Meta) {
	s.Remarks = slices.Clone(s.Remarks) // a state that looks ahead shares them
	if i := s.note(e.Entry); i >= 0 {
		s.Remarks[i].Text = e.Text
	}
	s.touch()
}

func (e NameCorrected) apply(s *State, _ governance.Meta) {
	s.Member(e.Member).Name = e.Person
	s.concern(e.Member, e.Person)
	s.touch()
}
