package reading

// Act is what a message does to its author's position in the open ballot.
type Act string

// What a message may do: take one of the three positions, take it back, ask to be asked about, or nothing.
const (
	Object   Act = "object"   // the author is against the proposal
	Abstain  Act = "abstain"  // the author abstains
	Assent   Act = "assent"   // the author is in favour
	Withdraw Act = "withdraw" // the author takes back what they said and says nothing new
	Unclear  Act = "unclear"  // a careful secretary would ask before writing anything down
	None     Act = "none"     // talk: no position of the author on this proposal
)

// Acts lists every act in the order reports show them.
func Acts() []Act { return []Act{Object, Abstain, Assent, Withdraw, Unclear, None} }

// Position reports whether a is one of the three positions a vote may hold.
func (a Act) Position() bool { return a == Object || a == Abstain || a == Assent }

// Reason says, as a code, why a message was read as it was; bot/lang gives the words.
type Reason string

// Why a position, or a withdrawal, was read.
const (
	PlainWord Reason = "plain-word" // an explicit voting word: "contraria", "I abstain"
	ShortWord Reason = "short-word" // a bare short word or sign: "no", "ok", "👍"
	Negated   Reason = "negated"    // a voting word turned by a negation: "nulla in contrario"
	Corrected Reason = "corrected"  // the author corrects themselves: the last word counts
	ThisItem  Reason = "this-item"  // of several items named, this one decides
	Slip      Reason = "slip"       // a mistyped voting word with no other voting word as near
	Confirmed Reason = "confirmed"  // the author confirms the position they already hold
	TakenBack Reason = "taken-back" // the author takes back what they said
)

// Why a message asks to be asked about.
const (
	Conditional  Reason = "conditional"   // hangs on a condition: "se il testo non cambia voto contro"
	Doubtful     Reason = "doubtful"      // doubt, wish or inclination: "forse mi astengo", "sarei contraria"
	TwoPositions Reason = "two-positions" // two positions and no telling which one holds
	WeakWord     Reason = "weak-word"     // a word too weak here: "ok" after an objection, or where silence does not count
	LikeAnother  Reason = "like-another"  // "idem", "mi associo": like whom?
	ForSeveral   Reason = "for-several"   // "siamo contrari": a vote is personal
	ForAnother   Reason = "for-another"   // the author brings somebody else's vote
	NotVoting    Reason = "not-voting"    // "non partecipo al voto", "passo": perhaps an abstention
	AfterAll     Reason = "after-all"     // says something about an earlier position, not which one holds now
	NearSlip     Reason = "near-slip"     // a mistyped word as near to one vote as to another
	Joking       Reason = "joking"        // said laughing
	ReplyTo      Reason = "reply-to"      // a short word in reply to somebody: perhaps not to the ballot
	EditedAway   Reason = "edited-away"   // an edit took the position out of the message
)

// Why a message is only talk. Question, Reported, OtherTopic, ReplyTo and the like may also explain an Unclear:
// then it is in doubt whether that is all there is.
const (
	Talk       Reason = "talk"        // no voting word at all
	Question   Reason = "question"    // a question, or an instruction to those who vote
	Reported   Reason = "reported"    // somebody else's position, told
	Quoted     Reason = "quoted"      // the voting word stands in a quotation
	Past       Reason = "past"        // about an earlier vote, or a later one on other matters
	OtherItem  Reason = "other-item"  // about another item of the agenda
	OtherTopic Reason = "other-topic" // voting words about something else
	Technical  Reason = "technical"   // about sound, picture, links
	BeforeOpen Reason = "before-open" // said in the discussion, before the ballot opened
)

// Reasons lists every reason, so that those who word them can prove that none is left out.
func Reasons() []Reason {
	return []Reason{
		PlainWord, ShortWord, Negated, Corrected, ThisItem, Slip, Confirmed, TakenBack,
		Conditional, Doubtful, TwoPositions, WeakWord, LikeAnother, ForSeveral, ForAnother, NotVoting, AfterAll, NearSlip, Joking, ReplyTo, EditedAway,
		Talk, Question, Reported, Quoted, Past, OtherItem, OtherTopic, Technical, BeforeOpen,
	}
}
