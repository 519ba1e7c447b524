package console

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"assenso/bot/chat"
)

// screen draws what people see. It is safe for concurrent use.
type screen struct {
	opt  Options
	room chat.Place // of which nothing need be said

	mu       sync.Mutex
	day      string // of the last line drawn
	prompted string // the prompt that stands on the last line, if any
	read     int    // columns drawn since the last pause
	twin     twin   // of the last private message
	err      error  // why nothing can be drawn any more
}

func newScreen(o Options, room string) *screen { return &screen{opt: o, room: roomOf(room)} }

// The signs at the margin.
const (
	roomBar    = "│ "
	privateBar = "┆ "
	updated    = "↻ "
	omitted    = "… "
	clockWidth = len("16:30 ")
	apart      = 2 // how much farther in private messages stand
)

// post draws a message of the bot, or what changed in it.
func (s *screen) post(to chat.Place, before *chat.Message, m chat.Message, saved []string) error {
	margin, bar := strings.Repeat(" ", clockWidth), roomBar
	var head chat.Rich
	who, private := strings.CutPrefix(string(to), string(privateOf("")))
	if private {
		head = chat.Text("→ " + s.word(keyOnly, "name", s.opt.Names(who)))
		margin, bar = margin+strings.Repeat(" ", apart), privateBar
	} else if to != s.room {
		head = chat.Text("#" + strings.TrimPrefix(string(to), platform+":"))
	}
	text, buttons := m.Text, m.Buttons
	if before != nil {
		text = changes(before.Text, text)
		if reflect.DeepEqual(before.Buttons, buttons) {
			buttons = nil
		}
	}
	like := ""
	if private {
		if like = likeness(m, text, buttons); s.again(like, who) {
			return s.broken()
		}
	}
	d := s.begin()
	if head != nil {
		first := strings.Repeat(" ", len(margin)-clockWidth)
		d.block(s.clock()+first, margin, withMark(head, chat.Bold))
		d.block(margin+bar, margin+bar, text)
	} else {
		d.block(s.clock()+bar, margin+bar, text)
	}
	for i, f := range m.Files {
		d.block(margin+bar, margin+bar, chat.Text(s.file(f, saved[i])))
	}
	d.buttons(margin+bar, buttons, m.Only)
	return s.writeTwin(d, twin{like: like, shown: []string{who}})
}

func (s *screen) file(f chat.File, where string) string {
	if where == "" {
		return s.word(keyFile, "name", f.Name, "bytes", len(f.Data))
	}
	return s.word(keySaved, "name", f.Name, "bytes", len(f.Data), "where", where)
}

// changes is what is new in a text, by whole lines, after the sign of an
// update: what stayed the same at its beginning or end is left out. Of a text
// in which nothing is new, because the buttons changed or lines were taken
// away, it is the last line or the whole.
func changes(before, after chat.Rich) chat.Rich {
	old, now := lines(before), lines(after)
	all := len(now)
	for len(old) > 0 && len(now) > 0 && reflect.DeepEqual(old[0], now[0]) {
		old, now = old[1:], now[1:]
	}
	sign := updated
	if len(now) < all {
		sign += omitted
	}
	for len(old) > 0 && len(now) > 0 && reflect.DeepEqual(old[len(old)-1], now[len(now)-1]) {
		old, now = old[:len(old)-1], now[:len(now)-1]
	}
	if len(now) == 0 {
		now = lines(after)
		if all > 1 && len(lines(before)) == all {
			now = now[all-1:]
		} else {
			sign = updated
		}
	}
	changed := chat.Text(sign)
	for i, line := range now {
		if i > 0 {
			changed = append(changed, chat.Span{Text: "\n"})
		}
		changed = append(changed, line...)
	}
	return changed
}

// echo draws an act of a script as the chat would show it: who speaks, if
// somebody does, and what they say or do.
func (s *screen) echo(handle string, at chat.Place, said time.Time, who, what string) error {
	if !s.opt.Echo || s.opt.Clock == nil {
		return nil
	}
	d := s.begin()
	margin := strings.Repeat(" ", clockWidth)
	head := s.clockAt(said)
	if at != s.room && at != privateOf(handle) {
		head += "#" + strings.TrimPrefix(string(at), platform+":") + " "
	}
	d.block(head, margin, chat.Rich{{Text: who, Mark: chat.Bold}, {Text: what}})
	return s.write(d)
}

// tell draws a word of the console itself to whoever types.
func (s *screen) tell(line int, key string, args map[string]any) error {
	d := s.begin()
	sign := "! "
	if key == keyHelp {
		sign = "  "
	} else if s.opt.Clock != nil {
		sign = fmt.Sprintf("! %d: ", line)
	}
	d.block(sign, "  ", withMark(chat.Text(s.opt.Words(key, args)), warning))
	return s.write(d)
}

// prompt says who would speak, until something else is drawn.
func (s *screen) prompt(who string) error {
	if !s.opt.Prompt {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prompted = who + "> "
	return s.put(s.prompted)
}

// leave ends the line of a prompt that nobody will answer.
func (s *screen) leave() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.put(s.untwin()); err != nil {
		return err
	}
	if s.prompted == "" {
		return nil
	}
	s.prompted = ""
	return s.put("\n")
}

// typed says that the person ended the line with the prompt.
func (s *screen) typed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prompted = ""
	if s.opt.Clock == nil {
		_ = s.put(s.untwin()) // a broken terminal is told by broken
	}
}

func (s *screen) word(key string, args ...any) string {
	return s.opt.Words(key, faulty(key, args...).args)
}

func (s *screen) now() time.Time {
	if s.opt.Clock != nil {
		return s.opt.Clock.Now().In(s.opt.Zone)
	}
	return time.Now().In(s.opt.Zone)
}

func (s *screen) clock() string { return s.clockAt(s.now()) }

func (s *screen) clockAt(t time.Time) string { return t.In(s.opt.Zone).Format("15:04 ") }

func (s *screen) begin() *drawing {
	return &drawing{color: s.opt.Color, width: max(s.opt.Width(), 20), names: s.opt.Names,
		of: func(name string) string { return s.word(keyButtonsOf, "name", name) }}
}

// write puts a drawing on the terminal in one piece, under its day.
func (s *screen) write(d *drawing) error { return s.writeTwin(d, twin{}) }

// writeTwin puts the drawing of what others may be shown too.
func (s *screen) writeTwin(d *drawing, t twin) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	twins, text := s.untwin(), d.String()
	s.twin = t
	now := s.now()
	if day := now.Format(time.DateOnly); day != s.day {
		s.day = day
		head := s.begin()
		head.block("", "", withMark(chat.Text("── "+s.word(keyDay, "day", now)+" ──"), faint))
		text = head.String() + text
	}
	text = twins + text
	s.read += d.columns
	if s.prompted != "" {
		text = "\r\x1b[K" + text + s.prompted
	}
	return s.put(text)
}

// put writes. The lock is held.
func (s *screen) put(text string) error {
	if s.err == nil {
		if _, err := io.WriteString(s.opt.Out, text); err != nil {
			s.err = fmt.Errorf("console: write: %w", err)
		}
	}
	return s.err
}

// broken is why nothing can be shown any more, or nil.
func (s *screen) broken() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

const (
	perColumn  = 22 * time.Millisecond  // about as fast as people read to themselves
	perLine    = 250 * time.Millisecond // to find where to read
	maxReading = 6 * time.Second
)

// reading is how long it takes to read what was drawn since the last call.
func (s *screen) reading() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if twins := s.twins(); twins != "" {
		_ = s.put(twins) // a broken terminal is told by broken
	}
	n := s.read
	s.read = 0
	if n == 0 || s.opt.Speed <= 0 {
		return 0
	}
	d := min(perLine+time.Duration(n)*perColumn, maxReading)
	return time.Duration(float64(d) / s.opt.Speed)
}

// lines cuts a text at its line breaks.
func lines(r chat.Rich) []chat.Rich {
	all := []chat.Rich{nil}
	for _, s := range r {
		for i, part := range strings.Split(s.Text, "\n") {
			if i > 0 {
				all = append(all, nil)
			}
			if last := len(all) - 1; part != "" {
				all[last] = append(all[last], chat.Span{Text: part, Mark: s.Mark})
			}
		}
	}
	return all
}

func withMark(r chat.Rich, m chat.Mark) chat.Rich {
	r = slices.Clone(r)
	for i := range r {
		r[i].Mark |= m
	}
	return r
}
