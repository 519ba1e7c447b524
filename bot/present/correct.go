package present

import (
	"strconv"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

func ofCorrections(s *meeting.State, r entry) ([]Notice, bool) {
	switch e := r.Event.(type) {
	case meeting.PresenceCorrected:
		return presenceCorrected(s, e), true
	case meeting.VoteCorrected:
		return voteCorrected(s, e), true
	case meeting.BallotRechecked:
		return rechecked(s, e), true
	case meeting.NoteCorrected:
		return []Notice{{To: Officers, Text: []lang.Text{lang.T("notice.corrected.note", "text", e.Text)}}}, true
	case meeting.NameCorrected:
		return []Notice{{To: Officers, Text: []lang.Text{lang.T("notice.corrected.name", "name", e.Person)}}}, true
	case meeting.Contested:
		return contested(s, e), true
	case meeting.ContestAnswered:
		return contestAnswered(s, e), true
	}
	return nil, false
}

// presenceCorrected tells the officers and the person concerned: what the
// record said, and what it says now.
func presenceCorrected(s *meeting.State, e meeting.PresenceCorrected) []Notice {
	was := lang.T("notice.corrected.nothing")
	if !e.Was.From.IsZero() {
		was = timesOf(e.Was)
	}
	notices := []Notice{
		{To: Officers, Text: []lang.Text{
			lang.T("notice.corrected.presence", "name", s.NameOf(e.Member), "now", timesOf(e.Now), "was", was),
		}},
		{To: Private, Member: e.Member, Text: []lang.Text{
			lang.T("notice.corrected.own-presence", "now", timesOf(e.Now), "was", was, "reason", e.Reason),
			lang.T("notice.settled.object"),
		}},
	}
	if isOpen(s) {
		notices = append([]Notice{board(s)}, notices...)
	}
	return notices
}

func timesOf(t meeting.Times) lang.Text {
	l := lang.T("notice.corrected.times", "from", t.From, "to", t.To, "mode", mode(t.Mode))
	if t.Equipment != "" {
		l.Args["equipment"] = equipment(t.Equipment)
	}
	return l
}

func voteCorrected(s *meeting.State, e meeting.VoteCorrected) []Notice {
	as, was := settledAs(e.As), lang.T("counted-as."+string(e.Was))
	return []Notice{
		{To: Room, Urgent: true, Text: []lang.Text{
			lang.T("notice.corrected.vote", "name", s.NameOf(e.Member), "about", about(e.Round), "as", as, "was", was),
		}},
		{To: Private, Member: e.Member, Text: []lang.Text{
			lang.T("notice.corrected.own-vote", "about", about(e.Round), "as", as, "reason", e.Reason),
			lang.T("notice.settled.object"),
		}},
	}
}

// rechecked tells what a correction does to a proclaimed ballot. Where the
// outcome does not stand, nothing is rewritten: the chair is told what to do.
func rechecked(s *meeting.State, e meeting.BallotRechecked) []Notice {
	c := e.Result.Count
	counts := lang.T("notice.proclaimed.counts", "favour", c.Favour, "against", c.Against, "abstained", c.Abstained,
		"present", e.Result.Standing.Present)
	if e.Stands {
		stands := lang.T("notice.rechecked.stands", "about", about(e.Round))
		notices := []Notice{{To: Room, Urgent: true, Text: []lang.Text{stands, counts}}}
		if s.Ballot(e.Round).Fell { // the panel that asked to annul it
			notices = append(notices, Notice{To: Officers, Slot: slot("fallen", e.Round), Text: []lang.Text{stands}})
		}
		return notices
	}
	text := []lang.Text{
		lang.T("notice.rechecked.fallen", "about", about(e.Round)), counts, required(e.Result.Verdict),
		lang.T("notice.result.present", "present", e.Result.Standing.Present, "required", e.Result.Standing.Required),
	}
	if !e.Result.Resistant {
		text = append(text, doubtfulLine(s, &e.Result), lang.T("notice.rechecked.doubtful"))
	}
	return []Notice{
		{To: Room, Urgent: true, Text: append(text[:len(text):len(text)], lang.T("notice.rechecked.waits"))},
		{
			To: Officers, Slot: slot("fallen", e.Round), Urgent: true, Text: append(text, lang.T("notice.rechecked.annul")),
			Buttons: rows(row(button("annul-outcome", "annul").of(e.Round))),
		},
	}
}

func contested(s *meeting.State, e meeting.Contested) []Notice {
	n := strconv.Itoa(e.N)
	return []Notice{
		{To: Private, Member: e.Member, Slot: "contest:" + n, Text: []lang.Text{lang.T("notice.contest.receipt", "about", about(e.Round))}},
		{
			To: Officers, Slot: "contest:" + n, Urgent: true,
			Text: []lang.Text{
				lang.T("notice.contest.officers", "n", e.N, "name", s.NameOf(e.Member), "about", about(e.Round), "words", e.Words),
				lang.T("notice.contest.do"),
			},
			Buttons: rows(row(
				button("uphold", "contestation", "yes", "yes", "n", n), button("reject", "contestation", "yes", "no", "n", n),
			)),
		},
	}
}

func contestAnswered(s *meeting.State, e meeting.ContestAnswered) []Notice {
	k := s.Contests[e.N-1]
	n := strconv.Itoa(e.N)
	key := "rejected"
	if e.Upheld {
		key = "upheld"
	}
	officers := []lang.Text{lang.T("notice.contest."+key, "n", e.N, "name", s.NameOf(e.Member), "about", about(k.Round), "words", e.Words)}
	if e.Upheld {
		officers = append(officers, lang.T("notice.contest.correct"))
	}
	return []Notice{
		{To: Private, Member: e.Member, Slot: "contest:" + n, Text: []lang.Text{
			lang.T("notice.contest.own-"+key, "about", about(k.Round), "words", e.Words),
		}},
		{To: Officers, Slot: "contest:" + n, Text: officers},
	}
}

// ContestButtons lets a member contest how they were counted in a ballot, where
// the rules would let them.
func ContestButtons(s *meeting.State, r meeting.Round, who governance.MemberID) [][]Button {
	if who == "" || !s.MayContest(who, r) {
		return nil
	}
	return rows(row(contestButton(r)))
}

// contestRow is the button under a result that can be contested: a void ballot
// is repeated.
func contestRow(b *meeting.Ballot, r *meeting.Result) [][]Button {
	if r.Void {
		return nil
	}
	return rows(row(contestButton(b.Round)))
}

func contestButton(r meeting.Round) Button { return button("contest", "contest").of(r) }

// correctedLines are what was corrected and contested about a member's count.
func correctedLines(s *meeting.State, b *meeting.Ballot, a meeting.Account) []lang.Text {
	var text []lang.Text
	if a.Was != "" {
		text = append(text, lang.T("explain.was", "as", lang.T("counted-as."+string(a.Was))))
	}
	for _, c := range b.Corrections {
		if c.Member == a.Member {
			text = append(text, lang.T("explain.corrected", "by", s.NameOf(c.By), "was", lang.T("counted-as."+string(c.Was)),
				"as", settledAs(c.As), "reason", c.Reason))
		}
	}
	for _, k := range s.Contests {
		if k.Member == a.Member && k.Round == b.Round {
			text = append(text, lang.T("explain.contested", "words", k.Words))
			if !k.Answered.IsZero() {
				text = append(text, lang.T("explain.contest-answer", "by", s.NameOf(k.By), "upheld", k.Upheld, "words", k.Answer))
			}
		}
	}
	return text
}
