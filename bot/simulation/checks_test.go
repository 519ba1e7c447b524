package simulation_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/bot/journal"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
	"assenso/governance/roster"
)

// check is all that must hold once a world has come to rest.
func (w *world) check() (faults []string) {
	faults = append(faults, w.unrepeated()...)
	for _, p := range w.platforms {
		for _, a := range p.unsettled() {
			faults = append(faults, fmt.Sprintf("#%d was never settled", a.n))
		}
	}
	if log := w.log.String(); strings.Contains(log, "panic") || strings.Contains(log, "own command") {
		faults = append(faults, "the log tells of trouble: "+log)
	}
	faults = append(faults, w.chains()...)
	faults = append(faults, w.numbers()...)
	for i, s := range w.sittings {
		var next time.Time
		if i+1 < len(w.sittings) {
			next = w.sittings[i+1].records[0].At
		}
		o := newOracle(w, s, next)
		faults = append(faults, o.countAgain()...)
		faults = append(faults, o.roll()...)
		faults = append(faults, o.grid()...)
		faults = append(faults, o.everyWord()...)
		faults = append(faults, o.everyVote()...)
		faults = append(faults, o.receipts()...)
		faults = append(faults, o.papers()...)
		faults = append(faults, o.stuck()...)
		faults = append(faults, o.replayed()...)
	}
	return faults
}

// unrepeated checks that nothing came of it that all was delivered once more.
// Words that had left no entry may be judged again by a bot that forgot them.
func (w *world) unrepeated() (faults []string) {
	before := make([]int, len(w.sittings))
	for i, s := range w.sittings {
		before[i] = len(s.entries)
	}
	w.look()
	for i, s := range w.sittings {
		if i >= len(before) {
			faults = append(faults, "a meeting was convened by an update that was delivered again")
			continue
		}
		for _, r := range s.records[before[i]:] {
			switch r.Event.(type) {
			case meeting.LateWord, meeting.SignGiven:
				if w.forgot {
					w.tolerate("words were judged again by a bot that forgot them")
					continue
				}
			}
			faults = append(faults, fmt.Sprintf("entry %d, %s, by an update that was delivered again", r.Seq, r.Event.Name()))
		}
	}
	if n := w.versionsShown(); n != w.shown && w.repeatable() {
		faults = append(faults, fmt.Sprintf("all was delivered again: %d messages became %d", w.shown, n))
	}
	return faults
}

// repeatable reports that what is delivered again must show nothing. A bot that
// forgot answers again; so does one whose answers a platform or a store did
// not take for certain, and one asked about a meeting that is sealed.
func (w *world) repeatable() bool {
	return !w.forgot && !w.plan.archives && (w.plan.rough == 0 || w.lives == w.orderly)
}

// chains verifies every stream, and that each cause is recorded once.
func (w *world) chains() (faults []string) {
	ctx := context.Background()
	streams := []string{"body:organo"}
	for _, s := range w.sittings {
		streams = append(streams, s.stream)
	}
	where := map[string]string{}
	for _, stream := range streams {
		if _, err := journal.Verify(stream, w.record.Read(ctx, stream, 0)); err != nil {
			faults = append(faults, err.Error())
		}
		last := ""
		for e := range w.record.Read(ctx, stream, 0) {
			before, seen := where[e.Cause]
			convening := strings.HasPrefix(before, "body") != strings.HasPrefix(stream, "body")
			if e.Cause != last && seen && !convening && (before == stream || !strings.Contains(e.Cause, ":"+before)) && isUpdate(e.Cause) {
				faults = append(faults, fmt.Sprintf("%s is recorded twice, in %s and at %s/%d", e.Cause, before, stream, e.Seq))
			}
			where[e.Cause], last = stream, e.Cause
		}
	}
	return faults
}

func isUpdate(cause string) bool { return strings.Contains(cause, ":update:") }

// numbers checks that resolutions are numbered without gaps, and registered.
func (w *world) numbers() (faults []string) {
	n, year := 0, ""
	for _, s := range w.sittings {
		for _, r := range s.records {
			if e, ok := r.Event.(meeting.ProclaimedEvent); ok && e.Number > 0 {
				if n++; e.Number != n {
					faults = append(faults, fmt.Sprintf("resolution %d has the number %d", n, e.Number))
				}
				year = e.Year
			}
		}
	}
	body, codec := new(roster.State), roster.NewCodec()
	for e := range w.record.Read(context.Background(), "body:organo", 0) {
		ev, err := codec.Decode(e.Name, e.Data, e.Private)
		if err != nil {
			return append(faults, err.Error())
		}
		body.Apply(governance.Recorded[roster.Event]{Seq: e.Seq, Event: ev, Meta: governance.Meta{By: governance.MemberID(e.By), At: e.At}})
	}
	if body.Numbers[year] != n {
		faults = append(faults, fmt.Sprintf("%d resolutions, the register knows %d", n, body.Numbers[year]))
	}
	return faults
}

// everyWord checks that each position somebody took in time is recorded once,
// as what it was; and nothing else of it.
func (o *oracle) everyWord() (faults []string) {
	for _, p := range o.people {
		if o.sitting.state.Member(p.id) == nil {
			continue
		}
		c := o.follow(p, forever)
		for _, a := range c.acts {
			if position, votes := a.meaning.position(); votes && a.about() == p && !a.answers {
				want := o.expected(p, a, c)
				got := o.becameOf(a, position)
				if want != "" && want != got {
					faults = append(faults, fmt.Sprintf("#%d (%s %s, said %s) became %q, not %q", a.n, p.name, a.meaning, clock(o.said(a)), got, want))
				}
			}
		}
	}
	return faults
}

// becameOf is what the journal has of an act.
func (o *oracle) becameOf(a *act, position governance.Position) string {
	var got []string
	for _, r := range o.causes[a.update.ID] {
		switch e := r.Event.(type) {
		case meeting.PositionTaken:
			if e.Position != position {
				return "another position"
			}
			got = append(got, "vote in "+e.Round.String())
		case meeting.Questioned:
			got = append(got, "question in "+e.Round.String())
		case meeting.LateWord:
			if e.Timely {
				got = append(got, "late though timely in "+e.Round.String())
			} else {
				got = append(got, "late in "+e.Round.String())
			}
		case meeting.BallotCounted, meeting.SignGiven:
		default:
			got = append(got, r.Event.Name())
		}
	}
	if len(got) == 0 {
		return "nothing"
	}
	return strings.Join(got, ", ")
}

// expected is what must have become of a position; empty where the oracle
// cannot tell.
func (o *oracle) expected(p *person, a *act, c *course) string {
	t := o.said(a)
	b := c.roundOf(a, t)
	switch {
	case !p.votes || o.crossed(c.acts):
		return ""
	case b == nil || t.Before(b.at):
		return "nothing"
	}
	in := " in " + b.Round.String()
	late := b.started && t.After(b.until)
	if b.ending > 0 && !o.before(a, b.ending) {
		switch {
		case b.how != "proclaimed":
			return "nothing"
		case late:
			return ""
		case o.plan.archives && o.sitting.state.Complete() && o.after(a, len(o.sitting.entries)):
			o.tolerate("words reached a meeting that was sealed")
			return ""
		default:
			return o.unlessRecused(p, b, "late though timely"+in)
		}
	}
	if late {
		return o.unlessRecused(p, b, "late"+in)
	}
	n, rank := o.order(a), o.rank(a)
	if o.follow(p, n).stayAt(t) != nil { // as it was known then: who comes back soon never left
		return o.unlessRecused(p, b, "vote"+in)
	}
	if a.whom != nil {
		return "nothing"
	}
	if slices.ContainsFunc(c.acts, func(x *act) bool { // words known to be overtaken ask nothing
		return o.rank(x) < rank && o.said(x).After(t) && o.isWord(p, x, b)
	}) {
		return ""
	}
	return o.unlessRecused(p, b, "question"+in)
}

// after reports that an act left no entry and was settled when there were so many.
func (o *oracle) after(a *act, entries int) bool {
	n := o.order(a)
	return len(o.causes[a.update.ID]) == 0 && n >= uint64(entries)
}

func (o *oracle) unlessRecused(p *person, b *round, what string) string {
	for _, r := range o.sitting.records {
		if e, ok := r.Event.(meeting.Recused); ok && e.Member == p.id && e.Round == b.Round {
			return ""
		}
	}
	return what
}

// everyVote checks that each recorded position was taken by somebody.
func (o *oracle) everyVote() (faults []string) {
	byID := map[string]*act{}
	for _, a := range o.acts {
		byID[a.update.ID] = a
	}
	for cause, rs := range o.causes {
		for _, r := range rs {
			e, ok := r.Event.(meeting.PositionTaken)
			if !ok {
				continue
			}
			a := byID[cause]
			if a == nil || a.about().id != e.Member {
				faults = append(faults, fmt.Sprintf("entry %d: a vote of %s that nobody gave", r.Seq, e.Member))
				continue
			}
			if position, votes := a.meaning.position(); votes && position != e.Position || !votes && a.meaning != isHere {
				faults = append(faults, fmt.Sprintf("entry %d: #%d was no vote %s", r.Seq, a.n, e.Position))
			}
		}
	}
	slices.Sort(faults)
	return faults
}

// shownVotes are names by position, as a message of receipts lists them.
type shownVotes map[string]governance.Position

// readReceipts reads a message of receipts; false for any other.
func (o *oracle) readReceipts(m chat.Message) (meeting.Round, shownVotes, bool) {
	var r meeting.Round
	found := false
	for _, b := range slices.Concat(m.Buttons...) {
		if t, ok := o.token(b.Token); ok && t.Name == "withdraw" && t.Meeting == command.MeetingTag(o.sitting.state.ID) {
			r, found = t.Round, true
		}
	}
	if !found {
		return r, nil, false
	}
	votes := shownVotes{}
	for line := range strings.Lines(m.Text.Plain()) {
		label, names, ok := strings.Cut(line, ": ")
		position := map[string]governance.Position{"CONTRARI": governance.Against, "ASTENUTI": governance.Abstain, "FAVOREVOLI": governance.Favour}[strings.TrimSpace(label)]
		if !ok || position == "" {
			continue
		}
		for _, p := range o.people {
			if strings.Contains(names, p.name) {
				votes[p.name] = position
			}
		}
	}
	return r, votes, true
}

// receipts checks that nothing was shown before it was recorded, that all who
// voted were shown it, and that what is shown last is what is recorded.
func (o *oracle) receipts() (faults []string) {
	type seat struct {
		round meeting.Round
		name  string
		as    governance.Position
	}
	known := map[seat]time.Time{}
	for _, r := range o.sitting.records {
		if e, ok := r.Event.(meeting.PositionTaken); ok {
			k := seat{e.Round, o.member(e.Member).name, e.Position}
			if known[k].IsZero() {
				known[k] = r.At
			}
		}
	}
	seen := map[seat]bool{}
	for _, p := range o.platforms {
		last := map[meeting.Round]shownVotes{}
		p.versions(func(in chat.Place, m chat.Message, at time.Time, final bool) {
			r, votes, ok := o.readReceipts(m)
			if !ok || in != p.room {
				return
			}
			for name, as := range votes {
				k := seat{r, name, as}
				seen[k] = true
				if t := known[k]; t.IsZero() || t.After(at) {
					faults = append(faults, fmt.Sprintf("%s shows %s as %s in %s at %s, which is not recorded", p.name, name, as, r, clock(at)))
				}
			}
			if final {
				last[r] = votes
			}
		})
		for r, votes := range last {
			want := shownVotes{}
			for _, v := range o.sitting.state.Ballot(r).Votes {
				want[o.member(v.Member).name] = v.Position
			}
			if !reflect.DeepEqual(votes, want) {
				faults = append(faults, fmt.Sprintf("%s shows at last the votes %v in %s, recorded are %v", p.name, votes, r, want))
			}
		}
	}
	for _, b := range o.sitting.state.Ballots {
		for _, v := range b.Votes {
			if k := (seat{b.Round, o.member(v.Member).name, v.Position}); !seen[k] {
				faults = append(faults, fmt.Sprintf("%s was never shown their vote in %s", k.name, b.Round))
			}
		}
	}
	slices.Sort(faults)
	return faults
}

// papers checks the minutes.
func (o *oracle) papers() (faults []string) {
	records := o.sitting.records
	hash := ""
	for _, r := range records {
		if e, ok := r.Event.(meeting.MinutesDrafted); ok {
			hash = e.Hash
			if got := minutes.Draft(records[:e.Upto]).Hash(); got != hash {
				faults = append(faults, fmt.Sprintf("draft %d has the hash %s, not %s", e.Version, got, hash))
			}
		}
	}
	m := minutes.Compile(records)
	if got := m.Text.Hash(); hash != "" && got != hash {
		faults = append(faults, fmt.Sprintf("the minutes have the hash %s, drafted was %s", got, hash))
	}
	if _, err := minutes.Encode(m); err != nil {
		faults = append(faults, err.Error())
	}
	return faults
}

// stuck reports a deadline that passed without anything happening.
func (o *oracle) stuck() (faults []string) {
	if due, ok := o.sitting.state.NextDeadline(); ok && time.Since(due) > time.Minute {
		faults = append(faults, fmt.Sprintf("something was due at %s, and nothing happened", clock(due)))
	}
	if o.archivesIt() != (o.archived[o.sitting.state.ID] > 0) {
		faults = append(faults, fmt.Sprintf("archived %d times", o.archived[o.sitting.state.ID]))
	}
	return faults
}

func (o *oracle) archivesIt() bool { return o.plan.archives && o.sitting.state.Complete() }

// replayed reads the journal once more, from the bytes.
func (o *oracle) replayed() (faults []string) {
	s := new(meeting.State)
	for i, e := range o.sitting.entries {
		ev, err := o.sitting.codec.Decode(e.Name, e.Data, e.Private)
		if err != nil {
			return append(faults, err.Error())
		}
		r := o.sitting.records[i]
		r.Event = ev
		s.Apply(r)
	}
	if !reflect.DeepEqual(s, o.sitting.state) {
		faults = append(faults, "a replay of the journal differs")
	}
	return faults
}
