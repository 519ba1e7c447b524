package lang_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assenso/bot/lang"
)

func loaded(t *testing.T) *lang.Catalogue {
	t.Helper()
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.Reporting(func(f lang.Fault) { t.Error(f) })
}

func TestItalianAndEnglishAreThere(t *testing.T) {
	if got := loaded(t).Languages(); !slices.Equal(got, []string{"en", "it"}) {
		t.Fatalf("languages %v", got)
	}
}

func TestEveryLanguageHasTheSameKeysWithTheSameBlanks(t *testing.T) {
	c := loaded(t)
	blanks := func(l string) map[string][]string {
		m := make(map[string][]string)
		for _, k := range c.Keys(l) {
			m[k] = c.Blanks(l, k)
		}
		return m
	}
	first := c.Languages()[0]
	for _, l := range c.Languages()[1:] {
		if d := cmp.Diff(blanks(first), blanks(l)); d != "" {
			t.Errorf("-%s +%s\n%s", first, l, d)
		}
	}
}

// Every sentence is said in every plural form and with its optional arguments
// given and not, from arguments made after its own blanks.
func TestEverySentenceCanBeSaid(t *testing.T) {
	c := loaded(t)
	at := time.Date(2026, 11, 24, 17, 42, 30, 0, time.UTC)
	for _, l := range c.Languages() {
		s := c.In(l, time.UTC)
		for _, k := range c.Keys(l) {
			for _, count := range []int{0, 1, 2, 21, 1_000_000} {
				for _, full := range []bool{true, false} {
					got := s.Plain(lang.Text{Key: k, Args: c.Sample(l, k, count, full, at)})
					if strings.TrimSpace(got) == "" && full && !strings.HasPrefix(k, "format.") {
						t.Errorf("%s %s: says nothing", l, k)
					}
					for _, bad := range []string{"<no value>", "…", "{{", "}}", "**", "%!", "\n\n\n", " ,", " .", "« ", " »", "()"} {
						if strings.Contains(got, bad) && !(bad == "…" && strings.Contains(c.Source(l, k), bad)) {
							t.Errorf("%s %s (count %d, full %v): %q in %q", l, k, count, full, bad, got)
						}
					}
				}
			}
		}
	}
}

// A sentence that tells people to give a command names one there is, as the
// language calls it.
func TestCommandsThatSentencesNameExist(t *testing.T) {
	c := loaded(t)
	named := regexp.MustCompile(`(?:^|[\s(«“])/(\p{L}+)`)
	for _, l := range c.Languages() {
		names := make(map[string]bool)
		for _, k := range c.Keys(l) {
			if strings.HasPrefix(k, "command.") && strings.HasSuffix(k, ".name") && strings.Count(k, ".") == 2 {
				names[c.Source(l, k)] = true
			}
		}
		for _, k := range c.Keys(l) {
			for _, m := range named.FindAllStringSubmatch(c.Source(l, k), -1) {
				if !names[m[1]] {
					t.Errorf("%s %s: no command /%s", l, k, m[1])
				}
			}
		}
	}
}
