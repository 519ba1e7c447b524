package console

import (
	"slices"
	"strings"
	"time"

	"assenso/bot/chat"
)

// twin is what was shown to one person alone, and to whom the same was shown
// since: a convocation to eighty members is drawn once.
type twin struct {
	like  string   // empty: nothing is like it
	shown []string // the handles of all who were shown it
	names []string // of those who are still to be drawn
	draw  *time.Timer
}

// likeness is equal for messages of which nobody could tell one from the
// other; empty for a message like no other.
func likeness(m chat.Message, text chat.Rich, buttons [][]chat.Button) string {
	if len(m.Files) > 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(text.Plain())
	for _, row := range buttons {
		b.WriteByte('\n')
		for _, button := range row {
			b.WriteByte('\x00')
			b.WriteString(button.Label)
		}
	}
	return b.String()
}

// gathering is how long names wait for others where a person types.
const gathering = 150 * time.Millisecond

// again notes that somebody is shown what others were just shown. Their names
// are drawn together: when something else is drawn, or in a little while where
// a person types. Nothing is like what was shown before the person's last line.
func (s *screen) again(like, handle string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if like == "" || like != s.twin.like || slices.Contains(s.twin.shown, handle) {
		return false
	}
	s.twin.shown = append(s.twin.shown, handle)
	s.twin.names = append(s.twin.names, s.opt.Names(handle))
	if s.opt.Clock == nil && s.twin.draw == nil {
		s.twin.draw = time.AfterFunc(gathering, s.drawTwins)
	}
	return true
}

// drawTwins draws the names gathered so far.
func (s *screen) drawTwins() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.twin.draw = nil
	text := s.twins()
	if text == "" {
		return
	}
	if s.prompted != "" {
		text = "\r\x1b[K" + text + s.prompted
	}
	_ = s.put(text) // a broken terminal is told by broken
}

// twins is to whom else the last private message was shown, and forgets them.
// The lock is held.
func (s *screen) twins() string {
	if len(s.twin.names) == 0 {
		return ""
	}
	d := s.begin()
	s.sameTo(d, s.twin.names)
	s.twin.names = nil
	s.read += d.columns
	return d.String()
}

// untwin draws the names gathered and begins anew: nothing is like what comes.
// The lock is held.
func (s *screen) untwin() string {
	text := s.twins()
	if s.twin.draw != nil {
		s.twin.draw.Stop()
	}
	s.twin = twin{}
	return text
}

// fewNames is how many names are drawn where there are very many.
const fewNames = 4

func (s *screen) sameTo(d *drawing, names []string) {
	key, more := keySame, 0
	if len(names) > 3*fewNames {
		key, more, names = keySameMany, len(names)-fewNames, names[:fewNames]
	}
	margin := strings.Repeat(" ", clockWidth+apart)
	d.block(margin, margin+strings.Repeat(" ", apart),
		withMark(chat.Text("→ "+s.word(key, "names", names, "count", len(names), "more", more)), chat.Bold))
}
