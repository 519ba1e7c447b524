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

func (s *Store) appending(stream string, prev, head journal.Head, commits []journal.Commit) *call {
	entries, privates, size := 0, 0, 0
	for i := range commits {
		for j := range commits[i].Entries {
			e := &commits[i].Entries[j]
			entries++
			if e.Digest != [32]byte{} {
				privates++
			}
			size += 400 + len(e.Data) + len(e.Private) + len(e.Cause)
		}
	}
	c := s.append.on(s.keys.append(stream), 7+2*len(commits)+entries+2*privates)
	c.with(strconv.FormatUint(prev.Seq, 10), hex.EncodeToString(prev.Hash[:]), hex.EncodeToString(head.Hash[:]),
		causesKept, len(commits), entries, privates)
	buf := make([]byte, 0, size) // of which the arguments are parts
	for i := range commits {
		at := len(buf)
		buf = strconv.AppendUint(buf, commits[i].Entries[0].Seq, 10)
		c.with(commits[i].Cause, buf[at:len(buf):len(buf)])
	}
	for i := range commits {
		for j := range commits[i].Entries {
			at := len(buf)
			buf = appendEntry(buf, commits[i].Entries[j])
			c.with(buf[at:len(buf):len(buf)])
		}
	}
	for i := range commits {
		for j := range commits[i].Entries {
			e := &commits[i].Entries[j]
			if e.Digest == [32]byte{} {
				continue
			}
			at := len(buf)
			buf = strconv.AppendUint(buf, e.Seq, 10)
			value := len(buf)
			buf = appendPrivate(buf, e)
			c.with(buf[at:value:value], buf[value:len(buf):len(buf)])
		}
	}
	return c
}

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
