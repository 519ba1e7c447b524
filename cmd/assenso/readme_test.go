package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"assenso/bot/command"
	"assenso/bot/lang"
)

// TestTheReadmeNamesEveryCommand holds the table of commands to the program:
// each command once, by both its names, and no other.
func TestTheReadmeNamesEveryCommand(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(readme), "| office | commands |")
	table, _, _ = strings.Cut(table, "\n\n")
	told := make(map[string]string)
	for _, m := range regexp.MustCompile("`/([a-z]+)` ([a-z]+)").FindAllStringSubmatch(table, -1) {
		if _, twice := told[m[2]]; twice {
			t.Errorf("%s is told twice", m[2])
		}
		told[m[2]] = m[1]
	}
	cat, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	it := cat.In("it", time.UTC)
	for _, spec := range command.All() {
		if want, got := it.Plain(lang.T("command."+spec.Name+".name")), told[spec.Name]; got != want {
			t.Errorf("%s: the README says /%s, it is /%s", spec.Name, got, want)
		}
		delete(told, spec.Name)
	}
	for name := range told {
		t.Errorf("the README tells of %s, which is no command", name)
	}
}

// TestTheReadmesLinksLeadSomewhere follows every relative link of both pages.
func TestTheReadmesLinksLeadSomewhere(t *testing.T) {
	for _, page := range []string{"README.md", "README.it.md"} {
		text, err := os.ReadFile("../../" + page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\]\(([^)#]+)(?:#[^)]*)?\)`).FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			if _, err := os.Stat("../../" + m[1]); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
}
