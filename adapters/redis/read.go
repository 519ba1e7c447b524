package redis

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"strconv"
	"strings"

	"assenso/bot/journal"

	"github.com/redis/go-redis/v9"
)

// A page of entries ends at so many, or once it holds so many bytes.
const (
	pageRows  = 500
	pageBytes = 1 << 20
)

// Read implements journal.Journal.
func (r *reading) Read(ctx context.Context, stream string, after uint64) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		last := journal.Head{Seq: after}
		for {
			p, err := r.pageAfter(ctx, stream, last)
			for i := range p.entries {
				if !yield(p.entries[i], nil) {
					return
				}
			}
			if err != nil {
				yield(journal.Entry{}, fmt.Errorf("read %s: %w", stream, err))
				return
			}
			if p.end {
				return
			}
			last = p.last
		}
	}
}

type page struct {
	entries []journal.Entry
	last    journal.Head
	end     bool
}

// pageAfter reads the entries after one, whose hash is zero where only its
// number is known: before the first page. With its error come the sound
// entries before the fault.
func (r *reading) pageAfter(ctx context.Context, stream string, after journal.Head) (page, error) {
	p := page{last: after, end: true}
	if after.Seq == math.MaxUint64 {
		return p, ctx.Err()
	}
	answer, err := r.page.on(r.keys.page(stream), 3).
		with(strconv.FormatUint(after.Seq+1, 10), pageRows, pageBytes).row(ctx, r.client)
	if err != nil {
		return p, err
	}
	if len(answer) < 3 {
		return p, fmt.Errorf("script answers %v", answer)
	}
	head, why := headOf(answer[0], answer[1])
	if why != "" {
		return p, &journal.CorruptError{Stream: stream, Why: why}
	}
	if head.Seq <= after.Seq && after.Hash == [32]byte{} {
		return p, nil
	}
	p.end = answer[2] == int64(1)
	for row := answer[3:]; len(row) >= 3; row = row[3:] {
		next := p.last.Seq + 1
		if first := p.last == after; first && earlier(row[0], next) {
			continue // of the group in which the first one wanted stands
		}
		e, why := entryOf(next, row[0], row[1], row[2])
		if why != "" {
			return p, &journal.CorruptError{Stream: stream, Seq: next, Why: why}
		}
		p.entries = append(p.entries, e)
		p.last = journal.Head{Seq: e.Seq, Hash: e.Hash}
	}
	if !p.end {
		return p, nil
	}
	return p, p.endsAt(stream, head)
}

// endsAt compares the last entry with the head.
func (p *page) endsAt(stream string, head journal.Head) error {
	switch {
	case p.last.Seq < head.Seq:
		return &journal.CorruptError{Stream: stream, Seq: p.last.Seq + 1, Why: "missing"}
	case p.last.Seq > head.Seq:
		return &journal.CorruptError{Stream: stream, Seq: head.Seq + 1, Why: "stands beyond the head"}
	case p.last.Hash != head.Hash:
		return &journal.CorruptError{Stream: stream, Seq: p.last.Seq, Why: "its hash is not the head's"}
	}
	return nil
}

// headOf makes a head of its fields, or says why they are none.
func headOf(seq, hash any) (h journal.Head, why string) {
	number, _ := seq.(string)
	digits, _ := hash.(string)
	var err error
	if h.Seq, err = strconv.ParseUint(number, 10, 64); err != nil {
		return h, fmt.Sprintf("its head has the number %.50q", number)
	}
	sum, err := hex.DecodeString(digits)
	if err != nil || len(sum) != len(h.Hash) {
		return h, fmt.Sprintf("its head has the hash %.80q", digits)
	}
	copy(h.Hash[:], sum)
	return h, ""
}

// earlier tells whether an entry's number is smaller than one.
func earlier(number any, seq uint64) bool {
	text, _ := number.(string)
	n, err := strconv.ParseUint(text, 10, 64)
	return err == nil && n < seq
}

// entryOf makes the entry that should have this number, or says why it cannot.
func entryOf(seq uint64, number, line, private any) (e journal.Entry, why string) {
	if number != strconv.FormatUint(seq, 10) {
		return e, "missing"
	}
	text, _ := line.(string)
	e, err := journal.ParseLine(append([]byte(text), '\n'))
	if err != nil {
		return e, "its line: " + err.Error()
	}
	value, held := private.(string)
	switch {
	case e.Seq != seq:
		return e, fmt.Sprintf("its line is that of entry %d", e.Seq)
	case e.Private != nil:
		return e, "its private values stand in its line"
	case !e.Erased() && held:
		return e, "private values without a digest"
	case e.Erased() && !held:
		return e, "its private values are missing, and were not erased"
	case value == "":
		return e, ""
	}
	salt, body, _ := strings.Cut(value, " ")
	e.Salt, err = base64.StdEncoding.DecodeString(salt)
	e.Private = json.RawMessage(body)
	if err != nil || len(e.Salt) != journal.SaltSize || !json.Valid(e.Private) {
		return e, "its private values are not what was written"
	}
	return e, ""
}

// Streams implements journal.Journal.
func (r *reading) Streams(ctx context.Context, kind string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for s, err := range r.listed(ctx, r.keys.open(kind)) {
			if err != nil {
				yield("", fmt.Errorf("streams of kind %s: %w", kind, err))
				return
			}
			if !s.Sealed && s.Head.Seq > 0 && !yield(s.Name, nil) {
				return
			}
		}
	}
}

// listed walks a register, each stream with its head.
func (r *reading) listed(ctx context.Context, register string) iter.Seq2[journal.Stream, error] {
	return func(yield func(journal.Stream, error) bool) {
		from := "-"
		for {
			streams, err := r.listPage(ctx, register, from)
			if err != nil {
				yield(journal.Stream{}, err)
				return
			}
			for _, s := range streams {
				if !yield(s, nil) {
					return
				}
			}
			if len(streams) < pageRows {
				return
			}
			from = "(" + streams[len(streams)-1].Name
		}
	}
}

func (r *reading) listPage(ctx context.Context, register, from string) ([]journal.Stream, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	names, err := r.client.ZRangeByLex(ctx, register, &redis.ZRangeBy{Min: from, Max: "+", Count: pageRows}).Result()
	if err != nil || len(names) == 0 {
		return nil, plain(ctx, err)
	}
	heads := make([]*redis.SliceCmd, len(names))
	_, err = r.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, name := range names {
			heads[i] = p.HMGet(ctx, r.keys.head(name), "seq", "hash", "sealed")
		}
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return nil, plain(ctx, err)
	}
	streams := make([]journal.Stream, len(names))
	for i, name := range names {
		streams[i].Name = name
		row := heads[i].Val()
		streams[i].Sealed = len(row) == 3 && row[2] != nil
		if len(row) != 3 || row[0] == nil {
			continue
		}
		var why string
		if streams[i].Head, why = headOf(row[0], row[1]); why != "" {
			return nil, &journal.CorruptError{Stream: name, Why: why}
		}
	}
	return streams, nil
}
