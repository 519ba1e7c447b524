package journal

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"
)

// LinesFormat is the first line's claim in an exported journal.
const LinesFormat = "assenso-journal/1"

// maxLine has room for an entry whose every field is as long as Check allows,
// with each character of its texts escaped.
const maxLine = 2*MaxBody + 4*6*MaxText + 1<<10

// LineError says which line of an exported journal cannot be read, and why.
type LineError struct {
	Line int // the first is 1
	Err  error
}

func (e *LineError) Error() string { return fmt.Sprintf("journal line %d: %v", e.Line, e.Err) }

// Unwrap returns the reason.
func (e *LineError) Unwrap() error { return e.Err }

type header struct {
	Format string `json:"format"`
	Stream string `json:"stream"`
}

// line mirrors AppendLine, for reading.
type line struct {
	Seq     uint64          `json:"seq"`
	At      time.Time       `json:"at"`
	Said    time.Time       `json:"said"`
	By      string          `json:"by"`
	For     string          `json:"for"`
	Cause   string          `json:"cause"`
	Name    string          `json:"name"`
	Data    json.RawMessage `json:"data"`
	Private json.RawMessage `json:"private"`
	Salt    []byte          `json:"salt"`
	Digest  string          `json:"digest"`
	Hash    string          `json:"hash"`
}

// WriteLines exports a stream as JSON lines, each ended by a line feed:
//
//	{"format":"assenso-journal/1","stream":"meeting:collegio-2026-11-24"}
//	{"seq":1,"at":"2026-11-24T16:30:00.25Z","cause":"…","name":"…","data":{…},"hash":"…"}
//
// The fields of an entry are seq, at, said, by, for, cause, name, data,
// private, salt, digest, hash, in this order; empty ones are left out, all but
// seq, at and hash. Times are written as they are hashed, data and private
// byte for byte, salt in base64, digest and hash in hexadecimal. Each entry
// has exactly one such line.
//
// It stops at the first error of entries, or of w, or at an entry that no
// store would have accepted (see Check).
func WriteLines(w io.Writer, stream string, entries iter.Seq2[Entry, error]) error {
	if why := unfitStream(stream); why != "" {
		return fmt.Errorf("export stream %q: %s", stream, why)
	}
	out := bufio.NewWriter(w)
	b := appendHeader(nil, stream)
	if _, err := out.Write(b); err != nil {
		return fmt.Errorf("export %s: %w", stream, err)
	}
	for e, err := range entries {
		if err != nil {
			return fmt.Errorf("export %s: %w", stream, err)
		}
		if why := e.unfit(); why != "" {
			return fmt.Errorf("export %s, entry %d: %s", stream, e.Seq, why)
		}
		b = AppendLine(b[:0], &e)
		if _, err := out.Write(b); err != nil {
			return fmt.Errorf("export %s: %w", stream, err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("export %s: %w", stream, err)
	}
	return nil
}

// ReadLines reads what WriteLines wrote: the stream's name now, the entries,
// once, as the sequence is walked. A line that WriteLines would not have
// written so, an unknown format, a line too long or cut off is a *LineError.
// It does not check the chain: Verify does.
func ReadLines(r io.Reader) (string, iter.Seq2[Entry, error], error) {
	in := &lineReader{r: bufio.NewReader(r)}
	stream, err := in.header()
	if err != nil {
		return "", nil, &LineError{Line: 1, Err: err}
	}
	return stream, func(yield func(Entry, error) bool) {
		for {
			b, err := in.next()
			if errors.Is(err, io.EOF) {
				return
			}
			var e Entry
			if err == nil {
				e, err = ParseLine(b)
			}
			if err != nil {
				yield(Entry{}, &LineError{Line: in.line, Err: err})
				return
			}
			if !yield(e, nil) {
				return
			}
		}
	}, nil
}

type lineReader struct {
	r    *bufio.Reader
	buf  []byte
	line int
}

// next returns the next line with its line feed, good until the call after;
// io.EOF where the text ends as it should, between lines.
func (in *lineReader) next() ([]byte, error) {
	in.line++
	in.buf = in.buf[:0]
	for {
		part, err := in.r.ReadSlice('\n')
		in.buf = append(in.buf, part...)
		switch {
		case len(in.buf) > maxLine:
			return nil, fmt.Errorf("longer than %d bytes", maxLine)
		case err == nil:
			return in.buf, nil
		case err == io.EOF && len(in.buf) == 0:
			return nil, io.EOF
		case err == io.EOF:
			return nil, errors.New("cut off before its end")
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		}
	}
}

func (in *lineReader) header() (string, error) {
	b, err := in.next()
	if errors.Is(err, io.EOF) {
		return "", errors.New("no header: not an exported journal")
	}
	if err != nil {
		return "", err
	}
	var h header
	if err := json.Unmarshal(b, &h); err != nil {
		return "", fmt.Errorf("header: %w", err)
	}
	family, _, _ := strings.Cut(LinesFormat, "/")
	switch {
	case h.Format == LinesFormat:
	case strings.HasPrefix(h.Format, family+"/"):
		return "", fmt.Errorf("format is %q, this program reads %q: use the version that wrote it, or a later one", h.Format, LinesFormat)
	default:
		return "", fmt.Errorf("format is %q: not an exported journal", h.Format)
	}
	if why := unfitStream(h.Stream); why != "" {
		return "", fmt.Errorf("stream %q: %s", h.Stream, why)
	}
	if !bytes.Equal(b, appendHeader(nil, h.Stream)) {
		return "", errors.New("header is not as it was exported")
	}
	return h.Stream, nil
}

// ParseLine reads one entry as AppendLine wrote it, with its line feed. Any
// other spelling is an error.
func ParseLine(b []byte) (Entry, error) {
	var l line
	if err := json.Unmarshal(b, &l); err != nil {
		return Entry{}, err
	}
	e := Entry{
		Seq: l.Seq, At: stamp(l.At), Said: stamp(l.Said), By: l.By, For: l.For, Cause: l.Cause, Name: l.Name,
		Data: l.Data, Private: l.Private, Salt: l.Salt,
	}
	if err := parseHash(&e.Digest, l.Digest); err != nil {
		return Entry{}, fmt.Errorf("digest: %w", err)
	}
	if err := parseHash(&e.Hash, l.Hash); err != nil {
		return Entry{}, fmt.Errorf("hash: %w", err)
	}
	if why := e.unfit(); why != "" {
		return Entry{}, errors.New(why)
	}
	// JSON allows many spellings, a record one: a field twice or unknown,
	// another order, a space, would otherwise read differently elsewhere.
	if !bytes.Equal(b, AppendLine(make([]byte, 0, len(b)), &e)) {
		return Entry{}, errors.New("not as it was exported")
	}
	return e, nil
}

func parseHash(dst *[32]byte, text string) error {
	if text == "" {
		return nil
	}
	if len(text) != hex.EncodedLen(len(dst)) {
		return fmt.Errorf("%d characters, not %d", len(text), hex.EncodedLen(len(dst)))
	}
	_, err := hex.Decode(dst[:], []byte(text))
	return err
}

func appendHeader(b []byte, stream string) []byte {
	b = append(b, `{"format":"`+LinesFormat+`","stream":`...)
	b = appendQuoted(b, stream)
	return append(b, "}\n"...)
}

// AppendLine appends an entry as WriteLines writes it, with its line feed.
func AppendLine(b []byte, e *Entry) []byte {
	b = append(b, `{"seq":`...)
	b = strconv.AppendUint(b, e.Seq, 10)
	b = append(b, `,"at":"`...)
	b = e.At.AppendFormat(b, time.RFC3339Nano)
	b = append(b, '"')
	if !e.Said.IsZero() {
		b = append(b, `,"said":"`...)
		b = e.Said.AppendFormat(b, time.RFC3339Nano)
		b = append(b, '"')
	}
	for _, f := range [...]struct{ key, text string }{
		{"by", e.By}, {"for", e.For}, {"cause", e.Cause}, {"name", e.Name},
	} {
		if f.text != "" {
			b = appendQuoted(appendKey(b, f.key), f.text)
		}
	}
	if e.Data != nil {
		b = append(appendKey(b, "data"), e.Data...)
	}
	if e.Private != nil {
		b = append(appendKey(b, "private"), e.Private...)
	}
	if len(e.Salt) > 0 {
		b = append(appendKey(b, "salt"), '"')
		b = base64.StdEncoding.AppendEncode(b, e.Salt)
		b = append(b, '"')
	}
	if e.Digest != [32]byte{} {
		b = append(appendKey(b, "digest"), '"')
		b = hex.AppendEncode(b, e.Digest[:])
		b = append(b, '"')
	}
	b = append(appendKey(b, "hash"), '"')
	b = hex.AppendEncode(b, e.Hash[:])
	return append(b, "\"}\n"...)
}

func appendKey(b []byte, key string) []byte {
	b = append(b, `,"`...)
	b = append(b, key...)
	return append(b, `":`...)
}

// appendQuoted is json.Marshal of a string, without its allocations where
// nothing needs escaping.
func appendQuoted(b []byte, s string) []byte {
	plain := func(c rune) bool {
		return ' ' <= c && c < 0x7f && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&'
	}
	if strings.IndexFunc(s, func(c rune) bool { return !plain(c) }) < 0 {
		b = append(b, '"')
		b = append(b, s...)
		return append(b, '"')
	}
	quoted, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return append(b, quoted...)
}
