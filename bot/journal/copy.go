package journal

import (
	"context"
	"iter"
)

// Stream is what a store tells of a stream without reading it.
type Stream struct {
	Name   string
	Head   Head
	Sealed bool
}

// Movable is a journal that can be copied whole, from one kind of store into
// another.
type Movable interface {
	Journal

	// Inventory yields all streams that hold entries or are sealed, those of a
	// kind together.
	Inventory(ctx context.Context) iter.Seq2[Stream, error]

	// Restore is Append for entries that were recorded elsewhere: their
	// private values may have been erased (see CheckCopy).
	Restore(ctx context.Context, stream string, prev Head, commits []Commit) (Head, error)
}

// CheckCopy is Check for entries that were recorded elsewhere: a digest may
// stand without its private value, which was erased since.
func CheckCopy(stream string, prev Head, commits []Commit) (Head, error) {
	return check(stream, prev, commits, true)
}

// Regroup makes commits of entries that follow one another: those with one
// cause were written together.
func Regroup(entries []Entry) []Commit {
	var commits []Commit
	for _, e := range entries {
		if n := len(commits); n > 0 && commits[n-1].Cause == e.Cause {
			commits[n-1].Entries = append(commits[n-1].Entries, e)
			continue
		}
		commits = append(commits, Commit{Cause: e.Cause, Entries: []Entry{e}})
	}
	return commits
}
