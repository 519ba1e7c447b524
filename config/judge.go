package config

import (
	"slices"
	"strings"
	"time"

	"assenso/governance"
)

// judge checks that bylaws make sense: what they leave out, what they cannot
// mean, and what would have no effect.
func (d *document) judge(b governance.Bylaws) {
	d.need("profile", b.Profile == "")
	d.need("revision", b.Revision == "")
	d.need("title", b.Title == "")
	d.need("sources", len(b.Sources) == 0)
	d.zone("time_zone", b.TimeZone)
	d.within("year_from", int(b.YearFrom), 1, 12)
	d.quorum("quorum", b.Quorum)
	if b.Compare != nil {
		d.quorum("compare", *b.Compare)
	}
	d.majority("majority", b.Majority)
	d.silence(b.Silence)
	d.matters(b)
	d.agenda(b.Agenda)
	d.clocks(b.Clocks)
	for _, o := range b.Corrections {
		d.oneOf("corrections", string(o), []string{string(governance.Chair), string(governance.Secretary)})
	}
	d.within("quorum_margin", b.QuorumMargin, 0, 100)
	d.within("mass_drops", b.MassDrops, 2, 1000)
	d.within("months_registered", b.MonthsRegistered, 0, 120)
}

// need reports a field that is left out. Faults that decoding found there
// already are not told twice.
func (d *document) need(field string, lacks bool) {
	if lacks && !d.faulty(field) {
		d.fail(d.at(field), Missing, "field", field)
	}
}

// faulty reports whether a field, or the section it stands in, has a fault
// already.
func (d *document) faulty(field string) bool {
	return slices.ContainsFunc(d.faults, func(f Fault) bool {
		of, told := f.Args["field"].(string)
		return told && (of == field || of == "" || strings.HasPrefix(field, of+"."))
	})
}

// within reports a number out of its range.
func (d *document) within(field string, n, least, most int) {
	if d.faulty(field) || n >= least && n <= most {
		return
	}
	if !d.has(field) && n == 0 {
		d.fail(d.at(field), Missing, "field", field)
		return
	}
	d.fail(d.at(field), OutOfRange, "field", field, "value", n, "least", least, "most", most)
}

// oneOf reports a word that is none of those a field may hold.
func (d *document) oneOf(field, value string, choices []string) bool {
	switch {
	case d.faulty(field):
		return false
	case value == "":
		d.fail(d.at(field), Missing, "field", field)
		return false
	case !slices.Contains(choices, value):
		d.fail(d.at(field), UnknownValue, "field", field, "value", value, "choices", choices, "nearest", nearest(value, choices))
		return false
	}
	return true
}

// zone reports a time zone that the machine does not know. "Local" is none:
// the journal must mean the same on another machine.
func (d *document) zone(field, name string) {
	if name == "" || d.faulty(field) {
		d.need(field, name == "")
		return
	}
	if _, err := time.LoadLocation(name); err != nil || name == "Local" {
		d.fail(d.at(field), UnknownZone, "field", field, "value", name)
	}
}

// idle reports a field that has no effect beside a kind.
func (d *document) idle(field, kind string, set bool) {
	if set {
		d.fail(d.at(field), Idle, "field", field, "kind", kind)
	}
}

var quorumKinds = []string{
	string(governance.MoreThanHalf), string(governance.HalfPlusOne), string(governance.AtLeastHalf),
	string(governance.AtLeast), string(governance.Everybody), string(governance.AnyNumber),
}

func (d *document) quorum(field string, q governance.QuorumRule) {
	if !d.oneOf(field+".kind", string(q.Kind), quorumKinds) {
		return
	}
	kind := string(q.Kind)
	if q.Kind == governance.AtLeast {
		d.fraction(field+".fraction", q.Fraction)
	} else {
		d.idle(field+".fraction", kind, q.Fraction != governance.Fraction{})
	}
	d.idle(field+".strict", kind, q.Strict && q.Kind != governance.HalfPlusOne)
	d.idle(field+".less_justified", kind, q.LessJustified && q.Kind == governance.AnyNumber)
}

// fraction reports a share that is none: nothing, more than the whole, or so
// fine that somebody mistyped. It returns whether the share makes sense.
func (d *document) fraction(field string, f governance.Fraction) bool {
	if d.faulty(field) || d.faulty(field+".num") || d.faulty(field+".den") {
		return false
	}
	if f.Num < 1 || f.Den < 1 || f.Num > f.Den || f.Den > 1000 {
		d.fail(d.at(field), BadFraction, "field", field)
		return false
	}
	return true
}

var (
	majorityKinds = []string{
		string(governance.OfVotes), string(governance.OfPresent), string(governance.OfMembers),
		string(governance.ShareVotes), string(governance.SharePres), string(governance.Unanimity),
	}
	tieRules = []string{string(governance.ChairBreaks), string(governance.TieRejects)}
)

func (d *document) majority(field string, m governance.MajorityRule) {
	if !d.oneOf(field+".kind", string(m.Kind), majorityKinds) {
		return
	}
	kind := string(m.Kind)
	switch m.Kind {
	case governance.OfMembers, governance.ShareVotes, governance.SharePres:
		if d.fraction(field+".fraction", m.Fraction) && 2*m.Fraction.Num < m.Fraction.Den {
			d.fail(d.at(field+".fraction"), LowFraction, "field", field+".fraction")
		}
	default:
		d.idle(field+".fraction", kind, m.Fraction != governance.Fraction{})
	}
	switch m.Kind {
	case governance.OfVotes, governance.ShareVotes, governance.Unanimity:
		d.idle(field+".count_abstained", "everybody_votes", m.CountAbstained && m.EverybodyVotes)
	default:
		d.idle(field+".count_abstained", kind, m.CountAbstained)
	}
	if m.Kind == governance.OfVotes || m.Tie != "" {
		d.oneOf(field+".tie", string(m.Tie), tieRules)
	}
	d.idle(field+".tie", kind, m.Tie == governance.ChairBreaks && m.Kind != governance.OfVotes)
}

// silence reports a grant without the article and date of the body's own
// bylaws it rests on (B04).
func (d *document) silence(s governance.SilenceRule) {
	if s.Granted && (s.Article == "" || s.Date == "") && !d.faulty("silence") {
		d.fail(d.at("silence"), SilenceUnfounded, "field", "silence")
	}
	if _, err := time.Parse(time.DateOnly, s.Date); s.Date != "" && err != nil {
		d.fail(d.at("silence.date"), BadDate, "field", "silence.date", "value", s.Date)
	}
}

// clocks reports lengths of time that are nothing, out of reason, or out of
// order.
func (d *document) clocks(c governance.Clocks) {
	length := func(name string, v, least, most governance.Duration) {
		field := "clocks." + name
		if least > most {
			return // of two bounds out of order one has been told
		}
		switch {
		case d.faulty(field):
		case v == 0 && !d.has(field):
			d.fail(d.at(field), Missing, "field", field)
		case v < least:
			d.fail(d.at(field), TooShort, "field", field, "value", written(v), "least", written(least))
		case v > most:
			d.fail(d.at(field), TooLong, "field", field, "value", written(v), "most", written(most))
		}
	}
	const (
		second = governance.Duration(time.Second)
		minute = 60 * second
		hour   = 60 * minute
		day    = 24 * hour
	)
	length("ballot_least", c.BallotLeast, second, day)
	length("ballot_most", c.BallotMost, max(second, c.BallotLeast), 7*day)
	length("ballot", c.Ballot, c.BallotLeast, c.BallotMost)
	length("approval", c.Approval, c.BallotLeast, 7*day)
	length("grace", c.Grace, second, c.Ballot) // else nobody could ever be away
	length("sign_of_life", c.SignOfLife, c.Ballot, day)
	length("deliver_in", c.DeliverIn, second, hour)
	length("heard_in", c.HeardIn, second, hour)
	length("mass_drops", c.MassDrops, second, hour)
	length("keep_for", c.KeepFor, day, 100*365*day)
	if c.Speech != 0 { // without it a speech has no limit
		length("speech", c.Speech, 30*second, hour)
	}
	if c.Remind != 0 {
		length("remind", c.Remind, hour, 30*day)
	}
	if c.Dissolve != 0 { // without it trouble dissolves no meeting
		length("dissolve", c.Dissolve, 5*minute, day)
		length("assurance", c.Assurance, minute, day)
	}
	d.within("clocks.notice_days", c.NoticeDays, 0, 365)
}

// written is a length of time as somebody would write it into a file.
func written(d governance.Duration) string {
	s := time.Duration(d).String()
	if short, ok := strings.CutSuffix(s, "m0s"); ok {
		s = short + "m"
	}
	if short, ok := strings.CutSuffix(s, "h0m"); ok {
		s = short + "h"
	}
	return s
}
