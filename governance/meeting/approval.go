package meeting

import (
	"strconv"
	"strings"
	"time"

	"assenso/governance"
)

// MinutesState is how far the minutes have come (B52).
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
}

// Decided reports that the approval is settled, one way or the other.
func (t MinutesState) Decided() bool { return t.Outcome != "" || t.Why != "" }

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
// journal up to an entry; its hash is what will be approved and signed.
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
	if s.Phase != Sitting && s.Phase != Suspended {
		return nil, s.sitting()
	}
	if s.Current != 0 {
		return nil, governance.Refuse(ItemStillOpen, "item", s.Current)
	}
	if b := s.Pending(); b != nil {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	if s.Minutes.Decided() {
		return nil, governance.Refuse(MinutesDecided)
	}
	return []Event{MinutesDrafted{s.Minutes.Version + 1, c.Hash, c.Upto}}, nil
}

func (e MinutesDrafted) apply(s *State, m governance.Meta) {
	t := &s.Minutes
	t.Version, t.Hash, t.Upto, t.At, t.Stale = e.Version, e.Hash, e.Upto, m.At, false
}

// touch marks a draft as overtaken by what its text would have to tell.
func (t *MinutesState) touch() {
	if t.Version > 0 && !t.Decided() {
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

// Name is for ever.
func (ChangeRequested) Name() string { return "change-requested" }

func (c RequestChange) decide(s *State, m governance.Meta) ([]Event, error) {
	p, err := s.member(m.By)
	if err != nil {
		return nil, err
	}
	if p.In() == nil {
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
		if b.late(m.Spoken(), m) {
			return nil, governance.Refuse(AfterClose, "round", b.Round, "until", b.Until)
		}
		events = append(events, BallotAnnulled{Round: b.Round, Reason: ForChange})
	}
	return append(events, ChangeRequested{len(s.Minutes.Changes) + 1, m.By, strings.TrimSpace(c.Text)}), nil
}

func (e ChangeRequested) apply(s *State, m governance.Meta) {
	s.Minutes.Changes = append(s.Minutes.Changes, Change{N: e.N, Member: e.Member, Text: e.Text, At: m.At})
	s.concern(e.Member, e.Text)
	s.Member(e.Member).heard(m)
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

// proclaimed notes the outcome of a ballot on the minutes or on a change.
func (t *MinutesState) proclaimed(b *Ballot, o governance.Outcome, s *State) {
	switch {
	case b.On == OnMinutes:
		t.Outcome, t.Round = o, b.Round
	case b.On.Change() > 0:
		c := &t.Changes[b.On.Change()-1]
		c.Outcome, c.Round = o, b.Round
	default:
		t.touch()
	}
}

// GiveUpApproval is the exit where the minutes cannot be approved in the
// meeting, the quorum being gone. They are signed all the same, and say why.
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
	case strings.TrimSpace(c.Reason) == "":
		return nil, governance.Refuse(ReasonNeeded)
	case s.Standing().Holds():
		return nil, governance.Refuse(QuorumHolds)
	}
	if b := s.Pending(); b != nil {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	return []Event{ApprovalGivenUp{c.Reason, s.Standing()}}, nil
}

func (e ApprovalGivenUp) apply(s *State, _ governance.Meta) { s.Minutes.Why = e.Reason }

// Signature is a signature by chair or secretary, tied to the hash of the text
// they saw (B54).
type Signature struct {
	Office governance.Office
	Member governance.MemberID
	Hash   string
	At     time.Time
}

// Sign signs the minutes. Nobody signs by order.
type Sign struct{ Hash string }

// Signed records it.
type Signed struct {
	Office governance.Office   `json:"office"`
	Member governance.MemberID `json:"member"`
	Hash   string              `json:"hash"`
}

// Name is for ever.
func (Signed) Name() string { return "signed" }

func (c Sign) decide(s *State, m governance.Meta) ([]Event, error) {
	if m.For != "" {
		return nil, governance.Refuse(SignOnlySelf)
	}
	if !s.Holds(m.By, governance.Chair) && !s.Holds(m.By, governance.Secretary) {
		return nil, governance.Refuse(NotSigner)
	}
	if !s.Minutes.Decided() {
		return nil, governance.Refuse(MinutesOpen)
	}
	if c.Hash != s.Minutes.Hash {
		return nil, governance.Refuse(StaleHash, "hash", s.Minutes.Hash)
	}
	var events []Event
	for _, o := range []governance.Office{governance.Chair, governance.Secretary} {
		if s.Holds(m.By, o) && !s.signed(o) {
			events = append(events, Signed{o, m.By, c.Hash})
		}
	}
	if len(events) == 0 {
		return nil, governance.Refuse(HasSigned)
	}
	return events, nil
}

func (s *State) signed(o governance.Office) bool {
	for _, g := range s.Signatures {
		if g.Office == o {
			return true
		}
	}
	return false
}

func (e Signed) apply(s *State, m governance.Meta) {
	s.Signatures = append(s.Signatures, Signature{e.Office, e.Member, e.Hash, m.At})
}

// Ending is how a meeting ended.
type Ending string

// The endings of this chapter.
const (
	Ended     Ending = "ended"     // the agenda is done
	Adjourned Ending = "adjourned" // interrupted and put off to another day, B37
)

// Close ends the meeting. The minutes are approved, or it is minuted why not,
// before (B52).
type Close struct {
	Ending Ending // empty: Ended
	Reason string
}

// ClosedEvent records the end.
type ClosedEvent struct {
	Ending Ending `json:"ending"`
	Reason string `json:"reason,omitempty"`
}

// Name is for ever.
func (ClosedEvent) Name() string { return "closed" }

func (c Close) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if s.Phase == Convened {
		return nil, governance.Refuse(NotOpen)
	}
	if c.Ending == "" {
		c.Ending = Ended
	}
	if c.Ending == Adjourned && strings.TrimSpace(c.Reason) == "" {
		return nil, governance.Refuse(ReasonNeeded)
	}
	if b := s.Pending(); b != nil {
		return nil, governance.Refuse(BallotGoing, "round", b.Round)
	}
	if !s.Minutes.Decided() {
		return nil, governance.Refuse(MinutesOpen)
	}
	return []Event{ClosedEvent(c)}, nil
}

func (e ClosedEvent) apply(s *State, m governance.Meta) {
	s.Phase, s.Closed, s.Ending, s.EndReason = Over, m.At, e.Ending, e.Reason
	if n := len(s.Interruptions); n > 0 && s.Interruptions[n-1].To.IsZero() {
		s.Interruptions[n-1].To = m.At
	}
	for i := range s.Members {
		if st := s.Members[i].In(); st != nil {
			st.To, st.Leave = m.At, Exit
			s.Members[i].links = nil
		}
	}
	s.present = 0
}

// Complete reports that nothing is left to do: closed, and signed by both.
func (s *State) Complete() bool {
	return s.Phase == Over && s.signed(governance.Chair) && s.signed(governance.Secretary)
}
