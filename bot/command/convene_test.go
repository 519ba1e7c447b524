package command_test

import (
	"strings"
	"testing"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/governance"
	"assenso/governance/meeting"

	"github.com/google/go-cmp/cmp"
)

// convened parses and makes a convocation, on Friday 20 November 2026 in Rome.
func convened(t *testing.T, call chat.Call) (command.Order, error) {
	t.Helper()
	b := book(t)
	spec, _ := b.Find("convene")
	in := command.Input{
		By: "anna", Now: time.Date(2026, 11, 20, 9, 0, 0, 0, rome(t)), Body: newBody(t), In: "console:sala",
	}
	if err := b.Parse(spec, call, &in); err != nil {
		return command.Order{}, err
	}
	return spec.Make(in)
}

func TestAConvocationIsReadLineByLine(t *testing.T) {
	got, err := convened(t, chat.Call{Text: strings.TrimSpace(`
martedì 24 novembre ore 16:30, in modalità mista
Luogo: Aula magna, via Roma 1
Mezzo: https://riunioni.example.org/collegio
Prot.: 1631/A
Entro: lunedì 23 novembre alle 14
Emergenza: sì
Ordine del giorno:
1. Comunicazioni del dirigente (comunicazione)
2) Piano annuale delle attività
   e calendario (prima parte)
3 - Elezione dei referenti [voto segreto].
4. Varie
`)})
	if err != nil {
		t.Fatal(err)
	}
	want := command.Order{Convene: &command.Convene{
		Convocation: meeting.Convocation{
			At: time.Date(2026, 11, 24, 16, 30, 0, 0, rome(t)), Mode: governance.Mixed,
			Place: "Aula magna, via Roma 1", Means: "https://riunioni.example.org/collegio", Protocol: "1631/A",
			DeclareBy: time.Date(2026, 11, 23, 14, 0, 0, 0, rome(t)), Emergency: true, Places: []string{"console:sala"},
		},
		Agenda: []meeting.Point{
			{Title: "Comunicazioni del dirigente", Kind: meeting.ToInform},
			{Title: "Piano annuale delle attività e calendario (prima parte)"},
			{Title: "Elezione dei referenti", Kind: meeting.SecretItem},
			{Title: "Varie"},
		},
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestAConvocationFromAMenu(t *testing.T) {
	got, err := convened(t, chat.Call{Args: map[string]string{
		"when": "24/11/2026 16:30", "mode": "online", "agenda": "Comunicazioni (comunicazione); Piano annuale; Appalto mensa (gara)",
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := []meeting.Point{
		{Title: "Comunicazioni", Kind: meeting.ToInform}, {Title: "Piano annuale"}, {Title: "Appalto mensa", Kind: meeting.TenderItem},
	}
	if d := cmp.Diff(want, got.Convene.Agenda); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestAgendasThatCannotBeMeant(t *testing.T) {
	words := catalogue(t)
	const head = "24/11/2026 16:30 mista\n"
	for _, c := range []struct{ name, typed, want string }{
		{"nothing at all", "", "refused missing-argument"},
		{"no mode", "24/11/2026 16:30\n1. Piano", "refused missing-argument"},
		{"no items", head, "refused missing-argument"},
		{"a number skipped", head + "1. Comunicazioni\n3. Piano", "refused agenda-number"},
		{"two items on one line", head + "1. Comunicazioni 2. Piano", "refused agenda-one-line"},
		{"numbers that begin elsewhere", head + "2. Comunicazioni\n3. Piano", "refused agenda-number"},
		{"a mark mistyped, which would open a forbidden ballot", head + "1. Elezioni (segrto)", "refused choice-near"},
		{"a term that is no date", head + "entro: presto\n1. Piano", "refused not-a-date"},
		{"a term with more than a date", head + "entro: lunedì alle 14 o dopo\n1. Piano", "refused too-many-words"},
		{"a title without end", head + "1. " + strings.Repeat("x", 1001), "refused text-too-long"},
		{"a mode nobody knows", "24/11/2026 16:30 volante\n1. Piano", "refused not-a-choice"},
		{"a date nobody knows", "quando si può, mista\n1. Piano", "refused not-a-date"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := convened(t, chat.Call{Text: c.typed})
			if got := shown(nil, err); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			say(words, err)
		})
	}
}

func TestAgendaStyles(t *testing.T) {
	for _, c := range []struct{ name, typed, want string }{
		{"bare lines", "Piano\nViaggi\n\nVarie", "Piano|Viaggi|Varie"},
		{"dashes", "- Piano\n- Viaggi\n  d'istruzione", "Piano|Viaggi d'istruzione"},
		{"bullets", "• Piano\n• Viaggi", "Piano|Viaggi"},
		{"a title that begins with a number is bare", "2 docenti per il progetto\nVarie", "2 docenti per il progetto|Varie"},
		{"a date in a title is no number", "3.11 uscita al museo\nVarie", "3.11 uscita al museo|Varie"},
		{"brackets that are part of the title", "Piano (rev. 2)\nVarie (da decidere)", "Piano (rev. 2)|Varie[decision]"},
		{"reserved to presence", "Bilancio (in presenza)", "Bilancio[in-person]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, err := convened(t, chat.Call{Text: "24/11/2026 16:30 mista\n" + c.typed})
			if err != nil {
				t.Fatal(err)
			}
			if got := shownValue(command.Value{Points: o.Convene.Agenda}); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// The example that people are shown can be copied and sent.
func TestEveryExampleIsUnderstood(t *testing.T) {
	b, cat := book(t), catalogue(t)
	for _, l := range cat.Languages() {
		for _, spec := range b.Specs() {
			example := b.HelpOn(spec)
			line := cat.In(l, rome(t)).Plain(example[len(example)-1])
			_, line, _ = strings.Cut(line, "/")
			name, rest, _ := strings.Cut(line, " ")
			found, ok := b.Find(name)
			if !ok || found.Name != spec.Name {
				t.Errorf("%s %s: example of %q", l, spec.Name, name)
				continue
			}
			in := voting(t).input("carla")
			in.Now = time.Date(2026, 11, 20, 9, 0, 0, 0, rome(t))
			if err := b.Parse(spec, chat.Call{Name: name, Text: rest}, &in); err != nil {
				why, _ := governance.Refused(err)
				if (spec.Name == "explain" || spec.Name == "settle" || spec.Name == "mark" || spec.Name == "accept" ||
					spec.Name == "recognise" || spec.Name == "erase") && why == command.WhichMember {
					continue // Rossi is two persons here
				}
				t.Errorf("%s: /%s %s: %v", l, name, rest, err)
			}
		}
	}
}
