package command_test

import (
	"testing"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
)

// The clock stands at nine on Friday 20 November 2026, in Rome.
func TestDatesAreReadAsPeopleWriteThem(t *testing.T) {
	b, words := book(t), catalogue(t)
	const want = "2026-11-24T16:30+01"
	for _, c := range []struct{ typed, want string }{
		{"24/11/2026 16:30", want},
		{"24/11/26 16.30", want},
		{"24.11.2026 16:30", want},
		{"24-11-2026 ore 16:30", want},
		{"2026-11-24 16:30", want},
		{"2026-11-24T16:30", want},
		{"2026-11-24t16:30+01:00", want},
		{"2026-11-24T15:30Z", want},
		{"martedì 24 novembre ore 16:30", want},
		{"martedì 24 novembre 2026 alle ore 16,30", want},
		{"mar 24 nov 16.30", want},
		{"24 nov 16.30", want},
		{"il 24 novembre, alle 16 e 30", want},
		{"24 novembre alle 16 e mezza", want},
		{"24 novembre alle 4 e mezza del pomeriggio", want},
		{"martedì alle 16:30", want},
		{"martedì 24 alle 16:30", want},
		{"alle 16:30 di martedì 24 novembre", want},
		{"Tuesday 24 November 2026 16:30", want},
		{"Tue 24 Nov at 16:30", want},
		{"November 24th, 2026 at 4:30 pm", want},
		{"on the 24th of November 4:30pm", want},
		{"24/11 16h30", want},
		{"tra 4 giorni alle 16:30", want},
		{"alle 16:30 tra 4 giorni", want},
		{"oggi alle 17", "2026-11-20T17:00+01"},
		{"domani alle 17", "2026-11-21T17:00+01"},
		{"tomorrow at 5 pm", "2026-11-21T17:00+01"},
		{"dopodomani a mezzogiorno", "2026-11-22T12:00+01"},
		{"the day after tomorrow at noon", "2026-11-22T12:00+01"},
		{"ore 17", "2026-11-20T17:00+01"},
		{"17:15", "2026-11-20T17:15+01"},
		{"tra due ore", "2026-11-20T11:00+01"},
		{"in half an hour", "2026-11-20T09:30+01"},
		{"tra un'ora e mezza", "2026-11-20T10:30+01"},
		{"3/2 alle 9", "2027-02-03T09:00+01"},
		{"29 febbraio 2028 ore 10", "2028-02-29T10:00+01"},
		{"1º dicembre ore 08:00", "2026-12-01T08:00+01"},
		{"24 giugno 2027 ore 05:00", "2027-06-24T05:00+02"},
		{"25/10/2026 12:00", "2026-10-25T12:00+01"},
		{"2026-10-25T02:30+01:00", "2026-10-25T02:30+01"},
		{"2026-10-25T02:30+02:00", "2026-10-25T02:30+02"},

		{"24/11/2026", "refused no-hour"},
		{"domani", "refused no-hour"},
		{"31/11/2026 16:30", "refused not-a-date"},
		{"11/24/2026 16:30", "refused not-a-date"},
		{"29/2/2027 16:30", "refused not-a-date"},
		{"mar 24 alle 17", "refused not-a-date"},
		{"24/11/1926 16:30", "refused not-a-date"},
		{"venerdì alle 17", "refused which-day"},
		{"lunedì 24 novembre ore 16:30", "refused wrong-weekday"},
		{"mercoledì 24/11/2026 16:30", "refused wrong-weekday"},
		{"mercoledì 2026-11-24T16:30+01:00", "refused wrong-weekday"},
		{"domani alle 5", "refused which-hour"},
		{"tomorrow at 5", "refused which-hour"},
		{"domani all'una", "refused which-hour"},
		{"25/10/2026 02:30", "refused twice-hour"},
		{"28/3/2027 02:30", "refused no-such-hour"},
		{"prima o poi", "refused not-a-date"},
		{"24/11/2026 16:30 circa", "refused not-a-date"},
		{"24/11/2026 25:00", "refused no-hour"},
		{"24/11/2026 16:75", "refused no-hour"},
	} {
		in := command.Input{By: "anna", Now: time.Date(2026, 11, 20, 9, 0, 0, 0, rome(t)), Body: newBody(t)}
		spec, _ := b.Find("convene")
		err := b.Parse(spec, chat.Call{Args: map[string]string{"when": c.typed, "mode": "mixed", "agenda": "x"}}, &in)
		got := shown(command.Values{"when": in.Args["when"]}, err)
		if got != c.want && got != "when="+c.want {
			t.Errorf("%q: got %s, want %s", c.typed, got, c.want)
		}
		say(words, err)
	}
}

func TestLengthsAreReadAsPeopleWriteThem(t *testing.T) {
	b := book(t)
	for _, c := range []struct{ typed, want string }{
		{"2m", "2m0s"}, {"90s", "1m30s"}, {"1h30m", "1h30m0s"}, {"3'", "3m0s"},
		{"2 minuti", "2m0s"}, {"un minuto", "1m0s"}, {"un'ora", "1h0m0s"}, {"due ore e mezza", "2h30m0s"},
		{"un minuto e 30 secondi", "1m30s"}, {"quindici minuti", "15m0s"}, {"mezz'ora", "30m0s"},
		{"un quarto d'ora", "15m0s"}, {"3 giorni", "72h0m0s"}, {"di 2 minuti", "2m0s"}, {"durata=5m", "5m0s"},
		{"2 minutes", "2m0s"}, {"a minute and a half", "1m30s"}, {"half an hour", "30m0s"}, {"an hour", "1h0m0s"},
		{"2", "refused not-a-length"}, {"minuti", "refused not-a-length"}, {"-2m", "refused not-a-length"},
		{"0s", "refused not-a-length"}, {"999999 ore", "refused not-a-length"}, {"99999999h", "refused not-a-length"},
		{"2 minuti fa", "refused too-many-words"}, {"2x", "refused not-a-length"},
	} {
		in := voting(t).input("anna")
		spec, _ := b.Find("extend")
		err := b.Parse(spec, chat.Call{Text: c.typed}, &in)
		if got := shown(in.Args, err); got != c.want && got != "by="+c.want {
			t.Errorf("%q: got %s, want %s", c.typed, got, c.want)
		}
	}
}
