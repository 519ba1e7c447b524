package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"assenso/bot/journal"
)

// An erasure writes the new journal and the new manifest aside. Giving the
// manifest its name decides: before, nothing happened; after, whoever opens
// the folder puts the journal in its place.
const (
	newJournal  = ".journal.new"
	newManifest = ".manifest.new"
)

// Erase deletes the private values and salts of these entries from the archived
// journal, as journal.Journal.Erase does from a live one: entries that hold
// none, or do not exist, are passed over, and after an error the same call may
// be made again. The chain stays whole. A damaged journal is not touched. The
// minutes stay as they were signed.
//
// It cannot reach copies made before, nor what a disk remembers of a file.
func (a Archive) Erase(ctx context.Context, stream string, seqs []uint64) error {
	m, err := a.Open(stream)
	if err != nil {
		return fmt.Errorf("erase from archive: %w", err)
	}
	defer m.Close()
	if err := m.erase(ctx, seqs); err != nil {
		return fmt.Errorf("erase from archive %s: %w", stream, err)
	}
	return nil
}

func (m *Meeting) erase(ctx context.Context, seqs []uint64) error {
	for _, name := range []string{newJournal, newManifest} {
		if err := m.dir.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	old := m.manifest.file(JournalFile)
	if f, err := sum(ctx, m.dir, JournalFile); err != nil || f.SHA256 != old.SHA256 {
		return errors.Join(err, &DamagedError{m.manifest.Stream, JournalFile, "was changed: see to that first"})
	}
	gone := make(map[uint64]bool, len(seqs))
	for _, seq := range seqs {
		gone[seq] = true
	}
	f, head, err := writeJournal(ctx, m.dir, newJournal, m.manifest.Stream, func(yield func(journal.Entry, error) bool) {
		for e, err := range m.Entries() {
			if gone[e.Seq] {
				e.Private, e.Salt = nil, nil
			}
			if !yield(e, err) {
				return
			}
		}
	})
	if err != nil {
		return errors.Join(err, m.dir.Remove(newJournal))
	}
	if f.SHA256 == old.SHA256 {
		return m.dir.Remove(newJournal)
	}
	if head != m.manifest.Head() {
		return errors.Join(&DamagedError{m.manifest.Stream, JournalFile, "ends elsewhere than its manifest says"}, m.dir.Remove(newJournal))
	}
	next := m.Manifest()
	next.file(JournalFile).Size, next.file(JournalFile).SHA256 = f.Size, f.SHA256
	if _, err := writeFile(ctx, m.dir, newManifest, next.write); err != nil {
		return err
	}
	if err := syncFolder(m.dir, "."); err != nil {
		return err
	}
	if err := m.dir.Rename(newManifest, ManifestFile); err != nil {
		return err
	}
	m.manifest = next
	return errors.Join(syncFolder(m.dir, "."), m.finishErase())
}

// finishErase puts a decided journal in its place. One that is not decided is
// left to who is writing it.
func (m *Meeting) finishErase() error {
	if _, err := m.dir.Lstat(newJournal); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	f, err := sum(context.Background(), m.dir, newJournal)
	if errors.Is(err, fs.ErrNotExist) { // somebody else has just finished it
		return nil
	}
	if err != nil || f.SHA256 != m.manifest.file(JournalFile).SHA256 {
		return err
	}
	if err := m.dir.Rename(newJournal, JournalFile); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return syncFolder(m.dir, ".")
}
