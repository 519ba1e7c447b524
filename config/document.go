package config

import (
	"encoding"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// mostBytes bounds a file of ours: more is a mistake.
const mostBytes = 64 << 10

// document is a YAML file on its way into values. The library's own strict
// decoding stops at the first fault; this finds them all, each with its place.
type document struct {
	file   string
	lines  []string
	root   ast.Node // nil for an empty file
	places map[string]place
	faults []Fault
	// whole are the sections that replace what they override, instead of
	// changing single fields of it: half a rule is another rule.
	whole map[string]bool
}

// place is where the value of a field stands. A variable has no line.
type place struct {
	file         string
	line, column int
}

// open reads a file. It returns a document that may already have faults, and
// then no root.
func open(path string) *document {
	d := &document{file: path, places: make(map[string]place)}
	data, why := slurp(path, mostBytes)
	if why != nil {
		d.faults = append(d.faults, *why)
		return d
	}
	d.parse(data)
	return d
}

// slurp reads a file of a bounded size.
func slurp(path string, most int) ([]byte, *Fault) {
	f := &Fault{File: path}
	data, err := readAtMost(path, most+1)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.Why, f.Args = FileMissing, args([]any{"path", path})
	case err != nil:
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		f.Why, f.Args = FileUnreadable, args([]any{"path", path, "why", err.Error()})
	case len(data) > most:
		f.Why, f.Args = FileTooLarge, args([]any{"path", path, "most", most >> 10})
	default:
		return data, nil
	}
	return nil, f
}

func (d *document) parse(data []byte) {
	d.lines = strings.Split(string(data), "\n")
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		at := place{file: d.file, line: 1, column: 1}
		why := err.Error()
		if e := yaml.Error(nil); errors.As(err, &e) {
			at, why = d.placeOf(e.GetToken()), e.GetMessage()
		}
		d.fail(at, Syntax, "why", why)
		return
	}
	for _, doc := range file.Docs {
		switch {
		case doc.Body == nil:
		case d.root == nil:
			d.root = doc.Body
		default:
			d.fail(d.placeOf(doc.Body.GetToken()), TwoDocuments)
		}
	}
}

// placeOf is where a token stands, on a line that exists.
func (d *document) placeOf(t *token.Token) place {
	at := place{file: d.file, line: 1, column: 1}
	if t != nil && t.Position != nil {
		at.line = min(max(1, t.Position.Line), max(1, len(d.lines)))
		at.column = max(1, t.Position.Column)
	}
	return at
}

// fail notes a fault at a place; the arguments are pairs of a name and a value.
func (d *document) fail(at place, why Reason, pairs ...any) {
	f := Fault{File: at.file, Line: at.line, Column: at.column, Why: why, Args: args(pairs)}
	if at.file == d.file && at.line > 0 && at.line <= len(d.lines) {
		line := d.lines[at.line-1]
		switch {
		case d.secret(at.line), why == WantSection: // a secret may stand in place of its section
			line = cut(line, at.column-1) + "…"
		case why == UnknownField: // a misspelt name may hide a secret
			line = cut(line, at.column-1) + keyOf(line, at.column)
		}
		f.Excerpt = mark(line, at.column)
	}
	d.faults = append(d.faults, f)
}

// secret reports whether a line stands under a key that names a secret.
func (d *document) secret(line int) bool {
	under := indentOf(d.lines[line-1])
	if strings.HasPrefix(strings.TrimSpace(d.lines[line-1]), "-") {
		under++ // a list may begin at the column of its key
	}
	for i := line - 2; i >= 0 && under > 0; i-- {
		above := d.lines[i]
		if strings.TrimSpace(above) == "" || indentOf(above) >= under {
			continue
		}
		if m := named.FindStringSubmatch(above + " …"); m != nil && !isPath(m[1]) {
			return true
		}
		under = indentOf(above)
	}
	return false
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// keyOf is the key that begins at a column of a line.
func keyOf(line string, column int) string {
	rest := strings.TrimPrefix(line, cut(line, column-1))
	if i := strings.IndexAny(rest, ":,}"); i >= 0 {
		return rest[:i] + ":"
	}
	return rest
}

// at is where a field stands, or the section it would stand in, or the file.
func (d *document) at(field string) place {
	for {
		if p, ok := d.places[field]; ok {
			return p
		}
		i := strings.LastIndexAny(field, ".[")
		if i < 0 {
			return place{file: d.file}
		}
		field = field[:i]
	}
}

// has reports whether the file itself says something about a field.
func (d *document) has(field string) bool {
	_, ok := d.places[field]
	return ok
}

// decode puts a node into a value.
func (d *document) decode(n ast.Node, v reflect.Value, field string) {
	switch n := n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		d.fail(d.placeOf(n.GetToken()), NoReferences, "field", field)
		return
	case *ast.NullNode:
		if v.Kind() == reflect.Pointer {
			v.SetZero()
		}
		return
	}
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		v = v.Elem()
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if text, ok := scalar(n); !ok || u.UnmarshalText([]byte(text)) != nil {
			d.fail(d.placeOf(n.GetToken()), WantLength, "field", field, "value", text)
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.section(n, v, field)
	case reflect.Slice:
		d.list(n, v, field)
	default:
		d.scalar(n, v, field)
	}
}

// scalar is the text of a node that is one word or sentence.
func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	return "", false
}

func (d *document) scalar(n ast.Node, v reflect.Value, field string) {
	text, ok := scalar(n)
	at := d.placeOf(n.GetToken())
	switch v.Kind() {
	case reflect.String:
		if !ok {
			d.fail(at, WantText, "field", field)
			return
		}
		v.SetString(text)
	case reflect.Bool:
		b, isBool := n.(*ast.BoolNode)
		if !isBool {
			d.fail(at, WantYesNo, "field", field, "value", text)
			return
		}
		v.SetBool(b.Value)
	case reflect.Int:
		i, err := strconv.ParseInt(text, 10, 32)
		if _, isInt := n.(*ast.IntegerNode); !isInt || err != nil {
			d.fail(at, WantNumber, "field", field, "value", text)
			return
		}
		v.SetInt(i)
	default:
		panic("config: no way to read a " + v.Type().String())
	}
}

func (d *document) list(n ast.Node, v reflect.Value, field string) {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		d.fail(d.placeOf(n.GetToken()), WantList, "field", field)
		return
	}
	list := reflect.MakeSlice(v.Type(), len(seq.Values), len(seq.Values))
	for i, value := range seq.Values {
		name := item(field, i)
		d.places[name] = d.placeOf(value.GetToken())
		if _, null := value.(*ast.NullNode); null {
			d.fail(d.places[name], WantText, "field", name)
			continue
		}
		d.decode(value, list.Index(i), name)
	}
	v.Set(list)
}

// section reads a mapping into a struct, field by field.
func (d *document) section(n ast.Node, v reflect.Value, field string) {
	m, ok := n.(ast.MapNode)
	if !ok {
		d.fail(d.placeOf(n.GetToken()), WantSection, "field", field)
		return
	}
	if d.whole[field] {
		v.SetZero()
	}
	fields := fieldsOf(v)
	seen := make(map[string]int)
	for it := m.MapRange(); it.Next(); {
		at := d.placeOf(it.Key().GetToken())
		key, plain := scalar(it.Key())
		name := key
		if field != "" {
			name = field + "." + key
		}
		switch f, known := fields[key]; {
		case !plain:
			d.fail(at, NoReferences, "field", field)
		case !known:
			d.fail(at, UnknownField, "field", name, "nearest", nearest(key, names(fields)))
		case seen[key] > 0:
			d.fail(at, RepeatedField, "field", name, "other", seen[key])
		default:
			seen[key] = at.line
			d.places[name] = at
			if _, ok := scalar(it.Value()); ok {
				d.places[name] = d.placeOf(it.Value().GetToken())
			}
			d.decode(it.Value(), f, name)
		}
	}
}

// fieldsOf are the fields of a struct by their YAML names, those of embedded
// structs among them.
func fieldsOf(v reflect.Value) map[string]reflect.Value {
	fields := make(map[string]reflect.Value)
	for i := range v.NumField() {
		t := v.Type().Field(i)
		name, _, _ := strings.Cut(t.Tag.Get("yaml"), ",")
		switch {
		case t.Anonymous:
			for n, f := range fieldsOf(v.Field(i)) {
				fields[n] = f
			}
		case name != "" && name != "-":
			fields[name] = v.Field(i)
		}
	}
	return fields
}

func names(fields map[string]reflect.Value) []string {
	return slices.Sorted(maps.Keys(fields))
}

// readAtMost reads the first n bytes of a file.
func readAtMost(path string, n int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, int64(n)))
}
