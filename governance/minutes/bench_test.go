package minutes_test

import (
	"fmt"
	"testing"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
	"assenso/governance/minutes/minutestest"
)

// crowd is a meeting of 10,000 members with 30,000 entries: all come, one
// ballot in which a thousand speak, many signs of life, and a draft.
func crowd(tb testing.TB) []minutes.Recorded {
	tb.Helper()
	const members, entries = 10_000, 30_000
	m := minutestest.Play(tb, "2026-11-17")
	bylaws := minutestest.Bylaws()
	bylaws.ChatOfficers = false
	roll := make([]meeting.Called, members)
	for i := range roll {
		roll[i] = meeting.Called{ID: id(i), Name: fmt.Sprintf("Componente n. %d", i), Votes: true}
	}
	at := m.Now().AddDate(0, 0, 7)
	m.Do(id(0), meeting.Convene{
		Meeting: "assemblea-2026-01", Body: meeting.Body{ID: "assemblea", Name: "Assemblea", Kind: governance.Assembly},
		Number: 1, Year: "2026", Bylaws: bylaws, Roll: roll,
		Officers:    map[governance.Office]governance.MemberID{governance.Chair: id(0), governance.Secretary: id(1)},
		Convocation: meeting.Convocation{At: at, Mode: governance.Remote, Places: []string{"sala"}},
		Agenda:      []meeting.Point{{Title: "Bilancio"}},
	})
	m.Do(id(1), meeting.ConfirmDelivery{All: true, Via: "posta"})
	m.Day(at.Format(time.DateOnly))
	for i := range roll {
		m.Do(id(i), meeting.CheckIn{Via: meeting.ByRoom, Place: "sala"})
	}
	m.Do(id(0), meeting.Open{})
	m.Do(id(1), meeting.ConfirmValidity{})
	m.Do(id(0), meeting.OpenItem{N: 1})
	m.Do(id(0), meeting.Propose{Text: "Il bilancio è approvato."})
	m.Do(id(0), meeting.OpenBallot{})
	m.Ballot(func() {
		for i := range 1000 {
			m.Do(id(i*7), meeting.Cast{Position: governance.Against, Words: "contrario, non mi convince", Via: "words"})
		}
	})
	m.Do(id(0), meeting.Proclaim{})
	m.Do(id(0), meeting.EndItem{})
	for i := 0; len(m.Records()) < entries-1; i++ {
		m.Wait(11 * time.Minute / members)
		m.Do(id(i%members), meeting.GiveSign{})
	}
	m.Draft()
	return m.Records()
}

func id(i int) governance.MemberID { return governance.MemberID(fmt.Sprintf("m%05d", i)) }

func BenchmarkCompile(b *testing.B) {
	records := crowd(b)
	b.ReportAllocs()
	for b.Loop() {
		minutes.Compile(records)
	}
}

func BenchmarkHash(b *testing.B) {
	text := minutes.Draft(crowd(b))
	b.ReportAllocs()
	for b.Loop() {
		text.Hash()
	}
}
