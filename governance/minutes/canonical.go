package minutes

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"unicode/utf8"
)

// Hash is the fingerprint of the text: the SHA-256, in lower-case hexadecimal,
// of its JSON in the canonical form of RFC 8785. It depends on facts alone: no
// language, no later entry but an erasure, no hash or salt of the journal.
//
// Whoever holds the exported JSON can reckon it without this program:
//
//	python3 -c 'import json, hashlib; t = json.load(open("minutes.json"))["text"]
//	print(hashlib.sha256(json.dumps(t, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest())'
func (t Text) Hash() string {
	sum := sha256.Sum256(t.canonical())
	return hex.EncodeToString(sum[:])
}

func (t Text) canonical() []byte {
	written, err := json.Marshal(t)
	if err != nil {
		panic("minutes: a text that is no JSON: " + err.Error()) // only if a type of it is at fault
	}
	d := json.NewDecoder(bytes.NewReader(written))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		panic("minutes: JSON that cannot be read back: " + err.Error())
	}
	return canonical(make([]byte, 0, len(written)), v)
}

// canonical appends a JSON value with sorted names, no space, and nothing
// escaped that need not be. All numbers of a text are whole, so they stand as
// they are written.
func canonical(to []byte, v any) []byte {
	switch v := v.(type) {
	case map[string]any:
		names := make([]string, 0, len(v))
		for n := range v {
			names = append(names, n)
		}
		slices.Sort(names) // ASCII all: bytes sort as UTF-16 does
		to = append(to, '{')
		for i, n := range names {
			if i > 0 {
				to = append(to, ',')
			}
			to = append(quoted(to, n), ':')
			to = canonical(to, v[n])
		}
		return append(to, '}')
	case []any:
		to = append(to, '[')
		for i, e := range v {
			if i > 0 {
				to = append(to, ',')
			}
			to = canonical(to, e)
		}
		return append(to, ']')
	case string:
		return quoted(to, v)
	case json.Number:
		return append(to, v...)
	case bool:
		if v {
			return append(to, "true"...)
		}
		return append(to, "false"...)
	default:
		return append(to, "null"...)
	}
}

// quoted appends a string: quotes, backslashes and control characters are
// escaped, and nothing else, not even what JavaScript of old could not read.
func quoted(to []byte, s string) []byte {
	const digits = "0123456789abcdef"
	to = append(to, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			to = append(to, '\\', byte(r))
		case r >= ' ':
			to = utf8.AppendRune(to, r)
		default:
			if at := bytes.IndexByte([]byte("\b\t\n\f\r"), byte(r)); at >= 0 {
				to = append(to, '\\', "btnfr"[at])
			} else {
				to = append(to, '\\', 'u', '0', '0', digits[r>>4], digits[r&15])
			}
		}
	}
	return append(to, '"')
}
