package command_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"assenso/bot/command"
	"assenso/bot/lang"
	"assenso/governance"
)

// The words are read once: they do not change.
var (
	loaded      = sync.OnceValues(lang.Load)
	allCommands = sync.OnceValues(func() (*command.Book, error) {
		c, err := loaded()
		if err != nil {
			return nil, err
		}
		return command.NewBook(c, command.All())
	})
)

// catalogue is one that fails the test over every word it lacks.
func catalogue(t testing.TB) *lang.Catalogue {
	t.Helper()
	c, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return c.Reporting(func(f lang.Fault) { t.Error(f) })
}

func book(t testing.TB) *command.Book {
	t.Helper()
	b, err := allCommands()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryNameOfEveryLanguageFindsItsCommand(t *testing.T) {
	for _, c := range []struct{ name, typed, want string }{
		{"the canonical name", "here", "here"},
		{"the Italian name", "presente", "here"},
		{"a slash before it", "/vota", "ballot"},
		{"capitals and spaces", "  PROCLAMA ", "proclaim"},
		{"another word for it", "contraria", "against"},
		{"accents that are not there", "regìa", "desk"},
		{"a name typed in two words", "non partecipo", "recuse"},
		{"American spelling", "favor", "favour"},
		{"what Telegram sends first", "/start", "help"},
		{"nothing", "", ""},
		{"nonsense", "xyzzy", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec, ok := book(t).Find(c.typed)
			if spec.Name != c.want || ok != (c.want != "") {
				t.Errorf("Find(%q) = %q, %v; want %q", c.typed, spec.Name, ok, c.want)
			}
		})
	}
}

func TestMistypedNamesSuggestTheNearest(t *testing.T) {
	b, r := book(t), voting(t)
	for _, c := range []struct {
		by          governance.MemberID
		typed, lang string
		want        string
	}{
		{"bruno", "presnte", "it", "presente"},
		{"bruno", "presnte", "en", "here"},
		{"anna", "votta", "it", "vota"},
		{"anna", "proclma", "it", "proclama"},
		{"bruno", "proclma", "it", ""}, // not his: he would only be refused again
		{"bruno", "voto", "it", ""},
		{"bruno", "minuts", "en", "minutes"},
		{"bruno", "zz", "it", ""},
		{"bruno", "barbabietola", "it", ""},
	} {
		if got, ok := b.Nearest(r.input(c.by), c.typed, c.lang); got != c.want || ok != (c.want != "") {
			t.Errorf("Nearest(%s, %q, %s) = %q, %v; want %q", c.by, c.typed, c.lang, got, ok, c.want)
		}
	}
}

func TestTwoCommandsWithOneNameAreRefused(t *testing.T) {
	specs := command.All()
	twin := specs[0]
	twin.Name = "presente" // the Italian name of "here", and no command's own
	_, err := command.NewBook(catalogue(t).Reporting(func(lang.Fault) {}), append(specs, twin))
	if err == nil || !strings.Contains(err.Error(), `"presente" names both here and presente`) {
		t.Errorf("got %v", err)
	}
}

func TestMissingWordsAreAllReported(t *testing.T) {
	strange := command.Spec{Name: "strange", Params: []command.Param{{Name: "x", Kind: command.Word, Choices: []string{"y"}}}}
	_, err := command.NewBook(catalogue(t).Reporting(func(lang.Fault) {}), []command.Spec{strange})
	for _, want := range []string{"command.strange.name", "command.strange.help", "command.strange.param.x.name", "command.strange.choice.y.name"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s is not among the faults: %v", want, err)
		}
	}
}

// Telegram takes names of 32 lower-case ASCII letters, digits and underscores
// and descriptions of 256 characters; Discord descriptions of 100.
func TestDeclarationsAreWhatPlatformsTake(t *testing.T) {
	b := book(t)
	valid := func(s string) bool {
		return s != "" && len(s) <= 32 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
	}
	decls := b.Decls()
	if len(decls) != len(command.All()) || len(decls) > 100 {
		t.Fatalf("%d declarations of %d commands", len(decls), len(command.All()))
	}
	for _, d := range decls {
		for _, l := range []string{"it", "en"} {
			if !valid(d.Spoken[l]) {
				t.Errorf("%s: name %q in %s", d.Name, d.Spoken[l], l)
			}
			if n := len([]rune(d.Help[l])); n < 5 || n > 100 {
				t.Errorf("%s: help of %d characters in %s", d.Name, n, l)
			}
			if spec, ok := b.Find(d.Spoken[l]); !ok || spec.Name != d.Name {
				t.Errorf("%s is not found as %q", d.Name, d.Spoken[l])
			}
			for _, p := range d.Params {
				if !valid(p.Spoken[l]) || len([]rune(p.Help[l])) < 5 || len([]rune(p.Help[l])) > 100 {
					t.Errorf("%s %s in %s: %q, %q", d.Name, p.Name, l, p.Spoken[l], p.Help[l])
				}
				if !slices.Contains([]string{"text", "member", "item", "number", "duration"}, p.Kind) {
					t.Errorf("%s %s: kind %q", d.Name, p.Name, p.Kind)
				}
			}
		}
	}
}

// The usage and the example of a command are what its own parser reads.
func TestUsageAndExamplesBeginWithTheName(t *testing.T) {
	b, c := book(t), catalogue(t)
	for _, l := range c.Languages() {
		s := c.In(l, time.UTC)
		for _, spec := range b.Specs() {
			key := "command." + spec.Name
			name := "/" + s.Plain(lang.T(key+".name"))
			for _, k := range []string{key + ".usage", key + ".example"} {
				text := s.Plain(lang.T(k))
				if first, _, _ := strings.Cut(text, " "); first != name {
					t.Errorf("%s %s: %q does not begin with %s", l, k, text, name)
				}
			}
		}
	}
}

// The constants are read from the source, so that none can be forgotten.
func TestEveryRefusalHasWordsThatSayWhatToDo(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "refusals.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var reasons []string
	ast.Inspect(file, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING && !strings.ContainsAny(l.Value, "/. ") {
			reasons = append(reasons, strings.Trim(l.Value, `"`))
		}
		return true
	})
	reasons = slices.DeleteFunc(reasons, func(r string) bool { return !strings.Contains(r, "-") })
	if len(reasons) < 20 {
		t.Fatalf("only %d reasons found: %v", len(reasons), reasons)
	}
	c := catalogue(t)
	for _, l := range c.Languages() {
		for _, why := range reasons {
			if !c.In(l, time.UTC).Has("refusal." + why) {
				t.Errorf("%s: no words for %s", l, why)
			}
		}
	}
}
