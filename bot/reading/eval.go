package reading

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Case is a labelled message: one line of a labelled file.
type Case struct {
	ID      string
	Line    int // line in the file, 1 being the header
	Message string
	Context Context
	Accept  []Act // acceptable readings, best first; empty where the file has no labels
}

// Parse reads a tab-separated file of messages, header line first. Columns may come in any order: text is
// required; id, item, open (the title), accept, motion, synonyms (joined by "|"), before, reply ("bot:…",
// "question:…" for a question of ours, else a member's), silence ("off"), phase ("discussion") and edited
// ("yes") are optional; other columns are passed over. In text, motion and reply a line break is written \n.
// The error names the line at fault.
func Parse(r io.Reader) ([]Case, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	var columns []string
	var cases []Case
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSuffix(lines.Text(), "\r")
		if n == 1 {
			columns = strings.Split(strings.TrimPrefix(line, "\ufeff"), "\t")
			if !slices.Contains(columns, "text") {
				return nil, fmt.Errorf("line 1: no column named text")
			}
			continue
		}
		if line == "" {
			continue
		}
		c := Case{Line: n}
		for i, value := range strings.Split(line, "\t") {
			if i >= len(columns) {
				return nil, fmt.Errorf("line %d: %d columns, the header has %d", n, i+1, len(columns))
			}
			if err := c.set(columns[i], value); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
		}
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read labelled messages: %w", err)
	}
	return cases, nil
}

// set stores one column's value.
func (c *Case) set(column, value string) error {
	var err error
	switch column {
	case "id":
		c.ID = value
	case "item":
		if value != "" {
			c.Context.Item, err = strconv.Atoi(value)
		}
	case "open":
		c.Context.Title = value
	case "motion":
		c.Context.Motion = unescape(value)
	case "text":
		c.Message = unescape(value)
	case "accept":
		c.Accept, err = parseActs(value)
	case "before":
		if value != "" && value != "-" && value != string(None) {
			c.Context.Before, err = parseAct(value)
		}
	case "reply":
		c.Context.Reply = parseReply(value)
	case "synonyms":
		if value != "" {
			c.Context.Synonyms = strings.Split(value, "|")
		}
	case "silence":
		c.Context.SilenceOff = value == "off"
	case "phase":
		c.Context.Discussion = value == "discussion"
	case "edited":
		c.Context.Edited = value == "yes"
	}
	return err
}

func parseReply(value string) *Reply {
	if value == "" {
		return nil
	}
	who, text, named := strings.Cut(value, ":")
	switch who {
	case "bot":
		return &Reply{Bot: true, Text: unescape(strings.TrimSpace(text))}
	case "question":
		return &Reply{Bot: true, Question: true, Text: unescape(strings.TrimSpace(text))}
	}
	if !named || who != "member" {
		text = value
	}
	return &Reply{Text: unescape(strings.TrimSpace(text))}
}

func parseActs(value string) ([]Act, error) {
	if value == "" {
		return nil, nil
	}
	var acts []Act
	for name := range strings.SplitSeq(value, "|") {
		a, err := parseAct(name)
		if err != nil {
			return nil, err
		}
		acts = append(acts, a)
	}
	return acts, nil
}

func parseAct(name string) (Act, error) {
	if a := Act(strings.TrimSpace(name)); slices.Contains(Acts(), a) {
		return a, nil
	}
	return "", fmt.Errorf("unknown reading %q", name)
}

func unescape(s string) string { return strings.ReplaceAll(s, `\n`, "\n") }

// Wrong is a case whose reading is not among the acceptable ones.
type Wrong struct {
	Case    Case
	Reading Reading
}

// Score is how a Reader did on labelled cases.
type Score struct {
	Cases     int
	Right     int
	Wrongful  []Wrong             // a position or withdrawal recorded that is not acceptable
	Missed    []Wrong             // read as talk where that is not acceptable: neither recorded nor asked
	Asked     []Wrong             // unclear where a clear position was acceptable
	Needless  []Wrong             // unclear where only talk was acceptable
	Confusion map[Act]map[Act]int // cases by best acceptable reading, then by reading given
}

// Accuracy is the share of cases read acceptably, 0 to 1; 1 when there are no cases.
func (s Score) Accuracy() float64 {
	if s.Cases == 0 {
		return 1
	}
	return float64(s.Right) / float64(s.Cases)
}

// Eval reads the labelled cases and scores the readings; cases without labels are passed over.
func (r *Reader) Eval(cases []Case) Score {
	s := Score{Confusion: map[Act]map[Act]int{}}
	for _, a := range Acts() {
		s.Confusion[a] = map[Act]int{}
	}
	for _, c := range cases {
		if len(c.Accept) == 0 {
			continue
		}
		got := r.Read(c.Message, c.Context)
		s.Cases++
		s.Confusion[c.Accept[0]][got.Act]++
		s.judge(Wrong{c, got})
	}
	return s
}

func (s *Score) judge(w Wrong) {
	switch {
	case slices.Contains(w.Case.Accept, w.Reading.Act):
		s.Right++
	case w.Reading.Act == None:
		s.Missed = append(s.Missed, w)
	case w.Reading.Act != Unclear:
		s.Wrongful = append(s.Wrongful, w)
	case slices.Contains(w.Case.Accept, None):
		s.Needless = append(s.Needless, w)
	default:
		s.Asked = append(s.Asked, w)
	}
}
