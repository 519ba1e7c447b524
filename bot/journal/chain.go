package journal

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"iter"
	"time"
)

// Format names the rule by which Hash is computed. It is the first field of
// every hash: a journal of another format can never verify as this one.
const Format = "assenso/1"

// SaltSize is the length in bytes of Entry.Salt: random, fresh for every
// entry that holds a Private.
const SaltSize = 16

// Seal chains the entries of commits onto prev, in order, in place, and
// returns the new head. The caller fills At, Said, By, For, Name, Data,
// Private and, where there is a Private, Salt (SaltSize random bytes).
//
// Seal fills the rest: Seq; Cause, from the commit, where it is empty; Digest;
// Hash. It brings At and Said to UTC without a monotonic reading, to the
// nanosecond; sets empty Data and Private to nil; and drops the salt of an
// entry without Private.
//
// Every hash is SHA-256 over fields, each preceded by its length in bytes as
// an unsigned 64-bit big-endian number. Digest has the fields Salt, Private;
// without Private it is zero. Hash has these, in this order:
//
//	format   the text "assenso/1"
//	prev     the 32 bytes of the hash before; 32 zero bytes for entry 1
//	stream   text
//	seq      unsigned 64-bit big-endian
//	at       text, RFC 3339 in UTC ("Z") with the fraction as short as exact:
//	         2026-11-24T16:30:00Z, 2026-11-24T16:30:00.25Z
//	said     likewise; empty where zero
//	by       text
//	for      text
//	cause    text
//	name     text
//	data     the bytes as given; empty where nil
//	digest   32 bytes; empty where zero
//
// Salt and Private are not among them, so that erasing both breaks nothing.
// Data and Private are hashed as bytes: a store keeps them exactly as given.
func Seal(stream string, prev Head, commits []Commit) Head {
	h := newHasher(stream)
	head := prev
	for i := range commits {
		c := &commits[i]
		for j := range c.Entries {
			e := &c.Entries[j]
			e.normalise()
			if e.Cause == "" {
				e.Cause = c.Cause
			}
			e.Seq = head.Seq + 1
			e.Digest = h.digest(e)
			e.Hash = h.link(&head.Hash, e)
			head = Head{Seq: e.Seq, Hash: e.Hash}
		}
	}
	return head
}

func (e *Entry) normalise() {
	e.At = stamp(e.At)
	e.Said = stamp(e.Said)
	if len(e.Data) == 0 {
		e.Data = nil
	}
	if len(e.Private) == 0 {
		e.Private, e.Salt = nil, nil
	}
}

// stamp makes times comparable with == after a trip through any store.
func stamp(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Round(0)
}

// hasher keeps one scratch buffer: a group of entries costs one allocation.
type hasher struct {
	stream string
	buf    []byte
}

func newHasher(stream string) hasher {
	return hasher{stream: stream, buf: make([]byte, 0, 1024)}
}

func (h *hasher) digest(e *Entry) [32]byte {
	if len(e.Private) == 0 {
		return [32]byte{}
	}
	b := appendField(h.buf[:0], e.Salt)
	b = appendField(b, e.Private)
	h.buf = b
	return sha256.Sum256(b)
}

func (h *hasher) link(prev *[32]byte, e *Entry) [32]byte {
	b := appendField(h.buf[:0], Format)
	b = appendField(b, prev[:])
	b = appendField(b, h.stream)
	b = binary.BigEndian.AppendUint64(b, 8)
	b = binary.BigEndian.AppendUint64(b, e.Seq)
	b = appendTime(b, e.At)
	if e.Said.IsZero() {
		b = binary.BigEndian.AppendUint64(b, 0)
	} else {
		b = appendTime(b, e.Said)
	}
	b = appendField(b, e.By)
	b = appendField(b, e.For)
	b = appendField(b, e.Cause)
	b = appendField(b, e.Name)
	b = appendField(b, e.Data)
	if e.Digest == [32]byte{} {
		b = binary.BigEndian.AppendUint64(b, 0)
	} else {
		b = appendField(b, e.Digest[:])
	}
	h.buf = b
	return sha256.Sum256(b)
}

func appendField[T string | ~[]byte](b []byte, field T) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(len(field)))
	return append(b, field...)
}

func appendTime(b []byte, t time.Time) []byte {
	at := len(b)
	b = append(b, 0, 0, 0, 0, 0, 0, 0, 0)
	b = t.UTC().AppendFormat(b, time.RFC3339Nano)
	binary.BigEndian.PutUint64(b[at:], uint64(len(b)-at-8))
	return b
}

// BrokenError names the first entry that does not fit its chain. Somebody
// changed the record, or a store lost part of it: stop, and tell a person.
type BrokenError struct {
	Stream string
	Seq    uint64 // the entry found, or the one that should have been there
	Why    string
}

func (e *BrokenError) Error() string {
	return fmt.Sprintf("journal: chain of %s broken at entry %d: %s", e.Stream, e.Seq, e.Why)
}

// Verifier checks a chain entry by entry. It is not safe for concurrent use.
type Verifier struct {
	hasher hasher
	head   Head
	erased []uint64
	broken error
}

// NewVerifier begins at the first entry of a stream.
func NewVerifier(stream string) *Verifier { return ResumeVerifier(stream, Head{}) }

// ResumeVerifier begins after a head already known to be good.
func ResumeVerifier(stream string, head Head) *Verifier {
	return &Verifier{hasher: newHasher(stream), head: head}
}

// Next takes the next entry. Its error is a *BrokenError where the entry does
// not fit; every call after that returns the same.
func (v *Verifier) Next(e Entry) error {
	if v.broken != nil {
		return v.broken
	}
	if why := v.take(&e); why != "" {
		v.broken = &BrokenError{Stream: v.hasher.stream, Seq: e.Seq, Why: why}
		return v.broken
	}
	if e.Erased() {
		v.erased = append(v.erased, e.Seq)
	}
	return nil
}

// take moves the head onto e, or says why e does not fit.
func (v *Verifier) take(e *Entry) string {
	if e.Seq != v.head.Seq+1 {
		return fmt.Sprintf("gap: entry %d expected", v.head.Seq+1)
	}
	if len(e.Private) > 0 && v.hasher.digest(e) != e.Digest {
		return "private values do not match their digest"
	}
	if v.hasher.link(&v.head.Hash, e) != e.Hash {
		return "hash does not follow from the entry and the one before"
	}
	v.head = Head{Seq: e.Seq, Hash: e.Hash}
	return ""
}

// Head is the last entry that fitted.
func (v *Verifier) Head() Head { return v.head }

// Erased lists the entries seen so far whose private values are gone. Whether
// an act of the record explains each is for governance to judge.
func (v *Verifier) Erased() []uint64 { return v.erased }

// Verify checks a whole stream, from its first entry, and returns its head.
// The error is a *BrokenError for the first entry that does not fit, or
// whatever the sequence ended with; the head is then the last good one.
//
// A record cut off at its end is a good chain: compare the head with one
// kept elsewhere.
func Verify(stream string, entries iter.Seq2[Entry, error]) (Head, error) {
	v := NewVerifier(stream)
	for e, err := range entries {
		if err != nil {
			return v.Head(), fmt.Errorf("verify %s: %w", stream, err)
		}
		if err := v.Next(e); err != nil {
			return v.Head(), err
		}
	}
	return v.Head(), nil
}
