package governance

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// DecodeText makes text of a file as spreadsheets and video services write it:
// UTF-8 or UTF-16 with a mark or without, else Windows-1252, which is what
// Italian spreadsheets write otherwise. Lines end with \n or \r\n.
func DecodeText(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return wide(data[2:], 0)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return wide(data[2:], 1)
	case len(data) > 3 && data[0] != 0 && data[1] == 0 && data[3] == 0: // Latin letters, two bytes each
		return wide(data, 0)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !bytes.ContainsRune(data, '\n') {
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	if utf8.Valid(data) {
		return string(data)
	}
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for _, c := range data {
		switch {
		case 0x80 <= c && c < 0xa0:
			b.WriteRune(windows1252[c-0x80])
		default:
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

// wide reads UTF-16, whose low byte stands at low of each pair: 0 for
// little-endian text, 1 for big-endian.
func wide(data []byte, low int) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i+low]) | uint16(data[2*i+1-low])<<8
	}
	return string(utf16.Decode(units))
}

// windows1252 is the part of the code page that is not Latin-1. Five codes
// mean nothing; they stay control characters, and are reported as such.
var windows1252 = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8d, 'Ž', 0x8f,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9d, 'ž', 'Ÿ',
}
