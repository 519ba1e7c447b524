package archive

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"assenso/bot/journal"
)

// Format is what a manifest calls itself.
const Format = "assenso-archive/1"

// Manifest says what a folder holds. It is kept in manifest.json, indented, so
// that it reads well:
//
//	{
//	  "format": "assenso-archive/1",
//	  "stream": "meeting:collegio-2026-11-24",
//	  "seq": 812,
//	  "hash": "dff03f5d…",
//	  "files": [
//	    {
//	      "path": "files/5d90fe70….pdf",
//	      "names": [
//	        "planimetria.pdf"
//	      ],
//	      "size": 48213,
//	      "sha256": "5d90fe70…"
//	    },
//	    …
//	  ]
//	}
//
// Digests are in hexadecimal. Two folders with the same content have the same
// manifest, byte for byte.
type Manifest struct {
	Format string `json:"format"`
	Stream string `json:"stream"`
	Seq    uint64 `json:"seq"`   // of the last entry of the journal
	Hash   Digest `json:"hash"`  // of the last entry: who knows it from elsewhere can trust the whole journal
	Files  []File `json:"files"` // all but the manifest, ascending by path
}

// File is one file of a folder.
type File struct {
	Path   string   `json:"path"`            // with slashes
	Names  []string `json:"names,omitempty"` // how an annex was called, ascending
	Size   int64    `json:"size"`            // in bytes
	SHA256 Digest   `json:"sha256"`
}

// Digest is a SHA-256, written in hexadecimal.
type Digest [32]byte

func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText writes the digest in lower case.
func (d Digest) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, d[:]), nil }

// UnmarshalText reads 64 hexadecimal digits.
func (d *Digest) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(d)) {
		return fmt.Errorf("digest of %d characters", len(text))
	}
	_, err := hex.Decode(d[:], text)
	return err
}

// Head is the last entry of the journal.
func (m Manifest) Head() journal.Head { return journal.Head{Seq: m.Seq, Hash: m.Hash} }

func (m Manifest) write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(m)
}

// parseManifest reads what write wrote, and nothing else: a manifest edited by
// hand is a damaged one.
func parseManifest(b []byte) (Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return Manifest{}, err
	}
	if m.Format != Format {
		return Manifest{}, fmt.Errorf("format is %q, this program reads %q", m.Format, Format)
	}
	var again bytes.Buffer
	if err := m.write(&again); err != nil {
		return Manifest{}, err
	}
	if !bytes.Equal(b, again.Bytes()) {
		return Manifest{}, errors.New("not as it was written")
	}
	last := ""
	for _, f := range m.Files {
		if !fs.ValidPath(f.Path) || f.Path <= last || f.Path == ManifestFile {
			return Manifest{}, fmt.Errorf("%q cannot stand there", f.Path)
		}
		last = f.Path
	}
	if m.file(JournalFile) == nil {
		return Manifest{}, errors.New("no journal in it")
	}
	return m, nil
}

// file is the file of that path, nil where there is none.
func (m Manifest) file(path string) *File {
	i := slices.IndexFunc(m.Files, func(f File) bool { return f.Path == path })
	if i < 0 {
		return nil
	}
	return &m.Files[i]
}

// differs names the first file in which two manifests differ.
func (m Manifest) differs(other Manifest) string {
	for _, f := range m.Files {
		switch o := other.file(f.Path); {
		case o == nil:
			return "it has no " + f.Path
		case o.SHA256 != f.SHA256 || o.Size != f.Size || !slices.Equal(o.Names, f.Names):
			return "another " + f.Path
		}
	}
	for _, o := range other.Files {
		if m.file(o.Path) == nil {
			return "it has " + o.Path + " too"
		}
	}
	if m.Head() != other.Head() || m.Stream != other.Stream {
		return "another head"
	}
	return ""
}
