package console

import (
	"cmp"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"assenso/bot/chat"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"
)

// maxPosts is how many messages of a place can still be edited and pressed.
const maxPosts = 400

// board has the messages that stand in the places, as a chat server would.
type board struct {
	mu      sync.Mutex
	run     string // of this process: refs of another never mean a message of ours
	count   int
	posts   map[chat.Ref]*post
	places  map[chat.Place][]*post // oldest first
	choices map[string]choice      // by the id of the line
	rooms   map[string]string      // by handle; empty: the room where all are
	said    map[string]saying      // the last words of each handle
	script  bool                   // its lines say everything anew
	history *history
}

// saying is words as they were first said.
type saying struct {
	message string // the id
	in      chat.Place
}

// post is a message as it stands.
type post struct {
	ref     chat.Ref
	in      chat.Place
	message chat.Message // without files
	shown   int          // when it was last shown, counted by the board
	offered int          // when its buttons were last shown
}

// choice is what a line that named no message turned out to mean. The same
// line must mean the same when it is fed again, whatever was shown since.
type choice struct {
	Ref   chat.Ref `json:"ref,omitempty"`
	Token string   `json:"token,omitempty"`
}

// openBoard reads what an earlier process left; a script enters its people
// into their rooms anew.
func openBoard(rw io.ReadWriter, script bool) (*board, error) {
	b := &board{
		run:     uuid.NewString()[:8],
		posts:   map[chat.Ref]*post{},
		places:  map[chat.Place][]*post{},
		choices: map[string]choice{},
		rooms:   map[string]string{},
		said:    map[string]saying{},
		script:  script,
	}
	if rw == nil {
		return b, nil
	}
	h, err := openHistory(rw, func(r record) {
		switch {
		case r.Message != nil:
			b.put(r.Ref, r.In, *r.Message)
		case r.Choice != nil:
			b.choices[r.Line] = *r.Choice
		case script:
		case r.Said != "":
			b.said[r.Who] = saying{r.Said, r.In}
		default:
			b.rooms[r.Who] = r.Room
		}
	})
	if err != nil {
		return nil, err
	}
	b.history = h
	return b, nil
}

// add puts up a new message.
func (b *board) add(to chat.Place, m chat.Message) (chat.Ref, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	ref := chat.Ref(fmt.Sprintf("%s:message:%s:%d", platform, b.run, b.count+1))
	m = kept(m)
	if err := b.history.write(record{Ref: ref, In: to, Message: &m}); err != nil {
		return "", err
	}
	b.put(ref, to, m)
	return ref, nil
}

// edit replaces a message, and returns its place and what it was.
func (b *board) edit(r chat.Ref, m chat.Message) (chat.Place, chat.Message, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	p := b.posts[r]
	if p == nil {
		return "", chat.Message{}, &chat.Error{Gone: true, Err: fmt.Errorf("console: no message %q", r)}
	}
	before := p.message
	m = kept(m)
	if same(before, m) {
		return p.in, before, nil
	}
	if err := b.history.write(record{Ref: r, In: p.in, Message: &m}); err != nil {
		return "", chat.Message{}, err
	}
	b.put(r, p.in, m)
	return p.in, before, nil
}

// put makes a message stand as it now is, and lets go of the oldest. The lock
// is held.
func (b *board) put(ref chat.Ref, in chat.Place, m chat.Message) {
	b.count++
	p := b.posts[ref]
	if p == nil {
		p = &post{ref: ref, in: in}
		b.posts[ref] = p
		b.places[in] = append(b.places[in], p)
		if all := b.places[in]; len(all) > maxPosts {
			delete(b.posts, all[0].ref)
			b.places[in] = slices.Delete(all, 0, 1)
		}
	}
	if !reflect.DeepEqual(p.message.Buttons, m.Buttons) {
		p.offered = b.count
	}
	p.message, p.shown = m, b.count
}

// kept is a message as the board keeps it: its own copy, without files.
func kept(m chat.Message) chat.Message {
	m.Files = nil
	m.Text = slices.Clone(m.Text)
	m.Buttons = slices.Clone(m.Buttons)
	for i, row := range m.Buttons {
		m.Buttons[i] = slices.Clone(row)
	}
	return m
}

// same reports whether two messages look the same, files apart.
func same(a, b chat.Message) bool {
	a.Files, b.Files = nil, nil
	return reflect.DeepEqual(a, b)
}

// room is where a person is; empty: where all are.
func (b *board) room(handle string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.rooms[handle]
}

// move notes that a person went to a room.
func (b *board) move(handle, room string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.rooms[handle] == room {
		return nil
	}
	b.rooms[handle] = room
	return b.history.write(record{Who: handle, Room: room})
}

// say notes somebody's last words.
func (b *board) say(handle string, words saying) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.said[handle] = words
	if b.script {
		return nil
	}
	return b.history.write(record{Who: handle, In: words.in, Said: words.message})
}

// lastSaid is somebody's last words, which can be edited.
func (b *board) lastSaid(handle string) (saying, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	words, ok := b.said[handle]
	return words, ok
}

// latest is the message that was last shown in one of the places, as the line
// of that id means it; false: there is none. An empty id is nobody's: what such
// a line means is not remembered.
func (b *board) latest(line string, places []chat.Place) (post, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c, known := b.choices[line]; known {
		if p := b.posts[c.Ref]; p != nil {
			return *p, true, nil
		}
		return post{}, false, nil
	}
	var last *post
	for _, p := range b.in(places) {
		if last == nil || p.shown > last.shown {
			last = p
		}
	}
	if last == nil {
		return post{}, false, nil
	}
	return *last, true, b.choose(line, choice{Ref: last.ref})
}

// press finds the button that a label means to somebody who sees these places.
// An error is a *fault where no button is meant, or not one alone.
func (b *board) press(line string, who chat.Account, places []chat.Place, label string) (chat.Press, chat.Place, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	found, err := b.offers(who, places).find(label)
	c, known := b.choices[line]
	if !known {
		c = choice{}
		if err == nil {
			c = choice{Ref: found.on.ref, Token: found.Token}
		}
		if err := b.choose(line, c); err != nil {
			return chat.Press{}, "", err
		}
	}
	p := b.posts[c.Ref]
	if p == nil {
		if err == nil {
			err = faulty(keyNoButton, "label", label, "there", b.offers(who, places).nearest())
		}
		return chat.Press{}, "", err
	}
	return chat.Press{Token: c.Token, On: c.Ref}, p.in, nil
}

// choose remembers what a line means. The lock is held.
func (b *board) choose(line string, c choice) error {
	if line == "" {
		return nil
	}
	b.choices[line] = c
	return b.history.write(record{Line: line, Choice: &c})
}

// in is all messages of the places. The lock is held.
func (b *board) in(places []chat.Place) []*post {
	var all []*post
	for _, in := range places {
		all = append(all, b.places[in]...)
	}
	return all
}

// offer is a button that stands somewhere.
type offer struct {
	chat.Button
	on    *post
	taken chat.Account // who alone may press it, if that is another
}

type offers []offer

// offers is what somebody sees to press, the latest message first. The lock is held.
func (b *board) offers(who chat.Account, places []chat.Place) offers {
	posts := b.in(places)
	slices.SortStableFunc(posts, func(x, y *post) int { return cmp.Compare(y.offered, x.offered) })
	var all offers
	for _, p := range posts {
		for _, button := range slices.Concat(p.message.Buttons...) {
			o := offer{Button: button, on: p}
			if only := p.message.Only; only != "" && only != who {
				o.taken = only
			}
			all = append(all, o)
		}
	}
	return all
}

// find is the one button that a label means: of that name in the latest
// message that has it, else by number in the latest message, else the only
// one whose name begins so.
func (all offers) find(label string) (offer, error) {
	if len(all) == 0 {
		return offer{}, faulty(keyNoButtons)
	}
	want := plain(label)
	named := all.where(func(o offer) bool { return plain(o.Label) == want })
	if len(named) == 0 {
		if n, err := strconv.Atoi(label); err == nil {
			return all.number(n, label)
		}
		named = all.where(func(o offer) bool { return strings.HasPrefix(plain(o.Label), want) })
		if len(named.labels()) > 1 {
			return offer{}, faulty(keyManyButtons, "label", label, "there", named.labels())
		}
	}
	free := named.where(func(o offer) bool { return o.taken == "" })
	switch {
	case len(free) > 0:
	case len(named) > 0:
		return offer{}, faulty(keyNotYours, "label", label, "name", handleOf(named[0].taken))
	default:
		return offer{}, faulty(keyNoButton, "label", label, "there", all.nearest())
	}
	for _, o := range free[1:] {
		if o.on == free[0].on && o.Token != free[0].Token {
			return offer{}, faulty(keyManyButtons, "label", label, "there", free.labels())
		}
	}
	return free[0], nil
}

// number is the nth button of the latest message.
func (all offers) number(n int, label string) (offer, error) {
	last := all.latest()
	switch {
	case n < 1 || n > len(last):
		return offer{}, faulty(keyNoButton, "label", label, "there", all.nearest())
	case last[n-1].taken != "":
		return offer{}, faulty(keyNotYours, "label", last[n-1].Label, "name", handleOf(last[n-1].taken))
	}
	return last[n-1], nil
}

// latest is the buttons of the latest message that has some.
func (all offers) latest() offers {
	return all.where(func(o offer) bool { return o.on == all[0].on })
}

// enough is how many buttons are named to somebody who pressed none of them.
const enough = 8

// nearest is what the buttons of the latest messages are called: of the very
// latest all, of earlier ones as many as are not too many.
func (all offers) nearest() []string {
	labels := all.labels()
	if len(labels) == 0 {
		return nil
	}
	return labels[:min(len(labels), max(enough, len(all.latest().labels())))]
}

func (all offers) where(ok func(offer) bool) offers {
	var some offers
	for _, o := range all {
		if ok(o) {
			some = append(some, o)
		}
	}
	return some
}

// labels is what the buttons are called, each name once.
func (all offers) labels() []string {
	var labels []string
	seen := map[string]bool{}
	for _, o := range all {
		if key := plain(o.Label); !seen[key] {
			seen[key] = true
			labels = append(labels, oneLine(o.Label))
		}
	}
	return labels
}

// plain is a label without what nobody types: case, accents, emoji, dots.
func plain(label string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(label) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	if words := strings.Fields(b.String()); len(words) > 0 {
		return strings.Join(words, " ")
	}
	return strings.TrimSpace(label)
}

// oneLine is a label as it is drawn.
func oneLine(label string) string { return strings.Join(strings.Fields(label), " ") }

// label is what the button that was pressed is called; typed, where it is gone.
func (b *board) label(press chat.Press, typed string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if p := b.posts[press.On]; p != nil {
		for _, button := range slices.Concat(p.message.Buttons...) {
			if button.Token == press.Token {
				return oneLine(button.Label)
			}
		}
	}
	return typed
}
