package reading_test

import (
	"slices"
	"strings"
	"testing"

	"assenso/bot/reading"
)

// A frame puts a voting word into a sentence; reads gives the readings it may then have, by the word's own
// position: o for object, a for abstain, y for assent, u for unclear, n for none, x for the word's own
// position, ! for the opposite one (unclear for an abstention).
type frame struct {
	sentence string // with _ for the word
	reads    string
}

var (
	italianAdjectives = map[string]reading.Act{
		"contrario": reading.Object, "contraria": reading.Object, "contro": reading.Object, "sfavorevole": reading.Object, "in disaccordo": reading.Object,
		"astenuto": reading.Abstain, "astenuta": reading.Abstain,
		"favorevole": reading.Assent, "a favore": reading.Assent, "d'accordo": reading.Assent,
	}
	italianAdjectiveFrames = []frame{
		{"_", "x"}, {"_.", "x"}, {"_!!!", "x"}, {"Io _", "x"}, {"sono _", "x"}, {"Io sono _", "x"}, {"io resto _", "x"}, {"Mi dichiaro _", "x"},
		{"Buonasera a tutti, _", "x"}, {"sono _, grazie", "x"}, {"Personalmente sono _", "x"}, {"da parte mia sono _", "x"}, {"Preside, sono _", "x"},
		{"sono decisamente _", "x"}, {"al punto 3 sono _", "x"}, {"sono _ al punto 3", "x"}, {"sul punto 3: _", "x"}, {"sono _ a questa proposta", "x"},
		{"mi segni _", "x"}, {"segnatemi _", "x"}, {"scusate, volevo dire _", "x"}, {"Metto a verbale che sono _", "x"}, {"il mio voto è _", "x"},
		{"sono _ perché il testo non è chiaro", "x"}, {"il testo non è chiaro, quindi sono _", "x"}, {"Sono Anna Verdi e sono _", "x"},
		{"come genitore sono _", "x"}, {"anche io sono _", "x"}, {"anch'io _", "x"}, {"_ anche io", "x"}, {"ripeto: _", "x"},
		{"non sono _", "!u"}, {"io non sono _", "!u"}, {"non sono affatto _", "!u"},
		{"sarei _", "u"}, {"forse sono _", "u"}, {"forse _", "u"}, {"_, forse", "u"}, {"potrei essere _", "u"}, {"se il testo non cambia sono _", "u"},
		{"sono _ se il testo non cambia", "u"}, {"_ a condizione che si cambi il testo", "u"}, {"vorrei essere _", "u"}, {"penso di essere _", "u"}, {"quasi quasi sono _", "u"},
		{"sono _?", "n"}, {"chi è _?", "n"}, {"sei _?", "n"}, {"Anna, sei _?", "n"}, {"perché sei _?", "n"}, {"chi è _ lo scriva in chat", "n"}, {"chi è _", "n"},
		{"Rossi è _", "n"}, {"la collega è _", "n"}, {"mia moglie è _", "n"}, {"il dirigente è _", "n"}, {"la collega ha detto che è _", "n"}, {"lei è _", "n"},
		{"la collega sarebbe _", "n"}, {"Rossi era _", "n"}, {"l'anno scorso ero _", "n"}, {"nel 2019 ero _", "n"}, {"ieri ero _", "n"},
		{"al punto 9 sono _", "nu"}, {"sul punto 9 _", "nu"}, {"> sono _", "n"}, {"> sono _\nperché?", "n"}, {"nessuno è _", "n"}, {"se sono _ dove lo scrivo?", "n"},
		{"come faccio se sono _?", "n"}, {"vale anche se sono _?", "n"},
	}
	italianVerbs = map[string]reading.Act{
		"mi oppongo": reading.Object, "voto contro": reading.Object, "voto no": reading.Object, "voto contrario": reading.Object, "dissento": reading.Object,
		"mi astengo":      reading.Abstain,
		"voto favorevole": reading.Assent, "voto a favore": reading.Assent, "voto sì": reading.Assent, "approvo": reading.Assent, "concordo": reading.Assent,
	}
	italianVerbFrames = []frame{
		{"_", "x"}, {"_!", "x"}, {"io _", "x"}, {"Io _ e basta", "x"}, {"anche io _", "x"}, {"no, _", "x"}, {"sì, _", "x"}, {"ok, _", "x"}, {"Buonasera, _", "x"},
		{"Con dispiacere, _", "x"}, {"Al punto 3 _", "x"}, {"_ al punto 3", "x"}, {"su questo punto _", "x"}, {"dichiaro che _", "x"}, {"confermo che _", "x"},
		{"come rappresentante dei genitori _", "x"}, {"la collega è contraria ma io _", "x"}, {"non ho letto il documento, _", "x"}, {"non ho letto il documento quindi _", "x"},
		{"_ perché non ho letto il documento", "x"}, {"_, il documento è arrivato tardi", "x"}, {"scusate ho sbagliato, _", "x"}, {"Rossi\n_", "x"},
		{"_ - Anna Verdi", "x"}, {"_ (Anna Verdi, 3B)", "x"}, {"con rammarico _", "x"}, {"nel dubbio _", "xu"},
		{"se il testo resta così _", "u"}, {"_ solo se si cambia il testo", "u"}, {"forse _", "u"}, {"credo che _", "u"}, {"_ a meno che non si cambi", "u"},
		{"_?", "n"}, {"se _ cosa succede?", "n"}, {"dove scrivo se _?", "n"}, {"> _", "n"}, {"> _\nma perché?", "n"}, {"al punto 9 _", "nu"},
		{"nella prossima seduta _", "nu"},
	}
	englishAdjectives = map[string]reading.Act{
		"against": reading.Object, "opposed": reading.Object, "abstaining": reading.Abstain, "in favour": reading.Assent,
	}
	englishAdjectiveFrames = []frame{
		{"_", "x"}, {"I'm _", "x"}, {"I am _", "x"}, {"im _", "x"}, {"I'm still _", "x"}, {"Personally I'm _", "x"}, {"I'm _ on item 3", "x"}, {"On item 3 I'm _", "x"},
		{"put me down as _", "x"}, {"please record me as _", "x"}, {"sorry, I meant _", "x"}, {"I'm _ because the text is unclear", "x"}, {"the text is unclear, so I'm _", "x"},
		{"I'm Anna Green and I'm _", "x"}, {"Hi all, _", "x"}, {"_, thanks", "x"}, {"as a parent I'm _", "x"}, {"I'm strongly _", "x"}, {"for the record I'm _", "x"},
		{"I'm not _", "!u"}, {"I am not _", "!u"}, {"not _", "!u"},
		{"I'd be _", "u"}, {"maybe I'm _", "u"}, {"I might be _", "u"}, {"I'm _ if the text stays", "u"}, {"if the text stays I'm _", "u"}, {"I'm _ unless it changes", "u"},
		{"I think I'm _", "u"}, {"I would be _", "u"}, {"_, maybe", "u"}, {"probably _", "u"},
		{"who is _?", "n"}, {"are you _?", "n"}, {"is anyone _?", "n"}, {"am I _?", "n"}, {"Tom is _", "n"}, {"Tom said he's _", "n"}, {"my wife is _", "n"}, {"they are _", "n"},
		{"last year I was _", "n"}, {"in 2019 I was _", "n"}, {"> I'm _", "n"}, {"> I'm _\nwhy?", "n"}, {"on item 9 I'm _", "nu"}, {"what if I'm _?", "n"}, {"if you are _ type it in the chat", "n"},
		{"the board was _", "n"}, {"nobody is _", "n"},
	}
	englishVerbs = map[string]reading.Act{
		"object": reading.Object, "oppose this": reading.Object, "disagree": reading.Object, "vote no": reading.Object, "vote against": reading.Object,
		"abstain": reading.Abstain, "approve": reading.Assent, "agree": reading.Assent, "support this": reading.Assent, "vote yes": reading.Assent, "vote in favour": reading.Assent,
	}
	englishVerbFrames = []frame{
		{"I _", "x"}, {"i _", "x"}, {"I will _", "xu"}, {"I'll _", "xu"}, {"I must _", "x"}, {"I have to _", "x"}, {"no, I _", "x"}, {"yes, I _", "x"}, {"ok, I _", "x"},
		{"Tom objects but I _", "x"}, {"I haven't read it so I _", "x"}, {"I _ because I haven't read it", "x"}, {"I _ - Anna Green", "x"}, {"On item 3 I _", "x"}, {"I strongly _", "x"}, {"sorry, wrong button: I _", "x"},
		{"I'd _", "u"}, {"I might _", "u"}, {"maybe I _", "u"}, {"I'd like to _", "xu"}, {"if the text stays I _", "u"}, {"I _ unless it changes", "u"}, {"I think I _", "u"}, {"perhaps I should _", "u"},
		{"do you _?", "n"}, {"who will _?", "n"}, {"can I _?", "n"}, {"should we _?", "n"}, {"they _", "n"}, {"some parents _", "n"}, {"> I _", "n"}, {"you can _ in the chat", "n"}, {"on item 9 I _", "nu"},
	}
)

func TestEveryVotingWordIsReadInEveryFrame(t *testing.T) {
	r := reader(t)
	for _, set := range []struct {
		words  map[string]reading.Act
		frames []frame
	}{
		{italianAdjectives, italianAdjectiveFrames}, {italianVerbs, italianVerbFrames},
		{englishAdjectives, englishAdjectiveFrames}, {englishVerbs, englishVerbFrames},
	} {
		for word, act := range set.words {
			for _, f := range set.frames {
				message := strings.ReplaceAll(f.sentence, "_", word)
				if got := r.Read(message, reading.Context{Item: 3, Title: "Settimana corta"}); !slices.Contains(f.accept(act), got.Act) {
					t.Errorf("Read(%q) = %s (%s), want %v", message, got.Act, got.Reason, f.accept(act))
				}
			}
		}
	}
}

func (f frame) accept(act reading.Act) []reading.Act {
	opposite := map[reading.Act]reading.Act{reading.Object: reading.Assent, reading.Assent: reading.Object, reading.Abstain: reading.Unclear}
	var acts []reading.Act
	for _, letter := range f.reads {
		acts = append(acts, map[rune]reading.Act{'x': act, '!': opposite[act], 'u': reading.Unclear, 'n': reading.None}[letter])
	}
	return acts
}
