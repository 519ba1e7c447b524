package meeting_test

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// twin counts a ballot again from the journal alone, slowly and obviously: no
// state, no running totals, every question asked of the whole list of entries.
// It returns how the result differs.
func twin(journal []governance.Recorded[meeting.Event], s *meeting.State, counted meeting.BallotCounted) error {
	w := &twinned{journal: journal, bylaws: s.Bylaws, round: counted.Round}
	w.find()
	want := make(map[governance.MemberID]string)
	present := 0
	for _, m := range s.Members {
		if !w.entitled(&m) {
			continue
		}
		if list, counts := w.list(m.ID); list != "" {
			want[m.ID] = list
			if counts {
				present++
			}
		}
	}
	got := lists(counted.Result)
	if !maps.Equal(got, want) {
		return fmt.Errorf("counted %v, the journal says %v", got, want)
	}
	if counted.Result.Standing.Present != present {
		return fmt.Errorf("P is %d, the journal says %d", counted.Result.Standing.Present, present)
	}
	if out := len(counted.Result.Barred); counted.Result.Count.Present != present-out {
		return fmt.Errorf("the majority is of %d present, the journal says %d less %d", counted.Result.Count.Present, present, out)
	}
	return w.checkBase(s, counted.Result.Standing)
}

func lists(r meeting.Result) map[governance.MemberID]string {
	out := make(map[governance.MemberID]string)
	put := func(name string, ids []governance.MemberID) {
		for _, id := range ids {
			out[id] += name
		}
	}
	put("favour", r.Favour)
	put("silent", r.Silent)
	for _, c := range r.Choices {
		put(string(c.Letter), c.Members)
	}
	put("against", r.Against)
	put("abstain", r.Abstained)
	put("recused", r.Recused)
	put("barred", r.Barred)
	put("not-voting", r.NotVoting)
	put("absent", r.Absent)
	put(" dropped", r.Dropped)
	for _, d := range r.Doubtful {
		out[d.Member] += "doubtful " + string(d.Why)
	}
	return out
}

// twinned is a ballot as the journal tells it.
type twinned struct {
	journal   []governance.Recorded[meeting.Event]
	bylaws    governance.Bylaws
	round     meeting.Round
	opened    meeting.BallotOpened
	at, until time.Time
	unreached []string
	heard     []string
	seq       uint64 // of the announcement
}

// times are the instants the rules know: no entry is before the former.
func (w *twinned) spoken(i int) time.Time {
	var at time.Time
	for _, r := range w.journal[:i+1] {
		if r.At.After(at) {
			at = r.At
		}
	}
	if said := w.journal[i].Said; !said.IsZero() && said.Before(at) {
		return said
	}
	return at
}

func (w *twinned) recorded(i int) time.Time {
	r := w.journal[i]
	w2 := *w
	w2.journal = append(slices.Clone(w.journal[:i]), governance.Recorded[meeting.Event]{Meta: governance.Meta{At: r.At}})
	return w2.spoken(i)
}

// entitled reports whether a member had a vote at the announcement: their own,
// or that of somebody whose seat they had taken by then.
func (w *twinned) entitled(m *meeting.Member) bool {
	votes := m.Titular()
	for _, r := range w.journal {
		if r.Seq > w.seq {
			break
		}
		switch e := r.Event.(type) {
		case meeting.SeatTaken:
			votes = votes && e.Holder != m.ID || e.Member == m.ID
		case meeting.SeatReturned:
			votes = votes && e.Member != m.ID || e.Holder == m.ID
		}
	}
	return votes
}

func (w *twinned) find() {
	for i, r := range w.journal {
		switch e := r.Event.(type) {
		case meeting.BallotOpened:
			if e.Round == w.round {
				w.opened, w.at, w.seq = e, w.recorded(i), r.Seq
			}
		case meeting.WindowStarted:
			if e.Round == w.round {
				w.until, w.unreached = e.Until, e.Unreached
			}
		case meeting.WindowExtended:
			if e.Round == w.round {
				w.until, w.heard = e.Until, nil
			}
		case meeting.BallotClosing:
			if e.Round == w.round {
				w.until = e.Until
			}
		case meeting.PlaceHeard:
			if e.Round == w.round {
				w.heard = append(w.heard, e.Place)
			}
		}
	}
}

// word is the last word of a member in the ballot: a position, "withdrawn", or
// nothing; and when it was said, by which entry.
func (w *twinned) word(id governance.MemberID) (what string, said time.Time, seq uint64) {
	for i, r := range w.journal {
		now, t := "", w.spoken(i)
		switch e := r.Event.(type) {
		case meeting.PositionTaken:
			if e.Round == w.round && e.Member == id {
				now = string(e.Position)
			}
		case meeting.PositionWithdrawn:
			if e.Round == w.round && e.Member == id {
				now = "withdrawn"
			}
		}
		if now != "" && !t.Before(said) {
			what, said, seq = now, t, r.Seq
		}
	}
	return what, said, seq
}

// asked is the question that stands: the last said that no answer, and no word
// said after it, came for. Unsettling tells whether it puts earlier words in doubt.
func (w *twinned) asked(id governance.MemberID) (why string, unsettling bool, seq uint64) {
	var said, last time.Time
	for i, r := range w.journal {
		t := w.spoken(i)
		switch e := r.Event.(type) {
		case meeting.Questioned:
			if e.Round == w.round && e.Member == id && (why == "" || !t.Before(said)) {
				unsettling = unsettling || e.Why != meeting.AskAbsent
				why, said, seq = e.Why, t, r.Seq
			}
		case meeting.QuestionDropped:
			if e.Round == w.round && e.Member == id {
				why, unsettling = "", false
			}
		case meeting.PositionTaken:
			if e.Round == w.round && e.Member == id && !t.Before(last) {
				if last = t; !t.Before(said) {
					why, unsettling = "", false
				}
			}
		case meeting.PositionWithdrawn:
			if e.Round == w.round && e.Member == id {
				if last = t; !t.Before(said) {
					why, unsettling = "", false
				}
			}
		}
	}
	return why, unsettling, seq
}

// settled is how a member was settled last, unless they had a word since.
func (w *twinned) settled(id governance.MemberID) meeting.Settled {
	var as meeting.Settled
	var last time.Time
	for i, r := range w.journal {
		t := w.spoken(i)
		switch e := r.Event.(type) {
		case meeting.DoubtSettled:
			if e.Round == w.round && e.Member == id {
				as = e.As
			}
		case meeting.VoteCorrected:
			if e.Round == w.round && e.Member == id {
				as = e.As
			}
		case meeting.PositionTaken:
			if e.Round == w.round && e.Member == id && !t.Before(last) {
				as, last = "", t
			}
		case meeting.PositionWithdrawn:
			if e.Round == w.round && e.Member == id {
				as, last = "", t
			}
		case meeting.Questioned:
			if why, _, seq := (&twinned{journal: w.journal[:i+1], round: w.round}).asked(id); e.Round == w.round && e.Member == id && why != "" && seq == r.Seq {
				as = ""
			}
		case meeting.QuestionDropped:
			if e.Round == w.round && e.Member == id {
				as = ""
			}
		case meeting.Recused:
			if e.Round == w.round && e.Member == id {
				as = ""
			}
		}
	}
	return as
}

func (w *twinned) recused(id governance.MemberID) bool {
	for _, r := range w.journal {
		if e, ok := r.Event.(meeting.Recused); ok && e.Round == w.round && e.Member == id {
			return true
		}
	}
	return false
}

// seen reports whether a member was verifiably there at t, by what was recorded
// up to the entry seq (0: all).
func (w *twinned) seen(id governance.MemberID, t time.Time, upto uint64) bool {
	st := stayAt(w.stays(id, upto), t)
	if st == nil {
		return false
	}
	if st.marked && st.mode == governance.InPerson {
		return true
	}
	for _, room := range st.rooms {
		if !t.Before(room[0]) && t.Before(room[1]) {
			return true
		}
	}
	since := t.Add(-time.Duration(w.bylaws.Clocks.SignOfLife))
	if missed := w.missed(id, t, upto); missed.After(since) {
		since = missed
	}
	for i, r := range w.journal {
		if upto > 0 && r.Seq > upto {
			break
		}
		if s := w.spoken(i); s.After(t) || s.Before(since) {
			continue
		}
		if r.By == id {
			return true
		}
		switch e := r.Event.(type) {
		case meeting.SignGiven:
			if e.Member == id {
				return true
			}
		case meeting.Vouched:
			if slices.Contains(e.Members, id) {
				return true
			}
		case meeting.Entered:
			if e.Member == id && (r.By == "" || e.Via == meeting.BySecretary) {
				return true
			}
		case meeting.MeansChanged:
			if e.Member == id && (r.By == "" || e.Via == meeting.BySecretary) {
				return true
			}
		case meeting.Left: // seen in the room until its connection went
			if e.Member == id && e.Linked {
				return true
			}
		}
	}
	return false
}

// missed is when a member last did not answer when called by name, until t.
func (w *twinned) missed(id governance.MemberID, t time.Time, upto uint64) (last time.Time) {
	for i, r := range w.journal {
		if upto > 0 && r.Seq > upto {
			break
		}
		e, ok := r.Event.(meeting.CallMissed)
		if at := w.recorded(i); ok && e.Member == id && !at.After(t) && at.After(last) {
			last = at
		}
	}
	return last
}

// list is where a member belongs, and whether P counts them; empty for who has
// no part in the ballot.
func (w *twinned) list(id governance.MemberID) (string, bool) {
	all := w.stays(id, 0)
	inRoll := slices.Contains(w.opened.Roll, id)
	word, _, _ := w.word(id)
	voted := word != "" && word != "withdrawn"
	as := w.settled(id)
	recused := w.recused(id)
	came := false
	for _, st := range all {
		came = came || !st.from.After(w.until) && st.to.After(w.at)
	}
	if !inRoll && !came && !voted && !recused && as == "" {
		return "", false
	}
	now := stayAt(all, w.until)
	everybody := w.rule().Majority.EverybodyVotes
	switch {
	case as == meeting.AsAbsent:
		return "absent", false
	case as != "":
		return string(as), true
	case now != nil && w.rule().BarDirectors && w.director(id):
		return "barred", true
	case recused:
		return "recused", now != nil && !w.bylaws.RecusedLeaveBase && !everybody
	}
	why, unsettling, _ := w.asked(id)
	if why != "" && (unsettling || !voted) && (now != nil || inRoll || why != meeting.AskAbsent) {
		return "doubtful unanswered", now != nil || voted
	}
	switch {
	case voted:
		return word, now != nil || !everybody
	case now == nil:
		for i := len(all) - 1; i >= 0; i-- {
			if !all[i].from.After(w.until) {
				if all[i].dropped {
					return "absent dropped", false
				}
				break
			}
		}
		return "absent", false
	case everybody:
		return "doubtful not-voted", true
	case !w.opened.Silence || !inRoll:
		return "not-voting", true
	}
	then := stayAt(w.stays(id, w.seq-1), w.at)
	switch {
	case now.from.After(w.at):
		return "doubtful away", true
	case !w.seen(id, w.at, w.seq) || !w.seen(id, w.until, 0):
		return "doubtful unverified", true
	case then != nil && (slices.Contains(w.unreached, then.place) ||
		then.place == "" && then.mode != governance.InPerson && !then.marked):
		return "doubtful unreached", true
	case w.placeAtClose(id) != "" && !slices.Contains(w.heard, w.placeAtClose(id)):
		return "doubtful unheard", true
	}
	return "silent", true
}

// rule is what the ballot is decided by: its own, or the bylaws'.
func (w *twinned) rule() governance.Rule {
	if w.opened.Rule != nil {
		return *w.opened.Rule
	}
	return governance.Rule{Quorum: w.bylaws.Quorum, Majority: w.bylaws.Majority}
}

func (w *twinned) director(id governance.MemberID) bool {
	for _, r := range w.journal {
		if e, ok := r.Event.(meeting.MemberCalled); ok && e.Member == id {
			return e.Director
		}
	}
	return false
}

// placeAtClose is where a member was reached when the window closed.
func (w *twinned) placeAtClose(id governance.MemberID) string {
	var closing uint64
	for _, r := range w.journal {
		if e, ok := r.Event.(meeting.BallotClosing); ok && e.Round == w.round {
			closing = r.Seq
		}
	}
	if st := stayAt(w.stays(id, closing), never.Add(-time.Second)); st != nil {
		return st.place
	}
	return ""
}

// checkBase reckons the quorum of the close again.
func (w *twinned) checkBase(s *meeting.State, got meeting.Standing) error {
	var openedAt time.Time
	var openedSeq uint64
	for i, r := range w.journal {
		if _, ok := r.Event.(meeting.OpenedEvent); ok {
			openedAt, openedSeq = w.recorded(i), r.Seq
		}
	}
	justified, lost := 0, 0
	for _, m := range s.Members {
		if !w.entitled(&m) {
			continue
		}
		came := stayAt(w.stays(m.ID, openedSeq), never.Add(-time.Second)) != nil
		if w.corrected(m.ID) {
			came = stayAt(w.stays(m.ID, 0), openedAt) != nil
		}
		during := false
		for _, st := range w.stays(m.ID, 0) {
			came = came || !st.from.After(w.until) && st.to.After(openedAt)
			during = during || !st.from.After(w.until) && st.to.After(w.at)
		}
		switch {
		case w.excused(m.ID, openedAt) && !came:
			justified++
		case slices.Contains(w.outOfBase(), m.ID) && !during:
			lost++
		}
	}
	want := w.rule().Quorum.Required(s.Entitled()-lost, justified)
	if got.Required != want || got.Justified != justified || got.Dropped != lost {
		return fmt.Errorf("quorum %+v, the journal says %d required, %d justified, %d lost", got, want, justified, lost)
	}
	return nil
}

// corrected reports that the record of somebody's presence was put right.
func (w *twinned) corrected(id governance.MemberID) bool {
	return slices.ContainsFunc(w.journal, func(r governance.Recorded[meeting.Event]) bool {
		e, ok := r.Event.(meeting.PresenceCorrected)
		return ok && e.Member == id
	})
}

func (w *twinned) excused(id governance.MemberID, opened time.Time) bool {
	early, accepted := false, false
	for i, r := range w.journal {
		switch e := r.Event.(type) {
		case meeting.ExcuseSent:
			if e.Member == id {
				early, accepted = w.spoken(i).Before(opened) || w.recorded(i).Before(opened), false
			}
		case meeting.ExcuseDecidedEvent:
			if e.Member == id {
				accepted = e.Accepted && !w.recorded(i).After(w.until)
			}
		}
	}
	return early && accepted
}

// outOfBase are the members a repetition subtracted for this round: recomputed
// just before it was announced.
func (w *twinned) outOfBase() []governance.MemberID {
	for i, r := range w.journal {
		if r.Seq == w.seq && i > 0 {
			if e, ok := w.journal[i-1].Event.(meeting.QuorumRecomputed); ok && e.Subtracted {
				return e.Dropped
			}
		}
	}
	return nil
}
