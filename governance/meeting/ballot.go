package meeting

import (
	"slices"
	"time"

	"assenso/governance"
)

// Stage is how far a ballot has come.
type Stage string

// The stages. A ballot goes announced → voting → closing → provisional →
// proclaimed; it may end void or annulled instead.
const (
	Announced   Stage = "announced"   // shown; the window starts when every place has it
	Voting      Stage = "voting"      // the window runs
	Closing     Stage = "closing"     // waiting for what was said before the deadline
	Provisional Stage = "provisional" // counted, to be proclaimed
	Proclaimed  Stage = "proclaimed"
	Void        Stage = "void"     // quorum lost at the close
	Annulled    Stage = "annulled" // cancelled, or repeated as a new round
)

func (s Stage) pending() bool {
	return s == Announced || s == Voting || s == Closing || s == Provisional
}

// Ballot is one round of voting.
type Ballot struct {
	Round
	Stage    Stage
	Text     string // frozen, B49
	Silence  bool   // silence of the verified present is assent (B04)
	RollCall bool   // called by name: silence off
	At       time.Time
	Window   time.Duration
	Until    time.Time // zero until the window starts
	Standing Standing  // at the opening, announced
	Roll     []governance.MemberID

	Places    []string // that hold electors
	Delivered []string // of Places: confirmed the announcement
	Unreached []string // of Places: the chair went on without
	Heard     []string // of Places: reported all they heard up to the deadline
	Late      bool     // the delay of a place was told

	Votes     map[VoteID]Vote
	Questions map[governance.MemberID]Question
	Recused   map[governance.MemberID]string // with the reason
	Settled   map[governance.MemberID]Settlement
	Result    *Result
	Why       string // why it was annulled

	closingAt time.Time
	inRoll    []bool // by index of the roll of the meeting
	verified  []bool // at the opening, likewise
	trail     map[governance.MemberID][]uint64
}

// Vote is the position that stands, with the words it rests on.
type Vote struct {
	Member   governance.MemberID
	Position Position
	Said     time.Time
	Seq      uint64
	Words    string // empty once erased, or where a button was pressed
	Message  string // the platform's name of the words, for edits
	Seat     string // how it came, see Cast.Via
}

// Position is governance.Position, short.
type Position = governance.Position

// OpenBallot puts the motion of the open item, a requested change or the
// minutes to the vote.
type OpenBallot struct {
	On       Subject       // empty: the open item
	Window   time.Duration // 0: as the bylaws say
	RollCall bool
	Secret   bool // asked for, never granted: B16
}

// Refusals around ballots.
const (
	NoMotion       governance.Reason = "no-motion"       // args: item
	NoBallotOnItem governance.Reason = "no-ballot"       // args: item; a communication
	AlreadyDecided governance.Reason = "already-decided" // args: round; B39
	WindowBounds   governance.Reason = "window-bounds"   // args: least, most
	NoBallot       governance.Reason = "no-ballot-open"
	StaleRound     governance.Reason = "stale-round" // args: round; a button of another ballot
	WrongStage     governance.Reason = "wrong-stage" // args: round, stage
	BotsOnly       governance.Reason = "bots-only"
	WindowPromised governance.Reason = "window-promised" // args: until, missing
)

// BallotOpened freezes text, rules, roll and quorum of a round, all of which
// are announced.
type BallotOpened struct {
	Round    Round                 `json:"round"`
	Text     string                `json:"text"`
	Silence  bool                  `json:"silence"`
	RollCall bool                  `json:"roll_call,omitempty"`
	Window   governance.Duration   `json:"window"`
	Standing Standing              `json:"standing"`
	Roll     []governance.MemberID `json:"roll"`
	Places   []string              `json:"places"`
}

// SecrecyRefused records that a secret ballot was asked for and refused (B16).
type SecrecyRefused struct {
	Item int `json:"item"`
}

// AnnouncementDelivered records that a place shows the announcement.
type AnnouncementDelivered struct {
	Round Round  `json:"round"`
	Place string `json:"place"`
}

// DeliveryLate records that places did not confirm in time: the chair chooses.
type DeliveryLate struct {
	Round  Round    `json:"round"`
	Places []string `json:"places"`
}

// WindowStarted records the promised end.
type WindowStarted struct {
	Round     Round     `json:"round"`
	Until     time.Time `json:"until"`
	Unreached []string  `json:"unreached,omitempty"`
}

// WindowExtended records a later end.
type WindowExtended struct {
	Round  Round     `json:"round"`
	Until  time.Time `json:"until"`
	Outage bool      `json:"outage,omitempty"` // because the bot was away
}

// BallotClosing records the close of the window.
type BallotClosing struct {
	Round Round     `json:"round"`
	Until time.Time `json:"until"`
}

// PlaceHeard records that all said in a place before the close has arrived.
type PlaceHeard struct {
	Round Round  `json:"round"`
	Place string `json:"place"`
}

// BallotCounted records a provisional result, at the close and whenever it changes.
type BallotCounted struct {
	Round  Round   `json:"round"`
	Why    Counted `json:"why"`
	Result Result  `json:"result"`
}

// Counted is why a ballot was counted.
type Counted string

// The occasions of a count.
const (
	AtClose  Counted = "close"
	OnSettle Counted = "settled" // a doubtful person was settled
	OnTimely Counted = "timely"  // words said in time arrived after the close
)

// Name is for ever.
func (BallotOpened) Name() string { return "ballot-opened" }

// Name is for ever.
func (SecrecyRefused) Name() string { return "secrecy-refused" }

// Name is for ever.
func (AnnouncementDelivered) Name() string { return "announcement-delivered" }

// Name is for ever.
func (DeliveryLate) Name() string { return "delivery-late" }

// Name is for ever.
func (WindowStarted) Name() string { return "window-started" }

// Name is for ever.
func (WindowExtended) Name() string { return "window-extended" }

// Name is for ever.
func (BallotClosing) Name() string { return "ballot-closing" }

// Name is for ever.
func (PlaceHeard) Name() string { return "place-heard" }

// Name is for ever.
func (BallotCounted) Name() string { return "ballot-counted" }

func (c OpenBallot) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	if err := s.mayVote(); err != nil {
		return nil, err
	}
	on := c.On
	if on == "" {
		if s.Current == 0 {
			return nil, governance.Refuse(NoItemOpen)
		}
		on = OnItem(s.Current)
	}
	if c.Secret {
		return []Event{SecrecyRefused{on.Item()}}, nil
	}
	text, err := s.voteText(on)
	if err != nil {
		return nil, err
	}
	window, err := s.window(on, c.Window)
	if err != nil {
		return nil, err
	}
	if q := s.Standing(); !q.Holds() {
		return nil, refuseQuorum(q)
	}
	return s.announce(on, text, window, c.RollCall), nil
}

// mayVote refuses what stands in the way of any ballot.
func (s *State) mayVote() error {
	if err := s.sitting(); err != nil {
		return err
	}
	if b := s.Pending(); b != nil {
		return governance.Refuse(BallotGoing, "round", b.Round)
	}
	if !slices.Contains(s.Confirmed, governance.Secretary) {
		return governance.Refuse(NotConfirmed, "office", governance.Secretary)
	}
	if s.Bylaws.ChatOfficers && s.Body.Kind == governance.TeachersBoard {
		for _, o := range []governance.Office{governance.Moderator, governance.Teller} {
			if s.Officers[o] == "" {
				return governance.Refuse(ChatOfficers, "office", o)
			}
		}
	}
	return nil
}

// voteText is what a ballot on the subject would decide.
func (s *State) voteText(on Subject) (string, error) {
	if on == OnMinutes {
		return s.Minutes.Hash, s.Minutes.mayApprove()
	}
	if n := on.Change(); n > 0 {
		return s.changeText(n)
	}
	item := s.Item(on.Item())
	switch {
	case item == nil:
		return "", governance.Refuse(NoSuchItem, "item", on.Item(), "items", len(s.Agenda))
	case item.N != s.Current:
		return "", governance.Refuse(NoItemOpen)
	case item.Kind == ToInform:
		return "", governance.Refuse(NoBallotOnItem, "item", item.N)
	case item.Motion() == "":
		return "", governance.Refuse(NoMotion, "item", item.N)
	}
	for _, b := range s.Ballots {
		if b.On == on && b.Stage == Proclaimed && b.Text == item.Motion() {
			return "", governance.Refuse(AlreadyDecided, "round", b.Round)
		}
	}
	return item.Motion(), nil
}

func (s *State) window(on Subject, asked time.Duration) (time.Duration, error) {
	k := s.Bylaws.Clocks
	if asked == 0 {
		if on == OnMinutes {
			return time.Duration(k.Approval), nil
		}
		return time.Duration(k.Ballot), nil
	}
	least, most := time.Duration(k.BallotLeast), time.Duration(k.BallotMost)
	if asked < least || asked > most {
		return 0, governance.Refuse(WindowBounds, "least", least, "most", most)
	}
	return asked, nil
}

// announce makes the events of a new round: who is in the room and entitled is
// frozen, with the places that reach them.
func (s *State) announce(on Subject, text string, window time.Duration, rollCall bool) []Event {
	n := 1
	if last := s.LastBallot(on); last != nil {
		n = last.N + 1
	}
	e := BallotOpened{
		Round: Round{on, n}, Text: text, RollCall: rollCall, Window: governance.Duration(window),
		Silence: s.Bylaws.Silence.Granted && !rollCall, Standing: s.Standing(),
		Roll: make([]governance.MemberID, 0, s.present), Places: []string{},
	}
	for i := range s.Members {
		p := &s.Members[i]
		st := p.In()
		if !p.Votes || st == nil {
			continue
		}
		e.Roll = append(e.Roll, p.ID)
		if st.Place != "" && !slices.Contains(e.Places, st.Place) {
			e.Places = append(e.Places, st.Place)
		}
	}
	slices.Sort(e.Places)
	return []Event{e}
}

func (e BallotOpened) apply(s *State, m governance.Meta) {
	b := &Ballot{
		Round: e.Round, Stage: Announced, Text: e.Text, Silence: e.Silence, RollCall: e.RollCall,
		At: m.At, Window: time.Duration(e.Window), Standing: e.Standing, Roll: e.Roll, Places: e.Places,
		Votes:     make(map[VoteID]Vote),
		Questions: make(map[governance.MemberID]Question),
		Recused:   make(map[governance.MemberID]string),
		Settled:   make(map[governance.MemberID]Settlement),
		inRoll:    make([]bool, len(s.Members)),
		verified:  make([]bool, len(s.Members)),
		trail:     make(map[governance.MemberID][]uint64),
	}
	for _, id := range e.Roll {
		i := s.byID[id]
		b.inRoll[i] = true
		b.verified[i] = s.Verified(&s.Members[i], m.At)
	}
	s.Ballots = append(s.Ballots, b)
}

func (SecrecyRefused) apply(*State, governance.Meta) {}

// ConfirmAnnouncement tells that a place shows the announcement: the bot's
// word for the platform's.
type ConfirmAnnouncement struct {
	Round Round
	Place string
}

func (c ConfirmAnnouncement) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.botsBallot(m, c.Round)
	if err != nil || b == nil {
		return nil, err
	}
	if !slices.Contains(b.Places, c.Place) || slices.Contains(b.Delivered, c.Place) {
		return nil, nil
	}
	events := []Event{AnnouncementDelivered(c)}
	if b.Stage == Announced && len(b.Delivered)+1 == len(b.Places) {
		events = append(events, WindowStarted{Round: b.Round, Until: m.At.Add(b.Window)})
	}
	return events, nil
}

// botsBallot finds the pending ballot a report of the bot is about; nil where
// the report comes too late to matter.
func (s *State) botsBallot(m governance.Meta, r Round) (*Ballot, error) {
	if m.By != "" {
		return nil, governance.Refuse(BotsOnly)
	}
	if b := s.Pending(); b != nil && b.Round == r {
		return b, nil
	}
	return nil, nil
}

func (e AnnouncementDelivered) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	b.Delivered = append(b.Delivered, e.Place)
}

func (e DeliveryLate) apply(s *State, _ governance.Meta) { s.Ballot(e.Round).Late = true }

func (e WindowStarted) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	b.Stage, b.Until, b.Unreached = Voting, e.Until, e.Unreached
}

func (e WindowExtended) apply(s *State, _ governance.Meta) { s.Ballot(e.Round).Until = e.Until }

// GoOn starts the window although a place has not confirmed the announcement:
// members reachable only there are never silent assent.
type GoOn struct{ Round Round }

func (c GoOn) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.chairsBallot(m, c.Round, Announced)
	if err != nil {
		return nil, err
	}
	var missing []string
	for _, p := range b.Places {
		if !slices.Contains(b.Delivered, p) {
			missing = append(missing, p)
		}
	}
	return []Event{WindowStarted{b.Round, m.At.Add(b.Window), missing}}, nil
}

// chairsBallot finds the pending ballot an act of the chair is about, in one
// of the stages in which it is lawful. A zero round means the pending one.
func (s *State) chairsBallot(m governance.Meta, r Round, stages ...Stage) (*Ballot, error) {
	if err := s.acts(m, governance.Chair); err != nil {
		return nil, err
	}
	return s.pendingBallot(r, stages...)
}

func (s *State) pendingBallot(r Round, stages ...Stage) (*Ballot, error) {
	b := s.Pending()
	if b == nil {
		return nil, governance.Refuse(NoBallot)
	}
	if !r.IsZero() && r != b.Round {
		return nil, governance.Refuse(StaleRound, "round", r)
	}
	if len(stages) > 0 && !slices.Contains(stages, b.Stage) {
		return nil, governance.Refuse(WrongStage, "round", b.Round, "stage", b.Stage)
	}
	return b, nil
}

// Extend lengthens the window of an open ballot, while people come back.
type Extend struct {
	Round Round
	By    time.Duration
}

func (c Extend) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.chairsBallot(m, c.Round, Voting)
	if err != nil {
		return nil, err
	}
	if most := time.Duration(s.Bylaws.Clocks.BallotMost); c.By <= 0 || c.By > most {
		return nil, governance.Refuse(WindowBounds, "least", time.Second, "most", most)
	}
	return []Event{WindowExtended{Round: b.Round, Until: b.Until.Add(c.By)}}, nil
}

// CloseEarly closes a ballot in which every elector has spoken. Otherwise the
// announced time is a promise.
type CloseEarly struct{ Round Round }

func (c CloseEarly) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.chairsBallot(m, c.Round, Voting)
	if err != nil {
		return nil, err
	}
	if n := s.unheard(b); n > 0 {
		return nil, governance.Refuse(WindowPromised, "until", b.Until, "missing", n)
	}
	return s.closing(b, m), nil
}

// unheard counts the electors in the room who have not expressed a position.
func (s *State) unheard(b *Ballot) int {
	n := 0
	for i := range s.Members {
		p := &s.Members[i]
		if !p.Votes || p.In() == nil {
			continue
		}
		_, voted := b.Votes[OwnVote(p.ID)]
		_, asked := b.Questions[p.ID]
		_, recused := b.Recused[p.ID]
		if !recused && (!voted || asked) {
			n++
		}
	}
	return n
}

// closing makes the events of the close; with no place to wait for, the count
// follows at once.
func (s *State) closing(b *Ballot, m governance.Meta) []Event {
	until := b.Until
	if m.At.Before(until) {
		until = m.At
	}
	events := []Event{BallotClosing{b.Round, until}}
	if len(b.Places) == 0 {
		events = append(events, BallotCounted{b.Round, AtClose, s.count(b, until)})
	}
	return events
}

func (e BallotClosing) apply(s *State, m governance.Meta) {
	b := s.Ballot(e.Round)
	b.Stage, b.Until, b.closingAt = Closing, e.Until, m.At
}

// ConfirmHeard tells that everything said in a place before the close has been
// delivered: the bot's word for the platform's.
type ConfirmHeard struct {
	Round Round
	Place string
}

func (c ConfirmHeard) decide(s *State, m governance.Meta) ([]Event, error) {
	b, err := s.botsBallot(m, c.Round)
	if err != nil || b == nil || b.Stage != Closing {
		return nil, err
	}
	if !slices.Contains(b.Places, c.Place) || slices.Contains(b.Heard, c.Place) {
		return nil, nil
	}
	events := []Event{PlaceHeard(c)}
	if len(b.Heard)+1 == len(b.Places) {
		events = append(events, BallotCounted{b.Round, AtClose, s.count(b, b.Until, c.Place)})
	}
	return events, nil
}

func (e PlaceHeard) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	b.Heard = append(b.Heard, e.Place)
}

func (e BallotCounted) apply(s *State, _ governance.Meta) {
	b := s.Ballot(e.Round)
	r := e.Result
	b.Result = &r
	b.Stage = Provisional
	if r.Void {
		b.Stage = Void
	}
}

// deadlines lists when Elapse has something to do; zero times are none.
func (s *State) deadlines() []time.Time {
	b := s.Pending()
	if b == nil {
		return nil
	}
	switch b.Stage {
	case Announced:
		if len(b.Places) == 0 {
			return []time.Time{b.At}
		}
		if !b.Late {
			return []time.Time{b.At.Add(time.Duration(s.Bylaws.Clocks.DeliverIn))}
		}
	case Voting:
		return []time.Time{b.Until}
	case Closing:
		return []time.Time{b.closingAt.Add(time.Duration(s.Bylaws.Clocks.HeardIn))}
	}
	return nil
}

func (Elapse) decide(s *State, m governance.Meta) ([]Event, error) {
	if due, ok := s.NextDeadline(); !ok || m.At.Before(due) {
		return nil, nil
	}
	b := s.Pending()
	switch b.Stage {
	case Announced:
		if len(b.Places) == 0 {
			return []Event{WindowStarted{Round: b.Round, Until: m.At.Add(b.Window)}}, nil
		}
		var late []string
		for _, p := range b.Places {
			if !slices.Contains(b.Delivered, p) {
				late = append(late, p)
			}
		}
		return []Event{DeliveryLate{b.Round, late}}, nil
	case Voting:
		return s.closing(b, m), nil
	default: // Closing: who has not reported by now is not waited for
		return []Event{BallotCounted{b.Round, AtClose, s.count(b, b.Until)}}, nil
	}
}
