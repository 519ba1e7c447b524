// Command assenso holds formally valid meetings in a chat.
//
// Without arguments it opens a console in which one person plays every
// member. run.go is the only wiring; each subcommand is a file.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // an image made from scratch has no time zones

	"assenso/bot/lang"

	"github.com/alecthomas/kong"
	_ "golang.org/x/crypto/x509roots/fallback" // nor root certificates
)

// version is set when a release is built.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := execute(ctx, os.Args[1:], newShelf(), streams{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// cli is the command line. Its help is in bot/lang, under "cli.help".
type cli struct {
	Lang    string           `help:"${help_lang}" default:"${lang}" enum:"it,en" env:"ASSENSO_LANG"`
	Data    string           `help:"${help_data}" default:"assenso-data" type:"path" env:"ASSENSO_DATA"`
	Store   string           `help:"${help_store}" env:"ASSENSO_STORE"`
	Version kong.VersionFlag `help:"${help_version}"`

	Console  consoleCmd  `cmd:"" default:"withargs" help:"${help_console}"`
	Demo     demoCmd     `cmd:"" help:"${help_demo}"`
	Export   exportCmd   `cmd:"" help:"${help_export}"`
	Verify   verifyCmd   `cmd:"" help:"${help_verify}"`
	Replay   replayCmd   `cmd:"" help:"${help_replay}"`
	Explain  explainCmd  `cmd:"" help:"${help_explain}"`
	Register registerCmd `cmd:"" name:"register" help:"${help_register}"`
	State    stateCmd    `cmd:"" help:"${help_state}"`
	Move     moveCmd     `cmd:"" help:"${help_move}"`
	Run      runCmd      `cmd:"" help:"${help_run}"`
	Check    checkCmd    `cmd:"" help:"${help_check}"`
	Read     readCmd     `cmd:"" help:"${help_read}"`
}

// failure is a fault to tell on the terminal, in words of the catalogue.
type failure struct {
	text lang.Text
	code int // exit status: 1 what was asked does not hold, 2 it cannot be done
}

func (f *failure) Error() string { return f.text.Key }

func fail(code int, key string, args ...any) error { return &failure{lang.T(key, args...), code} }

// execute runs a command line and returns the exit status.
func execute(ctx context.Context, args []string, books shelf, std streams) int {
	app, err := newApp(args, books, std)
	if err != nil {
		fmt.Fprintln(std.err, "assenso:", err)
		return 2
	}
	var c cli
	exited := -1
	parser, err := kong.New(&c, kong.Name("assenso"), kong.Description(app.say("cli.help.app")),
		app.vars(&c), kong.Writers(std.out, std.err), kong.UsageOnError(),
		kong.Exit(func(code int) { exited = code }))
	if err != nil {
		fmt.Fprintln(std.err, "assenso:", err)
		return 2
	}
	kctx, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		fmt.Fprintln(std.err, app.say("cli.usage", "why", err.Error()))
		return 2
	}
	app.lang, app.data, app.store = c.Lang, c.Data, c.Store
	kctx.BindTo(ctx, (*context.Context)(nil))
	return app.exit(kctx.Run(app))
}

// exit tells what went wrong and returns the status.
func (a *app) exit(err error) int {
	if file := fileFault(err); file != nil {
		err = file
	}
	var f *failure
	switch {
	case err == nil:
		return 0
	case errors.As(err, &f):
		fmt.Fprintln(a.std.err, a.speaker().Plain(f.text))
		return f.code
	case errors.Is(err, context.Canceled):
		return 130
	default:
		fmt.Fprintln(a.std.err, "assenso:", err)
		return 2
	}
}

// languageOf finds the language in the arguments, before they are parsed: the
// help itself is in it.
func languageOf(args []string, env string) string {
	chosen := env
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			chosen = v
		} else if a == "--lang" && i+1 < len(args) {
			chosen = args[i+1]
		}
	}
	if strings.HasPrefix(chosen, "en") {
		return "en"
	}
	return "it"
}
