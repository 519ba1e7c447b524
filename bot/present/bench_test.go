package present_test

import (
	"fmt"
	"testing"
	"time"

	"assenso/bot/lang"
	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
)

// BenchmarkReceipt shows one more vote in a meeting of so many members, of
// whom so many have voted already.
func BenchmarkReceipt(b *testing.B) {
	cat, err := lang.Load()
	if err != nil {
		b.Fatal(err)
	}
	say := cat.In("it", time.UTC)
	for _, size := range []struct{ members, voted int }{{150, 20}, {10_000, 20}, {10_000, 1000}} {
		b.Run(fmt.Sprintf("%d-members-%d-votes", size.members, size.voted), func(b *testing.B) {
			s, r := crowd(size.members, size.voted)
			for b.Loop() {
				for _, n := range present.Meeting(s, r) {
					say.Page(n.Text)
				}
			}
		})
	}
}

func crowd(members, voted int) (*meeting.State, governance.Recorded[meeting.Event]) {
	s := &meeting.State{}
	var seq uint64
	at := time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)
	play := func(by governance.MemberID, c meeting.Command) (last governance.Recorded[meeting.Event]) {
		m := governance.Meta{By: by, At: at}
		events, err := meeting.Decide(s, m, c)
		if err != nil {
			panic(err)
		}
		for _, e := range events {
			seq++
			last = governance.Recorded[meeting.Event]{Seq: seq, Meta: m, Event: e}
			s.Apply(last)
		}
		return last
	}
	c := board()
	for i := len(c.Roll); i < members; i++ {
		c.Roll = append(c.Roll, meeting.Called{ID: id(i), Name: fmt.Sprintf("Persona %d", i), Votes: true})
	}
	at = c.Convocation.At.Add(-48 * time.Hour)
	play("anna", c)
	play("bruno", meeting.ConfirmDelivery{All: true, Via: "mail"})
	at = c.Convocation.At
	for _, m := range c.Roll {
		play(m.ID, meeting.CheckIn{Via: meeting.ByCheckIn, Place: room})
	}
	play("anna", meeting.Open{})
	play("bruno", meeting.ConfirmValidity{})
	play("anna", meeting.Appoint{Office: governance.Moderator, Member: "carla"})
	play("anna", meeting.Appoint{Office: governance.Teller, Member: "dario"})
	play("anna", meeting.OpenItem{N: 2})
	play("anna", meeting.Propose{Text: "Si approva."})
	play("anna", meeting.OpenBallot{})
	play("", meeting.ConfirmAnnouncement{Round: meeting.Round{On: meeting.OnItem(2), N: 1}, Place: room})
	var last governance.Recorded[meeting.Event]
	for i := range voted {
		last = play(c.Roll[members-1-i].ID, meeting.Cast{Position: governance.Against, Via: "button"})
	}
	return s, last
}

func id(i int) governance.MemberID { return governance.MemberID(fmt.Sprintf("m%d", i)) }
