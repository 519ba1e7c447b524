package meeting

import (
	"slices"

	"assenso/governance"
)

// Account is how one person was counted in a ballot, and by which entries.
type Account struct {
	Member  governance.MemberID
	As      CountedAs
	Why     DoubtWhy // with AsDoubtful
	Dropped bool     // with AsAway: lost to trouble
	Option  Position // with CountChoice
	Seat    Seat     // of a substitute and of whom they stood for; else zero
	// Was is how they were counted at the proclamation, where corrections
	// changed it since; empty where they did not.
	Was     CountedAs
	Entries []uint64
}

// CountedAs is the list of a result somebody is in.
type CountedAs string

// The lists, and who was in none.
const (
	CountFavour    CountedAs = "favour"
	CountSilent    CountedAs = "silent"
	CountAgainst   CountedAs = "against"
	CountChoice    CountedAs = "choice" // of one of several options
	CountAbstained CountedAs = "abstained"
	CountRecused   CountedAs = "recused"
	CountBarred    CountedAs = "barred" // a director, on accounts or liability
	CountNotVoting CountedAs = "not-voting"
	CountDoubtful  CountedAs = "doubtful"
	CountAbsent    CountedAs = "absent"
	CountNotThere  CountedAs = "not-there" // neither in the roll of the ballot nor arrived later
)

// Explain tells for every member of the roll how they were counted in a
// ballot, by which entries: what they said in it, and what ended or began
// their presence. Ballots not yet counted explain nothing.
func (s *State) Explain(r Round) []Account {
	b := s.Ballot(r)
	if b == nil || b.Result == nil {
		return nil
	}
	as := make(map[governance.MemberID]Account, b.Result.total())
	put := func(c CountedAs, ids []governance.MemberID) {
		for _, id := range ids {
			as[id] = Account{Member: id, As: c}
		}
	}
	put(CountFavour, b.Result.Favour)
	put(CountSilent, b.Result.Silent)
	for _, c := range b.Result.Choices {
		for _, id := range c.Members {
			as[id] = Account{Member: id, As: CountChoice, Option: c.Letter}
		}
	}
	put(CountAgainst, b.Result.Against)
	put(CountAbstained, b.Result.Abstained)
	put(CountRecused, b.Result.Recused)
	put(CountBarred, b.Result.Barred)
	put(CountNotVoting, b.Result.NotVoting)
	put(CountAbsent, b.Result.Absent)
	for _, d := range b.Result.Doubtful {
		as[d.Member] = Account{Member: d.Member, As: CountDoubtful, Why: d.Why}
	}
	entries := make(map[governance.MemberID][]uint64)
	for _, m := range b.trail {
		entries[m.who] = append(entries[m.who], m.seq)
	}
	accounts := make([]Account, 0, len(s.Members))
	for i := range s.Members {
		p := &s.Members[i]
		a, ok := as[p.ID]
		if !ok {
			a = Account{Member: p.ID, As: CountNotThere}
		}
		if b.AsProclaimed != nil {
			if was := b.AsProclaimed.listOf(p.ID); was != a.As {
				a.Was = was
			}
		}
		if i := slices.IndexFunc(b.Seats, func(k Seat) bool { return k.Member == p.ID || k.Holder == p.ID }); i >= 0 {
			a.Seat = b.Seats[i]
		}
		a.Dropped = slices.Contains(b.Result.Dropped, p.ID)
		a.Entries = entries[p.ID]
		for _, seq := range p.moves {
			if seq < b.counted {
				a.Entries = append(a.Entries, seq)
			}
		}
		slices.Sort(a.Entries)
		accounts = append(accounts, a)
	}
	return accounts
}
