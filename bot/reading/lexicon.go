package reading

import (
	"embed"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed lexicon/*.yaml
var lexicons embed.FS

// signs names the lexicon of what every language shares: 👍, +1.
const signs = "signs"

// maxLanguages is how many languages a lexicon can hold, the signs included.
const maxLanguages = 8

// A lexicon is every loaded language, ready to be matched. It never changes once built.
type lexicon struct {
	languages []string
	words     map[string]entry
	spoken    []uint8          // by word: bit n set if language n has it
	numbers   map[wordID]int32 // punto quattro, fifth item
	next      map[uint64]int32 // the trie of phrases: node and word to node
	senses    [][]told         // by node of the trie
	slips     []slipWord       // what a mistyped word may have been
}

// An entry is what is known of one word: its number, and the words it stands for where it is shorthand.
type entry struct {
	id     wordID
	stands []wordID
}

// told is what a phrase means in one language.
type told struct {
	language uint8
	sense    sense
}

// source is a lexicon file as it is written.
type source struct {
	Language   string                     `yaml:"language"`
	Shorthand  map[string]string          `yaml:"shorthand"`
	Numbers    map[string]int32           `yaml:"numbers"`
	Stances    map[Act]map[string]phrases `yaml:"stances"`
	Vote       map[string]phrases         `yaml:"vote"`
	Side       map[Act]phrases            `yaml:"side"`
	Be         map[string]phrases         `yaml:"be"`
	Words      map[string]phrases         `yaml:"words"`
	Lookalikes phrases                    `yaml:"lookalikes"`
	Common     phrases                    `yaml:"common"`
}

// phrases is a list of phrases parted by commas. "contrari{o|a}" is contrario and contraria.
type phrases string

// all writes out every phrase.
func (p phrases) all() []string {
	var all []string
	for pattern := range strings.SplitSeq(string(p), ",") {
		if pattern = strings.TrimSpace(pattern); pattern != "" {
			all = append(all, expand(pattern)...)
		}
	}
	return all
}

func expand(pattern string) []string {
	before, rest, found := strings.Cut(pattern, "{")
	if !found {
		return []string{pattern}
	}
	choices, after, _ := strings.Cut(rest, "}")
	tails := expand(after)
	var all []string
	for choice := range strings.SplitSeq(choices, "|") {
		for _, tail := range tails {
			all = append(all, before+choice+tail)
		}
	}
	return all
}

// loadLexicon reads the signs and the languages named, or all there are if none is.
func loadLexicon(languages []string) (*lexicon, error) {
	if len(languages) == 0 {
		files, err := lexicons.ReadDir("lexicon")
		if err != nil {
			return nil, fmt.Errorf("list lexicons: %w", err)
		}
		for _, f := range files {
			if name := strings.TrimSuffix(f.Name(), ".yaml"); name != signs {
				languages = append(languages, name)
			}
		}
	}
	languages = append(slices.Clone(languages), signs)
	if len(languages) > maxLanguages {
		return nil, fmt.Errorf("%d languages, no more than %d fit", len(languages)-1, maxLanguages-1)
	}
	sources := make([]source, len(languages))
	for i, name := range languages {
		text, err := lexicons.ReadFile("lexicon/" + name + ".yaml")
		if err != nil {
			return nil, fmt.Errorf("lexicon of language %q: %w", name, err)
		}
		if err := yaml.UnmarshalWithOptions(text, &sources[i], yaml.DisallowUnknownField()); err != nil {
			return nil, fmt.Errorf("lexicon of language %q: %w", name, err)
		}
	}
	return compile(languages, sources)
}

// A preference is the order in which the languages of a lexicon are asked about a word several of them have.
type preference [maxLanguages]uint8

// prefer orders the languages by the words of the message that only one of them has, then as the body names
// them, then as they were loaded.
func (l *lexicon) prefer(tokens []token, body []string) preference {
	var weight [maxLanguages]int
	for i, name := range l.languages {
		weight[i] = maxLanguages - i
		if at := slices.Index(body, name); at >= 0 {
			weight[i] = 2*maxLanguages - at
		}
	}
	for _, t := range tokens {
		if mask := l.spoken[t.word]; bits.OnesCount8(mask) == 1 {
			weight[bits.TrailingZeros8(mask)] += 2 * maxLanguages
		}
	}
	var p preference
	for i := range l.languages {
		p[i] = uint8(i)
	}
	slices.SortStableFunc(p[:len(l.languages)], func(a, b uint8) int { return weight[b] - weight[a] })
	return p
}

// match finds the longest phrase that begins at tokens[i] and what it means; length 0 if there is none.
func (l *lexicon) match(tokens []token, i int, p preference) (s sense, length int) {
	node, best := int32(0), int32(-1)
	for j := i; j < len(tokens) && tokens[j].kind <= kindAmount && tokens[j].word != 0; j++ {
		child, ok := l.next[edge(node, tokens[j].word)]
		if !ok {
			break
		}
		node = child
		if l.senses[node] != nil {
			best, length = node, j-i+1
		}
	}
	if best < 0 {
		return sense{}, 0
	}
	return l.pick(l.senses[best], tokens, i, length, p), length
}

func edge(node int32, w wordID) uint64 { return uint64(node)<<32 | uint64(w) }

// pick chooses among the languages that have the phrase: a neighbour's language first, then the message's.
// "I" is a person before "agree" and an article before "genitori".
func (l *lexicon) pick(all []told, tokens []token, i, length int, p preference) sense {
	if len(all) == 1 {
		return all[0].sense
	}
	for _, n := range [2]int{i + length, i - 1} {
		if n < 0 || n >= len(tokens) || tokens[n].kind != kindWord {
			continue
		}
		if mask := l.spoken[tokens[n].word]; bits.OnesCount8(mask) == 1 {
			if at := index(all, uint8(bits.TrailingZeros8(mask))); at >= 0 {
				return all[at].sense
			}
		}
	}
	for _, language := range p {
		if at := index(all, language); at >= 0 {
			return all[at].sense
		}
	}
	return all[0].sense
}

func index(all []told, language uint8) int {
	return slices.IndexFunc(all, func(t told) bool { return t.language == language })
}

// grammatical tells the words that only join others.
func (l *lexicon) grammatical(w wordID) bool {
	node, ok := l.next[edge(0, w)]
	if !ok || w == 0 {
		return false
	}
	for _, t := range l.senses[node] {
		if t.sense.is&(classFiller|classPreposition|joining|classThisItem|classItemWord|classNot|classThat|classFrom) != 0 {
			return true
		}
	}
	return false
}
