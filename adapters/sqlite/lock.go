package sqlite

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// LockedError says that a process has the database open: stop it first, or
// let this one stand by.
type LockedError struct {
	Path  string // of the lock file
	PID   int    // 0 where the file does not tell
	Host  string
	Since time.Time
}

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return "in use by another process, see " + e.Path
	}
	return fmt.Sprintf("in use by process %d on %s since %s", e.PID, e.Host, e.Since.Format(time.RFC3339))
}

// owner is what a lock file tells, for people and LockedError. It is no part
// of the lock, and may be of a process long dead.
type owner struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
}

// errHeld is what tryLock answers where somebody has the lock.
var errHeld = errors.New("lock is held")

type fileLock struct{ file *os.File }

func lockFile(database string) (_ *fileLock, err error) {
	path := database + ".lock"
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = f.Close() // the first error is the one to tell
		}
	}()
	switch err := tryLock(f); {
	case errors.Is(err, errHeld):
		var o owner
		if json.NewDecoder(f).Decode(&o) != nil {
			o = owner{} // being written at this moment, or by hand
		}
		return nil, &LockedError{Path: path, PID: o.PID, Host: o.Host, Since: o.Since}
	case err != nil:
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	host, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(owner{PID: os.Getpid(), Host: host, Since: time.Now().UTC().Truncate(time.Second)})
	if err != nil {
		return nil, err
	}
	l := &fileLock{file: f}
	return l, l.tell(append(text, '\n'))
}

func (l *fileLock) tell(text []byte) error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	if _, err := l.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := l.file.Write(text)
	return err
}

// release leaves the file behind, empty: were it removed, a process already
// waiting at its old inode and one making a new file would both hold a lock.
func (l *fileLock) release() error {
	return errors.Join(l.tell(nil), l.file.Close())
}
