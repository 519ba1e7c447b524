package bot

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"assenso/bot/chat"
	"assenso/bot/chat/chattest"
	"assenso/bot/journal/journaltest"

	"github.com/google/go-cmp/cmp"
)

// Every message of a rehearsal says so, and every part of one that had to be
// cut; the parts of a living message that are no longer needed too.
func TestEveryPartOfAMarkedMessageIsMarked(t *testing.T) {
	withOutbox(t, chat.Limits{Text: 12}, func(t *testing.T, o *outbox, p *chattest.Fake) {
		room := p.Room("sala")
		put := func(slot, text string) {
			m := parcelOf(room, slot, text, rankPlain)
			m.mark = chat.Text("P!")
			o.put(m)
			synctest.Wait()
		}
		put("", "prima, seconda")
		put("voto", "uno due\nottobre")
		put("voto", "uno")
		var shown []string
		for _, post := range p.Posts(room) {
			shown = append(shown, post.Last().Text.Plain())
		}
		if d := cmp.Diff([]string{"P!\nprima, ", "P!\nseconda", "P!\nuno", "P!\n·"}, shown); d != "" {
			t.Error(d)
		}
	})
}

// Whatever is shown of a rehearsal is marked, to the room and in private,
// refusals and answers too, also by a bot that was started again meanwhile.
func TestAllThatIsShownOfARehearsalIsMarked(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		when := time.Now().Add(24 * time.Hour).Truncate(time.Minute)
		h.call("anna", "convoca", when.In(schoolBylaws().Location()).Format("02/01/2006 15:04")+", a distanza, prova\n1. Uscite didattiche")
		h.stop()
		h.start()
		synctest.Wait()
		h.call("carla", "stato", "")
		h.call("anna", "varia", "luogo=Aula magna")
		h.pass(24 * time.Hour)
		for _, p := range people {
			h.fake.Join(h.room, time.Time{}, h.account(p))
		}
		h.pass(time.Minute)
		h.call("carla", "proclama", "")
		h.call("anna", "apri", "")
		h.call("bruno", "conferma", "")
		h.call("anna", "punto", "1")
		h.call("anna", "proposta", "Si approvano le uscite.")
		h.call("anna", "vota", "")
		h.say("dario", "boh, non saprei")
		h.call("carla", "stato", "")
		h.toApprovalFromBallot()
		h.call("anna", "verbale", "firma")
		places := []chat.Place{h.room}
		for _, p := range people {
			places = append(places, chat.PrivateOf(h.account(p)))
		}
		shown := 0
		for _, place := range places {
			for _, post := range h.fake.Posts(place) {
				for _, v := range post.Versions {
					shown++
					text := v.Text.Plain()
					if !strings.HasPrefix(text, "🎭 PROVA: ") {
						t.Errorf("%s was shown unmarked: %q", place, text)
					}
					if strings.Contains(text, "n. 0") {
						t.Errorf("%s was told a number: %q", place, text)
					}
				}
			}
		}
		if shown < 40 {
			t.Errorf("only %d messages were shown", shown)
		}
		if s := h.state(); !s.Rehearsal || s.Number != 0 || len(s.Resolutions) != 0 || len(h.register()) != 0 {
			t.Errorf("rehearsal %v, number %d, resolutions %v, registered %v", s.Rehearsal, s.Number, s.Resolutions, h.register())
		}
	})
}

// A stop between the body's entry and the meeting's: the rehearsal is convened
// when the call comes again, as a rehearsal.
func TestARehearsalWhoseConvocationWasInterruptedStaysOne(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		when := time.Now().Add(24 * time.Hour).In(schoolBylaws().Location()).Format("02/01/2006 15:04")
		h.journal.FailAppends(0, 0, journaltest.TimeoutUnwritten)
		h.call("anna", "convoca", when+", a distanza, prova\n1. Uscite")
		h.stop()
		h.start()
		synctest.Wait()
		if s := h.state(); !s.Rehearsal || s.Number != 0 || !strings.HasSuffix(s.ID, "-rehearsal") {
			t.Errorf("rehearsal %v, number %d, id %s", s.Rehearsal, s.Number, s.ID)
		}
	})
}
