package bot

import (
	"fmt"
	"slices"
	"strconv"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// orderElsewhere resolves a command that is not about a meeting in progress:
// about a body, or about nothing.
func (t *turn) orderElsewhere(spec command.Spec, c chat.Call, in command.Input) {
	switch a := t.assembly(); {
	case spec.Scope == command.OfMeeting:
		t.refuse(governance.Refuse(command.NoMeetingHere))
	case a != nil:
		t.orderBody(a, spec, c, in)
	default:
		t.orderNothing(spec, c, in)
	}
}

// assembly is the body a command is about: that of the meeting in the place,
// that whose place it is, the only one the account speaks in, or the only one
// there is.
func (t *turn) assembly() *assembly {
	if t.m != nil {
		return t.index.body(governance.BodyID(t.m.body))
	}
	all := t.index.allBodies()
	for _, a := range all {
		var here bool
		a.read(func(s *roster.State) { here = slices.Contains(s.Places, string(t.u.In)) })
		if here {
			return a
		}
	}
	if mine := t.index.bodiesOf(t.u.From); len(mine) == 1 {
		return mine[0]
	}
	if len(all) == 1 {
		return all[0]
	}
	return nil
}

// orderNothing resolves a command without a body: help, or the foundation of
// one.
func (t *turn) orderNothing(spec command.Spec, c chat.Call, in command.Input) {
	err := t.Book.Parse(spec, c, &in)
	var o command.Order
	if err == nil {
		o, err = spec.Make(in)
	}
	found, founding := o.Body.(roster.Found)
	switch {
	case err != nil:
		t.refuse(err)
	case founding:
		t.found(found)
	case o.Query.Kind != "":
		t.show(o.Query)
	default:
		t.refuse(governance.Refuse(command.NoBodyHere))
	}
}

// found begins a body: only administrators of the installation may.
func (t *turn) found(f roster.Found) {
	if !slices.Contains(t.Admins, t.u.From) {
		t.refuse(governance.Refuse(NotInstaller))
		return
	}
	a, err := t.newBody(f.ID)
	if err != nil {
		t.done(outcome{err: err})
		return
	}
	t.laned = true
	a.submit(item[roster.State, roster.Command]{
		cause: t.u.ID, meta: governance.Meta{Said: t.u.Said},
		resolve: func(*roster.State) ([]roster.Command, error) {
			cmds := []roster.Command{f}
			if t.u.In != chat.PrivateOf(t.u.From) {
				cmds = append(cmds, roster.SetPlaces{Places: []string{string(t.u.In)}, Admin: string(t.u.From)})
			}
			return cmds, nil
		},
		done: t.done,
	})
}

func (t *turn) newBody(id governance.BodyID) (*assembly, error) {
	if a := t.index.body(id); a != nil {
		return a, nil
	}
	return t.openBody(t.ctx, bodyKind+":"+string(id))
}

// orderBody decides a command in the lane of a body.
func (t *turn) orderBody(a *assembly, spec command.Spec, c chat.Call, in command.Input) {
	var order command.Order
	var conv meeting.Convene
	resolve := func(s *roster.State) ([]roster.Command, error) {
		in := in
		in.Body, in.By = s, s.Accounts[string(t.u.From)]
		if err := t.Book.Parse(spec, c, &in); err != nil {
			return nil, err
		}
		o, err := spec.Make(in)
		if err != nil {
			return nil, err
		}
		order = o
		switch {
		case isFound(o):
			return nil, nil // another body: see done
		case o.Body != nil:
			return []roster.Command{o.Body}, nil
		case o.Convene != nil:
			if conv, err = t.convocation(s, in, o.Convene, meetingID(s, o.Convene)); err != nil {
				return nil, err
			}
			return []roster.Command{roster.NumberMeeting{Meeting: conv.Meeting, Year: conv.Year}}, nil
		}
		return nil, nil
	}
	var meta governance.Meta
	a.read(func(s *roster.State) { meta = governance.Meta{By: s.Accounts[string(t.u.From)], Said: t.u.Said} })
	t.who, t.laned = meta.By, true
	a.submit(item[roster.State, roster.Command]{
		cause: t.u.ID, meta: meta, resolve: resolve, alone: true,
		office: func(s *roster.State, c roster.Command) governance.Office {
			return command.ForBody(s, t.who, string(t.u.From), c)
		},
		done: func(o outcome) {
			switch {
			case o.err != nil || o.refusal != nil:
				t.done(o)
			case isFound(order):
				t.found(order.Body.(roster.Found))
			case order.Query.Kind != "":
				t.show(order.Query)
			case o.repeated && spec.Name == "convene":
				t.reconvene(a, spec, c, in, o.first)
			case conv.Meeting != "":
				t.convene(conv)
			default:
				t.done(o)
			}
		},
	})
}

func isFound(o command.Order) bool {
	_, ok := o.Body.(roster.Found)
	return ok
}

// callerName is how the author of the update is known where they write.
func (t *turn) callerName() string {
	if t.u.Name != "" {
		return t.u.Name
	}
	return string(t.u.From)
}

// meetingID names a meeting by body and day, with a number where that day has
// one already.
func meetingID(s *roster.State, c *command.Convene) string {
	day := string(s.ID) + "-" + c.Convocation.At.In(s.Bylaws.Location()).Format("2006-01-02")
	id := day
	for n := 2; slices.ContainsFunc(s.Meetings, func(m roster.Sitting) bool { return m.Meeting == id }); n++ {
		id = day + "-" + strconv.Itoa(n)
	}
	return id
}

// convocation makes the convocation from the body as it is now, and asks the
// rules whether it stands before the register gives it a number.
func (t *turn) convocation(s *roster.State, in command.Input, c *command.Convene, id string) (meeting.Convene, error) {
	conv := meeting.Convene{
		Meeting: id, Body: meeting.Body{ID: s.ID, Name: s.Name, Kind: s.Kind},
		Year: s.Bylaws.Year(c.Convocation.At), Bylaws: s.Bylaws, Officers: s.Officers,
		Convocation: c.Convocation, Agenda: c.Agenda,
	}
	conv.Number = s.NextMeeting(conv.Year)
	for _, m := range s.Meetings {
		if m.Meeting == id {
			conv.Number = m.Number
		}
	}
	if len(conv.Convocation.Places) == 0 {
		conv.Convocation.Places = s.Places
		if len(s.Places) == 0 && in.In != chat.PrivateOf(in.Account) {
			conv.Convocation.Places = []string{string(in.In)}
		}
	}
	for _, p := range s.Roll() {
		conv.Roll = append(conv.Roll, meeting.Called{ID: p.ID, Name: p.Name, Votes: p.Votes})
	}
	meta := convener(s, in.By)
	meta.At = later(t.Clock.Now(), s.Last)
	_, err := meeting.Decide(new(meeting.State), meta, conv)
	return conv, err
}

func convener(s *roster.State, by governance.MemberID) governance.Meta {
	m := governance.Meta{By: by}
	if s.Holds(by, governance.Secretary) && !s.Holds(by, governance.Chair) {
		m.For = governance.Chair
	}
	return m
}

// convene opens the stream of a meeting that has its number. Its cause is the
// same update, so that doing it twice does nothing.
func (t *turn) convene(conv meeting.Convene) {
	stream := meetingKind + ":" + conv.Meeting
	m := t.index.meeting(stream)
	if m == nil {
		var err error
		if m, err = t.openMeeting(t.ctx, stream); err != nil {
			t.done(outcome{err: err})
			return
		}
	}
	meta := governance.Meta{By: t.who, Said: t.u.Said}
	if conv.Officers[governance.Chair] != t.who {
		meta.For = governance.Chair
	}
	m.submit(item[meeting.State, meeting.Command]{
		cause: t.u.ID, meta: meta,
		resolve: func(*meeting.State) ([]meeting.Command, error) { return []meeting.Command{conv}, nil },
		done:    t.done,
	})
}

// reconvene finishes a convocation that was interrupted after its number was
// given: the register's entry says which meeting it was.
func (t *turn) reconvene(a *assembly, spec command.Spec, c chat.Call, in command.Input, first uint64) {
	var conv meeting.Convene
	err := fmt.Errorf("%s: entry %d is gone", a.stream, first)
	for e, rerr := range t.Journal.Read(t.ctx, a.stream, first-1) {
		if err = rerr; err != nil {
			break
		}
		r, derr := a.decode(e)
		if err = derr; err != nil {
			break
		}
		if numbered, ok := r.Event.(roster.MeetingNumbered); ok {
			a.read(func(s *roster.State) { conv, err = t.convocationAgain(s, spec, c, in, numbered.Meeting) })
		}
		break
	}
	if err != nil || conv.Meeting == "" {
		t.done(outcome{repeated: true})
		return
	}
	t.convene(conv)
}

func (t *turn) convocationAgain(s *roster.State, spec command.Spec, c chat.Call, in command.Input, id string) (meeting.Convene, error) {
	in.Body, in.By = s, s.Accounts[string(t.u.From)]
	if err := t.Book.Parse(spec, c, &in); err != nil {
		return meeting.Convene{}, err
	}
	o, err := spec.Make(in)
	if err != nil || o.Convene == nil {
		return meeting.Convene{}, err
	}
	return t.convocation(s, in, o.Convene, id)
}
