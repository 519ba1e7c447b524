package command

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"assenso/governance"
)

// NameDoubt is a typed name that is nobody's for sure, and whom it may have
// meant. Nobody is ever guessed: whoever typed it says.
type NameDoubt struct {
	Refusal error   // a *governance.Refusal: PersonNear, WhichMember or UnknownPerson
	Could   []Meant // the nearest first; empty where nobody is near
}

// Meant is a person whom a name may have meant, and the whole call as it would
// be then, as a button carries it.
type Meant struct {
	Name string
	Call Token
}

// NameDoubtsError is a refusal of a call for names that are in doubt: show each,
// with what it may have meant as buttons. It unwraps to the first refusal.
type NameDoubtsError struct{ Doubts []NameDoubt }

func (e *NameDoubtsError) Error() string { return e.Doubts[0].Refusal.Error() }

// Unwrap is the refusal of the first name.
func (e *NameDoubtsError) Unwrap() error { return e.Doubts[0].Refusal }

// nameError is a refusal of a name while a line is read.
type nameError struct {
	error
	given string // as typed
	could some
}

func (e *nameError) Unwrap() error { return e.error }

// doubtful turns what was wrong with a name into an answer that offers whom it
// may have meant: the call as typed, with the person in place of the name.
func (b *Book) doubtful(spec Spec, call callText, in *Input, wrong *nameError) error {
	d := NameDoubt{Refusal: wrong.error}
	for _, o := range wrong.could[:min(len(wrong.could), mostListed)] {
		then := *in
		if b.parse(spec, call.instead(wrong.given, "#"+string(o.id)), &then) != nil {
			continue
		}
		d.offer(b, spec, in, o, then.Args)
	}
	return &NameDoubtsError{[]NameDoubt{d}}
}

// offer adds a person, where the call would be lawful now and fits on a button.
// A position is tied to the ballot that is open, so that it strikes no other.
func (d *NameDoubt) offer(b *Book, spec Spec, in *Input, o person, args Values) {
	canonical, ok := spec.canonical(args)
	if !ok {
		return
	}
	then := *in
	then.Args = args
	t := Token{Name: spec.Name, Round: in.Round, Args: canonical}
	if s := in.Meeting; s != nil {
		t.Meeting = MeetingTag(s.ID)
		if b := s.Pending(); b != nil && t.Round.IsZero() {
			t.Round = b.Round
		}
	}
	if _, err := t.Pack(); err == nil && lawfulNow(spec, then) {
		d.Could = append(d.Could, Meant{o.name, t})
	}
}

// lawfulNow tries a call whose arguments are read.
func lawfulNow(spec Spec, in Input) bool {
	o, err := spec.Make(in)
	if err != nil {
		return false
	}
	if o.Meeting == nil {
		return spec.Allows(in)
	}
	return Offer{Try: o.Meeting}.lawful(spec, in)
}

// canonical writes arguments as buttons carry them.
func (s Spec) canonical(args Values) (map[string]string, bool) {
	written := make(map[string]string, len(args))
	for name, v := range args {
		switch s.param(name).Kind {
		case Word, Text:
			written[name] = v.Text
		case Number, Item:
			written[name] = strconv.Itoa(v.Number)
		case Duration:
			written[name] = v.Length.String()
		case When:
			written[name] = v.At.Format(time.RFC3339)
		case Subject:
			written[name] = string(v.Round.On)
		case Round:
			written[name] = v.Round.String()
		case Member, Members:
			ids := make([]string, len(v.Members))
			for i, id := range v.Members {
				ids[i] = string(id)
			}
			written[name] = strings.Join(ids, ",")
		default:
			return nil, false
		}
	}
	return written, true
}

// callText is what was typed in a call.
type callText struct {
	text string
	args map[string]string
}

// instead is the call with other words in one place.
func (c callText) instead(given, other string) callText {
	if i := strings.Index(c.text, given); i >= 0 {
		c.text = c.text[:i] + other + c.text[i+len(given):]
		return c
	}
	c.args = maps.Clone(c.args)
	for k, v := range c.args {
		c.args[k] = strings.Replace(v, given, other, 1)
	}
	return c
}

// aside keeps a doubtful name of a list for later, where the others can be
// acted on without it.
func (r *reader) aside(p Param, err error) bool {
	var wrong *nameError
	if !p.Each || !errors.As(err, &wrong) {
		return false
	}
	r.doubts = append(r.doubts, wrong)
	return true
}

// members reads a list of names.
func (r *reader) members(p Param, at int) (Value, int, error) {
	lex, total := r.book.lex, 0
	stop := r.otherChoice(p)
	var v Value
	for {
		ids, n, err := lex.several(r.people(), r.src, r.toks[at+total:], stop)
		for _, id := range ids {
			if !slices.Contains(v.Members, id) {
				v.Members = append(v.Members, id)
			}
		}
		if total > 0 && n == 0 && err == nil { // a name must follow, and this is nobody's
			piece := lex.piece(r.line(at+total), stop)
			n, err = len(piece), r.people().meant(r.src, piece)
		}
		total += n
		if err == nil || !r.aside(p, err) {
			return v, total, err
		}
		if at+total >= len(r.toks) {
			return v, total, nil
		}
		_, and := lex.and.match(r.line(at + total))
		if and == 0 && !parted(r.toks[at+total-1]) || stop(r.toks[at+total+and:]) {
			return v, total, nil
		}
		total += and
	}
}

// firstAside puts aside a doubtful name that begins a list.
func (r *reader) firstAside(err error) bool {
	for _, p := range r.open() {
		if p.Kind == Members && r.aside(p, err) {
			r.at += len(r.book.lex.piece(r.line(r.at), r.otherChoice(p)))
			_, and := r.book.lex.and.match(r.line(r.at))
			r.at += and
			return true
		}
	}
	return false
}

// settleDoubts says what becomes of the names put aside: with other names, they
// are asked about beside; without any, the call is refused.
func (r *reader) settleDoubts() error {
	if len(r.doubts) == 0 {
		return nil
	}
	name := ""
	for _, p := range r.spec.Params {
		if p.Each {
			name = p.Name
		}
	}
	all := &NameDoubtsError{}
	for _, wrong := range r.doubts {
		d := NameDoubt{Refusal: wrong.error}
		for _, o := range wrong.could[:min(len(wrong.could), mostListed)] {
			args := maps.Clone(r.in.Args)
			args[name] = Value{Members: []governance.MemberID{o.id}}
			d.offer(r.book, r.spec, r.in, o, args)
		}
		all.Doubts = append(all.Doubts, d)
	}
	if len(r.in.Args[name].Members) == 0 {
		return all
	}
	r.in.Doubts = all.Doubts
	return nil
}
