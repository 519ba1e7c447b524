package meeting

import (
	"maps"
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
	Rule     governance.Rule
	Silence  bool // silence of the verified present is assent (B04)
	RollCall bool // called by name: silence off
	Proof    bool // a counter-proof of the round before: silence off
	Contest  *Contest
	Calls    []Call   // names called, in a roll call
	Options  []Option // to choose from; nil: yes or no
	changes  int      // of the item, when it was opened
	At       time.Time
	Window   time.Duration
	Until    time.Time // zero until the window starts
	Standing Standing  // at the opening, announced
	Roll     []governance.MemberID
	// Excused are the members lost to trouble who were subtracted from the
	// base at the opening of a repeated round (B38).
	Excused []governance.MemberID
	Seats   []Seat // the votes that substitutes hold in it

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
	// AsProclaimed is the result as it was proclaimed, where corrections that
	// left the outcome standing changed it since; Fallen is the result with
	// corrections under which the outcome does not stand, until the chair annuls.
	AsProclaimed *Result
	Fallen       *Result
	Fell         bool         // it fell once, though it may stand again
	Corrections  []Correction // of votes, in their order

	// Chair is who presided at the close, whose vote may break a tie; empty
	// before.
	Chair governance.MemberID

	closingAt time.Time // since when the places are waited for
	counted   uint64    // the entry of the latest count
	trail     []mark
	seats     []seat // by index of the roll of the meeting; gone when the ballot ends
}

// seat is how a member sat when the ballot was announced, where they were
// reached then and at the close (whoever moves afterwards spoke where they
// were), and when they said their last word.
type seat struct {
	word             time.Time
	inRoll, verified bool
	// told: the announcement reaches their place, or those who see them in the
	// room read it out.
	told           bool
	place, atClose string
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
	Options  []Option              `json:"options,omitempty"` // to choose from; Text has them too
	Proof    bool                  `json:"proof,omitempty"`   // a counter-proof: silence is no vote
	Window   governance.Duration   `json:"window"`
	Standing Standing              `json:"standing"`
	Roll     []governance.MemberID `json:"roll"`
	Places   []string              `json:"places"`
	// Rule is what the ballot is decided by, where that is not simply the
	// bylaws' own quorum and majority.
	Rule *governance.Rule `json:"rule,omitempty"`
}

// SecrecyRefused records that a secret ballot was asked for and refused (B16).
type SecrecyRefused struct {
	Item int `json:"item"`
}

// Name is for ever.
func (BallotOpened) Name() string { return "ballot-opened" }

// Name is for ever.
func (SecrecyRefused) Name() string { return "secrecy-refused" }

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
		return []Event{SecrecyRefused{on.Under()}}, nil
	}
	text, err := s.voteText(on)
	if err != nil {
		return nil, err
	}
	window, err := s.window(on, c.Window)
	if err != nil {
		return nil, err
	}
	rule := s.ruleOn(on)
	q := s.standing(rule, s.now)
	if !q.Holds() {
		return nil, s.refuseQuorum(on, rule, q)
	}
	return s.announce(m, on, rule, form{text: text, window: window, rollCall: c.RollCall, options: s.options(on)}, q), nil
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
	item := s.Item(on.Under())
	switch {
	case item == nil:
		return "", governance.Refuse(NoSuchItem, "item", on.Under(), "items", len(s.Agenda))
	case item.N != s.Current:
		return "", governance.Refuse(NoItemOpen)
	case item.Kind == ToInform:
		return "", governance.Refuse(NoBallotOnItem, "item", item.N)
	case item.Motion() == "":
		return "", governance.Refuse(NoMotion, "item", item.N)
	}
	if _, n := on.Amendment(); n > 0 {
		return item.amendedBy(n)
	}
	if open := item.OpenAmendments(); len(open) > 0 {
		return "", governance.Refuse(AmendmentsOpen, "amendment", open[0])
	}
	for _, b := range s.Ballots {
		if b.On == on && b.Stage == Proclaimed && s.settles(b, item) {
			return "", governance.Refuse(AlreadyDecided, "round", b.Round)
		}
	}
	if options := item.Options(); options != nil {
		return textOf(options), nil
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

// form is what a round decides, and how.
type form struct {
	text     string
	window   time.Duration
	rollCall bool
	proof    bool
	options  []Option
}

// options are what a ballot on a subject chooses from, nil for yes or no.
func (s *State) options(on Subject) []Option {
	if item := s.Item(on.Item()); item != nil {
		return item.Options()
	}
	return nil
}

// silence reports whether who says nothing is in favour. A roll call and a
// counter-proof ask everybody, and silence chooses none of several texts.
func (f form) silence(granted bool) bool {
	return granted && !f.rollCall && !f.proof && len(f.options) == 0
}

// announce makes the events of a new round: who is in the room and entitled is
// frozen, with the places that reach them. With no place to wait for, the
// window starts at once.
func (s *State) announce(m governance.Meta, on Subject, rule governance.Rule, f form, q Standing) []Event {
	n := 1
	if last := s.LastBallot(on); last != nil {
		n = last.N + 1
	}
	e := BallotOpened{
		Round: Round{on, n}, Text: f.text, Options: f.options, RollCall: f.rollCall, Proof: f.proof, Window: governance.Duration(f.window),
		Silence: f.silence(s.Bylaws.SilenceOn(rule.Matter)), Standing: q,
	}
	if rule.Special() {
		e.Rule = &rule
	}
	e.Roll, e.Places = make([]governance.MemberID, 0, s.now.present), []string{}
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
	if len(e.Places) == 0 {
		return []Event{e, WindowStarted{Round: e.Round, Until: m.At.Add(f.window)}}
	}
	return []Event{e}
}

func (e BallotOpened) apply(s *State, m governance.Meta) {
	b := &Ballot{
		Round: e.Round, Stage: Announced, Text: e.Text, Rule: s.rule(), Silence: e.Silence, RollCall: e.RollCall, Proof: e.Proof, Options: e.Options,
		At: m.At, Window: time.Duration(e.Window), Standing: e.Standing, Roll: e.Roll, Places: e.Places,
		Excused:   slices.Clone(s.RepetitionBase),
		Seats:     s.seatsNow(),
		Votes:     make(map[VoteID]Vote),
		Questions: make(map[governance.MemberID]Question),
		Recused:   make(map[governance.MemberID]string),
		Settled:   make(map[governance.MemberID]Settlement),
		seats:     make([]seat, len(s.Members)),
	}
	if e.Rule != nil {
		b.Rule = *e.Rule
	}
	for _, id := range e.Roll {
		i := s.byID[id]
		p := &s.Members[i]
		st := p.In()
		b.seats[i] = seat{
			inRoll: true, verified: s.Verified(p, m.At), place: st.Place,
			told: st.Place != "" || st.Marked || st.Mode == governance.InPerson,
		}
	}
	if item := s.Item(e.Round.On.Item()); item != nil {
		b.changes = item.changes
	}
	s.Ballots = append(s.Ballots, b)
}

func (SecrecyRefused) apply(s *State, _ governance.Meta) { s.touch() }

// end ends a ballot: it is not counted again.
func (b *Ballot) end(stage Stage) {
	b.Stage = stage
	b.seats = nil
}

// clone copies what events may change.
func (b *Ballot) clone() *Ballot {
	c := *b
	c.Delivered = slices.Clip(b.Delivered)
	c.Calls = slices.Clip(b.Calls)
	c.Heard = slices.Clip(b.Heard)
	c.Votes = maps.Clone(b.Votes)
	c.Questions = maps.Clone(b.Questions)
	c.Recused = maps.Clone(b.Recused)
	c.Settled = maps.Clone(b.Settled)
	c.trail = slices.Clip(b.trail)
	c.Corrections = slices.Clip(b.Corrections)
	c.seats = slices.Clone(b.seats)
	return &c
}

// track notes an entry about a member.
func (b *Ballot) track(id governance.MemberID, seq uint64) {
	b.trail = append(b.trail, mark{id, seq})
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
