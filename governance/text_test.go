package governance_test

import (
	"testing"

	"assenso/governance"
)

func TestFilesAreReadAsTheirWritersMeant(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"UTF-8", "Niccolò\n", "Niccolò\n"},
		{"UTF-8 with a mark", "\xef\xbb\xbfNiccolò\n", "Niccolò\n"},
		{"Windows-1252", "Niccol\xf2 \x80\x93\n", "Niccolò €“\n"},
		{"UTF-16, low byte first", "\xff\xfeN\x00\xf2\x00\n\x00", "Nò\n"},
		{"UTF-16, high byte first", "\xfe\xff\x00N\x00\xf2\x00\n", "Nò\n"},
		{"UTF-16 without a mark", "N\x00o\x00\t\x00\xf2\x00", "No\tò"},
		{"UTF-16 cut in half", "\xff\xfeN\x00\xf2", "N"},
		{"old line ends", "a\rb", "a\nb"},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := governance.DecodeText([]byte(c.data)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
