package command

import (
	"slices"
	"time"

	"assenso/bot/chat"
	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// Offered is a call that the rules would take now.
type Offered struct {
	Name  string // of the command
	Label lang.Text
	Round meeting.Round
	Args  map[string]string
	Needs []string // arguments still to be typed; with any, the call is only a hint
	Shows bool     // nothing was tried: a query, or a command of several steps
	Rank  Rank
}

// Token is the token of the offer's button.
func (o Offered) Token(meetingID string) Token {
	return Token{Name: o.Name, Meeting: MeetingTag(meetingID), Round: o.Round, Args: o.Args}
}

// Lawful lists what a person could do now in a meeting, the likeliest first.
func (b *Book) Lawful(s *meeting.State, who governance.MemberID, now time.Time) []Offered {
	return b.Offered(Input{Meeting: s, By: who, Now: now})
}

// Offered lists what who gives the input could do now, in the meeting and the
// body it has: each command's offers, tried against the rules, the likeliest
// first. What would change nothing is left out. Nothing is recorded.
func (b *Book) Offered(in Input) []Offered {
	in.Button, in.Args = true, nil
	var lawful []Offered
	for _, spec := range b.specs {
		if spec.Scope == OfMeeting && in.Meeting == nil || spec.Scope == OfBody && in.Body == nil {
			continue
		}
		offers := []Offer{{}}
		if spec.Offers != nil {
			offers = spec.Offers(in)
		}
		for _, o := range offers {
			if !o.lawful(spec, in) {
				continue
			}
			label := lang.T("command." + spec.Name + ".label")
			if o.Label != "" {
				label = lang.Text{Key: o.Label, Args: o.Shown}
			}
			shows := o.Try == nil && o.TryBody == nil
			lawful = append(lawful, Offered{spec.Name, label, o.Round, o.Args, o.Needs, shows, o.Rank})
		}
	}
	slices.SortStableFunc(lawful, func(a, b Offered) int { return int(a.Rank - b.Rank) })
	return lawful
}

// Permits reports whether a call in a meeting belongs to an office that who
// gives the input holds. Whether it is lawful now is another question.
func (b *Book) Permits(in Input, c chat.Call) bool {
	spec, ok := b.Find(c.Name)
	if !ok {
		return false
	}
	in.Button = true
	if err := b.Parse(spec, c, &in); err != nil {
		return spec.Allows(in)
	}
	o, err := spec.Make(in)
	if err != nil || o.Meeting == nil {
		return spec.Allows(in)
	}
	meta := governance.Meta{By: in.By, At: in.Now, For: ForMeeting(in.Meeting, in.By, o.Meeting)}
	_, err = meeting.Decide(in.Meeting, meta, o.Meeting)
	why, _ := governance.Refused(err)
	return why != meeting.NotYourOffice && why != meeting.NotSigner
}

// lawful tries an offer against the rules.
func (o Offer) lawful(spec Spec, in Input) bool {
	switch {
	case o.Try != nil:
		if in.By == "" { // to the rules, nobody is the bot itself
			return false
		}
		meta := governance.Meta{By: in.By, At: in.Now, For: ForMeeting(in.Meeting, in.By, o.Try)}
		events, err := meeting.Decide(in.Meeting, meta, o.Try)
		return err == nil && len(events) > 0
	case o.TryBody != nil:
		meta := governance.Meta{By: in.By, At: in.Now, For: ForBody(in.Body, in.By, string(in.Account), o.TryBody)}
		events, err := roster.Decide(in.Body, meta, o.TryBody)
		return err == nil && len(events) > 0
	}
	return spec.Allows(in)
}
