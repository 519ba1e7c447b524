package reading_test

import (
	"os"
	"path/filepath"
	"testing"

	"assenso/bot/reading"
)

func score(t *testing.T, file string) reading.Score {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cases, err := reading.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	r, err := reading.New()
	if err != nil {
		t.Fatal(err)
	}
	return r.Eval(cases)
}

func report(t *testing.T, s reading.Score) {
	t.Helper()
	t.Logf("%d cases, accuracy %.1f%%, wrongful %d, missed %d, asked %d, needless %d",
		s.Cases, 100*s.Accuracy(), len(s.Wrongful), len(s.Missed), len(s.Asked), len(s.Needless))
	for _, kind := range []struct {
		name string
		all  []reading.Wrong
	}{{"wrongful", s.Wrongful}, {"missed", s.Missed}, {"asked", s.Asked}, {"needless", s.Needless}} {
		for _, w := range kind.all {
			t.Logf("%s %s: %q read %s (%s %s), want %v", kind.name, w.Case.ID, w.Case.Message, w.Reading.Act, w.Reading.Reason, w.Reading.Leaning, w.Case.Accept)
		}
	}
}

func TestDevelopmentSet(t *testing.T) {
	report(t, score(t, "testdata/dev.tsv"))
}

func TestCorpora(t *testing.T) {
	files, _ := filepath.Glob("testdata/corpus_*.tsv")
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) { report(t, score(t, f)) })
	}
}
