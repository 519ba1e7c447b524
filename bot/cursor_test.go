package bot

import (
	"testing"

	"assenso/bot/memo/memotest"
)

func TestTheCursorStopsBeforeWhatWasNotShown(t *testing.T) {
	m := new(memotest.Memory)
	c, err := loadCursor(t.Context(), m, "meeting:x")
	if err != nil {
		t.Fatal(err)
	}
	c.hand(1, 1)
	c.hand(2, 0)
	c.hand(3, 2)
	for _, step := range []struct {
		seq  uint64
		key  string
		want uint64
	}{
		{3, noticeKey(3, 0, "a"), 0},
		{1, noticeKey(1, 0, "a"), 2},
		{3, noticeKey(3, 1, "a"), 3},
	} {
		if err := c.done(t.Context(), step.seq, step.key); err != nil {
			t.Fatal(err)
		}
		again, err := loadCursor(t.Context(), m, "meeting:x")
		if err != nil {
			t.Fatal(err)
		}
		if again.mark != step.want {
			t.Errorf("after %s: mark %d, want %d", step.key, again.mark, step.want)
		}
		if step.want == 2 || step.want == 0 {
			if !again.shown(noticeKey(3, 0, "a")) {
				t.Errorf("after %s: notice 3/0 would be shown again", step.key)
			}
		}
	}
}

func TestAnEntryThatShowsNothingMovesTheCursor(t *testing.T) {
	m := new(memotest.Memory)
	c, _ := loadCursor(t.Context(), m, "meeting:x")
	c.hand(1, 0)
	c.hand(2, 0)
	if err := c.rest(t.Context()); err != nil {
		t.Fatal(err)
	}
	again, _ := loadCursor(t.Context(), m, "meeting:x")
	if again.mark != 2 {
		t.Errorf("mark %d, want 2", again.mark)
	}
}
