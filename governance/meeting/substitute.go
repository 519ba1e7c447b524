package meeting

import (
	"fmt"
	"slices"

	"assenso/governance"
)

// Seat is a vote held by a substitute in the place of its holder.
type Seat struct {
	Member governance.MemberID `json:"member"` // the substitute
	Holder governance.MemberID `json:"holder"`
}

// SeatTaken records that a substitute votes and counts in the place of a holder
// who is away. How many are entitled stays the same (B24).
type SeatTaken Seat

// SeatReturned records that the vote is the holder's again: they came, or the
// substitute left.
type SeatReturned Seat

// SeatHeld refuses the vote of a holder in whose place a substitute sits until
// the ballot has ended; args: member.
const SeatHeld governance.Reason = "seat-held"

// Name is for ever.
func (SeatTaken) Name() string { return "seat-taken" }

// Name is for ever.
func (SeatReturned) Name() string { return "seat-returned" }

// checkSubstitutes refuses a roll on which a substitute has a vote of their
// own, or stands for nobody who has one.
func (c Convene) checkSubstitutes() error {
	votes := make(map[governance.MemberID]bool, len(c.Roll))
	for _, p := range c.Roll {
		votes[p.ID] = p.Votes
	}
	for _, p := range c.Roll {
		for _, holder := range p.For {
			if p.Votes || !votes[holder] {
				return fmt.Errorf("convene: %q cannot be the substitute of %q", p.ID, holder)
			}
		}
	}
	return nil
}

// seated adds to events the seats that change hands by them: none while a
// ballot is pending, whose roll stands. The quorum is watched once for all of
// them, so that a chair is not told of a loss that a substitute makes good.
func (s *State) seated(m governance.Meta, c Command, events []Event) []Event {
	if !s.substitutes || s.Pending() != nil && !slices.ContainsFunc(events, endsBallot) {
		return events
	}
	after := s
	if len(events) > 0 {
		after = s.after(m, events)
	}
	swaps := after.swaps(asks(m, c))
	if len(swaps) == 0 {
		return events
	}
	events = append(slices.DeleteFunc(slices.Clone(events), ofQuorum), swaps...)
	return s.watch(events, s.after(m, events).now.minus(s.now))
}

func endsBallot(e Event) bool {
	switch e.(type) {
	case ProclaimedEvent, BallotAnnulled, BallotCounted:
		return true
	}
	return false
}

func ofQuorum(e Event) bool {
	switch e.(type) {
	case QuorumLow, QuorumLost, QuorumRegained:
		return true
	}
	return false
}

// asks is who checks in by the command, or is checked in; empty for others.
func asks(m governance.Meta, c Command) governance.MemberID {
	in, ok := c.(CheckIn)
	switch {
	case !ok:
		return ""
	case in.Member == "":
		return m.By
	}
	return in.Member
}

// swaps are the seats to change hands now: first those to give back, then those
// to take, in the order of the roll. A lost connection is no absence yet:
// a dropped substitute keeps the seat, and a dropped holder is replaced only by
// a substitute who then checks in, or does so again.
func (s *State) swaps(asks governance.MemberID) []Event {
	if s.Phase == Nothing || s.Phase == Over || s.Pending() != nil {
		return nil
	}
	var back, taken []Event
	busy := make(map[governance.MemberID]bool) // holders in whose place somebody sits
	for i := range s.Members {
		p := &s.Members[i]
		if p.Seat == "" {
			continue
		}
		if s.Member(p.Seat).In() != nil || p.In() == nil && !p.Dropped {
			back = append(back, SeatReturned{p.ID, p.Seat})
		} else {
			busy[p.Seat] = true
		}
	}
	for i := range s.Members {
		p := &s.Members[i]
		if len(p.For) == 0 || p.Fresh || p.In() == nil || busy[p.Seat] {
			continue
		}
		free := func(id governance.MemberID) bool {
			h := s.Member(id)
			return !busy[id] && (h.Votes || h.StandIn != "") && h.In() == nil && (!h.Dropped || p.ID == asks)
		}
		if n := slices.IndexFunc(p.For, free); n >= 0 {
			busy[p.For[n]] = true
			taken = append(taken, SeatTaken{p.ID, p.For[n]})
		}
	}
	return append(back, taken...)
}

func (e SeatTaken) apply(s *State, _ governance.Meta) {
	s.change(e.Holder, func(p *Member) { p.Votes, p.StandIn, p.lowers = false, e.Member, false })
	s.change(e.Member, func(p *Member) { p.Votes, p.Seat = true, e.Holder })
	s.RepetitionBase = slices.DeleteFunc(s.RepetitionBase, func(id governance.MemberID) bool { return id == e.Holder })
	s.reseated(Seat(e))
}

func (e SeatReturned) apply(s *State, _ governance.Meta) {
	s.change(e.Member, func(p *Member) { p.Votes, p.Seat = false, "" })
	s.change(e.Holder, func(p *Member) { p.Votes, p.StandIn = true, "" })
	s.reseated(Seat(e))
}

// reseated keeps the entry for both, so that an explanation can name it.
func (s *State) reseated(e Seat) {
	for _, id := range []governance.MemberID{e.Member, e.Holder} {
		p := s.Member(id)
		p.moves = append(p.moves, s.Seq+1)
	}
	s.touch()
	s.calm()
}

// seatsNow are the votes held by substitutes.
func (s *State) seatsNow() []Seat {
	if !s.substitutes {
		return nil
	}
	var seats []Seat
	for i := range s.Members {
		if p := &s.Members[i]; p.Seat != "" {
			seats = append(seats, Seat{p.ID, p.Seat})
		}
	}
	return seats
}

// Titular reports whether a member has a vote of their own, whoever holds it now.
func (m *Member) Titular() bool { return m.Votes && m.Seat == "" || m.StandIn != "" }

// Entitles reports whether a member had a vote in the ballot. Seats may have
// changed hands since, and a count that is corrected shall not notice.
func (b *Ballot) Entitles(p *Member) bool {
	for _, seat := range b.Seats {
		switch p.ID {
		case seat.Member:
			return true
		case seat.Holder:
			return false
		}
	}
	return p.Titular()
}
