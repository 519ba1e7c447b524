package command

import (
	"maps"
	"slices"
	"strings"
	"time"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// consume reads one argument that the tokens begin with, and how many tokens
// it takes: none where they are something else.
func (r *reader) consume(p Param, at int) (Value, int, error) {
	toks, lex := r.line(at), r.book.lex
	if len(toks) == 0 {
		return Value{}, 0, nil
	}
	switch p.Kind {
	case Word:
		if len(p.Choices) == 0 {
			return Value{Text: toks[0].raw}, 1, nil
		}
		v, n := r.words.choices[p.Name].match(toks)
		return Value{Text: v}, n, nil
	case Number, Item:
		v, n := lex.number(toks)
		return Value{Number: v}, n, nil
	case Duration:
		d, n := lex.length(toks)
		if n > 0 && d <= 0 {
			return Value{}, n, r.not(p, at)
		}
		return Value{Length: d}, n, nil
	case When:
		t, n, err := lex.when(r.src, toks, r.in.Now, r.zone())
		return Value{At: t}, n, err
	case Member:
		o, n, err := r.person(p, toks)
		return Value{Members: []governance.MemberID{o.id}}, n, err
	case Members:
		return r.members(p, at)
	case Subject:
		on, n := r.subject(toks)
		return Value{Round: meeting.Round{On: on}}, n, nil
	case Round:
		v, n := r.round(toks)
		return Value{Round: v}, n, nil
	}
	return Value{}, 0, nil
}

// person reads a member; one that must be ended by a colon is none without it.
func (r *reader) person(p Param, toks []token) (person, int, error) {
	if !p.Colon {
		return r.people().prefix(r.src, toks)
	}
	end := slices.IndexFunc(toks, func(t token) bool { return t.sep == ':' })
	if end < 0 || end >= mostNames {
		return person{}, 0, nil
	}
	o, n, err := r.people().prefix(r.src, toks[:end+1])
	if n != end+1 {
		return person{}, 0, nil
	}
	return o, n, err
}

// otherChoice tells the words that begin another argument from names.
func (r *reader) otherChoice(but Param) func([]token) bool {
	return func(toks []token) bool {
		for _, p := range r.open() {
			if p.Name != but.Name {
				if _, n := r.words.choices[p.Name].match(toks); n > 0 {
					return true
				}
			}
		}
		return false
	}
}

// subject reads what a ballot is on: "minutes", "change 2", "amendment 1" to the
// open item, "item 3", "3".
func (r *reader) subject(toks []token) (meeting.Subject, int) {
	l := r.book.lex
	of, n := l.subjects.match(toks)
	if of == "minutes" {
		return meeting.OnMinutes, n
	}
	v, took := l.number(toks[n:])
	switch {
	case took == 0 || v == 0:
		return "", 0
	case of == "change":
		return meeting.OnChange(v), n + took
	case of == "amendment" && r.in.Meeting != nil:
		return meeting.OnAmendment(r.in.Meeting.Current, v), n + took
	}
	return meeting.OnItem(v), n + took
}

// round reads a ballot: "3/1", or what it was on, and the last one on it.
func (r *reader) round(toks []token) (meeting.Round, int) {
	if item, ballot, ok := strings.Cut(toks[0].fold, "/"); ok {
		v, okItem := atoi(item, 4)
		b, okBallot := atoi(ballot, 4)
		if !okItem || !okBallot || v < 1 || b < 1 {
			return meeting.Round{}, 0
		}
		return meeting.Round{On: meeting.OnItem(v), N: b}, 1
	}
	on, n := r.subject(toks)
	if n == 0 {
		return meeting.Round{}, 0
	}
	return r.lastOn(on), n
}

// lastOn is the latest ballot on a subject; the first, where there was none.
func (r *reader) lastOn(on meeting.Subject) meeting.Round {
	if r.in.Meeting != nil {
		if b := r.in.Meeting.LastBallot(on); b != nil {
			return b.Round
		}
	}
	return meeting.Round{On: on, N: 1}
}

// not says why words are not what a parameter holds.
func (r *reader) not(p Param, at int) error {
	given := r.given(at)
	switch p.Kind {
	case Word:
		if len(p.Choices) == 0 {
			return r.missing(p)
		}
		return governance.Refuse(NotAChoice, "given", given, "choices", r.choices(p))
	case Number, Item:
		return governance.Refuse(NotANumber, "given", given, "param", lang.T("command."+r.spec.Name+".param."+p.Name+".name"))
	case Duration:
		return governance.Refuse(NotALength, "given", given)
	case When:
		return governance.Refuse(NotADate, "given", given)
	case Member, Members:
		return r.people().meant(r.src, r.book.lex.piece(r.line(at), r.otherChoice(p)))
	case Subject, Round:
		return governance.Refuse(NotABallot, "given", given)
	}
	return r.missing(p)
}

func (r *reader) choices(p Param) []lang.Text {
	texts := make([]lang.Text, len(p.Choices))
	for i, c := range p.Choices {
		texts[i] = choiceText(r.spec.Name, c)
	}
	return texts
}

func choiceText(command, choice string) lang.Text {
	return lang.T("command." + command + ".choice." + choice + ".name")
}

// nearly refuses words that are nearly an argument, before free text would
// swallow them: "a distnza", "Rosi: influenza".
func (r *reader) nearly(p Param) error {
	toks := r.line(r.at)
	switch {
	case p.Kind == Word && len(p.Choices) > 0:
		if c, ok := r.words.choices[p.Name].near(toks); ok {
			return governance.Refuse(ChoiceNear, "given", r.given(r.at), "near", choiceText(r.spec.Name, c))
		}
	case p.Kind == Member && p.Colon:
		end := slices.IndexFunc(toks, func(t token) bool { return t.sep == ':' })
		if end < 0 || end >= mostNames {
			return nil
		}
		err := r.people().meant(r.src, toks[:end+1])
		if why, _ := governance.Refused(err); why == PersonNear {
			return err
		}
	}
	return nil
}

// near finds the phrase that the tokens begin with but for a slip.
func (p phrases) near(toks []token) (string, bool) {
	for _, f := range p {
		if len(f.words) > len(toks) {
			continue
		}
		typed := make([]string, len(f.words))
		for i := range f.words {
			typed[i] = toks[i].fold
		}
		if slip(strings.Join(typed, " "), strings.Join(f.words, " ")) < 3 {
			return f.value, true
		}
	}
	return "", false
}

// options takes in what a platform's menu or a button gave, by canonical name.
func (r *reader) options(args map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(args)) {
		given := args[name]
		p := r.spec.param(name)
		if p.Name == "" {
			return governance.Refuse(StaleButton)
		}
		v, err := r.option(p, given)
		if err != nil {
			return err
		}
		r.in.Args[name] = v
	}
	return nil
}

// option reads one value that is nothing else.
func (r *reader) option(p Param, given string) (Value, error) {
	switch p.Kind {
	case Text:
		return Value{Text: strings.TrimSpace(given)}, nil
	case Agenda:
		return r.agenda(p, given)
	}
	if v, ok := r.exact(p, given); ok {
		return v, nil
	}
	if r.in.Button {
		return Value{}, governance.Refuse(StaleButton)
	}
	if strings.TrimSpace(given) == "" {
		return Value{}, r.missing(p)
	}
	r.src, r.toks, r.at = given, scan(given), 0
	v, n, err := r.consume(p, 0)
	if err == nil && (n == 0 || n < len(r.toks)) {
		err = r.not(p, 0)
	}
	return v, err
}

// exact reads the canonical form, which buttons carry.
func (r *reader) exact(p Param, given string) (Value, bool) {
	switch p.Kind {
	case Word:
		return Value{Text: given}, len(p.Choices) == 0 || slices.Contains(p.Choices, given)
	case Number, Item:
		n, ok := atoi(given, 9)
		return Value{Number: n}, ok
	case Duration:
		d, err := time.ParseDuration(given)
		return Value{Length: d}, err == nil && d > 0 && d <= longest
	case When:
		t, err := time.Parse(time.RFC3339, given)
		return Value{At: t}, err == nil
	case Subject:
		on := meeting.Subject(given)
		known := on == meeting.OnMinutes || on == meeting.OnItem(on.Item()) || on == meeting.OnChange(on.Change()) ||
			on == meeting.OnAmendment(on.Amendment())
		return Value{Round: meeting.Round{On: on}}, known
	case Round:
		var v meeting.Round
		err := v.UnmarshalText([]byte(given))
		return Value{Round: v}, err == nil && !v.IsZero() && v.String() == given
	case Member, Members:
		return r.ids(p, given)
	}
	return Value{}, false
}

// ids reads the ids of members, as a button carries them. Typed words are
// names: an id could be another's first name.
func (r *reader) ids(p Param, given string) (Value, bool) {
	if !r.in.Button {
		return Value{}, false
	}
	var v Value
	for id := range strings.SplitSeq(given, ",") {
		o, ok := r.people().byID(id)
		if !ok {
			return Value{}, false
		}
		v.Members = append(v.Members, o.id)
	}
	return v, p.Kind == Members || len(v.Members) == 1
}
