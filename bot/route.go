package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/bot/lang"
	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// wordsMost bounds what one message may hold, in bytes; platforms allow less.
const wordsMost = 16 << 10

// deliver takes an update in. The channel it returns is closed when the update
// is safely written, or answered: only then may the platform forget it.
func (b *Bot) deliver(u chat.Update) <-chan struct{} {
	settled := make(chan struct{})
	if !b.seats.take(b.intake.Done()) {
		return settled // it must come again
	}
	b.work.begin()
	t := &turn{Bot: b, u: clean(u), started: time.Now(), settled: settled}
	if t.u.At.IsZero() {
		t.u.At = b.Clock.Now()
	}
	if !b.prepareAll(b.intake) {
		t.end("stopped", errGone)
		return settled
	}
	t.route()
	return settled
}

// turn is one update on its way.
type turn struct {
	*Bot
	u        chat.Update
	started  time.Time
	settled  chan<- struct{}
	m        *sitting
	laned    bool                // a lane answers, and knows what it answered
	question *meetingItem        // what its author is to be asked before it is settled
	who      governance.MemberID // in the body of m
	name     string              // of the command, for the log
	doubts   []command.NameDoubt // names the command left out, to be asked about
}

// said is when the words were said: where the platform does not tell, when they
// came. When they are decided on may be much later.
func (t *turn) said() time.Time {
	if t.u.Said.IsZero() {
		return t.u.At
	}
	return t.u.Said
}

func (t *turn) route() {
	switch body := t.u.Body.(type) {
	case chat.Press:
		t.press(body)
	case chat.Call:
		t.locate()
		t.call(body)
	case chat.Speech:
		t.locate()
		t.speech(body)
	case chat.Presence:
		t.locate()
		t.presence(body)
	default:
		t.end("ignored", nil)
	}
}

// locate finds the meeting of the place, and who speaks in its body.
func (t *turn) locate() {
	t.attend(t.index.at(t.u.In, t.u.From, t.said(), t.u.ID))
}

func (t *turn) attend(m *sitting) {
	t.m = m
	if m == nil {
		return
	}
	body := governance.BodyID(m.body)
	if t.who = t.index.speaker(body, t.u.From); t.who != "" {
		t.index.used(body, t.who, t.u.From)
	}
}

// end settles the update and writes its one line in the log: cause, command,
// outcome, duration; never what was said.
func (t *turn) end(what string, err error) {
	e := t.Log.Info()
	if err != nil && !errors.Is(err, errGone) {
		e = t.Log.Error().Err(err)
	}
	e.Str("cause", t.u.ID).Str("command", t.name).Str("outcome", what).
		Dur("took", time.Since(t.started)).Msg("update")
	if !errors.Is(err, errGone) { // else nothing became of it: it must come again
		close(t.settled)
	}
	t.seats.leave()
	t.work.end()
}

// submit gives an item to the meeting of the turn. The secretary's use of a
// command of the chair is an act by order of the chair.
func (t *turn) submit(it item[meeting.State, meeting.Command]) {
	t.laned = true
	it.cause = t.u.ID
	it.meta = governance.Meta{By: t.who, Said: t.said()}
	it.office = func(s *meeting.State, c meeting.Command) governance.Office {
		return command.ForMeeting(s, t.who, c)
	}
	t.m.submit(it)
}

// done answers what became of the update. What was recorded is shown by
// publish, from the journal; only a refusal, and trouble of ours, is answered
// here.
func (t *turn) done(o outcome) {
	switch {
	case o.err != nil:
		var short *ShortError
		switch {
		case errors.As(o.err, &short):
			t.answer(present.Notice{Text: []lang.Text{present.StoreShort(int(short.Has))}})
		case !errors.Is(o.err, errGone):
			t.answer(t.Bot.trouble())
		}
		t.end("trouble", o.err)
	case o.repeated:
		t.end("repeated", nil)
	case o.refusal != nil:
		t.refuse(o.refusal)
	case o.recorded > 0:
		t.ask(t.doubts)
		t.end("recorded", nil)
	case len(t.doubts) > 0:
		t.ask(t.doubts)
		t.end("nothing", nil)
	default:
		if t.commanded() {
			t.answer(present.Unchanged())
		}
		t.end("nothing", nil)
	}
}

// commanded tells that somebody typed a command or pressed a button, and waits
// for an answer even where it changed nothing.
func (t *turn) commanded() bool {
	switch t.u.Body.(type) {
	case chat.Call, chat.Press:
		return true
	}
	return false
}

func (t *turn) refuse(err error) {
	var list *command.FaultyListError
	if errors.As(err, &list) {
		t.answer(t.faultyList(list.Faults))
		t.end("refused "+string(roster.FaultyList), nil)
		return
	}
	var names *command.NameDoubtsError
	if errors.As(err, &names) {
		t.ask(names.Doubts)
		why, _ := governance.Refused(err)
		t.end("refused "+string(why), nil)
		return
	}
	var r *governance.Refusal
	if !errors.As(err, &r) {
		t.answer(t.Bot.trouble())
		t.end("trouble", err)
		return
	}
	t.answer(t.refusal(r))
	t.end("refused "+string(r.Why), nil)
}

// presence is somebody entering or leaving the room.
func (t *turn) presence(p chat.Presence) {
	if t.m == nil || t.who == "" {
		t.end("stranger", nil)
		return
	}
	link := linkOf(t.u.From)
	var c meeting.Command = meeting.CheckOut{How: meeting.Drop, Link: link}
	if p.Joined {
		c = meeting.CheckIn{Via: meeting.ByRoom, Place: string(t.u.In), Link: link}
		t.name = "join"
	}
	t.submit(item[meeting.State, meeting.Command]{
		resolve: func(s *meeting.State) ([]meeting.Command, error) {
			if s.Phase == meeting.Over {
				return nil, nil // people leave a meeting that is over
			}
			return []meeting.Command{c}, nil
		},
		done: t.done,
	})
}

// linkOf names a connection in the record without naming the account, which
// identifies a person.
func linkOf(account chat.Account) string {
	sum := sha256.Sum256([]byte(account))
	return hex.EncodeToString(sum[:6])
}

// press is a button: a call packed in a token. It carries intent, never
// authority.
func (t *turn) press(p chat.Press) {
	token, err := command.Unpack(p.Token)
	if err != nil {
		t.locate()
		t.refuse(err)
		return
	}
	spec, ok := t.Book.Find(token.Name)
	if !ok {
		t.locate()
		t.refuse(governance.Refuse(command.StaleButton))
		return
	}
	if token.Meeting == "" {
		t.locate()
	} else if t.attend(t.index.tagged(token.Meeting)); t.m == nil {
		t.refuse(governance.Refuse(meeting.MeetingOver))
		return
	}
	t.order(spec, chat.Call{Name: token.Name, Args: token.Args}, token.Round, true)
}

// call is a command, typed or from a menu.
func (t *turn) call(c chat.Call) {
	spec, ok := t.Book.Find(c.Name)
	if !ok {
		var near string
		t.look(func(in command.Input) { near, _ = t.Book.Nearest(in, c.Name, t.Language) })
		t.refuse(governance.Refuse(command.UnknownCommand, "name", c.Name, "near", near))
		return
	}
	t.order(spec, c, meeting.Round{}, false)
}

// order resolves a command where its turn comes: in the lane of its meeting or
// of its body.
func (t *turn) order(spec command.Spec, c chat.Call, round meeting.Round, button bool) {
	t.name = spec.Name
	in := command.Input{
		By: t.who, Account: t.u.From, Name: t.callerName(), Now: t.said(), In: t.u.In, Reply: t.u.Reply,
		Button: button, Round: round, Files: t.u.Files, Profiles: t.Profiles,
	}
	if t.m != nil && (spec.Scope == command.OfMeeting || t.ofMeeting(spec, c, in)) {
		t.orderMeeting(spec, c, in)
		return
	}
	t.orderElsewhere(spec, c, in)
}

// ofMeeting reports that a command which could be about the body is, here,
// about the meeting: what it leads to says so.
func (t *turn) ofMeeting(spec command.Spec, c chat.Call, in command.Input) bool {
	if spec.Scope != command.OfBody || in.By == "" {
		return false
	}
	var o command.Order
	var err error
	t.m.read(func(s *meeting.State) {
		in.Meeting = s
		t.withBody(s, func(b *roster.State) {
			in.Body = b
			o, err = t.make(spec, c, in)
		})
	})
	return err == nil && o.Meeting != nil
}

// orderMeeting decides a command in the lane of the meeting.
func (t *turn) orderMeeting(spec command.Spec, c chat.Call, in command.Input) {
	var query command.Query
	resolve := func(s *meeting.State) (cmds []meeting.Command, err error) {
		in := in
		in.Meeting = s
		t.withBody(s, func(b *roster.State) {
			in.Body = b
			cmds, query, err = t.orders(spec, c, in)
		})
		if err != nil {
			return nil, err
		}
		if err := t.overtaken(spec, s.Last); err != nil && len(cmds) > 0 {
			return nil, err
		}
		return t.complete(s, cmds)
	}
	done := func(o outcome) {
		if a := t.index.body(governance.BodyID(t.m.body)); a != nil {
			a.release(t.m)
		}
		if query.Kind != "" && o.err == nil && o.refusal == nil && !o.repeated {
			t.show(query)
			return
		}
		t.done(o)
	}
	t.submit(item[meeting.State, meeting.Command]{resolve: resolve, done: done, alone: true})
}

// longUnderWay is how long a command may be on its way and still mean what is
// going on when it comes.
const longUnderWay = 2 * time.Minute

// overtaken refuses a command that was long on its way where something was
// recorded since it was given: by then it may mean another motion, another
// item. So does one that was refused in its time, and is delivered again to a
// bot that has forgotten it.
func (t *turn) overtaken(spec command.Spec, last time.Time) error {
	late := t.u.At.Sub(t.said())
	if spec.Timed || late < longUnderWay || !last.After(t.said()) {
		return nil
	}
	return governance.Refuse(command.Overtaken, "length", late.Truncate(time.Second))
}

// withBody lets f look at the body of a meeting; nil where it is unknown here.
func (b *Bot) withBody(s *meeting.State, f func(*roster.State)) {
	if a := b.index.body(s.Body.ID); a != nil {
		a.read(f)
		return
	}
	f(nil)
}

// orders makes the orders to the meeting, or the query, of a command.
func (t *turn) orders(spec command.Spec, c chat.Call, in command.Input) ([]meeting.Command, command.Query, error) {
	if in.By == "" { // to the rules, nobody is the bot itself
		return nil, command.Query{}, governance.Refuse(meeting.NotMember)
	}
	o, err := t.make(spec, c, in)
	t.doubts = o.Ask
	switch {
	case err != nil:
		return nil, command.Query{}, err
	case o.Meeting != nil:
		return []meeting.Command{o.Meeting}, command.Query{}, nil
	case len(o.Batch) > 0:
		return o.Batch, command.Query{}, nil
	case !spec.Allows(in): // of what is only shown no rule judges
		return nil, command.Query{}, governance.Refuse(meeting.NotYourOffice, "office", spec.Office)
	}
	return nil, o.Query, nil
}

// complete adds what only the bot knows to orders: the text of the minutes,
// the next number of the body's register.
func (t *turn) complete(s *meeting.State, cmds []meeting.Command) ([]meeting.Command, error) {
	for i, c := range cmds {
		switch c := c.(type) {
		case meeting.Draft:
			hash, err := t.minutesHash(t.m.stream, s.Seq)
			if err != nil {
				return nil, err
			}
			cmds[i] = meeting.Draft{Hash: hash, Upto: s.Seq}
		case meeting.Open:
			opening, err := t.numbered(s, c)
			if err != nil {
				return nil, err
			}
			cmds[i] = opening
		case meeting.CheckIn:
			if c.Member == "" { // who is entered by another is not reached by a chat
				c.Place = t.room(s, c.Place)
				cmds[i] = c
			}
		case meeting.Answer:
			c.Place = t.room(s, c.Place)
			cmds[i] = c
		case meeting.MakeStatement:
			also, err := t.voteIn(s, c.Text)
			if err != nil {
				return nil, err
			}
			cmds = append(cmds, also...)
		}
	}
	return cmds, nil
}

// room is the place of the meeting that reaches who acts: where they speak,
// or, from a private chat, the one on their platform.
func (t *turn) room(s *meeting.State, place string) string {
	if slices.Contains(s.Convocation.Places, place) {
		return place
	}
	for _, p := range s.Convocation.Places {
		if chat.PlatformOf(p) == chat.PlatformOf(t.u.From) {
			return p
		}
	}
	return ""
}

// otherSitting reports that another meeting of the same body is open: a body
// cannot sit twice at once, and its resolutions have one row of numbers.
func (t *turn) otherSitting() bool {
	for _, o := range t.index.meetingsOf(t.m.body) {
		if o == t.m {
			continue
		}
		open := false
		o.read(func(s *meeting.State) { open = s.Phase == meeting.Sitting || s.Phase == meeting.Suspended })
		if open {
			return true
		}
	}
	return false
}

// Refusals that only the bot can give, which knows more than one meeting.
const (
	OtherMeeting governance.Reason = "other-meeting" // another meeting of the body is open
	NotInstaller governance.Reason = "not-installer" // only the installation's administrators found bodies
)

// clean makes the texts of an update what the record can hold: valid UTF-8,
// bounded.
func clean(u chat.Update) chat.Update {
	u.Name = bounded(u.Name)
	switch body := u.Body.(type) {
	case chat.Speech:
		body.Text = strings.TrimSpace(bounded(body.Text))
		u.Body = body
	case chat.Call:
		body.Name, body.Text = bounded(body.Name), bounded(body.Text)
		args := make(map[string]string, len(body.Args))
		for k, v := range body.Args {
			args[bounded(k)] = bounded(v)
		}
		body.Args = args
		u.Body = body
	}
	return u
}

func bounded(s string) string {
	if len(s) > wordsMost {
		s = s[:wordsMost]
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
