package bot

import (
	"errors"
	"slices"
	"strconv"

	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// The register of a body's resolutions has one row of numbers, and several
// meetings that write in it. A meeting takes its first number when it opens and
// counts on by itself; that no number is given twice rests on three things here:
// one meeting of a body opens and sits at a time, a meeting that opens counts
// on from what the others proclaimed, registered or not, and no meeting is
// sealed before all of its resolutions are registered.

// register enters a resolution in the body's register; its cause is the entry
// that proclaimed it, so that doing it twice does nothing.
func (b *Bot) register(m *sitting, s *meeting.State, r meeting.Resolution) {
	a := b.index.body(s.Body.ID)
	if a == nil {
		b.Log.Error().Str("stream", m.stream).Msg("body of the meeting is unknown")
		return
	}
	c := roster.RegisterResolution{
		Meeting: s.ID, Round: r.Round.String(), Number: r.Number, Year: r.Year, At: r.At, Title: s.Item(r.Item).Title,
	}
	if p := s.Ballot(r.Round); p.Result != nil {
		n := p.Result.Count
		c.Votes = roster.Votes{Favour: n.Favour, Against: n.Against, Abstained: n.Abstained}
	}
	b.hand(a, m, "entry:"+m.stream+"/"+strconv.FormatUint(r.Seq, 10), c)
}

// fell enters in the body's register that a resolution was annulled; its cause
// is the resolution, so that doing it twice does nothing. It follows the
// registration in the body's lane.
func (b *Bot) fell(m *sitting, s *meeting.State, r meeting.Resolution) {
	if a := b.index.body(s.Body.ID); a != nil {
		b.hand(a, m, "fell:"+m.stream+"/"+strconv.FormatUint(r.Seq, 10), roster.AnnulResolution{
			Meeting: s.ID, Round: r.Round.String(), At: s.Last,
		})
	}
}

// carry enters in the body what a meeting that is over left to the next one,
// however it ended; its cause is the meeting, so that doing it twice does
// nothing.
func (b *Bot) carry(m *sitting, s *meeting.State) {
	a := b.index.body(s.Body.ID)
	left := s.Carried()
	if a == nil || len(left) == 0 {
		return
	}
	known := false
	a.read(func(body *roster.State) { known = body.HandedOver(s.ID) })
	if known {
		return
	}
	c := roster.CarryItems{Meeting: s.ID, Number: s.Number, Year: s.Year, At: s.Convocation.At}
	for _, i := range left {
		c.Items = append(c.Items, roster.LeftItem{Item: i.Item, Title: i.Point.Title, Kind: string(i.Point.Kind), Why: string(i.Why)})
	}
	b.hand(a, m, "carry:"+m.stream, c)
}

// hand gives a command that follows from a meeting to its body, and seals the
// meeting if that was all it waited for.
func (b *Bot) hand(a *assembly, m *sitting, cause string, c roster.Command) {
	a.submit(item[roster.State, roster.Command]{
		cause:   cause,
		resolve: func(*roster.State) ([]roster.Command, error) { return []roster.Command{c}, nil },
		done: func(o outcome) {
			if err := firstError(o.err, o.refusal); err != nil {
				if !errors.Is(err, errGone) {
					b.Log.Error().Err(err).Str("stream", m.stream).Str("cause", cause).Msg("hand over to the body")
				}
				return
			}
			b.finish(m)
		},
	})
}

// catchUpRegister enters what a stop kept from the body: resolutions, and what
// the meeting left.
func (b *Bot) catchUpRegister(m *sitting, s *meeting.State) {
	a := b.index.body(s.Body.ID)
	if a == nil {
		return
	}
	b.carry(m, s)
	for _, r := range s.Resolutions {
		known, fallen := false, false
		a.read(func(body *roster.State) {
			known, fallen = body.Registered(registered(s, r)), body.Fallen(registered(s, r))
		})
		if !known {
			b.register(m, s, r)
		}
		if r.Annulled && !fallen {
			b.fell(m, s, r)
		}
	}
}

// registered names a resolution of a meeting as the register does.
func registered(s *meeting.State, r meeting.Resolution) roster.Resolution {
	return roster.Resolution{Meeting: s.ID, Round: r.Round.String(), Number: r.Number, Year: r.Year}
}

// handedOver reports that the body has all that a meeting leaves to it.
func (b *Bot) handedOver(m *sitting) bool {
	whole := true
	m.read(func(s *meeting.State) {
		a := b.index.body(s.Body.ID)
		if a == nil {
			return
		}
		a.read(func(body *roster.State) {
			whole = !slices.ContainsFunc(s.Resolutions, func(r meeting.Resolution) bool {
				return !body.Registered(registered(s, r)) || r.Annulled && !body.Fallen(registered(s, r))
			}) && (len(s.Carried()) == 0 || body.HandedOver(s.ID))
		})
	})
	return whole
}

// numbered completes the opening of a meeting with the number that its first
// resolution takes. Two meetings of a body that open at one moment would both
// find the other closed: the body lets one pass at a time.
func (t *turn) numbered(s *meeting.State, c meeting.Open) (meeting.Command, error) {
	a := t.index.body(s.Body.ID)
	if a == nil {
		return c, nil
	}
	if !a.claim(t.m) || t.otherSitting() {
		return nil, governance.Refuse(OtherMeeting)
	}
	a.read(func(r *roster.State) { c.NextNumber = r.NextResolution(s.Year) })
	for _, o := range t.index.meetingsOf(t.m.body) {
		o.read(func(other *meeting.State) {
			for _, r := range other.Resolutions {
				if r.Year == s.Year {
					c.NextNumber = max(c.NextNumber, r.Number+1)
				}
			}
		})
	}
	return c, nil
}

// claim lets one meeting of the body open; it holds until release.
func (a *assembly) claim(m *sitting) bool {
	return a.opening.CompareAndSwap(nil, m) || a.opening.Load() == m
}

// release ends the claim of a meeting, if it has it.
func (a *assembly) release(m *sitting) { a.opening.CompareAndSwap(m, nil) }
