package document_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"assenso/bot/document"

	"github.com/google/go-cmp/cmp"
)

var (
	headingLine = regexp.MustCompile(`^#{1,6} `)
	itemLine    = regexp.MustCompile(`^([-+]|\d{1,9}[.)]) `)
	// blockLine is what would end a paragraph, or make another block of it.
	blockLine = regexp.MustCompile("^([ \t]|$|#{1,6}([ \t]|$)|>|([-+*]|\\d{1,9}[.)])([ \t]|$)|=+[ \t]*$|(-[ \t]*){2,}$|([*_][ \t]*){3,}$|`{3}|~{3}|</?[a-z]+>[ \t]*$|<[!?]|[|:-][|: \t-]*$)")
	entity    = regexp.MustCompile(`^&#(\d+);`)
	tag       = regexp.MustCompile(`^<(/?)(strong|em|code)>`)
)

// readMarkdown is a small reader of the Markdown that we write, by the rules of
// CommonMark. Whatever is not ours, or could be read in two ways, is an error.
func readMarkdown(md string) (shown, error) {
	var texts shown
	read := func(lines ...string) error {
		g, err := readInline(strings.Join(lines, "\n"))
		if len(g) > 0 {
			texts = append(texts, g)
		}
		return err
	}
	for block := range strings.SplitSeq(strings.Trim(md, "\n"), "\n\n") {
		lines := strings.Split(strings.Trim(block, "\n"), "\n")
		var err error
		switch first := lines[0]; {
		case first == "" || first == "---":
		case headingLine.MatchString(first):
			err = read(strings.TrimLeft(first, "#")[1:])
		case strings.HasPrefix(first, "| "):
			err = readTable(lines, read)
		case strings.HasPrefix(first, "> "):
			err = readParagraph(lines, "> ", read)
		case itemLine.MatchString(first):
			err = readItems(lines, read)
		default:
			err = readParagraph(lines, "", read)
		}
		if err != nil {
			return nil, fmt.Errorf("%w in:\n%s", err, block)
		}
	}
	return texts, nil
}

func readParagraph(lines []string, prefix string, read func(...string) error) error {
	for i, line := range lines {
		if !strings.HasPrefix(line, prefix) {
			return fmt.Errorf("line %q lacks %q", line, prefix)
		}
		lines[i] = line[len(prefix):]
		if lines[i] == "" && len(lines) == 1 {
			return nil
		}
		if blockLine.MatchString(lines[i]) {
			return fmt.Errorf("line %q begins a block", line)
		}
	}
	return read(lines...)
}

func readItems(lines []string, read func(...string) error) error {
	start := 0
	for i := range lines {
		if i+1 < len(lines) && !itemLine.MatchString(lines[i+1]) {
			continue
		}
		marker := itemLine.FindString(lines[start])
		lines[start] = strings.Repeat(" ", len(marker)) + lines[start][len(marker):]
		if err := readParagraph(lines[start:i+1], strings.Repeat(" ", len(marker)), read); err != nil {
			return err
		}
		start = i + 1
	}
	return nil
}

func readTable(lines []string, read func(...string) error) error {
	width := 0
	for i, line := range lines {
		cells := splitRow(line)
		if width = max(width, len(cells)); len(cells) != width || i == 1 && !strings.Contains(line, "--") && !strings.Contains(line, ":-:") {
			return fmt.Errorf("bad row %q", line)
		}
		for _, cell := range cells {
			if i == 1 {
				continue
			}
			if err := read(strings.Trim(cell, " \t")); err != nil {
				return err
			}
		}
	}
	return nil
}

// splitRow cuts a row at its bars, for which GFM knows one escape: "\|".
func splitRow(line string) []string {
	const bar = "\x00"
	cells := strings.Split(strings.ReplaceAll(line, `\|`, bar), "|")
	for i := range cells {
		cells[i] = strings.ReplaceAll(cells[i], bar, `\|`)
	}
	return cells[1 : len(cells)-1]
}

// inlineReader reads one text of Markdown.
type inlineReader struct {
	src, rest string
	mark      document.Mark
	out       []glyph
}

func readInline(src string) ([]glyph, error) {
	in := inlineReader{src: src, rest: src}
	for in.rest != "" {
		if err := in.next(); err != nil {
			return nil, err
		}
	}
	if in.mark != 0 {
		return nil, fmt.Errorf("mark not closed in %q", src)
	}
	return in.out, nil
}

func (in *inlineReader) put(r rune) { in.out = append(in.out, see(r, in.mark)) }

func (in *inlineReader) next() error {
	r, n := utf8.DecodeRuneInString(in.rest)
	switch {
	case r == '\\' && len(in.rest) > 1:
		next := in.rest[1]
		if next != '\n' && (next >= utf8.RuneSelf || !unicode.In(rune(next), unicode.P, unicode.S)) {
			return fmt.Errorf("backslash before %q", next)
		}
		in.put(rune(next))
		n = 2
	case r == '&' && entity.MatchString(in.rest):
		m := entity.FindStringSubmatch(in.rest)
		code, _ := strconv.Atoi(m[1])
		in.put(rune(code))
		n = len(m[0])
	case strings.HasPrefix(in.rest, "<br>"):
		in.put('\n')
		n = len("<br>")
	case r == '<' && tag.MatchString(in.rest):
		m := tag.FindStringSubmatch(in.rest)
		mark := map[string]document.Mark{"strong": document.Bold, "em": document.Italic, "code": document.Code}[m[2]]
		if closes := m[1] != ""; closes != (in.mark&mark != 0) {
			return fmt.Errorf("stray %s", m[0])
		}
		in.mark ^= mark
		n = len(m[0])
	case r == '*':
		n = len(in.rest) - len(strings.TrimLeft(in.rest, "*"))
		return in.stars(n)
	case r == '`':
		inner, _, closed := strings.Cut(in.rest[1:], "`")
		if !closed || inner == "" {
			return fmt.Errorf("stray backtick at %q", in.rest)
		}
		in.mark |= document.Code
		for _, r := range inner {
			in.put(r)
		}
		in.mark &^= document.Code
		n = len(inner) + 2
	case strings.ContainsRune("\\_[]<>|~&#$\n", r):
		return fmt.Errorf("%q means something at %q", r, in.rest)
	case strings.HasPrefix(in.rest, "://"), strings.HasPrefix(in.rest, "www."):
		return fmt.Errorf("a link at %q", in.rest)
	default:
		in.put(r)
	}
	in.rest = in.rest[n:]
	return nil
}

// stars reads a run of n stars, which must be able to do what it is there for.
func (in *inlineReader) stars(n int) error {
	before, _ := utf8.DecodeLastRuneInString("\n" + in.src[:len(in.src)-len(in.rest)])
	after, _ := utf8.DecodeRuneInString(in.rest[n:] + "\n")
	space := unicode.IsSpace
	punct := func(r rune) bool { return unicode.In(r, unicode.P, unicode.S) }
	left := !space(after) && (!punct(after) || space(before) || punct(before))
	right := !space(before) && (!punct(before) || space(after) || punct(after))
	mark := map[int]document.Mark{1: document.Italic, 2: document.Bold, 3: document.Bold | document.Italic}[n]
	switch {
	case mark == 0 || in.mark&mark != 0 && in.mark&mark != mark:
		return fmt.Errorf("a run of %d stars at %q", n, in.rest)
	case in.mark&mark == 0 && !left, in.mark&mark != 0 && !right:
		return fmt.Errorf("stars cannot open or close at %q", in.rest)
	}
	in.mark ^= mark
	in.rest = in.rest[n:]
	return nil
}

func FuzzMarkdown(f *testing.F) {
	for i, s := range nasty {
		f.Add(s, nasty[(i+7)%len(nasty)])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		d := hostile(a)
		d.Blocks = append(d.Blocks, document.Paragraph{Text: mixed(a, b)}, document.Heading{Text: mixed(b, a)})
		var md bytes.Buffer
		if err := document.WriteMarkdown(&md, d); err != nil {
			t.Fatal(err)
		}
		var want markdownReader
		want.add(d.Letterhead...)
		want.plain(d.Title)
		want.add(document.Text(d.Subject).With(document.Italic))
		d.Draw(&want)
		want.add(d.Colophon...)
		got, err := readMarkdown(md.String())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.shown.String(), got.String()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// mixed is two texts in turn, under marks that touch.
func mixed(a, b string) document.Spans {
	return document.Spans{
		{Text: a, Mark: document.Bold}, {Text: b, Mark: document.Italic}, {Text: a}, {Text: b, Mark: document.Code},
		{Text: a, Mark: document.Code | document.Bold}, {Text: "x"}, {Text: b, Mark: document.Bold}, {Text: a},
	}
}

func TestListsSideBySideStayTwo(t *testing.T) {
	list := document.List{Ordered: true, Items: document.Texts("a", "b")}
	var md bytes.Buffer
	d := document.Document{Title: "T", Blocks: []document.Block{list, list, list, document.Rule{}, list}}
	if err := document.WriteMarkdown(&md, d); err != nil {
		t.Fatal(err)
	}
	want := "# T\n\n1. a\n2. b\n\n1) a\n2) b\n\n1. a\n2. b\n\n---\n\n1. a\n2. b\n"
	if diff := cmp.Diff(want, md.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
