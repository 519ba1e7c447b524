// Package console is the platform of one terminal, in which a person plays
// all the members of a meeting, or a script does.
//
// Each line of the input is one thing that somebody does:
//
//	bruno: contrario           bruno says it in the room where he is
//	bruno: /presente telefono  a command
//	bruno: [contrario]         presses the latest button of that label that he sees
//	bruno: [2]                 presses the second button of the last message that has some
//	bruno@: buongiorno         in his private chat with the bot
//	bruno@aula: eccomi         in the room aula
//	bruno~ favorevole          edits his last words
//	bruno>> non era un voto    replies to the bot's last message
//	bruno: ecco <roll.csv      attaches a file; <"my roll.csv" where the name has spaces
//	+bruno carla               both enter the room; +bruno@aula enters, and is then in, aula
//	-bruno                     his connection is gone
//	@16:30                     the script's clock; also @16:30:15, @+30s, @2026-11-24 16:25
//	                           and @2026-10-25T02:30:00+01:00
//	# anything                 a comment, as is a blank line
//	?                          a short help
//	quit                       the end, as is the end of the input
//
// A name is letters, digits, dots, hyphens and underscores, and begins with a
// letter; case and accents make no difference. Inside what is said \n is a line
// break, and \\, \<, \/ and \[ are the plain signs. Where a person types, a
// line without a name is spoken by who spoke last, in the same place; in a
// script it is an error. Errors are shown and the next line is read.
//
// Accounts are "console:bruno", rooms "console:sala", the private place of
// bruno "console:@bruno".
//
// With Options.Clock the input is a script, and the platform deterministic: a
// line is read only when everything that the lines before it led to is settled
// and the bot is quiet, and time moves only by its lines, stopping wherever the
// bot waits for a moment. The id of an update is made of all lines up to its
// own, so that the same script fed again after a crash doubles nothing, while
// another script differs from its first different line on. Without a clock the
// input is a person's, the clock the machine's, and ids are random.
//
// The package has no word that people read: they come by Options.Words, under
// Keys. It knows no rule of any meeting. Begin at New.
package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
	"unicode/utf8"

	"assenso/bot/chat"
)

const (
	platform = "console"
	// maxText is what a message may hold, in code points. Longer ones are refused.
	maxText = 4000
	// maxRow is how many buttons may stand in a row.
	maxRow = 8
	// maxFile is the largest file a line may attach, in bytes.
	maxFile = 8 << 20
	// maxFiles is how many a line may attach.
	maxFiles = 10
)

// Options is what a console is made of. In, Out, Room and Words are needed.
type Options struct {
	In  io.Reader
	Out io.Writer
	// Room is where people are who have not entered another: "sala".
	Room string
	// Words says a key of Keys in the language of the terminal.
	Words func(key string, args map[string]any) string
	// Names is the name shown for a handle. Nil: the handle.
	Names func(handle string) string
	// Locale is what the accounts are said to speak: "it". It may be empty.
	Locale string
	// Zone is where times are read and shown. Nil: the machine's.
	Zone *time.Location

	// Clock makes the input a script that drives it. Nil: a person types.
	Clock *Clock
	// Quiet returns once the bot has nothing left to do at Clock.Now: everything
	// delivered is settled and shown, no deadline that was reached is waiting,
	// and Clock.After was called for every moment that it waits for next, or the
	// clock would pass it by. To wait for a moment to come, in Clock.After or in
	// Heard, is to be quiet. It is called between the lines of a script, and
	// wherever the clock stops. Nil: the bot is always quiet.
	Quiet func(ctx context.Context) error
	// Hold keeps the bot from showing anything until the function it returns is
	// called: what several people do in one line is shown as one. Nil: nothing
	// is held.
	Hold func() (release func())
	// Step is how far a script's clock moves by itself before each act.
	Step time.Duration
	// Twice delivers every update twice, as real platforms sometimes do: after
	// odd lines at once, after even ones when it was settled.
	Twice bool

	// Echo shows the acts of a script as a chat would show them.
	Echo bool
	// Speed plays a script for readers: after each line there is a pause as long
	// as reading what it showed takes, divided by Speed. 0: no pauses.
	Speed float64
	// Pause waits, and returns early with an error if ctx ends. Nil: a timer does.
	Pause func(ctx context.Context, d time.Duration) error

	Color  bool       // see Colors
	Prompt bool       // says who would speak, where a person types into a terminal
	Width  func() int // columns; nil: 80. See Width

	// Open reads a file that a line attaches. Nil: from the working folder.
	Open func(name string) (io.ReadCloser, error)
	// Save keeps a file that the bot sends, and says where. Nil: it is only named.
	Save func(f chat.File) (where string, err error)
	// History is where the console keeps what the servers of other platforms
	// keep for them: messages with their buttons, which button a line of a
	// script pressed, who is in which room. It is read to its end by New and
	// then written to, one JSON object a line. Nil: buttons die with the process.
	History io.ReadWriter
}

// Platform implements chat.Platform on a terminal. Begin at New.
type Platform struct {
	opt    Options
	room   string
	intake *intake
	board  *board
	screen *screen
}

var _ chat.Platform = (*Platform)(nil)

// New returns a console. It reads Options.History to its end; a line there
// that is not its own is an error naming it.
func New(o Options) (*Platform, error) {
	if o.In == nil || o.Out == nil || o.Words == nil {
		return nil, errors.New("console: input, output and words are needed")
	}
	room, ok := fold(o.Room)
	if !ok {
		return nil, fmt.Errorf("console: %q cannot be the name of a room", o.Room)
	}
	if o.Names == nil {
		o.Names = func(handle string) string { return handle }
	}
	if o.Zone == nil {
		o.Zone = time.Local
	}
	if o.Quiet == nil {
		o.Quiet = func(context.Context) error { return nil }
	}
	if o.Hold == nil {
		o.Hold = func() func() { return func() {} }
	}
	if o.Pause == nil {
		o.Pause = pause
	}
	if o.Width == nil {
		o.Width = func() int { return defaultWidth }
	}
	if o.Open == nil {
		o.Open = openRegular
	}
	b, err := openBoard(o.History, o.Clock != nil)
	if err != nil {
		return nil, err
	}
	p := &Platform{opt: o, room: room, board: b, screen: newScreen(o, room)}
	p.intake = newIntake(o.In, o.Clock)
	return p, nil
}

// IsRoom reports a name that Options.Room can have.
func IsRoom(name string) bool {
	_, rest := cutName(name, true)
	_, ok := fold(name)
	return ok && rest == ""
}

// Name implements chat.Platform.
func (p *Platform) Name() string { return platform }

// Limits implements chat.Platform.
func (p *Platform) Limits() chat.Limits {
	return chat.Limits{Text: maxText, Buttons: maxRow, Private: true}
}

// Declare implements chat.Platform. A terminal has no menu: there is nothing to do.
func (p *Platform) Declare(ctx context.Context, _ []chat.Decl) error { return ctx.Err() }

// Heard implements chat.Platform. In a script it waits for the clock to reach
// t; what was read so far and said before t has then been delivered, and what
// is read later is said later. Once the input has ended nothing more is said.
func (p *Platform) Heard(ctx context.Context, _ chat.Place, t time.Time) error {
	return p.intake.heard(ctx, t)
}

// Send implements chat.Platform. A message beyond Limits is refused.
func (p *Platform) Send(ctx context.Context, to chat.Place, m chat.Message) (chat.Ref, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if chat.PlatformOf(to) != platform || to == roomOf("") || to == privateOf("") {
		return "", &chat.Error{Gone: true, Err: fmt.Errorf("console: no place %q", to)}
	}
	if err := check(m); err != nil {
		return "", err
	}
	saved, err := p.save(m.Files)
	if err != nil {
		return "", err
	}
	ref, err := p.board.add(to, m)
	if err != nil {
		return "", err
	}
	return ref, p.screen.post(to, nil, m, saved)
}

// Edit implements chat.Platform. A message that stays the same is not shown again.
func (p *Platform) Edit(ctx context.Context, r chat.Ref, m chat.Message) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := check(m); err != nil {
		return err
	}
	saved, err := p.save(m.Files)
	if err != nil {
		return err
	}
	to, before, err := p.board.edit(r, m)
	if err != nil || same(before, m) && len(m.Files) == 0 {
		return err
	}
	return p.screen.post(to, &before, m, saved)
}

// check refuses what Limits forbids.
func check(m chat.Message) error {
	if n := utf8.RuneCountInString(m.Text.Plain()); n > maxText {
		return fmt.Errorf("console: %d characters, at most %d", n, maxText)
	}
	for _, row := range m.Buttons {
		if len(row) > maxRow {
			return fmt.Errorf("console: %d buttons in a row, at most %d", len(row), maxRow)
		}
		for _, b := range row {
			if b.Label == "" || b.Token == "" || len(b.Token) > chat.MaxToken {
				return fmt.Errorf("console: button %q with a token of %d bytes", b.Label, len(b.Token))
			}
		}
	}
	return nil
}

// save keeps the files of a message and says where each went: "" for nowhere.
func (p *Platform) save(files []chat.File) ([]string, error) {
	saved := make([]string, len(files))
	if p.opt.Save == nil {
		return saved, nil
	}
	for i, f := range files {
		where, err := p.opt.Save(f)
		if err != nil {
			return nil, fmt.Errorf("console: save %s: %w", f.Name, err)
		}
		saved[i] = where
	}
	return saved, nil
}

// openRegular opens a file, and nothing else: a pipe or a device might never end.
func openRegular(name string) (io.ReadCloser, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &os.PathError{Op: "open", Path: name, Err: errors.New("not a regular file")}
	}
	return os.Open(name)
}

// pause waits for d or for ctx to end.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func accountOf(handle string) chat.Account { return chat.Account(platform + ":" + handle) }
func roomOf(name string) chat.Place        { return chat.Place(platform + ":" + name) }
func privateOf(handle string) chat.Place   { return chat.Place(platform + ":@" + handle) }
func handleOf(a chat.Account) string       { return string(a[len(platform)+1:]) }
