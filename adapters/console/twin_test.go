package console_test

import (
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"assenso/adapters/console"
	"assenso/bot/chat"
)

// circular sends each of them the same message in private.
func circular(t *testing.T, p *console.Platform, m chat.Message, handles ...string) {
	t.Helper()
	for _, h := range handles {
		if _, err := p.Send(t.Context(), chat.Place("console:@"+h), m); err != nil {
			t.Error(err)
		}
	}
}

func shows(t *testing.T, out string, times map[string]int) {
	t.Helper()
	for what, want := range times {
		if got := strings.Count(out, what); got != want {
			t.Errorf("%q is shown %d times, want %d:\n%s", what, got, want, out)
		}
	}
}

func TestWhatManyAreShownInPrivateIsDrawnOnce(t *testing.T) {
	many := strings.Fields("ada anna bea carla dario elena fabio gina ida lia mara nora olga pia rita")
	_, out := play(t, "anna: a\nanna: b\n", func(_ *console.Options, c *clerk) {
		c.do = func(c *clerk, u chat.Update) {
			to := many
			if u.Body.(chat.Speech).Text == "a" {
				to = many[:3]
			}
			circular(t, c.on, chat.Message{Text: chat.Text("convocazione")}, to...)
		}
	})
	shows(t, out, map[string]int{
		"convocazione": 2, "console.only name=ada": 2, "console.same count=2; more=0; names=[anna bea]": 1,
		"console.same-many count=4; more=10; names=[anna bea carla dario]": 1,
	})
}

// Nothing that a person would tell apart is called the same.
func TestOnlyWhatLooksTheSameIsDrawnOnce(t *testing.T) {
	text := chat.Text("verbale")
	vote := func(label string) [][]chat.Button { return [][]chat.Button{{{Label: label, Token: "t"}}} }
	file := []chat.File{{Name: "verbale.txt", Data: []byte("x")}}
	for _, row := range []struct {
		name string
		one  chat.Message
		two  chat.Message
	}{
		{"another text", chat.Message{Text: text}, chat.Message{Text: chat.Text("verbali")}},
		{"another button", chat.Message{Text: text, Buttons: vote("sì")}, chat.Message{Text: text, Buttons: vote("no")}},
		{"a button more", chat.Message{Text: text}, chat.Message{Text: text, Buttons: vote("no")}},
		{"a file less", chat.Message{Text: text, Files: file}, chat.Message{Text: text}},
		{"a file more", chat.Message{Text: text}, chat.Message{Text: text, Files: file}},
		{"two files", chat.Message{Text: text, Files: file}, chat.Message{Text: text, Files: file}},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, out := play(t, "anna: a\n", func(_ *console.Options, c *clerk) {
				c.do = func(c *clerk, _ chat.Update) {
					circular(t, c.on, row.one, "anna")
					circular(t, c.on, row.two, "andrea")
				}
			})
			shows(t, out, map[string]int{"console.same": 0, "console.only name=anna": 1, "console.only name=andrea": 1})
		})
	}
}

func TestAPersonIsShownTheSameTwice(t *testing.T) {
	_, out := play(t, "anna: a\n", func(_ *console.Options, c *clerk) {
		c.do = func(c *clerk, _ chat.Update) {
			circular(t, c.on, chat.Message{Text: chat.Text("ciao")}, "anna", "bea", "anna")
		}
	})
	shows(t, out, map[string]int{"ciao": 2, "console.only name=anna": 2, "names=[bea]": 1})
}

// Where a person types, names are gathered for a moment only; and what comes
// after their next line is drawn anew, since what it would be like is far above.
func TestAPersonIsShownTheNamesSoon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, typed := io.Pipe()
		var out safeBuffer
		p, err := console.New(console.Options{In: in, Out: &out, Room: "sala", Words: plainWords, Prompt: true,
			Width: func() int { return 200 }})
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() {
			done <- p.Run(t.Context(), func(chat.Update) <-chan struct{} {
				settled := make(chan struct{})
				close(settled)
				return settled
			})
		}()
		m := chat.Message{Text: chat.Text("convocazione")}
		circular(t, p, m, "anna", "bea", "carla")
		synctest.Wait()
		shows(t, out.String(), map[string]int{"console.same": 0})
		time.Sleep(time.Second)
		synctest.Wait()
		shows(t, out.String(), map[string]int{"convocazione": 1, "names=[bea carla]": 1})
		circular(t, p, m, "dario")
		if _, err := io.WriteString(typed, "anna: ciao\n"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		shows(t, out.String(), map[string]int{"names=[dario]": 1})
		circular(t, p, m, "elena")
		synctest.Wait()
		shows(t, out.String(), map[string]int{"convocazione": 2, "console.only name=elena": 1})
		circular(t, p, m, "fabio")
		typed.Close()
		if err := <-done; err != nil {
			t.Error(err)
		}
		shows(t, out.String(), map[string]int{"names=[fabio]": 1})
	})
}
