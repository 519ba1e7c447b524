package meeting

import (
	"slices"
	"strings"
	"time"

	"assenso/governance"
)

// Scrutiny is the result of a secret ballot on persons held in presence, as its
// tellers found it. Online such ballots are refused (B16); what was decided in
// the room is recorded.
type Scrutiny struct {
	Voters      int // ballot papers found
	Preferences int // names a paper may bear, at least 1
	Candidates  []Candidate
	Blank, Void int
	By          governance.MemberID
	At          time.Time
}

// Candidate is a person voted for.
type Candidate struct {
	Name    string `json:"name"`
	Votes   int    `json:"votes"`
	Elected bool   `json:"elected,omitempty"`
}

// The limits of a scrutiny.
const (
	candidatesMost    = 500
	candidateNameMost = 200 // bytes
)

// RecordScrutiny enters the result of a scrutiny: the secretary's act. A second
// one corrects the first, and both are told.
type RecordScrutiny struct {
	Item        int // 0: the open one
	Voters      int
	Preferences int // 0: one
	Candidates  []Candidate
	Blank, Void int
}

// Refusals around scrutinies.
const (
	NotByScrutiny    governance.Reason = "not-by-scrutiny"   // args: item; it is voted openly
	ScrutinyRemote   governance.Reason = "scrutiny-remote"   // the meeting has no room to hold it in
	NoCandidates     governance.Reason = "no-candidates"     //
	CandidateTwice   governance.Reason = "candidate-twice"   // args: name
	VotersTooMany    governance.Reason = "voters-too-many"   // args: voters, most
	SumsDiffer       governance.Reason = "sums-differ"       // args: votes, blank, void, sum, voters
	PreferencesRange governance.Reason = "preferences-range" // args: votes, least, most
	ElectedUnvoted   governance.Reason = "elected-unvoted"   // args: name
)

// ScrutinyRecorded records it.
type ScrutinyRecorded struct {
	Item        int         `json:"item"`
	Voters      int         `json:"voters"`
	Preferences int         `json:"preferences"`
	Blank       int         `json:"blank,omitempty"`
	Void        int         `json:"void,omitempty"`
	Again       bool        `json:"again,omitempty"` // it corrects an earlier one
	Candidates  []Candidate `json:"candidates" private:"yes"`
}

// Name is for ever.
func (ScrutinyRecorded) Name() string { return "scrutiny-recorded" }

func (c RecordScrutiny) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.acts(m, governance.Secretary); err != nil {
		return nil, err
	}
	if err := s.stillTold(); err != nil {
		return nil, err
	}
	item, err := s.named(c.Item)
	switch {
	case err != nil:
		return nil, err
	case item.Kind != SecretItem && item.Kind != InPersonItem:
		return nil, governance.Refuse(NotByScrutiny, "item", item.N)
	case s.Convocation.Mode == governance.Remote:
		return nil, governance.Refuse(ScrutinyRemote)
	}
	e := ScrutinyRecorded{
		Item: item.N, Voters: c.Voters, Preferences: max(1, c.Preferences), Blank: c.Blank, Void: c.Void,
		Again: item.Scrutiny != nil, Candidates: slices.Clone(c.Candidates),
	}
	if err := e.check(s.Entitled()); err != nil {
		return nil, err
	}
	return []Event{e}, nil
}

// check refuses what cannot have been found in an urn. With one name a paper the
// votes, the blank and the void papers are all the papers; with more, a valid
// paper bears at least one name.
func (e ScrutinyRecorded) check(entitled int) error {
	votes := 0
	for i := range e.Candidates {
		k := &e.Candidates[i]
		k.Name = strings.Join(strings.Fields(k.Name), " ")
		same := func(o Candidate) bool { return strings.EqualFold(o.Name, k.Name) }
		switch {
		case k.Name == "" || len(k.Name) > candidateNameMost || k.Votes < 0:
			return governance.Refuse(NoCandidates)
		case slices.ContainsFunc(e.Candidates[:i], same):
			return governance.Refuse(CandidateTwice, "name", k.Name)
		case k.Elected && k.Votes == 0:
			return governance.Refuse(ElectedUnvoted, "name", k.Name)
		}
		votes += k.Votes
	}
	valid := e.Voters - e.Blank - e.Void
	switch {
	case len(e.Candidates) == 0 || len(e.Candidates) > candidatesMost:
		return governance.Refuse(NoCandidates)
	case e.Voters > entitled:
		return governance.Refuse(VotersTooMany, "voters", e.Voters, "most", entitled)
	case e.Blank < 0 || e.Void < 0 || valid < 0 || e.Preferences == 1 && votes != valid:
		return governance.Refuse(SumsDiffer, "votes", votes, "blank", e.Blank, "void", e.Void,
			"sum", votes+e.Blank+e.Void, "voters", e.Voters)
	case votes < valid || votes > valid*e.Preferences:
		return governance.Refuse(PreferencesRange, "votes", votes, "least", valid, "most", valid*e.Preferences)
	}
	return nil
}

func (e ScrutinyRecorded) apply(s *State, m governance.Meta) {
	s.Item(e.Item).Scrutiny = &Scrutiny{
		Voters: e.Voters, Preferences: e.Preferences, Candidates: e.Candidates, Blank: e.Blank, Void: e.Void,
		By: m.By, At: m.At,
	}
	s.touch()
}
