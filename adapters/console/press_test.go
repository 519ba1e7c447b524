package console_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"assenso/adapters/console"
	"assenso/bot/chat"

	"github.com/google/go-cmp/cmp"
)

// post is a message of a bot: a place, a text, and its buttons by label and token.
func post(c *clerk, t *testing.T, to, text string, only string, labels ...string) chat.Ref {
	t.Helper()
	m := chat.Message{Text: chat.Text(text)}
	if only != "" {
		m.Only = chat.Account("console:" + only)
	}
	for _, l := range labels {
		label, token, _ := strings.Cut(l, "=")
		m.Buttons = append(m.Buttons, []chat.Button{{Label: label, Token: token}})
	}
	r, err := c.on.Send(t.Context(), chat.Place("console:"+to), m)
	if err != nil {
		t.Errorf("send: %v", err)
	}
	return r
}

func TestPressing(t *testing.T) {
	for _, tc := range []struct {
		name string
		line string
		want string // the token pressed and where, or the fault
	}{
		{"a label", "bruno: [Contrario]", "contro sala"},
		{"case, accents, emoji and dots make no difference", "bruno: [e gia NO]", "no sala"},
		{"the latest of one name", "bruno: [Proclama]", "proclama-2 sala"},
		{"his private buttons", "bruno: [Cambia]", "cambia @bruno"},
		{"another's private buttons are not there", "anna: [Cambia]", "no-button label=Cambia"},
		{"the beginning of one label alone", "bruno: [asten]", "asten sala"},
		{"the beginning of two labels", "bruno: [contr]", "many-buttons label=contr; there=[Contrario Controprova]"},
		{"two buttons of one name in one message", "bruno: [Doppio]", "many-buttons label=Doppio; there=[Doppio]"},
		{"a number means the last message with buttons", "bruno: [2]", "due-2 @bruno"},
		{"and for another the last that they see", "carla: [2]", "doppio-2 sala"},
		{"a number too great", "bruno: [9]", "no-button label=9"},
		{"a number too small", "bruno: [0]", "no-button label=0"},
		{"a place narrows what is meant", "bruno@sala: [2]", "doppio-2 sala"},
		{"his private place alone", "bruno@: [Contrario]", "no-button label=Contrario"},
		{"what is for another", "bruno: [Non era un voto]", "not-yours label=Non era un voto; name=Anna"},
		{"what is for oneself", "anna: [Non era un voto]", "nonvoto sala"},
		{"an emoji alone", "bruno: [👍]", "pollice sala"},
		{"another room has other buttons", "bruno@aula: [Contrario]", "no-buttons"},
		{"nothing of the kind", "bruno: [Boh]", "no-button label=Boh"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var c *clerk
			_, out := play(t, "anna: via\n"+tc.line+"\n", func(o *console.Options, k *clerk) {
				o.Names = func(h string) string { return strings.ToUpper(h[:1]) + h[1:] }
				c = k
				k.do = func(c *clerk, u chat.Update) {
					if s, ok := u.Body.(chat.Speech); !ok || s.Text != "via" {
						return
					}
					post(c, t, "sala", "1", "", "Proclama=proclama-1", "Ripeti=ripeti")
					post(c, t, "sala", "2", "", "Contrario=contro", "✋ È già... no!=no", "Astenuto=asten", "👍=pollice", "Controprova=prova")
					post(c, t, "sala", "3", "anna", "Non era un voto=nonvoto")
					post(c, t, "sala", "4", "", "Proclama=proclama-2")
					post(c, t, "sala", "5", "", "Doppio=doppio-1", "Doppio=doppio-2")
					post(c, t, "@bruno", "6", "", "Cambia=cambia", "Due=due-2")
					post(c, t, "sala", "7", "")
				}
			})
			got := ""
			for _, u := range c.heard {
				if p, ok := u.Body.(chat.Press); ok {
					got = p.Token + " " + strings.TrimPrefix(string(u.In), "console:")
					if u.Reply == "" || p.On == "" {
						t.Errorf("pressed: %+v", u)
					}
				}
			}
			if _, fault, ok := strings.Cut(out, "console.fault."); ok {
				got += fault
			}
			if !strings.HasPrefix(got, tc.want) || len(c.heard) > 2 {
				t.Errorf("got %q; want %q", got, tc.want)
			}
		})
	}
}

func TestAnEditOfAMessageMovesItsButtonsToTheEnd(t *testing.T) {
	c, _ := play(t, "anna: via\nanna: [1]\nanna: parole\nanna: [1]\nanna: bottoni\nanna: [1]\n", func(_ *console.Options, c *clerk) {
		var old chat.Ref
		c.do = func(c *clerk, u chat.Update) {
			switch s, _ := u.Body.(chat.Speech); s.Text {
			case "via":
				old = post(c, t, "sala", "1", "", "A=a")
				post(c, t, "sala", "2", "", "B=b")
			case "parole": // its buttons are not drawn again
				m := chat.Message{Text: chat.Text("1!"), Buttons: [][]chat.Button{{{Label: "A", Token: "a"}}}}
				if err := c.on.Edit(t.Context(), old, m); err != nil {
					t.Error(err)
				}
			case "bottoni":
				m := chat.Message{Text: chat.Text("1!"), Buttons: [][]chat.Button{{{Label: "A", Token: "a2"}}}}
				if err := c.on.Edit(t.Context(), old, m); err != nil {
					t.Error(err)
				}
			}
		}
	})
	if diff := cmp.Diff("b b a2", pressed(c)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func pressed(c *clerk) string {
	var tokens []string
	for _, u := range c.heard {
		if p, ok := u.Body.(chat.Press); ok {
			tokens = append(tokens, p.Token)
		}
	}
	return strings.Join(tokens, " ")
}

// record is a history on a disk that a crash leaves as it is.
type record struct {
	data []byte
	read int
}

func (r *record) Read(p []byte) (int, error) {
	if r.read == len(r.data) {
		return 0, io.EOF
	}
	n := copy(p, r.data[r.read:])
	r.read += n
	return n, nil
}

func (r *record) Write(p []byte) (int, error) {
	r.data = append(r.data, p...)
	return len(p), nil
}

// TestAScriptFedAgainMeansTheSame: the bot remembers what it did before the
// crash and does not do it again; the lines must mean the same all the same,
// and those after the crash find what was shown before it.
func TestAScriptFedAgainMeansTheSame(t *testing.T) {
	const script = "anna: apri 1\nanna: [Niente]\nanna: [Vota]\nanna: [Vota]\nanna: apri 2\nanna: [Vota]\nanna>> grazie\nanna: [Chiudi]\nanna: apri 3\n"
	known := map[string]bool{} // what the journal would know
	var h record
	run := func(script string) (*clerk, string) {
		h.read = 0
		return play(t, script, func(o *console.Options, c *clerk) {
			o.History = &h
			c.do = func(c *clerk, u chat.Update) {
				if known[u.ID] {
					return
				}
				known[u.ID] = true
				if s, _ := u.Body.(chat.Speech); strings.HasPrefix(s.Text, "apri") {
					n := strings.TrimPrefix(s.Text, "apri ")
					post(c, t, "sala", "voto "+n, "", "Vota=v"+n, "Chiudi=c"+n)
					if n == "2" {
						post(c, t, "sala", "poi", "", "Niente=n")
					}
				}
			}
		})
	}
	lines := strings.SplitAfter(script, "\n")
	whole, _ := run(script)
	want := ids(whole.heard)
	for crash := range lines {
		known, h = map[string]bool{}, record{}
		before, _ := run(strings.Join(lines[:crash], ""))
		n := len(before.heard)
		again, _ := run(script)
		if diff := cmp.Diff(want, ids(again.heard)); diff != "" {
			t.Errorf("crash after line %d (-whole +again):\n%s", crash, diff)
		}
		bodies := func(us []chat.Update) (b []string) {
			for _, u := range us {
				switch body := u.Body.(type) {
				case chat.Press:
					b = append(b, "["+body.Token+"]")
				case chat.Speech:
					b = append(b, body.Text)
					if body.ReplyTo != nil {
						b = append(b, "to "+body.ReplyTo.Text)
					}
				}
			}
			return b
		}
		if diff := cmp.Diff(bodies(before.heard), bodies(again.heard[:n])); diff != "" {
			t.Errorf("crash after line %d: what came before it (-first +again):\n%s", crash, diff)
		}
		if diff := cmp.Diff(bodies(whole.heard), bodies(again.heard)); diff != "" {
			t.Errorf("crash after line %d: all (-whole +again):\n%s", crash, diff)
		}
	}
}

func TestAHistoryTornByACrashIsReadOn(t *testing.T) {
	var h record
	open := func() *console.Platform {
		h.read = 0
		p, err := console.New(console.Options{In: strings.NewReader(""), Out: io.Discard, Room: "sala", Words: plainWords, History: &h})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	m := chat.Message{Text: chat.Text("<b>uno</b>"), Only: "console:anna", Buttons: [][]chat.Button{{{Label: "A", Token: "a"}}}}
	one, err := open().Send(t.Context(), "console:sala", m)
	if err != nil {
		t.Fatal(err)
	}
	whole := len(h.data)
	for cut := 1; cut < whole; cut++ {
		h.data = append(h.data[:whole:whole], h.data[:cut]...)
		p := open()
		two, err := p.Send(t.Context(), "console:sala", m)
		if err != nil {
			t.Fatal(err)
		}
		if one == two {
			t.Fatalf("two messages of two processes are called %s", one)
		}
		p = open()
		for _, r := range []chat.Ref{one, two} {
			if err := p.Edit(t.Context(), r, chat.Message{Text: chat.Text("due")}); err != nil {
				t.Fatalf("torn at byte %d: %v", cut, err)
			}
		}
	}
	h = record{data: []byte("{\"ref\":\"a\",\nboh\n")}
	if _, err := console.New(console.Options{In: strings.NewReader(""), Out: io.Discard, Room: "sala", Words: plainWords, History: &h}); err == nil ||
		!strings.Contains(err.Error(), "line 1") {
		t.Errorf("spoilt history: %v", err)
	}
}

// TestAPerson types as one does who knows the chat: names once, then words.
func TestAPerson(t *testing.T) {
	var h record
	person := func(lines string) (*clerk, string) {
		h.read = 0
		return play(t, lines, func(o *console.Options, c *clerk) { o.Clock, o.Prompt, o.History = nil, true, &h })
	}
	c, out := person("contrario\n@16:30\n+bruno@aula\nbruno: eccomi\nsono qui\n[niente]\nbruno@: psst\n/stato\nanna@sala: e io?\ndove?\n")
	var got []string
	for _, u := range c.heard {
		got = append(got, fmt.Sprintf("%s %s %T", u.From, u.In, u.Body))
	}
	want := []string{
		"console:bruno console:aula chat.Presence",
		"console:bruno console:aula chat.Speech",
		"console:bruno console:aula chat.Speech",
		"console:bruno console:@bruno chat.Speech",
		"console:bruno console:@bruno chat.Call",
		"console:anna console:sala chat.Speech",
		"console:anna console:sala chat.Speech",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("heard (-want +got):\n%s", diff)
	}
	if _, out := person("anna: ciao\nquit\n"); strings.Count(out, "anna> ") != 1 {
		t.Errorf("what is shown at the end: %q", out)
	}
	for _, want := range []string{
		"! console.fault.speaker\n", "! console.fault.clock\n", "! console.fault.no-buttons\n",
		"bruno@aula> ", "bruno@> ", "anna> ",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("not shown: %q in %q", want, out)
		}
	}
	// Started again, bruno is still where he was; until his connection is gone.
	c, _ = person("bruno~ sono ancora qui\n")
	if len(c.heard) != 1 || c.heard[0].In != "console:@bruno" || !c.heard[0].Body.(chat.Speech).Edited {
		t.Errorf("an edit of what bruno said before: %+v", c.heard)
	}
	c, _ = person("bruno: ancora qui\n-bruno\nbruno: e ora?\n")
	got = nil
	for _, u := range c.heard {
		got = append(got, string(u.In))
	}
	if diff := cmp.Diff([]string{"console:aula", "console:aula", "console:sala"}, got); diff != "" {
		t.Errorf("where he speaks after a restart (-want +got):\n%s", diff)
	}
}

func TestTheOldestMessagesAreLetGo(t *testing.T) {
	p, err := console.New(console.Options{In: strings.NewReader(""), Out: io.Discard, Room: "sala", Words: plainWords})
	if err != nil {
		t.Fatal(err)
	}
	var refs []chat.Ref
	for i := range 500 {
		r, err := p.Send(t.Context(), "console:sala", chat.Message{Text: chat.Text(fmt.Sprint(i))})
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, r)
	}
	edit := func(i int) error { return p.Edit(t.Context(), refs[i], chat.Message{Text: chat.Text("!")}) }
	if e, ok := errors.AsType[*chat.Error](edit(99)); !ok || !e.Gone {
		t.Errorf("the message before the last 400: %v", e)
	}
	if err := edit(100); err != nil {
		t.Errorf("the oldest of the last 400: %v", err)
	}
}

func TestEditsAndRepliesNeedSomethingToMean(t *testing.T) {
	_, out := play(t, "anna~ uno\nanna>> due\nanna: tre\nanna@~ quattro\n?\nquit\nanna: mai\n", nil)
	for _, want := range []string{"! 1: console.fault.no-words name=anna;", "! 2: console.fault.no-message name=anna;",
		"! 4: console.fault.no-words name=anna;", "console.help"} {
		if !strings.Contains(out, want) {
			t.Errorf("not shown: %q in %q", want, out)
		}
	}
	if strings.Contains(out, "mai") {
		t.Error("read on after quit")
	}
}

func TestAMessageThatComesWhileAPersonTypesGivesThePromptBack(t *testing.T) {
	in, typed := io.Pipe()
	var out safeBuffer
	p, err := console.New(console.Options{In: in, Out: &out, Room: "sala", Words: plainWords, Prompt: true, Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	settled := make(chan struct{})
	close(settled)
	heard := make(chan struct{}, 1)
	done := make(chan error, 1)
	go func() {
		done <- p.Run(t.Context(), func(chat.Update) <-chan struct{} { heard <- struct{}{}; return settled })
	}()
	io.WriteString(typed, "bruno: ciao\n")
	<-heard
	io.WriteString(typed, "# the prompt stands once this line was read\n")
	io.WriteString(typed, "# and this one\n")
	if _, err := p.Send(t.Context(), "console:sala", chat.Message{Text: chat.Text("Buonasera.")}); err != nil {
		t.Fatal(err)
	}
	typed.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if got := out.String(); !strings.Contains(got, "│ Buonasera.\n") || !strings.HasSuffix(got, "bruno> \n") {
		t.Errorf("shown: %q", got)
	}
}

func TestNewRefusesWhatCannotWork(t *testing.T) {
	good := console.Options{In: strings.NewReader(""), Out: &bytes.Buffer{}, Words: plainWords, Room: "sala"}
	for name, spoil := range map[string]func(*console.Options){
		"no input":         func(o *console.Options) { o.In = nil },
		"no output":        func(o *console.Options) { o.Out = nil },
		"no words":         func(o *console.Options) { o.Words = nil },
		"no room":          func(o *console.Options) { o.Room = "" },
		"a room of spaces": func(o *console.Options) { o.Room = "sala docenti" },
	} {
		o := good
		spoil(&o)
		if _, err := console.New(o); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	p, err := console.New(good)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range [][]chat.Button{
		{{Label: "", Token: "a"}}, {{Label: "a", Token: ""}}, make([]chat.Button, 9),
	} {
		if _, err := p.Send(context.Background(), "console:sala", chat.Message{Buttons: [][]chat.Button{row}}); err == nil {
			t.Errorf("accepted the buttons %v", row)
		}
	}
}
