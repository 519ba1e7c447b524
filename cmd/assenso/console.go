package main

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"assenso/adapters/console"
	"assenso/adapters/redis"
	"assenso/bot"
	"assenso/bot/chat"
	"assenso/bot/lang"
	"assenso/bot/present"
	"assenso/config"
	"assenso/governance"
	"assenso/governance/roster"

	"github.com/rs/zerolog"
)

// sampleRoster is the body that a newcomer finds.
//
//go:embed sample.csv
var sampleRoster []byte

// consoleCmd opens the console chat. What is piped in is a script: its lines
// drive the clock.
type consoleCmd struct {
	Room    string `help:"${help_room}" default:"sala"`
	Roster  string `help:"${help_roster}" type:"path"`
	Name    string `help:"${help_name}"`
	Kind    string `help:"${help_kind}" default:"teachers-board"`
	Profile string `help:"${help_profile}" default:"istituto-2020"`
	Twice   bool   `help:"${help_twice}" hidden:""`
}

// zone is where the console's times are read and said.
const zone = "Europe/Rome"

// Run holds meetings in the terminal until the input ends.
func (c *consoleCmd) Run(ctx context.Context, a *app) error {
	if !console.IsRoom(c.Room) {
		return fail(2, "cli.bad-room", "room", c.Room)
	}
	if _, err := os.Stat(a.location()); !isRedis(a.location()) && errors.Is(err, fs.ErrNotExist) {
		if _, err := c.members(a); err != nil {
			return err // before anything is written
		}
	}
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	st, err := c.stage(ctx, a, store)
	if err != nil {
		return err
	}
	history, err := os.OpenFile(filepath.Join(a.data, "console.jsonl"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer history.Close()
	log, closeLog, err := a.logFile()
	if err != nil {
		return err
	}
	defer closeLog()
	typed := isTerminal(a.std.in)
	if typed {
		c.greet(a, st)
	}
	st.store, st.log, st.script = store, log, !typed
	st.options = console.Options{
		Room: c.Room, History: history, Twice: c.Twice, Prompt: typed, Echo: !typed,
		Save: a.saver(),
	}
	return a.play(ctx, st)
}

// stage is the body that is recorded, or the one that the arguments tell of.
func (c *consoleCmd) stage(ctx context.Context, a *app, store records) (stage, error) {
	recorded, err := bodyIn(ctx, store)
	if err != nil {
		return stage{}, err
	}
	if recorded != nil {
		return stage{seats: seatsOfBody(recorded)}, nil
	}
	body, err := c.members(a)
	if err != nil {
		return stage{}, err
	}
	return stage{bodies: []bot.Body{body}, seats: seatsOfRows(body.Rows)}, nil
}

// stage is what a console is played on.
type stage struct {
	store   storeOf
	log     zerolog.Logger
	bodies  []bot.Body // to be founded
	seats   seats
	options console.Options
	script  bool
}

// beginning reads a script up to its first line that is no comment, and tells
// the date in it: what the bot does before it reads on, after a crash say,
// must not take the machine's time. The reader it returns begins anew.
func beginning(in io.Reader, zone *time.Location) (time.Time, io.Reader) {
	lines := bufio.NewReader(in)
	var read bytes.Buffer
	for {
		line, err := lines.ReadString('\n')
		read.WriteString(line)
		text := strings.TrimSpace(line)
		if err == nil && (text == "" || strings.HasPrefix(text, "#")) {
			continue
		}
		start, perr := time.ParseInLocation("@2006-01-02 15:04", text, zone)
		if perr != nil {
			start = time.Time{}
		}
		return start, io.MultiReader(&read, lines)
	}
}

// play runs a bot with a console as its only platform.
func (a *app) play(ctx context.Context, s stage) error {
	rome, err := time.LoadLocation(zone)
	if err != nil {
		return err
	}
	o := s.options
	if o.In == nil {
		o.In = a.std.in
	}
	o.Out, o.Zone, o.Locale = a.std.out, rome, a.lang
	words := a.catalogue.In(a.lang, rome)
	o.Words = func(key string, args map[string]any) string {
		return words.Plain(lang.Text{Key: key, Args: args})
	}
	o.Names = s.seats.named()
	if f, ok := a.std.out.(*os.File); ok {
		o.Color, o.Width = console.Colors(f, os.Getenv), console.Width(f)
	}
	var clock bot.Clock = bot.Machine{}
	var b *bot.Bot
	if s.script {
		var start time.Time
		start, o.In = beginning(o.In, rome)
		c := console.NewClock(start, rome)
		clock, o.Clock = c, c
		o.Quiet = func(ctx context.Context) error { return b.Quiet(ctx) }
		o.Hold = func() func() { return b.Hold() }
	}
	p, err := console.New(o)
	if err != nil {
		return err
	}
	for i := range s.bodies {
		s.bodies[i].Places = []string{consoleAccount + o.Room}
	}
	ctx, cancel := owning(ctx, s.store)
	defer cancel()
	if b, err = a.newBot(s.store, clock, s.log, admins(), s.bodies, s.script, p); err != nil {
		return err
	}
	err = b.Run(ctx)
	if errors.Is(context.Cause(ctx), redis.ErrLost) {
		return fail(2, "cli.redis.lost", "store", shownStore(a.location()))
	}
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// admins are the accounts that may found bodies in a console: whoever sits at
// the terminal.
func admins() []chat.Account { return []chat.Account{adminAccount} }

const adminAccount = "console:admin"

// members reads the body that the console begins with: that of the arguments,
// or the sample.
func (c *consoleCmd) members(a *app) (bot.Body, error) {
	data, name, file := sampleRoster, c.Name, "sample.csv"
	if c.Roster != "" {
		var err error
		if data, err = os.ReadFile(c.Roster); err != nil {
			return bot.Body{}, err
		}
		file = c.Roster
	}
	if name == "" {
		name = a.say("sample.body")
	}
	bylaws, err := a.bylaws(c.Profile)
	if err != nil {
		return bot.Body{}, err
	}
	rows, err := a.rows(file, data, 2)
	if err != nil {
		return bot.Body{}, err
	}
	body := bot.Body{Rows: seated(rows), Found: roster.Found{
		ID: bodyID, Name: name, Kind: a.kind(c.Kind), Bylaws: bylaws, Admin: adminAccount,
	}}
	var r *governance.Refusal
	if err := founding(body.Found, body.Rows); errors.As(err, &r) {
		return bot.Body{}, &failure{present.Refusal(nil, r), 2}
	} else if err != nil {
		return bot.Body{}, err
	}
	return body, nil
}

// kind is a kind of body by its own name, or by that of a language.
func (a *app) kind(word string) governance.BodyKind {
	for _, k := range []governance.BodyKind{
		governance.TeachersBoard, governance.Council, governance.Assembly, governance.OtherBody, governance.TenderCommittee,
	} {
		key := "command.setup.choice." + string(k) + ".name"
		if k == governance.OtherBody {
			key = "command.setup.choice.other-body.name"
		}
		for _, l := range a.catalogue.Languages() {
			if strings.EqualFold(word, a.catalogue.In(l, time.UTC).Plain(lang.T(key))) {
				return k
			}
		}
	}
	return governance.BodyKind(word)
}

// bylaws finds a profile by name, or reads a file of one.
func (a *app) bylaws(profile string) (governance.Bylaws, error) {
	if b, err := config.Profile(profile); err == nil {
		return b, nil
	}
	b, faults := config.ReadBylaws(profile)
	if len(faults) > 0 {
		return b, a.faults(profile, faults)
	}
	return b, nil
}

// rows reads a list of members and tells every bad line; code is the exit
// status where there are any.
func (a *app) rows(file string, data []byte, code int) ([]roster.Row, error) {
	rows, faults := roster.ParseCSV(data)
	if len(faults) == 0 {
		return rows, nil
	}
	for _, f := range faults {
		what := present.Refusal(nil, &governance.Refusal{Why: f.Why, Args: f.Args})
		where := file
		if f.Line > 0 {
			where = fmt.Sprintf("%s:%d", file, f.Line)
		}
		a.print("cli.fault", "where", where, "what", what)
	}
	return nil, fail(code, "cli.roster-bad", "file", file, "count", len(faults))
}

// greeted is how many members are greeted by name.
const greeted = 20

// greet tells a person at the terminal where they are.
func (c *consoleCmd) greet(a *app, st stage) {
	switch {
	case len(st.bodies) == 0:
		a.print("cli.going-on", "path", shownStore(a.location()))
		if c.Roster != "" || c.Name != "" {
			a.print("cli.founded-already")
		}
	case c.Roster != "":
		a.print("cli.founding", "body", st.bodies[0].Name, "members", len(st.bodies[0].Rows))
	default:
		a.print("cli.sample", "body", st.bodies[0].Name, "members", len(st.bodies[0].Rows))
	}
	var who []string
	for _, handle := range st.seats.handles {
		who = append(who, handle+" ("+st.seats.name[handle]+")")
	}
	if more := len(who) - greeted; more > 1 {
		who = append(who[:greeted], a.say("name.others", "count", more))
	}
	if len(who) == 0 {
		a.print("cli.nobody")
		return
	}
	a.print("cli.members", "members", who)
	a.print("cli.welcome", "who", st.seats.handles[0])
}

// isTerminal reports a person at the other end.
func isTerminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && console.Terminal(f)
}

// logFile is where the console logs: the terminal belongs to the chat.
func (a *app) logFile() (zerolog.Logger, func(), error) {
	f, err := os.OpenFile(filepath.Join(a.data, "assenso.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return zerolog.Nop(), nil, err
	}
	return zerolog.New(f).With().Timestamp().Logger(), func() { _ = f.Close() }, nil
}

// saver keeps files that the bot sends in a folder of the data, and says where
// it is there.
func (a *app) saver() func(chat.File) (string, error) {
	return func(f chat.File) (string, error) {
		dir := filepath.Join(a.data, "files")
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return "", err
		}
		name := filepath.Base(f.Name)
		return filepath.Join("files", name), os.WriteFile(filepath.Join(dir, name), f.Data, 0o600)
	}
}
