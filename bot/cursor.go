package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"assenso/bot/memo"
)

// cursor knows how far a stream was shown: every entry up to mark, to every
// place that was to see it, and single notices above it.
type cursor struct {
	stream string
	memo   memo.Memo
	rested func() // told whenever all has been shown; nil: nobody

	mu    sync.Mutex
	mark  uint64
	top   uint64              // the last entry handed over
	open  map[uint64]int      // notices on their way, by entry
	above map[string]struct{} // shown although something before was not
}

const cursorSpace = "cursor"

type cursorForm struct {
	Mark  uint64   `json:"mark"`
	Above []string `json:"above,omitempty"`
}

func loadCursor(ctx context.Context, m memo.Memo, stream string) (*cursor, error) {
	c := &cursor{stream: stream, memo: m, open: make(map[uint64]int), above: make(map[string]struct{})}
	b, ok, err := m.Get(ctx, cursorSpace, stream)
	if err != nil {
		return nil, fmt.Errorf("cursor of %s: %w", stream, err)
	}
	if !ok {
		return c, nil
	}
	var f cursorForm
	if json.Unmarshal(b, &f) != nil {
		return c, nil // a memo may be lost: everything is shown again
	}
	c.mark, c.top = f.Mark, f.Mark
	for _, k := range f.Above {
		c.above[k] = struct{}{}
	}
	return c, nil
}

// hand notes that an entry leads to so many notices; the keys shown already
// before a restart are not counted by the caller.
func (c *cursor) hand(seq uint64, notices int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.top = seq
	if notices > 0 {
		c.open[seq] = notices
	}
}

// shown reports that a notice was shown before a restart.
func (c *cursor) shown(key string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, ok := c.above[key]
	return ok
}

// done notes that a notice of an entry was shown or given up, and keeps it.
func (c *cursor) done(ctx context.Context, seq uint64, key string) error {
	c.mu.Lock()
	if c.open[seq]--; c.open[seq] == 0 {
		delete(c.open, seq)
	}
	c.above[key] = struct{}{}
	c.advance()
	f := cursorForm{Mark: c.mark}
	for k := range c.above {
		f.Above = append(f.Above, k)
	}
	c.mu.Unlock()
	err := c.save(ctx, f)
	c.tell()
	return err
}

// tell tells whoever waits for it that all has been shown.
func (c *cursor) tell() {
	if c.rested != nil && c.atRest(0) {
		c.rested()
	}
}

// atRest reports that every entry up to seq was handed over, and whatever was
// handed over was shown wherever it was to be. The state of a stream knows an
// entry before the cursor does.
func (c *cursor) atRest(seq uint64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.open) == 0 && c.top >= seq
}

// rest keeps the mark where nothing is on its way.
func (c *cursor) rest(ctx context.Context) error {
	c.mu.Lock()
	before := c.mark
	c.advance()
	f := cursorForm{Mark: c.mark}
	moved := c.mark != before && len(c.open) == 0
	c.mu.Unlock()
	defer c.tell()
	if !moved {
		return nil
	}
	return c.save(ctx, f)
}

func (c *cursor) advance() {
	mark := c.top
	for seq := range c.open {
		mark = min(mark, seq-1)
	}
	c.mark = mark
	for k := range c.above {
		if keySeq(k) <= mark {
			delete(c.above, k)
		}
	}
}

func (c *cursor) save(ctx context.Context, f cursorForm) error {
	slices.Sort(f.Above)
	b, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return c.memo.Put(ctx, cursorSpace, memo.Pair{Key: c.stream, Value: b})
}

func noticeKey(seq uint64, n int, place string) string { return fmt.Sprintf("%d/%d/%s", seq, n, place) }

func keySeq(key string) uint64 {
	var seq uint64
	for i := 0; i < len(key) && key[i] >= '0' && key[i] <= '9'; i++ {
		seq = seq*10 + uint64(key[i]-'0')
	}
	return seq
}
