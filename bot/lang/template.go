package lang

import (
	"fmt"
	"strings"
	"text/template/parse"

	"assenso/bot/chat"
)

// countArg is the argument that chooses the plural form.
const countArg = "count"

// template is a sentence with blanks. Its marks are read from its own literal
// text when it is compiled, so no argument can be taken for one.
//
// The syntax is that of text/template, of which three things are known:
// {{.name}}, {{function .name}} and {{if .name}}…{{else}}…{{end}}. An argument
// asked for by if is optional; every other one is not.
type template struct{ parts []part }

// part is a run of literal text, a blank, or a choice.
type part struct {
	literal string
	mark    chat.Mark
	arg     string
	format  string // the function the argument goes through; empty: as it is
	choice  bool   // arg given: then; not given: or
	then    []part
	or      []part
}

// formats are the functions a blank may name. Speaker.format has what they do.
var formats = map[string]any{
	"date": true, "day": true, "clock": true, "clocks": true,
	"length": true, "number": true, "list": true, "either": true, "run": true, "capital": true,
}

func compile(text string) (*template, error) {
	trees, err := parse.Parse("words", strings.TrimRight(text, "\n"), "", "", formats)
	if err != nil {
		return nil, err
	}
	c := compiler{marks: &marker{}}
	t := &template{}
	if tree := trees["words"]; tree != nil && tree.Root != nil {
		if t.parts, err = c.list(tree.Root); err != nil {
			return nil, err
		}
	}
	return t, c.marks.end()
}

type compiler struct{ marks *marker }

func (c compiler) list(l *parse.ListNode) ([]part, error) {
	if l == nil {
		return nil, nil
	}
	var parts []part
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			parts = append(parts, c.marks.read(string(n.Text))...)
		case *parse.ActionNode:
			format, arg, err := blank(n.Pipe)
			if err != nil {
				return nil, err
			}
			parts = append(parts, part{arg: arg, format: format, mark: c.marks.now})
		case *parse.IfNode:
			p, err := c.choice(n)
			if err != nil {
				return nil, err
			}
			parts = append(parts, p)
		default:
			return nil, fmt.Errorf("%s is not known in words", n)
		}
	}
	return parts, nil
}

// choice compiles an if. A mark must begin and end on the same side of it.
func (c compiler) choice(n *parse.IfNode) (part, error) {
	format, arg, err := blank(n.Pipe)
	if err != nil {
		return part{}, err
	}
	if format != "" {
		return part{}, fmt.Errorf("if takes an argument, not {{%s}}", n.Pipe)
	}
	before := c.marks.now
	p := part{choice: true, arg: arg}
	if p.then, err = c.list(n.List); err != nil {
		return part{}, err
	}
	if c.marks.now != before {
		return part{}, fmt.Errorf("a mark crosses {{if .%s}}", arg)
	}
	if p.or, err = c.list(n.ElseList); err != nil {
		return part{}, err
	}
	if c.marks.now != before {
		return part{}, fmt.Errorf("a mark crosses {{if .%s}}", arg)
	}
	return p, nil
}

// blank reads {{.name}} and {{function .name}}.
func blank(p *parse.PipeNode) (format, arg string, err error) {
	unknown := fmt.Errorf("{{%s}}: write {{.name}} or {{function .name}}", p)
	if len(p.Cmds) != 1 || len(p.Decl) > 0 {
		return "", "", unknown
	}
	args := p.Cmds[0].Args
	if len(args) == 2 {
		f, ok := args[0].(*parse.IdentifierNode)
		if !ok {
			return "", "", unknown
		}
		if _, ok := formats[f.Ident]; !ok {
			return "", "", fmt.Errorf("{{%s}}: no such function in words", p)
		}
		format, args = f.Ident, args[1:]
	}
	if len(args) != 1 {
		return "", "", unknown
	}
	f, ok := args[0].(*parse.FieldNode)
	if !ok || len(f.Ident) != 1 {
		return "", "", unknown
	}
	return format, f.Ident[0], nil
}

// blanks lists the arguments of the template, some perhaps twice.
func (t *template) blanks() []string { return blanksOf(t.parts) }

func blanksOf(parts []part) []string {
	var names []string
	for _, p := range parts {
		if p.arg != "" {
			names = append(names, p.arg)
		}
		names = append(names, blanksOf(p.then)...)
		names = append(names, blanksOf(p.or)...)
	}
	return names
}
