package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
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
	File string `arg:"" help:"${help_file}" type:"existingfile"`
	Head string `help:"${help_head}"`
}

// Run says whether every entry fits, and which is the first that does not.
func (c *verifyCmd) Run(a *app) error {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	stream, entries, err := journal.ReadLines(f)
	if err != nil {
		return fail(1, "cli.not-a-journal", "file", c.File, "why", err.Error())
	}
	check := journal.NewVerifier(stream)
	for e, err := range entries {
		if err != nil {
			return fail(1, "cli.not-a-journal", "file", c.File, "why", err.Error())
		}
		if err := check.Next(e); err != nil {
			return a.broken(err)
		}
	}
	head := check.Head()
	hash := hex.EncodeToString(head.Hash[:])
	if want := strings.ToLower(strings.TrimSpace(c.Head)); want != "" && (len(want) < 8 || !strings.HasPrefix(hash, want)) {
		return fail(1, "cli.other-head", "stream", stream, "head", hash, "want", c.Head)
	}
	a.print("cli.verified", "stream", stream, "entries", int(head.Seq), "head", hash)
	for _, e := range check.Erased() {
		a.print("cli.erased", "entry", int(e))
	}
	return nil
}

// replayCmd rebuilds state and minutes from an exported journal.
type replayCmd struct {
	File string `arg:"" help:"${help_file}" type:"existingfile"`
	Out  string `help:"${help_replay_out}" type:"path"`
}

// Run rebuilds the minutes; beside the journal's own it compares them.
func (c *replayCmd) Run(a *app) error {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	stream, entries, err := journal.ReadLines(f)
	if err != nil {
		return fail(1, "cli.not-a-journal", "file", c.File, "why", err.Error())
	}
	r, err := readRecord(stream, entries)
	if err != nil {
		return a.broken(err)
	}
	files, err := a.files(r)
	if err != nil {
		return err
	}
	a.print("cli.replayed", "stream", stream, "entries", len(r.entries))
	if c.Out != "" {
		if err := writeFiles(c.Out, files); err != nil {
			return err
		}
		a.print("cli.written", "dir", c.Out)
		return nil
	}
	return a.compare(filepath.Dir(c.File), files)
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
		if n, ok := ev.(roster.MeetingNumbered); ok {
			ids = append(ids, n.Meeting)
		}
	}
	return ids, nil
}
