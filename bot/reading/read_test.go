package reading_test

import (
	"testing"

	"assenso/bot/reading"
)

func TestPlainWordsAreRead(t *testing.T) {
	r, err := reading.New()
	if err != nil {
		t.Fatal(err)
	}
	for message, want := range map[string]reading.Act{
		"Contraria": reading.Object, "mi astengo": reading.Abstain, "favorevole": reading.Assent, "buonasera": reading.None,
	} {
		if got := r.Read(message, reading.Context{}).Act; got != want {
			t.Errorf("Read(%q) = %s, want %s", message, got, want)
		}
	}
}
