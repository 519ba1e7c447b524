package reading

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// A compiler builds a lexicon from its sources.
type compiler struct {
	*lexicon
	language uint8
	scratch  scratch
	accented []accentedPhrase
}

// An accentedPhrase is a phrase of several words, some with accents.
type accentedPhrase struct {
	phrase   string
	language uint8
	sense    sense
}

func compile(languages []string, sources []source) (*lexicon, error) {
	c := compiler{lexicon: &lexicon{
		languages: languages, words: map[string]entry{}, spoken: []uint8{0}, numbers: map[wordID]int32{},
		next: map[uint64]int32{}, senses: make([][]told, 1),
	}}
	steps := []func(source) error{c.addSenses, c.addBarePhrases, c.addShorthand, c.addSlips}
	for n, step := range steps {
		for i, s := range sources {
			c.language = uint8(i)
			if err := step(s); err != nil {
				return nil, fmt.Errorf("lexicon of language %q: %w", languages[i], err)
			}
		}
		if n == 0 {
			c.addBareWords()
		}
	}
	return c.lexicon, nil
}

func (c *compiler) addSenses(s source) error {
	for _, act := range slices.Sorted(maps.Keys(s.Stances)) {
		if !act.Position() && act != Withdraw {
			return fmt.Errorf("stances: %q is neither a position nor a withdrawal", act)
		}
		if err := c.addForms(s.Stances[act], func(f form) sense { return sense{act: act, forms: f} }); err != nil {
			return fmt.Errorf("stances: %s: %w", act, err)
		}
	}
	if err := c.addForms(s.Vote, func(f form) sense { return sense{vote: f} }); err != nil {
		return fmt.Errorf("vote: %w", err)
	}
	if err := c.addForms(s.Be, func(f form) sense { return sense{be: f} }); err != nil {
		return fmt.Errorf("be: %w", err)
	}
	for _, act := range slices.Sorted(maps.Keys(s.Side)) {
		if err := c.addPhrases(s.Side[act], sense{act: act, is: classSide}); err != nil {
			return fmt.Errorf("side: %s: %w", act, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Words)) {
		is, ok := classNames[name]
		if !ok {
			return fmt.Errorf("words: unknown class %q", name)
		}
		if err := c.addPhrases(s.Words[name], sense{is: is}); err != nil {
			return fmt.Errorf("words: %s: %w", name, err)
		}
	}
	for _, word := range slices.Sorted(maps.Keys(s.Numbers)) {
		for _, id := range c.split(word) {
			c.numbers[id] = s.Numbers[word]
		}
	}
	return c.addPhrases(s.Lookalikes+","+s.Common, sense{is: classWord})
}

func (c *compiler) addForms(forms map[string]phrases, of func(form) sense) error {
	for _, name := range slices.Sorted(maps.Keys(forms)) {
		f, ok := formNames[name]
		if !ok {
			return fmt.Errorf("unknown form %q", name)
		}
		if err := c.addPhrases(forms[name], of(f)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (c *compiler) addPhrases(all phrases, s sense) error {
	for _, phrase := range all.all() {
		if err := c.addPhrase(phrase, s); err != nil {
			return fmt.Errorf("%q: %w", phrase, err)
		}
	}
	return nil
}

func (c *compiler) addPhrase(phrase string, s sense) error {
	words := c.split(phrase)
	if len(words) == 0 {
		return fmt.Errorf("no words")
	}
	if strings.HasSuffix(phrase, ".") {
		s.dot = true
	}
	if len(words) > 1 && strings.ContainsFunc(phrase, func(r rune) bool { return r > unicode.MaxASCII }) {
		c.accented = append(c.accented, accentedPhrase{phrase, c.language, s})
	}
	return c.addPath(words, s)
}

// addBarePhrases lets the words of a longer phrase be typed without their accents even where the bare word is
// another one: in "dico si" and "il mio e un no" there is no doubt which is meant.
func (c *compiler) addBarePhrases(source) error {
	for _, a := range c.accented {
		if a.language != c.language {
			continue
		}
		var words []wordID
		for _, key := range c.keys(a.phrase) {
			words = append(words, c.words[strings.TrimSuffix(key, string(accentMark))].id)
		}
		if err := c.addPath(words, a.sense); err != nil {
			return fmt.Errorf("%q without accents: %w", a.phrase, err)
		}
	}
	return nil
}

// addPath walks the trie along the words, growing it where needed, and gives its end the sense.
func (c *compiler) addPath(words []wordID, s sense) error {
	node := int32(0)
	for _, w := range words {
		child, ok := c.next[edge(node, w)]
		if !ok {
			child = int32(len(c.senses))
			c.senses = append(c.senses, nil)
			c.next[edge(node, w)] = child
		}
		node = child
	}
	at := index(c.senses[node], c.language)
	if at < 0 {
		c.senses[node] = append(c.senses[node], told{c.language, s})
		return nil
	}
	merged, err := c.senses[node][at].sense.merge(s)
	c.senses[node][at].sense = merged
	return err
}

// split cuts a phrase as a message is cut, so that the two always meet, and gives its words their numbers.
func (c *compiler) split(phrase string) []wordID {
	var ids []wordID
	for _, key := range c.keys(phrase) {
		ids = append(ids, c.number(key))
	}
	return ids
}

// keys cuts a phrase into the keys of its words.
func (c *compiler) keys(phrase string) []string {
	known := map[string]entry{} // so that the phrase's symbols are not dropped as decoration
	for _, r := range phrase {
		known[string(r)] = entry{}
	}
	n := len(phrase)
	elided := n > 1 && phrase[n-1] == '\'' && !vowel(phrase[n-2]) // l', dell': before a word; not po', an accent
	if elided {
		phrase += "a"
	}
	c.scratch.reset()
	c.scratch.tokenize(phrase, &lexicon{words: known})
	if elided {
		c.scratch.tokens = c.scratch.tokens[:len(c.scratch.tokens)-1]
	}
	var keys []string
	for _, t := range c.scratch.tokens {
		if t.kind <= kindAmount {
			key := string(c.scratch.text[t.from:t.to])
			if t.accented {
				key += string(accentMark)
			}
			keys = append(keys, key)
		}
	}
	return keys
}

// number gives the word its number, a new one if it is new, and notes that the language has it.
func (c *compiler) number(word string) wordID {
	e, ok := c.words[word]
	if !ok {
		e = entry{id: wordID(len(c.spoken))}
		c.words[word] = e
		c.spoken = append(c.spoken, 0)
	}
	c.spoken[e.id] |= 1 << c.language
	return e.id
}

// addBareWords lets every accented word be typed without its accents, unless that is another word.
func (c *compiler) addBareWords() {
	for _, word := range slices.Sorted(maps.Keys(c.words)) {
		bare, accented := strings.CutSuffix(word, string(accentMark))
		if _, taken := c.words[bare]; accented && !taken {
			c.words[bare] = c.words[word]
		}
	}
}

func (c *compiler) addShorthand(s source) error {
	for _, typed := range slices.Sorted(maps.Keys(s.Shorthand)) {
		keys := c.keys(typed)
		if len(keys) != 1 {
			return fmt.Errorf("shorthand: %q is not one word", typed)
		}
		if _, taken := c.words[keys[0]]; taken {
			continue // a word of one language is no shorthand of another
		}
		c.words[keys[0]] = entry{stands: c.split(s.Shorthand[typed])}
	}
	return nil
}

// addSlips notes the voting words long enough to be known by nearness, and the words that are not slips of them.
func (c *compiler) addSlips(s source) error {
	seen := map[string]bool{}
	for _, act := range []Act{Object, Abstain, Assent} {
		for _, name := range []string{"adjective", "first", "base", "future", "infinitive", "noun", "plural", "third", "we", "conditional"} {
			for _, phrase := range s.Stances[act][name].all() {
				keys := c.keys(phrase)
				key, _ := strings.CutSuffix(keys[len(keys)-1], string(accentMark))
				if len(keys) <= 2 && len(key) >= shortestSlip && !seen[key] {
					seen[key] = true
					c.slips = append(c.slips, slipWord{text: key, letters: letters([]byte(key)), act: act, word: c.words[key].id})
				}
			}
		}
	}
	return nil
}
