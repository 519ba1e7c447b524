package command_test

import (
	"errors"
	"strings"
	"testing"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/governance"
	"assenso/governance/meeting"

	"github.com/google/go-cmp/cmp"
)

func TestATokenCarriesACallAndBack(t *testing.T) {
	tag := command.MeetingTag("collegio-2026-11-24")
	for _, c := range []struct {
		name string
		t    command.Token
		want string
	}{
		{"a bare call", command.Token{Name: "help"}, "1 help - -"},
		{"of a meeting", command.Token{Name: "desk", Meeting: tag}, "1 desk " + tag + " -"},
		{"of a round", command.Token{Name: "against", Meeting: tag, Round: meeting.Round{On: "3", N: 1}}, "1 against " + tag + " 3/1"},
		{"with arguments in one order", command.Token{Name: "accept", Meeting: tag, Args: map[string]string{"yes": "no", "member": "bruno"}}, "1 accept " + tag + " - m=bruno y=no"},
		{"with signs and spaces", command.Token{Name: "here", Args: map[string]string{"equipment": "a b=c%é"}}, "1 here - - equipment=a%20b%3dc%25%c3%a9"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := c.t.Pack()
			if err != nil || got != c.want {
				t.Fatalf("packed %q, %v; want %q", got, err, c.want)
			}
			back, err := command.Unpack(got)
			if d := cmp.Diff(c.t, back); err != nil || d != "" {
				t.Errorf("%v\n%s", err, d)
			}
		})
	}
}

func TestTheLongestButtonsFit(t *testing.T) {
	id, tag := strings.Repeat("x", 32), command.MeetingTag("m")
	for _, tok := range []command.Token{
		{Name: "accept", Meeting: tag, Args: map[string]string{"member": id, "yes": "yes"}},
		{Name: "recognise", Meeting: tag, Args: map[string]string{"member": id, "request": "200"}},
		{Name: "settle", Meeting: tag, Round: meeting.Round{On: meeting.OnChange(10), N: 2}, Args: map[string]string{"member": id}},
		{Name: "settle", Meeting: tag, Round: meeting.Round{On: "10", N: 2}, Args: map[string]string{"member": id[:26], "as": "not-voting"}},
		{Name: "ballot", Meeting: tag, Args: map[string]string{"on": "change-10", "window": "15m0s", "how": "rollcall"}},
		{Name: "minutes", Meeting: tag, Args: map[string]string{"action": "sign", "version": "12"}},
	} {
		if s, err := tok.Pack(); err != nil || len(s) > 64 {
			t.Errorf("%+v: %q, %v", tok, s, err)
		}
	}
}

func TestWhatDoesNotFitInAButtonIsToldApart(t *testing.T) {
	if _, err := (command.Token{Name: "note", Args: map[string]string{"text": strings.Repeat("x", 60)}}).Pack(); !errors.Is(err, command.ErrTokenTooLong) {
		t.Errorf("got %v", err)
	}
	for name, tok := range map[string]command.Token{
		"no command":                  {},
		"a name of two words":         {Name: "a b"},
		"a meeting's id for its tag":  {Name: "here", Meeting: "collegio-2026-11-24"},
		"a round that is none":        {Name: "here", Round: meeting.Round{On: "3"}},
		"a letter for an argument":    {Name: "here", Args: map[string]string{"m": "x"}},
		"an argument without a name":  {Name: "here", Args: map[string]string{"": "x"}},
		"a subject with a slash":      {Name: "here", Round: meeting.Round{On: "a/b", N: 1}},
		"a round numbered below zero": {Name: "here", Round: meeting.Round{On: "a", N: -1}},
	} {
		if s, err := tok.Pack(); err == nil {
			t.Errorf("%s: packed %q", name, s)
		}
	}
}

func TestForgedTokensAreRefused(t *testing.T) {
	tag := command.MeetingTag("m")
	for _, s := range []string{
		"", " ", "1", "1 help", "1 help -", "2 help - -", "1 HELP - -", "1 help - - ", "1  help - -", " 1 help - -",
		"1 help xx -", "1 help " + tag + "x -", "1 here - 3", "1 here - 3/0", "1 here - 3/01", "1 here - 3/+1",
		"1 here - - m", "1 here - - =x", "1 here - - m=%", "1 here - - m=%zz", "1 here - - m=%41", "1 here - - y=1 m=2",
		"1 here - - m=1 m=2", "1 here - - member=x", "1 here - - m=a\x00b", "1 here - - m=é", strings.Repeat("1", 10_000),
	} {
		if tok, err := command.Unpack(s); err == nil {
			t.Errorf("%q unpacked to %+v", s, tok)
		} else if why, _ := governance.Refused(err); why != command.StaleButton {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestMeetingsHaveTagsOfTheirOwn(t *testing.T) {
	if command.MeetingTag("") != "" {
		t.Error("no meeting has a tag")
	}
	seen := make(map[string]string)
	for day := range 3000 {
		id := "collegio-" + strings.Repeat("x", day)
		tag := command.MeetingTag(id)
		if len(tag) != 6 || seen[tag] != "" {
			t.Fatalf("%s: tag %q, of %q too", id, tag, seen[tag])
		}
		seen[tag] = id
	}
}

// What unpacks is what packed, and nothing panics.
func FuzzTokens(f *testing.F) {
	for _, s := range []string{"1 help - -", "1 accept Ab3dEf 3/1 m=bruno y=no", "1 here - - equipment=a%20b", "2 x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tok, err := command.Unpack(s)
		if err != nil {
			if why, ok := governance.Refused(err); !ok || why != command.StaleButton {
				t.Errorf("%v", err)
			}
			return
		}
		if back, err := tok.Pack(); err != nil || back != s {
			t.Errorf("%q came back as %q, %v", s, back, err)
		}
	})
}

// Every call packs to a token of its own, or not at all.
func FuzzTokenArguments(f *testing.F) {
	f.Add("accept", "m", "member", "bruno", 3, 1)
	f.Add("here", "", "e q", "= %", 0, 0)
	f.Fuzz(func(t *testing.T, name, meetingID, key, value string, item, n int) {
		tok := command.Token{Name: name, Meeting: command.MeetingTag(meetingID), Args: map[string]string{key: value}}
		if n > 0 {
			tok.Round = meeting.Round{On: meeting.OnItem(item), N: n}
		}
		s, err := tok.Pack()
		if err != nil {
			return
		}
		if len(s) > 64 {
			t.Errorf("%d bytes", len(s))
		}
		back, err := command.Unpack(s)
		if d := cmp.Diff(tok, back); err != nil || d != "" {
			t.Errorf("%q: %v\n%s", s, err, d)
		}
	})
}

func callOf(t command.Token) chat.Call { return chat.Call{Name: t.Name, Args: t.Args} }
