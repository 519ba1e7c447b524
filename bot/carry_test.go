package bot

import (
	"testing"
	"testing/synctest"
	"time"

	"assenso/bot/journal/journaltest"
	"assenso/governance/meeting"
	"assenso/governance/roster"

	"github.com/google/go-cmp/cmp"
)

// What a meeting left is entered once and taken up once, through a stop on
// either side: after the close, before the body has it; and after the next
// meeting has its number, before it is convened.
func TestItemsCarriedOverSurviveAStopAtEveryStep(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		restart := func() {
			h.stop()
			h.start()
			synctest.Wait()
		}
		h.toApproval()
		first := h.state().ID
		h.call("anna", "verbale", "firma")
		h.call("bruno", "verbale", "firma")
		h.journal.FailAppends(0, journaltest.TimeoutUnwritten)
		h.call("anna", "chiudi", "rinvio si è fatto tardi")
		if got := h.body().Carried; len(got) != 0 {
			t.Fatalf("carried before the stop: %+v", got)
		}
		restart()
		restart()
		want := []roster.Carried{{
			Meeting: first, Item: 2, Number: 1, Year: h.body().Meetings[0].Year, At: h.body().Carried[0].At,
			Title: "Orario", Kind: "decision", Why: "not-treated",
		}}
		if d := cmp.Diff(want, h.body().Carried); d != "" {
			t.Fatalf("carried (-want +got)\n%s", d)
		}
		if len(h.archived) != 1 {
			t.Errorf("archived %v, want the meeting once all of it is handed over", h.archived)
		}
		when := time.Now().Add(10 * 24 * time.Hour).In(schoolBylaws().Location()).Format("02/01/2006 15:04")
		h.journal.FailAppends(0, journaltest.TimeoutUnwritten)
		h.call("anna", "convoca", when+", a distanza, rinviati\n1. Gite")
		restart()
		var titles []string
		s := h.state()
		for _, i := range s.Agenda {
			titles = append(titles, i.Title)
		}
		if d := cmp.Diff([]string{"Orario", "Gite"}, titles); d != "" {
			t.Errorf("agenda (-want +got)\n%s", d)
		}
		from := meeting.Origin{Meeting: first, Item: 2, Number: 1, Year: want[0].Year, At: want[0].At}
		if s.Agenda[0].From != from || s.Number != 2 || len(h.body().Carried) != 0 {
			t.Errorf("from %+v, number %d, still carried %v", s.Agenda[0].From, s.Number, h.body().Carried)
		}
	})
}
