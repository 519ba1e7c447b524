package bot

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"assenso/bot/journal/journaltest"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"

	"github.com/google/go-cmp/cmp"
)

// register lists the resolutions of the body.
func (h *hall) register() []roster.Resolution { return h.body().Register("") }

// body replays the body from the journal.
func (h *hall) body() *roster.State {
	h.t.Helper()
	s := new(roster.State)
	codec := roster.NewCodec()
	for _, e := range h.journal.Entries(bodyKind + ":collegio") {
		ev, err := codec.Decode(e.Name, e.Data, e.Private)
		if err != nil {
			h.t.Fatal(err)
		}
		s.Apply(governance.Recorded[roster.Event]{Seq: e.Seq, Meta: metaOf(e), Event: ev})
	}
	return s
}

// The bot stops after the proclamation is written and before the body's
// register is: the next start enters the resolution, once, and the next
// resolution follows it.
func TestAStopBeforeTheRegisterLeavesNoGapAndNoDouble(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.toBallot()
		h.say("carla", "contraria")
		h.pass(3 * time.Minute)
		h.journal.FailAppends(0, journaltest.TimeoutUnwritten) // the meeting's is written, the body's is not
		h.call("anna", "proclama", "")
		if got := h.register(); len(got) != 0 {
			t.Fatalf("registered before the stop: %+v", got)
		}
		h.stop()
		h.start()
		synctest.Wait()
		first := h.state().Resolutions[0]
		want := roster.Resolution{
			Meeting: h.state().ID, Round: "1/1", Number: 1, Year: h.state().Year, At: first.At, Title: "Uscite didattiche",
			Votes: roster.Votes{Favour: 7, Against: 1},
		}
		if d := cmp.Diff([]roster.Resolution{want}, h.register()); d != "" {
			t.Fatalf("register (-want +got)\n%s", d)
		}
		h.stop()
		h.start()
		synctest.Wait()
		h.call("anna", "punto", "2")
		h.call("anna", "proposta", "Si approva l'orario.")
		h.call("anna", "vota", "")
		h.toApprovalFromBallot()
		var numbers []int
		for _, r := range h.register() {
			numbers = append(numbers, r.Number)
		}
		if !slices.Equal(numbers, []int{1, 2}) {
			t.Errorf("numbers %v, want 1 and 2\n%s", numbers, h.fake.Shown(h.room))
		}
	})
}

// A meeting that is sealed is not read at the next start: what its body does
// not have yet would be lost.
func TestAMeetingIsNotHandedOverBeforeItsResolutionsAreRegistered(t *testing.T) {
	body := &roster.State{ID: "collegio"}
	held := &meeting.State{ID: "m1", Year: "2026-27", Body: meeting.Body{ID: "collegio"}, Resolutions: []meeting.Resolution{
		{Number: 4, Year: "2026-27", Round: meeting.Round{On: meeting.OnItem(1), N: 1}},
	}}
	a := &assembly{bodyLane: &bodyLane{ledger: &ledger[roster.State, roster.Command, roster.Event]{settled: body, stream: bodyKind + ":collegio"}}}
	m := &sitting{meetingLane: &meetingLane{ledger: &ledger[meeting.State, meeting.Command, meeting.Event]{settled: held}}}
	b := &Bot{index: newIndex()}
	b.index.addBody(a)
	if b.handedOver(m) {
		t.Error("handed over although the register lacks a resolution")
	}
	body.Resolutions = []roster.Resolution{{Meeting: "m1", Round: "1/1", Number: 4, Year: "2026-27", Title: "Orario"}}
	if !b.handedOver(m) {
		t.Error("not handed over although the register has everything")
	}
}

// Two meetings of a body that open at one moment would take the same number.
func TestOneMeetingOfABodyOpensAtATime(t *testing.T) {
	a, one, other := new(assembly), new(sitting), new(sitting)
	if !a.claim(one) {
		t.Error("the first meeting may not open")
	}
	if !a.claim(one) {
		t.Error("a meeting that is decided on again lost its claim")
	}
	if a.claim(other) {
		t.Error("two meetings open at once")
	}
	a.release(other)
	if a.claim(other) {
		t.Error("a claim was released by another meeting")
	}
	a.release(one)
	if !a.claim(other) {
		t.Error("a claim outlived its meeting's opening")
	}
}
