package bot

import (
	"errors"
	"slices"
	"strconv"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/bot/journal"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// orderElsewhere resolves a command that is not about a meeting in progress:
// about a body, or about nothing.
func (t *turn) orderElsewhere(spec command.Spec, c chat.Call, in command.Input) {
	if spec.Scope == command.OfMeeting {
		t.refuse(governance.Refuse(command.NoMeetingHere))
		return
	}
	o, err := t.make(spec, c, in)
	found, founding := o.Body.(roster.Found)
	a := t.assembly()
	switch {
	case founding: // it needs no body, and is about none that there is
		t.found(found)
	case a != nil:
		t.orderBody(a, spec, c, in)
	case err != nil:
		t.refuse(err)
	case o.Query.Kind != "":
		t.show(o.Query)
	default:
		t.refuse(governance.Refuse(command.NoBodyHere))
	}
}

// make parses the arguments and makes the order.
func (t *turn) make(spec command.Spec, c chat.Call, in command.Input) (command.Order, error) {
	if err := t.Book.Parse(spec, c, &in); err != nil {
		return command.Order{}, err
	}
	o, err := spec.Make(in)
	o.Ask = in.Doubts
	return o, err
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

// found begins a body: only administrators of the installation may.
func (t *turn) found(f roster.Found) {
	if !slices.Contains(t.Admins, t.u.From) {
		t.refuse(governance.Refuse(NotInstaller))
		return
	}
	a, err := t.begun(t.ctx, f.ID)
	if err != nil {
		t.done(outcome{err: err})
		return
	}
	t.laned = true
	a.submit(item[roster.State, roster.Command]{
		cause: t.u.ID, meta: governance.Meta{Said: t.said()},
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

// errand is a command to a body on its way through the body's lane.
type errand struct {
	*turn
	a     *assembly
	spec  command.Spec
	call  chat.Call
	in    command.Input
	order command.Order   // what the command led to
	conv  meeting.Convene // with a convocation
}

// orderBody decides a command in the lane of a body.
func (t *turn) orderBody(a *assembly, spec command.Spec, c chat.Call, in command.Input) {
	a.read(func(s *roster.State) { t.who = s.Accounts[string(t.u.From)] })
	t.laned = true
	e := &errand{turn: t, a: a, spec: spec, call: c, in: in}
	e.in.By = t.who
	a.submit(item[roster.State, roster.Command]{
		cause: t.u.ID, meta: governance.Meta{By: t.who, Said: t.said()}, resolve: e.resolve, alone: true,
		office: func(s *roster.State, c roster.Command) governance.Office {
			return command.ForBody(s, t.who, string(t.u.From), c)
		},
		done: e.settled,
	})
}

func (e *errand) resolve(s *roster.State) ([]roster.Command, error) {
	in := e.in
	in.Body = s
	var err error
	if e.order, err = e.make(e.spec, e.call, in); err != nil {
		return nil, err
	}
	o := e.order
	if err := e.overtaken(e.spec, s.Last); err != nil && (o.Body != nil || o.Convene != nil) {
		return nil, err
	}
	switch {
	case o.Body != nil:
		return []roster.Command{o.Body}, nil
	case o.Convene != nil:
		if e.conv, err = e.convocation(s, in, o.Convene, meetingID(s, o.Convene)); err != nil {
			return nil, err
		}
		if e.conv.Rehearsal {
			return []roster.Command{roster.CallRehearsal{Meeting: e.conv.Meeting}}, nil
		}
		return []roster.Command{roster.NumberMeeting{
			Meeting: e.conv.Meeting, Year: e.conv.Year, Takes: o.Convene.Carried,
		}}, nil
	case !e.spec.Allows(in): // of what is only shown no rule judges
		return nil, governance.Refuse(meeting.NotYourOffice, "office", e.spec.Office)
	}
	return nil, nil
}

// settled goes on with what the body's lane could not do: show an answer, open
// the stream of a meeting that has its number now.
func (e *errand) settled(o outcome) {
	switch {
	case o.err != nil || o.refusal != nil:
		e.done(o)
	case e.order.Query.Kind != "":
		e.show(e.order.Query)
	case o.repeated && e.spec.Name == "convene":
		e.reconvene(o.first)
	case e.conv.Meeting != "":
		e.convene(e.conv)
	default:
		e.done(o)
	}
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
	if c.Rehearsal {
		day += "-rehearsal"
	}
	id := day
	for n := 2; slices.Contains(s.Rehearsals, id) ||
		slices.ContainsFunc(s.Meetings, func(m roster.Sitting) bool { return m.Meeting == id }); n++ {
		id = day + "-" + strconv.Itoa(n)
	}
	return id
}

// convocation makes the convocation from the body as it is now, and asks the
// rules whether it stands before the register gives it a number.
func (t *turn) convocation(s *roster.State, in command.Input, c *command.Convene, id string) (meeting.Convene, error) {
	conv := meeting.Convene{
		Meeting: id, Body: meeting.Body{ID: s.ID, Name: s.Name, Kind: s.Kind},
		Year: s.Bylaws.Year(c.Convocation.At), Bylaws: s.Bylaws, Basis: s.Basis, Officers: s.Officers,
		Convocation: c.Convocation, Agenda: c.Agenda, Rehearsal: c.Rehearsal,
	}
	if c.Carried {
		left := s.CarriedTo(id)
		if len(left) == 0 {
			return conv, governance.Refuse(roster.NothingCarried)
		}
		conv.Agenda = append(takenUp(left), c.Agenda...)
	}
	if m, known := s.Sitting(id); known {
		conv.Number = m.Number
	} else if !c.Rehearsal {
		conv.Number = s.NextMeeting(conv.Year)
	}
	if len(conv.Convocation.Places) == 0 {
		conv.Convocation.Places = s.Places
		if len(s.Places) == 0 && in.In != chat.PrivateOf(in.Account) {
			conv.Convocation.Places = []string{string(in.In)}
		}
	}
	for _, p := range s.Roll() {
		conv.Roll = append(conv.Roll, meeting.Called{
			ID: p.ID, Name: p.Name, Votes: p.Votes && len(p.For) == 0, Director: p.Director, Since: p.Since,
			For: s.Seats(p),
		})
	}
	meta := convener(s, in.By)
	meta.At = later(t.Clock.Now(), s.Last)
	_, err := meeting.Decide(new(meeting.State), meta, conv)
	return conv, err
}

// takenUp are the items that earlier meetings left, on an agenda again.
func takenUp(left []roster.Carried) []meeting.Point {
	points := make([]meeting.Point, len(left))
	for i, c := range left {
		points[i] = meeting.Point{Title: c.Title, Kind: meeting.ItemKind(c.Kind), From: meeting.Origin{
			Meeting: c.Meeting, Item: c.Item, Number: c.Number, Year: c.Year, At: c.At,
		}}
	}
	return points
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
		err := t.insist(stream, func() (err error) {
			m, err = t.openMeeting(t.ctx, stream)
			return err
		})
		if err != nil {
			t.done(outcome{err: err})
			return
		}
	}
	meta := governance.Meta{By: t.who, Said: t.said()}
	if conv.Officers[governance.Chair] != t.who {
		meta.For = governance.Chair
	}
	m.submit(item[meeting.State, meeting.Command]{
		cause: t.u.ID, meta: meta,
		resolve: func(*meeting.State) ([]meeting.Command, error) { return []meeting.Command{conv}, nil },
		done:    t.done,
	})
}

// insist asks the stores again until they answer, as a lane does: a meeting
// that has its number must be convened, or there is a gap in the register.
func (t *turn) insist(stream string, ask func() error) error {
	told := false
	for again := pauseLeast; ; again = min(2*again, pauseMost) {
		err := ask()
		var short *ShortError
		var corrupt *journal.CorruptError
		if errors.As(err, &short) || errors.As(err, &corrupt) {
			return err
		}
		if (err != nil) != told {
			t.storeTrouble(stream, err)
			told = err != nil
		}
		if err == nil {
			return nil
		}
		if pause(t.ctx, again) != nil {
			return errGone // the update comes again
		}
	}
}

// reconvene finishes a convocation that was interrupted after its number was
// given: the register's entry says which meeting it was. Where nothing was
// recorded of it, or the meeting was convened, there is nothing to finish.
func (e *errand) reconvene(first uint64) {
	conv, err := e.unconvened(first)
	switch _, refused := governance.Refused(err); {
	case refused:
		e.done(outcome{refusal: err})
	case err != nil:
		e.done(outcome{err: err})
	case conv.Meeting == "":
		e.done(outcome{repeated: true})
	default:
		e.convene(conv)
	}
}

// unconvened is the convocation of a meeting that has its number and nothing
// more; zero for any other.
func (e *errand) unconvened(first uint64) (conv meeting.Convene, err error) {
	if first == 0 { // it was refused
		return conv, nil
	}
	entry, err := e.entryAfter(e.a.stream, first-1)
	if err != nil {
		return conv, err
	}
	r, err := e.a.decode(entry)
	if err != nil {
		return conv, err
	}
	id := roster.Called(r.Event)
	if id == "" {
		return conv, nil
	}
	if begun, err := e.entryAfter(meetingKind+":"+id, 0); err != nil || begun.Seq > 0 {
		return conv, err
	}
	e.a.read(func(s *roster.State) {
		in := e.in
		in.Body = s
		var o command.Order
		if o, err = e.make(e.spec, e.call, in); err == nil && o.Convene != nil {
			conv, err = e.convocation(s, in, o.Convene, id)
		}
	})
	return conv, err
}

// entryAfter reads one entry; zero where there is none.
func (t *turn) entryAfter(stream string, seq uint64) (entry journal.Entry, err error) {
	err = t.insist(stream, func() error {
		for e, err := range t.Journal.Read(t.ctx, stream, seq) {
			entry = e
			return err
		}
		return nil
	})
	return entry, err
}
