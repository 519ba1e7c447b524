package reading_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assenso/bot/reading"
)

func TestALabelledFileIsParsed(t *testing.T) {
	file := "\ufeffid\titem\topen\ttext\taccept\tbefore\treply\tsilence\tphase\tnote\r\n" +
		"d1\t3\tBilancio\t> contrari?\\nno\tobject|unclear\tassent\tbot:Punto 3\\naperto\toff\topen\twhat for\r\n" +
		"\r\n" +
		"d2\t\t\tok\tnone\t\tmember:vieni?\ton\tdiscussion\t\r\n"
	got, err := reading.Parse(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	want := []reading.Case{
		{ID: "d1", Line: 2, Message: "> contrari?\nno", Accept: []reading.Act{reading.Object, reading.Unclear}, Context: reading.Context{
			Item: 3, Title: "Bilancio", Before: reading.Assent, SilenceOff: true, Reply: &reading.Reply{Bot: true, Text: "Punto 3\naperto"}}},
		{ID: "d2", Line: 4, Message: "ok", Accept: []reading.Act{reading.None}, Context: reading.Context{
			Discussion: true, Reply: &reading.Reply{Text: "vieni?"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAFaultyFileNamesItsLine(t *testing.T) {
	for file, want := range map[string]string{
		"id\titem\n1\t2":               "line 1: no column named text",
		"text\taccept\nok\tyes":        `line 2: unknown reading "yes"`,
		"text\titem\nok\tfour":         "line 2",
		"text\nok\nok\ttoo many":       "line 3: 2 columns, the header has 1",
		"text\tbefore\nok\tfavourable": `line 2: unknown reading "favourable"`,
	} {
		if _, err := reading.Parse(strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Parse(%q): %v, want %q", file, err, want)
		}
	}
}

func TestAScoreTellsTheKindsOfFault(t *testing.T) {
	file := "text\taccept\n" +
		"contraria\tobject\n" + // right
		"contraria\tassent\n" + // wrongful
		"buongiorno\tobject\n" + // missed
		"forse contraria\tobject\n" + // asked
		"forse contraria\tnone\n" + // needless
		"contraria\t\n" // without a label
	cases, err := reading.Parse(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	s := reader(t).Eval(cases)
	if s.Cases != 5 || s.Right != 1 || len(s.Wrongful) != 1 || len(s.Missed) != 1 || len(s.Asked) != 1 || len(s.Needless) != 1 || s.Accuracy() != 0.2 {
		t.Errorf("%+v", s)
	}
	if s.Confusion[reading.Object][reading.Unclear] != 1 || s.Confusion[reading.Assent][reading.Object] != 1 {
		t.Errorf("confusion %v", s.Confusion)
	}
}
