package bot

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"assenso/bot/chat"
	"assenso/bot/chat/chattest"
	"assenso/bot/memo/memotest"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
)

func parcelOf(to chat.Place, slot, text string, r rank) *parcel {
	return &parcel{to: to, slot: slot, rank: r, draw: func(context.Context) chat.Message {
		return chat.Message{Text: chat.Text(text)}
	}}
}

// withOutbox runs f with an outbox on a fake platform, in fake time.
func withOutbox(t *testing.T, limits chat.Limits, f func(t *testing.T, o *outbox, p *chattest.Fake)) {
	synctest.Test(t, func(t *testing.T) {
		p := chattest.NewFake("fake", limits, nil)
		o := newOutbox(p, new(memotest.Memory), new(tasks), zerolog.Nop())
		ctx, cancel := context.WithCancel(t.Context())
		defer func() { cancel(); <-o.done }()
		go o.run(ctx)
		f(t, o, p)
	})
}

func texts(p *chattest.Fake, in chat.Place) []string {
	var all []string
	for _, post := range p.Posts(in) {
		for _, v := range post.Versions {
			all = append(all, v.Text.Plain())
		}
	}
	return all
}

func TestUrgentMessagesGoFirstAndNoneIsDropped(t *testing.T) {
	withOutbox(t, chat.Limits{}, func(t *testing.T, o *outbox, p *chattest.Fake) {
		room := p.Room("sala")
		o.put(parcelOf(room, "", "ricevuta", rankPlain), parcelOf(room, "quadro", "quadro", rankBoard),
			parcelOf(room, "", "apertura", rankUrgent), parcelOf(room, "", "risposta", rankPlain))
		synctest.Wait()
		want := []string{"apertura", "ricevuta", "risposta", "quadro"}
		if d := cmp.Diff(want, texts(p, room)); d != "" {
			t.Error(d)
		}
	})
}

func TestALivingMessageIsEditedAndCoalesced(t *testing.T) {
	withOutbox(t, chat.Limits{Text: 4000, Pace: time.Second}, func(t *testing.T, o *outbox, p *chattest.Fake) {
		room := p.Room("sala")
		told := 0
		for _, text := range []string{"uno", "due", "tre", "quattro"} {
			q := parcelOf(room, "ricevute", text, rankBoard)
			q.sent = []func(error){func(error) { told++ }}
			o.put(q)
			if text == "uno" {
				synctest.Wait()
			}
		}
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if d := cmp.Diff([]string{"uno", "quattro"}, texts(p, room)); d != "" {
			t.Error(d)
		}
		if told != 4 {
			t.Errorf("%d of 4 were told of their fate", told)
		}
	})
}

func TestAMessageThePlatformRefusesForNowComesLater(t *testing.T) {
	withOutbox(t, chat.Limits{}, func(t *testing.T, o *outbox, p *chattest.Fake) {
		p.Throttle(2, 7*time.Second)
		start := time.Now()
		sent := make(chan error, 1)
		q := parcelOf(p.Room("sala"), "", "delibera", rankUrgent)
		q.sent = []func(error){func(err error) { sent <- err }}
		o.put(q)
		if err := <-sent; err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took < 14*time.Second {
			t.Errorf("sent after %v, although told to wait twice 7 s", took)
		}
	})
}

func TestAPlaceThatIsGoneDoesNotStopTheRest(t *testing.T) {
	withOutbox(t, chat.Limits{}, func(t *testing.T, o *outbox, p *chattest.Fake) {
		p.SetGone(p.Room("persa"), true)
		var fate error
		lost := parcelOf(p.Room("persa"), "", "x", rankPlain)
		lost.sent = []func(error){func(err error) { fate = err }}
		o.put(lost, parcelOf(p.Room("sala"), "", "y", rankPlain))
		synctest.Wait()
		var ce *chat.Error
		if !errors.As(fate, &ce) || !ce.Gone {
			t.Errorf("fate of the lost: %v", fate)
		}
		if d := cmp.Diff([]string{"y"}, texts(p, p.Room("sala"))); d != "" {
			t.Error(d)
		}
	})
}

func TestLongTextsAreSplitWithoutLosingARune(t *testing.T) {
	line := strings.Repeat("è", 30) + "\n"
	long := chat.Message{
		Text:    chat.Rich{{Text: strings.Repeat(line, 10)}, {Text: strings.Repeat("forte ", 40), Mark: chat.Bold}},
		Buttons: [][]chat.Button{{{Label: "ok", Token: "t"}}},
	}
	parts := split(long, 100)
	var all chat.Rich
	for i, p := range parts {
		if n := runes(p.Text); n > 100 || n == 0 {
			t.Errorf("part %d has %d characters", i, n)
		}
		if last := i == len(parts)-1; last != (len(p.Buttons) > 0) {
			t.Errorf("part %d: buttons %v", i, p.Buttons)
		}
		all = append(all, p.Text...)
	}
	if all.Plain() != long.Text.Plain() {
		t.Error("the parts are not the whole")
	}
	if got := parts[0].Text.Plain(); !strings.HasSuffix(got, "\n") {
		t.Errorf("first part ends inside a line: %q", got)
	}
}

func TestAFailedMessageNeverReplacesANewerOne(t *testing.T) {
	withOutbox(t, chat.Limits{}, func(t *testing.T, o *outbox, p *chattest.Fake) {
		room := p.Room("sala")
		told := 0
		renewed := func(text string) *parcel {
			q := parcelOf(room, "ricevute", text, rankBoard)
			q.sent = []func(error){func(error) { told++ }}
			return q
		}
		p.Delay(100 * time.Millisecond)
		p.Throttle(1, 7*time.Second)
		o.put(renewed("uno"))
		time.Sleep(50 * time.Millisecond)
		o.put(renewed("due")) // while the first is on its way, and fails
		time.Sleep(20 * time.Second)
		synctest.Wait()
		if d := cmp.Diff([]string{"due"}, texts(p, room)); d != "" {
			t.Error(d)
		}
		if told != 2 || !o.tasks.none() {
			t.Errorf("%d of 2 were told of their fate; nothing under way: %v", told, o.tasks.none())
		}
	})
}

func TestALongLivingMessageIsRenewedPartByPart(t *testing.T) {
	withOutbox(t, chat.Limits{Text: 10}, func(t *testing.T, o *outbox, p *chattest.Fake) {
		room := p.Room("sala")
		shown := func() []string {
			var now []string
			for _, post := range p.Posts(room) {
				now = append(now, post.Last().Text.Plain())
			}
			return now
		}
		for _, step := range []struct {
			text string
			want []string
		}{
			{"uno", []string{"uno"}},
			{"uno due\nottobre sei", []string{"uno due\n", "ottobre ", "sei"}},
			{"uno due\nottobre", []string{"uno due\n", "ottobre", "·"}},
			{"cinque", []string{"cinque", "·", "·"}},
			{"sei e\nsette", []string{"sei e\n", "·", "·", "sette"}},
		} {
			o.put(parcelOf(room, "ricevute", step.text, rankBoard))
			synctest.Wait()
			if d := cmp.Diff(step.want, shown()); d != "" {
				t.Errorf("%q: %s", step.text, d)
			}
		}
	})
}

func TestAPartThatIsShownIsNotShownAgain(t *testing.T) {
	withOutbox(t, chat.Limits{Text: 10}, func(t *testing.T, o *outbox, p *chattest.Fake) {
		p.Fail(nil, errors.New("no"))
		o.put(parcelOf(p.Room("sala"), "", "prima parte, seconda", rankPlain))
		time.Sleep(time.Minute)
		if d := cmp.Diff([]string{"prima ", "parte, ", "seconda"}, texts(p, p.Room("sala"))); d != "" {
			t.Error(d)
		}
	})
}
