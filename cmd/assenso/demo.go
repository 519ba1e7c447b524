package main

import (
	"context"
	"embed"
	"os"
	"path/filepath"
	"strings"

	"assenso/adapters/console"
	"assenso/bot"
	"assenso/governance"
	"assenso/governance/roster"

	"github.com/rs/zerolog"
)

// demoFiles are a body of invented people, and what they say, in each
// language. Only what people type is written there: everything the bot shows
// is its own.
//
//go:embed demo
var demoFiles embed.FS

// demoCmd plays a whole meeting of a teachers' board.
type demoCmd struct {
	Speed float64 `help:"${help_speed}" default:"2"`
	Out   string  `help:"${help_out}" type:"path"`
}

// Run plays the script on the real bot, and says where the record is.
func (c *demoCmd) Run(ctx context.Context, a *app) error {
	script, err := demoFiles.ReadFile("demo/" + a.lang + ".script")
	if err != nil {
		return err
	}
	list, err := demoFiles.ReadFile("demo/roster.csv")
	if err != nil {
		return err
	}
	rows, err := a.rows("roster.csv", list, 2)
	if err != nil {
		return err
	}
	bylaws, err := a.bylaws("istituto-2020")
	if err != nil {
		return err
	}
	a.store = "" // a demonstration is no business of the store that is in use
	if a.data = c.Out; a.data == "" {
		if a.data, err = os.MkdirTemp("", "assenso-demo-"); err != nil {
			return err
		}
	}
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	err = a.play(ctx, stage{
		store: store, log: zerolog.Nop(), script: true, seats: seatsOfRows(rows),
		bodies: []bot.Body{{Rows: rows, Found: roster.Found{
			ID: bodyID, Name: a.say("sample.body"), Kind: governance.TeachersBoard, Bylaws: bylaws, Admin: adminAccount,
		}}},
		options: console.Options{
			In: strings.NewReader(string(script)), Room: "sala", Echo: true, Speed: c.Speed,
			Save: a.saver(),
		},
	})
	if cerr := store.Close(); err == nil {
		err = cerr
	}
	if err != nil || ctx.Err() != nil {
		return err
	}
	return c.hand(ctx, a)
}

// hand exports the meeting of the demo and says where it is.
func (c *demoCmd) hand(ctx context.Context, a *app) error {
	store, err := a.openRecords(ctx)
	if err != nil {
		return err
	}
	ids, err := meetings(ctx, store)
	if cerr := store.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	for _, id := range ids {
		r, err := a.openMeeting(ctx, id)
		if err != nil {
			return err
		}
		files, err := a.files(r)
		if err != nil {
			return err
		}
		dir := filepath.Join(a.data, id)
		if err := writeFiles(dir, files); err != nil {
			return err
		}
		a.print("cli.demo-done", "dir", dir)
	}
	return nil
}
