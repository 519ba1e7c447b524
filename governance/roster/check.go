package roster

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assenso/governance"
)

// The longest things a roster takes, in characters.
const (
	longestName    = 120
	longestID      = 32
	longestAccount = 128
)

// tidy trims a text and makes every run of spaces one.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

// fold makes texts that differ only in case equal.
func fold(s string) string { return strings.ToLower(strings.ToUpper(s)) }

// plainID reports whether an id can stand in a button, a file name and a
// stream: letters, digits, and - _ . inside.
func plainID(id string) bool {
	if id == "" || len(id) > longestID {
		return false
	}
	for i, c := range []byte(id) {
		switch {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		case i > 0 && i < len(id)-1 && (c == '-' || c == '_' || c == '.'):
		default:
			return false
		}
	}
	return true
}

// readable reports whether a text shows as it is: no control characters, and
// none that hide or turn around what stands beside them. The two joiners stay:
// some scripts write with them.
func readable(s string) bool { return !strings.ContainsFunc(s, strange) }

func strange(r rune) bool {
	joiner := r == '\u200c' || r == '\u200d'
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && !joiner || r == utf8.RuneError
}

// visible shows where the strange characters of a text stand.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if strange(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// shown makes a name of what a platform shows for somebody, who may have chosen
// it to be seen and not to be read.
func shown(name string) string {
	name = tidy(strings.Map(func(r rune) rune {
		if strange(r) {
			return -1
		}
		return r
	}, name))
	if r := []rune(name); len(r) > longestName {
		name = tidy(string(r[:longestName]))
	}
	return name
}

// checkName refuses what is no name of a person or body. The name is tidy.
func checkName(name string) error {
	switch {
	case name == "":
		return governance.Refuse(NameMissing)
	case !readable(name):
		return governance.Refuse(StrangeLetters, "text", visible(name))
	case utf8.RuneCountInString(name) > longestName:
		return governance.Refuse(NameTooLong, "most", longestName)
	}
	return nil
}

// checkAccount refuses what is no account: platform, colon, and how the
// platform calls it.
func checkAccount(account string) error {
	platform, id, ok := strings.Cut(account, ":")
	switch {
	case !readable(account):
		return governance.Refuse(StrangeLetters, "text", visible(account))
	case !ok || platform == "" || id == "" || len(account) > longestAccount || strings.ContainsAny(account, " \t,;\""):
		return governance.Refuse(BadAccount, "account", account)
	}
	return nil
}

// checkMail reports whether an address can be written to, as far as its form
// tells.
func checkMail(mail string) bool {
	local, domain, ok := strings.Cut(mail, "@")
	if !ok || local == "" || len(mail) > 254 || len(local) > 64 || !readable(mail) {
		return false
	}
	if strings.ContainsAny(mail, " ,;:<>()[]\\\"") || strings.Contains(domain, "@") || strings.Contains(mail, "..") {
		return false
	}
	dot := strings.LastIndexByte(domain, '.')
	return dot > 0 && dot < len(domain)-1 && domain[0] != '-' && local[0] != '.' && local[len(local)-1] != '.'
}
