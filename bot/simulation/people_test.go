package simulation_test

import (
	"slices"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/governance"
	"assenso/governance/meeting"
)

// phrases are clear words: how unclear ones are read is tested elsewhere.
func phrases(m meaning) []string {
	switch m {
	case favour:
		return []string{"sono favorevole", "favorevole"}
	case against:
		return []string{"sono contrario", "voto contro"}
	case abstain:
		return []string{"mi astengo"}
	case takeBack:
		return []string{"annullo il mio voto", "ritiro il mio voto"}
	case perhaps:
		return []string{"forse mi astengo", "sarei contrario"}
	default:
		return []string{"buongiorno a tutti", "grazie a tutti", "si sente bene?"}
	}
}

// do lets somebody do something now.
func (w *world) do(a *act) *act {
	a.n, a.done = len(w.acts)+1, time.Now()
	w.acts = append(w.acts, a)
	p := platformOf(w, a.update.From)
	if s, ok := a.update.Body.(chat.Speech); ok && s.Message == "" {
		s.Message = string(a.update.From) + "/" + time.Now().Format("150405.000000000")
		a.update.Body = s
	}
	if s, ok := a.update.Body.(chat.Speech); ok {
		a.message = s.Message
	}
	p.enter(a, w.lag())
	if w.often(w.plan.repeats) && !w.calm {
		p.again(a, w.lag()+w.upTo(pick(w, time.Second, 30*time.Second, 4*time.Minute)))
	}
	return a
}

// lag is how long an update is on its way.
func (w *world) lag() time.Duration {
	switch {
	case !w.often(w.plan.slow):
		return w.between(20*time.Millisecond, 400*time.Millisecond)
	case w.often(0.8):
		return w.upTo(15 * time.Second)
	default:
		return w.upTo(150 * time.Second)
	}
}

// account is one the person uses now.
func (w *world) account(p *person) chat.Account { return pick(w, p.accounts...) }

// where is the room of an account's platform, or its private chat with the bot.
func (w *world) where(a chat.Account) chat.Place {
	if w.often(0.1) {
		return chat.PrivateOf(a)
	}
	return platformOf(w, a).room
}

func (w *world) say(p *person, m meaning) {
	from := w.account(p)
	words := pick(w, phrases(m)...)
	p.said = w.do(&act{who: p, meaning: m, update: chat.Update{From: from, In: w.where(from), Body: chat.Speech{Text: words}}})
}

// edit changes the person's last words.
func (w *world) edit(p *person, m meaning) {
	if p.said == nil {
		return
	}
	body := p.said.update.Body.(chat.Speech)
	body.Text, body.Edited = pick(w, phrases(m)...), true
	w.do(&act{
		who: p, meaning: m, edits: p.said, message: p.said.message,
		update: chat.Update{From: p.said.update.From, In: p.said.update.In, Body: body},
	})
}

func (w *world) call(p *person, m meaning, name, text string) *act {
	from := w.account(p)
	return w.do(&act{who: p, meaning: m, update: chat.Update{From: from, In: w.where(from), Body: chat.Call{Name: name, Text: text}}})
}

// press presses the newest button that fits, in the room or in private. It
// reports whether there is one.
func (w *world) press(p *person, m meaning, fits func(command.Token) bool) bool {
	from := w.account(p)
	on := platformOf(w, from)
	token, in, ok := on.button(from, fits)
	if !ok {
		return false
	}
	t, err := command.Unpack(token)
	if err != nil {
		w.t.Fatalf("a button that cannot be read: %q", token)
	}
	w.do(&act{
		who: p, meaning: m, tag: t.Meeting, round: t.Round, button: true, answers: t.Name == "answer",
		update: chat.Update{From: from, In: in, Body: chat.Press{Token: token}},
	})
	return true
}

// button finds the newest button on show to an account that fits.
func (p *platform) button(who chat.Account, fits func(command.Token) bool) (string, chat.Place, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, post := range slices.Backward(p.posts) {
		m := post.last()
		if post.in != p.room && post.in != chat.PrivateOf(who) || m.Only != "" && m.Only != who {
			continue
		}
		for _, b := range slices.Concat(m.Buttons...) {
			if t, ok := p.w.token(b.Token); ok && fits(t) {
				return b.Token, post.in, true
			}
		}
	}
	return "", "", false
}

// token reads the token of a button, each once: it is looked at often.
func (w *world) token(s string) (command.Token, bool) {
	t, known := w.tokens[s]
	if !known {
		if u, err := command.Unpack(s); err == nil {
			t = &u
		}
		w.tokens[s] = t
	}
	if t == nil {
		return command.Token{}, false
	}
	return *t, true
}

// voteButton fits the button of a position in a round.
func voteButton(m meaning, r meeting.Round) func(command.Token) bool {
	names := map[meaning]string{favour: "favour", against: "against", abstain: "abstain", takeBack: "withdraw", recuses: "recuse"}
	return func(t command.Token) bool { return t.Name == names[m] && t.Round == r } // of this meeting, or an old one
}

// arrive lets somebody come: into the room where the platform has one, else by
// saying so.
func (w *world) arrive(p *person) {
	from := w.account(p)
	on := platformOf(w, from)
	if on.seats && w.often(0.85) {
		if !p.inRoom[from] {
			p.inRoom[from] = true
			w.do(&act{who: p, meaning: joins, update: chat.Update{From: from, In: on.room, Body: chat.Presence{Joined: true}}})
		}
		return
	}
	if w.often(0.5) && w.press(p, comesIn, func(t command.Token) bool {
		return t.Name == "here" && (len(t.Args) == 0 || t.Args["mode"] == "remote")
	}) {
		return
	}
	w.call(p, comesIn, "presente", pick(w, "", "a distanza"))
}

// drop lets somebody's connection go, if they are in a room.
func (w *world) drop(p *person) bool {
	for _, a := range p.accounts {
		if p.inRoom[a] {
			p.inRoom[a] = false
			w.do(&act{who: p, meaning: drops, update: chat.Update{From: a, In: platformOf(w, a).room, Body: chat.Presence{}}})
			return true
		}
	}
	return false
}

// rejoin lets somebody back into the room.
func (w *world) rejoin(p *person) {
	for _, a := range p.accounts {
		if on := platformOf(w, a); on.seats && !p.inRoom[a] {
			p.inRoom[a] = true
			w.do(&act{who: p, meaning: joins, update: chat.Update{From: a, In: on.room, Body: chat.Presence{Joined: true}}})
			return
		}
	}
	w.arrive(p)
}

// live lets somebody do what people do, besides voting, until the end.
func (w *world) live(p *person) {
	w.in(w.between(20*time.Second, 9*time.Minute), func() {
		if w.over {
			return
		}
		switch x := w.chance.Float64(); {
		case x < 0.35:
			w.say(p, talk)
		case x < 0.6:
			if w.drop(p) {
				w.in(w.between(time.Second, pick(w, 10*time.Second, 25*time.Second, 3*time.Minute)), func() { w.rejoin(p) })
			}
		case x < 0.66:
			w.call(p, goesOut, "esco", "")
			w.in(w.between(time.Second, 2*time.Minute), func() { w.arrive(p) })
		case x < 0.72:
			w.say(p, pick(w, favour, against, abstain, takeBack, perhaps))
		case x < 0.78:
			w.edit(p, pick(w, talk, against, favour))
		case x < 0.86:
			w.arrive(p)
		case x < 0.92:
			w.pressOld(p)
		default:
			w.call(p, runs, pick(w, "stato", "aiuto", "proclama", "apri"), "")
		}
		w.live(p)
	})
}

// pressOld presses any vote button that is on show, however old.
func (w *world) pressOld(p *person) {
	m := pick(w, favour, against, abstain)
	var rounds []meeting.Round
	for _, s := range w.sittings {
		for _, b := range s.state.Ballots {
			rounds = append(rounds, b.Round)
		}
	}
	if len(rounds) > 0 {
		w.press(p, m, voteButton(m, pick(w, rounds...)))
	}
}

// react lets somebody behave in a ballot.
func (w *world) react(p *person, r meeting.Round, window time.Duration) {
	span := window + window/6 + 3*time.Second
	soon := func(do func()) { w.in(w.upTo(span), do) }
	vote := func() meaning { return pick(w, favour, against, against, abstain) }
	express := func(m meaning) {
		switch x := w.chance.Float64(); {
		case x < 0.35 && w.press(p, m, voteButton(m, r)):
		case x < 0.45:
			name := map[meaning]string{favour: "favorevole", against: "contrario", abstain: "astenuto"}[m]
			w.call(p, m, name, pick(w, "", "costa troppo"))
		default:
			w.say(p, m)
		}
	}
	switch x := w.chance.Float64(); {
	case x < 0.30: // keeps quiet
	case x < 0.58:
		soon(func() { express(vote()) })
	case x < 0.68:
		for range 2 + w.chance.IntN(3) {
			soon(func() { express(vote()) })
		}
	case x < 0.74:
		soon(func() { express(vote()) })
		soon(func() {
			if w.often(0.5) || !w.press(p, takeBack, voteButton(takeBack, r)) {
				w.say(p, takeBack)
			}
		})
	case x < 0.80:
		soon(func() { w.say(p, perhaps); w.answer(p, r) })
	case x < 0.86:
		soon(func() { w.say(p, vote()); w.in(w.upTo(span/2), func() { w.edit(p, pick(w, talk, favour, against)) }) })
	case x < 0.94:
		soon(func() {
			if w.drop(p) {
				w.in(w.between(time.Second, time.Minute), func() { w.rejoin(p) })
			}
			if w.often(0.5) {
				w.in(w.upTo(10*time.Second), func() { express(vote()) })
			}
		})
	case x < 0.97:
		soon(func() {
			if !w.press(p, recuses, voteButton(recuses, r)) {
				w.call(p, recuses, "nonpartecipo", "interesse personale")
			}
		})
	default:
		soon(func() { w.pressOld(p) })
	}
	for range 2 { // whoever was asked answers, mostly
		w.in(w.upTo(span), func() { w.answer(p, r) })
	}
}

// answer lets somebody answer the question on show to them, some seconds on.
func (w *world) answer(p *person, r meeting.Round) {
	if !w.often(0.7) {
		return
	}
	w.in(w.between(3*time.Second, 40*time.Second), func() {
		m := pick(w, isHere, isHere, favour, against, abstain, noVote)
		as := map[meaning]string{isHere: "present", favour: "favour", against: "against", abstain: "abstain", noVote: "none"}[m]
		w.press(p, m, func(t command.Token) bool { return t.Name == "answer" && t.Round == r && t.Args["as"] == as })
	})
}

// heed lets people take notice of what the bot has recorded.
func (w *world) heed(s *sitting, r governance.Recorded[meeting.Event]) {
	switch e := r.Event.(type) {
	case meeting.MemberCalled:
		w.know(e)
	case meeting.ConvenedEvent:
		w.in(0, func() { w.expect(s) })
	case meeting.BallotOpened:
		for _, p := range w.people {
			if len(p.accounts) > 0 && !w.over {
				w.react(p, e.Round, time.Duration(e.Window))
			}
		}
	}
}

// excuse lets somebody write why they do not come, mostly in time; some come
// after all.
func (w *world) excuse(p *person, hour time.Time) {
	if soon := time.Now(); hour.Before(soon) {
		hour = soon
	}
	w.at(hour.Add(w.between(-20*time.Minute, 3*time.Minute)), func() { w.call(p, runs, "giustifico", "motivi di famiglia") })
	if w.often(0.3) {
		w.at(hour.Add(w.upTo(8*time.Minute)), func() { w.arrive(p) })
	}
}

// expect lets members come to a meeting that was convened.
func (w *world) expect(s *sitting) {
	at := s.state.Convocation.At
	for _, p := range w.people {
		if len(p.accounts) == 0 {
			continue
		}
		from, to := at.Add(-25*time.Minute), at.Add(-time.Minute)
		if p.office == "" && w.often(0.1) {
			to = at.Add(10 * time.Minute)
		}
		if p.office == "" && w.often(0.05) {
			from = at.Add(-34 * time.Minute) // too early, perhaps
		}
		if p.office == "" && w.often(0.08) {
			continue // does not come, but may vote all the same
		}
		if p.office == "" && w.often(0.1) {
			w.excuse(p, at)
			continue
		}
		if time.Now().After(from) {
			from = time.Now()
		}
		w.at(from.Add(w.upTo(to.Sub(from))), func() { w.arrive(p) })
		w.at(from, func() { w.live(p) })
	}
}
