package minutes_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// The text tells a roll call as it stood when it was laid before the meeting:
// who answers later changes no word of what is approved (B34).
func TestARollCallIsToldAsItStoodInTheText(t *testing.T) {
	m := toTheDraft(t)
	m.Wait(time.Hour)
	m.Do("carlo", meeting.CallRoll{Members: []governance.MemberID{"elio", "gino", "livia", "mario"}})
	m.Do("elio", meeting.GiveSign{})
	m.Do("carlo", meeting.MissCall{Member: "mario"})
	m.Draft()
	m.Wait(time.Minute)
	m.Do("carlo", meeting.MissCall{Member: "gino"})
	m.Do("livia", meeting.GiveSign{})

	got := minutes.Compile(m.Records())
	want := minutes.RollCall{Answered: []governance.MemberID{"elio"}, Silent: []governance.MemberID{"mario"}, Waiting: []governance.MemberID{"livia", "gino"}}
	var calls []minutes.RollCall
	for _, a := range acts(got.Text.Sections, minutes.RollCalling) {
		calls = append(calls, *a.RollCall)
	}
	if d := cmp.Diff([]minutes.RollCall{want}, calls); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if got.Text.Hash() != got.Foot.Hash {
		t.Error("the text is not the one that was laid before the meeting")
	}
}

// However often a file is compared, the minutes tell what was found last.
func TestAFileIsToldOnceAsItWasComparedLast(t *testing.T) {
	m := toTheDraft(t)
	m.Wait(time.Minute)
	on := meeting.Connected{From: m.Now().Add(-time.Hour), To: m.Now()}
	m.Do("carlo", meeting.ImportAttendance{Source: "teams", Digest: "d", People: []meeting.Attendee{
		{Name: "Anna Bianchi", Member: "anna", Stays: []meeting.Connected{on}},
		{Name: "elio s.", Stays: []meeting.Connected{on}},
	}})
	first := acts(minutes.Draft(m.Records()).Sections, minutes.Attendance)
	m.Do("carlo", meeting.MatchAttendee{Row: 2, Member: "elio"})
	then := acts(minutes.Draft(m.Records()).Sections, minutes.Attendance)
	if len(first) != 1 || len(then) != 1 {
		t.Fatalf("told %d times, then %d", len(first), len(then))
	}
	if first[0].Compared.Unmatched != 1 || then[0].Compared.Unmatched != 0 || then[0].Seq <= first[0].Seq {
		t.Errorf("%+v\nthen %+v", first[0], then[0])
	}
}

func acts(sections []minutes.Section, kind minutes.ActKind) []minutes.Act {
	var all []minutes.Act
	for _, s := range sections {
		for _, a := range s.Acts {
			if a.Kind == kind {
				all = append(all, a)
			}
		}
	}
	return all
}
