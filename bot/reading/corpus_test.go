package reading_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assenso/bot/reading"
)

func parse(tb testing.TB, file string) []reading.Case {
	tb.Helper()
	f, err := os.Open(file)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	cases, err := reading.Parse(f)
	if err != nil {
		tb.Fatalf("%s: %v", file, err)
	}
	return cases
}

// bars are the shares of the cases that a score must reach or keep within.
type bars struct {
	accuracy, wrongful, missed, asked float64
}

func (b bars) hold(t *testing.T, s reading.Score) {
	t.Helper()
	t.Logf("%d cases, accuracy %.1f%%, wrongful %d, missed %d, asked %d, needless %d",
		s.Cases, 100*s.Accuracy(), len(s.Wrongful), len(s.Missed), len(s.Asked), len(s.Needless))
	share := func(w []reading.Wrong) float64 { return float64(len(w)) / float64(s.Cases) }
	if s.Accuracy() < b.accuracy {
		t.Errorf("accuracy %.3f, below %.3f", s.Accuracy(), b.accuracy)
	}
	for _, kind := range []struct {
		name string
		all  []reading.Wrong
		most float64
	}{{"wrongful", s.Wrongful, b.wrongful}, {"missed", s.Missed, b.missed}, {"asked", s.Asked, b.asked}, {"needless", s.Needless, 1}} {
		if share(kind.all) > kind.most {
			t.Errorf("%s %.3f, above %.3f", kind.name, share(kind.all), kind.most)
		}
		for _, w := range kind.all {
			t.Logf("%s %s: %q read %s (%s), want %v", kind.name, w.Case.ID, w.Case.Message, w.Reading.Act, w.Reading.Reason, w.Case.Accept)
		}
	}
}

// The development set was written by others; heldout.tsv, a third of it drawn at random, stayed unread until
// the rules were finished, and was then read with 96 of 100 right, none wrongful and one missed.
func TestDevelopmentSet(t *testing.T) {
	cases := append(parse(t, "testdata/dev.tsv"), parse(t, "testdata/heldout.tsv")...)
	bars{accuracy: 0.99, wrongful: 0, missed: 0, asked: 0.01}.hold(t, reader(t).Eval(cases))
}

func TestCorpora(t *testing.T) {
	files, _ := filepath.Glob("testdata/corpus_*.tsv")
	if len(files) < 8 {
		t.Fatalf("%d corpora, want 8", len(files))
	}
	r := reader(t)
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			bars{accuracy: 0.985, wrongful: 0.002, missed: 0.002, asked: 0.01}.hold(t, r.Eval(parse(t, f)))
		})
	}
}

// A blind set was written by an author who had seen neither the rules nor the other sets. The first score of
// blind_a.tsv, before anything was learnt from it, was 96.2 of 100 with one wrongful and four missed of 160.
// Of blind_b.tsv nothing was learnt: its bars are what is promised of unseen messages.
func TestBlindSets(t *testing.T) {
	bars{accuracy: 0.985, wrongful: 0, missed: 0, asked: 0.01}.hold(t, reader(t).Eval(parse(t, "testdata/blind_a.tsv")))
	bars{accuracy: 0.93, wrongful: 2, missed: 3, asked: 0.04}.hold(t, reader(t).Eval(parse(t, "testdata/blind_b.tsv")))
}

func TestEveryReasonGivenIsListed(t *testing.T) {
	r, files := reader(t), []string{"testdata/dev.tsv", "testdata/corpus_further.tsv"}
	for _, f := range files {
		for _, c := range parse(t, f) {
			if got := r.Read(c.Message, c.Context); !slices.Contains(reading.Reasons(), got.Reason) {
				t.Errorf("Read(%q) gives the reason %q, not listed", c.Message, got.Reason)
			}
		}
	}
}

// What is typed around a vote, and how carelessly, must not turn it into another one.
func TestManners(t *testing.T) {
	manners := map[string]func(string) string{
		"in capitals":                 strings.ToUpper,
		"in small letters":            strings.ToLower,
		"shouted":                     func(s string) string { return s + "!!!" },
		"greeted":                     func(s string) string { return "Buonasera a tutti.\n" + s },
		"signed":                      func(s string) string { return s + " - Anna Verdi" },
		"signed below":                func(s string) string { return s + "\nAnna Verdi" },
		"smiling":                     func(s string) string { return s + " 😊" },
		"without accents":             strings.NewReplacer("è", "e", "é", "e", "ì", "i", "ò", "o", "à", "a", "ù", "u").Replace,
		"apostrophes for accents":     strings.NewReplacer("è ", "e' ", "ì ", "i' ", "ò ", "o' ", "à ", "a' ", "ù ", "u' ").Replace,
		"with curly apostrophes":      strings.NewReplacer("'", "’").Replace,
		"with decomposed accents":     strings.NewReplacer("è", "e\u0300", "ì", "i\u0300", "é", "e\u0301").Replace,
		"with spaces all over":        func(s string) string { return "  " + strings.ReplaceAll(s, " ", "  ") + "  " },
		"with no commas":              strings.NewReplacer(", ", " ").Replace,
		"with an invisible separator": func(s string) string { return "\u200e" + s + "\u200b" },
	}
	var cases []reading.Case
	files, _ := filepath.Glob("testdata/*.tsv")
	for _, f := range files {
		for _, c := range parse(t, f) {
			if !strings.HasPrefix(c.Message, ">") {
				cases = append(cases, c)
			}
		}
	}
	r := reader(t)
	for name, manner := range manners {
		t.Run(name, func(t *testing.T) {
			wrongful, missed := 0, 0
			for _, c := range cases {
				switch got := r.Read(manner(c.Message), c.Context); {
				case slices.Contains(c.Accept, got.Act), got.Act == reading.Unclear:
				case got.Act == reading.None:
					missed++
				default:
					wrongful++
					t.Logf("%q read %s (%s), want %v", manner(c.Message), got.Act, got.Reason, c.Accept)
				}
			}
			if most := len(cases) / 200; wrongful > most || missed > 2*most {
				t.Errorf("of %d cases %d wrongful, %d missed; at most %d and %d", len(cases), wrongful, missed, most, 2*most)
			}
		})
	}
}
