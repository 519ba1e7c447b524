package present

import (
	"slices"
	"strings"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// ballot tells a round: how it was voted, who was counted how, and what came
// of it (B27, B49, B50). Shown is the text quoted just above.
func (w *minutesWriter) ballot(b *minutes.Ballot, shown string) {
	w.opened(b, shown)
	w.window(b)
	if b.Result != nil {
		w.tally(minuted("ballot.table"), w.lists(b))
		w.arithmetic(b)
	}
	w.doubts(b)
	w.declared(b)
	if len(b.InVain) > 0 {
		w.say(minuted("ballot.in-vain", "names", w.names(b.InVain), "count", len(b.InVain)))
	}
	w.contest(b)
	w.outcome(b)
}

func (w *minutesWriter) opened(b *minutes.Ballot, shown string) {
	method := w.method(b)
	at := w.exact(b.Opened)
	_, amendment := b.Round.On.Amendment()
	switch {
	case amendment > 0:
		w.say(minuted("ballot.opens-amendment", "at", at, "method", method, "n", amendment))
		w.quote(b.Text)
	case b.Round.On == meeting.OnMinutes:
		w.say(minuted("ballot.opens-minutes", "at", at, "method", method))
	case b.Round.On.Change() > 0:
		w.say(minuted("ballot.opens-change", "at", at, "method", method))
	case b.Text == shown:
		w.say(minuted("ballot.opens", "at", at, "method", method))
	default:
		w.say(minuted("ballot.opens-text", "at", at, "method", method))
		w.quote(b.Text)
	}
	w.ruled(b)
	q := b.Recomputed
	if q == nil {
		return
	}
	key := "ballot.recomputed"
	if len(q.Dropped) == 1 {
		key = "ballot.recomputed-one"
	}
	sentences := []lang.Text{
		minuted(key, "names", w.names(q.Dropped), "required", q.Standing.Required, "present", q.Standing.Present),
	}
	if q.Full.Required != q.Standing.Required {
		sentences = append(sentences, minuted("ballot.recomputed-full", "required", q.Full.Required))
	}
	w.say(sentences...)
}

func (w *minutesWriter) window(b *minutes.Ballot) {
	var until lang.Text
	if !b.Until.IsZero() {
		until = w.exact(b.Until)
	}
	w.say(minuted("ballot.roll", "present", b.Standing.Present, "required", b.Standing.Required,
		"window", duration(b.Window), "until", until))
	for _, e := range b.Extended {
		key := "ballot.extended"
		if e.Outage {
			key = "ballot.extended-outage"
		}
		w.say(minuted(key, "at", w.exact(e.At), "until", w.exact(e.Until)))
	}
	if len(b.Unreached) > 0 {
		w.say(minuted("ballot.unreached", "places", b.Unreached))
	}
	if len(b.Unheard) > 0 {
		w.say(minuted("ballot.unheard", "places", b.Unheard))
	}
}

// lists are everybody the result accounts for. For and against are told even
// where nobody is; the other lists only where somebody is.
func (w *minutesWriter) lists(b *minutes.Ballot) []minutesRow {
	r := b.Result
	voted := w.voters(b)
	label := func(name string) lang.Text {
		if b.Round.On == meeting.OnMinutes {
			switch name {
			case "favour":
				name = "read"
			case "silent":
				name = "read-silent"
			case "against":
				name = "read-against"
			}
		}
		return minuted("ballot." + name)
	}
	var doubtful, absent []lang.Text
	for _, d := range r.Doubtful {
		doubtful = append(doubtful, w.name(d.Member))
	}
	for _, id := range r.Absent {
		if slices.Contains(r.Dropped, id) {
			absent = append(absent, minuted("name-dropped", "name", w.name(id)))
		} else {
			absent = append(absent, w.name(id))
		}
	}
	var rows []minutesRow
	add := func(name string, always bool, names []lang.Text) {
		if always || len(names) > 0 {
			rows = append(rows, minutesRow{label(name), len(names), names})
		}
	}
	for _, c := range r.Choices {
		rows = append(rows, minutesRow{minuted("ballot.choice", "letter", string(c.Letter)), len(c.Members), voted(c.Members)})
	}
	add("favour", len(r.Choices) == 0 && b.Method != minutes.BySilence, voted(r.Favour))
	add("silent", b.Method == minutes.BySilence, w.silent(b, r.Silent))
	add("against", true, voted(r.Against))
	add("abstained", true, voted(r.Abstained))
	add("recused", false, w.names(r.Recused))
	add("barred", false, w.names(r.Barred))
	add("not-voting", false, w.silent(b, r.NotVoting))
	add("doubtful", false, doubtful)
	add("absent", false, absent)
	return rows
}

// silent names who was there and said nothing: marked where that they were rests
// on the secretary's word.
func (w *minutesWriter) silent(b *minutes.Ballot, ids []governance.MemberID) []lang.Text {
	names := w.names(ids)
	for i, id := range ids {
		p := w.people[id]
		if p != nil && slices.ContainsFunc(p.Stays, func(st minutes.Stay) bool {
			return st.Marked && !st.From.After(b.Until) && (st.To.IsZero() || st.To.After(b.Until))
		}) {
			names[i] = minuted("name-marked", "name", names[i])
		}
	}
	return names
}

// voters names who expressed a position: marked where the secretary entered
// it, and with its time where it is a declaration on the minutes (B51).
func (w *minutesWriter) voters(b *minutes.Ballot) func([]governance.MemberID) []lang.Text {
	votes := make(map[governance.MemberID]*minutes.Vote, len(b.Votes))
	for i := range b.Votes {
		votes[b.Votes[i].Member] = &b.Votes[i]
	}
	return func(ids []governance.MemberID) []lang.Text {
		names := make([]lang.Text, len(ids))
		for i, id := range ids {
			names[i] = w.name(id)
			v := votes[id]
			if v == nil {
				continue
			}
			if b.Round.On == meeting.OnMinutes {
				names[i] = minuted("name-at", "name", names[i], "at", w.exact(v.Said))
			}
			if v.Entered {
				names[i] = minuted("name-entered", "name", names[i])
			}
		}
		return names
	}
}

// arithmetic is how the majority and the quorum at the close were reckoned.
func (w *minutesWriter) arithmetic(b *minutes.Ballot) {
	r, rule := b.Result, w.text.Rule(b)
	v := r.Verdict
	missing := v.Missing
	if v.Casting != "" {
		missing = 0 // the casting vote made up for it, or settled the matter
	}
	sentences := []lang.Text{
		minuted("ballot.required", "rule", majorityRule(rule.Majority),
			"required", v.Required, "obtained", v.Obtained, "missing", missing),
	}
	switch {
	case v.Casting == governance.Favour:
		sentences = append(sentences, minuted("ballot.tie"))
	case v.Casting == governance.Against:
		sentences = append(sentences, minuted("ballot.tie-against"))
	case v.Outcome == governance.TieSilent:
		sentences = append(sentences, minuted("ballot.tie-silent"))
	}
	sentences = append(sentences, minuted("ballot.standing", "present", r.Standing.Present, "required", r.Standing.Required))
	if r.Standing.Required != b.Standing.Required || r.Standing.Disagrees() {
		sentences = append(sentences, w.compared(rule, r.Standing)...)
	}
	if len(r.Barred) > 0 {
		sentences = append(sentences, minuted("ballot.barred-present", "article", rule.Article))
	}
	if r.Later > 0 {
		sentences = append(sentences, minuted("ballot.later", "count", r.Later))
	}
	w.say(sentences...)
}

// doubts are those whose will could not be established, and how it was settled.
func (w *minutesWriter) doubts(b *minutes.Ballot) {
	for _, d := range b.Doubts {
		why := minuted("doubt." + string(d.Why))
		if d.As == "" {
			w.say(minuted("doubt.open", "name", w.name(d.Member), "why", why))
			continue
		}
		w.say(minuted("doubt.settled", "name", w.name(d.Member), "why", why, "as", minutedAs(d.As),
			"by", w.name(d.By), "at", w.exact(d.At), "reason", minutedWords(d.Reason)))
	}
	if b.Result != nil && len(b.Result.Doubtful) > 0 && b.Result.Resistant {
		w.say(minuted("ballot.resistant"))
	}
}

// bareWords is how many words a vote has that says nothing else: "sono
// contraria", "io mi astengo". Longer ones are told as a declaration.
const bareWords = 3

// declared are words given with a vote, reasons for not taking part, and words
// that came late.
func (w *minutesWriter) declared(b *minutes.Ballot) {
	for _, v := range b.Votes {
		if v.Words.Erased || len(strings.Fields(v.Words.Text)) > bareWords {
			w.say(minuted("said.vote", "name", w.name(v.Member), "position", positionOf(v.Position), "words", minutedWords(v.Words)))
		}
	}
	for _, r := range b.Recusals {
		if b.Result == nil || slices.Contains(b.Result.Recused, r.Member) {
			w.say(minuted("said.recused", "name", w.name(r.Member), "reason", minutedWords(r.Reason)))
		}
	}
	for _, l := range b.Late {
		w.late(l)
	}
}

func (w *minutesWriter) late(l minutes.LateWord) {
	key := "said.late"
	if l.Timely {
		key = "said.timely"
	}
	w.say(minuted(key, "at", w.exact(l.Said), "name", w.name(l.Member),
		"position", positionOf(l.Position), "words", minutedWords(l.Words)))
}

// outcome is what came of a round, and the resolution where there is one.
func (w *minutesWriter) outcome(b *minutes.Ballot) {
	if b.AsProclaimed != nil {
		w.say(minuted("ballot.corrected"))
	}
	if b.Withdrawn != nil {
		w.proclaimed(b) // what became of it is told in its place
		return
	}
	var end lang.Text
	switch b.Stage {
	case meeting.Proclaimed:
		w.proclaimed(b)
		return
	case meeting.Void:
		end = minuted("ballot.void")
	case meeting.Annulled:
		end = minuted("ballot.annulled", "at", w.exact(b.Ended), "reason", annulment(b.Reason))
	case meeting.Provisional:
		end = minuted("ballot.provisional")
	default:
		end = minuted("ballot.in-progress")
	}
	if b.Repeated {
		w.say(end, minuted("ballot.repeated"))
		return
	}
	w.say(end)
}

// annulment is why a round was annulled: words of the chair, or a code.
func annulment(reason string) lang.Text {
	switch reason {
	case "":
		return lang.Text{}
	case meeting.ForChange:
		return minuted("ballot.for-change")
	case meeting.ForTrouble:
		return minuted("ballot.for-trouble")
	case meeting.ForRunoff:
		return minuted("ballot.for-runoff")
	case meeting.ForText:
		return minuted("ballot.for-text")
	case meeting.ForDraft:
		return minuted("ballot.for-draft")
	}
	return minuted("literal", "text", reason)
}

func (w *minutesWriter) proclaimed(b *minutes.Ballot) {
	key := "outcome."
	_, amendment := b.Round.On.Amendment()
	switch {
	case amendment > 0:
		key += "amendment-"
	case b.Round.On == meeting.OnMinutes:
		key += "minutes-"
	case b.Round.On.Change() > 0:
		key += "change-"
	}
	if b.Outcome != governance.Carried && len(b.Options) > 0 {
		w.say(minuted("outcome.options-rejected", "who", w.who()))
		return
	}
	if b.Outcome == governance.Carried {
		w.say(minuted(key+"carried", "who", w.who(), "how", howCarried(b.Result), "minority", w.minority(b)))
	} else {
		w.say(minuted(key+"rejected", "who", w.who(), "votes", append([]lang.Text{inFavour(b.Result)}, w.minority(b)...)))
	}
	if n := b.Resolution; n != nil {
		text := b.Text
		for _, o := range b.Options {
			if o.Letter == b.Option {
				text = o.Text
			}
		}
		w.say(minuted("resolution", "number", n.Number, "year", n.Year, "at", w.exact(b.Ended)))
		w.quote(text)
	}
}

// howCarried names the majority. It is unanimous only where everybody in the
// room was in favour; where somebody did not vote, of those voting.
func howCarried(r *meeting.Result) lang.Text {
	switch {
	case r.Verdict.Casting != "":
		return minuted("how.casting")
	case r.Count.Against > 0: // of several texts, also who chose another
		return minuted("how.majority")
	case len(r.Abstained)+len(r.NotVoting)+len(r.Recused)+len(r.Doubtful)+len(r.Barred) > 0:
		return minuted("how.unanimous-voting")
	}
	return minuted("how.unanimous")
}

// minutedAs is what somebody was settled as.
func minutedAs(as meeting.Settled) lang.Text {
	if len(as) == 1 {
		return minuted("position-option", "letter", string(as))
	}
	return minuted("settled." + string(as))
}

func (w *minutesWriter) minority(b *minutes.Ballot) []lang.Text {
	var voices []lang.Text
	if ids := b.Result.Against; len(ids) > 0 {
		voices = append(voices, minuted("voices.against", "count", len(ids), "names", w.names(ids)))
	}
	if ids := b.Result.Abstained; len(ids) > 0 {
		voices = append(voices, minuted("voices.abstained", "count", len(ids), "names", w.names(ids)))
	}
	return voices
}

func inFavour(r *meeting.Result) lang.Text {
	if n := r.Count.Favour; n > 0 {
		return minuted("voices.favour", "count", n)
	}
	return minuted("voices.no-favour")
}
