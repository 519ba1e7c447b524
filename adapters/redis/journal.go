package redis

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"assenso/bot/journal"

	"github.com/redis/go-redis/v9"
)

// causesKept is how many causes of a stream are looked up in one key before
// they become the older ones: of one stream at least so many, at most twice so
// many are known. A redelivery older than that meets the head, which only who
// has read every entry knows.
const causesKept = 20_000

// Append implements journal.Journal. A call that gets no answer gives up after
// the client's read_timeout at the latest; Redis may still carry it out later,
// and only if the head is then still prev.
func (s *Store) Append(ctx context.Context, stream string, prev journal.Head, commits []journal.Commit) (journal.Head, error) {
	if len(commits) == 0 {
		return prev, ctx.Err()
	}
	head, err := journal.Check(stream, prev, commits)
	return s.record(ctx, stream, prev, head, commits, err)
}

// Restore implements journal.Movable.
func (s *Store) Restore(ctx context.Context, stream string, prev journal.Head, commits []journal.Commit) (journal.Head, error) {
	if len(commits) == 0 {
		return prev, ctx.Err()
	}
	head, err := journal.CheckCopy(stream, prev, commits)
	return s.record(ctx, stream, prev, head, commits, err)
}

// record writes what was checked.
func (s *Store) record(ctx context.Context, stream string, prev, head journal.Head, commits []journal.Commit, err error) (journal.Head, error) {
	if err == nil {
		err = s.write(ctx, stream, prev, head, commits)
	}
	if err != nil {
		return prev, fmt.Errorf("append to %s: %w", stream, err)
	}
	return head, nil
}

func (s *Store) write(ctx context.Context, stream string, prev, head journal.Head, commits []journal.Commit) error {
	if prev == (journal.Head{}) {
		if err := s.register(ctx, stream); err != nil {
			return fmt.Errorf("register it: %w", err)
		}
	}
	answer, err := s.appending(stream, prev, head, commits).row(ctx, s.client)
	if err != nil {
		if strings.HasPrefix(err.Error(), "ERR The ID specified in XADD is equal or smaller") {
			return &journal.CorruptError{Stream: stream, Seq: prev.Seq + 1, Why: "an entry stands beyond the head"}
		}
		return err
	}
	switch answer[0] {
	case "ok":
		return nil
	case "sealed":
		return journal.ErrSealed
	case "conflict":
		return journal.ErrConflict
	case "repeated":
		return repeated(stream, answer[1:])
	}
	return fmt.Errorf("script answers %v", answer[0])
}

// register makes a stream findable before anything is in it.
func (s *Store) register(ctx context.Context, stream string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	kind := journal.Kind(stream)
	_, err := s.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.SAdd(ctx, s.keys.kinds(), kind)
		p.ZAdd(ctx, s.keys.all(kind), redis.Z{Member: stream})
		p.ZAdd(ctx, s.keys.open(kind), redis.Z{Member: stream})
		return nil
	})
	return plain(ctx, err)
}

// A group of entries is one element of the stream: as many as fill a node of
// it, so that Redis does not handle each apart.
const (
	groupBytes = 4 << 10
	groupMost  = 64
)

// appending is the call of append.lua for commits.
func (s *Store) appending(stream string, prev, head journal.Head, commits []journal.Commit) *call {
	n := sizeOf(commits)
	c := s.append.on(s.keys.append(stream), 8+2*(len(commits)+2*n.entries+n.privates))
	l := layout{buf: make([]byte, 0, n.bytes), entries: make([]any, 0, 2*n.entries)}
	for i := range commits {
		for j := range commits[i].Entries {
			l.entry(&commits[i].Entries[j])
		}
	}
	l.close()
	c.with(strconv.FormatUint(prev.Seq, 10), hex.EncodeToString(prev.Hash[:]),
		strconv.FormatUint(head.Seq, 10), hex.EncodeToString(head.Hash[:]),
		causesKept, len(l.groups)/2, len(commits), n.privates)
	c.with(l.groups...).with(l.entries...)
	for i := range commits {
		c.with(commits[i].Cause, l.number(commits[i].Entries[0].Seq))
	}
	for i := range commits {
		for j := range commits[i].Entries {
			if e := &commits[i].Entries[j]; e.Digest != [32]byte{} {
				c.with(l.number(e.Seq), l.private(e))
			}
		}
	}
	return c
}

// sizes tell how much room a call needs.
type sizes struct{ entries, privates, bytes int }

func sizeOf(commits []journal.Commit) (n sizes) {
	for i := range commits {
		n.bytes += 20
		for j := range commits[i].Entries {
			e := &commits[i].Entries[j]
			n.entries++
			if e.Digest != [32]byte{} {
				n.privates++
			}
			n.bytes += 440 + len(e.Data) + 2*len(e.Private) + len(e.Cause) + len(e.By) + len(e.For) + len(e.Name)
		}
	}
	return n
}

// layout makes the arguments of a call, all of them parts of one buffer.
type layout struct {
	buf     []byte
	groups  []any // for each its id and how many entries it has
	entries []any // for each its number and its line

	last        uint64 // entry of the group under way
	count, size int    // of that group
}

// entry adds an entry to the group under way, or to the next.
func (l *layout) entry(e *journal.Entry) {
	number := l.number(e.Seq)
	at := len(l.buf)
	l.buf = appendEntry(l.buf, *e)
	line := l.since(at)
	if l.count > 0 && (l.size+len(line) > groupBytes || l.count == groupMost) {
		l.close()
	}
	l.entries = append(l.entries, number, line)
	l.last, l.count, l.size = e.Seq, l.count+1, l.size+len(line)
}

// close ends the group under way. Its id is the number of its last entry: so
// the first group from an id on is the one that holds that entry.
func (l *layout) close() {
	at := len(l.buf)
	l.buf = append(strconv.AppendUint(l.buf, l.last, 10), "-0"...)
	l.groups = append(l.groups, l.since(at), l.count)
	l.count, l.size = 0, 0
}

func (l *layout) number(seq uint64) []byte {
	at := len(l.buf)
	l.buf = strconv.AppendUint(l.buf, seq, 10)
	return l.since(at)
}

func (l *layout) private(e *journal.Entry) []byte {
	at := len(l.buf)
	l.buf = appendPrivate(l.buf, e)
	return l.since(at)
}

// since is what was added, which later additions must not overwrite.
func (l *layout) since(at int) []byte { return l.buf[at:len(l.buf):len(l.buf)] }

// appendEntry writes an entry's line as if its private value were erased.
func appendEntry(b []byte, e journal.Entry) []byte {
	e.Private, e.Salt = nil, nil
	return bytes.TrimSuffix(journal.AppendLine(b, &e), []byte("\n"))
}

func appendPrivate(b []byte, e *journal.Entry) []byte {
	if e.Erased() {
		return b
	}
	b = base64.StdEncoding.AppendEncode(b, e.Salt)
	b = append(b, ' ')
	return append(b, e.Private...)
}

func repeated(stream string, pairs []any) error {
	seen := make(map[string]uint64, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		cause, _ := pairs[i].(string)
		text, _ := pairs[i+1].(string)
		seq, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			return fmt.Errorf("cause %.100q stands at %.100q", cause, text)
		}
		if first, ok := seen[cause]; !ok || seq < first {
			seen[cause] = seq
		}
	}
	return &journal.RepeatedError{Stream: stream, Seen: seen}
}

// Seal implements journal.Journal.
func (s *Store) Seal(ctx context.Context, stream string) error {
	_, err := s.seal.on(s.keys.seal(stream), 0).run(ctx, s.client)
	if err == nil {
		// Should this not happen, Streams still sees that it is sealed.
		kind := journal.Kind(stream)
		_, err = s.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
			p.SAdd(ctx, s.keys.kinds(), kind)
			p.ZAdd(ctx, s.keys.all(kind), redis.Z{Member: stream})
			p.ZRem(ctx, s.keys.open(kind), stream)
			return nil
		})
	}
	if err != nil {
		return fmt.Errorf("seal %s: %w", stream, plain(ctx, err))
	}
	return nil
}

// eraseMost is how many values one script empties.
const eraseMost = 1000

// Erase implements journal.Journal. Where Redis writes an append-only file it
// returns once that is being rewritten without the bytes; an error may also
// mean that they are erased but still in the file: call it again.
func (s *Store) Erase(ctx context.Context, stream string, seqs []uint64) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("erase in %s: %w", stream, err)
	}
	for len(seqs) > 0 {
		n := min(len(seqs), eraseMost)
		c := s.erase.on([]string{s.keys.private(stream)}, n)
		for _, seq := range seqs[:n] {
			c.with(strconv.FormatUint(seq, 10))
		}
		erased, err := c.run(ctx, s.client)
		if err != nil {
			return fmt.Errorf("erase in %s: %w", stream, err)
		}
		if erased != int64(0) {
			s.files.Store(true)
		}
		seqs = seqs[n:]
	}
	if !s.files.Load() {
		return nil
	}
	if err := s.rewrite(ctx); err != nil {
		return fmt.Errorf("erase in %s: rewrite the append-only file: %w", stream, err)
	}
	s.files.Store(false)
	return nil
}

// rewriteWait bounds how long Erase waits for a rewriting that began before
// it, and may hold what was erased since.
const rewriteWait = 10 * time.Second

// rewrite has every server begin to write its append-only file anew.
func (s *Store) rewrite(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, rewriteWait)
	defer cancel()
	return s.everywhere(ctx, func(ctx context.Context, server *redis.Client) error {
		state, err := info(ctx, server, "persistence")
		if err != nil || state["aof_enabled"] != "1" {
			return err
		}
		for {
			err := server.BgRewriteAOF(ctx).Err()
			if err == nil || !strings.Contains(err.Error(), "in progress") {
				return plain(ctx, err)
			}
			select {
			case <-time.After(rewriteWait / 100):
			case <-ctx.Done():
				return errors.Join(ctx.Err(), err)
			}
		}
	})
}
