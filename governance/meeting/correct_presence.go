package meeting

import (
	"time"

	"assenso/governance"
)

// CorrectPresence puts right when and how a member was there: a stay that was
// entered wrongly, or that nobody entered.
type CorrectPresence struct {
	Member governance.MemberID
	Stay   int       // which of theirs, from 1; 0: the last; one more than there are: another
	From   time.Time // zero: as it is
	To     time.Time // zero: as it is
	// Stays takes the exit back: they never left.
	Stays  bool
	Means  Means // empty fields: as they are
	Reason string
}

// PresenceCorrected records a stay as it was, and as it stood in the record.
type PresenceCorrected struct {
	Member governance.MemberID `json:"member"`
	Stay   int                 `json:"stay"`
	Now    Times               `json:"now"`
	Was    Times               `json:"was,omitzero"` // nothing for a stay that nobody had entered
	Reason string              `json:"reason" private:"yes"`
}

// Times are when and how somebody was there. To is zero while they are.
type Times struct {
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
	Means
}

// Name is for ever.
func (PresenceCorrected) Name() string { return "presence-corrected" }

func (st *Stay) times() Times { return Times{st.From, st.To, st.Means} }

func (c CorrectPresence) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.mayCorrect(m, c.Reason); err != nil {
		return nil, err
	}
	p, err := s.member(c.Member)
	if err != nil {
		return nil, err
	}
	if err := c.Means.check(); err != nil {
		return nil, err
	}
	e, err := c.corrected(s, p)
	if err != nil {
		return nil, err
	}
	if e.Now == e.Was {
		return nil, nil
	}
	if from, to, ok := s.room(p, e.Stay, m); !ok || e.Now.From.Before(from) || e.Now.From.After(to) ||
		!e.Now.To.IsZero() && (e.Now.To.Before(e.Now.From) || e.Now.To.After(to)) ||
		e.Now.To.IsZero() && e.Stay < len(p.Stays) {
		return nil, governance.Refuse(StayBounds, "from", from, "to", to)
	}
	events := s.rechecked(m, []Event{e}, p.ID)
	return s.watch(events, s.effect(p, e.correct(s))), nil
}

// corrected is the stay as it should stand.
func (c CorrectPresence) corrected(s *State, p *Member) (PresenceCorrected, error) {
	n := c.Stay
	if n == 0 {
		n = max(1, len(p.Stays))
	}
	e := PresenceCorrected{Member: p.ID, Stay: n, Reason: c.Reason}
	switch {
	case n == len(p.Stays)+1 && !c.From.IsZero() && p.In() == nil:
		e.Now.Means = CheckIn{}.means(p)
	case n < 1 || n > len(p.Stays):
		return e, governance.Refuse(NoSuchStay, "member", p.ID)
	default:
		e.Was = p.Stays[n-1].times()
		e.Now = e.Was
	}
	if !c.From.IsZero() {
		e.Now.From = instant(c.From)
	}
	switch {
	case c.Stays:
		e.Now.To = time.Time{}
	case !c.To.IsZero():
		e.Now.To = instant(c.To)
	}
	if s.Phase == Over && e.Now.To.IsZero() {
		e.Now.To = s.Closed // nobody stays longer than the meeting
	}
	if c.Means.Mode != "" {
		e.Now.Mode = c.Means.Mode
	}
	if c.Means.Equipment != "" {
		e.Now.Equipment = c.Means.Equipment
	}
	return e, nil
}

// room is the time that a stay may fill: between its neighbours, since the
// doors were open, until now or the end of the meeting.
func (s *State) room(p *Member, n int, m governance.Meta) (from, to time.Time, ok bool) {
	from, to = s.Convocation.At.Add(-doorsOpen), m.At
	if s.Phase == Over {
		to = s.Closed
	}
	if n > 1 {
		from = p.Stays[n-2].To
	}
	if n < len(p.Stays) {
		to = p.Stays[n].From
	}
	return from, to, !to.Before(from)
}

func (e PresenceCorrected) apply(s *State, _ governance.Meta) {
	s.change(e.Member, e.correct(s))
	p := s.Member(e.Member)
	p.moves = append(p.moves, s.Seq+1)
	s.concern(e.Member, e.Reason)
	s.touch()
}

// correct is what the correction changes of the member.
func (e PresenceCorrected) correct(s *State) func(*Member) {
	return func(p *Member) {
		e.stay(p)
		p.opened = p.PresentAt(s.Opened)
	}
}

func (e PresenceCorrected) stay(p *Member) {
	if e.Stay > len(p.Stays) {
		p.Stays = append(p.Stays, Stay{Via: BySecretary, Marked: true})
	}
	st := &p.Stays[e.Stay-1]
	st.From, st.Means = e.Now.From, e.Now.Means
	if st.To.Equal(e.Now.To) {
		return
	}
	st.To = e.Now.To
	if e.Stay < len(p.Stays) {
		return
	}
	p.Dropped, p.CutOff = false, time.Time{}
	switch {
	case st.To.IsZero(): // back on the secretary's word
		st.Leave, st.Marked = "", true
	default:
		st.Leave, p.links = Exit, nil
	}
}
