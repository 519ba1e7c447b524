package meeting_test

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

var rewrite = flag.Bool("rewrite", false, "write the output of the scripts into testdata")

// The rules, as conversations: every file of testdata is a meeting, or several.
// A block is commands, a line of four dashes, and what they led to; a blank
// line ends it. Lines that begin with # say which rule is shown.
//
// A command begins with who gives it ("ballot anna"). by=, for=, said= and at=
// tell otherwise; a leading dot hushes what it leads to. "again" begins a new
// meeting. The verbs are in verbs_test.go.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			old, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			now := play(t, string(old))
			if again := play(t, string(old)); again != now {
				t.Errorf("the same script led to something else:\n%s", lineDiff(now, again))
			}
			if *rewrite && now != string(old) {
				if err := os.WriteFile(file, []byte(now), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if now != string(old) {
				t.Errorf("%s (run with -rewrite to accept):\n%s", file, lineDiff(string(old), now))
			}
		})
	}
}

// play runs a script and returns it with the output it has now.
func play(t *testing.T, text string) string {
	t.Helper()
	var out strings.Builder
	p := newPlay(t)
	inOutput := false
	var said []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch {
		case inOutput && line == "":
			inOutput = false
			out.WriteString("\n")
		case inOutput: // the old output
		case line == "----":
			inOutput = true
			out.WriteString("----\n")
			for _, l := range said {
				out.WriteString(l + "\n")
			}
			said = nil
		default:
			out.WriteString(line + "\n")
			if line != "" && !strings.HasPrefix(line, "#") {
				said = append(said, p.line(line)...)
			}
		}
	}
	p.finish()
	return out.String()
}

// lineDiff shows where two texts part.
func lineDiff(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	var out strings.Builder
	for i := range max(len(x), len(y)) {
		var l, r string
		if i < len(x) {
			l = x[i]
		}
		if i < len(y) {
			r = y[i]
		}
		if l != r {
			fmt.Fprintf(&out, "line %d\n- %s\n+ %s\n", i+1, l, r)
		}
	}
	return out.String()
}

// playing is one script under way.
type playing struct {
	t    *testing.T
	zone *time.Location
	now  time.Time
	*record

	call meeting.Convene // as the setting verbs leave it
}

func newPlay(t *testing.T) *playing {
	t.Helper()
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	p := &playing{t: t, zone: rome}
	p.reset()
	return p
}

func (p *playing) reset() {
	p.record = newRecord(p.t)
	p.now = time.Date(2026, 10, 12, 10, 0, 0, 0, p.zone)
	p.call = meeting.Convene{
		Meeting: "m1",
		Body:    meeting.Body{ID: "board", Name: "Consiglio", Kind: governance.Council},
		Number:  1, Year: "2026-27", Bylaws: istituto(),
		Officers: map[governance.Office]governance.MemberID{},
		Convocation: meeting.Convocation{
			At: time.Date(2026, 11, 24, 16, 30, 0, 0, p.zone), Mode: governance.Mixed,
			Place: "Sede", Places: []string{"sala"},
		},
		Agenda: []meeting.Point{{Title: "Bilancio"}, {Title: "Calendario"}},
	}
}

// line runs one line and returns what it led to.
func (p *playing) line(text string) []string {
	p.t.Helper()
	quiet := strings.HasPrefix(text, ".")
	a, err := parseArgs(strings.TrimPrefix(text, "."))
	if err != nil {
		return []string{"error: " + err.Error()}
	}
	out, err := p.verb(a)
	switch {
	case err != nil:
		return append(out, p.told(err))
	case quiet:
		return nil
	}
	return out
}

// told is a refusal or an error, as scripts show it.
func (p *playing) told(err error) string {
	var r *governance.Refusal
	if !errors.As(err, &r) {
		return "error: " + err.Error()
	}
	out := "refused " + string(r.Why)
	for _, k := range slices.Sorted(maps.Keys(r.Args)) {
		v := r.Args[k]
		if t, ok := v.(time.Time); ok {
			v = p.clockOf(t)
		}
		out += fmt.Sprintf(" %s=%v", k, v)
	}
	return out
}

// do gives a command to the meeting now.
func (p *playing) do(m governance.Meta, c meeting.Command) ([]string, error) {
	p.t.Helper()
	if m.At.IsZero() {
		m.At = p.now
	}
	events, err := p.give(m, c)
	if err != nil {
		return nil, err
	}
	if len(events) == 0 {
		return []string{"nothing"}, nil
	}
	out := make([]string, len(events))
	for i, e := range events {
		out[i] = p.describe(e)
	}
	return out, nil
}

// until lets time pass; what is due happens on the way.
func (p *playing) until(t time.Time) ([]string, error) {
	p.t.Helper()
	var out []string
	for range 100 {
		due, ok := p.live.NextDeadline()
		if !ok || due.After(t) {
			break
		}
		if due.After(p.now) {
			p.now = due
		}
		did, err := p.do(governance.Meta{}, meeting.Elapse{})
		if err != nil {
			return out, err
		}
		out = append(out, did...)
	}
	if t.After(p.now) {
		p.now = t
	}
	return out, nil
}

// args are the words of a line.
type args struct {
	verb string
	pos  []string
	key  map[string]string
}

func parseArgs(line string) (args, error) {
	a := args{key: map[string]string{}}
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimLeft(line, " ") {
		word := line
		if i := strings.IndexAny(line, " \""); i >= 0 {
			word = line[:i]
		}
		line = line[len(word):]
		quoted := strings.HasPrefix(line, `"`)
		if quoted {
			end := strings.Index(line[1:], `"`)
			if end < 0 {
				return a, errors.New("a quotation without end")
			}
			word, line = word+line[1:end+1], line[end+2:]
		}
		k, v, isKey := strings.Cut(word, "=")
		switch {
		case isKey && k != "" && !strings.Contains(k, " "):
			a.key[k] = v
		case a.verb == "":
			a.verb = word
		default:
			a.pos = append(a.pos, word)
		}
	}
	return a, nil
}

// at is the n-th word after the verb, or empty.
func (a args) at(n int) string {
	if n < len(a.pos) {
		return a.pos[n]
	}
	return ""
}

// has reports a bare word among the arguments.
func (a args) has(word string) bool {
	for _, w := range a.pos {
		if w == word {
			return true
		}
	}
	return false
}

func (a args) length(key string) time.Duration {
	d, _ := time.ParseDuration(a.key[key])
	return d
}

func ids(words []string) []governance.MemberID {
	var l []governance.MemberID
	for _, w := range words {
		l = append(l, governance.MemberID(w))
	}
	return l
}

// clock reads "16:31:05", "-5s" (before now) or "2026-10-25T02:30:00+01:00".
func (p *playing) clock(s string) (time.Time, error) {
	if d, err := time.ParseDuration(s); err == nil {
		return p.now.Add(d), nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.In(p.zone), nil
	}
	if t, err := time.ParseInLocation("2006-01-02 15:04", s, p.zone); err == nil {
		return t, nil
	}
	for _, layout := range []string{"15:04:05.999", "15:04"} {
		if t, err := time.Parse(layout, s); err == nil {
			y, m, d := p.now.In(p.zone).Date()
			return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), p.zone), nil
		}
	}
	return time.Time{}, fmt.Errorf("time %q", s)
}
