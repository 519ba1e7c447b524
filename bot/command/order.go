package command

import (
	"slices"

	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// ForMeeting is the office in whose name an order is entered: the chair's,
// where the act is the chair's and the secretary gives it. It is what
// governance.Meta.For should be. It depends on the act and not on the command:
// "minutes" has acts of chair, secretary and members, and nobody signs by order.
func ForMeeting(s *meeting.State, who governance.MemberID, c meeting.Command) governance.Office {
	if s == nil || !chairs(c) && !byChairAlone(s, c) {
		return ""
	}
	if ownRight(s, who, c) {
		return ""
	}
	return byOrder(s, who)
}

// ownRight reports an act of the chair that who gives it may also do by an
// office of their own: a teller settles, a moderator gives the floor.
func ownRight(s *meeting.State, who governance.MemberID, c meeting.Command) bool {
	switch c := c.(type) {
	case meeting.AcceptAmendment:
		it := s.Item(itemOr(c.Item, s.Current))
		return it != nil && it.Mover() == who
	case meeting.WithdrawAmendment:
		it := s.Item(itemOr(c.Item, s.Current))
		return it != nil && c.N > 0 && c.N <= len(it.Amendments) && it.Amendments[c.N-1].By == who
	case meeting.Settle:
		return s.Holds(who, governance.Teller)
	case meeting.GiveFloor, meeting.PassOver, meeting.EndSpeech:
		return s.Holds(who, governance.Moderator)
	}
	return false
}

// itemOr is an item that was named, else the open one.
func itemOr(n, current int) int {
	if n == 0 {
		return current
	}
	return n
}

// ForBody is the same for the body's own acts. An administrator acts in their
// own right.
func ForBody(b *roster.State, who governance.MemberID, account string, c roster.Command) governance.Office {
	switch c.(type) {
	case roster.Assign, roster.AdoptBylaws, roster.DropCarried:
		if b != nil && !b.IsAdmin(account) {
			return byOrder(b, who)
		}
	}
	return ""
}

// officers are those of a meeting or of a body.
type officers interface {
	Holds(governance.MemberID, governance.Office) bool
}

// byOrder is the chair's office for a secretary who is not the chair too.
func byOrder(s officers, who governance.MemberID) governance.Office {
	if s.Holds(who, governance.Secretary) && !s.Holds(who, governance.Chair) {
		return governance.Chair
	}
	return ""
}

// byChairAlone reports a correction that the bylaws leave to the chair.
func byChairAlone(s *meeting.State, c meeting.Command) bool {
	switch c.(type) {
	case meeting.CorrectPresence, meeting.CorrectVote, meeting.CorrectNote, meeting.CorrectName:
		return !slices.Contains(s.Bylaws.Correctors(), governance.Secretary)
	}
	return false
}

// chairs reports the acts of the chair. A test asks the rules whether it is right.
func chairs(c meeting.Command) bool {
	switch c.(type) {
	case meeting.Convene, meeting.Amend, meeting.Revoke, meeting.MovePlace, meeting.Open, meeting.Appoint, meeting.OpenItem,
		meeting.EndItem, meeting.Postpone, meeting.Propose,
		meeting.OpenBallot, meeting.GoOn, meeting.Extend, meeting.CloseEarly, meeting.Settle, meeting.Proclaim,
		meeting.Annul, meeting.Repeat, meeting.Suspend, meeting.Resume, meeting.GiveUpApproval, meeting.Close, meeting.Desert,
		meeting.GiveFloor, meeting.PassOver, meeting.EndSpeech, meeting.LimitSpeech,
		meeting.JudgeAdequate, meeting.FallBack, meeting.Restore, meeting.DeclareTrouble, meeting.DeclareResolved,
		meeting.AcceptAmendment, meeting.WithdrawAmendment, meeting.DeclineProof,
		meeting.ProposeAlternative, meeting.WithdrawAlternative:
		return true
	}
	return false
}

// Allows reports whether the command belongs to an office that who gives it
// holds. Where the rules answer it is only a hint; for queries it is the answer.
func (s Spec) Allows(in Input) bool {
	if s.Office == "" {
		return true
	}
	if holds(in, s.Office) || s.Office == governance.Chair && holds(in, governance.Secretary) {
		return true
	}
	for _, o := range s.Also {
		if holds(in, o) {
			return true
		}
	}
	return false
}

// holds asks the meeting for its officers, else the body for its own.
func holds(in Input, o governance.Office) bool {
	switch {
	case o == governance.Administrator:
		return in.Body == nil && in.Meeting == nil || in.Body != nil && in.Body.IsAdmin(string(in.Account))
	case in.Meeting != nil:
		return in.Meeting.Holds(in.By, o)
	case in.Body != nil:
		return in.Body.Holds(in.By, o)
	}
	return false
}

// do is the order of one command to the meeting.
func do(c meeting.Command) (Order, error) { return Order{Meeting: c}, nil }

// each is one order to the meeting a person.
func each(ids []governance.MemberID, c func(governance.MemberID) meeting.Command) (Order, error) {
	if len(ids) == 1 {
		return do(c(ids[0]))
	}
	var o Order
	for _, id := range ids {
		o.Batch = append(o.Batch, c(id))
	}
	return o, nil
}

// show is a query.
func show(q Query) (Order, error) { return Order{Query: q}, nil }
