package meeting

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"assenso/governance"
)

// Amendment is a change to the motion of an item: words for other words, or a
// whole new text. Who moved the motion may accept it; otherwise it is voted
// before the motion.
type Amendment struct {
	N        int
	By       governance.MemberID
	At       time.Time
	Old, New string // New in the place of Old; both empty: Text is a text of its own
	Text     string // the motion with it
	Version  int    // of the motion that Text was made from
	Fate     Fate
}

// Fate is what became of an amendment.
type Fate string

// The fates.
const (
	Undecided       Fate = ""          // neither accepted nor voted yet
	Accepted        Fate = "accepted"  // by who moved the motion
	Withdrawn       Fate = "withdrawn" // by who moved it
	Lapsed          Fate = "lapsed"    // another change overtook it
	AmendmentPassed Fate = "carried"   // voted
	AmendmentFailed Fate = "rejected"  // voted
)

// amendmentsMost bounds the amendments to one motion.
const amendmentsMost = 100

// MoveAmendment proposes a change to the motion of the open item.
type MoveAmendment struct {
	// Old is replaced by New. It must stand in the motion once. Without New it
	// is deleted; without Old, New is added at the end.
	Old, New string
	Text     string // instead of both: the whole new text
}

// AcceptAmendment takes an amendment in without a vote: the act of who moved
// the motion. For the chair's own motions it is the chair's.
type AcceptAmendment struct{ Item, N int } // Item 0: the open one

// WithdrawAmendment takes an amendment back: the act of who moved it. One that
// another change overtook may also be let lapse by the chair.
type WithdrawAmendment struct{ Item, N int } // Item 0: the open one

// Refusals around amendments.
const (
	AmendmentsOpen     governance.Reason = "amendments-open"     // args: amendment; it is voted before the motion
	NoSuchAmendment    governance.Reason = "no-such-amendment"   // args: amendment
	AmendmentSettled   governance.Reason = "amendment-settled"   // args: amendment
	AmendmentOvertaken governance.Reason = "amendment-late"      // args: amendment; the motion has changed since
	WordsNotFound      governance.Reason = "words-not-found"     // args: words
	WordsNotOnce       governance.Reason = "words-not-once"      // args: words, times
	SameText           governance.Reason = "same-text"           // the amendment changes nothing
	NotMover           governance.Reason = "not-mover"           // args: member, who may
	TooManyAmendments  governance.Reason = "too-many-amendments" // args: most
)

// AmendmentMoved records an amendment.
type AmendmentMoved struct {
	Item    int                 `json:"item"`
	N       int                 `json:"n"`
	Member  governance.MemberID `json:"member"`
	Version int                 `json:"version"` // of the motion it changes
	Old     string              `json:"old,omitempty"`
	New     string              `json:"new,omitempty"`
	Text    string              `json:"text"` // the motion with it
}

// AmendmentClosed records what became of an amendment without a vote.
type AmendmentClosed struct {
	Item int  `json:"item"`
	N    int  `json:"n"`
	Fate Fate `json:"fate"`
}

// Name is for ever.
func (AmendmentMoved) Name() string { return "amendment-moved" }

// Name is for ever.
func (AmendmentClosed) Name() string { return "amendment-closed" }

// OpenAmendments are the numbers of those neither accepted, withdrawn nor voted.
func (i *Item) OpenAmendments() []int {
	var open []int
	for _, a := range i.Amendments {
		if a.Fate == Undecided {
			open = append(open, a.N)
		}
	}
	return open
}

// Mover is who moved the motion in force; empty where there is none.
func (i *Item) Mover() governance.MemberID {
	if n := len(i.Motions); n > 0 {
		return i.Motions[n-1].By
	}
	return ""
}

func (c MoveAmendment) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.elector("", m)
	if err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	item, err := s.named(0)
	switch {
	case err != nil:
		return nil, err
	case p.In() == nil:
		return nil, governance.Refuse(NotPresent)
	case item.Motion() == "":
		return nil, governance.Refuse(NoMotion, "item", item.N)
	case len(item.Amendments) == amendmentsMost:
		return nil, governance.Refuse(TooManyAmendments, "most", amendmentsMost)
	}
	if b := s.Pending(); b != nil {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	text := strings.TrimSpace(c.Text)
	if text == "" {
		if text, err = replaced(item.Motion(), c.Old, c.New); err != nil {
			return nil, err
		}
		c.Old, c.New = strings.TrimSpace(c.Old), strings.TrimSpace(c.New)
	} else {
		c.Old, c.New = "", ""
	}
	if err := checkText(text); err != nil {
		return nil, err
	}
	if text == item.Motion() {
		return nil, governance.Refuse(SameText)
	}
	return []Event{AmendmentMoved{
		Item: item.N, N: len(item.Amendments) + 1, Member: p.ID, Version: len(item.Motions), Old: c.Old, New: c.New, Text: text,
	}}, nil
}

// replaced is a text with words in the place of others that stand in it once;
// without words to replace, with words added.
func replaced(text, old, now string) (string, error) {
	old, now = strings.TrimSpace(old), strings.TrimSpace(now)
	if old == "" {
		if now == "" {
			return "", governance.Refuse(EmptyText)
		}
		return text + " " + now, nil
	}
	in, words := []rune(text), []rune(old)
	switch found := occurrences(in, words); len(found) {
	case 0:
		return "", governance.Refuse(WordsNotFound, "words", old)
	case 1:
		before, after := string(in[:found[0]]), string(in[found[0]+len(words):])
		if now == "" { // one space goes with the words: no comma shall stand alone
			if trimmed, ok := strings.CutPrefix(after, " "); ok {
				after = trimmed
			} else {
				before = strings.TrimSuffix(before, " ")
			}
		}
		return strings.TrimSpace(before + now + after), nil
	default:
		return "", governance.Refuse(WordsNotOnce, "words", old, "times", len(found))
	}
}

// occurrences are where words stand in a text as words of their own. A straight
// apostrophe is a curly one: phones write either.
func occurrences(text, words []rune) []int {
	same := func(a, b rune) bool {
		const curly = '’'
		return a == b || a == '\'' && b == curly || a == curly && b == '\''
	}
	inWord := func(i int) bool {
		wordy := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
		return i > 0 && i < len(text) && wordy(text[i-1]) && wordy(text[i])
	}
	var found []int
	for i := 0; i+len(words) <= len(text); i++ {
		if slices.EqualFunc(text[i:i+len(words)], words, same) && !inWord(i) && !inWord(i+len(words)) {
			found = append(found, i)
		}
	}
	return found
}

func (e AmendmentMoved) apply(s *State, m governance.Meta) {
	i := s.Item(e.Item)
	i.Amendments = append(i.Amendments, Amendment{
		N: e.N, By: e.Member, At: m.At, Old: e.Old, New: e.New, Text: e.Text, Version: e.Version,
	})
	s.touch()
}

// amendment finds an amendment that is still open.
func (i *Item) amendment(n int) (*Amendment, error) {
	if n < 1 || n > len(i.Amendments) {
		return nil, governance.Refuse(NoSuchAmendment, "amendment", n)
	}
	a := &i.Amendments[n-1]
	if a.Fate != Undecided {
		return nil, governance.Refuse(AmendmentSettled, "amendment", n)
	}
	return a, nil
}

// amendedBy is the motion in force with an amendment: as it was moved, or
// where the motion has changed since, with the same words replaced in it.
func (i *Item) amendedBy(n int) (string, error) {
	a, err := i.amendment(n)
	if err != nil {
		return "", err
	}
	if a.Version == len(i.Motions) {
		return a.Text, nil
	}
	if a.Old == "" && a.New == "" {
		return "", governance.Refuse(AmendmentOvertaken, "amendment", n)
	}
	text, err := replaced(i.Motion(), a.Old, a.New)
	if err != nil || text == i.Motion() {
		return "", governance.Refuse(AmendmentOvertaken, "amendment", n)
	}
	return text, nil
}

// Amended is the motion in force with an amendment, or empty where another
// change overtook it.
func (i *Item) Amended(n int) string {
	text, err := i.amendedBy(n)
	if err != nil {
		return ""
	}
	return text
}

// version is the motion with an amendment, as a new version of who moved it.
func (i *Item) version(n int, text string) MotionProposed {
	return MotionProposed{Item: i.N, Version: len(i.Motions) + 1, Text: text, Mover: i.Mover(), Amendment: n}
}

func (c AcceptAmendment) decide(s *State, m governance.Meta) ([]Event, error) {
	item, err := s.named(c.Item)
	if err != nil {
		return nil, err
	}
	if err := s.moved(item.Mover(), m); err != nil {
		return nil, err
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	if b := s.Pending(); b != nil {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	text, err := item.amendedBy(c.N)
	if err != nil {
		return nil, err
	}
	return []Event{AmendmentClosed{item.N, c.N, Accepted}, item.version(c.N, text)}, nil
}

// moved refuses who has not moved a text. For the chair's the secretary may act
// by order.
func (s *State) moved(mover governance.MemberID, m governance.Meta) error {
	switch {
	case mover != "" && m.By == mover && m.For == "",
		mover == s.Officers[governance.Chair] && s.acts(m, governance.Chair) == nil:
		return nil
	}
	return governance.Refuse(NotMover, "member", mover)
}

func (c WithdrawAmendment) decide(s *State, m governance.Meta) ([]Event, error) {
	item, err := s.named(c.Item)
	if err != nil {
		return nil, err
	}
	a, err := item.amendment(c.N)
	if err != nil {
		return nil, err
	}
	fate := Withdrawn
	if err := s.moved(a.By, m); err != nil {
		if s.acts(m, governance.Chair) != nil || item.Amended(c.N) != "" {
			return nil, err
		}
		fate = Lapsed
	}
	if err := s.sitting(); err != nil {
		return nil, err
	}
	if b := s.Pending(); b != nil {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	return []Event{AmendmentClosed{item.N, c.N, fate}}, nil
}

func (e AmendmentClosed) apply(s *State, _ governance.Meta) {
	s.Item(e.Item).Amendments[e.N-1].Fate = e.Fate
	s.touch()
}

// settleAmendment notes what a ballot decided on an amendment.
func (s *State) settleAmendment(b *Ballot, o governance.Outcome) {
	item, n := b.On.Amendment()
	if n == 0 {
		return
	}
	fate := AmendmentFailed
	if o == governance.Carried {
		fate = AmendmentPassed
	}
	s.Item(item).Amendments[n-1].Fate = fate
}
