package main

import (
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"assenso/adapters/console"
	"assenso/bot"
	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/bot/journal"
	"assenso/bot/lang"
	"assenso/bot/reading"
	"assenso/config"
	"assenso/governance"

	"github.com/alecthomas/kong"
	"github.com/rs/zerolog"
)

// shelf holds what is read once and never changes: the catalogue of words, and
// the reader of what members type. Reading either takes longer than most
// commands do.
type shelf struct {
	catalogue func() (*lang.Catalogue, error)
	reader    func() (*reading.Reader, error)
}

func newShelf() shelf {
	return shelf{
		catalogue: lang.Load,
		reader:    sync.OnceValues(func() (*reading.Reader, error) { return reading.New() }),
	}
}

// app is what every command shares.
type app struct {
	std       streams
	reader    func() (*reading.Reader, error)
	catalogue *lang.Catalogue
	lang      string
	data      string
	store     string // where another than the file in data
}

func newApp(args []string, books shelf, std streams) (*app, error) {
	cat, err := books.catalogue()
	if err != nil {
		return nil, err
	}
	return &app{std: std, reader: books.reader, catalogue: cat, lang: languageOf(args, os.Getenv("ASSENSO_LANG"))}, nil
}

func (a *app) speaker() *lang.Speaker { return a.catalogue.In(a.lang, time.Local) }

// say is a sentence of the catalogue in the language of the command line.
func (a *app) say(key string, args ...any) string { return a.speaker().Plain(lang.T(key, args...)) }

// print writes a sentence and a line end; on a terminal no word is broken.
func (a *app) print(key string, args ...any) {
	text := a.say(key, args...)
	if f, ok := a.std.out.(*os.File); ok && console.Terminal(f) {
		text = filled(text, console.Width(f)())
	}
	_, _ = io.WriteString(a.std.out, text+"\n")
}

// filled breaks a text at spaces, so that its lines have so many letters where
// words allow.
func filled(text string, width int) string {
	var b strings.Builder
	at := 0
	for i, word := range strings.Split(text, " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case at+1+n > width:
			b.WriteByte('\n')
			at = 0
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	return b.String()
}

// vars gives kong the words of the help: every ${help_x} of the command line.
func (a *app) vars(c *cli) kong.Vars {
	v := kong.Vars{"version": "assenso " + version, "lang": a.lang}
	var collect func(t reflect.Type)
	collect = func(t reflect.Type) {
		for i := range t.NumField() {
			f := t.Field(i)
			if key, ok := strings.CutPrefix(f.Tag.Get("help"), "${help_"); ok {
				key = strings.TrimSuffix(key, "}")
				v["help_"+key] = a.say("cli.help." + key)
			}
			if f.Type.Kind() == reflect.Struct && f.Type.PkgPath() == t.PkgPath() {
				collect(f.Type)
			}
		}
	}
	collect(reflect.TypeOf(*c))
	return v
}

// newBot wires a bot on a store and its platforms.
func (a *app) newBot(store storeOf, clock bot.Clock, log zerolog.Logger, admins []chat.Account, bodies []bot.Body, calm bool, platforms ...chat.Platform) (*bot.Bot, error) {
	book, err := command.NewBook(a.catalogue, command.All())
	if err != nil {
		return nil, err
	}
	reader, err := a.reader()
	if err != nil {
		return nil, err
	}
	profiles := make(map[string]governance.Bylaws)
	for _, name := range config.Profiles() {
		if profiles[name], err = config.Profile(name); err != nil {
			return nil, err
		}
	}
	b := bot.New(bot.Options{
		Journal: store, Memo: store, Platforms: platforms, Clock: clock,
		Catalogue: a.catalogue, Language: a.lang, Book: book, Reader: reader,
		Salt: salt, Log: log, Admins: admins, Bodies: bodies, Calm: calm,
		Profiles: profiles,
		Archive:  a.archiver(store, filepath.Join(a.data, "archive")),
		Archived: archivedIn(filepath.Join(a.data, "archive")),
	})
	return b, nil
}

// salt is what hides a private value in its digest.
func salt() []byte {
	b := make([]byte, journal.SaltSize)
	_, _ = rand.Read(b) // it never fails: the program would end first
	return b
}
