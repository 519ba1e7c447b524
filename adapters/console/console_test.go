package console_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// start is when scripts begin, where they do not say.
func start() time.Time { return time.Date(2026, 11, 24, 16, 30, 0, 0, time.UTC) }

// plainWords says a key and its arguments, in no language.
func plainWords(key string, args map[string]any) string {
	var b strings.Builder
	b.WriteString(key)
	for _, k := range slices.Sorted(maps.Keys(args)) {
		v := args[k]
		if at, ok := v.(time.Time); ok {
			v = at.Format("2006-01-02 15:04:05")
		}
		fmt.Fprintf(&b, " %s=%v;", k, v)
	}
	return b.String()
}

// safeBuffer is a terminal that may be looked at while it is written to.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
