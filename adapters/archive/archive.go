// Package archive keeps sealed meetings on disk, a folder each, in forms that
// people open without this program:
//
//	<archive>/collegio-2026-11-24/
//		journal.jsonl    the whole record, as journal.WriteLines writes it
//		minutes.html …   the minutes, in as many forms as were handed over
//		files/5d90….pdf  what was annexed, each under its SHA-256
//		manifest.json    the SHA-256 of all of them, and the head of the record
//
// A folder appears whole or not at all, and only Erase changes it afterwards.
// Folders are readable by their owner alone: they hold names. One process at
// a time writes a meeting; any number read.
//
// What the record and the minutes say is not known here. Begin at Store; Open
// and Verify also take a folder that was copied elsewhere.
package archive

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assenso/bot/document"
	"assenso/bot/journal"
)

// The files of every folder.
const (
	JournalFile  = "journal.jsonl"
	ManifestFile = "manifest.json"
	AnnexFolder  = "files"
)

// ErrNotArchived says that the archive has no such meeting.
var ErrNotArchived = errors.New("not in the archive")

// ErrDiffers says that the meeting is archived already with other content.
// What was sealed stays: find out which of the two is right.
var ErrDiffers = errors.New("already archived with other content")

// Archive is a directory of sealed meetings.
type Archive struct{ dir string }

// In is the archive in a directory, which Store makes where it is missing.
func In(dir string) Archive { return Archive{dir} }

// Sealed is a finished meeting on its way to the archive.
type Sealed struct {
	Stream  string // "meeting:collegio-2026-11-24"
	Entries iter.Seq2[journal.Entry, error]
	Minutes []Part // each under its own name: "minutes.json", "minutes.html"
	Annexes []Part // named as they came, which need not be a file's name
}

// Part is one file to be written. Write may be called once, and need not
// buffer; its error, or the end of the context, abandons the whole meeting.
type Part struct {
	Name  string
	Write func(io.Writer) error
}

// Bytes is a part that is at hand.
func Bytes(name string, content []byte) Part {
	return Part{name, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}}
}

// Drawn is a document as two parts, name.html and name.md.
func Drawn(name string, d document.Document) []Part {
	return []Part{
		{name + ".html", func(w io.Writer) error { return document.WriteHTML(w, d) }},
		{name + ".md", func(w io.Writer) error { return document.WriteMarkdown(w, d) }},
	}
}

// Folder is the path of a meeting's folder, whether or not it is there.
func (a Archive) Folder(stream string) (string, error) {
	name, err := folderName(stream)
	if err != nil {
		return "", err
	}
	return filepath.Join(a.dir, name), nil
}

// folderName is the meeting's id where it can be a file's name; what cannot be
// is escaped as in an address.
func folderName(stream string) (string, error) {
	id, ok := strings.CutPrefix(stream, "meeting:")
	if !ok || id == "" {
		return "", fmt.Errorf("archive %q: only meetings are archived", stream)
	}
	var b strings.Builder
	for i, r := range id {
		end := i == 0 || i+utf8.RuneLen(r) == len(id)
		if unicode.In(r, unicode.Letter, unicode.Digit, unicode.Mark) || strings.ContainsRune("-_", r) || r == '.' && !end {
			b.WriteRune(r)
			continue
		}
		for _, c := range []byte(string(r)) {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	name := b.String()
	if len(name) > 200 || !filepath.IsLocal(name) { // the longest file name, less what a temporary one adds
		return "", fmt.Errorf("archive %s: no folder can be called %s", stream, name)
	}
	return name, nil
}

// Store archives a sealed meeting. When it returns without error the meeting
// is on disk, flushed, and verified as far as its chain goes. Storing the same
// content again is no error, and checks what is there; other content is
// ErrDiffers. A journal that is empty or broken is refused.
func (a Archive) Store(ctx context.Context, s Sealed) (Manifest, error) {
	m, err := a.store(ctx, s)
	if err != nil {
		return Manifest{}, fmt.Errorf("archive %s: %w", s.Stream, err)
	}
	return m, nil
}

func (a Archive) store(ctx context.Context, s Sealed) (Manifest, error) {
	name, err := folderName(s.Stream)
	if err != nil {
		return Manifest{}, err
	}
	if err := checkNames(s.Minutes); err != nil {
		return Manifest{}, err
	}
	if err := makeFolder(a.dir); err != nil {
		return Manifest{}, err
	}
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return Manifest{}, err
	}
	defer root.Close()
	if err := clearAborted(root, name); err != nil {
		return Manifest{}, err
	}
	aside := newPrefix + rand.Text() + "-" + name
	defer root.RemoveAll(aside) //nolint:errcheck // what stays is cleared by the next Store
	m, err := write(ctx, root, aside, s)
	if err != nil {
		return Manifest{}, err
	}
	if err := reveal(root, aside, name); errors.Is(err, fs.ErrExist) {
		if err := a.same(ctx, s.Stream, m); err != nil {
			return Manifest{}, err
		}
	} else if err != nil {
		return Manifest{}, err
	}
	return m, syncFolder(root, ".")
}

// newPrefix begins the names of folders that are not whole yet; rand.Text and
// the folder's later name follow.
const newPrefix = ".new-"

// clearAborted removes what a Store of this meeting left when it was killed.
func clearAborted(root *os.Root, name string) error {
	all, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return err
	}
	for _, d := range all {
		rest, ok := strings.CutPrefix(d.Name(), newPrefix)
		if _, of, _ := strings.Cut(rest, "-"); ok && of == name {
			if err := root.RemoveAll(d.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

// reveal gives a whole folder its name. It is fs.ErrExist where that is taken.
func reveal(root *os.Root, aside, name string) error {
	if _, err := root.Lstat(name); err == nil {
		return fs.ErrExist
	}
	err := root.Rename(aside, name)
	if _, taken := root.Lstat(name); err != nil && taken == nil {
		return fs.ErrExist // somebody was quicker
	}
	return err
}

// same tells whether the archive holds the meeting with this very content.
func (a Archive) same(ctx context.Context, stream string, want Manifest) error {
	m, err := a.Open(stream)
	if err != nil {
		return err
	}
	defer m.Close()
	if diff := want.differs(m.manifest); diff != "" {
		return fmt.Errorf("%w: %s", ErrDiffers, diff)
	}
	_, err = m.Verify(ctx)
	return err
}

// Open opens an archived meeting, or says ErrNotArchived.
func (a Archive) Open(stream string) (*Meeting, error) {
	dir, err := a.Folder(stream)
	if err != nil {
		return nil, err
	}
	m, err := Open(dir)
	if err != nil {
		return nil, err
	}
	if m.manifest.Stream != stream {
		m.Close()
		return nil, fmt.Errorf("%w: the folder of %s holds %s", ErrDiffers, stream, m.manifest.Stream)
	}
	return m, nil
}

// Meetings yields the streams archived here, by the names of their folders. A
// folder that cannot be read is an error and does not end the sequence.
func (a Archive) Meetings() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		all, err := os.ReadDir(a.dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			yield("", err)
			return
		}
		for _, d := range all {
			if !d.IsDir() || strings.HasPrefix(d.Name(), ".") {
				continue
			}
			m, err := Open(filepath.Join(a.dir, d.Name()))
			stream := ""
			if err == nil {
				stream = m.manifest.Stream
				m.Close()
			}
			if !yield(stream, err) {
				return
			}
		}
	}
}

// checkNames refuses names under which the minutes could not be filed.
func checkNames(parts []Part) error {
	taken := []string{JournalFile, ManifestFile, AnnexFolder}
	for _, p := range parts {
		// File systems of Windows and macOS take A and a for the same.
		name := strings.ToLower(p.Name)
		plain := func(r rune) bool {
			return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || strings.ContainsRune("-_.", r)
		}
		switch {
		case name == "" || name[0] == '.' || strings.ContainsFunc(name, func(r rune) bool { return !plain(r) }):
			return fmt.Errorf("%q cannot be the name of a part of the minutes", p.Name)
		case slices.Contains(taken, name):
			return fmt.Errorf("two files cannot both be called %s", p.Name)
		}
		taken = append(taken, name)
	}
	return nil
}
