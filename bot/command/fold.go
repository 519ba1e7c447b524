package command

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold brings what people type to one form: case, accents and the many shapes
// of one character fall away, so that "Nicolò" is found by "NICOLO".
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’' || r == '‘' || r == 'ʼ' || r == '`':
			b.WriteByte('\'')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// foldName is fold for the name of a command, where "/non-partecipo" and
// "nonpartecipo" are one.
func foldName(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "/")
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, fold(s))
}
