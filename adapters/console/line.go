package console

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// order is what a line asks for: nil for nothing, or one of the types below.
type order any

type (
	askHelp struct{}
	quit    struct{}
	// moment sets the clock; the text is what stood after the "@".
	moment string
	// presence lets people in or out.
	presence struct {
		joined bool
		who    []seat
	}
	// act is something that one person does; the seat has no handle where the
	// line has no name.
	act struct {
		seat
		verb verb
		what content
	}
)

// seat is a person somewhere.
type seat struct {
	handle string
	name   string // as typed
	at     string // inPrivate, a room, or empty for where they are
}

const inPrivate = "@"

// verb is what stands between a name and the words.
type verb string

const (
	says    verb = ":"
	edits   verb = "~"
	replies verb = ">>"
)

// content is what is said; at most one of call and press is set.
type content struct {
	text  string
	call  string // a command's name; text is what came after it
	press string // a button's label or number
	files []string
}

// fault is what is wrong with a line, as a key of the words and its arguments.
type fault struct {
	key  string
	args map[string]any
}

func (f *fault) Error() string { return f.key }

func faulty(key string, args ...any) *fault {
	f := &fault{key: key, args: map[string]any{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.args[args[i].(string)] = args[i+1]
	}
	return f
}

// parse reads a line. Every error is a *fault.
func parse(line string) (order, error) {
	line = clean(line)
	switch {
	case line == "" || line[0] == '#':
		return nil, nil
	case line == "?":
		return askHelp{}, nil
	case line == "quit":
		return quit{}, nil
	case line[0] == '@':
		return moment(strings.TrimSpace(line[1:])), nil
	case isPresence(line):
		return parsePresence(line)
	}
	a, rest, err := parseHead(line)
	if err != nil {
		return nil, err
	}
	a.what, err = parseContent(rest, a.verb)
	if err != nil {
		return nil, err
	}
	return a, nil
}

// clean removes what no chat would let through: controls, and spaces around.
func clean(line string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\t' && unicode.IsControl(r) || r == '\ufeff' {
			return -1
		}
		return r
	}, line))
}

// isPresence leaves "+1" and "- so be it" to whoever says them.
func isPresence(line string) bool {
	if line[0] != '+' && line[0] != '-' || len(line) == 1 {
		return false
	}
	return line[1] != ' ' && line[1] != '\t' && (line[1] < '0' || line[1] > '9')
}

func parsePresence(line string) (order, error) {
	p := presence{joined: line[0] == '+'}
	seen := map[string]bool{}
	for word := range strings.FieldsFuncSeq(line[1:], func(r rune) bool { return r == ',' || unicode.IsSpace(r) }) {
		s, rest, err := parseSeat(word)
		if err != nil {
			return nil, err
		}
		if s.handle == "" || rest != "" || s.at == inPrivate {
			return nil, faulty(keyNotNames, "text", word)
		}
		if !seen[s.handle] {
			seen[s.handle] = true
			p.who = append(p.who, s)
		}
	}
	if len(p.who) == 0 {
		return nil, faulty(keyNotNames, "text", line[1:])
	}
	return p, nil
}

// parseHead reads "bruno@aula:" and its like, and returns what follows. A line
// without a name is all words.
func parseHead(line string) (act, string, error) {
	s, rest, err := parseSeat(line)
	for _, v := range []verb{replies, edits, says} {
		after, found := strings.CutPrefix(rest, string(v))
		if !found || v == says && strings.HasPrefix(after, "//") { // a web address
			continue
		}
		if err != nil {
			return act{}, "", err
		}
		if s.handle != "" {
			return act{seat: s, verb: v}, strings.TrimSpace(after), nil
		}
	}
	return act{verb: says}, line, nil
}

// parseSeat reads "bruno", "bruno@" or "bruno@aula" from the beginning of s.
// What follows is returned with an error too.
func parseSeat(s string) (seat, string, error) {
	name, rest := cutName(s, false)
	if name == "" {
		return seat{}, s, nil
	}
	var room string
	at := strings.HasPrefix(rest, "@")
	if at {
		room, rest = cutName(rest[1:], true)
	}
	handle, ok := fold(name)
	if !ok {
		return seat{}, rest, faulty(keyBadName, "name", name)
	}
	p := seat{handle: handle, name: name}
	if at && room == "" {
		p.at = inPrivate
	} else if at {
		if p.at, ok = fold(room); !ok {
			return seat{}, rest, faulty(keyBadName, "name", room)
		}
	}
	return p, rest, nil
}

// cutName cuts a name off the beginning of s; it is empty where there is none.
func cutName(s string, digitFirst bool) (name, rest string) {
	for i, r := range s {
		inside := i > 0 && (unicode.Is(unicode.Mn, r) || r == '.' || r == '-' || r == '_')
		if !unicode.IsLetter(r) && !inside && (!unicode.IsDigit(r) || i == 0 && !digitFirst) {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

// maxName is how long a handle may be: it goes into places and ids.
const maxName = 64

// fold makes the handle of a name: lower case ASCII. It is false where no such
// handle can be made.
func fold(name string) (string, bool) {
	var b strings.Builder
	for _, r := range norm.NFKD.String(name) {
		r = unicode.ToLower(r)
		switch {
		case unicode.Is(unicode.Mn, r):
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_':
			b.WriteRune(r)
		default:
			plain, ok := ligature(r)
			if !ok {
				return "", false
			}
			b.WriteString(plain)
		}
	}
	return b.String(), b.Len() > 0 && b.Len() <= maxName
}

// ligature is how a Latin letter that is more than a letter with an accent is
// written in ASCII.
func ligature(r rune) (string, bool) {
	switch r {
	case 'ß':
		return "ss", true
	case 'æ':
		return "ae", true
	case 'œ':
		return "oe", true
	case 'ø':
		return "o", true
	case 'đ', 'ð':
		return "d", true
	case 'ł':
		return "l", true
	case 'ı':
		return "i", true
	case 'þ':
		return "th", true
	}
	return "", false
}

// parseContent reads what stands after the name.
func parseContent(s string, v verb) (content, error) {
	var c content
	for {
		before, file, ok := cutFile(s)
		if !ok {
			break
		}
		if len(c.files) == maxFiles {
			return content{}, faulty(keyManyFiles, "limit", maxFiles)
		}
		s, c.files = before, append([]string{file}, c.files...)
	}
	if s == "" && len(c.files) == 0 {
		return content{}, faulty(keyEmpty)
	}
	if v == says {
		if label, ok := asButton(s); ok && len(c.files) == 0 {
			return content{press: label}, nil
		}
		if name, after, ok := asCall(s); ok {
			c.call, s = name, after
		}
	}
	c.text = unescape(s)
	return c, nil
}

// cutFile cuts "<roll.csv" off the end of s. It leaves "<3" and "</b>" alone:
// a file has a dot or a slash in its name, and no ">" at its end.
func cutFile(s string) (before, file string, ok bool) {
	if strings.HasSuffix(s, `"`) {
		at := strings.LastIndex(s, `<"`)
		if at < 0 || at > 0 && s[at-1] != ' ' || at+3 > len(s)-1 {
			return s, "", false
		}
		return strings.TrimSpace(s[:at]), s[at+2 : len(s)-1], true
	}
	at := strings.LastIndexByte(s, '<')
	if at < 0 || at > 0 && s[at-1] != ' ' || strings.ContainsFunc(s[at:], unicode.IsSpace) ||
		!strings.ContainsAny(s[at:], "./") || strings.HasSuffix(s, ">") {
		return s, "", false
	}
	return strings.TrimSpace(s[:at]), s[at+1:], true
}

// asButton reads "[contrario]".
func asButton(s string) (label string, ok bool) {
	if len(s) < 3 || s[0] != '[' || s[len(s)-1] != ']' || strings.ContainsAny(s[1:len(s)-1], "[]") {
		return "", false
	}
	label = strings.TrimSpace(s[1 : len(s)-1])
	return label, label != ""
}

// asCall reads "/presente telefono". The name is folded as handles are where
// it can be.
func asCall(s string) (name, after string, ok bool) {
	after, ok = strings.CutPrefix(s, "/")
	if !ok {
		return "", s, false
	}
	if name, after = cutName(after, false); name == "" || after != "" && !startsWithSpace(after) && after[0] != '\\' {
		return "", s, false
	}
	if folded, ok := fold(name); ok {
		name = folded
	}
	return name, strings.TrimSpace(after), true
}

func startsWithSpace(s string) bool {
	for _, r := range s {
		return unicode.IsSpace(r)
	}
	return false
}

// unescape reads \n and the escaped signs; any other backslash is itself.
func unescape(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\<`, "<", `\/`, "/", `\[`, "[").Replace(s)
}
