package main

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"slices"

	"assenso/adapters/archive"
	"assenso/bot/journal"
	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/roster"
)

// registerCmd writes the register of resolutions of a body as a table.
type registerCmd struct {
	Body string `arg:"" optional:"" help:"${help_body}"`
	Year string `help:"${help_year}"`
	Out  string `help:"${help_table}" type:"path"`
}

// Run writes the table to a file, or to the standard output.
func (c *registerCmd) Run(ctx context.Context, a *app) error {
	s, err := a.openBody(ctx, c.Body)
	if err != nil {
		return err
	}
	table := present.RegisterTable(s, c.Year, a.catalogue.In(a.lang, s.Bylaws.Location()))
	if c.Out == "" {
		_, err := a.std.out.Write(table)
		return err
	}
	if err := os.WriteFile(c.Out, table, 0o600); err != nil {
		return err
	}
	a.print("cli.register-written", "file", c.Out, "count", len(s.Register(c.Year)))
	return nil
}

// openBody reads a body from the data folder; an empty id is the only one.
func (a *app) openBody(ctx context.Context, id string) (*roster.State, error) {
	store, err := a.openRecords(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = store.Close() }() // it was only read
	var known []string
	for stream, err := range store.Streams(ctx, "body") {
		if err != nil {
			return nil, err
		}
		known = append(known, stream[len("body:"):])
	}
	slices.Sort(known)
	switch {
	case id == "" && len(known) == 1:
		id = known[0]
	case len(known) == 0:
		return nil, fail(2, "cli.no-bodies")
	case !slices.Contains(known, id):
		return nil, fail(2, "cli.which-body", "body", id, "bodies", known)
	}
	return readBody(ctx, store, "body:"+id)
}

// readBody replays the journal of a body.
func readBody(ctx context.Context, j records, stream string) (*roster.State, error) {
	s := new(roster.State)
	check := journal.NewVerifier(stream)
	codec := roster.NewCodec()
	for e, err := range j.Read(ctx, stream, 0) {
		if err == nil {
			err = check.Next(e)
		}
		if err != nil {
			return nil, broken(err, dbName, check.Head().Seq)
		}
		ev, err := codec.Decode(e.Name, e.Data, e.Private)
		if err != nil {
			return nil, err
		}
		s.Apply(governance.Recorded[roster.Event]{
			Seq:   e.Seq,
			Meta:  governance.Meta{By: governance.MemberID(e.By), For: governance.Office(e.For), At: e.At, Said: e.Said},
			Event: ev,
		})
	}
	return s, nil
}

// archivedIn reads sealed meetings from the archive folder, where a store no
// longer has them.
func archivedIn(dir string) func(context.Context, string) iter.Seq2[journal.Entry, error] {
	return func(ctx context.Context, stream string) iter.Seq2[journal.Entry, error] {
		return func(yield func(journal.Entry, error) bool) {
			m, err := archive.In(dir).Open(stream)
			switch {
			case errors.Is(err, archive.ErrNotArchived), errors.Is(err, fs.ErrNotExist):
				return
			case err != nil:
				yield(journal.Entry{}, err)
				return
			}
			defer m.Close()
			check := journal.NewVerifier(stream)
			for e, err := range m.Entries() {
				if err == nil {
					err = check.Next(e)
				}
				if err == nil {
					err = ctx.Err()
				}
				if !yield(e, err) || err != nil {
					return
				}
			}
		}
	}
}
