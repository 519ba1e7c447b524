package present_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assenso/bot/document"
	"assenso/bot/lang"
	"assenso/bot/present"
	"assenso/governance/minutes"
	"assenso/governance/minutes/minutestest"
)

var rewriteMinutes = flag.Bool("rewrite-minutes", false, "write testdata/minutes.* anew")

// minutesSpeaker says texts where the meetings are held; words that lack
// something fail the test.
func minutesSpeaker(t testing.TB, language string) *lang.Speaker {
	t.Helper()
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation(minutestest.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return c.Reporting(func(f lang.Fault) { t.Error(f) }).In(language, zone)
}

func minutesGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "minutes."+name)
	if *rewriteMinutes {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got; -rewrite-minutes if every line is meant):\n%s", path, d)
	}
}

// compiled are minutes that the compiler made of kept journals.
func compiled(t testing.TB, name string) minutes.Minutes {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "governance", "minutes", "testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := minutes.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMinutesInWords(t *testing.T) {
	for _, name := range []string{"board", "rejected", "given-up"} {
		m := compiled(t, name)
		m.Foot.Head = &minutes.Head{Seq: 157, Hash: strings.Repeat("0c5e", 16)}
		for _, l := range []string{"it", "en"} {
			t.Run(name+"."+l, func(t *testing.T) {
				doc := present.Minutes(m, minutesSpeaker(t, l))
				var md, html bytes.Buffer
				if err := document.WriteMarkdown(&md, doc); err != nil {
					t.Fatal(err)
				}
				minutesGolden(t, name+"."+l+".md", md.Bytes())
				if err := document.WriteHTML(&html, doc); err != nil {
					t.Fatal(err)
				}
				if name == "board" {
					minutesGolden(t, name+"."+l+".html", html.Bytes())
				}
			})
		}
	}
}
