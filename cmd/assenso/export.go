package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"assenso/bot/journal"
	"assenso/bot/lang"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// exportCmd writes journal and minutes of a meeting to files.
type exportCmd struct {
	Meeting string `arg:"" help:"${help_meeting}"`
	Out     string `help:"${help_out}" default:"." type:"path"`
}

// Run writes the files and says where.
func (c *exportCmd) Run(ctx context.Context, a *app) error {
	r, err := a.openMeeting(ctx, c.Meeting)
	if err != nil {
		return err
	}
	files, err := a.files(r)
	if err != nil {
		return err
	}
	dir := filepath.Join(c.Out, c.Meeting)
	if err := writeFiles(dir, files); err != nil {
		return err
	}
	a.print("cli.exported", "meeting", c.Meeting, "dir", dir, "entries", len(r.entries), "head", hex.EncodeToString(r.head.Hash[:]))
	return nil
}

// verifyCmd checks the chain of an exported journal.
type verifyCmd struct {
	File string `arg:"" help:"${help_file}" type:"path"`
	Head string `help:"${help_head}"`
}

// Run says whether every entry fits, and which is the first that does not. A
// hash that was told in the chat may be of any entry: what it vouches for is
// all up to there.
func (c *verifyCmd) Run(a *app) error {
	want := strings.ToLower(strings.TrimSpace(c.Head))
	if want != "" && !isHash(want) {
		return fail(2, "cli.bad-head", "want", c.Head)
	}
	f, err := openExported(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	check := journal.NewVerifier(f.stream)
	var vouched uint64
	for e, err := range f.entries {
		if err == nil {
			err = check.Next(e)
		}
		if err != nil {
			return broken(err, f.path, check.Head().Seq)
		}
		if want != "" && strings.HasPrefix(hex.EncodeToString(e.Hash[:]), want) {
			vouched = e.Seq
		}
	}
	head := check.Head()
	hash := hex.EncodeToString(head.Hash[:])
	if want != "" && vouched == 0 {
		return fail(1, "cli.other-head", "stream", f.stream, "head", hash, "want", c.Head)
	}
	a.print("cli.verified", "stream", f.stream, "entries", int(head.Seq), "head", hash)
	switch {
	case want == "":
		a.print("cli.no-head")
	case vouched == head.Seq:
		a.print("cli.vouched")
	default:
		a.print("cli.vouched-earlier", "entry", int(vouched), "count", int(head.Seq-vouched))
	}
	for _, e := range check.Erased() {
		a.print("cli.erased", "entry", int(e))
	}
	return nil
}

// leastHash is how many digits of a hash are enough to know it.
const leastHash = 8

// isHash reports the first digits of a hash, or all.
func isHash(s string) bool {
	return len(s) >= leastHash && len(s) <= 2*len(journal.Head{}.Hash) && strings.Trim(s, "0123456789abcdef") == ""
}

// exported is an exported journal, open.
type exported struct {
	*os.File
	path    string
	stream  string
	entries iter.Seq2[journal.Entry, error]
}

// openExported opens the journal at path, or in the folder at path.
func openExported(path string) (*exported, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, "journal.jsonl")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	stream, entries, err := journal.ReadLines(f)
	if err != nil {
		return nil, errors.Join(broken(err, path, 0), f.Close())
	}
	return &exported{f, path, stream, entries}, nil
}

// replayCmd rebuilds state and minutes from an exported journal.
type replayCmd struct {
	File string `arg:"" help:"${help_file}" type:"path"`
	Out  string `help:"${help_replay_out}" type:"path"`
}

// Run rebuilds the minutes; beside the journal's own it compares them.
func (c *replayCmd) Run(a *app) error {
	f, err := openExported(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := readRecord(f.stream, f.entries)
	if err != nil {
		return broken(err, f.path, r.head.Seq)
	}
	files, err := a.files(r)
	if err != nil {
		return err
	}
	a.print("cli.replayed", "stream", f.stream, "entries", len(r.entries))
	if c.Out != "" {
		if err := writeFiles(c.Out, files); err != nil {
			return err
		}
		a.print("cli.written", "dir", c.Out)
		return nil
	}
	return a.compare(filepath.Dir(f.path), files)
}

// compare holds rebuilt files against those beside the journal.
func (a *app) compare(dir string, files map[string][]byte) error {
	var differ, same []string
	for _, name := range []string{"minutes.json", "minutes.md", "minutes.html"} {
		was, err := os.ReadFile(filepath.Join(dir, name))
		switch {
		case err != nil:
		case bytes.Equal(was, files[name]):
			same = append(same, name)
		default:
			differ = append(differ, name)
		}
	}
	if len(differ) > 0 {
		return fail(1, "cli.differ", "files", differ)
	}
	if len(same) > 0 {
		a.print("cli.same", "files", same)
	}
	return nil
}

// explainCmd tells how every member was counted in a ballot.
type explainCmd struct {
	Meeting string `arg:"" help:"${help_meeting}"`
	Ballot  string `arg:"" help:"${help_ballot}"`
}

// Run prints a line a member, with the entries that made it so.
func (c *explainCmd) Run(ctx context.Context, a *app) error {
	r, err := a.openMeeting(ctx, c.Meeting)
	if err != nil {
		return err
	}
	var round meeting.Round
	if err := round.UnmarshalText([]byte(c.Ballot)); err != nil || round.IsZero() {
		return fail(2, "cli.bad-ballot", "ballot", c.Ballot)
	}
	accounts := r.state.Explain(round)
	if accounts == nil {
		return fail(2, "cli.no-ballot", "ballot", c.Ballot, "ballots", counted(r.state))
	}
	there := a.catalogue.In(a.lang, r.state.Bylaws.Location())
	for _, acc := range accounts {
		for _, line := range explained(r, acc) {
			if _, err := fmt.Fprintln(a.std.out, there.Plain(line)); err != nil {
				return err
			}
		}
	}
	return nil
}

func counted(s *meeting.State) []string {
	var rounds []string
	for _, b := range s.Ballots {
		if b.Result != nil {
			rounds = append(rounds, b.Round.String())
		}
	}
	return rounds
}

// explained is how one member was counted, and a line for each entry that made
// it so.
func explained(r *record, acc meeting.Account) []lang.Text {
	why := lang.Text{}
	if acc.Why != "" {
		why = lang.T("doubt." + string(acc.Why))
	}
	lines := []lang.Text{lang.T("cli.counted",
		"member", r.state.NameOf(acc.Member), "as", lang.T("counted."+string(acc.As)), "why", why)}
	for _, seq := range acc.Entries {
		e := r.entries[seq-1]
		lines = append(lines, lang.T("cli.entry",
			"entry", int(seq), "at", e.At, "name", e.Name, "hash", hex.EncodeToString(e.Hash[:4])))
	}
	return lines
}

// register lists the meetings in the register of a body.
func register(ctx context.Context, j records, stream string) ([]string, error) {
	codec := roster.NewCodec()
	var ids []string
	for e, err := range j.Read(ctx, stream, 0) {
		if err != nil {
			return nil, err
		}
		ev, err := codec.Decode(e.Name, e.Data, e.Private)
		if err != nil {
			return nil, err
		}
		if id := roster.Called(ev); id != "" {
			ids = append(ids, id)
		}
	}
	return ids, nil
}
