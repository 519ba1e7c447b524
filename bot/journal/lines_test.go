package journal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"assenso/bot/journal"

	"github.com/google/go-cmp/cmp"
)

// exported is fixed(), sealed and written.
const exported = `{"format":"assenso-journal/1","stream":"meeting:collegio-2026-11-24"}
{"seq":1,"at":"2026-11-24T15:30:00.25Z","said":"2026-11-24T15:29:59.25Z","by":"anna","for":"chair","cause":"console:message:1","name":"motion-proposed","data":{"item":3,"text":"Perché no? <b>"},"hash":"f9ca59c6a4d89444e2654636342a93e77c63f28a574bdd2d591c7f95461b0f23"}
{"seq":2,"at":"2026-11-24T15:30:00.25Z","cause":"console:message:1","name":"noted","data":{},"private":{"name":"Bruno Verdi"},"salt":"MDEyMzQ1Njc4OWFiY2RlZg==","digest":"5d90fe70ac5fad6c0444b34c66a9d73be0a7aaeaaddba678e704b94527c6db1a","hash":"03e60141b25d10dfbbbed47371721c70a39bedbbc2c668105782edf4f8d96c3b"}
{"seq":3,"at":"2026-11-24T15:32:00.25Z","cause":"elapse:ballot:2026-11-24T15:32:00Z","name":"ballot-closed","hash":"dff03f5df200536d465b4844dfa3497bc7501168a510da4e94bad890fd126c9b"}
`

func collect(entries iter.Seq2[journal.Entry, error]) ([]journal.Entry, error) {
	var all []journal.Entry
	for e, err := range entries {
		if err != nil {
			return all, err
		}
		all = append(all, e)
	}
	return all, nil
}

func readAll(r io.Reader) (string, []journal.Entry, error) {
	name, entries, err := journal.ReadLines(r)
	if err != nil {
		return "", nil, err
	}
	all, err := collect(entries)
	return name, all, err
}

func TestLinesAreExact(t *testing.T) {
	commits := fixed()
	journal.Seal(stream, journal.Head{}, commits)
	want := flat(commits)
	var out bytes.Buffer
	if err := journal.WriteLines(&out, stream, seq(want)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(exported, out.String()); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
	name, got, err := readAll(iotest.OneByteReader(&out))
	if err != nil || name != stream {
		t.Fatalf("stream %q, %v", name, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
}

func TestAnEmptyAndAnErasedJournalRoundTrip(t *testing.T) {
	commits := fixed()
	journal.Seal(stream, journal.Head{}, commits)
	erased := flat(commits)
	erased[1].Private, erased[1].Salt = nil, nil
	for _, want := range [][]journal.Entry{nil, erased} {
		var out bytes.Buffer
		if err := journal.WriteLines(&out, stream, seq(want)); err != nil {
			t.Fatal(err)
		}
		_, got, err := readAll(&out)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("read back (-want +got):\n%s", diff)
		}
	}
}

func TestReadLinesNamesTheLineItRefuses(t *testing.T) {
	lines := strings.SplitAfter(exported, "\n")
	long := `{"seq":4,"at":"2026-11-24T15:32:00Z","data":"` + strings.Repeat("x", 9<<20)
	rows := []struct {
		name, text string
		line       int
		why        string
	}{
		{"nothing", "", 1, "no header"},
		{"another kind of file", "%PDF-1.7\n", 1, "header"},
		{"another program's lines", `{"format":"log","stream":"a:b"}` + "\n", 1, "not an exported journal"},
		{"a later format", strings.Replace(exported, "journal/1", "journal/2", 1), 1, `this program reads "assenso-journal/1"`},
		{"a stream without id", strings.Replace(lines[0], ":collegio-2026-11-24", "", 1), 1, "no id"},
		{"a header with more in it", strings.Replace(exported, `"}`, `","x":1}`, 1), 1, ""},
		{"a header cut off", lines[0][:20], 1, "cut off"},
		{"an entry cut off", exported[:len(exported)-1], 4, "cut off"},
		{"an empty line", lines[0] + "\n" + lines[1], 2, ""},
		{"carriage returns", strings.ReplaceAll(exported, "}\n", "}\r\n"), 1, "not as it was exported"},
		{"a field twice", lines[0] + strings.Replace(lines[1], `"by":"anna"`, `"by":"carla","by":"anna"`, 1), 2, "not as it was exported"},
		{"an unknown field", lines[0] + strings.Replace(lines[1], `"by"`, `"weight":2,"by"`, 1), 2, "not as it was exported"},
		{"a field in capitals", lines[0] + strings.Replace(lines[1], `"by"`, `"BY"`, 1), 2, "not as it was exported"},
		{"a time with another zone", lines[0] + strings.Replace(lines[1], "15:30:00.25Z", "16:30:00.25+01:00", 1), 2, "not as it was exported"},
		{"a time that is none", lines[0] + strings.Replace(lines[1], "T15:30", "T25:30", 1), 2, "hour"},
		{"a short hash", lines[0] + strings.Replace(lines[1], `"hash":"`, `"hash":"a`, 1), 2, "hash"},
		{"a hash in capitals", lines[0] + strings.ToUpper(lines[1]), 2, ""},
		{"data that is not JSON", lines[0] + lines[1] + strings.Replace(lines[2], `{}`, `{`, 1), 3, ""},
		{"a line without end", exported + long, 5, "longer than"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			_, _, err := readAll(strings.NewReader(row.text))
			var at *journal.LineError
			if !errors.As(err, &at) {
				t.Fatalf("error %v, want a *LineError", err)
			}
			if at.Line != row.line || !strings.Contains(err.Error(), row.why) {
				t.Errorf("%v; want line %d, %q", err, row.line, row.why)
			}
		})
	}
}

func TestReadLinesHandsOnTheReadersError(t *testing.T) {
	boom := errors.New("boom")
	r := io.MultiReader(strings.NewReader(exported), iotest.ErrReader(boom))
	_, got, err := readAll(r)
	if !errors.Is(err, boom) || len(got) != 3 {
		t.Errorf("%d entries, then %v", len(got), err)
	}
}

func TestWriteLinesRefusesWhatItCouldNotReadBack(t *testing.T) {
	boom := errors.New("boom")
	e := journal.Entry{Seq: 1, Name: "x", Data: json.RawMessage("{\n}")}
	if err := journal.WriteLines(io.Discard, stream, seq([]journal.Entry{e})); err == nil || !strings.Contains(err.Error(), "entry 1") {
		t.Errorf("data of two lines: %v", err)
	}
	if err := journal.WriteLines(io.Discard, "meeting", seq(nil)); err == nil {
		t.Error("a stream without id was written")
	}
	failing := func(yield func(journal.Entry, error) bool) { yield(journal.Entry{}, boom) }
	if err := journal.WriteLines(io.Discard, stream, failing); !errors.Is(err, boom) {
		t.Errorf("a failing source: %v", err)
	}
	_, w := io.Pipe()
	if err := w.CloseWithError(boom); err != nil {
		t.Fatal(err)
	}
	if err := journal.WriteLines(w, stream, seq(nil)); err == nil {
		t.Error("a failing writer went unnoticed")
	}
}

// Whatever text is accepted is exactly what would be written again.
func FuzzReadLines(f *testing.F) {
	f.Add([]byte(exported))
	f.Add([]byte(`{"format":"assenso-journal/1","stream":"a:b"}` + "\n" + `{"seq":0,"at":"0001-01-01T00:00:00Z","name":"\u0000","data":null,"hash":""}` + "\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		name, all, err := readAll(bytes.NewReader(text))
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := journal.WriteLines(&again, name, seq(all)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(text, again.Bytes()) {
			t.Errorf("read\n%q\nwould be written\n%q", text, again.Bytes())
		}
	})
}

// Whatever Check accepts is exported, read back and verified unchanged.
func FuzzRoundTrip(f *testing.F) {
	f.Add("meeting:a", int64(1), int64(0), "anna", "chair", "c:1", "x", []byte(`{}`), []byte(`{"a":"é"}`), []byte("0123456789abcdef"))
	f.Add("a:b:c", int64(-1e18), int64(1e18), "\x00", "\n", "\"", "<&>", []byte(`null`), []byte(`1.0`), []byte{})
	f.Fuzz(func(t *testing.T, name string, at, said int64, by, office, cause, event string, body, private, salt []byte) {
		commits := []journal.Commit{
			{Cause: cause, Entries: []journal.Entry{{
				At: time.Unix(0, at), Said: time.Unix(0, said), By: by, For: office, Name: event,
				Data: body, Private: private, Salt: salt,
			}}},
			{Cause: cause + "'", Entries: []journal.Entry{{Name: "after"}}},
		}
		head := journal.Seal(name, journal.Head{}, commits)
		if _, err := journal.Check(name, journal.Head{}, commits); err != nil {
			return
		}
		want := flat(commits)
		var out bytes.Buffer
		if err := journal.WriteLines(&out, name, seq(want)); err != nil {
			t.Fatal(err)
		}
		gotName, got, err := readAll(&out)
		if err != nil || gotName != name {
			t.Fatalf("stream %q, %v", gotName, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("read back (-want +got):\n%s", diff)
		}
		if gotHead, err := journal.Verify(name, seq(got)); err != nil || gotHead != head {
			t.Errorf("head %v, %v; want %v", gotHead, err, head)
		}
	})
}

func BenchmarkLines(b *testing.B) {
	commits := group(1000)
	journal.Seal(stream, journal.Head{}, commits)
	all := flat(commits)
	var out bytes.Buffer
	if err := journal.WriteLines(&out, stream, seq(all)); err != nil {
		b.Fatal(err)
	}
	perEntry := func(b *testing.B) {
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(all)), "ns/entry")
	}
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			if err := journal.WriteLines(io.Discard, stream, seq(all)); err != nil {
				b.Fatal(err)
			}
		}
		perEntry(b)
	})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := readAll(bytes.NewReader(out.Bytes())); err != nil {
				b.Fatal(err)
			}
		}
		perEntry(b)
	})
}
