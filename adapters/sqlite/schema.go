package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	sqlite3 "modernc.org/sqlite/lib"
)

// applicationID marks our files in their header: "asse".
const applicationID = 0x61737365

// migrations bring a file from format n to n+1. They are added to, never
// changed: somewhere each of them has already run.
func migrations() []string {
	return []string{
		// Private values stand in a table of rows that only grows at its end
		// and never shrinks: pages are never rebuilt, so no stale copy of a
		// row is left in one, out of the reach of Erase.
		`
CREATE TABLE stream (
	id     INTEGER PRIMARY KEY,
	name   TEXT    NOT NULL UNIQUE,
	seq    INTEGER NOT NULL,           -- the head; 0 and 32 zero bytes where sealed empty
	hash   BLOB    NOT NULL CHECK (length(hash) = 32),
	sealed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE entry (
	stream INTEGER NOT NULL REFERENCES stream (id),
	seq    INTEGER NOT NULL CHECK (seq > 0),
	at     TEXT    NOT NULL,           -- RFC 3339, UTC, as hashed
	said   TEXT,                       -- likewise
	"by"   TEXT    NOT NULL,
	"for"  TEXT    NOT NULL,
	cause  TEXT    NOT NULL,
	name   TEXT    NOT NULL,
	data   TEXT,                       -- JSON, byte for byte
	digest BLOB CHECK (length(digest) = 32),
	hash   BLOB    NOT NULL CHECK (length(hash) = 32),
	PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE cause (
	stream INTEGER NOT NULL REFERENCES stream (id),
	cause  TEXT    NOT NULL,
	seq    INTEGER NOT NULL,           -- of its first entry
	PRIMARY KEY (stream, cause)
) STRICT, WITHOUT ROWID;

CREATE TABLE private (
	id     INTEGER PRIMARY KEY,
	stream INTEGER NOT NULL,
	seq    INTEGER NOT NULL,
	erased INTEGER NOT NULL DEFAULT 0, -- then salt and value are zeros of the same length
	salt   BLOB    NOT NULL,
	value  BLOB    NOT NULL,           -- JSON, byte for byte
	UNIQUE (stream, seq),
	FOREIGN KEY (stream, seq) REFERENCES entry (stream, seq)
) STRICT;

CREATE TABLE memo (
	space BLOB NOT NULL,
	key   BLOB NOT NULL,
	value BLOB NOT NULL,
	PRIMARY KEY (space, key)
) STRICT, WITHOUT ROWID;
`,
	}
}

// FormatError says that a file is not one that this program may open so.
type FormatError struct {
	Path  string
	Found int // the file's format; 0 where it is no database of ours
	Known int // the newest format this program knows
}

func (e *FormatError) Error() string {
	switch {
	case e.Found == 0:
		return "not a database of assenso, or damaged at its very beginning: name another file, or restore a copy"
	case e.Found < e.Known:
		return fmt.Sprintf("format %d, older than this program's %d: start the bot once, which brings it up to date", e.Found, e.Known)
	}
	return fmt.Sprintf("format %d, this program knows formats up to %d: run the version that wrote it, or a later one, or restore a copy made before the upgrade", e.Found, e.Known)
}

func migrate(ctx context.Context, db *sql.DB, path string) error {
	steps := migrations()
	found, err := formatOf(ctx, db, path)
	if err != nil {
		return err
	}
	var mode string
	if err := db.QueryRowContext(ctx, `PRAGMA journal_mode = WAL`).Scan(&mode); err != nil {
		return fmt.Errorf("write ahead: %w", err)
	}
	if mode != "wal" {
		return fmt.Errorf("write ahead: journal mode stays %q on this file system", mode)
	}
	for n := found; n < len(steps); n++ {
		if err := step(ctx, db, steps[n], n+1); err != nil {
			return fmt.Errorf("bring it to format %d: %w", n+1, err)
		}
	}
	return nil
}

// formatOf is the format of a database of ours; 0 where it is a new one.
// *FormatError: it is not ours, or newer than this program.
func formatOf(ctx context.Context, db *sql.DB, path string) (int, error) {
	known := len(migrations())
	var id, found, tables int
	err := db.QueryRowContext(ctx, `
		SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id, pragma_user_version`).Scan(&id, &found, &tables)
	ours := id == applicationID && found > 0
	fresh := id == 0 && found == 0 && tables == 0
	switch {
	case code(err) == sqlite3.SQLITE_NOTADB:
		return 0, &FormatError{Path: path, Known: known}
	case err != nil:
		return 0, fmt.Errorf("read its format: %w", err)
	case !ours && !fresh:
		return 0, &FormatError{Path: path, Known: known}
	case found > known:
		return 0, &FormatError{Path: path, Found: found, Known: known}
	}
	return found, nil
}

// step runs one migration and marks the file with its number, or neither.
func step(ctx context.Context, db *sql.DB, script string, number int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after Commit it does nothing
	mark := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, number)
	for _, text := range []string{script, mark} {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// stmts are prepared once; each belongs to the pool it is named for.
type stmts struct {
	writeHead, newStream, moveHead, newCause, newEntry, newPrivate, findCause *sql.Stmt
	sealStream, erasePrivate                                                  *sql.Stmt
	putMemo, deleteMemo, getMemo, allMemo, allMemoFrom                        *sql.Stmt
}

// selectHead finds the row of a stream.
const selectHead = `SELECT id, seq, hash, sealed FROM stream WHERE name = ?`

func (s *Store) prepare(ctx context.Context) error {
	if err := s.prepareReads(ctx); err != nil {
		return err
	}
	return prepareAll(ctx, []preparing{
		{&s.writeHead, s.write, selectHead},
		{&s.newStream, s.write, `INSERT INTO stream (name, seq, hash) VALUES (?, 0, zeroblob(32))`},
		{&s.moveHead, s.write, `UPDATE stream SET seq = ?, hash = ? WHERE id = ?`},
		{&s.newCause, s.write, `INSERT INTO cause (stream, cause, seq) VALUES (?, ?, ?)`},
		{&s.findCause, s.write, `SELECT seq FROM cause WHERE stream = ? AND cause = ?`},
		{&s.newEntry, s.write, `INSERT INTO entry (stream, seq, at, said, "by", "for", cause, name, data, digest, hash)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.newPrivate, s.write, `INSERT INTO private (stream, seq, erased, salt, value) VALUES (?, ?, ?, ?, ?)`},
		{&s.sealStream, s.write, `INSERT INTO stream (name, seq, hash, sealed) VALUES (?, 0, zeroblob(32), 1)
			ON CONFLICT (name) DO UPDATE SET sealed = 1`},
		// With the same lengths SQLite overwrites the row where it stands.
		{&s.erasePrivate, s.write, `UPDATE private SET erased = 1, salt = zeroblob(length(salt)), value = zeroblob(length(value))
			WHERE stream = (SELECT id FROM stream WHERE name = ?) AND seq = ?`},
		{&s.putMemo, s.write, `INSERT INTO memo (space, key, value) VALUES (?, ?, ?)
			ON CONFLICT (space, key) DO UPDATE SET value = excluded.value`},
		{&s.deleteMemo, s.write, `DELETE FROM memo WHERE space = ? AND key = ?`},

		{&s.getMemo, s.read, `SELECT value FROM memo WHERE space = ? AND key = ?`},
		{&s.allMemo, s.read, `SELECT key, value FROM memo WHERE space = ? AND key >= ? ORDER BY key LIMIT ?`},
		{&s.allMemoFrom, s.read, `SELECT key, value FROM memo WHERE space = ? AND key > ? ORDER BY key LIMIT ?`},
	})
}

// preparing is a statement to be prepared.
type preparing struct {
	stmt **sql.Stmt
	db   *sql.DB
	text string
}

func prepareAll(ctx context.Context, all []preparing) error {
	for _, p := range all {
		var err error
		if *p.stmt, err = p.db.PrepareContext(ctx, p.text); err != nil {
			return fmt.Errorf("prepare: %w", err)
		}
	}
	return nil
}
