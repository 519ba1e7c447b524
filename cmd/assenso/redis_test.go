package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assenso/adapters/redis"
	"assenso/adapters/redis/redistest"

	"github.com/google/go-cmp/cmp"
	goredis "github.com/redis/go-redis/v9"
)

// onRedis plays a script with its store in Redis.
func onRedis(t *testing.T, address, script string) (data, shown string) {
	t.Helper()
	data = t.TempDir()
	text := readScript(t, script, "it")
	args := append([]string{"--lang", "it", "--data", data, "--store", address, "console"}, scriptArgs(text)...)
	code, out, errs := run(t, text, args...)
	if code != 0 {
		t.Fatalf("exit %d\n%s\n%s", code, out, errs)
	}
	return data, scrub(out, data)
}

// The whole conversation is the same, whatever the record is kept in.
func TestAMeetingInRedisIsTheMeetingInAFile(t *testing.T) {
	server := redistest.Start(t, redistest.Safe()...)
	for _, name := range []string{"contested", "ordinary", "dropouts"} {
		t.Run(name, func(t *testing.T) {
			script := "testdata/transcripts/" + name + ".script"
			p := playScript(t, script, "it")
			_, shown := onRedis(t, server.URL("prefix="+name), script)
			if d := cmp.Diff(p.shown, shown); d != "" {
				t.Errorf("(-file +redis):\n%s", d)
			}
		})
	}
}

func TestMovingThereAndBackChangesNothing(t *testing.T) {
	server := redistest.Start(t, redistest.Safe()...)
	data, id := sealedMeeting(t)
	was := exportOf(t, "--data", data, id)
	file, away, back := filepath.Join(data, dbName), server.URL(), filepath.Join(t.TempDir(), "new", dbName)

	told{args: []string{"move", file, away}, want: "copia controllata"}.check(t)
	told{name: "the old store", args: []string{"--data", data, "console"}, code: 2, want: "trasferiti"}.check(t)
	told{args: []string{"move", file, away}, code: 2, want: "trasferiti"}.check(t)
	if d := cmp.Diff(was, exportOf(t, "--store", away, id)); d != "" {
		t.Errorf("in Redis (-file +redis):\n%s", d)
	}
	told{args: []string{"--store", away, "state", id}, want: "Impronta dell'ultima"}.check(t)

	told{args: []string{"move", away, back}, want: "copia controllata"}.check(t)
	if d := cmp.Diff(was, exportOf(t, "--store", back, id)); d != "" {
		t.Errorf("back (-before +after):\n%s", d)
	}
	told{name: "back to where it began", args: []string{"move", back, file}, want: "copia controllata"}.check(t)
	told{args: []string{"--data", data, "state", id}, want: "Impronta dell'ultima"}.check(t)
}

func TestStrangersStoresAreNoTargets(t *testing.T) {
	server := redistest.Start(t)
	one, _ := held(t)
	two, _ := sealedMeeting(t)
	told{args: []string{"move", filepath.Join(one, dbName), server.URL()}, want: "copia controllata"}.check(t)
	told{args: []string{"move", filepath.Join(two, dbName), server.URL()}, code: 2, want: "indica"}.check(t)
	told{args: []string{"move", filepath.Join(two, dbName), filepath.Join(two, dbName)}, code: 2, want: "già lì"}.check(t)
	told{args: []string{"move", filepath.Join(two, "nothing.db"), server.URL()}, code: 2, want: "Non ci sono dati"}.check(t)
}

// exportOf is what an export writes, by name.
func exportOf(t *testing.T, flag, where, id string) string {
	t.Helper()
	out := t.TempDir()
	told{args: []string{flag, where, "export", id, "--out", out}, want: id}.check(t)
	return string(readAll(t, filepath.Join(out, id)))
}

func TestRedisIsJudgedAtTheStart(t *testing.T) {
	for _, row := range []struct {
		name     string
		settings []string
		code     int
		want     string
	}{
		{"nothing is written to disk", nil, 0, "non scrive su disco"},
		{"only every second", []string{"--appendonly", "yes"}, 0, "una volta al secondo"},
		{"whenever the system likes", []string{"--appendonly", "yes", "--appendfsync", "no"}, 0, "lascia al sistema"},
		{"not while rewriting", append(redistest.Safe(), "--no-appendfsync-on-rewrite", "yes"), 0, "riscrive il suo file"},
		{"the record may be dropped", append(redistest.Safe(), "--maxmemory-policy", "allkeys-lru"), 2, "maxmemory-policy noeviction"},
		{"it does not tell", append(redistest.Safe(), "--rename-command", "CONFIG", ""), 0, "non dice come conserva"},
	} {
		t.Run(row.name, func(t *testing.T) {
			server := redistest.Start(t, row.settings...)
			told{args: []string{"--data", t.TempDir(), "--store", server.URL(), "console"}, code: row.code, want: row.want}.check(t)
		})
	}
	t.Run("safe settings need no word", func(t *testing.T) {
		server := redistest.Start(t, redistest.Safe()...)
		told{args: []string{"--data", t.TempDir(), "--store", server.URL(), "console"}, not: "Attenzione"}.check(t)
	})
}

func TestWhatIsWrongWithARedisIsSaid(t *testing.T) {
	server := redistest.Start(t, redistest.Safe()...)
	for _, row := range []told{
		{name: "nobody answers", args: []string{"redis://127.0.0.1:1"}, want: "non risponde"},
		{name: "an address with another scheme", args: []string{"redis:localhost"}, want: "non va bene"},
		{name: "a password that is wrong", args: []string{"redis://user:hunter2@" + server.Addr()}, want: "non risponde", not: "hunter2"},
		{name: "a password in an address that is none", args: []string{"redis://user:hunter2@" + server.Addr() + "/x?y"}, want: "non va bene", not: "hunter2"},
	} {
		t.Run(row.name, func(t *testing.T) {
			row.code, row.args = 2, []string{"--data", t.TempDir(), "--store", row.args[0], "console"}
			row.check(t)
		})
	}
	cfg := filepath.Join(t.TempDir(), "c.yaml")
	for store, want := range map[string]string{server.URL(): "tutto in ordine", "redis://127.0.0.1:1": "non risponde"} {
		if err := os.WriteFile(cfg, []byte("store: "+store+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		told{args: []string{"check", "--config", cfg, "--reach"}, want: want, code: map[bool]int{true: 2}[want == "non risponde"]}.check(t)
	}
	told{name: "no store yet", args: []string{"--store", server.URL(), "state", "x"}, code: 2, want: "non c'è niente di assenso"}.check(t)
}

// Who comes second waits, says for whom, and goes on when the first has ended.
func TestASecondConsoleStandsBy(t *testing.T) {
	server := redistest.Start(t, redistest.Safe()...)
	s, err := redis.Open(t.Context(), server.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lease, err := s.Own(t.Context(), 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	released := make(chan error, 1)
	time.AfterFunc(500*time.Millisecond, func() { released <- lease.Release(t.Context()) })
	told{args: []string{"--data", t.TempDir(), "--store", server.URL(), "console"}, want: "Resto in attesa"}.check(t)
	if err := <-released; err != nil {
		t.Error(err)
	}
}

func TestTheDemonstrationLeavesTheStoreAlone(t *testing.T) {
	told{args: []string{"--store", "redis://127.0.0.1:1", "demo", "--speed", "0", "--out", t.TempDir()}, not: strings.ToUpper("redis")}.check(t)
}

// A process that was cut off, and finds that another has taken over, stops: two
// bots in one place would both answer.
func TestWhoWasOvertakenStops(t *testing.T) {
	server := redistest.Start(t, redistest.Safe()...)
	in, typed := io.Pipe()
	defer typed.Close()
	var out, errs bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		args := []string{"--data", t.TempDir(), "--store", server.URL("lease=200ms"), "console"}
		ended <- execute(t.Context(), args, books, streams{in, &out, &errs})
	}()
	if _, err := io.WriteString(typed, "@2026-11-24 16:30\nanna: /stato\n"); err != nil {
		t.Fatal(err)
	}
	client := goredis.NewClient(&goredis.Options{Addr: server.Addr()})
	defer client.Close()
	if n, err := client.HSet(t.Context(), "assenso:{lease:0}", "token", "another's").Result(); err != nil || n != 0 {
		t.Fatalf("the console holds no lease (%d, %v)", n, err)
	}
	if code := <-ended; code != 2 || !strings.Contains(errs.String(), "subentrato") {
		t.Errorf("exit %d, want 2, and why:\n%s%s", code, out.String(), errs.String())
	}
}
