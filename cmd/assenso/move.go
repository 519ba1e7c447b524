package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"time"

	"assenso/bot/journal"
	"assenso/bot/memo"
)

// moveCmd moves a whole installation from one store into another.
type moveCmd struct {
	From string `arg:"" help:"${help_move_from}"`
	To   string `arg:"" help:"${help_move_to}"`
}

// Run copies every stream and what the bot remembers, verifies the copy entry
// by entry and by the chain, and marks the old store, so that nobody goes on
// writing to it. Interrupted, it goes on where it stopped.
func (c *moveCmd) Run(ctx context.Context, a *app) (err error) {
	if shownStore(c.From) == shownStore(c.To) {
		return fail(2, "cli.move.same", "store", shownStore(c.To))
	}
	if !isRedis(c.From) {
		if _, err := os.Stat(c.From); err != nil {
			return notOpened(c.From, err) // opening would make one
		}
	}
	from, err := a.openAt(ctx, c.From)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if err := movedAway(ctx, from); err != nil {
		return err
	}
	if !isRedis(c.To) {
		if err := os.MkdirAll(filepath.Dir(c.To), 0o700); err != nil {
			return err
		}
	}
	to, err := a.openAt(ctx, c.To)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	m := mover{app: a, from: from, to: to, target: shownStore(c.To)}
	if err := m.run(ctx); err != nil {
		return err
	}
	a.print("cli.move.done", "streams", m.streams, "entries", int(m.entries), "from", shownStore(c.From), "to", m.target)
	return nil
}

type mover struct {
	*app
	from, to liveStore
	target   string
	streams  int
	entries  uint64
}

func (m *mover) run(ctx context.Context) error {
	if err := m.sameRoots(ctx); err != nil {
		return err
	}
	for s, err := range m.from.Inventory(ctx) {
		if err == nil {
			err = m.stream(ctx, s)
		}
		if err != nil {
			return err
		}
		m.streams++
		m.entries += s.Head.Seq
	}
	if err := m.remembered(ctx); err != nil {
		return err
	}
	return markMoved(ctx, m.from, m.target)
}

// sameRoots refuses, before anything is written, a target that holds what the
// source does not: it is the store of somebody else.
func (m *mover) sameRoots(ctx context.Context) error {
	known := make(map[string]bool)
	for s, err := range m.from.Inventory(ctx) {
		if err != nil {
			return err
		}
		known[s.Name] = true
	}
	for s, err := range m.to.Inventory(ctx) {
		if err != nil {
			return err
		}
		if !known[s.Name] {
			return fail(2, "cli.move.taken", "to", m.target, "stream", s.Name)
		}
		if err := m.sameRoot(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// sameRoot refuses a stream of the target that is not the beginning of the
// source's.
func (m *mover) sameRoot(ctx context.Context, s journal.Stream) error {
	if s.Head.Seq == 0 {
		return nil
	}
	for e, err := range m.from.Read(ctx, s.Name, s.Head.Seq-1) {
		if err != nil {
			return err
		}
		if e.Hash == s.Head.Hash {
			return nil
		}
		break
	}
	return fail(2, "cli.move.other", "stream", s.Name, "to", m.target)
}

// moveGroup is how many entries are written at once.
const moveGroup = 200

// stream copies one stream and compares the copy with it.
func (m *mover) stream(ctx context.Context, s journal.Stream) error {
	head, err := journal.Verify(s.Name, m.to.Read(ctx, s.Name, 0))
	if err != nil {
		return broken(err, m.target, head.Seq)
	}
	check := journal.NewVerifier(s.Name)
	var group []journal.Entry
	for e, err := range m.from.Read(ctx, s.Name, 0) {
		if err == nil {
			err = check.Next(e)
		}
		if err != nil {
			return broken(err, s.Name, check.Head().Seq)
		}
		if e.Seq <= head.Seq {
			continue // of a move that was interrupted
		}
		// A cause is not torn apart: it can be written only once.
		if len(group) >= moveGroup && e.Cause != group[len(group)-1].Cause {
			if head, err = m.write(ctx, s.Name, head, group); err != nil {
				return err
			}
			group = group[:0]
		}
		group = append(group, e)
	}
	if head, err = m.write(ctx, s.Name, head, group); err != nil {
		return err
	}
	if head != check.Head() {
		return fail(1, "cli.move.other", "stream", s.Name, "to", m.target)
	}
	if err := m.compare(ctx, s.Name); err != nil {
		return err
	}
	if s.Sealed {
		return m.to.Seal(ctx, s.Name)
	}
	return nil
}

func (m *mover) write(ctx context.Context, stream string, head journal.Head, group []journal.Entry) (journal.Head, error) {
	if len(group) == 0 {
		return head, nil
	}
	return m.to.Restore(ctx, stream, head, journal.Regroup(group))
}

// compare reads both and holds them side by side: the chain does not cover
// private values.
func (m *mover) compare(ctx context.Context, stream string) error {
	var erased []uint64
	for {
		erased = erased[:0]
		if err := m.differences(ctx, stream, &erased); err != nil || len(erased) == 0 {
			return err
		}
		// Erased at the source since an earlier move: erased there too.
		if err := m.to.Erase(ctx, stream, erased); err != nil {
			return err
		}
	}
}

func (m *mover) differences(ctx context.Context, stream string, erased *[]uint64) error {
	next, stop := iter.Pull2(m.to.Read(ctx, stream, 0))
	defer stop()
	for e, err := range m.from.Read(ctx, stream, 0) {
		if err != nil {
			return err
		}
		copied, err, ok := next()
		if err != nil {
			return err
		}
		if e.Erased() && !copied.Erased() && ok && e.Hash == copied.Hash {
			*erased = append(*erased, e.Seq)
			continue
		}
		if !ok || !reflect.DeepEqual(e, copied) {
			return fail(1, "cli.move.differs", "stream", stream, "entry", int(e.Seq))
		}
	}
	return nil
}

// remembered copies the memo, and forgets what the target remembered.
func (m *mover) remembered(ctx context.Context) error {
	old, err := m.to.Spaces(ctx)
	if err != nil {
		return err
	}
	for _, space := range old {
		if err := forget(ctx, m.to, space); err != nil {
			return err
		}
	}
	spaces, err := m.from.Spaces(ctx)
	if err != nil {
		return err
	}
	for _, space := range spaces {
		for p, err := range m.from.All(ctx, space, "") {
			if err == nil {
				err = m.to.Put(ctx, space, p)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func forget(ctx context.Context, to memo.Memo, space string) error {
	var keys []string
	for p, err := range to.All(ctx, space, "") {
		if err != nil {
			return err
		}
		keys = append(keys, p.Key)
	}
	return to.Delete(ctx, space, keys...)
}

// movedSpace remembers that a store was moved, and where to.
const movedSpace = "moved"

type movedForm struct {
	To string    `json:"to"`
	At time.Time `json:"at"`
}

func markMoved(ctx context.Context, from memo.Memo, to string) error {
	text, err := json.Marshal(movedForm{to, time.Now().UTC()})
	if err != nil {
		return err
	}
	return from.Put(ctx, movedSpace, memo.Pair{Key: "to", Value: text})
}

// movedAway refuses a store that was moved: a meeting that went on in two
// places would have two records.
func movedAway(ctx context.Context, store memo.Memo) error {
	text, ok, err := store.Get(ctx, movedSpace, "to")
	if err != nil || !ok {
		return err
	}
	var f movedForm
	if err := json.Unmarshal(text, &f); err != nil {
		return fmt.Errorf("read where the store was moved: %w", err)
	}
	return fail(2, "cli.move.away", "to", f.To, "at", f.At)
}
