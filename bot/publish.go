package bot

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/bot/journal"
	"assenso/bot/lang"
	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// addressed is a parcel with the platform it goes by.
type addressed struct {
	platform string
	parcel   *parcel
}

// openMeeting loads a meeting, or begins one, and starts its lane.
func (b *Bot) openMeeting(ctx context.Context, stream string) (*sitting, error) {
	cur, err := loadCursor(ctx, b.Memo, stream)
	if err != nil {
		return nil, err
	}
	m := &sitting{cursor: cur, id: stream[len(meetingKind)+1:]}
	if m.talk, err = loadDiscussion(ctx, b.Memo, stream); err != nil {
		return nil, err
	}
	l := &ledger[meeting.State, meeting.Command, meeting.Event]{
		rules: meetingRules(), stream: stream, journal: b.Journal, clock: b.Clock, salt: b.Salt,
	}
	m.meetingLane = newLane(l, b.answered, &b.work)
	m.trouble = b.storeTrouble
	l.written = func(s *meeting.State, r governance.Recorded[meeting.Event], e journal.Entry) {
		b.meetingWritten(m, s, r, e)
	}
	l.flush = func() { b.post(&m.out, m.cursor) }
	cur.rested = func() { b.finish(m) }
	if err := b.answered.load(ctx, stream); err != nil {
		return nil, err
	}
	b.index.addMeeting(m)
	if err := l.load(ctx, cur.mark); err != nil {
		b.index.forget(m)
		return nil, err
	}
	l.read(func(s *meeting.State) {
		m.rehearsal.Store(s.Rehearsal)
		if s.ID != "" && m.body == "" {
			b.index.place(m, s)
		}
	})
	b.lanes.Go(func() { m.run(b.ctx) })
	return m, nil
}

// openBody loads a body, or begins one, and starts its lane.
func (b *Bot) openBody(ctx context.Context, stream string) (*assembly, error) {
	cur, err := loadCursor(ctx, b.Memo, stream)
	if err != nil {
		return nil, err
	}
	a := &assembly{cursor: cur, id: stream[len(bodyKind)+1:]}
	l := &ledger[roster.State, roster.Command, roster.Event]{
		rules: bodyRules(), stream: stream, journal: b.Journal, clock: b.Clock, salt: b.Salt,
	}
	a.bodyLane = newLane(l, b.answered, &b.work)
	a.trouble = b.storeTrouble
	l.written = func(s *roster.State, r governance.Recorded[roster.Event], e journal.Entry) { b.bodyWritten(a, s, r, e) }
	l.flush = func() { b.post(&a.out, a.cursor) }
	if err := b.answered.load(ctx, stream); err != nil {
		return nil, err
	}
	if err := l.load(ctx, cur.mark); err != nil {
		return nil, err
	}
	l.read(func(s *roster.State) {
		for account := range s.Accounts {
			b.index.link(a, chat.Account(account))
		}
	})
	b.index.addBody(a)
	b.lanes.Go(func() { a.run(b.ctx) })
	return a, nil
}

// meetingWritten shows an entry and sees to what follows from it.
func (b *Bot) meetingWritten(m *sitting, s *meeting.State, r governance.Recorded[meeting.Event], e journal.Entry) {
	m.rehearsal.Store(s.Rehearsal)
	sp := b.speaker(s)
	var out []addressed
	notices := present.Meeting(s, r)
	b.withBody(s, func(body *roster.State) { notices = present.Confident(body, s, r, notices) })
	for n, notice := range notices {
		if ended, ok := r.Event.(meeting.ItemEnded); ok && notice.To == present.Room {
			notice.Text = append(notice.Text, b.section(m.stream, r.Seq, ended.N)...)
		}
		if notice.Seal {
			notice.Text = append(notice.Text, present.Seal(e.Seq, hex.EncodeToString(e.Hash[:])))
		}
		for _, to := range b.addresses(s, notice) {
			key := noticeKey(r.Seq, n, string(to.place))
			if m.cursor.shown(key) {
				continue
			}
			out = append(out, b.parcel(m, sp, b.pressable(s, notice, to.who, r.At), to, r.Seq, key))
		}
	}
	m.cursor.hand(r.Seq, len(out))
	m.out = append(m.out, out...)
	at, _ := s.NextDeadline()
	b.alarm.set(m.stream, at)
	b.follow(m, s, r)
}

// pressable is a notice to officers with the buttons of one of them: a teller
// does not proclaim, nor the chair confirm what the secretary does.
func (b *Bot) pressable(s *meeting.State, n present.Notice, who governance.MemberID, now time.Time) present.Notice {
	if n.To != present.Officers {
		return n
	}
	all := n.Buttons
	n.Buttons = nil
	for _, row := range all {
		var mine []present.Button
		for _, bt := range row {
			in := command.Input{Meeting: s, By: who, Now: now, Round: bt.Round}
			if b.Book.Permits(in, chat.Call{Name: bt.Name, Args: bt.Args}) {
				mine = append(mine, bt)
			}
		}
		if len(mine) > 0 {
			n.Buttons = append(n.Buttons, mine)
		}
	}
	return n
}

// follow sees to what an entry asks for beyond being shown.
func (b *Bot) follow(m *sitting, s *meeting.State, r governance.Recorded[meeting.Event]) {
	switch e := r.Event.(type) {
	case meeting.ConvenedEvent:
		b.index.place(m, s)
	case meeting.BallotOpened:
		b.askAgain(m, s.Ballot(e.Round))
	case meeting.BallotClosing:
		b.hear(m, s)
	case meeting.ProclaimedEvent:
		if e.Number > 0 {
			b.register(m, s, s.Resolutions[len(s.Resolutions)-1])
		}
	case meeting.BallotAnnulled:
		if i := slices.IndexFunc(s.Resolutions, func(r meeting.Resolution) bool { return r.Round == e.Round }); i >= 0 {
			b.fell(m, s, s.Resolutions[i])
		}
	case meeting.ValuesErased:
		b.erase(m.stream, e.Seqs)
	}
	if s.Phase == meeting.Over {
		b.carry(m, s)
	}
}

// bodyWritten shows an entry of a body and keeps the index true.
func (b *Bot) bodyWritten(a *assembly, s *roster.State, r governance.Recorded[roster.Event], e journal.Entry) {
	switch e := r.Event.(type) {
	case roster.AccountLinked:
		b.index.link(a, chat.Account(e.Account))
	case roster.AccountUnlinked:
		b.index.unlink(a, chat.Account(e.Account))
	}
	if seqs := roster.Erases(r.Event); len(seqs) > 0 {
		b.erase(a.stream, seqs)
	}
	if strings.HasPrefix(e.Cause, prepared) {
		a.cursor.hand(r.Seq, 0)
		return
	}
	sp := b.Catalogue.In(b.Language, s.Bylaws.Location())
	var out []addressed
	for n, notice := range present.Body(s, r) {
		for _, to := range b.bodyAddresses(s, notice) {
			key := noticeKey(r.Seq, n, string(to.place))
			if a.cursor.shown(key) {
				continue
			}
			p := b.draw(sp, notice.Notice, to, nil)
			p.sent = []func(error){b.shown(a.cursor, r.Seq, key)}
			out = append(out, addressed{chat.PlatformOf(to.place), p})
		}
	}
	a.cursor.hand(r.Seq, len(out))
	a.out = append(a.out, out...)
}

// post hands what was made to the outboxes, together.
func (b *Bot) post(out *[]addressed, c *cursor) {
	byPlatform := make(map[string][]*parcel)
	for _, a := range *out {
		byPlatform[a.platform] = append(byPlatform[a.platform], a.parcel)
	}
	*out = nil
	for name, parcels := range byPlatform {
		if o := b.outboxes[name]; o != nil {
			o.put(parcels...)
			continue
		}
		for _, p := range parcels { // a platform that is no longer configured
			for _, f := range p.sent {
				f(&chat.Error{Gone: true, Err: errNoPlatform})
			}
		}
	}
	if err := c.rest(b.ctx); err != nil && b.ctx.Err() == nil {
		b.Log.Error().Err(err).Str("stream", c.stream).Msg("keep cursor")
	}
}

// target is a place, and the one account a message there is for, if any.
type target struct {
	place chat.Place
	only  chat.Account
	who   governance.MemberID // whose account that is, in a meeting
}

// addresses finds the places of a notice of a meeting.
func (b *Bot) addresses(s *meeting.State, n present.Notice) []target {
	switch n.To {
	case present.Room:
		to := make([]target, len(s.Convocation.Places))
		for i, p := range s.Convocation.Places {
			to[i] = target{place: chat.Place(p)}
		}
		return to
	case present.Private:
		return b.privately(s, n.Member)
	default:
		var who []governance.MemberID
		for _, o := range []governance.Office{governance.Chair, governance.Secretary, governance.Teller} {
			if id := s.Officers[o]; id != "" && !slices.Contains(who, id) {
				who = append(who, id)
			}
		}
		var to []target
		for _, id := range who {
			to = append(to, b.privately(s, id)...)
		}
		return to
	}
}

// privately finds where one member is told something: in private where the
// platform lets the bot write first, else in the place, for them alone.
func (b *Bot) privately(s *meeting.State, id governance.MemberID) []target {
	account, ok := b.index.reach(s.Body.ID, id)
	if !ok {
		return nil
	}
	o := b.outboxes[chat.PlatformOf(account)]
	if o == nil {
		return nil
	}
	if o.platform.Limits().Private {
		return []target{{chat.PrivateOf(account), account, id}}
	}
	for _, p := range s.Convocation.Places {
		if chat.PlatformOf(p) == chat.PlatformOf(account) {
			return []target{{chat.Place(p), account, id}}
		}
	}
	return nil
}

// bodyAddresses finds the places of a notice of a body.
func (b *Bot) bodyAddresses(s *roster.State, n present.BodyNotice) []target {
	var accounts []string
	switch n.To {
	case present.Account:
		accounts = []string{n.Account}
	default: // Keepers
		for _, o := range []governance.Office{governance.Chair, governance.Secretary} {
			if mine := s.AccountsOf(s.Officers[o]); len(mine) > 0 {
				accounts = append(accounts, mine[0])
			}
		}
		for _, admin := range s.Admins {
			if !slices.Contains(accounts, admin.Account) {
				accounts = append(accounts, admin.Account)
			}
		}
	}
	var to []target
	for _, a := range accounts {
		account := chat.Account(a)
		if o := b.outboxes[chat.PlatformOf(account)]; o != nil && o.platform.Limits().Private {
			to = append(to, target{place: chat.PrivateOf(account), only: account})
		}
	}
	return to
}

func (b *Bot) speaker(s *meeting.State) *lang.Speaker {
	return b.Catalogue.In(b.Language, s.Zone())
}

// parcel makes the message of a notice of a meeting for one place.
func (b *Bot) parcel(m *sitting, sp *lang.Speaker, n present.Notice, to target, seq uint64, key string) addressed {
	p := b.draw(sp, n, to, m)
	if p.slot != "" {
		p.slot = m.stream + "/" + p.slot
	}
	if n.Attach == present.MinutesText {
		plain := p.draw
		p.draw = func(ctx context.Context) chat.Message {
			msg := plain(ctx)
			msg.Files = b.minutesFiles(ctx, m.stream, sp)
			return msg
		}
	}
	p.sent = []func(error){b.confirm(m, n, to, b.shown(m.cursor, seq, key))}
	return addressed{chat.PlatformOf(to.place), p}
}

// draw turns a notice into a parcel; the words are chosen at once, since the
// state they speak of moves on. m is the meeting that the notice is of, if any:
// all that is shown of a rehearsal is marked here, and nowhere else.
func (b *Bot) draw(sp *lang.Speaker, n present.Notice, to target, m *sitting) *parcel {
	meetingID := ""
	var mark chat.Rich
	if m != nil {
		meetingID = m.id
		if m.rehearsal.Load() {
			mark = sp.Page([]lang.Text{present.Rehearsal()})
		}
	}
	msg := b.message(sp, n, to, meetingID)
	p := &parcel{mark: mark, to: to.place, slot: n.Slot, rank: rankPlain, draw: func(context.Context) chat.Message { return msg }}
	switch {
	case n.Urgent:
		p.rank = rankUrgent
	case n.Slot != "":
		p.rank = rankBoard
	}
	return p
}

func (b *Bot) message(sp *lang.Speaker, n present.Notice, to target, meetingID string) chat.Message {
	msg := chat.Message{Text: sp.Page(n.Text), Only: to.only}
	for _, row := range n.Buttons {
		var buttons []chat.Button
		for _, bt := range row {
			t := command.Token{Name: bt.Name, Round: bt.Round, Args: bt.Args}
			if meetingID != "" {
				t.Meeting = command.MeetingTag(meetingID)
			}
			packed, err := t.Pack()
			if err != nil {
				b.Log.Error().Err(err).Str("command", bt.Name).Msg("pack button")
				continue
			}
			buttons = append(buttons, chat.Button{Label: sp.Plain(bt.Label), Token: packed})
		}
		if len(buttons) > 0 {
			msg.Buttons = append(msg.Buttons, buttons)
		}
	}
	return msg
}

// shown moves the cursor once a notice has reached its place, or cannot.
func (b *Bot) shown(c *cursor, seq uint64, key string) func(error) {
	return func(err error) {
		if err != nil {
			b.Log.Warn().Err(err).Str("stream", c.stream).Uint64("entry", seq).Msg("place is gone")
		}
		if err := c.done(b.ctx, seq, key); err != nil && b.ctx.Err() == nil {
			b.Log.Error().Err(err).Str("stream", c.stream).Msg("keep cursor")
		}
	}
}

// confirm tells the rules of a delivery they wait for: by the front door, as a
// command. The cursor moves only when that is written, else a stop in between
// would leave the rules waiting for ever.
func (b *Bot) confirm(m *sitting, n present.Notice, to target, shown func(error)) func(error) {
	var cause string
	var c meeting.Command
	switch {
	case !n.Awaits.Announcement.IsZero():
		cause = "delivered:" + n.Awaits.Announcement.String() + ":" + string(to.place)
		c = meeting.ConfirmAnnouncement{Round: n.Awaits.Announcement, Place: string(to.place)}
	case n.Awaits.Convocation:
		cause = "convened:" + string(n.Member)
		if n.Awaits.Notice > 0 {
			cause = "amended:" + strconv.Itoa(n.Awaits.Notice) + ":" + string(n.Member)
		}
		// The platform alone: the minutes annex the proof, and people's accounts
		// are nobody's business there.
		c = meeting.ConfirmDelivery{Members: []governance.MemberID{n.Member}, Via: chat.PlatformOf(to.place), Notice: n.Awaits.Notice}
	default:
		return shown
	}
	return func(err error) {
		if err != nil {
			shown(err)
			return
		}
		it := b.own(m, cause, c)
		told := it.done
		it.done = func(o outcome) {
			told(o)
			if o.err == nil {
				shown(nil)
			}
		}
		m.submit(it)
	}
}

// own makes an item of what the bot itself tells a meeting.
func (b *Bot) own(m *sitting, cause string, c meeting.Command) item[meeting.State, meeting.Command] {
	return item[meeting.State, meeting.Command]{
		cause: cause, meta: internal(), plain: true,
		resolve: func(*meeting.State) ([]meeting.Command, error) { return []meeting.Command{c}, nil },
		done: func(o outcome) {
			if o.err != nil && !errors.Is(o.err, errGone) || o.refusal != nil {
				b.Log.Error().Err(firstError(o.err, o.refusal)).Str("stream", m.stream).Str("cause", cause).Msg("own command")
			}
		},
	}
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// elapse tells the meeting that a deadline has come. Two may come at the same
// instant: what was recorded by then tells one from the other.
func (m *sitting) elapse(due time.Time) {
	var seq uint64
	m.read(func(s *meeting.State) { seq = s.Seq })
	cause := fmt.Sprintf("elapse:%s:%s:%d", m.stream, due.UTC().Format(time.RFC3339Nano), seq)
	m.submit(item[meeting.State, meeting.Command]{
		cause: cause, plain: true,
		resolve: func(*meeting.State) ([]meeting.Command, error) {
			return []meeting.Command{meeting.Elapse{}}, nil
		},
		done: func(outcome) {},
	})
}
