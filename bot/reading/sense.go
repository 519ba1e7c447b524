package reading

import "fmt"

// A form is the grammatical shape in which a word carries a position, a vote or being.
type form uint32

const (
	formAdjective    form = 1 << iota // contraria, against: needs "sono", or stands alone
	formPlural                        // contrari: somebody's, never one author's
	formFirst                         // mi astengo: one author's, whatever stands around it
	formBase                          // abstain: whose it is, the subject tells
	formInfinitive                    // astenermi
	formGerund                        // voting
	formFuture                        // asterrò
	formConditional                   // mi asterrei
	formPast                          // mi sono astenuta
	formThird                         // si astiene
	formWe                            // ci asteniamo
	formNoun                          // astensione
	formLight                         // no, sì, ok: a position only if little else is said
	formMaybeLight                    // si: a light word, or a pronoun
	formPhrase                        // ci sto: says all of it
	formTurned                        // nulla in contrario: says all of it by a negation
	formLeaning                       // perplessa: to be asked about
	formMaybeLeaning                  // non ancora: to be asked about if nothing else is said
	formImperative                    // ignorate: asks the secretary to do it
)

var formNames = map[string]form{
	"adjective": formAdjective, "plural": formPlural, "first": formFirst, "base": formBase, "infinitive": formInfinitive,
	"gerund": formGerund, "future": formFuture, "conditional": formConditional, "past": formPast, "third": formThird,
	"we": formWe, "noun": formNoun, "light": formLight, "maybe-light": formMaybeLight, "phrase": formPhrase,
	"turned": formTurned, "leaning": formLeaning, "maybe-leaning": formMaybeLeaning, "imperative": formImperative,
}

// A class is a part a word plays in the grammar. A word may play several.
type class uint64

const (
	classSide        class = 1 << iota // a position only after a vote word: "negativo"
	classSaid                          // what a withdrawal takes back: "messaggio"
	classWill                          // devo, preferisco: firm
	classCan                           // posso: firm only when denied
	classDoubt                         // forse, tendo a
	classWish                          // vorrei
	classDeclare                       // dichiaro, segnatemi
	classMeant                         // volevo dire
	classCorrect                       // anzi, ops
	classHedge                         // dipende
	classChange                        // cambio il mio voto
	classConfirm                       // confermo
	classSaidSelf                      // ho scritto
	classSaidOther                     // dice, ha scritto
	classSelf                          // io, per me
	classSelfThird                     // la sottoscritta
	classOther                         // lei, la collega
	classWe                            // noi
	classIndefinite                    // chi, tutti
	classMine                          // mio
	classTheirs                        // suo
	classBehalf                        // a nome di
	classNot                           // non
	classNoSuch                        // nessuna
	classIf                            // se, purché
	classBecause                       // perché
	classSo                            // quindi
	classBut                           // ma
	classThough                        // anche se
	classAnd                           // e
	classOr                            // o
	classThat                          // che
	classWhen                          // quando
	classAsk                           // opens a question, with or without its mark: chi, come si
	classInvert                        // opens a question that has its mark: can, posso
	classTag                           // vero?, right?: doubts what was said
	classInstruct                      // scrivete: tells others how to vote
	classPastTime                      // l'anno scorso
	classLaterTime                     // nella prossima seduta
	classEarlier                       // prima, sopra
	classNow                           // ora
	classItemWord                      // punto
	classThisItem                      // la proposta
	classOtherItem                     // l'emendamento
	classPartial                       // in parte
	classIntensifier                   // assolutamente
	classCourtesy                      // grazie
	classThanks                        // grazie
	classLaugh                         // ahah
	classJoke                          // scherzo
	classDigress                       // è un'altra storia
	classIdiom                         // al contrario: holds a voting word and is none
	classSameAs                        // idem, mi associo
	classNotVoting                     // non partecipo al voto
	classChatter                       // sento, link: what talk is about
	classMerit                         // troppo, costa: what reasons are about
	classFiller                        // il, la: of no weight
	classPreposition                   // alla: leads to what a position is on
	classWith                          // con: whom or what one agrees with
	classFrom                          // da: leads away from a position
	classWord                          // a word of no class
	className                          // a word with a capital letter inside a sentence
	classOf                            // del: leads to whom or what a thing belongs
	classPlace                         // qui: where the author says they are
)

var classNames = map[string]class{
	"said": classSaid, "will": classWill, "can": classCan, "doubt": classDoubt, "wish": classWish, "declare": classDeclare,
	"meant": classMeant, "correct": classCorrect, "hedge": classHedge, "change": classChange, "confirm": classConfirm, "said-self": classSaidSelf,
	"said-other": classSaidOther, "self": classSelf, "self-third": classSelfThird, "other": classOther, "we": classWe,
	"indefinite": classIndefinite, "mine": classMine, "theirs": classTheirs, "behalf": classBehalf, "not": classNot,
	"no-such": classNoSuch, "if": classIf, "polite-if": classWord, "because": classBecause, "so": classSo, "but": classBut,
	"though": classThough, "and": classAnd, "or": classOr, "that": classThat, "when": classWhen, "ask": classAsk,
	"invert": classInvert, "tag": classTag, "instruct": classInstruct, "past-time": classPastTime,
	"later-time": classLaterTime, "earlier": classEarlier, "now": classNow, "item-word": classItemWord, "this-item": classThisItem,
	"other-item": classOtherItem, "partial": classPartial, "intensifier": classIntensifier, "courtesy": classCourtesy,
	"thanks": classThanks, "laugh": classLaugh, "joke": classJoke, "digress": classDigress, "idiom": classIdiom, "same-as": classSameAs,
	"not-voting": classNotVoting, "chatter": classChatter, "merit": classMerit, "filler": classFiller,
	"preposition": classPreposition, "of": classOf, "from": classFrom, "with": classWith, "place": classPlace,
}

// A sense is what a phrase of the lexicon means to the grammar.
type sense struct {
	act   Act   // for positions and withdrawals
	forms form  // how it carries act
	vote  form  // how it votes: a vote word makes a position of the word that follows
	be    form  // how it is: sono, era
	is    class // the other parts it plays
	dot   bool  // it may be an abbreviation, whose dot ends no sentence
}

func (s sense) merge(o sense) (sense, error) {
	if s.act != "" && o.act != "" && s.act != o.act {
		return s, fmt.Errorf("both %s and %s", s.act, o.act)
	}
	if s.act == "" {
		s.act = o.act
	}
	s.dot = s.dot || o.dot
	s.forms, s.vote, s.be, s.is = s.forms|o.forms, s.vote|o.vote, s.be|o.be, s.is|o.is
	if s.forms|s.vote|s.be != 0 || s.is&^classWord != 0 {
		s.is &^= classWord // a word that plays a part is not mere content
	}
	return s, nil
}
