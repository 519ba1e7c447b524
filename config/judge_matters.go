package config

import (
	"assenso/governance"
)

// matters judges the rules of the kinds of item that the law treats apart, and
// the second call.
func (d *document) matters(b governance.Bylaws) {
	if b.SecondCall != nil {
		d.quorum("second_call", *b.SecondCall)
	}
	for _, of := range []governance.Matter{
		governance.Statute, governance.Dissolution, governance.Accounts, governance.Liability,
	} {
		if m := b.Matters.Of(of); m != nil {
			d.matter("matters."+string(of), *m, b.SecondCall != nil)
		}
	}
	d.lawful(b)
	if b.Silence.Granted && !b.SilenceOn("") {
		d.idle("silence.granted", string(governance.Everybody), true)
	}
}

func (d *document) matter(field string, m governance.MatterRule, secondCall bool) {
	d.need(field+".article", m.Article == "")
	for _, q := range []struct {
		name string
		rule *governance.QuorumRule
	}{{"quorum", m.Quorum}, {"second_call", m.SecondCall}, {"compare", m.Compare}} {
		if q.rule != nil {
			d.quorum(field+"."+q.name, *q.rule)
		}
	}
	if m.SecondCall != nil && !secondCall {
		d.need("second_call", true)
	}
	if m.Majority != nil {
		d.majority(field+".majority", *m.Majority)
	}
}

// threeQuarters is what c.c. art. 21 asks for a change of the statute, of the
// present, and for dissolution, of the votes.
var threeQuarters = governance.Fraction{Num: 3, Den: 4}

// lawful reports a statute or dissolution that passes with less than the civil
// code asks and names no clause of the body's own that lets it.
func (d *document) lawful(b governance.Bylaws) {
	law := governance.QuorumRule{Kind: governance.AtLeast, Fraction: threeQuarters}
	if m := b.Matters.Statute; m != nil && m.Clause == "" && !d.faulty("matters.statute") {
		if lower(b.Rule(governance.Statute, false).Quorum, law) || lower(b.Rule(governance.Statute, true).Quorum, law) {
			d.fail(d.at("matters.statute"), ClauseMissing, "field", "matters.statute", "article", "art. 21 c. 2 c.c.")
		}
	}
	if m := b.Matters.Dissolution; m != nil && m.Clause == "" && !d.faulty("matters.dissolution") {
		if of := b.Rule(governance.Dissolution, false).Majority; of.Kind != governance.OfMembers || of.Fraction.Num*4 < of.Fraction.Den*3 {
			d.fail(d.at("matters.dissolution"), ClauseMissing, "field", "matters.dissolution", "article", "art. 21 c. 3 c.c.")
		}
	}
}

// lower reports a quorum that a body of some size reaches with fewer present
// than the other.
func lower(q, than governance.QuorumRule) bool {
	if q.LessJustified {
		return true // enough excuses lower any of them
	}
	for n := range 400 {
		if q.Required(n, 0) < than.Required(n, 0) {
			return true
		}
	}
	return false
}

// later reports what the law admits and this version does not hold.
func (d *document) later(field string, asked bool) {
	if asked {
		d.fail(d.at(field), NotYet, "field", field)
	}
}
