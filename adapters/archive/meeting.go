package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"

	"assenso/bot/journal"
)

// DamagedError says which file of a folder is not as it was archived. Restore
// it from a copy; the other files are not concerned.
type DamagedError struct {
	Stream string
	Path   string
	Why    string
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("archive: %s: %s %s", e.Stream, e.Path, e.Why)
}

// Meeting is an archived meeting, open for reading. Close it.
type Meeting struct {
	dir      *os.Root
	manifest Manifest
}

// Open opens the folder of a meeting, wherever it is: ErrNotArchived where
// there is no manifest, a *DamagedError where it cannot be read. It reads
// nothing else. An Erase that was cut short is finished on the way.
func Open(folder string) (*Meeting, error) {
	dir, err := os.OpenRoot(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", folder, ErrNotArchived)
	}
	if err != nil {
		return nil, err
	}
	m, err := open(dir, folder)
	if err != nil {
		dir.Close()
		return nil, err
	}
	return m, nil
}

func open(dir *os.Root, folder string) (*Meeting, error) {
	b, err := dir.ReadFile(ManifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w: no manifest", folder, ErrNotArchived)
	}
	if err != nil {
		return nil, err
	}
	manifest, err := parseManifest(b)
	if err != nil {
		return nil, &DamagedError{Stream: folder, Path: ManifestFile, Why: "cannot be read: " + err.Error()}
	}
	m := &Meeting{dir, manifest}
	return m, m.finishErase()
}

// Close ends the reading.
func (m *Meeting) Close() { m.dir.Close() }

// Manifest is what the folder says of itself.
func (m *Meeting) Manifest() Manifest {
	all := m.manifest
	all.Files = slices.Clone(all.Files)
	return all
}

// File opens a file that the manifest names, fs.ErrNotExist where it names
// none. Whether it is undamaged is for Verify to say.
func (m *Meeting) File(path string) (io.ReadCloser, error) {
	if m.manifest.file(path) == nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return m.dir.Open(path)
}

// Entries yields the record, from its first entry. Its errors are those of
// journal.ReadLines. It does not check the chain: Verify does.
func (m *Meeting) Entries() iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		f, err := m.dir.Open(JournalFile)
		if err != nil {
			yield(journal.Entry{}, err)
			return
		}
		defer f.Close()
		stream, entries, err := journal.ReadLines(f)
		if err == nil && stream != m.manifest.Stream {
			err = fmt.Errorf("it is the journal of %s", stream)
		}
		if err != nil {
			yield(journal.Entry{}, err)
			return
		}
		entries(yield)
	}
}

// Report is what Verify found in a folder that is in order.
type Report struct {
	Head     journal.Head // compare it with one kept elsewhere: who can write the folder can write its manifest
	Erased   []uint64     // entries whose private values are gone
	Unlisted []string     // files that the manifest does not name, and nobody vouches for
}

// Verify reads everything: each file against the manifest, and the chain of
// the journal up to the head. All faults are told, not only the first; they
// are *DamagedError and *journal.BrokenError.
func (m *Meeting) Verify(ctx context.Context) (Report, error) {
	var faults []error
	damaged := func(path, why string) {
		faults = append(faults, &DamagedError{m.manifest.Stream, path, why})
	}
	for _, want := range m.manifest.Files {
		got, err := sum(ctx, m.dir, want.Path)
		switch {
		case ctx.Err() != nil:
			return Report{}, ctx.Err()
		case errors.Is(err, fs.ErrNotExist):
			damaged(want.Path, "is missing")
		case err != nil:
			damaged(want.Path, "cannot be read: "+err.Error())
		case got.Size != want.Size:
			damaged(want.Path, fmt.Sprintf("has %d bytes and had %d", got.Size, want.Size))
		case got.SHA256 != want.SHA256:
			damaged(want.Path, "was changed")
		}
	}
	v := journal.NewVerifier(m.manifest.Stream)
	err := m.follow(ctx, v)
	var broken *journal.BrokenError
	switch {
	case ctx.Err() != nil:
		return Report{}, ctx.Err()
	case errors.As(err, &broken):
		faults = append(faults, err)
	case errors.Is(err, fs.ErrNotExist): // told already
	case err != nil:
		damaged(JournalFile, "cannot be read: "+err.Error())
	case v.Head() != m.manifest.Head():
		damaged(JournalFile, fmt.Sprintf("ends at entry %d and not at entry %d of the manifest", v.Head().Seq, m.manifest.Seq))
	}
	if len(faults) > 0 {
		return Report{}, errors.Join(faults...)
	}
	unlisted, err := m.unlisted()
	return Report{Head: v.Head(), Erased: v.Erased(), Unlisted: unlisted}, err
}

// follow takes the verifier along the journal.
func (m *Meeting) follow(ctx context.Context, v *journal.Verifier) error {
	for e, err := range m.Entries() {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = v.Next(e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *Meeting) unlisted() ([]string, error) {
	var all []string
	err := fs.WalkDir(m.dir.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path != ManifestFile && m.manifest.file(path) == nil {
			all = append(all, path)
		}
		return err
	})
	return all, err
}
