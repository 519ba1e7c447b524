package present

import (
	"assenso/bot/lang"
	"assenso/governance/minutes"
)

// deserted tells the calls to which too few came (B37).
func (d *minutesDocument) deserted() {
	for _, c := range d.text.Deserted {
		title := "deserted.title-first"
		if c.Next.IsZero() {
			title = "deserted.title"
		}
		d.heading(1, "", minuted(title))
		sentences := []lang.Text{minuted("deserted.call", "at", c.At, "hour", c.Hour)}
		if len(c.Present) == 0 {
			sentences = append(sentences, minuted("deserted.nobody"))
		} else {
			sentences = append(sentences, minuted("deserted.present", "names", d.names(c.Present)))
		}
		d.say(sentences...)
		rule := d.text.Ordinary()
		if !c.Next.IsZero() {
			rule.Quorum, rule.Compare = d.text.Bylaws.Quorum, d.text.Bylaws.Compare
		}
		d.say(d.reckoned(rule, c.Standing)...)
		var end []lang.Text
		if c.Reason != "" {
			end = append(end, minuted("deserted.reason", "reason", c.Reason))
		}
		if c.Next.IsZero() {
			end = append(end, minuted("deserted.last"))
		} else {
			end = append(end, minuted("deserted.next", "next", c.Next))
		}
		d.say(end...)
	}
}

// method is how a round was voted.
func (w *minutesWriter) method(b *minutes.Ballot) lang.Text {
	if w.text.Rule(b).Majority.EverybodyVotes {
		return minuted("ballot.method-everybody")
	}
	return minuted("ballot.method."+string(b.Method), "article", w.text.Bylaws.Silence.Article)
}

// ruled says by which rule an item of a kind of its own was decided.
func (w *minutesWriter) ruled(b *minutes.Ballot) {
	r := b.Rule
	if r == nil || r.Matter == "" {
		return
	}
	w.say(minuted("ballot.rule", "article", r.Article, "quorum", quorumRule(r.Quorum), "majority", majorityRule(r.Majority)))
}
