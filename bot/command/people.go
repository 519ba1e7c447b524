package command

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"assenso/governance"
)

// person is somebody of a roll, with the words of their name.
type person struct {
	id    governance.MemberID
	name  string
	words []string
}

// people are the persons a name can mean.
type people struct {
	all  []person         // in the order of the roll
	with map[string][]int // of all, by a word of the name
}

// peopleOf are the members of the meeting, else those of the body; with past,
// those who left too. To a stranger everybody is unknown: answers to mistyped
// names would tell them the roll.
func peopleOf(in *Input, past bool) *people {
	p := &people{with: make(map[string][]int)}
	switch {
	case in.By == "" && (in.Body == nil || !in.Body.IsAdmin(string(in.Account))):
	case in.Meeting != nil:
		for i := range in.Meeting.Members {
			p.add(in.Meeting.Members[i].ID, in.Meeting.Members[i].Name)
		}
	case in.Body != nil:
		for _, m := range in.Body.Members {
			if past || m.Current() {
				p.add(m.ID, m.Name)
			}
		}
	}
	return p
}

func (p *people) add(id governance.MemberID, name string) {
	o := person{id, name, nameWords(fold(name))}
	for i, w := range o.words {
		if !slices.Contains(o.words[:i], w) {
			p.with[w] = append(p.with[w], len(p.all))
		}
	}
	p.all = append(p.all, o)
}

// nameWords cuts a folded name at everything that is no letter or digit:
// "d'angelo-rossi" is d, angelo, rossi.
func nameWords(folded string) []string {
	return strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// byID finds a person by the id that buttons carry.
func (p *people) byID(id string) (person, bool) {
	i := slices.IndexFunc(p.all, func(o person) bool { return string(o.id) == id })
	if i < 0 {
		return person{}, false
	}
	return p.all[i], true
}

// bearing are those whose name has all the words, each of them whole.
func (p *people) bearing(words []string) some {
	if len(words) == 0 {
		return nil
	}
	var found some
	for _, i := range p.with[words[0]] {
		if o := p.all[i]; o.has(words, func(of, typed string) bool { return of == typed }) {
			found = append(found, o)
		}
	}
	return found
}

// beginning are those whose name has a word beginning with each of the words.
func (p *people) beginning(words []string) some {
	return some(p.all).having(words, func(of, typed string) bool {
		return utf8.RuneCountInString(typed) >= 3 && strings.HasPrefix(of, typed)
	})
}

// some are persons that words could mean.
type some []person

func (s some) having(words []string, same func(of, typed string) bool) some {
	if len(words) == 0 {
		return nil
	}
	var found some
	for _, o := range s {
		if o.has(words, same) {
			found = append(found, o)
		}
	}
	return found
}

// has reports whether each typed word is a different word of the name.
func (o person) has(typed []string, same func(of, typed string) bool) bool {
	left := slices.Clone(o.words)
	for _, t := range typed {
		i := slices.IndexFunc(left, func(w string) bool { return same(w, t) })
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return true
}

// called are those whose whole name the words are, in any order; who is called
// just so comes before who has more names.
func (s some) called(words []string) some {
	var found some
	for _, o := range s {
		if len(o.words) == len(words) {
			found = append(found, o)
		}
	}
	return found
}

// one is the person the words of a name mean, or why nobody is.
func (p *people) one(given string, words []string) (person, error) {
	found := p.bearing(words)
	if len(found) > 1 {
		if just := found.called(words); len(just) == 1 {
			found = just
		}
	}
	if len(found) == 0 {
		found = p.beginning(words)
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return person{}, p.unknown(given, words)
	}
	given = strings.TrimRight(given, ",;:")
	return person{}, &nameError{governance.Refuse(WhichMember, "given", given, "who", found.listed()), given, found}
}

// mostListed bounds how many names an answer lists.
const mostListed = 8

// listed are the names to choose from; persons of one name by their ids too.
func (s some) listed() []string {
	names := make([]string, 0, min(len(s), mostListed+1))
	for i, o := range s {
		if i == mostListed {
			return append(names, "…")
		}
		name := o.name
		if slices.ContainsFunc(s, func(q person) bool { return q.id != o.id && q.name == o.name }) || name == "" {
			name = strings.TrimSpace(name + " #" + string(o.id))
		}
		names = append(names, name)
	}
	return names
}

func (p *people) unknown(given string, words []string) error {
	given = strings.TrimRight(given, ",;:")
	if near := p.near(words); len(near) > 0 {
		return &nameError{governance.Refuse(PersonNear, "given", given, "near", near.listed()), given, near}
	}
	return &nameError{governance.Refuse(UnknownPerson, "given", given), given, nil}
}

// near are the persons one of whose names is nearly one of the words.
func (p *people) near(words []string) some {
	best, found := 3, some(nil)
	for _, o := range p.all {
		d := o.distance(words)
		if d < best {
			best, found = d, nil
		}
		if d == best && d < 3 {
			found = append(found, o)
		}
	}
	return found
}

// distance is how far the nearest word of the name is from one of those typed.
func (o person) distance(words []string) int {
	least := 3
	for _, w := range words {
		for _, of := range o.words {
			if d := slip(w, of); d < least {
				least = d
			}
		}
	}
	return least
}

// slip is the number of letters by which a word may be mistyped for another,
// or 3 where they are too far apart, or too short to tell.
func slip(typed, meant string) int {
	a, b := utf8.RuneCountInString(typed), utf8.RuneCountInString(meant)
	if a < 3 || b < 3 || a-b > 2 || b-a > 2 {
		return 3
	}
	d := levenshtein.ComputeDistance(typed, meant)
	if d > 2 || d == 2 && min(a, b) < 6 {
		return 3
	}
	return d
}

// prefix reads one person whom the tokens begin with, followed by other words:
// as many words as belong to a name. It takes none where the first belongs to
// nobody's.
func (p *people) prefix(src string, toks []token) (person, int, error) {
	if len(toks) == 0 {
		return person{}, 0, nil
	}
	if id, ok := strings.CutPrefix(toks[0].raw, "#"); ok {
		if o, ok := p.byID(id); ok {
			return o, 1, nil
		}
	}
	if toks[0].quoted {
		o, err := p.one(toks[0].raw, nameWords(toks[0].fold))
		return o, 1, err
	}
	n, words := p.longest(toks)
	if n == 0 {
		if only := p.beginning(nameWords(toks[0].fold)); len(only) == 1 {
			return only[0], 1, nil
		}
		return person{}, 0, nil
	}
	found := p.bearing(words)
	if len(found) > 1 && n < len(toks) && toks[n].dot && toks[n-1].sep == 0 {
		// "Rossi M." is the one whose other name begins so.
		initial := toks[n].fold
		rest := found.having(append(slices.Clone(words), initial), func(of, typed string) bool {
			return of == typed || typed == initial && strings.HasPrefix(of, initial)
		})
		if len(rest) == 1 {
			return rest[0], n + 1, nil
		}
	}
	o, err := p.one(src[toks[0].start:toks[n-1].end], words)
	return o, n, err
}

// mostNames bounds the words of one name that are tried.
const mostNames = 8

// longest is the most tokens whose words all belong to somebody's name.
func (p *people) longest(toks []token) (n int, words []string) {
	var all []string
	for i, t := range toks {
		if i == mostNames || t.quoted {
			break
		}
		more := nameWords(t.fold)
		if len(more) == 0 {
			break
		}
		all = append(all, more...)
		if len(p.bearing(all)) == 0 {
			break
		}
		n, words = i+1, slices.Clone(all)
		if t.sep != 0 || t.eol {
			break
		}
	}
	return n, words
}

// several reads persons with commas and "and" between them. The last may be
// followed by other words; stop knows those that begin another argument.
func (l *lexicon) several(p *people, src string, toks []token, stop func([]token) bool) ([]governance.MemberID, int, error) {
	var ids []governance.MemberID
	n := 0
	for n < len(toks) {
		and := 0
		if n > 0 {
			if _, and = l.and.match(toks[n:]); and == 0 && !parted(toks[n-1]) {
				break
			}
			if stop(toks[n+and:]) {
				break
			}
		}
		o, took, err := p.prefix(src, toks[n+and:])
		if err != nil {
			return ids, n + and + took, err
		}
		if took == 0 {
			if and > 0 || n > 0 && parted(toks[n-1]) {
				piece := l.piece(toks[n+and:], stop)
				if err := p.meant(src, piece); err != nil {
					return ids, n + and + len(piece), err
				}
			}
			break
		}
		n += and + took
		if !slices.Contains(ids, o.id) {
			ids = append(ids, o.id)
		}
	}
	return ids, n, nil
}

// parted reports whether a list goes on after the token.
func parted(t token) bool { return t.sep == ',' || t.sep == ';' || t.sep == 0 && t.eol }

// piece are the tokens up to the next comma or "and", or to another argument.
func (l *lexicon) piece(toks []token, stop func([]token) bool) []token {
	for i := range toks {
		if _, and := l.and.match(toks[i:]); i > 0 && (and > 0 || stop(toks[i:])) {
			return toks[:i]
		}
		if parted(toks[i]) {
			return toks[:i+1]
		}
	}
	return toks
}

// meant refuses words that stand where a name should and are nobody's.
func (p *people) meant(src string, piece []token) error {
	if len(piece) == 0 {
		return nil
	}
	given := src[piece[0].start:piece[len(piece)-1].end]
	if len(piece) > mostNames {
		given = src[piece[0].start:piece[mostNames-1].end]
	}
	return p.unknown(given, nameWords(fold(given)))
}
