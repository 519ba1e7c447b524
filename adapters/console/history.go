package console

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"assenso/bot/chat"
)

// history keeps what a chat server would keep, one JSON object a line. A last
// line without its end is what a crash left of it: it is cancelled, and
// skipped by whoever reads on.
type history struct{ w io.Writer }

// cancelled ends a line that was never finished. JSON has no such byte.
const cancelled = "\x18"

// record is a line of the history: a message as it now stands, what a line of
// the input meant, where a person went, or where they last said something.
type record struct {
	Ref     chat.Ref      `json:"ref,omitempty"`
	In      chat.Place    `json:"in,omitempty"`
	Message *chat.Message `json:"message,omitempty"`

	Line   string  `json:"line,omitempty"`
	Choice *choice `json:"choice,omitempty"`

	Who  string `json:"who,omitempty"`
	Room string `json:"room,omitempty"`
	Said string `json:"said,omitempty"` // the id of Who's last words, in In
}

// openHistory reads all records there are.
func openHistory(rw io.ReadWriter, each func(record)) (*history, error) {
	in := bufio.NewReader(rw)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			if len(line) > 0 {
				if _, err := io.WriteString(rw, cancelled+"\n"); err != nil {
					return nil, fmt.Errorf("console: history: %w", err)
				}
			}
			return &history{w: rw}, nil
		}
		if err != nil {
			return nil, fmt.Errorf("console: history: %w", err)
		}
		if line = bytes.TrimSpace(line); len(line) == 0 || bytes.HasSuffix(line, []byte(cancelled)) {
			continue
		}
		var r record
		if err := json.Unmarshal(line, &r); err != nil {
			return nil, fmt.Errorf("console: history, line %d: %w", n, err)
		}
		each(r)
	}
}

// write adds a record. A nil history keeps nothing.
func (h *history) write(r record) error {
	if h == nil {
		return nil
	}
	line, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("console: history: %w", err)
	}
	if _, err := h.w.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("console: history: %w", err)
	}
	return nil
}
