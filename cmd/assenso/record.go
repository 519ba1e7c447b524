package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"assenso/adapters/archive"
	"assenso/bot/document"
	"assenso/bot/journal"
	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
)

// record is a meeting as its journal has it.
type record struct {
	stream  string
	entries []journal.Entry
	events  []governance.Recorded[meeting.Event]
	state   *meeting.State
	head    journal.Head
}

// readRecord reads, verifies and replays a journal. With an error comes the
// record up to the last good entry.
func readRecord(stream string, entries iter.Seq2[journal.Entry, error]) (*record, error) {
	r := &record{stream: stream, state: new(meeting.State)}
	check := journal.NewVerifier(stream)
	codec := meeting.NewCodec()
	for e, err := range entries {
		if err == nil {
			err = check.Next(e)
		}
		if err != nil {
			return r, err
		}
		ev, err := codec.Decode(e.Name, e.Data, e.Private)
		if err != nil {
			return r, fmt.Errorf("%s, entry %d: %w", stream, e.Seq, err)
		}
		rec := governance.Recorded[meeting.Event]{
			Seq:   e.Seq,
			Meta:  governance.Meta{By: governance.MemberID(e.By), For: governance.Office(e.For), At: e.At, Said: e.Said},
			Event: ev,
		}
		r.state.Apply(rec)
		r.entries = append(r.entries, e)
		r.events = append(r.events, rec)
		r.head = check.Head()
	}
	return r, nil
}

// files are the forms in which a meeting leaves the bot, by name. The same
// journal gives the same bytes.
func (a *app) files(r *record) (map[string][]byte, error) {
	facts, doc, err := a.minutes(r)
	if err != nil {
		return nil, err
	}
	var lines, md, html bytes.Buffer
	if err := journal.WriteLines(&lines, r.stream, sequence(r.entries)); err != nil {
		return nil, err
	}
	if err := document.WriteMarkdown(&md, doc); err != nil {
		return nil, err
	}
	if err := document.WriteHTML(&html, doc); err != nil {
		return nil, err
	}
	return map[string][]byte{
		"journal.jsonl": lines.Bytes(), "minutes.json": facts, "minutes.md": md.Bytes(), "minutes.html": html.Bytes(),
	}, nil
}

// minutes compiles the minutes, as facts and as a document. They name the head
// of the journal they come from: who keeps them can tell whether it was
// rewritten or cut.
func (a *app) minutes(r *record) ([]byte, document.Document, error) {
	m := minutes.Compile(r.events)
	m.Foot.Head = &minutes.Head{Seq: r.head.Seq, Hash: hex.EncodeToString(r.head.Hash[:])}
	facts, err := minutes.Encode(m)
	return facts, present.Minutes(m, a.catalogue.In(a.lang, r.state.Bylaws.Location())), err
}

func sequence(entries []journal.Entry) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// writeFiles writes the files into a folder, each whole or not at all.
func writeFiles(dir string, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path+".part", files[name], 0o600); err != nil {
			return err
		}
		if err := os.Rename(path+".part", path); err != nil {
			return err
		}
	}
	return nil
}

// openMeeting reads a meeting from the data folder.
func (a *app) openMeeting(ctx context.Context, id string) (*record, error) {
	store, err := a.openRecords(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = store.Close() }() // it was only read
	r, err := readRecord("meeting:"+id, store.Read(ctx, "meeting:"+id, 0))
	if err != nil {
		return nil, broken(err, shownStore(a.location()), r.head.Seq)
	}
	if len(r.entries) == 0 {
		known, err := meetings(ctx, store)
		if err != nil {
			return nil, err
		}
		if len(known) == 0 {
			return nil, fail(2, "cli.no-meetings")
		}
		return nil, fail(2, "cli.no-meeting", "meeting", id, "meetings", known)
	}
	return r, nil
}

// meetings lists the meetings of a store by id, from the registers of its
// bodies: sealed ones are there too.
func meetings(ctx context.Context, j records) ([]string, error) {
	var ids []string
	for stream, err := range j.Streams(ctx, "body") {
		if err != nil {
			return nil, err
		}
		found, err := register(ctx, j, stream)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	slices.Sort(ids)
	return ids, nil
}

// broken turns a fault of the chain, of an exported file or of the store into
// words; last is the last entry that was good.
func broken(err error, path string, last uint64) error {
	var b *journal.BrokenError
	var c *journal.CorruptError
	var l *journal.LineError
	switch {
	case errors.As(err, &b) && b.Seq != last+1:
		return fail(1, "cli.gap", "stream", b.Stream, "entry", int(b.Seq), "want", int(last+1))
	case errors.As(err, &b):
		return fail(1, "cli.broken", "stream", b.Stream, "entry", int(b.Seq), "last", int(last))
	case errors.As(err, &c):
		return fail(1, "cli.damaged", "stream", c.Stream, "entry", int(c.Seq), "last", int(last), "why", c.Why)
	case errors.As(err, &l) && l.Line == 1:
		return fail(1, "cli.not-a-journal", "file", path, "why", l.Err.Error())
	case errors.As(err, &l):
		return fail(1, "cli.bad-line", "file", path, "line", l.Line, "entry", int(last+1), "last", int(last))
	}
	return err
}

// archiver writes a complete meeting to the archive folder. A meeting that is
// there already, up to the same head, stays as it is: it was archived before a
// crash, perhaps in another language.
func (a *app) archiver(j records, dir string) func(context.Context, string) error {
	return func(ctx context.Context, id string) error {
		r, err := readRecord("meeting:"+id, j.Read(ctx, "meeting:"+id, 0))
		if err != nil {
			return err
		}
		facts, doc, err := a.minutes(r)
		if err != nil {
			return err
		}
		to := archive.In(dir)
		_, err = to.Store(ctx, archive.Sealed{
			Stream: r.stream, Entries: sequence(r.entries),
			Minutes: append(archive.Drawn("minutes", doc), archive.Bytes("minutes.json", facts)),
		})
		if errors.Is(err, archive.ErrDiffers) && endsAt(to, r.stream, r.head) {
			return nil
		}
		return err
	}
}

// endsAt tells whether the archive has a meeting up to this head.
func endsAt(in archive.Archive, stream string, head journal.Head) bool {
	m, err := in.Open(stream)
	if err != nil {
		return false
	}
	defer m.Close()
	return m.Manifest().Head() == head
}
