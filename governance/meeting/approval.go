package meeting

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"assenso/governance"
)

// MinutesState is how far the minutes have come (B11, B52).
type MinutesState struct {
	Version int
	Hash    string // of the text: what is approved and signed
	Upto    uint64 // the last entry the text was compiled from
	At      time.Time
	Stale   bool // something the text tells has happened since
	Changes []Change
	Outcome governance.Outcome // of the approval; empty while undecided
	Round   Round              // that decided it
	Why     string             // why they were not approved in the meeting
	// After tells that the meeting ended before: the draft is laid down after
	// it, and nobody can approve it.
	After bool
}

// Decided reports that the approval is settled, one way or the other.
func (t MinutesState) Decided() bool { return t.Outcome != "" || t.Why != "" }

// settled reports that the text stands: approved or not, nobody drafts it again.
func (t MinutesState) settled() bool { return t.Decided() && !t.After }

// Change is a change to the minutes that a member asked for. Approved, it
// stands at the foot; the text above stays as it was (B53).
type Change struct {
	N       int
	Member  governance.MemberID
	Text    string
	At      time.Time
	Outcome governance.Outcome // empty while undecided
	Round   Round
}

// Refusals around the minutes.
const (
	NoDraft        governance.Reason = "no-draft"
	DraftStale     governance.Reason = "draft-stale"
	ItemStillOpen  governance.Reason = "item-still-open" // args: item
	ChangesOpen    governance.Reason = "changes-open"    // args: change
	NoSuchChange   governance.Reason = "no-such-change"  // args: change
	MinutesDecided governance.Reason = "minutes-decided"
	MinutesOpen    governance.Reason = "minutes-open" // B52: approve before closing
	StaleHash      governance.Reason = "stale-hash"   // args: hash
	SignOnlySelf   governance.Reason = "sign-only-self"
	NotSigner      governance.Reason = "not-signer"
	HasSigned      governance.Reason = "has-signed"
)

// Draft lays the minutes before the meeting. The text is compiled from the
// journal up to an entry; its hash is what will be approved and signed. A text
// that lacks what the journal tells by now is stale already. Drafted during the
// approval of one that became stale, it annuls that round, which could not be
// proclaimed any more.
type Draft struct {
	Hash string
	Upto uint64
}

// MinutesDrafted records it.
type MinutesDrafted struct {
	Version int    `json:"version"`
	Hash    string `json:"hash"`
	Upto    uint64 `json:"upto"`
}

// Name is for ever.
func (MinutesDrafted) Name() string { return "minutes-drafted" }

func (c Draft) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Secretary); err != nil {
		return nil, err
	}
	if after := s.Phase == Over && s.Minutes.After; !after && !s.under() {
		return nil, s.sitting()
	}
	if s.Current != 0 {
		return nil, governance.Refuse(ItemStillOpen, "item", s.Current)
	}
	b := s.Pending()
	overtaken := b != nil && b.On == OnMinutes && s.Minutes.Stale
	if b != nil && !overtaken {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	if s.Minutes.settled() || len(s.Signatures) > 0 {
		return nil, governance.Refuse(MinutesDecided)
	}
	if b := s.FallenBallot(Round{}); b != nil {
		return nil, governance.Refuse(OutcomeFallen, "round", b.Round)
	}
	if c.Hash == "" || c.Upto > s.Seq {
		return nil, fmt.Errorf("draft %q up to entry %d of %d: no such text", c.Hash, c.Upto, s.Seq)
	}
	if c.Upto < s.told {
		return nil, governance.Refuse(DraftStale)
	}
	e := MinutesDrafted{s.Minutes.Version + 1, c.Hash, c.Upto}
	if overtaken {
		return s.wholeBase([]Event{BallotAnnulled{Round: b.Round, Reason: ForDraft}, e}), nil
	}
	return []Event{e}, nil
}

func (e MinutesDrafted) apply(s *State, m governance.Meta) {
	t := &s.Minutes
	t.Version, t.Hash, t.Upto, t.At, t.Stale = e.Version, e.Hash, e.Upto, m.At, false
}

// touch notes that the entry being applied belongs into the text of the
// minutes; a draft without it is overtaken.
func (s *State) touch() {
	s.told = s.Seq + 1
	if t := &s.Minutes; t.Version > 0 && !t.settled() {
		t.Stale = true
	}
}

func (t *MinutesState) mayApprove() error {
	switch {
	case t.Decided():
		return governance.Refuse(MinutesDecided)
	case t.Version == 0:
		return governance.Refuse(NoDraft)
	case t.Stale:
		return governance.Refuse(DraftStale)
	}
	for _, c := range t.Changes {
		if c.Outcome == "" {
			return governance.Refuse(ChangesOpen, "change", c.N)
		}
	}
	return nil
}

// RequestChange asks for a change to the minutes. Asked during the approval,
// it annuls that round: the change is voted first.
type RequestChange struct{ Text string }

// ChangeRequested records it.
type ChangeRequested struct {
	N      int                 `json:"n"`
	Member governance.MemberID `json:"member"`
	Text   string              `json:"text" private:"yes"`
}

// ForChange is the reason recorded where a request for a change annuls the
// approval under way.
const ForChange = "change-requested"

// ForDraft is the reason recorded where a new draft annuls the approval of one
// that was overtaken.
const ForDraft = "draft-overtaken"

// Name is for ever.
func (ChangeRequested) Name() string { return "change-requested" }

func (c RequestChange) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.member(m.By)
	if err != nil {
		return nil, err
	}
	if p.In() == nil && !p.PresentAt(m.Spoken()) {
		return nil, governance.Refuse(NotPresent)
	}
	if s.Minutes.Version == 0 {
		return nil, governance.Refuse(NoDraft)
	}
	if s.Minutes.Decided() {
		return nil, governance.Refuse(MinutesDecided)
	}
	if err := checkText(c.Text); err != nil {
		return nil, err
	}
	var events []Event
	if b := s.Pending(); b != nil && b.On == OnMinutes {
		if b.late(m.Spoken()) {
			return nil, governance.Refuse(AfterClose, "round", b.Round, "until", b.Until)
		}
		events = append(events, BallotAnnulled{Round: b.Round, Reason: ForChange})
	}
	events = append(events, ChangeRequested{len(s.Minutes.Changes) + 1, m.By, strings.TrimSpace(c.Text)})
	if len(events) > 1 {
		return s.wholeBase(events), nil
	}
	return events, nil
}

func (e ChangeRequested) apply(s *State, m governance.Meta) {
	s.Minutes.Changes = append(s.Minutes.Changes, Change{N: e.N, Member: e.Member, Text: e.Text, At: m.At})
	s.concern(e.Member, e.Text)
}

// changeText is what a ballot on a change decides. The words are the member's
// and private, so the ballot freezes only which change it is.
func (s *State) changeText(n int) (string, error) {
	switch {
	case n < 1 || n > len(s.Minutes.Changes):
		return "", governance.Refuse(NoSuchChange, "change", n)
	case s.Minutes.Decided():
		return "", governance.Refuse(MinutesDecided)
	case s.Minutes.Changes[n-1].Outcome != "":
		return "", governance.Refuse(AlreadyDecided, "round", s.Minutes.Changes[n-1].Round)
	}
	return "change " + strconv.Itoa(n), nil
}

// settleMinutes notes what the outcome of a ballot means for the minutes: their
// approval, that of a change, or an item that the text has to tell.
func (s *State) settleMinutes(b *Ballot, o governance.Outcome) {
	t := &s.Minutes
	switch {
	case b.On == OnMinutes:
		t.Outcome, t.Round = o, b.Round
	case b.On.Change() > 0:
		c := &t.Changes[b.On.Change()-1]
		c.Outcome, c.Round = o, b.Round
	default:
		s.touch()
	}
}

// GiveUpApproval is the exit where the minutes cannot be approved in the
// meeting, the quorum being gone or the meeting suspended for trouble. They are signed all the same, and say why.
type GiveUpApproval struct{ Reason string }

// ApprovalGivenUp records it.
type ApprovalGivenUp struct {
	Reason   string   `json:"reason"`
	Standing Standing `json:"standing"`
}

// QuorumHolds refuses to give up an approval that can be voted.
const QuorumHolds governance.Reason = "quorum-holds"

// Name is for ever.
func (ApprovalGivenUp) Name() string { return "approval-given-up" }

func (c GiveUpApproval) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	switch {
	case s.Minutes.Decided():
		return nil, governance.Refuse(MinutesDecided)
	case s.Minutes.Version == 0:
		return nil, governance.Refuse(NoDraft)
	case s.Minutes.Stale:
		return nil, governance.Refuse(DraftStale)
	case strings.TrimSpace(c.Reason) == "":
		return nil, governance.Refuse(ReasonNeeded)
	case s.Standing().Holds() && s.Trouble() == nil:
		return nil, governance.Refuse(QuorumHolds)
	}
	if b := s.Pending(); b != nil {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	return []Event{ApprovalGivenUp{c.Reason, s.Standing()}}, nil
}

func (e ApprovalGivenUp) apply(s *State, _ governance.Meta) { s.Minutes.Why = e.Reason }
