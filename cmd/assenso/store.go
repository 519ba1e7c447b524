package main

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"syscall"

	"assenso/adapters/sqlite"
	"assenso/bot/journal"
	"assenso/bot/memo"
)

// storeOf is a store of both what counts and what is only remembered.
type storeOf interface {
	journal.Journal
	memo.Memo
}

// records is what exports and audits need of a journal.
type records interface {
	Read(ctx context.Context, stream string, after uint64) iter.Seq2[journal.Entry, error]
	Streams(ctx context.Context, kind string) iter.Seq2[string, error]
}

// dbName is the file of journal and memo in the data folder.
const dbName = "assenso.db"

// openStore opens the store of the data folder to hold meetings, and makes it
// where there is none.
func (a *app) openStore(ctx context.Context) (*sqlite.Store, error) {
	path := filepath.Join(a.data, dbName)
	if err := os.MkdirAll(a.data, 0o700); err != nil {
		return nil, err
	}
	s, err := sqlite.Open(ctx, path)
	return s, notOpened(path, err)
}

// openRecords opens the store of the data folder to look at, while a console
// or a service may be writing to it.
func (a *app) openRecords(ctx context.Context) (*sqlite.Reader, error) {
	path := filepath.Join(a.data, dbName)
	if _, err := os.Stat(path); err != nil {
		return nil, notOpened(path, err)
	}
	r, err := sqlite.OpenReadOnly(ctx, path)
	return r, notOpened(path, err)
}

// notOpened says why a store was not opened.
func notOpened(path string, err error) error {
	var locked *sqlite.LockedError
	var format *sqlite.FormatError
	switch {
	case errors.As(err, &locked):
		return fail(2, "cli.locked", "path", path, "pid", locked.PID, "since", locked.Since)
	case errors.As(err, &format) && format.Found == 0:
		return fail(2, "cli.not-a-store", "path", path)
	case errors.As(err, &format) && format.Found < format.Known:
		return fail(2, "cli.older-store", "path", path)
	case errors.As(err, &format):
		return fail(2, "cli.newer-store", "path", path, "found", format.Found, "known", format.Known)
	case errors.Is(err, fs.ErrNotExist):
		return fail(2, "cli.no-data", "path", path)
	}
	return err
}

// fileFault says what is wrong with a file or folder; nil where err is about
// something else.
func fileFault(err error) error {
	var p *fs.PathError
	if !errors.As(err, &p) {
		return nil
	}
	for _, known := range []struct {
		err error
		key string
	}{
		{fs.ErrPermission, "permission"},
		{fs.ErrNotExist, "missing"},
		{syscall.ENOTDIR, "no-folder"},
		{syscall.EISDIR, "folder"},
		{syscall.ENOSPC, "full"},
		{syscall.EROFS, "read-only"},
	} {
		if errors.Is(p.Err, known.err) {
			return fail(2, "cli.file."+known.key, "path", p.Path)
		}
	}
	return fail(2, "cli.file.other", "path", p.Path, "why", p.Err.Error())
}
