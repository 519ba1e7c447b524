package present

import (
	"slices"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// ballotCounted shows a result that is not yet proclaimed: to the room the
// arithmetic and every name, to the officers what matters for the next act.
func ballotCounted(s *meeting.State, e meeting.BallotCounted) []Notice {
	b, r := s.Ballot(e.Round), &e.Result
	text := []lang.Text{resultTitle(b, r)}
	text = append(text, disagreement(r.Standing)...)
	text = append(text, tally(s, b, r)...)
	brief := []lang.Text{resultTitle(b, r)}
	if len(r.Doubtful) > 0 {
		brief = append(brief, doubtfulLine(s, r))
	}
	last := append(ruleLines(b), verdict(b, r)...)
	switch e.Why {
	case meeting.OnTimely:
		last = append(last, lang.T("notice.result.timely"))
	case meeting.OnCorrect:
		last = append(last, lang.T("notice.result.corrected"))
	case meeting.OnSettle:
		last = append(last, lang.T("notice.result.settled"))
	}
	next, buttons := nextActs(s, b, r)
	return []Notice{
		{To: Room, Slot: slot("result", e.Round), Urgent: true, Text: append(text, last...), Buttons: contestRow(b, r)},
		{
			To: Officers, Slot: slot("result", e.Round), Urgent: true,
			Text: append(append(brief, last...), next), Buttons: buttons,
		},
	}
}

func resultTitle(b *meeting.Ballot, r *meeting.Result) lang.Text {
	if r.Void {
		return lang.T("notice.result.void", "subject", subject(b.On), "again", again(b.Round),
			"present", r.Standing.Present, "required", r.Standing.Required)
	}
	return lang.T("notice.result.title", "subject", subject(b.On), "again", again(b.Round), "outcome", outcome(b, r))
}

// verdict is the arithmetic of majority and quorum, and what it rests on.
func verdict(b *meeting.Ballot, r *meeting.Result) []lang.Text {
	if r.Void {
		return nil
	}
	text := []lang.Text{required(r.Verdict)}
	switch {
	case r.Leading != "":
		text = append(text, lang.T("notice.result.leading", "letter", string(r.Leading)))
	case len(r.Runoff) > 0:
		text = append(text, lang.T("notice.result.runoff", "letters", letters(r.Runoff)))
	}
	if t := tie(r); !t.IsZero() {
		text = append(text, t)
	}
	text = append(text, lang.T("notice.result.present", "present", r.Standing.Present, "required", r.Standing.Required))
	switch {
	case len(r.Doubtful) == 0:
	case b.Rule.Majority.EverybodyVotes:
		text = append(text, lang.T("notice.result.everybody"))
	case r.Resistant:
		text = append(text, lang.T("notice.result.resistant"))
	default:
		text = append(text, lang.T("notice.result.not-resistant"))
	}
	return text
}

// required is the arithmetic of the majority: how many votes in favour were
// needed, how many there are, how many are missing.
func required(v governance.Verdict) lang.Text {
	if v.Missing == 0 {
		return lang.T("notice.result.required", "required", v.Required, "obtained", v.Obtained)
	}
	return lang.T("notice.result.missing", "required", v.Required, "obtained", v.Obtained, "count", v.Missing)
}

func outcome(b *meeting.Ballot, r *meeting.Result) lang.Text {
	if _, n := b.On.Amendment(); n > 0 || b.On == meeting.OnMinutes { // il verbale, l'emendamento
		return lang.T("outcome-minutes." + string(r.Verdict.Outcome))
	}
	return lang.T("outcome." + string(r.Verdict.Outcome))
}

// tally lists everybody, list by list. The sum of the lists is the roll.
func tally(s *meeting.State, b *meeting.Ballot, r *meeting.Result) []lang.Text {
	text := choiceLines(s, b, r)
	if len(text) == 0 {
		text = append(text, favourLine(s, b, r))
	}
	for _, l := range []struct {
		name   string
		who    []governance.MemberID
		always bool
	}{
		{"against", r.Against, true},
		{"abstained", r.Abstained, true},
		{"recused", r.Recused, false},
		{"barred", r.Barred, false},
		{"not-voting", r.NotVoting, false},
	} {
		switch {
		case len(l.who) > 0:
			text = append(text, lang.T("tally."+l.name, "count", len(l.who), "who", voters(s, b, l.who)))
		case l.always:
			text = append(text, lang.T("tally.no-"+l.name))
		}
	}
	if len(r.Doubtful) > 0 {
		text = append(text, doubtfulLine(s, r))
	}
	return append(text, absentLines(s, r)...)
}

// doubtfulLine names those whose will is not established, each with why.
func doubtfulLine(s *meeting.State, r *meeting.Result) lang.Text {
	who := make([]lang.Text, len(r.Doubtful))
	for i, d := range r.Doubtful {
		who[i] = lang.T("name.doubtful", "name", s.NameOf(d.Member), "why", lang.T("doubt."+string(d.Why)))
	}
	return lang.T("tally.doubtful", "count", len(who), "who", who)
}

func favourLine(s *meeting.State, b *meeting.Ballot, r *meeting.Result) lang.Text {
	expressed, silent := len(r.Favour), len(r.Silent)
	switch {
	case expressed+silent == 0:
		return lang.T("tally.no-favour")
	case silent == 0:
		return lang.T("tally.favour", "count", expressed, "who", voters(s, b, r.Favour))
	case expressed == 0:
		return lang.T("tally.silent", "count", silent)
	default:
		return lang.T("tally.favour-silent", "count", expressed+silent, "silent", silent, "expressed", expressed,
			"who", voters(s, b, r.Favour))
	}
}

// absentLines tells those lost to trouble from the others (B36).
func absentLines(s *meeting.State, r *meeting.Result) []lang.Text {
	var dropped, gone []governance.MemberID
	for _, id := range r.Absent {
		if slices.Contains(r.Dropped, id) {
			dropped = append(dropped, id)
		} else {
			gone = append(gone, id)
		}
	}
	var text []lang.Text
	if len(gone) > 0 {
		text = append(text, lang.T("tally.absent", "count", len(gone), "who", names(s, gone)))
	}
	if len(dropped) > 0 {
		text = append(text, lang.T("tally.dropped", "count", len(dropped), "who", names(s, dropped)))
	}
	return text
}

// tie explains a parity and what came of it.
func tie(r *meeting.Result) lang.Text {
	c := r.Count
	switch {
	case r.Verdict.Outcome == governance.TieSilent:
		return lang.T("notice.result.tie-silent")
	case r.Verdict.Casting != "":
		return lang.T("notice.result.tie-casting", "position", position(r.Verdict.Casting))
	case c.Favour == c.Against && c.Favour > 0 && r.Verdict.Outcome == governance.Rejected:
		return lang.T("notice.result.tie-rejected")
	}
	return lang.Text{}
}

// settleMost is how many doubtful people have buttons of their own; with more,
// a repetition is the quicker way.
const settleMost = 4

// nextActs is what the officers can do with a result.
func nextActs(s *meeting.State, b *meeting.Ballot, r *meeting.Result) (lang.Text, [][]Button) {
	repeat := button("repeat", "repeat").of(b.Round)
	rollCall := button("roll-call", "repeat", "rollcall", "yes").of(b.Round)
	switch {
	case r.Void:
		return lang.T("next.void"), rows(row(repeat, button("desk", "desk")))
	case !r.Resistant:
		settle := make([][]Button, 0, 2*settleMost+1)
		for _, d := range r.Doubtful[:min(len(r.Doubtful), settleMost)] {
			bs := settleButtons(s, b, d.Member)
			for pair := range slices.Chunk(bs, 2) { // labels with a name are long
				settle = append(settle, pair)
			}
		}
		return lang.T("next.settle"), append(settle, row(rollCall, repeat))
	case r.Verdict.Outcome == governance.TieSilent:
		rollCall.Label = lang.T("button.repeat-roll-call")
		return lang.T("next.tie-silent"), rows(row(rollCall))
	default:
		return lang.T("next.proclaim"), rows(row(button("proclaim", "proclaim").of(b.Round)), row(rollCall, repeat))
	}
}

func settleButtons(s *meeting.State, b *meeting.Ballot, id governance.MemberID) []Button {
	var bs []Button
	for _, as := range settlements(b) {
		settle := button("settle", "settle", "member", string(id), "as", string(as)).of(b.Round)
		settle.Label = lang.T("button.settle", "name", s.NameOf(id), "as", settledAs(as))
		bs = append(bs, settle)
	}
	return bs
}

// settlements are the ways a doubtful person can be counted at a press.
func settlements(b *meeting.Ballot) []meeting.Settled {
	switch {
	case len(b.Options) > 0:
	case b.Rule.Majority.EverybodyVotes:
		return []meeting.Settled{meeting.AsAgainst, meeting.AsFavour, meeting.AsAbsent}
	default:
		return []meeting.Settled{meeting.AsAgainst, meeting.AsAbstained, meeting.AsFavour, meeting.AsAbsent}
	}
	var ways []meeting.Settled
	for _, o := range b.Options {
		ways = append(ways, meeting.Settled(o.Letter))
	}
	return append(ways, meeting.AsAbstained, meeting.AsAbsent)
}

// doubtSettled tells everybody that it was decided, and the person how and why.
func doubtSettled(s *meeting.State, e meeting.DoubtSettled) []Notice {
	as := settledAs(e.As)
	return []Notice{
		{To: Room, Text: []lang.Text{lang.T("notice.settled.room", "name", s.NameOf(e.Member), "about", about(e.Round), "as", as)}},
		{To: Private, Member: e.Member, Text: []lang.Text{
			lang.T("notice.settled.private", "about", about(e.Round), "as", as, "reason", e.Reason),
			lang.T("notice.settled.object"),
		}},
	}
}
