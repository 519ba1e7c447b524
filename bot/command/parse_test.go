package command_test

import (
	"strings"
	"testing"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/governance"
)

func TestArgumentsAreReadAsPeopleTypeThem(t *testing.T) {
	b, words := book(t), catalogue(t)
	for _, c := range []struct {
		name, call, typed, want string
	}{
		{"nothing is needed to say one is here", "presente", "", ""},
		{"the mode in two words", "presente", "in sede", `mode="in-person"`},
		{"the mode of the other language", "presente", "remotely", `mode="remote"`},
		{"accents and capitals do not matter", "PRESENTE", "A DISTANZA", `mode="remote"`},
		{"mode and device with a comma", "presente", "a distanza, smartphone", `equipment="smartphone" mode="remote"`},
		{"a device alone", "presente", "dal telefono di casa", `equipment="dal telefono di casa"`},
		{"a mode mistyped does not become a device", "presente", "a distnza", "refused choice-near"},
		{"a vote with words", "contrario", "costa troppo", `words="costa troppo"`},
		{"words stay as they were typed", "dichiaro", `  «Non» sono d'accordo:  nome=x, "basta"  `, `text="«Non» sono d'accordo:  nome=x, \"basta\""`},
		{"words go on below", "nota", "Prima riga\nseconda: riga", `text="Prima riga\nseconda: riga"`},
		{"an excuse of one's own", "giustifico", "Rossi mi sostituisce, ho la febbre", `text="Rossi mi sostituisce, ho la febbre"`},
		{"an excuse handed in by the secretary", "giustifico", "De Luca: influenza", `member=elena text="influenza"`},
		{"the same by name", "giustifico", "componente=elena testo=influenza", `member=elena text="influenza"`},
		{"a mistyped name before the colon is not one's own excuse", "giustifico", "De Lucca: influenza", "refused person-near"},
		{"a colon after another word is text", "giustifico", "Motivo: influenza", `text="Motivo: influenza"`},
		{"no text to an excuse", "giustifico", "", "refused missing-argument"},
		{"an appointment", "incarica", "moderatore Neri", `member=nico office="moderator"`},
		{"in the other order, with small words", "incarica", "a Neri lo scrutinio", `member=nico office="teller"`},
		{"an office nobody can be given", "incarica", "bidello Neri", "refused not-a-choice"},
		{"a person nobody is called", "incarica", "moderatore Zanetti", "refused unknown-person"},
		{"a person mistyped", "incarica", "moderatore Nari", "refused person-near"},
		{"a person who could be two", "incarica", "moderatore Rossi", "refused which-member"},
		{"told apart by the first name", "incarica", "moderatore rossi franca", `member=franca office="moderator"`},
		{"told apart by an initial", "incarica", "scrutatore Rossi F.", `member=franca office="teller"`},
		{"an item", "punto", "3", "n=3"},
		{"an item in words", "punto", "numero tre", "n=3"},
		{"the end of an item", "punto", "fine", `end="end"`},
		{"not a number", "punto", "terzultimo", "refused too-many-words"},
		{"a ballot by itself", "vota", "", ""},
		{"its window, short", "vota", "3m", "window=3m0s"},
		{"its window, in words", "vota", "un minuto e mezzo", "window=1m30s"},
		{"a roll call with a window", "vota", "per appello nominale, 5 minuti", `how="rollcall" window=5m0s`},
		{"a secret ballot is understood, and left to the rules", "vota", "a scrutinio segreto", `how="secret"`},
		{"a change, with a window after it", "vota", "modifica 2 per 3 minuti", "on=change-2 window=3m0s"},
		{"the minutes", "ballot", "minutes", "on=minutes"},
		{"named arguments", "vota", "durata=2m modo=appello", `how="rollcall" window=2m0s`},
		{"no time at all is no window", "vota", "0 minuti", "refused not-a-length"},
		{"what a ballot cannot take", "vota", "subito adesso", "refused too-many-words"},
		{"a length without its unit", "attendi", "3", "refused not-a-length"},
		{"a length of half an hour", "attendi", "mezz'ora", "by=30m0s"},
		{"settled with a reason", "definisci", "Neri contrario lo ha detto a voce", `as="against" member=nico reason="lo ha detto a voce"`},
		{"settled the other way round", "settle", `not voting Neri "no answer"`, `as="not-voting" member=nico reason="no answer"`},
		{"settled without a reason", "definisci", "Neri contrario", "refused missing-argument"},
		{"settled, of a name that is nobody's", "definisci", "Zanetti contrario a voce", "refused unknown-person"},
		{"repeated by name, with the reason", "ripeti", "appello: linea caduta", `reason="linea caduta" rollcall="yes"`},
		{"repeated, the reason only", "ripeti", "linea caduta", `reason="linea caduta"`},
		{"an opening with the reason", "apri", "motivo: avvisati a voce", `reason="avvisati a voce"`},
		{"an opening elsewhere", "apri", `luogo="sala B" motivo=avvisati a voce`, `place="sala B" reason="avvisati a voce"`},
		{"put off with the reason", "chiudi", "rinvio è mancato il numero legale", `how="adjourn" reason="è mancato il numero legale"`},
		{"several present, in the room", "segna", "presenti Neri, De Luca e D'Angelo in sede", `as="present" members=nico,elena,dario mode="in-person"`},
		{"one present, as one would say it", "segna", "Neri presente a distanza", `as="present" members=nico mode="remote"`},
		{"several, a line each", "mark", "left\nNeri\nDe Luca", `as="left" members=nico,elena`},
		{"one of several unknown: the others are taken", "segna", "usciti Neri, Zanetti e De Luca", `as="left" members=nico,elena`},
		{"one of several ambiguous", "segna", "usciti Neri e Rossi", `as="left" members=nico`},
		{"all of them in doubt", "segna", "usciti Rossi e Zanetti", "refused which-member"},
		{"one of several to be called: all or none", "appello", "chiama Neri e Rossi", "refused which-member"},
		{"a person twice is one", "segna", "usciti Neri, Nicolò Neri", `as="left" members=nico`},
		{"a vote of one without a device", "segna", "contrario Omar", `as="against" members=omar`},
		{"an excuse accepted", "accetta", "Neri", "member=nico"},
		{"an excuse declined", "accetta", "Neri no", `member=nico yes="no"`},
		{"delivered to all", "consegnata", "a tutti: circolare 41", `via="circolare 41" who="all"`},
		{"delivered to some", "consegnata", "a Neri e De Luca a mano", `members=nico,elena via="a mano"`},
		{"a draft", "verbale", "bozza", `action="draft"`},
		{"an approval given up, with the reason", "verbale", "rinuncia sono rimasti in tre", `action="giveup" reason="sono rimasti in tre"`},
		{"a ballot to explain", "spiega", "2/1 Neri", "member=nico round=2/1"},
		{"the last ballot on an item", "spiega", "punto 2", "round=2/1"},
		{"the ballot on the minutes", "explain", "minutes", "round=minutes/1"},
		{"no such ballot", "spiega", "2/0", "refused not-a-ballot"},
		{"a request recognised", "riconosci", "richiesta 1 Conti", "member=omar request=1"},
		{"a request declined", "riconosci", "1 no", `request=1 yes="no"`},
		{"an erasure", "cancella", "Neri richiesta del 3 marzo", `member=nico reason="richiesta del 3 marzo"`},
		{"help on a command", "aiuto", "/vota", `name="/vota"`},
		{"too much", "proclama", "subito", "refused too-many-words"},
		{"far too much", "nota", strings.Repeat("x", 70_000), "refused text-too-long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec, ok := b.Find(c.call)
			if !ok {
				t.Fatalf("no command %q", c.call)
			}
			in := voting(t).input("carla")
			err := b.Parse(spec, chat.Call{Name: c.call, Text: c.typed}, &in)
			if got := shown(in.Args, err); got != c.want {
				t.Errorf("%s %q\n got %s\nwant %s", c.call, c.typed, got, c.want)
			}
			say(words, err)
		})
	}
}

func TestNamesAreFoundByAnyPartThatIsTheirsAlone(t *testing.T) {
	b, words := book(t), catalogue(t)
	spec, _ := b.Find("accept")
	for _, c := range []struct{ typed, want string }{
		{"Bianchi", "member=anna"},
		{"anna", "member=anna"},
		{"ANNA BIANCHI", "member=anna"},
		{"Bianchi Anna", "member=anna"},
		{"D'Angelo", "member=dario"},
		{"d’angelo", "member=dario"},
		{"Angelo", "member=dario"},
		{"De Luca", "member=elena"},
		{"luca", "member=elena"},
		{"nicolo", "member=nico"},
		{"Galli", "member=omar"},
		{"conti galli", "member=omar"},
		{"Conti-Galli", "member=omar"},
		{"Bian", "member=anna"},
		{"\"Rossi Bruno\"", "member=bruno"},
		{"Rossi B.", "member=bruno"},
		{"#bruno", "member=bruno"},
		{"Rossi", "refused which-member"},
		{"Bi", "refused unknown-person"},
		{"Biancchi", "refused person-near"},
		{"Rossi Anna", "refused which-member"},
		{"Zuccaro", "refused unknown-person"},
		{"", "refused missing-argument"},
	} {
		in := opened(t).input("carla")
		err := b.Parse(spec, chat.Call{Text: c.typed}, &in)
		if got := shown(in.Args, err); got != c.want {
			t.Errorf("%q: got %s, want %s", c.typed, got, c.want)
		}
		say(words, err)
	}
}

// The answer to an ambiguous name lists who it could be, and nobody else.
func TestAnAmbiguousNameListsWhomItCouldMean(t *testing.T) {
	b := book(t)
	spec, _ := b.Find("accept")
	in := opened(t).input("carla")
	got := say(catalogue(t), b.Parse(spec, chat.Call{Text: "Rossi"}, &in))
	for _, want := range []string{"Rossi Bruno o Rossi Franca", "Rossi Bruno or Rossi Franca"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
}

// Answers to mistyped names would tell a stranger who the members are.
func TestAStrangerLearnsNoNames(t *testing.T) {
	b := book(t)
	for _, call := range []string{"link", "excuse", "explain", "mark"} {
		spec, _ := b.Find(call)
		for _, typed := range []string{"Rossi", "Biancchi", "componente=Rossi", "Rosi: x", "presenti Rosi"} {
			in := opened(t).input("")
			in.Account = "console:stranger"
			got := say(catalogue(t), b.Parse(spec, chat.Call{Text: typed}, &in))
			for _, p := range persons {
				if strings.Contains(got, p[1]) {
					t.Errorf("%s %q tells %s: %s", call, typed, p[1], got)
				}
			}
		}
	}
}

func TestMenusAndButtonsGiveArgumentsByName(t *testing.T) {
	b := book(t)
	for _, c := range []struct {
		name, call string
		args       map[string]string
		button     bool
		want       string
	}{
		{"a menu's words", "here", map[string]string{"mode": "in sede", "equipment": "pc: grande"}, false, `equipment="pc: grande" mode="in-person"`},
		{"a menu's name of a person", "accept", map[string]string{"member": "Neri"}, false, "member=nico"},
		{"a menu's length", "extend", map[string]string{"by": "2 minuti"}, false, "by=2m0s"},
		{"more than a length", "extend", map[string]string{"by": "2 minuti fa"}, false, "refused not-a-length"},
		{"an empty field", "accept", map[string]string{"member": " "}, false, "refused missing-argument"},
		{"a button's person", "accept", map[string]string{"member": "bruno", "yes": "no"}, true, `member=bruno yes="no"`},
		{"a button's length", "extend", map[string]string{"by": "3m"}, true, "by=3m0s"},
		{"a button's subject", "ballot", map[string]string{"on": "change-2"}, true, "on=change-2"},
		{"a subject there cannot be", "ballot", map[string]string{"on": "change-02"}, true, "refused stale-button"},
		{"a button's person who is gone", "accept", map[string]string{"member": "zoe"}, true, "refused stale-button"},
		{"a button's choice that is none", "mark", map[string]string{"as": "dead"}, true, "refused stale-button"},
		{"a button with an argument of another command", "here", map[string]string{"member": "bruno"}, true, "refused stale-button"},
		{"a button that leaves something to say", "minutes", map[string]string{"action": "giveup"}, true, `action="giveup"`},
		{"a button that leaves out what is needed", "settle", map[string]string{"member": "bruno"}, true, "refused missing-argument"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec, _ := b.Find(c.call)
			in := opened(t).input("carla")
			in.Button = c.button
			err := b.Parse(spec, chat.Call{Name: c.call, Args: c.args}, &in)
			if got := shown(in.Args, err); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestACommandNeedsItsMeetingOrBody(t *testing.T) {
	b := book(t)
	for call, want := range map[string]governance.Reason{
		"here": command.NoMeetingHere, "convene": command.NoBodyHere, "help": "",
	} {
		spec, _ := b.Find(call)
		in := command.Input{By: "anna"}
		why, _ := governance.Refused(b.Parse(spec, chat.Call{}, &in))
		if why != want {
			t.Errorf("%s: got %q, want %q", call, why, want)
		}
	}
}
