package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"syscall"

	"assenso/adapters/redis"
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

// liveStore is a store to which this process alone writes.
type liveStore interface {
	storeOf
	journal.Movable
	// Spaces lists the spaces of the memo.
	Spaces(ctx context.Context) ([]string, error)
	io.Closer
}

// readStore is a store that is only looked at.
type readStore interface {
	records
	io.Closer
}

// location is where the store is: a file, or an address of Redis.
func (a *app) location() string {
	if a.store == "" {
		return filepath.Join(a.data, dbName)
	}
	return a.store
}

// openStore opens the store to hold meetings, and makes it where there is
// none. What it returns ends with the right to write to it.
func (a *app) openStore(ctx context.Context) (liveStore, error) {
	if err := os.MkdirAll(a.data, 0o700); err != nil {
		return nil, err
	}
	store, err := a.openAt(ctx, a.location())
	if err != nil {
		return nil, err
	}
	if err := movedAway(ctx, store); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

// openAt opens a store to write to it.
func (a *app) openAt(ctx context.Context, location string) (liveStore, error) {
	if isRedis(location) {
		return a.openRedis(ctx, location)
	}
	s, err := sqlite.Open(ctx, location)
	if err != nil {
		return nil, notOpened(location, err)
	}
	return s, nil
}

// openRecords opens the store to look at, while a console or a service may be
// writing to it.
func (a *app) openRecords(ctx context.Context) (readStore, error) {
	location := a.location()
	if isRedis(location) {
		r, err := redis.OpenReadOnly(ctx, location)
		if err != nil {
			return nil, notReached(location, err)
		}
		return r, nil
	}
	if _, err := os.Stat(location); err != nil {
		return nil, notOpened(location, err)
	}
	r, err := sqlite.OpenReadOnly(ctx, location)
	if err != nil {
		return nil, notOpened(location, err)
	}
	return r, nil
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
