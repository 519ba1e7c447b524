package chattest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"assenso/bot/chat"

	"github.com/google/go-cmp/cmp"
)

// hostile is text that some platform takes for markup, a mention or an escape.
const hostile = `_x_ *y* **z** ~~w~~ ` + "`q`" + ` <b>bold</b> &amp; [a](http://b.example) \_ @everyone #1 |t| €`

func sayingCases() []testCase {
	return []testCase{
		{"words come with who said them, where and when", saysWho},
		{"words come in order, whoever speaks", keepsOrder},
		{"every update has an id of its own", ownIDs},
		{"words full of markup come literally", comesLiterally},
		{"words of several lines stay whole", severalLines},
		{"the same words said twice are two updates", saidTwice},
		{"an edit is an update of its own about the same words", edits},
		{"a reply tells that it answers the bot", replies},
		{"a command comes with its name and the words after it", calls},
		{"a file comes whole", attaches},
		{"joining and leaving a room are told", presence},
		{"rooms do not mix", roomsApart},
	}
}

func saysWho(t *testing.T, s Stage) {
	e := attend(t, s)
	before := s.now()
	s.People.Say(t, s.Anna, s.Room, "buongiorno")
	u := e.first(t, 1)[0]
	if u.From != s.Anna || u.In != s.Room {
		t.Errorf("from %s in %s; want %s in %s", u.From, u.In, s.Anna, s.Room)
	}
	name := s.Platform.Name()
	if name == "" || strings.ContainsAny(name, ": ") {
		t.Errorf("the platform is called %q", name)
	}
	for _, at := range []string{string(u.From), string(u.In)} {
		if chat.PlatformOf(at) != name {
			t.Errorf("%s is not of %s", at, name)
		}
	}
	if u.Reply != "" && (chat.PlatformOf(u.Reply) != name || u.Reply == u.In) {
		t.Errorf("answers for %s alone would go to %s", u.From, u.Reply)
	}
	if u.At.IsZero() {
		t.Error("no time of receipt")
	}
	// Platforms may tell whole seconds.
	if !u.Said.IsZero() && u.Said.Before(before.Add(-time.Second)) {
		t.Errorf("said at %s, but that was not before %s", u.Said, before)
	}
	if sp, ok := u.Body.(chat.Speech); !ok || sp.Text != "buongiorno" || sp.Message == "" || sp.Edited || sp.ReplyTo != nil {
		t.Errorf("body %#v", u.Body)
	}
}

func keepsOrder(t *testing.T, s Stage) {
	e := attend(t, s)
	var want []string
	for i := range 30 {
		who, word := s.Anna, fmt.Sprintf("parola %02d", i)
		if i%3 == 0 {
			who = s.Bruno
		}
		want = append(want, string(who)+": "+word)
		s.People.Say(t, who, s.Room, word)
	}
	var got []string
	var last time.Time
	for _, u := range e.first(t, len(want)) {
		got = append(got, string(u.From)+": "+spoken(u))
		if u.Said.Before(last) {
			t.Errorf("%q was said at %s, before what came earlier", spoken(u), u.Said)
		}
		last = u.Said
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func ownIDs(t *testing.T, s Stage) {
	e := attend(t, s)
	for i := range 20 {
		s.People.Say(t, s.Anna, s.Room, fmt.Sprint(i))
	}
	seen := map[string]bool{}
	for _, u := range e.first(t, 20) {
		if u.ID == "" || seen[u.ID] {
			t.Errorf("id %q of %q is empty or another's", u.ID, spoken(u))
		}
		if !strings.HasPrefix(u.ID, s.Platform.Name()+":") {
			t.Errorf("id %q does not begin with the platform's name: two platforms could meet", u.ID)
		}
		seen[u.ID] = true
	}
}

func comesLiterally(t *testing.T, s Stage) {
	e := attend(t, s)
	s.People.Say(t, s.Anna, s.Room, hostile)
	if diff := cmp.Diff(hostile, spoken(e.first(t, 1)[0])); diff != "" {
		t.Errorf("words (-said +delivered):\n%s", diff)
	}
}

func severalLines(t *testing.T, s Stage) {
	e := attend(t, s)
	const text = "prima riga\n\nterza riga: 界 😀"
	s.People.Say(t, s.Anna, s.Room, text)
	if diff := cmp.Diff(text, spoken(e.first(t, 1)[0])); diff != "" {
		t.Errorf("words (-said +delivered):\n%s", diff)
	}
}

func saidTwice(t *testing.T, s Stage) {
	e := attend(t, s)
	s.People.Say(t, s.Anna, s.Room, "contrario")
	s.People.Say(t, s.Anna, s.Room, "contrario")
	got := e.first(t, 2)
	a, b := got[0].Body.(chat.Speech), got[1].Body.(chat.Speech)
	if got[0].ID == got[1].ID || a.Message == b.Message {
		t.Errorf("two speeches look like one: %+v, %+v", got[0], got[1])
	}
}

func edits(t *testing.T, s Stage) {
	need(t, s.People.Edit != nil, "edits")
	e := attend(t, s)
	s.People.Say(t, s.Anna, s.Room, "contraria")
	s.People.Edit(t, s.Anna, "astenuta")
	s.People.Edit(t, s.Anna, "favorevole")
	got := e.first(t, 3)
	first := got[0].Body.(chat.Speech)
	ids := map[string]bool{got[0].ID: true}
	for i, text := range []string{"astenuta", "favorevole"} {
		u := got[i+1]
		want := chat.Speech{Text: text, Message: first.Message, Edited: true}
		if diff := cmp.Diff(chat.Body(want), u.Body); diff != "" {
			t.Errorf("edit (-want +got):\n%s", diff)
		}
		if ids[u.ID] {
			t.Errorf("the edit to %q has the id of another update", text)
		}
		if u.From != s.Anna || u.In != s.Room {
			t.Errorf("edited by %s in %s", u.From, u.In)
		}
		ids[u.ID] = true
	}
}

func replies(t *testing.T, s Stage) {
	need(t, s.People.Reply != nil, "replies")
	e := attend(t, s)
	send(t, s, s.Room, chat.Message{Text: chat.Text("Hai scritto: boh. È un voto?")})
	s.People.Reply(t, s.Bruno, s.Room, "no")
	u := e.words(t, "no")
	sp := u.Body.(chat.Speech)
	if sp.ReplyTo == nil || !sp.ReplyTo.Bot || !strings.Contains(sp.ReplyTo.Text, "È un voto?") {
		t.Errorf("reply to %+v; want the bot's question", sp.ReplyTo)
	}
	if u.In != s.Room || u.From != s.Bruno {
		t.Errorf("answered by %s in %s", u.From, u.In)
	}
}

func calls(t *testing.T, s Stage) {
	need(t, s.People.Call != nil, "commands")
	e := attend(t, s)
	s.People.Call(t, s.Anna, s.Room, "presente", "smartphone")
	s.People.Call(t, s.Bruno, s.Room, "esco", "")
	got := e.first(t, 2)
	want := []chat.Body{chat.Call{Name: "presente", Text: "smartphone"}, chat.Call{Name: "esco"}}
	for i, u := range got {
		call, _ := u.Body.(chat.Call)
		if len(call.Args) > 0 { // typed options: the words are in them
			call.Args, call.Text = nil, want[i].(chat.Call).Text
		}
		if diff := cmp.Diff(want[i], chat.Body(call)); diff != "" {
			t.Errorf("command (-want +got):\n%s", diff)
		}
	}
	if got[0].From != s.Anna || got[1].From != s.Bruno || got[0].In != s.Room {
		t.Errorf("given by %s and %s in %s", got[0].From, got[1].From, got[0].In)
	}
}

func attaches(t *testing.T, s Stage) {
	need(t, s.People.Attach != nil, "files")
	e := attend(t, s)
	f := chat.File{Name: "componenti.csv", Data: []byte("nome;cognome\nAnna;Bianchi\nNicolò;D'Este\n\x00\xff")}
	s.People.Attach(t, s.Anna, s.Room, "ecco l'elenco", f)
	u := e.first(t, 1)[0]
	if diff := cmp.Diff([]chat.File{f}, u.Files); diff != "" {
		t.Errorf("files (-sent +delivered):\n%s", diff)
	}
	if spoken(u) != "ecco l'elenco" {
		t.Errorf("words %q", spoken(u))
	}
}

func presence(t *testing.T, s Stage) {
	need(t, s.People.Join != nil && s.People.Leave != nil, "presence")
	e := attend(t, s)
	s.People.Join(t, s.Anna, s.Room)
	s.People.Join(t, s.Bruno, s.Room)
	s.People.Leave(t, s.Anna, s.Room)
	want := []chat.Update{
		{From: s.Anna, In: s.Room, Body: chat.Presence{Joined: true}},
		{From: s.Bruno, In: s.Room, Body: chat.Presence{Joined: true}},
		{From: s.Anna, In: s.Room, Body: chat.Presence{Joined: false}},
	}
	var got []chat.Update
	for _, u := range e.first(t, 3) {
		if u.ID == "" {
			t.Error("a presence without an id")
		}
		got = append(got, chat.Update{From: u.From, In: u.In, Body: u.Body})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("presence (-want +got):\n%s", diff)
	}
}

func roomsApart(t *testing.T, s Stage) {
	need(t, s.Other != "", "second room")
	e := attend(t, s)
	s.People.Say(t, s.Anna, s.Room, "qui")
	s.People.Say(t, s.Anna, s.Other, "là")
	if u := e.words(t, "qui"); u.In != s.Room {
		t.Errorf("said in %s, delivered in %s", s.Room, u.In)
	}
	if u := e.words(t, "là"); u.In != s.Other {
		t.Errorf("said in %s, delivered in %s", s.Other, u.In)
	}
}
