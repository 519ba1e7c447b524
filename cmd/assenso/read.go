package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"assenso/bot/lang"
	"assenso/bot/reading"
)

// readCmd reads messages as during a ballot.
type readCmd struct {
	File  string `arg:"" optional:"" help:"${help_messages}" type:"existingfile"`
	JSON  bool   `help:"${help_json}"`
	Eval  string `help:"${help_eval}" type:"existingfile"`
	Item  int    `help:"${help_item}" default:"1"`
	Title string `help:"${help_title}"`

	LeastAccuracy float64 `help:"${help_least_accuracy}"`
	MostWrongful  int     `help:"${help_most_wrongful}" default:"-1"`
	MostMissed    int     `help:"${help_most_missed}" default:"-1"`
	MostAsked     int     `help:"${help_most_asked}" default:"-1"`
}

// Run prints a reading a message, or scores a labelled file.
func (c *readCmd) Run(a *app) error {
	reader, err := a.reader()
	if err != nil {
		return err
	}
	if c.Eval != "" {
		return c.eval(a, reader)
	}
	in := a.std.in
	if c.File != "" {
		f, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	cases, err := c.cases(in)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(a.std.out)
	for _, one := range cases {
		r := reader.Read(one.Message, one.Context)
		if c.JSON {
			if err := json.NewEncoder(out).Encode(readingLine{one.Message, r.Act, r.Sure, r.Leaning, r.Reason, r.Span, r.Statement}); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintln(out, a.say("cli.reading", "act", lang.T("cli.act."+string(r.Act)), "sure", r.Sure,
			"why", lang.T("reading.reason."+string(r.Reason)), "text", strings.ReplaceAll(one.Message, "\n", " ⏎ ")))
	}
	return out.Flush()
}

// readingLine is a reading as a tool reads it.
type readingLine struct {
	Text      string         `json:"text"`
	Act       reading.Act    `json:"act"`
	Sure      int            `json:"sure"`
	Leaning   reading.Act    `json:"leaning,omitempty"`
	Reason    reading.Reason `json:"reason"`
	Span      [2]int         `json:"span"`
	Statement string         `json:"statement,omitempty"`
}

// cases reads a labelled or unlabelled TSV, known by its header, or one
// message a line.
func (c *readCmd) cases(in io.Reader) ([]reading.Case, error) {
	data, err := io.ReadAll(io.LimitReader(in, 64<<20))
	if err != nil {
		return nil, err
	}
	header, _, _ := bytes.Cut(data, []byte("\n"))
	if bytes.Contains(header, []byte("\t")) {
		return reading.Parse(bytes.NewReader(data))
	}
	var cases []reading.Case
	for line := range strings.Lines(string(data)) {
		text := strings.ReplaceAll(strings.TrimRight(line, "\r\n"), `\n`, "\n")
		if text != "" {
			cases = append(cases, reading.Case{Message: text, Context: reading.Context{Item: c.Item, Title: c.Title}})
		}
	}
	return cases, nil
}

func (c *readCmd) eval(a *app, reader *reading.Reader) error {
	f, err := os.Open(c.Eval)
	if err != nil {
		return err
	}
	defer f.Close()
	cases, err := reading.Parse(f)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Eval, err)
	}
	s := reader.Eval(cases)
	accuracy := 100 * s.Accuracy()
	a.print("cli.score", "accuracy", strconv.FormatFloat(accuracy, 'f', 1, 64), "count", len(cases),
		"wrongful", len(s.Wrongful), "missed", len(s.Missed), "asked", len(s.Asked))
	a.confusion(s)
	for _, wrongs := range [][]reading.Wrong{s.Wrongful, s.Missed, s.Asked} {
		for _, w := range wrongs {
			a.wrong(w)
		}
	}
	over := func(n, most int) bool { return most >= 0 && n > most }
	if accuracy < c.LeastAccuracy || over(len(s.Wrongful), c.MostWrongful) ||
		over(len(s.Missed), c.MostMissed) || over(len(s.Asked), c.MostAsked) {
		return fail(1, "cli.below")
	}
	return nil
}

// confusion prints how often what should be read as one thing was read as
// another.
func (a *app) confusion(s reading.Score) {
	acts := reading.Acts()
	fmt.Fprintf(a.std.out, "%10s", "")
	for _, got := range acts {
		fmt.Fprintf(a.std.out, "%10s", got)
	}
	fmt.Fprintln(a.std.out)
	for _, want := range acts {
		fmt.Fprintf(a.std.out, "%10s", want)
		for _, got := range acts {
			fmt.Fprintf(a.std.out, "%10d", s.Confusion[want][got])
		}
		fmt.Fprintln(a.std.out)
	}
}

func (a *app) wrong(w reading.Wrong) {
	want := make([]string, len(w.Case.Accept))
	for i, act := range w.Case.Accept {
		want[i] = string(act)
	}
	a.print("cli.score-line", "line", w.Case.Line, "got", string(w.Reading.Act), "want", want, "text", w.Case.Message)
}
