package simulation_test

import (
	"math/rand/v2"
	"time"

	"assenso/bot/chat"
	"assenso/governance"
	"assenso/governance/meeting"
)

// plan is what a seed decides beforehand.
type plan struct {
	seed     uint64
	members  int
	items    int
	rough    float64 // how often things go wrong, 0 to 3
	slow     float64 // how many updates are long on their way
	repeats  float64 // how many come again
	deaths   int     // how many processes die
	forgets  float64 // how often the memo dies with them
	skewed   bool    // the platforms' clocks are wrong
	archives bool
	meetings int
	bylaws   governance.Bylaws
	horizon  time.Duration
}

func (w *world) newPlan(seed uint64) plan {
	p := plan{
		seed: seed, members: 3 + w.chance.IntN(7), items: pick(w, 1, 1, 1, 2, 3), meetings: 1,
		skewed: w.often(0.3), archives: w.often(0.5), horizon: 3 * time.Hour,
	}
	switch { // most bodies are small: worlds are many, and one person more or less decides
	case w.often(0.02):
		p.members = 20 + w.chance.IntN(21)
	case w.often(0.1):
		p.members = 9 + w.chance.IntN(8)
	}
	if w.often(0.15) {
		p.meetings = 2
	}
	if w.often(0.85) {
		p.rough = pick(w, 0.5, 1, 1, 2, 3)
		p.slow, p.repeats = w.chance.Float64()*0.15, w.chance.Float64()*0.2
	}
	if w.often(0.7) {
		p.deaths, p.forgets = 1+w.chance.IntN(5), pick(w, 0, 0, 0.3, 1)
	}
	p.bylaws = w.newBylaws()
	return p
}

func (w *world) newBylaws() governance.Bylaws {
	m, s := governance.Duration(time.Minute), governance.Duration(time.Second)
	b := governance.Bylaws{
		Profile: "test", Revision: "1", Title: "Regolamento di prova", TimeZone: "Europe/Rome", YearFrom: time.September,
		Quorum:   governance.QuorumRule{Kind: governance.MoreThanHalf, LessJustified: w.often(0.5)},
		Majority: governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.ChairBreaks},
		Silence:  governance.SilenceRule{Granted: w.often(0.8), Article: "art. 2", Date: "2020-10-07"},
		Clocks: governance.Clocks{
			Ballot: governance.Duration(w.between(20*time.Second, 2*time.Minute)), BallotLeast: 15 * s, BallotMost: 30 * m,
			Approval: governance.Duration(w.between(20*time.Second, 90*time.Second)),
			Grace:    pick(w, 0, 10*s, 30*s), SignOfLife: pick(w, 4*m, 10*m, 30*m),
			DeliverIn: pick(w, 10*s, 30*s), HeardIn: pick(w, 20*s, m), MassDrops: 10 * s,
			Dissolve: pick(w, 0, 10*m, 60*m),
		},
		QuorumMargin: 2, MassDrops: 5, DropoutsLowerBase: w.often(0.3), RecusedLeaveBase: w.often(0.5),
	}
	share := func(num, den int) governance.Fraction { return governance.Fraction{Num: num, Den: den} }
	if w.often(0.3) {
		b.Quorum = pick(w,
			governance.QuorumRule{Kind: governance.AtLeastHalf},
			governance.QuorumRule{Kind: governance.HalfPlusOne, Strict: w.often(0.5), LessJustified: w.often(0.3)},
			governance.QuorumRule{Kind: governance.AtLeast, Fraction: pick(w, share(1, 3), share(3, 5)), LessJustified: w.often(0.3)},
			governance.QuorumRule{Kind: governance.AnyNumber})
	}
	if w.often(0.5) {
		b.Majority = pick(w,
			governance.MajorityRule{Kind: governance.OfPresent},
			governance.MajorityRule{Kind: governance.OfMembers, Fraction: pick(w, share(1, 2), share(3, 4))},
			governance.MajorityRule{Kind: governance.ShareVotes, Fraction: pick(w, share(2, 3), share(4, 5)), CountAbstained: w.often(0.4)},
			governance.MajorityRule{Kind: governance.SharePres, Fraction: share(2, 3)},
			governance.MajorityRule{Kind: governance.Unanimity, CountAbstained: w.often(0.5)},
			governance.MajorityRule{Kind: governance.OfVotes, CountAbstained: true, Tie: governance.ChairBreaks},
			governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.TieRejects})
	}
	return b
}

// newPlatform makes the first platform, which knows who is in the room and
// what time it is, or the second, which knows less.
func (w *world) newPlatform(i int, name string) *platform {
	p := &platform{
		w: w, name: name, room: chat.Place(name + ":sala"), rough: w.plan.rough,
		chance: rand.New(rand.NewPCG(w.plan.seed, uint64(2+i))), //nolint:gosec // chance that can be repeated
		last:   map[seat]time.Time{}, byRef: map[chat.Ref]*post{}, changed: make(chan struct{}),
		limits: chat.Limits{Text: 4000, Buttons: 5, Private: true},
	}
	if i == 0 {
		p.seats = true
		p.limits.Text = pick(w, 4000, 2000, 400)
	} else {
		p.seconds, p.untold = w.often(0.7), w.often(0.7)
		p.limits.Private = w.often(0.5)
		p.limits.Pace = pick(w, 0, 50*time.Millisecond, time.Second)
	}
	if w.plan.skewed {
		p.offset = w.between(-5*time.Second, 5*time.Second)
	}
	return p
}

// person is a member of the body.
type person struct {
	name     string
	id       governance.MemberID // once the bot has told
	office   governance.Office
	votes    bool
	accounts []chat.Account
	inRoom   map[chat.Account]bool
	said     *act // their last words
}

func surnames() []string {
	return []string{
		"Abate", "Bruni", "Caruso", "Donati", "Esposito", "Ferri", "Galli", "Iovine", "Leone", "Marini",
		"Negri", "Orsini", "Palumbo", "Quinto", "Rinaldi", "Serra", "Testa", "Ughi", "Valenti", "Zanetti",
		"Amato", "Basile", "Conti", "Deluca", "Fabbri", "Gatti", "Lombardi", "Mancini", "Noto", "Orlando",
		"Pinna", "Riva", "Sanna", "Tosi", "Vitale", "Zorzi", "Barone", "Coppola", "Grasso", "Longo",
	}
}

// gather makes the members: most with one account, some with two or none.
func (w *world) gather() {
	uno, due := w.platforms[0], w.platforms[1]
	for i, name := range surnames()[:w.plan.members] {
		p := &person{name: name, votes: true, inRoom: map[chat.Account]bool{}}
		account := "p" + name
		switch x := w.chance.Float64(); {
		case x < 0.5:
			p.accounts = []chat.Account{uno.account(account)}
		case x < 0.82:
			p.accounts = []chat.Account{due.account(account)}
		case x < 0.95 || i < 2:
			p.accounts = []chat.Account{uno.account(account), due.account(account)}
		}
		switch i {
		case 0:
			p.office = governance.Chair
		case 1:
			p.office = governance.Secretary
		default:
			p.votes = !w.often(0.04)
		}
		w.people = append(w.people, p)
	}
}

func (w *world) member(id governance.MemberID) *person {
	for _, p := range w.people {
		if p.id == id {
			return p
		}
	}
	return nil
}

// know learns the ids that the bot gave.
func (w *world) know(e meeting.MemberCalled) {
	for _, p := range w.people {
		if p.name == e.Person {
			p.id = e.Member
		}
	}
}
