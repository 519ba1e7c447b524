package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestReadTellsActCertaintyAndReasonInWords(t *testing.T) {
	const in = "contraria\nchi è contrario?\n"
	for language, want := range map[string]string{
		"it": "CONTRARIO, 95%. È una parola di voto. «contraria»\nNESSUN VOTO, 85%. È una domanda. «chi è contrario?»\n",
		"en": "AGAINST, 95%. It is a voting word. “contraria”\nNO VOTE, 85%. It is a question. “chi è contrario?”\n",
	} {
		if code, out, errs := run(t, in, "--lang", language, "read"); code != 0 || out != want {
			t.Errorf("%s: exit %d, %q %s, want %q", language, code, out, errs, want)
		}
	}
	if _, out, _ := run(t, in, "read", "--json"); !strings.Contains(out, `"act":"object","sure":95,"reason":"plain-word","span":[0,9]`) {
		t.Errorf("json: %s", out)
	}
}

func TestEvalJudgesByTheThresholdsGiven(t *testing.T) {
	set := filepath.Join("..", "..", "bot", "reading", "testdata", "blind_b.tsv")
	for name, c := range map[string]struct {
		args []string
		code int
	}{
		"no thresholds":        {nil, 0},
		"met":                  {[]string{"--least-accuracy", "90", "--most-wrongful", "5", "--most-missed", "5", "--most-asked", "20"}, 0},
		"accuracy not met":     {[]string{"--least-accuracy", "100"}, 1},
		"wrongful over":        {[]string{"--most-wrongful", "0"}, 1},
		"missed over":          {[]string{"--most-missed", "0"}, 1},
		"asked over":           {[]string{"--most-asked", "0"}, 1},
		"a file of other form": {nil, 2},
	} {
		file := set
		if c.code == 2 {
			file = "demo/roster.csv"
		}
		code, out, errs := run(t, "", append([]string{"read", "--eval", file}, c.args...)...)
		if code != c.code {
			t.Errorf("%s: exit %d, want %d\n%s%s", name, code, c.code, out, errs)
		}
	}
}
