package config_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assenso/config"
	"assenso/governance"
)

func TestTheExampleHasNoFaults(t *testing.T) {
	got, faults := config.Load("example.yaml", nil)
	if len(faults) > 0 {
		t.Fatal(said(t, faults, ""))
	}
	art37, _ := config.Profile("art37")
	want := config.Config{
		Store: "assenso.db", Archive: "archive", Log: "info", Language: "it", TimeZone: "Europe/Rome",
		Admins: []string{"console:admin"},
		Body: &config.Body{
			ID: "collegio", Name: "Collegio dei docenti", Kind: governance.TeachersBoard, Profile: "art37", Bylaws: art37,
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// Every field that may be said is said in the example, at least in a comment.
func TestTheExampleSaysEverything(t *testing.T) {
	text, err := os.ReadFile("example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{
		"store:", "archive:", "log:", "language:", "time_zone:", "admins:", "discord:", "telegram:", "token_file:",
		"body:", "id:", "name:", "kind:", "profile:", "roster:",
		"ASSENSO_STORE", "ASSENSO_ARCHIVE", "ASSENSO_LOG", "ASSENSO_LANG", "ASSENSO_TIME_ZONE", "ASSENSO_ADMINS",
		"ASSENSO_DISCORD_TOKEN", "ASSENSO_DISCORD_TOKEN_FILE", "ASSENSO_TELEGRAM_TOKEN", "ASSENSO_TELEGRAM_TOKEN_FILE",
	} {
		if !strings.Contains(string(text), said) {
			t.Errorf("the example does not mention %s", said)
		}
	}
}

func TestTheEnvironmentGoesOverTheFile(t *testing.T) {
	path := file(t, "c.yaml", "store: data/a.db\nlog: debug\nadmins: [console:anna]\n")
	dir := filepath.Dir(path)
	tests := []struct {
		name    string
		path    string
		environ []string
		want    config.Config
	}{
		{"nothing at all", "", nil, config.Config{
			Store: "assenso.db", Archive: "archive", Log: "info", Language: "it", TimeZone: "Europe/Rome"}},
		{"paths of the file begin at its folder", path, []string{"PATH=/bin", "HOME="}, config.Config{
			Store: filepath.Join(dir, "data/a.db"), Archive: filepath.Join(dir, "archive"), Log: "debug",
			Language: "it", TimeZone: "Europe/Rome", Admins: []string{"console:anna"}}},
		{"a variable counts, an empty one does not", path, []string{
			"ASSENSO_STORE=b.db", "ASSENSO_LOG=", "ASSENSO_LANG=en", "ASSENSO_ADMINS=console:bruno, telegram:42"}, config.Config{
			Store: "b.db", Archive: filepath.Join(dir, "archive"), Log: "debug",
			Language: "en", TimeZone: "Europe/Rome", Admins: []string{"console:bruno", "telegram:42"}}},
		{"variables of the command line are not its business", "", []string{"ASSENSO_DATA=x", "ASSENSO_CONFIG=y"}, config.Config{
			Store: "assenso.db", Archive: "archive", Log: "info", Language: "it", TimeZone: "Europe/Rome"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, faults := config.Load(tt.path, tt.environ)
			if len(faults) > 0 {
				t.Fatal(said(t, faults, dir))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func TestABodyBringsItsBylawsAndItsList(t *testing.T) {
	bylaws, err := os.ReadFile("bylaws.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	path := file(t, "c.yaml", "body: {id: coro, name: Coro, kind: assembly, profile: rules.yaml, roster: coro.csv}\n")
	dir := filepath.Dir(path)
	for name, data := range map[string][]byte{"rules.yaml": bylaws, "coro.csv": []byte("nome\nAnna Bianchi\n")} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, faults := config.Load(path, nil)
	if len(faults) > 0 {
		t.Fatal(said(t, faults, dir))
	}
	if c.Body.Bylaws.Profile != "istituto-fermi" || string(c.Body.List) != "nome\nAnna Bianchi\n" {
		t.Errorf("%+v", c.Body)
	}
}

func TestLoadReportsEveryFault(t *testing.T) {
	const body = "body: {id: collegio, name: Collegio, kind: teachers-board, profile: art37}\n"
	kinds := "choices=[teachers-board council assembly other]"
	tests := []struct {
		name, text string
		environ    []string
		want       string
	}{
		{"an empty file is a configuration", "", nil, ""},
		{"a name misspelt", "stor: a.db\n", nil, "c.yaml:1:1: unknown-field field=stor nearest=store"},
		{"a variable misspelt", "", []string{"ASSENSO_STOR=a.db"}, "ASSENSO_STOR: unknown-variable nearest=ASSENSO_STORE variable=ASSENSO_STOR"},
		{"a variable nobody meant", "", []string{"ASSENSO_COLOUR=red"}, "ASSENSO_COLOUR: unknown-variable nearest= variable=ASSENSO_COLOUR"},
		{"no store", "store: ''\n", nil, "c.yaml:1:8: missing field=store"},
		{"Redis", "store: redis://:hunter2@localhost:6379/0\n", nil, ""},
		{"Redis without a host", "store: redis://:hunter2@/0\n", nil, "c.yaml:1:8: bad-redis field=store"},
		{"Redis by a variable", "", []string{"ASSENSO_STORE=rediss:localhost"}, "ASSENSO_STORE: bad-redis field=store"},
		{"a level of log misspelt", "log: worn\n", nil, "c.yaml:1:6: unknown-value choices=[debug info warn error] field=log nearest=warn value=worn"},
		{"a level by a variable", "log: info\n", []string{"ASSENSO_LOG=loud"},
			"ASSENSO_LOG: unknown-value choices=[debug info warn error] field=log nearest= value=loud"},
		{"a language that is not there", "language: fr\n", nil, "c.yaml:1:11: unknown-value choices=[en it] field=language nearest= value=fr"},
		{"a zone that is none", "time_zone: Rome\n", nil, "c.yaml:1:12: unknown-zone field=time_zone value=Rome"},
		{"accounts without a platform", "admins:\n  - anna\n  - console:anna\n  - 'telegram: 42'\n", nil,
			"c.yaml:2:5: bad-account field=admins[0] value=anna\nc.yaml:4:5: bad-account field=admins[2] value=telegram: 42"},
		{"accounts by a variable", "", []string{"ASSENSO_ADMINS=console:anna,bruno"}, "ASSENSO_ADMINS: bad-account field=admins[1] value=bruno"},
		{"a platform that is not in this version", "telegram: {token: abc}\n", nil, "c.yaml:1:19: platform-later platform=telegram"},
		{"a platform by a variable", "", []string{"ASSENSO_DISCORD_TOKEN=abc"}, "ASSENSO_DISCORD_TOKEN: platform-later platform=discord"},
		{"a token in two ways", "discord: {token: abc, token_file: t}\n", nil, "c.yaml:1:35: token-twice platform=discord"},
		{"a token's file that is not there", "discord: {token_file: t}\n", nil,
			"c.yaml:1:23: file-missing path=t\nc.yaml:1:23: platform-later platform=discord"},
		{"a token's file by a variable goes over a token", "discord: {token: abc}\n", []string{"ASSENSO_DISCORD_TOKEN_FILE=/dev/null"},
			"ASSENSO_DISCORD_TOKEN_FILE: file-empty path=/dev/null\nASSENSO_DISCORD_TOKEN_FILE: platform-later platform=discord"},
		{"a token by a variable goes over a file", "discord: {token_file: t}\n", []string{"ASSENSO_DISCORD_TOKEN=abc"},
			"ASSENSO_DISCORD_TOKEN: platform-later platform=discord"},
		{"a body of nothing", "body: {}\n", nil,
			"c.yaml:1:1: missing field=body.name\nc.yaml:1:1: missing field=body.id\nc.yaml:1:1: missing field=body.kind\nc.yaml:1:1: missing field=body.profile"},
		{"a body's id with a space", strings.Replace(body, "collegio", "il collegio", 1), nil, "c.yaml:1:12: bad-id field=body.id value=il collegio"},
		{"a kind misspelt", strings.Replace(body, "teachers-board", "teacher-board", 1), nil,
			"c.yaml:1:44: unknown-value " + kinds + " field=body.kind nearest=teachers-board value=teacher-board"},
		{"a tender committee", strings.Replace(body, "teachers-board", "tender-committee", 1), nil, "c.yaml:1:44: tender-body"},
		{"a profile misspelt", strings.Replace(body, "art37", "art73", 1), nil,
			"c.yaml:1:69: unknown-profile choices=[art37 associazione-cc21 collegio-perfetto ets-art24 istituto-2020] field=body.profile nearest=art37 value=art73"},
		{"bylaws that are not there", strings.Replace(body, "art37", "./art37.yaml", 1), nil, "c.yaml:1:69: file-missing path=art37.yaml"},
		{"a list that is not there", strings.Replace(body, "}", ", roster: l.csv}", 1), nil, "c.yaml:1:84: file-missing path=l.csv"},
		{"everything at once", "stor: a\nlog: 7x\nadmins: anna\n" + body, []string{"ASSENSO_LANG=de"},
			"c.yaml:1:1: unknown-field field=stor nearest=store\n" +
				"c.yaml:2:6: unknown-value choices=[debug info warn error] field=log nearest= value=7x\n" +
				"c.yaml:3:9: want-list field=admins\n" +
				"ASSENSO_LANG: unknown-value choices=[en it] field=language nearest= value=de"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := file(t, "c.yaml", tt.text)
			_, faults := config.Load(path, tt.environ)
			if got := said(t, faults, filepath.Dir(path)); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestBylawsOfABodyBringTheirOwnFaults(t *testing.T) {
	path := file(t, "c.yaml", "body: {id: coro, name: Coro, kind: assembly, profile: rules.yaml}\n")
	rules := filepath.Join(filepath.Dir(path), "rules.yaml")
	if err := os.WriteFile(rules, []byte(strings.Replace(standing, "at-least-half", "half", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, faults := config.Load(path, nil)
	if len(faults) != 1 || faults[0].File != rules || faults[0].Line != 7 {
		t.Errorf("%s", said(t, faults, filepath.Dir(path)))
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	const token, password = "1234567890:AAE-fake_token_that_is_long_enough_x", "hunter2"
	for _, text := range []string{
		"telegram: {token: " + token + ", colour: red}\n",
		"telegram:\n  token: " + token + "\n",
		"telegram:\n  token:\n    - " + token + "\n",
		"telegram:\n  token: [hunter2]\n",
		"telegram:\n  token:\n  - hunter2\n",
		"telegram:\n  token:\n    of: hunter2\n",
		"telegram:\n  tokn: hunter2\n",
		"telegrm: {tokn: hunter2}\n",
		"telegram: hunter2\n",
		"telegram: " + token + "\n",
		"store: redis://user:" + password + "@:6379\n",
		"store: redis://user:p@" + password + "@:6379\n",
		"log: redis://user:" + password + "@localhost\n",
		"telegram:\n  token: \"hunter2\n",
		"telegram:\n  token: 'hunter2\n    more\n",
		"discord: {token: hunter2\n",
		"admins: [" + token + "\n",
	} {
		path := file(t, "c.yaml", text)
		_, faults := config.Load(path, []string{"ASSENSO_DISCORD_TOKEN=" + token, "ASSENSO_TELEGRAM_TOKN=" + token})
		if len(faults) < 3 {
			t.Errorf("%q: only %s", text, said(t, faults, ""))
		}
		shown := fmt.Sprintf("%v %+v %#v", faults, faults, faults)
		if strings.Contains(shown, token) || strings.Contains(shown, password) {
			t.Errorf("%q: shown in\n%s", text, shown)
		}
	}
}

func TestASecretIsAnEllipsisEverywhere(t *testing.T) {
	p := config.Platform{Token: "hunter2"}
	encoded, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{fmt.Sprint(p), fmt.Sprintf("%+v", p), fmt.Sprintf("%#v", p), fmt.Sprintf("%s %q", p.Token, p.Token), string(encoded)} {
		if strings.Contains(shown, "hunter2") {
			t.Errorf("shown: %s", shown)
		}
	}
	if p.Token.Reveal() != "hunter2" || fmt.Sprint(config.Secret("")) != "" {
		t.Error("a secret must be there for who needs it, and nothing is no secret")
	}
}

// FuzzLoad holds the promises: a configuration or faults, never a panic; faults
// stand on lines that exist.
func FuzzLoad(f *testing.F) {
	for _, name := range []string{"example.yaml", "bylaws.example.yaml"} {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text), "ASSENSO_ADMINS=console:anna")
	}
	f.Add("a: &x [*x]\n", "ASSENSO_STORE=redis:x")
	f.Fuzz(func(t *testing.T, text, variable string) {
		path := file(t, "c.yaml", text)
		c, faults := config.Load(path, []string{variable})
		if (c.Store == "") != (len(faults) > 0) {
			t.Fatalf("store %q with %s", c.Store, said(t, faults, ""))
		}
		standsSomewhere(t, text, faults)
	})
}

// FuzzReadBylaws does the same for bylaws.
func FuzzReadBylaws(f *testing.F) {
	text, err := os.ReadFile("bylaws.example.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	f.Add(standing)
	f.Add("? a\n: b\n<<: {c: !!int x}\n")
	f.Fuzz(func(t *testing.T, text string) {
		b, faults := config.ReadBylaws(file(t, "b.yaml", text))
		if (b.Profile == "") != (len(faults) > 0) {
			t.Fatalf("profile %q with %s", b.Profile, said(t, faults, ""))
		}
		standsSomewhere(t, text, faults)
	})
}

func standsSomewhere(t *testing.T, text string, faults []config.Fault) {
	t.Helper()
	lines := strings.Count(text, "\n") + 1
	for _, f := range faults {
		if f.Line > lines || f.File == "" || f.Why == "" || f.Line > 0 && f.Excerpt == "" {
			t.Fatalf("%+v in %d lines", f, lines)
		}
	}
}
