// Package memotest is the contract of memo.Memo, and a memo in memory for the
// tests of whoever uses one.
//
// Begin at Run; the fake is Memory.
package memotest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"assenso/bot/memo"

	"github.com/google/go-cmp/cmp"
)

// Store is one fresh memo under test.
type Store struct {
	Memo memo.Memo
	// Restart gives up Memo and opens what it kept, as a new process would.
	// Nil where nothing outlives the process.
	Restart func(t *testing.T) memo.Memo
}

// Run holds a store to the contract of memo.Memo. Open gives a new and empty
// one, and cleans up after it; Run calls it once for each case.
func Run(t *testing.T, open func(t *testing.T) Store) {
	t.Helper()
	for _, c := range []struct {
		name string
		run  func(t *testing.T, s Store)
	}{
		{"what was put is got", putGet},
		{"a later value replaces the earlier", replaces},
		{"spaces do not meet", spacesApart},
		{"keys and values are any bytes", opaque},
		{"a value of the greatest size fits, one more byte does not", greatest},
		{"deleting removes keys and forgives absent ones", deletes},
		{"all by prefix, ascending by bytes", allByPrefix},
		{"many pairs are listed whole", manyPairs},
		{"the memo may be used while listing", nestedUse},
		{"the caller may change its bytes afterwards", ownMemory},
		{"a context that ended stops everything", contextEnded},
		{"concurrent puts are each whole", concurrentPuts},
		{"a restart keeps everything", restart},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, open(t)) })
	}
}

func pair(key, value string) memo.Pair { return memo.Pair{Key: key, Value: []byte(value)} }

func mustPut(t *testing.T, m memo.Memo, space string, pairs ...memo.Pair) {
	t.Helper()
	if err := m.Put(t.Context(), space, pairs...); err != nil {
		t.Fatalf("put in %q: %v", space, err)
	}
}

func wantValue(t *testing.T, m memo.Memo, space, key, want string) {
	t.Helper()
	got, ok, err := m.Get(t.Context(), space, key)
	if err != nil || !ok || string(got) != want {
		t.Errorf("%q in %q: %.100q, %t, %v; want %.100q", key, space, got, ok, err, want)
	}
}

func wantNone(t *testing.T, m memo.Memo, space, key string) {
	t.Helper()
	if got, ok, err := m.Get(t.Context(), space, key); err != nil || ok || len(got) > 0 {
		t.Errorf("%q in %q: %.100q, %t, %v; want none", key, space, got, ok, err)
	}
}

func collect(ctx context.Context, m memo.Memo, space, prefix string) ([]memo.Pair, error) {
	var got []memo.Pair
	for p, err := range m.All(ctx, space, prefix) {
		if err != nil {
			return got, err
		}
		got = append(got, p)
	}
	return got, nil
}

// wantAll names the keys expected, in order.
func wantAll(t *testing.T, m memo.Memo, space, prefix string, want ...string) {
	t.Helper()
	got, err := collect(t.Context(), m, space, prefix)
	if err != nil {
		t.Fatalf("all %q in %q: %v", prefix, space, err)
	}
	var keys []string
	for _, p := range got {
		keys = append(keys, p.Key)
	}
	if diff := cmp.Diff(want, keys); diff != "" {
		t.Errorf("all %q in %q (-want +got):\n%s", prefix, space, diff)
	}
}

func putGet(t *testing.T, s Store) {
	wantNone(t, s.Memo, "cursor", "a")
	mustPut(t, s.Memo, "cursor")
	mustPut(t, s.Memo, "cursor", pair("a", "1"), pair("b", "2"))
	wantValue(t, s.Memo, "cursor", "a", "1")
	wantValue(t, s.Memo, "cursor", "b", "2")
	wantNone(t, s.Memo, "cursor", "c")
	wantNone(t, s.Memo, "cursor", "A")
}

func replaces(t *testing.T, s Store) {
	mustPut(t, s.Memo, "cursor", pair("a", "a long value"), pair("b", "kept"))
	mustPut(t, s.Memo, "cursor", pair("a", "short"))
	wantValue(t, s.Memo, "cursor", "a", "short")
	wantValue(t, s.Memo, "cursor", "b", "kept")
	mustPut(t, s.Memo, "cursor", pair("a", "first"), pair("c", "x"), pair("a", "second"))
	wantValue(t, s.Memo, "cursor", "a", "second")
	wantAll(t, s.Memo, "cursor", "", "a", "b", "c")
}

func spacesApart(t *testing.T, s Store) {
	mustPut(t, s.Memo, "ref", pair("a", "ref"))
	mustPut(t, s.Memo, "ref:a", pair("", "none"))
	mustPut(t, s.Memo, "re", pair("f:a", "re"))
	mustPut(t, s.Memo, "", pair("a", "nameless"))
	wantValue(t, s.Memo, "ref", "a", "ref")
	wantValue(t, s.Memo, "ref:a", "", "none")
	wantValue(t, s.Memo, "re", "f:a", "re")
	wantValue(t, s.Memo, "", "a", "nameless")
	if err := s.Memo.Delete(t.Context(), "ref", "a"); err != nil {
		t.Fatal(err)
	}
	wantNone(t, s.Memo, "ref", "a")
	wantAll(t, s.Memo, "ref", "")
	wantAll(t, s.Memo, "ref:a", "", "")
	wantAll(t, s.Memo, "re", "", "f:a")
	wantAll(t, s.Memo, "", "", "a")
}

func opaque(t *testing.T, s Store) {
	for _, v := range []string{"", "\x00", "a\x00b", "\xff\xfe", "è", "'", "\r\n", " ", "{}", "%_*?[a]\\"} {
		mustPut(t, s.Memo, "space "+v, pair("key "+v, "value "+v), pair(v, v))
		wantValue(t, s.Memo, "space "+v, "key "+v, "value "+v)
		wantValue(t, s.Memo, "space "+v, v, v)
		got, err := collect(t.Context(), s.Memo, "space "+v, v)
		if err != nil || len(got) == 0 {
			t.Fatalf("all %q: %d pairs, %v", v, len(got), err)
		}
		for _, p := range got {
			if p.Key != v && p.Key != "key "+v {
				t.Errorf("all %q: key %q", v, p.Key)
			}
			if p.Key == v && string(p.Value) != v {
				t.Errorf("all %q: value %q", v, p.Value)
			}
		}
	}
	mustPut(t, s.Memo, "nil", memo.Pair{Key: "nil"})
	wantValue(t, s.Memo, "nil", "nil", "")
}

func greatest(t *testing.T, s Store) {
	most := string(bytes.Repeat([]byte{0xa7}, memo.MaxValue))
	mustPut(t, s.Memo, "state", pair("a", most), pair("b", most))
	wantValue(t, s.Memo, "state", "a", most)
	wantValue(t, s.Memo, "state", "b", most)
	err := s.Memo.Put(t.Context(), "state", pair("c", "fits"), pair("d", most+"x"))
	if !errors.Is(err, memo.ErrTooLarge) {
		t.Errorf("error %v, want ErrTooLarge", err)
	}
	wantNone(t, s.Memo, "state", "c")
	wantNone(t, s.Memo, "state", "d")
}

func deletes(t *testing.T, s Store) {
	mustPut(t, s.Memo, "prompt", pair("a", "1"), pair("b", "2"), pair("c", "3"))
	for range 2 {
		if err := s.Memo.Delete(t.Context(), "prompt", "a", "c", "never"); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Memo.Delete(t.Context(), "prompt"); err != nil {
		t.Fatal(err)
	}
	if err := s.Memo.Delete(t.Context(), "unknown", "a"); err != nil {
		t.Fatal(err)
	}
	wantNone(t, s.Memo, "prompt", "a")
	wantValue(t, s.Memo, "prompt", "b", "2")
	wantAll(t, s.Memo, "prompt", "", "b")
	mustPut(t, s.Memo, "prompt", pair("a", "again"))
	wantValue(t, s.Memo, "prompt", "a", "again")
}

func allByPrefix(t *testing.T, s Store) {
	keys := []string{"sala:2", "sala:10", "sala:1", "sala", "sal", "sala%", "sala_x", "Sala:1", "è", "sala:\xff\xff", "sala;", "z", "\xff\xff", "\xff", ""}
	for _, key := range keys {
		mustPut(t, s.Memo, "ref", pair(key, "of "+key))
	}
	wantAll(t, s.Memo, "ref", "",
		"", "Sala:1", "sal", "sala", "sala%", "sala:1", "sala:10", "sala:2", "sala:\xff\xff", "sala;", "sala_x", "z", "è", "\xff", "\xff\xff")
	wantAll(t, s.Memo, "ref", "sala:", "sala:1", "sala:10", "sala:2", "sala:\xff\xff")
	wantAll(t, s.Memo, "ref", "sala:1", "sala:1", "sala:10")
	wantAll(t, s.Memo, "ref", "sala%", "sala%")
	wantAll(t, s.Memo, "ref", "sala_", "sala_x")
	wantAll(t, s.Memo, "ref", "\xff", "\xff", "\xff\xff")
	wantAll(t, s.Memo, "ref", "nothing")
	wantAll(t, s.Memo, "unknown", "")
	got, err := collect(t.Context(), s.Memo, "ref", "z")
	if diff := cmp.Diff([]memo.Pair{pair("z", "of z")}, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// More than any page in which a store may fetch.
func manyPairs(t *testing.T, s Store) {
	const n = 2500
	pairs := make([]memo.Pair, n)
	want := make([]string, n)
	for i := range pairs {
		want[i] = fmt.Sprintf("key:%06d", i)
		pairs[n-1-i] = pair(want[i], want[i])
	}
	mustPut(t, s.Memo, "many", pairs...)
	wantAll(t, s.Memo, "many", "key:", want...)
	wantAll(t, s.Memo, "many", "key:00249", want[2490:]...)
	seen := 0
	for range s.Memo.All(t.Context(), "many", "") {
		if seen++; seen == 1300 {
			break
		}
	}
	if seen != 1300 {
		t.Errorf("%d pairs before the break", seen)
	}
	if err := s.Memo.Delete(t.Context(), "many", want...); err != nil {
		t.Fatal(err)
	}
	wantAll(t, s.Memo, "many", "")
}

func nestedUse(t *testing.T, s Store) {
	for i := range 30 {
		mustPut(t, s.Memo, "prompt", pair(fmt.Sprintf("old:%02d", i), "x"))
	}
	seen := 0
	for p, err := range s.Memo.All(t.Context(), "prompt", "old:") {
		if err != nil {
			t.Fatal(err)
		}
		seen++
		mustPut(t, s.Memo, "prompt", pair("new:"+p.Key, "x"))
		if err := s.Memo.Delete(t.Context(), "prompt", p.Key); err != nil {
			t.Fatal(err)
		}
		wantNone(t, s.Memo, "prompt", p.Key)
	}
	if seen != 30 {
		t.Errorf("%d pairs seen, want 30", seen)
	}
	wantAll(t, s.Memo, "prompt", "old:")
	if got, err := collect(t.Context(), s.Memo, "prompt", "new:"); err != nil || len(got) != 30 {
		t.Errorf("%d new pairs, %v", len(got), err)
	}
}

func ownMemory(t *testing.T, s Store) {
	value := []byte("sound")
	mustPut(t, s.Memo, "a", memo.Pair{Key: "k", Value: value})
	clear(value)
	wantValue(t, s.Memo, "a", "k", "sound")
	got, _, err := s.Memo.Get(t.Context(), "a", "k")
	if err != nil {
		t.Fatal(err)
	}
	clear(got)
	wantValue(t, s.Memo, "a", "k", "sound")
}

func contextEnded(t *testing.T, s Store) {
	mustPut(t, s.Memo, "a", pair("k", "v"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, got := s.Memo.Get(ctx, "a", "k")
	_, all := collect(ctx, s.Memo, "a", "")
	for what, err := range map[string]error{
		"get":    got,
		"put":    s.Memo.Put(ctx, "a", pair("k", "changed")),
		"delete": s.Memo.Delete(ctx, "a", "k"),
		"all":    all,
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v, want context.Canceled", what, err)
		}
	}
	wantValue(t, s.Memo, "a", "k", "v")
}

func concurrentPuts(t *testing.T, s Store) {
	const writers, rounds, keys = 6, 20, 8
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			for r := range rounds {
				pairs := []memo.Pair{pair(fmt.Sprintf("own:%d", w), fmt.Sprint(r))}
				for k := range keys {
					pairs = append(pairs, pair(fmt.Sprintf("shared:%d", k), fmt.Sprintf("%d/%d", w, r)))
				}
				if err := s.Memo.Put(t.Context(), "race", pairs...); err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
			}
		})
	}
	all.Wait()
	for w := range writers {
		wantValue(t, s.Memo, "race", fmt.Sprintf("own:%d", w), fmt.Sprint(rounds-1))
	}
	shared, err := collect(t.Context(), s.Memo, "race", "shared:")
	if err != nil || len(shared) != keys {
		t.Fatalf("%d pairs, %v", len(shared), err)
	}
	for _, p := range shared {
		if !bytes.Equal(p.Value, shared[0].Value) {
			t.Errorf("%s is %s, %s is %s: a put was torn", p.Key, p.Value, shared[0].Key, shared[0].Value)
		}
	}
}

func restart(t *testing.T, s Store) {
	if s.Restart == nil {
		t.Skip("nothing of this store outlives its process")
	}
	mustPut(t, s.Memo, "cursor", pair("a", "1"), pair("b", "2"))
	if err := s.Memo.Delete(t.Context(), "cursor", "b"); err != nil {
		t.Fatal(err)
	}
	m := s.Restart(t)
	wantValue(t, m, "cursor", "a", "1")
	wantAll(t, m, "cursor", "", "a")
}
