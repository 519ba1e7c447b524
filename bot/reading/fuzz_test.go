package reading_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"assenso/bot/reading"
)

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"Contraria", "mi astengo perché no", "> contrari?\nIo no, per me è ok", "👍🏻👍🏿", "«voto contro» ha detto", "se no, sì", "*astenuta", "~~no~~ sì",
		"contrari*, contrario/a", "punti 4, 5 e 6: no", "e' un no", "+1 -1", "\xff\xfe", "sì\u0300", "https://a.b/contrario", ">>> no\nno", "1) sì 2) no 3) astenuto",
	} {
		f.Add(seed, "Punto 5, bilancio 2024", "", 5, uint8(0))
	}
	f.Add("anch'io", "Gazebo", "mi astengo", 1, uint8(255))
	r := reader(f)
	f.Fuzz(func(t *testing.T, message, title, reply string, item int, flags uint8) {
		c := reading.Context{Item: item, Title: title, SilenceOff: flags&1 != 0, Discussion: flags&2 != 0, Edited: flags&4 != 0}
		if flags&8 != 0 {
			c.Reply = &reading.Reply{Bot: flags&16 != 0, Question: flags&32 != 0, Text: reply}
		}
		if flags&64 != 0 {
			c.Before = reading.Object
		}
		got := r.Read(message, c)
		check(t, message, c, got)
		if again := r.Read(message, c); again != got {
			t.Errorf("Read(%q) = %+v, then %+v", message, got, again)
		}
	})
}

// check is what holds of every reading.
func check(t *testing.T, message string, c reading.Context, got reading.Reading) {
	t.Helper()
	from, to := got.Span[0], got.Span[1]
	if from < 0 || from > to || to > len(message) {
		t.Errorf("Read(%q): span %v outside the message", message, got.Span)
	} else if utf8.ValidString(message) && !utf8.ValidString(message[from:to]) {
		t.Errorf("Read(%q): span %v cuts a letter", message, got.Span)
	}
	if !strings.Contains(message, got.Statement) {
		t.Errorf("Read(%q): statement %q is not in the author's words", message, got.Statement)
	}
	if got.Sure < 0 || got.Sure > 100 || got.Reason == "" || got.Act == "" {
		t.Errorf("Read(%q) = %+v", message, got)
	}
	if got.Statement != "" && !got.Act.Position() {
		t.Errorf("Read(%q): a statement with %s", message, got.Act)
	}
	if got.Leaning != "" && (!got.Leaning.Position() && got.Leaning != reading.Withdraw || got.Act.Position()) {
		t.Errorf("Read(%q) = %s leaning %q", message, got.Act, got.Leaning)
	}
	if c.Discussion && got.Act != reading.None {
		t.Errorf("Read(%q) in the discussion = %s", message, got.Act)
	}
}

// BenchmarkGrowth reports how much longer four times the text takes: about 4
// where time is linear, 16 where it is quadratic. It is no test: on a loaded
// machine one measure says little.
func BenchmarkGrowth(b *testing.B) {
	r, err := reading.New()
	if err != nil {
		b.Fatal(err)
	}
	for _, piece := range []string{
		"contraria ", "contraria, ", "no ", "\"no\" ", "se no sì ", "mi astengo ", "ritiro ", "il ", "e ", "non ", "xqzjkwvbx ", "?", ",", "(", "*", "~", ">\n", "> a\n", " ", "\n", "👍", "5 ", "al 5 ", "5, ", "che ", "a.", "'", "l'", ":", ":-", "/", "a/", "-", "punto 5 e ", "obiezione ", "dichiaro ", "confermo ", "idem ", "voto ", "forse ", "www.a ",
	} {
		b.Run(strings.TrimSpace(piece), func(b *testing.B) {
			short, long := strings.Repeat(piece, 8_000/len(piece)), strings.Repeat(piece, 32_000/len(piece))
			var times [2]time.Duration
			for range b.N {
				for i, message := range []string{short, long} {
					began := time.Now()
					r.Read(message, ballot)
					times[i] += time.Since(began)
				}
			}
			b.ReportMetric(float64(times[1])/float64(times[0]), "times-as-long")
		})
	}
}
