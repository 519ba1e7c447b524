package lang_test

import (
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"assenso/bot/chat"
	"assenso/bot/lang"
)

// words makes a catalogue of one file a language.
func words(t *testing.T, byLang map[string]string) *lang.Catalogue {
	t.Helper()
	c, err := load(byLang)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func load(byLang map[string]string) (*lang.Catalogue, error) {
	files := fstest.MapFS{}
	for l, text := range byLang {
		files[l+"/words.yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	return lang.LoadFrom(files)
}

// formats is how a language that is built in says times and lists.
func formats(t *testing.T, l string) string {
	t.Helper()
	b, err := os.ReadFile("words/" + l + "/format.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func rome(t *testing.T) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestDatesTimesNumbersAndListsAreSaidInEachLanguage(t *testing.T) {
	at := time.Date(2026, 11, 24, 16, 42, 30, 0, time.UTC)
	tests := []struct {
		name, sentence string
		arg            any
		it, en         string
	}{
		{"a date", "{{date .x}}", at, "martedì 24 novembre 2026", "Tuesday 24 November 2026"},
		{"a day", "{{day .x}}", at, "martedì 24 novembre", "Tuesday 24 November"},
		{"a clock, in the zone of the meeting", "{{clock .x}}", at, "17:42", "17:42"},
		{"a clock with seconds", "{{clocks .x}}", at, "17:42:30", "17:42:30"},
		{"a time as it is", "{{.x}}", at, "17:42", "17:42"},
		{"two minutes", "{{length .x}}", 2 * time.Minute, "2 minuti", "2 minutes"},
		{"one minute and a half", "{{length .x}}", 90 * time.Second, "1 minuto e 30 secondi", "1 minute and 30 seconds"},
		{"a second", "{{length .x}}", time.Second, "1 secondo", "1 second"},
		{"no time at all", "{{length .x}}", time.Duration(0), "0 secondi", "0 seconds"},
		{"a day and more", "{{length .x}}", 25*time.Hour + time.Minute, "1 giorno, 1 ora e 1 minuto", "1 day, 1 hour and 1 minute"},
		{"a number", "{{number .x}}", 12345, "12.345", "12,345"},
		{"a number as it is", "{{.x}}", 12345, "12345", "12345"},
		{"three names", "{{list .x}}", []string{"Bianchi", "Rossi", "Verdi"}, "Bianchi, Rossi e Verdi", "Bianchi, Rossi and Verdi"},
		{"before the same vowel", "{{list .x}}", []string{"Bianchi", "Esposito"}, "Bianchi ed Esposito", "Bianchi and Esposito"},
		{"with an accent", "{{list .x}}", []string{"Bianchi", "Èboli"}, "Bianchi ed Èboli", "Bianchi and Èboli"},
		{"before another vowel", "{{list .x}}", []string{"Bianchi", "Amato"}, "Bianchi e Amato", "Bianchi and Amato"},
		{"one name", "{{list .x}}", []string{"Bianchi"}, "Bianchi", "Bianchi"},
		{"nobody", "{{list .x}}.", []string{}, ".", "."},
		{"one of two", "{{either .x}}", []string{"a", "b"}, "a o b", "a or b"},
		{"a capital", "{{capital .x}}", "è", "È", "È"},
		{"what may be left out, given", "a{{if .x}} ({{.x}}){{end}}", "b", "a (b)", "a (b)"},
		{"what may be left out, left out", "a{{if .x}} ({{.x}}){{else}}!{{end}}", "", "a!", "a!"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for l, want := range map[string]string{"it": tt.it, "en": tt.en} {
				c, err := load(map[string]string{l: formats(t, l) + "\nx: '" + tt.sentence + "'\n"})
				if err != nil {
					t.Fatal(err)
				}
				c = c.Reporting(func(f lang.Fault) { t.Error(f) })
				if got := c.In(l, rome(t)).Plain(lang.T("x", "x", tt.arg)); got != want {
					t.Errorf("%s: got %q, want %q", l, got, want)
				}
			}
		})
	}
}

// In the night in which the clocks go back an hour comes twice: whoever reads
// "02:30" must know which.
func TestClocksAreNeverAmbiguous(t *testing.T) {
	change := time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC) // in Rome 03:00 becomes 02:00
	for _, row := range []struct {
		name string
		at   time.Time
		it   string
		en   string
	}{
		{"the last minute that comes once", change.Add(-time.Hour - time.Second), "01:59:59", "01:59:59"},
		{"the first that comes twice", change.Add(-time.Hour), "02:00:00 ora legale", "02:00:00 summer time"},
		{"the last of summer", change.Add(-time.Second), "02:59:59 ora legale", "02:59:59 summer time"},
		{"the first of winter", change, "02:00:00 ora solare", "02:00:00 standard time"},
		{"the last that came before", change.Add(time.Hour - time.Second), "02:59:59 ora solare", "02:59:59 standard time"},
		{"the first that comes once again", change.Add(time.Hour), "03:00:00", "03:00:00"},
		{"in spring an hour is missing, none is twice", time.Date(2027, 3, 28, 1, 30, 0, 0, time.UTC), "03:30:00", "03:30:00"},
	} {
		t.Run(row.name, func(t *testing.T) {
			for l, want := range map[string]string{"it": row.it, "en": row.en} {
				c := words(t, map[string]string{l: formats(t, l) + "\nx: '{{clocks .x}}'\n"}).
					Reporting(func(f lang.Fault) { t.Error(f) })
				if got := c.In(l, rome(t)).Plain(lang.T("x", "x", row.at)); got != want {
					t.Errorf("%s: got %q, want %q", l, got, want)
				}
			}
		})
	}
}

// Not every zone that turns its clocks back calls it summer.
func TestAClockOutsideSummerTimeIsToldByItsOffset(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Moscow") // on 26 October 2014 from +04:00 to +03:00 for good
	if err != nil {
		t.Fatal(err)
	}
	c := words(t, map[string]string{"it": formats(t, "it") + "\nx: '{{clock .x}}'\n"})
	at := time.Date(2014, 10, 25, 21, 30, 0, 0, time.UTC)
	for want, at := range map[string]time.Time{"01:30 (UTC+04:00)": at, "01:30 (UTC+03:00)": at.Add(time.Hour)} {
		if got := c.In("it", zone).Plain(lang.T("x", "x", at)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestThePluralIsChosenByCount(t *testing.T) {
	c := words(t, map[string]string{"it": "n:\n  one: '{{.count}} voto'\n  other: '{{.count}} voti'\n"})
	s := c.In("it", time.UTC)
	for n, want := range map[int]string{0: "0 voti", 1: "1 voto", 2: "2 voti", 1_000_000: "1000000 voti"} {
		if got := s.Plain(lang.T("n", "count", n)); got != want {
			t.Errorf("%d: got %q", n, got)
		}
	}
}

// "other" and "hash" are words like any: only a branch of nothing but plural
// forms is one sentence.
func TestKeysMayBeCalledAnything(t *testing.T) {
	c := words(t, map[string]string{"it": "kind: {council: consiglio, other: altro}\nhash: {hash: impronta, id: id}\nn: {one: a, other: b}"})
	want := []string{"hash.hash", "hash.id", "kind.council", "kind.other", "n"}
	if d := cmp.Diff(want, c.Keys("it")); d != "" {
		t.Error(d)
	}
}

func TestMarksAreReadInTheWords(t *testing.T) {
	c := words(t, map[string]string{"it": "a: 'uno **due {{.x}}** _tre_ `**q**` a_b \\*\\* **{{.t}} z**'\ni: 'i _{{.x}}_'\n"})
	got := c.In("it", time.UTC).Rich(lang.T("a", "x", "**y**", "t", lang.T("i", "x", "_x_")))
	want := chat.Rich{
		{Text: "uno "}, {Text: "due **y**", Mark: chat.Bold}, {Text: " "}, {Text: "tre", Mark: chat.Italic},
		{Text: " "}, {Text: "**q**", Mark: chat.Code}, {Text: " a_b ** "},
		{Text: "i ", Mark: chat.Bold}, {Text: "_x_", Mark: chat.Bold | chat.Italic}, {Text: " z", Mark: chat.Bold},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// However a member is called and whatever a motion says, it reaches the page
// letter by letter and changes no mark.
func TestNoArgumentIsEverReadAsMarkupOrTemplate(t *testing.T) {
	const sentence = "a: '**a** {{.x}} _{{list .l}}_ `{{.x}}`{{if .x}} **{{.x}}**{{end}}'\nformat: {comma: ', ', list: ' e '}"
	c := words(t, map[string]string{"it": sentence}).Reporting(func(f lang.Fault) { t.Error(f) })
	s := c.In("it", time.UTC)
	nasty := rapid.OneOf(
		rapid.String(),
		rapid.StringMatching("([*_`{}.x\\\\<>\n\ue000\ue001]|\\{\\{\\.x\\}\\}){1,12}"),
	)
	rapid.Check(t, func(t *rapid.T) {
		x, y := nasty.Draw(t, "x"), nasty.Draw(t, "y")
		var p chat.Rich
		put := func(text string, m chat.Mark) {
			if n := len(p); text != "" && n > 0 && p[n-1].Mark == m {
				p[n-1].Text += text
			} else if text != "" {
				p = append(p, chat.Span{Text: text, Mark: m})
			}
		}
		put("a", chat.Bold)
		put(" "+x+" ", 0)
		put(x+" e "+y, chat.Italic)
		put(" ", 0)
		put(x, chat.Code)
		if x != "" {
			put(" ", 0)
			put(x, chat.Bold)
		}
		if d := cmp.Diff(p, s.Rich(lang.T("a", "x", x, "l", []string{x, y}))); d != "" {
			t.Fatal(d)
		}
	})
}

func TestWhatIsMissingIsReportedAndTheRestIsSaid(t *testing.T) {
	tests := []struct {
		name string
		text lang.Text
		want string
	}{
		{"a key that only the other language has", lang.T("b"), "only here"},
		{"a key that nobody has", lang.T("c.d"), "c.d"},
		{"a missing argument", lang.T("a"), "uno …"},
		{"an argument that cannot be said so", lang.T("a", "x", 3.5), "uno …"},
		{"a time that is a string", lang.T("t", "x", "17:42"), "…"},
		{"a plural without its count", lang.T("n"), "molti"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var faults []lang.Fault
			c := words(t, map[string]string{
				"it": "a: 'uno {{.x}}'\nt: '{{clock .x}}'\nn: {one: uno, other: molti}", "en": "b: only here",
			}).Reporting(func(f lang.Fault) { faults = append(faults, f) })
			if got := c.In("it", time.UTC).Plain(tt.text); got != tt.want {
				t.Errorf("got %q", got)
			}
			if len(faults) == 0 {
				t.Error("not reported")
			}
		})
	}
}

func TestFaultyWordsAreRefusedWithFileAndKey(t *testing.T) {
	for name, text := range map[string]string{
		"a mark not closed":        "k: '**a'",
		"a mark across a choice":   "k: '{{if .a}}**a{{end}}**'",
		"an unknown function":      "k: '{{shout .a}}'",
		"a pipeline":               "k: '{{.a | clock}}'",
		"a loop":                   "k: '{{range .a}}x{{end}}'",
		"a field of a field":       "k: '{{.a.b}}'",
		"an action not closed":     "k: '{{.a'",
		"a key given twice":        "k: a\nk: b",
		"an empty sentence":        "k: ''",
		"a key without a value":    "k:",
		"a value that is no words": "k: [1, 2]",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load(map[string]string{"it": text})
			if err == nil || !strings.Contains(err.Error(), "it/words.yaml") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestALocaleFindsTheNearestLanguage(t *testing.T) {
	c := words(t, map[string]string{"en": "a: a", "it": "a: a"})
	for locale, want := range map[string]string{"it": "it", "it-CH": "it", "en-GB": "en", "fr": "en", "": "en", "?": "en"} {
		if got := c.In(locale, time.UTC).Lang(); got != want {
			t.Errorf("%q: got %s", locale, got)
		}
	}
}

func TestASpeakerMaySpeakToManyAtOnce(t *testing.T) {
	s := loaded(t).In("it", rome(t))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for n := range 200 {
				want := "Il testo è troppo lungo: al massimo " + strconv.Itoa(n) + " byte. Accorcialo o dividilo in due."
				if got := s.Plain(lang.T("refusal.note-too-long", "most", n)); got != want {
					t.Errorf("got %q", got)
				}
			}
		})
	}
	all.Wait()
}
