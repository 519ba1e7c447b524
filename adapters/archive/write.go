package archive

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"assenso/bot/journal"
)

// write makes a whole folder, flushed to disk.
func write(ctx context.Context, root *os.Root, name string, s Sealed) (Manifest, error) {
	if err := root.Mkdir(name, 0o700); err != nil {
		return Manifest{}, err
	}
	dir, err := root.OpenRoot(name)
	if err != nil {
		return Manifest{}, err
	}
	defer dir.Close()
	m := Manifest{Format: Format, Stream: s.Stream}
	f, head, err := writeJournal(ctx, dir, JournalFile, s.Stream, s.Entries)
	if err != nil {
		return Manifest{}, err
	}
	m.Seq, m.Hash, m.Files = head.Seq, head.Hash, append(m.Files, f)
	for _, p := range s.Minutes {
		f, err := writeFile(ctx, dir, p.Name, p.Write)
		if err != nil {
			return Manifest{}, err
		}
		m.Files = append(m.Files, f)
	}
	annexes, err := writeAnnexes(ctx, dir, s.Annexes)
	if err != nil {
		return Manifest{}, err
	}
	m.Files = append(m.Files, annexes...)
	slices.SortFunc(m.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	if _, err := writeFile(ctx, dir, ManifestFile, m.write); err != nil {
		return Manifest{}, err
	}
	return m, syncFolder(dir, ".")
}

// writeJournal writes a record, verifying it on the way.
func writeJournal(ctx context.Context, dir *os.Root, name, stream string, entries iter.Seq2[journal.Entry, error]) (File, journal.Head, error) {
	v := journal.NewVerifier(stream)
	f, err := writeFile(ctx, dir, name, func(w io.Writer) error {
		return journal.WriteLines(w, stream, func(yield func(journal.Entry, error) bool) {
			for e, err := range entries {
				if err == nil {
					err = v.Next(e)
				}
				if !yield(e, err) || err != nil {
					return
				}
			}
		})
	})
	if err == nil && v.Head().Seq == 0 {
		err = errors.New("its journal is empty")
	}
	return f, v.Head(), err
}

// writeAnnexes files each annex under its digest; one that came twice is kept
// once, under both names.
func writeAnnexes(ctx context.Context, dir *os.Root, parts []Part) ([]File, error) {
	if len(parts) == 0 {
		return nil, nil
	}
	if err := dir.Mkdir(AnnexFolder, 0o700); err != nil {
		return nil, err
	}
	const coming = AnnexFolder + "/.coming"
	var all []File
	for _, p := range parts {
		f, err := writeFile(ctx, dir, coming, p.Write)
		if err != nil {
			return nil, fmt.Errorf("annex %q: %w", p.Name, err)
		}
		f.Path = path.Join(AnnexFolder, f.SHA256.String()+extension(p.Name))
		if err := dir.Rename(coming, f.Path); err != nil {
			return nil, err
		}
		name := strings.ToValidUTF8(p.Name, "\uFFFD")
		i := slices.IndexFunc(all, func(other File) bool { return other.Path == f.Path })
		if i < 0 {
			f.Names = []string{name}
			all = append(all, f)
			continue
		}
		all[i].Names = append(all[i].Names, name)
		slices.Sort(all[i].Names)
		all[i].Names = slices.Compact(all[i].Names)
	}
	return all, syncFolder(dir, AnnexFolder)
}

// extension is that of a stranger's file name, where it is an ordinary one: a
// double click should open the file, and do nothing else.
func extension(name string) string {
	ext := strings.ToLower(path.Ext(name))
	letters := strings.Trim(ext, "abcdefghijklmnopqrstuvwxyz0123456789")
	if letters != "." || len(ext) > 6 {
		return ""
	}
	return ext
}

// writeFile makes a file that must not be there yet, flushed to disk, and
// says what a manifest says of it.
func writeFile(ctx context.Context, dir *os.Root, name string, write func(io.Writer) error) (File, error) {
	f, err := dir.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	sum := &summing{ctx: ctx, to: f, hash: sha256.New()}
	out := bufio.NewWriterSize(sum, 64<<10)
	if err := errors.Join(write(out), out.Flush()); err != nil {
		return File{}, fmt.Errorf("write %s: %w", name, err)
	}
	if err := f.Sync(); err != nil {
		return File{}, err
	}
	if err := f.Close(); err != nil {
		return File{}, err
	}
	return File{Path: name, Size: sum.size, SHA256: sum.digest()}, nil
}

// summing counts and digests what goes through it, until the context ends.
type summing struct {
	ctx  context.Context
	to   io.Writer
	hash hash.Hash
	size int64
}

func (s *summing) Write(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.to.Write(b)
	s.hash.Write(b[:n])
	s.size += int64(n)
	return n, err
}

func (s *summing) digest() Digest { return Digest(s.hash.Sum(nil)) }

// sum is what a manifest says of a file that is there.
func sum(ctx context.Context, dir *os.Root, name string) (File, error) {
	f, err := dir.Open(name)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return File{}, errors.Join(err, &fs.PathError{Op: "read", Path: name, Err: errors.New("not a file")})
	}
	s := &summing{ctx: ctx, to: io.Discard, hash: sha256.New()}
	if _, err := io.Copy(s, f); err != nil {
		return File{}, err
	}
	return File{Path: name, Size: s.size, SHA256: s.digest()}, nil
}

// makeFolder makes a folder and those above it, flushed to disk: a meeting is
// not safe in a folder that a power cut can take away.
func makeFolder(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	above := filepath.Dir(dir)
	if above != dir {
		if err := makeFolder(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	root, err := os.OpenRoot(above)
	if err != nil {
		return err
	}
	defer root.Close()
	return syncFolder(root, ".")
}

// syncFolder flushes the names in a folder. Windows has no such thing, and
// keeps them by itself.
func syncFolder(dir *os.Root, name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := dir.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
