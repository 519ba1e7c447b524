package meeting

import (
	"slices"
	"strings"
	"time"

	"assenso/governance"
)

// Option is one of several texts put to the vote together, by its letter: the
// motion is A. Each elector chooses one, and silence is no vote.
type Option struct {
	Letter Position `json:"letter"`
	Text   string   `json:"text"`
}

// Alternative is a text put beside the motion of an item.
type Alternative struct {
	Option
	By        governance.MemberID
	At        time.Time
	Withdrawn bool
}

// Choice is who chose one of the options.
type Choice struct {
	Letter  Position              `json:"letter"`
	Members []governance.MemberID `json:"members,omitempty"`
}

// letters name the options, the motion's first.
const letters = "ABCDEFGHIJ"

// ForRunoff is the reason recorded where a ballot among several options is
// repeated among the first.
const ForRunoff = "runoff"

// isLetter reports a position that is the letter of an option.
func isLetter(p Position) bool { return len(p) == 1 && strings.Contains(letters, string(p)) }

// ProposeAlternative puts another text beside the motion of an item: the chair's
// act. A ballot under way on the item is annulled.
type ProposeAlternative struct {
	Item  int // 0: the open one
	Text  string
	Mover governance.MemberID // empty: the chair
}

// WithdrawAlternative takes one away; with none left the motion stands alone.
type WithdrawAlternative struct {
	Item   int // 0: the open one
	Letter Position
}

// Refusals around alternatives.
const (
	NoSuchAlternative   governance.Reason = "no-such-alternative"   // args: letter
	WhichAlternative    governance.Reason = "which-alternative"     // "in favour" does not say of which
	TooManyAlternatives governance.Reason = "too-many-alternatives" // args: most
)

// AlternativeProposed records an alternative.
type AlternativeProposed struct {
	Item   int                 `json:"item"`
	Letter Position            `json:"letter"`
	Text   string              `json:"text"`
	Mover  governance.MemberID `json:"mover,omitempty"`
}

// AlternativeWithdrawn records that one was taken away.
type AlternativeWithdrawn struct {
	Item   int      `json:"item"`
	Letter Position `json:"letter"`
}

// Name is for ever.
func (AlternativeProposed) Name() string { return "alternative-proposed" }

// Name is for ever.
func (AlternativeWithdrawn) Name() string { return "alternative-withdrawn" }

// Options are what a ballot on the item would choose from; nil where the motion
// stands alone.
func (i *Item) Options() []Option {
	var options []Option
	for _, a := range i.Alternatives {
		if !a.Withdrawn {
			options = append(options, a.Option)
		}
	}
	if len(options) == 0 {
		return nil
	}
	return append([]Option{{Position(letters[:1]), i.Motion()}}, options...)
}

// textOf is what a ballot on options decides, as one text.
func textOf(options []Option) string {
	lines := make([]string, len(options))
	for i, o := range options {
		lines[i] = string(o.Letter) + ". " + o.Text
	}
	return strings.Join(lines, "\n")
}

func (c ProposeAlternative) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	item, err := s.named(c.Item)
	if err != nil {
		return nil, err
	}
	if err := checkText(c.Text); err != nil {
		return nil, err
	}
	switch {
	case item.Motion() == "":
		return nil, governance.Refuse(NoMotion, "item", item.N)
	case len(item.Alternatives)+1 == len(letters):
		return nil, governance.Refuse(TooManyAlternatives, "most", len(letters))
	}
	n := len(item.Alternatives) + 1
	e := AlternativeProposed{Item: item.N, Letter: Position(letters[n : n+1]), Text: strings.TrimSpace(c.Text)}
	if c.Mover != "" && c.Mover != s.Officers[governance.Chair] {
		p, err := s.member(c.Mover)
		if err != nil {
			return nil, err
		}
		e.Mover = p.ID
	}
	same := func(o Option) bool { return o.Text == e.Text }
	if item.Motion() == e.Text || slices.ContainsFunc(item.Options(), same) {
		return nil, governance.Refuse(SameText)
	}
	return s.annulled(item.N, []Event{e})
}

func (e AlternativeProposed) apply(s *State, m governance.Meta) {
	i := s.Item(e.Item)
	i.Alternatives = append(i.Alternatives, Alternative{Option: Option{e.Letter, e.Text}, By: e.Mover, At: m.At})
	i.changes++
	s.touch()
}

func (c WithdrawAlternative) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	item, err := s.named(c.Item)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(item.Alternatives, func(a Alternative) bool { return a.Letter == c.Letter && !a.Withdrawn })
	if at < 0 {
		return nil, governance.Refuse(NoSuchAlternative, "letter", string(c.Letter))
	}
	return s.annulled(item.N, []Event{AlternativeWithdrawn{item.N, c.Letter}})
}

func (e AlternativeWithdrawn) apply(s *State, _ governance.Meta) {
	i := s.Item(e.Item)
	for k := range i.Alternatives {
		if i.Alternatives[k].Letter == e.Letter {
			i.Alternatives[k].Withdrawn = true
		}
	}
	i.changes++
	s.touch()
}

// Option finds an option of a ballot by its letter.
func (b *Ballot) Option(p Position) (Option, bool) {
	i := slices.IndexFunc(b.Options, func(o Option) bool { return o.Letter == p })
	if i < 0 {
		return Option{}, false
	}
	return b.Options[i], true
}

// may refuses a position that the ballot does not offer.
func (b *Ballot) may(p Position) error {
	_, offered := b.Option(p)
	switch {
	case isLetter(p) && !offered:
		return governance.Refuse(NoSuchAlternative, "letter", string(p))
	case p == governance.Favour && len(b.Options) > 0:
		return governance.Refuse(WhichAlternative)
	}
	return nil
}

// Decides reports that what a ballot was on is still what a ballot on the same
// item would be on.
func (s *State) Decides(b *Ballot) bool {
	item := s.Item(b.On.Item())
	return item != nil && b.changes == item.changes
}

// settles reports that a proclaimed ballot has settled what a ballot on the item
// would be on now (B39): the same question, or one of whose texts was adopted.
func (s *State) settles(b *Ballot, item *Item) bool {
	options := item.Options()
	if b.Options == nil && options == nil {
		return b.Text == item.Motion()
	}
	if b.Options != nil && s.Decides(b) {
		return true
	}
	if b.Result.Verdict.Outcome != governance.Carried {
		return false
	}
	adopted := b.Text
	if o, ok := b.Option(b.Result.Leading); ok {
		adopted = o.Text
	}
	return item.Motion() == adopted || slices.ContainsFunc(options, func(o Option) bool { return o.Text == adopted })
}

// choose judges a ballot among options. Carried is the first, by the rule of the
// body, with all that was expressed otherwise against it. A parity of two that
// have every vote between them is broken as the bylaws break ties.
func (b *Ballot) choose(r *Result, chair Position) {
	order := slices.Clone(r.Choices)
	slices.SortStableFunc(order, func(x, y Choice) int { return len(y.Members) - len(x.Members) })
	votes := len(r.Against)
	for _, c := range order {
		votes += len(c.Members)
	}
	first, second := order[0], order[1]
	parity := len(first.Members) == len(second.Members) && 2*len(first.Members) == votes
	if parity && chair == second.Letter {
		first = second
	}
	r.Count.Favour, r.Count.Against = len(first.Members), votes-len(first.Members)
	say := governance.Abstain
	switch {
	case parity && chair == first.Letter:
		say = governance.Favour
	case parity && chair == "":
		say = ""
	}
	r.Verdict = b.Rule.Majority.Judge(r.Count, say)
	r.Leading, r.Runoff = "", nil
	switch {
	case r.Verdict.Outcome == governance.Carried:
		r.Leading = first.Letter
	case r.Verdict.Outcome == governance.Rejected && len(order) > 2:
		r.Runoff = runoff(b, order)
	}
}

// runoff are the options a repetition would choose from, where none had the
// majority: the first two, with those that have as many votes as the second.
// None, where that would leave nobody out.
func runoff(b *Ballot, order []Choice) []Position {
	least := len(order[1].Members)
	var in []Position
	for _, o := range b.Options {
		i := slices.IndexFunc(order, func(c Choice) bool { return c.Letter == o.Letter })
		if n := len(order[i].Members); n >= least && n > 0 {
			in = append(in, o.Letter)
		}
	}
	if len(in) < 2 || len(in) == len(b.Options) {
		return nil
	}
	return in
}

// chose puts a member under the option they chose.
func (r *Result) chose(id governance.MemberID, p Position) {
	for i := range r.Choices {
		if r.Choices[i].Letter == p {
			r.Choices[i].Members = append(r.Choices[i].Members, id)
		}
	}
}

// choiceResists is the resistance test of a ballot among options: with all the
// doubtful for any one of them, against all, or abstained, the same comes of it.
func (b *Ballot) choiceResists(r *Result, chair Position, unsure int) bool {
	ends := []Position{governance.Against, governance.Abstain}
	for _, o := range b.Options {
		ends = append(ends, o.Letter)
	}
	for _, end := range ends {
		c := *r
		c.Count.Present += len(r.Doubtful) - unsure
		c.Choices = slices.Clone(r.Choices)
		for i := range c.Choices {
			c.Choices[i].Members = slices.Clone(c.Choices[i].Members)
		}
		c.Against, c.Abstained = slices.Clone(r.Against), slices.Clone(r.Abstained)
		for _, d := range r.Doubtful {
			if isLetter(end) {
				c.chose(d.Member, end)
			} else {
				c.express(d.Member, end)
			}
		}
		c.Count.Abstained = len(c.Abstained)
		b.choose(&c, chair)
		if c.Verdict.Outcome != r.Verdict.Outcome || c.Leading != r.Leading {
			return false
		}
	}
	return r.Standing.Present-unsure >= r.Standing.Required
}
