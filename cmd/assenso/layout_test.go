package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// row says what the packages of one part of the tree may know. The standard
// library is open to all of them, but for what they may never see.
type row struct {
	part    string   // a folder and what lies under it; the longest that fits counts
	ours    []string // "bot/..." is bot and what lies under it
	others  []string // modules of others, or folders of them
	never   []string // of the standard library, likewise with what lies under it
	because string
}

// Every package has a row. What fits none is refused: a new folder says here
// what it may know.
func imports() []row {
	outside := []string{"context", "crypto/rand", "log", "math/rand", "net", "os", "sync"}
	words := []string{"github.com/agnivade/levenshtein", "github.com/goccy/go-yaml",
		"github.com/nicksnyder/go-i18n/v2", "golang.org/x/text"}
	const (
		pure     = "the rules are pure, so that every meeting can be replayed from its journal: no clock, no context, no I/O, no chance, no language"
		port     = "a port is read by everyone and knows nobody"
		meaning  = "words and meanings never know where anything is kept or shown"
		platform = "a platform knows chat and its own SDK, never the rules: whatever it learns enters by the front door"
		store    = "a store knows bytes and order, never what they mean"
		paper    = "who draws or keeps documents takes what it is given, and never asks the rules"
	)
	return []row{
		{"governance", nil, nil, outside, pure},
		{"governance/booking", []string{"governance"}, nil, outside, pure},
		{"governance/attendance", []string{"governance"}, nil, outside, pure},
		{"governance/meeting", []string{"governance"}, nil, outside, pure},
		{"governance/roster", []string{"governance"}, nil, outside, pure},
		{"governance/minutes", []string{"governance", "governance/meeting"}, nil, outside, pure},
		{"bot/chat", nil, nil, nil, port},
		{"bot/document", nil, nil, nil, port},
		{"bot/journal", nil, nil, nil, port},
		{"bot/memo", nil, nil, nil, port},
		{"bot/lang", []string{"governance/...", "bot/chat"}, words, nil, meaning},
		{"bot/reading", []string{"governance/...", "bot/chat"}, words, nil, meaning},
		{"bot/command", []string{"governance/...", "bot/chat", "bot/document", "bot/lang", "bot/reading"}, words, nil, meaning},
		{"bot/present", []string{"governance/...", "bot/chat", "bot/document", "bot/lang", "bot/reading"}, words, nil, meaning},
		{"bot/simulation", nil, []string{"github.com/google/uuid", "github.com/rs/zerolog"}, nil, "the simulation is a test of the application, which nobody ships"},
		{"bot", []string{"governance/...", "bot/..."}, []string{"github.com/google/uuid", "github.com/rs/zerolog"}, nil,
			"the application speaks to ports; which adapters stand behind them is said in cmd/assenso"},
		{"adapters/console", []string{"bot/chat"}, []string{"github.com/google/uuid", "github.com/mattn/go-colorable",
			"github.com/mattn/go-isatty", "golang.org/x/sys", "golang.org/x/text"}, nil, platform},
		{"adapters/discord", []string{"bot/chat"}, []string{"github.com/bwmarrin/discordgo", "github.com/gorilla/websocket"}, nil, platform},
		{"adapters/telegram", []string{"bot/chat"}, []string{"github.com/go-telegram/bot"}, nil, platform},
		{"adapters/mail", []string{"bot/chat"}, []string{"github.com/arran4/golang-ical", "github.com/emersion/go-smtp", "github.com/wneessen/go-mail"}, nil, platform},
		{"adapters/redis", []string{"bot/journal", "bot/memo"}, []string{"github.com/redis/go-redis/v9"}, nil, store},
		{"adapters/sqlite", []string{"bot/journal", "bot/memo"}, []string{"golang.org/x/sys", "modernc.org/sqlite"}, nil, store},
		{"adapters/archive", []string{"bot/document", "bot/journal"}, nil, nil, paper},
		{"adapters/pdf", []string{"bot/document", "bot/journal"}, []string{"codeberg.org/go-fonts/liberation", "codeberg.org/go-pdf/fpdf",
			"github.com/boombuler/barcode", "github.com/smallstep/pkcs7", "golang.org/x/text"}, nil, paper},
		{"config", []string{"governance"}, []string{"github.com/agnivade/levenshtein", "github.com/caarlos0/env/v11", "github.com/goccy/go-yaml"}, nil,
			"files and environment are read in one place, which hands out bylaws and settings"},
		{"cmd/assenso", []string{"..."}, []string{"..."}, nil, "the only wiring"},
	}
}

// tools may serve every test, and the contracts, in folders named …test.
func tools() []string {
	return []string{"github.com/alicebob/miniredis/v2", "github.com/google/go-cmp", "github.com/rogpeppe/go-internal",
		"go.uber.org/goleak", "pgregory.net/rapid"}
}

const module = "assenso"

func TestLayout(t *testing.T) {
	for _, f := range examine(t, os.DirFS("../..")) {
		t.Error(f)
	}
}

// examine lists the faults of a tree, in order. It reads the files itself, and
// not through the go command, so that cached results notice what changed and
// files of other systems are seen too.
func examine(t *testing.T, tree fs.FS) []string {
	t.Helper()
	h := house{tree: tree, set: token.NewFileSet(), packages: map[string]*pack{}}
	if err := fs.WalkDir(tree, ".", h.visit); err != nil {
		t.Fatal(err)
	}
	for _, dir := range slices.Sorted(maps.Keys(h.packages)) {
		h.judge(h.packages[dir])
	}
	return h.faults
}

type house struct {
	tree     fs.FS
	set      *token.FileSet
	packages map[string]*pack
	faults   []string
}

// pack is a folder with Go files: a package, perhaps with its external tests.
type pack struct {
	dir   string
	files []*file
	info  *types.Info
}

type file struct {
	name string // from the root of the tree
	test bool   // a _test file, or one of a contract
	tree *ast.File
}

func (h *house) fault(where, format string, args ...any) {
	h.faults = append(h.faults, where+": "+fmt.Sprintf(format, args...))
}

func (h *house) at(n ast.Node) string {
	p := h.set.Position(n.Pos())
	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}

func (h *house) visit(name string, d fs.DirEntry, err error) error {
	switch {
	case err != nil:
		return err
	case d.IsDir():
		return h.folder(name)
	case strings.HasSuffix(name, ".go"), slices.Contains([]string{"", ".css", ".csv", ".html", ".lua", ".md", ".mod",
		".py", ".sh", ".toml", ".txt", ".yaml", ".yml"}, path.Ext(name)):
		return h.text(name)
	}
	return nil
}

func (h *house) folder(name string) error {
	base := path.Base(name)
	if strings.Contains(name, "testdata") {
		return nil
	}
	switch top := !strings.Contains(name, "/"); {
	case name == ".":
	case base == "dist", strings.HasPrefix(base, ".") && base != ".ci":
		return fs.SkipDir
	case slices.Contains([]string{"internal", "pkg", "util", "common", "models", "types"}, base):
		h.fault(name, "a folder is named for what it knows, not for its kind")
	case top && !slices.Contains([]string{".ci", "adapters", "bot", "cmd", "config", "deploy", "docs", "governance", "tools"}, name):
		h.fault(name, "the house has its rooms: see whether one of them is the place")
	}
	return nil
}

func (h *house) text(name string) error {
	b, err := fs.ReadFile(h.tree, name)
	if err != nil {
		return err
	}
	if len(b) > 4<<20 || !utf8.Valid(b) {
		return nil
	}
	for i, line := range strings.Split(string(b), "\n") {
		for _, place := range []string{"/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "proxy.go" + "lang.org",
			"sum.go" + "lang.org", "registry." + "npmjs", "deb." + "debian.org", "py" + "pi.org", "docker" + ".io"} {
			if strings.Contains(line, place) {
				h.fault(fmt.Sprintf("%s:%d", name, i+1), "%s belongs to one machine or registry, not to the product", place)
			}
		}
	}
	if path.Ext(name) != ".go" || strings.Contains(name, "testdata/") || strings.HasPrefix(name, "tools/") {
		return nil
	}
	tree, err := parser.ParseFile(h.set, name, b, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		h.fault(name, "cannot be read: %v", err)
		return nil
	}
	dir := path.Dir(name)
	if h.packages[dir] == nil {
		h.packages[dir] = &pack{dir: dir}
	}
	f := &file{name: name, test: strings.HasSuffix(name, "_test.go") || contract(dir), tree: tree}
	if n := strings.Count(string(b), "\n"); n > 500 && !strings.HasSuffix(name, "_test.go") {
		h.fault(name, "%d lines: more than 500 are two chapters", n)
	}
	h.packages[dir].files = append(h.packages[dir].files, f)
	return nil
}

// contract tells whether a folder holds the tests that all implementations of
// its parent share: bot/journal/journaltest.
func contract(dir string) bool {
	base := path.Base(dir)
	return base == path.Base(path.Dir(dir))+"test"
}

func (h *house) judge(p *pack) {
	h.resolve(p)
	comments := 0
	for _, f := range p.files {
		h.imports(p, f)
		h.identifiers(p, f)
		if f.tree.Doc != nil && !strings.HasSuffix(f.name, "_test.go") {
			comments++
			if text := f.tree.Doc.Text(); !strings.HasPrefix(text, "Package "+f.tree.Name.Name+" ") && f.tree.Name.Name != "main" {
				h.fault(f.name, "a package comment begins with Package %s", f.tree.Name.Name)
			}
		}
	}
	production := slices.ContainsFunc(p.files, func(f *file) bool { return !strings.HasSuffix(f.name, "_test.go") })
	if production && comments != 1 {
		h.fault(p.dir, "%d package comments; there is one, in doc.go or the main file", comments)
	}
	h.variables(p)
}

// resolve finds which declaration each name means. Imported packages stay
// empty, so most expressions have no type; names need none.
func (h *house) resolve(p *pack) {
	p.info = &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	check := types.Config{Importer: empty{}, Error: func(error) {}, DisableUnusedImportCheck: true}
	byName := map[string][]*ast.File{}
	for _, f := range p.files {
		byName[f.tree.Name.Name] = append(byName[f.tree.Name.Name], f.tree)
	}
	for _, files := range byName {
		_, _ = check.Check(p.dir, h.set, files, p.info) // its errors speak of the empty packages
	}
}

type empty struct{}

func (empty) Import(name string) (*types.Package, error) {
	base := path.Base(name)
	if strings.HasPrefix(base, "v") && strings.Trim(base, "v0123456789") == "" {
		base = path.Base(path.Dir(name))
	}
	p := types.NewPackage(name, base)
	p.MarkComplete()
	return p, nil
}

func rowOf(dir string) (row, bool) {
	var best row
	for _, r := range imports() {
		if under(dir, r.part) && len(r.part) > len(best.part) {
			best = r
		}
	}
	// Only the application itself stands at the root of bot.
	fits := best.part != "" && (best.part != "bot" || dir == "bot") && (best.part != "governance" || dir == "governance")
	return best, fits
}

func under(name, folder string) bool {
	return folder == "..." || name == folder || strings.HasPrefix(name, folder+"/")
}

func anyUnder(name string, folders []string) bool {
	return slices.ContainsFunc(folders, func(f string) bool { return under(name, f) })
}

func (h *house) imports(p *pack, f *file) {
	r, ok := rowOf(p.dir)
	if !ok {
		h.fault(f.name, "no row of the import table in layout_test.go fits: say there what %s may know, and why", p.dir)
		return
	}
	for _, spec := range f.tree.Imports {
		name := strings.Trim(spec.Path.Value, `"`)
		first, _, _ := strings.Cut(name, "/")
		switch {
		case under(name, module):
			if !r.knows(strings.TrimPrefix(name, module+"/"), p.dir, f.test) {
				h.fault(h.at(spec), "%s may not import %s: %s", r.part, name, r.because)
			}
		case strings.Contains(first, "."):
			if !anyUnder(name, r.others) && !(f.test && anyUnder(name, tools())) {
				h.fault(h.at(spec), "%s may not import %s: a library is seen by few, and its row in layout_test.go names it", r.part, name)
			}
		case !f.test && anyUnder(name, r.never):
			h.fault(h.at(spec), "%s may not import %s: %s", r.part, name, r.because)
		}
	}
}

// knows tells whether a package of ours may be imported from dir. Tests may
// see the rest of their own side of the house, never across it.
func (r row) knows(name, dir string, test bool) bool {
	for _, o := range r.ours {
		if folder, all := strings.CutSuffix(o, "/..."); name == o || o == "..." || all && under(name, folder) {
			return !contract(name) || test || o == "..."
		}
	}
	if !test {
		return false
	}
	side, _, _ := strings.Cut(dir, "/")
	switch side {
	case "governance", "config":
		return under(name, "governance") || under(name, side)
	case "bot":
		return under(name, "governance") || under(name, "bot")
	}
	return under(name, r.part) || contract(name) && slices.Contains(r.ours, path.Dir(name))
}

// identifiers looks for names that nobody may give, and calls that some may
// not make.
func (h *house) identifiers(p *pack, f *file) {
	borrowed := map[*ast.Ident]bool{} // fields and methods, perhaps of a library
	ast.Inspect(f.tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok {
				borrowed[key] = true
			}
		case *ast.SelectorExpr:
			borrowed[n.Sel] = true
			h.clock(p, f, n)
		case *ast.FuncDecl:
			if n.Name.Name == "init" && n.Recv == nil {
				h.fault(h.at(n), "no init: wiring is in cmd/assenso/run.go, by hand")
			}
		case *ast.Ident:
			if strings.Contains(strings.ToLower(n.Name), "session") && !borrowed[n] {
				h.fault(h.at(n), "%s: libraries and logins own the word session; it is a meeting", n.Name)
			}
		}
		return true
	})
	if strings.Contains(strings.ToLower(f.name), "session") {
		h.fault(f.name, "libraries and logins own the word session; it is a meeting")
	}
}

func (h *house) clock(p *pack, f *file, n *ast.SelectorExpr) {
	switch {
	case p.imported(n.X) != "time":
	case n.Sel.Name == "Sleep" && !(f.test && p.bubbles()):
		h.fault(h.at(n), "time.Sleep hears no context; a test sleeps inside testing/synctest alone")
	case f.test: // which may say how long the rules take
	case under(f.name, "governance") && slices.Contains([]string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer"}, n.Sel.Name):
		h.fault(h.at(n), "time.%s: the rules know no other now than governance.Meta's", n.Sel.Name)
	}
}

// bubbles tells whether the tests of a folder keep a time of their own.
func (p *pack) bubbles() bool {
	return slices.ContainsFunc(p.files, func(f *file) bool {
		return slices.ContainsFunc(f.tree.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == `"testing/synctest"` })
	})
}

// imported is the path of the package that an expression names, if it does.
func (p *pack) imported(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok {
		if name, ok := p.info.Uses[id].(*types.PkgName); ok {
			return name.Imported().Path()
		}
	}
	return ""
}

// variables refuses package variables that change, or that others could
// change. Tables that nobody writes to, errors and embedded files are none.
func (h *house) variables(p *pack) {
	constant := map[types.Object]bool{}
	for _, f := range p.files {
		if strings.HasSuffix(f.name, "_test.go") {
			continue
		}
		for _, d := range f.tree.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
				for _, s := range g.Specs {
					h.variable(p, g, s.(*ast.ValueSpec), constant)
				}
			}
		}
	}
	for _, f := range p.files {
		ast.Inspect(f.tree, func(n ast.Node) bool {
			for _, e := range written(n) {
				if id := root(e); id != nil && constant[p.info.Uses[id]] {
					h.fault(h.at(e), "%s is a package variable: nobody writes to it", id.Name)
				}
			}
			return true
		})
	}
}

func (h *house) variable(p *pack, g *ast.GenDecl, s *ast.ValueSpec, constant map[types.Object]bool) {
	embedded := func(doc *ast.CommentGroup) bool {
		return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed") })
	}
	for i, name := range s.Names {
		if name.Name == "_" {
			continue
		}
		constant[p.info.Defs[name]] = true
		switch {
		case embedded(g.Doc), embedded(s.Doc):
		case len(s.Values) == 0:
			h.fault(h.at(name), "%s has no value yet, so somebody means to write it: no mutable package variables", name.Name)
		case i < len(s.Values) && p.mentions(s.Values[i], "errors", "fmt"):
		case name.IsExported():
			h.fault(h.at(name), "%s could be changed from anywhere: hand it out by a function", name.Name)
		case p.mentions(s, "sync", "sync/atomic"):
			h.fault(h.at(name), "%s is a package variable that changes: give it an owner", name.Name)
		}
	}
}

// mentions tells whether n uses one of these packages; sync.OnceValue, which
// makes a table when first asked, is not meant.
func (p *pack) mentions(n ast.Node, packages ...string) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && !strings.HasPrefix(s.Sel.Name, "OnceValue") {
			found = found || slices.Contains(packages, p.imported(s.X))
		}
		return !found
	})
	return found
}

// written lists the expressions to which a statement writes, or lends for writing.
func written(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			return n.Lhs
		}
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			return []ast.Expr{n.X}
		}
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			return []ast.Expr{n.Key, n.Value}
		}
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.Ident); ok && slices.Contains([]string{"append", "clear", "close", "copy", "delete"}, f.Name) && len(n.Args) > 0 {
			return n.Args[:1]
		}
	}
	return nil
}

// root is the variable of which an expression is a part.
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.IndexExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return nil
		}
	}
}
