package chattest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"assenso/bot/chat"
)

func showingCases() []testCase {
	return []testCase{
		{"a message is shown in its place", shows},
		{"text full of markup is shown literally", showsLiterally},
		{"marks change no letter", marks},
		{"messages are shown in the order they were sent", showsInOrder},
		{"an edit replaces the message", editReplaces},
		{"editing what was never sent says that it is gone", editUnknown},
		{"a place of another platform is refused", strangePlace},
		{"the greatest text fits, and one letter more is refused or split", greatestText},
		{"a token too long is refused", tokenTooLong},
		{"a button gives back its token and the message it stood under", buttons},
		{"an edit changes the buttons too", buttonsAfterEdit},
		{"a button for one person only is that person's", onlyButton},
		{"what is sent to one person stays with that person", private},
		{"a private button works", privateButton},
		{"commands may be declared, and declared again", declares},
		{"a context that ended stops everything", contextEnded},
	}
}

func wantShown(t *testing.T, s Stage, in chat.Place, text string) {
	t.Helper()
	if s.People.Shown == nil {
		return
	}
	if got := s.People.Shown(t, in); !strings.Contains(got, text) {
		t.Errorf("%s shows %q; want %q in it", in, got, text)
	}
}

func shows(t *testing.T, s Stage) {
	attend(t, s)
	a := send(t, s, s.Room, chat.Message{Text: chat.Text("La seduta è aperta.")})
	b := send(t, s, s.Room, chat.Message{Text: chat.Text("Punto 1.")})
	if a == "" || a == b {
		t.Errorf("two messages are called %q and %q", a, b)
	}
	wantShown(t, s, s.Room, "La seduta è aperta.")
	wantShown(t, s, s.Room, "Punto 1.")
}

func showsLiterally(t *testing.T, s Stage) {
	attend(t, s)
	send(t, s, s.Room, chat.Message{Text: chat.Text(hostile)})
	wantShown(t, s, s.Room, hostile)
}

func marks(t *testing.T, s Stage) {
	attend(t, s)
	send(t, s, s.Room, chat.Message{Text: chat.Rich{
		{Text: "Testo: "}, {Text: "_a_", Mark: chat.Bold}, {Text: "*b*", Mark: chat.Italic},
		{Text: "`c`", Mark: chat.Code}, {Text: " <d>", Mark: chat.Bold | chat.Italic}, {Text: ".\n"},
		{Text: "citato", Mark: chat.Quote},
	}})
	wantShown(t, s, s.Room, "Testo: _a_*b*`c` <d>.")
	wantShown(t, s, s.Room, "citato")
}

func showsInOrder(t *testing.T, s Stage) {
	need(t, s.People.Shown != nil, "looking at what it shows")
	attend(t, s)
	for i := range 10 {
		send(t, s, s.Room, chat.Message{Text: chat.Text(fmt.Sprintf("delibera %02d", i))})
	}
	got, last := s.People.Shown(t, s.Room), -1
	for i := range 10 {
		at := strings.Index(got, fmt.Sprintf("delibera %02d", i))
		if at <= last {
			t.Fatalf("message %d is not shown after the one before it: %q", i, got)
		}
		last = at
	}
}

func editReplaces(t *testing.T, s Stage) {
	attend(t, s)
	r := send(t, s, s.Room, chat.Message{Text: chat.Text("Registrati: Bianchi.")})
	if err := s.Platform.Edit(t.Context(), r, chat.Message{Text: chat.Text("Registrati: Bianchi, Rossi.")}); err != nil {
		t.Fatal(err)
	}
	wantShown(t, s, s.Room, "Registrati: Bianchi, Rossi.")
	// The same text again: some platforms refuse to change nothing.
	if err := s.Platform.Edit(t.Context(), r, chat.Message{Text: chat.Text("Registrati: Bianchi, Rossi.")}); err != nil {
		t.Errorf("an edit that changes nothing: %v", err)
	}
}

func editUnknown(t *testing.T, s Stage) {
	attend(t, s)
	r := send(t, s, s.Room, chat.Message{Text: chat.Text("uno")})
	err := s.Platform.Edit(t.Context(), r+"9999", chat.Message{Text: chat.Text("due")})
	if e, ok := errors.AsType[*chat.Error](err); !ok || !e.Gone {
		t.Errorf("error %v; want a *chat.Error with Gone", err)
	}
}

func strangePlace(t *testing.T, s Stage) {
	attend(t, s)
	if _, err := s.Platform.Send(t.Context(), "elsewhere:1", chat.Message{Text: chat.Text("ciao")}); err == nil {
		t.Error("a message to another platform was accepted")
	}
}

func greatestText(t *testing.T, s Stage) {
	attend(t, s)
	n := s.Platform.Limits().Text
	if n <= 0 {
		t.Fatalf("a message may hold %d characters", n)
	}
	send(t, s, s.Room, chat.Message{Text: chat.Text(strings.Repeat("à", n))})
	_, err := s.Platform.Send(t.Context(), s.Room, chat.Message{Text: chat.Text(strings.Repeat("à", n) + "!")})
	if s.Splits && err != nil {
		t.Errorf("not split: %v", err)
	}
	if !s.Splits && err == nil {
		t.Error("accepted")
	}
	if err == nil {
		wantShown(t, s, s.Room, "!")
	}
}

func tokenTooLong(t *testing.T, s Stage) {
	attend(t, s)
	m := chat.Message{Text: chat.Text("?"), Buttons: [][]chat.Button{{{Label: "Sì", Token: strings.Repeat("x", chat.MaxToken+1)}}}}
	if _, err := s.Platform.Send(t.Context(), s.Room, m); err == nil {
		t.Error("accepted")
	}
}

// longest is a token of the greatest length, with bytes that formats mistreat.
var longest = `v1/"<&>\%20=+:;|{}` + strings.Repeat("z", chat.MaxToken-18)

func buttons(t *testing.T, s Stage) {
	need(t, s.People.Press != nil, "buttons")
	e := attend(t, s)
	r := send(t, s, s.Room, chat.Message{Text: chat.Text("Punto 4, votazione."), Buttons: [][]chat.Button{
		{{Label: "Contrario", Token: longest}, {Label: "Astenuto", Token: "b"}},
		{{Label: "Non partecipo", Token: "c"}},
	}})
	for label, want := range map[string]string{"Contrario": longest, "Astenuto": "b", "Non partecipo": "c"} {
		got, _ := e.heard()
		s.People.Press(t, s.Bruno, s.Room, r, label)
		u := e.first(t, len(got)+1)[len(got)]
		if p, ok := u.Body.(chat.Press); !ok || p.Token != want || p.On != r {
			t.Errorf("%s: %#v; want token %q on %q", label, u.Body, want, r)
		}
		if u.From != s.Bruno || u.In != s.Room || u.ID == "" {
			t.Errorf("%s: pressed by %s in %s, id %q", label, u.From, u.In, u.ID)
		}
	}
}

func buttonsAfterEdit(t *testing.T, s Stage) {
	need(t, s.People.Press != nil, "buttons")
	e := attend(t, s)
	r := send(t, s, s.Room, chat.Message{Text: chat.Text("Esito?"), Buttons: [][]chat.Button{{{Label: "Chiudi", Token: "a"}}}})
	m := chat.Message{Text: chat.Text("Esito provvisorio."), Buttons: [][]chat.Button{{{Label: "Proclama", Token: "b"}}}}
	if err := s.Platform.Edit(t.Context(), r, m); err != nil {
		t.Fatal(err)
	}
	s.People.Press(t, s.Anna, s.Room, r, "Proclama")
	if p, ok := e.first(t, 1)[0].Body.(chat.Press); !ok || p.Token != "b" || p.On != r {
		t.Errorf("pressed %#v", p)
	}
}

func onlyButton(t *testing.T, s Stage) {
	need(t, s.People.Press != nil, "buttons")
	e := attend(t, s)
	m := chat.Message{Text: chat.Text("È un voto?"), Only: s.Anna, Buttons: [][]chat.Button{{{Label: "Non era un voto", Token: "n"}}}}
	r := send(t, s, s.Room, m)
	s.People.Press(t, s.Bruno, s.Room, r, "Non era un voto")
	s.People.Press(t, s.Anna, s.Room, r, "Non era un voto")
	s.People.Say(t, s.Bruno, s.Room, "fatto")
	var pressed []chat.Account
	for _, u := range e.await(t, "the words after the presses", func(got []chat.Update) bool {
		return len(got) > 0 && spoken(got[len(got)-1]) == "fatto"
	}) {
		if _, ok := u.Body.(chat.Press); ok {
			pressed = append(pressed, u.From)
		}
	}
	if len(pressed) != 1 || pressed[0] != s.Anna {
		t.Errorf("pressed by %v; want %s alone", pressed, s.Anna)
	}
}

func private(t *testing.T, s Stage) {
	need(t, s.People.Private != nil && s.Platform.Limits().Private, "private places")
	e := attend(t, s)
	to := s.People.Private(s.Bruno)
	send(t, s, to, chat.Message{Text: chat.Text("solo per te")})
	send(t, s, s.Room, chat.Message{Text: chat.Text("per tutti")})
	wantShown(t, s, to, "solo per te")
	if s.People.Shown != nil {
		for _, in := range []chat.Place{s.Room, s.People.Private(s.Anna)} {
			if got := s.People.Shown(t, in); strings.Contains(got, "solo per te") {
				t.Errorf("%s shows it too: %q", in, got)
			}
		}
	}
	s.People.Say(t, s.Bruno, to, "grazie")
	if u := e.words(t, "grazie"); u.In != to || u.From != s.Bruno {
		t.Errorf("from %s in %s; want %s in %s", u.From, u.In, s.Bruno, to)
	}
	s.People.Say(t, s.Bruno, s.Room, "eccomi")
	if u := e.words(t, "eccomi"); u.Reply != to {
		t.Errorf("answers for %s alone go to %s; want %s", s.Bruno, u.Reply, to)
	}
}

func privateButton(t *testing.T, s Stage) {
	need(t, s.People.Private != nil && s.People.Press != nil && s.Platform.Limits().Private, "private buttons")
	e := attend(t, s)
	to := s.People.Private(s.Anna)
	r := send(t, s, to, chat.Message{Text: chat.Text("Confermi?"), Buttons: [][]chat.Button{{{Label: "Confermo", Token: "si"}}}})
	s.People.Press(t, s.Anna, to, r, "Confermo")
	u := e.first(t, 1)[0]
	if p, ok := u.Body.(chat.Press); !ok || p.Token != "si" || p.On != r || u.In != to || u.From != s.Anna {
		t.Errorf("%#v from %s in %s", u.Body, u.From, u.In)
	}
}

func declares(t *testing.T, s Stage) {
	attend(t, s)
	commands := []chat.Decl{{
		Name:   "here",
		Spoken: map[string]string{"it": "presente", "en": "here"},
		Help:   map[string]string{"it": "entri nella seduta", "en": "enter the meeting"},
		Params: []chat.Param{{Name: "means", Spoken: map[string]string{"it": "mezzo", "en": "means"}, Kind: "text"}},
	}}
	for range 2 {
		if err := s.Platform.Declare(t.Context(), commands); err != nil {
			t.Fatal(err)
		}
	}
}

func contextEnded(t *testing.T, s Stage) {
	attend(t, s)
	r := send(t, s, s.Room, chat.Message{Text: chat.Text("uno")})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Platform.Send(ctx, s.Room, chat.Message{Text: chat.Text("due")}); err == nil {
		t.Error("sent")
	}
	if err := s.Platform.Edit(ctx, r, chat.Message{Text: chat.Text("tre")}); err == nil {
		t.Error("edited")
	}
	if err := s.Platform.Heard(ctx, s.Room, s.now()); err == nil {
		t.Error("heard")
	}
}
