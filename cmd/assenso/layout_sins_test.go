package main_test

import (
	"strings"
	"testing"
	"testing/fstest"
)

// Each sin alone, in a tree that is otherwise good.
func TestTheLayoutTestSees(t *testing.T) {
	good := map[string]string{
		"go.mod":                              "module assenso\n",
		"docs/journal.md":                     "A record is a chain.\n",
		"governance/doc.go":                   "// Package governance is pure.\npackage governance\n\nimport \"time\"\n\ntype Meta struct{ At time.Time }\n",
		"governance/meeting/meeting.go":       "// Package meeting has rules.\npackage meeting\n\nimport \"assenso/governance\"\n\nvar table = map[string]governance.Meta{}\n",
		"governance/meeting/script_test.go":   "package meeting_test\n\nimport \"os\"\n\nvar args = os.Args\n",
		"bot/journal/journal.go":              "// Package journal is a port.\npackage journal\n\nimport \"errors\"\n\nvar ErrConflict = errors.New(\"x\")\n",
		"bot/journal/journaltest/test.go":     "// Package journaltest is a contract.\npackage journaltest\n\nimport _ \"github.com/google/go-cmp/cmp\"\n",
		"bot/chat/chat.go":                    "// Package chat is a port.\npackage chat\n",
		"adapters/sqlite/sqlite.go":           "// Package sqlite keeps.\npackage sqlite\n\nimport _ \"assenso/bot/journal\"\n\nfunc f(db DB) { db.Session() }\n",
		"adapters/sqlite/sqlite_test.go":      "package sqlite_test\n\nimport _ \"assenso/bot/journal/journaltest\"\n",
		"adapters/discord/discord.go":         "// Package discord is a platform.\npackage discord\n\nimport \"github.com/bwmarrin/discordgo\"\n\ntype gate struct{ on *discordgo.Session }\n",
		"cmd/assenso/main.go":                 "// Command assenso wires.\npackage main\n\nimport _ \"assenso/adapters/sqlite\"\n",
		"cmd/assenso/testdata/internal/x.txt": "",
	}
	rows := []struct{ name, file, text, want string }{
		{"nothing", "bot/chat/place.go", "package chat\n", ""},
		{"rules with a context", "governance/meeting/x.go", "package meeting\n\nimport _ \"context\"\n", "governance/meeting may not import context: the rules are pure"},
		{"rules with a library", "governance/meeting/x.go", "package meeting\n\nimport _ \"github.com/rs/zerolog\"\n", "may not import github.com/rs/zerolog"},
		{"rules that know words", "governance/meeting/x.go", "package meeting\n\nimport _ \"assenso/bot/chat\"\n", "may not import assenso/bot/chat"},
		{"rules that read a clock", "governance/meeting/x.go", "package meeting\n\nimport clock \"time\"\n\nvar now = clock.Now\n", "time.Now"},
		{"a test that says how long rules take", "governance/meeting/x_test.go", "package meeting\n\nimport \"time\"\n\nvar now = time.Now()\n", ""},
		{"a simulation that is shipped", "bot/simulation/x.go", "// Package simulation is none.\npackage simulation\n\nimport _ \"assenso/bot/chat\"\n", "which nobody ships"},
		{"a simulation", "bot/simulation/x_test.go", "package simulation_test\n\nimport _ \"assenso/bot/chat\"\n", ""},
		{"a port that knows another", "bot/chat/x.go", "package chat\n\nimport _ \"assenso/bot/journal\"\n", "a port is read by everyone"},
		{"a contract in production", "adapters/sqlite/x.go", "package sqlite\n\nimport _ \"assenso/bot/journal/journaltest\"\n", "journaltest"},
		{"a store that knows rules", "adapters/sqlite/x.go", "package sqlite\n\nimport _ \"assenso/governance\"\n", "a store knows bytes"},
		{"a test of a store that knows rules", "adapters/sqlite/x_test.go", "package sqlite\n\nimport _ \"assenso/governance\"\n", "a store knows bytes"},
		{"a store for another system", "adapters/sqlite/x_windows.go", "package sqlite\n\nimport _ \"assenso/bot\"\n", "a store knows bytes"},
		{"an SDK seen by two", "adapters/sqlite/x.go", "package sqlite\n\nimport _ \"github.com/bwmarrin/discordgo\"\n", "adapters/sqlite may not import"},
		{"a package without a row", "bot/fresh/x.go", "// Package fresh is new.\npackage fresh\n", "no row"},
		{"a drawer", "bot/util/x.txt", "", "named for what it knows"},
		{"another top", "src/x.txt", "", "rooms"},
		{"a long file", "bot/chat/x.go", "package chat\n" + strings.Repeat("\n", 500), "501 lines"},
		{"init", "bot/chat/x.go", "package chat\n\nfunc init() {}\n", "no init"},
		{"the word", "bot/chat/x.go", "package chat\n\ntype votingSession int\n", "votingSession"},
		{"two package comments", "bot/chat/x.go", "// Package chat is more.\npackage chat\n", "2 package comments"},
		{"a package comment that is none", "bot/chat/chat.go", "// Begins otherwise.\npackage chat\n", "begins with Package chat"},
		{"no package comment", "bot/chat/chat.go", "package chat\n", "0 package comments"},
		{"a sleep", "bot/chat/x.go", "package chat\n\nimport \"time\"\n\nfunc f() { time.Sleep(1) }\n", "time.Sleep"},
		{"a sleep in a test", "bot/chat/x_test.go", "package chat\n\nimport \"time\"\n\nfunc f() { time.Sleep(1) }\n", "time.Sleep"},
		{"a sleep in a bubble", "bot/chat/x_test.go", "package chat\n\nimport (\n\t_ \"testing/synctest\"\n\t\"time\"\n)\n\nfunc f() { time.Sleep(1) }\n", ""},
		{"a variable without value", "bot/chat/x.go", "package chat\n\nvar n int\n", "no value yet"},
		{"a variable for all", "bot/chat/x.go", "package chat\n\nvar Table = []int{1}\n", "from anywhere"},
		{"a lock", "bot/chat/x.go", "package chat\n\nimport \"sync\"\n\nvar l = &sync.Mutex{}\n", "give it an owner"},
		{"a table written", "governance/meeting/x.go", "package meeting\n\nfunc f() { table[\"a\"] = x }\n", "table is a package variable"},
		{"a table shadowed", "governance/meeting/x.go", "package meeting\n\nfunc f(table map[string]int) { table[\"a\"] = 1 }\n", ""},
		{"an error replaced", "bot/journal/x.go", "package journal\n\nfunc f() { ErrConflict = nil }\n", "ErrConflict is a package variable"},
		{"somebody's folder", "docs/x.md", "see /ho" + "me/anna/x\n", "belongs to one machine"},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			tree := fstest.MapFS{}
			for name, text := range good {
				tree[name] = &fstest.MapFile{Data: []byte(text)}
			}
			tree[r.file] = &fstest.MapFile{Data: []byte(r.text)}
			got := examine(t, tree)
			switch {
			case r.want == "" && len(got) > 0:
				t.Errorf("faults in a good tree: %q", got)
			case r.want != "" && (len(got) != 1 || !strings.Contains(got[0], r.want)):
				t.Errorf("faults %q, want one with %q", got, r.want)
			}
		})
	}
}
