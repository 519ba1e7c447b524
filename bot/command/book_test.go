package command_test

import (
	"testing"

	"assenso/bot/command"
	"assenso/bot/lang"
)

func catalogue(t testing.TB) *lang.Catalogue {
	t.Helper()
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.Reporting(func(f lang.Fault) { t.Error(f) })
}

func book(t testing.TB) *command.Book {
	t.Helper()
	b, err := command.NewBook(catalogue(t), command.All())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestX(t *testing.T) { book(t) }
