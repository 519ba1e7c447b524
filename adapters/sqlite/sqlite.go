// Package sqlite keeps the journal and the memo in one SQLite file: the store
// of an installation with one process and one disk.
//
// It knows tables, locks and bytes, never what an entry means. Begin at Open,
// or at OpenReadOnly to look at what another process may be writing.
//
// # Tables
//
// Whoever can read the file can read them all: give it to the account of the
// bot alone (it is created so), and to backups as secret as the bodies' own
// papers. Tools other than the bot read a copy, made by VACUUM INTO.
//
//	stream   one row a stream: its head, and whether it is sealed
//	entry    one row an entry, all that the chain holds; for audits
//	cause    which causes a stream has recorded, and where
//	private  names, contacts, free text and their salts; for nobody but the
//	         bot, and for audits of persons who may know them
//	memo     cursors, references, prompts; may be emptied while the bot rests
//
// # Durability
//
// The file is in WAL mode with synchronous=FULL: an Append that returned is on
// the disk, in the file or in its -wal beside it. Copying the file alone while
// the bot runs loses the -wal: use VACUUM INTO. A disk that later spoils the
// -wal makes SQLite end the record before the spoilt part, without a word: a
// head kept elsewhere, in signed minutes say, is what shows it.
//
// # Erasing
//
// Erase overwrites private values in place, and then moves the -wal into the
// file and cuts it to nothing, so that neither holds the bytes any longer.
// What SQLite cannot reach remains: earlier backups, snapshots of the file
// system, and blocks that a disk has remapped.
//
// # Locking
//
// A lock file beside the database names the process that has it open. The lock
// itself is the operating system's and ends with that process, however it ends.
// Who only reads takes no lock and hinders nobody but Erase.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"assenso/bot/journal"
	"assenso/bot/memo"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Store is an open database. It is safe for concurrent use.
type Store struct {
	path  string
	lock  *fileLock
	write *sql.DB // one connection: writers queue here, in order, and obey their context
	reading
	stmts

	closing  sync.Once
	closeErr error
}

var (
	_ journal.Journal = (*Store)(nil)
	_ memo.Memo       = (*Store)(nil)
)

// Open opens the database at path, which it creates where there is none and
// brings up to this program's format where it is older. Its directory must
// exist.
//
// *LockedError: another process, or this one, has it open. *FormatError: it
// was written by a newer program, or by one that is not assenso.
func Open(ctx context.Context, path string) (*Store, error) {
	s, err := open(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	return s, nil
}

func open(ctx context.Context, path string) (_ *Store, err error) {
	path, err = realPath(path)
	if err != nil {
		return nil, err
	}
	lock, err := lockFile(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, lock: lock}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.release())
		}
	}()
	if err := createPrivately(path); err != nil {
		return nil, err
	}
	if s.write, err = pool(path, 1, writing+"&_txlock=immediate"); err != nil {
		return nil, err
	}
	if err := migrate(ctx, s.write, path); err != nil {
		return nil, err
	}
	if s.read, err = pool(path, readers, writing+"&_pragma=query_only(1)"); err != nil {
		return nil, err
	}
	if err := s.prepare(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// realPath makes one lock of the many names of one file.
func realPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(path)
	if !errors.Is(err, os.ErrNotExist) {
		return real, err
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(path))
	return filepath.Join(dir, filepath.Base(path)), err
}

// createPrivately makes the file before SQLite would, for its owner alone; the
// -wal and -shm beside it take after it.
func createPrivately(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// writing is how a database is opened that this process writes to.
const writing = "_pragma=synchronous(FULL)&_pragma=fullfsync(1)&_pragma=checkpoint_fullfsync(1)" +
	"&_pragma=foreign_keys(1)&_pragma=secure_delete(1)"

// pool opens connections that all have the same settings, whenever they are
// made: database/sql replaces a broken one without telling.
func pool(path string, size int, settings string) (*sql.DB, error) {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	dsn := url.URL{Scheme: "file", Path: path, RawQuery: "_pragma=busy_timeout(1000)&" + settings}
	connector, err := sqlite.NewConnector(dsn.String())
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// Close waits for the calls that are running, moves the -wal into the file and
// gives the database up. Closing again does nothing.
func (s *Store) Close() error {
	s.closing.Do(func() {
		if err := s.release(); err != nil {
			s.closeErr = fmt.Errorf("close database %s: %w", s.path, err)
		}
	})
	return s.closeErr
}

func (s *Store) release() error {
	var all []error
	// The last connection to close checkpoints: that must be one that writes.
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			all = append(all, db.Close())
		}
	}
	if s.lock != nil {
		all = append(all, s.lock.release())
	}
	return errors.Join(all...)
}

// code is the primary result code of SQLite within err, or 0.
func code(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code() & 0xff
}

// malformed tells whether SQLite itself found the file damaged.
func malformed(err error) bool {
	c := code(err)
	return c == sqlite3.SQLITE_CORRUPT || c == sqlite3.SQLITE_NOTADB
}

func repeated(err error) bool { return code(err) == sqlite3.SQLITE_CONSTRAINT }
