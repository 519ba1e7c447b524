package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"assenso/bot/journal"
)

// A page is read in one go, so that no statement stays open while the caller
// works: it ends at so many rows, or once it holds so many bytes.
const (
	pageRows  = 500
	pageBytes = 1 << 20
)

// readers is how many reads may run at once; one more waits for its turn.
const readers = 4

// reading is the half of a store that never writes.
type reading struct {
	read                               *sql.DB
	readHead, readEntries, readStreams *sql.Stmt
	inventory                          *sql.Stmt
}

func (s *reading) prepareReads(ctx context.Context) error {
	return prepareAll(ctx, []preparing{
		{&s.readHead, s.read, selectHead},
		{&s.readEntries, s.read, `SELECT e.seq, e.at, e.said, e."by", e."for", e.cause, e.name, e.data, e.digest, e.hash,
				p.erased, p.salt, p.value
			FROM entry AS e LEFT JOIN private AS p ON p.stream = e.stream AND p.seq = e.seq
			WHERE e.stream = ? AND e.seq > ? ORDER BY e.seq LIMIT ?`},
		{&s.inventory, s.read, `SELECT name, seq, hash, sealed FROM stream WHERE name > ? ORDER BY name LIMIT ?`},
		{&s.readStreams, s.read, `SELECT name FROM stream WHERE name > ? AND name < ? AND sealed = 0 ORDER BY name LIMIT ?`},
	})
}

// Read implements journal.Journal.
func (s *reading) Read(ctx context.Context, stream string, after uint64) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		last := journal.Head{Seq: after}
		for {
			p, err := s.page(ctx, stream, last)
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

// page reads the entries after one, whose hash is zero where only its number
// is known: before the first page. With its error come the sound entries
// before the fault.
func (s *reading) page(ctx context.Context, stream string, after journal.Head) (p page, err error) {
	p.last = after
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // head and entries of one moment
	if err != nil {
		return p, err
	}
	defer func() { _ = tx.Rollback() }()
	row, err := scanHead(tx.StmtContext(ctx, s.readHead).QueryRowContext(ctx, stream), stream)
	if err != nil || row.head.Seq <= after.Seq && after.Hash == [32]byte{} {
		p.end = true
		return p, err
	}
	if err := s.fill(ctx, tx, &p, stream, row.id); err != nil {
		return p, err
	}
	if !p.end {
		return p, nil
	}
	switch {
	case p.last.Seq < row.head.Seq:
		return p, &journal.CorruptError{Stream: stream, Seq: p.last.Seq + 1, Why: "missing"}
	case p.last.Seq > row.head.Seq:
		return p, &journal.CorruptError{Stream: stream, Seq: row.head.Seq + 1, Why: "stands beyond the head"}
	case p.last.Hash != row.head.Hash:
		return p, &journal.CorruptError{Stream: stream, Seq: p.last.Seq, Why: "its hash is not the head's"}
	}
	return p, nil
}

func (s *reading) fill(ctx context.Context, tx *sql.Tx, p *page, stream string, id int64) (err error) {
	broken := func(err error) error {
		if malformed(err) {
			return &journal.CorruptError{Stream: stream, Seq: p.last.Seq + 1, Why: err.Error()}
		}
		return err
	}
	rows, err := tx.StmtContext(ctx, s.readEntries).QueryContext(ctx, id, int64(p.last.Seq), pageRows)
	if err != nil {
		return broken(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var r entryRow
	n, size := 0, 0
	for size < pageBytes && rows.Next() {
		if err := rows.Scan(r.fields()...); err != nil {
			return broken(err)
		}
		next := p.last.Seq + 1
		e, why := r.entry(next)
		if why != "" {
			return &journal.CorruptError{Stream: stream, Seq: next, Why: why}
		}
		p.entries = append(p.entries, e)
		p.last = journal.Head{Seq: e.Seq, Hash: e.Hash}
		size += len(e.Data) + len(e.Private)
		n++
	}
	p.end = n < pageRows && size < pageBytes
	return broken(rows.Err())
}

// entryRow is a row of entry with its row of private, as stored.
type entryRow struct {
	seq                               int64
	at, by, office, cause, name       string
	said                              sql.NullString
	body, digest, hash, salt, private []byte
	erased                            sql.NullBool
}

func (r *entryRow) fields() []any {
	return []any{&r.seq, &r.at, &r.said, &r.by, &r.office, &r.cause, &r.name, &r.body, &r.digest, &r.hash,
		&r.erased, &r.salt, &r.private}
}

// entry makes the entry that should have this number, or says why it cannot.
func (r *entryRow) entry(seq uint64) (e journal.Entry, why string) {
	if uint64(r.seq) != seq {
		return e, "missing"
	}
	e = journal.Entry{Seq: seq, By: r.by, For: r.office, Cause: r.cause, Name: r.name, Data: r.body}
	var err error
	if e.At, err = time.Parse(time.RFC3339Nano, r.at); err != nil {
		return e, "its time is " + r.at
	}
	if r.said.Valid {
		if e.Said, err = time.Parse(time.RFC3339Nano, r.said.String); err != nil {
			return e, "its time of the words is " + r.said.String
		}
	}
	switch {
	case len(r.hash) != len(e.Hash):
		return e, fmt.Sprintf("its hash has %d bytes", len(r.hash))
	case len(r.digest) != 0 && len(r.digest) != len(e.Digest):
		return e, fmt.Sprintf("its digest has %d bytes", len(r.digest))
	case r.body != nil && !json.Valid(r.body):
		return e, "its data is not JSON"
	case len(r.digest) == 0 && r.erased.Valid:
		return e, "private values without a digest"
	case len(r.digest) != 0 && !r.erased.Valid:
		return e, "its private values are missing, and were not erased"
	}
	copy(e.Hash[:], r.hash)
	copy(e.Digest[:], r.digest)
	if !r.erased.Valid || r.erased.Bool {
		return e, ""
	}
	if len(r.salt) != journal.SaltSize || !json.Valid(r.private) {
		return e, "its private values are not what was written"
	}
	e.Private, e.Salt = r.private, r.salt
	return e, ""
}

// Streams implements journal.Journal.
func (s *reading) Streams(ctx context.Context, kind string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		last := kind + ":"
		for {
			names, err := s.streamPage(ctx, last, kind+";") // ';' follows ':'
			if err != nil {
				yield("", fmt.Errorf("streams of kind %s: %w", kind, err))
				return
			}
			for _, name := range names {
				if journal.Kind(name) == kind && !yield(name, nil) {
					return
				}
			}
			if len(names) < pageRows {
				return
			}
			last = names[len(names)-1]
		}
	}
}

func (s *reading) streamPage(ctx context.Context, after, before string) (_ []string, err error) {
	rows, err := s.readStreams.QueryContext(ctx, after, before, pageRows)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}
