package simulation_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"assenso/bot/command"
	"assenso/governance"
	"assenso/governance/meeting"
)

// office is how far chair and secretary have come with their meetings.
type office struct {
	tried    string
	at       time.Time // when they tried it
	settings int       // changes of mind about a ballot, so that they come to an end
	handed   int       // how often an office was given to others
	troubles int       // for which the meeting was suspended
	wait     time.Time // until when nothing works

	chair, secretary *person // now
}

// begin lets the officers begin.
func (w *world) begin() { w.in(w.between(time.Second, 20*time.Second), w.preside) }

// preside lets the officers look at what is recorded, and do the next thing.
func (w *world) preside() {
	w.look()
	if next := w.govern(); next != nil {
		next()
	}
	if !w.over {
		w.in(w.between(700*time.Millisecond, 3*time.Second), w.preside)
	}
}

// once is do, unless the very same was tried a moment ago: people wait for an
// answer before they try again.
func (w *world) once(what string, do func()) func() { return w.within(25*time.Second, what, do) }

func (w *world) within(patience time.Duration, what string, do func()) func() {
	if what == w.office.tried && time.Since(w.office.at) < patience {
		return nil
	}
	return func() {
		w.office.tried, w.office.at = what, time.Now()
		do()
	}
}

// order lets the chair, or the secretary by order, give a command.
func (w *world) order(name, text string) func() {
	return w.once(name+" "+text, func() {
		who := w.office.chair
		if w.often(0.2) {
			who = w.office.secretary
		}
		w.call(who, runs, name, text)
	})
}

// write lets the secretary give a command of their own.
func (w *world) write(m meaning, name, text string, whom *person, as string) func() {
	return w.once(name+" "+text, func() {
		a := w.call(w.office.secretary, m, name, text)
		a.whom, a.as = whom, as
	})
}

// govern is the next thing the officers do, or nil for waiting.
func (w *world) govern() func() {
	if len(w.sittings) == 0 || w.done(len(w.sittings)-1) && len(w.sittings) < w.plan.meetings {
		return w.convene()
	}
	for i := range w.sittings {
		if !w.done(i) {
			return w.hold(w.sittings[i].state)
		}
	}
	w.over = true
	return nil
}

func (w *world) done(i int) bool { return w.sittings[i].state.Complete() }

func (w *world) convene() func() {
	what := fmt.Sprint("convene ", len(w.sittings))
	return w.within(15*time.Minute, what, func() { // twice is twice
		at := time.Now().Add(38 * time.Minute).Truncate(time.Minute)
		lines := []string{at.In(w.plan.bylaws.Location()).Format("02/01/2006 15:04") + ", mista"}
		for i := range w.plan.items {
			lines = append(lines, fmt.Sprintf("%d. Argomento %c", i+1, 'A'+i))
		}
		w.call(w.people[0], runs, "convoca", strings.Join(lines, "\n"))
	})
}

// hold is the next thing to do in a meeting.
func (w *world) hold(s *meeting.State) func() {
	w.office.chair, w.office.secretary = w.member(s.Officers[governance.Chair]), w.member(s.Officers[governance.Secretary])
	switch s.Phase {
	case meeting.Convened:
		return w.opening(s)
	case meeting.Suspended:
		return w.overcome(s)
	case meeting.Over:
		return w.signing(s)
	}
	if b := s.Pending(); b != nil {
		return w.conduct(s, b)
	}
	return w.proceed(s)
}

func (w *world) opening(s *meeting.State) func() {
	now := time.Now()
	if now.Before(s.Convocation.At.Add(-20 * time.Minute)) {
		return nil
	}
	if do := w.enterOthers(s); do != nil && w.often(0.3) {
		return do
	}
	if now.Before(s.Convocation.At) {
		return nil
	}
	if do := w.readExcuses(s); do != nil {
		return do
	}
	for _, p := range []*person{w.office.chair, w.office.secretary} {
		if s.Member(p.id).In() == nil {
			return w.once("arrive "+p.name, func() { w.arrive(p) })
		}
	}
	if len(s.NotReached()) > 0 {
		if w.often(0.5) {
			return w.order("apri", "motivo: avvisati a voce")
		}
		return w.write(runs, "consegnata", "tutti: circolare 1", nil, "")
	}
	if !s.Standing().Holds() {
		return w.fetch(s)
	}
	return w.order("apri", "")
}

// trouble lets the chair suspend the meeting because nothing works any more,
// mostly for a while, sometimes for longer than the bylaws have patience.
func (w *world) trouble() func() {
	do := w.order("sospendi", "guasto non si sente più nulla")
	if do == nil || w.office.troubles == 3 {
		return nil
	}
	w.office.troubles++
	w.office.wait = time.Now().Add(w.between(time.Second, pick(w, 20*time.Second, 3*time.Minute, 14*time.Minute)))
	return do
}

// overcome lets the chair resume what is suspended, once it can be.
func (w *world) overcome(s *meeting.State) func() {
	switch {
	case time.Now().After(w.office.wait):
		return w.order("riprendi", "")
	case s.Trouble() != nil && s.Trouble().Assurances == 0 && w.often(0.002):
		return w.order("assicura", "Assistenza: ancora poco")
	}
	return nil
}

// handOver lets the chair, or by order the secretary, give an office to somebody
// else who is there.
func (w *world) handOver(s *meeting.State) func() {
	p := pick(w, w.people...)
	if m := s.Member(p.id); w.office.handed == 3 || len(p.accounts) == 0 || m.In() == nil || p == w.office.chair || p == w.office.secretary {
		return nil
	}
	w.office.handed++
	return w.order("incarica", pick(w, "presidente ", "presidente ", "segretario ")+p.name)
}

// readExcuses lets the secretary accept why somebody is absent, or not.
func (w *world) readExcuses(s *meeting.State) func() {
	for _, p := range w.people {
		if m := s.Member(p.id); m != nil && m.Excuse != nil && m.Excuse.Decided.IsZero() {
			return w.write(runs, "accetta", p.name+pick(w, "", "", " no"), nil, "")
		}
	}
	return nil
}

// enterOthers lets the secretary enter who has no account, if anybody.
func (w *world) enterOthers(s *meeting.State) func() {
	for _, p := range w.people {
		m := s.Member(p.id)
		if len(p.accounts) > 0 || m == nil || m.In() != nil {
			continue
		}
		if w.chance.IntN(4) == 0 {
			continue
		}
		mode := pick(w, "in sede", "in sede", "a distanza")
		return w.write(marks, "segna", "presenti "+p.name+" "+mode, p, mode)
	}
	return nil
}

// fetch gets somebody who is missing, while the quorum is.
func (w *world) fetch(s *meeting.State) func() {
	for _, p := range w.people {
		if m := s.Member(p.id); len(p.accounts) > 0 && m.In() == nil && w.often(0.4) {
			return func() { w.rejoin(p) }
		}
	}
	return w.enterOthers(s)
}

// conduct is the next thing to do in a ballot.
func (w *world) conduct(s *meeting.State, b *meeting.Ballot) func() {
	again := w.office.settings < 6 && w.often(0.02)
	switch {
	case b.Stage == meeting.Announced && b.Late:
		return pick(w, w.order, w.order, w.order)("procedi", "")
	case b.Stage == meeting.Voting && again:
		w.office.settings++
		if w.often(0.5) {
			return w.order("attendi", "1 minuto")
		}
		return w.repetition(s)
	case b.Stage == meeting.Voting && w.often(0.01):
		return w.order("vota", "chiudi")
	case b.Stage == meeting.Voting && w.often(0.003):
		return w.trouble()
	case b.Stage == meeting.Voting && w.often(0.05):
		return w.aside(s, b)
	case b.On == meeting.OnMinutes && s.Minutes.Stale:
		return w.write(runs, "verbale", "bozza", nil, "")
	case b.Stage == meeting.Provisional:
		return w.conclude(s, b, again)
	}
	return nil
}

func (w *world) repetition(s *meeting.State) func() {
	if !s.Standing().Holds() {
		return w.fetch(s)
	}
	return w.order("ripeti", pick(w, "", "appello", "per prova"))
}

// aside lets the secretary enter a vote of somebody without an account, or
// that somebody is seen.
func (w *world) aside(s *meeting.State, b *meeting.Ballot) func() {
	p := pick(w, w.people...)
	if s.Member(p.id).In() == nil {
		return nil
	}
	if len(p.accounts) > 0 {
		return w.write(sees, "segna", "connessi "+p.name, p, "")
	}
	m := pick(w, favour, against, abstain)
	as := map[meaning]string{favour: "favorevole", against: "contrario", abstain: "astenuto"}[m]
	if !p.votes || b.Stage != meeting.Voting {
		return nil
	}
	return w.write(m, "segna", as+" "+p.name, p, as)
}

func (w *world) conclude(s *meeting.State, b *meeting.Ballot, again bool) func() {
	r := b.Result
	switch {
	case r.Verdict.Outcome == governance.TieSilent:
		return w.repetition(s)
	case again && w.office.settings < 6:
		w.office.settings++
		if w.often(0.5) {
			return w.repetition(s)
		}
		return w.order("annullavoto", "ripensamento")
	case !r.Resistant || len(r.Doubtful) > 0 && w.often(0.3):
		d := r.Doubtful[0]
		as := pick(w, "favorevole", "contrario", "astenuto", "non votante", "assente")
		p := w.member(d.Member)
		return w.once("settle "+p.name+b.Round.String(), func() {
			a := w.call(w.office.chair, settles, "definisci", p.name+" "+as+" lo ha detto a voce")
			a.whom, a.as = p, as
		})
	case w.often(0.4):
		return w.once("proclaim "+b.Round.String(), func() {
			if !w.press(w.office.chair, runs, func(t command.Token) bool { return t.Name == "proclaim" && t.Round == b.Round }) {
				w.call(w.office.chair, runs, "proclama", "")
			}
		})
	}
	return w.order("proclama", "")
}

// proceed is the next thing to do between ballots.
func (w *world) proceed(s *meeting.State) func() {
	if !slices.Contains(s.Confirmed, governance.Secretary) {
		return w.write(runs, "conferma", "", nil, "")
	}
	if s.Minutes.Decided() {
		return w.order("chiudi", "")
	}
	if !s.Standing().Holds() {
		return w.fetch(s)
	}
	if do := w.enterOthers(s); do != nil && w.often(0.05) {
		return do
	}
	if do := w.readExcuses(s); do != nil && w.often(0.2) {
		return do
	}
	if n := len(s.Ballots); n > 0 && s.Ballots[n-1].Stage == meeting.Void && w.often(0.8) {
		return w.repetition(s)
	}
	if w.often(0.01) {
		return w.order("sospendi", "pausa")
	}
	if w.often(0.01) {
		return w.trouble()
	}
	if w.often(0.04) {
		return w.handOver(s)
	}
	return w.treat(s)
}

// treat is the next thing to do on the agenda, and then with the minutes.
func (w *world) treat(s *meeting.State) func() {
	if it := s.Item(s.Current); it != nil {
		b := s.LastBallot(meeting.OnItem(it.N))
		switch {
		case it.Motion() == "":
			return w.order("proposta", fmt.Sprintf("Si approva l'argomento %d.", it.N))
		case b == nil || b.Stage != meeting.Proclaimed:
			return w.order("vota", pick(w, "", "", "1 minuto", "30 secondi", "appello"))
		case it.N == len(s.Agenda):
			return w.order("punto", "fine")
		}
		return w.order("punto", fmt.Sprint(it.N+1))
	}
	for i := range s.Agenda {
		if s.Agenda[i].Opened.IsZero() {
			return w.order("punto", fmt.Sprint(i+1))
		}
	}
	switch t := s.Minutes; {
	case t.Version == 0 || t.Stale:
		return w.write(runs, "verbale", "bozza", nil, "")
	case len(t.Changes) == 0 && w.often(0.1):
		return func() {
			w.call(pick(w, w.office.chair, w.office.secretary), runs, "modifica", "Il punto 1 va detto meglio.")
		}
	}
	for _, c := range s.Minutes.Changes {
		if c.Outcome == "" {
			return w.order("vota", fmt.Sprint("modifica ", c.N))
		}
	}
	return w.order("verbale", "approva")
}

func (w *world) signing(s *meeting.State) func() {
	if t := s.Minutes; t.Version == 0 || t.Stale { // the meeting ended before they were decided
		return w.write(runs, "verbale", "bozza", nil, "")
	}
	for _, o := range []governance.Office{governance.Chair, governance.Secretary} {
		if !slices.ContainsFunc(s.Signatures, func(g meeting.Signature) bool { return g.Office == o }) {
			return w.once("sign "+string(o), func() { w.call(w.member(s.Officers[o]), runs, "verbale", "firma") })
		}
	}
	return nil
}
