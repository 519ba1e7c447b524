package journal_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"assenso/bot/journal"
)

const stream = "meeting:collegio-2026-11-24"

// fixed is a small record that uses every field at least once.
func fixed() []journal.Commit {
	at := time.Date(2026, 11, 24, 16, 30, 0, 250_000_000, time.FixedZone("CET", 3600))
	return []journal.Commit{
		{Cause: "console:message:1", Entries: []journal.Entry{
			{At: at, Said: at.Add(-time.Second), By: "anna", For: "chair", Name: "motion-proposed",
				Data: json.RawMessage(`{"item":3,"text":"Perché no? <b>"}`)},
			{At: at, Name: "noted", Data: json.RawMessage(`{}`),
				Private: json.RawMessage(`{"name":"Bruno Verdi"}`), Salt: []byte("0123456789abcdef")},
		}},
		{Cause: "elapse:ballot:2026-11-24T15:32:00Z", Entries: []journal.Entry{
			{At: at.Add(2 * time.Minute), Name: "ballot-closed"},
		}},
	}
}

func flat(commits []journal.Commit) []journal.Entry {
	var all []journal.Entry
	for _, c := range commits {
		all = append(all, c.Entries...)
	}
	return all
}

func seq(entries []journal.Entry) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func TestTheFormatNeverChanges(t *testing.T) {
	commits := fixed()
	head := journal.Seal(stream, journal.Head{}, commits)
	all := flat(commits)

	// These were computed once by an independent program. If they change,
	// every journal in the world stops verifying: mend the code, not them.
	want := []string{
		"f9ca59c6a4d89444e2654636342a93e77c63f28a574bdd2d591c7f95461b0f23",
		"03e60141b25d10dfbbbed47371721c70a39bedbbc2c668105782edf4f8d96c3b",
		"dff03f5df200536d465b4844dfa3497bc7501168a510da4e94bad890fd126c9b",
	}
	for i, e := range all {
		if got := hex.EncodeToString(e.Hash[:]); got != want[i] {
			t.Errorf("entry %d: hash %s, want %s", i+1, got, want[i])
		}
	}
	const digest = "5d90fe70ac5fad6c0444b34c66a9d73be0a7aaeaaddba678e704b94527c6db1a"
	if got := hex.EncodeToString(all[1].Digest[:]); got != digest {
		t.Errorf("digest %s, want %s", got, digest)
	}
	if head.Seq != 3 || head.Hash != all[2].Hash {
		t.Errorf("head %d %x is not the last entry", head.Seq, head.Hash)
	}
}

func TestSealNormalises(t *testing.T) {
	now := time.Now() // has a monotonic reading and a zone
	commits := []journal.Commit{{Cause: "c", Entries: []journal.Entry{
		{At: now.In(time.FixedZone("", 7200)), Name: "x", Data: json.RawMessage{}, Private: json.RawMessage{}, Salt: []byte("salt")},
		{At: now, Said: now, Name: "y"},
	}}}
	journal.Seal(stream, journal.Head{}, commits)
	x, y := commits[0].Entries[0], commits[0].Entries[1]
	for _, at := range []time.Time{x.At, y.At, y.Said} {
		if at != now.UTC().Round(0) {
			t.Errorf("time %#v is not plain UTC", at)
		}
	}
	if x.Said != (time.Time{}) {
		t.Errorf("no said became %v", x.Said)
	}
	if x.Data != nil || x.Private != nil || x.Salt != nil || x.Erased() {
		t.Errorf("empty values were kept: %#v", x)
	}
	if x.Cause != "c" || y.Cause != "c" {
		t.Errorf("causes %q and %q, want the commit's", x.Cause, y.Cause)
	}
}

func TestSealingInPartsIsSealingAtOnce(t *testing.T) {
	whole, parts := fixed(), fixed()
	want := journal.Seal(stream, journal.Head{}, whole)
	head := journal.Head{}
	for i := range parts {
		head = journal.Seal(stream, head, parts[i:i+1])
	}
	if head != want {
		t.Errorf("head %v, want %v", head, want)
	}
}

func TestAGoodChainVerifies(t *testing.T) {
	commits := fixed()
	want := journal.Seal(stream, journal.Head{}, commits)
	got, err := journal.Verify(stream, seq(flat(commits)))
	if err != nil || got != want {
		t.Errorf("head %v, %v; want %v", got, err, want)
	}
	if got, err := journal.Verify(stream, seq(nil)); err != nil || got != (journal.Head{}) {
		t.Errorf("empty stream: head %v, %v", got, err)
	}
}

func TestAnyChangeBreaksTheChain(t *testing.T) {
	rows := []struct {
		name   string
		change func(e []journal.Entry) []journal.Entry
		seq    uint64
	}{
		{"the first entry is missing", func(e []journal.Entry) []journal.Entry { return e[1:] }, 2},
		{"an entry in the middle is missing", func(e []journal.Entry) []journal.Entry { return append(e[:1], e[2:]...) }, 3},
		{"an entry comes twice", func(e []journal.Entry) []journal.Entry { return append(e[:2], e[1:]...) }, 2},
		{"two entries are swapped", func(e []journal.Entry) []journal.Entry { e[0], e[1] = e[1], e[0]; return e }, 2},
		{"a time moves by a nanosecond", func(e []journal.Entry) []journal.Entry { e[1].At = e[1].At.Add(1); return e }, 2},
		{"the time of the words is lost", func(e []journal.Entry) []journal.Entry { e[0].Said = time.Time{}; return e }, 1},
		{"another member acted", func(e []journal.Entry) []journal.Entry { e[0].By = "carla"; return e }, 1},
		{"the order of the chair is gone", func(e []journal.Entry) []journal.Entry { e[0].For = ""; return e }, 1},
		{"a boundary between fields moves", func(e []journal.Entry) []journal.Entry { e[0].By, e[0].For = "annac", "hair"; return e }, 1},
		{"the cause differs", func(e []journal.Entry) []journal.Entry { e[0].Cause = "console:message:2"; return e }, 1},
		{"the name differs", func(e []journal.Entry) []journal.Entry { e[2].Name = "ballot-void"; return e }, 3},
		{"a space appears in the data", func(e []journal.Entry) []journal.Entry { e[1].Data = json.RawMessage(`{ }`); return e }, 2},
		{"data appears", func(e []journal.Entry) []journal.Entry { e[2].Data = json.RawMessage(`{}`); return e }, 3},
		{"the private values differ", func(e []journal.Entry) []journal.Entry {
			e[1].Private = json.RawMessage(`{"name":"Carla Verdi"}`)
			return e
		}, 2},
		{"the salt differs", func(e []journal.Entry) []journal.Entry { e[1].Salt = []byte("0123456789abcdeX"); return e }, 2},
		{"private values appear where there were none", func(e []journal.Entry) []journal.Entry {
			e[2].Private, e[2].Salt = json.RawMessage(`{}`), make([]byte, journal.SaltSize)
			return e
		}, 3},
		{"the digest is gone", func(e []journal.Entry) []journal.Entry {
			e[1].Private, e[1].Salt, e[1].Digest = nil, nil, [32]byte{}
			return e
		}, 2},
		{"a hash differs", func(e []journal.Entry) []journal.Entry { e[2].Hash[31]++; return e }, 3},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			commits := fixed()
			journal.Seal(stream, journal.Head{}, commits)
			_, err := journal.Verify(stream, seq(row.change(flat(commits))))
			var broken *journal.BrokenError
			if !errors.As(err, &broken) {
				t.Fatalf("error %v, want a *BrokenError", err)
			}
			if broken.Stream != stream || broken.Seq != row.seq || broken.Why == "" {
				t.Errorf("broken at %s/%d: %q; want entry %d", broken.Stream, broken.Seq, broken.Why, row.seq)
			}
		})
	}
	t.Run("the chain belongs to another stream", func(t *testing.T) {
		commits := fixed()
		journal.Seal(stream, journal.Head{}, commits)
		if _, err := journal.Verify("meeting:other", seq(flat(commits))); err == nil {
			t.Error("verified")
		}
	})
}

func TestErasingBreaksNothingAndIsReported(t *testing.T) {
	commits := fixed()
	want := journal.Seal(stream, journal.Head{}, commits)
	v := journal.NewVerifier(stream)
	for _, e := range flat(commits) {
		e.Private, e.Salt = nil, nil
		if err := v.Next(e); err != nil {
			t.Fatal(err)
		}
	}
	if v.Head() != want {
		t.Errorf("head %v, want %v", v.Head(), want)
	}
	if got := fmt.Sprint(v.Erased()); got != "[2]" {
		t.Errorf("erased %v, want [2]", got)
	}
}

func TestAVerifierStaysBroken(t *testing.T) {
	commits := fixed()
	journal.Seal(stream, journal.Head{}, commits)
	all := flat(commits)
	v := journal.NewVerifier(stream)
	first := v.Next(all[1])
	if first == nil || v.Next(all[0]) != first || v.Head() != (journal.Head{}) {
		t.Errorf("error %v, then head %v", first, v.Head())
	}
}

func TestVerifyHandsOnTheReadersError(t *testing.T) {
	boom := errors.New("boom")
	_, err := journal.Verify(stream, func(yield func(journal.Entry, error) bool) { yield(journal.Entry{}, boom) })
	if !errors.Is(err, boom) {
		t.Errorf("error %v, want boom", err)
	}
}

func group(n int) []journal.Commit {
	at := time.Date(2026, 11, 24, 16, 30, 0, 123_456_789, time.UTC)
	commits := make([]journal.Commit, n)
	for i := range commits {
		commits[i] = journal.Commit{Cause: fmt.Sprintf("telegram:update:%d", i), Entries: []journal.Entry{{
			At: at, Said: at, By: "anna", Name: "objected",
			Data:    json.RawMessage(`{"ballot":"3/1","position":"against","words":"` + string(bytes.Repeat([]byte("x"), 120)) + `"}`),
			Private: json.RawMessage(`{"account":"telegram:42"}`),
			Salt:    []byte("0123456789abcdef"),
		}}}
	}
	return commits
}

func BenchmarkSeal(b *testing.B) {
	for _, n := range []int{1, 256} {
		b.Run(fmt.Sprintf("group=%d", n), func(b *testing.B) {
			commits := group(n)
			b.ReportAllocs()
			for b.Loop() {
				for i := range commits {
					commits[i].Entries[0].Cause = ""
				}
				journal.Seal(stream, journal.Head{}, commits)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/entry")
		})
	}
}

func BenchmarkVerify(b *testing.B) {
	commits := group(1000)
	journal.Seal(stream, journal.Head{}, commits)
	all := flat(commits)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := journal.Verify(stream, seq(all)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(all)), "ns/entry")
}
