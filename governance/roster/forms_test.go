package roster_test

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"assenso/governance/roster"
)

// TestForms reads one line of every form ever shipped: name, data and, where
// there is any, the private part, between tabs. Lines are added, never changed.
func TestForms(t *testing.T) {
	text, err := os.ReadFile("testdata/forms.tsv")
	if err != nil {
		t.Fatal(err)
	}
	codec := roster.NewCodec()
	var shipped []string
	told := make(map[string]bool) // fields that some line of an event has
	for line := range strings.Lines(string(text)) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		data, private, hidden := strings.Cut(rest, "\t")
		shipped = append(shipped, name)
		t.Run(name, func(t *testing.T) {
			var secret []byte
			if hidden {
				secret = []byte(private)
			}
			e, err := codec.Decode(name, []byte(data), secret)
			if err != nil {
				t.Fatal(err)
			}
			for i, f := range reflect.ValueOf(e).Fields() {
				told[name+"."+i.Name] = told[name+"."+i.Name] || !f.IsZero()
			}
			gotData, gotPrivate, err := codec.Encode(e)
			if err != nil {
				t.Fatal(err)
			}
			if string(gotData) != data || string(gotPrivate) != private {
				t.Errorf("written as\n%s %s", gotData, gotPrivate)
			}
			if _, err := codec.Decode(name, []byte(data), nil); err != nil {
				t.Errorf("without its private part: %v", err)
			}
		})
	}
	for field, has := range told {
		if !has {
			t.Errorf("no line has %s", field)
		}
	}
	for _, name := range codec.Names() {
		if !slices.Contains(shipped, name) {
			t.Errorf("no line of %s in testdata/forms.tsv", name)
		}
	}
}
