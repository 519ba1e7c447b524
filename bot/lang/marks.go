package lang

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"assenso/bot/chat"
)

// marker reads the marks of a template's literal text: **bold**, _italic_ and
// `code`. A backslash takes the mark out of the character after it; between
// letters an underscore is an underscore, and inside code everything is text.
type marker struct {
	now   chat.Mark
	parts []part
	run   strings.Builder
}

// read cuts a run of literal text at its marks.
func (m *marker) read(text string) []part {
	m.parts = nil
	for i := 0; i < len(text); {
		rest := text[i:]
		switch {
		case rest[0] == '\\' && len(rest) > 1:
			_, n := utf8.DecodeRuneInString(rest[1:])
			m.run.WriteString(rest[1 : 1+n])
			i += 1 + n
		case rest[0] == '`':
			m.toggle(chat.Code)
			i++
		case m.now&chat.Code == 0 && strings.HasPrefix(rest, "**"):
			m.toggle(chat.Bold)
			i += 2
		case m.now&chat.Code == 0 && rest[0] == '_' && !inWord(text, i):
			m.toggle(chat.Italic)
			i++
		default:
			_, n := utf8.DecodeRuneInString(rest)
			m.run.WriteString(rest[:n])
			i += n
		}
	}
	m.flush()
	return m.parts
}

func (m *marker) toggle(k chat.Mark) {
	m.flush()
	m.now ^= k
}

func (m *marker) flush() {
	if m.run.Len() == 0 {
		return
	}
	m.parts = append(m.parts, part{literal: m.run.String(), mark: m.now})
	m.run.Reset()
}

// end reports a mark that was begun and not ended.
func (m *marker) end() error {
	for k, sign := range map[chat.Mark]string{chat.Bold: "**", chat.Italic: "_", chat.Code: "`"} {
		if m.now&k != 0 {
			return fmt.Errorf("%s is not closed (write \\%s for the character)", sign, sign)
		}
	}
	return nil
}

// inWord reports whether the character at i has a letter or digit on both sides.
func inWord(text string, i int) bool {
	l, _ := utf8.DecodeLastRuneInString(text[:i])
	r, _ := utf8.DecodeRuneInString(text[i+1:])
	return wordy(l) && wordy(r)
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
