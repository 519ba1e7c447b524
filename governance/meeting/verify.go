package meeting

import (
	"time"

	"assenso/governance"
)

// sights are the times somebody was known to be there. Whether they were is
// asked of two moments, now and the close of the ballot that is being counted,
// so two times are enough: the latest of all, and the latest until that close.
type sights struct{ latest, atClose time.Time }

// add takes a time in; closed is the close of the pending ballot, or zero.
func (v *sights) add(t, closed time.Time) {
	switch {
	case t.After(v.latest):
		if !closed.IsZero() && t.After(closed) && !v.latest.After(closed) {
			v.atClose = v.latest
		}
		v.latest = t
	case t.After(v.atClose) && !t.After(closed):
		v.atClose = t
	}
}

// by is the latest time not after t, as far as it is known.
func (v *sights) by(t time.Time) time.Time {
	if !v.latest.After(t) {
		return v.latest
	}
	if !v.atClose.After(t) {
		return v.atClose
	}
	return time.Time{}
}

// closed is the promised close of the pending ballot, or zero.
func (s *State) closed() time.Time {
	if b := s.Pending(); b != nil {
		return b.Until
	}
	return time.Time{}
}

// sign keeps a sign of life of a member: an act of their own, or what the
// platform tells of them; nothing that somebody else enters.
func (s *State) sign(id governance.MemberID, m governance.Meta) {
	p := s.Member(id)
	if p == nil {
		return
	}
	t := m.Spoken()
	if t.After(p.Heard) {
		p.Heard = t
	}
	p.sights.add(t, s.closed())
	s.answer(id, Answered, t)
}

// vouch keeps the secretary's word that they are there.
func (s *State) vouch(p *Member, m governance.Meta) {
	t := m.Spoken()
	if t.After(p.Vouched) {
		p.Vouched = t
	}
	p.sights.add(t, s.closed())
	s.answer(p.ID, SeenHere, t)
}

// GiveSign is any act of a member that shows they are there.
type GiveSign struct{}

// SignGiven records a sign of life. A member who writes all the time would
// fill the journal: a sign is recorded when the last is older than a third of
// its validity.
type SignGiven struct {
	Member governance.MemberID `json:"member"`
}

// Name is for ever.
func (SignGiven) Name() string { return "sign-given" }

func (GiveSign) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.member(m.By)
	if err != nil {
		return nil, err
	}
	if !p.PresentAt(m.Spoken()) {
		return nil, governance.Refuse(NotPresent)
	}
	if !s.signIsNews(p, m) {
		return nil, nil
	}
	return []Event{SignGiven{m.By}}, nil
}

// signIsNews reports whether a sign of life given now is worth an entry.
func (s *State) signIsNews(p *Member, m governance.Meta) bool {
	at := m.Spoken()
	return s.Call.waits(p.ID) || p.missedSince(at) || at.Sub(p.sights.by(at)) >= time.Duration(s.Bylaws.Clocks.SignOfLife)/3
}

func (e SignGiven) apply(s *State, m governance.Meta) { s.sign(e.Member, m) }

// Vouch is the secretary's "I see them connected".
type Vouch struct{ Members []governance.MemberID }

// Vouched records it.
type Vouched struct {
	Members []governance.MemberID `json:"members"`
}

// Name is for ever.
func (Vouched) Name() string { return "vouched" }

func (c Vouch) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Secretary); err != nil {
		return nil, err
	}
	for _, id := range c.Members {
		p, err := s.member(id)
		if err != nil {
			return nil, err
		}
		if p.In() == nil {
			return nil, governance.Refuse(NotPresent, "member", id)
		}
	}
	if len(c.Members) == 0 {
		return nil, nil
	}
	return []Event{Vouched(c)}, nil
}

func (e Vouched) apply(s *State, m governance.Meta) {
	for _, id := range e.Members {
		s.vouch(s.Member(id), m)
	}
}

// Verified reports whether it is established at t that the member is really
// there: by the room, by a sign of life, or by the secretary. It can be asked
// of now, and of the close of the pending ballot.
func (s *State) Verified(m *Member, t time.Time) bool {
	st := m.stayAt(t)
	return st != nil && s.verifiedIn(m, st, t)
}

func (s *State) verifiedIn(m *Member, st *Stay, t time.Time) bool {
	if st.room.holds(t) || st.Marked && st.Mode == governance.InPerson {
		return true
	}
	return !m.missedSince(t) && !m.sights.by(t).Before(t.Add(-time.Duration(s.Bylaws.Clocks.SignOfLife)))
}

// missedSince reports that the last thing known of the member at t is that
// they were called by name and did not answer.
func (m *Member) missedSince(t time.Time) bool {
	return m.missed.by(t).After(m.sights.by(t))
}

// Unverified lists the entitled members present of whom nothing was heard
// within the bylaws' time: a roll call asks only them.
func (s *State) Unverified(t time.Time) []governance.MemberID {
	var ids []governance.MemberID
	for i := range s.Members {
		if p := &s.Members[i]; p.Votes && p.In() != nil && !s.Verified(p, t) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}
