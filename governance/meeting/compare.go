package meeting

import (
	"reflect"
	"slices"
	"time"

	"assenso/governance"
)

// AttendanceCompared records what a comparison found, outcomes included, so that
// what was told then is told for ever. Nothing of the record changes by it.
type AttendanceCompared struct {
	Sheet int `json:"sheet"`
	// Until is how far the file reaches: what came later cannot be compared.
	Until       time.Time    `json:"until"`
	Recognised  int          `json:"recognised"`
	Unmatched   int          `json:"unmatched,omitempty"`
	Differences []Difference `json:"differences,omitempty"`
	Tested      int          `json:"tested"` // proclaimed ballots that were tested again
	Retests     []Retest     `json:"retests,omitempty"`
}

// Difference is a stretch of time in which file and record disagree.
type Difference struct {
	Member governance.MemberID `json:"member"`
	// Recorded tells that the record has them present and the file not; else it
	// is the other way round.
	Recorded bool      `json:"recorded,omitempty"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
	// Missing is how long the file has them away within From and To, without
	// telling when.
	Missing governance.Duration `json:"missing,omitempty"`
}

// Length is by how much file and record disagree.
func (d Difference) Length() time.Duration {
	if d.Missing > 0 {
		return time.Duration(d.Missing)
	}
	return d.To.Sub(d.From)
}

// Retest is the resistance test of a proclaimed ballot, run again with the
// presences of a file: of those on whom file and record disagree, nothing is
// known.
type Retest struct {
	Round     Round                 `json:"round"`
	Concerned []governance.MemberID `json:"concerned"`
	// Resistant tells that the outcome is the same, however they would have been
	// counted, and the quorum was there without them.
	Resistant bool `json:"resistant"`
	// Outcome, Count and Present are the ballot with the file taken literally.
	Outcome  governance.Outcome `json:"outcome"`
	Leading  Position           `json:"leading,omitempty"` // among several options
	Count    governance.Count   `json:"count"`
	Required int                `json:"required"` // for the quorum
}

// Name is for ever.
func (AttendanceCompared) Name() string { return "attendance-compared" }

func (e AttendanceCompared) apply(s *State, _ governance.Meta) { s.ownSheet(e.Sheet).Compared = e }

// slack is a difference that says nothing: people press a button a little
// before or after the video starts.
const slack = time.Minute

// compared adds to events the comparison of a file as it is after them; nothing
// where it finds what it found before.
func (s *State) compared(m governance.Meta, events []Event, sheet int) []Event {
	after := s.after(m, events)
	sh := after.sheet(sheet)
	e := after.compare(sh, m.At)
	if reflect.DeepEqual(e, sh.Compared) {
		return events
	}
	return append(events, e)
}

func (s *State) compare(sh *Sheet, now time.Time) AttendanceCompared {
	e := AttendanceCompared{Sheet: sh.N, Until: sh.reach(now), Unmatched: len(sh.Unmatched())}
	e.Recognised = len(sh.People) - e.Unmatched
	for i := range s.Members {
		e.Differences = append(e.Differences, s.differences(sh, &s.Members[i], e.Until)...)
	}
	for _, b := range s.Ballots {
		if b.Stage != Proclaimed || b.Result == nil || b.Until.After(e.Until) {
			continue
		}
		e.Tested++
		if r, ok := s.retest(sh, b); ok {
			e.Retests = append(e.Retests, r)
		}
	}
	return e
}

// reach is the last moment a file knows of.
func (sh *Sheet) reach(now time.Time) time.Time {
	var last time.Time
	for _, p := range sh.People {
		for _, st := range p.Stays {
			if st.To.IsZero() {
				return now
			}
			if st.To.After(last) {
				last = st.To
			}
		}
	}
	if last.After(now) {
		return now
	}
	return last
}

// connections are the stretches in which a file has a member connected, sorted
// and apart, and how long they were away within them without its telling when.
func (sh *Sheet) connections(id governance.MemberID, until time.Time) (all []Connected, missing time.Duration) {
	for _, p := range sh.People {
		if p.Member != id {
			continue
		}
		whole := time.Duration(0)
		for _, st := range p.Stays {
			if st.To.IsZero() || st.To.After(until) {
				st.To = until
			}
			if st.To.After(st.From) {
				all = append(all, st)
				whole += st.To.Sub(st.From)
			}
		}
		missing += max(0, whole-time.Duration(p.Total))
	}
	return union(all), missing
}

// differences are the stretches, longer than the slack, in which file and
// record disagree since the opening. Who is in the room does not connect.
func (s *State) differences(sh *Sheet, p *Member, until time.Time) []Difference {
	within := Connected{s.Opened, until}
	var here, remote []Connected
	for _, st := range p.Stays {
		c := Connected{st.From, st.To}
		if c.To.IsZero() || c.To.After(until) {
			c.To = until
		}
		here = append(here, c)
		if st.Mode != governance.InPerson {
			remote = append(remote, c)
		}
	}
	file, missing := sh.connections(p.ID, until)
	var all []Difference
	for _, c := range clip(subtract(union(remote), file), within) {
		all = append(all, Difference{Member: p.ID, Recorded: true, From: c.From, To: c.To})
	}
	for _, c := range clip(subtract(file, union(here)), within) {
		all = append(all, Difference{Member: p.ID, From: c.From, To: c.To})
	}
	all = slices.DeleteFunc(all, func(d Difference) bool { return d.Length() < slack })
	if spans := clip(file, within); missing >= slack && len(spans) > 0 && len(remote) > 0 {
		all = append(all, Difference{
			Member: p.ID, Recorded: true, From: spans[0].From, To: spans[len(spans)-1].To, Missing: governance.Duration(missing),
		})
	}
	slices.SortStableFunc(all, func(a, b Difference) int { return a.From.Compare(b.From) })
	return all
}

// union sorts stretches and joins those that touch.
func union(all []Connected) []Connected {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b Connected) int { return a.From.Compare(b.From) })
	var joined []Connected
	for _, c := range all {
		if n := len(joined) - 1; n >= 0 && !c.From.After(joined[n].To) {
			if c.To.After(joined[n].To) {
				joined[n].To = c.To
			}
			continue
		}
		joined = append(joined, c)
	}
	return joined
}

// subtract is what of a is not in b; both are sorted and apart.
func subtract(a, b []Connected) []Connected {
	var left []Connected
	for _, c := range a {
		for _, o := range b {
			if !o.To.After(c.From) || !o.From.Before(c.To) {
				continue
			}
			if o.From.After(c.From) {
				left = append(left, Connected{c.From, o.From})
			}
			c.From = o.To
			if !c.From.Before(c.To) {
				break
			}
		}
		if c.From.Before(c.To) {
			left = append(left, c)
		}
	}
	return left
}

// clip is the part of stretches that lies within another.
func clip(all []Connected, within Connected) []Connected {
	var inside []Connected
	for _, c := range all {
		if c.From.Before(within.From) {
			c.From = within.From
		}
		if c.To.After(within.To) {
			c.To = within.To
		}
		if c.From.Before(c.To) {
			inside = append(inside, c)
		}
	}
	return inside
}

// retest runs the resistance test of a proclaimed ballot again: silence is
// doubtful where the file does not have its author connected at both ends, and
// so is the absence of who was connected at the close. Who spoke was there; for
// whom an officer spoke, or decided, the file may know better.
func (s *State) retest(sh *Sheet, b *Ballot) (Retest, bool) {
	t := &trial{s: s, sh: sh, b: b, r: *b.Result}
	t.r.Doubtful = slices.Clone(b.Result.Doubtful)
	for _, d := range t.r.Doubtful {
		if _, voted := b.Votes[OwnVote(d.Member)]; voted || s.Member(d.Member).PresentAt(b.Until) {
			t.unsure++
		}
	}
	t.r.Silent = t.doubting(t.r.Silent, func(id governance.MemberID) bool { return !t.there(id, b.At) || !t.there(id, b.Until) })
	t.doubtOfficers()
	t.r.NotVoting = t.doubting(t.r.NotVoting, func(id governance.MemberID) bool { return !t.there(id, b.Until) })
	out := len(t.who)
	t.unsure += out
	for i := range s.Members {
		p := &s.Members[i]
		if p.Votes && !b.barred(p) && !b.Result.counts(p.ID) && !slices.Contains(b.Result.Recused, p.ID) && t.connected(p.ID, b.Until) {
			t.doubt(p.ID)
		}
	}
	if len(t.who) == 0 {
		return Retest{}, false
	}
	return t.outcome(out, len(t.who)-out), true
}

// byOfficers reports that how somebody is counted rests on an officer's word.
func (b *Ballot) byOfficers(id governance.MemberID) bool {
	if _, settled := b.Settled[id]; settled {
		return true
	}
	return b.Votes[OwnVote(id)].Seat == string(BySecretary)
}

// trial is a ballot tried again.
type trial struct {
	s      *State
	sh     *Sheet
	b      *Ballot
	r      Result
	who    []governance.MemberID // on whom file and record disagree
	unsure int                   // of the doubtful, those the quorum counts
}

func (t *trial) doubt(id governance.MemberID) {
	t.who = append(t.who, id)
	t.r.Doubtful = append(t.r.Doubtful, Doubt{id, NotSeen})
}

// doubting takes out of a list those on whom the file disagrees.
func (t *trial) doubting(ids []governance.MemberID, disagrees func(governance.MemberID) bool) []governance.MemberID {
	return slices.DeleteFunc(slices.Clone(ids), func(id governance.MemberID) bool {
		if disagrees(id) {
			t.doubt(id)
			return true
		}
		return false
	})
}

// there reports whether file and record agree that a member was there: who is
// in the room does not connect.
func (t *trial) there(id governance.MemberID, at time.Time) bool {
	if st := t.s.Member(id).stayAt(at); st != nil && st.Mode == governance.InPerson {
		return true
	}
	return t.connected(id, at)
}

// connected asks the file, for all the time about a moment that the clocks of
// two services may differ.
func (t *trial) connected(id governance.MemberID, at time.Time) bool {
	all, missing := t.sh.connections(id, t.s.Last)
	if missing >= slack {
		return false // away at some time, and nobody knows when
	}
	grace := time.Duration(t.s.Bylaws.Clocks.Grace)
	return slices.ContainsFunc(all, func(c Connected) bool {
		return !at.Before(c.From.Add(-grace)) && !at.After(c.To.Add(grace))
	})
}

// doubtOfficers takes out who is counted by an officer's word, where the file
// does not have them connected.
func (t *trial) doubtOfficers() {
	disagrees := func(id governance.MemberID) bool { return t.b.byOfficers(id) && !t.there(id, t.b.Until) }
	for _, list := range []*[]governance.MemberID{&t.r.Favour, &t.r.Against, &t.r.Abstained} {
		*list = t.doubting(*list, disagrees)
	}
	t.r.Choices = slices.Clone(t.r.Choices)
	for i := range t.r.Choices {
		t.r.Choices[i].Members = t.doubting(t.r.Choices[i].Members, disagrees)
	}
}

// outcome judges the trial: of those concerned, so many are out of the quorum
// and so many in it by the file.
func (t *trial) outcome(out, in int) Retest {
	s, b, was := t.s, t.b, t.b.Result
	t.r.Count = governance.Count{
		Members: was.Count.Members, Present: was.Count.Present,
		Favour: len(t.r.Favour) + len(t.r.Silent), Against: len(t.r.Against), Abstained: len(t.r.Abstained),
	}
	chair := s.chairSays(&t.r, b)
	literal := t.r
	literal.Count.Present += in - out
	var resists bool
	if len(b.Options) > 0 {
		resists = b.choiceResists(&t.r, chair, t.unsure)
		b.choose(&literal, chair)
	} else {
		resists = t.r.resists(b.Rule.Majority, chair, t.unsure)
		literal.Verdict = b.Rule.Majority.Judge(literal.Count, chair)
	}
	return Retest{
		Round: b.Round, Concerned: t.who, Count: literal.Count, Required: was.Standing.Required,
		Outcome: literal.Verdict.Outcome, Leading: literal.Leading,
		Resistant: resists && literal.Verdict.Outcome == was.Verdict.Outcome && literal.Leading == was.Leading,
	}
}
