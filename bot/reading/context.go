package reading

import "strings"

// rankOf is the rank of the stance that decided.
func (p *parser) rankOf(v verdict) rank {
	if v.stance < 0 {
		return rankPlain
	}
	return p.stances[v.stance].rank
}

// inContext lets what is known beside the message have its say.
func (p *parser) inContext(v verdict, r *Reader) verdict {
	c := &p.context
	short := v.act.Position() && v.stance >= 0 && v.reason != Confirmed && p.rankOf(v) == rankShort
	switch {
	case c.Discussion:
		return p.discussed(v, short)
	case v.act.Position() && p.joking(short):
		return unclear(v, Joking)
	case short && c.Reply != nil && (!c.Reply.Bot || c.Reply.asks()):
		return p.answered(v, r)
	case v.act == Assent && c.Reply != nil && !c.Reply.Bot && v.stance >= 0 && p.units[p.stances[v.stance].unit].plays(classSameAs) && !p.stances[v.stance].item:
		v = unclear(v, LikeAnother)
		v.leaning = p.likeWhom(r)
		return v
	case short && c.SilenceOff && v.act == Assent:
		return unclear(v, WeakWord)
	case short && c.Before.Position() && c.Before != v.act:
		return unclear(v, WeakWord)
	case v.act == Unclear && v.reason == LikeAnother && v.leaning == "" && c.Reply != nil && !c.Reply.Bot:
		v.leaning = p.likeWhom(r)
	case v.act == None && c.Before.Position() && (c.Edited || p.is&classCorrect != 0 && p.residues().none()):
		v.act, v.leaning, v.reason = Unclear, "", AfterAll
		if c.Edited {
			v.reason = EditedAway
		}
	}
	return v
}

// likeWhom is the position of the message replied to.
func (p *parser) likeWhom(r *Reader) Act {
	c := &p.context
	return r.Read(c.Reply.Text, Context{Item: c.Item, Title: c.Title, Motion: c.Motion, Synonyms: c.Synonyms, Languages: c.Languages}).position()
}

// discussed: before the ballot opens nothing is a vote; a plain position is remembered as a leaning.
func (p *parser) discussed(v verdict, short bool) verdict {
	if v.act.Position() && !short {
		v.leaning = v.act
	} else {
		v.leaning = ""
	}
	v.act, v.reason = None, BeforeOpen
	return v
}

// answered reads a short word in reply to a member or to our question: it answers that, perhaps not the ballot.
func (p *parser) answered(v verdict, r *Reader) verdict {
	c := &p.context
	v = unclear(v, ReplyTo)
	asked := r.Read(c.Reply.Text, Context{})
	switch {
	case c.Reply.Bot, asked.Reason != Talk && asked.Reason != Technical:
		v.leaning = "" // "sì" to "sei contraria?" leans the other way
	case asked.Reason == Technical:
		v.act, v.leaning, v.reason = None, "", Technical
	}
	return v
}

// asks tells our question about the author's own words from the announcement of a ballot: it quotes them.
func (r *Reply) asks() bool {
	return r.Question || strings.Contains(r.Text, "?") && strings.ContainsAny(r.Text, "\"«“„")
}

// position is the position a reading holds or leans to, "" if none.
func (r Reading) position() Act {
	switch {
	case r.Act.Position():
		return r.Act
	case r.Leaning.Position():
		return r.Leaning
	}
	return ""
}

// joking: the author laughs about a short word, or says that they joke.
func (p *parser) joking(short bool) bool {
	return p.is&classJoke != 0 || short && p.is&classLaugh != 0
}

func unclear(v verdict, why Reason) verdict {
	v.leaning, v.act, v.reason = v.act, Unclear, why
	return v
}

// sureness is how far a reading can be trusted: by its kind, set by judgement and checked in order by a test.
func sureness(v verdict, r rank) int {
	switch {
	case v.act == Unclear:
		return 60
	case v.act == None && v.reason == Talk:
		return 95
	case v.act == None:
		return 85
	case v.reason == Slip:
		return 80
	case v.act == Withdraw, v.reason == Corrected, v.reason == Confirmed:
		return 90
	}
	switch r {
	case rankVote:
		return 98
	case rankPlain:
		return 95
	case rankTurned:
		return 88
	}
	return 80
}
