package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"assenso/bot/journal"
)

// Append implements journal.Journal.
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
		err = s.inTx(ctx, func(tx *sql.Tx) error {
			return (&appender{Store: s, tx: tx, stream: stream}).append(ctx, prev, head, commits)
		})
	}
	if err != nil {
		return prev, fmt.Errorf("append to %s: %w", stream, err)
	}
	return head, nil
}

// inTx runs do in the writer's transaction, and commits it unless do fails.
func (s *Store) inTx(ctx context.Context, do func(tx *sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after Commit it does nothing
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// appender is one Append within its transaction.
type appender struct {
	*Store
	tx     *sql.Tx
	stream string
	id     int64 // of the stream's row
}

func (a *appender) append(ctx context.Context, prev, head journal.Head, commits []journal.Commit) error {
	if err := a.take(ctx, prev); err != nil {
		return err
	}
	if err := a.insertCauses(ctx, commits); err != nil {
		return err
	}
	if err := a.insertEntries(ctx, commits); err != nil {
		return err
	}
	_, err := a.tx.StmtContext(ctx, a.moveHead).ExecContext(ctx, int64(head.Seq), head.Hash[:], a.id)
	return err
}

// take finds the stream's row, or makes it, and compares its head.
func (a *appender) take(ctx context.Context, prev journal.Head) error {
	row, err := scanHead(a.tx.StmtContext(ctx, a.writeHead).QueryRowContext(ctx, a.stream), a.stream)
	if err != nil {
		return err
	}
	a.id = row.id
	switch {
	case row.sealed:
		return journal.ErrSealed
	case row.head != prev:
		return journal.ErrConflict
	case row.id != 0:
		return nil
	}
	made, err := a.tx.StmtContext(ctx, a.newStream).ExecContext(ctx, a.stream)
	if err != nil {
		return err
	}
	a.id, err = made.LastInsertId()
	return err
}

// insertCauses lets the primary key find the repeated ones: where there are
// none, which is nearly always, nothing is looked up.
func (a *appender) insertCauses(ctx context.Context, commits []journal.Commit) error {
	insert := a.tx.StmtContext(ctx, a.newCause)
	for _, c := range commits {
		_, err := insert.ExecContext(ctx, a.id, c.Cause, int64(c.Entries[0].Seq))
		if repeated(err) {
			return a.repeatedCauses(ctx, commits)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *appender) repeatedCauses(ctx context.Context, commits []journal.Commit) error {
	find := a.tx.StmtContext(ctx, a.findCause)
	seen := map[string]uint64{}
	for _, c := range commits {
		var seq int64
		err := find.QueryRowContext(ctx, a.id, c.Cause).Scan(&seq)
		// Some of this call's own causes have been inserted already.
		switch own := int64(c.Entries[0].Seq); {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return err
		case seq < own:
			seen[c.Cause] = uint64(seq)
		}
	}
	return &journal.RepeatedError{Stream: a.stream, Seen: seen}
}

func (a *appender) insertEntries(ctx context.Context, commits []journal.Commit) error {
	entry := a.tx.StmtContext(ctx, a.newEntry)
	private := a.tx.StmtContext(ctx, a.newPrivate)
	for _, c := range commits {
		for i := range c.Entries {
			e := &c.Entries[i]
			var said, body, digest any
			if !e.Said.IsZero() {
				said = e.Said.Format(time.RFC3339Nano)
			}
			if e.Data != nil {
				body = string(e.Data)
			}
			if e.Digest != [32]byte{} {
				digest = e.Digest[:]
			}
			_, err := entry.ExecContext(ctx, a.id, int64(e.Seq), e.At.Format(time.RFC3339Nano), said,
				e.By, e.For, e.Cause, e.Name, body, digest, e.Hash[:])
			if repeated(err) {
				return &journal.CorruptError{Stream: a.stream, Seq: e.Seq, Why: "an entry stands beyond the head: " + err.Error()}
			}
			if err == nil && e.Digest != [32]byte{} {
				_, err = private.ExecContext(ctx, a.id, int64(e.Seq), e.Erased(), full(e.Salt), full(e.Private))
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// full is b, but never NULL in a table: what was erased elsewhere is empty.
func full(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// headRow is a row of stream; its id is 0 where there is none.
type headRow struct {
	id     int64
	head   journal.Head
	sealed bool
}

func scanHead(row *sql.Row, stream string) (headRow, error) {
	var r headRow
	var seq int64
	var hash []byte
	err := row.Scan(&r.id, &seq, &hash, &r.sealed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return headRow{}, nil
	case malformed(err):
		return r, &journal.CorruptError{Stream: stream, Why: "its head: " + err.Error()}
	case err != nil:
		return r, err
	case seq < 0 || len(hash) != len(r.head.Hash):
		return r, &journal.CorruptError{Stream: stream, Why: fmt.Sprintf("its head is %d with a hash of %d bytes", seq, len(hash))}
	}
	r.head.Seq = uint64(seq)
	copy(r.head.Hash[:], hash)
	return r, nil
}

// Seal implements journal.Journal.
func (s *Store) Seal(ctx context.Context, stream string) error {
	if _, err := s.sealStream.ExecContext(ctx, stream); err != nil {
		return fmt.Errorf("seal %s: %w", stream, err)
	}
	return nil
}

// Erase implements journal.Journal. It returns once the bytes are gone from
// the file and from its -wal; see the package comment for what remains. An
// error may also mean that they are erased but still in the -wal, because
// somebody else is reading the database: call it again.
func (s *Store) Erase(ctx context.Context, stream string, seqs []uint64) error {
	if len(seqs) == 0 {
		return ctx.Err()
	}
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		erase := tx.StmtContext(ctx, s.erasePrivate)
		for _, seq := range seqs {
			if seq > math.MaxInt64 {
				continue
			}
			if _, err := erase.ExecContext(ctx, stream, int64(seq)); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = s.emptyLog(ctx)
	}
	if err != nil {
		return fmt.Errorf("erase in %s: %w", stream, err)
	}
	return nil
}

func (s *Store) emptyLog(ctx context.Context) error {
	var busy, pages, moved int
	err := s.write.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved)
	if err == nil && busy != 0 {
		err = errors.New("somebody is reading the database")
	}
	if err != nil {
		return fmt.Errorf("empty the write-ahead log: %w", err)
	}
	return nil
}
