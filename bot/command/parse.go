package command

import (
	"errors"
	"strings"
	"time"

	"assenso/bot/chat"
	"assenso/bot/lang"
	"assenso/governance"
)

// Parse fills in.Args from what was typed after a command, or chosen, or from
// what a button carried. The words of every language are understood at once.
//
// Arguments come in any order where their kinds tell them apart, each also as
// name=value; the last free text takes the rest of the line, and of the lines
// below, as it was typed. What could mean two things is refused with what to
// write instead: nothing is guessed. The error is always a *governance.Refusal.
//
// A name that is nobody's for sure is a *NameDoubtsError, which offers whom it
// may have meant; in a list of names that stand each for itself the others are
// taken, and the doubts left in in.Doubts.
func (b *Book) Parse(spec Spec, call chat.Call, in *Input) error {
	typed := callText{call.Text, call.Args}
	err := b.parse(spec, typed, in)
	var wrong *nameError
	if errors.As(err, &wrong) {
		return b.doubtful(spec, typed, in, wrong)
	}
	return err
}

func (b *Book) parse(spec Spec, call callText, in *Input) error {
	in.Args, in.Doubts = Values{}, nil
	switch {
	case len(call.text) > textMost:
		return governance.Refuse(TextTooLong, "most", textMost)
	case spec.Scope == OfMeeting && in.Meeting == nil:
		return governance.Refuse(NoMeetingHere)
	case spec.Scope == OfBody && in.Body == nil:
		return governance.Refuse(NoBodyHere)
	}
	r := &reader{book: b, spec: spec, words: b.words[spec.Name], in: in}
	if err := r.options(call.args); err != nil {
		return err
	}
	if err := r.typed(strings.ReplaceAll(call.text, "\r\n", "\n")); err != nil {
		return err
	}
	for _, p := range spec.Params {
		if p.Required && !in.Args.Has(p.Name) && (!p.Each || len(r.doubts) == 0) {
			return r.missing(p)
		}
	}
	return r.settleDoubts()
}

// reader reads the arguments of one call.
type reader struct {
	book  *Book
	spec  Spec
	words *commandWords
	in    *Input
	roll  *people // made when a name is first asked for
	src   string
	toks  []token
	at    int
	// doubts are names put aside from a list.
	doubts []*nameError
}

// zone is the one in which people of the body write dates.
func (r *reader) zone() *time.Location {
	switch {
	case r.in.Meeting != nil:
		return r.in.Meeting.Zone()
	case r.in.Body != nil:
		return r.in.Body.Bylaws.Location()
	}
	return time.UTC
}

func (r *reader) people() *people {
	if r.roll == nil {
		r.roll = peopleOf(r.in, r.spec.Past)
	}
	return r.roll
}

// typed reads a line of words.
func (r *reader) typed(text string) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	if only, ok := r.onlyText(); ok {
		// Nothing of a member's words is taken for anything else.
		r.in.Args[only.Name] = Value{Text: strings.TrimSpace(text)}
		return nil
	}
	if r.spec.Lines {
		var err error
		if text, err = r.headers(text); err != nil {
			return err
		}
	}
	r.src, r.toks, r.at = text, scan(text), 0
	for r.at < len(r.toks) {
		more, err := r.step()
		if err != nil {
			return err
		}
		if !more {
			break
		}
	}
	return nil
}

// onlyText is the parameter of a command that takes free text and no more.
func (r *reader) onlyText() (Param, bool) {
	for _, p := range r.spec.Params {
		if p.Kind != Text && !p.Named {
			return Param{}, false
		}
	}
	for _, p := range r.spec.Params {
		if p.Kind == Text && !p.Named {
			return p, len(r.spec.Params) == 1
		}
	}
	return Param{}, false
}

// step reads the next argument. It reports false at the end.
func (r *reader) step() (bool, error) {
	if took, err := r.named(); took || err != nil {
		return took, err
	}
	if took, err := r.positional(); took || err != nil {
		return took, err
	}
	if err := r.stuck(); err != nil {
		if r.firstAside(err) {
			return true, nil
		}
		return false, err
	}
	p, _ := r.freeText()
	from := r.toks[r.at].start
	r.at = len(r.toks)
	return false, r.rest(p, r.src[from:])
}

// open lists the parameters that words without a name could still be for.
func (r *reader) open() []Param {
	var open []Param
	for _, p := range r.spec.Params {
		if !p.Named && !r.in.Args.Has(p.Name) {
			open = append(open, p)
		}
	}
	return open
}

func (r *reader) freeText() (Param, bool) {
	for _, p := range r.open() {
		if p.Kind.free() {
			return p, true
		}
	}
	return Param{}, false
}

// line are the tokens from one on, to the end of its line.
func (r *reader) line(at int) []token {
	if at >= len(r.toks) {
		return nil
	}
	return r.toks[at:r.toks[at].line]
}

// mostSkipped bounds the words without meaning between two arguments.
const mostSkipped = 3

// positional reads an argument by its kind, over words that mean nothing and
// over the parameter's own name.
func (r *reader) positional() (bool, error) {
	skip := 0
	for range mostSkipped {
		for _, p := range r.open() {
			if p.Kind.free() {
				continue
			}
			at := r.at + skip
			if name, n := r.words.names.match(r.line(at)); n > 0 && name == p.Name && at+n < len(r.toks) {
				if took, err := r.take(p, at+n); took || err != nil {
					return took, err
				}
			}
			if took, err := r.take(p, at); took || err != nil {
				return took, err
			}
		}
		_, n := r.book.lex.skip.match(r.line(r.at + skip))
		if skip += n; n == 0 || r.at+skip >= len(r.toks) {
			break
		}
	}
	return false, nil
}

func (r *reader) take(p Param, at int) (bool, error) {
	v, n, err := r.consume(p, at)
	if err != nil || n == 0 {
		return false, err
	}
	r.in.Args[p.Name] = v
	r.at = at + n
	return true, nil
}

// named reads "name=value" and "name: value".
func (r *reader) named() (bool, error) {
	p, n := r.nameAt(r.at)
	if n == 0 {
		return false, nil
	}
	at := r.at + n
	if at >= len(r.toks) {
		return false, r.missing(p)
	}
	if !p.Kind.free() {
		p.Colon = false
		took, err := r.take(p, at)
		if !took && err == nil && r.toks[at-1].sep == '=' {
			err = r.not(p, at)
		}
		return took, err
	}
	end := at
	for end < len(r.toks) {
		if _, n := r.nameAt(end); n > 0 && end > at {
			break
		}
		end++
	}
	r.at = end
	return true, r.rest(p, r.src[r.toks[at].start:r.endOf(end)])
}

// rest takes in a free text.
func (r *reader) rest(p Param, text string) (err error) {
	v := Value{Text: unquoted(text)}
	if p.Kind == Agenda {
		v, err = r.agenda(p, v.Text)
	}
	r.in.Args[p.Name] = v
	return err
}

// endOf is where the text before a token ends.
func (r *reader) endOf(tok int) int {
	if tok >= len(r.toks) {
		return len(r.src)
	}
	return r.toks[tok].start
}

// nameAt finds the name of a parameter not yet given, with the sign after it.
func (r *reader) nameAt(at int) (Param, int) {
	name, n := r.words.names.match(r.line(at))
	if n == 0 || r.in.Args.Has(name) {
		return Param{}, 0
	}
	if sep := r.toks[at+n-1].sep; sep != '=' && sep != ':' {
		return Param{}, 0
	}
	return r.spec.param(name), n
}

// headers takes the lines "name: value" out of a text of several lines, and
// returns the others.
func (r *reader) headers(text string) (rest string, err error) {
	var others []string
	for line := range strings.SplitSeq(text, "\n") {
		r.src, r.toks, r.at = line, scan(line), 0
		p, n := Param{}, 0
		if len(r.toks) > 0 {
			p, n = r.nameAt(0)
		}
		switch {
		case n == 0:
			others = append(others, line)
		case p.Kind.free() && !p.Named:
			// "Ordine del giorno:" begins the text; it goes on below.
			others = append(others, line[r.endOf(n):])
		default:
			took, err := r.named()
			if err == nil && !took {
				err = r.not(p, n)
			}
			if err != nil {
				return "", err
			}
			if r.at < len(r.toks) {
				return "", r.surplus()
			}
		}
	}
	return strings.Join(others, "\n"), nil
}

// unquoted takes the quotes off a text that is a quotation as a whole.
func unquoted(text string) string {
	text = strings.TrimSpace(text)
	if toks := scan(text); len(toks) == 1 && toks[0].quoted && toks[0].sep == 0 {
		return strings.TrimSpace(toks[0].raw)
	}
	return text
}

// stuck says why the next words are no argument; nil where free text takes them.
func (r *reader) stuck() error {
	_, free := r.freeText()
	for _, p := range r.open() {
		if p.Kind.free() {
			continue
		}
		if err := r.nearly(p); err != nil {
			return err
		}
	}
	for _, p := range r.open() {
		if p.Kind.free() || !p.Required && free {
			continue
		}
		if r.at > 0 && r.toks[r.at-1].eol {
			return r.missing(p)
		}
		if (p.Required || len(r.open()) == 1) && !r.later(p) {
			return r.not(p, r.at)
		}
	}
	if free {
		return nil
	}
	return r.notOptional()
}

// later reports that a choice was made further on in the line, so that the
// words before it were meant for something else.
func (r *reader) later(p Param) bool {
	for at := r.at + 1; at < r.at+len(r.line(r.at)); at++ {
		if _, n := r.words.choices[p.Name].match(r.line(at)); n > 0 {
			return true
		}
	}
	return false
}

// notOptional blames the one of several optional arguments that the words look
// most like.
func (r *reader) notOptional() error {
	digit := strings.ContainsAny(r.toks[r.at].fold[:min(1, len(r.toks[r.at].fold))], "0123456789")
	for _, p := range r.open() {
		switch p.Kind {
		case Number, Item, Round, Subject, Duration:
			if digit {
				return r.not(p, r.at)
			}
		case Member, Members:
			if !digit {
				return r.not(p, r.at)
			}
		}
	}
	return r.surplus()
}

func (r *reader) surplus() error {
	name := "command." + r.spec.Name
	return governance.Refuse(TooManyWords, "given", r.given(r.at), "usage", lang.T(name+".usage"), "example", lang.T(name+".example"))
}

func (r *reader) missing(p Param) error { return lacking(r.spec.Name, p.Name) }

// given are the first words that could not be read, to be shown.
func (r *reader) given(at int) string {
	if at >= len(r.toks) {
		return ""
	}
	line := r.line(at)
	return shortened(r.src[line[0].start:line[min(len(line), mostNames)-1].end])
}

// shownMost bounds how much of somebody's words an answer repeats, in bytes.
const shownMost = 80

func shortened(s string) string {
	if s = strings.TrimSpace(s); len(s) <= shownMost {
		return s
	}
	return strings.ToValidUTF8(s[:shownMost], "") + "…"
}
