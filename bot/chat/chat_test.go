package chat_test

import (
	"errors"
	"fmt"
	"testing"

	"assenso/bot/chat"
)

func TestPlainTextIsTheTextWithoutMarks(t *testing.T) {
	r := chat.Rich{{Text: "CHI TACE ", Mark: chat.Bold}, {Text: "_x_\n", Mark: chat.Italic | chat.Code}, {Text: "é"}}
	if got, want := r.Plain(), "CHI TACE _x_\né"; got != want {
		t.Errorf("%q; want %q", got, want)
	}
	if got := chat.Text("a*b*").Plain(); got != "a*b*" {
		t.Errorf("%q", got)
	}
	if got := chat.Rich(nil).Plain(); got != "" {
		t.Errorf("nothing is %q", got)
	}
}

func TestThePlatformIsWhatStandsBeforeTheColon(t *testing.T) {
	for place, want := range map[chat.Place]string{
		"console:sala": "console", "telegram:-100123/7": "telegram", "mail:a:b@example.org": "mail", ":x": "", "": "", "console": "",
	} {
		if got := chat.PlatformOf(place); got != want {
			t.Errorf("%q is of %q; want %q", place, got, want)
		}
	}
}

func TestAnErrorShowsItsCause(t *testing.T) {
	cause := errors.New("forbidden")
	err := fmt.Errorf("send to sala: %w", &chat.Error{Gone: true, Err: cause})
	if !errors.Is(err, cause) || err.Error() != "send to sala: forbidden" {
		t.Errorf("%v", err)
	}
	if e, ok := errors.AsType[*chat.Error](err); !ok || !e.Gone {
		t.Errorf("%+v", e)
	}
}
