package reading_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assenso/bot/reading"
)

func reader(tb testing.TB) *reading.Reader {
	tb.Helper()
	r, err := reading.New()
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func TestAReadingTellsWhatDecidedAndWhatToAnnex(t *testing.T) {
	r := reader(t)
	for _, row := range []struct {
		name, message    string
		context          reading.Context
		act, leaning     reading.Act
		words, statement string
		reason           reading.Reason
	}{
		{name: "a plain word", message: "Contraria!", act: reading.Object, words: "Contraria", reason: reading.PlainWord},
		{name: "a reason after the vote is a statement", message: "Voto contro perché i costi sono troppo alti.",
			act: reading.Object, words: "Voto contro", statement: "perché i costi sono troppo alti", reason: reading.PlainWord},
		{name: "a reason before it too, without greetings", message: "Buonasera, sono la prof. Verdi: 20 euro sono troppi, io voto no. Grazie",
			act: reading.Object, words: "io voto no", statement: "20 euro sono troppi", reason: reading.PlainWord},
		{name: "a name is no statement", message: "contraria (Rosa Bianchi)", act: reading.Object, words: "contraria", reason: reading.PlainWord},
		{name: "a statement for the minutes", message: "metto a verbale che voto contro perché manca il piano",
			act: reading.Object, words: "metto a verbale che voto contro", statement: "perché manca il piano", reason: reading.PlainWord},
		{name: "a denial", message: "nulla in contrario", act: reading.Assent, words: "nulla in contrario", reason: reading.PlainWord},
		{name: "a denied verb", message: "non mi oppongo", act: reading.Assent, words: "non mi oppongo", reason: reading.Negated},
		{name: "a short word", message: "👍🏽", act: reading.Assent, words: "👍🏽", reason: reading.ShortWord},
		{name: "a correction", message: "contrario, anzi no, astenuto", act: reading.Abstain, words: "astenuto", reason: reading.Corrected},
		{name: "a slip", message: "mi asetngo", act: reading.Abstain, words: "mi asetngo", reason: reading.Slip},
		{name: "as near to one vote as to the other", message: "xfavorevole", act: reading.Unclear, words: "xfavorevole", reason: reading.NearSlip},
		{name: "the item under vote among others", message: "favorevole al punto 1, contraria al punto 2", context: reading.Context{Item: 2},
			act: reading.Object, words: "contraria", reason: reading.ThisItem},
		{name: "another item", message: "contraria al punto 2", context: reading.Context{Item: 3}, act: reading.None, words: "contraria", reason: reading.OtherItem},
		{name: "another name of the item", message: "contraria alla gita", context: reading.Context{Item: 3, Title: "Uscita didattica", Synonyms: []string{"gita"}},
			act: reading.Object, words: "contraria", reason: reading.PlainWord},
		{name: "something else", message: "contraria alla gita", context: reading.Context{Item: 3, Title: "Bilancio"},
			act: reading.Unclear, leaning: reading.Object, words: "contraria", reason: reading.OtherTopic},
		{name: "a condition", message: "se il testo non cambia voto contro", act: reading.Unclear, leaning: reading.Object, words: "voto contro", reason: reading.Conditional},
		{name: "a doubt", message: "forse mi astengo", act: reading.Unclear, leaning: reading.Abstain, words: "forse mi astengo", reason: reading.Doubtful},
		{name: "several people", message: "siamo contrari", act: reading.Unclear, leaning: reading.Object, words: "siamo contrari", reason: reading.ForSeveral},
		{name: "two positions", message: "favorevole. mi astengo", act: reading.Unclear, words: "mi astengo", reason: reading.TwoPositions},
		{name: "like another", message: "idem", act: reading.Unclear, words: "idem", reason: reading.LikeAnother},
		{name: "like the member replied to", message: "anch'io", context: reading.Context{Reply: &reading.Reply{Text: "voto contro"}},
			act: reading.Unclear, leaning: reading.Object, words: "anch'io", reason: reading.LikeAnother},
		{name: "not voting", message: "non partecipo al voto", act: reading.Unclear, leaning: reading.Abstain, words: "non partecipo al voto", reason: reading.NotVoting},
		{name: "a withdrawal", message: "ritiro il mio voto contrario", act: reading.Withdraw, words: "ritiro", reason: reading.TakenBack},
		{name: "a question", message: "chi è contrario?", act: reading.None, words: "è contrario", reason: reading.Question},
		{name: "somebody else", message: "mia moglie è contraria", act: reading.None, words: "è contraria", reason: reading.Reported},
		{name: "a quotation", message: "ha detto \"contraria\" e basta", act: reading.None, words: "ha detto \"contraria", reason: reading.Quoted},
		{name: "the past", message: "l'anno scorso ho votato contro", act: reading.None, words: "ho votato contro", reason: reading.Past},
		{name: "sound and picture", message: "non sento", act: reading.None, reason: reading.Technical},
		{name: "talk", message: "bravissimi", act: reading.None, reason: reading.Talk},
		{name: "a weak word after an objection", message: "ok", context: reading.Context{Before: reading.Object},
			act: reading.Unclear, leaning: reading.Assent, words: "ok", reason: reading.WeakWord},
		{name: "a plain word after an objection", message: "favorevole", context: reading.Context{Before: reading.Object}, act: reading.Assent, words: "favorevole", reason: reading.PlainWord},
		{name: "a weak word where silence does not count", message: "sì", context: reading.Context{SilenceOff: true},
			act: reading.Unclear, leaning: reading.Assent, words: "sì", reason: reading.WeakWord},
		{name: "a short word to a member", message: "no", context: reading.Context{Reply: &reading.Reply{Text: "hai tu le chiavi?"}},
			act: reading.Unclear, words: "no", leaning: reading.Object, reason: reading.ReplyTo},
		{name: "a short word to the ballot", message: "no", context: reading.Context{Reply: &reading.Reply{Bot: true, Text: "Punto 3, votazione"}},
			act: reading.Object, words: "no", reason: reading.ShortWord},
		{name: "a short word to our question", message: "sì", context: reading.Context{Reply: &reading.Reply{Bot: true, Text: "Hai scritto: \"forse no\". È un voto?"}},
			act: reading.Unclear, words: "sì", reason: reading.ReplyTo},
		{name: "a confirmation", message: "confermo", context: reading.Context{Before: reading.Abstain}, act: reading.Abstain, reason: reading.Confirmed},
		{name: "a vote of before that we know", message: "ho già votato contro", context: reading.Context{Before: reading.Object}, act: reading.None, words: "ho già votato contro", reason: reading.Past},
		{name: "a vote of before that we do not know", message: "ho già votato contro", act: reading.Unclear, leaning: reading.Object, words: "ho già votato contro", reason: reading.AfterAll},
		{name: "an edit that takes the vote away", message: "buonasera", context: reading.Context{Before: reading.Object, Edited: true}, act: reading.Unclear, reason: reading.EditedAway},
		{name: "the discussion", message: "sono contraria", context: reading.Context{Discussion: true}, act: reading.None, leaning: reading.Object, words: "sono contraria", reason: reading.BeforeOpen},
		{name: "laughing", message: "no 😂", act: reading.Unclear, leaning: reading.Object, words: "no", reason: reading.Joking},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := r.Read(row.message, row.context)
			want := got
			want.Act, want.Leaning, want.Reason, want.Statement = row.act, row.leaning, row.reason, row.statement
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("Read(%q): %s", row.message, diff)
			}
			if words := row.message[got.Span[0]:got.Span[1]]; words != row.words {
				t.Errorf("Read(%q): %q decided, want %q", row.message, words, row.words)
			}
		})
	}
}

func TestSurenessFallsFromPlainToShort(t *testing.T) {
	r := reader(t)
	last := 101
	for _, message := range []string{"voto contro", "contraria", "non sono favorevole", "no", "forse no"} {
		got := r.Read(message, reading.Context{}).Sure
		if got >= last {
			t.Errorf("Read(%q) is %d sure, no less than the one before (%d)", message, got, last)
		}
		last = got
	}
}

func TestOneLanguageAlone(t *testing.T) {
	r, err := reading.New("it")
	if err != nil {
		t.Fatal(err)
	}
	for message, want := range map[string]reading.Act{"contraria": reading.Object, "👎": reading.Object, "I abstain": reading.None} {
		if got := r.Read(message, reading.Context{}).Act; got != want {
			t.Errorf("Read(%q) = %s, want %s", message, got, want)
		}
	}
	if _, err := reading.New("xx"); err == nil || !strings.Contains(err.Error(), `"xx"`) {
		t.Errorf("New(xx): %v", err)
	}
}

func TestManyReadAtOnce(t *testing.T) {
	r := reader(t)
	for range 4 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			for range 200 {
				if got := r.Read("mi astengo, non ho letto", ballot).Act; got != reading.Abstain {
					t.Fatal(got)
				}
				if got := r.Read("no, costa troppo", ballot).Statement; got != "costa troppo" {
					t.Fatal(got)
				}
			}
		})
	}
}
