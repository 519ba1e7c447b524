// Package reading reads what people type while a ballot is open, as a careful secretary would: is it the
// author's objection, abstention, vote in favour or withdrawal, something to ask about, or talk?
//
// It is pure and deterministic: a message and its context in, a Reading out. It knows no platform and no
// meeting, records nothing and writes no word a member reads: a Reason is a code that bot/lang words.
// Voting words live in lexicon/*.yaml, one file a language; Go knows only classes of words.
//
// A message is folded and cut into tokens (normalise.go, token.go), mistyped voting words are mended
// (slip.go), phrases of the lexicon become units (tag.go), units become clauses and sentences (clause.go).
// Each clause is read from left to right into stances: positions with their holder, mood and object
// (stance.go, predicate.go, judge.go, target.go, light.go). The stances are weighed against each other
// (resolve.go) and against what is known beside the message (context.go). Begin at Reader.Read.
package reading

import "sync"

// Context is what is known beside the message itself. The zero Context is an open ballot where silence
// counts and nothing is known of the item or the author.
type Context struct {
	Item       int      // number of the item under vote; 0: unknown
	Title      string   // short title of the item
	Motion     string   // the literal text put to the vote
	Synonyms   []string // other names of the item, such as "verbale" for the approval of the minutes
	Languages  []string // the body's languages ("it", "en"), first the one to prefer for a word two of them have
	Before     Act      // the author's position in this ballot: Object, Abstain, Assent, or "" for none
	Reply      *Reply   // what the message replies to, nil if nothing
	SilenceOff bool     // silence does not count in this ballot, so weak words must ask
	Discussion bool     // said before the ballot opened: never a vote
	Edited     bool     // an edit of a message that had been read as the author's position
}

// Reply is the message replied to.
type Reply struct {
	Bot      bool   // it is ours: the announcement of the ballot, or a question
	Question bool   // with Bot: our question about an earlier message, which yes and no answer; a question that quotes is known without it
	Text     string // its words
}

// Reading is what a message means.
type Reading struct {
	Act       Act
	Sure      int    // 0..100, how sure of Act
	Leaning   Act    // what an Unclear message, or one of the discussion, seems to lean to; "" if unknown
	Span      [2]int // byte offsets in the message of the words that decided; both 0 if none did
	Statement string // the rest, fit to be annexed as the author's statement; "" if none
	Reason    Reason
}

// Reader reads messages. It is safe for concurrent use.
type Reader struct {
	lex    *lexicon
	pool   sync.Pool // of *parser
	around map[string]bool
}

// New makes a Reader of the named languages ("it", "en"), of all there are if none is named.
// The error names a language that does not exist or the fault in its lexicon.
func New(langs ...string) (*Reader, error) {
	lex, err := loadLexicon(langs)
	if err != nil {
		return nil, err
	}
	around, err := choiceAround()
	if err != nil {
		return nil, err
	}
	return &Reader{lex: lex, around: around, pool: sync.Pool{New: func() any { return &parser{lex: lex} }}}, nil
}

// Read gives the message its one reading. Time is linear in the length of the message.
func (r *Reader) Read(message string, c Context) Reading {
	p := r.pool.Get().(*parser)
	defer r.release(p)
	p.begin(message, c)
	p.tokenize(message, r.lex)
	p.tag(r.lex, c.Languages)
	p.split()
	p.findStances()
	v := p.resolve()
	rank := p.rankOf(v)
	v = p.inContext(v, r)
	reading := Reading{Act: v.act, Leaning: v.leaning, Reason: v.reason, Sure: sureness(v, rank)}
	if v.stance >= 0 {
		reading.Span = [2]int{int(p.stances[v.stance].start), int(p.stances[v.stance].end)}
	}
	if v.act.Position() {
		reading.Statement = p.statement(v)
	}
	return reading
}

// release keeps a parser's buffers for the next message, and nothing of what was said.
func (r *Reader) release(p *parser) {
	p.message, p.context = "", Context{}
	r.pool.Put(p)
}
