package bot

import (
	"slices"
	"time"

	"assenso/bot/chat"
	"assenso/bot/present"
	"assenso/bot/reading"
	"assenso/governance"
	"assenso/governance/meeting"
)

// speech is typed words. While a ballot is open they are read for a position;
// otherwise they show that their author is there.
func (t *turn) speech(sp chat.Speech) {
	text := sp.Text
	switch {
	case t.m == nil || text == "":
		t.end("talk", nil)
		return
	case t.who == "":
		t.stranger(text)
		return
	}
	t.name = "speech"
	t.submit(item[meeting.State, meeting.Command]{
		resolve: func(s *meeting.State) ([]meeting.Command, error) { return t.heed(s, sp, text) },
		done:    t.heeded,
		pending: func() bool { return t.question != nil },
	})
}

// heed makes commands of typed words, from the state they are decided on.
func (t *turn) heed(s *meeting.State, sp chat.Speech, text string) ([]meeting.Command, error) {
	t.question = nil // decided anew after a failed write
	sign := signOfLife(s, t.who)
	ballot := openAt(s, t.said())
	if ballot == nil {
		if t.question = t.askOvertaken(s, sp, text); t.question != nil {
			return nil, nil // the question shows that they are there
		}
		return sign, t.listen(s, sp, text)
	}
	if cmds := t.readVote(s, ballot, sp, text); cmds != nil {
		return cmds, nil
	}
	return sign, nil
}

// voteIn is what a statement for the minutes means for the ballot under way:
// who declares in it that they are against did not keep quiet. A vote that was
// given already stands.
func (t *turn) voteIn(s *meeting.State, text string) ([]meeting.Command, error) {
	ballot := openAt(s, t.said())
	if ballot == nil {
		return nil, t.listen(s, chat.Speech{}, text)
	}
	if _, voted := ballot.Votes[meeting.OwnVote(t.who)]; voted || s.Pending() != ballot {
		return nil, nil
	}
	return t.readVote(s, ballot, chat.Speech{}, text), nil
}

// readVote makes commands of words said in a ballot; none where they are talk.
func (t *turn) readVote(s *meeting.State, ballot *meeting.Ballot, sp chat.Speech, text string) []meeting.Command {
	if len(ballot.Options) > 0 {
		return t.readChoice(s, ballot, sp, text)
	}
	own, voted := ballot.Votes[meeting.OwnVote(t.who)]
	r := t.Reader.Read(text, readingContext(s, ballot, sp, own, voted))
	switch r.Act {
	case reading.Object, reading.Abstain, reading.Assent:
		return []meeting.Command{meeting.Cast{
			Position: positionOf(r.Act), Words: text, Message: sp.Message, Via: "words",
		}}
	case reading.Withdraw: // even of nothing: what it takes back may still be on its way
		return []meeting.Command{meeting.Withdraw{}}
	case reading.Unclear:
		return []meeting.Command{meeting.Ask{
			Why: string(r.Reason), Leaning: positionOf(r.Leaning), Words: text, Message: sp.Message,
		}}
	}
	return nil
}

// readChoice does the same where several texts are put to the vote: a letter
// chooses one, "in favour" does not say of which.
func (t *turn) readChoice(s *meeting.State, ballot *meeting.Ballot, sp chat.Speech, text string) []meeting.Command {
	// A letter that is out of a repetition is told so by the rules.
	var letters []string
	for _, o := range s.Item(ballot.On.Item()).Options() {
		letters = append(letters, string(o.Letter))
	}
	ask := func(leaning meeting.Position) []meeting.Command {
		if _, offered := ballot.Option(leaning); !offered {
			leaning = ""
		}
		return []meeting.Command{meeting.Ask{Why: string(reading.WeakWord), Leaning: leaning, Words: text, Message: sp.Message}}
	}
	letter, sure := t.Reader.Choice(text, letters)
	if sure {
		return []meeting.Command{meeting.Cast{Position: meeting.Position(letter), Words: text, Message: sp.Message, Via: "words"}}
	}
	own, voted := ballot.Votes[meeting.OwnVote(t.who)]
	switch r := t.Reader.Read(text, readingContext(s, ballot, sp, own, voted)); r.Act {
	case reading.None:
		if letter == "" || r.Reason != reading.Talk {
			return nil
		}
		return ask(meeting.Position(letter))
	case reading.Object, reading.Abstain:
		if letter == "" {
			return []meeting.Command{meeting.Cast{Position: positionOf(r.Act), Words: text, Message: sp.Message, Via: "words"}}
		}
		return ask("")
	case reading.Withdraw:
		return []meeting.Command{meeting.Withdraw{}}
	}
	return ask(meeting.Position(letter))
}

// heeded answers typed words. Nobody is scolded for talking: refusals that are
// about commands stay unsaid. Words that would have been recorded, had the
// meeting not been sealed meanwhile, are answered.
func (t *turn) heeded(o outcome) {
	if ask := t.question; ask != nil && o.err == nil {
		t.question = nil
		told := ask.done
		ask.done = func(q outcome) {
			told(q)
			if q.err == nil {
				t.m.answered.keep(t.ctx, t.m.stream, []string{t.u.ID})
			}
			t.heeded(outcome{err: q.err})
		}
		t.m.submit(*ask) // settled only then: who is not asked would be taken for silent
		return
	}
	if why, ok := governance.Refused(o.refusal); ok && !o.sealed {
		switch why {
		case meeting.NotPresent, meeting.NotMember, meeting.SaidBefore, meeting.NoBallot, meeting.MeetingOver:
			t.end("talk", nil)
			return
		}
	}
	t.done(o)
}

// openAt is the ballot that was open when words were said: the pending one, or
// one that was proclaimed before they arrived. Words of a round that came to
// nothing are about none.
func openAt(s *meeting.State, said time.Time) *meeting.Ballot {
	for _, b := range slices.Backward(s.Ballots) {
		if said.Before(b.At) {
			continue
		}
		if s.Pending() == b || b.Stage == meeting.Proclaimed && !said.After(b.Until) {
			return b
		}
		return nil
	}
	return nil
}

func signOfLife(s *meeting.State, who governance.MemberID) []meeting.Command {
	if m := s.Member(who); m == nil || m.In() == nil {
		return nil
	}
	return []meeting.Command{meeting.GiveSign{}}
}

func asked(b *meeting.Ballot, who governance.MemberID) bool {
	_, ok := b.Questions[who]
	return ok
}

func readingContext(s *meeting.State, b *meeting.Ballot, sp chat.Speech, own meeting.Vote, voted bool) reading.Context {
	// An edit of the words a vote rests on may not take the vote away unseen.
	rests := sp.Edited && voted && own.Message != "" && own.Message == sp.Message
	c := reading.Context{Item: b.On.Under(), Motion: b.Text, SilenceOff: !b.Silence, Edited: rests}
	if i := s.Item(c.Item); i != nil {
		c.Title = i.Title
	}
	if c.Item == 0 {
		c.Synonyms = []string{"verbale", "minutes"}
	}
	if voted {
		c.Before = actOf(own.Position)
	}
	if sp.ReplyTo != nil {
		c.Reply = &reading.Reply{Bot: sp.ReplyTo.Bot, Text: sp.ReplyTo.Text}
	}
	return c
}

func positionOf(a reading.Act) meeting.Position {
	switch a {
	case reading.Object:
		return governance.Against
	case reading.Abstain:
		return governance.Abstain
	case reading.Assent:
		return governance.Favour
	}
	return ""
}

func actOf(p meeting.Position) reading.Act {
	switch p {
	case governance.Against:
		return reading.Object
	case governance.Abstain:
		return reading.Abstain
	case governance.Favour:
		return reading.Assent
	}
	return ""
}

// stranger answers words that would have been a vote, had their author been
// known (B06): privately, how to be recognised. Nothing is counted.
func (t *turn) stranger(text string) {
	var ballot bool
	var act reading.Act
	t.m.read(func(s *meeting.State) {
		if b := openAt(s, t.said()); b != nil && s.Pending() == b {
			ballot = true
			act = t.Reader.Read(text, readingContext(s, b, chat.Speech{}, meeting.Vote{}, false)).Act
		}
	})
	if ballot && slices.Contains([]reading.Act{reading.Object, reading.Abstain, reading.Assent, reading.Unclear}, act) {
		t.answer(present.Stranger())
	}
	t.end("stranger", nil)
}
