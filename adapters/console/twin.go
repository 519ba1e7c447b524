package console

import (
	"strings"

	"assenso/bot/chat"
)

// twin is what was shown to one person alone, and to whom the same was shown
// since: a convocation to eighty members is drawn once.
type twin struct {
	like  string
	names []string
}

// likeness is equal for messages that look the same.
func likeness(text chat.Rich, buttons [][]chat.Button) string {
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

// again notes that somebody is shown what the person before was shown. A
// script draws their names together when something else is drawn; where a
// person types, each is drawn at once.
func (s *screen) again(like, name string) (done bool, err error) {
	s.mu.Lock()
	if s.twin.like == "" || s.twin.like != like {
		s.mu.Unlock()
		return false, nil
	}
	if s.opt.Clock != nil {
		s.twin.names = append(s.twin.names, name)
		s.mu.Unlock()
		return true, nil
	}
	s.mu.Unlock()
	d := s.begin()
	s.sameTo(d, []string{name})
	if err := s.write(d); err != nil {
		return true, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.twin.like = like
	return true, nil
}

// twins draws to whom else the last private message was shown. The lock is
// held.
func (s *screen) twins() string {
	if len(s.twin.names) == 0 {
		return ""
	}
	d := s.begin()
	s.sameTo(d, s.twin.names)
	s.read += d.columns
	return d.String()
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
