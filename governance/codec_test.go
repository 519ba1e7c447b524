package governance_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"assenso/governance"
)

type fact interface{ Name() string }

type called struct {
	Member governance.MemberID `json:"member"`
	Votes  bool                `json:"votes,omitempty"`
	Person string              `json:"name" private:"yes"`
	Notes  []string            `json:"notes,omitempty" private:"yes"`
	_      int                 // no field of the record
}

type opened struct {
	At    time.Time             `json:"at"`
	Place string                `json:"place,omitempty"`
	Seats map[string]string     `json:"seats,omitempty"`
	Inner *governance.Duration  `json:"inner,omitempty"`
	Rolls [][2]string           `json:"rolls,omitempty"`
	Raw   []byte                `json:"raw,omitempty"`
	Rule  governance.QuorumRule `json:"rule,omitzero"`
}

func (called) Name() string { return "called" }
func (opened) Name() string { return "opened" }

func codec() *governance.Codec[fact] {
	return governance.NewCodec[fact](map[string]governance.Upcast{
		"summoned": func(d json.RawMessage) (string, json.RawMessage, error) {
			var old struct{ Who string }
			if err := json.Unmarshal(d, &old); err != nil {
				return "", nil, err
			}
			now, err := json.Marshal(map[string]string{"member": old.Who})
			return "called", now, err
		},
	}, called{}, opened{})
}

func TestCodecReadsWhatItWrote(t *testing.T) {
	minute := governance.Duration(time.Minute)
	for _, e := range []fact{
		called{Member: "anna", Votes: true, Person: "Anna Bianchi", Notes: []string{"in ritardo"}},
		called{Member: "bruno"},
		opened{At: time.Date(2026, 11, 24, 16, 30, 0, 5, time.UTC), Place: "<sala & aula> \u2028",
			Seats: map[string]string{"anna": "1"}, Inner: &minute, Rolls: [][2]string{{"a", "b"}}, Raw: []byte{0xff}},
	} {
		data, private, err := codec().Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		got, err := codec().Decode(e.Name(), data, private)
		if err != nil || !reflect.DeepEqual(got, e) {
			t.Errorf("wrote %s %s\nread %+v (%v)\nwant %+v", data, private, got, err, e)
		}
	}
}

func TestCodecKeepsPrivateValuesApart(t *testing.T) {
	data, private, err := codec().Encode(called{Member: "anna", Person: "Anna Bianchi"})
	if err != nil || string(data) != `{"member":"anna"}` || string(private) != `{"name":"Anna Bianchi"}` {
		t.Errorf("got %s and %s (%v)", data, private, err)
	}
	if _, private, _ := codec().Encode(called{Member: "anna"}); private != nil {
		t.Errorf("nothing private, yet %s", private)
	}
	got, err := codec().Decode("called", data, nil)
	if err != nil || !reflect.DeepEqual(got, called{Member: "anna"}) {
		t.Errorf("erased: got %+v (%v)", got, err)
	}
}

func TestCodecRefusesWhatItDoesNotKnow(t *testing.T) {
	tests := []struct{ name, event, data, private, want string }{
		{"a name of a later version", "deferred", `{}`, "", "decode deferred: unknown event"},
		{"a field of a later version", "called", `{"member":"a","weight":2}`, "", "unknown field"},
		{"a private field among the others", "called", `{"member":"a","name":"Anna"}`, "", "unknown field"},
		{"an open field among the private ones", "called", `{}`, `{"member":"a"}`, "unknown field"},
		{"private values of an event that has none", "opened", `{}`, `{"name":"Anna"}`, "unknown field"},
		{"two values in one", "called", `{"member":"a"}{"member":"b"}`, "", "more than one value"},
		{"half a value", "called", `{"member":`, "", "unexpected EOF"},
		{"an old form that cannot be read", "summoned", `[]`, "", "decode summoned: upcast"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var private json.RawMessage
			if tt.private != "" {
				private = json.RawMessage(tt.private)
			}
			_, err := codec().Decode(tt.event, json.RawMessage(tt.data), private)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestCodecReadsOldForms(t *testing.T) {
	got, err := codec().Decode("summoned", json.RawMessage(`{"who":"anna"}`), json.RawMessage(`{"name":"Anna"}`))
	if err != nil || !reflect.DeepEqual(got, called{Member: "anna", Person: "Anna"}) {
		t.Errorf("got %+v (%v)", got, err)
	}
}

// JSON would write U+FFFD for what is not UTF-8, and the record would say
// something else than what was decided.
func TestCodecRefusesTextThatWouldChange(t *testing.T) {
	broken := "per\xf2" // però, in Windows-1252
	for _, e := range []fact{
		called{Member: governance.MemberID(broken)},
		called{Person: broken},
		called{Notes: []string{"va bene", broken}},
		opened{Seats: map[string]string{broken: "1"}},
		opened{Seats: map[string]string{"1": broken}},
		opened{Rolls: [][2]string{{"a", broken}}},
	} {
		if data, private, err := codec().Encode(e); err == nil || data != nil || private != nil {
			t.Errorf("%+v written as %s %s (%v)", e, data, private, err)
		}
	}
	if _, _, err := codec().Encode(called{Person: "\ufffd"}); err != nil {
		t.Errorf("a replacement mark that was typed is text: %v", err)
	}
}

func TestCodecKnowsItsEvents(t *testing.T) {
	if got := codec().Names(); !reflect.DeepEqual(got, []string{"called", "opened"}) {
		t.Errorf("got %v", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("two events of one name are a fault of the program")
		}
	}()
	governance.NewCodec[fact](nil, called{}, called{})
}

// Whatever a journal holds, decoding answers, and what it reads it writes again.
func FuzzCodec(f *testing.F) {
	f.Add("called", []byte(`{"member":"anna","votes":true}`), []byte(`{"name":"Anna"}`))
	f.Add("opened", []byte(`{"at":"2026-11-24T16:30:00Z","seats":{"a":"b"},"raw":"/w=="}`), []byte(nil))
	f.Add("summoned", []byte(`{"who":"anna"}`), []byte(nil))
	f.Add("called", []byte(`{"member":"\ud800"}`), []byte(`null`))
	f.Fuzz(func(t *testing.T, name string, data, private []byte) {
		e, err := codec().Decode(name, data, private)
		if err != nil {
			return
		}
		d, p, err := codec().Encode(e)
		if err != nil {
			t.Fatalf("read %+v but cannot write it: %v", e, err)
		}
		again, err := codec().Decode(e.Name(), d, p)
		if err != nil {
			t.Fatalf("cannot read %s %s: %v", d, p, err)
		}
		if d2, p2, err := codec().Encode(again); err != nil || string(d2) != string(d) || string(p2) != string(p) {
			t.Fatalf("%s %s became %s %s (%v)", d, p, d2, p2, err)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	c := codec()
	data, private, err := c.Encode(called{Member: "anna", Votes: true, Person: "Anna Bianchi"})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := c.Decode("called", data, private); err != nil {
			b.Fatal(err)
		}
	}
}
