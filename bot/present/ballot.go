package present

import (
	"slices"
	"time"

	"assenso/bot/chat"
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// ballotOpened announces a ballot. The announcement is a living message: the
// end of the window is edited in when every place has it.
func ballotOpened(s *meeting.State, e meeting.BallotOpened) []Notice {
	b := s.Ballot(e.Round)
	return []Notice{announcement(s, b, b.Window)}
}

// announcement tells the length of the window, unless it is no longer as it
// was: then window is zero.
func announcement(s *meeting.State, b *meeting.Ballot, window time.Duration) Notice {
	text := []lang.Text{
		lang.T("notice.ballot.title", "subject", subject(b.On), "again", again(b.Round), "window", window, "until", b.Until),
		regime(s, b),
		motionLine(s, b.Round, b.Text),
	}
	text = append(text, append(ruleLines(b), barredLine(s, b)...)...)
	switch {
	case len(b.Options) > 0:
		text = append(text, lang.T("notice.ballot.choose"))
	case b.Silence:
		text = append(text, lang.T("notice.ballot.otherwise"))
	case b.Rule.Majority.EverybodyVotes:
		text = append(text, lang.T("notice.ballot.how-everybody"))
	default:
		text = append(text, lang.T("notice.ballot.how"))
	}
	text = append(text, lang.T("notice.ballot.present", "present", b.Standing.Present, "required", b.Standing.Required))
	return Notice{
		To: Room, Slot: slot("ballot", b.Round), Urgent: true, Text: append(text, disagreement(b.Standing)...),
		Buttons: voteButtons(b), Awaits: Awaits{Announcement: b.Round},
	}
}

// regime says what silence means, in the words nobody may miss (B30).
func regime(s *meeting.State, b *meeting.Ballot) lang.Text {
	switch {
	case b.Rule.Majority.EverybodyVotes:
		return lang.T("notice.ballot.everybody")
	case b.Silence:
		return lang.T("notice.ballot.silence", "article", s.Bylaws.Silence.Article)
	case b.RollCall:
		return lang.T("notice.ballot.roll-call")
	case b.Proof:
		return lang.T("notice.ballot.proof")
	default:
		return lang.T("notice.ballot.no-silence")
	}
}

// motionLine is what is put to the vote, literally.
func motionLine(s *meeting.State, r meeting.Round, text string) lang.Text {
	switch n := r.On.Change(); {
	case r.On == meeting.OnMinutes:
		return lang.T("notice.ballot.minutes", "number", s.Number, "version", s.Minutes.Version, "hash", fingerprint(text))
	case n > 0:
		c := s.Minutes.Changes[n-1]
		return lang.T("notice.ballot.change", "name", s.NameOf(c.Member), "text", c.Text)
	}
	if _, n := r.On.Amendment(); n > 0 {
		return amendmentLine(s, r.On, text)
	}
	if b := s.Ballot(r); b != nil && len(b.Options) > 0 {
		return lang.T("notice.ballot.options", "text", text)
	}
	return lang.T("notice.ballot.text", "text", text)
}

// optionButtons are the letters that can be chosen, in rows that fit a phone.
func optionButtons(b *meeting.Ballot, command, param string) [][]Button {
	var all [][]Button
	for i, o := range b.Options {
		if i%5 == 0 {
			all = append(all, nil)
		}
		choice := button("option", command, param, string(o.Letter)).of(b.Round)
		choice.Label = lang.T("button.option", "letter", string(o.Letter))
		all[len(all)-1] = append(all[len(all)-1], choice)
	}
	return all
}

func voteButtons(b *meeting.Ballot) [][]Button {
	r := b.Round
	against := row(button("against", "against").of(r))
	switch {
	case len(b.Options) > 0:
		against = row(button("against-all", "against").of(r))
	case r.On == meeting.OnMinutes:
		against = row(button("disapprove", "against").of(r))
	}
	if !b.Rule.Majority.EverybodyVotes {
		against = append(against, button("abstain", "abstain").of(r))
	}
	if r.On == meeting.OnMinutes {
		return rows(
			row(button("read-and-approve", "favour").of(r)),
			against,
			row(button("ask-change", "change")),
		)
	}
	if len(b.Options) > 0 {
		return append(optionButtons(b, "choose", "option"), against, row(button("recuse", "recuse").of(r)))
	}
	return rows(
		against,
		row(button("favour", "favour").of(r), button("recuse", "recuse").of(r)),
	)
}

// secrecyRefused tells that a secret ballot is not admitted (B16).
func secrecyRefused(e meeting.SecrecyRefused) []Notice {
	return []Notice{{To: Room, Text: []lang.Text{
		lang.T("notice.secrecy", "item", e.Item), lang.T("notice.item.minuted"),
	}}}
}

// deliveryLate lets the chair choose what to do about a place that has not
// confirmed the announcement.
func deliveryLate(s *meeting.State, e meeting.DeliveryLate) []Notice {
	choice := lang.T("notice.late.choice-off")
	if s.Ballot(e.Round).Silence {
		choice = lang.T("notice.late.choice")
	}
	places := make([]string, len(e.Places))
	for i, p := range e.Places {
		places[i] = chat.PlatformOf(p)
	}
	return []Notice{{
		To: Officers, Slot: slot("late", e.Round), Urgent: true,
		Text: []lang.Text{
			lang.T("notice.late.title", "about", about(e.Round), "places", compact(places)),
			choice,
		},
		Buttons: rows(row(button("go-on", "goon").of(e.Round), button("annul", "annul").of(e.Round))),
	}}
}

// compact drops repeated neighbours.
func compact(list []string) []string {
	var once []string
	for i, e := range list {
		if i == 0 || e != list[i-1] {
			once = append(once, e)
		}
	}
	return once
}

func windowStarted(s *meeting.State, e meeting.WindowStarted) []Notice {
	b := s.Ballot(e.Round)
	return []Notice{announcement(s, b, b.Window)}
}

// windowExtended edits the announcement and says so, for an edit rings nobody.
func windowExtended(s *meeting.State, e meeting.WindowExtended) []Notice {
	key := "notice.ballot.extended"
	if e.Outage {
		key = "notice.ballot.extended-outage"
	}
	return []Notice{
		announcement(s, s.Ballot(e.Round), 0),
		{To: Room, Urgent: true, Text: []lang.Text{lang.T(key, "about", about(e.Round), "until", e.Until)}},
	}
}

// ballotClosing takes the buttons away.
func ballotClosing(s *meeting.State, e meeting.BallotClosing) []Notice {
	return []Notice{ended(s, s.Ballot(e.Round), lang.T("notice.ballot.closed", "until", e.Until))}
}

// ended is the announcement of a ballot in which nobody can vote any more.
func ended(s *meeting.State, b *meeting.Ballot, last lang.Text) Notice {
	return Notice{To: Room, Slot: slot("ballot", b.Round), Text: []lang.Text{
		lang.T("notice.ballot.title", "subject", subject(b.On), "again", again(b.Round), "window", time.Duration(0), "until", time.Time{}),
		motionLine(s, b.Round, b.Text),
		last,
	}}
}

// silent says what happens to a member who says nothing more. It promises
// nothing that the count may not keep: silence is read only for those who were
// verified at the opening, which is certain of who was in the room.
func silent(s *meeting.State, b *meeting.Ballot, id governance.MemberID) lang.Text {
	st := s.Member(id).In()
	switch {
	case !b.Silence || st == nil || st.From.After(b.At) || !slices.Contains(b.Roll, id):
		return lang.T("notice.silent.nothing")
	case st.Via == meeting.ByRoom || st.Marked && st.Mode == governance.InPerson:
		return lang.T("notice.silent.favour")
	default:
		return lang.T("notice.silent.perhaps")
	}
}
