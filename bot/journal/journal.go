// Package journal is the port to the record: append-only streams of entries,
// each chained to the one before by its hash.
//
// It knows bytes, order and digests. What an entry means belongs to
// governance; where it is kept belongs to the adapters. Begin at Journal; the
// promises every store keeps are the cases of journaltest.
package journal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"
)

// Head names the last entry of a stream. The zero Head is the empty stream.
type Head struct {
	Seq  uint64
	Hash [32]byte
}

// Entry is one line of a journal. Seq counts from 1 without gaps. Data and
// Private are each one line of JSON, kept byte for byte.
type Entry struct {
	Seq   uint64
	At    time.Time // when it was recorded, by our clock
	Said  time.Time // when the words were said by the platform's clock, or where it tells none when they came; zero for what nobody said
	By    string    // who acted; empty for the bot itself
	For   string    // the office whose act it is, when entered by order
	Cause string    // id of the chat event, deadline or entry that led here
	Name  string
	Data  json.RawMessage
	// Private holds names, contacts and free text, kept beside the chain: the
	// chain holds only Digest, so that erasing Private and Salt breaks nothing.
	Private json.RawMessage
	Salt    []byte   // SaltSize random bytes; without it a short Private could be guessed from its digest
	Digest  [32]byte // SHA-256 of Salt and Private; zero where the entry never held any
	Hash    [32]byte
}

// Erased reports whether the entry once held private values that are gone.
func (e Entry) Erased() bool { return e.Digest != [32]byte{} && len(e.Private) == 0 }

// Commit is what one update led to: entries written together or not at all.
// Every entry of it carries Cause.
type Commit struct {
	Cause   string
	Entries []Entry
}

// Journal keeps streams. A stream's name is its kind, a colon and an id:
// "meeting:collegio-2026-11-24".
type Journal interface {
	// Append writes all commits or nothing, and returns the new head. The
	// entries come sealed onto prev (see Seal), each cause once. No commits
	// is no error and no question: prev comes back unchecked.
	//
	// ErrNotSealed: Check refuses the commits, a fault of ours. ErrSealed: the
	// stream is finished. ErrConflict: the stream's head is not prev; read
	// what was missed and decide again. *RepeatedError: the head is prev, but
	// these causes are recorded already; drop them and decide the rest again.
	// They are looked for in this order, and nothing was written. After any
	// other error the answer is neither yes nor no: read the tail before
	// anything else.
	Append(ctx context.Context, stream string, prev Head, commits []Commit) (Head, error)

	// Read yields the entries after a sequence number, in order and without
	// gaps: at least those appended before the call. It ends at the first
	// fault, with a *CorruptError where the store holds something that cannot
	// be an entry, or lacks one that it should hold. It does not check the
	// chain: Verify does. The caller may use the journal inside the loop, and
	// may keep the entries.
	Read(ctx context.Context, stream string, after uint64) iter.Seq2[Entry, error]

	// Streams yields the streams of a kind, ascending, that are not yet sealed.
	Streams(ctx context.Context, kind string) iter.Seq2[string, error]

	// Seal marks a stream as finished: Streams leaves it out and Append
	// refuses with ErrSealed. Read and Erase go on working. Sealing twice, or
	// a stream without entries, is no error.
	Seal(ctx context.Context, stream string) error

	// Erase deletes the private values and salts of these entries, nothing
	// else. Entries that hold none, or do not exist, are passed over: after an
	// error the same call may be made again.
	Erase(ctx context.Context, stream string, seqs []uint64) error
}

// ErrConflict says that somebody appended first: read on from the head you
// know and decide again.
var ErrConflict = errors.New("journal: head has moved")

// ErrSealed says that the stream is finished for ever.
var ErrSealed = errors.New("journal: stream is sealed")

// ErrNotSealed says that the commits handed to Append are not what Seal makes
// for that stream and head, or can never be recorded: mend the caller.
var ErrNotSealed = errors.New("journal: commits not sealed onto their head")

// RepeatedError lists causes that are recorded already and the entry at which
// each was first seen. Nothing was written.
type RepeatedError struct {
	Stream string
	Seen   map[string]uint64
}

func (e *RepeatedError) Error() string {
	return fmt.Sprintf("journal: %d causes already recorded in %s", len(e.Seen), e.Stream)
}

// CorruptError names the first entry that cannot be read back as written.
type CorruptError struct {
	Stream string
	Seq    uint64
	Why    string
}

func (e *CorruptError) Error() string {
	return fmt.Sprintf("journal: %s, entry %d: %s", e.Stream, e.Seq, e.Why)
}

// Kind is the part of a stream's name before the colon.
func Kind(stream string) string {
	kind, _, _ := strings.Cut(stream, ":")
	return kind
}
