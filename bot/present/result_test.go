package present_test

import (
	"strings"
	"testing"
	"time"

	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
)

// ids makes n members of one list.
func ids(letter string, n int) []governance.MemberID {
	list := make([]governance.MemberID, n)
	for i := range list {
		list[i] = governance.MemberID(letter + string(rune('1'+i)))
	}
	return list
}

func TestAResolutionSaysByWhatMajority(t *testing.T) {
	for _, tt := range []struct {
		name   string
		result meeting.Result
		want   string
	}{
		{"all in favour", meeting.Result{Favour: ids("f", 3)}, "approvata all'unanimità, proclamata"},
		{"all in favour, some by silence", meeting.Result{Favour: ids("f", 1), Silent: ids("s", 4)}, "approvata all'unanimità, proclamata"},
		{"nobody against, one abstained", meeting.Result{Favour: ids("f", 3), Abstained: ids("a", 1)}, "all'unanimità dei votanti"},
		{"nobody against, one silent where silence is no vote", meeting.Result{Favour: ids("f", 3), NotVoting: ids("n", 1)}, "all'unanimità dei votanti"},
		{"nobody against, one recused", meeting.Result{Favour: ids("f", 3), Recused: ids("r", 1)}, "all'unanimità dei votanti"},
		{"nobody against, one doubtful", meeting.Result{Favour: ids("f", 3), Doubtful: []meeting.Doubt{{Member: "d", Why: meeting.Away}}}, "all'unanimità dei votanti"},
		{"nobody against, one absent", meeting.Result{Favour: ids("f", 3), Absent: ids("x", 1)}, "approvata all'unanimità, proclamata"},
		{"one against", meeting.Result{Favour: ids("f", 3), Against: ids("c", 1)}, "a maggioranza"},
		{"a tie that the chair broke", meeting.Result{
			Favour: ids("f", 2), Against: ids("c", 2), Verdict: governance.Verdict{Outcome: governance.Carried, Casting: governance.Favour},
		}, "a parità di voti, per il voto favorevole di chi presiede"},
		{"a tie that the chair broke against", meeting.Result{
			Favour: ids("f", 2), Against: ids("c", 2), Verdict: governance.Verdict{Outcome: governance.Rejected, Casting: governance.Against},
		}, "non approvata (a parità di voti, per il voto contrario di chi presiede)"},
		{"a tie that nobody breaks", meeting.Result{
			Favour: ids("f", 2), Against: ids("c", 2), Verdict: governance.Verdict{Outcome: governance.Rejected, Required: 3, Obtained: 2, Missing: 1},
		}, "non approvata (a parità di voti)"},
		{"too few", meeting.Result{
			Favour: ids("f", 2), Against: ids("c", 3), Verdict: governance.Verdict{Outcome: governance.Rejected, Required: 3, Obtained: 2, Missing: 1},
		}, "non approvata (richiesti 3 voti, ottenuti 2)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := tt.result
			if r.Verdict.Outcome == "" {
				r.Verdict.Outcome = governance.Carried
			}
			r.Count = governance.Count{Favour: len(r.Favour) + len(r.Silent), Against: len(r.Against), Abstained: len(r.Abstained)}
			g := newStage(t, "it")
			round := meeting.Round{On: meeting.OnItem(1), N: 1}
			g.s.Ballots = []*meeting.Ballot{{Round: round, Stage: meeting.Proclaimed, Text: "Testo", Result: &r}}
			e := meeting.ProclaimedEvent{Round: round, Outcome: r.Verdict.Outcome}
			if e.Outcome == governance.Carried {
				e.Number, e.Year = 14, "2026-27"
			}
			notices := present.Meeting(g.s, governance.Recorded[meeting.Event]{Meta: governance.Meta{At: time.Unix(0, 0)}, Event: e})
			if got := g.say.Page(notices[0].Text).Plain(); !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q in it", got, tt.want)
			}
		})
	}
}

// Every person of a result is named in it, however many they are.
func TestAResultNamesEverybody(t *testing.T) {
	g := newStage(t, "it")
	round := meeting.Round{On: meeting.OnItem(1), N: 1}
	r := meeting.Result{
		Favour: ids("f", 40), Against: ids("c", 40), Abstained: ids("a", 40), Recused: ids("r", 40),
		NotVoting: ids("n", 40), Absent: ids("x", 40),
		Doubtful: []meeting.Doubt{{Member: "d1", Why: meeting.NotSeen}, {Member: "d2", Why: meeting.Away}},
	}
	r.Dropped = r.Absent[:20]
	r.Verdict.Outcome = governance.Rejected
	b := &meeting.Ballot{Round: round, Stage: meeting.Provisional, Result: &r}
	g.s.Ballots = []*meeting.Ballot{b}
	notices := present.Meeting(g.s, governance.Recorded[meeting.Event]{Event: meeting.BallotCounted{Round: round, Result: r}})
	got := g.say.Page(notices[0].Text).Plain()
	for _, list := range [][]governance.MemberID{r.Favour, r.Against, r.Abstained, r.Recused, r.NotVoting, r.Absent, {"d1", "d2"}} {
		for _, id := range list {
			if strings.Count(got, string(id)) != 1 {
				t.Fatalf("%s is named %d times in %s", id, strings.Count(got, string(id)), got)
			}
		}
	}
}
