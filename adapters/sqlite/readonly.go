package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Reader looks at a database, also while another process writes to it. It is
// safe for concurrent use.
type Reader struct{ reading }

// OpenReadOnly opens the database at path for looking only: it takes no lock,
// changes nothing in the file, and sees all that was appended before each page
// is read. It is for exports and audits; keep it open no longer than they take,
// since Erase waits for readers.
//
// fs.ErrNotExist: there is no such file. *FormatError: as for Open, and where
// the file is older than this program, which Open would bring up to date.
func OpenReadOnly(ctx context.Context, path string) (*Reader, error) {
	r, err := openReadOnly(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open database %s to read: %w", path, err)
	}
	return r, nil
}

func openReadOnly(ctx context.Context, path string) (_ *Reader, err error) {
	path, err = realPath(path)
	if err != nil {
		return nil, err
	}
	switch info, err := os.Stat(path); {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("is a directory")
	}
	settings := "mode=ro&_pragma=query_only(1)"
	if _, err := os.Stat(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
		// Nobody has it open. Else SQLite would make a -wal and a -shm beside
		// it, and fail where it may not.
		settings += "&immutable=1"
	}
	r := new(Reader)
	if r.read, err = pool(path, readers, settings); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.Close())
		}
	}()
	found, err := formatOf(ctx, r.read, path)
	if err != nil {
		return nil, err
	}
	if known := len(migrations()); found < known {
		return nil, &FormatError{Path: path, Found: found, Known: known}
	}
	return r, r.prepareReads(ctx)
}

// Close ends the reading.
func (r *Reader) Close() error { return r.read.Close() }
