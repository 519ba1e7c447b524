package reading_test

import (
	"testing"

	"assenso/bot/reading"
)

// A letter alone, or with words that only lead to it, is a choice; with anything
// else around it a careful secretary asks.
func TestChoicesByLetter(t *testing.T) {
	c, err := reading.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		says, letter string
		sure         bool
	}{
		{"B", "B", true},
		{"b", "B", true},
		{"a", "A", true},
		{" b. ", "B", true},
		{"voto B", "B", true},
		{"Voto per la proposta B!", "B", true},
		{"io scelgo la c", "C", true},
		{"favorevole alla B", "B", true},
		{"I vote for option C", "C", true},
		{"B, perché costa meno", "B", false},
		{"non voto B", "B", false},
		{"B?", "B", false},
		{"A o B", "A", false},
		{"contrario alla B", "B", false},
		{"se la B non cambia voto C", "B", false},
		{"sono contraria a tutte", "", false},
		{"vado a casa e torno", "", false},
		{"D", "", false},
		{"astenuta", "", false},
		{"", "", false},
		{"vitamina C", "C", false},
	} {
		letter, sure := c.Choice(row.says, []string{"A", "B", "C"})
		if letter != row.letter || sure != row.sure {
			t.Errorf("%q chooses %q, sure %v; want %q, %v", row.says, letter, sure, row.letter, row.sure)
		}
	}
}
