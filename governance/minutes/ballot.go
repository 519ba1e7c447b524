package minutes

import (
	"slices"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// Ballot is one round of voting, with how everybody was counted (B27, B50).
// Rounds that were annulled or void are kept beside the one that counts.
type Ballot struct {
	Round      meeting.Round         `json:"round"` // "3/1": the first on item 3
	Seq        uint64                `json:"seq"`   // the entry that opened it
	Opened     time.Time             `json:"opened"`
	ByOrder    bool                  `json:"by_order,omitempty"`
	Text       string                `json:"text,omitempty"`    // put to the vote, literally: B49; of the minutes their hash; of a change none
	Rule       *governance.Rule      `json:"rule,omitempty"`    // by which it was decided; absent: as the bylaws say
	Options    []meeting.Option      `json:"options,omitempty"` // to choose from; Text has them too
	Method     Method                `json:"method"`
	Window     governance.Duration   `json:"window"`         // announced
	Until      time.Time             `json:"until,omitzero"` // the end; zero while the window has not begun
	Extended   []Extension           `json:"extended,omitempty"`
	Standing   meeting.Standing      `json:"standing"`             // at the opening, announced
	Recomputed *Recomputed           `json:"recomputed,omitempty"` // for a repetition, B38
	Roll       []governance.MemberID `json:"roll,omitempty"`       // present and entitled at the opening
	Places     []string              `json:"places,omitempty"`     // chat places that held electors
	Unreached  []string              `json:"unreached,omitempty"`  // of Places: did not confirm the announcement
	Unheard    []string              `json:"unheard,omitempty"`    // of Places: did not report all they heard before the end

	Stage     meeting.Stage         `json:"stage"`
	Votes     []Vote                `json:"votes,omitempty"` // that stood at the end, in the order they were said
	Recusals  []Recusal             `json:"recusals,omitempty"`
	Questions []Question            `json:"questions,omitempty"` // unanswered at the end: annexed
	Doubts    []Doubt               `json:"doubts,omitempty"`    // everybody who was doubtful, and how they were settled
	InVain    []governance.MemberID `json:"in_vain,omitempty"`   // called twice in a roll call, without an answer
	Contest   *Contest              `json:"contest,omitempty"`   // a proof that a member asked for
	Late      []LateWord            `json:"late,omitempty"`
	Result    *meeting.Result       `json:"result,omitempty"` // the last count, with what was corrected since

	// AsProclaimed is the result as it was proclaimed, where corrections changed
	// it since and the outcome stands.
	AsProclaimed *meeting.Result `json:"as_proclaimed,omitempty"`
	Withdrawn    *Withdrawal     `json:"withdrawn,omitempty"` // annulled, its outcome not standing

	Ended        time.Time           `json:"ended,omitzero"` // proclaimed, void or annulled
	EndedByOrder bool                `json:"ended_by_order,omitempty"`
	Outcome      governance.Outcome  `json:"outcome,omitempty"`  // as proclaimed
	Option       governance.Position `json:"option,omitempty"`   // that was carried, of Options
	Reason       string              `json:"reason,omitempty"`   // why annulled
	Repeated     bool                `json:"repeated,omitempty"` // a new round followed
	Resolution   *Resolution         `json:"resolution,omitempty"`
}

// Method is how votes were given.
type Method string

// The methods.
const (
	BySilence  Method = "silence"   // who was present and said nothing is in favour, B04
	ByWord     Method = "word"      // only what was expressed counts
	ByRollCall Method = "roll-call" // called by name
	ByProof    Method = "proof"     // again, and only what was expressed counts
)

// Extension is a later end of the window.
type Extension struct {
	At     time.Time `json:"at"` // when it was decided
	Until  time.Time `json:"until"`
	Outage bool      `json:"outage,omitempty"` // because the bot was away
}

// Recomputed is the quorum of a repeated ballot (B38).
type Recomputed struct {
	Dropped    []governance.MemberID `json:"dropped,omitempty"`    // lost to trouble: excused
	Subtracted bool                  `json:"subtracted,omitempty"` // from the base
	Standing   meeting.Standing      `json:"standing"`
	Full       meeting.Standing      `json:"full"` // the same with the whole base
}

// Vote is an expressed position.
type Vote struct {
	Member   governance.MemberID `json:"member"`
	Position governance.Position `json:"position"`
	Said     time.Time           `json:"said"`
	Via      string              `json:"via,omitempty"`     // words, button, command, secretary
	Entered  bool                `json:"entered,omitempty"` // by the secretary, for the member
	Words    Words               `json:"words,omitzero"`    // as typed; absent where a button was pressed
}

// Recusal is a member's staying out of one ballot, for a personal interest.
type Recusal struct {
	Member governance.MemberID `json:"member"`
	At     time.Time           `json:"at"`
	Reason Words               `json:"reason,omitzero"`
}

// Question is what somebody wrote and was asked about, without answering.
type Question struct {
	Member  governance.MemberID `json:"member"`
	Said    time.Time           `json:"said"`
	Why     string              `json:"why"`               // the reason code of the reading, or "absent"
	Leaning governance.Position `json:"leaning,omitempty"` // what the words seem to mean
	Words   Words               `json:"words"`
}

// Doubt is a person whose will could not be established at first. As is empty
// where they stayed doubtful.
type Doubt struct {
	Member governance.MemberID `json:"member"`
	Why    meeting.DoubtWhy    `json:"why"`
	As     meeting.Settled     `json:"as,omitempty"` // how they were counted in the end
	Reason Words               `json:"reason,omitzero"`
	By     governance.MemberID `json:"by,omitempty"`
	At     time.Time           `json:"at,omitzero"`
}

// LateWord is a position said after the end, or arrived after the
// proclamation: the count does not move.
type LateWord struct {
	Round    meeting.Round       `json:"round"`
	Member   governance.MemberID `json:"member"`
	Position governance.Position `json:"position"`
	Said     time.Time           `json:"said"`
	Timely   bool                `json:"timely,omitempty"` // said before the end
	Words    Words               `json:"words,omitzero"`
}

// Contest is a member's request that a provisional result be proved, by
// counter-proof or by roll call. Declined tells why the chair did not grant it.
type Contest struct {
	Member   governance.MemberID `json:"member"`
	RollCall bool                `json:"roll_call,omitempty"`
	At       time.Time           `json:"at"`
	Declined string              `json:"declined,omitempty"`
}

// Resolution numbers an adopted motion.
type Resolution struct {
	Number int    `json:"number"`
	Year   string `json:"year"`
}

// pending reports a ballot that may still change.
func (b *Ballot) pending() bool { return b.Ended.IsZero() }

func openedBallot(r Recorded, e meeting.BallotOpened) *Ballot {
	b := &Ballot{
		Round: e.Round, Seq: r.Seq, Opened: utc(r.At), ByOrder: r.For != "",
		Rule: e.Rule, Method: ByWord, Window: e.Window, Standing: e.Standing, Roll: e.Roll, Places: e.Places, Options: e.Options,
		Stage: meeting.Announced,
	}
	if e.Round.On.Change() == 0 {
		b.Text = e.Text
	}
	switch {
	case e.RollCall:
		b.Method = ByRollCall
	case e.Proof:
		b.Method = ByProof
	case e.Silence:
		b.Method = BySilence
	}
	return b
}

// counted takes a count in: who is doubtful now, and who no longer is because
// their words arrived.
func (b *Ballot) counted(e meeting.BallotCounted, heard []string) {
	if e.Why == meeting.AtClose {
		for _, p := range b.Places {
			if !slices.Contains(heard, p) {
				b.Unheard = append(b.Unheard, p)
			}
		}
	}
	still := make(map[governance.MemberID]bool, len(e.Result.Doubtful))
	for _, d := range e.Result.Doubtful {
		still[d.Member] = true
	}
	b.Doubts = slices.DeleteFunc(b.Doubts, func(d Doubt) bool { return d.As == "" && !still[d.Member] })
	for _, d := range e.Result.Doubtful {
		if !slices.ContainsFunc(b.Doubts, func(k Doubt) bool { return k.Member == d.Member }) {
			b.Doubts = append(b.Doubts, Doubt{Member: d.Member, Why: d.Why})
		}
	}
	result := e.Result
	b.Result = &result
}

func (b *Ballot) settled(r Recorded, e meeting.DoubtSettled) {
	for i := range b.Doubts {
		if d := &b.Doubts[i]; d.Member == e.Member {
			d.As, d.Reason, d.By, d.At = e.As, written(e.Reason), r.By, utc(r.At)
		}
	}
}

func (b *Ballot) proclaimed(r Recorded, e meeting.ProclaimedEvent) {
	b.Ended, b.EndedByOrder, b.Outcome, b.Option = utc(r.At), r.For != "", e.Outcome, e.Option
	if e.Number > 0 {
		b.Resolution = &Resolution{e.Number, e.Year}
	}
}
