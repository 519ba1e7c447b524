package reading

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
)

//go:embed choices/*.yaml
var choiceFiles embed.FS

// choiceAround are the words that may stand around a letter, of all languages.
func choiceAround() (map[string]bool, error) {
	around := make(map[string]bool)
	names, err := fs.Glob(choiceFiles, "choices/*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		b, err := choiceFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var words struct{ Around string }
		if err := yaml.Unmarshal(b, &words); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for w := range strings.SplitSeq(words.Around, ",") {
			around[strings.TrimSpace(w)] = true
		}
	}
	return around, nil
}

// choiceWords bounds how long a message can be that chooses and says no more.
const choiceWords = 8

// Choice is the letter that a message names, of those there are. It is sure
// where the message says nothing else; otherwise a careful secretary asks. Empty:
// the message names none. A small "a", "e" or "i" among other words is a word.
func (r *Reader) Choice(message string, letters []string) (letter string, sure bool) {
	words := strings.FieldsFunc(message, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	sure = len(words) <= choiceWords && !strings.ContainsRune(message, '?')
	for _, w := range words {
		upper := strings.ToUpper(w)
		named := slices.Contains(letters, upper) && (w == upper || len(words) == 1 || !strings.Contains("aei", w))
		switch {
		case named && letter != "" && letter != upper:
			return letter, false
		case named:
			letter = upper
		case !r.around[strings.ToLower(w)]:
			sure = false
		}
	}
	return letter, sure && letter != ""
}
