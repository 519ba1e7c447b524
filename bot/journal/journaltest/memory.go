package journaltest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"testing"

	"assenso/bot/journal"
)

// ErrNoAnswer is what a Memory told to fail returns, wrapped: the store may
// or may not have done what it was asked.
var ErrNoAnswer = errors.New("journaltest: no answer from the store")

// Fault is a way in which an Append goes wrong.
type Fault int

// What a Memory can be told to do with an Append.
const (
	// Conflict answers ErrConflict, and writes nothing.
	Conflict Fault = iota + 1
	// TimeoutUnwritten answers ErrNoAnswer, and writes nothing.
	TimeoutUnwritten
	// TimeoutWritten writes, and answers ErrNoAnswer all the same.
	TimeoutWritten
)

// Memory is a journal that lives and dies with its process, and fails on
// command. It passes Run. It is safe for concurrent use.
type Memory struct {
	mu      sync.Mutex
	streams map[string]*memoryStream
	faults  []Fault
	silent  int // reads to come that get no answer
	before  func()
}

var _ journal.Journal = (*Memory)(nil)

type memoryStream struct {
	entries []journal.Entry
	causes  map[string]uint64
	sealed  bool
	damaged map[uint64]Damage
}

// NewMemory returns an empty journal.
func NewMemory() *Memory { return &Memory{streams: map[string]*memoryStream{}} }

// OpenMemory is for Run: a new Memory, which survives its own restart.
func OpenMemory(*testing.T) Store {
	m := NewMemory()
	return Store{
		Journal: m,
		Restart: func(*testing.T) journal.Journal { return m },
		Damage:  func(_ *testing.T, stream string, seq uint64, d Damage) { m.Damage(stream, seq, d) },
	}
}

// FailAppends gives each of the next appends one fault, in order. An append
// that would be refused anyway is refused, and takes no fault.
func (m *Memory) FailAppends(faults ...Fault) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.faults = append(m.faults, faults...)
}

// FailReads makes the next n calls of Read and Streams yield ErrNoAnswer.
func (m *Memory) FailReads(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.silent += n
}

// BeforeAppend calls f once, at the beginning of the next Append: f may append
// first, and so win the head.
func (m *Memory) BeforeAppend(f func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.before = f
}

// Damage makes Read report an entry as corrupt.
func (m *Memory) Damage(stream string, seq uint64, d Damage) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.stream(stream).damaged[seq] = d
}

// Lose takes the last n entries of a stream away, as the promotion of a replica
// that had not received them does.
func (m *Memory) Lose(stream string, n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.stream(stream)
	for ; n > 0; n-- {
		last := len(s.entries) - 1
		if cause := s.entries[last].Cause; s.causes[cause] == uint64(last+1) {
			delete(s.causes, cause)
		}
		s.entries = s.entries[:last]
	}
}

// Entries returns what a stream holds, faults and damage apart.
func (m *Memory) Entries(stream string) []journal.Entry {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []journal.Entry
	for _, e := range m.stream(stream).entries {
		all = append(all, clone(e))
	}
	return all
}

// Append implements journal.Journal.
func (m *Memory) Append(ctx context.Context, stream string, prev journal.Head, commits []journal.Commit) (journal.Head, error) {
	m.mu.Lock()
	before := m.before
	m.before = nil
	m.mu.Unlock()
	if before != nil {
		before()
	}
	if err := ctx.Err(); err != nil {
		return prev, fmt.Errorf("append to %s: %w", stream, err)
	}
	if len(commits) == 0 {
		return prev, nil
	}
	head, err := journal.Check(stream, prev, commits)
	if err != nil {
		return prev, fmt.Errorf("append to %s: %w", stream, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.stream(stream)
	if err := s.refusal(stream, prev, commits); err != nil {
		return prev, fmt.Errorf("append to %s: %w", stream, err)
	}
	switch fault := m.nextFault(); fault {
	case Conflict:
		return prev, fmt.Errorf("append to %s: %w", stream, journal.ErrConflict)
	case TimeoutUnwritten:
		return prev, fmt.Errorf("append to %s: %w", stream, ErrNoAnswer)
	case TimeoutWritten:
		s.write(commits)
		return prev, fmt.Errorf("append to %s: %w", stream, ErrNoAnswer)
	}
	s.write(commits)
	return head, nil
}

func (m *Memory) nextFault() Fault {
	if len(m.faults) == 0 {
		return 0
	}
	fault := m.faults[0]
	m.faults = m.faults[1:]
	return fault
}

func (m *Memory) stream(name string) *memoryStream {
	s := m.streams[name]
	if s == nil {
		s = &memoryStream{causes: map[string]uint64{}, damaged: map[uint64]Damage{}}
		m.streams[name] = s
	}
	return s
}

func (s *memoryStream) head() journal.Head {
	if len(s.entries) == 0 {
		return journal.Head{}
	}
	last := s.entries[len(s.entries)-1]
	return journal.Head{Seq: last.Seq, Hash: last.Hash}
}

func (s *memoryStream) refusal(stream string, prev journal.Head, commits []journal.Commit) error {
	if s.sealed {
		return journal.ErrSealed
	}
	if s.head() != prev {
		return journal.ErrConflict
	}
	seen := map[string]uint64{}
	for _, c := range commits {
		if seq, ok := s.causes[c.Cause]; ok {
			seen[c.Cause] = seq
		}
	}
	if len(seen) > 0 {
		return &journal.RepeatedError{Stream: stream, Seen: seen}
	}
	return nil
}

func (s *memoryStream) write(commits []journal.Commit) {
	for _, c := range commits {
		s.causes[c.Cause] = c.Entries[0].Seq
		for _, e := range c.Entries {
			s.entries = append(s.entries, clone(e))
		}
	}
}

func clone(e journal.Entry) journal.Entry {
	e.Data = bytes.Clone(e.Data)
	e.Private = bytes.Clone(e.Private)
	e.Salt = bytes.Clone(e.Salt)
	return e
}

// unheard takes one of the reads that get no answer.
func (m *Memory) unheard() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.silent == 0 {
		return nil
	}
	m.silent--
	return ErrNoAnswer
}

// Read implements journal.Journal.
func (m *Memory) Read(ctx context.Context, stream string, after uint64) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		if err := m.unheard(); err != nil {
			yield(journal.Entry{}, fmt.Errorf("read %s: %w", stream, err))
			return
		}
		for {
			if err := ctx.Err(); err != nil {
				yield(journal.Entry{}, fmt.Errorf("read %s: %w", stream, err))
				return
			}
			e, ok, err := m.entry(stream, after)
			if err != nil {
				yield(journal.Entry{}, err)
				return
			}
			if !ok || !yield(e, nil) {
				return
			}
			after++
		}
	}
}

func (m *Memory) entry(stream string, after uint64) (journal.Entry, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.streams[stream]
	if s == nil || after >= uint64(len(s.entries)) {
		return journal.Entry{}, false, nil
	}
	if d, bad := s.damaged[after+1]; bad {
		return journal.Entry{}, false, &journal.CorruptError{Stream: stream, Seq: after + 1, Why: d.String()}
	}
	return clone(s.entries[after]), true, nil
}

// Streams implements journal.Journal.
func (m *Memory) Streams(ctx context.Context, kind string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := ctx.Err()
		if err == nil {
			err = m.unheard()
		}
		if err != nil {
			yield("", fmt.Errorf("streams of kind %s: %w", kind, err))
			return
		}
		for _, name := range m.open(kind) {
			if !yield(name, nil) {
				return
			}
		}
	}
}

func (m *Memory) open(kind string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var names []string
	for name, s := range m.streams {
		if journal.Kind(name) == kind && !s.sealed && len(s.entries) > 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Seal implements journal.Journal.
func (m *Memory) Seal(ctx context.Context, stream string) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("seal %s: %w", stream, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.stream(stream).sealed = true
	return nil
}

// Erase implements journal.Journal.
func (m *Memory) Erase(ctx context.Context, stream string, seqs []uint64) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("erase in %s: %w", stream, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.stream(stream)
	for _, seq := range seqs {
		if 1 <= seq && seq <= uint64(len(s.entries)) {
			s.entries[seq-1].Private, s.entries[seq-1].Salt = nil, nil
		}
	}
	return nil
}
