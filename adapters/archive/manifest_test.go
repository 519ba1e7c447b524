package archive

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// What is read as a manifest is spelt in one way, and names only files inside.
func FuzzManifest(f *testing.F) {
	golden, err := os.ReadFile(filepath.Join("testdata", "manifest.json"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(golden)
	f.Add(bytes.Replace(golden, []byte("minutes.json"), []byte("../minutes.json"), 1))
	f.Add([]byte(`{"format":"assenso-archive/1","files":null}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := parseManifest(b)
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := m.write(&again); err != nil || !bytes.Equal(b, again.Bytes()) {
			t.Errorf("written again as %q, %v", again.Bytes(), err)
		}
		for _, file := range m.Files {
			if !fs.ValidPath(file.Path) {
				t.Errorf("path %q", file.Path)
			}
		}
	})
}
