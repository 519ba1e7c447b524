package minutes_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
	"assenso/governance/minutes/minutestest"
)

var freeze = flag.Bool("freeze", false, "play the meetings again and keep their journals; before the first release only")

// frozen are meetings whose journals are kept in testdata: what the minutes
// say of a journal must not change when the rules do.
var frozen = map[string]func(testing.TB) []minutes.Recorded{
	"board":    minutestest.Board,
	"rejected": func(tb testing.TB) []minutes.Recorded { return minutestest.Unapproved(tb, false) },
	"given-up": func(tb testing.TB) []minutes.Recorded { return minutestest.Unapproved(tb, true) },
}

// line is an entry of a kept journal.
type line struct {
	Seq     uint64              `json:"seq"`
	By      governance.MemberID `json:"by,omitempty"`
	For     governance.Office   `json:"for,omitempty"`
	At      time.Time           `json:"at"`
	Said    time.Time           `json:"said,omitzero"`
	Name    string              `json:"name"`
	Data    json.RawMessage     `json:"data"`
	Private json.RawMessage     `json:"private,omitempty"`
}

// thawed reads a kept journal.
func thawed(t *testing.T, name string) []minutes.Recorded {
	t.Helper()
	path := filepath.Join("testdata", name+".journal")
	codec := meeting.NewCodec()
	if *freeze {
		keep(t, path, frozen[name](t))
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var records []minutes.Recorded
	for s := bufio.NewScanner(bytes.NewReader(b)); s.Scan(); {
		var l line
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		e, err := codec.Decode(l.Name, l.Data, l.Private)
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, minutes.Recorded{
			Seq: l.Seq, Meta: governance.Meta{By: l.By, For: l.For, At: l.At, Said: l.Said}, Event: e,
		})
	}
	return records
}

func keep(t *testing.T, path string, records []minutes.Recorded) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	codec := meeting.NewCodec()
	for _, r := range records {
		data, private, err := codec.Encode(r.Event)
		if err == nil {
			err = e.Encode(line{r.Seq, r.By, r.For, r.At.UTC(), r.Said.UTC(), r.Event.Name(), data, private})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
