package reading_test

import (
	"os"
	"regexp"
	"testing"

	"assenso/bot/reading"
)

// What the chair is told must be true: every example of the two pages is read.
func TestTheExamplesOfTheDocsAreReadAsTheySay(t *testing.T) {
	words := map[string]reading.Act{
		"CONTRARIO": reading.Object, "ASTENUTO": reading.Abstain, "FAVOREVOLE": reading.Assent, "RITIRO": reading.Withdraw,
		"DA CHIEDERE": reading.Unclear, "NULLA": reading.None,
		"OBJECTION": reading.Object, "ABSTENTION": reading.Abstain, "IN FAVOUR": reading.Assent, "WITHDRAWAL": reading.Withdraw,
		"ASK": reading.Unclear, "NOTHING": reading.None,
	}
	row := regexp.MustCompile("(?m)^\\| `([^`]+)` \\| \\*\\*([A-Z ]+)\\*\\* \\|$")
	r := reader(t)
	for _, page := range []string{"../../docs/lettura.md", "../../docs/reading.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		examples := row.FindAllStringSubmatch(string(text), -1)
		if len(examples) < 25 {
			t.Errorf("%s: %d examples", page, len(examples))
		}
		for _, e := range examples {
			if got := r.Read(e[1], reading.Context{}).Act; got != words[e[2]] {
				t.Errorf("%s: Read(%q) = %s, want %s", page, e[1], got, words[e[2]])
			}
		}
	}
}
