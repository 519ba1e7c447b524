package minutes

import (
	"reflect"
	"slices"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// compiler folds a journal. What the state of the meeting forgets (when, by
// whom, in which order) is noted on the way.
type compiler struct {
	s      meeting.State
	erased map[uint64]bool

	text    Text // of which cut completes a copy
	told    bool // the text was cut: what comes now belongs to the foot
	course  course
	ballots []*Ballot
	excuses []Excuse
	after   Foot

	frozen     map[meeting.Round]bool // ballots the text tells the end of
	entered    map[uint64]bool        // votes entered for somebody else
	declared   map[governance.MemberID]Declared
	means      map[stay]*means
	recomputed *Recomputed // for the ballot about to be repeated
	call       *RollCall   // the latest, while the text that tells it is open
	identities map[governance.MemberID]Identity
}

func newCompiler(records []Recorded) *compiler {
	c := &compiler{
		erased:   make(map[uint64]bool),
		frozen:   make(map[meeting.Round]bool),
		entered:  make(map[uint64]bool),
		declared: make(map[governance.MemberID]Declared),
		means:    make(map[stay]*means),
	}
	for _, r := range records {
		if e, ok := r.Event.(meeting.ValuesErased); ok {
			for _, seq := range e.Seqs {
				c.erased[seq] = true
			}
		}
	}
	return c
}

func (c *compiler) take(r Recorded) {
	if c.erased[r.Seq] {
		r.Event = scrub(r.Event)
	}
	c.applyWithMeans(r)
	c.convening(r)
	c.attendance(r)
	c.presences(r)
	c.discussion(r)
	c.voting(r)
	c.interruptions(r)
	c.trouble(r)
	c.corrections(r)
	c.ending(r)
}

// scrub is the event as it reads back once its private values are erased.
func scrub(e meeting.Event) meeting.Event {
	v := reflect.New(reflect.TypeOf(e)).Elem()
	v.Set(reflect.ValueOf(e))
	for i := range v.NumField() {
		if _, private := v.Type().Field(i).Tag.Lookup("private"); private {
			v.Field(i).SetZero()
		}
	}
	return v.Interface().(meeting.Event)
}

// written is a text that is never empty unless erased.
func written(s string) Words { return Words{s, s == ""} }

// utc is t as minutes write times.
func utc(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Round(0)
}

func (c *compiler) convening(r Recorded) {
	t := &c.text
	switch e := r.Event.(type) {
	case meeting.ConvenedEvent:
		c.convened(r, e)
	case meeting.MemberCalled, meeting.ConvocationDelivered, meeting.ConvocationAcknowledged:
		// The state has them.
	case meeting.ConvocationAmended:
		c.amended(r, e)
	case meeting.ConvocationRevoked:
		t.Convocation.Revoked = &Revocation{utc(r.At), r.For != "", e.Reason}
	case meeting.MeansAsked:
		t.Convocation.Reminded = len(e.Members)
	case meeting.MeansTermEnded:
		// The grid has who declared what.
	case meeting.PlaceMoved:
		c.course.add(c.course.current, Act{
			Seq: r.Seq, At: utc(r.At), Kind: Relocation, ByOrder: r.For != "", Place: e.Place, Reason: e.Reason,
		})
	case meeting.ProtocolSet:
		t.Convocation.Protocol = e.Protocol
	case meeting.ExcuseSent:
		c.excuses = append(c.excuses, Excuse{
			Seq: r.Seq, Member: e.Member, Words: written(e.Text), At: utc(r.At),
			Entered: r.By != e.Member, Early: c.s.Phase == meeting.Convened,
		})
	case meeting.ExcuseDecidedEvent:
		c.decided(r, e)
	case meeting.DesertedEvent:
		c.deserted(r, e)
	case meeting.IdentityVerified:
		if c.identities == nil {
			c.identities = make(map[governance.MemberID]Identity)
		}
		c.identities[e.Member] = Identity{utc(r.At), written(e.How)}
	case meeting.OpenedEvent:
		t.Opening = &Opening{
			At: utc(r.At), ByOrder: r.For != "", Place: e.Place, Standing: e.Standing,
			NotReached: e.NotReached, Override: e.Override,
		}
	case meeting.ValidityConfirmed:
		k := &Confirmation{r.By, utc(r.At)}
		if c.told {
			c.after.Confirmed = k
		} else if t.Opening != nil {
			t.Opening.Confirmed = k
		}
	case meeting.Appointed:
		c.appointed(r, Officer{Office: e.Office, Member: e.Member})
	case meeting.OfficeTaken:
		c.appointed(r, Officer{Office: e.Office, Member: e.Member, From: e.From, How: e.How, Reason: e.Reason})
	}
}

func (c *compiler) deserted(r Recorded, e meeting.DesertedEvent) {
	d := Deserted{
		At: utc(r.At), Hour: utc(c.s.Convocation.At), ByOrder: r.For != "", Standing: e.Standing,
		Present: e.Present, Reason: e.Reason, Next: utc(e.Next),
	}
	if e.Next.IsZero() {
		d.Hour = utc(c.s.Hour())
	}
	c.text.Deserted = append(c.text.Deserted, d)
}

// appointed notes who holds an office from now on, and who no longer does.
func (c *compiler) appointed(r Recorded, o Officer) {
	o.Since, o.ByOrder = utc(r.At), r.For != ""
	if c.told {
		c.course.add(c.course.current, Act{
			Seq: r.Seq, At: o.Since, Kind: Appointment, ByOrder: o.ByOrder, Member: o.Member, Office: o.Office,
			Reason: o.Reason,
		})
		return
	}
	for i := range c.text.Officers {
		if k := &c.text.Officers[i]; k.Office == o.Office && k.Until.IsZero() {
			k.Until = o.Since
		}
	}
	c.text.Officers = append(c.text.Officers, o)
}

func (c *compiler) discussion(r Recorded) {
	act := Act{Seq: r.Seq, At: utc(r.At), ByOrder: r.For != ""}
	switch e := r.Event.(type) {
	case meeting.ItemOpened:
		c.course.opened(e.N, act.At)
	case meeting.ItemEnded:
		c.course.ended(e.N, act.At)
	case meeting.ItemRefused:
		act.Kind, act.Refused = ItemRefused, e.Why
		c.course.refused(act, e.N)
	case meeting.ItemPostponed:
		act.Kind, act.Reason = Postponement, e.Reason
		c.course.add(e.N, act)
	case meeting.SecrecyRefused:
		act.Kind = SecrecyRefused
		c.course.add(e.Item, act)
	case meeting.MotionProposed:
		act.Kind, act.Motion = Proposal, proposal(e)
		c.course.add(e.Item, act)
	case meeting.AmendmentMoved:
		act.Kind, act.Member, act.Amendment = AmendmentMoved, e.Member, &Amendment{N: e.N, Old: e.Old, New: e.New, Text: e.Text}
		c.course.add(e.Item, act)
	case meeting.AmendmentClosed:
		act.Kind, act.Amendment = AmendmentEnded, &Amendment{N: e.N, Fate: e.Fate}
		c.course.add(e.Item, act)
	case meeting.NoteTaken:
		act.Kind, act.Member, act.Words = Note, r.By, written(e.Text)
		c.course.add(e.Item, act)
	case meeting.StatementMade:
		act.Kind, act.Member, act.Words, act.Vote = Statement, e.Member, written(e.Text), e.Round
		c.course.add(e.Item, act)
	case meeting.ScrutinyRecorded:
		act.Kind, act.Scrutiny = Election, &Scrutiny{
			Voters: e.Voters, Preferences: e.Preferences, Candidates: e.Candidates, Blank: e.Blank, Void: e.Void, Again: e.Again,
			Erased: len(e.Candidates) == 0,
		}
		c.course.add(e.Item, act)
	case meeting.AlternativeProposed:
		act.Kind, act.Member, act.Option = AlternativeSet, e.Mover, &meeting.Option{Letter: e.Letter, Text: e.Text}
		c.course.add(e.Item, act)
	case meeting.AlternativeWithdrawn:
		act.Kind, act.Option = AlternativeOff, &meeting.Option{Letter: e.Letter}
		c.course.add(e.Item, act)
	case meeting.PaperAdded, meeting.PaperWithdrawn:
		// The state has them.
	case meeting.FloorGiven:
		act.Kind, act.Member, act.Order, act.ByOrder = Speech, e.Member, e.Order, false
		w := c.course.add(e.Item, act)
		c.course.speaking = &w
	case meeting.FloorEnded:
		c.course.hushed(act.At)
	case meeting.FloorAsked, meeting.FloorWaived, meeting.FloorPassed, meeting.SpeechWarned, meeting.SpeechLimited:
		// The minutes tell who spoke, not who wished to.
	}
}

// proposal is a version of a motion. Its proposer is named once.
func proposal(e meeting.MotionProposed) *Motion {
	m := &Motion{Version: e.Version, Text: e.Text, Mover: e.Mover, Amendment: e.Amendment}
	if e.Amendment > 0 {
		m.Mover = ""
	}
	return m
}

func (c *compiler) interruptions(r Recorded) {
	act := Act{Seq: r.Seq, At: utc(r.At)}
	here := c.course.current
	switch e := r.Event.(type) {
	case meeting.SuspendedEvent:
		act.Kind, act.Reason, act.ByOrder = Suspension, e.Reason, r.For != ""
		w := c.course.add(here, act)
		c.course.suspended = &w
	case meeting.Resumed:
		act.Kind, act.ByOrder = Resumption, r.For != ""
		c.course.resumed(act)
	case meeting.QuorumLost:
		act.Kind, act.Standing = QuorumLost, &e.Standing
		c.course.add(here, act)
	case meeting.QuorumRegained:
		act.Kind, act.Standing = QuorumRegained, &e.Standing
		c.course.add(here, act)
	case meeting.SeatTaken:
		act.Kind, act.Member, act.Holder = SeatTaken, e.Member, e.Holder
		c.course.add(here, act)
	case meeting.SeatReturned:
		act.Kind, act.Member, act.Holder = SeatReturned, e.Member, e.Holder
		c.course.add(here, act)
	case meeting.DropsNoticed:
		act.Kind, act.Members = Drops, e.Members
		c.course.add(here, act)
	case meeting.OutageRecorded:
		act.Kind, act.At, act.Until = Outage, utc(e.From), utc(e.To)
		c.course.add(here, act)
	case meeting.QuorumLow:
		// A warning to the chair: nothing happened yet.
	}
}

func (c *compiler) ending(r Recorded) {
	switch e := r.Event.(type) {
	case meeting.MinutesDrafted, meeting.ChangeRequested, meeting.Signed:
		// The state has them.
	case meeting.ApprovalGivenUp:
		c.after.GivenUp = &GivenUp{utc(r.At), r.For != "", e.Reason, e.Standing}
	case meeting.ClosedEvent:
		c.after.Closing = &Closing{At: utc(r.At), ByOrder: r.For != "", Ending: e.Ending, Reason: e.Reason, Until: utc(e.Until)}
		c.interrupted(utc(r.At))
	case meeting.ValuesErased:
		c.after.Erasures = append(c.after.Erasures, Erasure{r.Seq, utc(r.At), e.Member, e.Seqs, e.Reason})
	}
}

// cut completes the text: what comes from now on belongs to the foot. A ballot
// or a suspension under way is told by both.
func (c *compiler) cut() *Text {
	t := c.text
	t.Members = c.grid()
	t.Sections = c.sections()
	t.Excuses = c.excuses
	for _, i := range c.s.Agenda {
		for _, p := range i.Papers {
			t.Papers = append(t.Papers, Paper{i.N, p.N, Words{p.Name, p.Name == ""}, p.Size, p.SHA256, utc(p.At), p.Withdrawn})
		}
		if i.Opened.IsZero() && i.Refused == "" && i.Postponed.IsZero() {
			t.Untreated = append(t.Untreated, i.N)
		}
	}
	c.told, c.excuses, c.call = true, nil, nil
	c.text.Excuses = t.Excuses
	c.course = course{current: c.course.current}
	for i, b := range c.ballots {
		if b.Round.On.Under() == 0 {
			continue
		}
		if !b.pending() {
			c.frozen[b.Round] = true
			continue
		}
		c.ballots[i] = b.clone()
		c.course.add(b.Round.On.Under(), Act{
			Seq: b.Seq, At: b.Opened, Kind: Voting, ByOrder: b.ByOrder, Ballot: c.ballots[i],
		})
	}
	return &t
}

// sections are the sections of the course with their ballots as they stand.
func (c *compiler) sections() []Section {
	for _, s := range c.course.sections {
		for _, a := range s.Acts {
			if a.Ballot != nil {
				c.complete(a.Ballot)
			}
		}
	}
	return c.course.sections
}

func (c *compiler) decided(r Recorded, e meeting.ExcuseDecidedEvent) {
	own := func(x Excuse) bool { return x.Member == e.Member && x.Decided.IsZero() }
	i := slices.IndexFunc(c.excuses, own)
	if i < 0 && c.told {
		// Sent in the text, decided after it.
		if k := slices.IndexFunc(c.text.Excuses, own); k >= 0 {
			c.excuses = append(c.excuses, c.text.Excuses[k])
			i = len(c.excuses) - 1
		}
	}
	if i >= 0 {
		c.excuses[i].Decided, c.excuses[i].Accepted = utc(r.At), e.Accepted
	}
}
