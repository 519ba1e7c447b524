package roster_test

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assenso/governance"
	"assenso/governance/roster"
)

var rewrite = flag.Bool("rewrite", false, "write what the scripts lead to into testdata/scripts")

// TestScripts plays the conversations of testdata/scripts: orders above the line, each
// begun by the account that gives it; entries, refusals and state below. An
// indented line belongs to the order above it.
func TestScripts(t *testing.T) {
	paths, err := filepath.Glob("testdata/scripts/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			script, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(script))
			if *rewrite {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(script), got); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

const ruler = "----\n"

// play answers a script: the same text with what it leads to.
func play(t *testing.T, script string) string {
	t.Helper()
	b := newBody(t)
	var out strings.Builder
	for _, section := range strings.Split(strings.TrimSpace(script), "\n\n") {
		orders, _, _ := strings.Cut(section+"\n", ruler)
		out.WriteString(orders)
		out.WriteString(ruler)
		for _, order := range ordersOf(orders) {
			out.WriteString(b.do(order))
		}
		out.WriteString("\n")
	}
	return strings.TrimSpace(out.String()) + "\n"
}

func ordersOf(text string) []string {
	var orders []string
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "  ") && len(orders) > 0:
			orders[len(orders)-1] += "\n" + strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "  ")
		default:
			orders = append(orders, strings.TrimSuffix(line, "\n"))
		}
	}
	return orders
}

// body is a roster with its journal, as the application would keep it.
type body struct {
	t       *testing.T
	codec   *governance.Codec[roster.Event]
	state   *roster.State
	journal []governance.Recorded[roster.Event]
	now     time.Time
}

func newBody(t *testing.T) *body {
	return &body{t: t, codec: roster.NewCodec(), state: &roster.State{}, now: time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)}
}

// record decides and applies, as a lane does.
func (b *body) record(m governance.Meta, c roster.Command) ([]roster.Event, error) {
	m.At = b.now
	events, err := roster.Decide(b.state, m, c)
	for _, e := range events {
		r := governance.Recorded[roster.Event]{Seq: b.state.Seq + 1, Meta: m, Event: e}
		b.state.Apply(r)
		b.journal = append(b.journal, r)
	}
	b.now = b.now.Add(time.Minute)
	return events, err
}

// do plays one order and tells what it led to.
func (b *body) do(order string) string {
	head, rest, _ := strings.Cut(order, "\n")
	words := fields(b.t, head)
	switch words[0] {
	case "state":
		return tell(b.state)
	case "carried":
		return carried(b.state)
	case "registry":
		return registry(b.state)
	}
	account, verb, args := words[0], words[1], words[2:]
	m := governance.Meta{By: b.state.Accounts[account]}
	if len(args) > 0 && args[len(args)-1] == "by-order" {
		m.For, args = governance.Chair, args[:len(args)-1]
	}
	var c roster.Command
	if verb == "import" {
		imported, faults := b.list(account, args, rest)
		if faults != "" {
			return faults
		}
		c = imported
	} else {
		c = b.command(account, verb, args)
	}
	events, err := b.record(m, c)
	var out strings.Builder
	var no *governance.Refusal
	if errors.As(err, &no) {
		fmt.Fprintln(&out, no)
	} else if err != nil {
		b.t.Fatal(err)
	}
	for _, e := range events {
		fmt.Fprintln(&out, b.line(e))
	}
	if out.Len() == 0 {
		return "holds already\n"
	}
	return out.String()
}

var bylawsJSON = regexp.MustCompile(`"bylaws":\{.*?"mass_drops":\d+\}`)

// line is an entry as the journal has it, bylaws shortened.
func (b *body) line(e roster.Event) string {
	data, private, err := b.codec.Encode(e)
	if err != nil {
		b.t.Fatal(err)
	}
	s := e.Name() + " " + bylawsJSON.ReplaceAllString(string(data), `"bylaws":…`)
	if private != nil {
		s += " private " + string(private)
	}
	return s
}

func (b *body) command(account, verb string, args []string) roster.Command {
	arg := func(i int) string {
		if i < len(args) {
			return args[i]
		}
		return ""
	}
	number := func(i int) int {
		n, err := strconv.Atoi(arg(i))
		if err != nil {
			b.t.Fatalf("%s: %v", verb, err)
		}
		return n
	}
	switch verb {
	case "found":
		return roster.Found{ID: governance.BodyID(arg(0)), Kind: governance.BodyKind(arg(1)), Name: arg(2), Bylaws: bylaws(9), Admin: account}
	case "adopt":
		return roster.AdoptBylaws{Bylaws: bylaws(time.Month(number(0))), Admin: account}
	case "basis":
		return roster.SetBasis{Basis: strings.Join(args, " "), Admin: account}
	case "places":
		return roster.SetPlaces{Places: args, Admin: account}
	case "assign":
		return roster.Assign{Office: governance.Office(arg(0)), Member: governance.MemberID(arg(1)), Admin: account}
	case "add-admin":
		return roster.AddAdmin{Account: arg(0), Admin: account}
	case "dismiss":
		return roster.DismissAdmin{Account: arg(0), Admin: account}
	case "link":
		return roster.LinkAccount{Account: arg(0), Member: governance.MemberID(arg(1)), Admin: account}
	case "unlink":
		return roster.UnlinkAccount{Account: arg(0), Admin: account}
	case "ask":
		return roster.RequestLink{Account: account, Name: arg(0)}
	case "accept":
		return roster.DecideLink{Account: arg(0), Member: governance.MemberID(arg(1)), Accept: true, Admin: account}
	case "decline":
		return roster.DecideLink{Account: arg(0), Admin: account}
	case "number":
		return roster.NumberMeeting{Meeting: arg(0), Year: arg(1), Takes: arg(2) == "takes"}
	case "carry": // "carry collegio-3 2 Bilancio postponed": item 2 is left by the meeting
		c := roster.CarryItems{Meeting: arg(0), Number: 3, Year: "2026-27", At: b.now}
		for i := 1; i+2 < len(args); i += 3 {
			c.Items = append(c.Items, roster.LeftItem{Item: number(i), Title: arg(i + 1), Kind: "decision", Why: arg(i + 2)})
		}
		return c
	case "drop":
		return roster.DropCarried{N: number(0)}
	case "rehearse":
		return roster.CallRehearsal{Meeting: arg(0)}
	case "register":
		return roster.RegisterResolution{Meeting: arg(0), Round: arg(1), Number: number(2), Year: arg(3), Title: arg(4)}
	case "annul":
		return roster.AnnulResolution{Meeting: arg(0), Round: arg(1), At: b.now}
	case "start":
		return roster.StartNumbers{Year: arg(0), Resolutions: number(1), Meetings: number(2), Admin: account}
	case "pledge":
		return roster.Pledge{Year: arg(0)}
	case "erase":
		return roster.EraseMember{Member: governance.MemberID(arg(0)), Reason: arg(1), Admin: account}
	case "erase-account":
		return roster.EraseAccount{Account: arg(0), Reason: arg(1), Admin: account}
	}
	b.t.Fatalf("no order %q", verb)
	return nil
}

// list reads a list of members, or tells what is wrong with it.
func (b *body) list(account string, args []string, list string) (roster.ImportRoster, string) {
	rows, faults := roster.ParseCSV([]byte(list))
	keep := slices.Contains(args, "keep")
	if len(faults) == 0 && b.state.ID != "" {
		_, faults = b.state.Compare(rows, keep)
	}
	if len(faults) > 0 {
		var out strings.Builder
		for _, f := range faults {
			fmt.Fprintf(&out, "line %d: %v\n", f.Line, &governance.Refusal{Why: f.Why, Args: f.Args})
		}
		return roster.ImportRoster{}, out.String()
	}
	return roster.ImportRoster{Rows: rows, Keep: keep, Sure: slices.Contains(args, "sure"), Admin: account}, ""
}

func bylaws(from time.Month) governance.Bylaws {
	return governance.Bylaws{
		Profile: "istituto-2020", Revision: "prot. 1631", TimeZone: "Europe/Rome", YearFrom: from,
		Quorum:   governance.QuorumRule{Kind: governance.MoreThanHalf},
		Majority: governance.MajorityRule{Kind: governance.OfVotes},
		Clocks:   governance.Clocks{Ballot: governance.Duration(2 * time.Minute)},
	}
}

// fields splits an order at spaces; quotation marks keep words together.
func fields(t *testing.T, line string) []string {
	var words []string
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		if line[0] != '"' {
			word, rest, _ := strings.Cut(line, " ")
			words, line = append(words, word), rest
			continue
		}
		quoted, err := strconv.QuotedPrefix(line)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		word, _ := strconv.Unquote(quoted)
		words, line = append(words, word), line[len(quoted):]
	}
	return words
}

// carried is what meetings left, as it would be offered.
func carried(s *roster.State) string {
	var out strings.Builder
	for i, c := range s.Carried {
		fmt.Fprintf(&out, "%d. %q from %s/%d, meeting %d/%s: %s\n", i+1, c.Title, c.Meeting, c.Item, c.Number, c.Year, c.Why)
	}
	return out.String()
}

// registry is the register of resolutions, with the numbers that lack.
func registry(s *roster.State) string {
	var out strings.Builder
	for _, r := range s.Register("") {
		fmt.Fprintf(&out, "%d/%s %s, round %s %q\n", r.Number, r.Year, r.Meeting, r.Round, r.Title)
	}
	for _, year := range slices.Sorted(maps.Keys(s.Sittings)) {
		if lacks := s.Missing(year); len(lacks) > 0 {
			fmt.Fprintf(&out, "%s lacks %v\n", year, lacks)
		}
	}
	return out.String()
}

// tell is a body as its readers see it.
func tell(s *roster.State) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s, %s, %q, years from %v\n", s.ID, s.Kind, s.Name, s.Bylaws.YearFrom)
	for _, m := range s.Members {
		fmt.Fprintf(&out, "%s %q", m.ID, m.Name)
		if m.Mail != "" {
			fmt.Fprintf(&out, " <%s>", m.Mail)
		}
		if !m.Votes {
			out.WriteString(" without vote")
		}
		for _, o := range []governance.Office{governance.Chair, governance.Secretary} {
			if s.Holds(m.ID, o) {
				fmt.Fprintf(&out, " %s", o)
			}
		}
		for _, a := range s.AccountsOf(m.ID) {
			fmt.Fprintf(&out, " %s", a)
		}
		if !m.Current() {
			fmt.Fprintf(&out, " left %s", m.Left.Format("15:04"))
		}
		out.WriteByte('\n')
	}
	for _, a := range s.Admins {
		fmt.Fprintf(&out, "admin %d %s\n", a.N, a.Account)
	}
	for _, r := range s.Requests {
		likely, _ := s.Likely(r)
		fmt.Fprintf(&out, "request %d %s %q, likely %q\n", r.N, r.Account, r.Name, likely)
	}
	if len(s.Places) > 0 {
		fmt.Fprintf(&out, "places %s\n", strings.Join(s.Places, " "))
	}
	for _, year := range slices.Sorted(maps.Keys(s.Sittings)) {
		fmt.Fprintf(&out, "%s: next meeting %d, next resolution %d\n", year, s.NextMeeting(year), s.NextResolution(year))
	}
	return out.String()
}
