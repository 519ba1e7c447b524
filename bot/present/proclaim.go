package present

import (
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// Seal is where the journal stands, for a notice that asks for it.
func Seal(seq uint64, hash string) lang.Text {
	return lang.T("notice.seal", "seq", int(seq), "hash", fingerprint(hash))
}

// Rehearsal marks what is shown of a rehearsal: the bot puts it above every
// message, in one place for all of them.
func Rehearsal() lang.Text { return lang.T("notice.rehearsal") }

// proclaimed shows a final result. It stands for ever, and so is never edited.
func proclaimed(s *meeting.State, m governance.Meta, e meeting.ProclaimedEvent) []Notice {
	b := s.Ballot(e.Round)
	room := Notice{To: Room, Urgent: true, Seal: true, Text: byOrder(m, proclamation(s, m, b, e))}
	done := Notice{
		To: Officers, Slot: slot("result", e.Round),
		Text: []lang.Text{lang.T("notice.result.done", "about", about(e.Round), "at", m.At)},
	}
	if e.Round.On == meeting.OnMinutes {
		done.Text = append(done.Text, lang.T("notice.minutes.sign"))
		done.Buttons = rows(row(signButton(s)))
	}
	return []Notice{room, done}
}

func proclamation(s *meeting.State, m governance.Meta, b *meeting.Ballot, e meeting.ProclaimedEvent) []lang.Text {
	r := b.Result
	how := wording(r)
	counts := lang.T("notice.proclaimed.counts", "favour", r.Count.Favour, "against", r.Count.Against,
		"abstained", r.Count.Abstained, "present", r.Standing.Present)
	text := b.Text
	if len(b.Options) > 0 {
		counts = chosen(r)
		if o, ok := b.Option(e.Option); ok {
			text = o.Text
		}
	}
	carried := e.Outcome == governance.Carried
	if item, n := b.On.Amendment(); n > 0 {
		key := "notice.proclaimed.amendment-not"
		if carried {
			key = "notice.proclaimed.amendment"
		}
		return []lang.Text{lang.T(key, "n", n, "item", item, "how", how, "at", m.At), counts}
	}
	switch n := b.On.Change(); {
	case b.On == meeting.OnMinutes && carried:
		return []lang.Text{
			lang.T("notice.proclaimed.minutes", "number", s.Number, "how", how, "at", m.At), counts,
		}
	case b.On == meeting.OnMinutes:
		return []lang.Text{
			lang.T("notice.proclaimed.minutes-not", "number", s.Number, "how", how, "at", m.At), counts,
			lang.T("notice.minutes.signed-anyway"),
		}
	case n > 0 && carried:
		return []lang.Text{lang.T("notice.proclaimed.change", "change", n, "how", how, "at", m.At), counts}
	case n > 0:
		return []lang.Text{lang.T("notice.proclaimed.change-not", "change", n, "how", how, "at", m.At), counts}
	case carried && s.Rehearsal:
		return []lang.Text{
			lang.T("notice.proclaimed.rehearsed", "item", b.On.Item(), "how", how, "at", m.At),
			lang.T("notice.ballot.text", "text", b.Text), counts,
		}
	case carried:
		return []lang.Text{
			lang.T("notice.proclaimed.resolution", "number", e.Number, "year", e.Year, "item", b.On.Item(), "how", how, "at", m.At),
			lang.T("notice.ballot.text", "text", text), counts,
		}
	default:
		return []lang.Text{
			lang.T("notice.proclaimed.rejected", "item", b.On.Item(), "how", how, "at", m.At),
			motionLine(s, b.Round, b.Text), counts,
		}
	}
}

// wording is by what majority a motion was carried or not. It is unanimous
// only if nobody was against, abstained, or was there without a vote counted;
// unanimous of those voting if nobody was against.
func wording(r *meeting.Result) lang.Text {
	c := r.Count
	carried := r.Verdict.Outcome == governance.Carried
	switch {
	case r.Verdict.Casting != "" && carried:
		return lang.T("how.casting")
	case r.Verdict.Casting != "":
		return lang.T("how.casting-against")
	case carried && c.Against == 0 && c.Abstained == 0 && len(r.NotVoting)+len(r.Doubtful)+len(r.Recused)+len(r.Barred) == 0:
		return lang.T("how.unanimous")
	case carried && c.Against == 0:
		return lang.T("how.unanimous-voting")
	case carried:
		return lang.T("how.majority")
	case c.Favour == c.Against && c.Favour > 0:
		return lang.T("how.tie")
	default:
		return lang.T("how.missing", "required", r.Verdict.Required, "obtained", r.Verdict.Obtained)
	}
}

// withdrawn tells that what was proclaimed has no effect.
func withdrawn(s *meeting.State, r meeting.Round) lang.Text {
	for _, n := range s.Resolutions {
		if n.Round == r {
			return lang.T("notice.annulled.withdrawn", "number", n.Number, "year", n.Year)
		}
	}
	return lang.T("notice.annulled.outcome")
}

// ballotAnnulled tells that a round ends without a result, and takes away
// every button of it.
func ballotAnnulled(s *meeting.State, m governance.Meta, e meeting.BallotAnnulled) []Notice {
	b := s.Ballot(e.Round)
	line := lang.T("notice.annulled.title", "about", about(e.Round))
	switch {
	case e.Reason == meeting.ForChange:
		line.Args["reason"] = lang.T("notice.annulled.change")
	case e.Reason == meeting.ForTrouble:
		line.Args["reason"] = lang.T("notice.annulled.trouble")
	case e.Reason == meeting.ForRunoff:
		line.Args["reason"] = lang.T("notice.annulled.runoff")
	case e.Reason == meeting.ForText:
		line.Args["reason"] = lang.T("notice.annulled.text")
	case e.Reason == meeting.ForDraft:
		line.Args["reason"] = lang.T("notice.annulled.draft")
	case e.Reason != "":
		line.Args["reason"] = e.Reason
	}
	text := []lang.Text{line}
	if e.Repeat {
		text = append(text, lang.T("notice.annulled.repeat"))
	}
	if e.Proclaimed {
		return []Notice{
			{To: Room, Urgent: true, Seal: true, Text: byOrder(m, append(text, withdrawn(s, e.Round)))},
			{To: Officers, Slot: slot("fallen", e.Round), Text: []lang.Text{line}},
		}
	}
	notices := []Notice{
		ended(s, b, lang.T("notice.ballot.annulled")),
		{To: Room, Urgent: true, Text: byOrder(m, text)},
	}
	if b.Result != nil {
		notices = append(notices, Notice{To: Officers, Slot: slot("result", e.Round), Text: []lang.Text{line}})
	}
	return notices
}
