package minutes_test

import (
	"encoding"
	"encoding/json"
	"fmt"
	"go/ast"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
	"assenso/governance/minutes/minutestest"
)

const schemaFile = "../../docs/minutes.schema.json"

// The published schema is made from the types and their comments, so that it
// cannot say anything else than what is written.
func TestThePublishedSchemaIsTrue(t *testing.T) {
	g := newGenerator(t)
	root := g.schema(reflect.TypeFor[minutes.Minutes](), "")
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = minutes.Schema
	root["$defs"] = g.defs
	g.defs["Minutes"].(object)["properties"].(object)["schema"].(object)["const"] = minutes.Schema
	b, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, schemaFile, append(b, '\n'))
	var read object
	if err := json.Unmarshal(b, &read); err != nil {
		t.Fatal(err)
	}
	for _, records := range [][]minutes.Recorded{
		minutestest.Board(t), minutestest.Unapproved(t, true), minutestest.Unapproved(t, false), toTheDraft(t).Records(),
	} {
		var doc any
		if err := json.Unmarshal(encoded(t, minutes.Compile(records)), &doc); err != nil {
			t.Fatal(err)
		}
		for _, fault := range faults(read, read, doc, "") {
			t.Error(fault)
		}
	}
}

func TestTheSchemaRefusesWhatIsNoMinutes(t *testing.T) {
	g := newGenerator(t)
	root := g.schema(reflect.TypeFor[minutes.Minutes](), "")
	root["$defs"] = g.defs
	b, _ := json.Marshal(root)
	var read object
	if err := json.Unmarshal(b, &read); err != nil {
		t.Fatal(err)
	}
	good := string(encoded(t, minutes.Compile(minutestest.Board(t))))
	for _, c := range [][2]string{
		{`"kind": "note"`, `"kind": "song"`},
		{`"n": 1,`, `"n": "one",`},
		{`"upto": 115`, `"until": 115`},
		{`"round": "2/1"`, `"round": "two"`},
	} {
		if !strings.Contains(good, c[0]) {
			t.Fatalf("no %s in the minutes", c[0])
		}
		var doc any
		if err := json.Unmarshal([]byte(strings.Replace(good, c[0], c[1], 1)), &doc); err != nil {
			t.Fatal(err)
		}
		if faults(read, read, doc, "") == nil {
			t.Errorf("%s instead of %s is let through", c[1], c[0])
		}
	}
}

type object = map[string]any

// generator turns types into schemas, with what the source says of them.
type generator struct {
	defs  object
	says  map[string]string   // of a type, or of a field as Type.Field
	enums map[string][]string // constants of a type
}

func newGenerator(t *testing.T) *generator {
	g := &generator{defs: object{}, says: map[string]string{}, enums: map[string][]string{}}
	for pkg, dir := range map[string]string{"minutes": ".", "meeting": "../meeting", "governance": ".."} {
		for _, f := range parsed(t, dir) {
			for _, d := range f.Decls {
				if d, ok := d.(*ast.GenDecl); ok {
					g.read(pkg, d)
				}
			}
		}
	}
	for _, values := range g.enums {
		slices.Sort(values)
	}
	return g
}

func (g *generator) read(pkg string, d *ast.GenDecl) {
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			name := pkg + "." + s.Name.Name
			g.says[name] = said(d.Doc, s.Doc)
			if st, ok := s.Type.(*ast.StructType); ok {
				for _, f := range st.Fields.List {
					for _, n := range f.Names {
						g.says[name+"."+n.Name] = said(f.Doc, f.Comment)
					}
				}
			}
		case *ast.ValueSpec:
			id, ok := s.Type.(*ast.Ident)
			if !ok {
				continue
			}
			for _, v := range s.Values {
				if lit, ok := v.(*ast.BasicLit); ok {
					if text, err := strconv.Unquote(lit.Value); err == nil && text != "" {
						g.enums[pkg+"."+id.Name] = append(g.enums[pkg+"."+id.Name], text)
					}
				}
			}
		}
	}
}

func said(groups ...*ast.CommentGroup) string {
	for _, c := range groups {
		if text := strings.Join(strings.Fields(c.Text()), " "); text != "" {
			return text
		}
	}
	return ""
}

func (g *generator) schema(t reflect.Type, says string) object {
	s := g.form(t)
	if says != "" {
		s["description"] = says
	}
	return s
}

func (g *generator) form(t reflect.Type) object {
	switch t {
	case reflect.TypeFor[time.Time]():
		return object{"type": "string", "format": "date-time"}
	case reflect.TypeFor[governance.Duration]():
		return object{"type": "string", "pattern": `^([0-9.]+(h|m|s|ms|µs|ns))+$`}
	case reflect.TypeFor[meeting.Round]():
		return object{"type": "string", "pattern": `^([0-9]+|minutes|change-[0-9]+)/[0-9]+$`}
	}
	if t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		panic(fmt.Sprintf("say how %s is written", t))
	}
	switch t.Kind() {
	case reflect.Pointer:
		return g.form(t.Elem())
	case reflect.Slice:
		return object{"type": "array", "items": g.schema(t.Elem(), "")}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.Uint64:
		return object{"type": "integer", "minimum": 0}
	case reflect.String:
		s := object{"type": "string"}
		if values := g.enums[t.String()]; values != nil {
			s["enum"] = values
		}
		return s
	case reflect.Struct:
		return object{"$ref": "#/$defs/" + g.define(t)}
	default:
		panic(fmt.Sprintf("no schema for %s", t))
	}
}

// define writes a struct down once; those of other packages keep their package's name.
func (g *generator) define(t reflect.Type) string {
	name := strings.TrimPrefix(t.String(), "minutes.")
	if g.defs[name] != nil {
		return name
	}
	def := object{"type": "object", "additionalProperties": false, "description": g.says[t.String()]}
	g.defs[name] = def
	properties, required := object{}, []string{}
	for i := range t.NumField() {
		f := t.Field(i)
		key, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if key == "" {
			panic(fmt.Sprintf("%s.%s has no name in JSON", t, f.Name))
		}
		properties[key] = g.schema(f.Type, g.says[t.String()+"."+f.Name])
		if options == "" {
			required = append(required, key)
		}
	}
	def["properties"], def["required"] = properties, required
	return name
}

// faults are what a document lacks to be as a schema says; it knows the words
// the generator uses.
func faults(root, s object, v any, at string) []string {
	if ref, ok := s["$ref"].(string); ok {
		s = root["$defs"].(object)[strings.TrimPrefix(ref, "#/$defs/")].(object)
	}
	var all []string
	fault := func(format string, args ...any) { all = append(all, at+": "+fmt.Sprintf(format, args...)) }
	switch v := v.(type) {
	case object:
		properties, _ := s["properties"].(object)
		for _, k := range asList(s["required"]) {
			if _, ok := v[k.(string)]; !ok {
				fault("%s is missing", k)
			}
		}
		for k, e := range v {
			p, ok := properties[k].(object)
			if !ok {
				fault("%s is not known", k)
				continue
			}
			all = append(all, faults(root, p, e, at+"/"+k)...)
		}
	case []any:
		items, ok := s["items"].(object)
		if !ok {
			fault("a list")
			break
		}
		for i, e := range v {
			all = append(all, faults(root, items, e, at+"/"+strconv.Itoa(i))...)
		}
	case string:
		if values := asList(s["enum"]); s["type"] != "string" || values != nil && !slices.Contains(values, any(v)) {
			fault("%q is not one of %v", v, values)
		}
		if p, ok := s["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(v) {
			fault("%q is not %s", v, p)
		}
	case bool:
		if s["type"] != "boolean" {
			fault("%v", v)
		}
	default:
		if s["type"] != "integer" {
			fault("%v", v)
		}
	}
	return all
}

func asList(v any) []any {
	l, _ := v.([]any)
	return l
}
